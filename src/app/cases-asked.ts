/** What a person asks of a case, read field by field at the edge. Whether it may be done is not decided here. */
import { z } from 'zod'
import { err, millionths, ok, type Result } from '../base/index.ts'
import {
  type Actor,
  type ActToSecond,
  type Asked,
  DISPOSITIONS,
  HIT_DECISIONS,
  needsSecond,
  ROLES,
  SECONDED,
} from '../case/index.ts'

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
const amount = z
  .string()
  .refine((value) => millionths(value) !== null, { error: 'is not an amount; write digits such as 12500.00' })
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

/** What a person may ask for; the rest the program alone records. */
type PersonsAct = Exclude<Asked, { kind: 'screening.recorded' | 'approval.asked' | 'case.reassessed' }>
type Fields = {
  readonly [Kind in PersonsAct['kind']]: z.ZodType<Omit<Extract<PersonsAct, { kind: Kind }>, 'kind' | 'second'>>
}

/** What is asked, and how it is to be done. */
export type Wanted =
  | { readonly kind: 'act'; readonly asked: PersonsAct }
  /** A second person is to be asked at their own sign-in. */
  | { readonly kind: 'ask-second'; readonly act: ActToSecond }
  /** Whoever asks stands behind what another asked for. */
  | { readonly kind: 'give'; readonly approval: string }

/** Every kind a person may ask for; a new one does not compile until it stands here. */
const FIELDS: Fields = {
  'screening.vouched': z.strictObject({ party: word, how: text, evidence: texts }),
  'classification.recorded': z.strictObject({ item: word, eccn: word, by: word }),
  'determination.recorded': z.strictObject({ item: word, outcome: word, requirements: texts, exceptions: texts }),
  'factor.recorded': z.strictObject({ factor: word, state: word, because: texts }),
  'question.opened': z.strictObject({ question: word, text: word, paragraph: word }),
  'question.answered': z.strictObject({ question: word, answer: text, source: text }),
  'hit.decided': z.strictObject({
    party: word,
    entry: word,
    entryVersion: text,
    decision: z.enum(HIT_DECISIONS),
    reason: text,
  }),
  'flag.raised': z.strictObject({ flag: word, text: word, because: texts, from: word }),
  'flag.inquired': z.strictObject({ flag: word, question: word, askedOf: word, dueOn: day }),
  'flag.answered': z.strictObject({ flag: word, answer: word, isAdequate: z.boolean() }),
  'flag.resolved': z.strictObject({ flag: word, reason: text, evidence: texts, considered: texts }),
  'flag.unresolved': z.strictObject({ flag: word, reason: text }),
  'flag.mistaken': z.strictObject({ flag: word, reason: text }),
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
  }),
  'information.reopened': z.strictObject({ item: word, reason: text }),
  'disclosure.withheld': z.strictObject({ subject: word, ground: word }),
  'rights.assessed': z.strictObject({ assessment, considered: texts }),
  'rights.confirmed': z.strictObject({ looked: text, reason: text, considered: texts }),
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
  'application.made-elsewhere': z.strictObject({
    authority: word,
    reference: word,
    on: day,
    evidence: hash,
    schedule: texts,
  }),
  'application.decided-elsewhere': z.strictObject({ decision }),
  'licence.recorded': z.strictObject({
    licence: word,
    letter: hash,
    lines: z
      .array(
        z.strictObject({
          item: word,
          quantity: amount.nullable(),
          unit: word.nullable(),
          valueUsd: amount.nullable(),
        }),
      )
      .max(500),
    from: day.nullable(),
    until: day.nullable(),
  }),
  'shipment.recorded': z.strictObject({
    shipment: word,
    on: day,
    quantity: word,
    licence: word.nullable(),
    drawn: z
      .array(z.strictObject({ item: word, quantity: amount, unit: word, valueUsd: amount.nullable() }))
      .max(500)
      .optional(),
  }),
  'case.released': z.strictObject({ basis: word }),
  'case.refrained': z.strictObject({ reason: text }),
  'case.reopened': z.strictObject({ reason: word, source: word }),
  'duty.opened': z.strictObject({ duty: word, text: word, paragraph: word, dueOn: day.nullable() }),
  'duty.done': z.strictObject({ duty: word, how: word }),
  'approval.declined': z.strictObject({ approval: word, reason: text }),
}
const GIVEN = z.strictObject({ approval: word })

/**
 * @param input `{ kind, ... }`, as `CaseEvent` has it; `approval.given` too. Of an act that needs a second person, `second`
 *   is that person, or `ask`: to put it to one.
 * @param hasAccounts whether a second person can only give their name themselves
 */
export function readWanted(input: unknown, hasAccounts: boolean): Result<Wanted, AskedProblem> {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    return invalid('(whole document)', 'is not a mapping with a `kind`')
  }
  const { kind, second, ...fields }: { readonly kind?: unknown; readonly second?: unknown } = input
  if (kind === 'approval.given') {
    const given = GIVEN.safeParse(fields)
    return given.success ? ok({ kind: 'give', approval: given.data.approval }) : fault(kind, given.error)
  }
  if (!isKind(kind)) {
    const said = typeof kind === 'string' ? `\`${kind.slice(0, 60).toWellFormed()}\` is no act` : 'is missing'
    return invalid('kind', `${said}; write one of ${Object.keys(FIELDS).join(', ')}`)
  }
  const read = FIELDS[kind].safeParse(fields)
  if (!read.success) return fault(kind, read.error)
  if (!isSeconded(kind)) {
    if (second !== undefined) return invalid('second', 'is not asked for here; leave it out')
    return ok({ kind: 'act', asked: { kind, ...read.data } as PersonsAct })
  }
  return withSecond({ kind, ...read.data } as ActToSecond, second, hasAccounts)
}

/** An act as another node words it: one that needs no second person. */
export function readAsked(input: unknown): Result<PersonsAct, AskedProblem> {
  const wanted = readWanted(input, false)
  if (!wanted.ok) return wanted
  return wanted.value.kind === 'act' ? ok(wanted.value.asked) : invalid('kind', 'is for people of this node alone')
}

/** With accounts, nobody names a second person in their own act. */
function withSecond(wanted: ActToSecond, second: unknown, hasAccounts: boolean): Result<Wanted, AskedProblem> {
  const isAsking = second === 'ask' || (hasAccounts && (second === undefined || second === null))
  if (isAsking && needsSecond(wanted)) return ok({ kind: 'ask-second', act: wanted })
  if (isAsking || (!needsSecond(wanted) && (second === undefined || second === null))) {
    return ok({ kind: 'act', asked: { ...wanted, second: null } as PersonsAct })
  }
  if (hasAccounts) {
    return invalid('second', 'is given by that person at their own sign-in; leave it out, and they will be asked')
  }
  const read = person.safeParse(second)
  if (read.success) return ok({ kind: 'act', asked: { ...wanted, second: read.data } as PersonsAct })
  return invalid('second', 'is missing; name the second person with id, name and roles')
}

function isSeconded(kind: string): boolean {
  return SECONDED.some((one) => one === kind)
}

function isKind(kind: unknown): kind is PersonsAct['kind'] {
  return typeof kind === 'string' && Object.hasOwn(FIELDS, kind)
}

function fault(kind: string, error: z.ZodError): { readonly ok: false; readonly error: AskedProblem } {
  const [issue] = error.issues
  return invalid((issue?.path ?? []).map(String).join('.') || kind, issue?.message ?? 'cannot be read')
}

function invalid(field: string, sentence: string): { readonly ok: false; readonly error: AskedProblem } {
  return err({ kind: 'case.event-invalid', field, sentence })
}
