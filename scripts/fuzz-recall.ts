/**
 * `npm run fuzz:recall -- --queries N [--seed S] [--beside M]`: is every entry found that comparing finds?
 *
 * Asked are names of the corpus, mistaken by the classes of docs/matching.md, of an index over the whole corpus. Each
 * query is also compared, without any index, with the entry it was made from, with the entries that share most letters
 * in threes with it, and with others by lot, `--beside` in all. Every one of them at the floor or above must be among
 * the index's answers, everything the index answers must be what comparing gives, and neither floor, limit nor the
 * other entries of the index may change a score. How much of each class reaches the floor is told beside.
 */
import { parseArgs } from 'node:util'
import { readCorpus } from '../bench/corpus/lists.ts'
import { below, drawn, generator } from '../bench/corpus/random.ts'
import { ALGORITHM, buildIndex, compare, type Match, type Matchable, type Query, screen } from '../src/match/index.ts'
import { CLASSES } from './recall/classes.ts'
import { neighboursOf } from './recall/neighbours.ts'

const { values } = parseArgs({
  options: {
    queries: { type: 'string', default: '10000' },
    seed: { type: 'string', default: String(Date.now() % 1e9) },
    beside: { type: 'string', default: '60' },
  },
})
const queries = Number(values.queries)
const beside = Number(values.beside)
if (!Number.isSafeInteger(queries) || queries < 1 || !Number.isSafeInteger(beside) || beside < 1) {
  console.error('`--queries` and `--beside` are numbers of 1 or more')
  process.exit(2)
}
/** So many misses are told in full. */
const TOLD = 20

const random = generator(Number(values.seed))
const { entries, origin } = await readCorpus()
const index = buildIndex(entries)
const named = entries.flatMap((entry, at) => (entry.names.length > 0 ? [at] : []))
const neighbours = neighboursOf(entries)
const classes = Object.keys(CLASSES)
const counts = new Map(classes.map((name) => [name, { asked: 0, reached: 0 }]))
let compared = 0
let wrong = 0
console.log(`seed ${values.seed}, ${entries.length} entries (${origin}), algorithm ${ALGORITHM.name}`)
for (let n = 0; n < queries; n++) {
  const name = classes[n % classes.length] ?? ''
  const at = drawn(random, named)
  const entry = entries[at]
  const mistake = CLASSES[name]
  if (entry === undefined || mistake === undefined) continue
  const query = mistake(entry, drawn(random, entry.names).text, random)
  const count = counts.get(name)
  if (count !== undefined) count.asked++
  const found = screen(index, query)
  const faults = faultsOf(query, found, at, () => {
    if (count !== undefined) count.reached++
  })
  wrong += faults.length
  if (wrong <= TOLD) for (const fault of faults) console.log(`${name}: ${fault}: ${JSON.stringify(query)}`)
  if ((n + 1) % 10_000 === 0) console.log(`${n + 1} asked, ${compared} compared, ${wrong} wrong`)
}
for (const [name, { asked, reached }] of counts)
  console.log(
    `${name.padEnd(28)}${String(asked).padStart(8)} asked, ${((100 * reached) / Math.max(1, asked)).toFixed(1)} % of own entries reach the floor`,
  )
console.log(`${queries} queries, ${compared} pairs compared, ${wrong} wrong`)
process.exitCode = wrong === 0 ? 0 : 1

function faultsOf(query: Query, found: readonly Match[], own: number, onReached: () => void): string[] {
  const faults: string[] = []
  const byEntry = new Map(found.map((match) => [match.entry, match]))
  const near = neighbours([query.name, ...(query.addresses ?? [])].join(' '), Math.ceil(beside / 2))
  const by = new Set([own, ...near])
  while (by.size < Math.min(beside, entries.length)) by.add(below(random, entries.length))
  for (const at of by) {
    const right = expected(query, at)
    compared++
    if (right.score < ALGORITHM.floor) continue
    if (at === own) onReached()
    const match = byEntry.get(at)
    if (match === undefined) faults.push(`entry ${at} (${nameOf(at)}) is missed, it compares at ${right.score}`)
    else if (JSON.stringify(match) !== JSON.stringify(right))
      faults.push(`entry ${at} is scored otherwise than by comparing`)
  }
  for (const match of found)
    if (
      !by.has(match.entry) &&
      random() < 0.2 &&
      JSON.stringify(match) !== JSON.stringify(expected(query, match.entry))
    )
      faults.push(`entry ${match.entry} is scored otherwise than by comparing`)
  if (random() < 0.05) {
    const floor = ALGORITHM.floor + below(random, 300_000)
    const limit = 1 + below(random, 5)
    const less = screen(index, query, { floor, limit })
    const right = found.filter((match) => match.score >= floor).slice(0, limit)
    if (JSON.stringify(less) !== JSON.stringify(right))
      faults.push(`floor ${floor} and limit ${limit} change an answer`)
  }
  return faults
}

function expected(query: Query, at: number): Match {
  return { ...compare(query, plainOf(at)), entry: at }
}

function plainOf(at: number): Matchable {
  return entries[at] ?? { schema: 'LegalEntity', names: [], countries: [] }
}

function nameOf(at: number): string {
  return plainOf(at).names[0]?.text ?? ''
}
