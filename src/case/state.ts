import { unreachable } from '../base/index.ts'
import type {
  ActToSecond,
  CaseEvent,
  CaseFacts,
  CaseItem,
  CaseParty,
  Decision,
  Disposition,
  Draw,
  HitDecision,
  HumanRightsAssessment,
  LicenceLine,
  RecordedHit,
  Reliance,
} from './event.ts'
import type { Actor } from './people.ts'
import { basisOf, informationKey } from './rights.ts'

export type FlagState = 'raised' | 'inquiring' | 'answered' | 'resolved' | 'unresolved' | 'mistaken'

export type Flag = {
  readonly id: string
  readonly text: string
  readonly because: readonly string[]
  readonly state: FlagState
  readonly inquiries: readonly {
    readonly question: string
    readonly askedOf: string
    readonly dueOn: string
    readonly answer: string | null
    readonly isAdequate: boolean | null
  }[]
  readonly reason: string | null
  /** The information that was known when it was resolved. */
  readonly considered: readonly string[]
  readonly by: Actor | null
}

export type LinkedInformation = {
  readonly item: string
  readonly sha256: string
  readonly party: string
  readonly because: string
  readonly isRetroactive: boolean
  readonly disposition: Disposition | null
  readonly reason: string | null
  readonly evidence: readonly string[]
  readonly by: Actor | null
}

export type ApplicationStage = 'none' | 'prepared' | 'signed' | 'submitted' | 'asked' | 'intent-to-deny' | 'decided'

export type Application = {
  readonly stage: ApplicationStage
  /** SHA-256 of the package prepared last. */
  readonly package: string | null
  /** What the disclosure schedule of that package names. */
  readonly schedule: readonly string[]
  readonly signedBy: Actor | null
  readonly reference: string | null
  readonly queries: readonly {
    readonly query: string
    readonly question: string
    readonly dueOn: string
    readonly answer: string | null
  }[]
  /** By when an answer to the intent to deny is due; `null`: none is. */
  readonly answerBy: string | null
  readonly decision: Decision | null
  /** It, or its decision, was recorded by hand and not exchanged by this program. */
  readonly isByHand: boolean
  /** The decision is the authority's own message, or two recorded it from the letter that is kept. Nothing goes on any other. */
  readonly isProven: boolean
  /** It was submitted, and not returned without action: the authority may write, and what comes to be known is owed to it. */
  readonly isWithAuthority: boolean
  /** What happened since it was submitted that the authority does not know; until the supplement is submitted. */
  readonly isSupplementDue: boolean
}

export type Hold = {
  readonly id: string
  readonly reason: string
  readonly source: string
  readonly liftedBy: Actor | null
}

export type Screening = {
  readonly party: string
  readonly partyVersion: string
  readonly state: string
  readonly because: string
  readonly isComplete: boolean
  /** The two who said that it was made by other means; empty: nobody did. */
  readonly vouchedBy: readonly Actor[]
}

/** A listed entry that may be a party of the case, and what was decided for this version of both. */
export type CaseHit = RecordedHit & {
  readonly party: string
  readonly partyVersion: string
  /** `null`: nobody decided. */
  readonly decision: HitDecision | null
  readonly reason: string | null
  readonly by: Actor | null
  /** Decisions on an earlier version of the entry or of the party, oldest first. They hold no more. */
  readonly earlier: readonly {
    readonly decision: HitDecision
    readonly reason: string
    readonly by: Actor
    readonly entryVersion: string
  }[]
}

/** An act that waits, or waited, for its second person. */
export type Approval = {
  readonly id: string
  readonly act: ActToSecond
  readonly sentence: string
  readonly askedBy: Actor
  readonly askedAt: string
  readonly state: 'waiting' | 'given' | 'declined'
  readonly answeredBy: Actor | null
  /** Why it was declined. */
  readonly reason: string | null
}

/** A licence with what its letter grants, as a person read it. */
export type Licence = {
  readonly licence: string
  readonly letter: string
  readonly lines: readonly LicenceLine[]
  readonly from: string | null
  readonly until: string | null
  readonly by: Actor
}

