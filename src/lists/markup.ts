/**
 * Web pages and the marked-up text of the federal regulations as a row of blocks: paragraphs and rows of tables, in
 * order, each with its line. Tolerant of what browsers tolerate; scripts and comments are passed over and no entity of
 * the file's own making is expanded. Whether the file is whole, it says apart.
 */
import { decodeHTML } from 'entities'
import { SaxesParser } from 'saxes'

export type Block =
  | { readonly kind: 'text'; readonly tag: string; readonly text: string; readonly line: number }
  | {
      readonly kind: 'row'
      /** Which table of the file, from 0. */
      readonly table: number
      readonly isHead: boolean
      /** Lines of a cell are parted by line ends; a raised mark `3` stands as `{^3}`. */
      readonly cells: readonly string[]
      readonly line: number
    }

/** Elements that begin a new paragraph, or a new line inside a cell. */
const BLOCK = new Set(
  `p li ul ol div section article aside main header footer nav form fieldset address blockquote pre h1 h2 h3 h4 h5 h6
  caption title dt dd hed hd1 hd2 hd3 fp fp-1 fp-2 head br hr tr td th table thead tbody tfoot div5 div6 div8 div9`.split(
    /\s+/,
  ),
)
/** Elements whose content is no text of the page. */
const UNSEEN = /^(script|style|noscript|template|svg)$/
/** Several times the longest cell of any official list; longer text is cut there and so never read as a name. */
const MAX_TEXT_LENGTH = 50_000
/** Rows a cell may span, and columns; more is a hostile page. */
const MAX_SPAN = 1_000
const MAX_BLOCKS = 300_000

type Cell = { readonly pieces: string[]; length: number; readonly columns: number; readonly rows: number }
type Table = { readonly number: number; isHead: boolean; cells: Cell[] | null; line: number; carried: Carried[] }
/** A cell that reaches down into the next rows. */
type Carried = { readonly column: number; readonly text: string; rows: number }

/** The blocks of a page or of marked-up text. */
export function blocksOf(markup: string): readonly Block[] {
  const reader = new BlockReader()
  let at = 0
  let line = 1
  while (at < markup.length && reader.blocks.length < MAX_BLOCKS) {
    const open = markup.indexOf('<', at)
    const until = open === -1 ? markup.length : open
    reader.text(markup.slice(at, until), line)
    line += countLines(markup, at, until)
    if (open === -1) break
    const end = tagEnd(markup, open)
    const tag = markup.slice(open, end)
    const [, slash, name = ''] = /^<(\/?)([a-zA-Z][a-zA-Z0-9-]*)/.exec(tag) ?? []
    let next = end
    if (name === '') {
      // A comment, a declaration, or a `<` that begins no tag.
      if (!/^<[!?]/.test(tag)) next = open + 1
    } else if (slash === '') {
      reader.open(name.toLowerCase(), tag, line)
      if (UNSEEN.test(name.toLowerCase()) && !tag.endsWith('/>')) {
        const close = markup.toLowerCase().indexOf(`</${name.toLowerCase()}`, end)
        next = close === -1 ? markup.length : close
      }
      if (tag.endsWith('/>')) reader.close(name.toLowerCase(), line)
    } else reader.close(name.toLowerCase(), line)
    line += countLines(markup, open, next)
    at = next
  }
  reader.end(line)
  return reader.blocks
}

/** Where marked-up text stops being well-formed XML, or opens with a document type of its own; `null`: it is whole. */
export function flawOfXml(text: string): { readonly line: number; readonly reason: string } | null {
  const parser = new SaxesParser()
  let flaw: { readonly line: number; readonly reason: string } | null = null
  parser.on('error', (error) => {
    flaw ??= { line: parser.line, reason: error.message.replace(/^\d+:\d+:\s*/, '') }
  })
  parser.on('doctype', () => {
    flaw ??= { line: parser.line, reason: 'a document type of its own' }
  })
  for (let at = 0; at < text.length && flaw === null; at += 65_536) parser.write(text.slice(at, at + 65_536))
  if (flaw === null) parser.close()
  return flaw
}

class BlockReader {
  readonly blocks: Block[] = []
  readonly #tables: Table[] = []
  #count = 0
  #text: string[] = []
  #length = 0
  #tag = 'p'
  #line = 1

