import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { type Day, day } from '../src/base/index.ts'
import {
  type Determination,
  determine,
  type ExceptionTest,
  OUTCOMES,
  type Requirement,
  readCaseLine,
} from '../src/law/index.ts'
import { shippedLaw } from './shipped-law.ts'

/** What the law means, as sentences a lawyer can read and write: `test/law-cases/us-ear.yaml`. */
const tables = shippedLaw()

const text = z.union([z.string(), z.number()]).transform(String)
const requirement = z.strictObject({
  rule: z.string().optional(),
  reason: z.string().optional(),
  column: z.string().optional(),
  paragraph: text.optional(),
  party: z.string().optional(),
  effect: z.enum(['licence', 'prohibits']).optional(),
  authority: z.enum(['BIS', 'OFAC', 'none']).optional(),
  standing: z.enum(['in-force', 'unchecked']).optional(),
  review: z.string().optional(),
})
const lawCase = z.strictObject({
  name: z.string(),
  on: z.string(),
  given: z.record(z.string(), z.unknown()),
  expect: z.strictObject({
    outcome: z.enum(OUTCOMES),
    /** Each must be met by one requirement of the answer. */
    requirements: z.array(requirement).optional(),
    /** How many there are in all. */
    count: z.number().optional(),
    /** None may be met. */
    absent: z.array(requirement).optional(),
    exceptions: z
      .array(
        z.strictObject({
          code: z.string(),
          available: z.boolean().nullable(),
          barredBy: text.optional(),
          notBarredBy: text.optional(),
          condition: z.string().optional(),
        }),
      )
      .optional(),
    /** Ids of questions that must be asked. */
    questions: z.array(z.string()).optional(),
    noQuestions: z.boolean().optional(),
    /** Paragraphs of policies that reach the line. */
    policies: z.array(text).optional(),
    absentPolicies: z.array(text).optional(),
    /** Ids of papers that go with it. */
    duties: z.array(z.string()).optional(),
    absentDuties: z.array(z.string()).optional(),
  }),
  source: z.string(),
})
type LawCase = z.output<typeof lawCase>
type Expected = z.output<typeof requirement>

const CASES = z
  .array(lawCase)
  .parse(parse(readFileSync(new URL('./law-cases/us-ear.yaml', import.meta.url), 'utf8'), { merge: true }))

describe('the law says', () => {
  it('no two cases share a name', () => {
    expect(new Set(CASES.map(({ name }) => name)).size).toBe(CASES.length)
  })

  it.each(CASES.map((each) => [each.name, each] as const))('%s', (_name, each) => {
    const on = day(each.on)
    const answer = answerOf(each, on)
    const shown = JSON.stringify({ ...answer, notApplied: [] }, null, 1)
    expect(answer.outcome, shown).toBe(each.expect.outcome)
    for (const wanted of each.expect.requirements ?? [])
      expect(
        answer.requirements.some((found) => meets(found, wanted)),
        `${JSON.stringify(wanted)} in ${shown}`,
      ).toBe(true)
    for (const unwanted of each.expect.absent ?? [])
      expect(
        answer.requirements.filter((found) => meets(found, unwanted)),
        shown,
      ).toEqual([])
    if (each.expect.count !== undefined) expect(answer.requirements.length, shown).toBe(each.expect.count)
    for (const wanted of each.expect.exceptions ?? []) {
      const found = answer.exceptions.find(({ code }) => code === wanted.code)
      expect(found?.available, `${wanted.code} in ${shown}`).toBe(wanted.available)
      if (found) checkBars(found, wanted.barredBy, wanted.notBarredBy)
      if (wanted.condition !== undefined) expect(found?.conditions.join('\n')).toContain(wanted.condition)
    }
    const asked = answer.questions.map(({ id }) => id)
    for (const id of each.expect.questions ?? []) expect(asked).toContain(id)
    if (each.expect.noQuestions) expect(asked).toEqual([])
    const policies = answer.policies.map(({ paragraph }) => paragraph.replace('15 CFR ', ''))
    for (const paragraph of each.expect.policies ?? []) expect(policies).toContain(paragraph)
    for (const paragraph of each.expect.absentPolicies ?? []) expect(policies).not.toContain(paragraph)
    const duties = answer.duties.map(({ id }) => id)
    for (const id of each.expect.duties ?? []) expect(duties).toContain(id)
    for (const id of each.expect.absentDuties ?? []) expect(duties).not.toContain(id)
  })
})

function answerOf({ given }: LawCase, on: Day): Determination {
  const read = readCaseLine({ ...given, on }, on)
  if (!read.ok) throw new Error(read.error.sentence)
  return determine(read.value, tables)
}

function checkBars({ barredBy }: ExceptionTest, wanted: string | undefined, unwanted: string | undefined): void {
  if (wanted !== undefined) expect(barredBy.join('\n')).toContain(`${wanted}:`)
  if (unwanted !== undefined) expect(barredBy.join('\n')).not.toContain(`${unwanted}:`)
}

/** A paragraph is met by what it begins: `744.11` by `15 CFR 744.11(a)(1)`. */
function meets(found: Requirement, wanted: Expected): boolean {
  const { paragraph, review, ...exact } = wanted
  const isExact = Object.entries(exact).every(([key, value]) => found[key as keyof Requirement] === value)
  const isParagraph = paragraph === undefined || found.paragraph.replace('15 CFR ', '').startsWith(paragraph)
  const isReview = review === undefined || (found.policy ?? []).some((policy) => policy.review.includes(review))
  return isExact && isParagraph && isReview
}
