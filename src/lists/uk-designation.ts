/**
 * A designation of the United Kingdom as its lists tell it, row by row or element by element: one bag of fields a
 * designation, the same for the UK Sanctions List and for the retired consolidated list of HM Treasury.
 */
import { type Day, parseDay } from '../base/index.ts'
import { type Entry, type Losses, NO_TERMS, Properties } from './entry.ts'
import { readNationality } from './nationality.ts'
import type { ListId, PartySchema } from './party.ts'
import { cleanText, readListingDay } from './wording.ts'

/** What a designation says, under one name whatever the format. */
export type UkField =
  | 'unRef'
  | 'ofsiGroup'
  | 'ukReference'
  | 'regime'
  | 'measure'
  | 'info'
  | 'reasons'
  | 'designatedOn'
  | 'listedOn'
  | 'title'
  | 'nonLatin'
  | 'phone'
  | 'website'
  | 'email'
  | 'born'
  | 'bornAt'
  | 'nationality'
  | 'nationalId'
  | 'passport'
  | 'documentNote'
  | 'position'
  | 'gender'
  | 'entityType'
  | 'subsidiary'
  | 'parent'
  | 'registration'
  | 'imo'
  | 'owner'
  | 'pastOwner'
  | 'flag'
  | 'pastFlag'
  | 'shipType'
  | 'tonnage'
  | 'shipLength'
  | 'built'
  | 'hull'

export type UkName = { readonly text: string; readonly kind: string; readonly strength: string }

export class UkDesignation {
  readonly key: string
  /** Line of the first row, or at which the element ends. */
  readonly line: number
  readonly names: UkName[] = []
  readonly addresses: { readonly text: string; readonly country: string }[] = []
  kind = ''
  readonly #fields = new Map<UkField, Set<string>>()

  constructor(key: string, line: number) {
    this.key = key
    this.line = line
  }

  add(field: UkField, ...values: readonly string[]): void {
    for (const value of values) {
      const text = cleanText(value)
      if (text === '' || /^(n\/a|-)$/i.test(text)) continue
      const known = this.#fields.get(field)
      if (known) known.add(text)
      else this.#fields.set(field, new Set([text]))
    }
  }

