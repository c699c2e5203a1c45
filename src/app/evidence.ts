/** Taking a case to someone who does not trust us, and checking the whole store against its own seals. */
import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  appendLeaf,
  type Checkpoint,
  EMPTY_LOG,
  entryLeaf,
  err,
  FIRST_PREV,
  firstBroken,
  type Head,
  inclusionProof,
  type MerkleLog,
  merkleRoot,
  type NoteSigner,
  openCheckpoint,
  type Result,
  readSealed,
  rootOf,
  type Sha256,
  sayBroken,
  sha256,
  signCheckpoint,
  skimSealed,
  writeExport,
  writeNoteKey,
} from '../base/index.ts'
import { caseOf } from '../case/index.ts'
import type { EntryBytes, Store, Streams } from '../store/index.ts'
import { recordedIn, streamOfCase } from './cases-recorded.ts'
import { nodeSigner } from './evidence-key.ts'
import { INFORMATION, informationIn } from './inbox-information.ts'

export type VerifiedStore = {
  readonly entries: number
  readonly streams: number
  readonly documents: number
  readonly root: Sha256
  /** The node's public key, as verifiers take it. */
  readonly key: string
  /** The first place that does not hold; `null`: everything holds. */
  readonly broken: BrokenStore | null
}

export type BrokenStore = {
  readonly stream: string | null
  readonly seq: number | null
  /** Where the entry begins, when the stored texts of its stream stand one after another. */
  readonly byte: number | null
  readonly sentence: string
}

type Place = { readonly dataDir: string; readonly store: Store; readonly now: () => string }

/** The newest checkpoint this node signed, kept outside the database: a log that lost its end is found by it. */
const CHECKPOINT = 'log-checkpoint'

/**
 * The export of one case: its whole stream, its place in the node's log, and the bytes it rests on. Originals whose source
 * is protected stay here; the file names their hashes. `null`: there is no such case.
 */
export async function exportCase({ dataDir, store, now }: Place, id: string): Promise<string | null> {
  const stream = streamOfCase(id)
  const timeline = recordedIn(await store.streams.entries(stream))
  if (timeline.length === 0) return null
  const state = caseOf(timeline)
  const open = new Set(
    informationIn(await store.streams.entries(INFORMATION))
      .filter(({ sourceProtection }) => sourceProtection === 'open')
      .map(({ originalBytesSha256 }) => String(originalBytesSha256)),
  )
  const named = [state.assessment.sha256, ...state.information.map((one) => one.sha256).filter((one) => open.has(one))]
  const documents = (await Promise.all(named.map((hash) => store.streams.document(hash)))).filter((one) => one !== null)
  const signer = await nodeSigner(dataDir, store, now)
  const leaves = await store.streams.leaves()
  const entries = (await store.streams.stored(stream)).filter(({ logIndex }) => logIndex < leaves.length)
  const index = entries.at(-1)?.logIndex
  if (index === undefined) throw new Error(`stream \`${stream}\` is not in the log`)
  const log = { size: leaves.length, rootAt: (size: number) => merkleRoot(leaves.slice(0, size)) }
  const checkpoint = await checkpointOf(dataDir, log, signer)
  const inclusion = { index, proof: inclusionProof(leaves, index) }
  return writeExport({ streams: [{ id: stream, entries, inclusion }], checkpoint, documents }, signer)
}

/** A log of that size, and its root at any size up to it that may be asked. */
type Log = { readonly size: number; readonly rootAt: (size: number) => Sha256 | undefined }

/** Signs only a log that still begins with the one signed last. */
async function checkpointOf(dataDir: string, log: Log, signer: NoteSigner): Promise<string> {
  const lost = lostSince(await signedLast(dataDir, signer), log)
  const root = log.rootAt(log.size)
  if (lost !== null || root === undefined) throw new Error(`nothing is signed: ${lost ?? 'the log has no root'}`)
  const checkpoint = signCheckpoint({ origin: signer.key.name, size: log.size, root }, signer)
  const path = join(dataDir, CHECKPOINT)
  await writeFile(`${path}.new`, checkpoint, { flush: true })
  await rename(`${path}.new`, path)
  return checkpoint
}

type Signed = Result<Checkpoint, string> | null

/** What this node signed last; `null`: nothing yet. The error is a sentence. */
async function signedLast(dataDir: string, signer: NoteSigner): Promise<Signed> {
  const note = await readFile(join(dataDir, CHECKPOINT), 'utf8').catch(() => null)
  if (note === null) return null
  const signed = openCheckpoint(note, signer.key)
  return signed.ok ? signed : err(`the checkpoint in \`${join(dataDir, CHECKPOINT)}\` is not signed by this node`)
}

/** What is wrong with the log against what was signed of it, in a sentence. */
function lostSince(signed: Signed, log: Log): string | null {
  if (signed === null) return null
  if (!signed.ok) return signed.error
  const { size, root } = signed.value
  if (log.size < size) return `the log held ${size} entries when it was signed and holds ${log.size} now`
  return log.rootAt(size) === root ? null : `the first ${size} entries of the log are not those that were signed`
}

