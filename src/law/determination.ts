import type { Day } from '../base/index.ts'

export const OUTCOMES = [
  'not-subject',
  'other-agency',
  'prohibited',
  'licence-required',
  'exception-available',
  'no-licence-required',
  'undecided',
] as const
/** What the texts require. The tool never calls anything lawful. */
export type Outcome = (typeof OUTCOMES)[number]

/** Worst first. */
const GRAVITY: readonly Outcome[] = [
  'prohibited',
  'licence-required',
  'undecided',
  'other-agency',
  'exception-available',
  'no-licence-required',
  'not-subject',
]

/**
 * The gravest of several outcomes: what holds for a whole transaction, or for a line that may be bound for several places.
 * @throws Error when none is given
 */
export function gravestOutcome(outcomes: readonly Outcome[]): Outcome {
  const gravest = GRAVITY.find((outcome) => outcomes.includes(outcome))
  if (gravest === undefined) throw new Error('no outcome was given')
  return gravest
}

/** How an application would be reviewed: a policy, never a requirement. */
export type ReviewPolicy = {
  /** In our words: `generally denied`, `presumption of denial`, `case by case` ... */
  readonly review: string
  readonly paragraph: string
  readonly because: readonly string[]
}

/** One thing that requires a licence, or forbids. */
export type Requirement = {
  /** Rule id, `us-ear/738.4/chart`. */
  readonly rule: string
  /** Reason for control (`NS`, `CC`, `SL` ...) or the end-use or end-user ground (`entity-list`, `military-end-user`, `denied-person`, `ofac-blocking`, `embargo` ...). */
  readonly reason: string
  /** Chart column, `NS2`. */
  readonly column?: string
  /** The paragraph that requires it, `15 CFR 742.4(a)`. */
  readonly paragraph: string
  /** The table cells and facts that made it, each a short clause for people. */
  readonly because: readonly string[]
  readonly policy?: readonly ReviewPolicy[]
  /** `prohibits`: no BIS licence would cure it (denial order), or another authority must authorise (OFAC). */
  readonly effect: 'licence' | 'prohibits'
  /** Who could authorise it. */
  readonly authority: 'BIS' | 'OFAC' | 'none'
  /** `ref` of the party that made it. */
  readonly party?: string
  /** The only licence exceptions its paragraph admits, by code; empty: none. Absent: part 740 decides. */
  readonly onlyExceptions?: readonly string[]
  /** The wording's period; `until: null`: no end published. */
  readonly period: { readonly from: Day | null; readonly until: Day | null; readonly act: string }
  /** `unchecked`: the export date is after the last day the wording was compared with the official text. */
  readonly standing: 'in-force' | 'unchecked'
  readonly checkedOn: Day
}

/** One licence exception tested against the requirements found. */
export type ExceptionTest = {
  /** `GBS`, `STA`, `GOV` ... */
  readonly code: string
  /** `null`: open on facts not yet known; see `questions`. */
  readonly available: boolean | null
  readonly conditions: readonly string[]
  /** Each bar with its paragraph: `15 CFR 740.2(a)(3): ...`. */
  readonly barredBy: readonly string[]
  /** What it would lift of the requirements found: rule id, with `#NS2` where a chart column made it. */
  readonly lifts: readonly string[]
  readonly paragraph: string
}

/** A fact whose answer would change the law answer. */
export type Question = {
  /** Stable id, `end-user-type`. The answer goes into the fact `fact` names. */
  readonly id: string
  /** Path in the transaction or name in the case line: `parties[].endUserType`. */
  readonly fact: string
  readonly text: string
  /** Rules that wait for it. */
  readonly rules: readonly string[]
  readonly paragraph: string
}

/** Each question once, in the order first asked, with every rule that waits for it. */
export function mergeQuestions(questions: readonly Question[]): readonly Question[] {
  const merged = new Map<string, Question>()
  for (const question of questions) {
    const before = merged.get(question.id)
    const rules = [...new Set([...(before?.rules ?? []), ...question.rules])]
    merged.set(question.id, { ...(before ?? question), rules })
  }
  return [...merged.values()]
}

/** A paper or act that goes with the export whatever the outcome. */
export type Duty = { readonly id: string; readonly text: string; readonly paragraph: string }

export type Determination = {
  readonly outcome: Outcome
  readonly requirements: readonly Requirement[]
  readonly exceptions: readonly ExceptionTest[]
  /** Review policies that reach the line whatever its reason, 742.7(b). */
  readonly policies: readonly ReviewPolicy[]
  readonly questions: readonly Question[]
  readonly duties: readonly Duty[]
  /** Things looked at that found nothing, for the trace: rule id and why. */
  readonly notApplied: readonly { readonly rule: string; readonly why: string }[]
  /** Earliest last comparison among the rules read whose wording on this day nobody compared; `null`: all were. */
  readonly uncheckedSince: Day | null
  readonly on: Day
}
