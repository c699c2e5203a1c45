import { describe, expect, expectTypeOf, it } from 'vitest'
import type { z } from 'zod'
import type { Determination } from '../law/index.ts'
import type { Explanation } from '../match/index.ts'
import type { Assessment, Hit, ListUse, TableUse } from './assessment.ts'
import {
  assessmentSchema,
  daySchema,
  determinationSchema,
  type explanationSchema,
  type hitSchema,
  jsonSchemaOf,
  type listUseSchema,
  type tableUseSchema,
} from './schemas.ts'
import { transactionSchema } from './transaction.ts'

describe('the published shapes say what the types say', () => {
  it('an assessment, both ways', () => {
    expectTypeOf<z.output<typeof assessmentSchema>>().toExtend<Assessment>()
    expectTypeOf<Assessment>().toExtend<z.output<typeof assessmentSchema>>()
  })
  it('a determination, both ways', () => {
    expectTypeOf<z.output<typeof determinationSchema>>().toExtend<Determination>()
    expectTypeOf<Determination>().toExtend<z.output<typeof determinationSchema>>()
  })
  it('a hit, its explanation, a list in use and a table in use, both ways', () => {
    expectTypeOf<z.output<typeof hitSchema>>().toExtend<Hit>()
    expectTypeOf<Hit>().toExtend<z.output<typeof hitSchema>>()
    expectTypeOf<z.output<typeof explanationSchema>>().toExtend<Explanation>()
    expectTypeOf<Explanation>().toExtend<z.output<typeof explanationSchema>>()
    expectTypeOf<z.output<typeof listUseSchema>>().toExtend<ListUse>()
    expectTypeOf<ListUse>().toExtend<z.output<typeof listUseSchema>>()
    expectTypeOf<z.output<typeof tableUseSchema>>().toExtend<TableUse>()
    expectTypeOf<TableUse>().toExtend<z.output<typeof tableUseSchema>>()
  })
})

describe('JSON Schema of the published shapes', () => {
  it.each([
    ['assessment', assessmentSchema],
    ['determination', determinationSchema],
    ['transaction', transactionSchema],
  ])('%s is an object that refuses unknown keys and marks nothing read-only', (_name, schema) => {
    const json = jsonSchemaOf(schema)
    expect(json).toMatchObject({ type: 'object', additionalProperties: false })
    expect(JSON.stringify(json)).not.toContain('readOnly')
  })

  it('a transaction names its export date as text, not as a thing JSON has no word for', () => {
    const json = JSON.stringify(jsonSchemaOf(transactionSchema))
    expect(json).toContain('"exportOn":{"description":"Planned export date: the law of that day is read"')
    expect(json).toContain('"format":"date"')
  })

  it('a day that does not exist is no day', () => {
    expect(daySchema.safeParse('2026-02-29').success).toBe(false)
    expect(daySchema.safeParse('2024-02-29').success).toBe(true)
  })
})
