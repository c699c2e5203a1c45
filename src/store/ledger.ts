/**
 * The ledger of the node: what happened here, in order, each entry sealing the one before. Changing, dropping or
 * reordering any entry breaks every seal after it. The chain alone cannot show that its newest entries were dropped.
 */
import { type Canonical, canonical, type Sha256, sha256 } from '../base/index.ts'
import type { Database } from './database.ts'

export type EventKind =
  | 'assessment.stored'
  | 'list.imported'
  | 'list.quarantined'
  | 'list.accepted'
  | 'list.refused'
  | 'list.fetched'
  | 'list.confirmed'
  | 'list.not-reached'

export type EventBody = { readonly [key: string]: Canonical | undefined }

/** One entry as it is sealed. */
export type LedgerEvent = {
  /** From 0, without gaps. */
  readonly seq: number
  /** Instant of recording, UTC, ISO 8601 with milliseconds. */
  readonly at: string
  /** Who did it: a named person, or `unblind` for the program itself. */
  readonly actor: string
  readonly kind: EventKind
  readonly body: EventBody
  /** Hash of the entry before; 64 zeros for the first. */
  readonly prev: string
}

export type NewEvent = Pick<LedgerEvent, 'at' | 'actor' | 'kind' | 'body'>

const FIRST_PREV = '0'.repeat(64)
/** Any constant: writers of one organisation's ledger wait for each other on it. */
const LEDGER_LOCK = 4_747_002

export type StoredEvent = { readonly seq: number; readonly text: string; readonly hash: string }

/** Appends inside the transaction that `query` belongs to, so that the entry and what it tells of stand or fall together. */
export async function appendEvent(query: Database['query'], event: NewEvent): Promise<LedgerEvent> {
  await query("select pg_advisory_xact_lock($1, hashtext(current_setting('unblind.org')))", [LEDGER_LOCK])
  const [last] = await query<{ seq: string; hash: string }>(
    'select seq, hash from unblind.events order by seq desc limit 1',
  )
  const sealed: LedgerEvent = {
    seq: last === undefined ? 0 : Number(last.seq) + 1,
    ...event,
    prev: last?.hash ?? FIRST_PREV,
  }
  const text = canonical(sealed)
  await query('insert into unblind.events (seq, at, kind, text, hash) values ($1, $2, $3, $4, $5)', [
    sealed.seq,
    sealed.at,
    sealed.kind,
    text,
    sha256(text),
  ])
  return sealed
}

/** Events of these kinds, oldest first. */
export async function readEvents(
  query: Database['query'],
  kinds: readonly EventKind[],
): Promise<readonly LedgerEvent[]> {
  const rows = await query<{ text: string }>('select text from unblind.events where kind = any($1) order by seq', [
    kinds,
  ])
  return rows.map((row) => JSON.parse(row.text))
}

/** The whole chain as stored, oldest first. */
export async function readChain(query: Database['query']): Promise<readonly StoredEvent[]> {
  const rows = await query<{ seq: string; text: string; hash: string }>(
    'select seq, text, hash from unblind.events order by seq',
  )
  return rows.map((row) => ({ ...row, seq: Number(row.seq) }))
}

/** The `seq` of the first entry that does not hold, or `null` when the whole chain holds. */
export function firstBrokenSeq(chain: readonly StoredEvent[]): number | null {
  let prev: string | Sha256 = FIRST_PREV
  for (const [seq, stored] of chain.entries()) {
    const event: LedgerEvent = JSON.parse(stored.text)
    const holds = stored.seq === seq && event.seq === seq && event.prev === prev && sha256(stored.text) === stored.hash
    if (!holds) return seq
    prev = stored.hash
  }
  return null
}
