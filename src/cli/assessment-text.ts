/** An assessment for people: three answers first, then what each rests on, then what is missing, then the detail. */

import {
  ACTION_WORDS,
  type Assessment,
  COVERAGE_WORDS,
  FACTOR_WORDS,
  type Hit,
  IDENTITY_WORDS,
  LIST_NAMES,
  type LineAnswer,
  OUTCOME_WORDS,
  OWNERSHIP_WORDS,
  type PartyAnswer,
  SCREENING_WORDS,
  TABLE_WORDS,
} from '../assessment/index.ts'
import { countryName, parseCountry } from '../base/index.ts'
import {
  dutyLines,
  exceptionLines,
  NOT_ADVICE,
  policyLines,
  questionLines,
  requirementText,
} from './determination-text.ts'
import { listState } from './list-state.ts'
import { heading, longDay, type Page, stated, styled, table, wrapped } from './page.ts'
import { hitText } from './screening-text.ts'

export function assessmentText(page: Page, assessment: Assessment): string {
  const lines = [
    ...strip(page, assessment),
    ...answers(page, assessment),
    ...actionLines(page, assessment),
    ...assessment.lines.flatMap((line) => lineText(page, line)),
    ...policyLines(page, once(assessment.lines.flatMap((line) => line.determination.policies))),
    ...questionLines(page, assessment.questions),
    ...partyLines(page, assessment.parties),
    ...redFlagLines(page, assessment),
    ...factorLines(page, assessment),
    ...dutyLines(page, once(assessment.lines.flatMap((line) => line.determination.duties))),
    ...sourceLines(page, assessment),
    '',
    NOT_ADVICE,
  ]
  return `${lines.join('\n')}\n`
}

function strip(page: Page, { transaction, on, id }: Assessment): string[] {
  const route = [...(transaction.from ? [transaction.from] : []), ...(transaction.route ?? []), transaction.destination]
  const title = transaction.reference ?? 'Assessment'
  return [
    ...wrapped(page, title, '', (line) => styled(page, 'bold', line)),
    ...wrapped(
      page,
      `${transaction.kind} on ${longDay(on)}, ${route.map(nameOf).join(' → ')}; ${transaction.exporter.name}`,
    ),
    styled(page, 'faint', `assessment ${id}`),
  ]
}

function nameOf(code: string): string {
  const country = parseCountry(code)
  return country === null ? code : countryName(country)
}

function answers(page: Page, { law, coverage, action }: Assessment): string[] {
  const unchecked = law.uncheckedSince === null ? '' : `, wording unchecked since ${longDay(law.uncheckedSince)}`
  return [
    '',
    `LAW       ${stated(page, OUTCOME_WORDS[law.outcome])}${unchecked}`,
    `COVERAGE  ${stated(page, COVERAGE_WORDS[coverage.state])}`,
    `ACTION    ${stated(page, ACTION_WORDS[action.state])}`,
  ]
}

function actionLines(page: Page, { action }: Assessment): string[] {
  const isBlocked = action.state === 'hold' || action.state === 'refrain'
  return [
    ...heading(page, isBlocked ? 'What stands in the way' : 'Why'),
    ...action.reasons.flatMap((reason, i) => wrapped(page, reason, `${String(i + 1).padStart(3)}. `)),
    ...(action.conditions.length > 0 ? heading(page, 'Conditions') : []),
    ...action.conditions.flatMap((condition) => wrapped(page, condition, '  - ')),
  ]
}

function lineText(page: Page, line: LineAnswer): string[] {
  const entry =
    line.eccn === null ? 'not classified' : `${line.eccn}${line.paragraph === null ? '' : `.${line.paragraph}`}`
  const by = line.classifiedBy === null ? 'nobody named as classifier' : `classified by ${line.classifiedBy}`
  const { determination } = line
  return [
    ...heading(page, `Item ${line.ref}: ${line.item}`),
    ...wrapped(page, `${entry}, ${by}`, '  '),
    `  ${stated(page, OUTCOME_WORDS[determination.outcome])}`,
    ...determination.requirements.flatMap((one) => requirementText(page, one, '  ')),
    ...exceptionLines(page, determination.exceptions, '  '),
  ]
}

function partyLines(page: Page, parties: readonly PartyAnswer[]): string[] {
  return [...heading(page, 'Parties'), ...parties.flatMap((party) => partyText(page, party))]
}

function partyText(page: Page, party: PartyAnswer): string[] {
  const where = party.country === null ? 'country not known' : nameOf(party.country)
  return [
    ...wrapped(page, `${party.name}, ${where}: ${party.roles.join(', ')}`, `  ${party.ref}  `),
    ...wrapped(page, party.screening.because, `      ${stated(page, SCREENING_WORDS[party.screening.state])}: `),
    ...party.hits.flatMap((hit) => partyHit(page, hit, '      ')),
    ...party.owners.flatMap((owner) => [
      ...wrapped(
        page,
        `owner ${owner.path}, ${owner.percent === null ? 'share not known' : `${owner.percent} %`}`,
        '      ',
      ),
      ...wrapped(page, owner.screening.because, `        ${stated(page, SCREENING_WORDS[owner.screening.state])}: `),
      ...owner.hits.flatMap((hit) => partyHit(page, hit, '        ')),
    ]),
    ...ownershipLines(page, party),
  ]
}

