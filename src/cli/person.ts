/**
 * Who acts at this terminal. Without accounts the name is taken at its word and kept with what is done. With accounts it
 * must be the name of one: no password is asked, for whoever holds the data directory can write in it anyway, and that
 * it was done at the machine itself is kept among the acts of the account.
 */
import { userInfo } from 'node:os'
import { type App, isPermitted, type Permission, type Person, type PersonRole, ROLES_OF_NODE } from '../app/index.ts'
import { err, ok, type Result } from '../base/index.ts'

export type PersonFlags = { readonly as?: string; readonly role?: string }

/**
 * Default without accounts: the user of this machine, as an officer. The error is a sentence.
 * @param doing the command, as it is kept, and what the table of permissions must let the person try
 */
export async function personAt(
  app: App,
  { as, role }: PersonFlags,
  doing: { readonly command: string; readonly needs: Permission; readonly flag?: '--as' | '--by' },
): Promise<Result<Person, string>> {
  const { flag = '--as' } = doing
  const roles = role === undefined ? null : rolesIn(role, ROLES_OF_NODE[app.node.kind])
  if (roles !== null && !roles.ok) return roles
  if (app.people.auth === 'none') {
    const name = (as ?? userInfo().username).trim()
    if (name === '' || !name.isWellFormed()) return err(`\`${flag}\` is empty; give the name of the person who acts`)
    return ok({ id: name, name, roles: roles?.value ?? ['officer'], agency: null })
  }
  if (as === undefined) {
    return err(`accounts are in use here: say who acts with \`${flag} NAME\`; \`unblind user list\` shows the names`)
  }
  const person = await app.people.named(as)
  if (person === null) {
    return err(`\`${flag}\` \`${as.toWellFormed()}\` has no account here; \`unblind user list\` shows the names`)
  }
  const missing = (roles?.value ?? []).filter((one) => !person.roles.includes(one))
  if (missing.length > 0) {
    return err(
      `\`${person.name}\` is ${person.roles.join(' and ')} here, not ${missing.join(' or ')}; leave \`--role\` out`,
    )
  }
  const acting = { ...person, roles: roles?.value ?? person.roles }
  if (!isPermitted(acting, doing.needs)) {
    return err(`\`${person.name}\` is ${acting.roles.join(' and ')} here, and \`${doing.command}\` needs another role`)
  }
  await app.people.noteAtTerminal(person, doing.command, atTerminal())
  return ok(acting)
}

/** Whoever sits at the machine itself, as the acts on accounts name them. */
export function atTerminal(): Pick<Person, 'id' | 'name'> {
  return { id: 'terminal', name: `${userInfo().username} at the machine itself` }
}

/** `officer,executive` as roles; each is one of `known`. */
export function rolesIn(words: string, known: readonly PersonRole[]): Result<readonly PersonRole[], string> {
  const roles: PersonRole[] = []
  for (const word of words.split(',').map((one) => one.trim())) {
    const role = known.find((one) => one === word)
    if (role === undefined) return err(`\`${word.toWellFormed()}\` is no role here; name some of ${known.join(', ')}`)
    roles.push(role)
  }
  return ok(roles)
}
