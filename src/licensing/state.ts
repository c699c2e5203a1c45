import { unreachable } from '../base/index.ts'
import type { Advice, Evidence, Finding, LicensingEvent, LicensingOutcome, Sentence } from './event.ts'
import { FACTORS, type Factor } from './factors.ts'
import type { Official } from './people.ts'

export type FactorFinding = {
  readonly factor: Factor
  /** `null`: set aside as not applying, with its reason in `text`. */
  readonly finding: Finding | null
  readonly evidence: readonly string[]
  readonly counterEvidence: readonly string[]
  readonly text: string
  readonly by: Official
}

export type Subject = {
  readonly subject: string
  readonly weight: 'relied-on' | 'considered' | 'not-relevant' | null
  readonly reason: string | null
  readonly evidence: readonly string[]
  readonly by: Official | null
}

export type Query = {
  readonly query: string
  readonly question: string
  readonly dueOn: string
  readonly isAcknowledged: boolean
  readonly answer: string | null
  readonly hasLapsed: boolean
}

export type Consultation = {
  readonly agency: string
  readonly question: string
  readonly dueOn: string
  readonly advice: Advice | null
  readonly reasons: string | null
  readonly evidence: readonly string[]
  readonly isAwaited: boolean
  /** The day of the newest question passed without advice. Advice given before still stands. */
  readonly hasLapsed: boolean
  /** Of a conflict with this agency, by somebody senior. */
  readonly settled: { readonly reasons: string; readonly by: Official } | null
}

export type Condition = {
  readonly condition: string
  /** `null`: dropped with the consent of the agency that imposed it. */
  readonly text: string | null
  readonly metric: string
  readonly imposedBy: string
  /** What the agency agreed to and is not yet done; `undefined`: nothing. */
  readonly consentedTo: { readonly to: string | null } | null
}

export type Intent = {
  readonly reasons: readonly Sentence[]
  readonly wouldHelp: string
  readonly answerBy: string
  readonly state: 'waited-for' | 'received' | 'lapsed'
  readonly answer: string | null
}

export type Proposal = {
  readonly outcome: LicensingOutcome
  readonly reasons: readonly Sentence[]
  readonly grounds: readonly string[]
  readonly by: Official
  readonly countersignedBy: Official | null
}

/** What can be said of an application at the authority, from its ledger alone. */
export type LicensingCase = {
  readonly authority: string
  readonly file: string
  readonly package: string
  /** Packages that came after the first, in order. */
  readonly supplements: readonly { readonly file: string; readonly package: string; readonly receivedOn: string }[]
  readonly exporter: string
  readonly exportersCase: string
  readonly destination: string
  readonly items: readonly string[]
  readonly signedBy: string
  readonly receivedOn: string
  readonly reference: string | null
  readonly registeredOn: string | null
  /** Name of who has it. */
  readonly officer: string | null
  /** Id of their account; `null`: nobody has it, or only their name was kept. */
  readonly officerId: string | null
  readonly evidence: readonly Evidence[]
  /** Everything that came in and is to be weighed: what was disclosed, replies, answers to an intent to deny. */
  readonly subjects: readonly Subject[]
  readonly findings: readonly FactorFinding[]
  readonly queries: readonly Query[]
  readonly consultations: readonly Consultation[]
  readonly conditions: readonly Condition[]
  /** One after the other: a new one may follow an answer that changed the grounds, and no answer is lost. */
  readonly intents: readonly Intent[]
  readonly proposal: Proposal | null
  readonly decision: (Proposal & { readonly on: string; readonly reference: string }) | null
  readonly letter: string | null
}

/** An event with the person who did it and when. */
export type LicensingRecorded = { readonly event: LicensingEvent; readonly actor: Official; readonly at: string }

/**
 * The state of a case: a fold over its ledger.
 * @throws Error when the first event is not the receipt of a package: a ledger that does not begin so was never ours.
 */
export function licensingCaseOf(events: readonly LicensingRecorded[]): LicensingCase {
  const [first, ...rest] = events
  if (first?.event.kind !== 'package.received') throw new Error('a licensing ledger begins with `package.received`')
  return rest.reduce(afterLicensing, received(first.event))
}

