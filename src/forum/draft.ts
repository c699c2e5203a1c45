/** A draft as a person writes it, in YAML or from a form, read into one that can be signed. The label is never filled in. */
import { z } from 'zod'
import { err, ok, type Result } from '../base/index.ts'
import { BASES, type Basis, CAVEATS, type Handling, LABELS, RELATIONS } from './envelope.ts'
import { EVERYONE, type GroupId, parseGroupId, parsePersonId, parseStateId, type StateId } from './ids.ts'
import type { Draft } from './log.ts'
import { NO_LEGAL_BASIS } from './record.ts'
import { quoted } from './refusal.ts'
import { dayField, sha } from './types/fields.ts'
import { BODIES, isRecordType, RECORD_TYPES, type RecordType } from './types.ts'

/** A field at fault, by its path in the draft, and what to do about it. */
export type DraftFault = { readonly field: string; readonly sentence: string }

const state = z.string().transform((text, context): StateId => {
  const read = parseStateId(/^[A-Z]{2}$/.test(text) ? `urn:forum:state:${text}` : text)
  if (read !== null) return read
  context.addIssue({ code: 'custom', message: 'is not a state of the forum; write its two-letter code' })
  return z.NEVER
})
const person = z.string().transform((text, context) => {
  const read = parsePersonId(text)
  if (read !== null) return read
  context.addIssue({ code: 'custom', message: 'is not a person listed by a state, such as `urn:forum:person:NO:desk`' })
  return z.NEVER
})
const group = z.string().transform((text, context): GroupId => {
  const read = text === 'all' ? EVERYONE : parseGroupId(text)
  if (read !== null) return read
  context.addIssue({ code: 'custom', message: 'is not a group of the forum; write `all` for every member' })
  return z.NEVER
})

/** Everything but the body. What may be left out narrows nothing and widens nothing: only the label decides, and it must be given. */
const outside = z.strictObject({
  type: z.string(),
  group: group.default(EVERYONE),
  refs: z
    .array(z.strictObject({ rel: z.enum(RELATIONS), hash: sha }))
    .max(50)
    .default([]),
  handling: z
    .strictObject({
      tlp: z.enum(LABELS).optional(),
      caveats: z.array(z.enum(CAVEATS)).default([]),
      eyes: z.array(state).nullable().default(null),
      names: z.array(person).default([]),
      reviewBy: dayField.nullable().default(null),
      expires: dayField.nullable().default(null),
    })
    .optional(),
  basis: z.enum(BASES, { error: `is none of ${BASES.join(', ')}` }).optional(),
  releasedBy: sha.nullable().default(null),
  body: z.record(z.string(), z.unknown()),
})

const NO_BASIS: DraftFault = {
  field: 'basis',
  sentence: `is missing; say on what footing it is shared, one of ${BASES.join(', ')}`,
}

/** A draft in the making: it can be asked who would read it, whatever its body still lacks. */
export type HalfDraft = { readonly draft: Draft; readonly faults: readonly DraftFault[] }

/** States may be written by their code, in the envelope and in the fields of a body that name states. */
export function readDraft(input: unknown): Result<Draft, readonly DraftFault[]> {
  const half = readHalfDraft(input)
  if (!half.ok) return half
  return half.value.faults.length === 0 ? ok(half.value.draft) : err(half.value.faults)
}

/** The same, where faults of the body do not stand in the way of asking who would read it. */
export function readHalfDraft(input: unknown): Result<HalfDraft, readonly DraftFault[]> {
  const read = outside.safeParse(input)
  if (!read.success) return err(faultsIn(read.error))
  const { type, handling, basis, ...rest } = read.data
  if (!isRecordType(type)) {
    return err([
      { field: 'type', sentence: `${quoted(type)} is no type of record; write one of ${RECORD_TYPES.join(', ')}` },
    ])
  }
  const written = filled(type, withStates(type, rest.body))
  const body = BODIES[type].safeParse(written)
  // The schema of `type` made `body`; the compiler cannot follow a key into a union.
  const draft = {
    ...rest,
    type,
    // No basis is a fault, so nothing is signed on this one; until it is said, no regime narrows the readers.
    basis: basis ?? 'code-of-conduct',
    handling: labelled(handling),
    body: body.data ?? addressingOf(written),
  } as Draft
  return ok({
    draft,
    faults: [...(basis === undefined ? [NO_BASIS] : []), ...(body.success ? [] : bodyFaults(type, body.error))],
  })
}

