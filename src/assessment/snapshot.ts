import { canonicalHash, type Day, type Sha256 } from '../base/index.ts'
import type { ListedParty, ListId, SourceId } from '../lists/index.ts'
import { buildIndex, type Matchable, type MatchIndex, type NameForm, readIndex } from '../match/index.ts'

/** One version of one source, as it goes into a snapshot. */
export type SnapshotSource = {
  readonly source: SourceId
  readonly title: string
  readonly lists: readonly ListId[]
  /** Hash of the official bytes. */
  readonly version: Sha256
  /** The day the data itself bears. */
  readonly dataOn: Day | null
  /** The day it was fetched from the publisher; `null`: not known, only `dataOn` speaks. */
  readonly retrievedOn: Day | null
  readonly parties: number
  /** A newer version that waits for a person. */
  readonly quarantined: { readonly id: string; readonly why: string } | null
}

/** Every party of the current versions, once, with an index over their names. Immutable; named by its hash. */
export type ScreeningSnapshot = {
  readonly hash: Sha256
  readonly sources: readonly SnapshotSource[]
  readonly parties: readonly ListedParty[]
  /** For each party, the source it was taken from. */
  readonly sourceOf: readonly SourceId[]
  readonly index: MatchIndex
}

export type SourceParties = { readonly source: SnapshotSource; readonly parties: readonly ListedParty[] }

/** The snapshot when nothing is loaded: every screening in it is `notPerformed`. */
export function emptySnapshot(): ScreeningSnapshot {
  return buildSnapshot([])
}

/**
 * Merges sources into one snapshot. A party that two sources list under the same list and key appears once,
 * from the source with the newer data. The starter set gives way to full lists as fresh as itself, but lends them its
 * grounds, and stays for lists that no full source holds.
 * @param indexBytes an index written for exactly these sources, to save building it
 */
export function buildSnapshot(reads: readonly SourceParties[], indexBytes?: Uint8Array): ScreeningSnapshot {
  const merged = mergeParties(reads)
  const sources = reads.map((read) => read.source)
  return {
    hash: snapshotHash(sources),
    sources,
    ...merged,
    index: indexBytes ? readIndex(indexBytes) : buildIndex(merged.parties.map(matchableOf)),
  }
}

/** Depends on the versions that went in, nothing else. */
export function snapshotHash(sources: readonly SnapshotSource[]): Sha256 {
  return canonicalHash(sources.map((source) => `${source.source} ${source.version}`).sort())
}

/** What matching needs of a party. */
export function matchableOf(party: Pick<ListedParty, 'schema' | 'properties'>): Matchable {
  const of = (property: string): readonly string[] => party.properties[property] ?? []
  const names: NameForm[] = [
    ...[...of('name'), ...of('alias')].map((text) => ({ text, quality: 'strong' as const })),
    ...of('previousName').map((text) => ({ text, quality: 'former' as const })),
    ...of('weakAlias').map((text) => ({ text, quality: 'weak' as const })),
  ]
  return {
    schema: party.schema,
    names,
    countries: [...new Set([...of('country'), ...of('nationality'), ...of('flag')])],
    addresses: of('address'),
    birthDates: of('birthDate'),
    identifiers: [
      'passportNumber',
      'idNumber',
      'registrationNumber',
      'taxNumber',
      'imoNumber',
      'mmsi',
      'callSign',
      'cryptoWallet',
    ].flatMap(of),
    genders: of('gender'),
  }
}

function mergeParties(reads: readonly SourceParties[]): Pick<ScreeningSnapshot, 'parties' | 'sourceOf'> {
  const starter = reads.find((read) => read.source.source === 'starter')
  const full = reads.filter((read) => read.source.source !== 'starter').sort(newestLast)
  const grounds = new Map((starter?.parties ?? []).map((party) => [keyOf(party), party.grounds]))
  const taken = new Map<string, { party: ListedParty; source: SourceId }>()
  for (const party of starter ? stillAdded(starter, full) : []) taken.set(keyOf(party), { party, source: 'starter' })
  for (const { source, parties } of full) {
    for (const party of parties) {
      const coded = grounds.get(keyOf(party))
      taken.set(keyOf(party), { party: coded ? { ...party, grounds: coded } : party, source: source.source })
    }
  }
  const kept = [...taken.values()]
  return { parties: kept.map((one) => one.party), sourceOf: kept.map((one) => one.source) }
}

/**
 * Parties of the starter set on lists of which no full version as fresh as the set itself is in. A party that a fresh
 * full list no longer holds was taken off it; an old full list proves no such thing.
 */
function stillAdded(starter: SourceParties, full: readonly SourceParties[]): readonly ListedParty[] {
  const replaced = new Set(
    full.filter((read) => freshness(read) >= freshness(starter)).flatMap((read) => read.source.lists),
  )
  return starter.parties.filter((party) => !replaced.has(party.list))
}

function keyOf(party: ListedParty): string {
  return `${party.list} ${party.entryKey}`
}

function newestLast(a: SourceParties, b: SourceParties): number {
  return freshness(a) < freshness(b) ? -1 : freshness(a) > freshness(b) ? 1 : a.source.source < b.source.source ? -1 : 1
}

function freshness({ source }: SourceParties): string {
  return source.retrievedOn ?? source.dataOn ?? ''
}
