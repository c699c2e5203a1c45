/**
 * Official bytes in, checked parties out; what changed between two days. A file is read whole or refused with a reason.
 */
export {
  applyChanges,
  byListAndKey,
  type ChangedParty,
  changesBetween,
  compareAge,
  type FieldChange,
  type ListDelta,
  quarantineReasons,
} from './changes.ts'
export { keyOfName } from './entry.ts'
export * from './party.ts'
export {
  type ListNote,
  type ListProblem,
  type QuarantineReason,
  sentenceOf,
  sentenceOfNote,
  sentenceOfQuarantine,
} from './problem.ts'
export {
  ANY_COUNT,
  type CountRange,
  type ListSource,
  type NamedFile,
  type ReadList,
  type ReadOptions,
  type Recognised,
} from './source.ts'
export { readList, recognise, SOURCES, sourceOf } from './sources.ts'
export { readStarter } from './starter.ts'
