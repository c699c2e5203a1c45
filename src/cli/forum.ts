/** `unblind forum`: the seat of a state in the forum at a terminal. Who will read is shown before anything is signed. */
import { readFile } from 'node:fs/promises'
import type {
  App,
  DeskProblem,
  DeskResult,
  DiscussionView,
  ForumInbox,
  ForumStanding,
  LabelView,
  Person,
  PreviewView,
  RecordView,
  Said,
} from '../app/index.ts'
import type { Result } from '../base/index.ts'
import { EXIT, type ExitCode, type Io, refuse } from './io.ts'
import { withApp } from './open.ts'
import { heading, longDay, type Page, pageFor, styled, table, wrapped } from './page.ts'
import { type PersonFlags, personAt } from './person.ts'
import { readDocument } from './read-input.ts'

type Flags = PersonFlags & { readonly json?: boolean }

export async function keyCommand(io: Io, flags: Flags): Promise<ExitCode> {
  return withApp(io, async (app) =>
    print(io, flags, await app.forum.key(), (page, key) => [
      ...table(page, [
        ['state', key.state],
        ['authority', key.authority],
        ['key', key.key],
        ['host', key.host ?? 'none: it asks, and is not asked'],
      ]),
      '',
      ...wrapped(page, `Read this fingerprint to each other outside the network: ${key.fingerprint}`),
    ]),
  )
}

export async function foundCommand(io: Io, file: string): Promise<ExitCode> {
  return withDocument(io, file, (input) =>
    withApp(io, async (app) => print(io, {}, await app.forum.found(input), (_page, text) => [text])),
  )
}

export async function setupCommand(io: Io, file: string, flags: Flags): Promise<ExitCode> {
  return withDocument(io, file, (input) =>
    withPerson(io, flags, 'forum setup', 'forum.write', async (app, person) =>
      print(io, flags, await app.forum.setUp(input, person), standingLines),
    ),
  )
}

export async function peersCommand(io: Io, flags: Flags & { readonly add?: string }): Promise<ExitCode> {
  const { add } = flags
  if (add === undefined) {
    return withApp(io, async (app) => print(io, flags, await app.forum.standing(), peerLines))
  }
  const at = add.indexOf('=')
  if (at < 0) return refuse(io, `\`--add\` \`${add}\` names no address; write STATE=https://host[:port]`)
  const peer = { state: add.slice(0, at), address: add.slice(at + 1) }
  return withPerson(io, flags, 'forum peers', 'forum.write', async (app, person) =>
    print(io, flags, await app.forum.addPeer(peer, person), peerLines),
  )
}

export async function standingCommand(io: Io, flags: Flags & { readonly on?: string }): Promise<ExitCode> {
  return withApp(io, async (app) => print(io, flags, await app.forum.standing(flags.on), standingLines))
}

export async function inboxCommand(io: Io, flags: Flags): Promise<ExitCode> {
  return withPerson(io, flags, 'forum inbox', 'forum.read', async (app, person) =>
    print(io, flags, await app.forum.inbox(person), inboxLines),
  )
}

export async function showCommand(io: Io, hash: string, flags: Flags): Promise<ExitCode> {
  return withPerson(io, flags, 'forum show', 'forum.read', async (app, person) =>
    print(io, flags, await app.forum.discussion(hash, person), discussionLines),
  )
}

export async function previewCommand(io: Io, file: string, flags: Flags): Promise<ExitCode> {
  return withDocument(io, file, (input) =>
    withApp(io, async (app) => print(io, flags, await app.forum.preview(input), previewLines)),
  )
}

export async function issueCommand(io: Io, file: string, flags: Flags & { readonly yes?: boolean }): Promise<ExitCode> {
  return withDocument(io, file, (input) =>
    withPerson(io, flags, 'forum issue', 'forum.write', async (app, person) => {
      if (!flags.yes) {
        const code = await print(io, flags, await app.forum.preview(input), previewLines)
        return code === EXIT.done ? refuse(io, 'nothing was signed; add `--yes` to sign it for these readers') : code
      }
      return print(io, flags, await app.forum.issue(input, person), (page, { hash, preview }) => [
        ...previewLines(page, preview),
        '',
        hash,
      ])
    }),
  )
}

export async function syncCommand(io: Io, flags: Flags & { readonly from?: string }): Promise<ExitCode> {
  return withApp(io, async (app) =>
    print(io, flags, await app.forum.syncNow(flags.from), (page, reports) =>
      reports.length === 0
        ? ['no peer is known; `unblind forum peers --add STATE=ADDRESS` adds one']
        : table(
            page,
            reports.map(({ state, taken, waiting, refused, sentence }) => [
              state,
              `${taken} taken`,
              `${waiting} waiting`,
              `${refused} refused`,
              sentence ?? 'answers',
            ]),
            '',
          ),
    ),
  )
}

