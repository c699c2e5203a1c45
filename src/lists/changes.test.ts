import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { day } from '../base/index.ts'
import { applyChanges, byListAndKey, changesBetween, compareAge, quarantineReasons } from './changes.ts'
import { type Entry, NO_TERMS, toParties } from './entry.ts'
import type { ListedParty, ListId } from './party.ts'
import type { ReadList } from './source.ts'

const entry: fc.Arbitrary<Entry> = fc.record({
  list: fc.constantFrom<ListId>('us-sdn', 'us-entity-list'),
  key: fc.constantFrom('1', '2', '3', 'fictional one | CN', 'fictional two'),
  schema: fc.constantFrom('Person' as const, 'Organization' as const),
  properties: fc.record({
    name: fc.constantFrom(['A'], ['B'], ['A', 'B']),
    ...{ alias: fc.constantFrom<readonly string[]>(['x'], ['x', 'y']) },
  }),
  listing: fc.record({
    ...Object.fromEntries(Object.entries(NO_TERMS).map(([name, value]) => [name, fc.constant(value)])),
    remarks: fc.constantFrom(null, 'r', 's'),
    startOn: fc.constantFrom(null, day('2020-01-01'), day('2021-01-01')),
  }) as fc.Arbitrary<Entry['listing']>,
  grounds: fc.constant([]),
})

const partiesOf = (entries: readonly Entry[]): readonly ListedParty[] => toParties(entries, () => true).parties

describe('changes between two versions', () => {
  it('applied to the one before give the one after', () => {
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 12 }), fc.array(entry, { maxLength: 12 }), (a, b) => {
        const [before, after] = [partiesOf(a), partiesOf(b)]
        expect(applyChanges(before, changesBetween(before, after))).toEqual([...after].sort(byListAndKey))
      }),
    )
  })

  it('are none between a version and itself, whatever the order of its rows', () => {
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 12 }), fc.infiniteStream(fc.nat()), (entries, order) => {
        const shuffled = entries.map((one) => ({ one, at: order.next().value })).sort((a, b) => a.at - b.at)
        const again = partiesOf(shuffled.map(({ one }) => one))
        expect(changesBetween(partiesOf(entries), again)).toEqual({ added: [], removed: [], changed: [] })
      }),
    )
  })

  it('name each field that changed, with what it was and is', () => {
    const [before] = partiesOf([makeEntry({ alias: ['x'] })])
    const [after] = partiesOf([makeEntry({ country: ['CN'] }, { remarks: 'new' })])
    if (!before || !after) throw new Error('one party each')
    expect(changesBetween([before], [after]).changed[0]?.fields).toEqual([
      { field: 'listing.remarks', before: null, after: 'new' },
      { field: 'properties.alias', before: ['x'] },
      { field: 'properties.country', after: ['CN'] },
    ])
  })
})

describe('keys of entries', () => {
  it('are unique within a list, whatever the rows', () => {
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 30 }), (entries) => {
        const keys = partiesOf(entries).map((party) => `${party.list} ${party.entryKey}`)
        expect(new Set(keys).size).toBe(keys.length)
      }),
    )
  })

  it('of the earliest listed twin stay plain when another twin is listed later', () => {
    const first = makeEntry({ address: ['1 Example Road'] }, { startOn: day('2019-10-09') })
    const later = makeEntry({ address: ['2 Other Road'] }, { startOn: day('2023-03-02') })
    const [alone] = partiesOf([first])
    const together = partiesOf([later, first])
    expect(together.map((party) => party.entryKey)).toEqual([expect.stringMatching(/^1 \| [0-9a-f]{8}$/), '1'])
    expect(together[1]).toEqual(alone)
  })
})

