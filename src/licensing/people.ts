/**
 * `registrar` takes applications in and assigns them, `officer` works and decides on them, `senior` settles conflicts between
 * agencies, `adviser` speaks for an agency that is consulted. One person can hold several roles.
 */
export const AUTHORITY_ROLES = ['registrar', 'officer', 'senior', 'adviser', 'auditor'] as const
export type AuthorityRole = (typeof AUTHORITY_ROLES)[number]

/** A named person who acts for an agency. Nothing is decided by a program. */
export type Official = {
  readonly id: string
  readonly name: string
  readonly agency: string
  readonly roles: readonly AuthorityRole[]
}

export function holds(official: Official, role: AuthorityRole): boolean {
  return official.roles.includes(role)
}