export async function takeCommand(io: Io, file: string, flags: { readonly from: string }): Promise<ExitCode> {
  const texts = await recordsIn(io, file)
  if (texts === null) return refuse(io, `there is no file \`${file}\`; check the path`)
  return withApp(io, async (app) => {
    let code: ExitCode = EXIT.done
    for (const text of texts) {
      const taken = await app.forum.take(text, flags.from)
      if (!taken.ok) return refuse(io, taken.error.sentence)
      const { outcome, hash, sentence } = taken.value
      io.out(`${outcome} ${hash}${sentence === null ? '' : `: ${sentence}`}\n`)
      if (outcome === 'refused') code = EXIT.badInput
    }
    return code
  })
}

export async function publicCommand(io: Io): Promise<ExitCode> {
  return withApp(io, async (app) => {
    for (let cursor: string | null = null; ; ) {
      const page: Awaited<ReturnType<App['forum']['publicPage']>> = await app.forum.publicPage(cursor)
      if (!page.ok) return refuse(io, page.error.sentence)
      for (const text of page.value.records) io.out(`${text}\n`)
      await io.drained()
      if (!page.value.isMore) return EXIT.done
      cursor = page.value.cursor
    }
  })
}

async function recordsIn(io: Io, file: string): Promise<readonly string[] | null> {
  try {
    const chunks: Uint8Array[] = []
    if (file === '-') for await (const chunk of io.stdin) chunks.push(chunk)
    const text = file === '-' ? Buffer.concat(chunks).toString('utf8') : await readFile(file, 'utf8')
    return text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]))
  } catch {
    return null
  }
}

/** Without accounts whoever sits at the machine speaks for the state. */
async function withPerson(
  io: Io,
  flags: PersonFlags,
  command: string,
  needs: 'forum.read' | 'forum.write',
  work: (app: App, person: Person) => Promise<ExitCode>,
): Promise<ExitCode> {
  return withApp(io, async (app) => {
    const isOneUser = app.people.auth === 'none' && app.node.kind === 'authority'
    const asked = isOneUser && flags.role === undefined ? { ...flags, role: 'delegate' } : flags
    const person = await personAt(app, asked, { command, needs })
    return person.ok ? work(app, person.value) : refuse(io, person.error)
  })
}

async function withDocument(io: Io, file: string, work: (input: unknown) => Promise<ExitCode>): Promise<ExitCode> {
  const input: Result<unknown, string> = await readDocument(io, file)
  return input.ok ? work(input.value) : refuse(io, input.error)
}

async function print<T>(
  io: Io,
  { json }: { readonly json?: boolean },
  result: DeskResult<T>,
  lines: (page: Page, value: T) => readonly string[],
): Promise<ExitCode> {
  if (!result.ok) return refuse(io, ...sentencesOf(result.error))
  io.out(json ? `${JSON.stringify(result.value)}\n` : `${lines(pageFor(io, io.env), result.value).join('\n')}\n`)
  return EXIT.done
}

function sentencesOf({ sentence, faults = [] }: DeskProblem): readonly string[] {
  return faults.length === 0 ? [sentence] : faults.map(({ field, sentence: said }) => `\`${field}\` ${said}`)
}

const GLYPHS: Readonly<Record<Said['shape'], string>> = {
  filled: '■',
  half: '◧',
  hollow: '□',
  dashed: '◌',
  barred: '✕',
  tick: '✓',
  paper: '▤',
  line: '–',
  split: '◨',
}

function stated(page: Page, { shape, word, tone }: Said): string {
  const text = `${GLYPHS[shape]} ${word}`
  return tone === 'plain' ? text : styled(page, tone, text)
}

function labelled({ said, caveats }: LabelView): string {
  return [said.word, ...caveats].join(' ')
}

function previewLines(page: Page, preview: PreviewView): readonly string[] {
  const { receives, leftOut, label, missed, refusal } = preview
  return [
    ...heading(page, label === null ? 'Not labelled: it is for nobody' : `${labelled(label)}: ${label.reachWords}`),
    ...heading(page, `Will receive it (${receives.length})`),
    ...(receives.length === 0
      ? ['  nobody']
      : table(
          page,
          receives.map(({ name, why }) => [name, why]),
        )),
    ...heading(page, `Will not (${leftOut.length})`),
    ...(leftOut.length === 0
      ? ['  nobody is left out']
      : table(
          page,
          leftOut.map(({ name, why }) => [name, why]),
        )),
    ...missed.map(({ name }) => `  ${name} holds what this corrects and would not be reached: retract that as well`),
    ...(refusal === null ? [] : ['', ...wrapped(page, `It cannot be signed as it stands: ${refusal}`)]),
  ]
}

