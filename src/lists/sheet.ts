/**
 * The first sheet of a spreadsheet (xlsx) as rows of text. Numbers stand as they are written in the file; cells whose
 * format is a date become days. Formulas give the value they had when the file was saved.
 * SOURCE: ECMA-376 part 1, sections 18.2 to 18.4 and 18.8
 */
import { SaxesParser } from 'saxes'
import { err, ok, type Result } from '../base/index.ts'
import type { ListProblem } from './problem.ts'
import type { NamedFile } from './source.ts'
import { isZip, unzip } from './zip.ts'

/** Unpacked, all sheets and texts together. */
const MAX_BYTES = 256 * 1024 * 1024
const MAX_ROWS = 200_000
const MAX_COLUMNS = 500
const MAX_TEXT_LENGTH = 50_000
const MAX_TEXTS = 2_000_000

export type SheetRow = { readonly line: number; readonly cells: readonly string[] }

export function isSheet(bytes: Uint8Array): boolean {
  return isZip(bytes)
}

/** Rows with something in them, each as wide as its last filled cell. */
export function readSheet(file: NamedFile): Result<readonly SheetRow[], ListProblem> {
  const files = unzip(file.bytes, MAX_BYTES, (name) =>
    /^\/?xl\/(workbook|sharedStrings|styles|worksheets\/[^/]+)\.xml$/.test(name),
  )
  if (!files.ok)
    return err(
      files.error === 'too-large'
        ? { kind: 'list.too-large', file: file.name, maxBytes: MAX_BYTES }
        : { kind: 'list.broken-compression', file: file.name },
    )
  const part = (name: string): string | null => {
    const bytes = files.value.get(name) ?? files.value.get(`/${name}`)
    return bytes === undefined ? null : new TextDecoder('utf-8').decode(bytes)
  }
  // Sheets are numbered in the order they were made; the first in the file is the one with the lowest number.
  const [first] = [...files.value.keys()]
    .filter((name) => name.includes('worksheets/'))
    .sort((a, b) => numberIn(a) - numberIn(b))
  const sheet = first === undefined ? null : part(first.replace(/^\//, ''))
  if (sheet === null) return err({ kind: 'list.broken-compression', file: file.name })
  try {
    const texts = readTexts(part('xl/sharedStrings.xml') ?? '', file.name)
    const dates = readDateStyles(part('xl/styles.xml') ?? '', file.name)
    const is1904 = /<workbookPr[^>]*date1904="(1|true)"/.test(part('xl/workbook.xml') ?? '')
    return ok(readRows(sheet, texts, dates, is1904, file.name))
  } catch (cause) {
    if (cause instanceof Refusal) return err(cause.problem)
    throw cause
  }
}

function numberIn(name: string): number {
  return Number(/(\d+)\.xml$/.exec(name)?.[1] ?? Number.MAX_SAFE_INTEGER)
}

/** Runs the parser over one part, with a handler for each opened and closed element and the text between. */
function walk(
  xml: string,
  file: string,
  on: {
    readonly open: (name: string, attributes: Readonly<Record<string, string>>) => void
    readonly text?: (text: string) => void
    readonly close?: (name: string) => void
  },
): void {
  if (xml.trim() === '') return
  const parser = new SaxesParser()
  const local = (name: string): string => name.slice(name.indexOf(':') + 1)
  parser.on('error', (error) => {
    const reason = error.message.replace(/^\d+:\d+:\s*/, '')
    throw new Refusal({ kind: 'list.broken-xml', file, line: parser.line, reason })
  })
  parser.on('doctype', () => {
    throw new Refusal({ kind: 'list.unknown-element', file, line: parser.line, element: '!DOCTYPE' })
  })
  parser.on('opentag', ({ name, attributes }) => on.open(local(name), attributes))
  parser.on('text', (text) => on.text?.(text))
  parser.on('closetag', ({ name }) => on.close?.(local(name)))
  parser.write(xml).close()
}

function readTexts(xml: string, file: string): readonly string[] {
  const texts: string[] = []
  let open: string | null = null
  let isText = false
  let isReading = false
  walk(xml, file, {
    open(name) {
      if (name === 'si') open = ''
      // How a word is to be read aloud (furigana) is no part of the text.
      if (name === 'rPh') isReading = true
      isText = name === 't'
    },
    text(piece) {
      if (open !== null && isText && !isReading) open = bounded(open + piece, file)
    },
    close(name) {
      if (name === 'rPh') isReading = false
      if (name === 't') isText = false
      if (name !== 'si') return
      if (texts.length >= MAX_TEXTS) throw new Refusal({ kind: 'list.too-many-rows', file, maxRows: MAX_TEXTS })
      texts.push(open ?? '')
      open = null
    },
  })
  return texts
}

/** Numbers of the cell formats that show a day. */
function readDateStyles(xml: string, file: string): ReadonlySet<number> {
  const formats = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58])
  const styles = new Set<number>()
  let isCells = false
  let style = 0
  walk(xml, file, {
    open(name, attributes) {
      if (name === 'numFmt') {
        const code = (attributes.formatCode ?? '').replace(/"[^"]*"|\[[^\]]*\]|\\./g, '')
        if (/y/i.test(code) && /[md]/i.test(code)) formats.add(Number(attributes.numFmtId))
      }
      if (name === 'cellXfs') isCells = true
      if (name === 'xf' && isCells) {
        if (formats.has(Number(attributes.numFmtId))) styles.add(style)
        style++
      }
    },
    close(name) {
      if (name === 'cellXfs') isCells = false
    },
  })
  return styles
}

