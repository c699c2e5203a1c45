/** Tables whose headers publishers spell in several ways: `FR Citation`, `fr_citation`. Columns are asked for by `fr_citation`. */
import { err, ok, type Result } from '../base/index.ts'
import type { ListNote, ListProblem, UnreadRow } from './problem.ts'
import { unreadRow, unreadRowNotes } from './unread.ts'
import { cleanText } from './wording.ts'
import { unreadNotes } from './xml-records.ts'

/** The header stands among the first rows: a title may stand above it. */
const MAX_ROWS_ABOVE = 20

export type FoldedRow = {
  readonly line: number
  /** The cell; empty when there is no such column. */
  readonly cell: (column: string) => string
  /** All cells, for telling of the row. */
  readonly words: string
}

export type FoldedTable = { readonly rows: readonly FoldedRow[]; readonly notes: readonly ListNote[] }

export type FoldedShape = {
  readonly required: readonly string[]
  /** Columns read or passed over knowingly, the required among them. */
  readonly known: readonly string[]
  /** Columns to the name they are asked for by, where the publisher has used another word. */
  readonly alike?: Readonly<Record<string, string>>
}

export function foldColumn(name: string): string {
  return cleanText(name)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_|_$/g, '')
}

/** Rows under the first row that holds all required columns. Rows above it and rows of another width are told, not read. */
export function readFoldedTable(
  rows: readonly { readonly line: number; readonly cells: readonly string[] }[],
  file: string,
  { required, known, alike = {} }: FoldedShape,
): Result<FoldedTable, ListProblem> {
  const fold = (cell: string) => alike[foldColumn(cell)] ?? foldColumn(cell)
  const headerAt = rows
    .slice(0, MAX_ROWS_ABOVE)
    .findIndex(({ cells }) => required.every((column) => cells.map(fold).includes(column)))
  const header = rows[headerAt]?.cells.map(fold)
  if (header === undefined) return err({ kind: 'list.missing-header', file, expected: required })
  const repeated = header.find((column, i) => column !== '' && header.indexOf(column) !== i)
  if (repeated !== undefined) return err({ kind: 'list.repeated-column', file, column: repeated })
  const unread: UnreadRow[] = []
  const read: FoldedRow[] = []
  for (const [i, { line, cells }] of rows.entries()) {
    const words = cells.map(cleanText).filter(Boolean).join(' | ')
    if (i === headerAt || words === '') continue
    if (i < headerAt || cells.slice(header.length).some((cell) => cell.trim() !== ''))
      unread.push(unreadRow(line, words))
    else read.push({ line, words, cell: (column) => cells[header.indexOf(column)] ?? '' })
  }
  const strange = new Set(header.filter((column) => column !== '' && !known.includes(column)))
  return ok({ rows: read, notes: [...unreadNotes(strange), ...unreadRowNotes(unread)] })
}
