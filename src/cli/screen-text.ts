/** The screening of one name for people: the state first, then each hit with why, then what was read. */
import type { ScreenAnswer, WhyNotAnswer } from '../app/index.ts'
import { IDENTITY_WORDS, LIST_NAMES, SCREENING_WORDS } from '../assessment/index.ts'
import { listState } from './list-state.ts'
import { heading, type Page, stated, styled, table, wrapped } from './page.ts'
import { explanationText, hitText, percent } from './screening-text.ts'

export function screenAnswerText(page: Page, { query, screening, hits, groups, lists }: ScreenAnswer): string {
  const lines = [
    ...wrapped(page, query.name, '', (line) => styled(page, 'bold', line)),
    ...wrapped(page, screening.because, `${stated(page, SCREENING_WORDS[screening.state])}: `),
    ...groups.flatMap(({ hits: at, joins }) => [
      ...(joins.length === 0 ? [] : ['', ...wrapped(page, sayJoins(at, joins, hits), 'One party: ')]),
      ...at.flatMap((place) => {
        const hit = hits[place]
        return hit === undefined ? [] : hitLines(page, hit)
      }),
    ]),
    ...heading(page, 'Lists read'),
    ...table(
      page,
      lists.map((list) => [list.title, listState(list), `${list.parties} parties`]),
    ),
  ]
  return `${lines.join('\n')}\n`
}

/** Which listings, and what they have in common. */
function sayJoins(at: Groups[number]['hits'], joins: Groups[number]['joins'], hits: ScreenAnswer['hits']): string {
  const lists = at.map((place) => hits[place]?.list).map((list) => (list === undefined ? '' : LIST_NAMES[list]))
  return `${at.length} listings (${lists.join('; ')}), by ${[...new Set(joins.map(({ reason }) => sayJoin(reason)))].join(', ')}`
}

function sayJoin(reason: Groups[number]['joins'][number]['reason']): string {
  switch (reason.kind) {
    case 'reference':
      return `reference ${reason.reference}`
    case 'identifier':
      return `number ${reason.number}`
    case 'name-and-birth':
      return `name and birth date ${reason.birthDate}`
    case 'name-and-country':
      return `name and country ${reason.country}`
  }
}

function hitLines(page: Page, hit: ScreenAnswer['hits'][number]): readonly string[] {
  return [
    '',
    ...wrapped(page, `${hit.name}, ${LIST_NAMES[hit.list]}`, `${stated(page, IDENTITY_WORDS[hit.identity])}: `),
    ...wrapped(page, about(hit.schema, hit.properties), '  '),
    ...hitText(page, hit, '  '),
  ]
}

/** Of one entry: the score beside the threshold, then what took from it. */
export function whyNotText(page: Page, { query, entry, score, threshold, isMatch, explanation, costs }: WhyNotAnswer) {
  const verdict = `${percent(score)} % alike; a match begins at ${percent(threshold)} %`
  const lines = [
    ...wrapped(page, query.name, '', (line) => styled(page, 'bold', line)),
    ...wrapped(page, `${entry.name}, ${LIST_NAMES[entry.list]}, entry ${entry.entryKey}`, 'against '),
    ...wrapped(page, verdict, isMatch ? 'matched: ' : 'not matched: '),
    ...explanationText(page, score, explanation, '  '),
    ...heading(page, 'What took from the score'),
    ...(costs.length === 0
      ? ['nothing']
      : table(
          page,
          costs.map(({ of, points }) => [`-${percent(points)} %`, sayCost(of)]),
        )),
  ]
  return `${lines.join('\n')}\n`
}

function sayCost(of: WhyNotAnswer['costs'][number]['of']): string {
  if (of === 'contradiction') return 'a part of one name contradicts the other'
  if ('effect' in of)
    return `${of.kind.replace(/-/g, ' ')} ${of.effect}: ${of.query || 'not given'} / ${of.entry || 'not given'}`
  if (of.query === null) return `only in the list: ${of.entry ?? ''}`
  if (of.entry === null) return `only in what was asked: ${of.query}`
  return `${of.query} / ${of.entry}: ${of.kind.replace(/-/g, ' ')}`
}

type Groups = ScreenAnswer['groups']

function about(schema: string, properties: ScreenAnswer['hits'][number]['properties']): string {
  const of = (property: string) => (properties[property] ?? []).slice(0, 5).join('; ')
  const facts = [
    ['country', of('country')],
    ['born', of('birthDate')],
    ['also', of('alias')],
    ['address', of('address')],
  ].filter(([, value]) => value !== '')
  return [schema, ...facts.map(([name, value]) => `${name} ${value}`)].join(', ')
}
