/** `unblind brief`: the brief of the day, made where it is due, printed in the format asked for. */
import { writeFile } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { type App, type Person, ROLES_OF_NODE } from '../app/index.ts'
import { type Day, parseDay } from '../base/index.ts'
import { type Edition, writeAtom, writeHtml, writeJson, writeMarkdown } from '../brief/index.ts'
import { EXIT, type ExitCode, type Io, refuse } from './io.ts'
import { MAIL_FROM, openFor } from './open.ts'

const FORMATS = ['html', 'md', 'json', 'atom'] as const
type Format = (typeof FORMATS)[number]

export type BriefFlags = {
  readonly format: string
  readonly on?: string
  readonly public?: boolean
  readonly because?: string
  readonly email?: readonly string[] | true
  readonly from?: string
  readonly out?: string
}

export async function briefCommand(io: Io, flags: BriefFlags): Promise<ExitCode> {
  const format = FORMATS.find((one) => one === flags.format)
  if (format === undefined)
    return refuse(io, `\`--format\` \`${flags.format}\` is not known; write one of ${FORMATS.join(', ')}`)
  const on = flags.on === undefined ? undefined : parseDay(flags.on)
  if (on === null) return refuse(io, `\`--on\` \`${flags.on}\` is not a day; write YYYY-MM-DD`)
  const app = await openFor(io, { needsDatabase: true })
  try {
    return await printBrief(io, app, format, on, flags)
  } finally {
    await app.close()
  }
}

async function printBrief(io: Io, app: App, format: Format, on: Day | undefined, flags: BriefFlags): Promise<ExitCode> {
  const made = await app.brief.make({ on, because: flags.because }, whoRunsThis(app))
  if (!made.ok) return refuse(io, made.error.sentence)
  const reader = flags.public === true ? 'public' : 'firm'
  const view = await app.brief.edition(reader, made.value[reader].id)
  if (!view.ok) return refuse(io, view.error.sentence)
  const { edition } = view.value
  if (flags.email !== undefined) return mail(io, app, edition, readersOf(io, flags.email), flags)
  return put(io, flags.out, WRITERS[format](edition), `${edition.id}, ${edition.headline}`)
}

/** Sent where a mail server is named; else the message as a file. */
async function mail(io: Io, app: App, edition: Edition, to: readonly string[], flags: BriefFlags): Promise<ExitCode> {
  const { from = io.env.UNBLIND_BRIEF_FROM || MAIL_FROM, out } = flags
  const url = io.env.UNBLIND_SMTP_URL
  if (url === undefined || url === '' || out !== undefined) {
    const file = await app.brief.mailFile(edition, from, to)
    return file.ok
      ? put(io, out, file.value.toString('utf8'), `${edition.id} as an e-mail`)
      : refuse(io, file.error.sentence)
  }
  const sent = await app.brief.send(edition, url, from, to)
  if (!sent.ok) {
    const code = refuse(io, sent.error.sentence)
    return sent.error.kind === 'desk.unreachable' ? EXIT.failed : code
  }
  for (const { sentence } of sent.value.refused) io.err(`unblind: one message was not taken: ${sentence}\n`)
  io.out(`${edition.id}: ${sent.value.accepted} of ${to.length} sent, in counts and codes\n`)
  return sent.value.refused.length === 0 ? EXIT.done : EXIT.failed
}

/** Those named on the line, else those the environment names, else whoever sits here: a file can be addressed by hand. */
function readersOf(io: Io, named: readonly string[] | true): readonly string[] {
  if (named !== true) return named
  const known = (io.env.UNBLIND_BRIEF_TO ?? '').split(',').flatMap((one) => one.trim() || [])
  return known.length > 0 ? known : [`${userInfo().username}@localhost`]
}

async function put(io: Io, out: string | undefined, text: string, said: string): Promise<ExitCode> {
  if (out === undefined) {
    io.out(text)
    return EXIT.done
  }
  const problem = await writeFile(out, text).then(
    () => null,
    (error: unknown) => error,
  )
  if (problem !== null) {
    const why = problem instanceof Error ? problem.message : String(problem)
    return refuse(io, `\`${out}\` cannot be written (${why}); name another place`)
  }
  io.out(`${out}: ${said}\n`)
  return EXIT.done
}

const WRITERS: Readonly<Record<Format, (edition: Edition) => string>> = {
  html: writeHtml,
  md: writeMarkdown,
  json: writeJson,
  atom: (edition) => writeAtom([edition]),
}

/** One person on one machine: whoever may start the program here may ask for the brief. */
function whoRunsThis({ node }: App): Person {
  const name = userInfo().username
  return { id: name, name, roles: ROLES_OF_NODE[node.kind], agency: null }
}
