/**
 * The matcher on labelled public pairs and on real official lists. Floors are what it reaches today, rounded down: a
 * change that lowers one has made it worse.
 */
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { matchableOf } from '../src/assessment/index.ts'
import { readList, type SourceId } from '../src/lists/index.ts'
import {
  type Agreement,
  ALGORITHM,
  buildIndex,
  compare,
  evaluatePairs,
  type Matchable,
  type NamePair,
  screen,
} from '../src/match/index.ts'
import { describeWithSharedData, sharedData } from './shared-data.ts'

function pairsOf(file: string): readonly NamePair[] {
  return readFileSync(sharedData(`cases/${file}`), 'utf8')
    .trim()
    .split('\n')
    .map((line): NamePair => JSON.parse(line))
}

function agreementOn(file: string): Agreement {
  const { agreement } = evaluatePairs(pairsOf(file))
  if (agreement === null) throw new Error(`${file} holds no labelled pair`)
  return agreement
}

function partiesOf(source: SourceId, path: string): readonly Matchable[] {
  const read = readList(source, [{ name: path, bytes: readFileSync(sharedData(`lists/${path}`)) }])
  if (!read.ok) throw new Error(`${path}: ${read.error.kind}`)
  return read.value.parties.map(matchableOf)
}

describeWithSharedData('labelled pairs of names', () => {
  it('of people and bodies are told apart better than the best open engine tells them (F1 0.790)', () => {
    const { f1, precision, recall } = agreementOn('name_pairs_dev.jsonl')
    expect(f1).toBeGreaterThanOrEqual(900_000)
    expect(precision).toBeGreaterThanOrEqual(910_000)
    expect(recall).toBeGreaterThanOrEqual(880_000)
  })

  it('of firms that share a word are never taken for one another', () => {
    const { precision, recall } = agreementOn('company_pairs_dev.jsonl')
    expect(precision).toBe(1_000_000)
    expect(recall).toBeGreaterThanOrEqual(480_000)
  })

  it('in different scripts all meet', () => {
    expect(agreementOn('cross_script_pairs_dev.jsonl').f1).toBe(1_000_000)
  })
})

describeWithSharedData('real lists', () => {
  const all = [...partiesOf('us-csl', 'us/csl_2022-04_full.csv.gz'), ...partiesOf('un-sc', 'un/un_2026-02-27.xml')]
  const index = buildIndex(all)

  it('find each entry by its own first name, with the whole score', () => {
    const lost = all.flatMap((entry, i) => {
      const name = entry.names[0]
      if (i % 40 !== 0 || name === undefined || name.quality === 'weak') return []
      const own = screen(index, { name: name.text }).find((match) => match.entry === i)
      return own?.score === 1_000_000 ? [] : [`${name.text}: ${own?.score ?? 'not found'}`]
    })
    expect(lost).toEqual([])
  })

  it('give the answer that comparing with every entry gives', () => {
    for (const i of [11, 2_022, 6_033, 9_044, 14_055]) {
      const name = all[i]?.names[0]?.text ?? ''
      const asked = { name: name.slice(0, 3) + name.slice(4) }
      const compared = all
        .map((entry, at) => ({ ...compare(asked, entry), entry: at }))
        .filter((match) => match.score >= ALGORITHM.floor)
        .sort((a, b) => b.score - a.score || a.entry - b.entry)
      expect(screen(index, asked)).toEqual(compared)
    }
  })
})
