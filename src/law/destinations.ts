import type { CountryCode } from '../base/index.ts'
import {
  type Determination,
  type ExceptionTest,
  gravestOutcome,
  mergeQuestions,
  type Question,
} from './determination.ts'
import type { LineFacts } from './facts.ts'

/**
 * Where an item may truly be bound: the destination named, and wherever its ultimate consignee and end users are. A line
 * that names one country and a user in another is read for each of them. A user of the United States abroad is an agency
 * or a branch there: the United States is no destination of an export.
 */
export function destinationsOf({ to, parties }: LineFacts): readonly [CountryCode, ...CountryCode[]] {
  const receivers = (parties ?? []).filter(
    ({ roles }) => roles.includes('end-user') || roles.includes('ultimate-consignee'),
  )
  const elsewhere = receivers.flatMap(({ country }) =>
    country === undefined || country === to || country === 'US' ? [] : [country],
  )
  return [to, ...[...new Set(elsewhere)].sort()]
}

/**
 * One answer from the answers for each destination: every requirement of any of them, an exception only where no
 * destination closes it, the gravest outcome. Where they differ it is asked which destination is the ultimate one.
 */
export function mergeDestinations(answers: readonly Determination[], facts: LineFacts): Determination {
  const [first, ...rest] = answers
  if (first === undefined) throw new Error('a line has at least one destination')
  if (rest.length === 0) return first
  const outcomes = answers.map((answer) => answer.outcome)
  const unchecked = answers.flatMap(({ uncheckedSince }) => (uncheckedSince === null ? [] : [uncheckedSince])).sort()
  const isSplit = new Set(outcomes).size > 1
  return {
    outcome: gravestOutcome(outcomes),
    requirements: distinct(answers.flatMap((answer) => answer.requirements)),
    exceptions: mergeExceptions(answers),
    policies: distinct(answers.flatMap((answer) => answer.policies)),
    questions: inOrder(
      mergeQuestions([...answers.flatMap((answer) => answer.questions), ...(isSplit ? [askDestination(facts)] : [])]),
    ),
    duties: distinct(answers.flatMap((answer) => answer.duties)),
    notApplied: distinct(answers.flatMap((answer) => answer.notApplied)),
    uncheckedSince: unchecked[0] ?? null,
    on: first.on,
  }
}

function mergeExceptions(answers: readonly Determination[]): readonly ExceptionTest[] {
  const needing = answers.filter((answer) => answer.requirements.length > 0)
  const codes = [...new Set(needing.flatMap((answer) => answer.exceptions.map((test) => test.code)))].sort()
  return codes.flatMap((code) => {
    const tests = needing.map((answer) => answer.exceptions.find((test) => test.code === code))
    const [known, ...others] = tests.filter((test) => test !== undefined)
    if (known === undefined) return []
    const all = [known, ...others]
    const isClosed = tests.includes(undefined) || all.some((test) => test.available === false)
    const available = isClosed ? false : all.every((test) => test.available === true) ? true : null
    return [
      {
        ...known,
        available,
        conditions: distinct(all.flatMap((test) => test.conditions)),
        barredBy: distinct([
          ...all.flatMap((test) => test.barredBy),
          ...(tests.includes(undefined)
            ? [`${known.paragraph}: not open to every country the item may be bound for`]
            : []),
        ]),
        lifts: distinct(all.flatMap((test) => test.lifts)),
      },
    ]
  })
}

function askDestination({ to }: LineFacts): Question {
  return {
    id: 'destination',
    fact: 'destination',
    text: `The destination is ${to} and a consignee or end user is elsewhere: which is the country of ultimate destination?`,
    rules: ['us-ear/748.5/destination'],
    paragraph: '15 CFR 748.5(e)-(f)',
  }
}

/** By id, so that the order of destinations shows nowhere. */
function inOrder(questions: readonly Question[]): readonly Question[] {
  return questions
    .map((question) => ({ ...question, rules: [...question.rules].sort() }))
    .sort((a, b) => (a.id < b.id ? -1 : 1))
}

function distinct<T>(values: readonly T[]): readonly T[] {
  const byText = new Map(values.map((value) => [JSON.stringify(value), value]))
  return [...byText.values()]
}
