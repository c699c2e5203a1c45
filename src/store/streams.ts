/**
 * Streams of sealed entries and the node's one log over all of them. Writers of an organisation take turns, and those who
 * wait are written together: each decides on what the one before left, and all share one commit to the disk.
 */
import { gunzipSync, gzipSync } from 'node:zlib'
import {
  appendLeaf,
  type Broken,
  EMPTY_LOG,
  entryLeaf,
  firstBroken,
  type Head,
  type MerkleLog,
  type NewEntry,
  type Sealed,
  type SealedText,
  type Sha256,
  sayBroken,
  seal,
  sha256,
} from '../base/index.ts'
import type { RawRow } from './copy-out.ts'
import type { Database } from './database.ts'
import { TamperedRecord } from './tampered-record.ts'

/** What a decision may look at: every stream as it stands at that moment, with what was decided just before. */
export type StreamReader = {
  /** Oldest first; empty: there is no such stream. */
  readonly entries: (stream: string) => Promise<readonly Sealed[]>
  /** The first entry of every stream whose name begins so, in the order they were begun. */
  readonly firsts: (prefix: string) => Promise<readonly { readonly stream: string; readonly entry: Sealed }[]>
}

export type Decided<T> = {
  readonly result: T
  /** In order; several streams at once, all or nothing. */
  readonly entries: readonly { readonly stream: string; readonly entry: NewEntry }[]
  /** Bytes that the entries name by hash. */
  readonly documents?: readonly Uint8Array[]
}

export type StoredEntry = SealedText & { readonly stream: string; readonly seq: number; readonly logIndex: number }

/** An entry as its bytes are stored. */
export type EntryBytes = {
  readonly stream: string
  readonly seq: number
  readonly logIndex: number
  readonly text: Buffer
  readonly hash: string
  /** The roots of the log's perfect parts that were kept with this entry as the last, joined by `,`; `null`: none were. */
  readonly peaks: string | null
}

export type Streams = StreamReader & {
  /**
   * Decides on the streams as they stand and appends what was decided; on disk before this returns.
   * @param reads streams it will surely read, fetched together with those of the other writers
   */
  readonly append: <T>(decide: (reader: StreamReader) => Promise<Decided<T>>, reads?: readonly string[]) => Promise<T>
  /** The texts as stored, for an export. */
  readonly stored: (stream: string) => Promise<readonly StoredEntry[]>
  /** The entries of the log from one place (in) to another (out), in the order of the log. */
  readonly inLog: (from: number, until: number) => Promise<readonly StoredEntry[]>
  /** The leaves of the log and the log they make, as one moment had them. */
  readonly leaves: () => Promise<readonly Sha256[]>
  readonly heads: () => Promise<readonly MerkleLog[]>
  /** How many entries the log held when it was last appended to. */
  readonly size: () => Promise<number>
  /** Every entry of the log in its order, as one moment has it. */
  readonly eachInLog: (onEntry: (entry: EntryBytes) => void) => Promise<void>
  readonly document: (hash: string) => Promise<Uint8Array | null>
  readonly documentHashes: () => Promise<readonly string[]>
}

type Pending = {
  readonly reads: readonly string[]
  readonly decide: (reader: StreamReader) => Promise<Decided<unknown>>
  readonly resolve: (result: unknown) => void
  readonly reject: (error: unknown) => void
}

/** Any constant: writers of one organisation's streams wait for each other on it. */
const STREAMS_LOCK = 4_747_003
/** Most decisions written in one transaction. */
const MAX_BATCH = 500
/** Streams kept in memory, those used longest ago dropped first. */
const MAX_KEPT = 2_000

