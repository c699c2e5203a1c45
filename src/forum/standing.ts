/** Where a record stands now: folds over records, pure, so that every node that holds the same says the same. */
import { addDays, type Day, day, type Sha256 } from '../base/index.ts'
import { type Groups, groupAt } from './groups.ts'
import type { Known } from './handling.ts'
import { EVERYONE, type StateId } from './ids.ts'
import type { RecordOf } from './record.ts'
import { CONSULT_WORKING_DAYS, CONSULT_WORKING_DAYS_EXTENDED, DENIAL_YEARS } from './types/licensing.ts'
import type { RecordType } from './types.ts'

type KnownOf<Type extends RecordType> = Omit<Known, 'record'> & { readonly record: RecordOf<Type> }

/** A record's own standing, the same for every type. */
export type Currency =
  | { readonly is: 'current'; readonly corrections: readonly KnownOf<'correct'>[] }
  | { readonly is: 'superseded'; readonly by: Known }
  | { readonly is: 'retracted'; readonly by: KnownOf<'retract'> }
  | { readonly is: 'expired'; readonly since: Day }

/** What stands of a record of each family. `by` lists states in the order their records came. */
export type RecordState =
  | {
      readonly family: 'report'
      readonly is: 'issued' | 'corroborated' | 'disputed' | 'corroborated-and-disputed'
      readonly corroboratedBy: readonly StateId[]
      readonly disputedBy: readonly StateId[]
    }
  | {
      readonly family: 'technology'
      readonly is: 'open' | 'views' | 'summarised'
      readonly viewsBy: readonly StateId[]
    }
  | {
      readonly family: 'question'
      readonly is: 'open' | 'answered' | 'standing-answer'
      readonly answeredBy: readonly StateId[]
      readonly unanswered: readonly StateId[]
    }
  | {
      readonly family: 'concern'
      readonly is: 'raised' | 'discussed' | 'closed'
      readonly discussedBy: readonly StateId[]
    }
  | {
      readonly family: 'denial'
      readonly is: 'in-force' | 'expired' | 'revoked'
      readonly validUntil: Day
      readonly isReviewed: boolean
    }
  | {
      readonly family: 'undercut'
      readonly is: 'open' | 'answered' | 'overdue'
      readonly answerBy: Day
      readonly advice: string | null
    }
  | {
      readonly family: 'meeting'
      readonly is: 'proposed' | 'agreed-agenda' | 'held' | 'minuted'
      readonly minute: KnownOf<'minute'> | null
    }
  | {
      readonly family: 'no-objection'
      readonly is: 'open' | 'adopted' | 'blocked'
      readonly objectionsBy: Day
      readonly objectedBy: readonly StateId[]
    }
  | {
      readonly family: 'procedure'
      readonly is: 'proposed' | 'not-yet-in-force' | 'in-force' | 'replaced'
      readonly from: Day
    }
  | { readonly family: 'consultation'; readonly is: 'open' | 'closed' | 'summarised'; readonly responses: number }
  | {
      readonly family: 'collaboration'
      readonly is: 'open' | 'joined' | 'handed-over' | 'closed'
      readonly joinedBy: readonly StateId[]
    }
  | { readonly family: 'other'; readonly is: 'issued' }

/** Records by what they refer to, so that how one stands does not cost a walk over all. Oldest first. */
export type RecordIndex = {
  readonly known: (hash: Sha256) => Known | undefined
  readonly referring: (hash: Sha256) => readonly Known[]
  readonly ofType: (type: RecordType) => readonly Known[]
}

/** @param records in the order they came */
export function indexRecords(records: readonly Known[]): RecordIndex {
  const index = newRecordIndex()
  for (const one of records) index.add(one)
  return index
}

/** One that is added to as records come. */
export function newRecordIndex(): RecordIndex & { readonly add: (one: Known) => void } {
  const byHash = new Map<Sha256, Known>()
  const referring = new Map<Sha256, Known[]>()
  const ofType = new Map<RecordType, Known[]>()
  return {
    add: (one) => {
      byHash.set(one.hash, one)
      for (const hash of new Set(one.record.refs.map((ref) => ref.hash))) push(referring, hash, one)
      push(ofType, one.record.type, one)
    },
    known: (hash) => byHash.get(hash),
    referring: (hash) => referring.get(hash) ?? [],
    ofType: (type) => ofType.get(type) ?? [],
  }
}

/** Superseded, retracted or expired; what supersedes is followed to the newest. */
export function currencyOf(subject: Known, records: RecordIndex, on: Day): Currency {
  const retraction = pointing(subject, records, 'retract').find(isOwn(subject))
  if (retraction !== undefined) return { is: 'retracted', by: retraction }
  const by = records
    .referring(subject.hash)
    .findLast(
      (one) =>
        one.record.author === subject.record.author &&
        one.record.refs.some(({ rel, hash }) => rel === 'supersedes' && hash === subject.hash) &&
        !isRetracted(one, records),
    )
  if (by !== undefined) return { is: 'superseded', by }
  const { expires } = subject.record.handling
  if (expires !== null && expires < on) return { is: 'expired', since: addDays(expires, 1) }
  return { is: 'current', corrections: pointing(subject, records, 'correct').filter(isOwn(subject)) }
}

