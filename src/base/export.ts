/**
 * One file from which a stranger can check streams of sealed entries without us: `docs/export-format.md` says how.
 * `verifier/verify.mjs` checks the same file and shares no code with this one; a test holds them to one verdict and
 * one place. The file is canonical text throughout, so that no byte of it can change without being found.
 */
import { type Canonical, canonical } from './canonical.ts'
import { type Checkpoint, openCheckpoint, signCheckpoint } from './checkpoint.ts'
import { type Sha256, sha256 } from './hash.ts'
import { inclusionProof, isIncluded, leafHash, merkleRoot } from './merkle.ts'
import { type NoteKey, type NoteSigner, readBase64, readNoteKey, writeNoteKey } from './note.ts'
import { readCanonical } from './read-canonical.ts'
import { err, ok, type Result } from './result.ts'
import { firstBroken, type SealedProblem, type SealedText, sayBroken } from './sealed.ts'

/** A stream to export and the place of its newest entry in the node's log. */
export type StreamToExport = {
  readonly id: string
  readonly entries: readonly SealedText[]
  /** Inclusion of the newest entry's leaf in the log of `checkpoint`. */
  readonly inclusion: { readonly index: number; readonly proof: readonly Sha256[] }
}

export type ExportParts = {
  readonly streams: readonly StreamToExport[]
  /** Signed checkpoint of the node's log; its origin is the signer's name. */
  readonly checkpoint: string
  /** Each must be named by its SHA-256 in some entry. */
  readonly documents: readonly Uint8Array[]
}

export type VerifiedExport = {
  /** Who signed, as the file says; `isTrusted` when the caller had the same key from elsewhere. */
  readonly key: string
  readonly isTrusted: boolean
  readonly log: Checkpoint
  readonly streams: readonly { readonly id: string; readonly entries: number; readonly head: Sha256 }[]
  readonly documents: number
}

export type ExportFault =
  | 'not-utf-8'
  | 'not-canonical'
  | 'not-an-export'
  | 'key'
  | 'another-key'
  | 'checkpoint'
  | SealedProblem['kind']
  | 'stream-checkpoint'
  | 'incomplete'
  | 'not-in-log'
  | 'document-altered'
  | 'document-not-named'

/** The first place that does not hold. */
export type BrokenExport = {
  readonly fault: ExportFault
  readonly stream: string | null
  readonly seq: number | null
  /** Offset in the file where the part at fault begins. */
  readonly byte: number
  readonly sentence: string
}

export const EXPORT_FORMAT = 'unblind-export-1'

type Path = readonly (string | number)[]
type StreamFile = {
  readonly checkpoint: string
  readonly entries: readonly string[]
  readonly hashes: readonly string[]
  readonly id: string
  readonly inclusion: { readonly index: number; readonly proof: readonly Sha256[] }
}
type ExportFile = {
  readonly documents: readonly { readonly base64: string; readonly sha256: string }[]
  readonly format: string
  readonly key: string
  readonly log: { readonly checkpoint: string }
  readonly streams: readonly StreamFile[]
}
type Fault = Omit<BrokenExport, 'byte'> & { readonly path: Path }

/** Leaf of an entry, in the node's log and in the tree of its own stream: it binds stream, place and text. */
export function entryLeaf(stream: string, seq: number, hash: Sha256): Sha256 {
  // The canonical text of the three, without sorting their names for each of a million.
  return leafHash(`{"hash":${canonical(hash)},"seq":${canonical(seq)},"stream":${canonical(stream)}}`)
}

/** Root over the leaves of a whole stream: what a case is known by. */
export function streamRoot(stream: string, hashes: readonly Sha256[]): Sha256 {
  return merkleRoot(streamLeaves(stream, hashes))
}

/** Proof that one entry is in the stream of that root. */
export function entryProof(stream: string, hashes: readonly Sha256[], seq: number): readonly Sha256[] {
  return inclusionProof(streamLeaves(stream, hashes), seq)
}

/** The text of the file. The signer says of each stream how long it is, so that a shortened one is found. */
export function writeExport({ streams, checkpoint, documents }: ExportParts, signer: NoteSigner): string {
  const file: ExportFile = {
    format: EXPORT_FORMAT,
    key: writeNoteKey(signer.key),
    log: { checkpoint },
    streams: inOrder(streams, ({ id }) => id).map(({ id, entries, inclusion }) => {
      const hashes = entries.map(({ hash }) => hash as Sha256)
      const head = { origin: originOf(signer.key, id), size: entries.length, root: streamRoot(id, hashes) }
      const texts = entries.map(({ text }) => text)
      return { id, entries: texts, hashes, checkpoint: signCheckpoint(head, signer), inclusion }
    }),
    documents: inOrder(
      documents.map((bytes) => ({ sha256: sha256(bytes), base64: Buffer.from(bytes).toString('base64') })),
      (document) => document.sha256,
    ),
  }
  return canonical(file)
}

