export { compare } from './compare.ts'
export {
  type Agreement,
  evaluatePairs,
  type JudgedPair,
  type NamePair,
  type PairSide,
  type PairsReport,
} from './pairs.ts'
export { ALGORITHM, scoreOf } from './score.ts'
export { buildIndex, MatchIndex, readIndex, screen, writeIndex } from './screen.ts'
export * from './types.ts'
