/** Every type of record, its body, and what holds for it. */
import type { z } from 'zod'
import type { Relation } from './envelope.ts'
import { consultCall, consultResponse, consultSummary } from './types/consultation.ts'
import { capacityOffer, collabClose, collabJoin, collabOpportunity, practiceShare } from './types/cooperation.ts'
import {
  denialNotice,
  denialReview,
  licenceConcern,
  licenceConcernClosed,
  undercutAnswer,
  undercutConsult,
} from './types/licensing.ts'
import { agenda, decision, meeting, minute, objection, procedure } from './types/meetings.ts'
import {
  delegates,
  groupDefine,
  membershipAttest,
  membershipFound,
  membershipSubscribe,
  membershipWithdraw,
} from './types/membership.ts'
import { policyAnswer, policyPosition, policyQuestion } from './types/policy.ts'
import { ack, comment, correct, corroborate, dispute, release, retract, translate } from './types/reactions.ts'
import { techSummary, techView, threatNotice } from './types/threat.ts'

/** The body of each type. */
export const BODIES = {
  'threat.notice': threatNotice,
  'tech.view': techView,
  'tech.summary': techSummary,
  'policy.question': policyQuestion,
  'policy.answer': policyAnswer,
  'policy.position': policyPosition,
  'licence.concern': licenceConcern,
  'licence.concern-closed': licenceConcernClosed,
  'denial.notice': denialNotice,
  'denial.review': denialReview,
  'undercut.consult': undercutConsult,
  'undercut.answer': undercutAnswer,
  meeting,
  agenda,
  minute,
  decision,
  objection,
  procedure,
  'consult.call': consultCall,
  'consult.response': consultResponse,
  'consult.summary': consultSummary,
  'collab.opportunity': collabOpportunity,
  'collab.join': collabJoin,
  'collab.close': collabClose,
  'practice.share': practiceShare,
  'capacity.offer': capacityOffer,
  corroborate,
  dispute,
  comment,
  translate,
  correct,
  retract,
  ack,
  release,
  'membership.found': membershipFound,
  'membership.subscribe': membershipSubscribe,
  'membership.attest': membershipAttest,
  'membership.withdraw': membershipWithdraw,
  delegates,
  'group.define': groupDefine,
} as const satisfies Readonly<Record<string, z.ZodType>>

export type RecordType = keyof typeof BODIES
export type BodyOf<Type extends RecordType> = z.output<(typeof BODIES)[Type]>

export const RECORD_TYPES = Object.keys(BODIES) as readonly RecordType[]

export function isRecordType(text: string): text is RecordType {
  return Object.hasOwn(BODIES, text)
}

/** A reference that a type cannot do without: to which types it may point, and whether to the author's own only. */
type Needed = { readonly rel: Relation; readonly to: readonly RecordType[] | 'any'; readonly own: boolean }

export const NEEDED_REFERENCE: Readonly<Partial<Record<RecordType, Needed>>> = {
  'tech.summary': { rel: 'about', to: ['tech.view'], own: true },
  'policy.answer': { rel: 'answers', to: ['policy.question'], own: false },
  'licence.concern-closed': { rel: 'about', to: ['licence.concern'], own: true },
  'denial.review': { rel: 'about', to: ['denial.notice'], own: true },
  'undercut.consult': { rel: 'about', to: ['denial.notice'], own: false },
  'undercut.answer': { rel: 'answers', to: ['undercut.consult'], own: false },
  agenda: { rel: 'about', to: ['meeting'], own: false },
  minute: { rel: 'about', to: ['meeting'], own: false },
  objection: { rel: 'about', to: ['decision', 'minute'], own: false },
  procedure: { rel: 'implements', to: ['decision'], own: false },
  'consult.response': { rel: 'answers', to: ['consult.call'], own: false },
  'consult.summary': { rel: 'about', to: ['consult.call'], own: true },
  'collab.join': { rel: 'about', to: ['collab.opportunity'], own: false },
  'collab.close': { rel: 'about', to: ['collab.opportunity'], own: true },
  corroborate: { rel: 'about', to: 'any', own: false },
  dispute: { rel: 'about', to: 'any', own: false },
  comment: { rel: 'about', to: 'any', own: false },
  translate: { rel: 'derives-from', to: 'any', own: false },
  correct: { rel: 'corrects', to: 'any', own: true },
  retract: { rel: 'retracts', to: 'any', own: true },
  ack: { rel: 'about', to: 'any', own: false },
}

/** Who is a member is for all to know: these are CLEAR, to everyone, and name nobody. */
export const PUBLIC_STANDING: ReadonlySet<RecordType> = new Set([
  'membership.found',
  'membership.subscribe',
  'membership.attest',
  'membership.withdraw',
])

/** They tell of a trade in confidence and never bear CLEAR. */
export const NEVER_CLEAR: ReadonlySet<RecordType> = new Set([
  'licence.concern',
  'licence.concern-closed',
  'denial.notice',
  'denial.review',
  'undercut.consult',
  'undercut.answer',
  'delegates',
  'group.define',
])
