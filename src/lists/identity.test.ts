import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sha256 } from '../base/index.ts'
import { NO_TERMS } from './entry.ts'
import { groupsOf, type PartyGroup } from './identity.ts'
import type { ListedParty, ListId, PartyProperties, PartySchema } from './party.ts'

function makeParty(
  list: ListId,
  key: string,
  properties: PartyProperties,
  schema: PartySchema = 'Person',
): ListedParty {
  return {
    list,
    entryKey: key,
    entryVersion: sha256(`${list} ${key}`),
    schema,
    properties,
    listing: NO_TERMS,
    grounds: [],
  }
}

function keysOf(groups: readonly PartyGroup[]): readonly string[] {
  return groups.map(({ members }) => members.map((party) => `${party.list}/${party.entryKey}`).join(' + ')).sort()
}

describe('one party on several lists', () => {
  it('is one group, each listing kept, by the reference of the Security Council', () => {
    const groups = groupsOf([
      makeParty('un-sc', 'XXi.001', { name: ['IMA EXAMPLE'] }),
      makeParty('eu-fsf', '101', { name: ['Ima Exampleova'], unscId: ['XXi.001'] }),
      makeParty('uk-sanctions', 'FIC0001', { name: ['EXAMPLE Ima Maria'], unscId: ['XXi.001'] }),
    ])
    expect(keysOf(groups)).toEqual(['eu-fsf/101 + uk-sanctions/FIC0001 + un-sc/XXi.001'])
    expect(groups[0]?.joins).toHaveLength(3)
    expect(groups[0]?.joins[0]?.reason).toEqual({ kind: 'reference', reference: 'UN XXi.001' })
  })

  it('is one group by a number and a like name, however the number is written', () => {
    const groups = groupsOf([
      makeParty('us-sdn', '9', { name: ['FICTIONAL WORKS JSC'], taxNumber: ['0077-0000-01'] }, 'Organization'),
      makeParty(
        'eu-end-users',
        'IV 1',
        { name: ['Works Fictional'], registrationNumber: ['0077000001'] },
        'LegalEntity',
      ),
    ])
    expect(groups).toHaveLength(1)
    expect(groups[0]?.joins[0]?.reason).toEqual({ kind: 'identifier', number: '0077000001' })
  })

  it('is two where a list prints the number of one beside the name of another', () => {
    const groups = groupsOf([
      makeParty(
        'us-sdn',
        '9',
        { name: ['Joint Stock Company Imaginary Optics'], taxNumber: ['0077000001'] },
        'Company',
      ),
      makeParty('eu-end-users', 'IV 1', { name: ['JSC Invented Engines'], taxNumber: ['0077000001'] }, 'LegalEntity'),
    ])
    expect(groups).toHaveLength(2)
  })

  it('is one group by a name and a full birth date, whatever the order of its names', () => {
    const groups = groupsOf([
      makeParty('ca-sema', 'a', { name: ['Ima Maria EXAMPLE'], birthDate: ['1970-08-20'] }),
      makeParty('us-sdn', '1', { name: ['EXAMPLE, Ima Maria'], birthDate: ['1970-08-20', '1971'] }),
    ])
    expect(keysOf(groups)).toEqual(['ca-sema/a + us-sdn/1'])
  })

  it('is never joined by a weak alias', () => {
    const groups = groupsOf([
      makeParty('ca-sema', 'a', {
        name: ['Ima Maria Example'],
        weakAlias: ['The Great Pretender'],
        birthDate: ['1970-08-20'],
      }),
      makeParty('us-sdn', '1', { name: ['The Great Pretender'], birthDate: ['1970-08-20'], nationality: ['RW'] }),
    ])
    expect(groups).toHaveLength(2)
  })

  it('is two where two full birth dates contradict, even under one reference', () => {
    const groups = groupsOf([
      makeParty('un-sc', 'XXi.001', { name: ['IMA EXAMPLE'], birthDate: ['1970-08-20'] }),
      makeParty('eu-fsf', '101', { name: ['Ima Example'], unscId: ['XXi.001'], birthDate: ['1980-01-02'] }),
    ])
    expect(groups).toHaveLength(2)
  })

  it('stays apart where a third without a birth date would bring two contradicting ones together', () => {
    const groups = groupsOf([
      makeParty('ca-sema', 'a', { name: ['Ima Maria Example'], birthDate: ['1970-08-20'], nationality: ['RW'] }),
      makeParty('us-sdn', '1', { name: ['Ima Maria Example'], birthDate: ['1980-01-02'], nationality: ['RW'] }),
      makeParty('un-sc', 'XXi.001', { name: ['Ima Maria Example'], nationality: ['RW'] }),
    ])
    expect(groups).toHaveLength(3)
  })

  it('is two entries of one numbered list to the publisher, and so to us', () => {
    const groups = groupsOf([
      makeParty(
        'us-sdn',
        '1',
        { name: ['Fictional Branch'], taxNumber: ['0077000001'], country: ['RW'] },
        'Organization',
      ),
      makeParty(
        'us-sdn',
        '2',
        { name: ['Fictional Branch'], taxNumber: ['0077000001'], country: ['RW'] },
        'Organization',
      ),
    ])
    expect(groups).toHaveLength(2)
  })

  it('is one ship by its IMO number under two names, and two ships of one name by two numbers', () => {
    const ship = (list: ListId, key: string, name: string, imo: string) =>
      makeParty(list, key, { name: [name], imoNumber: [imo], flag: ['PA'] }, 'Vessel')
    expect(
      groupsOf([ship('us-sdn', '1', 'Pretend Star', '9999991'), ship('eu-journal', 'x', 'New Star', '9999991')]),
    ).toHaveLength(1)
    expect(
      groupsOf([ship('us-sdn', '1', 'Pretend Star', '9999991'), ship('eu-journal', 'x', 'Pretend Star', '9999992')]),
    ).toHaveLength(2)
  })

  it('is not found by a name that half a country bears', () => {
    const groups = groupsOf([
      makeParty('ca-sema', 'a', { name: ['Ima Example'], nationality: ['RW'] }),
      makeParty('us-sdn', '1', { name: ['Ima Example'], nationality: ['RW'] }),
    ])
    expect(groups).toHaveLength(2)
  })
})