function received(event: Extract<LicensingEvent, { kind: 'package.received' }>): LicensingCase {
  const { kind: _, disclosed, ...facts } = event
  return {
    ...facts,
    supplements: [],
    reference: null,
    registeredOn: null,
    officer: null,
    officerId: null,
    subjects: disclosed.map(unweighed),
    findings: [],
    queries: [],
    consultations: [],
    conditions: [],
    intents: [],
    proposal: null,
    decision: null,
    letter: null,
  }
}

/** The state after one more event. What changes the ground of a proposal takes the proposal back. */
export function afterLicensing(state: LicensingCase, { event, actor }: LicensingRecorded): LicensingCase {
  switch (event.kind) {
    case 'package.received':
      throw new Error('a package is received once; a supplement comes as evidence')
    case 'supplement.received': {
      const { file, package: hash, receivedOn, disclosed, evidence } = event
      return regrounded({
        ...state,
        supplements: [...state.supplements, { file, package: hash, receivedOn }],
        evidence: [...state.evidence, ...evidence],
        subjects: [...state.subjects, ...disclosed.map(unweighed)],
      })
    }
    case 'case.registered':
      return { ...state, reference: event.reference, registeredOn: event.registeredOn }
    case 'case.assigned':
      return { ...state, officer: event.officer, officerId: event.officerId ?? null }
    case 'evidence.added':
      return regrounded({
        ...state,
        evidence: [...state.evidence, event.evidence],
        subjects: [...state.subjects, unweighed(event.evidence.id)],
      })
    case 'information.weighed':
      return regrounded({
        ...state,
        subjects: state.subjects.map((one) =>
          one.subject === event.subject
            ? { ...one, weight: event.weight, reason: event.reason, evidence: event.evidence, by: actor }
            : one,
        ),
      })
    case 'finding.recorded': {
      const { factor, finding, evidence, counterEvidence, text } = event
      return withFinding(state, { factor, finding, evidence, counterEvidence, text, by: actor })
    }
    case 'factor.set-aside': {
      const { factor, reason, evidence } = event
      return withFinding(state, { factor, finding: null, evidence, counterEvidence: [], text: reason, by: actor })
    }
    case 'query.sent': {
      const { query, question, dueOn } = event
      const asked: Query = { query, question, dueOn, isAcknowledged: false, answer: null, hasLapsed: false }
      return regrounded({ ...state, queries: [...state.queries, asked] })
    }
    case 'query.acknowledged':
      return withQuery(state, event.query, { isAcknowledged: true })
    case 'query.replied':
      return regrounded(
        withDocuments(
          withQuery(state, event.query, { answer: event.answer, hasLapsed: false }),
          `reply ${event.query}`,
          event.documents,
        ),
      )
    case 'query.lapsed':
      return withQuery(state, event.query, { hasLapsed: true })
    case 'agency.consulted':
      return regrounded({ ...state, consultations: consulted(state, event) })
    case 'agency.advised': {
      const { advice, reasons, evidence } = event
      return regrounded(
        withConsultation(state, event.agency, {
          advice,
          reasons,
          evidence,
          isAwaited: false,
          hasLapsed: false,
          settled: null,
        }),
      )
    }
    case 'agency.lapsed':
      return withConsultation(state, event.agency, { isAwaited: false, hasLapsed: true })
    case 'conflict.settled':
      return regrounded(withConsultation(state, event.agency, { settled: { reasons: event.reasons, by: actor } }))
    case 'condition.imposed': {
      const { condition, text, metric, imposedBy } = event
      return regrounded({
        ...state,
        conditions: [...state.conditions, { condition, text, metric, imposedBy, consentedTo: null }],
      })
    }
    case 'condition.consented':
      return withCondition(state, event.condition, { consentedTo: { to: event.to } })
    case 'condition.changed':
      return regrounded(withCondition(state, event.condition, { text: event.to, consentedTo: null }))
    case 'denial.intended': {
      const { reasons, wouldHelp, answerBy } = event
      const told: Intent = { reasons, wouldHelp, answerBy, state: 'waited-for', answer: null }
      return regrounded({ ...state, intents: [...state.intents, told] })
    }
    case 'rebuttal.received':
      return regrounded(
        withDocuments(
          withLastIntent(state, { state: 'received', answer: event.answer }),
          `rebuttal ${state.intents.length}`,
          event.documents,
        ),
      )
    case 'rebuttal.lapsed':
      return withLastIntent(state, { state: 'lapsed' })
    case 'decision.proposed': {
      const { outcome, reasons, grounds } = event
      return { ...state, proposal: { outcome, reasons, grounds, by: actor, countersignedBy: null } }
    }
    case 'decision.countersigned':
      return {
        ...state,
        proposal: event.isAccepted && state.proposal !== null ? { ...state.proposal, countersignedBy: actor } : null,
      }
    case 'case.decided':
      return {
        ...state,
        decision: state.proposal === null ? null : { ...state.proposal, on: event.on, reference: event.reference },
      }
    case 'letter.issued':
      return { ...state, letter: event.letter }
    default:
      return unreachable(event)
  }
}