function readRows(
  xml: string,
  texts: readonly string[],
  dates: ReadonlySet<number>,
  is1904: boolean,
  file: string,
): readonly SheetRow[] {
  const rows: SheetRow[] = []
  let line = 0
  let cells: string[] = []
  let column = -1
  let kind = 'n'
  let style = 0
  let value = ''
  let isValue = false
  walk(xml, file, {
    open(name, attributes) {
      if (name === 'row') {
        line = Number(attributes.r ?? line + 1)
        cells = []
        column = -1
      } else if (name === 'c') {
        column = attributes.r === undefined ? column + 1 : columnOf(attributes.r)
        if (!(column >= 0 && column < MAX_COLUMNS))
          throw new Refusal({
            kind: 'list.bad-field',
            file,
            field: attributes.r ?? `row ${line}`,
            reason: 'too far to the right',
          })
        kind = attributes.t ?? 'n'
        style = Number(attributes.s ?? 0)
        value = ''
      }
      isValue = name === 'v' || name === 't'
    },
    text(piece) {
      if (isValue) value = bounded(value + piece, file)
    },
    close(name) {
      if (name === 'v' || name === 't') isValue = false
      if (name === 'c' && column >= 0) {
        while (cells.length < column) cells.push('')
        cells[column] = textOf(value, kind, dates.has(style), is1904, texts)
      }
      if (name !== 'row' || cells.every((cell) => cell.trim() === '')) return
      if (rows.length >= MAX_ROWS) throw new Refusal({ kind: 'list.too-many-rows', file, maxRows: MAX_ROWS })
      rows.push({ line, cells })
    },
  })
  return rows
}

function textOf(value: string, kind: string, isDate: boolean, is1904: boolean, texts: readonly string[]): string {
  if (kind === 's') return texts[Number(value)] ?? ''
  if (kind === 'b') return value === '1' ? 'true' : 'false'
  if (kind !== 'n' || !isDate) return value
  const serial = Number(value)
  // Day 60 of the 1900 system is a day that never was; later days count one too many.
  const days = is1904 ? serial + 1_462 : serial
  if (!(days >= 61 && days < 2_958_466)) return value
  return new Date((Math.floor(days) - 25_569) * 86_400_000).toISOString().slice(0, 10)
}

/** `C7` is in column 2, counted from 0. */
function columnOf(reference: string): number {
  const letters = /^[A-Z]{1,3}/.exec(reference)?.[0] ?? ''
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
}

function bounded(text: string, file: string): string {
  if (text.length > MAX_TEXT_LENGTH)
    throw new Refusal({ kind: 'list.bad-field', file, field: 'a cell', reason: 'longer than any in a list' })
  return text
}

/** Carries a problem out of the parser's callbacks. */
class Refusal extends Error {
  readonly problem: ListProblem

  constructor(problem: ListProblem) {
    super(problem.kind)
    this.problem = problem
  }
}
