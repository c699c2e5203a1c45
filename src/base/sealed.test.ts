import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonical } from './canonical.ts'
import { type Sha256, sha256 } from './hash.ts'
import {
  FIRST_PREV,
  firstBroken,
  type Head,
  type NewEntry,
  readSealed,
  type SealedText,
  sayBroken,
  seal,
} from './sealed.ts'

const noted = (text: string): NewEntry => ({
  at: '2026-11-24T09:30:00.000Z',
  actor: 'Fictional Officer One',
  kind: 'note.written',
  body: { text },
})

function streamOf(length: number): readonly SealedText[] {
  const stream: SealedText[] = []
  let last: Head | null = null
  for (let i = 0; i < length; i++) {
    const { entry, text, hash }: ReturnType<typeof seal> = seal(last, noted(`fictional note ${i}`))
    stream.push({ text, hash })
    last = entry
  }
  return stream
}

/** Changes fields of one entry and makes its own hash right again, as a forger would. */
function forged(stream: readonly SealedText[], at: number, change: Record<string, unknown>): readonly SealedText[] {
  return stream.map((stored, i) => {
    if (i !== at) return stored
    const text = canonical({ ...JSON.parse(stored.text), ...change })
    return { text, hash: sha256(text) }
  })
}

describe('a sealed stream', () => {
  it('holds as it was written, and when it is read in pieces', () => {
    const stream = streamOf(30)
    expect(firstBroken(stream)).toBeNull()
    for (const cut of [1, 12, 29]) {
      const hash = stream[cut - 1]?.hash as Sha256
      expect(firstBroken(stream.slice(cut), { seq: cut - 1, hash })).toBeNull()
      expect(firstBroken(stream.slice(cut), { seq: cut, hash })).toMatchObject({ seq: cut + 1 })
    }
  })

  it('begins at 0 after 64 zeros, and hashes the text without the hash', () => {
    const { entry, text, hash } = seal(null, noted('fictional'))
    expect(entry).toMatchObject({ seq: 0, prev: FIRST_PREV, hash: sha256(text) })
    expect(text).toBe(
      `{"actor":"Fictional Officer One","at":"2026-11-24T09:30:00.000Z","body":{"text":"fictional"},"kind":"note.written","prev":"${FIRST_PREV}","seq":0}`,
    )
    expect(readSealed({ text, hash })).toEqual({ ok: true, value: entry })
  })

  it('shows any altered character at its entry', () => {
    const stream = streamOf(6)
    fc.assert(
      fc.property(fc.nat(5), fc.nat(), fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }), (seq, at, put) => {
        const altered = stream.map((stored, i) => {
          const place = at % stored.text.length
          return i === seq
            ? { ...stored, text: stored.text.slice(0, place) + put + stored.text.slice(place + 1) }
            : stored
        })
        const isSame = altered[seq]?.text === stream[seq]?.text
        const broken = firstBroken(altered)
        if (isSame) expect(broken).toBeNull()
        else expect(broken?.seq).toBe(seq)
      }),
    )
  })

  it('shows a lone surrogate put where its replacement character was, though both hash alike', () => {
    const { text, hash } = seal(null, noted('\ufffd'))
    expect(firstBroken([{ text: text.replace('\ufffd', '\ud800'), hash }])).toMatchObject({
      seq: 0,
      why: { kind: 'entry.not-canonical' },
    })
  })

  it('shows a forged entry at the one after it, because that one sealed the true text', () => {
    expect(firstBroken(forged(streamOf(6), 2, { actor: 'Fictional Officer Two' }))).toEqual({
      seq: 3,
      why: { kind: 'entry.chain-broken' },
    })
  })

  it('shows a dropped, doubled or swapped entry at its place', () => {
    const stream = streamOf(6)
    const [a, b, c, d] = stream
    if (!a || !b || !c || !d) throw new Error('six entries')
    expect(firstBroken([a, c, d])).toEqual({ seq: 1, why: { kind: 'entry.out-of-sequence', found: 2 } })
    expect(firstBroken([a, b, b, c])).toEqual({ seq: 2, why: { kind: 'entry.out-of-sequence', found: 1 } })
    expect(firstBroken([a, c, b, d])).toEqual({ seq: 1, why: { kind: 'entry.out-of-sequence', found: 2 } })
    expect(firstBroken([b, c, d])).toEqual({ seq: 0, why: { kind: 'entry.out-of-sequence', found: 1 } })
  })

  it('cannot by itself show that its newest entry was dropped', () => {
    expect(firstBroken(streamOf(6).slice(0, 5))).toBeNull()
  })

  it.each([
    ['an unknown field', { hash: 'x' }, 'hash'],
    ['no actor', { actor: '' }, 'actor'],
    ['an actor that is a number', { actor: 1 }, 'actor'],
    ['a day for an instant', { at: '2026-11-24' }, 'at'],
    ['an instant that no day has', { at: '2026-02-30T00:00:00.000Z' }, 'at'],
    ['an instant in another zone', { at: '2026-11-24T09:30:00.000+01:00' }, 'at'],
    ['a list for a body', { body: [] }, 'body'],
    ['no kind', { kind: '' }, 'kind'],
    ['a short hash before', { prev: 'ab' }, 'prev'],
    ['a negative place', { seq: -1 }, 'seq'],
  ])('does not take an entry with %s, however well it is hashed', (_, change, field) => {
    expect(firstBroken(forged(streamOf(2), 0, change))).toEqual({ seq: 0, why: { kind: 'entry.not-sealed', field } })
  })

  it('does not take a text that two readers could read as two values', () => {
    const { text } = seal(null, noted('fictional'))
    for (const twoFaced of [
      text.replace('{"text"', '{"text":"another","text"'),
      text.replace('"seq":0', '"seq":0.0'),
      ` ${text}`,
    ]) {
      expect(firstBroken([{ text: twoFaced, hash: sha256(twoFaced) }])).toMatchObject({
        why: { kind: 'entry.not-canonical' },
      })
    }
  })

  it('refuses to seal what it would not take back', () => {
    expect(() => seal(null, { ...noted('x'), actor: '' })).toThrow('`actor`')
    expect(() => seal(null, { ...noted('x'), at: '2026-11-24T09:30Z' })).toThrow('`at`')
    expect(() => seal(null, { ...noted('x'), body: { share: 0.5 } })).toThrow(TypeError)
    let deep: NewEntry['body'] = {}
    for (let i = 0; i < 62; i++) deep = { deep }
    const { text, hash } = seal(null, { ...noted('x'), body: deep })
    expect(readSealed({ text, hash }).ok).toBe(true)
    expect(() => seal(null, { ...noted('x'), body: { deep } })).toThrow('63 deep')
  })

  it('says what is wrong in one sentence', () => {
    const [a, , c] = streamOf(3)
    if (!a || !c) throw new Error('three entries')
    expect(sayBroken(firstBroken([a, c]) ?? { seq: 0, why: { kind: 'entry.altered' } })).toBe(
      'entry 1: it says it is entry 2; an entry is missing, doubled or out of order',
    )
  })
})
