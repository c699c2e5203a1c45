/** What changed since yesterday, for whom it matters, each line with its source. */
export {
  CHANGE_KINDS,
  CHANGE_STATUSES,
  type ChangeDraft,
  type ChangedEntry,
  type ChangeKind,
  type ChangeRecord,
  type ChangeSource,
  type ChangeStatus,
  changeEntry,
  type Detection,
  type Difference,
  makeChange,
  type NodeChange,
  versionOf,
} from './change.ts'
export { clearRecordOf } from './clear-record.ts'
export {
  type Counts,
  type Edition,
  type EditionInput,
  type EditionLine,
  editionId,
  editionUuid,
  type FirmInput,
  makeEdition,
  makePublicEdition,
  type Notice,
  type Outcome,
  type Replaced,
  type Section,
  type SourceCheck,
  type SourceReport,
  type Verdict,
} from './edition.ts'
export { type ClearRecord, changesOfForum } from './forum-changes.ts'
export { groundClause, type HoldToPlace, holdsFor } from './holds.ts'
export {
  type CompareProblem,
  changesBetweenFiles,
  changesOfList,
  entryNode,
  type FilesCompared,
  sentenceOfCompare,
} from './list-changes.ts'
export { type HoldGround, type Reason, type Relevance, relevantChanges, type TouchedCase } from './relevance.ts'
export { reliancesOf } from './reliances.ts'
export { cellVersion, changesOfTables, isLaw, nameOfTable } from './table-changes.ts'
export {
  type KnownCase,
  type PreparedTenant,
  prepareTenant,
  type Tenant,
  type TenantCase,
  type TenantItem,
  type TenantParty,
  tenantOf,
} from './tenant.ts'
export { type FeedPlace, writeAtom } from './write-atom.ts'
export { type Email, writeEmail } from './write-email.ts'
export { EDITION_STYLE, writeHtml } from './write-html.ts'
export { writeJson } from './write-json.ts'
export { writeMarkdown } from './write-markdown.ts'
