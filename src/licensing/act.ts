import { addDays, err, ok, parseDay, type Result } from '../base/index.ts'
import type { Evidence, LicensingEvent, Sentence } from './event.ts'
import type { Factor } from './factors.ts'
import { decisionLetter, letterHash } from './letter.ts'
import { holds, type Official } from './people.ts'
import type { LicensingRefusal } from './refusal.ts'
import { evidenceIds, type Intent, type LicensingCase, openFactors } from './state.ts'

/** Everything a person may ask for; packages come in through `receivePackage` and
 * `receiveSupplement`. */
export type LicensingAsked = Exclude<LicensingEvent, { kind: 'package.received' | 'supplement.received' }>

/** What comes in from outside or adds to what is known: nothing may keep it out, not even a decision. */
type Incoming = Extract<
  LicensingAsked,
  { kind: 'evidence.added' | 'query.acknowledged' | 'query.replied' | 'rebuttal.received' }
>
/** What an agency that is consulted says for itself. */
type AgencysOwn = Extract<LicensingAsked, { kind: 'agency.advised' | 'condition.imposed' | 'condition.consented' }>
type Deciding = Exclude<LicensingAsked, Incoming | AgencysOwn>

/**
 * The one gate in front of an authority's ledger: what a person asks for either becomes events or is refused with the way
 * on. Pure; the caller appends under the stream's lock.
 */
export function actLicensing(
  state: LicensingCase,
  asked: LicensingAsked,
  actor: Official,
): Result<readonly LicensingEvent[], LicensingRefusal> {
  const refusal = refuse(state, asked, actor)
  return refusal === null ? ok([asked]) : err(refusal)
}

function refuse(state: LicensingCase, asked: LicensingAsked, actor: Official): LicensingRefusal | null {
  switch (asked.kind) {
    case 'evidence.added':
    case 'query.acknowledged':
    case 'query.replied':
    case 'rebuttal.received':
      return mayBring(state, asked, actor)
        ? refuseIncoming(state, asked)
        : notPermitted('the applicant, or who works on the case, brings this in')
    case 'agency.advised':
    case 'condition.imposed':
    case 'condition.consented':
      return refuseAgencysOwn(state, asked, actor)
    default:
      return refuseDeciding(state, asked, actor)
  }
}

/** The applicant speaks for itself; papers may come from an agency that is consulted, too. */
function mayBring(state: LicensingCase, { kind }: Incoming, actor: Official): boolean {
  if (actor.agency === state.authority) return holds(actor, 'registrar') || holds(actor, 'officer')
  if (actor.agency === state.exporter) return actor.roles.length === 0
  return kind === 'evidence.added' && mayImpose(state, actor)
}

function refuseIncoming(state: LicensingCase, asked: Incoming): LicensingRefusal | null {
  switch (asked.kind) {
    case 'evidence.added':
      return newEvidence(state, [asked.evidence])
    case 'query.acknowledged':
      return openQuery(state, asked.query)
    case 'query.replied':
      if (asked.answer.trim() === '') return incomplete('a reply answers the question; an acknowledgement is none')
      return openQuery(state, asked.query) ?? newEvidence(state, asked.documents)
    case 'rebuttal.received':
      if (lastIntent(state) === undefined || lastIntent(state)?.state === 'received')
        return notNow('no intent to deny waits for an answer; take in more as evidence')
      return asked.answer.trim() === '' ? incomplete('an answer has words') : newEvidence(state, asked.documents)
  }
}

function refuseAgencysOwn(state: LicensingCase, asked: AgencysOwn, actor: Official): LicensingRefusal | null {
  if (state.decision !== null) return notNow('the case is decided')
  switch (asked.kind) {
    case 'agency.advised': {
      if (!holds(actor, 'adviser') || actor.agency !== asked.agency)
        return notOwned(`an adviser of ${asked.agency} speaks for it`)
      if (!state.consultations.some((one) => one.agency === asked.agency))
        return notNow(`${asked.agency} was not consulted`)
      return asked.reasons.trim() === '' ? incomplete('advice needs its reasons') : knownEvidence(state, asked.evidence)
    }
    case 'condition.imposed':
      if (actor.agency !== asked.imposedBy) return notOwned('a condition is imposed by the agency of who imposes it')
      if (!mayImpose(state, actor))
        return notPermitted('an officer, or an adviser of an agency consulted, imposes conditions')
      if (state.conditions.some((one) => one.condition === asked.condition))
        return notNow('a condition of that id stands')
      return asked.text.trim() === '' || asked.metric.trim() === ''
        ? incomplete('a condition says what is to be done and how one can tell')
        : null
    case 'condition.consented': {
      const condition = standingCondition(state, asked.condition)
      if (condition === null) return notNow('no such condition stands')
      return condition.imposedBy === actor.agency && (holds(actor, 'adviser') || holds(actor, 'officer'))
        ? null
        : notOwned(`${condition.imposedBy} imposed it, and only ${condition.imposedBy} consents to a change`)
    }
  }
}

