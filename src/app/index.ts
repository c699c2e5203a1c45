/** What a person can ask for, one function each; the command line and HTTP are doors to it. */
export { MAX_MAIL_BYTES } from '../intake/index.ts'
export { type OwnDatabases, openOwnDatabases, packageFolder } from '../store/index.ts'
export {
  type App,
  type AppOptions,
  type AssessOptions,
  type CaseSource,
  ListsUnreadable,
  openApp,
  type ScreenOptions,
} from './app.ts'
export type { NewPaper } from './application/acts.ts'
export type { ApplicationDesk } from './application/desk.ts'
export type { ApplicationView, Correspondence, ReceivedLetter } from './application/show.ts'
export type { DenialRow, DenialState } from './authority/denials.ts'
export type { RefusedPackageRow } from './authority/desk.ts'
export type { LicensingEntry } from './authority/recorded.ts'
export type { LetterShown, LicensingRow, LicensingView } from './authority/show.ts'
export type { EditionSummary, EditionView, PlacedHold, Reader } from './brief/archive.ts'
export type { BriefDesk } from './brief/desk.ts'
export type { Made } from './brief/make.ts'
export type { BulkAsked, BulkProgress, BulkSummary } from './bulk/screen-file.ts'
export { type CaseProblem, type CaseView, type KnownAt, sentenceOfCaseProblem, withoutInformation } from './cases.ts'
export type { AgainAsked } from './cases-again.ts'
export type { CaseSummary } from './cases-listed.ts'
export { actorOf } from './cases-person.ts'
export type { DeskProblem, DeskResult, NodeKind, NodeProfile } from './desk.ts'
export { NODE_KINDS } from './desk.ts'
export type { DownloadLimits } from './download.ts'
export type { BrokenStore, VerifiedStore } from './evidence.ts'
export { type FactAsked, type FactProblem, sentenceOfFactProblem } from './evidence-fact.ts'
export type { ForumDesk, IssuedRecord, PublicPage, SeatKey, TakenRecord } from './forum/desk.ts'
export type { PeerReport } from './forum/fetch.ts'
export type { Move } from './forum/moves.ts'
export type { Said } from './forum/said.ts'
export type {
  Awaited,
  DiscussionLine,
  DiscussionView,
  ForumInbox,
  ForumStanding,
  LabelView,
  PreviewView,
  RecipientView,
  RecordLine,
  RecordView,
  StateRef,
  Topic,
} from './forum/views.ts'
export { TOPICS } from './forum/views.ts'
export type { ImportOutcome, ImportReport } from './import-lists.ts'
export type { InboxDesk } from './inbox/desk.ts'
export type { InformationLink, InformationView } from './inbox/shown.ts'
export type { CaseLink, Receipt, TakenMail } from './inbox.ts'
export type { Standing, StandingState } from './list-standing.ts'
export { type ListsFolder, type RefusedFiles, readListsFolder } from './lists-folder.ts'
export type { Found, MetDesk } from './met/desk.ts'
export type { ClassificationMet, ItemMet, OrderMet, Precedent } from './met/items.ts'
export type { HitMet, InformationMet, LastScreening, Meeting, PartyMet, Share } from './met/parties.ts'
export { type Law, openLaw } from './open-law.ts'
export type { AccountHistory, AccountView } from './people/keep.ts'
export {
  isPermitted,
  type Me,
  PERMISSIONS,
  PERSON_ROLES,
  type Permission,
  type Person,
  type PersonRole,
  ROLES_OF_NODE,
} from './people/person.ts'
export type { NewProgram } from './people/programs.ts'
export type { SignInProblem } from './people/sessions.ts'
export type { PostDesk } from './post/desk.ts'
export { type Counterparty, MESSAGE_KINDS } from './post/message.ts'
export { BEGINNING_CHARACTERS, MAX_MESSAGE_BYTES } from './post/read-message.ts'
export type { Outgoing } from './post/recorded.ts'
export { MAX_STRANGE_BYTES } from './post/strangers.ts'
export type { TakenMessage } from './post/take.ts'
export { type Problem, sentenceOfProblem } from './problem.ts'
export { PROGRAM_VERSION } from './program-version.ts'
export type { RefreshProgress } from './refresh-lists.ts'
export type { ScreenAnswer } from './screen-name.ts'
export { type EntityMatch, holdsWords, type ListingMatch, matchOf, type ScreeningDesk } from './screening/desk.ts'
export { type ReadExample, readExample } from './screening/example.ts'
export type { Scope, ScopeCoverage } from './screening/scope.ts'
export type { Status, VersionStatus } from './status.ts'
export {
  SUPPRESSION_STANDINGS,
  type SuppressionDesk,
  type SuppressionView,
  suppressionAnswerSchema,
  suppressionAskedSchema,
} from './suppressions/desk.ts'
export type { WhyNotAnswer } from './why-not.ts'
export { WORK_KINDS, type WorkItem, type WorkKind } from './work/work-item.ts'
