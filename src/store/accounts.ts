/** Hashes of passwords and of session tokens: ordinary rows, no ledger. What they are good for is told by stream `people`. */
import type { Database } from './database.ts'

export type KeptSession = {
  readonly id: string
  readonly person: string
  readonly epoch: number
  /** Instants, UTC. */
  readonly begunAt: string
  readonly seenAt: string
}

export type Accounts = {
  readonly keepPassword: (id: string, person: string, hash: string) => Promise<void>
  /** `null`: there is none with this id. */
  readonly passwordHash: (id: string) => Promise<string | null>
  readonly dropPassword: (id: string) => Promise<void>
  readonly dropPasswordsOf: (person: string) => Promise<void>
  readonly beginSession: (tokenHash: string, session: KeptSession) => Promise<void>
  readonly session: (tokenHash: string) => Promise<KeptSession | null>
  readonly seeSession: (tokenHash: string, at: string) => Promise<void>
  readonly endSession: (tokenHash: string) => Promise<void>
  readonly endSessionsOf: (person: string) => Promise<void>
  /** Drops what can open nothing any more: begun before the one instant, or last seen before the other. */
  readonly dropSessions: (begunBefore: string, seenBefore: string) => Promise<void>
}

export function openAccounts({ query }: Pick<Database, 'query'>): Accounts {
  return {
    keepPassword: async (id, person, hash) => {
      await query('insert into unblind.passwords (id, person_id, hash) values ($1, $2, $3)', [id, person, hash])
    },
    passwordHash: async (id) => {
      const [row] = await query<{ hash: string }>('select hash from unblind.passwords where id = $1', [id])
      return row?.hash ?? null
    },
    dropPassword: async (id) => {
      await query('delete from unblind.passwords where id = $1', [id])
    },
    dropPasswordsOf: async (person) => {
      await query('delete from unblind.passwords where person_id = $1', [person])
    },
    beginSession: async (tokenHash, { id, person, epoch, begunAt, seenAt }) => {
      await query(
        `insert into unblind.sessions (token_hash, id, person_id, epoch, begun_at, seen_at)
         values ($1, $2, $3, $4, $5, $6)`,
        [tokenHash, id, person, epoch, begunAt, seenAt],
      )
    },
    session: async (tokenHash) => {
      const [row] = await query<SessionRow>(
        'select id, person_id, epoch, begun_at, seen_at from unblind.sessions where token_hash = $1',
        [tokenHash],
      )
      return row === undefined ? null : keptSession(row)
    },
    seeSession: async (tokenHash, at) => {
      await query('update unblind.sessions set seen_at = greatest(seen_at, $2) where token_hash = $1', [tokenHash, at])
    },
    endSession: async (tokenHash) => {
      await query('delete from unblind.sessions where token_hash = $1', [tokenHash])
    },
    endSessionsOf: async (person) => {
      await query('delete from unblind.sessions where person_id = $1', [person])
    },
    dropSessions: async (begunBefore, seenBefore) => {
      await query('delete from unblind.sessions where begun_at < $1 or seen_at < $2', [begunBefore, seenBefore])
    },
  }
}

type SessionRow = {
  readonly id: string
  readonly person_id: string
  readonly epoch: number
  readonly begun_at: Date
  readonly seen_at: Date
}

function keptSession({ id, person_id, epoch, begun_at, seen_at }: SessionRow): KeptSession {
  return { id, person: person_id, epoch, begunAt: begun_at.toISOString(), seenAt: seen_at.toISOString() }
}
