/** A determination for people: requirements with their paragraphs, exceptions with what bars them, questions, papers. */
import { EXCEPTION_WORDS, OUTCOME_WORDS, STANDING_WORDS } from '../assessment/index.ts'
import type { Determination, ExceptionTest, Question, Requirement, ReviewPolicy } from '../law/index.ts'
import { heading, lengthOf, type Page, stated, styled, table, wrapped } from './page.ts'

/** One determination by itself, as `unblind determine` answers. */
export function determinationText(page: Page, title: string, determination: Determination): string {
  const lines = [
    styled(page, 'bold', title),
    '',
    `LAW  ${stated(page, OUTCOME_WORDS[determination.outcome])}`,
    ...requirementLines(page, determination),
    ...exceptionLines(page, determination.exceptions),
    ...policyLines(page, determination.policies),
    ...questionLines(page, determination.questions),
    ...dutyLines(page, determination.duties),
    ...traceLines(page, determination),
    '',
    NOT_ADVICE,
  ]
  return `${lines.join('\n')}\n`
}

export const NOT_ADVICE = 'This is not legal advice: it proposes, and a named person decides.'

function requirementLines(page: Page, determination: Determination): string[] {
  if (determination.requirements.length === 0) return [...heading(page, 'No requirement was found')]
  return [
    ...heading(page, 'Requirements'),
    ...determination.requirements.flatMap((one) => requirementText(page, one, '  ')),
  ]
}

/** Reason and column, paragraph, what made it, how it is reviewed. */
export function requirementText(page: Page, requirement: Requirement, indent: string): string[] {
  const mark = requirement.effect === 'prohibits' ? '✕' : '■'
  const column = requirement.column === undefined ? '' : ` ${requirement.column}`
  const name = `${mark} ${requirement.reason}${column}`
  const under = `${indent}    `
  const unchecked =
    requirement.standing === 'unchecked'
      ? wrapped(
          page,
          `${STANDING_WORDS.unchecked.shape} wording ${STANDING_WORDS.unchecked.word} since ${requirement.checkedOn}`,
          under,
        )
      : []
  const authority =
    requirement.effect === 'prohibits' ? [`${under}forbidden unless ${authorityWords(requirement.authority)}`] : []
  const party = requirement.party === undefined ? '' : ` (party ${requirement.party})`
  return [
    `${indent}${styled(page, 'danger', name)}  ${styled(page, 'bold', requirement.paragraph)}${party}`,
    ...authority,
    ...requirement.because.flatMap((clause) => wrapped(page, clause, under)),
    ...unchecked,
    ...(requirement.policy ?? []).flatMap((policy) => policyText(page, policy, under)),
  ]
}

function authorityWords(authority: Requirement['authority']): string {
  switch (authority) {
    case 'OFAC':
      return 'OFAC authorises it'
    case 'BIS':
      return 'BIS authorises it'
    case 'none':
      return 'the order itself allows it'
  }
}

function policyText(page: Page, policy: ReviewPolicy, indent: string): string[] {
  return wrapped(page, `review: ${policy.review} (${policy.paragraph})`, indent)
}

export function exceptionLines(page: Page, exceptions: readonly ExceptionTest[], indent = ''): string[] {
  if (exceptions.length === 0) return []
  const title = indent === '' ? heading(page, 'Licence exceptions') : [`${indent}exceptions`]
  return [...title, ...exceptions.flatMap((one) => exceptionText(page, one, `${indent}  `))]
}

function exceptionText(page: Page, test: ExceptionTest, indent: string): string[] {
  const state = test.available === true ? 'available' : test.available === false ? 'barred' : 'open'
  const lead = `${indent}${test.code.padEnd(4)} `
  const under = ' '.repeat(lengthOf(lead))
  const facts = test.available === false ? test.barredBy : test.conditions
  return [
    `${lead}${stated(page, EXCEPTION_WORDS[state])}  ${styled(page, 'faint', test.paragraph)}`,
    ...facts.flatMap((fact) => wrapped(page, fact, under)),
  ]
}

export function policyLines(page: Page, policies: readonly ReviewPolicy[]): string[] {
  if (policies.length === 0) return []
  return [
    ...heading(page, 'How an application would be reviewed (policy, not a requirement)'),
    ...table(
      page,
      policies.map((policy) => [policy.paragraph, [policy.review, ...policy.because].join('; ')]),
    ),
  ]
}

export function questionLines(page: Page, questions: readonly Question[]): string[] {
  if (questions.length === 0) return []
  return [
    ...heading(page, 'Questions whose answers would change this'),
    ...questions.flatMap((question, i) => [
      ...wrapped(page, question.text, `${String(i + 1).padStart(3)}. `),
      ...wrapped(page, `answer in \`${question.fact}\` (${question.paragraph})`, '     ', (line) =>
        styled(page, 'faint', line),
      ),
    ]),
  ]
}

export function dutyLines(page: Page, duties: Determination['duties']): string[] {
  if (duties.length === 0) return []
  return [
    ...heading(page, 'Papers and duties'),
    ...table(
      page,
      duties.map((duty) => [duty.paragraph, duty.text]),
    ),
  ]
}

function traceLines(page: Page, { notApplied }: Determination): string[] {
  if (notApplied.length === 0) return []
  return [
    ...heading(page, 'Looked at and found not to bind'),
    ...table(
      page,
      notApplied.map(({ rule, why }) => [rule, why]),
    ).map((line) => styled(page, 'faint', line)),
  ]
}
