/** Signing in and out, and whose session it is. */
import { randomBytes } from 'node:crypto'
import { err, ok, type Result, sha256 } from '../../base/index.ts'
import type { Desk, DeskProblem } from '../desk.ts'
import { type Account, comparable, personOf, type RefusedBecause, withName } from './account.ts'
import { readCredentials, readOwnPassword, readTakenPassword } from './asked.ts'
import { BUSY, type Hashing } from './hashing.ts'
import { replacePassword } from './keep.ts'
import type { Person } from './person.ts'
import type { Roll } from './roll.ts'
import { newRefusals, newTries } from './tries.ts'

/** How long a session holds: since it was last seen, and since it began. */
const IDLE_MS = 8 * 3_600_000
const ABSOLUTE_MS = 24 * 3_600_000
/** A session is noted as seen no more often than this. */
const SEEN_EVERY_MS = 60_000

export type SignInProblem =
  | { readonly kind: 'sign-in.refused'; readonly sentence: string }
  /** Right, and known to whoever set it: one of their own is asked for before anything else. */
  | { readonly kind: 'sign-in.choose-password'; readonly sentence: string }
  | { readonly kind: 'sign-in.too-many'; readonly sentence: string; readonly waitSeconds: number }

export type SignedIn = {
  readonly person: Person
  /** For the browser alone: 256 random bits, of which only the hash is kept. */
  readonly token: string
}

export type Sessions = {
  /**
   * @param asked `{name, password, newPassword?}`; the last in place of a temporary password
   * @param from the address it comes from
   */
  readonly signIn: (asked: unknown, from: string) => Promise<Result<SignedIn, DeskProblem | SignInProblem>>
  readonly signOut: (token: string) => Promise<void>
  /** Whose session this is; `null`: nobody's any more. */
  readonly personOfSession: (token: string) => Promise<Person | null>
  /** @param asked `{current, password}`; ends every session of the person and begins a new one */
  readonly changeOwnPassword: (
    asked: unknown,
    by: Person,
    from: string,
  ) => Promise<Result<SignedIn, DeskProblem | SignInProblem>>
}

export function openSessions(
  desk: Pick<Desk, 'store' | 'now' | 'newId'>,
  auth: 'local' | undefined,
  roll: Roll,
  hashing: Hashing,
): Sessions {
  const { now, newId } = desk
  const { accounts: rows } = desk.store
  const checkPassword = passwordCheck(desk, roll, hashing)

  /** Begins a session, unless the account changed while its password was looked at. */
  const begin = async (account: Account): Promise<Result<SignedIn, SignInProblem>> => {
    const token = randomBytes(32).toString('base64url')
    const id = newId()
    const isIn = await roll.decide((accounts) => {
      const standing = accounts.get(account.id)
      const isSame = standing !== undefined && standing.ended === null && standing.epoch === account.epoch
      return { result: isSame, event: isSame ? { kind: 'person.signed-in', person: account.id, session: id } : null }
    }, account)
    if (!isIn) return refused()
    const at = now()
    await rows.dropSessions(before(at, ABSOLUTE_MS), before(at, IDLE_MS))
    const session = { id, person: account.id, epoch: account.epoch, begunAt: at, seenAt: at }
    await rows.beginSession(sha256(token), session)
    return ok({ person: personOf(account), token })
  }

  /** A new password of the person's own, and a session with it; every other one ends. */
  const takePassword = async ({ id, name }: Account, password: string) => {
    const replaced = await replacePassword(desk, roll, hashing, { person: id, password }, { id, name })
    if (!replaced.ok) return replaced
    const account = (await roll.accounts()).get(id)
    return account === undefined ? refused() : begin(account)
  }

  const holder = async (token: string) => {
    const hash = sha256(token)
    const session = await rows.session(hash)
    if (session === null) return null
    const at = now()
    if (session.begunAt <= before(at, ABSOLUTE_MS) || session.seenAt <= before(at, IDLE_MS)) return null
    const account = (await roll.accounts()).get(session.person)
    if (account === undefined || account.ended !== null || account.epoch !== session.epoch) return null
    return { hash, session, account }
  }

  return {
    signIn: async (asked, from) => {
      if (auth === undefined) return err({ kind: 'desk.refused', sentence: NO_ACCOUNTS })
      const read = readCredentials(asked)
      if (!read.ok) return read
      const { name, password, newPassword } = read.value
      const checked = await checkPassword(name, password, from)
      if (!checked.ok) return checked
      if (!checked.value.passwordSet.isTemporary) return begin(checked.value)
      if (newPassword === undefined) return err({ kind: 'sign-in.choose-password', sentence: CHOOSE })
      const taken = readTakenPassword({ name: checked.value.name, password, newPassword })
      return taken.ok ? takePassword(checked.value, taken.value) : taken
    },
    signOut: async (token) => {
      const held = await holder(token)
      await rows.endSession(sha256(token))
      if (held === null) return
      const { account, session } = held
      await roll.note({ kind: 'person.signed-out', person: account.id, session: session.id }, account)
    },
    personOfSession: async (token) => {
      const held = await holder(token)
      if (held === null) return null
      const at = now()
      if (held.session.seenAt <= before(at, SEEN_EVERY_MS)) await rows.seeSession(held.hash, at)
      return personOf(held.account)
    },
    changeOwnPassword: async (asked, by, from) => {
      if (auth === undefined) return err({ kind: 'desk.refused', sentence: NO_ACCOUNTS })
      const read = readOwnPassword(asked, by.name)
      if (!read.ok) return read
      const checked = await checkPassword(by.name, read.value.current, from)
      if (!checked.ok) return checked
      if (checked.value.id !== by.id) return refused()
      return takePassword(checked.value, read.value.password)
    },
  }
}

