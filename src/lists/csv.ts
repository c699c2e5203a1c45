/**
 * A strict reader of comma-separated text (RFC 4180) that keeps line numbers and reports every damaged row instead of
 * stopping at the first or guessing on: an official list is used whole or not at all, and the officer who must fetch it
 * again is told all that is wrong with it.
 */
import type { RowDefect } from './problem.ts'

export type CsvRow = { readonly line: number; readonly cells: readonly string[] }
type Flaw = { readonly line: number; readonly kind: RowDefect['kind']; readonly found: number }

export type CsvText = { readonly rows: readonly CsvRow[]; readonly flaws: readonly Flaw[] }

/** Rows without the blank lines between them. A row with a flaw is in `flaws` and not in `rows`. */
export function readCsv(text: string): CsvText {
  const rows: CsvRow[] = []
  const flaws: Flaw[] = []
  let at = 0
  let line = 1
  while (at < text.length) {
    const row = readRow(text, at)
    if (row.flaw) flaws.push({ line, kind: row.flaw, found: row.cells.length })
    else if (row.cells.length > 1 || row.cells[0]?.trim() !== '') rows.push({ line, cells: row.cells })
    at = row.next
    line += row.lines
  }
  return { rows, flaws }
}

/** Every defect of rows that should have `width` cells each and none of which should repeat the header. */
export function defectsOf(csv: CsvText, width: number, header: readonly string[] | null): readonly RowDefect[] {
  const lastLine = Math.max(csv.rows.at(-1)?.line ?? 0, csv.flaws.at(-1)?.line ?? 0)
  const flaws = csv.flaws.map((flaw) => ({ ...flaw, expected: width, isLast: flaw.line === lastLine }))
  const misshapen = csv.rows.flatMap((row): RowDefect[] => {
    const found = row.cells.length
    const shape = { line: row.line, found, expected: width, isLast: row.line === lastLine }
    if (found !== width) return [{ ...shape, kind: 'wrong-columns' }]
    const isHeader = header?.every((name, i) => row.cells[i] === name) ?? false
    return isHeader ? [{ ...shape, kind: 'header-again' }] : []
  })
  return [...flaws, ...misshapen].sort((a, b) => a.line - b.line)
}

type RowRead = { cells: string[]; next: number; lines: number; flaw: RowDefect['kind'] | null }

function readRow(text: string, from: number): RowRead {
  const cells: string[] = []
  let at = from
  let lines = 0
  for (;;) {
    if (text[at] === '"') {
      const quoted = readQuoted(text, at)
      lines += quoted.lines
      if (quoted.next === -1)
        return { cells: [...cells, quoted.value], next: text.length, lines, flaw: 'unclosed-quote' }
      cells.push(quoted.value)
      at = quoted.next
      if (at < text.length && text[at] !== ',' && !isLineEnd(text, at)) return skipRow(text, at, cells, lines)
    } else {
      const end = cellEnd(text, at)
      const value = text.slice(at, end)
      if (value.includes('"')) return { ...skipRow(text, at, cells, lines), flaw: 'stray-quote' }
      cells.push(value)
      at = end
    }
    if (text[at] !== ',') return { cells, next: afterLineEnd(text, at), lines: lines + 1, flaw: null }
    at++
  }
}

/** The text between two quotation marks, doubled marks inside made single. `next: -1`: the mark is never closed. */
function readQuoted(text: string, from: number): { value: string; next: number; lines: number } {
  let end = text.indexOf('"', from + 1)
  while (end !== -1 && text[end + 1] === '"') end = text.indexOf('"', end + 2)
  const raw = text.slice(from + 1, end === -1 ? text.length : end)
  const value = raw.includes('""') ? raw.replaceAll('""', '"') : raw
  return { value, next: end === -1 ? -1 : end + 1, lines: countLines(raw) }
}

function skipRow(text: string, at: number, cells: string[], lines: number): RowRead {
  const end = text.indexOf('\n', at)
  return { cells, next: end === -1 ? text.length : end + 1, lines: lines + 1, flaw: 'text-after-quote' }
}

function cellEnd(text: string, from: number): number {
  let at = from
  while (at < text.length) {
    const code = text.charCodeAt(at)
    if (code === 0x2c || code === 0x0a || (code === 0x0d && text.charCodeAt(at + 1) === 0x0a)) return at
    at++
  }
  return at
}

function isLineEnd(text: string, at: number): boolean {
  return text[at] === '\n' || (text[at] === '\r' && text[at + 1] === '\n')
}

function afterLineEnd(text: string, at: number): number {
  return text[at] === '\r' ? at + 2 : at + 1
}

function countLines(text: string): number {
  let lines = 0
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines++
  return lines
}
