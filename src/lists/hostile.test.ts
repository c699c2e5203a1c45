import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { goldenInput } from '../../scripts/golden.ts'
import { ANY_COUNT, type NamedFile, readList, SOURCE_IDS, type SourceId, sentenceOf } from './index.ts'

/** Damage that has been met, or that someone could send: none may throw, and none may yield a party without a name. */
describe.each(SOURCE_IDS)('%s', (source) => {
  const files = goldenInput(source)

  it('answers a file cut at any place with a sentence, or with what can be told whole', () => {
    for (const [which, file] of files.entries()) {
      const step = Math.max(1, Math.floor(file.bytes.length / 48))
      for (let end = 0; end < file.bytes.length; end += step)
        expectAnswer(source, swap(files, which, file.bytes.subarray(0, end)))
    }
  })

  it('refuses what was saved in another encoding', () => {
    for (const [which, file] of files.entries()) {
      const text = Buffer.from(file.bytes).toString('utf8')
      const wide = Buffer.from(`\ufeff${text}`, 'utf16le')
      // A firm's own table may come in any encoding that can be told.
      if (source === 'own') expectAnswer(source, swap(files, which, wide))
      else expect(readList(source, swap(files, which, wide), LENIENT).ok).toBe(false)
      expectAnswer(source, swap(files, which, Buffer.from(text.replace(/[eE]/g, 'é'), 'latin1')))
    }
  })

  it('bounds a text of a million letters and a thousand levels', () => {
    const places = [0.2, 0.5, 0.8]
    const floods = [
      'A'.repeat(1_000_000),
      '<x>'.repeat(1_000),
      '"'.repeat(1_001),
      '['.repeat(10_000),
      '&a;'.repeat(100_000),
    ]
    for (const [which, file] of files.entries())
      for (const flood of floods)
        for (const place of places) {
          const at = Math.floor(file.bytes.length * place)
          const bytes = Buffer.concat([file.bytes.subarray(0, at), Buffer.from(flood), file.bytes.subarray(at)])
          expectAnswer(source, swap(files, which, bytes))
        }
  })

  it('answers swapped, doubled and dropped lines', () => {
    const moves = fc.array(fc.tuple(fc.constantFrom('swap', 'double', 'drop'), fc.nat(), fc.nat()), {
      minLength: 1,
      maxLength: 6,
    })
    fc.assert(
      fc.property(fc.nat(files.length - 1), moves, (which, all) => {
        const file = files[which]
        const lines = Buffer.from(file?.bytes ?? [])
          .toString('utf8')
          .split('\n')
        for (const [move, a, b] of all) {
          const [i, k] = [a % lines.length, b % lines.length]
          const [one = '', other = ''] = [lines[i], lines[k]]
          if (move === 'swap') lines.splice(i, 1, other) && lines.splice(k, 1, one)
          else if (move === 'double') lines.splice(i, 0, one)
          else if (lines.length > 1) lines.splice(i, 1)
        }
        expectAnswer(source, swap(files, which, Buffer.from(lines.join('\n'))))
      }),
      { numRuns: 60 },
    )
  })

  it('answers no bytes, and bytes that are nothing', () => {
    for (const which of files.keys()) {
      const empty = readList(source, swap(files, which, new Uint8Array(0)), LENIENT)
      // Of several tables of a firm's own, the others can still be read.
      if (source !== 'own') expect(empty.ok).toBe(false)
      fc.assert(
        fc.property(fc.uint8Array({ maxLength: 2_000 }), (bytes) => expectAnswer(source, swap(files, which, bytes))),
        { numRuns: 40 },
      )
    }
  })
})

const LENIENT = { expectedParties: ANY_COUNT }

function swap(files: readonly NamedFile[], which: number, bytes: Uint8Array): readonly NamedFile[] {
  return files.map((file, i) => (i === which ? { name: file.name, bytes } : file))
}

function expectAnswer(source: SourceId, files: readonly NamedFile[]): void {
  const read = readList(source, files, LENIENT)
  if (read.ok) {
    for (const { properties, entryKey } of read.value.parties) {
      expect(properties.name?.[0]?.trim()).toBeTruthy()
      expect(entryKey.trim()).not.toBe('')
    }
  } else {
    const sentence = sentenceOf(read.error)
    expect(sentence.length).toBeGreaterThan(20)
    expect(sentence.length).toBeLessThan(1_000)
    expect(sentence).not.toMatch(/[\n\r]|\[object/)
  }
}