  all(field: UkField): readonly string[] {
    return [...(this.#fields.get(field) ?? [])]
  }
}

const SCHEMAS: Readonly<Record<string, PartySchema>> = {
  individual: 'Person',
  entity: 'Organization',
  ship: 'Vessel',
  vessel: 'Vessel',
}

export function schemaOfKind(kind: string): PartySchema | null {
  return SCHEMAS[kind.trim().toLowerCase()] ?? null
}

/** Names 1 to 5 before name 6, which is the surname of a person and the whole name of a body. */
export function ukName(parts: readonly string[], last: string): string {
  return [...parts, last].map(cleanText).filter(Boolean).join(' ')
}

/** `(1) Iran (2) Iraq`, `1) Iran 2) Iraq` or `Iran|Iraq`, piece by piece. */
export function splitNumbered(text: string): readonly string[] {
  return text
    .split(/\(?\b\d{1,2}\)\s*|[|;]/)
    .map(cleanText)
    .filter(Boolean)
}

/** `21/09/1970` as a day; `00/09/1970`, `dd/mm/1970` as the month or year it leaves; `1970-09-21T00:00:00` too. */
export function readUkDate(text: string): string | null {
  const iso = /^(\d{4}-\d{2}-\d{2})(?:T[\d:.]+Z?)?$/.exec(text.trim())
  if (iso) return parseDay(iso[1] ?? '')
  const parts = /^(\d{1,2}|dd)\/(\d{1,2}|mm)\/(\d{4})(?: 00:00(?::00)?)?$/i.exec(cleanText(text))
  if (parts === null) return /^\d{4}$/.test(text.trim()) ? text.trim() : null
  const [day = '', month = '', year = ''] = parts.slice(1).map((part) => part.padStart(2, '0'))
  if (!/^\d+$/.test(month) || month === '00') return year
  if (!/^\d+$/.test(day) || day === '00') return Number(month) <= 12 ? `${year}-${month}` : null
  return parseDay(`${year}-${month}-${day}`)
}

/** A day of listing in either way the lists write it. */
export function readUkDay(text: string): Day | null {
  return readListingDay(readUkDate(text) ?? text.slice(0, 10))
}

/** `QDi.012`, the reference of the Security Council, as often as a text holds one. */
export function unReferences(text: string): readonly string[] {
  return [...text.matchAll(/\b[A-Z]{2,3}[ie]\.\d{3}\b/g)].map(([reference]) => reference)
}

/** `null` when no name is given. Names of a kind nobody knows are searched as aliases, and told in `strange`. */
export function ukEntry(
  list: ListId,
  from: UkDesignation,
  schema: PartySchema,
  lost: Losses,
  strange: Set<string>,
): Entry | null {
  const properties = new Properties()
  if (!addNames(properties, from.names, strange)) return null
  properties.add('alias', ...from.all('nonLatin'))
  for (const { text, country } of from.addresses) {
    properties.add('address', text)
    if (country !== '') addCountry(properties, 'country', country, lost)
  }
  for (const place of from.all('nationality').flatMap(splitNumbered)) addCountry(properties, 'nationality', place, lost)
  addDates(properties, schema === 'Person' ? 'birthDate' : 'incorporationDate', from.all('born'), lost)
  properties.add('birthPlace', ...from.all('bornAt'))
  properties.add('title', ...from.all('title'))
  properties.add('position', ...from.all('position').flatMap(splitNumbered))
  properties.add('gender', ...from.all('gender').map((one) => one.toLowerCase()))
  properties.add('passportNumber', ...from.all('passport').flatMap(splitNumbered))
  properties.add('idNumber', ...from.all('nationalId').flatMap(splitNumbered))
  addRegistrations(properties, from.all('registration'))
  addShip(properties, from)
  for (const property of ['phone', 'website', 'email', 'owner', 'pastOwner', 'parent', 'subsidiary'] as const)
    properties.add(property, ...from.all(property))
  properties.add('legalForm', ...from.all('entityType'))
  properties.add('notes', ...from.all('documentNote'))
  properties.add('unscId', ...[...from.all('unRef'), ...from.all('info')].flatMap(unReferences))
  properties.add('ofsiGroup', ...from.all('ofsiGroup'))
  properties.add('ukReference', ...from.all('ukReference'))
  properties.add('measure', ...from.all('measure').flatMap((one) => one.split('|')))
  const days = [...from.all('designatedOn'), ...from.all('listedOn')]
  const startOn = days.map(readUkDay).find((day) => day !== null) ?? null
  if (startOn === null) lost.days.push(...days)
  const remarks = [...from.all('info'), ...from.all('reasons')].join(' ')
  return {
    list,
    key: from.key,
    schema,
    properties: properties.done(),
    listing: { ...NO_TERMS, programmes: from.all('regime'), startOn, remarks: remarks === '' ? null : remarks },
    grounds: [],
  }
}

function addNames(properties: Properties, names: readonly UkName[], strange: Set<string>): boolean {
  const kindOf = ({ kind }: UkName) => kind.trim().toLowerCase()
  const main =
    names.find((name) => /^(primary|prime)/.test(kindOf(name)) && !/variation/.test(kindOf(name))) ?? names[0]
  if (main === undefined) return false
  properties.add('name', main.text)
  for (const name of names) {
    if (name.text === main.text) continue
    const kind = kindOf(name)
    if (!/^(primary|prime|alias|a\.?k\.?a|f\.?k\.?a|$)/.test(kind)) strange.add(`Name type: ${cleanText(name.kind)}`)
    const isWeak = /low/i.test(name.strength)
    properties.add(/^f\.?k\.?a/.test(kind) ? 'previousName' : isWeak ? 'weakAlias' : 'alias', name.text)
  }
  return true
}

function addCountry(properties: Properties, property: string, text: string, lost: Losses): void {
  const code = readNationality(text.replace(/\s*\(.*\)$/, ''))
  if (code === null) lost.countries.push(text)
  properties.add(property, code)
}

function addDates(properties: Properties, property: string, texts: readonly string[], lost: Losses): void {
  for (const text of texts.flatMap(splitNumbered)) {
    const date = readUkDate(text)
    properties.add(date === null ? 'notes' : property, date ?? text)
    if (date === null) lost.days.push(text)
  }
}

/** A number stands between words as often as alone: `(ИНН): 190950894 (Belarus)`. The words stay as a note. */
function addRegistrations(properties: Properties, texts: readonly string[]): void {
  for (const text of texts) {
    const numbers = [...text.matchAll(/(?<![\p{L}\d])[A-Z]{0,3}\d[\d-]{5,19}(?![\p{L}\d])/gu)].map(([number]) => number)
    properties.add('registrationNumber', ...(numbers.length > 0 ? numbers : [text]))
    if (numbers.length !== 1 || numbers[0] !== text) properties.add('notes', text)
  }
}

function addShip(properties: Properties, from: UkDesignation): void {
  for (const text of from.all('imo').flatMap(splitNumbered)) {
    const imo = /^(?:IMO\s*)?(\d{7})$/i.exec(text)
    properties.add(imo ? 'imoNumber' : 'registrationNumber', imo?.[1] ?? text)
  }
  for (const [field, property] of [
    ['flag', 'flag'],
    ['pastFlag', 'pastFlag'],
  ] as const)
    for (const text of from.all(field).flatMap(splitNumbered))
      properties.add(property, property === 'flag' ? (readNationality(text) ?? null) : text)
  properties.add('vesselType', ...from.all('shipType'))
  properties.add('tonnage', ...from.all('tonnage'))
  properties.add('shipLength', ...from.all('shipLength'))
  properties.add('buildDate', ...from.all('built'))
  properties.add('hullNumber', ...from.all('hull'))
}