export function openStreams({
  query,
  transaction,
  eachRaw,
}: Pick<Database, 'query' | 'transaction' | 'eachRaw'>): Streams {
  const kept = new Map<string, readonly Sealed[]>()
  const begun: Begun = new Map()
  const queue: Pending[] = []
  let isWriting = false

  const write = async () => {
    isWriting = true
    try {
      while (queue.length > 0) await writeBatch(queue.splice(0, MAX_BATCH))
    } finally {
      isWriting = false
    }
  }
  const writeBatch = async (batch: readonly Pending[]) => {
    try {
      const settled = await transaction(async (inside) => {
        await inside("select pg_advisory_xact_lock($1, hashtext(current_setting('unblind.org')))", [STREAMS_LOCK])
        const draft = newDraft(inside, kept, begun, await logNow(inside))
        await draft.fetch([...new Set(batch.flatMap(({ reads }) => reads))])
        const outcomes: (() => void)[] = []
        for (const { decide, resolve, reject } of batch) {
          try {
            const decided = await decide(draft.reader)
            draft.add(decided)
            outcomes.push(() => resolve(decided.result))
          } catch (error) {
            // A decision that fails takes nothing with it, unless the database itself is lost.
            outcomes.push(() => reject(error))
          }
        }
        await draft.insert()
        return { outcomes, draft }
      })
      settled.draft.keep()
      for (const settle of settled.outcomes) settle()
    } catch (error) {
      for (const { reject } of batch) reject(error)
    }
  }

  return {
    ...readerOf(query, kept, begun),
    append: <T>(decide: (reader: StreamReader) => Promise<Decided<T>>, reads: readonly string[] = []) =>
      new Promise<T>((resolve, reject) => {
        queue.push({ decide, reads, resolve: (result) => resolve(result as T), reject })
        if (!isWriting) void write()
      }),
    stored: async (stream) => (await query<Row>(`${SELECT} where stream = $1 order by seq`, [stream])).map(storedEntry),
    // A range and no limit: with a limit, and before the tables are counted anew, the server sorts all the rest of the log.
    inLog: async (from, until) =>
      (await query<Row>(`${SELECT} where log_index >= $1 and log_index < $2 order by log_index`, [from, until])).map(
        storedEntry,
      ),
    leaves: async () => {
      const rows = await query<{ stream: string; seq: string; hash: Sha256 }>(
        'select stream, seq, hash from unblind.stream_entries order by log_index',
      )
      return rows.map(({ stream, seq, hash }) => entryLeaf(stream, Number(seq), hash))
    },
    heads: async () => (await query<HeadRow>('select size, peaks from unblind.log_heads order by size')).map(logOf),
    size: async () => (await logNow(query)).size,
    eachInLog: (onEntry) => eachRaw(EVERY_ENTRY, (row) => onEntry(entryBytes(row))),
    document: async (hash) => {
      const [row] = await query<{ content_gzip: Buffer }>(
        'select content_gzip from unblind.documents where sha256 = $1',
        [hash],
      )
      return row === undefined ? null : gunzipSync(row.content_gzip)
    },
    documentHashes: async () =>
      (await query<{ sha256: string }>('select sha256 from unblind.documents order by sha256')).map(
        (row) => row.sha256,
      ),
  }
}

const SELECT = 'select stream, seq, log_index, text, hash from unblind.stream_entries'
const EVERY_ENTRY = `select stream, seq, log_index, text, hash,
    (select array_to_string(peaks, ',') from unblind.log_heads where size = log_index + 1)
  from unblind.stream_entries order by log_index`
/** From each stream what memory does not hold of it. */
const FETCH = `select entry.* from unnest($1::text[], $2::bigint[]) as asked(stream, after)
  cross join lateral (${SELECT} where stream = asked.stream and seq >= asked.after) as entry
  order by entry.stream, entry.seq`
type Row = {
  readonly stream: string
  readonly seq: string
  readonly log_index: string
  readonly text: string
  readonly hash: string
}
type HeadRow = { readonly size: string; readonly peaks: readonly Sha256[] }

function storedEntry({ stream, seq, log_index, text, hash }: Row): StoredEntry {
  return { stream, seq: Number(seq), logIndex: Number(log_index), text, hash }
}

function entryBytes([stream, seq, logIndex, text, hash, peaks]: RawRow): EntryBytes {
  if (!stream || !seq || !logIndex || !text || !hash) throw new Error('an entry of the log lacks a field')
  return {
    stream: stream.toString('utf8'),
    seq: Number(seq.readBigInt64BE()),
    logIndex: Number(logIndex.readBigInt64BE()),
    text,
    hash: hash.toString('utf8'),
    peaks: peaks?.toString('utf8') ?? null,
  }
}

function logOf({ size, peaks }: HeadRow): MerkleLog {
  return { size: Number(size), peaks }
}

async function logNow(query: Database['query']): Promise<MerkleLog> {
  const [row] = await query<HeadRow>('select size, peaks from unblind.log_heads order by size desc limit 1')
  return row === undefined ? EMPTY_LOG : logOf(row)
}

/** By the beginning of their names: the first entries of streams, and the place in the log up to which they are known. */
type Begun = Map<
  string,
  { readonly after: number; readonly firsts: readonly { readonly stream: string; readonly entry: Sealed }[] }
>

/** Reads what memory does not hold yet, and follows the seals on from there. */
function readerOf(query: Database['query'], kept: Map<string, readonly Sealed[]>, begun: Begun): StreamReader {
  return {
    entries: async (stream) => {
      const known = kept.get(stream) ?? []
      const rows = await query<Row>(`${SELECT} where stream = $1 and seq >= $2 order by seq`, [stream, known.length])
      const entries = rows.length === 0 ? known : [...known, ...checked(stream, rows, known.at(-1) ?? null)]
      keep(kept, stream, entries)
      return entries
    },
    firsts: async (prefix) => {
      // Writers take turns, so that what is in the log now stands before all that will be.
      const known = begun.get(prefix) ?? { after: -1, firsts: [] }
      const rows = await query<Row>(
        `${SELECT} where seq = 0 and starts_with(stream, $1) and log_index > $2 order by log_index`,
        [prefix, known.after],
      )
      const last = rows.at(-1)
      if (last === undefined) return known.firsts
      const news = rows.flatMap((row) =>
        checked(row.stream, [row], null).map((entry) => ({ stream: row.stream, entry })),
      )
      const firsts = [...known.firsts, ...news]
      begun.set(prefix, { after: Number(last.log_index), firsts })
      return firsts
    },
  }
}

