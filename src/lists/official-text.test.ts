import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openingOf, readText } from './official-text.ts'

const MAX = 10_000

function kindOf(bytes: Uint8Array): string {
  const read = readText({ name: 'f', bytes }, MAX)
  return read.ok ? 'ok' : read.error.kind
}

describe('official bytes', () => {
  it('are text with or without gzip, byte order mark and final Ctrl-Z', () => {
    const plain = Buffer.from('\ufeffa,b\r\n\x1a')
    for (const bytes of [plain, gzipSync(plain)]) {
      expect(readText({ name: 'f', bytes }, MAX)).toEqual({ ok: true, value: { text: 'a,b', hasEndMark: true } })
    }
  })

  it('are refused when they unpack beyond the cap, however small they come', () => {
    expect(kindOf(gzipSync(Buffer.alloc(50_000_000, 'a')))).toBe('list.too-large')
    expect(kindOf(Buffer.alloc(MAX + 1, 'a'))).toBe('list.too-large')
    expect(kindOf(Buffer.alloc(MAX, 'a'))).toBe('ok')
  })

  it('are refused when the gzip is cut anywhere', () => {
    const packed = gzipSync(Buffer.from('a,b,c\n'.repeat(200)))
    fc.assert(
      fc.property(fc.integer({ min: 2, max: packed.length - 1 }), (length) => {
        expect(kindOf(packed.subarray(0, length))).toBe('list.broken-compression')
      }),
    )
  })

  it('name the line of the first byte that is not UTF-8', () => {
    const line = fc.string({ unit: fc.constantFrom('a', 'é', '字', '😀', ' ') })
    fc.assert(
      fc.property(fc.array(line, { maxLength: 6 }), fc.constantFrom(0xff, 0xe9, 0x80), (before, byte) => {
        const head = Buffer.from(before.map((text) => `${text}\n`).join(''))
        const read = readText(
          { name: 'f', bytes: Buffer.concat([head, Buffer.from([0x61, byte, 0x61, 0x0a, 0x62])]) },
          MAX,
        )
        expect(read.ok ? null : read.error).toEqual({ kind: 'list.not-utf8', file: 'f', line: before.length + 1 })
      }),
    )
  })

  it('are refused when empty, blank, a web page or full of control characters', () => {
    expect(kindOf(new Uint8Array(0))).toBe('list.empty')
    expect(kindOf(Buffer.from(' \n\t\n'))).toBe('list.empty')
    expect(kindOf(Buffer.from('\x1a'))).toBe('list.empty')
    expect(kindOf(Buffer.from('  <!DOCTYPE html><p>busy'))).toBe('list.html')
    expect(kindOf(Buffer.from('a\nb\x00c'))).toBe('list.control-character')
  })

  it('show how they open without being unpacked whole', () => {
    const text = 'id,name\n'.repeat(100_000)
    expect(openingOf(gzipSync(Buffer.from(text))).startsWith('id,name\nid,name\n')).toBe(true)
    expect(openingOf(Buffer.from([0x1f, 0x8b, 1, 2, 3]))).toBe('')
  })
})
