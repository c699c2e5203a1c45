/** The people of a node: accounts, sessions, what each may try. */
import type { Desk } from '../desk.ts'

export type PeopleDesk = Readonly<Record<string, never>>

export function openPeopleDesk(_desk: Desk): PeopleDesk {
  return {}
}
