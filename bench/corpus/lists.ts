/**
 * What the benchmarks search: every official file beside the checkout that a reader takes, the newest version of each
 * and each party once, or made-up names where there are none.
 */
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { matchableOf } from '../../src/assessment/index.ts'
import {
  type ListedParty,
  type NamedFile,
  type ReadList,
  readList,
  recognise,
  type SourceId,
  sourceOf,
} from '../../src/lists/index.ts'
import type { Matchable } from '../../src/match/index.ts'
import { below, drawn, generator } from './random.ts'

const LISTS = fileURLToPath(new URL('../../../shared/data/lists/', import.meta.url))

/** Older versions, fragments and files broken on purpose. */
const ASIDE = new Set(['broken', 'samples', 'schemas', 'history', 'set_2021-07', 'set_2022-01', 'bis-state-dhs'])

export type Corpus = {
  /** `official`: real lists. `made-up`: there are none beside the checkout. */
  readonly origin: 'official' | 'made-up'
  readonly entries: readonly Entry[]
  /** What was read and what was refused, a line each. */
  readonly account: readonly string[]
}
export type Entry = Matchable & {
  /** List and key, unique in the corpus. */
  readonly id: string
}

export async function readCorpus(): Promise<Corpus> {
  const lists = await readOfficialLists()
  if (lists === null) return { origin: 'made-up', entries: madeUpEntries(), account: ['16,000 made-up entries'] }
  const newestLast = lists.reads.toSorted((a, b) => ((a.dataOn ?? '') < (b.dataOn ?? '') ? -1 : 1))
  const parties = new Map<string, ListedParty>()
  for (const read of newestLast) for (const party of read.parties) parties.set(`${party.list} ${party.entryKey}`, party)
  return {
    origin: 'official',
    entries: [...parties].map(([id, party]) => ({ ...matchableOf(party), id })),
    account: lists.account,
  }
}

/** `null`: there are no files beside the checkout. */
export async function readOfficialLists(): Promise<{
  readonly reads: readonly ReadList[]
  readonly account: readonly string[]
} | null> {
  if (!existsSync(LISTS)) return null
  const account: string[] = []
  const reads: ReadList[] = []
  for (const [source, sets] of await newestSets())
    for (const files of sets) {
      const names = files.map(({ name }) => name).join(' + ')
      const read = readList(source, files, { expectedParties: { min: 1, max: 1_000_000 } })
      account.push(
        read.ok
          ? `${source}: ${read.value.parties.length.toLocaleString('en')} parties from ${names}`
          : `${source}: refused ${names} (${read.error.kind})`,
      )
      if (read.ok) reads.push(read.value)
    }
  return { reads, account }
}

/** For each source the sets of files to be read together; of files that differ only by the day in their name, the newest. */
async function newestSets(): Promise<ReadonlyMap<SourceId, readonly (readonly NamedFile[])[]>> {
  const newest = new Map<string, string>()
  for (const path of await filesUnder(LISTS)) {
    const undated = path.replace(/\d{4}-\d{2}(-\d{2})?/g, '')
    const known = newest.get(undated)
    if (known === undefined || known < path) newest.set(undated, path)
  }
  const found = new Map<SourceId, (NamedFile & { readonly part: string })[]>()
  for (const path of [...newest.values()].sort()) {
    const bytes = await readFile(join(LISTS, path))
    const recognised = recognise(path, bytes)
    if (recognised === null) continue
    const { source, part } = recognised
    found.set(source, [...(found.get(source) ?? []), { name: path, bytes, part }])
  }
  return new Map([...found].map(([source, files]) => [source, setsOf(source, files)]))
}

/** Files of several parts make one set; further files of the main part are lists of their own. */
function setsOf(source: SourceId, files: readonly (NamedFile & { readonly part: string })[]): NamedFile[][] {
  const [main] = sourceOf(source).parts
  const sets: { readonly parts: Set<string>; readonly files: NamedFile[] }[] = []
  for (const { part, ...file } of files.toSorted(
    (a, b) => Number(b.part === main?.part) - Number(a.part === main?.part),
  )) {
    const set = sets.find((one) => !one.parts.has(part))
    if (set === undefined) sets.push({ parts: new Set([part]), files: [file] })
    else {
      set.parts.add(part)
      set.files.push(file)
    }
  }
  return sets.map((set) => set.files)
}

async function filesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(LISTS, join(entry.parentPath, entry.name)))
    .filter((path) => !path.split(/[/\\]/).some((step) => ASIDE.has(step)))
}

const SYLLABLES = 'ka ro mi te lun sho ber dan vik ost al zim par gho nel tar ush in dov ek'.split(' ')

function madeUpEntries(): readonly Entry[] {
  const random = generator(7)
  const word = () => Array.from({ length: 2 + below(random, 2) }, () => drawn(random, SYLLABLES)).join('')
  return Array.from({ length: 16_000 }, (_, i): Entry => {
    const isPerson = i % 2 === 0
    const name = () => `${word()} ${word()}${isPerson ? '' : ' Trading Ltd'}`
    return {
      id: `made-up ${i}`,
      schema: isPerson ? 'Person' : 'Company',
      names: Array.from({ length: 1 + below(random, 4) }, () => ({ text: name(), quality: 'strong' as const })),
      countries: [],
    }
  })
}
