import { canonical, err, ok, type Result } from '../base/index.ts'
import { refuseDraw, refuseLicence, refuseSpent } from './balance.ts'
import { applicationBlocks, type Block, isFreeOfLicence, isGranted, letsGo, releaseBlocks } from './blocks.ts'
import { subjectsToDisclose } from './disclosure.ts'
import type { ActToSecond, CaseEvent, HumanRightsAssessment } from './event.ts'
import { type Actor, hasRole, PROGRAM } from './people.ts'
import { changedSinceRights } from './rights.ts'
import type { Approval, CaseState, Recorded } from './state.ts'

/** Why an act was not done, and what would make it possible. */
export type Refusal =
  | { readonly kind: 'case.not-permitted'; readonly sentence: string }
  | { readonly kind: 'case.blocked'; readonly sentence: string; readonly blocks: readonly Block[] }
  | { readonly kind: 'case.not-now'; readonly sentence: string }
  | { readonly kind: 'case.incomplete'; readonly sentence: string }

type Act = Result<readonly CaseEvent[], Refusal>

/**
 * What can be asked of the gate. Opening a case, keeping a refusal and a match that speaks again are done beside it; `give`
 * answers an approval.
 */
export type Asked = Exclude<CaseEvent, { kind: 'case.opened' | 'act.refused' | 'approval.given' | 'hit.reopened' }>

/** What adds to what is known: anybody may, nobody may keep it out. */
type Addition = Extract<
  Asked,
  {
    kind:
      | 'information.linked'
      | 'information.reopened'
      | 'hold.placed'
      | 'flag.raised'
      | 'question.opened'
      | 'duty.opened'
      | 'case.reopened'
      | 'classification.recorded'
      | 'determination.recorded'
      | 'factor.recorded'
  }
>
/** What the authority says of an application. */
type Answer = Extract<
  Asked,
  { kind: 'application.registered' | 'application.asked' | 'application.intent-to-deny' | 'application.decided' }
>
type Disposal = Extract<Asked, { kind: 'information.disposed' }>
type Signature = Extract<Asked, { kind: 'application.signed' }>
type Approving = Extract<Asked, { kind: 'approval.asked' | 'approval.declined' }>
type OfficersAct = Exclude<Asked, Addition | Answer | Disposal | Signature | Approving | { kind: 'screening.recorded' }>

const SECOND_PERSON = 'needs a second person who is not the first'

/**
 * The one gate in front of the ledger: what a person asks for either becomes events or is refused with the way on.
 * Pure; the caller appends. Guards read the state of that moment, so the caller appends under the stream's lock.
 */
export function act(state: CaseState, asked: Asked, actor: Actor): Act {
  const refusal = refuse(state, asked, actor)
  return refusal === null ? ok([asked]) : err(refusal)
}

function refuse(state: CaseState, asked: Asked, actor: Actor): Refusal | null {
  switch (asked.kind) {
    case 'flag.raised':
      // Raising it anew would take its inquiries, its answers and its words off the disclosure schedule.
      return state.flags.some(({ id }) => id === asked.flag)
        ? notNow('a red flag of this id is raised already; raise what is new under another')
        : null
    case 'information.linked':
    case 'information.reopened':
    case 'hold.placed':
    case 'question.opened':
    case 'duty.opened':
    case 'case.reopened':
    case 'classification.recorded':
    case 'determination.recorded':
    case 'factor.recorded':
      return asked.kind === 'case.reopened' && state.closed === null ? notNow('the case is open') : null
    case 'information.disposed':
      return refuseDisposition(state, asked, actor)
    case 'application.registered':
    case 'application.asked':
    case 'application.intent-to-deny':
    case 'application.decided':
      // An authority has no role in the firm.
      if (actor.roles.length > 0 || actor.id === PROGRAM.id) return FOR_THE_AUTHORITY
      return state.application.isWithAuthority && state.application.decision === null
        ? null
        : notNow('no application that waits for a decision is with the authority')
    case 'application.signed':
      return refuseSignature(state, asked, actor)
    case 'screening.recorded':
      return actor.id === PROGRAM.id
        ? null
        : {
            kind: 'case.not-permitted',
            sentence: 'the program screens; a screening made otherwise is vouched for by two',
          }
    case 'approval.asked':
      return refuseAsking(state, asked, actor)
    case 'approval.declined':
      return refuseDeclining(state, asked.approval, asked.reason, actor)
    default:
      return refuseOfficersAct(state, asked, actor)
  }
}

