import { describe, expect, it } from 'vitest'
import { jsonSchemaOf, transactionSchema } from '../../src/assessment/index.ts'
import { fullLabelOf, labelOf, rowOf } from './labels.ts'

describe('what the form calls its fields', () => {
  it('every field a transaction may have has words of its own', () => {
    const paths = fieldsOf(jsonSchemaOf(transactionSchema))
    expect(paths.length).toBeGreaterThan(60)
    expect(
      paths.filter(
        (path) =>
          labelOf(path) ===
          path
            .split(/[.[\]]+/)
            .filter(Boolean)
            .at(-1),
      ),
    ).toEqual([])
  })

  it('an error in a row says which row', () => {
    expect(fullLabelOf('parties[0].name')).toBe('Party 1: name')
    expect(fullLabelOf('parties[1].owners[0].percent')).toBe('Party 2, owner 1: share')
    expect(fullLabelOf('items[0].eccn')).toBe('Item 1: control-list entry (ECCN)')
    expect(fullLabelOf('exportOn')).toBe('Planned export date')
    expect(rowOf('exporter.name')).toBe('')
  })
})

/** Every path of a schema, rows as `[0]`; what refers to itself is walked once, measurements are named by what is measured. */
function fieldsOf(schema: unknown, at = ''): readonly string[] {
  if (typeof schema !== 'object' || schema === null) return []
  const { properties, items } = schema as { properties?: Record<string, unknown>; items?: unknown }
  if (items !== undefined) return fieldsOf(items, `${at}[0]`)
  return Object.entries(properties ?? {}).flatMap(([key, inner]) => {
    const path = at === '' ? key : `${at}.${key}`
    return [path, ...fieldsOf(inner, path)]
  })
}
