import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { coverageOf } from './scope.ts'

describe('the scope of a control row', () => {
  const row = { include: ['b', 'f'], exclude: ['b.5', 'f.3'] }
  it.each([
    ['b', 'perhaps'],
    ['b.1', 'in'],
    ['b.5', 'out'],
    ['b.5.a', 'out'],
    ['b.50', 'in'],
    ['f.1', 'in'],
    ['f.3', 'out'],
    ['j', 'out'],
    [undefined, 'perhaps'],
  ])('of .b and .f except .b.5 and .f.3 holds %s: %s', (paragraph, expected) => {
    expect(coverageOf(row, paragraph)).toBe(expected)
  })

  it('of the entire entry holds an unknown paragraph, and except one it may not', () => {
    expect(coverageOf({}, undefined)).toBe('in')
    expect(coverageOf({ exclude: ['y'] }, undefined)).toBe('perhaps')
    expect(coverageOf({ include: ['f.1'] }, 'f')).toBe('perhaps')
  })

  it('answers more narrowly, never otherwise, when the paragraph is known more narrowly', () => {
    const path = fc
      .array(fc.constantFrom('a', 'b', '1', '2'), { minLength: 1, maxLength: 3 })
      .map((parts) => parts.join('.'))
    const scope = fc.record(
      {
        include: fc.array(path, { minLength: 1, maxLength: 3 }),
        exclude: fc.array(path, { minLength: 1, maxLength: 3 }),
      },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(scope, path, fc.constantFrom('a', '1', '2'), (rows, wide, step) => {
        const before = coverageOf(rows, wide)
        if (before !== 'perhaps') expect(coverageOf(rows, `${wide}.${step}`)).toBe(before)
      }),
    )
  })
})
