export { ASK_WINDOW_MS, type Ask, judgeAsk, type Remembered, readAnswer, signAnswer, signAsk } from './ask.ts'
export { faultOf } from './check.ts'
export { BASIS_NAMES, type DraftFault, readDraft, readHalfDraft } from './draft.ts'
export {
  BASES,
  type Basis,
  CAVEATS,
  type Caveat,
  type Handling,
  LABELS,
  type Label,
  RELATIONS,
  type Reference,
  type Relation,
} from './envelope.ts'
export { type Founder, readFounders, rosterOf, writeFounding } from './founding.ts'
export { type GroupDefinition, type Groups, groupAt } from './groups.ts'
export {
  type Audience,
  audienceOf,
  isForNobody,
  type Known,
  nodesOf,
  type Reach,
  type Recipient,
  type Surroundings,
  stricter,
} from './handling.ts'
export {
  codeOfState,
  EVERYONE,
  type GroupId,
  type PersonId,
  parseGroupId,
  parsePersonId,
  parseStateId,
  type StateId,
  stateId,
  stateOfName,
} from './ids.ts'
export { fingerprint, type KeyText, keyTextOf, parseKey } from './keys.ts'
export {
  around,
  type Draft,
  type Evidence,
  enter,
  type ForumLog,
  type Issued,
  issue,
  type LogEvent,
  openLog,
  type Page,
  preview,
  publicRecords,
  recordsFor,
  recordsOf,
  type Setup,
  type Taking,
  take,
  takeWaiting,
} from './log.ts'
export {
  ATTESTATIONS_NEEDED,
  type Delegate,
  isMember,
  keyAt,
  type Membership,
  membersAt,
  membersOn,
  type Newcomer,
  readSubscription,
  type Standing,
} from './membership.ts'
export { type ForumRecord, nameOf, type RecordOf, readRecord, type Signed, signRecord } from './record.ts'
export type { Refusal, RefusalKind } from './refusal.ts'
export {
  type Currency,
  currencyOf,
  entitledTo,
  indexRecords,
  newRecordIndex,
  type RecordIndex,
  type RecordState,
  stateOf,
  unacknowledged,
  workingDaysAfter,
} from './standing.ts'
export { VOICES, type Voice } from './types/fields.ts'
export { type BodyOf, RECORD_TYPES, type RecordType } from './types.ts'
export { TYPE_NAMES, titleOf } from './words.ts'
