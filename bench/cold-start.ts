/**
 * From the start of a process to its first answer about a name: from every official file beside the checkout that a
 * reader takes, and from the snapshot that is kept of them. Each on one core; the snapshot's figures are medians.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { answerOf, ownProcess } from './corpus/own-process.ts'
import type { FirstAnswer } from './processes/first-answer.ts'

const PROCESS = new URL('./processes/first-answer.ts', import.meta.url)
const RUNS = 7

export async function run(): Promise<Readonly<Record<string, number>>> {
  const folder = await mkdtemp(join(tmpdir(), 'unblind-cold-start-'))
  try {
    const raw = await answerOf<FirstAnswer>(ownProcess(PROCESS, ['raw', folder]))
    const kept: FirstAnswer[] = []
    for (let i = 0; i < RUNS; i++) kept.push(await answerOf<FirstAnswer>(ownProcess(PROCESS, ['snapshot', folder])))
    const median = (of: (one: FirstAnswer) => number) => kept.map(of).sort((a, b) => a - b)[Math.floor(RUNS / 2)] ?? 0
    return {
      parties: raw.parties,
      fromRawFilesMs: raw.totalMs,
      fromRawFilesCpuMs: raw.cpuMs,
      fromSnapshotMs: median((one) => one.totalMs),
      fromSnapshotWithoutLoadingCodeMs: median((one) => one.totalMs - one.codeMs),
      fromSnapshotCpuMs: median((one) => one.cpuMs),
      rawToSnapshotRatio:
        Math.round(
          (raw.totalMs * 10) /
            Math.max(
              1,
              median((one) => one.totalMs),
            ),
        ) / 10,
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
