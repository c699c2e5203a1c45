import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { editBand, editCost, editsWithin } from './edits.ts'

const words = fc.string({ unit: fc.constantFrom(...'abcdeh1'), maxLength: 12 })

describe('edits between words', () => {
  it('are as many one way as the other, and none only between equal words', () => {
    fc.assert(
      fc.property(words, words, (a, b) => {
        const edits = editsWithin(a, b, 12)
        expect(editsWithin(b, a, 12)).toBe(edits)
        expect(edits === 0).toBe(a === b)
      }),
    )
  })

  it('are what the plain definition says, whatever the band', () => {
    fc.assert(
      fc.property(words, words, fc.integer({ min: 0, max: 3 }), (a, b, band) => {
        expect(editsWithin(a, b, band)).toBe(Math.min(plainEdits(a, b), band + 1))
      }),
    )
  })

  it('never cost more than one each, and something unless the words are equal', () => {
    fc.assert(
      fc.property(words, words, (a, b) => {
        const cost = editCost(a, b)
        expect(cost).toBeLessThanOrEqual(plainEdits(a, b) + 1e-9)
        expect(cost > 0).toBe(a !== b)
      }),
    )
  })

  it('cost less where letters are often confused or are vowels', () => {
    expect(editCost('putin', 'pudin')).toBeLessThan(editCost('putin', 'pumin'))
    expect(editCost('hassan', 'hassen')).toBeLessThan(editCost('hassan', 'hastan'))
    expect(editCost('merkel', 'mrekel')).toBeLessThan(1)
  })

  it('are allowed by length: none to two letters, one to five, two above', () => {
    expect([1, 2, 3, 5, 6, 30].map(editBand)).toEqual([0, 0, 1, 1, 2, 2])
  })
})

/** Optimal string alignment as it is defined, with the whole table. */
function plainEdits(a: string, b: string): number {
  const table = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)),
  )
  const at = (i: number, j: number) => table[i]?.[j] ?? Number.POSITIVE_INFINITY
  for (let i = 1; i <= a.length; i++)
    for (let j = 1; j <= b.length; j++) {
      const change = at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1)
      const swap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? at(i - 2, j - 2) + 1 : change
      const row = table[i]
      if (row !== undefined) row[j] = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, change, swap)
    }
  return at(a.length, b.length)
}
