/** What the benchmarks ask: names on the list with a mistake or two, the same mangled more, names of nobody, many aliases at once. */
import type { Matchable, Query } from '../../src/match/index.ts'
import { below, drawn } from './random.ts'

/** Names on the list with up to two letters mistaken, words swapped or one dropped. */
export function queriesOnList(entries: readonly Matchable[], count: number, random: () => number): readonly Query[] {
  return Array.from({ length: count }, () => {
    const entry = namedEntry(entries, random)
    return { name: mistaken(drawn(random, entry.names).text, random), schema: entry.schema }
  })
}

/** Words of the lists shuffled between entries: common words that belong to no one together. */
export function queriesOfNobody(entries: readonly Matchable[], count: number, random: () => number): readonly Query[] {
  return Array.from({ length: count }, () => {
    const donors = Array.from({ length: 3 }, () => namedEntry(entries, random))
    const words = donors.map((donor) => drawn(random, (donor.names[0]?.text ?? '').split(' ')))
    return { name: words.join(' '), schema: donors[0]?.schema ?? 'LegalEntity' }
  })
}

/** Twenty names at once, of entries that have that many where there are any, else of several entries. */
export function queriesOfTwentyNames(
  entries: readonly Matchable[],
  count: number,
  random: () => number,
): readonly Query[] {
  const rich = entries.filter((entry) => entry.names.length >= 20)
  return Array.from({ length: count }, () => {
    const forms =
      rich.length > 0
        ? drawn(random, rich).names.slice(0, 20)
        : Array.from({ length: 20 }, () => drawn(random, namedEntry(entries, random).names))
    const [name = '', ...otherNames] = forms.map(({ text }) => mistaken(text, random))
    return { name, otherNames }
  })
}

/**
 * The name with `letters` of its letters each changed, left out, doubled or swapped with the next; never the first of
 * the name, and in words of four letters or more where there are any.
 */
export function mangled(text: string, letters: number, random: () => number): string {
  const signs = [...text]
  const longWords = [...text.matchAll(/[\p{L}\p{M}]{4,}/gu)].flatMap(({ index, 0: word }) => {
    const from = [...text.slice(0, index)].length
    return Array.from({ length: [...word].length - 1 }, (_, i) => from + 1 + i)
  })
  const places = longWords.length > 0 ? longWords : signs.map((_, i) => i).slice(1)
  const taken = new Set<number>()
  while (taken.size < Math.min(letters, places.length)) taken.add(drawn(random, places))
  // From the end, so that the places before stay where they are.
  for (const at of [...taken].sort((a, b) => b - a)) {
    const sign = signs[at] ?? ''
    const way = below(random, 4)
    if (way === 0) signs[at] = String.fromCharCode(97 + below(random, 26))
    else if (way === 1) signs.splice(at, 1)
    else if (way === 2) signs.splice(at, 0, sign)
    else signs.splice(at - 1, 2, sign, signs[at - 1] ?? '')
  }
  return signs.join('')
}

function namedEntry(entries: readonly Matchable[], random: () => number): Matchable {
  for (;;) {
    const entry = drawn(random, entries)
    if (entry.names.length > 0) return entry
  }
}

function mistaken(text: string, random: () => number): string {
  let words = text.split(' ')
  if (words.length > 2 && random() < 0.2) words = words.filter((_, i) => i !== 1)
  if (random() < 0.2) words = words.toReversed()
  let name = words.join(' ')
  for (let n = below(random, 3); n > 0; n--) {
    const at = below(random, name.length)
    const letter = String.fromCharCode(97 + below(random, 26))
    name = name.slice(0, at) + (random() < 0.5 ? letter : '') + name.slice(at + 1)
  }
  return name
}