const FOR_THE_AUTHORITY: Refusal = {
  kind: 'case.not-permitted',
  sentence: 'the authority says this itself; by hand a decision is recorded from its letter, as made elsewhere',
}

/** Whether two people stand behind it; setting information aside, and a decision by hand, do not always ask for a second. */
export function needsSecond(asked: ActToSecond): boolean {
  if (asked.kind === 'application.decided-elsewhere') return letsGo(asked.decision)
  return (
    asked.kind !== 'information.disposed' || asked.disposition === 'not-relevant' || asked.disposition === 'duplicate'
  )
}

/** Anybody else: the gate is asked as if a second person stood ready, so that only what can be done is put to one. */
const SOMEBODY_ELSE: Actor = { id: 'somebody else', name: 'somebody else', roles: ['officer'] }

function refuseAsking(
  state: CaseState,
  { approval, act: wanted }: Extract<Asked, { kind: 'approval.asked' }>,
  actor: Actor,
): Refusal | null {
  if (!needsSecond(wanted)) return notNow('this needs no second person; do it')
  if (state.approvals.some((one) => one.id === approval))
    return notNow('an approval with this id was asked for already')
  const isWaiting = state.approvals.some(
    (one) => one.state === 'waiting' && one.askedBy.id === actor.id && isSame(one.act, wanted),
  )
  if (isWaiting) return notNow('this waits for a second person already')
  return refuse(state, { ...wanted, second: SOMEBODY_ELSE }, actor)
}

function isSame(a: ActToSecond, b: ActToSecond): boolean {
  return canonical({ ...a }) === canonical({ ...b })
}

function refuseDeclining(state: CaseState, id: string, reason: string, actor: Actor): Refusal | null {
  const approval = state.approvals.find((one) => one.id === id)
  if (approval?.state !== 'waiting') return notNow('no such approval waits')
  if (reason.trim() === '') return incomplete('declining needs its reason')
  // Who asked may take it back.
  return approval.askedBy.id === actor.id ? null : refuseApprover(state, approval, actor)
}

/** Whether an approval waits for this person. */
export function mayGive(state: CaseState, approval: Approval, actor: Actor): boolean {
  return approval.state === 'waiting' && refuseApprover(state, approval, actor) === null
}

function refuseApprover(state: CaseState, approval: Approval, actor: Actor): Refusal | null {
  if (approval.askedBy.id === actor.id) return incomplete(`this ${SECOND_PERSON}`)
  return isOther(state, actor, approval.askedBy)
    ? null
    : {
        kind: 'case.not-permitted',
        sentence: 'an officer or the accountable executive who does not earn from the sale stands behind it',
      }
}

/**
 * A second person stands behind what was asked: the gate is asked again, as the case and the people stand now, and both the
 * approval and the act become events, the act by whoever asked for it.
 * @param asNow whoever acted, with the roles they have now; `null`: they may act here no more
 */
export function give(
  state: CaseState,
  id: string,
  actor: Actor,
  asNow: (who: Actor) => Actor | null,
): Result<readonly Omit<Recorded, 'at'>[], Refusal> {
  const approval = state.approvals.find((one) => one.id === id)
  if (approval?.state !== 'waiting') return err(notNow('no such approval waits'))
  const second = asNow(actor)
  if (second === null) return err(GONE)
  const unfit = refuseApprover(state, approval, second)
  if (unfit !== null) return err(unfit)
  const asker = asNow(approval.askedBy)
  if (asker === null) return err(mayNoMore(approval.askedBy, GONE))
  const asked: Asked = { ...approval.act, second }
  const refusal = refuse(state, asked, asker)
  if (refusal?.kind === 'case.not-permitted') return err(mayNoMore(asker, refusal))
  if (refusal !== null) return err(refusal)
  return ok([
    { event: { kind: 'approval.given', approval: id }, actor: second },
    { event: asked, actor: asker },
  ])
}

const GONE: Refusal = { kind: 'case.not-permitted', sentence: 'the account is in use no more' }

/** The approval goes on waiting: somebody who may asks anew, and this one is declined. */
function mayNoMore({ name }: Actor, because: Refusal): Refusal {
  return {
    kind: 'case.not-permitted',
    sentence: `\`${name}\`, who asked for it, may do it no more: ${because.sentence}; decline it, and let somebody who may ask for it anew`,
  }
}