/**
 * Checks everything the file holds, in the order of `docs/export-format.md`. Without `trustedKey` it shows that the
 * file is whole and signed by the key it brings along, not whose key that is.
 */
export function verifyExport(bytes: Uint8Array, trustedKey?: string): Result<VerifiedExport, BrokenExport> {
  const text = Buffer.from(bytes).toString('utf8')
  const encoded = Buffer.from(text)
  if (!encoded.equals(bytes)) return err(fileFault('not-utf-8', firstDifference(encoded, bytes)))
  const read = readCanonical(text)
  if (!read.ok) return err(fileFault('not-canonical', Buffer.byteLength(text.slice(0, read.error.at))))
  const value = read.value
  const misplaced = misfit(value, FILE, [])
  if (misplaced !== null) return err(fileFault('not-an-export', byteOf(value, misplaced)))
  const checked = check(value as ExportFile, trustedKey)
  if (checked.ok) return checked
  const { path, ...fault } = checked.error
  return err({ ...fault, byte: byteOf(value, path) })
}

/** A sentence for the door, with the place. */
export function sayBrokenExport({ stream, seq, byte, sentence }: BrokenExport): string {
  const place = [stream === null ? [] : `stream \`${stream}\``, seq === null ? [] : `entry ${seq}`, `byte ${byte}`]
  return `${place.flat().join(', ')}: ${sentence}`
}

function check(file: ExportFile, trustedKey: string | undefined): Result<VerifiedExport, Fault> {
  const key = readNoteKey(file.key)
  if (!key.ok) return err(faultAt('key', ['key']))
  if (trustedKey !== undefined && trustedKey !== file.key) return err(faultAt('another-key', ['key']))
  const log = openCheckpoint(file.log.checkpoint, key.value)
  if (!log.ok || log.value.origin !== key.value.name) return err(faultAt('checkpoint', ['log', 'checkpoint']))
  for (const [i, stream] of file.streams.entries()) {
    const fault = streamFault(stream, key.value, log.value)
    if (fault !== null) return err({ ...fault, path: ['streams', i, ...fault.path] })
  }
  const named = new Set(file.streams.flatMap(({ entries }) => entries.flatMap(namedHashes)))
  for (const [i, document] of file.documents.entries()) {
    const content = readBase64(document.base64)
    if (content === null || sha256(content) !== document.sha256) {
      return err(faultAt('document-altered', ['documents', i, 'base64']))
    }
    if (!named.has(document.sha256)) return err(faultAt('document-not-named', ['documents', i, 'sha256']))
  }
  return ok({
    key: file.key,
    isTrusted: trustedKey !== undefined,
    log: log.value,
    streams: file.streams.map(({ id, hashes }) => ({ id, entries: hashes.length, head: hashes.at(-1) as Sha256 })),
    documents: file.documents.length,
  })
}

/** The first fault of a stream, its path from the stream on. */
function streamFault(stream: StreamFile, key: NoteKey, log: Checkpoint): Fault | null {
  const { id, entries, inclusion } = stream
  const hashes = stream.hashes as readonly Sha256[]
  const broken = firstBroken(entries.map((text, seq) => ({ text, hash: hashes[seq] ?? '' })))
  if (broken !== null) {
    const place = { stream: id, seq: broken.seq, path: ['entries', broken.seq] }
    return { ...place, fault: broken.why.kind, sentence: sayBroken(broken) }
  }
  const own = openCheckpoint(stream.checkpoint, key)
  if (!own.ok || own.value.origin !== originOf(key, id)) return faultAt('stream-checkpoint', ['checkpoint'], id)
  if (own.value.size !== entries.length) {
    return faultAt('incomplete', ['checkpoint'], id, Math.min(own.value.size, entries.length))
  }
  if (own.value.root !== streamRoot(id, hashes)) return faultAt('stream-checkpoint', ['checkpoint'], id)
  const last = entries.length - 1
  const leaf = entryLeaf(id, last, hashes[last] ?? sha256(''))
  const isInLog = isIncluded({ leaf, size: log.size, root: log.root, ...inclusion })
  return isInLog ? null : faultAt('not-in-log', ['inclusion'], id)
}

function faultAt(fault: keyof typeof WORDS, path: Path, stream: string | null = null, seq: number | null = null) {
  return { fault, stream, seq, path, sentence: WORDS[fault] }
}

function fileFault(fault: keyof typeof WORDS, byte: number): BrokenExport {
  return { fault, stream: null, seq: null, byte, sentence: WORDS[fault] }
}

const WORDS = {
  'not-utf-8': 'the file is not UTF-8 text',
  'not-canonical': 'the file is not canonical JSON; it was changed after it was written',
  'not-an-export': `this is not as a file of format \`${EXPORT_FORMAT}\` has it`,
  key: 'this is not a key that can be trusted',
  'another-key': 'the file was signed with another key than the one given',
  checkpoint: 'the checkpoint of the log is not signed by the key',
  'stream-checkpoint': 'what was signed of this stream is not what is here',
  incomplete: 'the stream that was signed is longer or shorter; entries were dropped or added',
  'not-in-log': 'the newest entry of this stream is not in the signed log',
  'document-altered': 'the document is not the one with this hash',
  'document-not-named': 'no entry names this document',
} as const satisfies Partial<Record<ExportFault, string>>