function refuseDeciding(state: LicensingCase, asked: Deciding, actor: Official): LicensingRefusal | null {
  if (actor.agency !== state.authority) return notPermitted(`${state.authority} decides this case`)
  if (asked.kind === 'letter.issued') return refuseLetter(state, asked.letter, actor)
  if (state.decision !== null) return notNow('the case is decided')
  if (asked.kind === 'case.registered' || asked.kind === 'case.assigned') return refuseIntake(state, asked, actor)
  if (asked.kind === 'conflict.settled') return refuseSettlement(state, asked, actor)
  if (!holds(actor, 'officer')) return notPermitted('a licensing officer does this')
  if (state.reference === null) return notNow('register the application first')
  switch (asked.kind) {
    case 'information.weighed':
      if (!state.subjects.some((one) => one.subject === asked.subject)) return notNow('nothing of that name came in')
      return asked.reason.trim() === '' ? incomplete('weighing needs its reason') : knownEvidence(state, asked.evidence)
    case 'finding.recorded':
      return refuseFinding(state, asked)
    case 'factor.set-aside':
      if (asked.reason.trim() === '') return incomplete('a factor that does not apply needs its reason')
      return someEvidence(state, asked.evidence)
    case 'query.sent':
      if (state.queries.some((one) => one.query === asked.query)) return notNow('a question of that id was sent')
      return asked.question.trim() === '' ? incomplete('a question has words') : null
    case 'query.lapsed': {
      const query = state.queries.find((one) => one.query === asked.query)
      if (query === undefined || query.answer !== null) return notNow('no such question waits for a reply')
      if (asked.on <= query.dueOn) return notNow(`the applicant has until ${query.dueOn}`)
      return asked.reason.trim() === '' ? incomplete('going on without a reply needs its reason') : null
    }
    case 'agency.consulted':
      if (asked.agency === state.authority) return notNow('an authority does not consult itself')
      return asked.question.trim() === '' ? incomplete('a consultation asks something') : null
    case 'agency.lapsed': {
      const consultation = state.consultations.find((one) => one.agency === asked.agency)
      if (consultation?.isAwaited !== true) return notNow('no advice of that agency is waited for')
      if (asked.on <= consultation.dueOn) return notNow(`${asked.agency} has until ${consultation.dueOn}`)
      return asked.reason.trim() === '' ? incomplete('going on without advice needs its reason') : null
    }
    case 'condition.changed':
      return refuseChange(state, asked, actor)
    case 'denial.intended':
      if (lastIntent(state)?.state === 'waited-for') return notNow('an intent to deny waits for its answer')
      if (asked.wouldHelp.trim() === '')
        return incomplete('say what change would let it be weighed again, or that none would, 15 CFR 750.6(a)(4)')
      if (!isLater(asked.on, asked.answerBy, DAYS_TO_ANSWER))
        return incomplete(`the applicant has ${DAYS_TO_ANSWER} days to answer, 15 CFR 750.6(b)`)
      return refuseReasons(state, asked.reasons)
    case 'rebuttal.lapsed':
      return refuseLapse(lastIntent(state), asked.on)
    case 'decision.proposed':
      return refuseProposal(state, asked)
    case 'decision.countersigned':
      return refuseCountersignature(state, asked.isAccepted, asked.reason, actor)
    case 'case.decided':
      if (state.proposal === null || state.proposal.countersignedBy === null)
        return notNow('a proposal that another officer countersigned comes first')
      return asked.reference.trim() === '' ? incomplete('a decision has a reference') : null
  }
}

function refuseIntake(
  state: LicensingCase,
  asked: Extract<Deciding, { kind: 'case.registered' | 'case.assigned' }>,
  actor: Official,
): LicensingRefusal | null {
  if (!holds(actor, 'registrar') && !holds(actor, 'officer')) return notPermitted('a registrar or officer does this')
  if (asked.kind === 'case.assigned') return state.reference === null ? notNow('register the application first') : null
  if (state.reference !== null) return notNow('it is registered')
  return asked.reference.trim() === '' ? incomplete('a registration has a reference') : null
}

