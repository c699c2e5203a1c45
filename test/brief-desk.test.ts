/** A brief as a firm gets it: from list files and cases in a real database to the holds and the kept edition. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type App, openApp, type Person } from '../src/app/index.ts'
import { day } from '../src/base/index.ts'
import { testDatabase } from './database.ts'
import { unList } from './official-lists.ts'

const database = await testDatabase()
const folder = mkdtempSync(join(tmpdir(), 'ub-brief-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const ODA: Person = { id: 'oda', name: 'Oda Officer', roles: ['officer'], agency: null }
const OFFICER = { id: 'oda', name: 'Oda Officer', roles: ['officer'] } as const

let files: string
let app: App
let now = '2026-11-24T11:00:00.000Z'
let count = 0

beforeEach(async () => {
  count += 1
  now = '2026-11-24T11:00:00.000Z'
  files = join(folder, `files-${count}`)
  mkdirSync(files)
  app = await openApp({
    dataDir: join(folder, `data-${count}`),
    databaseUrl: database.url,
    org: `org-${count}`,
    needsDatabase: true,
    clock: () => new Date(now),
    node: { kind: 'exporter', name: 'Made-Up Optics LLC', address: null, state: null },
  })
})
afterEach(() => app.close())

describe('the brief of a firm', () => {
  it('holds the open case of a party that was listed since yesterday, once', async () => {
    await takeUn('2026-11-22', 600)
    const touched = await openCase('Imaginary Lens Grinders')
    const other = await openCase('Entirely Invented Bakery')
    const first = await make()
    expect(first.firm).toMatchObject({ id: 'B-2026-11-24', verdict: 'nothing-in-what-was-read', holds: [] })

    now = '2026-11-25T11:00:00.000Z'
    await takeUn('2026-11-24', 602, { 600: 'Pretended Silk Weavers', 601: 'Imaginary Lens Grinders' })
    const second = await make()
    expect(second.isNew).toBe(true)
    expect(second.firm.holds.map((one) => one.case)).toEqual([touched])
    expect(await holdsOn(touched)).toEqual(second.firm.holds.map((one) => one.hold))
    expect(await holdsOn(other)).toEqual([])

    const again = await make()
    expect(again).toMatchObject({ isNew: false, firm: { id: 'B-2026-11-25', sha256: second.firm.sha256 } })
    expect(await holdsOn(touched)).toHaveLength(1)
  })
})

async function make() {
  const made = await app.brief.make({}, ODA)
  if (!made.ok) throw new Error(made.error.sentence)
  return made.value
}

/** The entries of these numbers are named so, and have no other name. */
async function takeUn(on: string, parties: number, names: Readonly<Record<number, string>> = {}): Promise<void> {
  const path = join(files, `un-${on}-${parties}.xml`)
  let text = unList({ on, count: parties }).toString()
  for (const [number, name] of Object.entries(names)) {
    text = text
      .replace(`FICTIONAL FRONT NUMBER ${number}<`, `${name.toUpperCase()}<`)
      .replace(`Invented Group ${number}<`, `${name}<`)
  }
  writeFileSync(path, text)
  const [report] = await app.importLists([path])
  expect(report?.outcome).toBe('imported')
}

async function openCase(name: string): Promise<string> {
  const opened = await app.openCase(
    {
      transaction: {
        reference: `MO-${name}`,
        kind: 'export',
        exportOn: day('2026-12-01'),
        exporter: { name: 'Made-Up Optics LLC', country: 'US', isUsPerson: true },
        parties: [{ ref: 'buyer', name, roles: ['purchaser', 'end-user'], country: 'YE', endUserType: 'civil' }],
        items: [
          {
            ref: 'lens',
            description: 'A lens',
            eccn: 'EAR99',
            classifiedBy: 'Oda Officer',
            quantity: '1',
            valueUsd: '10',
          },
        ],
        destination: 'YE',
        endUse: { text: 'spectacles' },
      },
    },
    OFFICER,
  )
  if (!opened.ok) throw new Error(JSON.stringify(opened.error))
  return opened.value.id
}

async function holdsOn(id: string): Promise<readonly string[]> {
  const view = await app.showCase(id)
  return (view?.state.holds ?? []).filter((one) => one.id !== 'assessment').map((one) => one.id)
}
