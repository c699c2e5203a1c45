export { actLicensing, type LicensingAsked, proposalGaps } from './act.ts'
export { DAYS_TO_ADVISE, type LicensingClock, licensingClocks } from './clock.ts'
export { tellApplicant, tellAuthority } from './correspondence.ts'
export { type DenialGround, type DenialNotice, denialNotice, type LegalBasis, type Sharing } from './denial.ts'
export * from './event.ts'
export { FACTORS, type Factor } from './factors.ts'
export { type DecisionLetter, decisionLetter, type LetterExhibit, letterHash } from './letter.ts'
export * from './people.ts'
export {
  type Delivery,
  type KnownExporter,
  type Reception,
  type RefusedPackage,
  receivePackage,
  receiveSupplement,
} from './receive.ts'
export type { LicensingRefusal } from './refusal.ts'
export { type LicensingStage, STAGES, stageOf } from './stage.ts'
export {
  afterLicensing,
  type Condition,
  type Consultation,
  evidenceIds,
  type FactorFinding,
  type Intent,
  type LicensingCase,
  type LicensingRecorded,
  licensingCaseOf,
  openFactors,
  type Proposal,
  type Query,
  type Subject,
} from './state.ts'
