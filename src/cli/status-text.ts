/** How the lists and the law stand, for people. */
import type { Status, VersionStatus } from '../app/index.ts'
import { COVERAGE_WORDS, TABLE_WORDS } from '../assessment/index.ts'
import { listState } from './list-state.ts'
import { heading, longDay, type Page, stated, table, wrapped } from './page.ts'

export function statusText(page: Page, status: Status): string {
  const lines = [
    `COVERAGE  ${stated(page, COVERAGE_WORDS[status.coverage.state])} on ${longDay(status.today)}`,
    ...status.coverage.gaps.flatMap((gap) => wrapped(page, gap, '  - ')),
    ...heading(page, 'Lists'),
    ...listLines(page, status),
    ...heading(page, 'Law tables'),
    ...tableLines(page, status),
    ...waitingLines(page, status.versions),
    ...troubleLines(page, status),
  ]
  return `${lines.join('\n')}\n`
}

export function listLines(page: Page, { lists }: Pick<Status, 'lists'>): string[] {
  return table(
    page,
    lists.map((list) => [
      list.title,
      [
        listState(list),
        `${list.parties} parties`,
        ...(list.dataOn === null ? [] : [`data of ${longDay(list.dataOn)}`]),
      ].join(', '),
    ]),
  )
}

export function tableLines(page: Page, { tables }: Pick<Status, 'tables'>): string[] {
  return table(
    page,
    tables.map((one) => [
      one.table,
      `${TABLE_WORDS[one.state].shape} ${TABLE_WORDS[one.state].word}, text of ${longDay(one.textOn)}, compared on ${longDay(one.checkedOn)}, ${one.ageDays} days ago`,
    ]),
  )
}

function waitingLines(page: Page, versions: readonly VersionStatus[]): string[] {
  const waiting = versions.filter((version) => version.state === 'quarantined')
  if (waiting.length === 0) return []
  return [
    ...heading(page, 'Versions that wait for a person'),
    ...waiting.flatMap((version) => [
      ...wrapped(page, `${version.title}, ${version.parties} parties: ${version.reasons.join('; ')}`, '  ◌ '),
      `    unblind lists accept ${version.id} --reason "..."`,
    ]),
  ]
}

function troubleLines(page: Page, { troubles }: Status): string[] {
  if (troubles.length === 0) return []
  return [
    ...heading(page, 'Refused files and failed downloads'),
    ...table(
      page,
      troubles.map((trouble) => [trouble.at.slice(0, 16).replace('T', ' '), trouble.sentence]),
    ),
  ]
}
