import type { NodeKind, PersonRole } from '../../src/app/index.ts'
// The file and not the folder: the one table of roles comes into the pages, without the program behind it.
import { ROLES_OF_NODE, ROLES_OF_PROGRAM } from '../../src/app/people/person.ts'
import { CheckIn, useFilling, type Values } from '../parts/act-form.tsx'

type Meaning = { readonly name: string; readonly means: string }

const ROLE_WORDS: Readonly<Record<NodeKind, Partial<Readonly<Record<PersonRole, Meaning>>>>> = {
  exporter: {
    administrator: { name: 'Administrator', means: 'keeps accounts and decides on lists; sees no case' },
    officer: { name: 'Officer', means: 'works on cases, disposes of information, prepares applications' },
    executive: { name: 'Executive', means: 'is accountable: signs applications, seconds what needs two' },
    sales: { name: 'Sales', means: 'opens cases and adds information; never disposes of it' },
    engineer: { name: 'Engineer', means: 'classifies items and answers for what they can do' },
    auditor: { name: 'Auditor', means: 'reads and exports everything, changes nothing' },
  },
  authority: {
    administrator: { name: 'Administrator', means: 'keeps accounts and decides on lists; sees no application' },
    registrar: { name: 'Registrar', means: 'takes packages in and registers them' },
    officer: { name: 'Licensing officer', means: 'reviews applications, asks, decides, countersigns for another' },
    senior: { name: 'Senior officer', means: 'decides where officers and agencies differ' },
    adviser: { name: 'Adviser', means: 'gives the position of the agency they speak for' },
    delegate: { name: 'Delegate', means: 'speaks for the state in the forum' },
    auditor: { name: 'Auditor', means: 'reads and exports everything, changes nothing' },
  },
}

export function roleInWords(kind: NodeKind, role: PersonRole): string {
  return ROLE_WORDS[kind][role]?.name ?? role
}

export function rolesInWords(kind: NodeKind, roles: readonly PersonRole[]): string {
  return roles.map((role) => roleInWords(kind, role)).join(', ')
}

/** All roles of this kind of node, each with what it is for; any number may be ticked. */
export function RolesIn({
  kind,
  isProgram = false,
}: {
  readonly kind: NodeKind
  /** Only what a program can be. */
  readonly isProgram?: boolean
}) {
  const { faults } = useFilling()
  const wrong = faults.filter(({ field }) => field === 'roles' || field.startsWith('roles.'))
  return (
    <fieldset className={wrong.length > 0 ? 'radio-in is-wrong' : 'radio-in'}>
      <legend>Roles</legend>
      <p className="hint">One or more. What each may try is the same for everybody who has it.</p>
      {wrong.length === 0 ? null : (
        <p className="error">
          <span className="visually-hidden">Error: </span>
          {wrong.map(({ sentence }) => `Roles ${sentence}`).join('. ')}
        </p>
      )}
      {(isProgram ? ROLES_OF_PROGRAM : ROLES_OF_NODE)[kind].map((role) => (
        <CheckIn
          key={role}
          name={`role:${role}`}
          label={
            <>
              {roleInWords(kind, role)} <span className="radio-means">{ROLE_WORDS[kind][role]?.means}</span>
            </>
          }
        />
      ))}
    </fieldset>
  )
}

/** The roles that are ticked. */
export function rolesOf(kind: NodeKind, values: Values): readonly PersonRole[] {
  return ROLES_OF_NODE[kind].filter((role) => values[`role:${role}`] === 'yes')
}

export function tickedRoles(roles: readonly PersonRole[]): Values {
  return Object.fromEntries(roles.map((role) => [`role:${role}`, 'yes']))
}

export function rolesFault(kind: NodeKind, values: Values) {
  return rolesOf(kind, values).length > 0 ? [] : [{ field: 'roles', sentence: 'are missing; tick one or more' }]
}
