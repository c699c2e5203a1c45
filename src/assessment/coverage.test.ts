import { describe, expect, it } from 'vitest'
import { makeTables } from '../../test/law-tables.ts'
import { type Day, day, sha256 } from '../base/index.ts'
import { type ListedParty, type SourceId, sourceOf } from '../lists/index.ts'
import { coverageOf, US_EXPORTER } from './coverage.ts'
import { buildSnapshot, type SnapshotSource } from './snapshot.ts'

const tables = makeTables()
const ON = day('2026-09-20')

function makeSource(source: SourceId, changes: Partial<SnapshotSource> = {}): SnapshotSource {
  const lists = source === 'starter' ? (['us-entity-list', 'us-sdn'] as const) : sourceOf(source).lists
  return {
    source,
    title: source,
    lists,
    version: sha256(source),
    dataOn: null,
    retrievedOn: ON,
    parties: 1,
    quarantined: null,
    ...changes,
  }
}

function makeParty(name: string): ListedParty {
  return {
    list: 'us-sdn',
    entryKey: name,
    entryVersion: sha256(name),
    schema: 'Person',
    properties: { name: [name] },
    listing: {
      programmes: [],
      licenceRequirement: null,
      licencePolicy: null,
      federalRegister: [],
      startOn: null,
      endOn: null,
      standardOrder: null,
      remarks: null,
    },
    grounds: [],
  }
}

function coverageWith(...sources: readonly SnapshotSource[]) {
  const snapshot = buildSnapshot(
    sources.map((source) => ({ source, parties: [makeParty(`Fictional ${source.source}`)] })),
  )
  return coverageOf(snapshot, tables, ON, US_EXPORTER)
}

describe('coverage', () => {
  it('of nothing loaded is not performed, and names every list', () => {
    const coverage = coverageOf(buildSnapshot([]), tables, ON, US_EXPORTER)
    expect(coverage.state).toBe('not-performed')
    expect(coverage.unreadLists).toHaveLength(14)
    expect(coverage.lists.every((use) => use.state === 'missing')).toBe(true)
  })

  it('of every required list, fresh, with checked tables, is complete', () => {
    expect(coverageWith(makeSource('us-csl'), makeSource('un-sc'))).toMatchObject({
      state: 'complete',
      gaps: [],
      unreadLists: [],
    })
  })

  it.each<[Day, string]>([
    [day('2026-09-13'), 'complete'],
    [day('2026-09-12'), 'partial'],
  ])('of a list fetched on %s for an export on 2026-09-20 is %s: seven days count', (retrievedOn, state) => {
    expect(coverageWith(makeSource('us-csl', { retrievedOn }), makeSource('un-sc')).state).toBe(state)
  })

  it('of a list whose age nobody knows is partial', () => {
    const coverage = coverageWith(makeSource('us-csl', { retrievedOn: null }), makeSource('un-sc'))
    expect(coverage.state).toBe('partial')
    expect(coverage.gaps.join()).toContain('of unknown age')
  })

  it('of the starter set alone is partial, says how many parties it holds, and leaves every list unread', () => {
    const coverage = coverageWith(makeSource('starter', { parties: 539 }))
    expect(coverage.state).toBe('partial')
    expect(coverage.gaps).toContain('starter set of 539 parties, not a full screening')
    expect(coverage.unreadLists).toHaveLength(14)
  })

  it('of the OFAC set alone lacks the other lists of the Consolidated Screening List by name', () => {
    const coverage = coverageWith(makeSource('us-ofac-sdn'), makeSource('un-sc'))
    expect(coverage.state).toBe('partial')
    expect(coverage.unreadLists).toContain('us-entity-list')
    expect(coverage.unreadLists).not.toContain('us-sdn')
  })

  it('of a stale OFAC set beside a fresh Consolidated Screening List is complete: the list was read', () => {
    const stale = makeSource('us-ofac-sdn', { retrievedOn: day('2024-05-03') })
    expect(coverageWith(makeSource('us-csl'), stale, makeSource('un-sc')).state).toBe('complete')
  })

  it.each<[Day, string]>([
    [day('2026-09-21'), 'complete'],
    [day('2026-09-22'), 'partial'],
  ])(
    'of a list fetched on %s for an export on 2026-09-20 is %s: a later list cannot show who was listed then',
    (retrievedOn, state) => {
      expect(coverageWith(makeSource('us-csl', { retrievedOn }), makeSource('un-sc')).state).toBe(state)
    },
  )

  it('of full lists that are only stale is no longer called the starter set', () => {
    const stale = makeSource('us-csl', { retrievedOn: day('2022-04-21') })
    const coverage = coverageWith(stale, makeSource('un-sc'), makeSource('starter'))
    expect(coverage.lists.find((use) => use.source === 'starter')?.state).toBe('supplement')
    expect(coverage.gaps.join()).toContain('days old')
  })

  it('says that a newer version waits for a person', () => {
    const quarantined = { id: 'q1', why: 'it is 12 % smaller' }
    const coverage = coverageWith(makeSource('us-csl', { quarantined }), makeSource('un-sc'))
    expect(coverage.state).toBe('partial')
    expect(coverage.gaps.join()).toContain('it is 12 % smaller')
  })

  it.each<[Day, string, string]>([
    [day('2026-10-24'), 'checked', '30 days after the check'],
    [day('2026-10-25'), 'unchecked', '31 days after the check'],
  ])('on %s has law tables %s, %s', (on, state) => {
    const snapshot = buildSnapshot([])
    expect(coverageOf(snapshot, tables, on, US_EXPORTER).tables[0]?.state).toBe(state)
  })
})

describe('the starter set beside full lists', () => {
  const starterParty: ListedParty = { ...makeParty('Fictional Bureau'), grounds: ['surveillance'] }
  const forcedLabour: ListedParty = { ...makeParty('Fictional Mill'), list: 'us-uflpa', grounds: ['forced-labour'] }
  const starter = {
    source: makeSource('starter', { retrievedOn: null, dataOn: day('2025-12-01') }),
    parties: [starterParty, forcedLabour],
  }

  function namesWith(retrievedOn: Day, ...parties: readonly ListedParty[]) {
    const full = { source: makeSource('us-csl', { retrievedOn }), parties }
    const snapshot = buildSnapshot([full, starter])
    return snapshot.parties.map((party) => [party.properties.name?.[0], ...party.grounds])
  }

  it('lends its grounds to the same entry of a full list', () => {
    expect(namesWith(ON, makeParty('Fictional Bureau'))).toContainEqual(['Fictional Bureau', 'surveillance'])
  })

  it('lets go of a party that a full list as fresh as itself no longer holds', () => {
    expect(namesWith(day('2025-12-01')).flat()).not.toContain('Fictional Bureau')
  })

  it('keeps a party that only an older full list lacks', () => {
    expect(namesWith(day('2025-11-30')).flat()).toContain('Fictional Bureau')
  })

  it('keeps parties of lists that no full source holds', () => {
    expect(namesWith(ON)).toContainEqual(['Fictional Mill', 'forced-labour'])
  })

  it('is a supplement, not a stand-in, once every required list is read', () => {
    const sources = [makeSource('us-csl'), makeSource('un-sc'), starter.source]
    const coverage = coverageOf(
      buildSnapshot(sources.map((source) => ({ source, parties: [makeParty(source.source)] }))),
      tables,
      ON,
      US_EXPORTER,
    )
    expect(coverage.state).toBe('complete')
    expect(coverage.lists.find((use) => use.source === 'starter')?.state).toBe('supplement')
  })
})
