import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { day } from '../base/index.ts'
import { CASE_LINE_KEYS, readCaseLine } from './case-line.ts'
import type { LineFacts } from './facts.ts'

const TODAY = day('2026-09-20')

function read(input: unknown): LineFacts {
  const result = readCaseLine(input, TODAY)
  if (!result.ok) throw new Error(result.error.sentence)
  return result.value
}

function sentenceOf(input: unknown): string {
  const result = readCaseLine(input, TODAY)
  return result.ok ? 'read' : result.error.sentence
}

describe('a case line', () => {
  it('leaves unknown what it does not say', () => {
    expect(read({ eccn: '5A001', to: 'CN' })).toEqual({
      on: TODAY,
      kind: 'export',
      item: { ref: 'line', eccn: '5A001', measurements: {} },
      to: 'CN',
      via: [],
      exporter: {},
      endUse: {},
      statementsOnFile: [],
    })
  })

  it('reads the entry and paragraph as people write them', () => {
    const { item, to } = read({ eccn: ' 5a001 ', paragraph: '.F.1', to: 'Hong Kong' })
    expect([item.eccn, item.paragraph, to]).toEqual(['5A001', 'f.1', 'HK'])
  })

  it('fills an ordinary sale with a civil private buyer in no list, of US origin, by a US person', () => {
    const { item, exporter, parties, endUse, from } = read({ eccn: 'EAR99', to: 'DE', assume: 'ordinary' })
    expect(item.isUsOrigin).toBe(true)
    expect(item.otherAgency).toBe('none')
    expect(exporter.isUsPerson).toBe(true)
    expect(from).toBe('US')
    expect(endUse).toMatchObject({ isMilitary: false, isNuclear: false, isMissile: false })
    expect(parties).toMatchObject([{ endUserType: 'civil', country: 'DE', listings: [], owners: [], isScreened: true }])
  })

  it('lets what is said win over what is assumed', () => {
    const { parties, endUse, item } = read({
      eccn: 'EAR99',
      to: 'DE',
      endUserType: 'police',
      endUse: { military: true },
      usOrigin: false,
      assume: 'ordinary',
    })
    expect(parties?.[0]?.endUserType).toBe('police')
    expect(endUse.isMilitary).toBe(true)
    expect(item.isUsOrigin).toBe(false)
  })

  it('takes a buyer it says nothing of as not screened', () => {
    expect(read({ eccn: 'EAR99', to: 'DE', endUserType: 'police' }).parties?.[0]?.isScreened).toBe(false)
    expect(read({ eccn: 'EAR99', to: 'DE', listed: [] }).parties?.[0]?.isScreened).toBe(true)
  })

  it('takes one word as one use, `civil` as a denial of them all, and other words as text', () => {
    expect(read({ to: 'DE', endUse: 'nuclear' }).endUse.isNuclear).toBe(true)
    expect(read({ to: 'DE', endUse: 'military-intelligence' }).endUse.isMilitaryIntelligence).toBe(true)
    expect(read({ to: 'DE', endUse: 'civil' }).endUse).toMatchObject({ isMilitary: false, isMissile: false })
    expect(read({ to: 'DE', endUse: 'milling of grain' }).endUse).toEqual({ text: 'milling of grain' })
  })

  it('carries labels and an expected answer without reading them as facts', () => {
    const labelled = { id: 7, name: 'a case', note: 'x', source: '15 CFR', expected: { outcome: 'undecided' } }
    expect(read({ to: 'DE', ...labelled })).toEqual(read({ to: 'DE' }))
  })
})

describe('a case line that cannot be read', () => {
  it.each([
    [{ to: 'DE', eccm: '5A001' }, '`eccm` is not a fact we know; write one of eccn, paragraph'],
    [{ eccn: '5A001' }, '`to` is missing'],
    [{ eccn: '5A001', to: 'Atlantis' }, '`to` `Atlantis` is not a country we know'],
    [{ eccn: '5A01', to: 'DE' }, '`eccn` `5A01` is not an ECCN'],
    [{ eccn: '5A001.f.1', to: 'DE' }, '`eccn` `5A001.f.1` is not an ECCN'],
    [{ eccn: '5A001', to: 'DE', on: '2026-02-30' }, '`on` `2026-02-30` is not a day'],
    [{ to: 'DE', owners: [{ percent: 101 }] }, '`owners.0.percent` is over 100'],
    [{ to: 'DE', endUse: { militery: true } }, '`endUse.militery` is not a use we know'],
    [{ to: 'DE', parties: [{ role: 'end-user', nmae: 'x' }] }, '`parties.0.nmae` is not a fact we know'],
    [{ to: 'DE', endUserType: 'army' }, '`endUserType`'],
    ['EAR99', '`line` is not an object of facts'],
    [null, '`line` is not an object of facts'],
    [[], '`line` is not an object of facts'],
  ])('%j is refused by a sentence that names the field', (input, start) => {
    expect(sentenceOf(input)).toContain(start)
  })

  it('refuses owners of owners without end', () => {
    const nest = (depth: number): unknown => {
      let owner: unknown = {}
      for (let i = 0; i < depth; i++) owner = { percent: 50, owners: [owner] }
      return { to: 'DE', owners: [owner] }
    }
    expect(sentenceOf(nest(10))).toBe('read')
    expect(sentenceOf(nest(20_000))).toContain('is nested more than')
  })

  it('never throws, whatever it is given', () => {
    const keys = fc.dictionary(fc.constantFrom(...CASE_LINE_KEYS), fc.jsonValue())
    fc.assert(
      fc.property(fc.oneof(fc.anything(), keys), (input) => {
        expect(() => readCaseLine(input, TODAY)).not.toThrow()
      }),
    )
  })
})
