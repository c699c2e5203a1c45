import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { goldenInput } from '../../scripts/golden.ts'
import {
  ANY_COUNT,
  applyChanges,
  byListAndKey,
  changesBetween,
  type ListedParty,
  type NamedFile,
  readList,
  SOURCE_IDS,
  type SourceId,
  sentenceOf,
} from './index.ts'

const LENIENT = { expectedParties: ANY_COUNT }

/** A problem with a sentence a person can act on, or whole parties; anything else fails. */
function expectAnswer(source: SourceId, files: readonly NamedFile[]): void {
  const read = readList(source, files, LENIENT)
  if (read.ok) {
    for (const party of read.value.parties) expect(party.properties.name?.[0]?.trim()).not.toBe('')
    return
  }
  const sentence = sentenceOf(read.error)
  expect(sentence).not.toMatch(/undefined|\[object|NaN/)
  expect(sentence.length).toBeGreaterThan(20)
}

function withFile(files: readonly NamedFile[], at: number, bytes: Uint8Array): readonly NamedFile[] {
  return files.map((file, i) => (i === at ? { name: file.name, bytes } : file))
}

describe.each(SOURCE_IDS)('%s', (source) => {
  const files = goldenInput(source)

  it('answers a file cut at any hundredth of it', () => {
    for (const [at, { bytes }] of files.entries())
      for (let part = 0; part <= 100; part++)
        expectAnswer(source, withFile(files, at, bytes.subarray(0, Math.floor((bytes.length * part) / 100))))
  })

  it('answers a file in another encoding', () => {
    for (const [at, { bytes }] of files.entries()) {
      const text = Buffer.from(bytes).toString('utf8')
      for (const encoding of ['utf16le', 'latin1'] as const)
        expectAnswer(source, withFile(files, at, Buffer.from(text, encoding)))
      expectAnswer(source, withFile(files, at, Buffer.concat([Buffer.from('\ufeff'), bytes])))
      expectAnswer(source, withFile(files, at, Buffer.from(text, 'utf16le').swap16()))
    }
  })

  it('answers a cell of a million letters, and a file packed a thousandfold', () => {
    for (const [at, { bytes }] of files.entries()) {
      const middle = Math.floor(bytes.length / 2)
      const long = Buffer.concat([bytes.subarray(0, middle), Buffer.alloc(1_000_000, 'x'), bytes.subarray(middle)])
      expectAnswer(source, withFile(files, at, long))
      expectAnswer(source, withFile(files, at, gzipSync(Buffer.concat([bytes, Buffer.alloc(4_000_000, 0x20)]))))
    }
  })

  it('answers a file whose pieces stand in another order', () => {
    fc.assert(
      fc.property(fc.nat(files.length - 1), fc.array(fc.nat(1_000), { minLength: 2, maxLength: 6 }), (at, cuts) => {
        const bytes = Buffer.from(files[at]?.bytes ?? [])
        const places = [
          0,
          ...cuts.map((cut) => Math.floor((bytes.length * cut) / 1_000)).sort((a, b) => a - b),
          bytes.length,
        ]
        const pieces = places.slice(1).map((end, i) => bytes.subarray(places[i], end))
        expectAnswer(source, withFile(files, at, Buffer.concat(pieces.reverse())))
      }),
      { numRuns: 60 },
    )
  })

  it('tells entry by entry and field by field what changed between two versions', () => {
    const read = readList(source, files, LENIENT)
    if (!read.ok) throw new Error(sentenceOf(read.error))
    const { parties } = read.value
    const [first, second, ...rest] = parties
    if (first === undefined) throw new Error('a golden file holds a party')
    const amended: ListedParty = {
      ...first,
      entryVersion: 'f'.repeat(64) as ListedParty['entryVersion'],
      properties: { ...first.properties, alias: ['Another Fictional Name'] },
    }
    const later = [amended, ...rest]
    const delta = changesBetween(parties, later)
    expect(delta.changed.map(({ fields }) => fields.map(({ field }) => field))).toEqual([['properties.alias']])
    expect(delta.removed).toEqual(second === undefined ? [] : [second])
    expect(applyChanges(parties, delta)).toEqual([...later].sort(byListAndKey))
    expect(changesBetween(parties, parties)).toEqual({ added: [], removed: [], changed: [] })
  })
})

describe('the UK Sanctions List', () => {
  it('says the same in its csv and in its XML', () => {
    const read = (extension: string) => {
      const given = goldenInput('uk-sanctions').filter((file) => file.name.endsWith(extension))
      const result = readList('uk-sanctions', given, LENIENT)
      if (!result.ok) throw new Error(sentenceOf(result.error))
      return result.value
    }
    const key = ({ entryKey, properties, listing }: ListedParty) => ({ entryKey, properties, listing })
    expect(read('.csv').parties.map(key)).toEqual(read('.xml').parties.map(key))
    expect(read('.csv').dataOn).toBe(read('.xml').dataOn)
  })
})

describe('the other layouts of one list', () => {
  it.each([
    ['uk-hmt', '.csv', 2],
    ['jp-eul', '.json', 2],
    ['ftm', '.csv', 1],
  ] as const)('%s reads its %s alone', (source, extension, count) => {
    const given = goldenInput(source).filter((file) => file.name.endsWith(extension))
    const read = readList(source, given, LENIENT)
    expect(read.ok ? read.value.parties.length : sentenceOf(read.error)).toBe(count)
  })
})
