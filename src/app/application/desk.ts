/** An application of a case: prepared, signed, written, sent, followed. */
import type { Desk } from '../desk.ts'

export type ApplicationDesk = Readonly<Record<string, never>>

export function openApplicationDesk(_desk: Desk): ApplicationDesk {
  return {}
}
