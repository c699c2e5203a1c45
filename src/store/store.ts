/** Keeps and finds everything that must outlive the process. The only folder with SQL in it. */
import { gunzipSync, gzipSync } from 'node:zlib'
import type { Assessment } from '../assessment/index.ts'
import { type Day, parseDay, type Sha256, sha256 } from '../base/index.ts'
import type { ListedParty, ListId, ListNote, ReadList, SourceId } from '../lists/index.ts'
import { type Accounts, openAccounts } from './accounts.ts'
import { type Database, type DatabaseFacts, type DatabaseOptions, openDatabase } from './database.ts'
import {
  appendEvent,
  type EventKind,
  firstBrokenSeq,
  type LedgerEvent,
  type NewEvent,
  readChain,
  readEvents,
} from './ledger.ts'
import { recordText } from './record-text.ts'
import { openStreams, type Streams } from './streams.ts'
import { TamperedRecord } from './tampered-record.ts'

/** A file as received, with the hash of its official bytes. */
export type KeptFile = { readonly name: string; readonly sha256: Sha256; readonly bytes: Uint8Array }

/** One reading of one set of files; its parties are fetched apart. */
export type ListVersion = {
  readonly id: string
  readonly source: SourceId
  /** Hash over the hashes of the files. */
  readonly version: Sha256
  readonly files: readonly { readonly name: string; readonly sha256: Sha256 }[]
  readonly dataOn: Day | null
  readonly dataOnBasis: ReadList['dataOnBasis']
  readonly highestNumber: number | null
  readonly rows: number
  readonly parts: readonly string[]
  readonly lists: readonly ListId[]
  readonly partyCount: number
  readonly notes: readonly ListNote[]
  /** Version of the program that read it. */
  readonly reader: string
  readonly readAt: string
}

export type AssessmentSummary = {
  readonly id: string
  /** Instant of asking, UTC. */
  readonly at: string
  readonly on: Day
  readonly reference: string | null
  readonly destination: string
  readonly parties: readonly string[]
  readonly law: Assessment['law']['outcome']
  readonly coverage: Assessment['coverage']['state']
  readonly action: Assessment['action']['state']
}

export type Store = {
  readonly database: DatabaseFacts
  /** The sealed streams of cases and of what came in, and the one log over them. */
  readonly streams: Streams
  /** Hashes of passwords and session tokens, in tables that may be changed. */
  readonly accounts: Accounts
  /** On disk, with its entry in the ledger, before this returns. */
  readonly appendAssessment: (assessment: Assessment) => Promise<void>
  /** @throws TamperedRecord when the stored text is not the one that was sealed. */
  readonly readAssessment: (id: string) => Promise<Assessment | null>
  /** Of every assessment that is kept, oldest first. */
  readonly assessmentIds: () => Promise<readonly string[]>
  /** Newest first. */
  readonly recentAssessments: (limit: number) => Promise<readonly AssessmentSummary[]>
  /** Keeps official bytes and one reading of them with the event that tells of it: all or nothing. */
  readonly keepVersion: (
    files: readonly KeptFile[],
    version: ListVersion,
    read: ReadList,
    event: NewEvent,
  ) => Promise<void>
  readonly append: (event: NewEvent) => Promise<void>
  readonly listVersions: () => Promise<readonly ListVersion[]>
  readonly partiesOf: (versionId: string) => Promise<readonly ListedParty[]>
  /** The official bytes as received. */
  readonly fileBytes: (sha256: Sha256) => Promise<Uint8Array | null>
  readonly events: (kinds: readonly EventKind[]) => Promise<readonly LedgerEvent[]>
  /** The `seq` of the first ledger entry that does not hold, or `null`. */
  readonly firstBrokenSeq: () => Promise<number | null>
  readonly close: () => Promise<void>
}

/** @throws DatabaseUnavailable with a sentence for the person at the terminal. */
export async function openStore(options: DatabaseOptions): Promise<Store> {
  const database = await openDatabase(options)
  const { query, transaction } = database
  return {
    database: database.facts,
    streams: openStreams(database),
    accounts: openAccounts(database),
    appendAssessment: (assessment) => transaction((inside) => insertAssessment(inside, assessment)),
    readAssessment: (id) => selectAssessment(query, id),
    assessmentIds: async () =>
      (await query<{ id: string }>('select id from unblind.assessments order by at, id')).map(({ id }) => id),
    recentAssessments: (limit) => selectRecent(query, limit),
    keepVersion: (files, version, read, event) =>
      transaction(async (inside) => {
        for (const file of files) await insertFile(inside, file, version.readAt)
        await insertVersion(inside, version, read)
        await appendEvent(inside, event)
      }),
    append: (event) =>
      transaction(async (inside) => {
        await appendEvent(inside, event)
      }),
    listVersions: () => selectVersions(query),
    partiesOf: (id) => selectParties(query, id),
    fileBytes: (hash) => selectBytes(query, hash),
    events: (kinds) => readEvents(query, kinds),
    firstBrokenSeq: async () => firstBrokenSeq(await readChain(query)),
    close: database.close,
  }
}