/** What can be said of a case from its ledger alone. */
export type CaseState = {
  readonly reference: string
  readonly exportOn: string
  readonly assessment: { readonly id: string; readonly sha256: string }
  readonly law: string
  readonly parties: readonly CaseParty[]
  readonly items: readonly CaseItem[]
  readonly revenueOwners: readonly string[]
  readonly relies: readonly Reliance[]
  /** `null`: opened before it was kept. */
  readonly facts: CaseFacts | null
  readonly flags: readonly Flag[]
  readonly information: readonly LinkedInformation[]
  readonly questions: readonly {
    readonly id: string
    readonly text: string
    readonly paragraph: string
    readonly answer: string | null
  }[]
  /** The last screening of each party and owner. */
  readonly screenings: readonly Screening[]
  readonly hits: readonly CaseHit[]
  readonly rights: {
    readonly assessment: HumanRightsAssessment
    readonly by: Actor
    readonly considered: readonly string[]
    /** Keys of the facts it stands on. */
    readonly basis: readonly string[]
    /** Who looked at it again when something had changed, and why it still holds; oldest first. */
    readonly confirmed: readonly {
      readonly by: Actor
      readonly at: string
      readonly looked: string
      readonly reason: string
    }[]
  } | null
  readonly withheld: readonly { readonly subject: string; readonly ground: string }[]
  readonly holds: readonly Hold[]
  readonly application: Application
  readonly duties: readonly {
    readonly id: string
    readonly text: string
    readonly paragraph: string
    readonly dueOn: string | null
    readonly isDone: boolean
  }[]
  readonly shipments: readonly {
    readonly shipment: string
    readonly on: string
    readonly quantity: string
    readonly licence: string | null
    /** Empty: nobody said what it took. */
    readonly drawn: readonly Draw[]
  }[]
  /** One of each number, as it was read last. */
  readonly licences: readonly Licence[]
  readonly approvals: readonly Approval[]
  readonly closed: 'released' | 'refrained' | null
  readonly openedBy: Actor
}

/** An event with the person who did it and when. */
export type Recorded = { readonly event: CaseEvent; readonly actor: Actor; readonly at: string }

const NO_APPLICATION: Application = {
  stage: 'none',
  package: null,
  schedule: [],
  signedBy: null,
  reference: null,
  queries: [],
  answerBy: null,
  decision: null,
  isByHand: false,
  isProven: false,
  isWithAuthority: false,
  isSupplementDue: false,
}

/**
 * The state of a case: a fold over its ledger.
 * @throws Error when the first event does not open the case: a ledger that does not begin so was never ours.
 */
export function caseOf(events: readonly Recorded[]): CaseState {
  const [first, ...rest] = events
  if (first?.event.kind !== 'case.opened') throw new Error('a case ledger begins with `case.opened`')
  return rest.reduce(afterEvent, opened(first.event, first.actor))
}

function opened(event: Extract<CaseEvent, { kind: 'case.opened' }>, actor: Actor): CaseState {
  const { reference, exportOn, assessment, law, parties, items, revenueOwners, relies, facts = null } = event
  return {
    reference,
    exportOn,
    assessment,
    law,
    parties,
    items,
    revenueOwners,
    relies,
    facts,
    flags: [],
    information: [],
    questions: [],
    screenings: [],
    hits: [],
    approvals: [],
    rights: null,
    withheld: [],
    holds: [],
    application: NO_APPLICATION,
    duties: [],
    shipments: [],
    licences: [],
    closed: null,
    openedBy: actor,
  }
}

