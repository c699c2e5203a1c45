import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { goldenInput, goldenOf, storedGolden } from '../../scripts/golden.ts'
import { canonicalHash } from '../base/index.ts'
import { ANY_COUNT, type ListedParty, type NamedFile, readList, recognise, SOURCE_IDS } from './index.ts'

const LENIENT = { expectedParties: ANY_COUNT }

describe.each(SOURCE_IDS)('%s', (source) => {
  it('reads its golden files to the parties on record', () => {
    expect(goldenOf(source).parties).toBe(storedGolden(source)?.parties)
  })

  it('refuses each damaged file with the sentence on record', () => {
    const { refused } = goldenOf(source)
    expect(refused).toBe(storedGolden(source)?.refused)
    expect(refused).not.toContain('NOT REFUSED')
  })

  it('knows its golden files by their content, under any name but where two lists share one layout', () => {
    // A table of a firm's own is known by the mapping beside it.
    const known = goldenInput(source).filter((file) => source !== 'own' || file.name.endsWith('mapping.json'))
    for (const file of known) {
      const name = SAME_LAYOUT.test(file.name) ? file.name : 'download'
      expect(recognise(name, file.bytes)?.source).toBe(source)
    }
  })

  it('answers damaged bytes with parties that are whole or with a problem, never with a throw', () => {
    const files = goldenInput(source)
    fc.assert(
      fc.property(fc.nat(files.length - 1), fc.array(edit, { minLength: 1, maxLength: 4 }), (which, edits) => {
        const damaged = files.map((file, i) => (i === which ? applyEdits(file, edits) : file))
        const read = readList(source, damaged, LENIENT)
        if (read.ok) for (const party of read.value.parties) expectWhole(party)
        else expect(read.error.kind).toMatch(/^list\./)
      }),
      { numRuns: 300 },
    )
  })
})

describe.each(['us-csl', 'us-ofac-sdn', 'un-sc'] as const)('%s', (source) => {
  it('gives a fragment of the list no chance to pass for the whole', () => {
    const read = readList(source, goldenInput(source))
    expect(read.ok ? null : read.error.kind).toBe('list.absurd-count')
  })
})

/** OFAC's SDN and non-SDN files differ in nothing but whom they hold. */
const SAME_LAYOUT = /^cons_(alt|add|comments|advanced)\./

type Edit = { readonly at: number; readonly kind: 'set' | 'cut' | 'drop' | 'insert'; readonly byte: number }

const edit: fc.Arbitrary<Edit> = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
  kind: fc.constantFrom('set', 'cut', 'drop', 'insert'),
  // Bytes that mean something in a list are more likely to hurt.
  byte: fc.oneof(fc.nat(255), fc.constantFrom(...Buffer.from('",;\n\r<>&/\x1a0'))),
})

function applyEdits(file: NamedFile, edits: readonly Edit[]): NamedFile {
  let bytes = Buffer.from(file.bytes)
  for (const { at, kind, byte } of edits) {
    const i = Math.floor(at * bytes.length)
    if (kind === 'set' && bytes.length > 0) bytes[i] = byte
    else if (kind === 'cut') bytes = bytes.subarray(0, i)
    else if (kind === 'drop') bytes = Buffer.concat([bytes.subarray(0, i), bytes.subarray(i + 1)])
    else bytes = Buffer.concat([bytes.subarray(0, i), Buffer.from([byte]), bytes.subarray(i)])
  }
  return { name: file.name, bytes }
}

/** What every party promises, whatever file it came from. */
function expectWhole(party: ListedParty): void {
  const { schema, properties, listing, grounds } = party
  expect(properties.name?.length).toBeGreaterThan(0)
  expect(party.entryKey.trim()).not.toBe('')
  expect(party.entryVersion).toBe(canonicalHash({ schema, properties, listing, grounds }))
  for (const values of Object.values(properties)) {
    expect(values.length).toBeGreaterThan(0)
    expect(new Set(values).size).toBe(values.length)
    for (const value of values) expect(value).toBe(value.trim())
    expect(values).not.toContain('')
  }
}
