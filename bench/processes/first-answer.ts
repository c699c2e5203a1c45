/**
 * One process of the benchmark `cold-start`: `raw FOLDER` reads every official file, answers once and then keeps the
 * snapshot; `snapshot FOLDER` answers once from what was kept. Says how long it took since the process began.
 */
import { buildSnapshot, type SourceParties } from '../../src/assessment/index.ts'
import { day } from '../../src/base/index.ts'
import { sourceOf } from '../../src/lists/index.ts'
import { screen } from '../../src/match/index.ts'
import { openSnapshotFiles } from '../../src/store/index.ts'
import { readOfficialLists } from '../corpus/lists.ts'

export type FirstAnswer = {
  readonly parties: number
  /** From the start of the process to the first answer. */
  readonly totalMs: number
  /** Of that, until the code was loaded; the built program loads faster than this TypeScript. */
  readonly codeMs: number
  /** Processor time of the whole, which other work on the machine hardly changes. */
  readonly cpuMs: number
}

const [from, folder = ''] = process.argv.slice(2)
const codeMs = performance.now()
const files = openSnapshotFiles(folder, 'bench')
const reads = from === 'raw' ? await rawSources() : []
const snapshot = from === 'raw' ? buildSnapshot(reads) : files.current()
if (snapshot === null) throw new Error(`no snapshot in ${folder}`)
screen(snapshot.index, { name: 'Fictional Trading One Ltd' })
const totalMs = performance.now()
const { user, system } = process.cpuUsage()
if (from === 'raw') files.replace(reads)
const answer: FirstAnswer = {
  parties: snapshot.parties.length,
  totalMs: Math.round(totalMs),
  codeMs: Math.round(codeMs),
  cpuMs: Math.round((user + system) / 1000),
}
console.log(JSON.stringify(answer))

async function rawSources(): Promise<readonly SourceParties[]> {
  const sources = new Map<string, SourceParties>()
  for (const { source, parties, dataOn } of (await readOfficialLists())?.reads ?? []) {
    const [first] = parties
    if (first === undefined) continue
    const { title, lists } = sourceOf(source)
    sources.set(source, {
      source: {
        source,
        title,
        lists,
        version: first.entryVersion,
        dataOn,
        retrievedOn: day('2026-11-25'),
        parties: parties.length,
        quarantined: null,
      },
      parties,
    })
  }
  return [...sources.values()]
}
