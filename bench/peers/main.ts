/**
 * Other engines and ours, side by side in one run: on the same pairs, the same list and the same mangled names, each in
 * its own process on one core, taking turns block by block so that other work on the machine slows all alike.
 *
 * `npm run bench -- peers [--pairs FILE ...] [--queries N] [--only NAME ...] [--json]`. Engines that npm does not bring
 * are installed under `UNBLIND_PEERS_DIR` (else the system's temporary folder) and kept there. One that cannot be had is
 * named with the reason.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { readCorpus } from '../corpus/lists.ts'
import { labelledPairs, mangledNames } from './cases.ts'
import { Conversation } from './conversation.ts'
import { bestThreshold, type Judged, percent, percentile, type Rates, ratesAt } from './figures.ts'
import { type Hit, PEERS, type Peer } from './peer.ts'

const PAIRS_A_TURN = 100
const QUERIES_A_TURN = 10
const WARM_UP = 2
/** A peer that has searched for so long is asked no more; its row says how many it answered. */
const LONGEST_SEARCH_MS = 30_000
/** Queries asked again and again before the first that counts, until so long has been spent on them. */
const WARM_UP_MS = 2_000
const LIMIT = 10

export type PeerFigures = {
  readonly peer: string
  /** Why there are no figures; `null`: there are. */
  readonly absent: string | null
  readonly version: string
  readonly note: string
  readonly threshold: { readonly score: number; readonly from: string }
  readonly pairs: number
  readonly atThreshold: Rates
  readonly best: { readonly threshold: number; readonly rates: Rates }
  /** Processor time. */
  readonly usPerPair: number | null
  readonly openMs: number
  readonly queries: number
  /** Of the mangled names, those whose entry is among the first ten. */
  readonly recallAt10: number | null
  /** The same, and scored at the threshold or above. */
  readonly foundAtThreshold: number | null
  readonly p50Us: number | null
  readonly p99Us: number | null
  /** By processor time, not by the clock. */
  readonly perSecondPerCore: number | null
  readonly memory: { readonly rssMb: number; readonly peakMb: number } | null
}
type Found = {
  readonly results: readonly (readonly Hit[])[]
  readonly us: readonly number[]
  readonly cpuUs: number
}
type Metrics = {
  readonly on: string
  readonly corpus: { readonly origin: string; readonly entries: number; readonly names: number }
  readonly peers: readonly PeerFigures[]
}

export async function run(): Promise<Metrics> {
  const { values } = parseArgs({
    args: process.argv.slice(3),
    options: {
      pairs: { type: 'string', multiple: true },
      queries: { type: 'string' },
      only: { type: 'string', multiple: true },
      json: { type: 'boolean' },
    },
  })
  const cache = process.env.UNBLIND_PEERS_DIR ?? join(tmpdir(), 'unblind-peers')
  await mkdir(cache, { recursive: true })
  const folder = await mkdtemp(join(cache, 'run-'))
  const { origin, entries } = await readCorpus()
  const corpus = join(folder, 'corpus.jsonl')
  await writeFile(corpus, `${entries.map((entry) => JSON.stringify(entry)).join('\n')}\n`)
  const pairs = await labelledPairs(values.pairs ?? [])
  const names = mangledNames(entries, Number(values.queries ?? 200))
  const runs = PEERS.filter(({ name }) => values.only?.some((part) => name.includes(part)) ?? true).map(
    (peer) => new PeerRun(peer),
  )
  try {
    for (const one of runs) await one.start(cache)
    // Not counted, so that no one pays for what is made ready at the first question.
    for (const one of runs) await one.compare(pairs.slice(0, WARM_UP), true)
    for (const turn of turnsOf(pairs, PAIRS_A_TURN)) for (const one of runs) await one.compare(turn)
    for (const one of runs) await one.open(corpus, folder)
    for (const one of runs) await one.warmUp(names)
    for (const turn of turnsOf(names, QUERIES_A_TURN)) for (const one of runs) await one.search(turn)
    const peers: PeerFigures[] = []
    for (const one of runs) peers.push(await one.figures())
    const nameCount = entries.reduce((sum, entry) => sum + entry.names.length, 0)
    return {
      on: new Date().toISOString().slice(0, 10),
      corpus: { origin, entries: entries.length, names: nameCount },
      peers,
    }
  } finally {
    for (const one of runs) await one.end()
    await rm(folder, { recursive: true, force: true })
  }
}

class PeerRun {
  readonly peer: Peer
  #conversation: Conversation | null = null
  #absent: string | null = null
  #version = ''
  #openMs = 0
  #warmUpMs = 0
  readonly #judged: Judged[] = []
  #pairCpuUs = 0
  readonly #searchUs: number[] = []
  #searchCpuUs = 0
  #found = 0
  #foundAtThreshold = 0

  constructor(peer: Peer) {
    this.peer = peer
  }

  async start(cache: string): Promise<void> {
    console.error(`${this.peer.name}: start`)
    const started = await this.peer.start(cache)
    if (typeof started === 'string') {
      this.#absent = started
      return
    }
    this.#conversation = new Conversation(started)
    const hello = await this.#ask<{ readonly version: string }>({ ask: 'hello' })
    this.#version = hello?.version ?? ''
  }

