import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeTables } from '../../test/law-tables.ts'
import { readTransaction } from './read-transaction.ts'

const tables = makeTables()

const valid = {
  kind: 'export',
  exportOn: '2026-09-20',
  exporter: { name: 'Fictional Exporter One Inc', isUsPerson: true },
  parties: [{ name: 'Fictional Ministry', roles: ['end-user'], country: 'Egypt', endUserType: 'government' }],
  items: [{ part: 'X-1', eccn: '5A001', paragraph: 'f.1' }],
  destination: 'EG',
}

function faults(input: unknown): readonly string[] {
  const read = readTransaction(input, tables)
  return read.ok ? [] : read.error.faults.map((fault) => `${fault.field} ${fault.sentence}`)
}

describe('reading a transaction', () => {
  it('takes a whole one, and countries by name', () => {
    const read = readTransaction(valid, tables)
    expect(read.ok && read.value.parties[0]?.country).toBe('EG')
    expect(read.ok && read.value.exportOn).toBe('2026-09-20')
  })

  it.each([
    ['5A001.f.1', '5A001', 'f.1'],
    ['5a001f.2', '5A001', 'f.2'],
    ['ear99', 'EAR99', undefined],
    [' 0a982 ', '0A982', undefined],
  ])('splits `%s` into entry and paragraph', (written, eccn, paragraph) => {
    const read = readTransaction({ ...valid, items: [{ eccn: written }] }, tables)
    expect(read.ok && [read.value.items[0]?.eccn, read.value.items[0]?.paragraph]).toEqual([eccn, paragraph])
  })

  it('takes a day that YAML already made a date', () => {
    const read = readTransaction({ ...valid, exportOn: new Date('2026-09-20T00:00:00Z') }, tables)
    expect(read.ok && read.value.exportOn).toBe('2026-09-20')
  })

  it.each<[string, unknown, string]>([
    ['a list in place of a mapping', [], '(whole file)'],
    ['nothing', null, '(whole file)'],
    ['a number', 7, '(whole file)'],
    ['a missing destination', { ...valid, destination: undefined }, 'destination is missing'],
    ['an unknown country', { ...valid, destination: 'Atlantis' }, 'destination `Atlantis` is not a country we know'],
    ['an impossible day', { ...valid, exportOn: '2026-02-30' }, 'exportOn `2026-02-30` is not a day'],
    ['a kind we do not know', { ...valid, kind: 'smuggle' }, 'kind is not one of `export`'],
    ['an unknown field', { ...valid, endUser: 'x' }, 'endUser is not a field we know'],
    ['a party without a name', { ...valid, parties: [{ roles: ['end-user'] }] }, 'parties[0].name is missing'],
    [
      'a party with an empty name',
      { ...valid, parties: [{ name: '  ', roles: ['end-user'] }] },
      'parties[0].name is empty',
    ],
    ['a party without a role', { ...valid, parties: [{ name: 'A', roles: [] }] }, 'parties[0].roles is empty'],
    [
      'a role we do not know',
      { ...valid, parties: [{ name: 'A', roles: ['spy'] }] },
      'parties[0].roles[0] is not one of',
    ],
    ['no party', { ...valid, parties: [] }, 'parties is empty'],
    ['no item', { ...valid, items: [] }, 'items is empty'],
    ['an entry that does not exist', { ...valid, items: [{ eccn: '9Z999' }] }, 'items[0].eccn `9Z999` is not an entry'],
    [
      'a paragraph that does not exist',
      { ...valid, items: [{ eccn: '5A001', paragraph: 'q.9' }] },
      'items[0].paragraph `q.9` is not a paragraph of 5A001',
    ],
    [
      'a paragraph of EAR99',
      { ...valid, items: [{ eccn: 'EAR99', paragraph: 'a' }] },
      'items[0].paragraph goes with `EAR99`',
    ],
    [
      'a name of 10,000 characters',
      { ...valid, exporter: { name: 'x'.repeat(10_000) } },
      'exporter.name is longer than 1000 characters',
    ],
    ['a lone surrogate', { ...valid, exporter: { name: 'a\ud800b' } }, 'exporter.name holds half of a surrogate pair'],
    ['a control character', { ...valid, exporter: { name: 'a\u0000b' } }, 'exporter.name holds control characters'],
    [
      'a share over 100',
      { ...valid, parties: [{ name: 'A', roles: ['end-user'], owners: [{ name: 'B', percent: 140 }] }] },
      'parties[0].owners[0].percent is over 100',
    ],
    [
      'a share below 0',
      { ...valid, parties: [{ name: 'A', roles: ['end-user'], owners: [{ name: 'B', percent: -1 }] }] },
      'parties[0].owners[0].percent is below 0',
    ],
    [
      'shares that add up to more than 100',
      {
        ...valid,
        parties: [
          {
            name: 'A',
            roles: ['end-user'],
            owners: [
              { name: 'B', percent: 60 },
              { name: 'C', percent: 60 },
            ],
          },
        ],
      },
      'parties[0].owners adds up to 120 %',
    ],
    [
      'a share that is text',
      { ...valid, parties: [{ name: 'A', roles: ['end-user'], owners: [{ name: 'B', percent: '60%' }] }] },
      'parties[0].owners[0].percent',
    ],
    [
      'a value that is not an amount',
      { ...valid, items: [{ eccn: 'EAR99', valueUsd: '12,500' }] },
      'items[0].valueUsd is not an amount',
    ],
    [
      'a handle used twice',
      {
        ...valid,
        items: [
          { ref: 'a', eccn: 'EAR99' },
          { ref: 'a', eccn: 'EAR99' },
        ],
      },
      'items[1].ref `a` is used twice',
    ],
  ])('refuses %s, naming the field', (_, input, sentence) => {
    const found = faults(JSON.stringify(input) === undefined ? input : input)
    expect(found.join('\n')).toContain(sentence)
  })

  it('names every fault, not only the first', () => {
    expect(faults({ ...valid, destination: 'Atlantis', exportOn: 'tomorrow' })).toHaveLength(2)
  })

  it('refuses nesting without end', () => {
    let deep: unknown = {}
    for (let i = 0; i < 10_000; i++) deep = { owners: [deep] }
    expect(faults({ ...valid, parties: [deep] }).join()).toContain('nested deeper')
  })

  it('answers anything at all with a transaction or a sentence, never a throw', () => {
    fc.assert(
      fc.property(fc.anything(), (input) => {
        const read = readTransaction(input, tables)
        if (!read.ok) for (const fault of read.error.faults) expect(fault.field && fault.sentence).toBeTruthy()
      }),
    )
  })

  it('answers a valid one with any field replaced by anything with a transaction or a sentence', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(valid)), fc.anything(), (field, value) => {
        const read = readTransaction({ ...valid, [field]: value }, tables)
        if (!read.ok) expect(read.error.faults.length).toBeGreaterThan(0)
      }),
    )
  })
})
