/** Every shape that goes in or comes out of the command line, by the name `unblind schema` gives it. */
import { z } from 'zod'
import { daySchema, determinationSchema } from '../assessment/index.ts'
import { SHAPES } from '../http/index.ts'
import { caseLineSchema } from '../law/index.ts'
import { SOURCE_IDS } from '../lists/index.ts'
import { pairResultSchema, pairSchema } from './match.ts'

const list = <Item extends z.ZodType>(of: Item) => z.array(of).readonly()

const expectedRequirement = z.union([z.string(), z.record(z.string(), z.unknown())])

const agreementSchema = z
  .strictObject({
    agrees: z.boolean(),
    expectedOutcome: z.string().nullable(),
    outcome: z.string(),
    missing: list(expectedRequirement).describe('Requirements expected and not found'),
    unexpected: list(z.string()).describe('Requirements found beyond those the line lists'),
  })
  .describe('How the answer compares with the one the line expects')

const tally = { labelled: z.int(), agreeing: z.int() }

const caseResultSchema = z
  .union([
    determinationSchema.unwrap().extend({ agreement: agreementSchema.optional() }),
    z.strictObject({ error: z.strictObject({ line: z.int(), sentence: z.string() }) }),
    z.strictObject({
      summary: z.strictObject({ ...tally, byOutcome: z.record(z.string(), z.strictObject(tally)) }),
    }),
  ])
  .describe('One line a case line, in order; where lines expect an answer, a summary as the last line')

export const importReportsSchema = list(
  z
    .strictObject({
      files: list(z.string()),
      source: z.enum(SOURCE_IDS).nullable(),
      outcome: z.enum(['imported', 'older', 'unchanged', 'quarantined', 'refused']),
      id: z.string().nullable().describe('Of the version, to accept it; null when refused'),
      parties: z.int().nullable(),
      dataOn: daySchema.nullable(),
      sentence: z.string().describe('What happened, where, what to do'),
      notes: list(z.string()),
      changes: z.strictObject({ added: z.int(), removed: z.int(), changed: z.int() }).nullable(),
    })
    .readonly(),
).describe('What became of each set of files')

type PublishedSchema = { readonly about: string; readonly schema: z.ZodType }

export const PUBLISHED_SCHEMAS: Readonly<Record<string, PublishedSchema>> = {
  transaction: shared('transaction', 'what `unblind assess` reads, as YAML or JSON'),
  assessment: shared('assessment', 'what `unblind assess --json` prints'),
  screening: shared('screening', 'what `unblind screen --json` prints'),
  'case-line': { about: 'one line of what `unblind determine --cases` reads', schema: caseLineSchema },
  determination: { about: 'what `unblind determine --json` prints', schema: determinationSchema },
  'case-result': { about: 'one line of what `unblind determine --cases --json` prints', schema: caseResultSchema },
  pair: { about: 'one line of what `unblind match --pairs` reads', schema: pairSchema },
  'pair-result': { about: 'one line of what `unblind match --json` prints', schema: pairResultSchema },
  status: shared('status', 'what `unblind lists status --json` prints'),
  'import-reports': {
    about: 'what `unblind lists import --json` and `refresh --json` print',
    schema: importReportsSchema,
  },
}

function shared(name: string, about: string): PublishedSchema {
  const schema = SHAPES[name]
  if (schema === undefined) throw new Error(`no shape is called ${name}`)
  return { about, schema }
}
