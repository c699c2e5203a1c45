import { describe, expect, it } from 'vitest'
import { testDatabase } from '../../test/database.ts'
import type { Assessment } from '../assessment/index.ts'
import { day, sha256 } from '../base/index.ts'
import type { ListedParty, ReadList } from '../lists/index.ts'
import { firstBrokenSeq, type StoredEvent } from './ledger.ts'
import { type ListVersion, openStore } from './store.ts'
import { TamperedRecord } from './tampered-record.ts'

const database = await testDatabase()
const open = (org: string) => openStore({ dataDir: '', databaseUrl: database.url, purpose: 'command', org })

/** The parts of an assessment that keeping it looks at; the rest is carried as it is. */
function makeAssessment(id: string, fields: Partial<Assessment> = {}): Assessment {
  return {
    schemaVersion: 1,
    id,
    askedAt: '2026-11-24T12:00:00.000Z',
    on: day('2026-11-24'),
    law: { outcome: 'undecided', lines: [], because: [], uncheckedSince: null },
    coverage: { state: 'partial', gaps: [] },
    action: { state: 'hold', reasons: [], conditions: [] },
    parties: [],
    transaction: { destination: 'EG', items: [{ measurements: { frameRateHz: 8.7 } }] },
    ...fields,
  } as unknown as Assessment
}

function makeVersion(id: string, fields: Partial<ListVersion> = {}): ListVersion {
  return {
    id,
    source: 'un-sc',
    version: sha256(id),
    files: [{ name: 'consolidated.xml', sha256: sha256('<xml/>') }],
    dataOn: day('2026-02-27'),
    dataOnBasis: 'stated',
    highestNumber: null,
    rows: 1,
    parts: ['xml'],
    lists: ['un-sc'],
    partyCount: 1,
    notes: [],
    reader: '0.1.0',
    readAt: '2026-11-24T12:00:00.000Z',
    ...fields,
  }
}

const party = {
  list: 'un-sc',
  entryKey: 'QDi.000',
  properties: { name: ['Fictional Person One'] },
} as unknown as ListedParty
const read: ReadList = { ...makeVersion('x'), parties: [party] }
const imported = (id: string) =>
  ({ at: '2026-11-24T12:00:00.000Z', actor: 'unblind', kind: 'list.imported', body: { id } }) as const

describe('an assessment', () => {
  it('opens again as it was, decimals and all', async () => {
    const store = await open('reopen')
    await store.appendAssessment(makeAssessment('A1'))
    expect(await store.readAssessment('A1')).toEqual(makeAssessment('A1'))
    expect(await store.readAssessment('A2')).toBe(null)
    await store.close()
  })

  it('is told in the ledger with the hash of its text, and the chain holds', async () => {
    const store = await open('told')
    for (const id of ['A1', 'A2', 'A3']) await store.appendAssessment(makeAssessment(id))
    const events = await store.events(['assessment.stored'])
    expect(events.map((event) => [event.seq, event.body.id])).toEqual([
      [0, 'A1'],
      [1, 'A2'],
      [2, 'A3'],
    ])
    expect(await store.firstBrokenSeq()).toBe(null)
    await store.close()
  })

  it('cannot be kept twice under one id, and the second attempt leaves nothing', async () => {
    const store = await open('twice')
    await store.appendAssessment(makeAssessment('A1'))
    await expect(store.appendAssessment(makeAssessment('A1'))).rejects.toThrow(/duplicate key/)
    expect(await store.events(['assessment.stored'])).toHaveLength(1)
    await store.close()
  })

  it('that someone with full rights changed is noticed when it is opened', async () => {
    const store = await open('tampered')
    await store.appendAssessment(makeAssessment('A1'))
    await database.asOwner(async (client) => {
      await client.query('alter table unblind.assessments disable trigger append_only')
      await client.query(
        `update unblind.assessments set text = replace(text, 'hold', 'release') where org_id = 'tampered'`,
      )
      await client.query('alter table unblind.assessments enable trigger append_only')
    })
    await expect(store.readAssessment('A1')).rejects.toThrow(TamperedRecord)
    await store.close()
  })

  it('of one organisation is not there for another', async () => {
    const [ours, theirs] = [await open('ours'), await open('theirs')]
    await ours.appendAssessment(makeAssessment('A1'))
    expect(await theirs.readAssessment('A1')).toBe(null)
    expect(await theirs.recentAssessments(10)).toEqual([])
    await theirs.appendAssessment(makeAssessment('A1', { on: day('2026-01-02') }))
    expect(await ours.readAssessment('A1')).toEqual(makeAssessment('A1'))
    await ours.close()
    await theirs.close()
  })

  it('is found among the newest, summed up', async () => {
    const store = await open('recent')
    await store.appendAssessment(makeAssessment('A1', { askedAt: '2026-11-24T10:00:00.000Z' }))
    await store.appendAssessment(makeAssessment('A3', { askedAt: '2026-11-24T12:00:00.000Z' }))
    await store.appendAssessment(makeAssessment('A2', { askedAt: '2026-11-24T11:00:00.000Z' }))
    expect((await store.recentAssessments(2)).map((one) => one.id)).toEqual(['A3', 'A2'])
    expect((await store.recentAssessments(1))[0]).toEqual({
      id: 'A3',
      at: '2026-11-24T12:00:00.000Z',
      on: '2026-11-24',
      reference: null,
      destination: 'EG',
      parties: [],
      law: 'undecided',
      coverage: 'partial',
      action: 'hold',
    })
    await store.close()
  })
})

