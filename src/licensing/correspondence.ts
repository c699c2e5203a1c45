/** What authority and applicant tell each other: the same fact as an entry of the one ledger and of the other. */
import type { Asked, CaseEvent } from '../case/index.ts'
import type { LicensingAsked } from './act.ts'
import type { Evidence, LicensingEvent } from './event.ts'
import type { LicensingCase } from './state.ts'

/** What the applicant's case is told when `event` happened at the authority; `null`: it is between officers. */
export function tellApplicant(event: LicensingEvent, after: LicensingCase): Asked | null {
  switch (event.kind) {
    case 'case.registered':
      return { kind: 'application.registered', reference: event.reference }
    case 'query.sent':
      return { kind: 'application.asked', query: event.query, question: event.question, dueOn: event.dueOn }
    case 'denial.intended':
      return {
        kind: 'application.intent-to-deny',
        reasons: [...event.reasons.map((reason) => reason.text), event.wouldHelp].join('\n'),
        answerBy: event.answerBy,
      }
    case 'letter.issued':
      return after.decision === null ? null : decisionTold(after, after.decision, event.letter)
    default:
      return null
  }
}

function decisionTold(
  { authority, conditions }: LicensingCase,
  { outcome, reference }: NonNullable<LicensingCase['decision']>,
  letter: string,
): Asked {
  const standing = outcome === 'granted-with-conditions' ? conditions.flatMap(({ text }) => text ?? []) : []
  return { kind: 'application.decided', decision: { outcome, authority, reference, letter, conditions: standing } }
}

/** What the authority's case is told when `event` happened at the applicant; `null`: it is the applicant's own affair. */
export function tellAuthority(event: CaseEvent, documents: readonly Evidence[]): LicensingAsked | null {
  switch (event.kind) {
    case 'application.replied':
      return { kind: 'query.replied', query: event.query, answer: event.answer, documents }
    case 'application.rebutted':
      return { kind: 'rebuttal.received', answer: event.answer, documents }
    default:
      return null
  }
}
