/** Why an entry was not matched: the score of any entry, below the floor too, and what took most from it. */
import { compare } from './compare.ts'
import { CONTRADICTION_COST, lossOf, ONE } from './score.ts'
import type { MatchIndex } from './screen.ts'
import type { Match, PartMeeting, Qualifier, Query } from './types.ts'

export type Cost = {
  /** What took it: a part of the names, the first contradiction among them, or something beside the name. */
  readonly of: PartMeeting | Qualifier | 'contradiction'
  /** Millionths taken from the score. */
  readonly points: number
}

export type WhyNot = {
  readonly match: Match
  /** Everything that took something, most first. Empty where the score is whole, or the names hold nothing to read. */
  readonly costs: readonly Cost[]
}

/**
 * @param entry position in the array the index was built from
 * @throws RangeError when the index has no such entry
 * @example whyNot(index, { name: 'Fictional Trading Two Ltd' }, 0).costs[0]
 */
export function whyNot(index: MatchIndex, query: Query, entry: number): WhyNot {
  if (!Number.isInteger(entry) || entry < 0 || entry >= index.entryCount)
    throw new RangeError(`entry ${entry} is not among the ${index.entryCount} of this index`)
  const match = { ...compare(query, index.entry(entry)), entry }
  const { parts, qualifiers } = match.explanation
  const costs: Cost[] = [
    ...parts.map((part) => ({ of: part, points: lossOf(part.weight, part.similarity) })),
    ...qualifiers.map((qualifier) => ({ of: qualifier, points: Math.min(ONE, -qualifier.points) })),
    ...(parts.some(({ kind }) => kind === 'contradiction')
      ? [{ of: 'contradiction' as const, points: CONTRADICTION_COST }]
      : []),
  ]
  return { match, costs: costs.filter(({ points }) => points > 0).sort((a, b) => b.points - a.points) }
}
