/**
 * One process of the benchmark `screen`, so that memory is that of one thing.
 *
 * `build lists FOLDER` and `build NAMES FOLDER` write an index and what to ask of it; `serve FOLDER` reads and asks.
 * The answer is one JSON object on the last line.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buildIndex, type MatchIndex, type Query, readIndex, screen, writeIndex } from '../../src/match/index.ts'
import { distinctWords, likelyEntries } from '../corpus/likely-names.ts'
import { readCorpus } from '../corpus/lists.ts'
import { queriesOfNobody, queriesOfTwentyNames, queriesOnList } from '../corpus/queries.ts'
import { generator } from '../corpus/random.ts'

/** Queries of one block; none is asked twice, so that what is kept of an earlier one helps as little as it does in use. */
const ASKED = 1_000
const TWENTIES = 50
const BLOCKS = 3
const WARMING_BLOCKS = 3
const ALL_BLOCKS = BLOCKS + WARMING_BLOCKS

export type Built = {
  readonly entries: number
  readonly names: number
  readonly distinctWords: number
  readonly buildMs: number
  readonly indexMb: number
}
export type Served = {
  readonly readAndFirstScreenMs: number
  readonly p50Us: number
  readonly p99Us: number
  readonly perSecondPerCore: number
  readonly foundPercent: number
  readonly nobodyP50Us: number
  readonly nobodyP99Us: number
  readonly nobodyPerSecondPerCore: number
  readonly nobodyAlertedPercent: number
  readonly twentyNamesP50Us: number
  readonly rssMb: number
}
type Asked = {
  readonly onList: readonly Query[]
  readonly ofNobody: readonly Query[]
  readonly twenty: readonly Query[]
}

async function build(what: string, folder: string): Promise<Built> {
  const { entries: listed } = await readCorpus()
  const entries = what === 'lists' ? listed : likelyEntries(listed, Number(what), generator(5))
  const random = generator(20_261_124)
  const asked: Asked = {
    onList: queriesOnList(entries, ASKED * ALL_BLOCKS, random),
    ofNobody: queriesOfNobody(entries, ASKED * ALL_BLOCKS, random),
    twenty: queriesOfTwentyNames(entries, TWENTIES * ALL_BLOCKS, random),
  }
  await writeFile(join(folder, 'asked.json'), JSON.stringify(asked))
  const from = performance.now()
  const bytes = writeIndex(buildIndex(entries))
  const buildMs = performance.now() - from
  await writeFile(join(folder, 'index.bin'), bytes)
  return {
    entries: entries.length,
    names: entries.reduce((sum, entry) => sum + entry.names.length, 0),
    distinctWords: distinctWords(entries),
    buildMs: Math.round(buildMs),
    indexMb: Math.round(bytes.length / 104_857.6) / 10,
  }
}

async function serve(folder: string): Promise<Served> {
  const { onList, ofNobody, twenty }: Asked = JSON.parse(await readFile(join(folder, 'asked.json'), 'utf8'))
  const from = performance.now()
  const index = readIndex(await readFile(join(folder, 'index.bin')))
  for (const query of onList.slice(0, 1)) screen(index, query)
  const readAndFirstScreenMs = Math.round(performance.now() - from)
  const listed = timed(index, onList)
  const nobody = timed(index, ofNobody)
  return {
    readAndFirstScreenMs,
    p50Us: listed.p50Us,
    p99Us: listed.p99Us,
    perSecondPerCore: listed.perSecond,
    foundPercent: listed.foundPercent,
    nobodyP50Us: nobody.p50Us,
    nobodyP99Us: nobody.p99Us,
    nobodyPerSecondPerCore: nobody.perSecond,
    nobodyAlertedPercent: nobody.foundPercent,
    twentyNamesP50Us: timed(index, twenty).p50Us,
    rssMb: Math.round(process.memoryUsage.rss() / 1024 / 1024),
  }
}

/**
 * Each figure is the median of its values in several blocks, after as many of warming up. Times are by the clock;
 * queries a second by processor time, which other work on the machine hardly changes.
 */
function timed(index: MatchIndex, asked: readonly Query[]) {
  const size = Math.floor(asked.length / ALL_BLOCKS)
  const all = Array.from({ length: ALL_BLOCKS }, (_, i) => block(index, asked.slice(i * size, (i + 1) * size)))
  const blocks = all.slice(WARMING_BLOCKS)
  const median = (of: (one: (typeof blocks)[number]) => number) =>
    blocks.map(of).sort((a, b) => a - b)[Math.floor(BLOCKS / 2)] ?? 0
  return {
    p50Us: Math.round(median((one) => one.p50Us)),
    p99Us: Math.round(median((one) => one.p99Us)),
    perSecond: Math.round(median((one) => one.perSecond)),
    foundPercent: median((one) => one.foundPercent),
  }
}

function block(index: MatchIndex, asked: readonly Query[]) {
  const times = new Float64Array(asked.length)
  let found = 0
  const cpu = process.cpuUsage()
  for (const [i, query] of asked.entries()) {
    const from = performance.now()
    if (screen(index, query).some((match) => match.isMatch)) found++
    times[i] = performance.now() - from
  }
  const { user, system } = process.cpuUsage(cpu)
  times.sort()
  const percentileUs = (share: number) =>
    (times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0) * 1000
  return {
    p50Us: percentileUs(0.5),
    p99Us: percentileUs(0.99),
    perSecond: (asked.length * 1_000_000) / (user + system),
    foundPercent: Math.round((found * 1000) / asked.length) / 10,
  }
}

const [task, ...words] = process.argv.slice(2)
const folder = words.at(-1) ?? ''
console.log(JSON.stringify(task === 'build' ? await build(words[0] ?? 'lists', folder) : await serve(folder)))