function checked(stream: string, rows: readonly SealedText[], after: Head | null): readonly Sealed[] {
  const broken = firstBroken(rows, after)
  if (broken !== null) throw new TamperedRecord(sayBrokenStream(stream, broken))
  return parsed(rows)
}

function parsed(rows: readonly SealedText[]): readonly Sealed[] {
  return rows.map(({ text, hash }) => ({ ...JSON.parse(text), hash }))
}

/** A sentence for the door. */
export function sayBrokenStream(stream: string, broken: Broken): string {
  return `stream \`${stream}\`, ${sayBroken(broken)}`
}

function keep(kept: Map<string, readonly Sealed[]>, stream: string, entries: readonly Sealed[]): void {
  kept.delete(stream)
  if (entries.length > 0) kept.set(stream, entries)
  if (kept.size <= MAX_KEPT) return
  const [oldest] = kept.keys()
  if (oldest !== undefined) kept.delete(oldest)
}

/** What one transaction adds: seen by its later decisions, by nobody else until it is on disk. */
function newDraft(query: Database['query'], kept: Map<string, readonly Sealed[]>, begun: Begun, start: MerkleLog) {
  const stored = readerOf(query, kept, begun)
  const seen = new Map<string, readonly Sealed[]>()
  const added: { readonly stream: string; readonly entry: Sealed; readonly text: string }[] = []
  const documents = new Map<Sha256, Uint8Array>()
  const heads = new Map<string, Head>()
  let log = start
  const see = (stream: string, now: readonly Sealed[]) => {
    seen.set(stream, now)
    const last = now.at(-1)
    if (last !== undefined) heads.set(stream, last)
    return now
  }
  const entries = async (stream: string) => seen.get(stream) ?? see(stream, await stored.entries(stream))
  return {
    fetch: async (streams: readonly string[]) => {
      if (streams.length < 2) return
      const rows = await query<Row>(FETCH, [streams, streams.map((stream) => kept.get(stream)?.length ?? 0)])
      const news = new Map<string, Row[]>(streams.map((stream) => [stream, []]))
      for (const row of rows) news.get(row.stream)?.push(row)
      for (const stream of streams) {
        const known = kept.get(stream) ?? []
        // One that does not hold is left for its own reader to be told.
        const more = news.get(stream) ?? []
        const last = known.at(-1) ?? null
        if (firstBroken(more, last) === null) see(stream, more.length === 0 ? known : [...known, ...parsed(more)])
      }
    },
    reader: {
      entries,
      firsts: async (prefix) => [
        ...(await stored.firsts(prefix)),
        ...added
          .filter(({ stream, entry }) => entry.seq === 0 && stream.startsWith(prefix))
          .map(({ stream, entry }) => ({ stream, entry })),
      ],
    } satisfies StreamReader,
    add: ({ entries: wanted, documents: bytes = [] }: Decided<unknown>) => {
      // Sealed first, then taken: an entry that cannot be sealed leaves no trace of its decision.
      const own = new Map<string, Head>()
      const sealed = wanted.map(({ stream, entry }) => {
        if (!seen.has(stream)) throw new Error(`stream \`${stream}\` was appended to unread`)
        const one = { stream, ...seal(own.get(stream) ?? heads.get(stream) ?? null, entry) }
        own.set(stream, one.entry)
        return one
      })
      for (const { stream, entry, text } of sealed) {
        added.push({ stream, entry, text })
        heads.set(stream, entry)
        seen.set(stream, [...(seen.get(stream) ?? []), entry])
        log = appendLeaf(log, entryLeaf(stream, entry.seq, entry.hash))
      }
      for (const one of bytes) documents.set(sha256(one), one)
    },
    insert: async () => {
      for (const [hash, bytes] of documents) {
        await query(
          'insert into unblind.documents (sha256, size_bytes, content_gzip) values ($1, $2, $3) on conflict do nothing',
          [hash, bytes.length, gzipSync(bytes, { level: 6 })],
        )
      }
      if (added.length === 0) return
      await query(
        `insert into unblind.stream_entries (stream, seq, log_index, text, hash)
         select * from unnest($1::text[], $2::bigint[], $3::bigint[], $4::text[], $5::text[])`,
        [
          added.map(({ stream }) => stream),
          added.map(({ entry }) => entry.seq),
          added.map((_, i) => start.size + i),
          added.map(({ text }) => text),
          added.map(({ entry }) => entry.hash),
        ],
      )
      await query('insert into unblind.log_heads (size, peaks) values ($1, $2)', [log.size, log.peaks])
    },
    keep: () => {
      for (const [stream, now] of seen) keep(kept, stream, now)
    },
  }
}
