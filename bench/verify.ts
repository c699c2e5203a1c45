/**
 * Verification of a stream of sealed entries: every stored text hashed, read strictly and followed along the chain, then
 * every entry's leaf put into the Merkle log. 200,000 entries of the size that a case has; the time for a million is
 * worked out from them, since the work per entry does not grow.
 */
import {
  appendLeaf,
  EMPTY_LOG,
  entryLeaf,
  firstBroken,
  type Head,
  rootOf,
  type SealedText,
  type Sha256,
  seal,
  sha256,
} from '../src/base/index.ts'

const ENTRIES = 200_000
const WARM_UP = 20_000

export async function run(): Promise<Readonly<Record<string, number>>> {
  const { result: stream, ...sealing } = timed(() => madeUpStream(ENTRIES))
  firstBroken(stream.slice(0, WARM_UP))
  const verifying = timed(() => firstBroken(stream))
  if (verifying.result !== null) throw new Error('the stream does not hold')
  const logging = timed(() => {
    let log = EMPTY_LOG
    for (const [seq, { hash }] of stream.entries()) {
      log = appendLeaf(log, entryLeaf('case/fictional', seq, hash as Sha256))
    }
    return rootOf(log)
  })
  return {
    entries: ENTRIES,
    bytesPerEntry: Math.round(stream.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0) / ENTRIES),
    sealPerSecond: perSecond(sealing.ms),
    verifyPerSecond: perSecond(verifying.ms),
    verifyPerCpuSecond: perSecond(verifying.cpuMs),
    logPerSecond: perSecond(logging.ms),
    logPerCpuSecond: perSecond(logging.cpuMs),
    millionSeconds: millionSeconds(verifying.ms),
    millionCpuSeconds: millionSeconds(verifying.cpuMs),
    millionWithLogSeconds: millionSeconds(verifying.ms + logging.ms),
    millionWithLogCpuSeconds: millionSeconds(verifying.cpuMs + logging.cpuMs),
  }
}

function perSecond(ms: number): number {
  return Math.round((ENTRIES * 1000) / ms)
}

function millionSeconds(ms: number): number {
  return Math.round((ms * 10_000_000) / ENTRIES / 1000) / 10
}

/** By the clock, and by the processor: other programs make the first larger, not the second. */
function timed<Result>(work: () => Result): { readonly result: Result; readonly ms: number; readonly cpuMs: number } {
  const [from, cpuFrom] = [performance.now(), process.cpuUsage()]
  const result = work()
  const cpu = process.cpuUsage(cpuFrom)
  return { result, ms: performance.now() - from, cpuMs: (cpu.user + cpu.system) / 1000 }
}

/** Entries like those of a case: who screened whom, with what, and what came of it. */
function madeUpStream(length: number): readonly SealedText[] {
  const stream: SealedText[] = []
  let last: Head | null = null
  for (let i = 0; i < length; i++) {
    const { entry, text, hash }: ReturnType<typeof seal> = seal(last, {
      at: '2026-11-24T09:30:00.000Z',
      actor: 'Fictional Officer One',
      kind: 'party.screened',
      body: {
        party: `fictional-party-${i}`,
        nameUsed: 'Fictional Trading One Ltd',
        listVersions: [sha256('a fictional list'), sha256('another fictional list')],
        hits: [{ entry: `us-ofac-sdn/${i}`, score: 912_345, country: 'agrees', names: ['Fictional Trading', 'Ой'] }],
        result: 'hits',
      },
    })
    stream.push({ text, hash })
    last = entry
  }
  return stream
}