function inboxLines(page: Page, inbox: ForumInbox): readonly string[] {
  const { awaited, discussions, withheld, waiting, evidence, refused, failing } = inbox
  const apart = [
    withheld > 0 ? `${withheld} records are for other eyes and not shown` : null,
    waiting > 0 ? `${waiting} records wait for others before them` : null,
    evidence > 0 ? `${evidence} are kept as evidence` : null,
    refused > 0 ? `${refused} were refused` : null,
    ...failing.map(({ state, sentence }) => `nothing comes from ${state.name}: ${sentence}`),
  ].flatMap((line) => (line === null ? [] : [line]))
  return [
    ...heading(page, `Waits for ${inbox.state.name} (${awaited.length})`),
    ...(awaited.length === 0
      ? ['  nothing']
      : table(
          page,
          awaited.map(({ hash, due, isOverdue, title, why }) => [
            hash.slice(0, 12),
            due === null ? 'no date' : `${longDay(due)}${isOverdue ? ', overdue' : ''}`,
            `${title}: ${why}`,
          ]),
        )),
    ...heading(
      page,
      `Discussions (${discussions.length === inbox.total ? inbox.total : `newest ${discussions.length} of ${inbox.total}`})`,
    ),
    ...(discussions.length === 0
      ? ['  none yet; `unblind forum sync` asks the peers, `unblind forum issue DRAFT` begins one']
      : discussions.flatMap((one) => [
          ...table(page, [
            [
              one.hash.slice(0, 12),
              one.from.name,
              stated(page, one.said),
              labelled(one.label),
              `${one.typeName}: ${one.title}`,
            ],
          ]),
          ...one.inside.flatMap((line) =>
            wrapped(
              page,
              `${line.typeName} of ${line.from.name}, ${line.said.word.toLowerCase()}: ${line.title}`,
              '      ',
            ),
          ),
        ])),
    ...(apart.length === 0 ? [] : ['', ...apart.flatMap((line) => wrapped(page, line))]),
  ]
}

function discussionLines(page: Page, { title, records, withheld }: DiscussionView): readonly string[] {
  return [
    ...heading(page, title),
    ...records.flatMap((record) => recordLines(page, record)),
    ...(withheld === 0 ? [] : ['', `${withheld} records of this discussion are for other eyes and not shown`]),
  ]
}

function recordLines(page: Page, record: RecordView): readonly string[] {
  const indent = '  '.repeat(Math.min(record.depth, 6))
  const by = record.issuedBy === null ? '' : ` (signed by ${record.issuedBy})`
  const head = `${record.typeName} of ${record.from.name}${by}, ${longDay(record.at.slice(0, 10))}`
  return [
    '',
    `${indent}${styled(page, 'bold', head)}  ${stated(page, record.said)}  ${labelled(record.label)}`,
    `${indent}${record.hash}`,
    ...wrapped(page, `read by ${record.label.reachWords}, under ${record.basis}`, indent),
    ...bodyLines(page, record.body, `${indent}  `),
    ...(record.moves.length === 0
      ? []
      : wrapped(
          page,
          `may be answered by: ${record.moves.map(({ type, rel }) => `${type} (${rel})`).join(', ')}`,
          indent,
        )),
  ]
}

/** A body as `field: words`, as it was written. */
function bodyLines(page: Page, body: unknown, indent: string): readonly string[] {
  if (typeof body !== 'object' || body === null) return wrapped(page, String(body), indent)
  return Object.entries(body).flatMap(([field, value]) => {
    if (value === null || (Array.isArray(value) && value.length === 0)) return []
    return wrapped(page, `${field}: ${typeof value === 'string' ? value : JSON.stringify(value)}`, indent)
  })
}

function peerLines(page: Page, standing: ForumStanding): readonly string[] {
  if (!standing.isSetUp) return wrapped(page, standing.missing)
  if (standing.peers.length === 0) return ['no peer is known; `unblind forum peers --add STATE=ADDRESS` adds one']
  return table(
    page,
    standing.peers.map(({ state, address, newsAt, failing }) => [
      state.name,
      address,
      newsAt === null ? 'nothing came yet' : `news ${instant(newsAt)}`,
      failing === null ? 'answers' : `since ${instant(failing.since)}: ${failing.sentence}`,
    ]),
    '',
  )
}

function standingLines(page: Page, standing: ForumStanding): readonly string[] {
  if (!standing.isSetUp) return wrapped(page, standing.missing)
  const { state, isMember, fingerprint, on, members, newcomers, waiting, evidence, refused } = standing
  return [
    `${state.name} is ${isMember ? 'a member' : 'not a member yet'}; its key: ${fingerprint}`,
    ...heading(page, `Members on ${longDay(on)} (${members.length})`),
    ...table(
      page,
      members.map((one) => [
        one.state.name,
        one.basis,
        one.since === null ? '' : `since ${longDay(one.since.slice(0, 10))}`,
        one.fingerprint ?? 'no node yet',
      ]),
    ),
    ...heading(page, `Ask to join (${newcomers.length})`),
    ...table(
      page,
      newcomers.map((one) => [
        one.state.name,
        one.fingerprint,
        `${one.attestedBy.length} of ${one.needed} attestations`,
      ]),
    ),
    ...heading(page, 'Peers'),
    ...peerLines(page, standing),
    ...heading(page, `Waiting (${waiting.length}), evidence (${evidence.length}), refused (${standing.refusedCount})`),
    ...[...waiting, ...evidence, ...refused].flatMap(({ sentence }) => wrapped(page, sentence, '  ')),
  ]
}

/** `24 Nov 2026, 14:03 UTC`. */
function instant(at: string): string {
  return `${longDay(at.slice(0, 10))}, ${at.slice(11, 16)} UTC`
}
