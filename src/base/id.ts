import type { Brand } from './brand.ts'

/** A ULID: 26 characters, sortable by the instant it was made. */
export type Ulid = Brand<string, 'Ulid'>

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const TIME_LENGTH = 10
const RANDOM_LENGTH = 16

/**
 * A ULID of an instant and sixteen or more random bytes, both given by the caller.
 * @throws RangeError when fewer than 16 bytes are given.
 */
export function ulid(atMs: number, random: Uint8Array): Ulid {
  if (random.length < RANDOM_LENGTH) throw new RangeError('a ULID needs 16 random bytes')
  let time = ''
  for (let rest = atMs, i = 0; i < TIME_LENGTH; i++, rest = Math.floor(rest / 32)) time = ALPHABET[rest % 32] + time
  const tail = Array.from(random.subarray(0, RANDOM_LENGTH), (byte) => ALPHABET[byte % 32]).join('')
  return (time + tail) as Ulid
}

export function parseUlid(text: string): Ulid | null {
  return /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(text) ? (text as Ulid) : null
}