/** The state after one more event. */
export function afterEvent(state: CaseState, { event, actor, at }: Recorded): CaseState {
  switch (event.kind) {
    case 'case.opened':
      throw new Error('a case is opened once')
    case 'classification.recorded':
    case 'determination.recorded':
    case 'factor.recorded':
    case 'act.refused':
      return state
    case 'case.reassessed': {
      const { exportOn, assessment, law, relies, facts = state.facts } = event
      return { ...state, exportOn, assessment, law, relies, facts }
    }
    case 'screening.recorded':
      return screened(state, event)
    case 'screening.vouched':
      return {
        ...state,
        screenings: state.screenings.map((one) =>
          one.party === event.party ? { ...one, vouchedBy: [actor, event.second] } : one,
        ),
      }
    case 'question.opened':
      return {
        ...state,
        questions: [
          ...state.questions,
          { id: event.question, text: event.text, paragraph: event.paragraph, answer: null },
        ],
      }
    case 'question.answered':
      return {
        ...state,
        questions: state.questions.map((one) => (one.id === event.question ? { ...one, answer: event.answer } : one)),
      }
    case 'hit.decided':
      return {
        ...state,
        hits: state.hits.map((hit) =>
          hit.party === event.party && hit.entry === event.entry
            ? { ...withoutSilence(hit), decision: event.decision, reason: event.reason, by: actor }
            : hit,
        ),
      }
    case 'hit.reopened':
      return {
        ...state,
        hits: state.hits.map((hit) =>
          hit.party === event.party && hit.entry === event.entry && hit.suppression?.id === event.suppression
            ? spokenAgain(hit)
            : hit,
        ),
      }
    case 'flag.raised':
      return { ...state, flags: [...state.flags.filter((flag) => flag.id !== event.flag), raisedFlag(event)] }
    case 'flag.inquired':
      return withFlag(state, event.flag, (flag) => ({
        ...flag,
        state: 'inquiring',
        inquiries: [
          ...flag.inquiries,
          {
            question: event.question,
            askedOf: event.askedOf,
            dueOn: event.dueOn,
            answer: null,
            isAdequate: null,
          },
        ],
      }))
    case 'flag.answered':
      return withFlag(state, event.flag, (flag) => ({
        ...flag,
        state: 'answered',
        inquiries: flag.inquiries.map((one) =>
          one.answer === null ? { ...one, answer: event.answer, isAdequate: event.isAdequate } : one,
        ),
      }))
    case 'flag.resolved':
      return withFlag(state, event.flag, (flag) => ({
        ...flag,
        state: 'resolved',
        reason: event.reason,
        considered: event.considered,
        by: actor,
      }))
    case 'flag.unresolved':
      return withFlag(state, event.flag, (flag) => ({ ...flag, state: 'unresolved', reason: event.reason, by: actor }))
    case 'flag.mistaken':
      return withFlag(state, event.flag, (flag) => ({ ...flag, state: 'mistaken', reason: event.reason, by: actor }))
    case 'information.linked':
      return afterNews({ ...state, information: [...state.information, linked(event)] })
    case 'information.disposed':
      return {
        ...state,
        information: state.information.map((one) =>
          one.item === event.item
            ? { ...one, disposition: event.disposition, reason: event.reason, evidence: event.evidence, by: actor }
            : one,
        ),
      }
    case 'information.reopened':
      // Whoever weighed it before did not weigh what opens it again.
      return afterNews({
        ...state,
        information: state.information.map((one) =>
          one.item === event.item ? { ...one, disposition: null, by: null } : one,
        ),
        flags: state.flags.map((flag) => ({
          ...flag,
          considered: flag.considered.filter((one) => one !== event.item),
        })),
        rights:
          state.rights === null
            ? null
            : {
                ...state.rights,
                considered: state.rights.considered.filter((one) => one !== event.item),
                basis: state.rights.basis.filter((key) => key !== informationKey(event.item)),
              },
      })
    case 'disclosure.withheld':
      return { ...state, withheld: [...state.withheld, { subject: event.subject, ground: event.ground }] }
    case 'rights.assessed':
      return {
        ...state,
        rights: {
          assessment: event.assessment,
          by: actor,
          considered: event.considered,
          basis: basisOf(state, event.considered),
          confirmed: [],
        },
      }
    case 'rights.confirmed': {
      const { looked, reason, considered } = event
      return {
        ...state,
        rights:
          state.rights === null
            ? null
            : {
                ...state.rights,
                considered,
                basis: basisOf(state, considered),
                confirmed: [...state.rights.confirmed, { by: actor, at, looked, reason }],
              },
      }
    }
    case 'hold.placed':
      return {
        ...state,
        holds: [...state.holds, { id: event.hold, reason: event.reason, source: event.source, liftedBy: null }],
      }
    case 'hold.lifted':
      return {
        ...state,
        holds: state.holds.map((hold) => (hold.id === event.hold ? { ...hold, liftedBy: actor } : hold)),
      }
    case 'application.prepared':
      return withApplication(state.application.isWithAuthority ? state : withApplication(state, ANEW), {
        stage: 'prepared',
        package: event.package,
        schedule: event.schedule,
        signedBy: null,
      })
    case 'application.signed':
      return withApplication(state, { stage: 'signed', signedBy: actor })
    case 'application.submitted':
      return withApplication(state, {
        stage: stageThere(state.application),
        isWithAuthority: true,
        isSupplementDue: false,
      })
    case 'application.registered':
      return withApplication(state, { reference: event.reference })
    case 'application.asked':
      return withApplication(state, {
        stage: 'asked',
        queries: [
          ...state.application.queries,
          { query: event.query, question: event.question, dueOn: event.dueOn, answer: null },
        ],
      })
    case 'application.replied': {
      const queries = state.application.queries.map((one) =>
        one.query === event.query ? { ...one, answer: event.answer } : one,
      )
      return withApplication(state, { queries, stage: stageAfterWord({ ...state.application, queries }) })
    }
    case 'application.intent-to-deny':
      return withApplication(state, { stage: 'intent-to-deny', answerBy: event.answerBy })
    case 'application.rebutted':
      return withApplication(state, {
        answerBy: null,
        stage: stageAfterWord({ ...state.application, answerBy: null }),
      })
    case 'application.made-elsewhere':
      // A second time, while it is there, it is a supplement.
      return withApplication(state, {
        ...(state.application.isWithAuthority ? {} : ANEW),
        stage: state.application.isWithAuthority ? stageThere(state.application) : 'submitted',
        reference: event.reference,
        schedule: event.schedule,
        isByHand: true,
        isWithAuthority: true,
        isSupplementDue: false,
      })
    case 'application.decided':
    case 'application.decided-elsewhere':
      return withApplication(state, {
        stage: 'decided',
        decision: event.decision,
        // Before the gate asked for a letter, people of the firm could write down what they said the authority had decided.
        isByHand: state.application.isByHand || actor.roles.length > 0,
        isProven: event.kind === 'application.decided-elsewhere' || actor.roles.length === 0,
        isWithAuthority: event.decision.outcome !== 'returned-without-action',
        isSupplementDue: state.application.isSupplementDue && event.decision.outcome !== 'returned-without-action',
      })
    case 'shipment.recorded':
      return {
        ...state,
        shipments: [
          ...state.shipments,
          {
            shipment: event.shipment,
            on: event.on,
            quantity: event.quantity,
            licence: event.licence,
            drawn: event.drawn ?? [],
          },
        ],
      }
    case 'licence.recorded': {
      const { licence, letter, lines, from, until } = event
      return {
        ...state,
        licences: [
          ...state.licences.filter((one) => one.licence !== licence),
          { licence, letter, lines, from, until, by: actor },
        ],
      }
    }
    case 'case.released':
      return { ...state, closed: 'released' }
    case 'case.refrained':
      return { ...state, closed: 'refrained' }
    case 'case.reopened':
      return { ...state, closed: null }
    case 'duty.opened':
      return {
        ...state,
        duties: [
          ...state.duties,
          { id: event.duty, text: event.text, paragraph: event.paragraph, dueOn: event.dueOn, isDone: false },
        ],
      }
    case 'duty.done':
      return {
        ...state,
        duties: state.duties.map((duty) => (duty.id === event.duty ? { ...duty, isDone: true } : duty)),
      }
    case 'approval.asked':
      return {
        ...state,
        approvals: [
          ...state.approvals,
          {
            id: event.approval,
            act: event.act,
            sentence: event.sentence,
            askedBy: actor,
            askedAt: at,
            state: 'waiting',
            answeredBy: null,
            reason: null,
          },
        ],
      }
    case 'approval.given':
      return withApproval(state, event.approval, { state: 'given', answeredBy: actor })
    case 'approval.declined':
      return withApproval(state, event.approval, { state: 'declined', answeredBy: actor, reason: event.reason })
    default:
      return unreachable(event)
  }
}

