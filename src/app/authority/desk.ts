/** A licensing office at work: packages in, findings, questions, decisions, letters. */
import type { Desk } from '../desk.ts'

export type AuthorityDesk = Readonly<Record<string, never>>

export function openAuthorityDesk(_desk: Desk): AuthorityDesk {
  return {}
}
