import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sha256 } from './hash.ts'
import { readSealed, seal } from './sealed.ts'
import { skimSealed } from './skim-sealed.ts'

const HEAD = { seq: 41, hash: sha256('the entry before') }

function textOf(body: Readonly<Record<string, never>>, at = '2026-11-24T09:30:00.000Z'): string {
  return seal(HEAD, { at, actor: 'Fictional Officer One', kind: 'party.screened', body }).text
}

function judged(bytes: Buffer): ReturnType<typeof readSealed> {
  const text = bytes.toString('utf8')
  return readSealed({ text, hash: sha256(text) })
}

const jsonBody = fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue({ maxDepth: 5 })) as fc.Arbitrary<never>

describe('a look at the bytes of a sealed entry', () => {
  it('knows the plain entry: where it stands, and after what', () => {
    const body = { b: [], c: { d: null, e: [true, false, -7, 0] }, z: 'Ой, "quoted" \\ \n' } as never
    expect(skimSealed(Buffer.from(textOf(body)))).toEqual({ seq: 42, prev: HEAD.hash })
    expect(
      skimSealed(Buffer.from(seal(null, { at: '2024-02-29T00:00:00.000Z', actor: 'a', kind: 'b', body: {} }).text)),
    ).toEqual({
      seq: 0,
      prev: '0'.repeat(64),
    })
  })

  it('takes nothing that the strict reader does not take, whatever stands there', () => {
    let taken = 0
    fc.assert(
      fc.property(
        jsonBody,
        fc.array(fc.tuple(fc.nat(), fc.constantFrom('set', 'drop', 'put', 'double'), fc.nat(255)), { maxLength: 3 }),
        (body, changes) => {
          let bytes: Buffer
          try {
            bytes = Buffer.from(textOf(body))
          } catch {
            // It cannot be sealed, and so is nothing to read.
            return
          }
          for (const [place, how, value] of changes) bytes = changed(bytes, place % (bytes.length + 1), how, value)
          const skimmed = skimSealed(bytes)
          if (skimmed === null) return
          taken++
          const read = judged(bytes)
          expect(read.ok && { seq: read.value.seq, prev: read.value.prev }).toEqual(skimmed)
        },
      ),
      { numRuns: 20_000 },
    )
    expect(taken).toBeGreaterThan(200)
  })

  it.each([
    ['keys out of order', '{"b":1,"a":2}'],
    ['a key twice', '{"a":1,"a":2}'],
    ['a shorter key behind a longer one', '{"ab":1,"a":2}'],
    ['a fraction', '{"a":1.5}'],
    ['an exponent', '{"a":1e3}'],
    ['a zero in front', '{"a":01}'],
    ['a negative zero', '{"a":-0}'],
    ['no digits', '{"a":-}'],
    ['a space', '{"a": 1}'],
    ['a comma too many', '{"a":[1,]}'],
    ['an escape that nobody needs', '{"a":"\\u0041"}'],
    ['a solidus escaped', '{"a":"\\/"}'],
    ['a line break as it is', '{"a":"\n"}'],
    ['an integer too large', '{"a":9007199254740993}'],
  ])('leaves %s to the strict reader, which refuses it', (_, body) => {
    const bytes = Buffer.from(textOf({}).replace('"body":{}', () => `"body":${body}`))
    expect(skimSealed(bytes)).toBe(null)
    expect(judged(bytes).ok).toBe(false)
  })

  it.each([
    ['actor', '"actor":""'],
    ['at', '"at":"2026-02-30T09:30:00.000Z"'],
    ['kind', '"kind":""'],
    ['prev', `"prev":"${'A'.repeat(64)}"`],
    ['seq', '"seq":-1'],
  ])('leaves a wrong `%s` to the strict reader, which refuses it', (field, wrong) => {
    const bytes = Buffer.from(textOf({}).replace(new RegExp(`"${field}":(?:"[^"]*"|\\d+)`), () => wrong))
    expect(skimSealed(bytes)).toBe(null)
    expect(judged(bytes).ok).toBe(false)
  })

  it('leaves bytes that are no text to the strict reader', () => {
    const bytes = Buffer.from(textOf({ a: 'x!y' } as never))
    bytes[bytes.indexOf('!')] = 0xff
    expect(skimSealed(bytes)).toBe(null)
  })
})

function changed(bytes: Buffer, place: number, how: 'set' | 'drop' | 'put' | 'double', value: number): Buffer {
  const [before, after] = [bytes.subarray(0, place), bytes.subarray(place)]
  switch (how) {
    case 'set':
      return Buffer.concat([before, Buffer.of(value), after.subarray(1)])
    case 'drop':
      return Buffer.concat([before, after.subarray(1 + (value % 20))])
    case 'put':
      return Buffer.concat([before, Buffer.of(value), after])
    case 'double':
      return Buffer.concat([before, after.subarray(0, value % 40), after])
  }
}
