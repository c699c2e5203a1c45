/**
 * The sealed streams on the embedded database, as a busy firm would use them: many cases appended to at once, each append on
 * the disk before it is acknowledged; then everything read back, hashed and followed along its chain into the log.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openApp } from '../src/app/index.ts'
import { sha256 } from '../src/base/index.ts'
import { openStore, type Store } from '../src/store/index.ts'

const WARM_UP = 2_000
const APPENDS = 30_000
const CASES = 1_000
/** Appends asked for at one moment. */
const AT_ONCE = 256

export async function run(): Promise<Readonly<Record<string, number>>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'unblind-bench-'))
  try {
    const store = await openStore({ dataDir, purpose: 'command', org: 'local' })
    let appending: { readonly ms: number; readonly p50Ms: number; readonly p99Ms: number }
    try {
      await appendAll(store, WARM_UP)
      appending = await appendAll(store, APPENDS)
    } finally {
      await store.close()
    }
    const app = await openApp({ dataDir, needsDatabase: true, clock: () => new Date(), mayDownload: false })
    try {
      const from = performance.now()
      const verified = await app.verifyAll()
      const ms = performance.now() - from
      if (verified.broken !== null) throw new Error(verified.broken.sentence)
      return {
        appends: APPENDS,
        atOnce: AT_ONCE,
        appendsPerSecond: Math.round((APPENDS * 1000) / appending.ms),
        appendP50Ms: appending.p50Ms,
        appendP99Ms: appending.p99Ms,
        verified: verified.entries,
        verifyPerSecond: Math.round((verified.entries * 1000) / ms),
      }
    } finally {
      await app.close()
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true })
  }
}

async function appendAll(store: Store, count: number) {
  const took: number[] = []
  let next = 0
  const from = performance.now()
  const writer = async () => {
    for (let i = next++; i < count; i = next++) {
      const asked = performance.now()
      await appendOne(store, i)
      took.push(performance.now() - asked)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, writer))
  const ms = performance.now() - from
  took.sort((a, b) => a - b)
  const at = (share: number) => Math.round((took[Math.floor(took.length * share)] ?? 0) * 10) / 10
  return { ms, p50Ms: at(0.5), p99Ms: at(0.99) }
}

function appendOne(store: Store, i: number): Promise<null> {
  const stream = `case/fictional-${i % CASES}`
  return store.streams.append(
    async (reader) => {
      await reader.entries(stream)
      const body = {
        party: `fictional-party-${i}`,
        nameUsed: 'Fictional Trading One Ltd',
        listVersions: [sha256('a fictional list'), sha256('another fictional list')],
        hits: [{ entry: `us-ofac-sdn/${i}`, score: 912_345, country: 'agrees', names: ['Fictional Trading', 'Ой'] }],
        result: 'hits',
      }
      const at = '2026-11-24T09:30:00.000Z'
      return {
        result: null,
        entries: [{ stream, entry: { at, actor: 'Fictional Officer One', kind: 'party.screened', body } }],
      }
    },
    [stream],
  )
}
