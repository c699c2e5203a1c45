import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { recordText } from './record-text.ts'

describe('the text of a record', () => {
  it('does not depend on the order in which fields were set', () => {
    expect(recordText({ b: 1, a: { d: 2, c: 3 } })).toBe('{"a":{"c":3,"d":2},"b":1}')
  })

  it('keeps decimals as their author wrote them and leaves out absent fields', () => {
    expect(recordText({ frameRateHz: 8.7, unit: undefined })).toBe('{"frameRateHz":8.7}')
  })

  it('reads back as the same value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        expect(JSON.parse(recordText(value))).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
  })

  it.each([
    ['a date', new Date(0)],
    ['a map', new Map()],
    ['not-a-number', Number.NaN],
    ['half of a surrogate pair', '\ud800'],
    ['a function', () => 1],
  ])('refuses %s, which JSON would change in silence', (_, value) => {
    expect(() => recordText({ value })).toThrow(TypeError)
  })
})
