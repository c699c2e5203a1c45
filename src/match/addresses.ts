/** Two addresses, part by part: words of street and town, numbers of house and flat, postcodes. */
import { meetWords } from './align.ts'
import { type Part, type Reading, readingsOfName } from './parts.ts'

/**
 * `same`: the words agree and no number speaks against it; `near`: the words agree in part and a postcode or a number
 * agrees; `next-door`: the words agree and the numbers are others; `null`: nothing to say. An address never
 * contradicts: people and firms have several.
 */
export type AddressAgreement = 'same' | 'near' | 'next-door'

/** Shares of the words of the shorter address, by weight, that must meet. */
const SAME_WORDS = 0.7
const NEAR_WORDS = 0.4
/** An address of fewer parts is a town or a country, and half the world lives there. */
const LEAST_PARTS = 3

export function addressAgreement(query: string, entry: string): AddressAgreement | null {
  const [a = []] = readingsOfName(query, 'address')
  const [b = []] = readingsOfName(entry, 'address')
  if (a.length < LEAST_PARTS || b.length < LEAST_PARTS) return null
  const words = sharedWords(a, b)
  const numbers = sharedNumbers(numbersOf(a), numbersOf(b))
  if (words >= SAME_WORDS) return numbers === 'others' ? 'next-door' : 'same'
  return words >= NEAR_WORDS && numbers === 'agree' ? 'near' : null
}

function isWord(part: Part): boolean {
  return !part.lexeme.isNumeric && part.role !== 'number'
}

/** Share of the lighter address's words that meet one of the other's. */
function sharedWords(a: Reading, b: Reading): number {
  const [lighter, heavier] = weightOf(a) <= weightOf(b) ? [a, b] : [b, a]
  const total = weightOf(lighter)
  if (total === 0) return 0
  let met = 0
  const others = heavier.filter(isWord)
  for (const part of lighter)
    if (isWord(part) && others.some((other) => meetWords(part.lexeme, other.lexeme, 'address') !== null))
      met += part.weight
  return met / total
}

function weightOf(reading: Reading): number {
  return reading.reduce((sum, part) => sum + (isWord(part) ? part.weight : 0), 0)
}

function numbersOf(reading: Reading): readonly string[] {
  return reading.filter((part) => !isWord(part)).map((part) => part.lexeme.text)
}

/** `silent`: one of them gives none. */
function sharedNumbers(a: readonly string[], b: readonly string[]): 'agree' | 'others' | 'silent' {
  if (a.length === 0 || b.length === 0) return 'silent'
  return a.some((number) => b.includes(number)) ? 'agree' : 'others'
}
