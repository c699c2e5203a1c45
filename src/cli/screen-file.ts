/** `unblind screen --file`: every row of a file of customers against every list, a line of answer for each. */
import { Presets, SingleBar } from 'cli-progress'
import type { BulkProgress, BulkSummary } from '../app/index.ts'
import { EXIT, type ExitCode, type Io, refuse } from './io.ts'
import { listsIn, openFor } from './open.ts'
import { heading, type Page, pageFor, table, wrapped } from './page.ts'

export type ScreenFileFlags = {
  readonly file: string
  readonly out?: string
  readonly mapping?: string
  readonly lists?: string
  readonly threads?: string
  readonly json?: boolean
}

const MAX_THREADS = 256
/** Lines of progress where there is no terminal come at every so many rows. */
const ROWS_PER_LINE = 50_000
const REASONS_SHOWN = 20

export async function screenFileCommand(io: Io, flags: ScreenFileFlags): Promise<ExitCode> {
  const { file, out, mapping } = flags
  if (out === undefined) return refuse(io, '`--file` needs `--out`, the file that the answers are written to')
  const threads = flags.threads === undefined ? undefined : Number(flags.threads)
  if (threads !== undefined && !(Number.isInteger(threads) && threads >= 1 && threads <= MAX_THREADS))
    return refuse(io, `\`--threads\` \`${flags.threads}\` is not a whole number from 1 to ${MAX_THREADS}`)
  const lists = await listsIn(io, flags.lists)
  if (!lists.ok) return refuse(io, lists.error)
  const app = await openFor(io, { needsDatabase: false })
  const progress = io.isErrTty ? barOf() : linesOn(io)
  try {
    const done = await app.screenFile(
      { file, out, mapping, threads, onProgress: progress.update },
      lists.value === null ? {} : { snapshot: lists.value },
    )
    progress.stop()
    if (!done.ok) return refuse(io, done.error)
    io.out(
      flags.json ? `${JSON.stringify({ summary: done.value })}\n` : summaryText(pageFor(io, io.env), done.value, out),
    )
    return done.value.notScreened > 0 ? EXIT.badInput : EXIT.done
  } finally {
    progress.stop()
    await app.close()
  }
}

type Progress = { readonly update: (progress: BulkProgress) => void; readonly stop: () => void }

function barOf(): Progress {
  const bar = new SingleBar(
    { format: '{bar}  {percentage} %  {rows} customers, {hits} with hits', hideCursor: true, etaBuffer: 50 },
    Presets.shades_grey,
  )
  let isBegun = false
  return {
    update: ({ rows, hits, readBytes, totalBytes }) => {
      const words = { rows: rows.toLocaleString('en'), hits: hits.toLocaleString('en') }
      if (!isBegun) bar.start(totalBytes, 0, words)
      isBegun = true
      bar.update(readBytes, words)
    },
    stop: () => bar.stop(),
  }
}

function linesOn(io: Io): Progress {
  let said = 0
  return {
    update: ({ rows, hits, readBytes, totalBytes }) => {
      if (rows - said < ROWS_PER_LINE) return
      said = rows
      const percent = Math.floor((readBytes * 100) / Math.max(1, totalBytes))
      io.err(`${rows} customers screened, ${hits} with hits, ${percent} % of the file read\n`)
    },
    stop: () => undefined,
  }
}

function summaryText(page: Page, summary: BulkSummary, out: string): string {
  const { rows, screened, hits, noHits, notScreened, unreadLists, resumedAfter, columns } = summary
  const isWhole = unreadLists.length === 0
  const reasons = Object.entries(summary.reasons)
  const lines = [
    ...table(page, [
      ['rows', String(rows)],
      ['screened', String(screened)],
      ['■ with hits', String(hits)],
      [isWhole ? '□ clear' : '? no hit, not clear', String(noHits)],
      ['? not screened', String(notScreened)],
    ]),
    ...(isWhole ? [] : wrapped(page, `Missing or too old to count as read: ${unreadLists.join(', ')}.`, '')),
    ...(notScreened === 0 ? [] : heading(page, 'Not screened')),
    ...table(
      page,
      reasons.slice(0, REASONS_SHOWN).map(([reason, count]) => [String(count), reason]),
    ),
    ...(reasons.length > REASONS_SHOWN ? [`and ${reasons.length - REASONS_SHOWN} more reasons`] : []),
    ...(columns.length === 0
      ? []
      : [
          ...heading(page, 'Columns used'),
          ...table(
            page,
            columns.map(({ column, field }) => [column, field]),
          ),
        ]),
    '',
    ...(resumedAfter > 0 ? [`Went on after row ${resumedAfter} of an earlier run.`] : []),
    `A line for each row is in ${out}`,
  ]
  return `${lines.join('\n')}\n`
}
