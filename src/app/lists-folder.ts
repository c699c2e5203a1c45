/**
 * A folder of official list files, read as it stands: nothing is imported and nothing kept. A file is known by what it
 * holds, the files of one set lie in one folder, and of several versions of one list the newest counts.
 *
 * A folder may hold `lists.json`, which says what the files themselves cannot:
 * `{ "files": { "consolidated.csv": { "retrievedOn": "2026-09-18" } }, "isExcerpt": true }`.
 * `retrievedOn` is the day the file was fetched from its publisher; `isExcerpt` says that the lists are small on purpose,
 * as those that travel with an example are, so that they are not refused as fragments.
 */
import { readdir, readFile, stat } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { z } from 'zod'
import { type Day, err, ok, parseDay, type Result, type Sha256, sha256 } from '../base/index.ts'
import type { SnapshotSource, SourceParties } from '../case/index.ts'
import {
  ANY_COUNT,
  type NamedFile,
  type ReadList,
  readList,
  recognise,
  SOURCES,
  type SourceId,
  sentenceOf,
} from '../lists/index.ts'

/** Folders inside folders, read this deep. */
const MAX_DEPTH = 4
const MAX_FILES = 500
const MANIFEST = 'lists.json'

export type ListsFolderProblem = {
  readonly kind: 'lists-folder.unreadable'
  readonly path: string
  readonly sentence: string
}

/** A file or set that was not used, and why. */
export type RefusedFiles = { readonly files: readonly string[]; readonly sentence: string }

