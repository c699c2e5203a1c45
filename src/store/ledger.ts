/**
 * The ledger of the node: what happened here, in order, each entry sealing the one before. Changing, dropping or
 * reordering any entry breaks every seal after it. The chain alone cannot show that its newest entries were dropped.
 */
import {
  firstBroken,
  type NewEntry,
  type Sealed,
  type SealedBody,
  type SealedText,
  type Sha256,
  seal,
} from '../base/index.ts'
import type { Database } from './database.ts'

export type EventKind =
  | 'assessment.stored'
  | 'list.imported'
  | 'list.quarantined'
  | 'list.accepted'
  | 'list.set-aside'
  | 'list.refused'
  | 'list.fetched'
  | 'list.confirmed'
  | 'list.not-reached'
  | 'node.key-made'

/** One entry as it is sealed. Who did it is a named person, or `unblind` for the program itself. */
export type LedgerEvent = Sealed<SealedBody, EventKind>

export type NewEvent = NewEntry<SealedBody, EventKind>

/** Any constant: writers of one organisation's ledger wait for each other on it. */
const LEDGER_LOCK = 4_747_002

export type StoredEvent = SealedText & { readonly seq: number }

/** Appends inside the transaction that `query` belongs to, so that the entry and what it tells of stand or fall together. */
export async function appendEvent(query: Database['query'], event: NewEvent): Promise<LedgerEvent> {
  await query("select pg_advisory_xact_lock($1, hashtext(current_setting('unblind.org')))", [LEDGER_LOCK])
  const [last] = await query<{ seq: string; hash: Sha256 }>(
    'select seq, hash from unblind.events order by seq desc limit 1',
  )
  const head = last === undefined ? null : { seq: Number(last.seq), hash: last.hash }
  const { entry, text, hash } = seal(head, event)
  await query('insert into unblind.events (seq, at, kind, text, hash) values ($1, $2, $3, $4, $5)', [
    entry.seq,
    entry.at,
    entry.kind,
    text,
    hash,
  ])
  return entry
}

/** Events of these kinds, oldest first. */
export async function readEvents(
  query: Database['query'],
  kinds: readonly EventKind[],
): Promise<readonly LedgerEvent[]> {
  const rows = await query<{ text: string; hash: string }>(
    'select text, hash from unblind.events where kind = any($1) order by seq',
    [kinds],
  )
  return rows.map(({ text, hash }) => ({ ...JSON.parse(text), hash }))
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
  const misplaced = chain.findIndex(({ seq }, place) => seq !== place)
  const broken = firstBroken(misplaced < 0 ? chain : chain.slice(0, misplaced))
  return broken?.seq ?? (misplaced < 0 ? null : misplaced)
}
