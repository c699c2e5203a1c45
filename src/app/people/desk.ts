/** The people of a node: accounts, sessions, what each may try. */
import { resolve } from 'node:path'
import { sha256 } from '../../base/index.ts'
import type { Desk } from '../desk.ts'
import { personOf, withName } from './account.ts'
import { openHashing } from './hashing.ts'
import { type Keeping, openKeeping } from './keep.ts'
import { type Me, type Person, permissionsOf } from './person.ts'
import { openPrograms, type Programs } from './programs.ts'
import { type Doer, openRoll, peopleIn } from './roll.ts'
import { openSessions, type Sessions } from './sessions.ts'

export type PeopleDesk = Keeping &
  Sessions &
  Programs & {
    /** `none`: one local user, who need not sign in. */
    readonly auth: 'none' | 'local'
    /** Tells this node's sessions from those of others on its host: a few hexadecimal digits. */
    readonly tag: string
    /** What the frame of the pages needs to know of whoever asks. */
    readonly me: (person: Person | null) => Promise<Me>
    /** Those who may act here, in the order they were added; empty without accounts. */
    readonly living: () => Promise<readonly Person[]>
    /** `null`: nobody who may act here has this name. */
    readonly named: (name: string) => Promise<Person | null>
    /** Keeps that somebody at the machine itself acted under the name of an account. */
    readonly noteAtTerminal: (person: Person, command: string, by: Doer) => Promise<void>
  }

export function openPeopleDesk(desk: Desk, auth: 'local' | undefined): PeopleDesk {
  const roll = openRoll(desk)
  const hashing = openHashing()
  const living = async () => (auth === undefined ? [] : peopleIn(await roll.accounts()).map(personOf))
  return {
    ...openKeeping(desk, roll, hashing),
    ...openSessions(desk, auth, roll, hashing),
    ...openPrograms(desk, roll),
    auth: auth ?? 'none',
    tag: sha256(desk.node.address ?? resolve(desk.dataDir)).slice(0, 8),
    me: async (person) => {
      const here = await living()
      const others = person === null ? [] : here.filter(({ id }) => id !== person.id)
      return {
        node: desk.node,
        auth: auth ?? 'none',
        person,
        permissions: permissionsOf(person),
        people: others.map(({ id, name, roles }) => ({ id, name, roles })),
        hasAccounts: here.length > 0,
      }
    },
    living,
    named: async (name) => {
      const account = withName(await roll.accounts(), name)
      return account === undefined || account.isProgram ? null : personOf(account)
    },
    noteAtTerminal: ({ id }, command, by) => roll.note({ kind: 'person.acted-at-terminal', person: id, command }, by),
  }
}
