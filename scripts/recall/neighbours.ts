/** Entries that look like a text, found by shared letters in threes: another way than the index's own, and blind to it. */
import type { Matchable } from '../../src/match/index.ts'

/** Threes that so many entries share tell nothing. */
const TOO_COMMON = 2_000

/** @returns for a text, the places of the entries that share most threes with it, rarer threes counting for more */
export function neighboursOf(entries: readonly Matchable[]): (text: string, most: number) => readonly number[] {
  const holders = new Map<string, number[]>()
  for (const [at, entry] of entries.entries())
    for (const three of new Set(entry.names.flatMap(({ text }) => threesOf(text)))) {
      const known = holders.get(three)
      if (known === undefined) holders.set(three, [at])
      else known.push(at)
    }
  return (text, most) => {
    const shared = new Map<number, number>()
    for (const three of new Set(threesOf(text))) {
      const at = holders.get(three) ?? []
      if (at.length > TOO_COMMON) continue
      for (const entry of at) shared.set(entry, (shared.get(entry) ?? 0) + 1 / Math.sqrt(at.length))
    }
    return [...shared]
      .sort((a, b) => b[1] - a[1])
      .slice(0, most)
      .map(([entry]) => entry)
  }
}

function threesOf(text: string): string[] {
  const plain = ` ${text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ')} `
  return Array.from({ length: Math.max(0, plain.length - 2) }, (_, i) => plain.slice(i, i + 3))
}
