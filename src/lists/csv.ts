/**
 * A strict reader of comma-separated text (RFC 4180) that keeps line numbers and names every damaged row instead of
 * stopping at the first or guessing on: an official list is used whole or not at all, and the officer who must fetch it
 * again is told what is wrong with it. Memory is bounded: it stops at `MAX_DEFECTS` damaged rows and at the caller's
 * most rows.
 */
import { err, ok, type Result } from '../base/index.ts'
import type { ListProblem, RowDefect } from './problem.ts'

export type CsvRow = { readonly line: number; readonly cells: readonly string[] }

export type CsvShape = {
  /** Cells of every row; `null`: as many as the first row has. */
  readonly width: number | null
  /** The first row is a header, which must not come again. */
  readonly hasHeader: boolean
  readonly maxRows: number
  /** One character; default: a comma. */
  readonly separator?: string
}

const MAX_DEFECTS = 50
/** More cells than any official list has columns; a row is read no further. */
const MAX_CELLS = 200
/** Several times the longest cell of any official list so far (11,000 characters), in UTF-16 units. */
export const MAX_CELL_LENGTH = 50_000

/** Rows without the blank lines between them, all of one shape; otherwise every defect. */
export function readCsv(text: string, file: string, shape: CsvShape): Result<readonly CsvRow[], ListProblem> {
  const rows: CsvRow[] = []
  const defects: Omit<RowDefect, 'isLast'>[] = []
  let width = shape.width
  let at = 0
  let line = 1
  let lastLine = 1
  while (at < text.length && defects.length < MAX_DEFECTS) {
    const row = readRow(text, at, shape.separator)
    if (row.flaw !== null || row.cells.length > 1 || row.cells[0]?.trim() !== '') {
      const [header] = shape.hasHeader ? rows : []
      width ??= row.cells.length
      const kind = row.flaw ?? flawOf(row.cells, width, header?.cells ?? null)
      if (kind !== null) defects.push({ line, kind, found: row.cells.length, expected: width })
      else rows.push({ line, cells: row.cells })
      if (rows.length > shape.maxRows) return err({ kind: 'list.too-many-rows', file, maxRows: shape.maxRows })
      lastLine = line
    }
    at = row.next
    line += row.lines
  }
  if (defects.length === 0) return ok(rows)
  const isWhole = at >= text.length
  return err({
    kind: 'list.damaged-rows',
    file,
    defects: defects.map((defect) => ({ ...defect, isLast: isWhole && defect.line === lastLine })),
  })
}

/** The cells of the rows a text opens with, whatever their shape; for knowing what a file is. The last may be cut. */
export function firstRows(text: string, count: number, separator?: string): readonly (readonly string[])[] {
  const rows: (readonly string[])[] = []
  for (let at = 0; at < text.length && rows.length < count; ) {
    const row = readRow(text, at, separator)
    if (row.flaw === null) rows.push(row.cells)
    at = row.next
  }
  return rows
}

function flawOf(
  cells: readonly string[],
  width: number,
  header: readonly string[] | null,
): 'wrong-columns' | 'header-again' | 'long-cell' | null {
  if (cells.length !== width) return 'wrong-columns'
  if (cells.some((cell) => cell.length > MAX_CELL_LENGTH)) return 'long-cell'
  return header?.every((name, i) => cells[i] === name) ? 'header-again' : null
}

export type RowRead = {
  readonly cells: string[]
  /** Where the next row begins. */
  readonly next: number
  readonly lines: number
  readonly flaw: 'unclosed-quote' | 'stray-quote' | 'text-after-quote' | null
}

/** The row that begins at `from`, whatever its shape. */
export function readRow(text: string, from: number, separator = ','): RowRead {
  const cells: string[] = []
  let at = from
  let lines = 0
  while (cells.length < MAX_CELLS) {
    if (text[at] === '"') {
      const quoted = readQuoted(text, at)
      lines += quoted.lines
      cells.push(quoted.value)
      if (quoted.next === -1) return { cells, next: text.length, lines, flaw: 'unclosed-quote' }
      at = quoted.next
      if (at < text.length && text[at] !== separator && !isLineEnd(text, at))
        return { cells, next: afterLine(text, at), lines: lines + 1, flaw: 'text-after-quote' }
    } else {
      const end = cellEnd(text, at, separator.charCodeAt(0))
      const value = text.slice(at, end)
      cells.push(value)
      if (value.includes('"')) return { cells, next: afterLine(text, at), lines: lines + 1, flaw: 'stray-quote' }
      at = end
    }
    if (text[at] !== separator) break
    at++
  }
  return { cells, next: afterLine(text, at), lines: lines + 1, flaw: null }
}

/** The text between two quotation marks, doubled marks inside made single. `next: -1`: the mark is never closed. */
function readQuoted(text: string, from: number): { value: string; next: number; lines: number } {
  let end = text.indexOf('"', from + 1)
  while (end !== -1 && text[end + 1] === '"') end = text.indexOf('"', end + 2)
  const raw = text.slice(from + 1, end === -1 ? text.length : end)
  // A text too long to be kept is not worth mending.
  const value = raw.length <= 2 * MAX_CELL_LENGTH && raw.includes('""') ? raw.replaceAll('""', '"') : raw
  return { value, next: end === -1 ? -1 : end + 1, lines: countLines(raw) }
}

function cellEnd(text: string, from: number, separator: number): number {
  let at = from
  while (at < text.length) {
    const code = text.charCodeAt(at)
    if (code === separator || code === 0x0a || (code === 0x0d && text.charCodeAt(at + 1) === 0x0a)) return at
    at++
  }
  return at
}

function isLineEnd(text: string, at: number): boolean {
  return text[at] === '\n' || (text[at] === '\r' && text[at + 1] === '\n')
}

function afterLine(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  return end === -1 ? text.length : end + 1
}

function countLines(text: string): number {
  let lines = 0
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines++
  return lines
}