const LISTS = ['un-sc', 'eu-fsf', 'us-sdn', 'ca-sema', 'eu-journal'] as const
const some = <T>(...values: readonly T[]) => fc.uniqueArray(fc.constantFrom(...values), { maxLength: 2 })
const arbitraryParty = fc
  .record({
    list: fc.constantFrom(...LISTS),
    schema: fc.constantFrom<PartySchema>('Person', 'Organization', 'LegalEntity', 'Vessel'),
    name: fc.constantFrom('Ima Maria Example', 'Noel Nobody', 'Fictional Works', 'Pretend Star'),
    alias: some('Ima Maria Example', 'Imaginary Works'),
    weakAlias: some('The Example', 'Weak Only'),
    birthDate: some('1970-08-20', '1980-01-02', '1970'),
    nationality: some('RW', 'RU'),
    taxNumber: some('0077000001', '0077000002'),
    imoNumber: some('9999991', '9999992'),
    unscId: some('XXi.001'),
    gender: some('male', 'female'),
  })
  .map(({ list, schema, name, ...rest }) => {
    const properties = Object.fromEntries([
      ['name', [name]] as const,
      ...Object.entries(rest).filter(([, values]) => values.length > 0),
    ])
    return { list, schema, properties }
  })
const arbitraryParties = fc
  .array(arbitraryParty, { maxLength: 14 })
  .map((raws) => raws.map(({ list, schema, properties }, i) => makeParty(list, `k${i}`, properties, schema)))

describe('groups', () => {
  it('do not depend on the order of the listings', () => {
    fc.assert(
      fc.property(
        arbitraryParties.chain((parties) =>
          fc.tuple(fc.constant(parties), fc.shuffledSubarray([...parties], { minLength: parties.length })),
        ),
        ([parties, shuffled]) => {
          expect(groupsOf(shuffled)).toEqual(groupsOf(parties))
        },
      ),
      { numRuns: 400 },
    )
  })

  it('hold every listing once, hang together by their joins, and hold no two full birth dates that contradict', () => {
    fc.assert(
      fc.property(arbitraryParties, (parties) => {
        const groups = groupsOf(parties)
        expect(groups.flatMap((group) => group.members)).toHaveLength(parties.length)
        expect(new Set(groups.flatMap((group) => group.members)).size).toBe(parties.length)
        for (const { members, joins } of groups) {
          const reached = new Set([0])
          for (const _ of members)
            for (const { between } of joins)
              if (between.some((at) => reached.has(at))) for (const at of between) reached.add(at)
          expect(reached.size).toBe(members.length)
          const births = members
            .map((party) => (party.properties.birthDate ?? []).filter((date) => date.length === 10))
            .filter((dates) => dates.length > 0)
          for (const some of births)
            for (const others of births) expect(some.some((date) => others.includes(date))).toBe(true)
        }
      }),
      { numRuns: 400 },
    )
  })

  it('are the same when every weak alias is struck out', () => {
    fc.assert(
      fc.property(arbitraryParties, (parties) => {
        const without = parties.map(({ properties: { weakAlias: _, ...rest }, ...party }) => ({
          ...party,
          properties: rest,
        }))
        expect(keysOf(groupsOf(without))).toEqual(keysOf(groupsOf(parties)))
      }),
      { numRuns: 200 },
    )
  })
})