/** One answer, after one length of time, whether the name or the password is wrong. */
function passwordCheck({ store, now }: Pick<Desk, 'store' | 'now'>, roll: Roll, hashing: Hashing) {
  const tries = newTries()
  const refusals = newRefusals()
  const note = async (account: Account | undefined, because: RefusedBecause) => {
    const person = account?.id ?? null
    const more = refusals.count(person, Date.parse(now()))
    if (more === null) return
    await roll.note({ kind: 'person.sign-in-refused', person, because, more }, { id: 'unblind', name: 'unblind' })
  }
  return async (name: string, password: string, from: string): Promise<Result<Account, SignInProblem>> => {
    const waitSeconds = tries.count(comparable(name), from, Date.parse(now()))
    const found = withName(await roll.accounts(), name)
    // A program has a key and no password.
    const account = found?.isProgram ? undefined : found
    if (waitSeconds > 0) {
      await note(account, 'too-many-tries')
      const sentence = `signing in was tried too often from here; wait ${waitSeconds} ${waitSeconds === 1 ? 'second' : 'seconds'}, then try again`
      return err({ kind: 'sign-in.too-many', sentence, waitSeconds })
    }
    const hash = account === undefined ? null : await store.accounts.passwordHash(account.password)
    const isRight = await hashing.isRight(password, hash)
    if (isRight === null) return err({ kind: 'sign-in.too-many', sentence: BUSY, waitSeconds: 5 })
    if (account === undefined || !isRight) {
      await note(account, account === undefined ? 'unknown-name' : 'wrong-password')
      return refused()
    }
    tries.forget(comparable(name), from)
    return ok(account)
  }
}

const CHOOSE = 'whoever set this password knows it; choose one of your own, which takes its place, to go on'

const NO_ACCOUNTS =
  'this node runs for one local user, who need not sign in; start it with `UNBLIND_AUTH=local` to use accounts'

function refused(): Result<never, SignInProblem> {
  return err({
    kind: 'sign-in.refused',
    sentence: 'name and password do not belong together; check both, or ask an administrator for a new password',
  })
}

/** An instant so long before another. Instants of one form compare as text. */
function before(at: string, ms: number): string {
  return new Date(Date.parse(at) - ms).toISOString()
}
