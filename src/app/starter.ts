/** The set of parties that ships with the program, for machines that hold no full list yet. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sha256 } from '../base/index.ts'
import type { SnapshotSource, SourceParties } from '../case/index.ts'
import { type ListId, readStarter, SOURCES, sentenceOf, sourceOf } from '../lists/index.ts'
import { packageFolder } from '../store/index.ts'

/** @throws Error when the shipped file is missing or malformed: that is a broken installation. */
export function loadStarter(): SourceParties {
  const bytes = readFileSync(join(packageFolder(), 'data', 'starter', 'parties.json'))
  const read = readStarter(JSON.parse(bytes.toString('utf8')))
  if (!read.ok) throw new Error(sentenceOf(read.error))
  const { parties, dataOn } = read.value
  return {
    source: {
      source: 'starter',
      title: sourceOf('starter').title,
      lists: [...new Set(parties.map((party) => party.list))].sort(),
      version: sha256(bytes),
      dataOn,
      retrievedOn: null,
      parties: parties.length,
      quarantined: null,
    },
    parties,
  }
}

/**
 * Whether the starter set still adds parties: until every list it draws on, of those that can be imported at all, is
 * here in full and no older than the set itself.
 */
export function isStarterNeeded(starter: SnapshotSource, full: readonly SnapshotSource[]): boolean {
  const importable = new Set(SOURCES.flatMap((source) => (source.id === 'starter' ? [] : source.lists)))
  return starter.lists
    .filter((list) => importable.has(list))
    .some((list) => !full.some((source) => holds(source, list, starter)))
}

function holds(source: SnapshotSource, list: ListId, starter: SnapshotSource): boolean {
  const freshOn = source.retrievedOn ?? source.dataOn
  const isAsFresh = freshOn !== null && (starter.dataOn === null || freshOn >= starter.dataOn)
  return source.lists.includes(list) && isAsFresh
}
