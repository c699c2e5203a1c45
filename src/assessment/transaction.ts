import { z } from 'zod'
import { parseCountry, parseDay } from '../base/index.ts'
import { END_USER_TYPES, PARTY_ROLES, TRANSACTION_KINDS } from '../law/index.ts'
import { SCHEMAS } from '../match/index.ts'
import { CONTROL_KINDS, type ControlKind } from '../ownership/index.ts'

/** Longest name read, in UTF-16 units; longer is a mistake or an attack, and is said so. */
export const MAX_NAME_LENGTH = 1_000
const MAX_TEXT_LENGTH = 20_000

const text = (max: number) =>
  z
    .string()
    .max(max, { error: `is longer than ${max} characters` })
    .refine((value) => value.isWellFormed(), { error: 'holds half of a surrogate pair; send valid Unicode' })
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
    .refine((value) => !/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/.test(value), {
      error: 'holds control characters; remove them',
    })

const name = text(MAX_NAME_LENGTH).trim().min(1, { error: 'is empty; give the name' })

const day = z
  .union([z.string(), z.date().transform((value) => value.toISOString().slice(0, 10))])
  .transform((value, context) => {
    const parsed = parseDay(value)
    if (parsed === null) {
      context.addIssue({ code: 'custom', message: `\`${value}\` is not a day; write YYYY-MM-DD` })
      return z.NEVER
    }
    return parsed
  })

const country = z.string().transform((value, context) => {
  const parsed = parseCountry(value)
  if (parsed === null) {
    context.addIssue({
      code: 'custom',
      message: `\`${value.slice(0, 60)}\` is not a country we know; write its ISO 3166-1 code, such as EG`,
    })
    return z.NEVER
  }
  return parsed
})

const percent = z
  .number({ error: 'is not a number' })
  .min(0, { error: 'is below 0' })
  .max(100, { error: 'is over 100; a share is 0 to 100' })

const decimal = z
  .union([z.string(), z.number().transform((value) => String(value))])
  .refine((value) => /^\d{1,15}(\.\d{1,6})?$/.test(value), { error: 'is not an amount; write digits such as 12500.00' })

export type Owner = {
  readonly ref?: string | undefined
  readonly name: string
  readonly percent?: number | undefined
  readonly percentAtLeast?: number | undefined
  readonly percentAtMost?: number | undefined
  readonly controls?: readonly ControlKind[] | undefined
  readonly country?: string | undefined
  readonly asOf?: string | undefined
  readonly source?: string | undefined
  readonly owners?: readonly Owner[] | undefined
}

const ownerFields: z.ZodType<Owner> = z.strictObject({
  ref: text(60)
    .optional()
    .describe('Owners of one party with one ref are one holder: so a circle of holdings is written'),
  name,
  percent: percent.optional(),
  percentAtLeast: percent.optional().describe('Where only a floor is known, such as `more than a quarter`'),
  percentAtMost: percent.optional(),
  controls: z
    .array(z.enum(CONTROL_KINDS))
    .max(CONTROL_KINDS.length)
    .optional()
    .describe('How it directs what it owns, beside its share'),
  country: country.optional(),
  asOf: day.optional(),
  source: text(MAX_TEXT_LENGTH).optional(),
  owners: z
    .lazy(() => z.array(owner).max(50))
    .optional()
    .describe('The owner’s own owners'),
})

const owner: z.ZodType<Owner> = ownerFields.refine(
  ({ percentAtLeast, percentAtMost }) => (percentAtLeast ?? 0) <= (percentAtMost ?? 100),
  { path: ['percentAtLeast'], error: 'is above percentAtMost' },
)

const hitDecision = z
  .strictObject({
    list: text(60),
    entryKey: text(MAX_NAME_LENGTH),
    entryVersion: text(64)
      .optional()
      .describe('The version of the entry that was looked at: the decision lapses when the entry changes'),
    decision: z.enum(['true-match', 'false-match']),
    reason: text(MAX_TEXT_LENGTH).min(1, { error: 'is empty; say why' }),
    by: name,
    on: day.optional(),
  })
  .describe('A named person settled whether the party is the listed one')

