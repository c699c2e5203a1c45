/** What every peer is asked: labelled pairs, and names of the list with one or two letters mangled. */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { type NamePair, type PairSide, SCHEMAS } from '../../src/match/index.ts'
import type { Entry } from '../corpus/lists.ts'
import { mangled } from '../corpus/queries.ts'
import { below, generator } from '../corpus/random.ts'
import type { Asked, Pair, Side } from './peer.ts'

const BESIDE = ['name', 'company', 'cross_script'].map((kind) =>
  fileURLToPath(new URL(`../../../shared/data/cases/${kind}_pairs_dev.jsonl`, import.meta.url)),
)

export type LabelledPair = { readonly pair: Pair; readonly expected: boolean }
export type MangledName = { readonly asked: Asked; readonly entry: string }

/** Pairs of the named files, else of those beside the checkout; pairs without a label are left out. */
export async function labelledPairs(files: readonly string[]): Promise<readonly LabelledPair[]> {
  const pairs: LabelledPair[] = []
  for (const file of files.length > 0 ? files : BESIDE.filter((path) => existsSync(path)))
    for (const line of (await readFile(file, 'utf8')).split('\n')) {
      if (line.trim() === '') continue
      const { schema, query, candidate, match }: NamePair = JSON.parse(line)
      if (match === undefined) continue
      const known = SCHEMAS.find((one) => one === schema) ?? 'LegalEntity'
      pairs.push({ pair: { schema: known, query: sideOf(query), candidate: sideOf(candidate) }, expected: match })
    }
  return pairs
}

function sideOf(side: PairSide): Side {
  return {
    names: [side.name, ...(side.otherNames ?? [])].map((text) => ({ text, quality: 'strong' as const })),
    countries: side.countries ?? [],
    addresses: side.addresses ?? [],
    birthDates: side.birthDates ?? [],
    identifiers: side.identifiers ?? [],
  }
}

/** Main names of UN entries (of any, where the corpus is made up), each drawn once, every other with two letters mangled. */
export function mangledNames(entries: readonly Entry[], count: number): readonly MangledName[] {
  const random = generator(20_261_125)
  const listed = entries.filter(({ id }) => id.startsWith('un-sc '))
  const left = [...(listed.length > 0 ? listed : entries)]
  const cases: MangledName[] = []
  while (cases.length < count && left.length > 0) {
    const [entry] = left.splice(below(random, left.length), 1)
    const text = entry?.names[0]?.text
    if (entry === undefined || text === undefined) continue
    const name = mangled(text, 1 + (cases.length % 2), random)
    if (name !== text) cases.push({ asked: { name, schema: entry.schema }, entry: entry.id })
  }
  return cases
}
