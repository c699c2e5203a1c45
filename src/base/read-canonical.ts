/**
 * Reads canonical text and nothing else. `JSON.parse` keeps the last of two equal keys, rounds large integers and lets
 * lone surrogates through, so that two readers of one text may see two values; here such a text is refused, with the
 * first place at which it stops being the canonical text of anything.
 */
import type { Canonical } from './canonical.ts'
import { err, ok, type Result } from './result.ts'

/** Lists and objects may lie this deep in one another in what is sealed or signed. */
export const MAX_NESTING = 64

export type NotCanonical = {
  readonly kind: 'text.not-canonical'
  /** Offset of the first UTF-16 unit that cannot stand there; for a string, a key or a number, where it begins. */
  readonly at: number
  readonly why: 'syntax' | 'key-order' | 'duplicate-key' | 'number' | 'escape' | 'lone-surrogate' | 'nesting'
}

class Refused extends Error {
  readonly problem: NotCanonical
  constructor(at: number, why: NotCanonical['why']) {
    super(why)
    this.problem = { kind: 'text.not-canonical', at, why }
  }
}

/** The value whose RFC 8785 text this is, integers within 2^53 only. Time grows with the length of the text alone. */
export function readCanonical(text: string): Result<Canonical, NotCanonical> {
  try {
    const reader = new Reader(text)
    const value = reader.value(0)
    if (reader.at < text.length) throw new Refused(reader.at, 'syntax')
    return ok(value)
  } catch (caught) {
    if (caught instanceof Refused) return err(caught.problem)
    throw caught
  }
}

/** A sentence for the door: what is wrong and where. */
export function sayNotCanonical({ at, why }: NotCanonical): string {
  return `${WORDS[why]} at character ${at + 1}`
}

const WORDS: Readonly<Record<NotCanonical['why'], string>> = {
  syntax: 'the text is not JSON without spaces',
  'key-order': 'the keys of an object are not in order',
  'duplicate-key': 'a key stands twice in one object',
  number: 'a number is not a plain integer between -(2^53-1) and 2^53-1',
  escape: 'a character is escaped in another way than RFC 8785 writes it',
  'lone-surrogate': 'half of a surrogate pair stands alone',
  nesting: `lists and objects lie more than ${MAX_NESTING} deep in one another`,
}

const QUOTE = 0x22
const BACKSLASH = 0x5c
const LITERALS = [
  ['true', true],
  ['false', false],
  ['null', null],
] as const
/** The escapes of RFC 8785 section 3.2.2.2; every other control character is `\u00` and two digits. */
const SHORT_ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
}
const INTEGER = /-?(?:0|[1-9][0-9]*)/y
/** What stands in a string as it is, without a look at its neighbours. */
const PLAIN_RUN = /[ !#-[\]-\ud7ff\ue000-\uffff]*/y

class Reader {
  at = 0
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  value(depth: number): Canonical {
    const first = this.#text[this.at]
    if (first === '"') return this.#string()
    if (first === '{' || first === '[') {
      if (depth === MAX_NESTING) throw new Refused(this.at, 'nesting')
      return first === '{' ? this.#object(depth + 1) : this.#list(depth + 1)
    }
    for (const [word, value] of LITERALS) {
      if (first === word[0] && this.#text.startsWith(word, this.at)) {
        this.at += word.length
        return value
      }
    }
    return this.#integer()
  }

  #object(depth: number): Canonical {
    const fields: Record<string, Canonical> = {}
    let before: string | null = null
    this.at++
    if (this.#took('}')) return fields
    do {
      const keyAt = this.at
      if (this.#text[keyAt] !== '"') throw new Refused(keyAt, 'syntax')
      const key = this.#string()
      if (before !== null && key <= before) throw new Refused(keyAt, key === before ? 'duplicate-key' : 'key-order')
      before = key
      if (!this.#took(':')) throw new Refused(this.at, 'syntax')
      const value = this.value(depth)
      // Assigning `__proto__` would set the prototype and lose the field.
      if (key === '__proto__') Object.defineProperty(fields, key, { value, enumerable: true, writable: true })
      else fields[key] = value
    } while (this.#took(','))
    if (!this.#took('}')) throw new Refused(this.at, 'syntax')
    return fields
  }

  #list(depth: number): Canonical {
    const values: Canonical[] = []
    this.at++
    if (this.#took(']')) return values
    do values.push(this.value(depth))
    while (this.#took(','))
    if (!this.#took(']')) throw new Refused(this.at, 'syntax')
    return values
  }

  #took(mark: string): boolean {
    if (this.#text[this.at] !== mark) return false
    this.at++
    return true
  }

  #integer(): number {
    INTEGER.lastIndex = this.at
    const digits = INTEGER.exec(this.#text)?.[0]
    if (digits === undefined) throw new Refused(this.at, 'syntax')
    const number = Number(digits)
    const next = this.#text[this.at + digits.length] ?? ' '
    if (!Number.isSafeInteger(number) || digits === '-0' || '.eE0123456789'.includes(next)) {
      throw new Refused(this.at, 'number')
    }
    this.at += digits.length
    return number
  }

  #string(): string {
    const text = this.#text
    const start = this.at
    let read = ''
    let from = ++this.at
    for (;;) {
      PLAIN_RUN.lastIndex = this.at
      PLAIN_RUN.test(text)
      this.at = PLAIN_RUN.lastIndex
      const code = text.charCodeAt(this.at)
      if (code === QUOTE) {
        read += text.slice(from, this.at++)
        return read
      }
      if (code === BACKSLASH) {
        read += text.slice(from, this.at) + this.#escaped(start)
        from = this.at
      } else if (isPair(code, text.charCodeAt(this.at + 1))) {
        this.at += 2
      } else {
        throw new Refused(start, code >= 0xd800 ? 'lone-surrogate' : 'syntax')
      }
    }
  }

  #escaped(start: number): string {
    const short = SHORT_ESCAPES[this.#text[this.at + 1] ?? '']
    if (short !== undefined) {
      this.at += 2
      return short
    }
    const digits = /^u00([01][0-9a-f])$/.exec(this.#text.slice(this.at + 1, this.at + 6))?.[1]
    const control = digits === undefined ? '' : String.fromCharCode(Number.parseInt(digits, 16))
    if (control === '' || '\b\t\n\f\r'.includes(control)) throw new Refused(start, 'escape')
    this.at += 6
    return control
  }
}

function isPair(high: number, low: number): boolean {
  return high >= 0xd800 && high <= 0xdbff && low >= 0xdc00 && low <= 0xdfff
}