const party = z.strictObject({
  ref: text(60).optional().describe('Short handle used in the answer; default p1, p2 ...'),
  name,
  otherNames: z.array(name).max(50).optional(),
  schema: z.enum(SCHEMAS).optional(),
  roles: z.array(z.enum(PARTY_ROLES)).min(1, { error: 'is empty; say what the party does, such as end-user' }),
  country: country.optional(),
  addresses: z.array(text(MAX_TEXT_LENGTH)).max(20).optional(),
  identifiers: z.array(text(200)).max(50).optional(),
  birthDates: z.array(text(10)).max(10).optional(),
  endUserType: z.enum(END_USER_TYPES).optional(),
  unit: name.optional().describe('The unit inside the organisation that will use the item'),
  isMilitaryEndUser: z
    .boolean()
    .optional()
    .describe('Armed services, national guard or police, government intelligence, or their support, 15 CFR 744.21(g)'),
  takesPossession: z.boolean().optional(),
  ownersAsked: z.boolean().optional().describe('true with no owners: asked, nobody owns a share of consequence'),
  owners: z.array(owner).max(50).optional(),
  hitDecisions: z.array(hitDecision).max(200).optional(),
})

const item = z.strictObject({
  ref: text(60).optional().describe('Short handle used in the answer; default i1, i2 ...'),
  part: text(200).optional(),
  description: text(MAX_TEXT_LENGTH).optional(),
  eccn: text(12).optional(),
  paragraph: text(40).optional(),
  classifiedBy: text(MAX_NAME_LENGTH).optional(),
  form: z.enum(['commodity', 'software', 'technology']).optional(),
  quantity: decimal.optional(),
  unit: text(40).optional(),
  valueUsd: decimal.optional(),
  hts: z
    .string()
    .regex(/^\d[\d.]{1,13}$/, { error: 'is not an HTS number; write digits and dots' })
    .optional(),
  isUsOrigin: z.boolean().optional(),
  controlledUsContentPercent: percent.optional(),
  isForeignDirectProduct: z.boolean().optional(),
  otherAgency: z.enum(['DDTC', 'NRC', 'DOE', 'USPTO', 'none']).optional(),
  measurements: z.record(text(60), z.union([z.number(), z.boolean(), text(200)])).optional(),
})

/** One finding on a human-rights factor that the exporter already holds. */
const factorFact = z.strictObject({
  factor: z.enum(['H1', 'H2', 'H3', 'H4', 'H5', 'H6', 'H7', 'H8', 'H9', 'H10', 'H11', 'H12', 'H13', 'H14']),
  finding: z.enum(['known', 'contradicted', 'not-applicable']),
  text: text(MAX_TEXT_LENGTH).min(1, { error: 'is empty; say what is known' }),
  source: text(MAX_TEXT_LENGTH).min(1, { error: 'is empty; say where it comes from' }),
})

export const transactionSchema = z
  .strictObject({
    reference: text(200).optional(),
    kind: z.enum(TRANSACTION_KINDS),
    exportOn: day.describe('Planned export date: the law of that day is read'),
    exporter: z.strictObject({
      name,
      country: country.optional(),
      isUsPerson: z.boolean().optional(),
      isCommunicationsProvider: z.boolean().optional(),
      isUsGovernmentOrContractor: z.boolean().optional(),
    }),
    parties: z.array(party).min(1, { error: 'is empty; name at least the end user' }).max(200),
    items: z.array(item).min(1, { error: 'is empty; name at least one item' }).max(500),
    from: country.optional(),
    destination: country,
    route: z.array(country).max(20).optional(),
    endUse: z
      .strictObject({
        text: text(MAX_TEXT_LENGTH).optional(),
        isMilitary: z.boolean().optional(),
        isNuclear: z.boolean().optional(),
        isMissile: z.boolean().optional(),
        isChemicalOrBiological: z.boolean().optional(),
        isMaritimeNuclear: z.boolean().optional(),
        isAdvancedComputing: z.boolean().optional(),
        isMilitaryIntelligence: z.boolean().optional(),
        isForPoliceResale: z.boolean().optional(),
        isEmbeddedInCivilProduct: z.boolean().optional(),
        isUnauthorisedIntrusion: z.boolean().optional(),
        isRussianEnergyProject: z.boolean().optional(),
        isInfectiousDiseaseCare: z.boolean().optional(),
      })
      .optional(),
    statementsOnFile: z.array(text(200)).max(50).optional(),
    redFlagsSeen: z
      .array(z.strictObject({ id: text(40), note: text(MAX_TEXT_LENGTH).optional() }))
      .max(100)
      .optional()
      .describe('Red flags a person saw, by catalogue id'),
    humanRights: z.array(factorFact).max(100).optional(),
  })
  .describe('One proposed export, reexport, in-country transfer or deemed export')

export type Transaction = z.output<typeof transactionSchema>
