import { covers, type Day, type Period, type Sha256 } from '../base/index.ts'
import type { Duty, ExceptionTest, Question, Requirement, ReviewPolicy } from './determination.ts'
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

/**
 * What a rule says of one line. A rule that could bind on an unknown fact says `unknown`, never `nothing`.
 * `as`: the id of the part that speaks, where one rule reads a whole table; absent: the rule's own id.
 */
export type Finding =
  | { readonly kind: 'requirement'; readonly requirement: StatedRequirement; readonly as?: string }
  | { readonly kind: 'unknown'; readonly question: Omit<Question, 'rules'>; readonly as?: string }
  | { readonly kind: 'policy'; readonly policy: ReviewPolicy }
  | { readonly kind: 'duty'; readonly duty: Duty }
  | { readonly kind: 'nothing'; readonly why: string; readonly as?: string }

/** A rule of law: one value, cited to the paragraph, with the periods it binds and the day a person last read it. */
export type Rule = {
  readonly id: string
  readonly title: string
  readonly cites: readonly Citation[]
  /** INVARIANT: sorted, half-open, never overlapping. A stay is the previous wording as a period of its own, never a gap. */
  readonly inForce: readonly InForce[]
  /** First day whose wording was read; a day before it is `unchecked`. Absent: the wording of every period was read. */
  readonly knownFrom?: Day
  /** The last day this rule was compared with the official text. */
  readonly checkedOn: Day
  /** Names of the tables it reads; the oldest `checkedOn` among them replaces the rule's own. */
  readonly tables?: readonly string[]
  /** `persons`: binds whatever the item and whoever has jurisdiction over it. Default: only items subject to the law. */
  readonly reach?: 'items' | 'persons'
  readonly find: (facts: LineFacts, tables: LawTables) => readonly Finding[]
}

/** `unchecked`: in force by its own terms, on a day whose wording nobody compared with the official text. */
export type Standing = 'in-force' | 'not-in-force' | 'unchecked'

export function standing(rule: Pick<Rule, 'inForce' | 'checkedOn' | 'knownFrom'>, on: Day): Standing {
  if (!rule.inForce.some((period) => covers(period, on))) return 'not-in-force'
  if (rule.knownFrom !== undefined && on < rule.knownFrom) return 'unchecked'
  return on > rule.checkedOn ? 'unchecked' : 'in-force'
}

/** Which law a line falls under, before any rule is read. */
export type Jurisdiction =
  | { readonly kind: 'subject'; readonly because: string }
  | { readonly kind: 'not-subject'; readonly because: string }
  | { readonly kind: 'other-agency'; readonly because: string }
  | { readonly kind: 'unknown'; readonly questions: readonly Omit<Question, 'rules'>[] }

/** A licence exception tested on what the rules found, with the facts it waits for. */
export type ExceptionReading = {
  readonly test: Omit<ExceptionTest, 'lifts'>
  /** Whether its own terms reach this requirement; the engine drops those that admit only other exceptions. */
  readonly lifts: (requirement: Requirement) => boolean
  readonly questions: readonly Omit<Question, 'rules'>[]
}

export type LicenceException = {
  readonly code: string
  readonly cites: readonly Citation[]
  readonly inForce: readonly InForce[]
  readonly checkedOn: Day
  /** `null`: nothing about this line makes it worth naming. */
  readonly test: (facts: LineFacts, tables: LawTables, found: readonly Requirement[]) => ExceptionReading | null
}

/** The rules of one jurisdiction, as the engine needs them. */
export type BodyOfLaw = {
  readonly id: string
  /** First day answered for. Before it the rules were not gathered, so the answer is `undecided`. */
  readonly from: Day
  readonly jurisdictionRule: string
  readonly jurisdiction: (facts: LineFacts, tables: LawTables) => Jurisdiction
  readonly rules: readonly Rule[]
  readonly exceptions: readonly LicenceException[]
  /** Policies and papers that follow from what was found. */
  readonly consequences: (
    facts: LineFacts,
    tables: LawTables,
    found: readonly Requirement[],
  ) => readonly Extract<Finding, { kind: 'policy' | 'duty' }>[]
}
