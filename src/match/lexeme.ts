import { MEANINGS } from './words/abbreviations.ts'
import { NAME_GROUPS } from './words/people.ts'

/**
 * One folded word with everything its comparison needs, made once per distinct word.
 * `key` is how the word sounds however it was romanised; edits are counted on it.
 */
export type Lexeme = {
  readonly text: string
  readonly key: string
  /** Consonant classes in order, for words from scripts that do not write vowels. */
  readonly skeleton: string
  readonly origin: Origin
  /** Bit per letter of `key`: two words `d` edits apart differ in at most `2d` bits. */
  readonly letters: number
  readonly nameGroups: readonly number[]
  readonly meanings: readonly number[]
  /** Holds a digit. */
  readonly isNumeric: boolean
}

/**
 * How the word was written: in letters; in consonants, so that only its skeleton can be trusted; as a character that is
 * a syllable, so that another syllable is another character and no slip of a letter; or as a whole word of Hangul, Han
 * or Kana characters, as names from abroad are, whose consonants tell in any script but their own.
 */
export const ORIGINS = ['letters', 'consonants', 'syllable', 'hangul-word', 'han-word', 'kana-word'] as const
export type Origin = (typeof ORIGINS)[number]

/** Only the consonants of the word can be trusted. */
export function isSkeletal({ origin }: Pick<Lexeme, 'origin'>): boolean {
  return origin !== 'letters' && origin !== 'syllable'
}

/** A word written in characters that are syllables. */
export function isWrittenInSyllables({ origin }: Pick<Lexeme, 'origin'>): boolean {
  return origin !== 'letters' && origin !== 'consonants'
}

const NONE: readonly number[] = []
/** Longest part of a name that is read; what follows cannot change an answer about a person or a firm. */
export const MAX_WORD = 40

/** Words met lately: making one costs more than finding it. Emptied when full, so that memory stays bounded. */
const recent = new Map(ORIGINS.map((origin) => [origin, new Map<string, Lexeme>()]))
const MOST_RECENT = 60_000

/** Always the same lexeme for the same word. */
export function lexemeOf(text: string, origin: Origin = 'letters'): Lexeme {
  const cache = recent.get(origin)
  const known = cache?.get(text)
  if (known !== undefined) return known
  const made = makeLexeme(text, origin)
  if (cache !== undefined && cache.size >= MOST_RECENT) cache.clear()
  cache?.set(text, made)
  return made
}

function makeLexeme(text: string, origin: Origin): Lexeme {
  const isNumeric = hasDigit(text)
  const key = keyOf(text)
  return {
    text,
    key,
    skeleton: isNumeric ? '' : skeletonOf(text.indexOf('w', 1) < 0 ? key : soundKey(text.replace(/(?<=.)w/g, ''))),
    origin,
    letters: letterBits(key),
    nameGroups: NAME_GROUPS.get(text) ?? NONE,
    meanings: MEANINGS.get(text) ?? NONE,
    isNumeric,
  }
}

/** The `key` of the word's lexeme, where nothing else of it is needed. */
export function keyOf(text: string): string {
  return hasDigit(text) ? text : soundKey(text)
}

function hasDigit(text: string): boolean {
  return /[0-9]/.test(text)
}

/** Bits of the letters that rules of sound ask for, as `letterBits`. */
const LETTERS = {
  ae: letterBits('ae'),
  cq: letterBits('cq'),
  d: letterBits('d'),
  e: letterBits('e'),
  hx: letterBits('hx'),
  o: letterBits('o'),
  t: letterBits('t'),
  w: letterBits('w'),
  x: letterBits('x'),
} as const

/**
 * The same for `Lavrov` and `Lawrow`, `Yuri` and `Iurii`, `Mueller` and `Müller`, `Abdullah` and `Abdulla`.
 * Two different names can share a key; equal keys weigh a little less than equal letters.
 */
