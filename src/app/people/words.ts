/** What happened to an account, as a person reads it: the name of whoever did it comes before. */
import { unreachable } from '../../base/index.ts'
import type { PeopleEvent, RefusedBecause } from './account.ts'

const REFUSED: Readonly<Record<RefusedBecause, string>> = {
  'unknown-name': 'the name is nobody’s here',
  'wrong-password': 'the password was wrong',
  'too-many-tries': 'the name was tried too often',
}

export function sayPeopleEvent(event: PeopleEvent): string {
  switch (event.kind) {
    case 'person.added':
      return `added the account, as ${event.roles.join(' and ')}${ofAgency(event.agency)}`
    case 'program.added':
      return `added the program, as ${event.roles.join(' and ')}, and was shown its key`
    case 'person.roles-changed':
      return `changed the roles to ${event.roles.join(' and ')}${ofAgency(event.agency)}; the sessions ended`
    case 'person.ended':
      return `ended the account: ${event.reason}`
    case 'person.password-changed':
      return `set a new password${event.isTemporary ? ' for the first sign-in' : ''}; the sessions ended`
    case 'person.signed-in':
      return 'signed in'
    case 'person.signed-out':
      return 'signed out'
    case 'person.sign-in-refused':
      return `refused a sign-in: ${REFUSED[event.because]}${event.more === 0 ? '' : `, and ${event.more} more before it`}`
    case 'person.acted-at-terminal':
      return `acted under this name: \`unblind ${event.command}\``
    default:
      return unreachable(event)
  }
}

function ofAgency(agency: string | null): string {
  return agency === null ? '' : ` of ${agency}`
}