function refuseFinding(
  state: LicensingCase,
  asked: Extract<Deciding, { kind: 'finding.recorded' }>,
): LicensingRefusal | null {
  if (asked.text.trim() === '') return incomplete('a finding says in words what is found')
  if ([...asked.evidence, ...asked.counterEvidence].some((id) => id.startsWith('finding ')))
    return incomplete('a finding rests on what came in, not on another finding')
  return someEvidence(state, asked.evidence) ?? knownEvidence(state, asked.counterEvidence)
}

function refuseSettlement(
  state: LicensingCase,
  asked: Extract<Deciding, { kind: 'conflict.settled' }>,
  actor: Official,
): LicensingRefusal | null {
  if (!holds(actor, 'senior')) return notPermitted('somebody senior settles a conflict between agencies')
  if (!state.consultations.some((one) => one.agency === asked.agency && one.advice !== null))
    return notNow(`${asked.agency} has not advised`)
  return asked.reasons.trim() === '' || asked.outcome.trim() === ''
    ? incomplete('settling needs its outcome and reasons')
    : null
}

/** The owner of a condition may change it; anybody else only to what the owner agreed to. */
function refuseChange(
  state: LicensingCase,
  asked: Extract<Deciding, { kind: 'condition.changed' }>,
  actor: Official,
): LicensingRefusal | null {
  const condition = standingCondition(state, asked.condition)
  if (condition === null) return notNow('no such condition stands')
  if (asked.to?.trim() === '') return incomplete('other words, or none at all')
  if (asked.reason.trim() === '') return incomplete('changing a condition needs its reason')
  if (condition.imposedBy === actor.agency) return null
  return condition.consentedTo !== null && condition.consentedTo.to === asked.to
    ? null
    : notOwned(`${condition.imposedBy} imposed it; ask for its consent to this change`)
}

/** What must be done before anybody proposes a decision. Empty: nothing. In the order in which to do it. */
export function proposalGaps(state: LicensingCase): readonly string[] {
  const factors: readonly Factor[] = openFactors(state)
  return [
    ...(state.reference === null ? ['register the application'] : []),
    ...state.subjects.filter((one) => one.weight === null).map((one) => `weigh ${one.subject}`),
    ...state.queries
      .filter((one) => one.answer === null && !one.hasLapsed)
      .map((one) => `wait for the reply to ${one.query} until ${one.dueOn}`),
    ...state.consultations.flatMap(({ agency, advice, dueOn, isAwaited, hasLapsed, settled }) => {
      if (isAwaited) return [`wait for the advice of ${agency} until ${dueOn}`]
      return advice === 'need-information' && !hasLapsed && settled === null
        ? [`give ${agency} what it asks for, and consult it again`]
        : []
    }),
    ...factors.map((factor) => `record a finding on ${factor}, or say why it does not apply`),
  ]
}

function refuseProposal(
  state: LicensingCase,
  { outcome, reasons, grounds }: Extract<Deciding, { kind: 'decision.proposed' }>,
): LicensingRefusal | null {
  const [gap] = proposalGaps(state)
  if (gap !== undefined) return notNow(gap)
  if (outcome === 'denied' && (lastIntent(state)?.state ?? 'waited-for') === 'waited-for')
    return notNow('an intent to deny goes out first, and its answer or its day is waited for, 15 CFR 750.6')
  if (grounds.length === 0 || grounds.some((ground) => ground.trim() === ''))
    return incomplete('a decision names the law it rests on')
  const isGrant = outcome === 'granted' || outcome === 'granted-with-conditions'
  const standing = state.conditions.filter((one) => one.text !== null)
  if (outcome === 'granted' && standing.length > 0)
    return notNow('conditions stand; grant with them, or let those who imposed them drop them')
  if (outcome === 'granted-with-conditions' && standing.length === 0) return notNow('no condition stands')
  const against = state.consultations.find((one) => one.advice === 'refuse' && one.settled === null)
  if (isGrant && against !== undefined)
    return notNow(`${against.agency} advises to refuse; somebody senior settles that first`)
  return refuseReasons(state, reasons) ?? refuseSilence(state, reasons)
}

/** What weighs most is never passed over in silence: each serious finding is in the reasons of any decision. */
function refuseSilence(state: LicensingCase, reasons: readonly Sentence[]): LicensingRefusal | null {
  const cited = new Set(reasons.flatMap((reason) => reason.evidence))
  const passedOver = state.findings.find(
    (one) => (one.finding === 'serious' || one.finding === 'clear-risk') && !cited.has(`finding ${one.factor}`),
  )
  return passedOver === undefined
    ? null
    : incomplete(`the reasons say what becomes of the ${passedOver.finding} found on ${passedOver.factor}`)
}

