/** Takes official bytes into the store: read whole or refused, compared with the version in use, told in the ledger. */
import { randomBytes } from 'node:crypto'
import { type Canonical, type Day, type Sha256, sha256, ulid } from '../base/index.ts'
import {
  changesBetween,
  type ListId,
  type NamedFile,
  quarantineReasons,
  type ReadList,
  readList,
  type SourceId,
  sentenceOf,
  sentenceOfNote,
  sentenceOfQuarantine,
  sourceOf,
} from '../lists/index.ts'
import type { ListVersion, Store } from '../store/index.ts'
import { findSets, type ListSet } from './list-sets.ts'
import { type Age, isOlder, STANDING_EVENTS, type Standing, standings } from './list-standing.ts'

export type ImportOutcome =
  /** Read, and now in use. */
  | 'imported'
  /** Read and kept; a newer version is in use. */
  | 'older'
  /** These very bytes are known already. */
  | 'unchanged'
  /** Read, but it waits for a person. */
  | 'quarantined'
  /** Not read; what was in use stays. */
  | 'refused'

/** What became of one set of files. */
export type ImportReport = {
  readonly files: readonly string[]
  readonly source: SourceId | null
  readonly outcome: ImportOutcome
  /** Of the version, to accept it or to ask for its changes; `null` when refused. */
  readonly id: string | null
  readonly parties: number | null
  readonly dataOn: Day | null
  /** What happened, where, what to do. */
  readonly sentence: string
  /** What a person should know of files that were read. */
  readonly notes: readonly string[]
  /** Against the version in use before; `null`: there was none, or nothing changed hands. */
  readonly changes: { readonly added: number; readonly removed: number; readonly changed: number } | null
}

/** How files came here: given by hand, or fetched from the publisher. */
export type Arrival = 'file' | 'download'

export type ImportContext = {
  readonly store: Store
  /** Instant, UTC, ISO 8601. */
  readonly now: () => string
  /** Civil day in the jurisdiction of the law. */
  readonly today: () => Day
  readonly programVersion: string
}

/** All sets under these paths, oldest version first, so that each is compared with its predecessor. */
export async function importPaths(context: ImportContext, paths: readonly string[]): Promise<readonly ImportReport[]> {
  const reports: ImportReport[] = []
  for (const path of paths) {
    const found = await findSets(path)
    if (!found.ok) {
      reports.push(refusal([path], null, found.error.sentence))
      continue
    }
    const { sets, unknown } = found.value
    const strange = unknown.filter((file) => sets.length === 0 || isNamedLikeList(file.name))
    for (const file of strange) reports.push(refusal([file.name], null, unknownSentence(file)))
    if (sets.length === 0 && strange.length === 0) {
      reports.push(refusal([path], null, `\`${path}\` holds no file; put the official list files into it`))
    }
    for (const set of await oldestFirst(context, sets)) reports.push(await importSet(context, set, 'file'))
  }
  return reports
}

/** Sets known already cost nothing to meet again, so they are not read for their age; nor is a set that stands alone. */
async function oldestFirst(context: ImportContext, sets: readonly ListSet[]): Promise<readonly ListSet[]> {
  const known = new Set((await context.store.listVersions()).map((one) => `${one.source} ${one.version}`))
  const fresh = sets.filter((set) => !known.has(`${set.source} ${set.version}`))
  const sources = [...new Set(fresh.map((set) => set.source))]
  return [
    ...sets.filter((set) => !fresh.includes(set)),
    ...sources.flatMap((source) => sortedByAge(fresh.filter((set) => set.source === source))),
  ]
}

function sortedByAge(sets: readonly ListSet[]): readonly ListSet[] {
  if (sets.length < 2) return sets
  return sets
    .map((set) => ({ set, age: ageOfUnread(set) }))
    .sort((a, b) => (isOlder(a.age, b.age) ? -1 : isOlder(b.age, a.age) ? 1 : 0))
    .map((one) => one.set)
}

