import { describe, expect, it } from 'vitest'
import { parseUlid, ulid } from './id.ts'

const zeros = new Uint8Array(16)

describe('an id', () => {
  it('sorts by the instant it was made', () => {
    const ids = [1, 999, 1_764_000_000_000, 1_764_000_000_001].map((at) => ulid(at, zeros))
    expect([...ids].sort()).toEqual(ids)
  })

  it('reads back, and nothing else reads as one', () => {
    expect(parseUlid(ulid(1_764_000_000_000, zeros))).not.toBeNull()
    expect(parseUlid('not-an-id')).toBeNull()
    expect(parseUlid('8ZZZZZZZZZZZZZZZZZZZZZZZZZ')).toBeNull()
  })

  it('is not made of too little randomness', () => {
    expect(() => ulid(0, new Uint8Array(15))).toThrow(RangeError)
  })
})
