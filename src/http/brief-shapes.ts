/** The shapes of the daily brief. */
import { z } from 'zod'
import { daySchema } from '../assessment/index.ts'

const list = <Item extends z.ZodType>(of: Item) => z.array(of).readonly()

const replacedSchema = z.object({ edition: z.string(), because: z.string() }).nullable()
const verdictSchema = z.enum(['touched', 'nothing-touches-you', 'nothing-in-what-was-read', 'nothing-read', 'public'])

const summarySchema = z
  .object({
    id: z.string(),
    reader: z.enum(['firm', 'public']),
    on: daySchema,
    madeAt: z.string().describe('Instant, UTC'),
    by: z.string(),
    verdict: verdictSchema,
    headline: z.string(),
    sha256: z.string().describe('Of the edition as it is kept'),
    holds: list(z.object({ case: z.string(), reference: z.string(), hold: z.string() })).describe('Placed with it'),
    changesTo: z.int().describe('Place in the change log up to which it tells'),
    replaces: replacedSchema.describe('The edition of the day that it takes the place of, and why'),
    replacedBy: replacedSchema.describe('The later edition of its day, and why it was made'),
  })
  .describe('One edition, without reading it')

const sourceSchema = z.object({
  id: z.string(),
  name: z.string(),
  citation: z.string(),
  address: z.string().nullable(),
})

const editionSchema = z
  .looseObject({
    version: z.literal(1),
    id: z.string(),
    on: daySchema,
    madeAt: z.string(),
    verdict: verdictSchema,
    headline: z.string(),
    proof: z.string().describe('What was checked against what'),
    counts: z.record(z.string(), z.int()),
    lines: list(
      z.looseObject({
        id: z.string(),
        change: z.string(),
        what: z.string(),
        why: list(z.string()),
        todo: z.string(),
        by: daySchema.nullable(),
        source: sourceSchema,
        cases: list(z.looseObject({ id: z.string(), reference: z.string(), hold: z.string().nullable() })),
      }),
    ).describe('For you today'),
    sections: list(
      z.looseObject({ id: z.string(), total: z.int(), notices: list(z.looseObject({ what: z.string() })) }),
    ),
    sources: list(
      z.looseObject({ id: z.string(), name: z.string(), state: z.enum(['read', 'quarantined', 'unread']) }),
    ),
  })
  .describe('One brief for one reader on one day; every format is written from it')

export const BRIEF_SHAPES: Readonly<Record<string, z.ZodType>> = {
  'brief-editions': z.object({ editions: list(summarySchema) }).describe('Newest first'),
  'brief-edition': z.object({ edition: editionSchema, summary: summarySchema }),
  'brief-request': z
    .object({
      on: daySchema.optional().describe('Default: today'),
      because: z.string().max(2_000).optional().describe('Why an edition of the day is made again'),
    })
    .describe('Which brief to make'),
  'brief-made': z.object({
    firm: summarySchema,
    public: summarySchema,
    isNew: z.boolean().describe('False: the last edition of the day says it all, and that one stands'),
  }),
}
