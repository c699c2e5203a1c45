/** A state's seat in the forum: what it says, takes, and shows. */
import type { Desk } from '../desk.ts'

export type ForumDesk = Readonly<Record<string, never>>

export function openForumDesk(_desk: Desk): ForumDesk {
  return {}
}
