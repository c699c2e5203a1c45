export { type Asked, act, type Refusal } from './act.ts'
export { applicationBlocks, type Block, isOpenFlag, isStale, releaseBlocks } from './blocks.ts'
export { type DisclosureSchedule, disclosureSchedule, type ScheduleLine, subjectsToDisclose } from './disclosure.ts'
export * from './event.ts'
export * from './people.ts'
export {
  type Application,
  type ApplicationStage,
  afterEvent,
  type CaseState,
  caseOf,
  type Flag,
  type LinkedInformation,
  type Recorded,
} from './state.ts'