/** What an audience is read from in the body of a call or a definition, as far as it is there. */
function addressingOf({ invites, group: name, members }: Readonly<Record<string, unknown>>): unknown {
  const textsOf = (value: unknown) => (Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [])
  return { invites: textsOf(invites), group: name, members: textsOf(members) }
}

type Written = { readonly tlp?: Handling['tlp'] | undefined } & Omit<Handling, 'tlp'>

function labelled(handling: Written | undefined): Handling | undefined {
  if (handling?.tlp === undefined) return undefined
  return { ...handling, tlp: handling.tlp }
}

/** Fields of bodies that name states. */
const STATE_FIELDS: Readonly<Partial<Record<RecordType, readonly string[]>>> = {
  meeting: ['invited'],
  minute: ['present'],
  release: ['to'],
  'group.define': ['members'],
}

function withStates(type: RecordType, body: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const fields = (STATE_FIELDS[type] ?? []).filter((field) => Array.isArray(body[field]))
  return { ...body, ...Object.fromEntries(fields.map((field) => [field, inFull(body[field])])) }
}

function inFull(states: unknown): unknown {
  if (!Array.isArray(states)) return states
  return states.map((one) => (typeof one === 'string' && /^[A-Z]{2}$/.test(one) ? `urn:forum:state:${one}` : one))
}

/** What was not said stays unsaid: `null` where the type allows it, else an empty list where it allows that. */
function filled(type: RecordType, body: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const unsaid: Record<string, unknown> = {}
  for (const [name, field] of Object.entries(fieldsOf(type))) {
    if (Object.hasOwn(body, name)) continue
    const blank = [null, []].find((one) => field.safeParse(one).success)
    if (blank !== undefined) unsaid[name] = blank
  }
  return { ...unsaid, ...body }
}

function fieldsOf(type: RecordType): Readonly<Record<string, z.ZodType>> {
  return BODIES[type].unwrap().shape
}

function bodyFaults(type: RecordType, error: z.ZodError): readonly DraftFault[] {
  if (type === 'denial.notice' && error.issues.some(({ path }) => path[0] === 'legalBasis')) {
    return [{ field: 'body.legalBasis', sentence: NO_LEGAL_BASIS }]
  }
  return faultsIn(error, 'body')
}

function faultsIn(error: z.ZodError, within = ''): readonly DraftFault[] {
  return error.issues.map((issue) => {
    const field = [within, ...issue.path.map(String)].filter((step) => step !== '').join('.')
    return { field: field === '' ? 'draft' : field, sentence: sentenceOf(issue) }
  })
}

function sentenceOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'unrecognized_keys':
      return `holds ${quoted(issue.keys.join(', '))}, which nobody reads; take it out`
    case 'invalid_type':
      return issue.input === undefined ? 'is missing; fill it in' : `is not as it should be: ${issue.message}`
    case 'too_small':
      return 'is empty; fill it in'
    case 'invalid_value':
      return issue.message.startsWith('is ') ? issue.message : `is none of ${issue.values.map(String).join(', ')}`
    default:
      return issue.message.startsWith('is ') || issue.message.startsWith('holds ')
        ? issue.message
        : `is not as it should be: ${issue.message}`
  }
}

/** For people: on what footing a record is shared. */
export const BASIS_NAMES: Readonly<Record<Basis, string>> = {
  national: 'national law',
  'code-of-conduct': 'the Code of Conduct',
  'wassenaar-arrangement': 'the Wassenaar Arrangement',
  'australia-group': 'the Australia Group',
  'missile-technology-control-regime': 'the Missile Technology Control Regime',
  'nuclear-suppliers-group': 'the Nuclear Suppliers Group',
  'european-union': 'the European Union',
}
