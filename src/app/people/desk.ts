/** The people of a node: accounts, sessions, what each may try. */
import type { Desk } from '../desk.ts'
import { type Me, type Person, permissionsOf } from './person.ts'

export type PeopleDesk = {
  /** `none`: one local user, who need not sign in. */
  readonly auth: 'none' | 'local'
  /** What the frame of the pages needs to know of whoever asks. */
  readonly me: (person: Person | null) => Promise<Me>
}

export function openPeopleDesk({ node }: Desk, auth: 'local' | undefined): PeopleDesk {
  return {
    auth: auth ?? 'none',
    me: async (person) => ({
      node,
      auth: auth ?? 'none',
      person,
      permissions: permissionsOf(person),
      people: [],
    }),
  }
}
