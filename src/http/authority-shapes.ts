/** The shapes of a licensing office. */
import { z } from 'zod'
import { daySchema } from '../assessment/index.ts'
import { counterpartySchema } from './post-shapes.ts'

const list = <Item extends z.ZodType>(of: Item) => z.array(of).readonly()
const instant = z.string().describe('Instant, UTC')

export const licensingRowSchema = z
  .object({
    id: z.string(),
    reference: z.string().nullable(),
    exporter: z.string(),
    exportersCase: z.string(),
    items: list(z.string()),
    destination: z.string(),
    receivedOn: z.string(),
    stage: z.string(),
    officer: z.string().nullable(),
    clock: z.looseObject({}).nullable().describe('The one that ends first of those that run'),
    isOverdue: z.boolean(),
    open: list(z.string()).describe('What is open, the first first'),
    outcome: z.string().nullable(),
  })
  .describe('An application, as it stands in the list')

export const letterSchema = z
  .object({ isIssued: z.boolean(), letter: z.looseObject({}).nullable(), refusal: z.string().nullable() })
  .describe('The decision letter as it went, or as it would go today; a letter that cannot go out says why')

export const licensingViewSchema = z
  .object({
    id: z.string(),
    state: z.looseObject({}),
    stage: z.string(),
    packages: list(z.looseObject({ file: z.string(), receivedOn: z.string() })),
    clocks: list(z.looseObject({})),
    today: daySchema,
    gaps: list(z.string()).describe('What is missing before a decision'),
    openFactors: list(z.string()),
    evidence: list(z.object({ id: z.string(), title: z.string() })),
    next: z.object({ reference: z.string(), decision: z.string(), query: z.string(), condition: z.string() }),
    letter: letterSchema.nullable(),
    timeline: list(z.looseObject({ seq: z.int(), at: instant, hash: z.string() })),
  })
  .describe('One application, whole')

export const denialSchema = z
  .object({
    id: z.string(),
    reference: z.string(),
    deniedOn: z.string(),
    destination: z.string(),
    items: list(z.string()),
    state: z.enum(['not-prepared', 'prepared', 'shared', 'kept', 'revoked', 'lapsed']),
    notice: z.looseObject({ by: z.string(), at: instant }).nullable(),
    shared: z
      .looseObject({ record: z.string(), label: z.string(), receives: list(z.string()), by: z.string(), at: instant })
      .nullable(),
    review: z.looseObject({ outcome: z.enum(['kept', 'revoked']), reasons: z.string(), by: z.string() }).nullable(),
    validUntil: z.string().nullable(),
  })
  .describe('A denial of this office, and who knows of it. Nothing of the applicant stands here')

const delivery = z.object({
  text: z.string().describe('The signed package'),
  files: list(z.object({ id: z.string(), base64: z.string() })).optional(),
  isSupplement: z.boolean().optional(),
})

export const AUTHORITY_SHAPES: Readonly<Record<string, z.ZodType>> = {
  'licensing-applications': z.object({
    applications: list(licensingRowSchema).describe('Due first'),
    refused: list(
      z.object({
        at: instant,
        file: z.string(),
        exporter: z.string().nullable(),
        from: z.string().nullable(),
        why: z.string(),
        sentence: z.string(),
      }),
    ).describe('Packages that were not taken in'),
  }),
  'licensing-delivery': delivery,
  'licensing-received': z.object({ id: z.string() }),
  'licensing-application': licensingViewSchema,
  'licensing-act': z.looseObject({ kind: z.string() }).describe('What an official does'),
  'licensing-events': z.object({ events: list(z.looseObject({ kind: z.string() })) }).describe('What was recorded'),
  'decision-letter': letterSchema,
  'denial-sharing': z.looseObject({ reasons: z.string(), parties: z.enum(['named', 'unnamed']) }),
  'denial-label': z.object({
    group: z.string().optional(),
    handling: z.looseObject({ tlp: z.string().optional() }),
    basis: z.string().optional(),
  }),
  'denial-review': z.object({
    outcome: z.enum(['kept', 'revoked']),
    validUntil: daySchema.nullable().optional(),
    reasons: z.string(),
  }),
  denial: denialSchema,
  denials: z.object({ denials: list(denialSchema) }).describe('Newest first'),
  exporter: counterpartySchema.omit({ kind: true }),
  exporters: z.object({ key: z.string().describe('Of this office'), exporters: list(counterpartySchema) }),
}
