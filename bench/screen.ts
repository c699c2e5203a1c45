/**
 * Screenings by name on one core: against every official list beside the checkout that a reader takes (else made-up
 * names), and against a million names that look like those on the lists but share no more words than real names do
 * (`corpus/likely-names.ts`). Asked are names on the lists with a mistake or two, names of nobody, and twenty names of
 * one party at once; every answer carries its full explanation. `--names N` for another size than a million.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { answerOf, ownProcess } from './corpus/own-process.ts'
import type { Built, Served } from './processes/screening.ts'

const PROCESS = new URL('./processes/screening.ts', import.meta.url)

export async function run(): Promise<Readonly<Record<string, number>>> {
  const { values } = parseArgs({
    args: process.argv.slice(3),
    options: { names: { type: 'string' }, json: { type: 'boolean' } },
  })
  const names = values.names ?? '1000000'
  const lists = await measured('lists')
  const many = await measured(names)
  return {
    ...lists,
    ...Object.fromEntries(
      Object.entries(many).map(([metric, value]) => [`many${metric[0]?.toUpperCase()}${metric.slice(1)}`, value]),
    ),
    p50Ratio: ratio(many.p50Us, lists.p50Us),
    p99Ratio: ratio(many.p99Us, lists.p99Us),
    namesRatio: ratio(many.names, lists.names),
  }
}

async function measured(what: string): Promise<Built & Served> {
  const folder = await mkdtemp(join(tmpdir(), 'unblind-screen-'))
  try {
    const built: Built = await answerOf(ownProcess(PROCESS, ['build', what, folder]))
    const served: Served = await answerOf(ownProcess(PROCESS, ['serve', folder]))
    return { ...built, ...served }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function ratio(one: number, other: number): number {
  return Math.round((one * 10) / Math.max(1, other)) / 10
}