  text(raw: string, line: number): void {
    if (raw === '') return
    const text = raw.includes('&') ? decodeHTML(raw) : raw
    const cell = this.#tables.at(-1)?.cells?.at(-1)
    if (cell !== undefined) {
      if (cell.length < MAX_TEXT_LENGTH)
        cell.pieces.push(text.slice(0, MAX_TEXT_LENGTH - cell.length).replace(/\s+/g, ' '))
      cell.length += text.length
      return
    }
    if (this.#length === 0 && text.trim() !== '') this.#line = line
    if (this.#length < MAX_TEXT_LENGTH) this.#text.push(text.slice(0, MAX_TEXT_LENGTH - this.#length))
    if (text.trim() !== '') this.#length += text.length
  }

  open(name: string, tag: string, line: number): void {
    const table = this.#tables.at(-1)
    if (name === 'sup' || name === 'su') this.text('{^', line)
    if (!BLOCK.has(name)) return
    if (table?.cells?.at(-1) && !/^(tr|td|th|table|thead|tbody|tfoot)$/.test(name)) {
      this.#newLine()
      return
    }
    if (name !== 'br') this.#flush(name)
    else if (table?.cells == null) this.text('\n', line)
    if (name === 'table') this.#tables.push({ number: this.#count++, isHead: false, cells: null, line, carried: [] })
    else if (name === 'thead' && table) table.isHead = true
    else if ((name === 'tbody' || name === 'tfoot') && table) table.isHead = false
    else if (name === 'tr' && table) {
      this.#closeRow(table)
      table.cells = []
      table.line = line
    } else if ((name === 'td' || name === 'th') && table) {
      table.cells ??= []
      table.cells.push({ pieces: [], length: 0, columns: span(tag, 'colspan'), rows: span(tag, 'rowspan') })
      if (name === 'th' && table.cells.length === 1) table.isHead = true
      else if (name === 'td') table.isHead = false
    }
  }

  close(name: string, line: number): void {
    const table = this.#tables.at(-1)
    if (name === 'sup' || name === 'su') this.text('}', line)
    if (!BLOCK.has(name)) return
    if (table && (name === 'tr' || name === 'tbody' || name === 'thead')) this.#closeRow(table)
    else if (table && name === 'table') {
      this.#closeRow(table)
      this.#tables.pop()
    } else if (table?.cells?.at(-1)) this.#newLine()
    else if (name !== 'br') this.#flush('p')
  }

  end(line: number): void {
    this.#flush('p')
    for (const table of this.#tables.splice(0)) {
      table.line ||= line
      this.#closeRow(table)
    }
  }

  #newLine(): void {
    this.#tables.at(-1)?.cells?.at(-1)?.pieces.push('\n')
  }

  #flush(nextTag: string): void {
    const text = tidy(this.#text.join(''))
    if (text !== '') this.blocks.push({ kind: 'text', tag: this.#tag, text, line: this.#line })
    this.#text = []
    this.#length = 0
    this.#tag = nextTag
  }

  #closeRow(table: Table): void {
    if (table.cells === null) return
    const cells: string[] = []
    const carried: Carried[] = []
    const given = [...table.cells]
    const above = [...table.carried]
    while (given.length > 0 || above.some((one) => one.column >= cells.length)) {
      const reaching = above.find((one) => one.column === cells.length)
      if (reaching !== undefined) {
        cells.push(reaching.text)
        if (reaching.rows > 1) carried.push({ ...reaching, rows: reaching.rows - 1 })
        continue
      }
      const cell = given.shift()
      if (cell === undefined) {
        if (cells.length > MAX_SPAN) break
        cells.push('')
        continue
      }
      const text = tidy(cell.pieces.join(''))
      if (cell.rows > 1) carried.push({ column: cells.length, text, rows: cell.rows - 1 })
      cells.push(text, ...Array.from({ length: cell.columns - 1 }, () => ''))
    }
    table.carried = carried
    table.cells = null
    if (cells.some((text) => text !== ''))
      this.blocks.push({ kind: 'row', table: table.number, isHead: table.isHead, cells, line: table.line })
  }
}

/** Single blanks, no blank lines, none at the ends of lines. */
function tidy(text: string): string {
  return text
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n[\s]*/g, '\n')
    .trim()
}

function span(tag: string, name: string): number {
  const given = Number(new RegExp(`\\s${name}\\s*=\\s*["']?(\\d{1,4})`, 'i').exec(tag)?.[1] ?? 1)
  return Math.min(MAX_SPAN, Math.max(1, given))
}

/** After the `>` that closes a tag, quotation marks heeded; of a comment, after its end. */
function tagEnd(markup: string, open: number): number {
  if (markup.startsWith('<!--', open)) {
    const end = markup.indexOf('-->', open + 4)
    return end === -1 ? markup.length : end + 3
  }
  let quote = ''
  for (let at = open + 1; at < markup.length; at++) {
    const letter = markup[at] ?? ''
    if (quote !== '') {
      if (letter === quote) quote = ''
    } else if (letter === '"' || letter === "'") quote = letter
    else if (letter === '>') return at + 1
    else if (letter === '<') return at
  }
  return markup.length
}

function countLines(text: string, from: number, until: number): number {
  let lines = 0
  for (let at = text.indexOf('\n', from); at !== -1 && at < until; at = text.indexOf('\n', at + 1)) lines++
  return lines
}