/** Factors on which nothing is found yet. */
export function openFactors(state: LicensingCase): readonly Factor[] {
  return FACTORS.filter((factor) => !state.findings.some((one) => one.factor === factor))
}

/** Every id a finding or a sentence may rest on. */
export function evidenceIds(state: LicensingCase): ReadonlySet<string> {
  return new Set([
    ...state.evidence.map((one) => one.id),
    ...state.findings.map((one) => `finding ${one.factor}`),
    ...state.consultations.filter((one) => one.advice !== null).map((one) => `advice ${one.agency}`),
    ...state.queries.filter((one) => one.answer !== null).map((one) => `reply ${one.query}`),
    ...state.queries.filter((one) => one.hasLapsed).map((one) => `query ${one.query}`),
    ...state.conditions.filter((one) => one.text !== null).map((one) => `condition ${one.condition}`),
    ...state.intents.map((_, i) => `intent ${i + 1}`),
    ...state.intents.flatMap((one, i) => (one.state === 'received' ? [`rebuttal ${i + 1}`] : [])),
  ])
}

/** A proposal stands on what was known when it was made; what changes that ground takes it and its countersignature back. */
function regrounded(state: LicensingCase): LicensingCase {
  return state.decision === null ? { ...state, proposal: null } : state
}

function unweighed(subject: string): Subject {
  return { subject, weight: null, reason: null, evidence: [], by: null }
}

/** What came in with a reply: each document is evidence, and the reply itself is to be weighed, again if it came before. */
function withDocuments(state: LicensingCase, subject: string, documents: readonly Evidence[]): LicensingCase {
  return {
    ...state,
    evidence: [...state.evidence, ...documents],
    subjects: [...state.subjects.filter((one) => one.subject !== subject), unweighed(subject)],
  }
}

function withFinding(state: LicensingCase, finding: FactorFinding): LicensingCase {
  return regrounded({
    ...state,
    findings: [...state.findings.filter((one) => one.factor !== finding.factor), finding],
  })
}

function withQuery(state: LicensingCase, id: string, change: Partial<Query>): LicensingCase {
  return { ...state, queries: state.queries.map((one) => (one.query === id ? { ...one, ...change } : one)) }
}

function withConsultation(state: LicensingCase, agency: string, change: Partial<Consultation>): LicensingCase {
  return {
    ...state,
    consultations: state.consultations.map((one) => (one.agency === agency ? { ...one, ...change } : one)),
  }
}

function withCondition(state: LicensingCase, id: string, change: Partial<Condition>): LicensingCase {
  return {
    ...state,
    conditions: state.conditions.map((one) => (one.condition === id ? { ...one, ...change } : one)),
  }
}

/** Asked again, an agency's advice stands until it gives another: asking must not take a refusal away. */
function consulted(
  state: LicensingCase,
  { agency, question, dueOn }: Extract<LicensingEvent, { kind: 'agency.consulted' }>,
): readonly Consultation[] {
  const before = state.consultations.find((one) => one.agency === agency)
  const asked: Consultation = {
    agency,
    question,
    dueOn,
    advice: before?.advice ?? null,
    reasons: before?.reasons ?? null,
    evidence: before?.evidence ?? [],
    isAwaited: true,
    hasLapsed: false,
    settled: before?.settled ?? null,
  }
  return [...state.consultations.filter((one) => one.agency !== agency), asked]
}

function withLastIntent(state: LicensingCase, change: Partial<Intent>): LicensingCase {
  const last = state.intents.length - 1
  return { ...state, intents: state.intents.map((one, i) => (i === last ? { ...one, ...change } : one)) }
}