function refuseDisposition(state: CaseState, asked: Disposal, actor: Actor): Refusal | null {
  const item = state.information.find((one) => one.item === asked.item)
  if (item === undefined) return notNow('no such information is linked to this case')
  if (item.disposition !== null) return notNow('it is disposed of; reopen it first')
  if (earnsFromSale(state, actor)) {
    return {
      kind: 'case.not-permitted',
      sentence: 'who earns from the sale may add information, never dispose of it',
    }
  }
  if (!hasRole(actor, 'officer')) return { kind: 'case.not-permitted', sentence: 'an officer disposes of information' }
  if (asked.reason.trim() === '') return incomplete('a disposition needs its reason')
  if (asked.evidence.length === 0) return incomplete('a disposition needs its evidence')
  const dismisses = needsSecond(asked)
  if (dismisses && !isOther(state, asked.second, actor)) return incomplete(`setting information aside ${SECOND_PERSON}`)
  return null
}

function refuseOfficersAct(state: CaseState, asked: OfficersAct, actor: Actor): Refusal | null {
  if (!hasRole(actor, 'officer')) return { kind: 'case.not-permitted', sentence: 'an officer does this' }
  if (earnsFromSale(state, actor)) {
    return {
      kind: 'case.not-permitted',
      sentence: 'who earns from the sale may add information, never decide on it',
    }
  }
  if (state.closed !== null && asked.kind !== 'shipment.recorded' && asked.kind !== 'duty.done') {
    return notNow(`the case is ${state.closed}; reopen it first`)
  }
  switch (asked.kind) {
    case 'question.answered':
      return asked.answer.trim() === '' || asked.source.trim() === '' ? incomplete('an answer needs its source') : null
    case 'case.reassessed':
      return asked.reason.trim() === '' ? incomplete('assessing again needs its reason') : null
    case 'hit.decided':
      return refuseHitDecision(state, asked)
    case 'screening.vouched':
      return refuseVouching(state, asked, actor)
    case 'flag.inquired':
    case 'flag.answered':
    case 'flag.unresolved':
      return hasFlag(state, asked.flag)
    case 'flag.resolved':
      return hasFlag(state, asked.flag) ?? refuseResolution(state, asked)
    case 'flag.mistaken':
      return (
        hasFlag(state, asked.flag) ??
        (isOther(state, asked.second, actor) ? null : incomplete(`calling a flag mistaken ${SECOND_PERSON}`))
      )
    case 'disclosure.withheld':
      return isOther(state, asked.second, actor) ? null : incomplete(`withholding from the authority ${SECOND_PERSON}`)
    case 'rights.assessed':
      return refuseAssessment(state, asked.assessment, asked.considered)
    case 'rights.confirmed':
      return refuseConfirmation(state, asked)
    case 'application.made-elsewhere':
      return refuseMadeElsewhere(state, asked)
    case 'application.decided-elsewhere':
      return refuseDecidedElsewhere(state, asked, actor)
    case 'hold.lifted':
      return asked.basis.trim() === '' ? incomplete('lifting a hold needs its basis') : null
    case 'application.prepared':
      if (!isScheduleWhole(state, asked.schedule))
        return incomplete('the disclosure schedule is not what the log says must be disclosed')
      return !state.application.isWithAuthority || state.application.isSupplementDue
        ? null
        : notNow(`the application is ${state.application.stage}`)
    case 'application.submitted':
      return refuseSubmission(state, asked.package)
    case 'application.replied':
      return state.application.queries.some((one) => one.query === asked.query && one.answer === null)
        ? null
        : notNow('no such question is open')
    case 'application.rebutted':
      return state.application.answerBy !== null ? null : notNow('no intent to deny is open')
    case 'shipment.recorded':
      return refuseShipment(state, asked)
    case 'licence.recorded': {
      const wrong = refuseLicence(state, asked)
      return wrong === null ? null : incomplete(wrong)
    }
    case 'case.released':
      return refuseRelease(state, asked.second, actor)
    case 'case.refrained':
      return asked.reason.trim() === '' ? incomplete('refraining needs its reason') : null
    case 'duty.done':
      return state.duties.some((duty) => duty.id === asked.duty && !duty.isDone) ? null : notNow('no such duty is open')
  }
}

