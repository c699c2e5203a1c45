/** Which parties are screened against, held as one immutable snapshot that other processes may replace on disk. */

import { buildSnapshot, type ScreeningSnapshot, type SnapshotSource, type SourceParties } from '../assessment/index.ts'
import { canonicalHash } from '../base/index.ts'
import { sourceOf } from '../lists/index.ts'
import type { SnapshotFiles, Store } from '../store/index.ts'
import { STANDING_EVENTS, type Standing, standings } from './list-standing.ts'
import { loadStarter } from './starter.ts'

/** The rest are told by `unblind lists status`. */
const MAX_REASONS_SAID = 2

export type ListsInUse = {
  readonly snapshot: () => ScreeningSnapshot
  /** Puts in use what the store now says is current; nothing happens when it is in use already. */
  readonly renew: () => Promise<void>
}

/** Lists kept in the store; without one, the files that another process left, else the starter set. */
export function keptLists(files: SnapshotFiles, store: Store | null): ListsInUse {
  let starterOnly: ScreeningSnapshot | null = null
  return {
    snapshot: () => {
      const current = files.current()
      if (current !== null) return current
      starterOnly ??= buildSnapshot([loadStarter()])
      return starterOnly
    },
    renew: async () => {
      if (store === null) return
      const sources = await sourcesInUse(store)
      const current = files.current()
      if (current !== null && canonicalHash(current.sources) === canonicalHash(sources.map((one) => one.source))) return
      files.replace(await Promise.all(sources.map((one) => withParties(store, one))))
    },
  }
}

/** Lists that never change while the program runs. */
export function fixedLists(snapshot: ScreeningSnapshot): ListsInUse {
  return { snapshot: () => snapshot, renew: async () => {} }
}

export async function allStandings(store: Store): Promise<readonly Standing[]> {
  return standings(await store.listVersions(), await store.events(STANDING_EVENTS))
}

/** A source in use, and where its parties are: in the store under this id, or with the program. */
type SourceInUse = { readonly source: SnapshotSource; readonly versionId: string | null }

/** The current version of each source, and the starter set, which gives way where full lists are as fresh. */
async function sourcesInUse(store: Store): Promise<readonly SourceInUse[]> {
  const all = await allStandings(store)
  const full = all
    .filter((standing) => standing.state === 'current')
    .map((standing) => ({ source: sourceInUse(standing, all), versionId: standing.version.id }))
    .sort((a, b) => (a.source.source < b.source.source ? -1 : 1))
  const starter = loadStarter().source
  return [...full, { source: starter, versionId: null }]
}

async function withParties(store: Store, { source, versionId }: SourceInUse): Promise<SourceParties> {
  return versionId === null ? loadStarter() : { source, parties: await store.partiesOf(versionId) }
}

function sourceInUse(standing: Standing, all: readonly Standing[]): SnapshotSource {
  const { version, retrievedOn } = standing
  const waiting = all.findLast((one) => one.state === 'quarantined' && one.version.source === version.source)
  return {
    source: version.source,
    title: sourceOf(version.source).title,
    lists: version.lists,
    version: version.version,
    dataOn: version.dataOn,
    retrievedOn,
    parties: version.partyCount,
    quarantined: waiting === undefined ? null : { id: waiting.version.id, why: shortReasons(waiting.reasons) },
  }
}

function shortReasons(reasons: readonly string[]): string {
  const rest = reasons.length - MAX_REASONS_SAID
  const said = reasons.slice(0, MAX_REASONS_SAID).join('; ')
  return rest > 0 ? `${said}; and ${rest} more ${rest === 1 ? 'reason' : 'reasons'}` : said
}
