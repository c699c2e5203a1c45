/** A case for people: the three answers, what stands in the way and who moves it, then what is known and what was done. */
import type { CaseView } from '../app/index.ts'
import { ACTION_WORDS, COVERAGE_WORDS, OUTCOME_WORDS } from '../assessment/index.ts'
import type { Block, CaseEvent } from '../case/index.ts'
import { harmless, heading, longDay, type Page, stated, styled, wrapped } from './page.ts'

export function caseText(page: Page, view: CaseView): string {
  const { state, assessment } = view
  const standing = state.closed ?? (view.releaseBlocks.length > 0 ? 'open, blocked' : 'open')
  const lines = [
    ...wrapped(page, state.reference, '', (line) => styled(page, 'bold', line)),
    ...wrapped(page, `planned for ${longDay(state.exportOn)}; ${standing}; opened by ${state.openedBy.name}`),
    styled(page, 'faint', `case ${view.id}, assessment ${state.assessment.id}`),
    ...(assessment === null
      ? []
      : [
          '',
          `LAW       ${stated(page, OUTCOME_WORDS[assessment.law.outcome])}`,
          `COVERAGE  ${stated(page, COVERAGE_WORDS[assessment.coverage.state])}`,
          `ACTION    ${stated(page, ACTION_WORDS[assessment.action.state])}`,
        ]),
    ...blockLines(page, 'Nothing stands in the way of release', 'In the way of release', view.releaseBlocks),
    ...blockLines(
      page,
      'Nothing stands in the way of an application',
      'In the way of an application',
      view.applicationBlocks,
    ),
    ...informationLines(page, view),
    ...flagLines(page, view),
    ...scheduleLines(page, view),
    ...heading(page, 'What was done'),
    ...view.timeline.flatMap(({ at, actor, event }) =>
      wrapped(page, `${actor.name}: ${said(event)}`, `  ${at.slice(0, 16).replace('T', ' ')}  `),
    ),
  ]
  return `${lines.join('\n')}\n`
}

function blockLines(page: Page, none: string, some: string, blocks: readonly Block[]): readonly string[] {
  if (blocks.length === 0) return heading(page, none)
  return [
    ...heading(page, `${some} (${blocks.length})`),
    ...blocks.flatMap((block, i) => [
      ...wrapped(page, block.sentence, `${String(i + 1).padStart(3)}. `),
      ...wrapped(page, `${block.who}: ${block.unblock}  [${block.kind} ${block.id}]`, '     → '),
    ]),
  ]
}

function informationLines(page: Page, { state, words }: CaseView): readonly string[] {
  if (state.information.length === 0) return []
  return [
    ...heading(page, 'Information'),
    ...state.information.flatMap((one) => [
      ...wrapped(
        page,
        `about ${one.party}: ${one.because}${one.isRetroactive ? '; came in after the release' : ''}`,
        `  ${one.disposition === null ? '■ waits' : `□ ${one.disposition}`}  `,
      ),
      ...wrapped(page, shortened(words[one.item] ?? ''), '      “'),
      ...(one.reason === null || one.by === null ? [] : wrapped(page, `${one.by.name}: ${one.reason}`, '      ')),
      `      information ${harmless(one.item)}`,
    ]),
  ]
}

function flagLines(page: Page, { state }: CaseView): readonly string[] {
  if (state.flags.length === 0) return []
  return [
    ...heading(page, 'Red flags'),
    ...state.flags.flatMap((flag) => [
      ...wrapped(page, `${flag.text} [${flag.id}]`, `  ${flag.state}: `),
      ...flag.because.flatMap((why) => wrapped(page, why, '      because ')),
      ...flag.inquiries.flatMap(({ question, askedOf, answer }) =>
        wrapped(page, `${question} (${askedOf}): ${answer ?? 'no answer yet'}`, '      asked '),
      ),
    ]),
  ]
}

function scheduleLines(page: Page, { schedule }: CaseView): readonly string[] {
  const withheld = schedule.withheld.reduce((sum, { count }) => sum + count, 0)
  return [
    ...heading(page, 'To be disclosed in an application'),
    ...wrapped(
      page,
      `${schedule.lines.length} facts${withheld > 0 ? `, ${withheld} withheld with a second person` : ''}`,
      '  ',
    ),
    ...schedule.lines.flatMap((line) => wrapped(page, `${shortened(line.text)} (${line.dealtWith})`, '  - ')),
  ]
}

/** What an event records, in a line. */
function said(event: CaseEvent): string {
  const { kind, ...fields } = event
  const details = Object.values(fields).filter((value): value is string => typeof value === 'string' && value !== '')
  return `${kind.replace('.', ' ').replaceAll('-', ' ')}${details.length === 0 ? '' : `: ${shortened(details.join('; '))}`}`
}

const MAX_SHOWN = 400

function shortened(text: string): string {
  return text.length <= MAX_SHOWN ? text : `${text.slice(0, MAX_SHOWN).toWellFormed()}…`
}
