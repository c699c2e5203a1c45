/** A csv with a header, its cells asked for by the name of the column. */
import { err, ok, type Result } from '../base/index.ts'
import { firstRows, readCsv } from './csv.ts'
import type { ListNote, ListProblem } from './problem.ts'
import { cleanText } from './wording.ts'
import { unreadNotes } from './xml-records.ts'

export type TableShape = {
  /** Columns without which nothing can be read. */
  readonly required: readonly string[]
  /** Columns that are read or passed over knowingly, the required among them. */
  readonly known: ReadonlySet<string>
  readonly maxRows: number
  readonly separator?: string
}

export type TableRow = {
  readonly line: number
  /** The cleaned cell; empty when the file has no such column. */
  readonly cell: (column: string) => string
}

export type Table = {
  readonly rows: readonly TableRow[]
  readonly columns: readonly string[]
  /** Columns that nobody reads here. */
  readonly notes: readonly ListNote[]
}

/** Rows by the header of the first; a column twice, a required one missing or a damaged row refuses the file. */
export function readTable(text: string, file: string, shape: TableShape): Result<Table, ListProblem> {
  const separator = shape.separator === undefined ? {} : { separator: shape.separator }
  const opening = firstRows(text, 3, shape.separator)
  const columns = (opening.find((row) => row.some((cell) => cell.trim() !== '')) ?? []).map(cleanText)
  const missing = shape.required.find((column) => !columns.includes(column))
  if (missing !== undefined && !columns.some((column) => shape.known.has(column)))
    return err({ kind: 'list.missing-header', file, expected: shape.required })
  if (missing !== undefined) return err({ kind: 'list.missing-column', file, column: missing })
  const repeated = columns.find((column, i) => column !== '' && columns.indexOf(column) !== i)
  if (repeated !== undefined) return err({ kind: 'list.repeated-column', file, column: repeated })
  const csv = readCsv(text, file, { width: columns.length, hasHeader: true, maxRows: shape.maxRows, ...separator })
  if (!csv.ok) return csv
  const at = new Map(columns.map((column, i) => [column, i] as const))
  return ok({
    rows: csv.value.slice(1).map(({ line, cells }) => ({
      line,
      cell: (column) => cleanText(cells[at.get(column) ?? -1] ?? ''),
    })),
    columns,
    notes: unreadNotes(new Set(columns.filter((column) => column !== '' && !shape.known.has(column)))),
  })
}