/** What an application that was returned without action left behind, when another is prepared. */
const ANEW: Partial<Application> = {
  reference: null,
  queries: [],
  answerBy: null,
  decision: null,
  isByHand: false,
  isProven: false,
}

/** Where it stands at the authority, whatever supplement was made meanwhile. */
function stageThere({ decision, answerBy, queries }: Application): ApplicationStage {
  if (decision !== null) return 'decided'
  if (answerBy !== null) return 'intent-to-deny'
  return queries.some((one) => one.answer === null) ? 'asked' : 'submitted'
}

/** An answer of ours leaves a supplement that is prepared or signed as it is. */
function stageAfterWord(application: Application): ApplicationStage {
  const { stage } = application
  return stage === 'prepared' || stage === 'signed' ? stage : stageThere(application)
}

/** A decision holds for the versions it was made on: another version of the entry or of the party opens the hit again. */
function screened(state: CaseState, event: Extract<CaseEvent, { kind: 'screening.recorded' }>): CaseState {
  const { party, partyVersion, state: found, because, isComplete } = event
  const hits = event.hits.map(({ entry, entryVersion, name, suppression }): CaseHit => {
    const before = state.hits.find((hit) => hit.party === party && hit.entry === entry)
    const isSame = before?.entryVersion === entryVersion && before.partyVersion === partyVersion
    // What a person decided here stays; a match that was silenced is silenced only as long as that holds.
    if (isSame && before.suppression?.id === suppression?.id) return before
    if (isSame && before.suppression === undefined && before.decision !== null) return before
    return {
      party,
      partyVersion,
      entry,
      entryVersion,
      name,
      ...(suppression === undefined
        ? { decision: null, reason: null, by: null }
        : {
            suppression,
            decision: 'false-match',
            reason: suppression.reason,
            by: { ...suppression.by, roles: ['officer'] },
          }),
      earlier: before === undefined ? [] : withEarlier(before),
    }
  })
  const isMetAgain = (hit: CaseHit) => hits.some((one) => one.party === hit.party && one.entry === hit.entry)
  return {
    ...state,
    screenings: [
      ...state.screenings.filter((one) => one.party !== party),
      { party, partyVersion, state: found, because, isComplete, vouchedBy: [] },
    ],
    hits: [...state.hits.filter((hit) => !isMetAgain(hit)), ...hits],
  }
}

