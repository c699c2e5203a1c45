/** Which lists a caller asks of, and how completely they were read today. */
import {
  type CoverageState,
  coverageOf,
  type Profile,
  type ScreeningSnapshot,
  US_EXPORTER,
} from '../../assessment/index.ts'
import type { Day, Sha256 } from '../../base/index.ts'
import type { LawTables } from '../../law/index.ts'
import { datasetOf, type ListId } from '../../lists/index.ts'

/** What an answer rests on. Unless `complete`, no result is not clear. */
export type ScopeCoverage = {
  readonly state: CoverageState
  /** One sentence for each list that is missing, too old or waiting for a person. */
  readonly gaps: readonly string[]
  /** Lists asked of that are not here and that nobody here requires, by the names others give them: not screened, so not clear there. */
  readonly notLoaded: readonly string[]
  /** Hash of what was screened against. */
  readonly snapshot: Sha256
}

export type Scope = {
  readonly lists: ReadonlySet<ListId>
  readonly coverage: ScopeCoverage
  /** False: none of these lists is here in whole or in part, so that there is nothing to ask. */
  readonly isLoaded: boolean
}

/**
 * @param isEverything asked of everything: then what an exporter must read is required, and whatever else is loaded;
 * otherwise every list asked of is.
 */
export function scopeOf(
  lists: ReadonlySet<ListId>,
  isEverything: boolean,
  {
    snapshot,
    tables,
    today,
  }: { readonly snapshot: ScreeningSnapshot; readonly tables: LawTables; readonly today: Day },
): Scope {
  const sources = snapshot.sources.filter((source) => source.lists.some((list) => lists.has(list)))
  const loaded = new Set(sources.flatMap((source) => (source.source === 'starter' ? [] : source.lists)))
  const required = isEverything ? [...lists].filter((list) => loaded.has(list)) : [...lists]
  const profile: Profile = {
    name: 'asked',
    requires: [
      ...US_EXPORTER.requires.flatMap((need) => {
        const asked = need.lists.filter((list) => lists.has(list))
        return asked.length === 0
          ? []
          : [{ title: asked.length === need.lists.length ? need.title : titleOf(asked), lists: asked }]
      }),
      ...required
        .filter((list) => !OF_EXPORTERS.has(list))
        .map((list) => ({ title: datasetOf(list).title, lists: [list] })),
    ],
  }
  // How fresh the law is has no part in who is listed.
  const coverage = coverageOf({ ...snapshot, sources }, { ...tables, sources: [] }, today, profile)
  const isLoaded =
    sources.some((source) => source.source !== 'starter') || snapshot.parties.some(({ list }) => lists.has(list))
  return {
    lists,
    coverage: {
      state: isLoaded ? coverage.state : 'not-performed',
      gaps: coverage.gaps,
      notLoaded: [...lists].filter((list) => !loaded.has(list)).map((list) => datasetOf(list).name),
      snapshot: snapshot.hash,
    },
    isLoaded,
  }
}

const OF_EXPORTERS: ReadonlySet<ListId> = new Set(US_EXPORTER.requires.flatMap((need) => need.lists))

function titleOf(lists: readonly ListId[]): string {
  return lists.map((list) => datasetOf(list).title).join(', ')
}
