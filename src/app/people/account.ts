/** Accounts as what happened to them: the sealed stream `people`, read from its first entry on. No secret is in it. */
import { type NewEntry, type Sealed, unreachable } from '../../base/index.ts'
import type { Person, PersonRole } from './person.ts'

export const PEOPLE_STREAM = 'people'

/** Why a sign-in was refused. What was typed as a name is not kept: it may have been the password. */
export type RefusedBecause = 'unknown-name' | 'wrong-password' | 'too-many-tries'

export type PeopleEvent =
  | {
      readonly kind: 'person.added'
      readonly person: string
      readonly name: string
      readonly roles: readonly PersonRole[]
      readonly agency: string | null
      /** Which row holds the hash of the password. */
      readonly password: string
      /** True: the person takes one of their own at the first sign-in. */
      readonly isTemporary: boolean
    }
  | {
      readonly kind: 'program.added'
      readonly person: string
      readonly name: string
      readonly roles: readonly PersonRole[]
      /** Which row holds the hash of its key. */
      readonly key: string
    }
  | {
      readonly kind: 'person.roles-changed'
      readonly person: string
      readonly roles: readonly PersonRole[]
      readonly agency: string | null
    }
  | { readonly kind: 'person.ended'; readonly person: string; readonly reason: string }
  | {
      readonly kind: 'person.password-changed'
      readonly person: string
      readonly password: string
      readonly isTemporary: boolean
    }
  | { readonly kind: 'person.signed-in'; readonly person: string; readonly session: string }
  | { readonly kind: 'person.signed-out'; readonly person: string; readonly session: string }
  | {
      readonly kind: 'person.sign-in-refused'
      /** `null`: the name is nobody's here. */
      readonly person: string | null
      readonly because: RefusedBecause
      /** Refusals since the last entry that were only counted. */
      readonly more: number
    }
  /** Somebody at the machine itself acted under the name of this account. */
  | { readonly kind: 'person.acted-at-terminal'; readonly person: string; readonly command: string }

export type Recorded = {
  readonly event: PeopleEvent
  /** Who did it. */
  readonly by: Pick<Person, 'id' | 'name'>
  readonly at: string
}

export type Account = Person & {
  /** It comes with a key in place of a password, and is nobody's second person. */
  readonly isProgram: boolean
  readonly added: { readonly at: string; readonly by: string }
  /** `null`: it is in use. An ended account is never in use again. */
  readonly ended: { readonly at: string; readonly by: string; readonly reason: string } | null
  /** Who set the password that counts, and when. */
  readonly passwordSet: {
    readonly at: string
    readonly by: string
    readonly isOwn: boolean
    /** Somebody else knows it, and the person takes one of their own before anything else. */
    readonly isTemporary: boolean
  }
  readonly signedInAt: string | null
  /** Which row holds the hash of the password that counts, or of the key. */
  readonly password: string
  /** How often all sessions of this person were ended. A session of an earlier count holds no more. */
  readonly epoch: number
}

export type Accounts = ReadonlyMap<string, Account>

/** What the accounts are after more things happened. */
export function accountsAfter(accounts: Accounts, recorded: readonly Recorded[]): Accounts {
  const after = new Map(accounts)
  for (const one of recorded) {
    const { person } = one.event
    if (person === null) continue
    const account = afterEvent(after.get(person), one)
    if (account !== undefined) after.set(person, account)
  }
  return after
}

/** An entry about nobody known, or about an account that has ended, is kept in the stream and opens nothing. */
function afterEvent(account: Account | undefined, { event, by, at }: Recorded): Account | undefined {
  if (event.kind === 'person.added' || event.kind === 'program.added') return account ?? added(event, by.name, at)
  if (account === undefined || account.ended !== null) return account
  const epoch = account.epoch + 1
  switch (event.kind) {
    case 'person.roles-changed':
      return { ...account, roles: event.roles, agency: event.agency, epoch }
    case 'person.ended':
      return { ...account, ended: { at, by: by.name, reason: event.reason }, epoch }
    case 'person.password-changed':
      return {
        ...account,
        password: event.password,
        passwordSet: { at, by: by.name, isOwn: by.id === account.id, isTemporary: event.isTemporary },
        epoch,
      }
    case 'person.signed-in':
      return { ...account, signedInAt: at }
    case 'person.signed-out':
    case 'person.sign-in-refused':
    case 'person.acted-at-terminal':
      return account
    default:
      return unreachable(event)
  }
}

function added(
  event: Extract<PeopleEvent, { kind: 'person.added' | 'program.added' }>,
  by: string,
  at: string,
): Account {
  const { person: id, name, roles } = event
  const isProgram = event.kind === 'program.added'
  return {
    isProgram,
    id,
    name,
    roles,
    agency: isProgram ? null : event.agency,
    added: { at, by },
    ended: null,
    passwordSet: { at, by, isOwn: false, isTemporary: !isProgram && event.isTemporary },
    signedInAt: null,
    password: isProgram ? event.key : event.password,
    epoch: 0,
  }
}

export function entryOf({ event, by, at }: Recorded): NewEntry {
  const { kind, ...rest } = event
  return { at, actor: by.name, kind, body: { ...rest, by: by.id } }
}

/** Only this program writes the stream, and its seals are checked when it is read. */
export function recordedIn(entries: readonly Sealed[]): readonly Recorded[] {
  return entries.map(({ kind, at, actor, body: { by, ...rest } }) => ({
    event: { kind, ...rest } as PeopleEvent,
    by: { id: String(by), name: actor },
    at,
  }))
}

/** Whose accounts are in use, programs among them, in the order they were added. */
export function livingIn(accounts: Accounts): readonly Account[] {
  return [...accounts.values()].filter(({ ended }) => ended === null)
}

export function withName(accounts: Accounts, name: string): Account | undefined {
  const wanted = comparable(name)
  return livingIn(accounts).find((account) => comparable(account.name) === wanted)
}

export function isLastAdministrator(accounts: Accounts, account: Account): boolean {
  if (!account.roles.includes('administrator')) return false
  return !livingIn(accounts).some(({ id, roles }) => id !== account.id && roles.includes('administrator'))
}

export function personOf({ id, name, roles, agency }: Account): Person {
  return { id, name, roles, agency }
}

/** A name as it is compared: without regard to case, spacing and the form of its characters. */
export function comparable(name: string): string {
  return name.normalize('NFKC').toLowerCase().trim().replace(/\s+/g, ' ')
}
