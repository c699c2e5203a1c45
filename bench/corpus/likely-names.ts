/**
 * New names that look like those on the lists, as many as asked for, the same every time.
 *
 * How: the names on file are sorted by kind, country and script. For each such sort, new words are spelt letter by letter
 * by a Markov chain over the distinct words seen there (each letter drawn by the three before it); how often each new
 * word is used falls with its rank as Zipf has it. A new name takes the shape of a real one: words that many names
 * share (`LTD`, `BIN`, `TRADING`) stay, every other word gives way to a drawn one. Further names of the same entry
 * keep its words with one respelt, as aliases do, or are new.
 *
 * So the vocabulary grows with the number of names, unlike in names recombined from the words of a list, where a
 * million names would share some thirty thousand words.
 */
import type { Matchable, NameForm, Schema } from '../../src/match/index.ts'
import { below, drawn } from './random.ts'

/** Letters that decide the next one. */
const MEMORY = 3
/** Sorts with fewer distinct words take part in the sort of all countries. */
const LEAST_WORDS = 300
/** A word in at least one of so many names stays as it is. */
const SHARED_BY = 1_000
/** Words there are to draw from, for each word of all names together: so that 57,000 names hold as many words as real ones do. */
const NEW_PER_WORD = 0.22
/** Zipf's exponent and shift (Mandelbrot's form), about those of given and family names together. */
const EXPONENT = 0.85
const SHIFT = 5

/** Entries with `names` names in all; not more than `names` entries. */
export function likelyEntries(real: readonly Matchable[], names: number, random: () => number): readonly Matchable[] {
  const shapes = real.filter((entry) => entry.names.some(({ text }) => /\p{L}{2}/u.test(text)))
  const vocabulary = vocabularyOf(shapes, names)
  const made: Matchable[] = []
  for (let count = 0; count < names; ) {
    const shape = drawn(random, shapes)
    const country = shape.countries[0] ?? ''
    const forms: NameForm[] = []
    for (const { text, quality } of shape.names.slice(0, names - count)) {
      const [first] = forms
      const isAlias = first !== undefined && random() < 0.6
      forms.push({
        text: isAlias ? respelt(first.text, random) : vocabulary.newName(text, shape.schema, country, random),
        quality,
      })
    }
    count += forms.length
    made.push({ schema: shape.schema, names: forms, countries: shape.countries })
  }
  return made
}

/** Distinct words of all names, folded to upper case. */
export function distinctWords(entries: readonly Matchable[]): number {
  const words = new Set<string>()
  for (const entry of entries) for (const { text } of entry.names) for (const word of wordsOf(text)) words.add(word)
  return words.size
}

const WORD = /[\p{L}\p{M}]+/gu

function wordsOf(text: string): readonly string[] {
  return text.toUpperCase().match(WORD) ?? []
}

type Kind = 'person' | 'body' | 'craft'

function kindOf(schema: Schema): Kind {
  return schema === 'Person' ? 'person' : schema === 'Vessel' || schema === 'Airplane' ? 'craft' : 'body'
}

const SCRIPTS = ['Latin', 'Cyrillic', 'Arabic', 'Han', 'Hangul', 'Katakana', 'Hiragana', 'Greek', 'Hebrew'] as const
const OF_SCRIPT = SCRIPTS.map((script) => ({ script, sign: new RegExp(`\\p{Script=${script}}`, 'u') }))

function scriptOf(word: string): string {
  return OF_SCRIPT.find(({ sign }) => sign.test(word))?.script ?? 'other'
}

type Sort = { readonly draw: (random: () => number) => string }