function spokenAgain(hit: CaseHit): CaseHit {
  return { ...withoutSilence(hit), decision: null, reason: null, by: null, earlier: withEarlier(hit) }
}

/** What holds no more of a hit that is open again. */
function withEarlier({ decision, reason, by, entryVersion, earlier }: CaseHit): CaseHit['earlier'] {
  return decision === null || reason === null || by === null
    ? earlier
    : [...earlier, { decision, reason, by, entryVersion }]
}

function withoutSilence({ suppression: _, ...hit }: CaseHit): CaseHit {
  return hit
}

function withApproval(state: CaseState, id: string, change: Partial<Approval>): CaseState {
  return { ...state, approvals: state.approvals.map((one) => (one.id === id ? { ...one, ...change } : one)) }
}

function raisedFlag(event: Extract<CaseEvent, { kind: 'flag.raised' }>): Flag {
  return {
    id: event.flag,
    text: event.text,
    because: event.because,
    state: 'raised',
    inquiries: [],
    reason: null,
    considered: [],
    by: null,
  }
}

function linked(event: Extract<CaseEvent, { kind: 'information.linked' }>): LinkedInformation {
  const { item, sha256, party, because, isRetroactive } = event
  return { item, sha256, party, because, isRetroactive, disposition: null, reason: null, evidence: [], by: null }
}

/** Representations to the authority are continuing: what arrives after submission is owed to it, 15 CFR 764.2(g)(2). */
function afterNews(state: CaseState): CaseState {
  return state.application.isWithAuthority ? withApplication(state, { isSupplementDue: true }) : state
}

function withFlag(state: CaseState, id: string, change: (flag: Flag) => Flag): CaseState {
  return { ...state, flags: state.flags.map((flag) => (flag.id === id ? change(flag) : flag)) }
}

function withApplication(state: CaseState, change: Partial<Application>): CaseState {
  return { ...state, application: { ...state.application, ...change } }
}
