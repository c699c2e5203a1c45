/** Who acts at this terminal. One person on one machine: the name is taken at their word and kept with what they do. */
import { userInfo } from 'node:os'
import { err, ok, type Result } from '../base/index.ts'
import { type Actor, ROLES, type Role } from '../case/index.ts'

export type PersonFlags = { readonly as?: string; readonly role?: string }

/** Default: the user of this machine, as an officer. The error is a sentence. */
export function personFrom({ as, role = 'officer' }: PersonFlags): Result<Actor, string> {
  const name = (as ?? userInfo().username).trim()
  if (name === '' || !name.isWellFormed()) return err('`--as` is empty; give the name of the person who acts')
  const roles: Role[] = []
  for (const word of role.split(',').map((one) => one.trim())) {
    const known = ROLES.find((one) => one === word)
    if (known === undefined) return err(`\`--role\` \`${word}\` is no role; name some of ${ROLES.join(', ')}`)
    roles.push(known)
  }
  return ok({ id: name, name, roles })
}
