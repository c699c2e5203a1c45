/**
 * Given a name and a set of names: who might it be, and exactly why. Knows no list and no law. The score of a pair
 * depends on that pair alone, so that it can be made again years later, whatever else is listed.
 */
export { compare } from './compare.ts'
export {
  type Agreement,
  evaluatePairs,
  type JudgedPair,
  type NamePair,
  type PairSide,
  type PairsReport,
} from './pairs.ts'
export { unreadIn } from './parts.ts'
export { ALGORITHM, scoreOf } from './score.ts'
export { buildIndex, MatchIndex, newScreener, readIndex, screen, writeIndex } from './screen.ts'
export * from './types.ts'
export { whyNot } from './why-not.ts'
