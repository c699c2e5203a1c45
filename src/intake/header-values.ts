import { readCharset } from './charset.ts'
import { decodeBase64, decodeQuotedPrintable } from './transfer.ts'

/** A header value as characters; `badCharset` names an encoding that did not read it. */
export type HeaderText = { readonly text: string; readonly badCharset: string | null }

/**
 * Bytes and encoded words (RFC 2047) of a header value to characters. Neighbouring words in one encoding are joined before
 * they are read, because mail programs cut a character in two; a word that cannot be read stays as it was written.
 * @param charset in which bytes beyond ASCII are tried when they are not UTF-8: the one of the message's own body
 */
export function readHeaderText(value: string, charset: string | null): HeaderText {
  const plain = readPlain(value, charset)
  let { badCharset } = plain
  let [text, from] = ['', 0]
  const words = [...plain.text.matchAll(ENCODED_WORD)]
  for (let i = 0; i < words.length; ) {
    const run = runFrom(words, i, plain.text)
    const first = run[0]?.index ?? 0
    const end = endOf(run.at(-1))
    const label = charsetOf(run[0])
    const read = readCharset(Buffer.concat(run.map(bytesOf)), label)
    const between = plain.text.slice(from, first)
    text += i > 0 && between.trim() === '' ? '' : between
    text += read.isDamaged ? plain.text.slice(first, end) : read.text
    if (read.defect !== null) badCharset ??= label
    from = end
    i += run.length
  }
  return { text: text + plain.text.slice(from), badCharset }
}

const ENCODED_WORD = /=\?([^?\s]{1,60})\?([bq])\?([^?]*)\?=/gi
type Word = RegExpExecArray

/** The words from `start` that follow each other, in one encoding, with nothing but blanks between them. */
function runFrom(words: readonly Word[], start: number, text: string): readonly Word[] {
  let end = start + 1
  while (end < words.length) {
    const [before, next] = [words[end - 1], words[end]]
    const isOne = charsetOf(before) === charsetOf(next) && before?.[2]?.toLowerCase() === next?.[2]?.toLowerCase()
    if (!isOne || text.slice(endOf(before), next?.index).trim() !== '') break
    end++
  }
  return words.slice(start, end)
}

function endOf(word: Word | undefined): number {
  return word === undefined ? 0 : word.index + word[0].length
}

/** Without the language RFC 2231 lets follow. */
function charsetOf(word: Word | undefined): string {
  return word?.[1]?.split('*')[0]?.toLowerCase() ?? ''
}

function bytesOf(word: Word): Uint8Array {
  const content = Buffer.from(word[3] ?? '', 'latin1')
  if (word[2]?.toLowerCase() === 'b') return decodeBase64(content).bytes
  return decodeQuotedPrintable(content.map((byte) => (byte === 0x5f ? 0x20 : byte))).bytes
}

function readPlain(value: string, charset: string | null): HeaderText {
  if (!/[\u0080-\u00FF]/.test(value)) return { text: value, badCharset: null }
  const bytes = Buffer.from(value, 'latin1')
  const utf8 = readCharset(bytes, 'utf-8')
  if (!utf8.isDamaged) return { text: utf8.text, badCharset: null }
  if (charset !== null) {
    const own = readCharset(bytes, charset)
    if (!own.isDamaged && own.defect === null) return { text: own.text, badCharset: null }
  }
  return { text: utf8.text, badCharset: 'utf-8' }
}

/** A structured value: `text/plain; charset=utf-8` is `text/plain` with its parameters. */
export type Parameters = { readonly value: string; readonly parameters: ReadonlyMap<string, string> }

