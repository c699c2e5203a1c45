/** What an administrator does with accounts. Nothing is deleted but the hashes of passwords that count no more. */
import { err, ok } from '../../base/index.ts'
import type { Desk, DeskResult } from '../desk.ts'
import { type Account, isLastAdministrator, type PeopleEvent, withName } from './account.ts'
import { readEnding, readNewPassword, readNewPerson, readNewRoles } from './asked.ts'
import { BUSY, type Hashing } from './hashing.ts'
import { type Doer, done, onLiving, type Roll, refuse, unknownPerson } from './roll.ts'
import { sayPeopleEvent } from './words.ts'

/** An account as an administrator sees it: without what opens it. */
export type AccountView = Omit<Account, 'password' | 'epoch'>

export type AccountHistory = {
  readonly account: AccountView
  /** Oldest first; of more than so many, the newest. */
  readonly acts: readonly AccountAct[]
  readonly earlierActs: number
}

export type AccountAct = {
  /** Instant, UTC. */
  readonly at: string
  /** Name. */
  readonly by: string
  readonly kind: PeopleEvent['kind']
  /** What they did, to be read after the name. */
  readonly sentence: string
}

const MOST_ACTS = 500

export type Keeping = {
  /** Every account there ever was, oldest first. */
  readonly accounts: () => Promise<readonly AccountView[]>
  /** One account, and what happened to it and under it. */
  readonly account: (id: string) => Promise<DeskResult<AccountHistory>>
  /**
   * @param asked `{name, roles, agency?, password, isTemporary?}`; a password that another person sets is always temporary
   */
  readonly add: (asked: unknown, by: Doer) => Promise<DeskResult<AccountView>>
  /** @param asked `{roles, agency?}`; ends the sessions of the person */
  readonly changeRoles: (id: string, asked: unknown, by: Doer) => Promise<DeskResult<AccountView>>
  /** @param asked `{reason}`; for good */
  readonly end: (id: string, asked: unknown, by: Doer) => Promise<DeskResult<AccountView>>
  /** @param asked `{password, isTemporary?}`, as in `add`; ends the sessions of the person */
  readonly setPassword: (id: string, asked: unknown, by: Doer) => Promise<DeskResult<AccountView>>
}

const LAST = 'this is the only administrator; make somebody else one first'

export function openKeeping(
  { store, node, newId }: Pick<Desk, 'store' | 'node' | 'newId'>,
  roll: Roll,
  hashing: Hashing,
): Keeping {
  const viewed = async (id: string, decided: DeskResult<null>): Promise<DeskResult<AccountView>> => {
    if (!decided.ok) return decided
    const account = (await roll.accounts()).get(id)
    if (account === undefined) throw new Error(`account ${id} is gone after it was changed`)
    return ok(viewOf(account))
  }
  return {
    accounts: async () => [...(await roll.accounts()).values()].map(viewOf),
    account: async (id) => {
      const account = (await roll.accounts()).get(id)
      if (account === undefined) return unknownPerson(id)
      const acts = await roll.about(id)
      const shown = acts.slice(-MOST_ACTS).map(({ event, by, at }): AccountAct => {
        return { at, by: by.name, kind: event.kind, sentence: sayPeopleEvent(event) }
      })
      return ok({ account: viewOf(account), acts: shown, earlierActs: acts.length - shown.length })
    },
    add: async (asked, by) => {
      const read = readNewPerson(asked, node.kind)
      if (!read.ok) return read
      const { name, roles, agency, password: typed } = read.value
      const hash = await hashing.hash(typed)
      if (hash === null) return err({ kind: 'desk.refused', sentence: BUSY })
      const person = newId()
      const password = newId()
      await store.accounts.keepPassword(password, person, hash)
      const decided = await roll.decide((accounts) => {
        if (withName(accounts, name) !== undefined) return refuse(`\`${name}\` has an account here; give another name`)
        const isTemporary = read.value.isTemporary || accounts.has(by.id)
        return done({ kind: 'person.added', person, name, roles, agency, password, isTemporary })
      }, by)
      if (!decided.ok) await store.accounts.dropPassword(password)
      return viewed(person, decided)
    },
    changeRoles: async (person, asked, by) => {
      const read = readNewRoles(asked, node.kind)
      if (!read.ok) return read
      const { roles } = read.value
      const decided = await roll.decide(
        (accounts) =>
          onLiving(accounts, person, (account) => {
            if (account.isProgram) return refuse(`\`${account.name}\` is a program: end it and add another`)
            const { agency = account.agency } = read.value
            if (roles.join() === account.roles.join() && agency === account.agency) {
              return refuse(`these are the roles of \`${account.name}\` already`)
            }
            if (by.id === person) return refuse('nobody changes their own roles; another administrator does')
            if (!roles.includes('administrator') && isLastAdministrator(accounts, account)) return refuse(LAST)
            return done({ kind: 'person.roles-changed', person, roles, agency })
          }),
        by,
      )
      if (decided.ok) await store.accounts.endSessionsOf(person)
      return viewed(person, decided)
    },
    end: async (person, asked, by) => {
      const read = readEnding(asked)
      if (!read.ok) return read
      const decided = await roll.decide(
        (accounts) =>
          onLiving(accounts, person, (account) => {
            if (by.id === person) return refuse('nobody ends their own account; another administrator does')
            if (isLastAdministrator(accounts, account)) return refuse(LAST)
            return done({ kind: 'person.ended', person, reason: read.value.reason })
          }),
        by,
      )
      if (decided.ok) {
        await store.accounts.endSessionsOf(person)
        await store.accounts.dropPasswordsOf(person)
      }
      return viewed(person, decided)
    },
    setPassword: async (person, asked, by) => {
      const account = (await roll.accounts()).get(person)
      if (account === undefined) return unknownPerson(person)
      const read = readNewPassword(asked, account.name)
      if (!read.ok) return read
      return viewed(person, await replacePassword({ store, newId }, roll, hashing, { person, ...read.value }, by))
    },
  }
}

/** Kept first and named by the entry after: whatever stops in between, the password before it counts. */
export async function replacePassword(
  { store, newId }: Pick<Desk, 'store' | 'newId'>,
  roll: Roll,
  hashing: Hashing,
  wanted: { readonly person: string; readonly password: string; readonly isTemporary?: boolean },
  by: Doer,
): Promise<DeskResult<null>> {
  const { person } = wanted
  const hash = await hashing.hash(wanted.password)
  if (hash === null) return err({ kind: 'desk.refused', sentence: BUSY })
  const password = newId()
  await store.accounts.keepPassword(password, person, hash)
  let before: string | null = null
  const decided = await roll.decide(
    (accounts) =>
      onLiving(accounts, person, (account) => {
        if (account.isProgram) return refuse(`\`${account.name}\` is a program: end it and add another`)
        before = account.password
        const isTemporary = wanted.isTemporary === true || (by.id !== person && accounts.has(by.id))
        return done({ kind: 'person.password-changed', person, password, isTemporary })
      }),
    by,
  )
  await store.accounts.dropPassword(decided.ok && before !== null ? before : password)
  if (decided.ok) await store.accounts.endSessionsOf(person)
  return decided
}

export function viewOf({ password: _password, epoch: _epoch, ...view }: Account): AccountView {
  return view
}