function refuseSignature(state: CaseState, asked: Signature, actor: Actor): Refusal | null {
  if (!hasRole(actor, 'executive')) return { kind: 'case.not-permitted', sentence: 'the accountable executive signs' }
  if (earnsFromSale(state, actor))
    return { kind: 'case.not-permitted', sentence: 'who earns from the sale does not sign' }
  if (state.application.stage !== 'prepared') return notNow('no application is prepared')
  if (state.application.package !== asked.package) return notNow('the package changed since it was read; read it again')
  const { rights } = state
  if (rights !== null && [rights.by, ...rights.confirmed.map(({ by }) => by)].some(({ id }) => id === actor.id))
    return incomplete(`the signature ${SECOND_PERSON}: the assessment is by the same person`)
  return blockedBy(applicationBlocks(state), 'the application cannot be signed') ?? refuseOutdated(state)
}

function refuseSubmission(state: CaseState, wanted: string): Refusal | null {
  if (state.application.stage !== 'signed') return notNow('the application is not signed')
  if (state.application.package !== wanted) return notNow('the package changed since it was signed')
  return blockedBy(applicationBlocks(state), 'the application cannot be submitted') ?? refuseOutdated(state)
}

/** What must be disclosed can grow after the package was made; the conclusion can change too. */
function refuseOutdated(state: CaseState): Refusal | null {
  if (state.rights?.assessment.conclusion === 'refrain')
    return notNow('the human-rights assessment concludes to refrain')
  return isScheduleWhole(state, state.application.schedule)
    ? null
    : notNow('something to disclose came up after the package was made; prepare it again')
}

function isScheduleWhole(state: CaseState, schedule: readonly string[]): boolean {
  const withheld = new Set(state.withheld.map((one) => one.subject))
  const due = subjectsToDisclose(state).filter((subject) => !withheld.has(subject))
  const told = new Set(schedule)
  return due.length === schedule.length && due.every((subject) => told.has(subject))
}

function refuseRelease(state: CaseState, second: Actor, actor: Actor): Refusal | null {
  if (state.rights?.assessment.conclusion === 'refrain')
    return notNow('the human-rights assessment concludes to refrain; write it again first, with what changed')
  if (!isOther(state, second, actor)) return incomplete(`releasing ${SECOND_PERSON}`)
  if (!isCleared(state)) return notNow('the law does not allow release: no licence is granted and one is required')
  const spent = refuseSpent(state)
  if (spent !== null) return notNow(spent)
  return blockedBy(releaseBlocks(state), 'the case cannot be released')
}

function refuseShipment(state: CaseState, asked: Extract<Asked, { kind: 'shipment.recorded' }>): Refusal | null {
  if (state.closed !== 'released') return notNow('only a released case ships')
  if (asked.licence !== null && !isGranted(state)) return notNow('no licence is granted to draw on')
  const overdrawn = refuseDraw(state, asked)
  if (overdrawn !== null) return notNow(overdrawn)
  return blockedBy(releaseBlocks(state), 'the shipment cannot go')
}

/** The law needs no licence, or an exception covers it, or a licence was granted. Anything else never releases. */
function isCleared(state: CaseState): boolean {
  return isFreeOfLicence(state) || isGranted(state)
}

function refuseHitDecision(state: CaseState, asked: Extract<Asked, { kind: 'hit.decided' }>): Refusal | null {
  const hit = state.hits.find((one) => one.party === asked.party && one.entry === asked.entry)
  if (hit === undefined) return notNow('no such entry was met in the screening of this party')
  if (hit.entryVersion !== asked.entryVersion) return notNow('the entry changed since it was read; read it again')
  return asked.reason.trim() === '' ? incomplete('a decision on a hit needs its reason') : null
}

function refuseVouching(
  state: CaseState,
  asked: Extract<Asked, { kind: 'screening.vouched' }>,
  actor: Actor,
): Refusal | null {
  const screening = state.screenings.find((one) => one.party === asked.party)
  if (screening === undefined) return notNow('no such party was screened in this case')
  if (screening.isComplete) return notNow('this party is screened against every list that is needed')
  if (asked.how.trim() === '') return incomplete('say by what other means it was screened')
  if (asked.evidence.length === 0) return incomplete('a screening made otherwise needs its evidence')
  return isOther(state, asked.second, actor) ? null : incomplete(`vouching for a screening ${SECOND_PERSON}`)
}

function refuseResolution(state: CaseState, asked: Extract<Asked, { kind: 'flag.resolved' }>): Refusal | null {
  const flag = state.flags.find((one) => one.id === asked.flag)
  if (flag?.state !== 'answered' && flag?.state !== 'resolved') return notNow('inquire first, and record the answer')
  if (asked.evidence.length === 0) return incomplete('a resolution needs its evidence')
  return isAllWeighed(state, asked.considered)
    ? null
    : incomplete('a resolution weighs all information linked to the case')
}