/** Value and parameters, with continuations and encodings of RFC 2231; the first of two of one name is kept. */
export function readParameters(value: string, charset: string | null): Parameters {
  const [main = '', ...rest] = fieldsOf(value)
  const found = new Map<string, string>()
  const pieces = new Map<string, { readonly index: number; readonly isEncoded: boolean; readonly text: string }[]>()
  for (const field of rest) {
    const equals = field.indexOf('=')
    if (equals === -1) continue
    const name = field.slice(0, equals).trim().toLowerCase()
    const text = unquoted(field.slice(equals + 1).trim())
    const star = /^([^*]{1,60})\*(?:(\d{1,3})(\*)?)?$/.exec(name)
    if (star === null) {
      if (!found.has(name)) found.set(name, readHeaderText(text, charset).text)
      continue
    }
    const [, base = '', index, encodedPiece] = star
    const piece = { index: Number(index ?? 0), isEncoded: index === undefined || encodedPiece !== undefined, text }
    pieces.set(base, [...(pieces.get(base) ?? []).slice(0, MAX_PIECES), piece])
  }
  for (const [name, parts] of pieces) found.set(name, joinedPieces(parts))
  return { value: main.trim().toLowerCase(), parameters: found }
}

const MAX_PIECES = 100

function joinedPieces(
  parts: readonly { readonly index: number; readonly isEncoded: boolean; readonly text: string }[],
) {
  const sorted = [...parts].sort((a, b) => a.index - b.index)
  const marked = /^([^']{0,60})'[^']{0,60}'/.exec(sorted[0]?.isEncoded ? sorted[0].text : '')
  const bytes = sorted.map(({ isEncoded, text }, i) => {
    const own = i === 0 && marked ? text.slice(marked[0].length) : text
    return isEncoded ? percentDecoded(own) : Buffer.from(own, 'latin1')
  })
  return readCharset(Buffer.concat(bytes), marked?.[1] || null).text
}

function percentDecoded(text: string): Uint8Array {
  const escaped = text.replaceAll('=', '=3D').replaceAll('%', '=')
  return decodeQuotedPrintable(Buffer.from(escaped, 'latin1')).bytes
}

/** Split at semicolons outside quotation marks. */
function fieldsOf(value: string): readonly string[] {
  const fields: string[] = []
  let [from, isQuoted] = [0, false]
  for (let i = 0; i < value.length; i++) {
    const sign = value[i]
    if (isQuoted && sign === '\\') i++
    else if (sign === '"') isQuoted = !isQuoted
    else if (sign === ';' && !isQuoted) {
      fields.push(value.slice(from, i))
      from = i + 1
    }
  }
  return [...fields, value.slice(from)]
}

function unquoted(text: string): string {
  if (!text.startsWith('"')) return text
  const end = text.endsWith('"') && text.length > 1 ? text.length - 1 : text.length
  return text.slice(1, end).replace(/\\(.)/g, '$1')
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const ZONES: Readonly<Record<string, string>> = {
  ut: '+0000',
  utc: '+0000',
  gmt: '+0000',
  z: '+0000',
  est: '-0500',
  edt: '-0400',
  cst: '-0600',
  cdt: '-0500',
  mst: '-0700',
  mdt: '-0600',
  pst: '-0800',
  pdt: '-0700',
}
const DATE =
  /(\d{1,2})\s{1,9}([a-z]{3})[a-z]{0,6}\.?\s{1,9}(\d{4}|\d{2})\s{1,9}(\d{1,2}):(\d{2})(?::(\d{2}))?\s{0,9}([+-]\d{4}|[a-z]{1,3})/i

/** An instant as RFC 5322 writes it, in UTC; `null` when it does not give day, time and zone, or no such day exists. */
export function readInstant(text: string): string | null {
  const found = DATE.exec(text.slice(0, 200))
  if (found === null) return null
  const [, day = '', monthName = '', yearText = '', hour = '', minute = '', second = '0', zone = ''] = found
  const month = MONTHS.indexOf(monthName.toLowerCase())
  const offset = /^[+-]/.test(zone) ? zone : ZONES[zone.toLowerCase()]
  if (month === -1 || offset === undefined) return null
  const year = yearText.length === 4 ? Number(yearText) : Number(yearText) + (Number(yearText) < 50 ? 2000 : 1900)
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return null
  const local = Date.UTC(year, month, Number(day), Number(hour), Number(minute), Number(second))
  if (new Date(local).getUTCDate() !== Number(day)) return null
  const away = (Number(offset.slice(1, 3)) * 60 + Number(offset.slice(3, 5))) * (offset.startsWith('-') ? -1 : 1)
  return new Date(local - away * 60_000).toISOString()
}