  async compare(cases: Awaited<ReturnType<typeof labelledPairs>>, isWarmUp = false): Promise<void> {
    const answer = await this.#ask<{ readonly scores: readonly number[]; readonly cpuUs: number }>({
      ask: 'compare',
      pairs: cases.map(({ pair }) => pair),
    })
    if (isWarmUp) return
    for (const [at, score] of (answer?.scores ?? []).entries())
      this.#judged.push({ score, expected: cases[at]?.expected ?? false })
    this.#pairCpuUs += answer?.cpuUs ?? 0
  }

  async open(corpus: string, folder: string): Promise<void> {
    console.error(`${this.peer.name}: read the corpus`)
    const from = performance.now()
    await this.#ask({ ask: 'open', corpus, folder })
    this.#openMs = Math.round(performance.now() - from)
  }

  async warmUp(cases: ReturnType<typeof mangledNames>): Promise<void> {
    for (let at = 0; at < cases.length && this.#absent === null && this.#warmUpMs < WARM_UP_MS; at += WARM_UP)
      await this.search(cases.slice(at, at + WARM_UP), true)
  }

  async search(cases: ReturnType<typeof mangledNames>, isWarmUp = false): Promise<void> {
    const spentMs = this.#searchUs.reduce((sum, us) => sum + us, 0) / 1000
    if (spentMs + this.#warmUpMs > LONGEST_SEARCH_MS) return
    const answer = await this.#ask<Found>({
      ask: 'search',
      queries: cases.map(({ asked }) => asked),
      limit: LIMIT,
    })
    if (answer === null) return
    if (isWarmUp) {
      this.#warmUpMs += answer.us.reduce((sum, us) => sum + us, 0) / 1000
      return
    }
    this.#searchUs.push(...answer.us)
    this.#searchCpuUs += answer.cpuUs
    for (const [at, hits] of answer.results.entries()) {
      const hit = hits.find(({ id }) => id === cases[at]?.entry)
      if (hit !== undefined) this.#found++
      if (hit !== undefined && hit.score >= this.peer.threshold.score) this.#foundAtThreshold++
    }
  }

  async figures(): Promise<PeerFigures> {
    const cpuUs = this.#searchCpuUs
    const whole = (value: number | null) => (value === null ? null : Math.round(value))
    return {
      peer: this.peer.name,
      absent: this.#absent,
      version: this.#version,
      note: this.peer.note,
      threshold: this.peer.threshold,
      pairs: this.#judged.length,
      atThreshold: ratesAt(this.peer.threshold.score, this.#judged),
      best: bestThreshold(this.#judged),
      usPerPair: whole(this.#judged.length === 0 ? null : this.#pairCpuUs / this.#judged.length),
      openMs: this.#openMs,
      queries: this.#searchUs.length,
      recallAt10: percent(this.#found, this.#searchUs.length),
      foundAtThreshold: percent(this.#foundAtThreshold, this.#searchUs.length),
      p50Us: whole(percentile(this.#searchUs, 0.5)),
      p99Us: whole(percentile(this.#searchUs, 0.99)),
      perSecondPerCore: cpuUs === 0 ? null : Math.round((this.#searchUs.length * 10_000_000) / cpuUs) / 10,
      memory: (await this.#conversation?.memory()) ?? null,
    }
  }

  async end(): Promise<void> {
    await this.#conversation?.end()
    this.#conversation = null
  }

  /** `null`: the peer is absent, or has just failed, which makes it absent. */
  async #ask<T>(question: { readonly ask: string } & Readonly<Record<string, unknown>>): Promise<T | null> {
    if (this.#conversation === null) return null
    try {
      return await this.#conversation.ask<T>(question)
    } catch (problem) {
      this.#absent = problem instanceof Error ? problem.message : String(problem)
      await this.end()
      return null
    }
  }
}

function* turnsOf<T>(all: readonly T[], size: number): Generator<readonly T[]> {
  for (let at = 0; at < all.length; at += size) yield all.slice(at, at + size)
}

/** The tables for a person, in Markdown. */
export function text({ on, corpus, peers }: Metrics): string {
  const here = peers.filter(({ absent }) => absent === null)
  const said = (value: number | null | undefined) =>
    value === null || value === undefined ? '-' : value.toLocaleString('en')
  const score = (value: number) =>
    value === 0 ? 'all pairs' : value < 1e-9 ? 'any hit' : String(Math.round(value * 1000) / 1000)
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [
    `${on}; ${corpus.origin} lists: ${said(corpus.entries)} entries, ${said(corpus.names)} names`,
    '',
    row(['engine', 'pairs', 'threshold', 'precision', 'recall', 'F1', 'best threshold', 'F1 there', 'µs a pair']),
    row(Array.from({ length: 9 }, () => '---')),
    ...here.map((one) =>
      row([
        one.version.includes(one.peer) ? one.version : `${one.peer} (${one.version})`,
        said(one.pairs),
        score(one.threshold.score),
        said(one.atThreshold.precision),
        said(one.atThreshold.recall),
        said(one.atThreshold.f1),
        score(one.best.threshold),
        said(one.best.rates.f1),
        said(one.usPerPair),
      ]),
    ),
    '',
    row([
      'engine',
      'names',
      'in first ten',
      'at threshold',
      'p50 µs',
      'p99 µs',
      'a second',
      'MB',
      'peak MB',
      'open ms',
    ]),
    row(Array.from({ length: 10 }, () => '---')),
    ...here.map((one) =>
      row([
        one.peer,
        said(one.queries),
        said(one.recallAt10),
        said(one.foundAtThreshold),
        said(one.p50Us),
        said(one.p99Us),
        said(one.perSecondPerCore),
        said(one.memory?.rssMb),
        said(one.memory?.peakMb),
        said(one.openMs),
      ]),
    ),
    '',
    ...peers.flatMap((one) => (one.absent === null ? [] : [`${one.peer}: not measured. ${one.absent}`])),
    ...here.map((one) => `${one.peer}: threshold is ${one.threshold.from}${one.note === '' ? '' : `; ${one.note}`}`),
  ].join('\n')
}
