/**
 * Files on disk, sorted into sets that can be read as lists. A file is known by what it holds; the files of one set
 * lie in one folder; several versions of one file in one folder are versions of the list.
 *
 * A folder may hold `lists.json`, which says what the files themselves cannot:
 * `{ "files": { "consolidated.csv": { "retrievedOn": "2026-09-18" } }, "isExcerpt": true }`.
 * `retrievedOn` is the day the file was fetched from its publisher; `isExcerpt` says that the lists are small on purpose,
 * as those that travel with an example are, so that they are not refused as fragments.
 *
 * A list of a firm's own is a mapping that names the table beside it; all mappings of a folder, with their tables, are one
 * version.
 */
import { open, readdir, readFile, stat } from 'node:fs/promises'
import { basename, dirname, join, relative } from 'node:path'
import { z } from 'zod'
import { type Day, err, ok, parseDay, type Result, type Sha256, sha256 } from '../base/index.ts'
import { type NamedFile, recognise, SOURCES, type SourceId, tableOfMapping } from '../lists/index.ts'

/** Folders inside folders, read this deep. */
const MAX_DEPTH = 4
const MAX_FILES = 500
/** No list file of any publisher we read comes near; a larger one is not opened. */
const MAX_FILE_BYTES = 256 * 1024 * 1024
const KEPT_OF_UNKNOWN = 4_096
const MANIFEST = 'lists.json'

export type ListPathProblem = {
  readonly kind: 'lists.unreadable-path'
  readonly path: string
  readonly sentence: string
}

/** Files that are read together as one version of one list. */
export type ListSet = {
  readonly source: SourceId
  readonly files: readonly NamedFile[]
  /** Hash of the official bytes: of the one file, or of the hashes of all. */
  readonly version: Sha256
  /** The day the oldest file of the set was fetched; `null`: not said. */
  readonly retrievedOn: Day | null
  readonly isExcerpt: boolean
}

export type FoundSets = {
  readonly sets: readonly ListSet[]
  /** Files that are no list we read; only how they open is kept. */
  readonly unknown: readonly NamedFile[]
}

const manifestSchema = z.strictObject({
  about: z.string().optional(),
  isExcerpt: z.boolean().default(false),
  files: z
    .record(
      z.string(),
      z.strictObject({
        retrievedOn: z
          .string()
          .refine((text): text is Day => parseDay(text) !== null, { error: 'is not a day; write YYYY-MM-DD' }),
      }),
    )
    .default({}),
})
type Manifest = z.output<typeof manifestSchema>

/** The sets under a folder, or the one set a single file makes. */
export async function findSets(path: string): Promise<Result<FoundSets, ListPathProblem>> {
  const facts = await stat(path).catch(() => null)
  if (facts === null) return unreadable(path, `\`${path}\` is not there; name a list file or a folder that holds them`)
  const root = facts.isDirectory() ? path : dirname(path)
  const manifest = await readManifest(root)
  if (!manifest.ok) return manifest
  const places = facts.isDirectory() ? await filesByFolder(path, 0) : [[path]]
  const found: FoundSets[] = []
  for (const place of places) found.push(await sortPlace(root, place, manifest.value))
  return ok({ sets: found.flatMap((one) => one.sets), unknown: found.flatMap((one) => one.unknown) })
}

/** One file: the hash of its bytes. A set: the hash of its hashes, in order. */
export function versionOf(files: readonly NamedFile[]): Sha256 {
  const hashes = files.map((file) => sha256(file.bytes)).sort()
  const only = hashes[0]
  return hashes.length === 1 && only !== undefined ? only : sha256(hashes.join('\n'))
}

