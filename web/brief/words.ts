/** The words of the brief’s page with their shapes: standings, and how a source stood. */
import type { ChangeStatus, SourceReport } from '../../src/brief/index.ts'
// The file and not the folder: the words alone come into the pages.
import * as words from '../../src/brief/notice-words.ts'
import { count, counted } from '../format.ts'
import { type StateWord, stateWord } from '../parts/state-mark.tsx'
import { spoken } from '../sentence.ts'

export const STATUS_WORDS: Readonly<Record<ChangeStatus, StateWord>> = {
  proposed: stateWord(spoken(words.STATUS_WORDS.proposed), 'dashed', 'plain', 'It binds nobody yet.'),
  'pre-published': stateWord(
    spoken(words.STATUS_WORDS['pre-published']),
    'dashed',
    'plain',
    'It is announced and binds nobody yet.',
  ),
  published: stateWord(spoken(words.STATUS_WORDS.published), 'paper', 'plain', 'It was published.'),
  effective: stateWord(spoken(words.STATUS_WORDS.effective), 'filled', 'plain', 'It binds now.'),
  delayed: stateWord(spoken(words.STATUS_WORDS.delayed), 'pause', 'plain', 'It will bind later than it was said.'),
  corrected: stateWord(spoken(words.STATUS_WORDS.corrected), 'half', 'plain', 'What was said before is corrected.'),
  withdrawn: stateWord(spoken(words.STATUS_WORDS.withdrawn), 'barred', 'plain', 'It no longer stands.'),
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
