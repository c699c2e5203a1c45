export type { DatabaseFacts } from './database.ts'
export { DatabaseUnavailable } from './database-unavailable.ts'
export { writeWhole } from './durable-file.ts'
export { loadLawTables } from './law-tables.ts'
export type { EventKind, LedgerEvent, NewEvent } from './ledger.ts'
export { type OwnDatabases, openOwnDatabases } from './own-databases.ts'
export { packageFolder } from './package-folder.ts'
export type { Purpose } from './process-lock.ts'
export { recordText } from './record-text.ts'
export { openSnapshotFiles, type SnapshotFiles } from './snapshot-files.ts'
export {
  type AssessmentSummary,
  type KeptFile,
  type ListVersion,
  openStore,
  type Store,
} from './store.ts'
export {
  type Decided,
  type EntryBytes,
  type StoredEntry,
  type StreamReader,
  type Streams,
  sayBrokenStream,
} from './streams.ts'
export { TamperedRecord } from './tampered-record.ts'
