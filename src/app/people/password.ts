/** Passwords: what is asked of one, and argon2id. The library is loaded when a password is first looked at. */
import { randomBytes } from 'node:crypto'

/** Of characters: long and remembered is better than short and odd, so nothing is asked of what they are. */
export const SHORTEST_PASSWORD = 12
const LONGEST_PASSWORD = 500
/** A password of fewer different characters is a row of keys. */
const FEWEST_CHARACTERS = 5

/** What OWASP advises for argon2id, which the library uses unless told otherwise: 19 MiB, two passes, one lane. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

/** What is wrong with a new password, to be read after the word; `null`: nothing. */
export function passwordFault(password: string, name: string): string | null {
  const letters = [...normal(password)]
  if (!password.isWellFormed()) return 'holds half of a surrogate pair; send valid Unicode'
  if (letters.length < SHORTEST_PASSWORD) {
    return `is ${letters.length === 0 ? 'empty' : `${letters.length} characters long`}; use ${SHORTEST_PASSWORD} or more, such as four words that belong together for you alone`
  }
  if (letters.length > LONGEST_PASSWORD) {
    return `is longer than ${LONGEST_PASSWORD} characters; use a shorter one`
  }
  if (new Set(letters).size < FEWEST_CHARACTERS) {
    return 'repeats a few characters; use words that belong together for you alone'
  }
  if (simplified(password).replaceAll(simplified(name), '').length < SHORTEST_PASSWORD / 2) {
    return 'is little more than the name; use words that belong together for you alone'
  }
  return null
}

export async function hashOf(password: string): Promise<string> {
  const { hash } = await import('@node-rs/argon2')
  return hash(normal(password), PARAMETERS)
}

/** @param hash `null`: there is none, and the answer, which is no, takes as long as any other */
export async function isPassword(password: string, hash: string | null): Promise<boolean> {
  const { verify } = await import('@node-rs/argon2')
  const given = normal(password).slice(0, LONGEST_PASSWORD + 1)
  if (hash !== null) return verify(hash, given)
  nobodys ??= hashOf(randomBytes(32).toString('hex'))
  await verify(await nobodys, given)
  return false
}

let nobodys: Promise<string> | null = null

/** One password, however a keyboard composes its characters. */
function normal(password: string): string {
  return password.normalize('NFKC')
}

function simplified(text: string): string {
  return normal(text).toLowerCase().replace(/\s+/g, '')
}
