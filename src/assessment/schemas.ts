/**
 * The shapes that leave the program, as zod schemas: what `--json` prints, what the HTTP door answers, what is stored.
 * The types in `assessment.ts` and in `law` stay the ones the code is written against; a type test proves that each
 * schema and its type say the same, so neither can drift.
 */
import { z } from 'zod'
import { type Day, parseDay, type Sha256 } from '../base/index.ts'
import { OUTCOMES } from '../law/index.ts'
import { GROUNDS, LIST_IDS } from '../lists/index.ts'
import { SCHEMAS } from '../match/index.ts'
import { OWNERSHIP_LAWS, OWNERSHIP_OUTCOMES } from '../ownership/index.ts'
import { ACTION_STATES, COVERAGE_STATES } from './assessment.ts'
import { transactionSchema } from './transaction.ts'

/** A readonly array: what leaves the program is never changed by its reader. */
const list = <Item extends z.ZodType>(of: Item) => z.array(of).readonly()

/** One object of the answer. Unknown keys are refused, so that a schema left behind by a new field is seen. */
const shape = <Fields extends z.ZodRawShape>(fields: Fields) => z.strictObject(fields).readonly()

export const daySchema = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .refine((value): value is Day => parseDay(value) !== null, { error: 'is not a day; write YYYY-MM-DD' })

const sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .refine((value): value is Sha256 => value.length === 64)

const millionths = z.int().min(-1_000_000).max(1_000_000)

const reviewPolicy = shape({ review: z.string(), paragraph: z.string(), because: list(z.string()) })

const requirement = shape({
  rule: z.string().describe('Rule id, such as us-ear/738.4/chart'),
  reason: z.string().describe('Reason for control (NS, CC, SL ...) or the ground (entity-list, denied-person ...)'),
  column: z.string().exactOptional().describe('Country chart column, such as NS2'),
  paragraph: z.string().describe('The paragraph that requires it'),
  because: list(z.string()).describe('The table cells and facts that made it'),
  policy: list(reviewPolicy).exactOptional().describe('How an application would be reviewed; never a requirement'),
  effect: z.enum(['licence', 'prohibits']),
  authority: z.enum(['BIS', 'OFAC', 'none']),
  party: z.string().exactOptional().describe('ref of the party that made it'),
  onlyExceptions: list(z.string())
    .exactOptional()
    .describe('The only licence exceptions its paragraph admits; empty: none; absent: part 740 decides'),
  period: shape({ from: daySchema.nullable(), until: daySchema.nullable(), act: z.string() }),
  standing: z.enum(['in-force', 'unchecked']).describe('unchecked: not compared with the official text up to that day'),
  checkedOn: daySchema,
})

const exceptionTest = shape({
  code: z.string(),
  available: z.boolean().nullable().describe('null: open on facts not yet known'),
  conditions: list(z.string()),
  barredBy: list(z.string()),
  lifts: list(z.string()).describe('Requirements it would lift: rule id, with #NS2 where a chart column made it'),
  paragraph: z.string(),
})

const question = shape({
  id: z.string(),
  fact: z.string().describe('Where the answer goes: a path in the transaction, or a name in the case line'),
  text: z.string(),
  rules: list(z.string()).describe('Rules that wait for the answer'),
  paragraph: z.string(),
})

export const determinationSchema = shape({
  outcome: z.enum(OUTCOMES),
  requirements: list(requirement),
  exceptions: list(exceptionTest),
  policies: list(reviewPolicy),
  questions: list(question),
  duties: list(shape({ id: z.string(), text: z.string(), paragraph: z.string() })),
  notApplied: list(shape({ rule: z.string(), why: z.string() })).describe(
    'Looked at and found not to bind, for the trace',
  ),
  uncheckedSince: daySchema
    .nullable()
    .describe('Last comparison with the official text, where the day asked for is not covered by it'),
  on: daySchema.describe('The day whose law was read'),
}).describe('What the law requires of one line of one transaction')

