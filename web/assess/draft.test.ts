import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fieldId, rowsAt, stepsOf, valueAt, withoutRow, withRow, withValue } from './draft.ts'

describe('a transaction being written', () => {
  it('reads and replaces a field by the path the server names it with', () => {
    const draft = withValue({ parties: [{ name: 'A' }, { name: 'B' }] }, 'parties[1].country', 'EG')
    expect(draft).toEqual({ parties: [{ name: 'A' }, { name: 'B', country: 'EG' }] })
    expect(valueAt(draft, 'parties[1].country')).toBe('EG')
  })

  it('makes the mapping a field needs, and removes it again with its last field', () => {
    const answered = withValue({ kind: 'export' }, 'endUse.isMilitary', false)
    expect(answered).toEqual({ kind: 'export', endUse: { isMilitary: false } })
    expect(withValue(answered, 'endUse.isMilitary', undefined)).toEqual({ kind: 'export' })
  })

  it('keeps a row whose last field was cleared, so that rows never shift under the reader', () => {
    expect(withValue({ parties: [{ name: 'A' }, { name: 'B' }] }, 'parties[0].name', undefined)).toEqual({
      parties: [{}, { name: 'B' }],
    })
  })

  it('adds and removes rows', () => {
    const two = withRow(withRow({}, 'items', { part: '1' }), 'items', { part: '2' })
    expect(rowsAt(two, 'items')).toHaveLength(2)
    expect(withoutRow(two, 'items', 0)).toEqual({ items: [{ part: '2' }] })
    expect(withoutRow(withoutRow(two, 'items', 0), 'items', 0)).toEqual({})
  })

  it('names a field once: two paths have one id only when they are one path', () => {
    expect(fieldId('parties[0].owners[12].percent')).toBe('f-parties-0-owners-12-percent')
    expect(stepsOf('parties[0].owners[12].percent')).toEqual(['parties', 0, 'owners', 12, 'percent'])
  })

  it('what was put at a path is found there, and nothing that was given is changed', () => {
    const key = fc.constantFrom('name', 'country', 'owners', 'endUse')
    const path = fc
      .tuple(key, fc.array(fc.oneof(key, fc.nat(4)), { maxLength: 4 }))
      .map(([first, rest]) =>
        rest.reduce<string>((at, step) => (typeof step === 'number' ? `${at}[${step}]` : `${at}.${step}`), first),
      )
    fc.assert(
      fc.property(path, path, fc.string(), (before, at, value) => {
        const draft = withValue({}, before, 'kept')
        const copy = structuredClone(draft)
        expect(valueAt(withValue(draft, at, value), at)).toBe(value)
        expect(draft).toEqual(copy)
      }),
    )
  })
})