function ageOfUnread(set: ListSet): Age {
  const read = readList(set.source, set.files)
  return ageOf(set, read.ok ? read.value : null)
}

function ageOf(set: ListSet, read: ReadList | null): Age {
  return { dataOn: read?.dataOn ?? null, highestNumber: read?.highestNumber ?? null, retrievedOn: set.retrievedOn }
}

/** Beside lists, a note or a picture is nobody's business; a file that calls itself list data and is none is. */
function isNamedLikeList(name: string): boolean {
  return /\.(csv|xml|gz|xlsx|jsonl)$/i.test(name)
}

/** Empty, a web page, or nothing we know: said by the reader of a set, which asks that first. */
function unknownSentence(file: NamedFile): string {
  const read = readList('us-ofac-sdn', [file])
  return sentenceOf(read.ok ? { kind: 'list.unrecognised', file: file.name } : read.error)
}

/** Takes one set in, or says why not. The version in use changes only when the new one is sound and not older. */
export async function importSet(context: ImportContext, set: ListSet, arrival: Arrival): Promise<ImportReport> {
  const { store } = context
  const all = standings(await store.listVersions(), await store.events(STANDING_EVENTS))
  const known = all.find(({ version }) => version.source === set.source && version.version === set.version)
  const current = all.find(({ version, state }) => version.source === set.source && state === 'current')
  if (known !== undefined) return meetAgain(context, set, arrival, known, current)
  const read = readList(set.source, set.files)
  if (read.ok) return takeIn(context, set, arrival, read.value, current)
  const sentence = sentenceOf(read.error)
  await store.append({
    at: context.now(),
    actor: 'unblind',
    kind: 'list.refused',
    body: { source: set.source, files: fileHashes(set), sentence, arrival },
  })
  return refusal(
    set.files.map((file) => file.name),
    set.source,
    sentence,
  )
}

async function takeIn(
  context: ImportContext,
  set: ListSet,
  arrival: Arrival,
  read: ReadList,
  current: Standing | undefined,
): Promise<ImportReport> {
  const { store } = context
  const at = context.now()
  const version = describe(context, set, read, at)
  const before = current === undefined ? null : await readAgain(store, current.version)
  const older =
    current !== undefined && isOlder(ageOf(set, read), { ...current.version, retrievedOn: current.retrievedOn })
  // An older version given by hand is for comparing; one that the publisher serves is a sign of something wrong.
  const isForComparing = older && arrival === 'file'
  const reasons = isForComparing ? [] : quarantineReasons(before, read).map(sentenceOfQuarantine)
  const body = {
    id: version.id,
    source: set.source,
    version: set.version,
    files: fileHashes(set),
    parties: read.parties.length,
    retrievedOn: set.retrievedOn,
    arrival,
  }
  const isHeld = reasons.length > 0
  await store.keepVersion(set.files.map(kept), version, read, {
    at,
    actor: 'unblind',
    kind: isHeld ? 'list.quarantined' : 'list.imported',
    body: isHeld ? { ...body, reasons } : body,
  })
  const outcome = isHeld ? 'quarantined' : older ? 'older' : 'imported'
  return report(set, version, outcome, reasons, before === null ? null : countChanges(before, read))
}

/** Bytes we hold already: the publisher still serves them, or has gone back to them. */
async function meetAgain(
  context: ImportContext,
  set: ListSet,
  arrival: Arrival,
  known: Standing,
  current: Standing | undefined,
): Promise<ImportReport> {
  const body = { id: known.version.id, source: set.source, version: set.version, retrievedOn: set.retrievedOn, arrival }
  const event = { at: context.now(), actor: 'unblind' } as const
  if (known.state === 'older' && arrival === 'download' && current !== undefined) {
    const reasons = ['the publisher serves it again after a newer version that is in use']
    await context.store.append({ ...event, kind: 'list.quarantined', body: { ...body, reasons } })
    return report(set, known.version, 'quarantined', reasons, null)
  }
  if (set.retrievedOn !== null && (known.retrievedOn === null || known.retrievedOn < set.retrievedOn)) {
    await context.store.append({ ...event, kind: 'list.confirmed', body })
  }
  if (known.state === 'quarantined') return report(set, known.version, 'quarantined', known.reasons, null)
  return report(set, known.version, 'unchanged', [], null)
}

