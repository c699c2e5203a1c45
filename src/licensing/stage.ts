import type { LicensingCase } from './state.ts'

/** How far an application has come, from its state alone. */
export const STAGES = [
  'received',
  'in-review',
  'asked',
  'consulting',
  'intent-to-deny',
  'proposed',
  'countersigned',
  'decided',
  'closed',
] as const
export type LicensingStage = (typeof STAGES)[number]

/** The furthest that holds: an intent to deny outranks a question, a proposal outranks both. */
export function stageOf(state: LicensingCase): LicensingStage {
  if (state.letter !== null) return 'closed'
  if (state.decision !== null) return 'decided'
  if (state.proposal !== null) return state.proposal.countersignedBy === null ? 'proposed' : 'countersigned'
  if (state.reference === null) return 'received'
  if (state.intents.at(-1)?.state === 'waited-for') return 'intent-to-deny'
  if (state.queries.some((one) => one.answer === null && !one.hasLapsed)) return 'asked'
  return state.consultations.some((one) => one.isAwaited) ? 'consulting' : 'in-review'
}
