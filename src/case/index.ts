export { type Asked, act, give, mayGive, needsSecond, type Refusal } from './act.ts'
export { type LicenceBalance, licenceBalances, type Measure } from './balance.ts'
export { applicationBlocks, type Block, isOpenFlag, isStale, releaseBlocks } from './blocks.ts'
export { type DisclosureSchedule, disclosureSchedule, type ScheduleLine, subjectsToDisclose } from './disclosure.ts'
export { type CaseDocument, documentsOf } from './documents.ts'
export * from './event.ts'
export * from './people.ts'
export { beforeWhat, changedSinceRights } from './rights.ts'
export {
  type Application,
  type ApplicationStage,
  type Approval,
  afterEvent,
  type CaseHit,
  type CaseState,
  caseOf,
  type Flag,
  type LinkedInformation,
  type Recorded,
  type Screening,
} from './state.ts'
