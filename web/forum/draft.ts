/** From what was typed to the draft the server reads. Nothing is judged here: what is wrong comes back with its field. */
import type { Values } from '../parts/act-form.tsx'
import { linesOf } from '../parts/act-form.tsx'
import { RECORD_FIELDS, type RecordField, type RecordType } from './record-fields.ts'

export const LABELS = ['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED'] as const
export const CAVEATS = ['ORCON', 'NO-INDUSTRY', 'NO-CSO', 'NOT-A-LICENSING-BASIS'] as const

export type Addressee = { readonly code: string; readonly name: string }

export type DraftTo = {
  readonly type: RecordType
  readonly refs: readonly { readonly rel: string; readonly hash: string }[]
  /** Fields of the body that are not asked. */
  readonly given?: Readonly<Record<string, unknown>>
  /** The state that signs. */
  readonly self: string
  /** Codes of countries by their names, lower case. */
  readonly codes: ReadonlyMap<string, string>
  readonly states: readonly Addressee[]
  readonly people: readonly string[]
}

/** A field of the form is named for its place in the draft, so that a fault finds it. */
export function nameIn({ name }: RecordField): string {
  return `body.${name}`
}

export function draftOf(values: Values, to: DraftTo): unknown {
  const { type, refs, given = {} } = to
  const isStanding = type.startsWith('membership.')
  const eyes = to.states.filter(({ code }) => values[`eyes.${code}`] === 'yes').map(({ code }) => code)
  const names = to.people.filter((person) => values[`names.${person}`] === 'yes')
  const tlp = isStanding ? 'CLEAR' : (values['handling.tlp'] ?? '')
  const body = bodyOf(values, RECORD_FIELDS[type], to)
  const isOfGroup = type === 'group.define' && typeof body.group === 'string'
  return {
    type,
    refs,
    group: isOfGroup ? body.group : values.group || 'all',
    handling: {
      ...(tlp === '' ? {} : { tlp }),
      caveats: CAVEATS.filter((caveat) => values[`caveat.${caveat}`] === 'yes'),
      eyes: eyes.length === 0 ? null : eyes,
      names,
      reviewBy: values['handling.reviewBy'] || null,
      expires: values['handling.expires'] || null,
    },
    basis: isStanding ? 'code-of-conduct' : values.basis || undefined,
    releasedBy: values.releasedBy || null,
    body: { ...body, ...given },
  }
}

function bodyOf(values: Values, fields: readonly RecordField[], to: DraftTo): Record<string, unknown> {
  const body: Record<string, unknown> = {}
  for (const field of fields) {
    const value = writtenOf(field, values, to)
    if (value !== undefined) put(body, field.name.split('.'), value)
  }
  return body
}

function put(body: Record<string, unknown>, [head = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) {
    body[head] = value
    return
  }
  const held = body[head]
  const inner: Record<string, unknown> = typeof held === 'object' && held !== null ? { ...held } : {}
  put(inner, rest, value)
  body[head] = inner
}

function writtenOf(field: RecordField, values: Values, to: DraftTo): unknown {
  const text = (values[nameIn(field)] ?? '').trim()
  switch (field.as) {
    case 'check':
      return text === 'yes'
    case 'lines':
      return linesOf(text)
    case 'countries':
      return linesOf(text).map((one) => countryOf(one, to))
    case 'country':
      return text === '' ? undefined : text
    case 'goods':
      return linesOf(text).map((one) => {
        const [description = '', entries = ''] = parts(one)
        return { description, entries: entries === '' ? [] : entries.split(/[,;]\s*/) }
      })
    case 'actors':
      return linesOf(text).map((one) => {
        const [name = '', country = '', role = ''] = parts(one)
        return { name: name || null, country: country === '' ? null : countryOf(country, to), role: role || 'other' }
      })
    case 'steps':
      return linesOf(text).map((one) => {
        const [what = '', who = '', days = ''] = parts(one)
        return { what, who, withinDays: /^\d+/.test(days) ? Number.parseInt(days, 10) : null }
      })
    case 'points':
      return linesOf(text).map((one) => {
        const [title = '', lead = '', note = ''] = parts(one)
        return { title, lead: lead === '' ? null : `urn:forum:state:${lead.toUpperCase()}`, note: note || null }
      })
    case 'delegates':
      return linesOf(text).map((one) => {
        const [short = '', name = '', office = ''] = parts(one)
        return { person: `urn:forum:person:${to.self}:${short}`, name, office }
      })
    case 'own-group':
      return text === '' ? undefined : `urn:forum:group:${to.self}:${text}`
    case 'states':
      return to.states.filter(({ code }) => values[`${nameIn(field)}.${code}`] === 'yes').map(({ code }) => code)
    case 'choices':
      return field.of.filter(([value]) => values[`${nameIn(field)}.${value}`] === 'yes').map(([value]) => value)
    case 'number':
      return /^\d+$/.test(text) ? Number(text) : undefined
    case 'instant':
      return text === '' ? undefined : instantOf(text)
    default:
      return text === '' ? undefined : text
  }
}

function parts(line: string): readonly string[] {
  return line.split('|').map((part) => part.trim())
}

function countryOf(word: string, { codes }: DraftTo): string {
  return codes.get(word.toLowerCase()) ?? word.toUpperCase()
}

/** `2026-12-01 14:00` in UTC as records write it; anything else as it is, to be refused with its field. */
function instantOf(text: string): string {
  const [, on, time] = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2})(?: ?(?:UTC|Z))?$/.exec(text) ?? []
  return on === undefined ? text : `${on}T${time}:00.000Z`
}
