/** `unblind lists`: import, status, accept, refresh. */
import type { ImportOutcome, ImportReport } from '../app/index.ts'
import { EXIT, type ExitCode, type Io, refuse } from './io.ts'
import { openFor } from './open.ts'
import { pageFor, wrapped } from './page.ts'
import { personAt } from './person.ts'
import { refuseProblem } from './refuse-problem.ts'

type Flags = { readonly json?: boolean }

/** Exit 2 when a file was refused: what was in use stays in use. */
export async function importCommand(io: Io, paths: readonly string[], flags: Flags): Promise<ExitCode> {
  const app = await openFor(io, { needsDatabase: true })
  try {
    return tell(io, await app.importLists(paths), flags)
  } finally {
    await app.close()
  }
}

export async function statusCommand(io: Io, flags: Flags): Promise<ExitCode> {
  const { statusText } = await import('./status-text.ts')
  const app = await openFor(io, { needsDatabase: true })
  try {
    const status = await app.status()
    io.out(flags.json ? `${JSON.stringify(status)}\n` : statusText(pageFor(io, io.env), status))
    return EXIT.done
  } finally {
    await app.close()
  }
}

type DecisionFlags = Flags & { readonly reason: string; readonly by?: string }

export function acceptCommand(io: Io, id: string, flags: DecisionFlags): Promise<ExitCode> {
  return decideOnList(io, id, flags, { name: 'accept', verb: 'acceptList', outcome: 'is in use' })
}

/** The other answer to a version that waits: it is kept, and not used. */
export function setAsideCommand(io: Io, id: string, flags: DecisionFlags): Promise<ExitCode> {
  return decideOnList(io, id, flags, { name: 'set-aside', verb: 'setListAside', outcome: 'is kept and not used' })
}

async function decideOnList(
  io: Io,
  id: string,
  flags: DecisionFlags,
  {
    name,
    verb,
    outcome,
  }: { readonly name: string; readonly verb: 'acceptList' | 'setListAside'; readonly outcome: string },
): Promise<ExitCode> {
  const app = await openFor(io, { needsDatabase: true })
  try {
    const as = flags.by === undefined ? {} : { as: flags.by }
    const person = await personAt(app, as, { command: `lists ${name}`, needs: 'lists.decide', flag: '--by' })
    if (!person.ok) return refuse(io, person.error)
    const decided = await app[verb](id, flags.reason, person.value.name)
    if (!decided.ok) return refuseProblem(io, decided.error)
    io.out(
      flags.json ? `${JSON.stringify(decided.value)}\n` : `version ${id} ${outcome}; your reason is kept with it\n`,
    )
    return EXIT.done
  } finally {
    await app.close()
  }
}

/** Exit 1 when nothing at all could be fetched, 2 when a publisher's file was refused. */
export async function refreshCommand(io: Io, sources: readonly string[], flags: Flags): Promise<ExitCode> {
  const { SOURCES } = await import('../lists/index.ts')
  const fetched = SOURCES.filter((source) => source.downloads.length > 0)
  const also = fetched.filter((source) => sources.includes(source.id)).map((source) => source.id)
  const strange = sources.find((name) => !fetched.some((source) => source.id === name))
  if (strange !== undefined) {
    const known = fetched.map((source) => `\`${source.id}\``).join(', ')
    return refuse(io, `\`${strange}\` is not a list that is downloaded; name one of ${known}, or import its file`)
  }
  const { progressOn } = await import('./progress.ts')
  const app = await openFor(io, { needsDatabase: true })
  const progress = progressOn(io)
  try {
    const reports = await app.refreshLists(progress.update, also)
    progress.stop()
    return tell(io, reports, flags)
  } finally {
    progress.stop()
    await app.close()
  }
}

const MARKS: Readonly<Record<ImportOutcome, string>> = {
  imported: '■ imported   ',
  older: '– older      ',
  unchanged: '– unchanged  ',
  quarantined: '◌ waits      ',
  refused: '✕ refused    ',
}

function tell(io: Io, reports: readonly ImportReport[], flags: Flags): ExitCode {
  if (flags.json) io.out(`${JSON.stringify(reports)}\n`)
  else for (const report of reports) io.out(reportText(io, report))
  return reports.some((report) => report.outcome === 'refused') ? EXIT.badInput : EXIT.done
}

function reportText(io: Io, report: ImportReport): string {
  const page = pageFor(io, io.env)
  const changes =
    report.changes === null
      ? []
      : [
          `against the version before: ${report.changes.added} added, ${report.changes.removed} removed, ${report.changes.changed} changed`,
        ]
  const lines = [
    ...wrapped(page, report.sentence, MARKS[report.outcome]),
    ...[...changes, ...report.notes].flatMap((note) => wrapped(page, note, '             ')),
  ]
  return `${lines.join('\n')}\n`
}
