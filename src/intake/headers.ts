/**
 * The header lines of a message or of one of its parts. Kept as bytes in a string, one character each, until it is known
 * how they are to be read.
 */

/** Most bytes of header lines read in one part; real mail stays under 100 kB. */
const MAX_HEADER_BYTES = 256 * 1024

export type Header = {
  /** Lower case. */
  readonly name: string
  /** Unfolded and trimmed; each character is one byte. */
  readonly value: string
}

export type HeaderBlock = {
  readonly headers: readonly Header[]
  /** Bytes of the header lines as received. */
  readonly raw: Uint8Array
  readonly body: Uint8Array
  /** The first line is no header line, so all of it is body. */
  readonly hasNone: boolean
  readonly isCut: boolean
  /** There are lines among the headers that are none. */
  readonly isBroken: boolean
}

export function splitHeaders(bytes: Uint8Array): HeaderBlock {
  const from = mboxLineEnd(bytes)
  const [first] = linesOf(latin1(bytes.subarray(from, from + 1_000)))
  if (first === undefined || !(HEADER_LINE.test(first) || first === '')) return allBody(bytes)
  const { end, bodyFrom } = headersEnd(bytes, from)
  const read = readLines(latin1(bytes.subarray(from, Math.min(end, from + MAX_HEADER_BYTES))))
  // `Tip: they use it against reporters` is a sentence, not a header.
  if (first !== '' && !read.headers.some(({ name }) => isKnown(name))) return allBody(bytes)
  return {
    headers: read.headers,
    raw: bytes.subarray(0, end),
    body: bytes.subarray(bodyFrom),
    hasNone: false,
    isCut: end - from > MAX_HEADER_BYTES,
    isBroken: read.isBroken,
  }
}

/** The first value of a header, or `null`. */
export function headerOf(headers: readonly Header[], name: string): string | null {
  return headers.find((header) => header.name === name)?.value ?? null
}

const KNOWN =
  /^(content-.*|from|to|cc|subject|date|message-id|received|mime-version|return-path|sender|reply-to|delivered-to|in-reply-to|references|thread-.*|list-.*|arc-.*|dkim-signature|x-.*)$/

function isKnown(name: string): boolean {
  return KNOWN.test(name)
}

const HEADER_LINE = /^[!-9;-~]{1,200}[ \t]*:/

function allBody(bytes: Uint8Array): HeaderBlock {
  return { headers: [], raw: bytes.subarray(0, 0), body: bytes, hasNone: true, isCut: false, isBroken: false }
}

/** Where the blank line stands that ends the header lines, and where the body begins; both at the end when there is none. */
function headersEnd(bytes: Uint8Array, from: number): { readonly end: number; readonly bodyFrom: number } {
  if (bytes[from] === 0x0a) return { end: from, bodyFrom: from + 1 }
  if (bytes[from] === 0x0d && bytes[from + 1] === 0x0a) return { end: from, bodyFrom: from + 2 }
  for (let lf = bytes.indexOf(0x0a, from); lf !== -1; lf = bytes.indexOf(0x0a, lf + 1)) {
    if (bytes[lf + 1] === 0x0a) return { end: lf + 1, bodyFrom: lf + 2 }
    if (bytes[lf + 1] === 0x0d && bytes[lf + 2] === 0x0a) return { end: lf + 1, bodyFrom: lf + 3 }
  }
  return { end: bytes.length, bodyFrom: bytes.length }
}

function readLines(text: string): { readonly headers: readonly Header[]; readonly isBroken: boolean } {
  const headers: { name: string; parts: string[] }[] = []
  let isBroken = false
  for (const line of linesOf(text)) {
    const last = headers.at(-1)
    if (/^[ \t]/.test(line) && last !== undefined) last.parts.push(line)
    else if (HEADER_LINE.test(line)) {
      const colon = line.indexOf(':')
      headers.push({ name: line.slice(0, colon).trim().toLowerCase(), parts: [line.slice(colon + 1)] })
    } else if (line !== '') isBroken = true
  }
  return { headers: headers.map(({ name, parts }) => ({ name, value: parts.join('').trim() })), isBroken }
}

/** Mailbox files put a line of their own before each message. */
function mboxLineEnd(bytes: Uint8Array): number {
  if (latin1(bytes.subarray(0, 5)) !== 'From ') return 0
  const lf = bytes.indexOf(0x0a)
  return lf === -1 ? 0 : lf + 1
}

function linesOf(text: string): readonly string[] {
  return text.split(/\r?\n/)
}

export function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
}
