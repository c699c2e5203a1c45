import { type Assessment, LIST_NAMES, type LineAnswer, type PartyAnswer } from '../assessment/index.ts'
import { countryName, dayInWords, parseDay } from '../base/index.ts'
import type { CaseState, DisclosureSchedule, ScheduleLine } from '../case/index.ts'
import type { Answers } from './answers.ts'
import type { ApplicationPackage, Paragraph } from './package.ts'

/**
 * The letter of explanation: what is to be shipped to whom, why a licence is needed, what is known and what is not. Each
 * paragraph rests on exhibits of the package.
 */
export function letterOf(
  caseState: CaseState,
  assessment: Assessment,
  disclosure: DisclosureSchedule,
  humanRights: ApplicationPackage['humanRights'],
  answers: Answers,
): readonly Paragraph[] {
  return [
    ...generated(caseState, assessment, disclosure, humanRights).map((one) => ({
      ...one,
      writtenBy: 'program' as const,
    })),
    ...(answers.letter ?? []).map((one) => ({ ...one, writtenBy: 'applicant' as const })),
  ]
}

function generated(
  caseState: CaseState,
  assessment: Assessment,
  disclosure: DisclosureSchedule,
  humanRights: ApplicationPackage['humanRights'],
): readonly Omit<Paragraph, 'writtenBy'>[] {
  return [
    { text: subjectWords(assessment), evidence: ['form'] },
    ...assessment.lines.map((line) => ({ text: lawWords(line, assessment), evidence: ['assessment'] })),
    ...assessment.parties.map((party) => ({ text: screeningWords(party), evidence: ['assessment'] })),
    ...disclosure.lines.map((line) => ({ text: lineWords(line), evidence: [line.subject] })),
    ...disclosure.withheld.map(({ ground, count }) => ({ text: withheldWords(ground, count), evidence: ['schedule'] })),
    ...(humanRights === null ? [] : rightsWords(humanRights)),
    ...caseState.questions
      .filter((question) => question.answer === null)
      .map(({ text, paragraph }) => ({ text: `Not known: ${text} (${paragraph})`, evidence: ['assessment'] })),
  ]
}

function subjectWords({ transaction }: Assessment): string {
  const act = { export: 'export', reexport: 'reexport', 'in-country': 'transfer within the country', deemed: 'release' }
  const items = transaction.items.map((item) =>
    [
      [item.quantity, item.unit].filter(Boolean).join(' '),
      item.part ?? item.description ?? 'an item without a name',
      item.eccn === undefined ? '' : `(${[item.eccn, item.paragraph].filter(Boolean).join('.')})`,
    ]
      .filter(Boolean)
      .join(' '),
  )
  const users = transaction.parties.filter((party) => party.roles.includes('end-user'))
  const who = users.map((user) => [user.name, user.unit].filter(Boolean).join(', ')).join('; ')
  const use = transaction.endUse?.text ?? 'not stated'
  return `${transaction.exporter.name} asks for a licence to ${act[transaction.kind]} ${items.join('; ')} to ${countryName(transaction.destination)}. End user: ${who || 'not named'}. End use as stated: ${use}.`
}

function lawWords({ item, determination }: LineAnswer, { on }: Assessment): string {
  const { requirements } = determination
  if (requirements.length === 0)
    return `${item}: no requirement was found in the law of ${dayInWords(on)} (${determination.outcome}).`
  const why = requirements.map((one) => `${one.reason}, ${one.paragraph}: ${one.because.join('; ')}`)
  return `${item}: by the law of ${dayInWords(on)} a licence is required. ${why.join('. ')}.`
}

function screeningWords({ name, roles, screening, hits, owners }: PartyAnswer): string {
  const standing = [...hits, ...owners.flatMap((owner) => owner.hits)].filter((hit) => hit.identity !== 'false-match')
  const found = standing.map((hit) => `${hit.name} on the ${LIST_NAMES[hit.list]} (${hit.identity.replace('-', ' ')})`)
  const owned = owners.map(
    (owner) => `owner ${owner.path}${owner.percent === null ? '' : `, ${owner.percent} percent`}`,
  )
  return [
    `${name} (${roles.join(', ').replaceAll('-', ' ')}) was screened against the lists of parties: ${STATE_WORDS[screening.state]}${screening.because === '' ? '' : `, ${named(screening.because)}`}.`,
    ...(found.length > 0 ? [`It matches, and this is not settled as another party: ${found.join('; ')}.`] : []),
    ...(owned.length > 0 ? [`Owners known: ${owned.join('; ')}.`] : []),
  ].join(' ')
}

/** Lists by their names, days as people write them. */
function named(words: string): string {
  return words
    .replace(/\bu[ns]-[a-z]+(?:-[a-z]+)*/g, (id) => (id in LIST_NAMES ? LIST_NAMES[id as keyof typeof LIST_NAMES] : id))
    .replace(/\b\d{4}-\d{2}-\d{2}\b/g, (text) => {
      const on = parseDay(text)
      return on === null ? text : dayInWords(on)
    })
}

const STATE_WORDS = { hits: 'with matches', clear: 'without a match', notPerformed: 'not fully performed' } as const

function lineWords({ kind, text, dealtWith }: ScheduleLine): string {
  const what = {
    'red-flag': 'A red flag',
    information: 'Information received',
    inquiry: 'An inquiry not answered adequately',
  }
  return `${what[kind]}: ${ended(text)} How it was dealt with: ${ended(dealtWith)}`
}

/** With the full stop of a sentence, where the words bring none. */
function ended(words: string): string {
  return /[.!?…]$/.test(words.trim()) ? words.trim() : `${words.trim()}.`
}

function withheldWords(ground: string, count: number): string {
  return `${count === 1 ? 'One fact is' : `${count} facts are`} withheld from this application, with a second person’s signature, on this ground: ${ended(ground)}`
}

function rightsWords(
  humanRights: NonNullable<ApplicationPackage['humanRights']>,
): readonly Omit<Paragraph, 'writtenBy'>[] {
  const { rights, conclusion, reasons, mitigations, involvement } = humanRights
  return [
    ...rights.map((right) => ({
      text: `At risk: ${right.right}, of ${right.holders}. Scale ${right.scale}, scope ${right.scope}, irremediability ${right.irremediability}, likelihood ${right.likelihood}, each of 5.`,
      evidence: ['human-rights'],
    })),
    {
      text: `The applicant’s human-rights assessment concludes: ${conclusion.replaceAll('-', ' ')}; involvement: ${involvement.replace('-', ' ')}. ${reasons}${mitigations.length === 0 ? '' : ` Measures: ${mitigations.join('; ')}.`}`,
      evidence: ['human-rights'],
    },
  ]
}
