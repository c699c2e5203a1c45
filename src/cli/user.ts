/** `unblind user`: the accounts of this node, kept by whoever sits at the machine itself. */
import { type AccountView, type App, type DeskResult, type PersonRole, ROLES_OF_NODE } from '../app/index.ts'
import { err, ok, type Result } from '../base/index.ts'
import { EXIT, type ExitCode, type Io, refuse } from './io.ts'
import { withApp } from './open.ts'
import { longDay, pageFor, table } from './page.ts'
import { atTerminal, rolesIn } from './person.ts'

type Json = { readonly json?: boolean }
type Temporary = { readonly temporary?: boolean }

export async function addCommand(
  io: Io,
  flags: Json &
    Temporary & { readonly name: string; readonly roles: string; readonly agency?: string; readonly program?: boolean },
): Promise<ExitCode> {
  return withApp(io, async (app) => {
    const roles = rolesIn(flags.roles, ROLES_OF_NODE[app.node.kind])
    if (!roles.ok) return refuse(io, roles.error)
    if (flags.program) return addProgram(io, app, flags, roles.value)
    const password = await newPassword(io, flags.name)
    if (!password.ok) return refuse(io, password.error)
    const { name, agency = null, temporary: isTemporary = false } = flags
    const added = await app.people.add(
      { name, roles: roles.value, agency, password: password.value, isTemporary },
      atTerminal(),
    )
    return said(
      io,
      app,
      flags,
      added,
      (account) => `added: ${account.name}, ${account.roles.join(' and ')}\n${account.id}`,
    )
  })
}

async function addProgram(
  io: Io,
  app: App,
  { name, json }: Json & { readonly name: string },
  roles: readonly PersonRole[],
): Promise<ExitCode> {
  const added = await app.people.addProgram({ name, roles }, atTerminal())
  if (!added.ok) return refuse(io, added.error.sentence)
  if (json) {
    io.out(`${JSON.stringify(added.value)}\n`)
    return EXIT.done
  }
  sayUnused(io, app)
  io.out(`added: ${name}; it sends this key, which is not shown again, as \`Authorization: Bearer KEY\`\n`)
  io.out(`${added.value.key}\n`)
  return EXIT.done
}

export async function listCommand(io: Io, { json }: Json): Promise<ExitCode> {
  return withApp(io, async (app) => {
    const accounts = await app.people.accounts()
    if (json) io.out(`${JSON.stringify({ accounts })}\n`)
    else if (accounts.length === 0) io.out(`${FIRST}\n`)
    else {
      const rows = accounts.map((account) => [
        account.id,
        account.name,
        account.roles.join(', '),
        account.agency ?? '',
        standingOf(account),
      ])
      io.out(`${table(pageFor(io, io.env), rows, '').join('\n')}\n`)
    }
    sayUnused(io, app)
    return EXIT.done
  })
}

export async function rolesCommand(
  io: Io,
  who: string,
  flags: Json & { readonly roles: string; readonly agency?: string },
): Promise<ExitCode> {
  return withAccount(io, who, async (app, { id }) => {
    const roles = rolesIn(flags.roles, ROLES_OF_NODE[app.node.kind])
    if (!roles.ok) return refuse(io, roles.error)
    const { agency } = flags
    const asked = { roles: roles.value, ...(agency === undefined ? {} : { agency }) }
    const changed = await app.people.changeRoles(id, asked, atTerminal())
    return said(io, app, flags, changed, (account) => `${account.name} is now ${account.roles.join(' and ')}`)
  })
}

export async function passwordCommand(io: Io, who: string, flags: Json & Temporary): Promise<ExitCode> {
  return withAccount(io, who, async (app, { id, name }) => {
    const password = await newPassword(io, name)
    if (!password.ok) return refuse(io, password.error)
    const asked = { password: password.value, isTemporary: flags.temporary ?? false }
    const set = await app.people.setPassword(id, asked, atTerminal())
    return said(io, app, flags, set, (account) => `${account.name} signs in with the new password from now on`)
  })
}

export async function endCommand(io: Io, who: string, flags: Json & { readonly reason: string }): Promise<ExitCode> {
  return withAccount(io, who, async (app, { id }) => {
    const ended = await app.people.end(id, { reason: flags.reason }, atTerminal())
    return said(io, app, flags, ended, (account) => `ended: the account of ${account.name}; what they did stays`)
  })
}

/** What to do while nobody has an account. */
export const FIRST =
  'nobody has an account here yet; make the first administrator with `unblind user add --name NAME --roles administrator`'

/** By id, or by the name of one that is in use. */
async function withAccount(
  io: Io,
  who: string,
  work: (app: App, account: Pick<AccountView, 'id' | 'name'>) => Promise<ExitCode>,
): Promise<ExitCode> {
  return withApp(io, async (app) => {
    const account = (await app.people.accounts()).find(({ id }) => id === who) ?? (await app.people.named(who))
    if (account === null) {
      return refuse(io, `nobody has the name or id \`${who.toWellFormed()}\` here; \`unblind user list\` shows them`)
    }
    return work(app, account)
  })
}

function said(
  io: Io,
  app: App,
  { json }: Json,
  done: DeskResult<AccountView>,
  say: (account: AccountView) => string,
): ExitCode {
  if (!done.ok) return refuse(io, done.error.sentence)
  if (!json) sayUnused(io, app)
  io.out(json ? `${JSON.stringify(done.value)}\n` : `${say(done.value)}\n`)
  return EXIT.done
}

function sayUnused(io: Io, app: App): void {
  if (app.people.auth === 'none') {
    io.err('unblind: accounts are not in use yet; start the program with `UNBLIND_AUTH=local` to use them\n')
  }
}

function standingOf({ ended, signedInAt, isProgram }: AccountView): string {
  if (ended === null && isProgram) return 'program'
  if (ended !== null) return `ended ${dayOf(ended.at)}: ${ended.reason}`
  return signedInAt === null ? 'never signed in' : `signed in ${dayOf(signedInAt)}`
}

function dayOf(at: string): string {
  return longDay(at.slice(0, 10))
}

/** From whoever sits at the terminal, twice; else the first line of standard input. Never an argument, which others can see. */
async function newPassword(io: Io, name: string): Promise<Result<string, string>> {
  if (io.askSecret !== undefined) {
    const first = await io.askSecret(`Password for ${name}: `)
    const again = await io.askSecret('The same again: ')
    return first === again ? ok(first) : err('the two passwords are not the same; try again')
  }
  const line = await firstLine(io)
  return line === null || line === '' ? err('no password came on standard input; send it as its first line') : ok(line)
}

/** Longest line that is read. */
const MAX_LINE_BYTES = 10_000

async function firstLine({ stdin }: Io): Promise<string | null> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of stdin) {
    chunks.push(chunk)
    size += chunk.byteLength
    if (size > MAX_LINE_BYTES || chunk.includes(0x0a)) break
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks))
    return text.split('\n')[0]?.replace(/\r$/, '') ?? ''
  } catch {
    return null
  }
}
