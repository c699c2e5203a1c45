/**
 * Official bytes in, checked parties out; what changed between two days. A file is read whole or refused with a reason.
 */
export {
  applyChanges,
  byListAndKey,
  changesBetween,
  compareAge,
  type ListDelta,
  quarantineReasons,
} from './changes.ts'
export { type Customer, type CustomerFile, type CustomerRow, readCustomers } from './customers.ts'
export {
  COLLECTIONS,
  type Collection,
  DATASETS,
  type Dataset,
  datasetNames,
  datasetOf,
  listsNamed,
} from './datasets.ts'
export { entityOf, type FtmEntity, listingId, sanctionsOf } from './ftm-entity.ts'
export { groupsOf, type Join, type JoinReason, type PartyGroup } from './identity.ts'
export { type Mapping, readMapping, tableOfMapping } from './own.ts'
export * from './party.ts'
export {
  type ListNote,
  sentenceOf,
  sentenceOfNote,
  sentenceOfQuarantine,
} from './problem.ts'
export {
  ANY_COUNT,
  type ListSource,
  type NamedFile,
  type ReadList,
} from './source.ts'
export { readList, recognise, SOURCES, sourceOf } from './sources.ts'
export { readStarter } from './starter.ts'
