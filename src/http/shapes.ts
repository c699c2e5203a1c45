/** The shapes of this door alone; those of the answers themselves are in `case`. */
import { z } from 'zod'
import {
  ACTION_STATES,
  assessmentSchema,
  COVERAGE_STATES,
  daySchema,
  determinationSchema,
  explanationSchema,
  hitSchema,
  listUseSchema,
  tableUseSchema,
  transactionSchema,
} from '../assessment/index.ts'
import { caseLineSchema, OUTCOMES } from '../law/index.ts'
import { AUTHORITY_SHAPES } from './authority-shapes.ts'
import { BRIEF_SHAPES } from './brief-shapes.ts'
import { CASE_SHAPES } from './case-shapes.ts'
import { FORUM_SHAPES } from './forum-shapes.ts'
import { INFORMATION_SHAPES } from './information-shapes.ts'
import { itemRequestSchema } from './items.ts'
import { MET_SHAPES } from './met-shapes.ts'
import { PEOPLE_SHAPES } from './people-shapes.ts'
import { POST_SHAPES } from './post-shapes.ts'
import { screeningRequestSchema } from './screenings.ts'
import { SUPPRESSION_SHAPES } from './suppressions.ts'
import { WATCHMAN_SHAPES } from './watchman.ts'
import { YENTE_SHAPES } from './yente.ts'

const list = <Item extends z.ZodType>(of: Item) => z.array(of).readonly()

export const summarySchema = z.object({
  id: z.string(),
  at: z.string().describe('Instant of asking, UTC'),
  on: daySchema.describe('Planned export date'),
  reference: z.string().nullable(),
  destination: z.string(),
  parties: list(z.string()).describe('Names'),
  law: z.enum(OUTCOMES),
  coverage: z.enum(COVERAGE_STATES),
  action: z.enum(ACTION_STATES),
})

export const screeningSchema = z
  .object({
    query: z.looseObject({ name: z.string() }).describe('As it was read'),
    screening: z.object({
      nameForms: list(z.string()),
      state: z.enum(['hits', 'clear', 'notPerformed']),
      because: z.string(),
    }),
    hits: list(hitSchema).describe('Best first'),
    groups: list(
      z.object({
        hits: list(z.int()).describe('Places among the hits'),
        joins: list(
          z.object({
            between: z.tuple([z.int(), z.int()]).readonly(),
            reason: z.looseObject({ kind: z.enum(['reference', 'identifier', 'name-and-birth', 'name-and-country']) }),
          }),
        ),
      }),
    ).describe('Hits that are listings of one party, each kept; every hit stands in one group'),
    lists: list(listUseSchema),
    snapshot: z.string().describe('SHA-256 of the lists that were screened against'),
  })
  .describe('One name against every list that is loaded; not performed is never clear')

const whyNotSchema = z
  .object({
    query: z.looseObject({ name: z.string() }),
    entry: z.looseObject({ list: z.string(), entryKey: z.string(), entryVersion: z.string(), name: z.string() }),
    engine: z.string().describe('Name of the algorithm'),
    threshold: z.int().describe('Millionths; from here on an entry is a match'),
    score: z.int(),
    isMatch: z.boolean(),
    explanation: explanationSchema,
    recomputed: z.int().describe('The score, made again from the explanation alone'),
    costs: list(
      z.object({
        of: z.union([z.literal('contradiction'), z.looseObject({ kind: z.string() })]),
        points: z.int().describe('Millionths taken'),
      }),
    ).describe('Most first'),
  })
  .describe('Why an entry was not matched with a name, or was')

export const statusSchema = z
  .looseObject({
    programVersion: z.string(),
    today: daySchema,
    coverage: z.object({ state: z.enum(COVERAGE_STATES), gaps: list(z.string()) }),
    lists: list(listUseSchema),
    tables: list(tableUseSchema),
    starter: z.object({ parties: z.int(), sentence: z.string() }).nullable(),
    snapshot: z.string(),
    parties: z.int(),
    versions: list(z.looseObject({ id: z.string(), source: z.string(), state: z.string() })),
    troubles: list(z.object({ at: z.string(), source: z.string().nullable(), sentence: z.string() })),
    refreshing: list(z.looseObject({})).nullable(),
  })
  .describe('How the lists and the law stand today')

const measurementSchema = z
  .object({
    name: z.string().describe('As the transaction names it'),
    question: z.string(),
    kind: z.enum(['number', 'yes-no', 'text']),
    unit: z.string().nullable(),
  })
  .describe('A fact that decides the entry or the control')

const proposalSchema = z.object({ entry: z.string(), because: list(z.string()), citation: z.string() })

const entrySchema = z.object({
  eccn: z.string(),
  title: z.string(),
  reasons: list(z.string()),
  isHumanRightsConcern: z.boolean(),
})

const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().describe('What, where, what to do'),
    kind: z.string().describe('Stable, to script against'),
    faults: list(z.object({ field: z.string(), sentence: z.string() })).describe('Each field at fault'),
    blocks: list(
      z.object({ kind: z.string(), id: z.string(), sentence: z.string(), unblock: z.string(), who: z.string() }),
    ).describe('What stands in the way, who can move it and how'),
  })
  .describe('RFC 9457')

/** Every shape by the name `/v1/schemas/NAME` and the OpenAPI description give it. */
export const SHAPES: Readonly<Record<string, z.ZodType>> = {
  transaction: transactionSchema,
  assessment: assessmentSchema,
  'assessment-summaries': z.object({ assessments: list(summarySchema) }),
  'screening-request': screeningRequestSchema,
  screening: screeningSchema,
  'why-not': whyNotSchema,
  'case-line': caseLineSchema,
  determination: determinationSchema,
  status: statusSchema,
  countries: z.object({ countries: list(z.object({ code: z.string(), name: z.string() })) }),
  entries: z.object({ entries: list(entrySchema) }),
  entry: entrySchema.extend({
    paragraphs: list(z.string()),
    relevance: list(z.string()),
    measurements: list(measurementSchema),
  }),
  'item-request': itemRequestSchema,
  'item-reading': z
    .object({
      proposals: list(proposalSchema),
      contradictions: list(proposalSchema.extend({ claimed: z.string() })),
      measurements: list(measurementSchema),
    })
    .describe('What the facts of an item point to. It proposes; a person classifies'),
  'red-flags': z.object({
    redFlags: list(z.object({ id: z.string(), text: z.string(), isHumanRights: z.boolean(), source: z.string() })),
  }),
  examples: z.object({
    examples: list(
      z.object({
        name: z.string(),
        title: z.string(),
        transaction: z.string().describe('YAML'),
        lists: z.string().describe('For `lists=`, to assess it against the small lists that travel with it'),
      }),
    ),
  }),
  ...CASE_SHAPES,
  ...INFORMATION_SHAPES,
  ...MET_SHAPES,
  ...SUPPRESSION_SHAPES,
  ...PEOPLE_SHAPES,
  ...BRIEF_SHAPES,
  ...POST_SHAPES,
  ...AUTHORITY_SHAPES,
  ...FORUM_SHAPES,
  ...YENTE_SHAPES,
  ...WATCHMAN_SHAPES,
  problem: problemSchema,
}
