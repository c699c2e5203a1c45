/** What a person may do in a firm's due diligence. One person can hold several roles. */
export const ROLES = ['officer', 'executive', 'sales', 'engineer', 'auditor'] as const
export type Role = (typeof ROLES)[number]

/** A named person who acts. Nothing in a case is done by a program alone, except placing holds and linking. */
export type Actor = { readonly id: string; readonly name: string; readonly roles: readonly Role[] }

/** The program itself: it may place holds, link information and open duties, and decide nothing. */
export const PROGRAM: Actor = { id: 'program', name: 'the program', roles: [] }

export function hasRole(actor: Actor, role: Role): boolean {
  return actor.roles.includes(role)
}
