/** What a person adds to fill the form, read field by field at the edge and laid over what was given before. */
import { z } from 'zod'
import type { Answers } from '../../application/index.ts'
import type { InputFault, Transaction } from '../../assessment/index.ts'
import { err, ok, type Result } from '../../base/index.ts'

const MAX_TEXT = 20_000

const text = z
  .string()
  .trim()
  .max(MAX_TEXT, { error: `is longer than ${MAX_TEXT} characters` })
  .refine((value) => value.isWellFormed(), { error: 'holds half of a surrogate pair; send valid Unicode' })
const line = text.max(500, { error: 'is longer than 500 characters' })
const lines = z.array(line).max(200)
const day = z.union([z.literal(''), z.iso.date({ error: 'is not a day; write YYYY-MM-DD' })])
const amount = z.union([
  z.literal(''),
  z.string().regex(/^\d{1,15}(?:\.\d{1,6})?$/, { error: 'is no amount; write dollars such as 120000.00' }),
])
const party = z.strictObject({ address: line.optional(), phone: line.optional() })
const namedParty = party.extend({ name: line, country: line.optional() })
const item = z.strictObject({
  model: line.optional(),
  app: line.optional(),
  ccats: line.optional(),
  unitPriceUsd: amount.optional(),
  manufacturer: line.optional(),
  description: text.optional(),
})
const MAX_REFS = 1_000
const byRef = <Fields extends z.ZodType>(fields: Fields) =>
  z
    .record(z.string().min(1).max(200), fields)
    .refine((given) => Object.keys(given).length <= MAX_REFS, { error: `holds more than ${MAX_REFS}` })

/** Everything a person may answer. Attachments are not typed in: their bytes are kept first. */
const answersSchema = z.strictObject({
  contact: z.strictObject({ name: line.optional(), phone: line.optional(), fax: line.optional() }).optional(),
  appliedOn: day.optional(),
  applicant: z
    .strictObject({ address: line.optional(), phone: line.optional(), employerId: line.optional() })
    .optional(),
  otherRecipient: namedParty.nullable().optional(),
  parties: byRef(party).optional(),
  items: byRef(item).optional(),
  documentsSubmitted: lines.optional(),
  documentsOnFile: lines.optional(),
  returnedApplication: line.optional(),
  replacesLicence: line.optional(),
  changesToLicence: text.optional(),
  deniedApplication: line.optional(),
  previouslyExportedUnder: line.optional(),
  importCertificate: line.optional(),
  originalConsignee: namedParty.nullable().optional(),
  activities: text.optional(),
  endUse: text.optional(),
  additional: z.array(text).max(200).optional(),
  signatory: z.strictObject({ name: line.optional(), title: line.optional() }).optional(),
  letter: z
    .array(z.strictObject({ text: text.min(1, { error: 'is empty' }), evidence: lines }))
    .max(200)
    .optional(),
})

/** Some of the answers: what is left out stays, an empty text or `null` takes back what was answered. */
export type GivenAnswers = z.output<typeof answersSchema>

/** Answers for a party or an item that the transaction does not have: nothing would ever show them. */
export function strangeRefs(
  { parties = {}, items = {} }: GivenAnswers,
  transaction: Transaction,
): readonly InputFault[] {
  const known = {
    parties: transaction.parties.map(({ ref }, i) => ref ?? `p${i + 1}`),
    items: transaction.items.map(({ ref }, i) => ref ?? `i${i + 1}`),
  }
  return [
    ...strangers('parties', Object.keys(parties), known.parties),
    ...strangers('items', Object.keys(items), known.items),
  ]
}

function strangers(field: string, given: readonly string[], known: readonly string[]): readonly InputFault[] {
  return given
    .filter((ref) => !known.includes(ref))
    .map((ref) => ({ field: `${field}.${ref}`, sentence: `is not in the transaction; it has ${known.join(', ')}` }))
}

/** Each fault names its field. */
export function readAnswers(input: unknown): Result<GivenAnswers, readonly InputFault[]> {
  const read = answersSchema.safeParse(input)
  if (read.success) return ok(read.data)
  return err(
    read.error.issues.map(({ path, message, code }) => ({
      field: path.map(String).join('.') || '(whole document)',
      sentence: code === 'invalid_type' ? 'is not in the form it should have' : message,
    })),
  )
}

/** What was answered so far, with what is answered now laid over it. */
export function withGiven(before: Answers, given: GivenAnswers): Answers {
  const { otherRecipient, originalConsignee, ...answers } = pruned(laidOver(before, given)) as Answers
  return {
    ...answers,
    // Who has no name is not answered: an address alone tells the authority nothing.
    ...(otherRecipient?.name === undefined ? {} : { otherRecipient }),
    ...(originalConsignee?.name === undefined ? {} : { originalConsignee }),
  }
}

type Fields = Readonly<Record<string, unknown>>

function laidOver(before: Fields, given: Fields): Fields {
  const laid = Object.entries(given).map(([key, value]) => {
    const known = before[key]
    return [key, isFields(known) && isFields(value) ? laidOver(known, value) : value]
  })
  return { ...before, ...Object.fromEntries(laid) }
}

/** Without what is empty: it is not answered, and is said to be missing. */
function pruned(fields: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([key, value]) => {
      const kept = isFields(value) ? pruned(value) : value
      const isEmpty =
        kept === undefined ||
        kept === null ||
        kept === '' ||
        (Array.isArray(kept) && kept.length === 0) ||
        (isFields(kept) && Object.keys(kept).length === 0)
      return isEmpty ? [] : [[key, kept]]
    }),
  )
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
