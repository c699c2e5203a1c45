import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonical, canonicalHash } from './canonical.ts'

describe('canonical bytes', () => {
  it('sort keys by UTF-16 code unit, as the vector of RFC 8785 section 3.2.3 orders them', () => {
    const value = { '\u20ac': '1', '\r': '2', '\ufb33': '3', '1': '4', '\u{1f600}': '5', '\u0080': '6', '\u00f6': '7' }
    const keys = [...canonical(value).matchAll(/:"(\d)"/g)].map(([, n]) => n)
    expect(keys).toEqual(['2', '4', '6', '7', '1', '5', '3'])
  })

  it('escape as RFC 8785 section 3.2.2.2 does', () => {
    expect(canonical('\u20ac$\u000f\nA\'B"\\\\"/')).toBe('"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"')
  })

  it.each([
    ['undefined', { a: undefined }],
    ['an undefined in a list', [undefined]],
    ['a float', 0.5],
    ['an unsafe integer', 2 ** 53],
    ['NaN', Number.NaN],
    ['a date', new Date(0)],
    ['a map', new Map()],
    ['a lone surrogate', '\ud800'],
    ['a lone surrogate in a key', { '\udc00': 1 }],
    ['a hole in a list', new Array(1)],
    ['an object with toJSON', { toJSON: () => 1 }],
    ['a class instance', new (class Fictional {})()],
  ])('refuse %s, which JSON would change or lose', (_, value) => {
    expect(() => canonical(value)).toThrow(TypeError)
  })

  it('come back the same after a save and a load, whatever the order of keys', () => {
    const plain = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.string({ unit: 'binary' }).filter((s) => s.isWellFormed()),
        fc.maxSafeInteger(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('value')),
        fc.dictionary(fc.string(), tie('value')),
      ),
    })).value
    fc.assert(
      fc.property(plain, (value) => {
        const text = canonical(value)
        expect(canonical(JSON.parse(text))).toBe(text)
      }),
    )
  })

  it('give equal values equal hashes and a changed value another', () => {
    expect(canonicalHash({ a: 1, b: 2 })).toBe(canonicalHash({ b: 2, a: 1 }))
    expect(canonicalHash({ a: 1 })).not.toBe(canonicalHash({ a: 2 }))
  })
})
