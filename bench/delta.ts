/**
 * A hundred entries of a list have changed: which of many customers do they touch? The customers stand in an index, and
 * each changed entry asks it; whom it finds is compared as in any screening, the customer asking. `--customers N` for
 * another number than a million. `missedOfSample`: of customers screened one by one against the changed entries, and
 * matched, how many the index of customers did not name. While that is not nought, asking the customers' index may not
 * stand in for screening them again, and the program does not.
 */
import { parseArgs } from 'node:util'
import { ALGORITHM, buildIndex, compare, type Matchable, type Query, screen } from '../src/match/index.ts'
import { likelyCustomers } from './corpus/customers.ts'
import { readCorpus } from './corpus/lists.ts'
import { drawn, generator } from './corpus/random.ts'

const CHANGED = 100
const SAMPLE = 20_000

export async function run(): Promise<Readonly<Record<string, number>>> {
  const { values } = parseArgs({
    args: process.argv.slice(3),
    options: { customers: { type: 'string' }, json: { type: 'boolean' } },
  })
  const { entries } = await readCorpus()
  const customers = likelyCustomers(entries, Number(values.customers ?? 1_000_000)).map(({ customer }): Matchable => {
    if (!customer.ok) throw new Error(customer.error)
    const { name, schema, country } = customer.value
    return {
      schema: schema ?? 'LegalEntity',
      names: [{ text: name, quality: 'strong' }],
      countries: country === null ? [] : [country],
    }
  })
  const random = generator(9)
  const changed = Array.from({ length: CHANGED }, () => drawn(random, entries))
  const from = performance.now()
  const index = buildIndex(customers)
  const buildMs = performance.now() - from
  touched(index, customers, changed.slice(0, 3))
  const cpu = process.cpuUsage()
  const began = performance.now()
  const found = touched(index, customers, changed)
  const deltaMs = performance.now() - began
  const { user, system } = process.cpuUsage(cpu)
  return {
    customers: customers.length,
    changed: CHANGED,
    buildMs: Math.round(buildMs),
    deltaMs: Math.round(deltaMs),
    deltaCpuMs: Math.round((user + system) / 1000),
    touched: found.size,
    ...missedOf(customers.slice(0, SAMPLE), changed, found),
    rssMb: Math.round(process.memoryUsage.rss() / 1024 / 1024),
  }
}

/** Customers that a changed entry matches, by their place. */
function touched(
  index: ReturnType<typeof buildIndex>,
  customers: readonly Matchable[],
  changed: readonly Matchable[],
): ReadonlySet<number> {
  const found = new Set<number>()
  for (const entry of changed)
    for (const { entry: at } of screen(index, asQuery(entry), { floor: ALGORITHM.floor })) {
      const customer = customers[at]
      if (customer !== undefined && compare(asQuery(customer), entry).isMatch) found.add(at)
    }
  return found
}

function missedOf(customers: readonly Matchable[], changed: readonly Matchable[], found: ReadonlySet<number>) {
  const index = buildIndex(changed)
  const matched = [...customers.keys()].filter((at) => {
    const customer = customers[at]
    return customer !== undefined && screen(index, asQuery(customer), { floor: ALGORITHM.threshold }).length > 0
  })
  return { matchedOfSample: matched.length, missedOfSample: matched.filter((at) => !found.has(at)).length }
}

function asQuery({ schema, names, countries }: Matchable): Query {
  const [name = '', ...otherNames] = names.map(({ text }) => text)
  return { name, otherNames, schema, countries }
}
