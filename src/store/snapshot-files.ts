/**
 * The lists in use, as files beside the database, so that screening a name starts no database.
 *
 * `snapshots/current.json` names the snapshot in use and says how its sources stand; it is replaced whole.
 * `snapshots/<name>/` holds `parties.json` and `index.bin` and never changes once it has its name.
 */
import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { buildSnapshot, type ScreeningSnapshot, type SnapshotSource, type SourceParties } from '../assessment/index.ts'
import { canonicalHash, type Sha256, sha256 } from '../base/index.ts'
import type { ListedParty } from '../lists/index.ts'
import { ALGORITHM, buildIndex, writeIndex } from '../match/index.ts'
import { syncFolder, writeWhole } from './durable-file.ts'
import { hasErrorCode } from './error-code.ts'

/** Changes when the layout of these files does. */
const LAYOUT = 1
/** A snapshot that is no longer current may still be being read by another process; it is removed after this. */
const KEEP_OLD_MS = 60 * 60_000

type Current = { readonly layout: number; readonly name: Sha256; readonly sources: readonly SnapshotSource[] }

export type SnapshotFiles = {
  /** The snapshot in use, read again only when another process has replaced it; `null`: none was ever made. */
  readonly current: () => ScreeningSnapshot | null
  /** Puts these sources in use. Answers the snapshot made of them. */
  readonly replace: (reads: readonly SourceParties[]) => ScreeningSnapshot
}

/** @param reader version of the program: another version's parties are not read, they are made again */
export function openSnapshotFiles(dataDir: string, reader: string): SnapshotFiles {
  const folder = join(dataDir, 'snapshots')
  let held: { readonly stamp: string; readonly snapshot: ScreeningSnapshot | null } | null = null
  return {
    current: () => {
      const stamp = stampOf(join(folder, 'current.json'))
      if (held?.stamp !== stamp) held = { stamp, snapshot: readCurrent(folder, reader) }
      return held.snapshot
    },
    replace: (reads) => {
      const snapshot = writeSnapshot(folder, reader, reads)
      held = { stamp: stampOf(join(folder, 'current.json')), snapshot }
      return snapshot
    },
  }
}

function stampOf(path: string): string {
  const facts = statSync(path, { bigint: true, throwIfNoEntry: false })
  return facts === undefined ? 'absent' : `${facts.ino} ${facts.mtimeNs} ${facts.size}`
}

function readCurrent(folder: string, reader: string): ScreeningSnapshot | null {
  const path = join(folder, 'current.json')
  // Twice: another process may replace the snapshot, and remove an old one, between two of our reads.
  for (let attempt = 0; attempt < 2 && existsSync(path); attempt++) {
    try {
      const current: Current = JSON.parse(readFileSync(path, 'utf8'))
      if (current.layout !== LAYOUT) return null
      const home = join(folder, current.name)
      const parties: Record<string, readonly ListedParty[]> = JSON.parse(
        readFileSync(join(home, 'parties.json'), 'utf8'),
      )
      const snapshot = buildSnapshot(
        current.sources.map((source) => ({ source, parties: parties[source.source] ?? [] })),
        readFileSync(join(home, 'index.bin')),
      )
      return nameOf(reader, snapshot) === current.name ? snapshot : null
    } catch {
      // Damaged, or made by another layout: as good as absent, and made again from the database.
    }
  }
  return null
}

function writeSnapshot(folder: string, reader: string, reads: readonly SourceParties[]): ScreeningSnapshot {
  mkdirSync(folder, { recursive: true })
  const name = nameOf(reader, buildSnapshot(reads, writeIndex(buildIndex([]))))
  const home = join(folder, name)
  const snapshot = readMade(home, reads) ?? makeHome(folder, home, reads)
  const current: Current = { layout: LAYOUT, name, sources: snapshot.sources }
  writeWhole(join(folder, 'current.json'), `${JSON.stringify(current, null, 2)}\n`)
  removeOld(folder, name)
  return snapshot
}

/** The snapshot with the index already made for it; `null` when there is none, or it is damaged or of another layout. */
function readMade(home: string, reads: readonly SourceParties[]): ScreeningSnapshot | null {
  if (!existsSync(home)) return null
  try {
    return buildSnapshot(reads, readFileSync(join(home, 'index.bin')))
  } catch {
    rmSync(home, { recursive: true, force: true })
    return null
  }
}

function makeHome(folder: string, home: string, reads: readonly SourceParties[]): ScreeningSnapshot {
  const snapshot = buildSnapshot(reads)
  writeHome(folder, home, reads, snapshot)
  return snapshot
}

function writeHome(folder: string, home: string, reads: readonly SourceParties[], snapshot: ScreeningSnapshot): void {
  const draft = join(folder, `draft-${randomUUID()}`)
  mkdirSync(draft)
  const parties = Object.fromEntries(reads.map((read) => [read.source.source, read.parties]))
  writeWhole(join(draft, 'parties.json'), JSON.stringify(parties))
  writeWhole(join(draft, 'index.bin'), writeIndex(snapshot.index))
  try {
    renameSync(draft, home)
  } catch (error) {
    // Another process made the same snapshot first; it holds the same bytes.
    rmSync(draft, { recursive: true, force: true })
    if (!hasErrorCode(error, 'EEXIST', 'ENOTEMPTY')) throw error
  }
  syncFolder(folder)
}

/**
 * Two snapshots of one name hold the same parties in the same order with the same index: the name covers the official
 * bytes, who read them, from which source each party was taken, and the algorithm. How old a list is does not count.
 */
function nameOf(reader: string, { hash, sources, sourceOf }: ScreeningSnapshot): Sha256 {
  const given = sources.map((source) => source.source)
  return canonicalHash({
    layout: LAYOUT,
    reader,
    algorithm: ALGORITHM.name,
    hash,
    given,
    taken: sha256(sourceOf.join()),
  })
}

function removeOld(folder: string, name: string): void {
  for (const old of readdirSync(folder)) {
    if (old === name || old === 'current.json') continue
    const path = join(folder, old)
    const facts = statSync(path, { throwIfNoEntry: false })
    if (facts !== undefined && Date.now() - facts.mtimeMs > KEEP_OLD_MS) rmSync(path, { recursive: true, force: true })
  }
}