function vocabularyOf(real: readonly Matchable[], names: number) {
  const seen = new Map<string, Map<string, number>>()
  const namesWith = new Map<string, number>()
  let nameCount = 0
  let wordCount = 0
  const count = (sort: string, word: string) => {
    const words = seen.get(sort) ?? new Map<string, number>()
    words.set(word, (words.get(word) ?? 0) + 1)
    seen.set(sort, words)
  }
  for (const { schema, countries, names: forms } of real)
    for (const { text } of forms) {
      nameCount++
      const words = wordsOf(text)
      wordCount += words.length
      for (const word of new Set(words)) namesWith.set(word, (namesWith.get(word) ?? 0) + 1)
      for (const word of words) {
        const sort = `${kindOf(schema)} ${scriptOf(word)}`
        count(`${sort} ${countries[0] ?? ''}`, word)
        count(sort, word)
      }
    }
  const wordsToCome = (wordCount * names) / Math.max(1, nameCount)
  const sorts = new Map<string, Sort>()
  let wordsSeen = 0
  for (const [sort, words] of seen) if (sort.split(' ').length === 3) wordsSeen += sum(words)
  for (const [sort, words] of seen)
    if (words.size >= LEAST_WORDS || sort.split(' ').length === 2) {
      const share = sum(words) / Math.max(1, wordsSeen)
      sorts.set(sort, newSort([...words.keys()], Math.ceil(wordsToCome * NEW_PER_WORD * share)))
    }
  const least = Math.max(3, nameCount / SHARED_BY)
  return {
    newName(text: string, schema: Schema, country: string, random: () => number): string {
      return text.toUpperCase().replace(WORD, (word) => {
        if ((namesWith.get(word) ?? 0) >= least || [...word].length < 2) return word
        const sort = `${kindOf(schema)} ${scriptOf(word)}`
        return (sorts.get(`${sort} ${country}`) ?? sorts.get(sort))?.draw(random) ?? word
      })
    },
  }
}

/** Words come into being when first drawn: the n-th word of a sort is spelt by a generator of its own. */
function newSort(seen: readonly string[], size: number): Sort {
  const next = chainOf(seen)
  const cumulative = new Float64Array(size)
  let total = 0
  for (let rank = 0; rank < size; rank++) {
    total += 1 / (rank + 1 + SHIFT) ** EXPONENT
    cumulative[rank] = total
  }
  const words = new Map<number, string>()
  return {
    draw(random) {
      const rank = firstAbove(cumulative, random() * total)
      const known = words.get(rank)
      if (known !== undefined) return known
      const word = spell(next, random)
      words.set(rank, word)
      return word
    },
  }
}

const START = '\u0002'
const END = '\u0003'

/** For each `MEMORY` letters, every letter that followed them, as often as it did. */
function chainOf(words: readonly string[]): ReadonlyMap<string, string> {
  const next = new Map<string, string>()
  for (const word of words) {
    const text = START.repeat(MEMORY) + word + END
    for (let i = MEMORY; i < text.length; i++) {
      const before = text.slice(i - MEMORY, i)
      next.set(before, (next.get(before) ?? '') + text[i])
    }
  }
  return next
}

function spell(next: ReadonlyMap<string, string>, random: () => number): string {
  for (;;) {
    let word = START.repeat(MEMORY)
    while (word.length < MEMORY + 24) {
      const letters = next.get(word.slice(-MEMORY)) ?? END
      const letter = letters[below(random, letters.length)] ?? END
      if (letter === END) break
      word += letter
    }
    if (word.length < MEMORY + 24) return word.slice(MEMORY)
  }
}

/** One word of the name with a letter left out, doubled or changed, or the words in another order. */
function respelt(text: string, random: () => number): string {
  const words = text.split(' ')
  if (words.length > 1 && random() < 0.25) return [...words.slice(1), words[0]].join(' ')
  const at = below(random, words.length)
  const letters = [...(words[at] ?? '')]
  const place = below(random, letters.length)
  const way = random()
  if (way < 0.35 && letters.length > 3) letters.splice(place, 1)
  else if (way < 0.6) letters.splice(place, 0, letters[place] ?? '')
  else letters[place] = drawn(random, [...'AEIOUYKSTN'])
  return words.with(at, letters.join('')).join(' ')
}

function sum(words: ReadonlyMap<string, number>): number {
  let all = 0
  for (const count of words.values()) all += count
  return all
}

function firstAbove(cumulative: Float64Array, value: number): number {
  let low = 0
  let high = cumulative.length - 1
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((cumulative[middle] ?? 0) <= value) low = middle + 1
    else high = middle
  }
  return low
}