const proposal = { entry: z.string(), because: list(z.string()), citation: z.string() }

const reading = shape({
  proposals: list(shape(proposal)).describe('Entries the measured facts point to'),
  contradictions: list(shape({ ...proposal, claimed: z.string() })).describe(
    'Facts that speak against the entry claimed',
  ),
  questions: list(question),
}).describe('What the measured facts say of the entry; a person classifies')

const partMeeting = shape({
  query: z.string().nullable(),
  entry: z.string().nullable(),
  kind: z.enum([
    'equal',
    'edit',
    'transliteration',
    'initial',
    'nickname',
    'abbreviation',
    'joined',
    'company-type',
    'phonetic',
    'missing-in-query',
    'missing-in-entry',
    'contradiction',
  ]),
  similarity: millionths,
  weight: millionths,
})

export const explanationSchema = shape({
  queryName: z.string(),
  entryName: z.string(),
  parts: list(partMeeting),
  nameScore: millionths,
  qualifiers: list(
    shape({
      kind: z.enum(['country', 'birth-date', 'gender', 'identifier', 'address', 'schema', 'weak-alias', 'numbers']),
      effect: z.enum(['confirms', 'contradicts', 'neutral']),
      points: millionths,
      query: z.string(),
      entry: z.string(),
    }),
  ),
}).describe('Everything a score was made of; scores are millionths')

export const hitSchema = shape({
  list: z.enum(LIST_IDS),
  source: z.string(),
  entryKey: z.string(),
  entryVersion: sha256,
  schema: z.enum(SCHEMAS),
  name: z.string(),
  properties: z.record(z.string(), list(z.string())).readonly().describe('FollowTheMoney property names to values'),
  programmes: list(z.string()),
  federalRegister: list(z.string()),
  licenceRequirement: z.string().nullable(),
  licencePolicy: z.string().nullable(),
  startOn: daySchema.nullable(),
  endOn: daySchema.nullable(),
  grounds: list(z.enum(GROUNDS)),
  score: millionths,
  explanation: explanationSchema,
  identity: z.enum(['confirmed', 'presumed', 'possible', 'false-match']),
  decidedBy: shape({ by: z.string(), reason: z.string() }).exactOptional(),
  suppression: shape({
    id: z.string(),
    reason: z.string(),
    until: daySchema.describe('The last day it holds'),
    by: shape({ id: z.string(), name: z.string() }),
    second: shape({ id: z.string(), name: z.string() }),
    lapsed: list(z.string()).describe('Why it holds no more; empty: it silences this match'),
  })
    .exactOptional()
    .describe('Two people said that this party is not this entry'),
})

const screening = shape({
  nameForms: list(z.string()),
  state: z.enum(['hits', 'clear', 'notPerformed']).describe('notPerformed: a list that coverage needs was not read'),
  because: z.string(),
})

const percent = z.number().min(0)

const ownershipAnswer = shape({
  law: z.enum(OWNERSHIP_LAWS).describe('listed-only: a list whose law stops at whom it names'),
  title: z.string(),
  lists: list(z.string()),
  outcome: z.enum(OWNERSHIP_OUTCOMES),
  standing: z.enum(['in-force', 'unchecked', 'not-in-force']),
  checkedOn: daySchema.nullable(),
  threshold: z.string().nullable(),
  held: shape({ least: percent, most: percent }).nullable().describe('Percent held by those who count'),
  because: list(z.string()).describe('The arithmetic and the reasons'),
  paths: list(
    shape({ text: z.string(), list: z.string(), entryKey: z.string(), name: z.string(), isCertain: z.boolean() }),
  ),
  questions: list(shape({ id: z.string(), text: z.string() })),
  cites: list(z.string()),
})

const ownershipPicture = shape({
  nodes: list(
    shape({
      id: z.string(),
      name: z.string(),
      depth: z.int().min(0),
      lists: list(z.string()),
      isOpen: z.boolean().describe('Not everybody who owns it is named'),
    }),
  ),
  lines: list(
    shape({
      from: z.string(),
      to: z.string(),
      kind: z.enum(['share', 'control']),
      text: z.string(),
      source: z.string().nullable(),
      asOf: daySchema.nullable(),
    }),
  ),
  says: list(z.string()),
})

