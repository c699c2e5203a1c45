import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { goldenInput } from '../scripts/golden.ts'
import {
  ANY_COUNT,
  type ListedParty,
  type NamedFile,
  type ReadList,
  readList,
  recognise,
  type SourceId,
  sentenceOf,
} from '../src/lists/index.ts'
import { advancedXml, classicXml, csvSet, enhancedXml, type LaidOutParty } from './ofac-layouts.ts'
import { NON_SDN_PARTIES, SDN_PARTIES } from './ofac-parties.ts'
import { zipSync } from './zip-writer.ts'

const SDN = ['us-ofac-sdn', 'us-ofac-sdn-xml', 'us-ofac-sdn-enhanced', 'us-ofac-sdn-advanced'] as const
const CONS = ['us-ofac-cons', 'us-ofac-cons-xml', 'us-ofac-cons-enhanced', 'us-ofac-cons-advanced'] as const

describe('a party of OFAC', () => {
  it('comes out the same from the golden files of all four layouts', () => {
    const numbers = SDN_PARTIES.map((party) => String(party.number))
    const [csv = [], ...others] = SDN.map((id) =>
      contentOf(mustRead(id, goldenInput(id))).filter(({ key }) => numbers.includes(key)),
    )
    expect(csv.map(({ key }) => key).sort()).toEqual(numbers)
    for (const other of others) expect(other).toEqual(csv)
  })

  it('of a non-SDN list comes out the same from all four layouts, on each list it is on', () => {
    const [csv = [], ...others] = CONS.map((id) => contentOf(mustRead(id, goldenInput(id))))
    expect(csv.map(({ list, key }) => `${list} ${key}`)).toEqual([
      'us-cap 800103',
      'us-cmic 800104',
      'us-fse 800105',
      'us-mbs 800106',
      'us-mbs 800107',
      'us-plc 800101',
      'us-ssi 800102',
      'us-ssi 800107',
    ])
    for (const other of others) expect(other).toEqual(csv)
  })

  it('comes out the same from all four layouts whatever it holds', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(party, { selector: ({ number }) => number, minLength: 1, maxLength: 6 }),
        (parties) => {
          const [csv = [], ...others] = SDN.map((id) => contentOf(mustRead(id, filesOf(id, parties))))
          expect(csv).toHaveLength(parties.length)
          for (const other of others) expect(other).toEqual(csv)
        },
      ),
      { numRuns: 150 },
    )
  })

  it('keeps what only the newer layouts hold: its name in other letters and the day it was listed', () => {
    const written = [{ ...NON_SDN_PARTIES[1], cyrillic: 'ВЫДУМАННАЯ НЕФТЬ' } as LaidOutParty]
    for (const id of ['us-ofac-cons-enhanced', 'us-ofac-cons-advanced'] as const) {
      const [read] = mustRead(id, filesOf(id, written)).parties
      expect(read?.properties.alias).toEqual(['ВЫДУМАННАЯ НЕФТЬ'])
      expect(read?.listing.startOn).toBe('2020-01-02')
    }
  })
})

describe('a file of OFAC', () => {
  it('in a zip is known and read as the file in it', () => {
    const [file] = goldenInput('us-ofac-cons-enhanced')
    if (file === undefined) throw new Error('a golden file')
    const packed = { name: 'CONS_ENHANCED.ZIP', bytes: zipSync({ 'CONS_ENHANCED.XML': file.bytes }) }
    expect(recognise(packed.name, packed.bytes)?.source).toBe('us-ofac-cons-enhanced')
    expect(mustRead('us-ofac-cons-enhanced', [packed]).parties).toHaveLength(8)
  })

  it('in a zip that is cut or altered anywhere is refused', () => {
    const [file] = goldenInput('us-ofac-cons-enhanced')
    if (file === undefined) throw new Error('a golden file')
    const bytes = zipSync({ 'CONS_ENHANCED.XML': file.bytes })
    for (let end = 0; end < bytes.length; end += 97) {
      const read = readList('us-ofac-cons-enhanced', [{ name: 'cut.zip', bytes: bytes.subarray(0, end) }])
      expect(read.ok).toBe(false)
    }
  })

  it('with fewer entries than it says is refused as cut', () => {
    const whole = classicXml(SDN_PARTIES, { list: 'SDN List', on: '2026-01-02' })
    const short = whole.replace(/<sdnEntry>(?:(?!<sdnEntry>)[\s\S])*<\/sdnEntry>\s*(?=<\/sdnList>)/, '')
    const read = readList('us-ofac-sdn-xml', [{ name: 'sdn.xml', bytes: Buffer.from(short) }], LENIENT)
    expect(read.ok ? null : sentenceOf(read.error)).toBe(
      '`sdn.xml` says it holds `5` entries and 4 stand in it; it is cut or was altered, so download it again',
    )
  })

  it('of the other list in the same layout is not taken for this one', () => {
    const other = advancedXml(NON_SDN_PARTIES.slice(1), { list: 'Consolidated List', on: '2026-01-02' })
    const read = readList('us-ofac-sdn-advanced', [{ name: 'sdn_advanced.xml', bytes: Buffer.from(other) }], LENIENT)
    expect(read.ok ? null : read.error.kind).toBe('list.wrong-source')
  })
})