async function insertAssessment(query: Database['query'], assessment: Assessment): Promise<void> {
  const text = recordText(assessment)
  const hash = sha256(text)
  await query('insert into unblind.assessments (id, at, text, sha256) values ($1, $2, $3, $4)', [
    assessment.id,
    assessment.askedAt,
    text,
    hash,
  ])
  await appendEvent(query, {
    at: assessment.askedAt,
    actor: 'unblind',
    kind: 'assessment.stored',
    body: { id: assessment.id, sha256: hash },
  })
}

async function selectAssessment(query: Database['query'], id: string): Promise<Assessment | null> {
  const [row] = await query<{ text: string; sha256: string }>(
    'select text, sha256 from unblind.assessments where id = $1',
    [id],
  )
  if (row === undefined) return null
  if (sha256(row.text) !== row.sha256) {
    throw new TamperedRecord(`the stored text of assessment ${id} is not the text that was sealed`)
  }
  return JSON.parse(row.text)
}

async function selectRecent(query: Database['query'], limit: number): Promise<readonly AssessmentSummary[]> {
  return query<AssessmentSummary>(
    `select id,
       body ->> 'askedAt' as at,
       body ->> 'on' as "on",
       body #>> '{transaction,reference}' as reference,
       body #>> '{transaction,destination}' as destination,
       array(select party ->> 'name' from jsonb_array_elements(body -> 'parties') as party) as parties,
       body #>> '{law,outcome}' as law,
       body #>> '{coverage,state}' as coverage,
       body #>> '{action,state}' as action
     from unblind.assessments order by at desc, id desc limit $1`,
    [limit],
  )
}

async function insertFile(query: Database['query'], file: KeptFile, receivedAt: string): Promise<void> {
  await query(
    `insert into unblind.list_files (sha256, name, size_bytes, content_gzip, received_at)
     values ($1, $2, $3, $4, $5) on conflict do nothing`,
    [file.sha256, file.name, file.bytes.length, gzipSync(file.bytes, { level: 6 }), receivedAt],
  )
}

async function insertVersion(query: Database['query'], version: ListVersion, read: ReadList): Promise<void> {
  await query(
    `insert into unblind.list_versions
       (id, source, version, files, data_on, data_on_basis, highest_number, row_count, parts, lists, parties, notes, reader, parties_gzip, read_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
    [
      version.id,
      version.source,
      version.version,
      JSON.stringify(version.files),
      version.dataOn,
      version.dataOnBasis,
      version.highestNumber,
      version.rows,
      JSON.stringify(version.parts),
      JSON.stringify(version.lists),
      version.partyCount,
      JSON.stringify(version.notes),
      version.reader,
      gzipSync(recordText(read.parties), { level: 4 }),
      version.readAt,
    ],
  )
}

type VersionRow = Omit<ListVersion, 'dataOn' | 'readAt' | 'highestNumber'> & {
  readonly dataOn: string | null
  readonly highestNumber: string | null
  readonly readAt: Date
}

async function selectVersions(query: Database['query']): Promise<readonly ListVersion[]> {
  const rows = await query<VersionRow>(
    `select id, source, version, files, data_on::text as "dataOn", data_on_basis as "dataOnBasis",
       highest_number as "highestNumber", row_count as rows, parts, lists, parties as "partyCount", notes, reader, read_at as "readAt"
     from unblind.list_versions order by read_at, id`,
  )
  return rows.map((row) => ({
    ...row,
    dataOn: row.dataOn === null ? null : parseDay(row.dataOn),
    highestNumber: row.highestNumber === null ? null : Number(row.highestNumber),
    readAt: row.readAt.toISOString(),
  }))
}

async function selectParties(query: Database['query'], id: string): Promise<readonly ListedParty[]> {
  const [row] = await query<{ parties_gzip: Buffer }>('select parties_gzip from unblind.list_versions where id = $1', [
    id,
  ])
  if (row === undefined) throw new Error(`no list version ${id}`)
  return JSON.parse(gunzipSync(row.parties_gzip).toString('utf8'))
}

async function selectBytes(query: Database['query'], hash: Sha256): Promise<Uint8Array | null> {
  const [row] = await query<{ content_gzip: Buffer }>('select content_gzip from unblind.list_files where sha256 = $1', [
    hash,
  ])
  return row === undefined ? null : gunzipSync(row.content_gzip)
}
