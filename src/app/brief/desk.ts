/** The daily brief: what changed, whom it touches, what is held for it. */
import type { Desk } from '../desk.ts'

export type BriefDesk = Readonly<Record<string, never>>

export function openBriefDesk(_desk: Desk): BriefDesk {
  return {}
}
