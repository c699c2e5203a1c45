/** Fields that bodies of records share. Bodies hold strings, booleans, `null`, safe integers, lists and plain objects. */
import { z } from 'zod'
import { type CountryCode, parseCountry, parseDay, type Sha256 } from '../../base/index.ts'
import { type GroupId, type PersonId, parseGroupId, parsePersonId, parseStateId, type StateId } from '../ids.ts'
import { type KeyText, parseKey } from '../keys.ts'

const MAX_PROSE = 20_000
const MAX_LINE = 500

export const prose = words(MAX_PROSE)
export const line = words(MAX_LINE)

export const list = <Item extends z.ZodType>(of: Item, max = 100) => z.array(of).max(max).readonly()
export const shape = <Fields extends z.ZodRawShape>(fields: Fields) => z.strictObject(fields).readonly()

export const dayField = read('a day, YYYY-MM-DD', parseDay)
export const state = read<StateId>('a state of the forum, urn:forum:state:NO', parseStateId)
export const group = read<GroupId>('a group of the forum', parseGroupId)
export const person = read<PersonId>('a person listed by a state', parsePersonId)
export const country = read<CountryCode>('a country by its ISO 3166-1 code', (text) =>
  parseCountry(text) === text ? parseCountry(text) : null,
)
export const publicKey = read<KeyText>('an Ed25519 public key that only its owner can sign for', parseKey)
export const sha = read<Sha256>('a SHA-256, 64 hexadecimal digits', (text) =>
  /^[0-9a-f]{64}$/.test(text) ? (text as Sha256) : null,
)

/** Instant, UTC, ISO 8601 with milliseconds, as `Date.toISOString` writes it. */
export const instant = z.string().refine((text) => isInstant(text), { error: 'is not an instant in UTC' })

/** An entry of a control list or words for goods without one. */
export const item = shape({
  description: line,
  /** Entries as the author's law numbers them, `5A001.i`. */
  entries: list(line),
})

/** Someone in a trade, named as far as the author may. */
export const actor = shape({
  name: line.nullable(),
  country: country.nullable(),
  role: z.enum(['end-user', 'consignee', 'intermediary', 'supplier', 'carrier', 'owner', 'other']),
})

/** Whose voice an outside contribution is; civil society included. */
export const VOICES = ['industry', 'academia', 'civil-society'] as const
export const voice = z.enum(VOICES)
export type Voice = (typeof VOICES)[number]

/** Text in one Unicode form, whole characters, no control characters but tab and line feed. */
function words(max: number) {
  return z
    .string()
    .min(1)
    .max(max)
    .refine((text) => text.isWellFormed() && text.normalize('NFC') === text, {
      error: 'is not whole Unicode text in form NFC',
    })
    .refine((text) => !/[^\P{Cc}\t\n]/u.test(text), { error: 'holds control characters' })
}

function isInstant(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/.test(text)) return false
  const ms = Date.parse(text)
  return !Number.isNaN(ms) && new Date(ms).toISOString() === text
}

function read<Value extends string>(what: string, parse: (text: string) => Value | null) {
  return z.string().transform((text, context): Value => {
    const value = parse(text)
    if (value !== null) return value
    context.addIssue({ code: 'custom', message: `is not ${what}` })
    return z.NEVER
  })
}
