/** Text for a terminal: wrapped, indented, with colour only where a terminal is and never as the only sign. */
import type { StateWord } from '../assessment/index.ts'

export type Page = {
  /** Columns to write into. */
  readonly width: number
  readonly isColoured: boolean
}

const MIN_WIDTH = 60
const MAX_WIDTH = 110
const DEFAULT_WIDTH = 100

/** The page for an output. Colour needs a terminal, and gives way to `NO_COLOR`. */
export function pageFor(output: { readonly isTty: boolean; readonly columns?: number | undefined }, env: Env): Page {
  const width = Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, output.columns ?? DEFAULT_WIDTH))
  const isRefused = (env.NO_COLOR ?? '') !== '' || env.TERM === 'dumb'
  return { width, isColoured: output.isTty && !isRefused }
}

export type Env = Readonly<Record<string, string | undefined>>

const CODES = { bold: [1, 22], faint: [2, 22], danger: [31, 39], action: [36, 39] } as const

export function styled(page: Page, style: keyof typeof CODES, text: string): string {
  const [on, off] = CODES[style]
  return page.isColoured ? `\u001b[${on}m${text}\u001b[${off}m` : text
}

/** A state as shape and word, coloured by its tone where there is colour. */
export function stated(page: Page, { shape, word, tone }: StateWord): string {
  const text = `${shape} ${word}`
  return tone === 'plain' ? text : styled(page, tone, text)
}

/** A heading with a blank line before it. */
export function heading(page: Page, text: string): readonly string[] {
  return ['', styled(page, 'bold', text)]
}

/**
 * A text broken into lines of the page's width: `first` opens the first line, later lines are indented to stand under it.
 * A word longer than the line stands whole. Control characters of foreign text are shown, not obeyed.
 */
export function wrapped(
  page: Page,
  text: string,
  first = '',
  mark: (line: string) => string = (line) => line,
): string[] {
  const indent = ' '.repeat(lengthOf(first))
  const room = Math.max(20, page.width - lengthOf(first))
  const lines: string[] = []
  let line = ''
  for (const word of harmless(text).split(/\s+/).filter(Boolean)) {
    if (line !== '' && lengthOf(line) + 1 + lengthOf(word) > room) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  lines.push(line)
  return lines.map((one, i) => `${i === 0 ? first : indent}${mark(one)}`)
}

/** Foreign text that cannot move the cursor or change colours: control characters become visible. */
export function harmless(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu, (char) =>
      /\s/.test(char) ? ' ' : `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
    )
}

/** Columns of a table, each padded to its widest cell, except the last, which wraps. */
export function table(page: Page, rows: readonly (readonly string[])[], indent = '  '): string[] {
  const columns = Math.max(0, ...rows.map((row) => row.length))
  const widths = Array.from({ length: Math.max(0, columns - 1) }, (_, i) =>
    Math.max(...rows.map((row) => lengthOf(harmless(row[i] ?? '')))),
  )
  return rows.flatMap((row) => {
    const cells = widths.map((width, i) => harmless(row[i] ?? '').padEnd(width))
    const lead = `${indent}${cells.join('  ')}${cells.length > 0 ? '  ' : ''}`
    return wrapped(page, row[columns - 1] ?? '', lead).map((line) => line.trimEnd())
  })
}

/** Columns a text takes: colour takes none, wide East Asian characters take two. */
export function lengthOf(text: string): number {
  let length = 0
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape that begins a colour
  for (const char of text.replace(/\u001b\[\d+m/g, ''))
    length += /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60]/u.test(char) ? 2 : 1
  return length
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `2026-11-24` as `24 Nov 2026`. */
export function longDay(day: string): string {
  const [year, month, date] = day.split('-')
  return `${Number(date)} ${MONTHS[Number(month) - 1] ?? month} ${year}`
}