const LENIENT = { expectedParties: ANY_COUNT }

function mustRead(id: SourceId, files: readonly NamedFile[]): ReadList {
  const read = readList(id, files, LENIENT)
  if (!read.ok) throw new Error(sentenceOf(read.error))
  return read.value
}

/** All but the words of the remarks, which each layout arranges in its own way, and the day that two do not give. */
function contentOf({ parties }: ReadList): readonly Content[] {
  return parties
    .map(({ list, entryKey, schema, properties, listing }) => ({
      list,
      key: entryKey,
      schema,
      properties,
      programmes: listing.programmes,
    }))
    .sort((a, b) => (`${a.list} ${a.key}` < `${b.list} ${b.key}` ? -1 : 1))
}

type Content = Pick<ListedParty, 'list' | 'schema' | 'properties'> & {
  readonly key: string
  readonly programmes: readonly string[]
}

function filesOf(id: SourceId, parties: readonly LaidOutParty[]): readonly NamedFile[] {
  const edition = { list: id.startsWith('us-ofac-sdn') ? 'SDN List' : 'Consolidated List', on: '2026-01-02' } as const
  const prefix = id.startsWith('us-ofac-sdn') ? 'sdn' : 'cons'
  const file = (name: string, text: string) => ({ name, bytes: Buffer.from(text) })
  if (id.endsWith('-xml')) return [file(`${prefix}.xml`, classicXml(parties, edition))]
  if (id.endsWith('-enhanced')) return [file(`${prefix}_enhanced.xml`, enhancedXml(parties, edition))]
  if (id.endsWith('-advanced')) return [file(`${prefix}_advanced.xml`, advancedXml(parties, edition))]
  const set = csvSet(parties)
  return Object.entries(set).flatMap(([part, text]) =>
    text === '\x1a' ? [] : [file(part === 'sdn' ? 'sdn.csv' : `${part}.csv`, text)],
  )
}

const word = fc.stringMatching(/^[A-Z][A-Za-z]{1,9}$/)
const words = fc.array(word, { minLength: 1, maxLength: 4 }).map((all) => all.join(' '))
const capitals = words.map((text) => text.toUpperCase())
const numberText = fc.stringMatching(/^[0-9]{4,10}$/)
const country = fc.constantFrom('Syria', 'Iran', 'Korea, North', 'Burma', 'Russia', 'Region: Crimea', 'Panama')
const some = <T>(one: fc.Arbitrary<T>, maxLength = 3) => fc.array(one, { maxLength })

const party: fc.Arbitrary<LaidOutParty> = fc
  .record({
    number: fc.integer({ min: 1, max: 999_999 }),
    kind: fc.constantFrom('Individual', 'Entity', 'Vessel', 'Aircraft'),
    last: capitals,
    first: words,
    programmes: fc.uniqueArray(fc.constantFrom('FICTIONAL', 'EXAMPLE', 'SDGT', 'IMAGINED'), { minLength: 1 }),
    title: words,
    names: some(
      fc.record({
        last: capitals,
        kind: fc.constantFrom('a.k.a.', 'f.k.a.', 'n.k.a.'),
        isWeak: fc.boolean(),
      }),
    ),
    addresses: some(
      fc.record(
        { lines: some(words), city: words, state: words, postalCode: numberText, country },
        { requiredKeys: ['country'] },
      ),
    ),
    born: fc.uniqueArray(fc.constantFrom('04 Sep 1957', '1958', 'circa 1959', 'Feb 1961', '28 Feb 1962')),
    bornAt: some(words, 2),
    nationalities: some(
      country.filter((one) => !one.startsWith('Region')),
      2,
    ),
    documents: some(
      fc.record({ label: fc.constantFrom('Passport', 'Tax ID No.', 'Registration Number', 'MMSI'), value: numberText }),
    ),
    features: some(
      fc.constantFrom(
        { label: 'Gender', value: 'Male' },
        { label: 'Website', value: 'www.pretend.example' },
        { label: 'Organization Established Date', value: '07 Sep 2011' },
        { label: 'Secondary sanctions risk:', value: 'a fictional section' },
      ),
    ),
  })
  .map(({ first, ...rest }) => (rest.kind === 'Individual' ? { ...rest, first } : rest))
