/** How a determination compares with the answer its case line expects. */
import type { Determination, Requirement } from '../law/index.ts'

/** What a case line may expect: an outcome, or an outcome and requirements, each by any of its fields. */
type Expected = { readonly outcome?: string; readonly requirements?: readonly ExpectedRequirement[] }
type ExpectedRequirement = string | Readonly<Record<string, unknown>>

export type Agreement = {
  readonly agrees: boolean
  readonly expectedOutcome: string | null
  readonly outcome: string
  /** Requirements expected and not found. */
  readonly missing: readonly ExpectedRequirement[]
  /** Requirements found that the line, which lists requirements, does not list. */
  readonly unexpected: readonly string[]
}

export type AgreementSummary = {
  readonly labelled: number
  readonly agreeing: number
  /** Per outcome expected: how many, and how many of them agree. */
  readonly byOutcome: Readonly<Record<string, { readonly labelled: number; readonly agreeing: number }>>
}

/** `null`: the line expects nothing. Requirements beyond those listed are shown, and do not make it disagree. */
export function agreementOf(caseLine: unknown, determination: Determination): Agreement | null {
  const expected = expectedOf(caseLine)
  if (expected === null) return null
  const found = determination.requirements
  const listed = expected.requirements ?? []
  const missing = listed.filter((one) => !found.some((requirement) => isMeant(one, requirement)))
  const unexpected =
    expected.requirements === undefined
      ? []
      : found.filter((requirement) => !listed.some((one) => isMeant(one, requirement))).map(nameOf)
  const isOutcome = expected.outcome === undefined || expected.outcome === determination.outcome
  return {
    agrees: isOutcome && missing.length === 0,
    expectedOutcome: expected.outcome ?? null,
    outcome: determination.outcome,
    missing,
    unexpected,
  }
}

export function summaryOf(agreements: readonly Agreement[]): AgreementSummary {
  const byOutcome: Record<string, { labelled: number; agreeing: number }> = {}
  for (const { agrees, expectedOutcome } of agreements) {
    const name = expectedOutcome ?? 'any'
    const { labelled, agreeing } = byOutcome[name] ?? { labelled: 0, agreeing: 0 }
    byOutcome[name] = { labelled: labelled + 1, agreeing: agreeing + Number(agrees) }
  }
  return {
    labelled: agreements.length,
    agreeing: agreements.filter((agreement) => agreement.agrees).length,
    byOutcome,
  }
}

function expectedOf(caseLine: unknown): Expected | null {
  if (typeof caseLine !== 'object' || caseLine === null || !('expected' in caseLine)) return null
  const { expected } = caseLine
  if (typeof expected === 'string') return { outcome: expected }
  if (typeof expected !== 'object' || expected === null) return null
  const outcome = 'outcome' in expected && typeof expected.outcome === 'string' ? { outcome: expected.outcome } : {}
  const requirements =
    'requirements' in expected && Array.isArray(expected.requirements) ? { requirements: expected.requirements } : {}
  return { ...outcome, ...requirements }
}

/** A word names a reason (`SL`), a column (`NS2`), a rule or a paragraph; an object must agree in every field it gives. */
function isMeant(expected: ExpectedRequirement, requirement: Requirement): boolean {
  const fields: Readonly<Record<string, string | undefined>> = {
    rule: requirement.rule,
    reason: requirement.reason,
    column: requirement.column,
    paragraph: requirement.paragraph,
    effect: requirement.effect,
    authority: requirement.authority,
    party: requirement.party,
  }
  if (typeof expected === 'string') {
    return Object.values(fields).includes(expected) || isWithin(requirement.paragraph, expected)
  }
  return Object.entries(expected).every(([field, value]) =>
    field === 'paragraph' ? isWithin(requirement.paragraph, String(value)) : fields[field] === value,
  )
}

/** `742.13(a)` is meant by `15 CFR 742.13(a)(1)`: a citation reaches all below it, with or without its title. */
function isWithin(paragraph: string, cited: string): boolean {
  const bare = (text: string) => text.replace(/^\d+ CFR (part )?/, '')
  const [whole, part] = [bare(paragraph), bare(cited)]
  return whole === part || whole.startsWith(`${part}(`)
}

function nameOf(requirement: Requirement): string {
  return [requirement.reason, requirement.column, requirement.paragraph].filter(Boolean).join(' ')
}
