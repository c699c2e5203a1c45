import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { firstRows, readCsv } from './csv.ts'

const SHAPE = { width: null, hasHeader: false, maxRows: 1_000 }

function cellsOf(text: string, shape = SHAPE): readonly (readonly string[])[] {
  const read = readCsv(text, 'a.csv', shape)
  if (!read.ok) throw new Error(JSON.stringify(read.error))
  return read.value.map((row) => row.cells)
}

function defectsOf(text: string, shape: Parameters<typeof readCsv>[2] = SHAPE) {
  const read = readCsv(text, 'a.csv', shape)
  return !read.ok && read.error.kind === 'list.damaged-rows' ? read.error.defects : []
}

describe('comma-separated text', () => {
  it('reads back whatever was written by the rules of RFC 4180', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', ' ', 'é', '字') })
    const rows = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(rows, fc.constantFrom('\n', '\r\n'), (written, lineEnd) => {
        const text = written
          .map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(','))
          .join(lineEnd)
        expect(cellsOf(text)).toEqual(written)
      }),
    )
  })

  it('skips blank lines and counts them', () => {
    const read = readCsv('a,b\n\n\r\n"c\nd",e\nf,g', 'a.csv', SHAPE)
    expect(read.ok ? read.value.map(({ line }) => line) : null).toEqual([1, 4, 6])
  })

  it('says of a cut last row how far it goes', () => {
    expect(defectsOf('a,b,c\n1,2,3\n4,5')).toEqual([
      { line: 3, kind: 'wrong-columns', found: 2, expected: 3, isLast: true },
    ])
    expect(defectsOf('a,b,c\n1,"2')).toEqual([{ line: 2, kind: 'unclosed-quote', found: 2, expected: 3, isLast: true }])
  })

  it('finds a header that comes again, and every other damaged row with it', () => {
    const defects = defectsOf('a,b\na,b\n1,2,3\n"x"y,2\nx"y,2\n4,5', { ...SHAPE, hasHeader: true })
    expect(defects.map(({ line, kind }) => [line, kind])).toEqual([
      [2, 'header-again'],
      [3, 'wrong-columns'],
      [4, 'text-after-quote'],
      [5, 'stray-quote'],
    ])
  })

  it('stops at fifty damaged rows, however many follow', () => {
    expect(defectsOf(`a,b\n${'1\n'.repeat(10_000)}`)).toHaveLength(50)
  })

  it('refuses more rows than the caller allows', () => {
    const read = readCsv('a,b\n'.repeat(11), 'a.csv', { ...SHAPE, maxRows: 10 })
    expect(read.ok ? null : read.error).toEqual({ kind: 'list.too-many-rows', file: 'a.csv', maxRows: 10 })
  })

  it('refuses a cell longer than any official one', () => {
    expect(defectsOf(`a,b\n1,${'x'.repeat(50_000)}`)).toEqual([])
    expect(defectsOf(`a,b\n1,${'x'.repeat(50_001)}`).map(({ kind }) => kind)).toEqual(['long-cell'])
    expect(defectsOf(`a,b\n1,"${'""'.repeat(100_000)}"`).map(({ kind }) => kind)).toEqual(['long-cell'])
  })

  it('reads no further than two hundred cells into a row', () => {
    expect(firstRows(','.repeat(1_000), 1)[0]).toHaveLength(200)
  })
})
