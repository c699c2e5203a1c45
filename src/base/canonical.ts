import { type Sha256, sha256 } from './hash.ts'

/** What a sealed value may hold: no floats, no `undefined`, nothing JSON would lose in silence. */
export type Canonical =
  | string
  | boolean
  | null
  | number
  | readonly Canonical[]
  | { readonly [key: string]: Canonical | undefined }

/**
 * RFC 8785 JSON: keys sorted by UTF-16 code unit, no spaces, so that equal values have equal bytes.
 * Numbers must be integers within 2^53.
 * @throws TypeError on anything JSON would change or lose (`undefined`, a float, a `Date`, a lone surrogate):
 *   a lost field would break the seal on the next read and look like tampering.
 */
export function canonical(value: unknown): string {
  if (typeof value === 'string') return canonicalString(value)
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new TypeError(`not a safe integer, cannot be sealed: ${value}`)
    return Object.is(value, -0) ? '0' : String(value)
  }
  if (value === null || typeof value === 'boolean') return String(value)
  if (Array.isArray(value)) return `[${Array.from(value, canonical).join(',')}]`
  if (isPlainObject(value)) {
    const keys = Object.keys(value).sort()
    return `{${keys.map((key) => `${canonicalString(key)}:${canonical(value[key])}`).join(',')}}`
  }
  throw new TypeError(`not JSON, cannot be sealed: ${typeof value}`)
}

/** SHA-256 of the canonical bytes. */
export function canonicalHash(value: unknown): Sha256 {
  return sha256(canonical(value))
}

function canonicalString(text: string): string {
  if (!text.isWellFormed()) throw new TypeError('a lone surrogate cannot be sealed')
  return JSON.stringify(text)
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false
  const prototype = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) return false
  // A field of that name is data; a function of that name would write something else.
  return !('toJSON' in value && typeof value.toJSON === 'function')
}
