/**
 * Screenings by name against the real US Consolidated Screening List and the UN list where they lie beside the
 * checkout, else against made-up names. Queries are names on the lists with a mistake or two, and names of nobody.
 */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { matchableOf } from '../src/assessment/index.ts'
import { readList, sourceOf } from '../src/lists/index.ts'
import { buildIndex, type Matchable, type Query, readIndex, screen, writeIndex } from '../src/match/index.ts'

const LISTS = fileURLToPath(new URL('../../shared/data/lists/', import.meta.url))
const WARM_UP = 500
const RUNS = 2_000

export async function run(): Promise<Readonly<Record<string, number>>> {
  const entries = (await realEntries()) ?? madeUpEntries()
  const buildStart = performance.now()
  const built = buildIndex(entries)
  const buildMs = performance.now() - buildStart
  const bytes = writeIndex(built)
  const readStart = performance.now()
  const index = readIndex(bytes)
  const [first] = entries
  if (first !== undefined) screen(index, { name: first.names[0]?.text ?? '' })
  const readMs = performance.now() - readStart
  const random = generator(20_261_124)
  const onList = queriesOnList(entries, random)
  const ofNobody = queriesOfNobody(entries, random)
  const listed = timed(onList, (query) => screen(index, query))
  const nobody = timed(ofNobody, (query) => screen(index, query))
  const withKind = timed(onList, (query) => screen(index, query, { limit: 20 }), true)
  return {
    entries: entries.length,
    names: entries.reduce((sum, entry) => sum + entry.names.length, 0),
    buildMs: Math.round(buildMs),
    readAndFirstScreenMs: Math.round(readMs),
    indexMb: Math.round(bytes.length / 104_857.6) / 10,
    p50Us: listed.p50Us,
    p99Us: listed.p99Us,
    perSecond: listed.perSecond,
    foundPercent: listed.foundPercent,
    nobodyP50Us: nobody.p50Us,
    nobodyP99Us: nobody.p99Us,
    nobodyPerSecond: nobody.perSecond,
    nobodyAlertedPercent: nobody.foundPercent,
    schemaGivenP50Us: withKind.p50Us,
    rssMb: Math.round(process.memoryUsage.rss() / 1024 / 1024),
  }
}

type Timed = {
  readonly p50Us: number
  readonly p99Us: number
  readonly perSecond: number
  readonly foundPercent: number
}
type Asked = { readonly query: Query; readonly schema: Matchable['schema'] }

function timed(
  asked: readonly Asked[],
  work: (query: Query) => readonly { isMatch: boolean }[],
  withSchema = false,
): Timed {
  const at = (i: number): Query => {
    const one = asked[i % asked.length]
    if (one === undefined) throw new Error('no queries')
    return withSchema ? { ...one.query, schema: one.schema } : one.query
  }
  for (let i = 0; i < WARM_UP; i++) work(at(i))
  const times = new Float64Array(RUNS)
  let found = 0
  const start = performance.now()
  for (let i = 0; i < RUNS; i++) {
    const from = performance.now()
    if (work(at(i)).some((match) => match.isMatch)) found++
    times[i] = performance.now() - from
  }
  const totalMs = performance.now() - start
  times.sort()
  const percentile = (share: number) => Math.round((times[Math.min(RUNS - 1, Math.floor(RUNS * share))] ?? 0) * 1000)
  return {
    p50Us: percentile(0.5),
    p99Us: percentile(0.99),
    perSecond: Math.round((RUNS * 1000) / totalMs),
    foundPercent: Math.round((found * 1000) / RUNS) / 10,
  }
}

async function realEntries(): Promise<readonly Matchable[] | null> {
  const files = [
    { source: 'us-csl', path: 'us/csl_2022-04_full.csv.gz' },
    { source: 'un-sc', path: 'un/un_2026-02-27.xml' },
  ] as const
  if (!files.every(({ path }) => existsSync(LISTS + path))) return null
  const entries: Matchable[] = []
  for (const { source, path } of files) {
    const read = readList(source, [{ name: path, bytes: await readFile(LISTS + path) }])
    if (!read.ok) throw new Error(`${path}: ${read.error.kind} (${sourceOf(source).title})`)
    entries.push(...read.value.parties.map(matchableOf))
  }
  return entries
}

const SYLLABLES = 'ka ro mi te lun sho ber dan vik ost al zim par gho nel tar ush in dov ek'.split(' ')

function madeUpEntries(): readonly Matchable[] {
  const random = generator(7)
  return Array.from({ length: 16_000 }, (_, i): Matchable => {
    const isPerson = i % 2 === 0
    const word = () =>
      Array.from({ length: 2 + below(random, 2) }, () => SYLLABLES[below(random, SYLLABLES.length)]).join('')
    const name = () => `${word()} ${word()}${isPerson ? '' : ' Trading Ltd'}`
    return {
      schema: isPerson ? 'Person' : 'Company',
      names: Array.from({ length: 1 + below(random, 4) }, () => ({ text: name(), quality: 'strong' as const })),
      countries: [],
    }
  })
}

/** Names on the list with up to two letters mistaken, words swapped or one dropped. */
function queriesOnList(entries: readonly Matchable[], random: () => number): readonly Asked[] {
  const asked: Asked[] = []
  while (asked.length < RUNS) {
    const entry = entries[below(random, entries.length)]
    const text = entry?.names[below(random, entry.names.length)]?.text
    if (entry === undefined || text === undefined) continue
    asked.push({ query: { name: mistaken(text, random) }, schema: entry.schema })
  }
  return asked
}

function mistaken(text: string, random: () => number): string {
  let words = text.split(' ')
  if (words.length > 2 && random() < 0.2) words = words.filter((_, i) => i !== 1)
  if (random() < 0.2) words = words.toReversed()
  let name = words.join(' ')
  for (let n = below(random, 3); n > 0; n--) {
    const at = below(random, name.length)
    const letter = String.fromCharCode(97 + below(random, 26))
    name = name.slice(0, at) + (random() < 0.5 ? letter : '') + name.slice(at + 1)
  }
  return name
}

/** Words of the lists shuffled between entries: common words that belong to no one together. */
function queriesOfNobody(entries: readonly Matchable[], random: () => number): readonly Asked[] {
  const asked: Asked[] = []
  while (asked.length < RUNS) {
    const donors = Array.from({ length: 3 }, () => entries[below(random, entries.length)])
    const [first] = donors
    if (first === undefined) continue
    const words = donors.map((donor) => {
      const all = (donor?.names[0]?.text ?? '').split(' ')
      return all[below(random, all.length)] ?? ''
    })
    asked.push({ query: { name: words.join(' ') }, schema: first.schema })
  }
  return asked
}

function below(random: () => number, bound: number): number {
  return Math.floor(random() * bound)
}

/** A generator of numbers that gives the same numbers every time (mulberry32). */
function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}
