/** The accounts as the sealed stream has them, and the one way to add to it. */
import { err, ok, type Sealed } from '../../base/index.ts'
import type { StreamReader } from '../../store/index.ts'
import type { Desk, DeskResult } from '../desk.ts'
import {
  type Account,
  type Accounts,
  accountsAfter,
  entryOf,
  livingIn,
  PEOPLE_STREAM,
  type PeopleEvent,
  personOf,
  type Recorded,
  recordedIn,
} from './account.ts'
import type { Person } from './person.ts'

/** Whoever does something, as the entry names them. */
export type Doer = Pick<Person, 'id' | 'name'>

export type Decision<T> = { readonly result: T; readonly event: PeopleEvent | null }

export type Roll = {
  readonly accounts: () => Promise<Accounts>
  /** What happened to this account and under it, oldest first. */
  readonly about: (person: string) => Promise<readonly Recorded[]>
  /** Decides on the accounts as they stand, under the lock of the streams, and keeps what was decided. */
  readonly decide: <T>(decision: (accounts: Accounts) => Decision<T>, by: Doer) => Promise<T>
  readonly note: (event: PeopleEvent, by: Doer) => Promise<void>
}

export function openRoll({ store: { streams }, now }: Pick<Desk, 'store' | 'now'>): Roll {
  const fold = rememberedFold()
  const decide: Roll['decide'] = (decision, by) =>
    streams.append(
      async (reader) => {
        const { result, event } = decision(fold(await reader.entries(PEOPLE_STREAM)))
        const entries = event === null ? [] : [{ stream: PEOPLE_STREAM, entry: entryOf({ event, by, at: now() }) }]
        return { result, entries }
      },
      [PEOPLE_STREAM],
    )
  return {
    accounts: async () => fold(await streams.entries(PEOPLE_STREAM)),
    about: async (person) =>
      recordedIn(await streams.entries(PEOPLE_STREAM)).filter(({ event }) => event.person === person),
    decide,
    note: (event, by) => decide(() => ({ result: undefined, event }), by),
  }
}

/** Those who may act here, programs left out, as a decision under the lock of the streams finds them. */
export type PeopleNow = (reader: Pick<StreamReader, 'entries'>) => Promise<readonly Person[]>

export function openPeopleNow(): PeopleNow {
  const fold = rememberedFold()
  return async (reader) => peopleIn(fold(await reader.entries(PEOPLE_STREAM))).map(personOf)
}

export function peopleIn(accounts: Accounts): readonly Account[] {
  return livingIn(accounts).filter(({ isProgram }) => !isProgram)
}

/** Reads on from where it was, as long as what it read still stands there. */
function rememberedFold(): (entries: readonly Sealed[]) => Accounts {
  let read: { readonly count: number; readonly last: string | null; readonly accounts: Accounts } = {
    count: 0,
    last: null,
    accounts: new Map(),
  }
  return (entries) => {
    const isSame = (entries[read.count - 1]?.hash ?? null) === read.last
    const from = isSame ? read.count : 0
    if (isSame && entries.length === read.count) return read.accounts
    const accounts = accountsAfter(isSame ? read.accounts : new Map(), recordedIn(entries.slice(from)))
    read = { count: entries.length, last: entries.at(-1)?.hash ?? null, accounts }
    return accounts
  }
}

export function done(event: PeopleEvent): Decision<DeskResult<null>> {
  return { result: ok(null), event }
}

export function refuse(sentence: string): Decision<DeskResult<null>> {
  return { result: err({ kind: 'desk.refused', sentence }), event: null }
}

export function unknownPerson(id: string) {
  return err({
    kind: 'desk.unknown' as const,
    sentence: `nobody has the id \`${id.slice(0, 60).toWellFormed()}\` here; see the list of people`,
  })
}

/** Acts on an account that is in use, or says that it is not. */
export function onLiving(
  accounts: Accounts,
  id: string,
  act: (account: Account) => Decision<DeskResult<null>>,
): Decision<DeskResult<null>> {
  const account = accounts.get(id)
  if (account === undefined) return { result: unknownPerson(id), event: null }
  if (account.ended !== null) return refuse(`the account of \`${account.name}\` has ended; add a new one`)
  return act(account)
}