async function readManifest(folder: string): Promise<Result<Manifest, ListPathProblem>> {
  const path = join(folder, MANIFEST)
  const text = await readFile(path, 'utf8').catch(() => null)
  if (text === null) return ok({ isExcerpt: false, files: {} })
  const json = parseJson(text)
  if (json === undefined) return unreadable(path, `\`${path}\` is not JSON; correct it or remove it`)
  const parsed = manifestSchema.safeParse(json)
  if (parsed.success) return ok(parsed.data)
  const issue = parsed.error.issues[0]
  const field = (issue?.path ?? []).map(String).join('.')
  return unreadable(path, `\`${field}\` in \`${path}\` ${issue?.message ?? 'is not understood'}; correct it`)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

async function filesByFolder(folder: string, depth: number): Promise<readonly (readonly string[])[]> {
  const entries = (await readdir(folder, { withFileTypes: true })).sort((a, b) => (a.name < b.name ? -1 : 1))
  const files = entries.filter((entry) => entry.isFile() && entry.name !== MANIFEST && !entry.name.startsWith('.'))
  const below = depth === MAX_DEPTH ? [] : entries.filter((entry) => entry.isDirectory())
  const deeper: (readonly string[])[] = []
  for (const entry of below) deeper.push(...(await filesByFolder(join(folder, entry.name), depth + 1)))
  return [files.slice(0, MAX_FILES).map((entry) => join(folder, entry.name)), ...deeper]
}

type PartFile = NamedFile & { readonly source: SourceId; readonly part: string }

async function sortPlace(root: string, paths: readonly string[], manifest: Manifest): Promise<FoundSets> {
  const known: PartFile[] = []
  const unknown: NamedFile[] = []
  const tables = new Set<string>()
  for (const path of paths) {
    const name = relative(root, path) || basename(path)
    const file = { name, bytes: await readUpTo(path, MAX_FILE_BYTES) }
    const is = recognise(name, file.bytes)
    if (is === null) unknown.push({ name, bytes: file.bytes.subarray(0, KEPT_OF_UNKNOWN) })
    else known.push({ ...file, ...is })
    if (is?.source !== 'own') continue
    const table = await readTableOf(path, file.bytes)
    if (table === null) continue
    const tableName = relative(root, table.path)
    tables.add(tableName)
    known.push({ name: tableName, bytes: table.bytes, source: 'own', part: `table ${tableName}` })
  }
  // A table belongs to its mapping, whatever it looks like by itself.
  const isFree = (file: NamedFile & { readonly source?: SourceId }) => file.source === 'own' || !tables.has(file.name)
  const sets = SOURCES.flatMap((source) =>
    groupParts(known.filter((file) => file.source === source.id && isFree(file))),
  )
  return { sets: sets.map((files) => makeSet(files, manifest)), unknown: unknown.filter(isFree) }
}

/** The table that a mapping names, in the mapping's own folder and nowhere else; `null`: it is not there. */
async function readTableOf(mapping: string, bytes: Uint8Array): Promise<{ path: string; bytes: Uint8Array } | null> {
  const name = tableOfMapping(bytes)
  if (name === null) return null
  const path = join(dirname(mapping), basename(name))
  const facts = await stat(path).catch(() => null)
  return facts?.isFile() === true ? { path, bytes: await readUpTo(path, MAX_FILE_BYTES) } : null
}

/** A file that is too large is no list; its opening is enough to say so. */
async function readUpTo(path: string, maxBytes: number): Promise<Uint8Array> {
  if ((await stat(path)).size <= maxBytes) return readFile(path)
  const file = await open(path)
  try {
    const { buffer } = await file.read(Buffer.alloc(KEPT_OF_UNKNOWN), 0, KEPT_OF_UNKNOWN, 0)
    return buffer
  } finally {
    await file.close()
  }
}

/**
 * At most one file a part: they are one set. Several of one part and none of another: each is a version of its own.
 * Else it cannot be told which belong together; as one set they are refused by name.
 */
function groupParts(files: readonly PartFile[]): readonly (readonly PartFile[])[] {
  if (files.length === 0) return []
  const isOnePart = new Set(files.map((file) => file.part)).size === 1
  return isOnePart ? files.map((file) => [file]) : [files]
}

function makeSet(files: readonly PartFile[], manifest: Manifest): ListSet {
  const source = files[0]?.source
  if (source === undefined) throw new Error('a set holds at least one file')
  return {
    source,
    files: files.map(({ name, bytes }) => ({ name, bytes })),
    version: versionOf(files),
    retrievedOn: retrievedOn(files, manifest),
    isExcerpt: manifest.isExcerpt,
  }
}

function retrievedOn(files: readonly NamedFile[], manifest: Manifest): Day | null {
  const days = files.map((file) => manifest.files[file.name]?.retrievedOn ?? null)
  const known = days.filter((day) => day !== null)
  return known.length < files.length ? null : known.reduce((a, b) => (a < b ? a : b))
}

function unreadable(path: string, sentence: string): Result<never, ListPathProblem> {
  return err({ kind: 'lists.unreadable-path', path, sentence })
}