/**
 * What has become of a record by a day, from all records held. A retracted reaction counts for nothing; an objection
 * that arrives late still blocks if it is dated in time, because the safe answer is that nothing was adopted.
 */
export function stateOf(subject: Known, records: RecordIndex, on: Day, holidays: readonly Day[] = []): RecordState {
  const { record } = subject
  const live = liveOf(records)
  switch (record.type) {
    case 'threat.notice':
    case 'practice.share':
      return reportState(subject, live)
    case 'tech.view': {
      const viewsBy = authors([...pointing(subject, live, 'tech.view'), ...pointing(subject, live, 'comment')])
      const isSummarised = pointing(subject, live, 'tech.summary').some(isOwn(subject))
      return { family: 'technology', is: isSummarised ? 'summarised' : viewsBy.length > 0 ? 'views' : 'open', viewsBy }
    }
    case 'policy.question':
      return questionState(subject, live)
    case 'licence.concern': {
      const discussedBy = authors(pointing(subject, live, 'comment'))
      const isClosed = pointing(subject, live, 'licence.concern-closed').some(isOwn(subject))
      return {
        family: 'concern',
        is: isClosed ? 'closed' : discussedBy.length > 0 ? 'discussed' : 'raised',
        discussedBy,
      }
    }
    case 'denial.notice':
      return denialState(record.body, pointing(subject, live, 'denial.review').filter(isOwn(subject)), on)
    case 'undercut.consult':
      return undercutState(record.body, pointing(subject, live, 'undercut.answer'), on, holidays)
    case 'meeting':
      return meetingState(subject, record.body.endsAt, live, on)
    case 'minute':
    case 'decision':
      return noObjectionState(subject, record.body.objectionsBy, live, on)
    case 'procedure':
      return procedureState(subject, record, live, on)
    case 'consult.call': {
      const responses = pointing(subject, live, 'consult.response').length
      const isSummarised = pointing(subject, live, 'consult.summary').some(isOwn(subject))
      const is = isSummarised ? 'summarised' : record.body.closesOn < on ? 'closed' : 'open'
      return { family: 'consultation', is, responses }
    }
    case 'collab.opportunity': {
      const joinedBy = authors(pointing(subject, live, 'collab.join'))
      const close = pointing(subject, live, 'collab.close').findLast(isOwn(subject))
      const is = close?.record.body.outcome ?? (joinedBy.length > 0 ? 'joined' : 'open')
      return { family: 'collaboration', is, joinedBy }
    }
    default:
      return { family: 'other', is: 'issued' }
  }
}

/** States that did not answer a retraction or correction by an `ack`, of those that hold it. */
export function unacknowledged(subject: Known, records: RecordIndex): readonly StateId[] {
  const acked = new Set(authors(pointing(subject, records, 'ack')))
  return [...subject.holders].filter((state) => state !== subject.record.author && !acked.has(state)).sort()
}

/** The day on which so many working days after `from` have passed: Monday to Friday, less the holidays given. */
export function workingDaysAfter(from: Day, days: number, holidays: readonly Day[]): Day {
  let on = from
  for (let left = days; left > 0; ) {
    on = addDays(on, 1)
    const weekday = new Date(`${on}T00:00:00Z`).getUTCDay()
    if (weekday !== 0 && weekday !== 6 && !holidays.includes(on)) left--
  }
  return on
}

/** Who may object, and whose silence counts: the group at the time, or all members addressed. */
export function entitledTo(subject: Known, groups: Groups): readonly StateId[] {
  const { group, created, author } = subject.record
  if (group === EVERYONE) return [...new Set([author, ...subject.audience.states])].sort()
  return groupAt(groups, group, created)?.members ?? [author]
}

function reportState(subject: Known, live: RecordIndex): RecordState {
  const others = (type: 'corroborate' | 'dispute') =>
    authors(pointing(subject, live, type)).filter((state) => state !== subject.record.author)
  const [corroboratedBy, disputedBy] = [others('corroborate'), others('dispute')]
  const is =
    corroboratedBy.length > 0 && disputedBy.length > 0
      ? 'corroborated-and-disputed'
      : corroboratedBy.length > 0
        ? 'corroborated'
        : disputedBy.length > 0
          ? 'disputed'
          : 'issued'
  return { family: 'report', is, corroboratedBy, disputedBy }
}

function questionState(subject: Known, live: RecordIndex): RecordState {
  const answeredBy = authors(pointing(subject, live, 'policy.answer'))
  const unanswered = subject.audience.states.filter((state) => !answeredBy.includes(state))
  const hasPosition = pointing(subject, live, 'policy.position').length > 0
  return {
    family: 'question',
    is: hasPosition ? 'standing-answer' : answeredBy.length > 0 ? 'answered' : 'open',
    answeredBy,
    unanswered,
  }
}

