/**
 * From a new list version on the disk to the holds it calls for on the disk: 10,000 parties in 1,000 open cases on the
 * embedded database. The program has just started, so that nothing is remembered from before.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type App, openApp } from '../src/app/index.ts'
import { consolidatedList, unList } from '../test/official-lists.ts'

const CASES = 1_000
const PARTIES_OF_CASE = 10
/** Entries new on the list; every second one is a party of a case. */
const ADDED = 100
const UN_BEFORE = 900

export async function run(): Promise<Readonly<Record<string, number>>> {
  const folder = await mkdtemp(join(tmpdir(), 'unblind-bench-'))
  const open = (now: string) =>
    openApp({
      dataDir: join(folder, 'data'),
      needsDatabase: true,
      clock: () => new Date(now),
      mayDownload: false,
      node: { kind: 'exporter', name: 'Fictional Instruments Inc', address: null, state: null },
    })
  try {
    const first = await open('2026-11-24T11:00:00.000Z')
    try {
      await first.importLists([await putLists(join(folder, 'before'), '2026-11-23', 0)])
      for (let i = 0; i < CASES; i++) await openOne(first, i)
      await made(first)
    } finally {
      await first.close()
    }
    const changed = await putLists(join(folder, 'after'), '2026-11-24', ADDED)
    const second = await open('2026-11-25T11:00:00.000Z')
    try {
      const from = performance.now()
      const reports = await second.importLists([changed])
      const imported = performance.now()
      const brief = await made(second)
      const done = performance.now()
      if (!reports.some((report) => report.source === 'un-sc' && report.outcome === 'imported'))
        throw new Error(JSON.stringify(reports))
      const held = new Set(brief.firm.holds.map((one) => one.reference))
      const missed = Array.from({ length: ADDED / 2 }, (_, i) => `FI-${i * 14}`).filter((one) => !held.has(one))
      if (missed.length > 0) throw new Error(`a party was listed and the case is not held: ${missed.join(', ')}`)
      return {
        parties: CASES * PARTIES_OF_CASE,
        cases: CASES,
        changes: ADDED,
        held: held.size,
        importSeconds: seconds(imported - from),
        briefSeconds: seconds(done - imported),
        seconds: seconds(done - from),
      }
    } finally {
      await second.close()
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function made(app: App) {
  const made = await app.brief.make({}, null)
  if (!made.ok) throw new Error(made.error.sentence)
  return made.value
}

/** Two whole lists; `added` entries more on the second, the even ones parties of cases. */
async function putLists(folder: string, on: string, added: number): Promise<string> {
  await mkdir(folder)
  let un = unList({ on, count: UN_BEFORE + added }).toString()
  for (let i = 0; i < added; i++) {
    const name = i % 2 === 0 ? nameOf(i * 7, i % PARTIES_OF_CASE) : `Unmet ${nameOf(i + CASES, 3)} of Nowhere`
    un = un
      .replace(`FICTIONAL FRONT NUMBER ${UN_BEFORE + i}<`, `${name.toUpperCase()}<`)
      .replace(`Invented Group ${UN_BEFORE + i}<`, `${name}<`)
  }
  await writeFile(join(folder, 'un.xml'), un)
  await writeFile(join(folder, 'csl.csv'), consolidatedList({ on: '2026-11-23', count: 8_200 }))
  const files = { 'un.xml': { retrievedOn: on }, 'csl.csv': { retrievedOn: on } }
  await writeFile(join(folder, 'lists.json'), JSON.stringify({ files }))
  return folder
}

async function openOne(app: App, i: number): Promise<void> {
  const opened = await app.openCase(
    {
      transaction: {
        reference: `FI-${i}`,
        kind: 'export',
        exportOn: '2026-12-10',
        exporter: { name: 'Fictional Instruments Inc', country: 'US', isUsPerson: true },
        parties: Array.from({ length: PARTIES_OF_CASE }, (_, at) => ({
          ref: `p${at}`,
          name: nameOf(i, at),
          roles: [at === 0 ? 'end-user' : 'intermediate-consignee'],
          country: 'AE',
          endUserType: 'civil',
        })),
        items: [{ ref: 'i1', description: 'Lens', eccn: 'EAR99', classifiedBy: 'Olive Officer' }],
        destination: 'AE',
        endUse: { text: 'spectacles' },
      },
    },
    { id: 'olive', name: 'Olive Officer', roles: ['officer'] },
  )
  if (!opened.ok) throw new Error(JSON.stringify(opened.error))
}

/** A name of its own for each party, made of syllables that stand for nobody. */
function nameOf(of: number, at: number): string {
  const number = of * PARTIES_OF_CASE + at
  const word = (seed: number) => {
    let rest = seed
    let text = ''
    for (let i = 0; i < 4; i++) {
      text += SYLLABLES[rest % SYLLABLES.length] ?? ''
      rest = Math.floor(rest / SYLLABLES.length) + seed * 7 + i
    }
    return text.charAt(0).toUpperCase() + text.slice(1)
  }
  return `${word(number * 31 + 5)} ${word(number * 17 + 3)} Pretend Trading`
}

const SYLLABLES = 'ba ke lo mi nu ra se to vi zu da fe go hi ju ka le mo ni pu'.split(' ')

function seconds(ms: number): number {
  return Math.round(ms) / 1000
}
