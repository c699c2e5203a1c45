/**
 * A name cut into parts with a role each. What a word is depends on what kind of thing is named: `Sri` is a form of
 * address before a person and a word in a firm's name, `SA` a legal form after a firm and a word in a ship's name.
 */
import { editsWithin } from './edits.ts'
import { fold } from './fold.ts'
import { type Lexeme, lexemeOf, MAX_WORD, type Origin } from './lexeme.ts'
import { readingsOf } from './transliterate.ts'
import type { Schema } from './types.ts'
import { MEANINGS, PHRASES } from './words/abbreviations.ts'
import { JOINING_WORDS, ORGANISATION_WEIGHTS, PERSON_WEIGHTS } from './words/common-words.ts'
import { COMPANY_TYPES, LONG_TYPES } from './words/company-types.ts'
import { NUMBER_WORDS, romanValue, TENS } from './words/numbers.ts'
import { GENERATIONS, PARTICLES, TITLES } from './words/people.ts'

/** How a name is read. */
export const MODELS = ['person', 'organisation', 'vessel', 'address'] as const
export type Model = (typeof MODELS)[number]

export const ROLES = ['word', 'number', 'initial', 'generation', 'particle', 'title', 'filler', 'company-type'] as const
export type Role = (typeof ROLES)[number]

export type Part = {
  readonly lexeme: Lexeme
  readonly role: Role
  /** How much the part tells, thousandths, 1 to 1,000; a property of the word and its role alone. */
  readonly weight: number
  /** Stood in brackets. */
  readonly isAside: boolean
  /** Where it stands in the name as written, UTF-16 units, half-open. */
  readonly from: number
  readonly to: number
}

/** One way to read a name. A name in Han characters has several. */
export type Reading = readonly Part[]

/** Longest name that is read, in UTF-16 units, and most parts of it: what follows is left unread. */
export const MAX_NAME = 1_500
export const MAX_PARTS = 30
const MAX_READINGS = 4

type Token = {
  text: string
  from: number
  to: number
  isAside: boolean
  origin: Origin
  isLatin: boolean
  isDotted: boolean
}

/** @returns one reading or more; a reading may be empty when the text holds no letter and no digit. */
export function readingsOfName(text: string, model: Model): readonly Reading[] {
  return tokenReadings(text.slice(0, MAX_NAME)).map((tokens) => partsOf(tokens, model))
}

/**
 * What of a name is not read and so cannot be found: `all` of a name without a letter or digit, the `end` of one that
 * is too long or has too many words. Who asks by such a name must be told; `null`: it is read whole.
 */
export function unreadIn(text: string): 'all' | 'end' | null {
  const wholes = wordsOf(text.slice(0, MAX_NAME)).map((word) =>
    word.isLatin ? 1 : Math.max(...readings(text, word).map((tokens) => tokens.length)),
  )
  if (text.length > MAX_NAME || wholes.reduce((sum, tokens) => sum + tokens, 0) > MAX_PARTS) return 'end'
  return tokenReadings(text).every((tokens) => tokens.length === 0) ? 'all' : null
}

/** How names of a schema are read. A `LegalEntity` is read by how its own name looks. */
export function modelOf(schema: Schema, name: string): Model {
  switch (schema) {
    case 'Person':
      return 'person'
    case 'Organization':
    case 'Company':
      return 'organisation'
    case 'Vessel':
    case 'Airplane':
      return 'vessel'
    case 'Address':
      return 'address'
    case 'LegalEntity':
      return looksLikeOrganisation(name) ? 'organisation' : 'person'
  }
}

function looksLikeOrganisation(name: string): boolean {
  const [reading = []] = readingsOfName(name, 'organisation')
  return reading.some(
    (part) =>
      part.role === 'company-type' ||
      part.role === 'number' ||
      part.lexeme.isNumeric ||
      (part.lexeme.meanings.length > 0 && part.weight < 900) ||
      (part.weight <= 420 && part.role === 'word' && !PERSON_WEIGHTS.has(part.lexeme.text)) ||
      (part.role === 'filler' &&
        (part.lexeme.text === 'the' ||
          part.lexeme.text === 'of' ||
          part.lexeme.text === 'and' ||
          part.lexeme.text === 'for')),
  )
}

