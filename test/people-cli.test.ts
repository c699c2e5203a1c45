/** Accounts at the command line, and acting under the name of one there. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { AccountView } from '../src/app/index.ts'
import type { Io } from '../src/cli/io.ts'
import { run } from '../src/cli/run.ts'
import { testDatabase } from './database.ts'

const PASSWORD = 'plainly fictional words'

const database = await testDatabase()
const folder = mkdtempSync(join(tmpdir(), 'unblind-people-cli-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let ticks = 0

type Given = { readonly stdin?: string; readonly auth?: 'none'; readonly io?: Partial<Io> }

async function unblind(args: readonly string[], { stdin = '', auth, io }: Given = {}) {
  const said = { out: '', err: '' }
  const code = await run(
    args,
    {
      stdin: streamOf(stdin),
      out: (text) => {
        said.out += text
      },
      err: (text) => {
        said.err += text
      },
      env: {
        UNBLIND_DATA_DIR: join(folder, 'data'),
        DATABASE_URL: database.url,
        ...(auth === 'none' ? {} : { UNBLIND_AUTH: 'local' }),
      },
      drained: () => Promise.resolve(),
      isTty: false,
      isErrTty: false,
      clock: () => new Date(Date.parse('2026-11-24T15:00:00Z') + ticks++),
      untilStopped: () => Promise.resolve(),
      ...io,
    },
    '0.0.0-test',
  )
  return { code, ...said }
}

/** In pieces, as a pipe gives it. */
async function* streamOf(text: string): AsyncIterable<Uint8Array> {
  for (const piece of text.match(/.{1,7}/gs) ?? []) yield new TextEncoder().encode(piece)
}

function lastLine(out: string): string {
  return out.trim().split('\n').at(-1) ?? ''
}

async function accounts(): Promise<readonly AccountView[]> {
  return JSON.parse((await unblind(['user', 'list', '--json'])).out).accounts
}

async function actsIn(id: string): Promise<readonly { kind: string; actor: string; body: { command?: string } }[]> {
  return database.asOwner(async (client) => {
    const { rows } = await client.query("select text from unblind.stream_entries where stream = 'people' order by seq")
    return rows.map(({ text }) => JSON.parse(text)).filter(({ body }) => body.person === id)
  })
}

const add = (name: string, roles: string, stdin = `${PASSWORD}\n`) =>
  unblind(['user', 'add', '--name', name, '--roles', roles], { stdin })

describe('the accounts of a node', () => {
  it('begin with nobody, and how to make the first administrator is said', async () => {
    const said = await unblind(['user', 'list'])
    expect(said.code).toBe(0)
    expect(said.out).toContain('unblind user add --name NAME --roles administrator')
  })

  it('are added with a password from standard input; the last line is the id', async () => {
    const said = await add('Ingrid Administrator', 'administrator')
    expect({ code: said.code, err: said.err }).toEqual({ code: 0, err: '' })
    const [account] = await accounts()
    expect(account).toMatchObject({ id: lastLine(said.out), name: 'Ingrid Administrator', roles: ['administrator'] })
    expect(account?.added.by).toMatch(/ at the machine itself$/)
  })

  it('are added with a password typed twice, where somebody sits at a terminal', async () => {
    const typed = [PASSWORD, PASSWORD, PASSWORD, 'not the same words']
    const io = { askSecret: async () => typed.shift() ?? '' }
    const good = await unblind(['user', 'add', '--name', 'Otto Officer', '--roles', 'officer'], { io })
    expect(good.code).toBe(0)
    const bad = await unblind(['user', 'add', '--name', 'Oda Officer', '--roles', 'officer'], { io })
    expect(bad).toMatchObject({ code: 2, err: 'unblind: the two passwords are not the same; try again\n' })
  })

  it.each([
    ['no password', ['--name', 'Nobody New', '--roles', 'officer'], '', 'no password came on standard input'],
    ['a short one', ['--name', 'Nobody New', '--roles', 'officer'], 'short\n', 'is 5 characters long'],
    ['a role that is none', ['--name', 'Nobody New', '--roles', 'wizard'], PASSWORD, '`wizard` is no role here'],
    ['a role of the other kind', ['--name', 'Nobody New', '--roles', 'registrar'], PASSWORD, 'is no role here'],
    ['a name somebody has', ['--name', 'OTTO  officer', '--roles', 'officer'], PASSWORD, 'has an account here'],
    ['no name', ['--name', ' ', '--roles', 'officer'], PASSWORD, '`name` is empty'],
  ])('are not added with %s', async (_what, args, stdin, sentence) => {
    const before = await accounts()
    const said = await unblind(['user', 'add', ...args], { stdin })
    expect(said.code).toBe(2)
    expect(said.err).toContain(sentence)
    expect(await accounts()).toEqual(before)
  })

  it('are changed and ended by name or by id, and stay in the list', async () => {
    const id = lastLine((await add('Fred Former', 'officer')).out)
    expect((await unblind(['user', 'roles', 'fred former', '--roles', 'engineer,auditor'])).out).toContain(
      'Fred Former is now engineer and auditor',
    )
    expect((await unblind(['user', 'password', id], { stdin: 'other fictional words' })).code).toBe(0)
    expect((await unblind(['user', 'end', 'Fred Former', '--reason', 'left the firm'])).code).toBe(0)
    const account = (await accounts()).find((one) => one.id === id)
    expect(account).toMatchObject({ roles: ['engineer', 'auditor'], ended: { reason: 'left the firm' } })
    expect((await unblind(['user', 'list'])).out.replace(/\s+/g, ' ')).toMatch(
      /Fred Former .*ended 24 Nov 2026: left the firm/,
    )
    const again = await unblind(['user', 'password', id], { stdin: PASSWORD })
    expect(again).toMatchObject({ code: 2 })
    expect(again.err).toContain('has ended; add a new one')
    expect((await unblind(['user', 'end', 'Fred Former', '--reason', 'x'])).err).toContain('nobody has the name or id')
  })

  it('may begin with a password that the person replaces', async () => {
    const args = ['user', 'add', '--name', 'Nina New', '--roles', 'engineer', '--temporary']
    const id = lastLine((await unblind(args, { stdin: PASSWORD })).out)
    expect((await accounts()).find((one) => one.id === id)?.passwordSet.isTemporary).toBe(true)
    await unblind(['user', 'password', id], { stdin: 'other fictional words' })
    expect((await accounts()).find((one) => one.id === id)?.passwordSet.isTemporary).toBe(false)
  })

  it('may be those of programs, whose key is printed once, last', async () => {
    const said = await unblind(['user', 'add', '--name', 'Fictional System', '--roles', 'sales', '--program'])
    expect(lastLine(said.out)).toMatch(/^unblind_[0-9A-Z]{26}_[\w-]{43}$/)
    expect((await accounts()).find(({ name }) => name === 'Fictional System')?.isProgram).toBe(true)
    const decider = await unblind(['user', 'add', '--name', 'Other System', '--roles', 'officer', '--program'])
    expect(decider.err).toContain('`officer`, which is no role here; name some of sales, auditor')
  })

  it('keep one administrator', async () => {
    const said = await unblind(['user', 'end', 'Ingrid Administrator', '--reason', 'left'])
    expect(said).toMatchObject({ code: 2 })
    expect(said.err).toContain('the only administrator')
  })

  it('may be made before they are in use, which is said', async () => {
    const said = await unblind(['user', 'list'], { auth: 'none' })
    expect(said.err).toContain('accounts are not in use yet')
  })
})

