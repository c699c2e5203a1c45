/**
 * A look at the bytes of a sealed entry that makes no values of them, for those who look at a million. It knows the
 * plain case only: whatever it takes `readSealed` takes too, and whatever it does not take is for `readSealed` to judge.
 */
import { isUtf8 } from 'node:buffer'
import { isInstant } from './sealed.ts'

/** Where an entry says it stands, and after what. */
export type Skimmed = { readonly seq: number; readonly prev: string }

const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c
const COLON = 0x3a
const ZERO = 0x30
const NINE = 0x39
/** Deeper, and longer, than what is plain. */
const MAX_DEPTH = 32
const MAX_DIGITS = 15
/** `\b \f \n \r \t \" \\`: the escapes of two characters. */
const SHORT_ESCAPES = new Set([...'bfnrt"\\'].map((one) => one.charCodeAt(0)))

const ACTOR = Buffer.from('{"actor":"')
const AT = Buffer.from('","at":"')
const BODY = Buffer.from('","body":{')
const KIND = Buffer.from(',"kind":"')
const PREV = Buffer.from('","prev":"')
const SEQ = Buffer.from('","seq":')
const AT_LENGTH = 24
const PREV_LENGTH = 64

/** `null`: not plain, and for `readSealed` to judge. Says nothing of the hash of the bytes. */
export function skimSealed(bytes: Buffer): Skimmed | null {
  const reader = new Skim(bytes)
  if (!reader.took(ACTOR) || !reader.text(1)) return null
  if (!reader.took(AT) || !isInstant(reader.taken(AT_LENGTH))) return null
  if (!reader.took(BODY)) return null
  reader.at--
  if (!reader.value(1)) return null
  if (!reader.took(KIND) || !reader.text(1)) return null
  if (!reader.took(PREV)) return null
  const prev = reader.taken(PREV_LENGTH)
  if (!/^[0-9a-f]{64}$/.test(prev) || !reader.took(SEQ)) return null
  const seq = reader.integer()
  if (seq === null || seq < 0 || !reader.isAtEnd()) return null
  return reader.isAscii || isUtf8(bytes) ? { seq, prev } : null
}

/** Each verb goes on behind what it took, and gives `false` or `null` at what is not plain. */
class Skim {
  at = 0
  isAscii = true
  readonly #bytes: Buffer

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  /** The end is one `}` behind the last field. */
  isAtEnd(): boolean {
    return this.#bytes[this.at] === 0x7d && this.at === this.#bytes.length - 1
  }

  took(expected: Uint8Array): boolean {
    const bytes = this.#bytes
    for (let i = 0; i < expected.length; i++) if (bytes[this.at + i] !== expected[i]) return false
    this.at += expected.length
    return true
  }

  /** Fewer where the bytes end before. */
  taken(length: number): string {
    const from = this.at
    this.at = Math.min(this.#bytes.length, from + length)
    return this.#bytes.toString('latin1', from, this.at)
  }

  /** What stands in a string that is open, up to the quote behind it. */
  text(shortest: number): boolean {
    const bytes = this.#bytes
    const from = this.at
    let at = from
    for (;;) {
      const code = bytes[at]
      if (code === undefined || code < 0x20) return false
      if (code === QUOTE) break
      if (code === BACKSLASH) {
        if (!SHORT_ESCAPES.has(bytes[++at] ?? 0)) return false
      } else if (code >= 0x80) this.isAscii = false
      at++
    }
    this.at = at
    return at - from >= shortest
  }

  value(depth: number): boolean {
    const bytes = this.#bytes
    switch (bytes[this.at]) {
      case QUOTE:
        this.at++
        if (!this.text(0)) return false
        this.at++
        return true
      case 0x7b:
        return depth < MAX_DEPTH && this.#object(depth + 1)
      case 0x5b:
        return depth < MAX_DEPTH && this.#list(depth + 1)
      case 0x74:
        return this.took(TRUE)
      case 0x66:
        return this.took(FALSE)
      case 0x6e:
        return this.took(NULL)
      default:
        return this.integer() !== null
    }
  }

  integer(): number | null {
    const bytes = this.#bytes
    const isNegative = bytes[this.at] === 0x2d
    if (isNegative) this.at++
    const from = this.at
    let number = 0
    for (let code = bytes[this.at] ?? 0; code >= ZERO && code <= NINE; code = bytes[this.at] ?? 0) {
      number = number * 10 + (code - ZERO)
      this.at++
    }
    const digits = this.at - from
    if (digits === 0 || digits > MAX_DIGITS) return null
    // Neither `-0` nor a zero in front of other digits.
    if (bytes[from] === ZERO && (digits > 1 || isNegative)) return null
    return isNegative ? -number : number
  }

  #object(depth: number): boolean {
    const bytes = this.#bytes
    this.at++
    if (bytes[this.at] === 0x7d) {
      this.at++
      return true
    }
    let beforeFrom = 0
    let beforeUntil = 0
    for (;;) {
      if (bytes[this.at] !== QUOTE) return false
      const from = ++this.at
      if (!this.#key()) return false
      const until = this.at++
      if (beforeFrom > 0 && !isBefore(bytes, beforeFrom, beforeUntil, from, until)) return false
      beforeFrom = from
      beforeUntil = until
      if (bytes[this.at++] !== COLON || !this.value(depth)) return false
      const mark = bytes[this.at++]
      if (mark === 0x7d) return true
      if (mark !== COMMA) return false
    }
  }

  #list(depth: number): boolean {
    const bytes = this.#bytes
    this.at++
    if (bytes[this.at] === 0x5d) {
      this.at++
      return true
    }
    for (;;) {
      if (!this.value(depth)) return false
      const mark = bytes[this.at++]
      if (mark === 0x5d) return true
      if (mark !== COMMA) return false
    }
  }

  /** Bytes and UTF-16 units of a key are in one order where it is ASCII with nothing escaped; other keys are not plain. */
  #key(): boolean {
    const bytes = this.#bytes
    for (;;) {
      const code = bytes[this.at]
      if (code === undefined || code < 0x20 || code >= 0x7f || code === BACKSLASH) return false
      if (code === QUOTE) return true
      this.at++
    }
  }
}

const TRUE = Buffer.from('true')
const FALSE = Buffer.from('false')
const NULL = Buffer.from('null')

/** Strictly: equal keys are not in order. */
function isBefore(bytes: Buffer, aFrom: number, aUntil: number, bFrom: number, bUntil: number): boolean {
  const shared = Math.min(aUntil - aFrom, bUntil - bFrom)
  for (let i = 0; i < shared; i++) {
    const difference = (bytes[aFrom + i] ?? 0) - (bytes[bFrom + i] ?? 0)
    if (difference !== 0) return difference < 0
  }
  return aUntil - aFrom < bUntil - bFrom
}
