import { covers, type Day, type Period, type Sha256 } from '../base/index.ts'
import type { Duty, Question, Requirement, ReviewPolicy } from './determination.ts'
import type { LineFacts } from './facts.ts'
import type { LawTables } from './tables.ts'

/** A paragraph of an official text, and the words its reader saw. */
export type Citation = {
  /** As lawyers write it, down to the paragraph: `15 CFR 744.11(a)(1)`. */
  readonly ref: string
  /** Of that paragraph as downloaded; `null`: the reader had no machine copy of the paragraph. */
  readonly textSha256: Sha256 | null
}

/** One stretch of time in which a rule's wording binds, and the act that made it so. */
export type InForce = Period & { readonly act: string }

/** A requirement as a rule states it; the engine adds rule, period and standing. */
export type StatedRequirement = Omit<Requirement, 'rule' | 'period' | 'standing' | 'checkedOn'>

/** What a rule says of one line. A rule that could bind on an unknown fact says `unknown`, never `nothing`. */
export type Finding =
  | { readonly kind: 'requirement'; readonly requirement: StatedRequirement }
  | { readonly kind: 'unknown'; readonly question: Omit<Question, 'rules'> }
  | { readonly kind: 'policy'; readonly policy: ReviewPolicy }
  | { readonly kind: 'duty'; readonly duty: Duty }
  | { readonly kind: 'nothing'; readonly why: string }

/** A rule of law: one value, cited to the paragraph, with the periods it binds and the day a person last read it. */
export type Rule = {
  readonly id: string
  readonly title: string
  readonly cites: readonly Citation[]
  /** INVARIANT: sorted, half-open, never overlapping. A stay is the previous wording as a period of its own, never a gap. */
  readonly inForce: readonly InForce[]
  /** The last day this rule was compared with the official text. */
  readonly checkedOn: Day
  readonly find: (facts: LineFacts, tables: LawTables) => readonly Finding[]
}

/** `unchecked`: in force by its own terms, on a day later than the last comparison with the text. */
export type Standing = 'in-force' | 'not-in-force' | 'unchecked'

export function standing(rule: Pick<Rule, 'inForce' | 'checkedOn'>, on: Day): Standing {
  if (!rule.inForce.some((period) => covers(period, on))) return 'not-in-force'
  return on > rule.checkedOn ? 'unchecked' : 'in-force'
}