/** Every entry, stream, log head and document, the node's own ledger, and the checkpoint signed last. */
export async function verifyAll({ dataDir, store, now }: Place): Promise<VerifiedStore> {
  const signer = await nodeSigner(dataDir, store, now)
  const signed = await signedLast(dataDir, signer)
  const walked = await walk(store.streams, signed?.ok === true ? signed.value.size : 0)
  const { log, streams, named } = walked
  const documents = await store.streams.documentHashes()
  const broken =
    walked.broken ??
    brokenLog(walked, signed) ??
    (await brokenDocument(store.streams, documents, named)) ??
    (await brokenLedger(store))
  if (broken === null && log.size > 0) await checkpointOf(dataDir, logOf(walked), signer)
  return {
    entries: log.size,
    streams,
    documents: documents.length,
    root: rootOf(log),
    key: writeNoteKey(signer.key),
    broken,
  }
}

type Walked = {
  readonly log: MerkleLog
  /** How many entries the log was kept to have, before it was read. */
  readonly newest: number
  /** The root at the size that was signed last; of another size `undefined`. */
  readonly signedRoot: Sha256 | undefined
  readonly signedSize: number
  readonly streams: number
  /** Hashes of originals that entries say are kept, by their place. */
  readonly named: ReadonlyMap<string, { readonly stream: string; readonly seq: number }>
  readonly broken: BrokenStore | null
}

function logOf({ log, signedSize, signedRoot }: Walked): Log {
  return {
    size: log.size,
    rootAt: (size) => (size === log.size ? rootOf(log) : size === signedSize ? signedRoot : undefined),
  }
}

async function walk(streams: Streams, signedSize: number): Promise<Walked> {
  // Asked first: what is appended while we read is not missed by anybody.
  const newest = await streams.size()
  const heads = new Map<string, Head & { readonly byte: number }>()
  const named = new Map<string, { readonly stream: string; readonly seq: number }>()
  let log = EMPTY_LOG
  let signedRoot: Sha256 | undefined
  const brokenBy = (entry: EntryBytes): BrokenStore | null => {
    const { stream, seq } = entry
    const before = heads.get(stream) ?? null
    const broken = brokenEntry(entry, before, log.size)
    if (broken !== null) return broken
    const hash = entry.hash as Sha256
    heads.set(stream, { seq, hash, byte: (before?.byte ?? 0) + entry.text.length })
    log = appendLeaf(log, entryLeaf(stream, seq, hash))
    if (log.size === signedSize) signedRoot = rootOf(log)
    if (entry.peaks !== null && entry.peaks !== log.peaks.join()) {
      return ofLog(`the log's kept roots at ${log.size} are not those of its entries`)
    }
    const original = stream === INFORMATION ? originalIn(entry) : null
    if (original !== null) named.set(original, { stream, seq })
    return null
  }
  const found: BrokenStore[] = []
  await streams.eachInLog((entry) => {
    // Behind the first place that does not hold nothing can be said.
    const broken = found.length > 0 ? null : brokenBy(entry)
    if (broken !== null) found.push(broken)
  })
  return { log, newest, signedRoot, signedSize, streams: heads.size, named, broken: found[0] ?? null }
}

function brokenEntry(
  { stream, seq, logIndex, text, hash }: EntryBytes,
  before: (Head & { readonly byte: number }) | null,
  index: number,
): BrokenStore | null {
  const byte = before?.byte ?? 0
  const skimmed = sha256(text) === hash ? skimSealed(text) : null
  const follows =
    skimmed !== null &&
    skimmed.seq === (before === null ? 0 : before.seq + 1) &&
    skimmed.prev === (before?.hash ?? FIRST_PREV)
  if (!follows) {
    const broken = firstBroken([{ text: text.toString('utf8'), hash }], before)
    if (broken !== null) return { stream, seq: broken.seq, byte, sentence: sayBroken(broken) }
  }
  if (seq !== (before === null ? 0 : before.seq + 1)) {
    return { stream, seq, byte, sentence: `entry ${seq}: it stands at another place than it says` }
  }
  return logIndex === index
    ? null
    : { stream, seq, byte, sentence: `entry ${seq}: the log has a gap before it; an entry was dropped` }
}

function originalIn({ text, hash }: EntryBytes): string | null {
  const read = readSealed({ text: text.toString('utf8'), hash })
  const original = read.ok && read.value.kind === 'information.captured' ? read.value.body.originalBytesSha256 : null
  return typeof original === 'string' ? original : null
}

function brokenLog(walked: Walked, signed: Signed): BrokenStore | null {
  const { newest, log } = walked
  if (newest > log.size) {
    return ofLog(`the log held ${newest} entries and holds ${log.size} now; the newest were dropped`)
  }
  const lost = lostSince(signed, logOf(walked))
  return lost === null ? null : ofLog(lost)
}

async function brokenDocument(
  streams: Streams,
  hashes: readonly string[],
  named: Walked['named'],
): Promise<BrokenStore | null> {
  for (const hash of hashes) {
    const bytes = await streams.document(hash).catch(() => null)
    if (bytes === null || sha256(bytes) !== hash) return ofLog(`document ${hash} is not the one with this hash`)
  }
  const kept = new Set(hashes)
  for (const [hash, place] of named) {
    if (!kept.has(hash))
      return { ...place, byte: null, sentence: `entry ${place.seq}: the document ${hash} it names is gone` }
  }
  return null
}

async function brokenLedger(store: Store): Promise<BrokenStore | null> {
  const seq = await store.firstBrokenSeq()
  return seq === null
    ? null
    : { stream: 'node', seq, byte: null, sentence: `entry ${seq} of the node's own ledger does not hold` }
}

function ofLog(sentence: string): BrokenStore {
  return { stream: null, seq: null, byte: null, sentence }
}
