/**
 * The engines measured side by side, each behind a process of its own: one JSON object a line in, one a line out.
 *
 *     { ask: 'hello' }                                → { version }
 *     { ask: 'open', corpus, folder }                 → {}                     corpus: a file, one `Entry` a line
 *     { ask: 'compare', pairs: [Pair] }               → { scores, us, cpuUs }
 *     { ask: 'search', queries: [{ name, schema }], limit } → { results: [[{ id, score }]], us, cpuUs }
 *
 * `us`: microseconds of each answer, taken inside the process, so that pipes and JSON cost nobody anything. `cpuUs`:
 * processor time of all of them together, which other work on the machine hardly changes.
 */
import { fileURLToPath } from 'node:url'
import type { Schema } from '../../src/match/index.ts'
import { onOneCore, ownProcess, type Process } from '../corpus/own-process.ts'
import { askGo, pythonWith } from './install.ts'

export type Side = {
  readonly names: readonly { readonly text: string; readonly quality: 'strong' }[]
  readonly countries: readonly string[]
  readonly addresses: readonly string[]
  readonly birthDates: readonly string[]
  readonly identifiers: readonly string[]
}
/** `schema`: `LegalEntity` where the case does not say. */
export type Pair = { readonly schema: Schema; readonly query: Side; readonly candidate: Side }
export type Asked = { readonly name: string; readonly schema: Schema }
export type Hit = { readonly id: string; readonly score: number }

export type Peer = {
  readonly name: string
  /** The score at which its documentation calls two names the same, on its own scale; `from` says where that stands. */
  readonly threshold: { readonly score: number; readonly from: string }
  /** How it was run, where that is not plain. */
  readonly note: string
  /** Installs it if need be. A string: why it cannot be had. */
  readonly start: (cache: string) => Promise<Process | string>
}

/** Pinned: what was measured can be measured again. */
const NOMENKLATURA = ['nomenklatura==4.17.4', 'rigour==2.6.1']

const npm = (name: string, threshold: Peer['threshold'], note: string): Peer => ({
  name,
  threshold,
  note,
  start: async () => ownProcess(new URL('./process/npm.ts', import.meta.url), [name]),
})

const nomenklatura = (algorithm: string): Peer => ({
  name: `nomenklatura ${algorithm}`,
  threshold: { score: 0.7, from: 'default of the search server built on it' },
  note: 'candidates from its own DuckDB blocking index, asked in batches (its search server uses Elasticsearch)',
  start: async (cache) => {
    const python = await pythonWith(cache, NOMENKLATURA)
    if (!python.ok) return python.error
    return onOneCore(python.value, [
      fileURLToPath(new URL('./process/nomenklatura-peer.py', import.meta.url)),
      algorithm,
    ])
  },
})

const ANY_HIT = { score: Number.MIN_VALUE, from: 'none documented: any hit counts' }

export const PEERS: readonly Peer[] = [
  {
    name: 'unblind',
    threshold: { score: 0.7, from: 'its one fixed threshold' },
    note: '',
    start: async () => ownProcess(new URL('./process/unblind.ts', import.meta.url), []),
  },
  nomenklatura('logic-v2'),
  nomenklatura('logic-v1'),
  {
    name: 'watchman',
    threshold: { score: 0.75, from: 'examples of its documentation' },
    note: '',
    start: async (cache) => {
      const refused = await askGo(cache, 'github.com/moov-io/watchman')
      return refused ?? 'served here, but nothing has been written yet that runs it'
    },
  },
  npm('fuse.js', { score: 0.4, from: 'its default: a distance of 0.6 or less' }, 'default options'),
  npm('flexsearch', ANY_HIT, 'tokenize `forward`, encoder LatinBalance, suggestions on'),
  npm('minisearch', ANY_HIT, '`fuzzy: 0.2, prefix: true`, as in its documentation'),
  npm('fuzzball', { score: 70, from: 'default of its `dedupe`' }, '`token_sort_ratio` over every name'),
]