function refuseCountersignature(
  state: LicensingCase,
  isAccepted: boolean,
  reason: string,
  actor: Official,
): LicensingRefusal | null {
  if (state.proposal === null) return notNow('nothing is proposed')
  if (state.proposal.by.id === actor.id) return notPermitted('another officer countersigns, not who proposed it')
  if (state.proposal.countersignedBy !== null) return notNow('it is countersigned')
  return !isAccepted && reason.trim() === '' ? incomplete('sending a proposal back needs its reason') : null
}

function refuseLetter(state: LicensingCase, letter: string, actor: Official): LicensingRefusal | null {
  if (!holds(actor, 'officer')) return notPermitted('a licensing officer does this')
  if (state.decision === null) return notNow('decide first')
  if (state.letter !== null) return notNow('the letter is issued')
  const made = decisionLetter(state)
  if (!made.ok) return made.error
  return letterHash(made.value) === letter ? null : incomplete('the letter is not the one this decision makes')
}

function refuseReasons(state: LicensingCase, reasons: readonly Sentence[]): LicensingRefusal | null {
  if (reasons.length === 0) return incomplete('no decision without reasons')
  for (const { text, evidence } of reasons) {
    if (text.trim() === '') return incomplete('a reason has words')
    const refusal = someEvidence(state, evidence)
    if (refusal !== null) return refusal
  }
  return null
}

function someEvidence(state: LicensingCase, ids: readonly string[]): LicensingRefusal | null {
  return ids.length === 0 ? incomplete('name the evidence it rests on') : knownEvidence(state, ids)
}

function knownEvidence(state: LicensingCase, ids: readonly string[]): LicensingRefusal | null {
  const known = evidenceIds(state)
  const unknown = ids.find((id) => !known.has(id))
  return unknown === undefined ? null : incomplete(`no evidence \`${unknown}\` is in this case; add it first`)
}

/** Ids the case gives itself: evidence from outside never takes their place. */
const RESERVED = /^(?:finding|advice|reply|query|condition|law|intent|rebuttal)\s/

/** An id, once given, means one thing: what came first is never replaced. */
function newEvidence(state: LicensingCase, added: readonly Evidence[]): LicensingRefusal | null {
  const known = evidenceIds(state)
  for (const [i, { id, sha256 }] of added.entries()) {
    if (id.trim() === '' || RESERVED.test(id))
      return incomplete(`\`${id}\` names something of the case itself; choose another id`)
    if (known.has(id) || added.findIndex((one) => one.id === id) < i)
      return notNow(`evidence \`${id}\` is there already`)
    if (!/^[0-9a-f]{64}$/.test(sha256)) return incomplete('evidence is named by the hash of its bytes')
  }
  return null
}

function openQuery(state: LicensingCase, id: string): LicensingRefusal | null {
  return state.queries.some((one) => one.query === id && one.answer === null)
    ? null
    : notNow('no such question is open; take in more as evidence')
}

/** Days a person has to answer an intent to deny, 15 CFR 750.6(b). */
const DAYS_TO_ANSWER = 20

function isLater(from: string, until: string, days: number): boolean {
  const [first, last] = [parseDay(from), parseDay(until)]
  return first !== null && last !== null && last >= addDays(first, days)
}

function lastIntent(state: LicensingCase): Intent | undefined {
  return state.intents.at(-1)
}

function refuseLapse(intent: Intent | undefined, on: string): LicensingRefusal | null {
  if (intent?.state !== 'waited-for') return notNow('no intent to deny waits for an answer')
  return on <= intent.answerBy ? notNow(`the applicant has until ${intent.answerBy}`) : null
}

function standingCondition(state: LicensingCase, id: string) {
  return state.conditions.find((one) => one.condition === id && one.text !== null) ?? null
}

function mayImpose(state: LicensingCase, actor: Official): boolean {
  return actor.agency === state.authority
    ? holds(actor, 'officer')
    : holds(actor, 'adviser') && state.consultations.some((one) => one.agency === actor.agency)
}

function notPermitted(sentence: string): LicensingRefusal {
  return { kind: 'licensing.not-permitted', sentence }
}

function notOwned(sentence: string): LicensingRefusal {
  return { kind: 'licensing.not-owned', sentence }
}

function notNow(sentence: string): LicensingRefusal {
  return { kind: 'licensing.not-now', sentence }
}

function incomplete(sentence: string): LicensingRefusal {
  return { kind: 'licensing.incomplete', sentence }
}
