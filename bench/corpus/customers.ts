/** Customers of a made-up firm: names that look like those on the lists and are nobody's, and one in a hundred that is. */
import { parseCountry } from '../../src/base/index.ts'
import type { Customer, CustomerRow } from '../../src/lists/index.ts'
import type { Matchable } from '../../src/match/index.ts'
import { likelyEntries } from './likely-names.ts'
import { queriesOnList } from './queries.ts'
import { generator } from './random.ts'

/** One customer in so many bears a name on the lists, with a mistake or two. */
const ONE_LISTED_IN = 100

export function likelyCustomers(listed: readonly Matchable[], count: number): readonly CustomerRow[] {
  const random = generator(20_261_125)
  const rows: CustomerRow[] = []
  while (rows.length < count) {
    const missing = count - rows.length
    for (const { schema, names, countries } of likelyEntries(listed, missing * 2 + 100, random).slice(0, missing)) {
      const isListed = rows.length % ONE_LISTED_IN === 0
      const name = isListed ? queriesOnList(listed, 1, random)[0]?.name : names[0]?.text
      rows.push({ line: rows.length + 2, customer: { ok: true, value: customerCalled(name ?? '', schema, countries) } })
    }
  }
  return rows
}

function customerCalled(name: string, schema: Matchable['schema'], countries: readonly string[]): Customer {
  return {
    key: null,
    name,
    otherNames: [],
    schema,
    country: parseCountry(countries[0] ?? ''),
    addresses: [],
    birthDates: [],
    identifiers: [],
    unused: [],
  }
}