// ---------------------------------------------------------------------------------------------- words as written

const WORD = /[\p{L}\p{N}\p{Mn}\p{Mc}ー々]/u
const JOINED_MARKS = /['’‘`´ʻʼʹʽʾʿ′"״׳”“]/
const SCRIPTS: readonly (readonly [RegExp, number])[] = [
  [/[\p{Script=Latin}\p{N}]/u, 1],
  [/\p{Script=Han}/u, 2],
  [/[\p{Script=Hiragana}\p{Script=Katakana}ー]/u, 3],
  [/\p{Script=Hangul}/u, 4],
]

function tokenReadings(text: string): Token[][] {
  const words = wordsOf(text)
  if (words.every((word) => word.isLatin)) return [words.slice(0, MAX_PARTS)]
  const perWord = words.map((word) => (word.isLatin ? [[word]] : readings(text, word)))
  const count = Math.min(MAX_READINGS, Math.max(...perWord.map((list) => list.length)))
  return Array.from({ length: count }, (_, r) =>
    perWord
      .flatMap((list) => list[Math.min(r, list.length - 1)] ?? [])
      .filter((token) => token.text !== '')
      .slice(0, MAX_PARTS),
  )
}

/** Runs of letters and digits of one script, folded. Apostrophes join, everything else parts. */
function wordsOf(text: string): Token[] {
  const words: Token[] = []
  let from = -1
  let script = 0
  let depth = 0
  let last = -1
  const close = (at: number) => {
    if (from < 0) return
    const written = text.slice(from, at)
    const word = /^[A-Za-z0-9]+$/.test(written) ? written.toLowerCase() : foldedWord(written, script === 1)
    const isDotted = (word.length === 1 || [...word].length === 1) && text[at] === '.'
    if (word !== '') {
      const isLatin = script === 1
      words.push({
        text: word.slice(0, MAX_WORD),
        from,
        to: at,
        isAside: depth > 0,
        origin: 'letters',
        isLatin,
        isDotted,
      })
    }
    from = -1
  }
  for (let i = 0; i < text.length; ) {
    const code = text.codePointAt(i) ?? 0
    const width = code > 0xffff ? 2 : 1
    const kind = code < 128 ? asciiKind(code) : kindOf(String.fromCodePoint(code))
    if (kind > 0) {
      if (from >= 0 && kind !== script && kind !== 6) close(i)
      if (from < 0) {
        from = i
        script = kind === 6 ? 5 : kind
      }
      last = i + width
    } else if (kind === 0) {
      close(i)
      if (code === 38)
        words.push({
          text: 'and',
          from: i,
          to: i + 1,
          isAside: depth > 0,
          origin: 'letters',
          isLatin: true,
          isDotted: false,
        })
      else if (code === 40 || code === 0xff08) depth++
      else if ((code === 41 || code === 0xff09) && depth > 0) depth--
    }
    i += width
  }
  close(Math.max(last, from))
  return words.slice(0, MAX_PARTS * 2)
}

function foldedWord(written: string, isLatin: boolean): string {
  const folded = fold(written.replace(/['’‘`´ʻʼʹʽʾʿ′"״׳”“]/g, ''))
  return isLatin ? folded.replace(/[^a-z0-9]+/g, '') : folded
}

/** 0 parts words, -1 joins them, a script's number otherwise; 5 any other script, 6 a mark of the script before it. */
function asciiKind(code: number): number {
  if ((code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122)) return 1
  return code === 39 || code === 96 || code === 34 ? -1 : 0
}

function kindOf(char: string): number {
  if (JOINED_MARKS.test(char) || /\p{Cf}/u.test(char)) return -1
  if (!WORD.test(char)) return 0
  if (/\p{M}/u.test(char)) return 6
  for (const [pattern, kind] of SCRIPTS) if (pattern.test(char)) return kind
  return 5
}

function readings(text: string, word: Token): Token[][] {
  return readingsOf(word.text).map((latinWords) => {
    let at = word.from
    return latinWords.map((latin) => {
      const found = latin.raw === word.text ? -1 : text.indexOf(latin.raw, at)
      const from = found >= 0 && found < word.to ? found : word.from
      const to = found >= 0 && found < word.to ? found + latin.raw.length : word.to
      at = found >= 0 ? to : at
      return {
        text: latin.text.slice(0, MAX_WORD),
        from,
        to,
        isAside: word.isAside,
        origin: latin.origin,
        isLatin: false,
        isDotted: word.isDotted,
      }
    })
  })
}

// ------------------------------------------------------------------------------------------------ roles of words

function partsOf(tokens: readonly Token[], model: Model): Reading {
  const parts = model === 'person' ? personParts(tokens) : bodyParts(tokens, model)
  if (parts.some((each) => each.role === 'word' || each.role === 'number')) return parts
  // A name of nothing but titles or legal forms is still a name; beside initials, a small word is the name.
  const hasInitials = parts.some((each) => each.role === 'initial')
  return parts.map((each) => {
    if (hasInitials && each.role !== 'particle') return each
    const text = each.lexeme.text.slice(each.lexeme.text.indexOf(':') + 1).replaceAll(' ', '')
    return {
      ...each,
      lexeme: lexemeOf(text, each.lexeme.origin),
      role: 'word' as const,
      weight: Math.max(each.weight, 300),
    }
  })
}

const LOOKALIKE: Readonly<Record<string, string>> = { 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 6: 'b', 8: 'b', 9: 'g' }

function personParts(tokens: readonly Token[]): Part[] {
  const parts: Part[] = []
  for (const [at, token] of tokens.entries()) {
    let text = token.text
    if (/[a-z]/.test(text) && /\d/.test(text) && text.replace(/\d/g, '').length * 2 > text.length)
      text = text.replace(/\d/g, (digit) => LOOKALIKE[digit] ?? digit)
    const generation = GENERATIONS.get(text)
    if (generation !== undefined && at > 0) parts.push(part(token, generation, 'generation', 350))
    else if (text.length === 1 && !/\d/.test(text)) parts.push(part(token, text, 'initial', 250))
    else if (TITLES.has(text) && !isFamilyNameAfterArticle(tokens, at)) parts.push(part(token, text, 'title', 40))
    else if (PARTICLES.has(text) && !isNameAtEnd(tokens, at)) parts.push(part(token, text, 'particle', 110))
    else if (/^\d+$/.test(text)) parts.push(part(token, text, 'number', 500))
    else parts.push(part(token, text, 'word', personWeight(text)))
  }
  return parts
}

/** `Abdul` where a name must follow and none does; and the second of two words, `Le` after `Jacob`. */
function isNameAtEnd(tokens: readonly Token[], at: number): boolean {
  return at > 0 && at === tokens.length - 1 && (at === 1 || (tokens[at]?.text.startsWith('abd') ?? false))
}

/** `al-Sayed` at the end is a family, however often `Sayed` alone is a form of address. */
function isFamilyNameAfterArticle(tokens: readonly Token[], at: number): boolean {
  return at > 1 && at === tokens.length - 1 && /^(?:al|el|ul|as|es)$/.test(tokens[at - 1]?.text ?? '')
}

function personWeight(text: string): number {
  const prior = PERSON_WEIGHTS.get(text)
  if (prior !== undefined) return Math.round(prior * 1000)
  if (isPatronymic(text)) return 600
  return text.length <= 2 ? 700 : text.length === 3 ? 850 : 1000
}

/** Russian, Ukrainian, Belarusian and Bulgarian fathers' names, which are often left out. */
export function isPatronymic(text: string): boolean {
  return text.length > 6 && /(?:[oe]vich|[oe]vych|[oe]vitch|[oe]vna|[oe]vic|ichna|ivna|ovych|yevich)$/.test(text)
}

const VESSEL_PREFIXES = new Set(['mv', 'mt', 'ms', 'ss', 'mts', 'lng', 'lpg', 'tanker', 'vessel'])

function bodyParts(tokens: readonly Token[], model: Model): Part[] {
  const parts: Part[] = []
  for (let i = 0; i < tokens.length; ) {
    const token = tokens[i]
    if (token === undefined) break
    const type =
      model === 'organisation' && TYPE_OPENINGS.has(token.text) ? phraseAt(tokens, i, COMPANY_TYPES, 8) : null
    // A character that sounds like a legal form is not one.
    const isSound = type?.length === 1 && token.origin === 'syllable'
    if (type !== null && !isSound && mayBeType(tokens, i, type.length)) {
      parts.push(part(spanOf(token, tokens, i, type.length), type.value, 'company-type', 80, type.words))
      i += type.length
      continue
    }
    const phrase = PHRASE_OPENINGS.has(token.text) ? phraseAt(tokens, i, PHRASES, 4) : null
    if (phrase !== null) {
      parts.push(part(spanOf(token, tokens, i, phrase.length), phrase.value, 'word', bodyWeight(phrase.value, model)))
      i += phrase.length
      continue
    }
    const number = numberAt(tokens, i)
    if (number !== null) {
      parts.push(part(spanOf(token, tokens, i, number.length), number.value, 'number', model === 'vessel' ? 500 : 1000))
      i += number.length
      continue
    }
    const letters = lettersAt(tokens, i)
    if (letters > 1) {
      const text = tokens
        .slice(i, i + letters)
        .map((each) => each.text)
        .join('')
      parts.push(part(spanOf(token, tokens, i, letters), text, 'word', 800))
      i += letters
      continue
    }
    const slip = model === 'organisation' && i > 0 ? companyTypeWithSlip(token.text) : null
    // Prepositions of one letter: `в`, `с`, `и`.
    const isPreposition = !token.isLatin && token.text.length === 1 && model === 'organisation'
    if (slip !== null) parts.push(part(token, slip.family, 'company-type', 80, slip.phrase))
    else if (isPreposition || (JOINING_WORDS.has(token.text) && token.origin !== 'syllable'))
      parts.push(part(token, token.text, 'filler', 30))
    else if (model === 'vessel' && VESSEL_PREFIXES.has(token.text) && tokens.length > 1)
      parts.push(part(token, token.text, 'title', 30))
    else parts.push(part(token, token.text, 'word', bodyWeight(token.text, model)))
    i++
  }
  return parts
}

/** A word that means a common word, in another language or cut short, tells as little as that does. */
const MEANING_WEIGHTS: ReadonlyMap<string, number> = meaningWeights()

function meaningWeights(): Map<string, number> {
  const least = new Map<number, number>()
  for (const [word, meanings] of MEANINGS)
    for (const meaning of meanings) {
      const weight = ORGANISATION_WEIGHTS.get(word)
      if (weight !== undefined) least.set(meaning, Math.min(weight, least.get(meaning) ?? 1))
    }
  const byWord = new Map<string, number>()
  for (const [word, meanings] of MEANINGS) {
    const weights = meanings.flatMap((meaning) => least.get(meaning) ?? [])
    if (weights.length > 0 && !ORGANISATION_WEIGHTS.has(word)) byWord.set(word, Math.max(...weights))
  }
  return byWord
}

function bodyWeight(text: string, model: Model): number {
  const prior = ORGANISATION_WEIGHTS.get(text) ?? MEANING_WEIGHTS.get(text)
  const weight = prior === undefined ? (text.length <= 2 ? 800 : 1000) : Math.round(prior * 1000)
  return model === 'vessel' ? Math.max(weight, 600) : weight
}

/** Two-letter legal forms open a name only where that is the custom. */
const LEADING_TYPES = new Set(['ao', 'pt', 'ip', 'ug', 'ad', 'uo'])

function mayBeType(tokens: readonly Token[], at: number, length: number): boolean {
  if (at > 0 || length > 1) return true
  const text = tokens[0]?.text ?? ''
  return text.length > 2 || LEADING_TYPES.has(text)
}

const TYPE_OPENINGS = openings(COMPANY_TYPES)
const PHRASE_OPENINGS = openings(PHRASES)

function openings(phrases: ReadonlyMap<string, string>): ReadonlySet<string> {
  return new Set(Array.from(phrases.keys(), (phrase) => phrase.split(' ')[0] ?? phrase))
}

function phraseAt<Value extends string>(
  tokens: readonly Token[],
  from: number,
  phrases: ReadonlyMap<string, Value>,
  longest: number,
): { length: number; value: Value; words: string } | null {
  let words = ''
  let found: { length: number; value: Value; words: string } | null = null
  for (let length = 1; length <= longest && from + length <= tokens.length; length++) {
    words += `${length > 1 ? ' ' : ''}${tokens[from + length - 1]?.text ?? ''}`
    const value = phrases.get(words)
    if (value !== undefined) found = { length, value, words }
  }
  return found
}

function numberAt(tokens: readonly Token[], at: number): { length: number; value: string } | null {
  const text = tokens[at]?.text ?? ''
  const digits = /^(\d+)(?:st|nd|rd|th)?$/.exec(text)
  if (digits !== null) return { length: 1, value: (digits[1] ?? '').replace(/^0+(?=\d)/, '') }
  const tens = TENS.get(text)
  if (tens !== undefined) {
    const unit = NUMBER_WORDS.get(tokens[at + 1]?.text ?? '')
    if (unit !== undefined && unit > 0 && unit < 10) return { length: 2, value: String(tens + unit) }
    return { length: 1, value: String(tens) }
  }
  const word = NUMBER_WORDS.get(text)
  if (word !== undefined) return { length: 1, value: String(word) }
  const isMarked = tokens[at]?.isDotted === true || tokens[at - 1]?.isDotted === true
  if (at > 0 && tokens[at]?.isLatin === true && !isMarked) {
    const roman = romanValue(text)
    if (roman !== null) return { length: 1, value: String(roman) }
  }
  return null
}

/** The legal form a word is one edit from, when it is no word of business itself. */
function companyTypeWithSlip(text: string): { family: string; phrase: string } | null {
  if (text.length < 6 || ORGANISATION_WEIGHTS.has(text) || MEANINGS.has(text)) return null
  for (const phrase of LONG_TYPES) {
    if (phrase[0] !== text[0] || Math.abs(phrase.length - text.length) > 1) continue
    if (editsWithin(phrase, text, 1) === 1) return { family: COMPANY_TYPES.get(phrase) ?? 'other', phrase }
  }
  return null
}

/** How many single letters stand in a row here. */
function lettersAt(tokens: readonly Token[], from: number): number {
  let n = 0
  for (let token = tokens[from]; token !== undefined; token = tokens[from + n]) {
    if (!/^[a-z]$/.test(token.text) || !(token.isLatin || token.isDotted)) break
    n++
  }
  return n
}

/** `token` stretched over the tokens that follow it, `length` in all. */
function spanOf(token: Token, tokens: readonly Token[], from: number, length: number): Token {
  return { ...token, to: tokens[from + length - 1]?.to ?? token.to, origin: 'letters' }
}

function part(token: Token, text: string, role: Role, weight: number, words = text): Part {
  // A company type is compared by its family and its words; both live in the text: `limited:ltd`.
  const lexeme = role === 'company-type' ? lexemeOf(`${text}:${words}`) : lexemeOf(text, token.origin)
  return { lexeme, role, weight, isAside: token.isAside, from: token.from, to: token.to }
}