/** A version as it was read when it came. */
export async function readAgain(store: Store, version: ListVersion): Promise<ReadList> {
  return { ...version, parties: await store.partiesOf(version.id) }
}

function describe(context: ImportContext, set: ListSet, read: ReadList, at: string): ListVersion {
  return {
    id: ulid(Date.parse(at), randomBytes(16)),
    source: set.source,
    version: set.version,
    files: set.files.map((file) => ({ name: file.name, sha256: sha256(file.bytes) })),
    dataOn: read.dataOn,
    dataOnBasis: read.dataOnBasis,
    highestNumber: read.highestNumber,
    rows: read.rows,
    parts: read.parts,
    lists: listsHeld(read),
    partyCount: read.parties.length,
    notes: read.notes,
    reader: context.programVersion,
    readAt: at,
  }
}

/** A list that has no party in the file was not read with it, whatever the source usually brings. */
function listsHeld({ source, notes }: ReadList): readonly ListId[] {
  const absent = new Set(notes.flatMap((note) => (note.kind === 'absent-lists' ? note.lists : [])))
  return sourceOf(source).lists.filter((list) => !absent.has(list))
}

function kept(file: NamedFile): { name: string; sha256: Sha256; bytes: Uint8Array } {
  return { name: file.name, sha256: sha256(file.bytes), bytes: file.bytes }
}

function fileHashes(set: ListSet): Canonical {
  return set.files.map((file) => ({ name: file.name, sha256: sha256(file.bytes) }))
}

function countChanges(before: ReadList, after: ReadList): NonNullable<ImportReport['changes']> {
  const delta = changesBetween(before.parties, after.parties)
  return { added: delta.added.length, removed: delta.removed.length, changed: delta.changed.length }
}

function report(
  set: ListSet,
  version: ListVersion,
  outcome: Exclude<ImportOutcome, 'refused'>,
  reasons: readonly string[],
  changes: ImportReport['changes'],
): ImportReport {
  return {
    files: set.files.map((file) => file.name),
    source: set.source,
    outcome,
    id: version.id,
    parties: version.partyCount,
    dataOn: version.dataOn,
    sentence: sentenceOfOutcome(version, outcome, reasons),
    notes: version.notes.map(sentenceOfNote),
    changes,
  }
}

function sentenceOfOutcome(
  version: ListVersion,
  outcome: Exclude<ImportOutcome, 'refused'>,
  reasons: readonly string[],
): string {
  const { title } = sourceOf(version.source)
  const ofDay = version.dataOn === null ? '' : ` of ${version.dataOn}`
  const what = `${title}${ofDay}, ${version.partyCount} parties`
  switch (outcome) {
    case 'imported':
      return `${what}: read and in use`
    case 'older':
      return `${what}: read and kept for comparing; a newer version is in use`
    case 'unchanged':
      return `${what}: already here, unchanged`
    case 'quarantined':
      return `${what}: waits for a person, because ${reasons.join('; ')}; look at it, then \`unblind lists accept ${version.id} --reason\` with why, or get a better file`
    default:
      throw new Error(`unhandled outcome: ${String(outcome)}`)
  }
}

function refusal(files: readonly string[], source: SourceId | null, sentence: string): ImportReport {
  return {
    files,
    source,
    outcome: 'refused',
    id: null,
    parties: null,
    dataOn: null,
    sentence,
    notes: [],
    changes: null,
  }
}
