import { compare } from './compare.ts'
import { ALGORITHM } from './score.ts'
import type { Match, Matchable, Query, ScreenOptions } from './types.ts'

export type MatchIndex = { readonly entries: readonly Matchable[] }

export function buildIndex(entries: readonly Matchable[]): MatchIndex {
  return { entries }
}

export function screen(index: MatchIndex, query: Query, options: ScreenOptions = {}): readonly Match[] {
  const floor = options.floor ?? ALGORITHM.floor
  const matches = index.entries
    .map((entry, i) => ({ ...compare(query, entry), entry: i }))
    .filter((match) => match.score >= floor)
    .sort((a, b) => b.score - a.score || a.entry - b.entry)
  return matches.slice(0, options.limit ?? matches.length)
}

export function writeIndex(index: MatchIndex): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(index.entries))
}

export function readIndex(bytes: Uint8Array): MatchIndex {
  return { entries: JSON.parse(new TextDecoder().decode(bytes)) as Matchable[] }
}
