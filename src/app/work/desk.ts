/** The worklist: what is due, how bad, why here, who moves it. */
import type { Desk } from '../desk.ts'

export type WorkDesk = Readonly<Record<string, never>>

export function openWorkDesk(_desk: Desk): WorkDesk {
  return {}
}