function denialState(
  body: RecordOf<'denial.notice'>['body'],
  reviews: readonly KnownOf<'denial.review'>[],
  on: Day,
): RecordState {
  const latest = reviews.at(-1)?.record.body
  const validUntil = latest?.validUntil ?? body.validUntil ?? yearsAfter(body.deniedOn, DENIAL_YEARS)
  const is =
    latest?.outcome === 'revoked' && latest.reviewedOn <= on ? 'revoked' : validUntil < on ? 'expired' : 'in-force'
  return { family: 'denial', is, validUntil, isReviewed: latest !== undefined }
}

function undercutState(
  body: RecordOf<'undercut.consult'>['body'],
  answers: readonly KnownOf<'undercut.answer'>[],
  on: Day,
  holidays: readonly Day[],
): RecordState {
  const needsMore = answers.some(({ record }) => record.body.advice === 'needs-more-time')
  const days = body.isExtended || needsMore ? CONSULT_WORKING_DAYS_EXTENDED : CONSULT_WORKING_DAYS
  const answerBy = workingDaysAfter(body.startedOn, days, holidays)
  const advice = answers.map(({ record }) => record.body.advice).findLast((one) => one !== 'needs-more-time') ?? null
  return { family: 'undercut', is: advice !== null ? 'answered' : answerBy < on ? 'overdue' : 'open', answerBy, advice }
}

function meetingState(subject: Known, endsAt: string, live: RecordIndex, on: Day): RecordState {
  const minute = pointing(subject, live, 'minute').at(-1) ?? null
  const isHeld = day(endsAt.slice(0, 10)) < on
  const hasAgenda = pointing(subject, live, 'agenda').length > 0
  const is = minute !== null ? 'minuted' : isHeld ? 'held' : hasAgenda ? 'agreed-agenda' : 'proposed'
  return { family: 'meeting', is, minute }
}

function noObjectionState(subject: Known, objectionsBy: Day, live: RecordIndex, on: Day): RecordState {
  const inTime = pointing(subject, live, 'objection').filter(
    ({ record }) => record.created.slice(0, 10) <= objectionsBy,
  )
  const objectedBy = authors(inTime)
  const is = objectedBy.length > 0 ? 'blocked' : on <= objectionsBy ? 'open' : 'adopted'
  return { family: 'no-objection', is, objectionsBy, objectedBy }
}

function procedureState(subject: Known, record: RecordOf<'procedure'>, live: RecordIndex, on: Day): RecordState {
  const { from } = record.body
  const isAdopted = record.refs
    .flatMap(({ rel, hash }) => (rel === 'implements' ? (live.known(hash) ?? []) : []))
    .some((one) => stateOf(one, live, on).is === 'adopted')
  if (!isAdopted) return { family: 'procedure', is: 'proposed', from }
  if (on < from) return { family: 'procedure', is: 'not-yet-in-force', from }
  const isReplaced = live
    .ofType('procedure')
    .some(
      (one) =>
        one.hash !== subject.hash &&
        one.record.type === 'procedure' &&
        one.record.group === record.group &&
        one.record.body.name === record.body.name &&
        one.record.body.version > record.body.version &&
        procedureState(one, one.record, live, on).is === 'in-force',
    )
  return { family: 'procedure', is: isReplaced ? 'replaced' : 'in-force', from }
}

/** Records of one type that refer to the subject, in the order they came. */
function pointing<Type extends RecordType>(subject: Known, records: RecordIndex, type: Type): readonly KnownOf<Type>[] {
  return records.referring(subject.hash).filter((one): one is Known & KnownOf<Type> => one.record.type === type)
}

/** The same without what its author retracted. */
function liveOf(records: RecordIndex): RecordIndex {
  const isLive = (one: Known) => !isRetracted(one, records)
  return {
    known: (hash) => {
      const known = records.known(hash)
      return known !== undefined && isLive(known) ? known : undefined
    },
    referring: (hash) => records.referring(hash).filter(isLive),
    ofType: (type) => records.ofType(type).filter(isLive),
  }
}

function isRetracted(one: Known, records: RecordIndex): boolean {
  return pointing(one, records, 'retract').some(isOwn(one))
}

function push<Key, Of>(lists: Map<Key, Of[]>, key: Key, one: Of): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [one])
  else list.push(one)
}

function isOwn(subject: Known): (one: { readonly record: { readonly author: StateId } }) => boolean {
  return (one) => one.record.author === subject.record.author
}

function authors(records: readonly { readonly record: { readonly author: StateId } }[]): readonly StateId[] {
  return [...new Set(records.map(({ record }) => record.author))]
}

/** The last day before the same day some years on; 29 February ends on 28 February. */
function yearsAfter(on: Day, years: number): Day {
  const year = Number(on.slice(0, 4)) + years
  const isLeapDay = on.endsWith('-02-29')
  return addDays(day(`${year}${isLeapDay ? '-03-01' : on.slice(4)}`), -1)
}