describe('acting at the machine itself, with accounts on', () => {
  const transaction = {
    reference: 'FI-CLI',
    kind: 'export',
    exportOn: '2026-07-23',
    exporter: { name: 'Fictional Instruments Inc', country: 'US', isUsPerson: true },
    parties: [{ ref: 'buyer', name: 'Pretend Bearings Co', roles: ['purchaser', 'end-user'], country: 'CA' }],
    items: [{ ref: 'pencil', part: 'P-1', eccn: 'EAR99', form: 'commodity', isUsOrigin: true }],
    from: 'US',
    destination: 'CA',
  }
  const file = join(folder, 'transaction.json')
  writeFileSync(file, JSON.stringify(transaction))
  const open = (...flags: readonly string[]) => unblind(['case', 'open', file, ...flags])

  it('is under the name of an account, with its roles, and is kept among its acts as done there', async () => {
    const id = lastLine((await add('Olive Officer', 'officer')).out)
    const opened = await open('--as', 'olive officer', '--json')
    expect({ code: opened.code, err: opened.err }).toEqual({ code: 0, err: '' })
    expect(JSON.parse(opened.out).timeline[0].actor).toEqual({ id, name: 'Olive Officer', roles: ['officer'] })
    const act = (await actsIn(id)).at(-1)
    expect(act).toMatchObject({ kind: 'person.acted-at-terminal', body: { command: 'case open' } })
    expect(act?.actor).toMatch(/ at the machine itself$/)
  })

  it.each([
    ['nobody', [], 'say who acts with `--as NAME`'],
    ['a name without an account', ['--as', 'Invented Person'], 'has no account here'],
    ['an ended account', ['--as', 'Fred Former'], 'has no account here'],
    ['a role the account has not', ['--as', 'Olive Officer', '--role', 'executive'], 'is officer here, not executive'],
    ['an account that may not', ['--as', 'Ingrid Administrator'], 'needs another role'],
  ])('is refused to %s, and nothing is kept', async (_who, flags, sentence) => {
    const before = (await unblind(['case', 'list'])).out
    const said = await open(...flags)
    expect(said.code).toBe(2)
    expect(said.err).toContain(sentence)
    expect((await unblind(['case', 'list'])).out).toBe(before)
  })

  it('on a list that waits needs somebody who may decide on lists', async () => {
    const said = await unblind(['lists', 'accept', 'nothing', '--reason', 'x', '--by', 'Invented Person'])
    expect(said.err).toContain('`--by` `Invented Person` has no account here')
  })

  it('without accounts takes the name at its word', async () => {
    const opened = await unblind(['case', 'open', file, '--as', 'Invented Person', '--json'], { auth: 'none' })
    expect(JSON.parse(opened.out).timeline[0].actor).toMatchObject({ id: 'Invented Person', roles: ['officer'] })
  })
})
