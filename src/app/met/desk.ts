/** The reading desk of whom and what this node has met. It writes nothing. */
import type { Store } from '../../store/index.ts'
import type { CaseBook } from '../cases-book.ts'
import type { Status } from '../status.ts'
import { newAssessedReader } from './assessed.ts'
import { type ItemMet, itemsMet, itemsNamed } from './items.ts'
import { type PartyMet, partiesMet, partiesNamed } from './parties.ts'

/** At most `limit` of what was found; `total`: how many there are, and how many of them are shown no more. */
export type Found<Row> = { readonly rows: readonly Row[]; readonly total: number }

export type MetDesk = {
  /** Newest met first. @param typed in a name or a reference; empty: all */
  readonly parties: (typed: string, limit: number) => Promise<Found<PartyMet>>
  /** `null`: nobody was met under this id. */
  readonly party: (id: string) => Promise<PartyMet | null>
  /** Newest met first. @param typed in a part number, a description or an entry; empty: all */
  readonly items: (typed: string, limit: number) => Promise<Found<ItemMet>>
  /** `null`: nothing was met under this key. */
  readonly item: (key: string) => Promise<ItemMet | null>
}

export function openMetDesk(
  store: Pick<Store, 'assessmentIds' | 'readAssessment'>,
  book: CaseBook,
  status: () => Promise<Pick<Status, 'lists'>>,
): MetDesk {
  const assessed = newAssessedReader(store)
  const parties = async () => {
    const [cases, assessments, { lists }] = await Promise.all([book(), assessed(), status()])
    return partiesMet(cases, assessments, new Map(lists.map(({ source, version }) => [source, version])))
  }
  const items = async () => itemsMet(...(await Promise.all([book(), assessed()])))
  return {
    parties: async (typed, limit) => atMost(partiesNamed(await parties(), typed), limit),
    party: async (id) => (await parties()).find((one) => one.id === id) ?? null,
    items: async (typed, limit) => atMost(itemsNamed(await items(), typed), limit),
    item: async (key) => (await items()).find((one) => one.key === key) ?? null,
  }
}

function atMost<Row>(rows: readonly Row[], limit: number): Found<Row> {
  return { rows: rows.slice(0, limit), total: rows.length }
}
