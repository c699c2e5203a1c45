import { type Day, daysBetween } from '../base/index.ts'
import type { Outcome, Question, Requirement } from '../law/index.ts'
import type { ActionState, Assessment, FactorReading, LineAnswer, PartyAnswer, RedFlagRaised } from './assessment.ts'
import { type Coverage, MAX_TABLE_AGE_DAYS } from './coverage.ts'

export type ActionBasis = {
  /** The export date. */
  readonly on: Day
  readonly outcome: Outcome
  readonly coverage: Coverage
  readonly parties: readonly PartyAnswer[]
  readonly lines: readonly LineAnswer[]
  readonly redFlags: readonly RedFlagRaised[]
  readonly humanRights: readonly FactorReading[]
  readonly questions: readonly Question[]
}

/**
 * What the firm should do. The program proposes; a named person decides. A requirement of law is never made here: what
 * holds on human-rights or coverage grounds is named as the firm's own policy.
 */
export function proposeAction(basis: ActionBasis): Assessment['action'] {
  if (basis.outcome === 'prohibited') {
    return { state: 'refrain', reasons: [...prohibitions(basis.lines), ...openMatters(basis)], conditions: [] }
  }
  const open = openMatters(basis)
  if (open.length > 0) return { state: 'hold', reasons: open, conditions: [] }
  const [state, reason] = settledAction(basis.outcome)
  return { state, reasons: [reason], conditions: conditionsOf(basis.lines) }
}

function settledAction(outcome: Outcome): readonly [ActionState, string] {
  switch (outcome) {
    case 'licence-required':
      return ['apply', 'a licence is required and nothing else is open']
    case 'exception-available':
      return ['release-with-conditions', 'an exception covers every requirement, on the conditions named']
    case 'no-licence-required':
      return ['release', 'no requirement was found, every required list was read, and nothing is open']
    case 'not-subject':
      return [
        'release',
        'the item is not subject to these regulations, every required list was read, and nothing is open',
      ]
    case 'other-agency':
      return ['hold', 'another agency has jurisdiction: ask it']
    case 'prohibited':
    case 'undecided':
      return ['hold', 'the law is not decided']
  }
}

function prohibitions(lines: readonly LineAnswer[]): readonly string[] {
  const stated = lines.flatMap((line) =>
    line.determination.requirements
      .filter((requirement) => requirement.effect === 'prohibits')
      .map((requirement) => `law: ${requirement.because.join('; ')} (${requirement.paragraph})`),
  )
  return [...new Set(stated)]
}

/** Everything that stands between the transaction and a release or an application, in the order a person would settle it. */
function openMatters(basis: ActionBasis): readonly string[] {
  const { coverage, parties, redFlags, humanRights, questions, lines } = basis
  const undecidedHits = parties.flatMap((party) =>
    [...party.hits, ...party.owners.flatMap((owner) => owner.hits)]
      .filter((hit) => hit.identity === 'possible' || hit.identity === 'presumed')
      .map(
        (hit) =>
          `screening: is ${party.name} or its owner the listed ${hit.name} (${hit.list})? A named person must say`,
      ),
  )
  const unknown = humanRights.filter((factor) => factor.state === 'unknown')
  const contradicted = humanRights.filter((factor) => factor.state === 'contradicted')
  const unchecked = lines.some((line) => line.determination.requirements.some(isPastCheck(basis.on)))
  return [
    ...questions.map((question) => `law: ${question.text}`),
    ...ownershipQuestions(parties, questions),
    ...(basis.outcome === 'other-agency' ? ['law: another agency has jurisdiction over an item: ask it'] : []),
    ...(unchecked
      ? ['law: a requirement rests on wording not checked up to the export date: record the current text']
      : []),
    ...coverage.gaps.map((gap) => `coverage: ${gap}`),
    ...new Set(undecidedHits),
    ...redFlags.map((flag) => `red flag ${flag.id}: ${flag.text} Inquire: ${flag.inquiry}`),
    ...contradicted.map((factor) => `firm policy: ${factor.factor} (${factor.title}) is contradicted by what is held`),
    ...(unknown.length > 0
      ? [`firm policy: human-rights factors not known: ${unknown.map((factor) => factor.factor).join(', ')}`]
      : []),
  ]
}

/** Whatever keeps an ownership law undecided, but for what the law or the screening asks already. */
function ownershipQuestions(parties: readonly PartyAnswer[], questions: readonly Question[]): readonly string[] {
  const isAsked = new Set(questions.map(({ id }) => id))
  const open = parties.flatMap(({ ownership }) =>
    (ownership?.answers ?? [])
      .filter(({ outcome }) => outcome === 'undecided')
      .flatMap((answer) => answer.questions)
      .filter(({ id }) => !isAsked.has(id) && !id.startsWith('identity/')),
  )
  return [...new Set(open.map(({ text }) => `ownership: ${text}`))]
}

/** A check is carried forward for as long as a law table's is. */
function isPastCheck(on: Day): (requirement: Requirement) => boolean {
  return ({ standing, checkedOn }) => standing === 'unchecked' && daysBetween(checkedOn, on) > MAX_TABLE_AGE_DAYS
}

function conditionsOf(lines: readonly LineAnswer[]): readonly string[] {
  const used = lines.flatMap((line) =>
    line.determination.outcome === 'exception-available'
      ? line.determination.exceptions
          .filter((test) => test.available === true)
          .flatMap((test) => test.conditions.map((condition) => `${test.code}: ${condition}`))
      : [],
  )
  const duties = lines.flatMap((line) => line.determination.duties.map((duty) => `${duty.text} (${duty.paragraph})`))
  return [...new Set([...used, ...duties])]
}
