/**
 * A full screening of many customers against every official list beside the checkout, on every core: first a hundredth
 * of them, then all. `--customers N` for another number than a million, `--threads N` for fewer threads. A sample is
 * screened one by one too, and must get the same answers.
 */
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { screenRow } from '../src/app/bulk/customer-line.ts'
import { screenOnThreads } from '../src/app/bulk/threads.ts'
import { buildSnapshot } from '../src/assessment/index.ts'
import { sha256 } from '../src/base/index.ts'
import { type CustomerRow, sourceOf } from '../src/lists/index.ts'
import { likelyCustomers } from './corpus/customers.ts'
import { readCorpus, readOfficialLists } from './corpus/lists.ts'

const SAMPLE = 200

export async function run(): Promise<Readonly<Record<string, number>>> {
  const { values } = parseArgs({
    args: process.argv.slice(3),
    options: { customers: { type: 'string' }, threads: { type: 'string' }, json: { type: 'boolean' } },
  })
  const count = Number(values.customers ?? 1_000_000)
  const threads = Number(values.threads ?? availableParallelism())
  const lists = await readOfficialLists()
  if (lists === null) throw new Error('there are no official lists beside the checkout to screen against')
  const snapshot = buildSnapshot(
    lists.reads.map(({ source, parties, dataOn }) => ({
      source: {
        source,
        title: sourceOf(source).title,
        lists: sourceOf(source).lists,
        version: sha256(Buffer.from(`${source} ${parties.length}`)),
        dataOn,
        retrievedOn: dataOn,
        parties: parties.length,
        quarantined: null,
      },
      parties,
    })),
  )
  const against = { snapshot, unread: [] }
  const { entries } = await readCorpus()
  const customers = likelyCustomers(entries, count)
  const few = await joined(customers.slice(0, Math.ceil(count / 100)))
  console.error(`${few.customers} customers: ${few.seconds} s, ${few.cpuUsPerCustomer} µs of processor each`)
  const all = await joined(customers)
  return {
    parties: snapshot.parties.length,
    threads,
    ...all,
    sampleDiffers: await differing(customers.slice(0, SAMPLE)),
  }

  async function joined(rows: readonly CustomerRow[]) {
    const from = performance.now()
    const cpu = process.cpuUsage()
    let hits = 0
    for await (const { states } of screenOnThreads(each(rows), against, threads))
      for (const state of states) if (state === 'hits') hits++
    const { user, system } = process.cpuUsage(cpu)
    const seconds = (performance.now() - from) / 1000
    return {
      customers: rows.length,
      hits,
      seconds: Math.round(seconds * 10) / 10,
      perSecond: Math.round(rows.length / seconds),
      cpuUsPerCustomer: Math.round((user + system) / rows.length),
      rssMb: Math.round(process.memoryUsage.rss() / 1024 / 1024),
    }
  }

  async function differing(rows: readonly CustomerRow[]): Promise<number> {
    let text = ''
    for await (const answer of screenOnThreads(each(rows), against, threads)) text += answer.text
    const lines = text.trimEnd().split('\n')
    return rows.filter((row, i) => lines[i] !== JSON.stringify(screenRow(row, against))).length
  }
}

async function* each<T>(values: readonly T[]): AsyncIterable<T> {
  yield* values
}
