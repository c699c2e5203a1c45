/** Who may act at a node, and what each role permits. The one place that says so. */
import type { NodeKind, NodeProfile } from '../desk.ts'

/** Everything a person can be at a node; one person can be several. What each means in a case is for its gate to say. */
export const PERSON_ROLES = [
  'administrator',
  'officer',
  'executive',
  'sales',
  'engineer',
  'auditor',
  'registrar',
  'senior',
  'adviser',
  'delegate',
] as const
export type PersonRole = (typeof PERSON_ROLES)[number]

export type Person = {
  readonly id: string
  readonly name: string
  readonly roles: readonly PersonRole[]
  /** The agency an official speaks for; `null`: the node's own. */
  readonly agency: string | null
}

/** Roles that people of a node can be given. */
export const ROLES_OF_NODE: Readonly<Record<NodeKind, readonly PersonRole[]>> = {
  exporter: ['administrator', 'officer', 'executive', 'sales', 'engineer', 'auditor'],
  authority: ['administrator', 'registrar', 'officer', 'senior', 'adviser', 'delegate', 'auditor'],
}

/** Roles that a program can be given: it brings and reads, and decides nothing. */
export const ROLES_OF_PROGRAM: Readonly<Record<NodeKind, readonly PersonRole[]>> = {
  exporter: ['sales', 'auditor'],
  authority: ['auditor'],
}

const EVERY_ROLE = PERSON_ROLES

/**
 * What a door lets a person try, by role. `anyone`: without signing in. The gates of case, licensing and forum decide on
 * top of it what may be done in the matter at hand.
 */
export const PERMISSIONS = {
  /** How the process is, the sign-in itself, what is public, and what other nodes bring: that is judged by its signature. */
  public: 'anyone',
  /** Lists, law, countries, entries: read by whoever works here. */
  read: EVERY_ROLE,
  assess: ['officer', 'executive', 'sales', 'engineer'],
  'lists.decide': ['officer', 'administrator'],
  'cases.read': ['officer', 'executive', 'sales', 'engineer', 'auditor'],
  'cases.act': ['officer', 'executive', 'sales', 'engineer'],
  'cases.export': ['officer', 'executive', 'auditor'],
  'information.add': ['officer', 'executive', 'sales', 'engineer'],
  'information.read': ['officer', 'executive', 'auditor'],
  'application.prepare': ['officer'],
  'application.sign': ['executive'],
  'application.send': ['officer', 'executive'],
  'application.read': ['officer', 'executive', 'auditor'],
  'authority.read': ['registrar', 'officer', 'senior', 'adviser', 'auditor'],
  'authority.act': ['registrar', 'officer', 'senior', 'adviser'],
  'forum.read': ['delegate', 'officer', 'senior', 'auditor'],
  'forum.write': ['delegate'],
  'brief.read': EVERY_ROLE,
  'brief.make': ['officer', 'administrator', 'delegate'],
  'evidence.verify': ['officer', 'executive', 'auditor', 'administrator'],
  'people.read': ['administrator', 'auditor'],
  'people.manage': ['administrator'],
} as const satisfies Readonly<Record<string, 'anyone' | readonly PersonRole[]>>
export type Permission = keyof typeof PERMISSIONS

/** `person` `null`: nobody signed in. */
export function isPermitted(person: Pick<Person, 'roles'> | null, permission: Permission): boolean {
  const needed: 'anyone' | readonly PersonRole[] = PERMISSIONS[permission]
  if (needed === 'anyone') return true
  return person?.roles.some((role) => needed.includes(role)) ?? false
}

/** Everything the table lets a person try; `null`: nobody signed in. */
export function permissionsOf(person: Pick<Person, 'roles'> | null): readonly Permission[] {
  return PERMISSION_NAMES.filter((permission) => isPermitted(person, permission))
}

const PERMISSION_NAMES = Object.keys(PERMISSIONS) as Permission[]

/** Who is here, as the frame of the pages asks it. */
export type Me = {
  readonly node: NodeProfile
  /** `none`: one local user, who need not sign in. */
  readonly auth: 'none' | 'local'
  /** `null`: nobody is signed in. */
  readonly person: Person | null
  readonly permissions: readonly Permission[]
  /** Who can be named as a second person; empty when nobody is signed in, and without accounts. */
  readonly people: readonly Pick<Person, 'id' | 'name' | 'roles'>[]
  /** False: accounts are on, and nobody has one yet. */
  readonly hasAccounts: boolean
}
