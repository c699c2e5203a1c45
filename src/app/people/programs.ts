/** Programs that come with a key: they bring and read, and decide nothing. */
import { randomBytes, timingSafeEqual } from 'node:crypto'
import { ok, sha256 } from '../../base/index.ts'
import type { Desk, DeskResult } from '../desk.ts'
import { personOf, withName } from './account.ts'
import { readNewProgram } from './asked.ts'
import { type AccountView, viewOf } from './keep.ts'
import type { Person } from './person.ts'
import { type Doer, done, type Roll, refuse } from './roll.ts'

export type NewProgram = {
  readonly account: AccountView
  /** For the program alone: 256 random bits, of which only the hash is kept. Shown once. */
  readonly key: string
}

export type Programs = {
  /** @param asked `{name, roles}` */
  readonly addProgram: (asked: unknown, by: Doer) => Promise<DeskResult<NewProgram>>
  /** Whose key this is; `null`: nobody's any more. It holds until the account is ended. */
  readonly programOfKey: (key: string) => Promise<Person | null>
}

/** `unblind_`, the id of the account, and the secret. */
const KEY = /^unblind_([0-9A-Z]{26})_[\w-]{43}$/

export function openPrograms({ store, node, newId }: Pick<Desk, 'store' | 'node' | 'newId'>, roll: Roll): Programs {
  return {
    addProgram: async (asked, by) => {
      const read = readNewProgram(asked, node.kind)
      if (!read.ok) return read
      const { name, roles } = read.value
      const person = newId()
      const row = newId()
      const key = `unblind_${person}_${randomBytes(32).toString('base64url')}`
      await store.accounts.keepPassword(row, person, sha256(key))
      const decided = await roll.decide((accounts) => {
        if (withName(accounts, name) !== undefined) return refuse(`\`${name}\` has an account here; give another name`)
        return done({ kind: 'program.added', person, name, roles, key: row })
      }, by)
      if (!decided.ok) {
        await store.accounts.dropPassword(row)
        return decided
      }
      const account = (await roll.accounts()).get(person)
      if (account === undefined) throw new Error(`program ${person} is gone after it was added`)
      return ok({ account: viewOf(account), key })
    },
    programOfKey: async (key) => {
      const [, person] = KEY.exec(key) ?? []
      const account = person === undefined ? undefined : (await roll.accounts()).get(person)
      if (account === undefined || !account.isProgram || account.ended !== null) return null
      const kept = await store.accounts.passwordHash(account.password)
      if (kept === null) return null
      return isSame(kept, sha256(key)) ? personOf(account) : null
    },
  }
}

function isSame(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other))
}