/** What each law makes of those behind the party; a law that finds nobody who counts is left to the JSON. */
function ownershipLines(page: Page, { ownership }: PartyAnswer): string[] {
  return (ownership?.answers ?? [])
    .filter(({ outcome, paths }) => outcome !== 'does-not-extend' || paths.length > 0)
    .flatMap(({ title, outcome, standing, checkedOn, because, paths, questions, cites }) => {
      const unchecked =
        standing === 'unchecked' && checkedOn !== null ? `, wording unchecked since ${longDay(checkedOn)}` : ''
      return [
        ...wrapped(page, `${title}${unchecked}`, `      ${stated(page, OWNERSHIP_WORDS[outcome])}: `),
        ...because.flatMap((reason) => wrapped(page, reason, '        because ')),
        ...paths.flatMap((path) => wrapped(page, `${path.text} (${path.list})`, '        path ')),
        ...questions.flatMap((question) => wrapped(page, question.text, '        ask ')),
        ...wrapped(page, cites.join('; '), '        '),
      ]
    })
}

function partyHit(page: Page, hit: Hit, indent: string): string[] {
  const decided =
    hit.decidedBy === undefined ? [] : wrapped(page, `${hit.decidedBy.by}: ${hit.decidedBy.reason}`, `${indent}  `)
  return [
    ...wrapped(
      page,
      `${hit.name}, ${LIST_NAMES[hit.list]}`,
      `${indent}${stated(page, IDENTITY_WORDS[hit.identity])}: `,
    ),
    ...hitText(page, hit, `${indent}  `),
    ...decided,
    ...silence(page, hit, `${indent}  `),
  ]
}

/** That two people silenced it, or why what they said holds no more. */
function silence(page: Page, { suppression }: Hit, indent: string): string[] {
  if (suppression === undefined) return []
  const { by, second, until, reason, lapsed, id } = suppression
  const who = `${by.name} and ${second.name}`
  return lapsed.length === 0
    ? wrapped(page, `${who} silenced it until ${until} (${id}): ${reason}`, indent)
    : wrapped(page, `${who} had silenced it (${id}); it speaks again: ${lapsed.join('; ')}`, indent)
}

function redFlagLines(page: Page, { redFlags }: Assessment): string[] {
  if (redFlags.length === 0) return [...heading(page, 'Red flags'), '  none raised by the facts given']
  return [
    ...heading(page, 'Red flags'),
    ...redFlags.flatMap((flag) => [
      ...wrapped(page, `${flag.text} (${flag.source})`, `  ${flag.id.padEnd(10)}  `),
      ...flag.because.flatMap((because) => wrapped(page, because, '              because ')),
      ...wrapped(page, flag.inquiry, '              inquire '),
    ]),
  ]
}

function factorLines(page: Page, { humanRights }: Assessment): string[] {
  return [
    ...heading(page, 'Human-rights factors'),
    ...humanRights.flatMap((factor) => {
      const { shape, word } = FACTOR_WORDS[factor.state]
      const rest = factor.state === 'unknown' ? `ask: ${factor.ask ?? ''}` : factor.because.join('; ')
      return wrapped(page, `${factor.title}. ${rest}`, `  ${factor.factor.padEnd(3)}  ${shape} ${word.padEnd(14)}  `)
    }),
  ]
}

function sourceLines(page: Page, { lists, tables, coverage, matchAlgorithm, programVersion }: Assessment): string[] {
  return [
    ...heading(page, 'Lists and law tables read'),
    ...coverage.gaps.flatMap((gap) => wrapped(page, gap, '  ◐ ')),
    ...table(page, [
      ...lists.map((list) => [list.title, `${listState(list)}, ${list.parties} parties, ${hashOf(list.version)}`]),
      ...tables.map((one) => [one.table, `${tableState(one)}, text of ${longDay(one.textOn)}, ${hashOf(one.sha256)}`]),
    ]),
    ...wrapped(page, `matched by ${matchAlgorithm}, unblind ${programVersion}`, '  ', (line) =>
      styled(page, 'faint', line),
    ),
  ]
}

function tableState(table: Assessment['tables'][number]): string {
  const { shape, word } = TABLE_WORDS[table.state]
  return `${shape} ${word} ${longDay(table.checkedOn)}`
}

/** Enough of a hash to tell versions apart; the whole of it is in the JSON. */
function hashOf(hash: string | null): string {
  return hash === null ? 'no file' : `sha256 ${hash.slice(0, 12)}`
}

function once<T>(values: readonly T[]): readonly T[] {
  const seen = new Map(values.map((value) => [JSON.stringify(value), value] as const))
  return [...seen.values()]
}