describe('a version waits for a person', () => {
  const current = makeRead(100)

  it('when more than 5 % of a list is gone, and not at 5 %', () => {
    expect(kinds(current, makeRead(95))).toEqual([])
    expect(kinds(current, makeRead(94))).toContain('shrunk')
  })

  it('when one of its lists is gone', () => {
    const one = partiesOf([{ ...makeEntry({}), list: 'us-fse', key: '7' }])
    expect(kinds({ ...current, parties: [...current.parties, ...one] }, current)).toEqual(['list-vanished'])
  })

  it('when a field that many parties had is empty, though every row is there', () => {
    expect(kinds(current, makeRead(100, { alias: undefined }))).toEqual(['field-emptied'])
  })

  it('when it is older than the version in use', () => {
    const older = { ...current, dataOn: day('2026-01-31') }
    expect(kinds(current, older)).toEqual(['older'])
    expect(kinds(older, current)).toEqual([])
    expect(kinds(current, { ...older, dataOn: null })).toEqual([])
  })

  it('when a part of the set is missing that the version in use was read with', () => {
    expect(kinds({ ...current, parts: ['sdn', 'alt'] }, { ...current, parts: ['sdn'] })).toEqual(['fewer-parts'])
  })

  it('when it is the first version and one of its lists is not in it', () => {
    const partial = { ...current, notes: [{ kind: 'absent-lists', lists: ['us-dpl'] } as const] }
    expect(quarantineReasons(null, partial)).toEqual([{ kind: 'lists-absent', lists: ['us-dpl'] }])
    expect(kinds(partial, partial)).toEqual([])
  })

  it('when numbers that should be unique are not, even as the first version', () => {
    const shared = { ...current, notes: [{ kind: 'shared-keys', keys: ['2677'], areNumbers: true } as const] }
    expect(quarantineReasons(null, shared)).toEqual([{ kind: 'shared-numbers', keys: ['2677'] }])
  })

  it('when the publisher’s end mark is gone that the version in use had', () => {
    const unmarked = { ...current, notes: [{ kind: 'no-end-mark', part: 'sdn' } as const] }
    expect(kinds(current, unmarked)).toEqual(['no-end-mark'])
    expect(kinds(unmarked, unmarked)).toEqual([])
    expect(quarantineReasons(null, unmarked)).toEqual([])
  })

  it('never when it is the version in use itself', () => {
    expect(kinds(current, current)).toEqual([])
  })
})

describe('of two versions', () => {
  const dated = { ...makeRead(1), dataOn: day('2026-02-27') }

  it('the one with the later day is newer', () => {
    expect(compareAge(dated, { ...dated, dataOn: day('2025-08-16') })).toBeGreaterThan(0)
  })

  it('without days, the one with the higher last number is newer', () => {
    const undated = { ...dated, dataOn: null, highestNumber: 34_488 }
    expect(compareAge(undated, { ...undated, highestNumber: 48_907 })).toBeLessThan(0)
  })

  it('without either, the files do not say', () => {
    expect(compareAge({ ...dated, dataOn: null }, dated)).toBe(0)
  })
})

function kinds(before: ReadList, after: ReadList): readonly string[] {
  return quarantineReasons(before, after).map((reason) => reason.kind)
}

function makeEntry(
  properties: Readonly<Record<string, readonly string[]>>,
  listing: Partial<Entry['listing']> = {},
): Entry {
  return {
    list: 'us-sdn',
    key: '1',
    schema: 'Organization',
    properties: { name: ['Fictional One'], ...properties },
    listing: { ...NO_TERMS, ...listing },
    grounds: [],
  }
}

function makeRead(count: number, given: { readonly alias?: undefined } | null = null): ReadList {
  const properties = given === null ? { alias: ['Fictional'] } : {}
  const entries = Array.from({ length: count }, (_, i) => ({ ...makeEntry(properties), key: String(i) }))
  return {
    source: 'us-ofac-sdn',
    parties: partiesOf(entries),
    rows: count,
    parts: ['sdn'],
    dataOn: day('2026-02-27'),
    dataOnBasis: 'stated',
    highestNumber: null,
    notes: [],
  }
}
