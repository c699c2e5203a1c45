/** Who acts in a case: the person of the node, with the roles that mean something there. */
import { type Actor, ROLES, type Role } from '../case/index.ts'
import type { StreamReader } from '../store/index.ts'
import type { Person } from './people/person.ts'
import type { PeopleNow } from './people/roll.ts'

export function actorOf({ id, name, roles }: Person): Actor {
  return { id, name, roles: roles.filter((role): role is Role => ROLES.some((one) => one === role)) }
}

/** Whoever acts or acted, with the roles they have at this moment; `null`: they may act here no more. */
export type AsNow = (who: Actor) => Actor | null

/** @param peopleNow `null`: without accounts everybody is taken at their word */
export async function asNowUnder(reader: Pick<StreamReader, 'entries'>, peopleNow: PeopleNow | null): Promise<AsNow> {
  if (peopleNow === null) return (who) => who
  const people = await peopleNow(reader)
  return ({ id }) => {
    const person = people.find((one) => one.id === id)
    return person === undefined ? null : actorOf(person)
  }
}
