import { describe, expect, it } from 'vitest'
import { detection, EGYPT, listed, source, version } from '../../test/brief-samples.ts'
import { shippedLaw } from '../../test/shipped-law.ts'
import { assess, buildSnapshot, readTransaction } from '../assessment/index.ts'
import { country, day, sha256 } from '../base/index.ts'
import { type CaseState, caseOf, type Recorded } from '../case/index.ts'
import type { LawTables } from '../law/index.ts'
import type { ListedParty, ReadList } from '../lists/index.ts'
import { makeEdition } from './edition.ts'
import { holdsFor } from './holds.ts'
import { changesOfList } from './list-changes.ts'
import { relevantChanges } from './relevance.ts'
import { reliancesOf } from './reliances.ts'
import { changesOfTables } from './table-changes.ts'
import { prepareTenant, tenantOf } from './tenant.ts'

const LAW = shippedLaw()
const BUREAU = listed('Fictional Signals Bureau', {
  entryKey: '7',
  properties: { name: ['Fictional Signals Bureau'], country: ['EG'] },
})
const AMENDED = { ...BUREAU, entryVersion: version('amended') }

describe('what an assessment rests on', () => {
  it('is each list entry met, the entry of the item, the destination’s row and groups, and the paragraphs', () => {
    const nodes = reliancesOf(assessed(), LAW).map(({ kind, id }) => `${kind} ${id}`)
    expect(nodes).toEqual(
      expect.arrayContaining([
        'list-entry us-entity-list/7',
        'table entries/5A001',
        'table country-chart/EG',
        'table country-groups/D:5/EG',
      ]),
    )
    expect(nodes.some((node) => node.startsWith('rule 15 CFR '))).toBe(true)
    expect(new Set(nodes).size).toBe(nodes.length)
  })

  it('makes its case stale when any of it changes, and not when something else does', () => {
    const holdsAfter = (law: LawTables) => holdsOf(changesOfTables(LAW, law, detection()))
    const chart = { ...LAW.chart, EG: { ...must(LAW.chart.EG), marks: [] } }
    expect(holdsAfter(withHash('country-chart', { chart }))).toEqual(['relies'])
    const joined = { ...LAW.groups, 'E:1': [...LAW.groups['E:1'], EGYPT] }
    expect(holdsAfter(withHash('country-groups', { groups: joined }))).toEqual(['relies'])
    const entry = must(LAW.entries['5A001'])
    const entries = { ...LAW.entries, '5A001': { ...entry, controls: entry.controls.slice(1) } }
    expect(holdsAfter(withHash('entries', { entries }))).toEqual(['relies'])
    expect(holdsOf(changesOfList(read([BUREAU]), read([AMENDED]), detection()))).toEqual(['relies'])

    const elsewhere = { ...LAW.chart, NO: { ...must(LAW.chart.NO), marks: ['AT1' as const] } }
    expect(holdsAfter(withHash('country-chart', { chart: elsewhere }))).toEqual([])
    const others = { ...LAW.groups, 'E:1': [...LAW.groups['E:1'], country('NO')] }
    expect(holdsAfter(withHash('country-groups', { groups: others }))).toEqual([])
    const stranger = listed('Entirely Invented Bakery', { entryKey: '9' })
    expect(holdsOf(changesOfList(read([BUREAU]), read([BUREAU, stranger]), detection()))).toEqual([])
  })

  it('is read anew once the case was assessed with the change', () => {
    const entry = must(LAW.entries['5A001'])
    const later = withHash('entries', {
      entries: { ...LAW.entries, '5A001': { ...entry, controls: entry.controls.slice(1) } },
    })
    const relies = reliancesOf(assessed(later), later).filter(({ kind }) => kind === 'table')
    const tenant = tenantOf('firm', 'Fictional Exporter', [
      { id: '1', caseState: { ...opened(), relies, items: [] }, destination: EGYPT },
    ])
    expect(relevantChanges(prepareTenant(tenant), changesOfTables(LAW, later, detection()))).toEqual([])
  })
})

