/** The screening of one name for people: the state first, then each hit with why, then what was read. */
import type { ScreenAnswer } from '../app/index.ts'
import { IDENTITY_WORDS, LIST_NAMES, SCREENING_WORDS } from '../assessment/index.ts'
import { listState } from './list-state.ts'
import { heading, type Page, stated, styled, table, wrapped } from './page.ts'
import { hitText } from './screening-text.ts'

export function screenAnswerText(page: Page, { query, screening, hits, lists }: ScreenAnswer): string {
  const lines = [
    ...wrapped(page, query.name, '', (line) => styled(page, 'bold', line)),
    ...wrapped(page, screening.because, `${stated(page, SCREENING_WORDS[screening.state])}: `),
    ...hits.flatMap((hit) => [
      '',
      ...wrapped(page, `${hit.name}, ${LIST_NAMES[hit.list]}`, `${stated(page, IDENTITY_WORDS[hit.identity])}: `),
      ...wrapped(page, about(hit.schema, hit.properties), '  '),
      ...hitText(page, hit, '  '),
    ]),
    ...heading(page, 'Lists read'),
    ...table(
      page,
      lists.map((list) => [list.title, listState(list), `${list.parties} parties`]),
    ),
  ]
  return `${lines.join('\n')}\n`
}

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