function refuseAssessment(
  state: CaseState,
  assessment: HumanRightsAssessment,
  considered: readonly string[],
): Refusal | null {
  if (assessment.reasons.trim() === '') return incomplete('the assessment needs its reasons')
  const isScaled = assessment.rights.every((right) =>
    [right.scale, right.scope, right.irremediability, right.likelihood].every(
      (n) => Number.isInteger(n) && n >= 1 && n <= 5,
    ),
  )
  if (!isScaled) return incomplete('scale, scope, irremediability and likelihood are whole numbers from 1 to 5')
  if (assessment.rights.some((right) => right.evidence.length === 0))
    return incomplete('each right at risk needs its evidence')
  return isAllWeighed(state, considered) ? null : incomplete('the assessment weighs all information linked to the case')
}

function refuseConfirmation(state: CaseState, asked: Extract<Asked, { kind: 'rights.confirmed' }>): Refusal | null {
  if (state.rights === null) return notNow('no human-rights assessment is written; write one')
  if (changedSinceRights(state).length === 0) return notNow('nothing changed since it was written or looked at')
  if (asked.looked.trim() === '') return incomplete('say what was looked at')
  if (asked.reason.trim() === '') return incomplete('say why the assessment still holds')
  return isAllWeighed(state, asked.considered)
    ? null
    : incomplete('the assessment weighs all information linked to the case')
}

function isAllWeighed({ information }: CaseState, considered: readonly string[]): boolean {
  const weighed = new Set(considered)
  return information.every(({ item }) => weighed.has(item))
}

/** It is not sent from here, so what shows it must lie here. */
function refuseMadeElsewhere(
  state: CaseState,
  asked: Extract<Asked, { kind: 'application.made-elsewhere' }>,
): Refusal | null {
  const { isWithAuthority, isByHand, isSupplementDue, stage } = state.application
  if (isWithAuthority && !(isByHand && isSupplementDue)) return notNow(`the application is ${stage}`)
  if (asked.authority.trim() === '' || asked.reference.trim() === '')
    return incomplete('name the authority, and the number it gave the application')
  const due = subjectsToDisclose(state)
  if (asked.schedule.some((subject) => !due.includes(subject)))
    return incomplete('the schedule names what is not to be disclosed in this case')
  return refuseUnkept(state, asked.evidence)
}

function refuseDecidedElsewhere(
  state: CaseState,
  { decision, second }: Extract<Asked, { kind: 'application.decided-elsewhere' }>,
  actor: Actor,
): Refusal | null {
  const { application } = state
  if (!application.isByHand || (application.decision !== null && application.isProven) || application.stage === 'none')
    return notNow('no application made elsewhere waits for a decision; record it first, with its number')
  const unkept = refuseUnkept(state, decision.letter)
  if (unkept !== null) return unkept
  return !letsGo(decision) || isOther(state, second, actor) ? null : incomplete(`recording a licence ${SECOND_PERSON}`)
}

function refuseUnkept({ information }: CaseState, hash: string): Refusal | null {
  return information.some((one) => one.sha256 === hash)
    ? null
    : incomplete(
        'what shows it is not kept in this case: take the letter in as information, link it, and name its hash',
      )
}

function hasFlag(state: CaseState, id: string): Refusal | null {
  return state.flags.some((flag) => flag.id === id) ? null : notNow('no such red flag is raised')
}

function earnsFromSale(state: CaseState, actor: Actor): boolean {
  return hasRole(actor, 'sales') || state.revenueOwners.includes(actor.id)
}

/** Of two who stand behind an act, the second is another, weighs it by office, and does not earn from the sale. */
function isOther(state: CaseState, second: Actor | null, first: Actor): boolean {
  return second !== null && second.id !== first.id && second.id !== PROGRAM.id && maySecond(state, second)
}

function maySecond(state: CaseState, actor: Actor): boolean {
  return (hasRole(actor, 'officer') || hasRole(actor, 'executive')) && !earnsFromSale(state, actor)
}

function blockedBy(blocks: readonly Block[], sentence: string): Refusal | null {
  return blocks.length === 0 ? null : { kind: 'case.blocked', sentence, blocks }
}

function notNow(sentence: string): Refusal {
  return { kind: 'case.not-now', sentence }
}

function incomplete(sentence: string): Refusal {
  return { kind: 'case.incomplete', sentence }
}
