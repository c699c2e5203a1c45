/** `unblind brief`: the brief of the day, made where it is due, printed in the format asked for. */
import { writeFile } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { type App, type Person, ROLES_OF_NODE } from '../app/index.ts'
import { type Day, parseDay } from '../base/index.ts'
import { type Edition, writeAtom, writeHtml, writeJson, writeMarkdown } from '../brief/index.ts'
import { EXIT, type ExitCode, type Io, refuse } from './io.ts'
import { openFor } from './open.ts'

const FORMATS = ['html', 'md', 'json', 'atom'] as const
type Format = (typeof FORMATS)[number]

export type BriefFlags = {
  readonly format: string
  readonly on?: string
  readonly public?: boolean
  readonly because?: string
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
  const text = WRITERS[format](view.value.edition)
  if (flags.out === undefined) {
    io.out(text)
    return EXIT.done
  }
  const problem = await writeFile(flags.out, text).then(
    () => null,
    (error: unknown) => error,
  )
  if (problem !== null) {
    const why = problem instanceof Error ? problem.message : String(problem)
    return refuse(io, `\`${flags.out}\` cannot be written (${why}); name another place`)
  }
  io.out(`${flags.out}: ${view.value.edition.id}, ${view.value.edition.headline}\n`)
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
