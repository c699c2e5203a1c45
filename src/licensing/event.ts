import type { Factor } from './factors.ts'

export const FINDINGS = ['none', 'low', 'moderate', 'serious', 'clear-risk'] as const
export type Finding = (typeof FINDINGS)[number]

export const OUTCOMES = ['granted', 'granted-with-conditions', 'denied', 'returned-without-action'] as const
export type LicensingOutcome = (typeof OUTCOMES)[number]

export const ADVICE = ['approve', 'proviso', 'refuse', 'need-information', 'not-applicable'] as const
export type Advice = (typeof ADVICE)[number]

/** One sentence of a letter and what it rests on: ids of evidence in the case, never none. */
export type Sentence = { readonly text: string; readonly evidence: readonly string[] }

/** Something a finding may rest on. `isOpen`: the applicant may be told what it is. Its hash is told in any case. */
export type Evidence = {
  readonly id: string
  readonly title: string
  readonly sha256: string
  readonly isOpen: boolean
}

/**
 * What happened in one case of a licensing authority, in the order it was recorded. `kind` is the sealed entry's kind, the
 * rest its body. Nothing is ever taken back: a later event answers an earlier one.
 */
export type LicensingEvent =
  | {
      readonly kind: 'package.received'
      /** The agency that decides. */
      readonly authority: string
      /** SHA-256 of the signed text, which is kept. */
      readonly file: string
      readonly package: string
      readonly exporter: string
      readonly exportersCase: string
      readonly destination: string
      /** Each item in a line: its entry and what it is called. */
      readonly items: readonly string[]
      readonly signedBy: string
      readonly receivedOn: string
      /** What the applicant disclosed: each is to be dealt with before a decision. */
      readonly disclosed: readonly string[]
      readonly evidence: readonly Evidence[]
    }
  /** What the applicant learned since: representations to an authority are continuing, 15 CFR 748.6(f). */
  | {
      readonly kind: 'supplement.received'
      readonly file: string
      readonly package: string
      readonly receivedOn: string
      /** New or changed since: each is to be dealt with, beside what came before. */
      readonly disclosed: readonly string[]
      readonly evidence: readonly Evidence[]
    }
  | { readonly kind: 'case.registered'; readonly reference: string; readonly registeredOn: string }
  | {
      readonly kind: 'case.assigned'
      /** Name. */
      readonly officer: string
      /** Id of their account; absent: there are no accounts, or it was assigned before it was kept. */
      readonly officerId?: string | undefined
    }
  | { readonly kind: 'evidence.added'; readonly evidence: Evidence; readonly from: string }
  | {
      readonly kind: 'information.weighed'
      readonly subject: string
      readonly weight: 'relied-on' | 'considered' | 'not-relevant'
      readonly reason: string
      readonly evidence: readonly string[]
    }
  | {
      readonly kind: 'finding.recorded'
      readonly factor: Factor
      readonly finding: Finding
      readonly evidence: readonly string[]
      readonly counterEvidence: readonly string[]
      readonly text: string
    }
  | {
      readonly kind: 'factor.set-aside'
      readonly factor: Factor
      readonly reason: string
      readonly evidence: readonly string[]
    }
  | { readonly kind: 'query.sent'; readonly query: string; readonly question: string; readonly dueOn: string }
  /** The applicant says that it has the question. No reply. */
  | { readonly kind: 'query.acknowledged'; readonly query: string }
  | {
      readonly kind: 'query.replied'
      readonly query: string
      readonly answer: string
      readonly documents: readonly Evidence[]
    }
  /** The day passed without a reply: the officer goes on without one, and says so. */
  | { readonly kind: 'query.lapsed'; readonly query: string; readonly on: string; readonly reason: string }
  | { readonly kind: 'agency.consulted'; readonly agency: string; readonly question: string; readonly dueOn: string }
  | {
      readonly kind: 'agency.advised'
      readonly agency: string
      readonly advice: Advice
      readonly reasons: string
      readonly evidence: readonly string[]
    }
  | { readonly kind: 'agency.lapsed'; readonly agency: string; readonly on: string; readonly reason: string }
  | {
      readonly kind: 'condition.imposed'
      readonly condition: string
      readonly text: string
      /** How anybody can tell that it was kept. */
      readonly metric: string
      readonly imposedBy: string
    }
  /** The agency that imposed it agrees to other words, or to `null`: none. */
  | { readonly kind: 'condition.consented'; readonly condition: string; readonly to: string | null }
  | {
      readonly kind: 'condition.changed'
      readonly condition: string
      readonly to: string | null
      readonly reason: string
    }
  /** Who decides between agencies, with reasons: the only way past the advice of one of them. */
  | { readonly kind: 'conflict.settled'; readonly agency: string; readonly outcome: string; readonly reasons: string }
  | {
      readonly kind: 'denial.intended'
      readonly reasons: readonly Sentence[]
      /** What in the application would have to change for it to be weighed again. */
      readonly wouldHelp: string
      readonly on: string
      readonly answerBy: string
    }
  | { readonly kind: 'rebuttal.received'; readonly answer: string; readonly documents: readonly Evidence[] }
  | { readonly kind: 'rebuttal.lapsed'; readonly on: string }
  | {
      readonly kind: 'decision.proposed'
      readonly outcome: LicensingOutcome
      readonly reasons: readonly Sentence[]
      /** Paragraphs of law it rests on. */
      readonly grounds: readonly string[]
    }
  | { readonly kind: 'decision.countersigned'; readonly isAccepted: boolean; readonly reason: string }
  | { readonly kind: 'case.decided'; readonly on: string; readonly reference: string }
  | { readonly kind: 'letter.issued'; readonly letter: string; readonly on: string }

export type LicensingKind = LicensingEvent['kind']
