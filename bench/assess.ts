/**
 * One assessment of five parties and three items, warm: in the pure core, and through the application with its database.
 * Screens against the real lists where they lie beside the checkout, else against the starter set.
 */
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openApp } from '../src/app/index.ts'
import { assess, buildSnapshot, readTransaction, type ScreeningSnapshot } from '../src/assessment/index.ts'
import { day } from '../src/base/index.ts'
import { readList, sourceOf } from '../src/lists/index.ts'

const LISTS = fileURLToPath(new URL('../../shared/data/lists/', import.meta.url))
const WARM_UP = 50
const CORE_RUNS = 1_000
const APP_RUNS = 200

export async function run(): Promise<Readonly<Record<string, number>>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'unblind-bench-'))
  const app = await openApp({ dataDir, needsDatabase: true, clock: () => new Date(), mayDownload: false })
  try {
    const { tables } = app
    const snapshot = await realLists()
    const read = readTransaction(TRANSACTION, tables)
    if (!read.ok) throw new Error(JSON.stringify(read.error))
    const core = () =>
      assess({
        transaction: read.value,
        ...(snapshot === null ? { snapshot: buildSnapshot([]) } : { snapshot }),
        tables,
        id: '01M00000000000000000000000',
        askedAt: '2026-09-20T12:00:00.000Z',
        today: day('2026-09-20'),
        programVersion: 'bench',
      })
    const inCore = await timed(CORE_RUNS, core)
    const inApp = await timed(APP_RUNS, () => app.assess(TRANSACTION, snapshot === null ? {} : { snapshot }))
    return {
      listedParties: snapshot?.parties.length ?? 0,
      coreP50Us: inCore.p50Us,
      coreP99Us: inCore.p99Us,
      corePerSecond: inCore.perSecond,
      appP50Us: inApp.p50Us,
      appP99Us: inApp.p99Us,
      appPerSecond: inApp.perSecond,
      processRssMb: Math.round(process.memoryUsage.rss() / 1024 / 1024),
    }
  } finally {
    await app.close()
    await rm(dataDir, { recursive: true, force: true })
  }
}

async function timed(
  runs: number,
  work: () => unknown,
): Promise<{ readonly p50Us: number; readonly p99Us: number; readonly perSecond: number }> {
  for (let i = 0; i < WARM_UP; i++) await work()
  const took: number[] = []
  const began = performance.now()
  for (let i = 0; i < runs; i++) {
    const start = performance.now()
    await work()
    took.push(performance.now() - start)
  }
  const seconds = (performance.now() - began) / 1_000
  took.sort((a, b) => a - b)
  const at = (share: number) =>
    Math.round((took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? 0) * 1_000)
  return { p50Us: at(0.5), p99Us: at(0.99), perSecond: Math.round(runs / seconds) }
}

async function realLists(): Promise<ScreeningSnapshot | null> {
  const files = [
    ['us-csl', 'us/csl_2022-04_full.csv.gz'],
    ['un-sc', 'un/un_2026-02-27.xml'],
  ] as const
  if (!files.every(([, path]) => existsSync(LISTS + path))) return null
  const reads = []
  for (const [id, path] of files) {
    const bytes = await readFile(LISTS + path)
    const read = readList(id, [{ name: path, bytes }])
    if (!read.ok) throw new Error(`${path} was refused: ${read.error.kind}`)
    const { title, lists } = sourceOf(id)
    const version = read.value.parties[0]?.entryVersion
    if (version === undefined) throw new Error(`${path} holds no party`)
    reads.push({
      source: {
        source: id,
        title,
        lists,
        version,
        dataOn: read.value.dataOn,
        retrievedOn: day('2026-09-19'),
        parties: read.value.parties.length,
        quarantined: null,
      },
      parties: read.value.parties,
    })
  }
  return buildSnapshot(reads)
}

const party = (name: string, roles: readonly string[], country: string, endUserType: string) => ({
  name,
  roles,
  country,
  endUserType,
  ownersAsked: true,
})

const item = (eccn: string, measurements: Readonly<Record<string, number>> = {}) => ({
  part: `Fictional part ${eccn}`,
  eccn,
  valueUsd: '10000.00',
  isUsOrigin: true,
  otherAgency: 'none',
  measurements,
})

const TRANSACTION = {
  reference: 'bench',
  kind: 'export',
  exportOn: '2026-09-20',
  exporter: { name: 'Fictional Instruments Inc', country: 'US', isUsPerson: true },
  parties: [
    party('Fictional Municipal Public Security Bureau', ['end-user'], 'CN', 'police'),
    party('Fictional Digital Technology Trading Co., Ltd.', ['purchaser'], 'CN', 'civil'),
    party('Mohammed Fictional al-Example', ['agent'], 'AE', 'individual'),
    party('Fictional Global Logistics GmbH', ['intermediate-consignee'], 'DE', 'civil'),
    {
      ...party('Fictional Harbour Holdings Sdn Bhd', ['ultimate-consignee'], 'MY', 'civil'),
      owners: [{ name: 'Fictional Eastern Investment Corporation', percent: 60, country: 'CN' }],
    },
  ],
  items: [item('5A001.f.1'), item('6A003.b.4.b', { frameRateHz: 30, focalPlaneElements: 307_200 }), item('EAR99')],
  destination: 'CN',
  endUse: { text: 'City policing', isMilitary: false },
}