describe('a firm known by its cases', () => {
  it('has each party and item once', () => {
    const caseState = opened()
    const tenant = tenantOf('firm', 'Fictional Exporter', [
      { id: '1', caseState, destination: EGYPT },
      { id: '2', caseState: { ...caseState, reference: 'FE-2', closed: 'released' }, destination: EGYPT },
    ])
    expect([tenant.parties.length, tenant.items.length, tenant.cases.length]).toEqual([1, 1, 2])
    expect(tenant.cases.map(({ isOpen, parties }) => [isOpen, parties])).toEqual([
      [true, ['FE-1/bureau']],
      [false, ['FE-1/bureau']],
    ])
  })

  it('is told of a removal with the case that rests on the entry', () => {
    const tenant = tenantOf('firm', 'Fictional Exporter', [{ id: '1', caseState: opened(), destination: EGYPT }])
    const changes = changesOfList(read([BUREAU]), read([]), detection())
    const relevant = relevantChanges(prepareTenant(tenant), changes)
    const edition = makeEdition({
      on: day('2026-11-24'),
      madeAt: '2026-11-24T06:00:00.000Z',
      tenant,
      changes,
      relevant,
      sources: [source('us-csl')],
    })
    expect(edition.lines[0]?.todo).toContain('that an entry is gone gives no permission by itself')
    expect(edition.counts.casesHeld).toBe(1)
  })
})

function holdsOf(changes: Parameters<typeof relevantChanges>[1]): readonly string[] {
  const tenant = tenantOf('firm', 'Fictional Exporter', [{ id: '1', caseState: opened(), destination: EGYPT }])
  return [...new Set(holdsFor(relevantChanges(prepareTenant(tenant), changes)).map((hold) => hold.ground))]
}

function opened(): CaseState {
  const officer = { id: 'o', name: 'Fictional Officer', roles: ['officer'] as const }
  const event: Recorded['event'] = {
    kind: 'case.opened',
    reference: 'FE-1',
    exportOn: '2026-12-01',
    assessment: { id: '1', sha256: sha256('assessment') },
    law: 'licence-required',
    action: 'hold',
    parties: [{ ref: 'bureau', names: ['Fictional Signals Bureau'], roles: ['end-user'], country: 'EG' }],
    items: [{ ref: 'device', name: 'Intercept device', eccn: '5A001', paragraph: 'f.1' }],
    revenueOwners: [],
    relies: reliancesOf(assessed(), LAW),
  }
  return caseOf([{ event, actor: officer, at: '2026-11-20T09:00:00.000Z' }])
}

function assessed(tables: LawTables = LAW) {
  const transaction = readTransaction(
    {
      kind: 'export',
      exportOn: '2026-12-01',
      exporter: { name: 'Fictional Exporter', country: 'US' },
      parties: [{ ref: 'bureau', name: 'Fictional Signals Bureau', roles: ['end-user'], country: 'EG' }],
      items: [{ ref: 'device', description: 'Intercept device', eccn: '5A001', paragraph: 'f.1' }],
      from: 'US',
      destination: 'EG',
    },
    LAW,
  )
  if (!transaction.ok) throw new Error(JSON.stringify(transaction.error))
  const csl = {
    source: 'us-csl' as const,
    title: 'Consolidated Screening List',
    lists: ['us-entity-list' as const],
    version: sha256('csl'),
    dataOn: day('2026-11-20'),
    retrievedOn: day('2026-11-20'),
    parties: 1,
    quarantined: null,
  }
  return assess({
    transaction: transaction.value,
    snapshot: buildSnapshot([{ source: csl, parties: [BUREAU] }]),
    tables,
    id: '1',
    askedAt: '2026-11-20T09:00:00.000Z',
    today: day('2026-11-20'),
    programVersion: '0.0.0',
  })
}

function withHash(table: string, changes: Partial<LawTables>): LawTables {
  return { ...LAW, ...changes, hashes: { ...LAW.hashes, [table]: sha256(`another ${table}`) } }
}

function must<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('not in the tables')
  return value
}

function read(parties: readonly ListedParty[]): ReadList {
  return {
    source: 'us-csl',
    parties,
    rows: parties.length,
    parts: ['csl'],
    dataOn: null,
    dataOnBasis: 'none',
    highestNumber: null,
    notes: [],
  }
}
