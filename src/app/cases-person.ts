/** Who acts in a case: the person of the node, with the roles that mean something there. */
import { type Actor, ROLES, type Role } from '../case/index.ts'
import type { Person } from './people/person.ts'

export function actorOf({ id, name, roles }: Person): Actor {
  return { id, name, roles: roles.filter((role): role is Role => ROLES.some((one) => one === role)) }
}