export type ListsFolder = {
  /** The newest version of each list. */
  readonly reads: readonly SourceParties[]
  readonly refused: readonly RefusedFiles[]
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

type Candidate = { readonly read: ReadList; readonly version: Sha256; readonly retrievedOn: Day | null }

/** The newest version of each list in a folder, and what was refused. A folder with no list in it is a problem. */
export async function readListsFolder(folder: string): Promise<Result<ListsFolder, ListsFolderProblem>> {
  const isFolder = await stat(folder).then(
    (entry) => entry.isDirectory(),
    () => false,
  )
  if (!isFolder) return unreadable(folder, `\`${folder}\` is not a folder; name the folder that holds the list files`)
  const manifest = await readManifest(folder)
  if (!manifest.ok) return manifest

  const candidates: Candidate[] = []
  const refused: RefusedFiles[] = []
  for (const place of await foldersUnder(folder, 0)) {
    const found = await readPlace(folder, place, manifest.value)
    candidates.push(...found.candidates)
    refused.push(...found.refused)
  }
  if (candidates.length === 0 && refused.length === 0) {
    return unreadable(folder, `\`${folder}\` holds no list file we read; put the official files into it`)
  }
  return ok({ reads: newestOfEach(candidates).map(sourceParties), refused })
}

async function readManifest(folder: string): Promise<Result<Manifest, ListsFolderProblem>> {
  const path = join(folder, MANIFEST)
  const text = await readFile(path, 'utf8').catch(() => null)
  if (text === null) return ok({ isExcerpt: false, files: {} })
  const json = parseJson(text)
  if (json === undefined) return unreadable(path, `\`${path}\` is not JSON; correct it or remove it`)
  const parsed = manifestSchema.safeParse(json)
  if (parsed.success) return ok(parsed.data)
  const issue = parsed.error.issues[0]
  return unreadable(
    path,
    `\`${(issue?.path ?? []).map(String).join('.')}\` in \`${path}\` ${issue?.message ?? 'is not understood'}; correct it`,
  )
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

async function foldersUnder(folder: string, depth: number): Promise<readonly string[]> {
  if (depth === MAX_DEPTH) return [folder]
  const entries = await readdir(folder, { withFileTypes: true })
  const below = entries.filter((entry) => entry.isDirectory()).map((entry) => join(folder, entry.name))
  const deeper = await Promise.all(below.sort().map((path) => foldersUnder(path, depth + 1)))
  return [folder, ...deeper.flat()]
}

/** The lists of one folder, each read from all files that belong to it. */
async function readPlace(
  root: string,
  place: string,
  manifest: Manifest,
): Promise<{ readonly candidates: readonly Candidate[]; readonly refused: readonly RefusedFiles[] }> {
  const entries = await readdir(place, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isFile() && entry.name !== MANIFEST).map((entry) => entry.name)
  const sets = new Map<SourceId, NamedFile[][]>()
  for (const name of names.sort().slice(0, MAX_FILES)) {
    const file = { name: relative(root, join(place, name)), bytes: await readFile(join(place, name)) }
    const known = recognise(file.name, file.bytes)
    if (known !== null) addToSet(sets, known.source, file)
  }
  const candidates: Candidate[] = []
  const refused: RefusedFiles[] = []
  for (const [source, versions] of sets) {
    for (const files of versions) {
      const read = readList(source, files, manifest.isExcerpt ? { expectedParties: ANY_COUNT } : {})
      if (read.ok) {
        candidates.push({ read: read.value, version: versionOf(files), retrievedOn: retrievedOn(files, manifest) })
      } else refused.push({ files: files.map((file) => file.name), sentence: sentenceOf(read.error) })
    }
  }
  return { candidates, refused }
}

/** A source of one part: each file is a version of its own. A source of several parts: the files of a folder are one set. */
function addToSet(sets: Map<SourceId, NamedFile[][]>, source: SourceId, file: NamedFile): void {
  const versions = sets.get(source) ?? []
  const parts = SOURCES.find((one) => one.id === source)?.parts ?? []
  const isSet = parts.length > 1
  const open = versions[0]
  if (isSet && open !== undefined) open.push(file)
  else versions.push([file])
  sets.set(source, versions)
}

/** One file: the hash of its bytes. A set: the hash of its hashes, in order. */
function versionOf(files: readonly NamedFile[]): Sha256 {
  const hashes = files.map((file) => sha256(file.bytes)).sort()
  const only = hashes[0]
  return hashes.length === 1 && only !== undefined ? only : sha256(hashes.join('\n'))
}

/** The day the oldest file of a set was fetched; `null`: the manifest does not say it of every file. */
function retrievedOn(files: readonly NamedFile[], manifest: Manifest): Day | null {
  const days = files.map((file) => manifest.files[file.name]?.retrievedOn ?? null)
  const known = days.filter((day) => day !== null)
  return known.length < files.length ? null : known.reduce((a, b) => (a < b ? a : b))
}

function newestOfEach(candidates: readonly Candidate[]): readonly Candidate[] {
  const newest = new Map<SourceId, Candidate>()
  for (const candidate of candidates) {
    const before = newest.get(candidate.read.source)
    if (before === undefined || isNewer(candidate, before)) newest.set(candidate.read.source, candidate)
  }
  return [...newest.values()]
}

function isNewer(a: Candidate, b: Candidate): boolean {
  const day = (one: Candidate) => one.retrievedOn ?? one.read.dataOn ?? ''
  if (day(a) !== day(b)) return day(a) > day(b)
  return (a.read.highestNumber ?? 0) > (b.read.highestNumber ?? 0)
}

function sourceParties({ read, version, retrievedOn: fetchedOn }: Candidate): SourceParties {
  const about = SOURCES.find((one) => one.id === read.source)
  if (about === undefined) throw new Error(`no such source: ${read.source}`)
  const source: SnapshotSource = {
    source: read.source,
    title: about.title,
    lists: about.lists,
    version,
    dataOn: read.dataOn,
    retrievedOn: fetchedOn,
    parties: read.parties.length,
    quarantined: null,
  }
  return { source, parties: read.parties }
}

function unreadable(path: string, sentence: string): Result<never, ListsFolderProblem> {
  return err({ kind: 'lists-folder.unreadable', path, sentence })
}
