/** The words of the brief’s page: kinds, standings, and how a source stood. */
import type { ChangeKind, ChangeStatus, Edition, SourceReport } from '../../src/brief/index.ts'
import { count, counted, dayInWords } from '../format.ts'
import { type StateWord, stateWord } from '../parts/state-mark.tsx'

export const KIND_WORDS: Readonly<Record<ChangeKind, string>> = {
  'list-add': 'Added to a list',
  'list-remove': 'Removed from a list',
  'list-amend': 'Amended on a list',
  text: 'Text of a rule or table',
  guidance: 'Guidance',
  enforcement: 'Enforcement',
  'import-rule': 'Import rule abroad',
  policy: 'Policy',
}

export const STATUS_WORDS: Readonly<Record<ChangeStatus, StateWord>> = {
  proposed: stateWord('Proposed, not in force', 'dashed', 'plain', 'It binds nobody yet.'),
  'pre-published': stateWord('Pre-published, not in force', 'dashed', 'plain', 'It is announced and binds nobody yet.'),
  published: stateWord('Published', 'paper', 'plain', 'It was published.'),
  effective: stateWord('In force', 'filled', 'plain', 'It binds now.'),
  delayed: stateWord('Delayed', 'pause', 'plain', 'It will bind later than it was said.'),
  corrected: stateWord('Corrected', 'half', 'plain', 'What was said before is corrected.'),
  withdrawn: stateWord('Withdrawn', 'barred', 'plain', 'It no longer stands.'),
}

export const SECTION_WORDS: Readonly<Record<Edition['sections'][number]['id'], string>> = {
  lists: 'Lists',
  rules: 'Rules in force',
  pending: 'Pending rules and comment days',
  abroad: 'Import and export rules abroad',
  enforcement: 'Enforcement',
  forum: 'Forum of states',
  corrections: 'Corrections to what was told before',
}

export const SOURCE_WORDS: Readonly<Record<string, StateWord>> = {
  changed: stateWord('Changed', 'filled', 'plain', 'It was read, and something in it is new.'),
  same: stateWord('No change', 'hollow', 'plain', 'It was read, and nothing in it is new.'),
  quarantined: stateWord(
    'A newer version waits',
    'pause',
    'danger',
    'The newer version looks wrong and waits for a person; the last good one stays in use.',
  ),
  unread: stateWord('Not up to date', 'dashed', 'danger', 'What is new there is not known.'),
}

export function standingOf({ state, changes }: SourceReport): string {
  return state === 'read' ? (changes === 0 ? 'same' : 'changed') : state
}

/** What stands beside the state: how much changed, or why it was not read. */
export function sourceNote(source: SourceReport): string {
  if (source.state !== 'read') return source.because ?? 'no reason is known'
  return source.changes === 0 ? '' : counted(source.changes, 'change', 'changes')
}

const RELATION_WORDS: Readonly<Record<string, string>> = {
  amends: 'amends',
  corrects: 'corrects',
  delays: 'delays',
  implements: 'implements',
  supersedes: 'supersedes',
  withdraws: 'withdraws',
  'follow-up': 'follows',
  'same-subject': 'same subject as',
}

type Notice = Edition['sections'][number]['notices'][number]

/** When it was published, binds and is to be answered, and what it relates to. */
export function noticeClauses({ publishedOn, effectiveOn, answerBy, rights, links }: Notice): readonly string[] {
  return [
    ...(publishedOn === null ? [] : [`published ${dayInWords(publishedOn)}`]),
    ...(effectiveOn === null ? [] : [`in force from ${dayInWords(effectiveOn)}`]),
    ...(answerBy === null ? [] : [`answer by ${dayInWords(answerBy)}`]),
    ...(rights.length === 0 ? [] : [`rights: ${rights.join(', ')}`]),
    ...links.map(({ rel, to }) => `${RELATION_WORDS[rel] ?? rel} ${to}`),
  ]
}

/** A value of a difference as text. */
export function shownValue(value: unknown): string {
  if (value === null || value === undefined) return 'absent'
  if (typeof value === 'string') return value
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value.join('; ')
  return JSON.stringify(value)
}

export function ofHow(part: number, whole: number): string {
  return `${count(part)} of ${count(whole)}`
}
