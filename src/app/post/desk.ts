/** What nodes send each other: signed, sent again until it is taken, taken once. */
import type { Desk } from '../desk.ts'

export type PostDesk = Readonly<Record<string, never>>

export function openPostDesk(_desk: Desk): PostDesk {
  return {}
}
