/**
 * Verification of everything that is kept, as `unblind verify` does it: 1,000,000 sealed entries on the embedded
 * database, each read back, hashed as it is stored, read strictly, followed along its stream and put into the log, whose
 * every kept head is compared. `--entries N` takes another number.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openApp } from '../src/app/index.ts'
import { sha256 } from '../src/base/index.ts'
import { openStore, type Store } from '../src/store/index.ts'

const ENTRIES_OF_CASE = 50
/** Cases written in one go. */
const CASES_AT_ONCE = 20

export async function run(): Promise<Readonly<Record<string, number>>> {
  const { values } = parseArgs({ options: { entries: { type: 'string', default: '1000000' } }, strict: false })
  const entries = Number(values.entries)
  const dataDir = await mkdtemp(join(tmpdir(), 'unblind-bench-'))
  try {
    const bytes = await keepMadeUp(dataDir, entries)
    const app = await openApp({ dataDir, needsDatabase: true, clock: () => new Date(), mayDownload: false })
    try {
      const before = Math.round(process.memoryUsage.rss() / 1024 / 1024)
      const [from, cpuFrom] = [performance.now(), process.cpuUsage()]
      const { broken, entries: verified } = await app.verifyAll()
      const [ms, cpu] = [performance.now() - from, process.cpuUsage(cpuFrom)]
      if (broken !== null) throw new Error(broken.sentence)
      if (verified < entries) throw new Error(`${verified} entries were verified of ${entries}`)
      return {
        entries: verified,
        bytesPerEntry: Math.round(bytes / entries),
        seconds: Math.round(ms / 100) / 10,
        perSecond: Math.round((verified * 1000) / ms),
        // Of this process and its threads, without the database server.
        cpuSeconds: Math.round((cpu.user + cpu.system) / 100_000) / 10,
        rssMbBefore: before,
        rssMbMost: Math.round(process.resourceUsage().maxRSS / 1024),
      }
    } finally {
      await app.close()
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true })
  }
}

/** @returns how many bytes of text were sealed */
async function keepMadeUp(dataDir: string, entries: number): Promise<number> {
  const store = await openStore({ dataDir, purpose: 'command', org: 'local' })
  try {
    let bytes = 0
    for (let from = 0; from < entries; from += ENTRIES_OF_CASE * CASES_AT_ONCE) {
      bytes += await keepSome(store, from, Math.min(entries, from + ENTRIES_OF_CASE * CASES_AT_ONCE))
    }
    return bytes
  } finally {
    await store.close()
  }
}

/** Entries like those of a case, of several cases in turn: who screened whom, with what, and what came of it. */
function keepSome(store: Store, from: number, until: number): Promise<number> {
  const streams = [
    ...new Set(
      Array.from({ length: until - from }, (_, i) => `case/fictional-${Math.floor((from + i) / ENTRIES_OF_CASE)}`),
    ),
  ]
  const entries = Array.from({ length: until - from }, (_, i) => ({
    stream: streams[i % streams.length] ?? '',
    entry: {
      at: '2026-11-24T09:30:00.000Z',
      actor: 'Fictional Officer One',
      kind: 'party.screened',
      body: {
        party: `fictional-party-${from + i}`,
        nameUsed: 'Fictional Trading One Ltd',
        listVersions: [sha256('a fictional list'), sha256('another fictional list')],
        hits: [{ entry: `us-ofac-sdn/${i}`, score: 912_345, country: 'agrees', names: ['Fictional Trading', 'Ой'] }],
        result: 'hits',
      },
    },
  }))
  const bytes = entries.reduce((sum, { entry }) => sum + Buffer.byteLength(JSON.stringify(entry)), 0)
  return store.streams.append(async (reader) => {
    for (const stream of streams) await reader.entries(stream)
    return { result: bytes, entries }
  }, streams)
}
