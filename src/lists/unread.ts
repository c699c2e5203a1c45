/** Rows of which no party could be made: kept with their words, so that nothing is dropped unseen. */
import type { ListNote, UnreadRow } from './problem.ts'
import { cleanText } from './wording.ts'

const MAX_WORDS = 300
/** A file with more unread rows than this has another layout: the rest is told by the last row's number alone. */
const MAX_ROWS = 500

export function unreadRow(line: number, text: string): UnreadRow {
  return { line, text: cleanText(text.slice(0, 4 * MAX_WORDS)).slice(0, MAX_WORDS) }
}

export function unreadRowNotes(rows: readonly UnreadRow[]): readonly ListNote[] {
  if (rows.length === 0) return []
  const last = rows.at(-1)
  const kept = rows.slice(0, MAX_ROWS)
  const more = rows.length - kept.length
  const rest = last === undefined || more === 0 ? [] : [unreadRow(last.line, `and ${more} more rows, to this line`)]
  return [{ kind: 'unread-rows', rows: [...kept, ...rest] }]
}
