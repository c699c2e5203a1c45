export * from './assess.ts'
export * from './assessment.ts'
export {
  type Coverage,
  coverageOf,
  MAX_LIST_AGE_DAYS,
  MAX_TABLE_AGE_DAYS,
  type Profile,
  US_EXPORTER,
} from './coverage.ts'
export { groupHits, type HitGroup } from './hit-groups.ts'
export { type InputFault, type InputProblem, readTransaction, sentenceOfFault } from './read-transaction.ts'
export {
  assessmentSchema,
  daySchema,
  determinationSchema,
  explanationSchema,
  hitSchema,
  jsonSchemaOf,
  listUseSchema,
  tableUseSchema,
} from './schemas.ts'
export { screenParty } from './screen-parties.ts'
export {
  buildSnapshot,
  emptySnapshot,
  matchableOf,
  type ScreeningSnapshot,
  type SnapshotSource,
  type SourceParties,
  snapshotHash,
} from './snapshot.ts'
export * from './suppression.ts'
export { MAX_NAME_LENGTH, type Owner, type Transaction, transactionSchema } from './transaction.ts'
export * from './words.ts'
export { keepAsWritten } from './written.ts'
