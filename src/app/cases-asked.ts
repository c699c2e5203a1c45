/** What a person asks of a case, read field by field at the edge. Whether it may be done is not decided here. */
import { z } from 'zod'
import { err, ok, type Result } from '../base/index.ts'
import { type Actor, type Asked, DISPOSITIONS, ROLES } from '../case/index.ts'

/** What was asked is not in a form that can be recorded. */
export type AskedProblem = { readonly kind: 'case.event-invalid'; readonly field: string; readonly sentence: string }

const MAX_TEXT = 50_000

const text = z
  .string()
  .max(MAX_TEXT, { error: `is longer than ${MAX_TEXT} characters` })
  .refine((value) => value.isWellFormed(), { error: 'holds half of a surrogate pair; send valid Unicode' })
const texts = z.array(text).max(1_000)
const word = text.min(1, { error: 'is empty' })
const hash = z.string().regex(/^[0-9a-f]{64}$/, { error: 'is not a SHA-256; write 64 hexadecimal digits' })
const day = z.iso.date({ error: 'is not a day; write YYYY-MM-DD' })
const scale = z.int().min(1).max(5)
const person: z.ZodType<Actor> = z.strictObject({ id: word, name: word, roles: z.array(z.enum(ROLES)) })

const assessment = z.strictObject({
  rights: z
    .array(
      z.strictObject({
        right: word,
        holders: text,
        scale,
        scope: scale,
        irremediability: scale,
        likelihood: scale,
        evidence: texts,
        counterEvidence: texts,
      }),
    )
    .max(100),
  involvement: z.enum(['cause', 'contribute', 'directly-linked', 'none']),
  mitigations: texts,
  conclusion: z.enum(['proceed', 'proceed-with-measures', 'apply', 'refrain']),
  reasons: text,
})
const decision = z.strictObject({
  outcome: z.enum(['granted', 'granted-with-conditions', 'denied', 'returned-without-action']),
  authority: word,
  reference: word,
  letter: hash,
  conditions: texts,
})

type Fields = { readonly [Kind in Asked['kind']]: z.ZodType<Omit<Extract<Asked, { kind: Kind }>, 'kind'>> }

/** Every kind a person may ask for; a new one does not compile until it stands here. */
const FIELDS: Fields = {
  'screening.recorded': z.strictObject({ party: word, state: word, because: text, hits: texts }),
  'classification.recorded': z.strictObject({ item: word, eccn: word, by: word }),
  'determination.recorded': z.strictObject({ item: word, outcome: word, requirements: texts, exceptions: texts }),
  'factor.recorded': z.strictObject({ factor: word, state: word, because: texts }),
  'question.opened': z.strictObject({ question: word, text: word, paragraph: word }),
  'question.answered': z.strictObject({ question: word, answer: text, source: text }),
  'hit.decided': z.strictObject({
    party: word,
    entry: word,
    entryVersion: text,
    decision: z.enum(['true-match', 'false-match']),
    reason: text,
  }),
  'flag.raised': z.strictObject({ flag: word, text: word, because: texts, from: word }),
  'flag.inquired': z.strictObject({ flag: word, question: word, askedOf: word, dueOn: day }),
  'flag.answered': z.strictObject({ flag: word, answer: word, isAdequate: z.boolean() }),
  'flag.resolved': z.strictObject({ flag: word, reason: text, evidence: texts, considered: texts }),
  'flag.unresolved': z.strictObject({ flag: word, reason: text }),
  'flag.mistaken': z.strictObject({ flag: word, reason: text, second: person }),
  'information.linked': z.strictObject({
    item: word,
    sha256: hash,
    party: word,
    because: text,
    isRetroactive: z.boolean(),
  }),
  'information.disposed': z.strictObject({
    item: word,
    disposition: z.enum(DISPOSITIONS),
    reason: text,
    evidence: texts,
    second: person.nullable(),
  }),
  'information.reopened': z.strictObject({ item: word, reason: text }),
  'disclosure.withheld': z.strictObject({ subject: word, ground: word, second: person }),
  'rights.assessed': z.strictObject({ assessment, considered: texts }),
  'hold.placed': z.strictObject({ hold: word, reason: word, source: word }),
  'hold.lifted': z.strictObject({ hold: word, basis: text }),
  'application.prepared': z.strictObject({ package: word, schedule: texts }),
  'application.signed': z.strictObject({ package: word, statement: word, signature: word }),
  'application.submitted': z.strictObject({ package: word, authority: word }),
  'application.registered': z.strictObject({ reference: word }),
  'application.asked': z.strictObject({ query: word, question: word, dueOn: day }),
  'application.replied': z.strictObject({ query: word, answer: word, documents: texts }),
  'application.intent-to-deny': z.strictObject({ reasons: word, answerBy: day }),
  'application.rebutted': z.strictObject({ answer: word }),
  'application.decided': z.strictObject({ decision }),
  'shipment.recorded': z.strictObject({ shipment: word, on: day, quantity: word, licence: word.nullable() }),
  'case.released': z.strictObject({ basis: word, second: person }),
  'case.refrained': z.strictObject({ reason: text }),
  'case.reopened': z.strictObject({ reason: word, source: word }),
  'duty.opened': z.strictObject({ duty: word, text: word, paragraph: word, dueOn: day.nullable() }),
  'duty.done': z.strictObject({ duty: word, how: word }),
}

/** @param input `{ kind, ... }`, as `CaseEvent` has it */
export function readAsked(input: unknown): Result<Asked, AskedProblem> {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    return invalid('(whole document)', 'is not a mapping with a `kind`')
  }
  const { kind, ...fields }: { readonly kind?: unknown } = input
  if (!isKind(kind)) {
    const said = typeof kind === 'string' ? `\`${kind.slice(0, 60).toWellFormed()}\` is no act` : 'is missing'
    return invalid('kind', `${said}; write one of ${Object.keys(FIELDS).join(', ')}`)
  }
  const read = FIELDS[kind].safeParse(fields)
  if (read.success) return ok({ kind, ...read.data } as Asked)
  const [issue] = read.error.issues
  return invalid((issue?.path ?? []).map(String).join('.') || kind, issue?.message ?? 'cannot be read')
}

function isKind(kind: unknown): kind is Asked['kind'] {
  return typeof kind === 'string' && Object.hasOwn(FIELDS, kind)
}

function invalid(field: string, sentence: string): { readonly ok: false; readonly error: AskedProblem } {
  return err({ kind: 'case.event-invalid', field, sentence })
}