/** Each once, by its id. */
function inOrder<Item>(items: readonly Item[], idOf: (item: Item) => string): readonly Item[] {
  return [...new Map(items.map((item) => [idOf(item), item])).entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, item]) => item)
}

function streamLeaves(stream: string, hashes: readonly Sha256[]): readonly Sha256[] {
  return hashes.map((hash, seq) => entryLeaf(stream, seq, hash))
}

function originOf(key: NoteKey, stream: string): string {
  return `${key.name}/${stream}`
}

/** Every text of 64 hexadecimal digits that stands in an entry. */
function namedHashes(text: string): readonly string[] {
  return text.match(/(?<=")[0-9a-f]{64}(?=")/g) ?? []
}

function firstDifference(a: Uint8Array, b: Uint8Array): number {
  const at = a.findIndex((byte, i) => byte !== b[i])
  return at < 0 ? a.length : at
}

/** What stands where in the file. */
type Shape =
  | { readonly is: (value: unknown) => boolean }
  | { readonly list: Shape; readonly least: number; readonly distinct?: string }
  | { readonly fields: Readonly<Record<string, Shape>>; readonly alike?: readonly [string, string] }

const TEXT: Shape = { is: (value) => typeof value === 'string' }
const HASH: Shape = matching(/^[0-9a-f]{64}$/)
const FILE: Shape = {
  fields: {
    documents: { list: { fields: { base64: TEXT, sha256: HASH } }, least: 0, distinct: 'sha256' },
    format: { is: (value) => value === EXPORT_FORMAT },
    key: TEXT,
    log: { fields: { checkpoint: TEXT } },
    streams: {
      list: {
        fields: {
          checkpoint: TEXT,
          entries: { list: TEXT, least: 1 },
          hashes: { list: HASH, least: 1 },
          id: matching(/^[A-Za-z0-9][A-Za-z0-9._:/-]{0,199}$/),
          inclusion: {
            fields: {
              index: { is: (value) => Number(value) >= 0 && typeof value === 'number' },
              proof: { list: HASH, least: 0 },
            },
          },
        },
        alike: ['entries', 'hashes'],
      },
      least: 1,
      distinct: 'id',
    },
  },
}

function matching(pattern: RegExp): Shape {
  return { is: (value) => typeof value === 'string' && pattern.test(value) }
}

/** Path of the first part that is not as the shape has it, in the order of the file. */
function misfit(value: Canonical | undefined, shape: Shape, path: Path): Path | null {
  if ('is' in shape) return shape.is(value) ? null : path
  if ('list' in shape) {
    if (!Array.isArray(value) || value.length < shape.least) return path
    return (
      firstOf(value.entries(), ([i, item]) => misfit(item, shape.list, [...path, i])) ?? disorder(value, shape, path)
    )
  }
  if (!isObject(value) || Object.keys(value).join() !== Object.keys(shape.fields).join()) return path
  const inner = firstOf(Object.entries(shape.fields), ([key, field]) => misfit(value[key], field, [...path, key]))
  if (inner !== null || shape.alike === undefined) return inner
  const [a, b] = shape.alike.map((key) => value[key])
  return Array.isArray(a) && Array.isArray(b) && a.length === b.length ? null : path
}

/** Items with an id of their own stand in its order, each once. */
function disorder(items: readonly Canonical[], { distinct }: { readonly distinct?: string }, path: Path): Path | null {
  if (distinct === undefined) return null
  const ids = items.map((item) => String(isObject(item) ? item[distinct] : ''))
  const at = ids.findIndex((id, i) => i > 0 && id <= String(ids[i - 1]))
  return at < 0 ? null : [...path, at]
}

function firstOf<Item>(items: Iterable<Item>, find: (item: Item) => Path | null): Path | null {
  for (const item of items) {
    const found = find(item)
    if (found !== null) return found
  }
  return null
}

/** Where the part at `path` begins in the canonical text of `value`, in bytes. */
function byteOf(value: Canonical | undefined, path: Path): number {
  const [step, ...rest] = path
  if (step === undefined) return 0
  let at = 1
  if (Array.isArray(value)) {
    for (const item of value.slice(0, Number(step))) at += Buffer.byteLength(canonical(item)) + 1
    return at + byteOf(value[Number(step)], rest)
  }
  if (!isObject(value)) return at
  for (const key of Object.keys(value).sort()) {
    const before = at + Buffer.byteLength(canonical(key)) + 1
    if (key === step) return before + byteOf(value[key], rest)
    at = before + Buffer.byteLength(canonical(value[key])) + 1
  }
  return at
}

function isObject(value: unknown): value is { readonly [key: string]: Canonical | undefined } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
