/**
 * The log of what changed at the sources this node reads. Told from what is kept: which list versions took each other's
 * place, which law was read last, which records of the forum came. Each is written once, however often it is asked.
 */
import { type Canonical, canonicalHash, type Sealed, sha256 } from '../../base/index.ts'
import { type ChangeRecord, changeEntry, changesOfList, changesOfTables } from '../../brief/index.ts'
import type { LawTables } from '../../law/index.ts'
import type { Decided, StreamReader } from '../../store/index.ts'
import type { Desk } from '../desk.ts'
import { readAgain } from '../import-lists.ts'
import { STANDING_EVENTS, type Succession, successions } from '../list-standing.ts'

/** The stream it is sealed in. */
export const CHANGES = 'changes'

/** A change, and its place in the log. */
export type Logged = { readonly seq: number; readonly change: ChangeRecord }

/** Every change from a place on. */
export function changesIn(entries: readonly Sealed[]): readonly Logged[] {
  return entries.flatMap(({ seq, kind, body }) =>
    // Written by `changeEntry` and sealed: what is read is what was written.
    kind === 'change.detected' ? [{ seq, change: body as unknown as ChangeRecord }] : [],
  )
}

/** Looks for what is new at lists and law, and writes it down. @returns how many changes were added */
export async function noticeChanges(desk: Desk): Promise<number> {
  const lists = await noticeLists(desk)
  return lists + (await noticeLaw(desk))
}

// ----------------------------------------------------------------------------------------------------------- lists

async function noticeLists(desk: Desk): Promise<number> {
  const { store } = desk
  const all = successions(await store.listVersions(), await store.events(STANDING_EVENTS))
  const known = comparedIn(await store.streams.entries(CHANGES))
  let added = 0
  for (const succession of all) {
    if (known.has(keyOf(succession))) continue
    added += await noticeSuccession(desk, succession)
  }
  return added
}

async function noticeSuccession(desk: Desk, succession: Succession): Promise<number> {
  const { from, to } = succession
  const before = await readAgain(desk.store, from)
  const after = await readAgain(desk.store, to)
  const at = desk.now()
  const records = changesOfList(before, after, { detectedAt: at, nextId: desk.newId })
  const body = { source: to.source, from: from.id, to: to.id, inUseSince: succession.at, changes: records.length }
  return appendOnce(desk, records, { kind: 'list.compared', at, body }, (entries) =>
    comparedIn(entries).has(keyOf(succession)),
  )
}

/** A version can come into use twice, after another: each time is a change of its own. */
function keyOf({ from, to, at }: Succession): string {
  return `${from.id} ${to.id} ${at}`
}

function comparedIn(entries: readonly Sealed[]): ReadonlySet<string> {
  return new Set(
    entries.flatMap(({ kind, body }) =>
      kind === 'list.compared' ? [`${body.from} ${body.to} ${body.inUseSince}`] : [],
    ),
  )
}

// ------------------------------------------------------------------------------------------------------------- law

/** The law as it ships with this program, against the law that was read last here. The first time there is nothing to compare. */
async function noticeLaw(desk: Desk): Promise<number> {
  const { store, tables } = desk
  const version = canonicalHash(tables.hashes)
  const seen = lawSeenIn(await store.streams.entries(CHANGES))
  if (seen?.version === version) return 0
  const at = desk.now()
  const text = Buffer.from(JSON.stringify(tables))
  const records =
    seen === null
      ? []
      : changesOfTables(await lawOf(desk, seen.document), asKept(text), { detectedAt: at, nextId: desk.newId })
  const body = { version, document: sha256(text), before: seen?.version ?? null, changes: records.length }
  return appendOnce(
    desk,
    records,
    { kind: 'law.seen', at, body },
    (entries) => lawSeenIn(entries)?.version !== seen?.version,
    [text],
  )
}

function lawSeenIn(entries: readonly Sealed[]): { readonly version: string; readonly document: string } | null {
  const body = entries.findLast(({ kind }) => kind === 'law.seen')?.body
  return body === undefined ? null : { version: String(body.version), document: String(body.document) }
}

async function lawOf({ store }: Desk, document: string): Promise<LawTables> {
  const bytes = await store.streams.document(document)
  if (bytes === null) throw new Error(`the law tables ${document} that were read last are gone`)
  return asKept(bytes)
}

/** As a version of this program wrote it. */
function asKept(bytes: Uint8Array): LawTables {
  return JSON.parse(Buffer.from(bytes).toString('utf8'))
}

// ----------------------------------------------------------------------------------------------------------- writing

type Mark = { readonly kind: string; readonly at: string; readonly body: { readonly [field: string]: Canonical } }

/** The records and the mark that tells of them, unless another writer was first. */
export function appendOnce(
  { store }: Pick<Desk, 'store'>,
  records: readonly ChangeRecord[],
  { kind, at, body }: Mark,
  isThere: (entries: readonly Sealed[]) => boolean,
  documents: readonly Uint8Array[] = [],
): Promise<number> {
  const decide = async (reader: StreamReader): Promise<Decided<number>> => {
    if (isThere(await reader.entries(CHANGES))) return { result: 0, entries: [] }
    return {
      result: records.length,
      entries: [
        ...records.map((record) => ({ stream: CHANGES, entry: changeEntry(record) })),
        { stream: CHANGES, entry: { at, actor: 'program', kind, body } },
      ],
      documents,
    }
  }
  return store.streams.append(decide, [CHANGES])
}