function soundKey(text: string): string {
  const has = letterBits(text)
  // Rules whose letters are not in the word, and are brought in by no rule before, are passed over.
  const hasH = (has & LETTERS.hx) !== 0
  let s = text
  if (s.length > 1) {
    if (hasH) s = s.replace(/^(?:x|hs)(?=[iu])/, 'sh')
    s = s
      .replace(/^ts(?=z)/, '')
      .replace(/^kn(?=[aeiou])/, 'n')
      .replace(/^y?e(?=[vlkgr])/, 'e')
  }
  if (hasH)
    s = s
      .replace(/sch/g, 'sh')
      .replace(/shch|shh/g, 'sh')
      .replace(/tsch|tch/g, 'ch')
  if ((has & LETTERS.d) !== 0) s = s.replace(/dzh|dj/g, 'j')
  if (hasH)
    s = s
      .replace(/zh/g, 'j')
      .replace(/ph/g, 'f')
      .replace(/kh|gh/g, (pair) => (pair === 'kh' ? 'h' : 'g'))
      .replace(/th/g, 't')
      .replace(/dh/g, 'd')
  if ((has & LETTERS.cq) !== 0)
    s = s
      .replace(/ck|q/g, 'k')
      .replace(/c(?!h)/g, (_, at: number, whole: string) => (/[eiy]/.test(whole[at + 1] ?? '') ? 's' : 'k'))
  if ((has & LETTERS.x) !== 0) s = s.replace(/x/g, 'ks')
  if ((has & LETTERS.w) !== 0) s = s.replace(/w/g, 'v')
  if ((has & LETTERS.t) !== 0) s = s.replace(/tz|ts/g, 'z')
  if ((has & LETTERS.o) !== 0) s = s.replace(/ou|oo/g, 'u')
  if ((has & LETTERS.e) !== 0)
    s = s
      .replace(/eo(?=n|k|m|l|p|$)/g, 'o')
      .replace(/eu(?=n|m|k)/g, 'u')
      .replace(/(?<=[uoa])e(?=[^aeiouy])/g, '')
  if ((has & LETTERS.ae) !== 0) s = s.replace(/[ae](?:[iy]|j$)/g, 'ai')
  if ((has & LETTERS.e) !== 0) s = s.replace(/ee/g, 'i')
  s = s.replace(/y|j$/g, 'i').replace(/(.)\1+/g, '$1')
  if (hasH) s = s.replace(/(?<=[aeiou])h$/g, '')
  return s === '' ? text : s
}

const CLASS_OF: Readonly<Record<string, string>> = {
  b: 'b',
  p: 'b',
  // Arabic has no `p` or `v`, Korean and Tamil no `f`: they write them by each other.
  f: 'b',
  v: 'b',
  k: 'k',
  g: 'k',
  c: 'k',
  q: 'k',
  d: 't',
  t: 't',
  s: 's',
  z: 's',
  j: 'j',
  l: 'r',
  r: 'r',
  m: 'm',
  n: 'n',
}

const LONGEST_OF_TWO = 8

/** The consonants a word may be known by; `null`: too few to tell anything. Two tell only of words that are not long. */
export function skeletonKey(lexeme: Lexeme): string | null {
  const { skeleton, key } = lexeme
  return skeleton.length >= 3 || (skeleton.length === 2 && key.length <= LONGEST_OF_TWO) ? skeleton : null
}

function skeletonOf(key: string): string {
  let out = ''
  for (let i = 0; i < key.length; i++) {
    const letter = key[i] ?? ''
    const cls = letter === 'c' && key[i + 1] === 'h' ? 's' : (CLASS_OF[letter] ?? '')
    if (cls !== '' && out[out.length - 1] !== cls) out += cls
  }
  return out
}

export function letterBits(key: string): number {
  let bits = 0
  for (let i = 0; i < key.length; i++) {
    const at = key.charCodeAt(i) - 97
    // Letters share bits with nothing; everything else shares the last six.
    bits |= 1 << (at >= 0 && at < 26 ? at : 26 + (key.charCodeAt(i) % 6))
  }
  return bits
}
