import { describe, expect, it } from 'vitest'
import { goldenInput } from '../scripts/golden.ts'
import {
  ANY_COUNT,
  type NamedFile,
  quarantineReasons,
  type ReadList,
  readList,
  type SourceId,
  sentenceOf,
  sentenceOfQuarantine,
} from '../src/lists/index.ts'
import { advancedXml, classicXml, csvSet, enhancedXml, type LaidOutParty } from './ofac-layouts.ts'

const NEWER = '2026-03-02'
const OLDER = '2026-03-01'

/** Each layout of OFAC, and where in it a publisher could put something new. */
const LAYOUTS: readonly {
  readonly source: SourceId
  readonly files: (parties: readonly LaidOutParty[], on: string) => readonly NamedFile[]
  readonly isDated: boolean
  readonly grow: readonly [string, string] | null
}[] = [
  {
    source: 'us-ofac-sdn',
    files: (parties) =>
      Object.entries(csvSet(parties)).flatMap(([part, text]) =>
        text === '\x1a' ? [] : [{ name: `${part}.csv`, bytes: Buffer.from(text) }],
      ),
    isDated: false,
    // A csv without a header has no name for a new column: such a file is refused.
    grow: null,
  },
  {
    source: 'us-ofac-sdn-xml',
    files: (parties, on) => [{ name: 'sdn.xml', bytes: Buffer.from(classicXml(parties, { list: 'SDN List', on })) }],
    isDated: true,
    grow: ['</sdnType>', '</sdnType><riskScore>9</riskScore>'],
  },
  {
    source: 'us-ofac-sdn-enhanced',
    files: (parties, on) => [
      { name: 'sdn_enhanced.xml', bytes: Buffer.from(enhancedXml(parties, { list: 'SDN List', on })) },
    ],
    isDated: true,
    grow: ['</generalInfo>', '<riskScore>9</riskScore></generalInfo>'],
  },
  {
    source: 'us-ofac-sdn-advanced',
    files: (parties, on) => [
      { name: 'sdn_advanced.xml', bytes: Buffer.from(advancedXml(parties, { list: 'SDN List', on })) },
    ],
    isDated: true,
    grow: ['</Profile>', '<RiskScore>9</RiskScore></Profile>'],
  },
]

describe.each(LAYOUTS)('a new version of $source', ({ source, files, isDated, grow }) => {
  const before = mustRead(source, files(people(100), NEWER))

  it('of the same or a later day and nearly the same size comes into use', () => {
    expect(quarantineReasons(before, mustRead(source, files(people(100), NEWER)))).toEqual([])
    expect(quarantineReasons(before, mustRead(source, files(people(95), '2026-03-09')))).toEqual([])
  })

  it('that has lost more than one in twenty waits for a person', () => {
    const after = mustRead(source, files(people(94), '2026-03-09'))
    expect(quarantineReasons(before, after).map(sentenceOfQuarantine)).toEqual([
      '`us-sdn` holds 94 parties where the version in use holds 100 (6.0 % fewer)',
    ])
  })

  it('in which a field has emptied waits for a person', () => {
    const bare = people(100).map(({ nationalities: _, ...rest }) => rest)
    const after = mustRead(source, files(bare, '2026-03-09'))
    expect(quarantineReasons(before, after).map(sentenceOfQuarantine)).toContain(
      '`nationality` of `us-sdn` is filled for 0 parties where the version in use fills it for 100',
    )
  })

  it('older than the one in use waits for a person, where the file says its day', () => {
    const kinds = quarantineReasons(before, mustRead(source, files(people(100), OLDER))).map((reason) => reason.kind)
    expect(kinds).toEqual(isDated ? ['older'] : [])
  })

  it('with something in it that no version had waits for a person, once', () => {
    if (grow === null) return
    const grown = files(people(100), NEWER).map(({ name, bytes }) => ({
      name,
      bytes: Buffer.from(Buffer.from(bytes).toString('utf8').replaceAll(grow[0], grow[1])),
    }))
    const after = mustRead(source, grown)
    expect(after.parties).toEqual(before.parties)
    expect(quarantineReasons(before, after).map((reason) => reason.kind)).toEqual(['unread-fields'])
    expect(quarantineReasons(null, after).map((reason) => reason.kind)).toEqual(['unread-fields'])
    // Accepted, it is known.
    expect(quarantineReasons(after, after)).toEqual([])
  })
})

describe('a row of which no party could be made', () => {
  it.each(['us-ecfr-744', 'us-bis-dpl', 'us-dhs-uflpa', 'us-state-debarred', 'us-state-isn', 'us-dow-1260h'] as const)(
    'of %s holds the version back until a person has read it, and is kept with its words',
    (source) => {
      const read = mustRead(source, goldenInput(source))
      const rows = read.notes.flatMap((note) => (note.kind === 'unread-rows' ? note.rows : []))
      expect(rows).toHaveLength(1)
      expect(rows[0]?.text).not.toBe('')
      expect(quarantineReasons(null, read).map((reason) => reason.kind)).toContain('unread-rows')
      expect(quarantineReasons(read, read)).toEqual([])
    },
  )
})

describe('the Consolidated Screening List', () => {
  it('comes out the same from its json as from its csv', () => {
    const csv = mustRead('us-csl', goldenInput('us-csl'))
    const json = mustRead('us-csl-json', goldenInput('us-csl-json'))
    expect(json.parties).toEqual(csv.parties)
  })
})

function people(count: number): readonly LaidOutParty[] {
  return Array.from({ length: count }, (_, i) => ({
    number: 700_001 + i,
    kind: 'Individual' as const,
    last: `INVENTED NUMBER ${i}`,
    first: 'Ima',
    programmes: ['FICTIONAL'],
    nationalities: ['Syria'],
  }))
}

function mustRead(source: SourceId, files: readonly NamedFile[]): ReadList {
  const read = readList(source, files, { expectedParties: ANY_COUNT })
  if (!read.ok) throw new Error(sentenceOf(read.error))
  return read.value
}
