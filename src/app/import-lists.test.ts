import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { testDatabase } from '../../test/database.ts'
import { consolidatedList, unList } from '../../test/official-lists.ts'
import { openStore } from '../store/index.ts'
import { type App, openApp } from './app.ts'

const database = await testDatabase()
const folder = mkdtempSync(join(tmpdir(), 'ub-app-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let dataDir: string
let app: App
let files: string
let count = 0

/** Every test has an organisation's worth of nothing: its own data directory and its own database clone would be slow. */
beforeEach(async () => {
  count += 1
  dataDir = join(folder, `data-${count}`)
  files = join(folder, `files-${count}`)
  mkdirSync(files)
  app = await openTheApp()
})
afterEach(() => app.close())

function openTheApp(): Promise<App> {
  return openApp({
    dataDir,
    databaseUrl: database.url,
    org: `org-${count}`,
    needsDatabase: true,
    clock: () => new Date('2026-11-24T12:00:00Z'),
  })
}

function put(name: string, bytes: Uint8Array | string): string {
  const path = join(files, name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, bytes)
  return path
}

const outcomes = (reports: Awaited<ReturnType<App['importLists']>>) => reports.map((one) => one.outcome)
const inUse = async () =>
  (await app.status()).versions
    .filter((one) => one.state === 'current')
    .map((one) => [one.source, one.dataOn, one.parties])

describe('importing lists', () => {
  it('puts a whole list in use, known by its content and not by its name', async () => {
    const [report] = await app.importLists([put('download(3).bin', gzipSync(unList({ on: '2026-11-20', count: 600 })))])
    expect(report).toMatchObject({ outcome: 'imported', source: 'un-sc', parties: 600, dataOn: '2026-11-20' })
    expect(await inUse()).toEqual([['un-sc', '2026-11-20', 600]])
    const found = await app.screen({ name: 'Fictional Front Number 17' })
    expect(found.ok && found.value.hits[0]?.entryKey).toBe('FXe.0017')
  })

  it('never says clear while a list that coverage needs is not here', async () => {
    await app.importLists([put('un.xml', unList({ on: '2026-11-20', count: 600 }))])
    const found = await app.screen({ name: 'Nobody of that name at all' })
    expect(found.ok && found.value.screening.state).toBe('notPerformed')
  })

  it('says clear when every list that coverage needs is here and fresh', async () => {
    put('un.xml', unList({ on: '2026-11-22', count: 600 }))
    put('csl.csv', consolidatedList({ on: '2026-11-22', count: 8_200 }))
    put(
      'lists.json',
      JSON.stringify({ files: { 'un.xml': { retrievedOn: '2026-11-24' }, 'csl.csv': { retrievedOn: '2026-11-24' } } }),
    )
    expect(outcomes(await app.importLists([files]))).toEqual(['imported', 'imported'])
    const found = await app.screen({ name: 'Zyx Wvu Qqq' })
    expect(found.ok && found.value.screening.state).toBe('clear')
    expect((await app.status()).starter).toBe(null)
  })

  it('keeps the newest of several versions in use, whatever the order of the files', async () => {
    put('a.xml', unList({ on: '2026-11-20', count: 620 }))
    put('b.xml', unList({ on: '2026-11-10', count: 610 }))
    put('c.xml', unList({ on: '2026-11-01', count: 600 }))
    expect(outcomes(await app.importLists([files]))).toEqual(['imported', 'imported', 'imported'])
    expect(await inUse()).toEqual([['un-sc', '2026-11-20', 620]])
    const late = await app.importLists([put('later/d.xml', unList({ on: '2026-10-01', count: 600 }))])
    expect(outcomes(late)).toEqual(['older'])
    expect(await inUse()).toEqual([['un-sc', '2026-11-20', 620]])
  })

  it('tells what changed between any two versions that are here', async () => {
    put('a.xml', unList({ on: '2026-11-20', count: 605 }))
    put('b.xml', unList({ on: '2026-11-10', count: 600 }))
    const [older, newer] = await app.importLists([files])
    expect(newer?.changes).toEqual({ added: 5, removed: 0, changed: 0 })
    const delta = await app.listChanges(older?.id ?? '', newer?.id ?? '')
    expect(delta.ok && delta.value.added.map((party) => party.entryKey)).toEqual(
      [600, 601, 602, 603, 604].map((n) => `FXe.0${n}`),
    )
    expect(await app.listChanges(older?.id ?? '', 'nothing')).toEqual({
      ok: false,
      error: { kind: 'list.unknown-version', id: 'nothing' },
    })
  })

  it('does not take the same bytes twice', async () => {
    const path = put('un.xml', unList({ on: '2026-11-20', count: 600 }))
    await app.importLists([path])
    expect(outcomes(await app.importLists([path]))).toEqual(['unchanged'])
    expect((await app.status()).versions).toHaveLength(1)
  })

  it('does not take a list that is small on purpose for the whole one', async () => {
    put('un.xml', unList({ on: '2026-11-20', count: 3 }))
    put('lists.json', JSON.stringify({ isExcerpt: true }))
    const [report] = await app.importLists([files])
    expect(report?.outcome).toBe('refused')
    expect(report?.sentence).toContain('3 parties')
  })

  it.each([
    ['a file cut off in the middle', unList({ on: '2026-11-20', count: 600 }).subarray(0, 90_000), 'not whole XML'],
    ['an empty file', '', 'is empty'],
    ['a web page', '<!DOCTYPE html><html><body>Service unavailable</body></html>', 'is a web page'],
    [
      'gzip cut off in the middle',
      gzipSync(unList({ on: '2026-11-20', count: 600 })).subarray(0, 2_000),
      'cannot be unpacked to one whole file',
    ],
    ['something else', 'a,b,c\n1,2,3\n', 'none of the list files we read'],
  ])('refuses %s with a sentence, and what was in use stays', async (_, bytes, why) => {
    await app.importLists([put('good.xml', unList({ on: '2026-11-10', count: 600 }))])
    const [report] = await app.importLists([put('bad/bad.xml', bytes)])
    expect(report?.outcome).toBe('refused')
    expect(report?.sentence).toContain('bad.xml')
    expect(report?.sentence).toContain(why)
    expect(await inUse()).toEqual([['un-sc', '2026-11-10', 600]])
  })

  it('takes a table of the firm’s own by the mapping beside it, and screens against it', async () => {
    put('own/customers.csv', 'Kunde;Land\nFictional Refused Customer GmbH;AT\n')
    const columns = { name: 'Kunde', country: 'Land' }
    const mapping = { unblindMapping: 1, title: 'Refused customers', file: 'customers.csv', columns }
    const path = put('own/mapping.json', JSON.stringify(mapping))
    expect(await app.importLists([path])).toMatchObject([{ outcome: 'imported', source: 'own', parties: 1 }])
    expect(outcomes(await app.importLists([join(files, 'own')]))).toEqual(['unchanged'])
    const found = await app.screen({ name: 'Fictional Refused Customer' })
    expect(found.ok && found.value.hits.map((hit) => [hit.list, hit.entryKey])).toEqual([
      ['own', 'Refused customers / fictional refused customer gmbh | AT'],
    ])
  })

  it('says which column of a mapping the table does not have', async () => {
    put('own/customers.csv', 'Kunde;Land\nFictional Refused Customer GmbH;AT\n')
    const mapping = {
      unblindMapping: 1,
      title: 'Refused customers',
      file: 'customers.csv',
      columns: { name: 'Customer' },
    }
    const [report] = await app.importLists([put('own/mapping.json', JSON.stringify(mapping))])
    expect(report).toMatchObject({
      outcome: 'refused',
      sentence:
        'the mapping names the column `Customer`, which `customers.csv` does not have (it has `Kunde`, `Land`); correct the mapping or the table',
    })
  })

  it('names a path that is not there, and goes on with the others', async () => {
    const good = put('un.xml', unList({ on: '2026-11-20', count: 600 }))
    const reports = await app.importLists([join(files, 'nowhere'), good])
    expect(outcomes(reports)).toEqual(['refused', 'imported'])
    expect(reports[0]?.sentence).toContain('nowhere')
  })
})

describe('a version that shrank by more than a twentieth', () => {
  async function shrunk(): Promise<string> {
    await app.importLists([put('before.xml', unList({ on: '2026-11-10', count: 1_000 }))])
    const [report] = await app.importLists([put('after/after.xml', unList({ on: '2026-11-20', count: 900 }))])
    expect(report?.outcome).toBe('quarantined')
    return report?.id ?? ''
  }

  it('waits for a person, with the reason, while the last good one stays in use and says so', async () => {
    const id = await shrunk()
    expect(await inUse()).toEqual([['un-sc', '2026-11-10', 1_000]])
    const status = await app.status()
    expect(status.lists.find((list) => list.source === 'un-sc')?.quarantined?.id).toBe(id)
    expect(status.versions.find((version) => version.id === id)?.reasons.join()).toContain('10.0 % fewer')
    const found = await app.screen({ name: 'Fictional Front Number 950' })
    expect(found.ok && found.value.hits[0]?.entryKey).toBe('FXe.0950')
  })

  it('is put in use by a named person with a reason, which the ledger keeps', async () => {
    const id = await shrunk()
    const accepted = await app.acceptList(id, 'delisting notice SC/0000 read', 'A. Fictional')
    expect(accepted.ok && accepted.value.accepted).toMatchObject({
      by: 'A. Fictional',
      reason: 'delisting notice SC/0000 read',
    })
    expect(await inUse()).toEqual([['un-sc', '2026-11-20', 900]])
    const found = await app.screen({ name: 'Fictional Front Number 950' })
    expect(found.ok && found.value.hits.some((hit) => hit.entryKey === 'FXe.0950')).toBe(false)
    const store = await openStore({ dataDir, databaseUrl: database.url, purpose: 'command', org: `org-${count}` })
    expect((await store.events(['list.accepted'])).map((event) => event.actor)).toEqual(['A. Fictional'])
    expect(await store.firstBrokenSeq()).toBe(null)
    await store.close()
  })

  it('is kept and not used when a named person sets it aside, and no longer waits', async () => {
    const id = await shrunk()
    const setAside = await app.setListAside(id, 'the download was cut', 'A. Fictional')
    expect(setAside.ok && setAside.value.setAside).toMatchObject({ by: 'A. Fictional', reason: 'the download was cut' })
    expect(await inUse()).toEqual([['un-sc', '2026-11-10', 1_000]])
    const status = await app.status()
    expect(status.lists.find((list) => list.source === 'un-sc')?.quarantined).toBeNull()
    expect(status.versions.map((version) => version.id)).toContain(id)
    const again = await app.acceptList(id, 'read', 'A. Fictional')
    expect(!again.ok && again.error.kind).toBe('list.not-waiting')
  })

  it('is not accepted without a reason, without a name, under a wrong id, or twice', async () => {
    const id = await shrunk()
    const problem = async (...args: [string, string, string]) => {
      const accepted = await app.acceptList(...args)
      return accepted.ok ? 'accepted' : accepted.error.kind
    }
    expect(await problem(id, '  ', 'A. Fictional')).toBe('list.acceptance-incomplete')
    expect(await problem(id, 'read', ' ')).toBe('list.acceptance-incomplete')
    expect(await problem('01J', 'read', 'A. Fictional')).toBe('list.unknown-version')
    expect(await problem(id, 'read', 'A. Fictional')).toBe('accepted')
    expect(await problem(id, 'read', 'A. Fictional')).toBe('list.not-waiting')
  })
})

describe('what one process imports', () => {
  it('is in use in another that runs already', async () => {
    const other = await openTheApp()
    await app.importLists([put('un.xml', unList({ on: '2026-11-20', count: 600 }))])
    const found = await other.screen({ name: 'Fictional Front Number 17' })
    expect(found.ok && found.value.hits[0]?.source).toBe('un-sc')
    await other.close()
  })

  it('is screened against without a database', async () => {
    await app.importLists([put('un.xml', unList({ on: '2026-11-20', count: 600 }))])
    const light = await openApp({ dataDir, needsDatabase: false, clock: () => new Date('2026-11-24T12:00:00Z') })
    const found = await light.screen({ name: 'Fictional Front Number 17' })
    expect(found.ok && found.value.hits[0]?.source).toBe('un-sc')
    await light.close()
  })

  it('is made again from the database when its files are gone or damaged', async () => {
    await app.importLists([put('un.xml', unList({ on: '2026-11-20', count: 600 }))])
    for (const harm of [
      () => rmSync(join(dataDir, 'snapshots'), { recursive: true }),
      () => writeFileSync(join(dataDir, 'snapshots', 'current.json'), '{"layout": 1, "na'),
    ]) {
      harm()
      const again = await openTheApp()
      const found = await again.screen({ name: 'Fictional Front Number 17' })
      expect(found.ok && found.value.hits[0]?.source).toBe('un-sc')
      await again.close()
    }
  })

  it('is taken from the named folder when nothing was imported yet', async () => {
    put('un.xml', unList({ on: '2026-11-20', count: 600 }))
    const lines: string[] = []
    const fresh = await openApp({
      dataDir: join(folder, `fresh-${count}`),
      databaseUrl: database.url,
      org: `fresh-${count}`,
      listsDir: files,
      needsDatabase: true,
      clock: () => new Date('2026-11-24T12:00:00Z'),
      say: (line) => lines.push(line),
    })
    expect((await fresh.status()).lists.find((list) => list.source === 'un-sc')?.state).toBe('current')
    expect(lines).toEqual(['UN Security Council Consolidated List of 2026-11-20, 600 parties: read and in use'])
    await fresh.close()
  })
})
