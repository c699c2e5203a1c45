import type { Explanation, PartMeeting } from './types.ts'

/**
 * The algorithm every score of this folder is made by. A change of any table or price that can change a score is a
 * new name. `threshold`: a match; `floor`: worth showing to a reviewer. Millionths.
 */
export const ALGORITHM = { name: 'unblind-names-2', threshold: 700_000, floor: 550_000 } as const

export const ONE = 1_000_000
/** What the first contradiction costs beside the weight of the parts: a different name is worse than a shorter one. */
export const CONTRADICTION_COST = 200_000

/** The score an explanation says; a match's score is always exactly this. Millionths. */
export function scoreOf(explanation: Explanation): number {
  let points = nameScoreOf(explanation.parts)
  for (const qualifier of explanation.qualifiers) points += qualifier.points
  return clamp(points)
}

/**
 * The score of the names alone: one, less twice each part's weight by how far it is from meeting, less
 * `CONTRADICTION_COST` when any part contradicts. Millionths.
 */
export function nameScoreOf(parts: readonly Pick<PartMeeting, 'kind' | 'similarity' | 'weight'>[]): number {
  if (parts.length === 0) return 0
  let loss = 0
  let contradicted = 0
  for (const part of parts) {
    loss += lossOf(part.weight, part.similarity)
    if (part.kind === 'contradiction') contradicted = CONTRADICTION_COST
  }
  return clamp(ONE - loss - contradicted)
}

/** Millionths, whole. */
export function lossOf(weight: number, similarity: number): number {
  return Math.round((2 * weight * (ONE - similarity)) / ONE)
}

export function clamp(points: number): number {
  return points < 0 ? 0 : points > ONE ? ONE : points
}
