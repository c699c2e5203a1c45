/** Search libraries of the npm registry, as peers. One argument: the library's name. */
import { createRequire } from 'node:module'
import { Charset, Index as FlexIndex } from 'flexsearch'
import Fuse from 'fuse.js'
import * as fuzzball from 'fuzzball'
import MiniSearch from 'minisearch'
import type { Entry } from '../../corpus/lists.ts'
import type { Hit, Pair } from '../peer.ts'
import { answerWith } from './answer.ts'

/** One name on file, and whose it is. */
type Row = { readonly id: number; readonly name: string; readonly entry: string }
type Search = (name: string, limit: number) => Iterable<{ readonly row: number; readonly score: number }>

/** Several names of one entry may come first, so that more are asked for than entries are wanted. */
const NAMES_PER_ENTRY = 5

const LIBRARIES: Readonly<Record<string, (rows: readonly Row[]) => Search>> = {
  'fuse.js': (rows) => {
    const fuse = new Fuse(rows, { keys: ['name'], includeScore: true })
    return (name, limit) =>
      fuse.search(name, { limit }).map(({ refIndex, score = 1 }) => ({ row: refIndex, score: 1 - score }))
  },
  // It orders what it finds but gives no score: 1 for every word found, less for those that only suggest themselves.
  flexsearch: (rows) => {
    const index = new FlexIndex({ tokenize: 'forward', encoder: Charset.LatinBalance })
    for (const { id, name } of rows) index.add(id, name)
    return (name, limit) => {
      const whole = index.search(name, { limit }).map(Number)
      const some = index.search(name, { limit, suggest: true }).map(Number)
      return [
        ...whole.map((row) => ({ row, score: 1 })),
        ...some.map((row, at) => ({ row, score: 0.5 - (0.4 * at) / Math.max(1, some.length) })),
      ]
    }
  },
  minisearch: (rows) => {
    const index = new MiniSearch<Row>({ fields: ['name'], searchOptions: { fuzzy: 0.2, prefix: true } })
    index.addAll(rows)
    return (name, limit) =>
      index
        .search(name)
        .slice(0, limit)
        .map(({ id, score }) => ({ row: Number(id), score }))
  },
  fuzzball: (rows) => {
    const names = rows.map(({ name }) => name)
    return (name, limit) =>
      fuzzball
        .extract(name, names, { scorer: fuzzball.token_sort_ratio, limit })
        .map(([, score, row]) => ({ row: Number(row), score }))
  },
}

const library = process.argv[2] ?? ''
const load = LIBRARIES[library]
if (load === undefined) throw new Error(`no library \`${library}\`; there are ${Object.keys(LIBRARIES).join(', ')}`)

let rows: readonly Row[] = []
let search: Search = () => []

await answerWith({
  version: `${library} ${versionOf(library)}`,
  open(entries) {
    rows = rowsOf(entries)
    search = load(rows)
  },
  /** The best score of any name asked for, in an index of the candidate's names alone. */
  compare({ query, candidate }: Pair) {
    const alone = load(candidate.names.map(({ text }, id) => ({ id, name: text, entry: '' })))
    return Math.max(0, ...query.names.flatMap(({ text }) => [...alone(text, 10)].map(({ score }) => score)))
  },
  search({ name }, limit) {
    const best = new Map<string, Hit>()
    for (const { row, score } of search(name, limit * NAMES_PER_ENTRY)) {
      const id = rows[row]?.entry ?? ''
      const known = best.get(id)
      if (known === undefined || known.score < score) best.set(id, { id, score })
    }
    return [...best.values()].sort((a, b) => b.score - a.score).slice(0, limit)
  },
})

function rowsOf(entries: readonly Entry[]): readonly Row[] {
  const all: Row[] = []
  for (const { id, names } of entries) for (const { text } of names) all.push({ id: all.length, name: text, entry: id })
  return all
}

/** As its own `package.json` says, which lies above what is imported. */
function versionOf(name: string): string {
  const require = createRequire(import.meta.url)
  for (const folder of require.resolve.paths(name) ?? [])
    try {
      const { version }: { version: string } = require(`${folder}/${name}/package.json`)
      return version
    } catch {}
  return 'of unknown version'
}