export const listUseSchema = shape({
  source: z.string(),
  title: z.string(),
  lists: list(z.enum(LIST_IDS)),
  state: z.enum(['current', 'stale', 'starter', 'supplement', 'missing']),
  isRequired: z.boolean(),
  version: sha256.nullable().describe('SHA-256 of the official bytes'),
  dataOn: daySchema.nullable(),
  ageDays: z.int().nullable(),
  parties: z.int().min(0),
  quarantined: shape({ id: z.string(), why: z.string() }).nullable(),
})

export const tableUseSchema = shape({
  table: z.string(),
  citation: z.string(),
  address: z.string(),
  textOn: daySchema,
  checkedOn: daySchema,
  inputSha256: sha256,
  sha256,
  ageDays: z.int(),
  state: z.enum(['checked', 'unchecked']),
})

export const assessmentSchema = shape({
  schemaVersion: z.literal(1),
  id: z.string(),
  programVersion: z.string(),
  matchAlgorithm: z.string(),
  askedAt: z.string().describe('Instant of asking, UTC'),
  on: daySchema.describe('The day whose law was read: the planned export date'),
  law: shape({
    outcome: z.enum(OUTCOMES),
    lines: list(shape({ ref: z.string(), outcome: z.enum(OUTCOMES) })),
    because: list(z.string()),
    uncheckedSince: daySchema.nullable(),
  }).describe('What the texts require. Never calls anything lawful'),
  coverage: shape({ state: z.enum(COVERAGE_STATES), gaps: list(z.string()) }).describe('What was screened and read'),
  action: shape({
    state: z.enum(ACTION_STATES),
    reasons: list(z.string()),
    conditions: list(z.string()),
  }).describe('What the firm should do; a named person decides'),
  lines: list(
    shape({
      ref: z.string(),
      item: z.string(),
      eccn: z.string().nullable(),
      paragraph: z.string().nullable(),
      classifiedBy: z.string().nullable(),
      reading,
      determination: determinationSchema,
    }),
  ),
  parties: list(
    shape({
      ref: z.string(),
      name: z.string(),
      roles: list(z.string()),
      country: z.string().nullable(),
      screening,
      hits: list(hitSchema),
      owners: list(
        shape({
          path: z.string(),
          name: z.string(),
          percent: z.number().nullable(),
          screening,
          hits: list(hitSchema),
        }),
      ),
      ownership: shape({ answers: list(ownershipAnswer), picture: ownershipPicture })
        .exactOptional()
        .describe('What each law makes of those who own or direct it'),
    }),
  ),
  redFlags: list(
    shape({
      id: z.string(),
      text: z.string(),
      source: z.string(),
      isHumanRights: z.boolean(),
      because: list(z.string()),
      inquiry: z.string(),
    }),
  ),
  humanRights: list(
    shape({
      factor: z.string(),
      title: z.string(),
      state: z.enum(['known', 'contradicted', 'unknown', 'not-applicable']),
      because: list(z.string()),
      ask: z.string().nullable(),
    }),
  ),
  questions: list(question),
  lists: list(listUseSchema),
  tables: list(tableUseSchema),
  transaction: transactionSchema.describe('The transaction as it was read'),
}).describe('The answer for one proposed transaction: law, coverage and action apart, with what each rests on')

/**
 * JSON Schema, draft 2020-12, of what is written on the wire. `readOnly` marks are left out: in JSON Schema they
 * speak of who may send a field, which is not what a frozen array means.
 */
export function jsonSchemaOf(schema: z.ZodType): Readonly<Record<string, unknown>> {
  return z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      delete jsonSchema.readOnly
      if (zodSchema._zod.def.type === 'date') Object.assign(jsonSchema, { type: 'string', format: 'date' })
    },
  })
}
