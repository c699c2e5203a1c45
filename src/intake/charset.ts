import { isUtf8 } from 'node:buffer'

export type CharsetReading = {
  readonly text: string
  /** Name of the encoding that read it, in the WHATWG standard's words. */
  readonly readAs: string
  /** `unknown`: the name is none we know. `wrong`: the bytes are not what the name says. */
  readonly defect: 'unknown' | 'wrong' | null
  /** Characters are missing: U+FFFD stands in their place. */
  readonly isDamaged: boolean
}

/** Names mail programs write that the WHATWG standard does not list. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  cp932: 'shift_jis',
  ms932: 'shift_jis',
  cp936: 'gbk',
  ms936: 'gbk',
  cp949: 'euc-kr',
  uhc: 'euc-kr',
  cp950: 'big5',
  cp65001: 'utf-8',
  'win-1251': 'windows-1251',
  'win-1252': 'windows-1252',
  windows1251: 'windows-1251',
  'koi-8': 'koi8-r',
  koi8r: 'koi8-r',
  eucjp: 'euc-jp',
  euckr: 'euc-kr',
  '646': 'us-ascii',
  unicode: 'utf-16',
}

/** So many bytes beyond ASCII that happen to be valid UTF-8 are UTF-8, whatever the name says: no other text looks so. */
const ENOUGH_FOR_UTF8 = 8

/**
 * Bytes to text by the encoding they claim. Never guesses between legacy encodings: what does not fit is read with gaps
 * and said to be damaged, because a wrong letter in a name is worse than a missing one.
 * @param declared `null`: none was named, which means UTF-8 here.
 */
export function readCharset(bytes: Uint8Array, declared: string | null): CharsetReading {
  const marked = byteOrderMark(bytes)
  if (marked !== null) return decodeAs(bytes, marked, null)
  const name = declared?.trim().toLowerCase() || null
  if (name === null || /^(us-ascii|ascii|ansi_x3\.4-19\d\d|iso646-us|utf-?8|646)$/.test(name))
    return decodeAs(bytes, 'utf-8', null)
  const label = decoderName(name)
  if (label === null) return decodeUnknown(bytes)
  const isPlain = label.startsWith('utf-16') && isUtf8(bytes) && !bytes.includes(0)
  if (label !== 'utf-8' && (isPlain || isSurelyUtf8(bytes)))
    return { ...decodeAs(bytes, 'utf-8', null), defect: 'wrong' }
  return decodeAs(bytes, label, null)
}

function decodeAs(bytes: Uint8Array, label: string, defect: 'unknown' | null): CharsetReading {
  try {
    const text = new TextDecoder(label, { fatal: true }).decode(bytes)
    return { text: label === 'windows-1252' ? withWindowsMarks(text) : text, readAs: label, defect, isDamaged: false }
  } catch {
    const text = new TextDecoder(label).decode(bytes)
    return { text, readAs: label, defect: defect ?? 'wrong', isDamaged: true }
  }
}

/** Letters beyond ASCII that are valid UTF-8 are what they seem; ASCII alone may be a code for other letters (UTF-7). */
function decodeUnknown(bytes: Uint8Array): CharsetReading {
  const read = decodeAs(bytes, 'utf-8', 'unknown')
  return { ...read, isDamaged: read.isDamaged || !isSurelyUtf8(bytes) }
}

const WINDOWS_MARKS =
  '\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D\u017D\u008F\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D\u017E\u0178'

/** Node 20 reads windows-1252 as ISO 8859-1 and leaves its quotation marks and dashes as control characters. */
function withWindowsMarks(text: string): string {
  return text.replace(/[\u0080-\u009F]/g, (mark) => WINDOWS_MARKS.charAt(mark.charCodeAt(0) - 0x80))
}

function decoderName(name: string): string | null {
  try {
    return new TextDecoder(OTHER_NAMES[name] ?? name).encoding
  } catch {
    return null
  }
}

function byteOrderMark(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8'
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return null
}

function isSurelyUtf8(bytes: Uint8Array): boolean {
  if (!isUtf8(bytes)) return false
  let beyond = 0
  for (const byte of bytes) if (byte >= 0x80 && ++beyond >= ENOUGH_FOR_UTF8) return true
  return false
}