describe('the ledger', () => {
  it('keeps one chain when many write at once', async () => {
    const store = await open('many')
    const ids = Array.from({ length: 25 }, (_, i) => `A${i}`)
    await Promise.all(ids.map((id) => store.appendAssessment(makeAssessment(id))))
    const events = await store.events(['assessment.stored'])
    expect(events.map((event) => event.seq)).toEqual(ids.map((_, i) => i))
    expect(await store.firstBrokenSeq()).toBe(null)
    await store.close()
  })

  it('shows the place of an entry that was changed, dropped or moved', async () => {
    const store = await open('broken')
    for (const id of ['A1', 'A2', 'A3', 'A4']) await store.appendAssessment(makeAssessment(id))
    const chain = await database.asOwner(async (client) => {
      const { rows } = await client.query(
        "select seq::int, text, hash from unblind.events where org_id = 'broken' order by seq",
      )
      return rows as StoredEvent[]
    })
    const [first, second, third, fourth] = chain
    if (!first || !second || !third || !fourth) throw new Error('four entries were written')
    expect(firstBrokenSeq(chain)).toBe(null)
    expect(firstBrokenSeq([first, { ...second, text: second.text.replace('A2', 'B2') }, third, fourth])).toBe(1)
    expect(firstBrokenSeq([first, third, fourth])).toBe(1)
    expect(firstBrokenSeq([first, second, fourth, third])).toBe(2)
    await store.close()
  })
})

describe('a version of a list', () => {
  it('comes back with its official bytes, byte for byte, and its parties', async () => {
    const store = await open('lists')
    const bytes = new TextEncoder().encode('<xml/>')
    const file = { name: 'consolidated.xml', sha256: sha256(bytes), bytes }
    await store.keepVersion([file], makeVersion('V1'), read, imported('V1'))
    expect(await store.listVersions()).toEqual([makeVersion('V1')])
    expect(await store.partiesOf('V1')).toEqual([party])
    expect(Buffer.from((await store.fileBytes(file.sha256)) ?? [])).toEqual(Buffer.from(bytes))
    expect(await store.fileBytes(sha256('other'))).toBe(null)
    await store.close()
  })

  it('is kept with its event or not at all', async () => {
    const store = await open('all-or-nothing')
    const file = { name: 'a', sha256: sha256('a'), bytes: new TextEncoder().encode('a') }
    const lost = { ...imported('V1'), body: { id: '\ud800' } }
    await expect(store.keepVersion([file], makeVersion('V1'), read, lost)).rejects.toThrow(TypeError)
    expect(await store.listVersions()).toEqual([])
    expect(await store.fileBytes(file.sha256)).toBe(null)
    await store.close()
  })
})
