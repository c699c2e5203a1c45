import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonical } from './canonical.ts'
import { MAX_NESTING, readCanonical } from './read-canonical.ts'

const values = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    fc.string({ unit: 'binary' }).filter((s) => s.isWellFormed()),
    fc.maxSafeInteger(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value')),
    fc.dictionary(fc.oneof(fc.string(), fc.constantFrom('__proto__', 'toJSON', 'constructor', '1', '')), tie('value')),
  ),
})).value

describe('the reader of canonical text', () => {
  it('gives back every value that can be sealed', () => {
    fc.assert(
      fc.property(values, (value) => {
        const text = canonical(value)
        const read = readCanonical(text)
        expect(read.ok && canonical(read.value)).toBe(text)
      }),
    )
  })

  it('takes exactly the texts that come out the same when they are parsed and written again', () => {
    fc.assert(
      fc.property(values, fc.nat(), fc.string({ maxLength: 3 }), fc.nat(2), (value, at, put, cut) => {
        const text = canonical(value)
        const place = at % (text.length + 1)
        const edited = text.slice(0, place) + put + text.slice(place + cut)
        expect(readCanonical(edited).ok).toBe(comesOutTheSame(edited))
      }),
      { numRuns: 2000 },
    )
  })

  it.each([
    ['nothing', '', 'syntax', 0],
    ['a space', '{"a": 1}', 'syntax', 5],
    ['two values', '1 2', 'syntax', 1],
    ['a byte order mark', '\ufeff1', 'syntax', 0],
    ['a key twice', '{"a":1,"a":2}', 'duplicate-key', 7],
    ['a key twice, once escaped', '{"a":1,"\\u0061":2}', 'escape', 7],
    ['keys out of order', '{"b":1,"a":2}', 'key-order', 7],
    ['keys in the order of UTF-8 instead of UTF-16', '{"\uff5e":1,"\u{1f600}":2}', 'key-order', 7],
    ['a fraction', '[1.5]', 'number', 1],
    ['an exponent', '[1e3]', 'number', 1],
    ['minus zero', '[-0]', 'number', 1],
    ['a leading zero', '[01]', 'number', 1],
    ['2^53', '[9007199254740992]', 'number', 1],
    ['a lone surrogate', '["\ud800"]', 'lone-surrogate', 1],
    ['surrogates in the wrong order', '["\udc00\ud800"]', 'lone-surrogate', 1],
    ['an escaped surrogate', '["\\ud83d\\ude00"]', 'escape', 1],
    ['a letter escaped', '["\\u0041"]', 'escape', 1],
    ['a slash escaped', '["\\/"]', 'escape', 1],
    ['a newline as it is', '["\n"]', 'syntax', 1],
    ['a newline by its number', '["\\u000a"]', 'escape', 1],
    ['capital digits', '["\\u001F"]', 'escape', 1],
    ['a text without end', '["abc', 'syntax', 1],
    ['a comma too many', '[1,]', 'syntax', 3],
    ['a list without end', '[1', 'syntax', 2],
    ['a comment', '[1/**/]', 'syntax', 2],
    ['NaN', '[NaN]', 'syntax', 1],
  ])('refuses %s and says where', (_, text, why, at) => {
    expect(readCanonical(text)).toEqual({ ok: false, error: { kind: 'text.not-canonical', why, at } })
  })

  it('takes nesting up to the limit, refuses one more, and is not exhausted by a million', () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)
    expect(readCanonical(nested(MAX_NESTING)).ok).toBe(true)
    for (const depth of [MAX_NESTING + 1, 1_000_000]) {
      expect(readCanonical(nested(depth))).toMatchObject({ ok: false, error: { why: 'nesting', at: MAX_NESTING } })
    }
  })

  it('keeps a field named `__proto__` as a field', () => {
    const read = readCanonical('{"__proto__":{"a":1}}')
    expect(read.ok && Object.keys(read.value ?? {})).toEqual(['__proto__'])
    expect(read.ok && Object.getPrototypeOf(read.value)).toBe(Object.prototype)
  })
})

/** The definition that the reader must agree with, by way of the engine's own parser. */
function comesOutTheSame(text: string): boolean {
  try {
    return canonical(JSON.parse(text)) === text
  } catch {
    return false
  }
}
