/**
 * The consolidated list of sanctions targets of Switzerland, in its XML: programmes and places stand apart from the targets
 * that name them, a name is made of ordered parts with spellings in other scripts, and a target taken off the list stays in
 * the file with a `de-listed` modification.
 * SOURCE: https://www.sesam.search.admin.ch; layout as described and from a short official example, not yet seen whole.
 */
import { type Day, err, ok, parseDay, type Result } from '../base/index.ts'
import { type Entry, type Losses, lossNotes, NO_TERMS, Properties, toParties } from './entry.ts'
import { readText } from './official-text.ts'
import type { PartySchema } from './party.ts'
import type { ListNote, ListProblem } from './problem.ts'
import type { ListSource, NamedFile, ReadList } from './source.ts'
import { cleanText, readCountry, readListingDay, readPartialDay } from './wording.ts'
import type { XmlElement } from './xml.ts'
import { elementsAt, readRecords, textAt, textsAt } from './xml-records.ts'

const MAX_BYTES = 192 * 1024 * 1024

const KNOWN = new Set(
  `sanctions-program program-key program-name sanctions-set origin place location location-variant area area-variant
  country target sanctions-set-id foreign-identifier individual entity object identity name name-part value
  spelling-variant day-month-year address address-details zip-code c-o p-o-box remarks place-of-birth nationality
  identification-document number issuer date-of-issue expiry-date remark justification relation other-information
  generic-attribute modification added removed ancillary-measure @list-type @date @ssid @version-date @lang
  @sanctions-set-id @sex @main @name-type @quality @order @name-part-type @iso-code @day @month @year @calendar
  @place-id @document-type @object-type @relation-type @target-id @modification-type @enactment-date
  @publication-date @effective-date @script @variant-type @current @spelling-variant-type @code @name`
    .trim()
    .split(/\s+/),
)

const NAME_KINDS: Readonly<Record<string, string>> = {
  'primary-name': 'name',
  alias: 'alias',
  'formerly-known-as': 'previousName',
}

export const source: ListSource = {
  id: 'ch-seco',
  title: 'Swiss Consolidated List of Sanctions Targets',
  publisher: 'State Secretariat for Economic Affairs',
  page: 'https://www.seco.admin.ch/seco/en/home/Aussenwirtschaftspolitik_Wirtschaftliche_Zusammenarbeit/Wirtschaftsbeziehungen/exportkontrollen-und-sanktionen/sanktionen-embargos.html',
  lists: ['ch-seco'],
  parts: [{ part: 'xml', isRequired: true, holds: 'the parties' }],
  downloads: [
    {
      part: 'xml',
      address:
        'https://www.sesam.search.admin.ch/sesam-search-web/pages/downloadXmlGesamtliste.xhtml?lang=en&action=downloadXmlGesamtlisteAction',
    },
  ],
  expectedParties: { min: 2_000, max: 80_000 },
  maxBytes: MAX_BYTES,
  recognise: (opening) => (/<swiss-sanctions-list[\s>]/.test(opening) ? 'xml' : null),
  read,
}

/** What targets refer to by number. */
type Context = {
  readonly programmes: Map<string, string>
  readonly sets: Map<string, string>
  readonly places: Map<string, Place>
  readonly lost: Losses
}
type Place = { readonly text: string; readonly country: string }

function read(files: ReadonlyMap<string, NamedFile>): Result<ReadList, ListProblem> {
  const file = files.get('xml')
  if (file === undefined) throw new Error('the xml of the Swiss list is a required part')
  const text = readText(file, MAX_BYTES)
  if (!text.ok) return text
  const context: Context = {
    programmes: new Map(),
    sets: new Map(),
    places: new Map(),
    lost: { countries: [], days: [] },
  }
  // Twice through the file: a place may stand behind the targets that name it, and a tree of all would not fit.
  const first = readRecords(text.value.text, file.name, {
    root: 'swiss-sanctions-list',
    known: KNOWN,
    take: (record) => noteContext(context, record, file.name),
  })
  if (!first.ok) return first
  const stated = first.value.attributes.date ?? ''
  const dataOn = parseDay(stated.slice(0, 10))
  if (dataOn === null) {
    const where = { file: file.name, line: 1, column: 'date' } as const
    return err(
      stated === '' ? { kind: 'list.missing-value', ...where } : { kind: 'list.bad-date', ...where, value: stated },
    )
  }
  const entries: Entry[] = []
  let delisted = 0
  const second = readRecords(text.value.text, file.name, {
    root: 'swiss-sanctions-list',
    known: KNOWN,
    take(record) {
      if (record.name !== 'target') return null
      if (isDelisted(record)) {
        delisted++
        return null
      }
      const entry = readEntry(record, file.name, context)
      if (!entry.ok) return entry.error
      entries.push(entry.value)
      return null
    },
  })
  if (!second.ok) return second
  const { parties, notes } = toParties(entries, () => true)
  const gone: readonly ListNote[] = delisted > 0 ? [{ kind: 'delisted', entries: delisted }] : []
  return ok({
    source: 'ch-seco',
    parties,
    rows: entries.length + delisted,
    parts: ['xml'],
    dataOn,
    dataOnBasis: 'stated',
    highestNumber: null,
    notes: [...notes, ...gone, ...lossNotes(context.lost), ...first.value.notes],
  })
}

function noteContext(context: Context, record: XmlElement, file: string): ListProblem | null {
  switch (record.name) {
    case 'sanctions-program': {
      const english = (name: string) => elementsAt(record, name).find((one) => one.attributes.lang === 'eng')
      const programme = cleanText((english('program-name') ?? elementsAt(record, 'program-name')[0])?.text ?? '')
      for (const set of elementsAt(record, 'sanctions-set')) {
        const id = set.attributes.ssid ?? ''
        context.programmes.set(id, programme)
        if (set.attributes.lang === 'eng' || !context.sets.has(id)) context.sets.set(id, cleanText(set.text))
      }
      return null
    }
    case 'place':
      context.places.set(record.attributes.ssid ?? '', placeOf(record))
      return null
    case 'target':
      return null
    default:
      return { kind: 'list.unknown-element', file, line: record.line, element: record.name }
  }
}

function placeOf(element: XmlElement): Place {
  const [country] = elementsAt(element, 'country')
  const box = textAt(element, 'p-o-box')
  const parts = [
    textAt(element, 'c-o'),
    textAt(element, 'address-details'),
    box && `P.O. Box ${box}`,
    textAt(element, 'zip-code'),
    textAt(element, 'location'),
    textAt(element, 'area'),
  ]
  return {
    text: parts.filter(Boolean).join(', '),
    country: country?.attributes['iso-code'] ?? cleanText(country?.text ?? ''),
  }
}

/** By the newest of its modifications; of one day, the one that stands first. */
function isDelisted(target: XmlElement): boolean {
  const dayOf = ({ attributes }: XmlElement) =>
    attributes['effective-date'] ?? attributes['publication-date'] ?? attributes['enactment-date'] ?? ''
  const newest = elementsAt(target, 'modification').reduce<XmlElement | null>(
    (found, one) => (found === null || dayOf(one) > dayOf(found) ? one : found),
    null,
  )
  return newest?.attributes['modification-type'] === 'de-listed'
}

const SCHEMAS: Readonly<Record<string, PartySchema>> = {
  individual: 'Person',
  entity: 'Organization',
  object: 'LegalEntity',
}

function readEntry(target: XmlElement, file: string, context: Context): Result<Entry, ListProblem> {
  const where = { file, line: target.line } as const
  const key = target.attributes.ssid ?? ''
  if (key === '') return err({ kind: 'list.missing-value', ...where, column: 'ssid' })
  const node = target.children.find((child) => SCHEMAS[child.name] !== undefined)
  if (node === undefined)
    return err({ kind: 'list.missing-element', ...where, element: 'individual', within: target.name })
  const object = (node.attributes['object-type'] ?? '').toLowerCase()
  const schema =
    object === 'vessel' ? 'Vessel' : object === 'aircraft' ? 'Airplane' : (SCHEMAS[node.name] ?? 'LegalEntity')
  const properties = new Properties()
  for (const identity of elementsAt(node, 'identity')) addIdentity(properties, identity, schema, context)
  if (properties.first('name') === null)
    return err({ kind: 'list.missing-element', ...where, element: 'name', within: target.name })
  properties.add('gender', node.attributes.sex)
  for (const other of textsAt(node, 'other-information')) addOther(properties, other)
  for (const attribute of elementsAt(node, 'generic-attribute'))
    addOther(properties, [attribute.attributes.name, cleanText(attribute.text)].filter(Boolean).join(': '))
  properties.add('unscId', ...textsAt(target, 'foreign-identifier'))
  const sets = [...textsAt(target, 'sanctions-set-id'), target.attributes['sanctions-set-id'] ?? ''].filter(Boolean)
  properties.add('measure', ...sets.map((id) => context.sets.get(id)))
  const listed = elementsAt(target, 'modification')
    .filter((one) => one.attributes['modification-type'] === 'listed')
    .map((one) => readListingDay(one.attributes['effective-date'] ?? one.attributes['publication-date'] ?? ''))
    .filter((day): day is Day => day !== null)
    .sort()
  const reasons = textsAt(node, 'justification').join(' ')
  return ok({
    list: 'ch-seco',
    key,
    schema,
    properties: properties.done(),
    listing: {
      ...NO_TERMS,
      programmes: [...new Set(sets.map((id) => context.programmes.get(id) ?? '').filter(Boolean))],
      startOn: listed[0] ?? null,
      remarks: reasons === '' ? null : reasons,
    },
    grounds: [],
  })
}

function addIdentity(properties: Properties, identity: XmlElement, schema: PartySchema, context: Context): void {
  // A second identity of a party is another who it may be: its main name is an alias of the first.
  const isMain = identity.attributes.main === 'true' || properties.first('name') === null
  for (const name of elementsAt(identity, 'name')) addName(properties, name, isMain)
  for (const date of elementsAt(identity, 'day-month-year')) addDate(properties, date, schema, context.lost)
  for (const country of elementsAt(identity, 'nationality', 'country'))
    addCountry(properties, 'nationality', country.attributes['iso-code'] ?? country.text, context.lost)
  for (const [path, property] of [
    ['address', 'address'],
    ['place-of-birth', 'birthPlace'],
  ] as const)
    for (const element of elementsAt(identity, path)) {
      const there = context.places.get(element.attributes['place-id'] ?? '') ?? { text: '', country: '' }
      const here = placeOf(element)
      const country = here.country || there.country
      properties.add(property, [here.text, there.text, country].filter(Boolean).join(', '))
      if (property === 'address' && country !== '') addCountry(properties, 'country', country, context.lost)
    }
  for (const document of elementsAt(identity, 'identification-document')) {
    const isPassport = /passport/.test(document.attributes['document-type'] ?? '')
    const number = textAt(document, 'number')
    properties.add(/\d/.test(number) ? (isPassport ? 'passportNumber' : 'idNumber') : 'notes', number)
  }
}

type Part = { readonly order: number; readonly kind: string; readonly value: string; readonly spelling: string }

function addName(properties: Properties, name: XmlElement, isMain: boolean): void {
  const kind = NAME_KINDS[name.attributes['name-type'] ?? ''] ?? 'alias'
  const property = name.attributes.quality === 'low' ? 'weakAlias' : kind === 'name' && !isMain ? 'alias' : kind
  const parts: Part[] = elementsAt(name, 'name-part').flatMap((part) => {
    const order = Number(part.attributes.order ?? '0')
    const kind = part.attributes['name-part-type'] ?? ''
    const plain = textsAt(part, 'value').map((value) => ({ order, kind, value, spelling: '' }))
    const other = elementsAt(part, 'spelling-variant').map((one) => ({
      order,
      kind,
      value: cleanText(one.text),
      spelling: `${one.attributes.lang ?? ''} ${one.attributes.script ?? ''}`,
    }))
    return [...plain, ...other.filter(({ value }) => value !== '')]
  })
  for (const part of parts) if (part.kind === 'title' && part.spelling === '') properties.add('title', part.value)
  const named = parts.filter(({ kind }) => kind !== 'title')
  const [whole = ''] = inSpelling(named, '')
  // A main name of low quality alone is still the only name there is.
  properties.add(
    property === 'weakAlias' && kind === 'name' && properties.first('name') === null ? 'name' : property,
    whole,
  )
  for (const spelling of new Set(named.map((part) => part.spelling).filter(Boolean)))
    properties.add(property === 'name' ? 'alias' : property, ...inSpelling(named, spelling))
}

/** The parts in their order, each in this spelling where it has one; several spellings of one part make several names. */
function inSpelling(parts: readonly Part[], spelling: string): readonly string[] {
  const orders = [...new Set(parts.map((part) => part.order))].sort((a, b) => a - b)
  const names = orders.reduce<readonly string[]>(
    (made, order) => {
      const here = parts.filter((part) => part.order === order)
      const chosen = here.filter((part) => part.spelling === spelling)
      const values = (chosen.length > 0 ? chosen : here.filter((part) => part.spelling === '')).map(
        (part) => part.value,
      )
      return values.length === 0 ? made : made.flatMap((name) => values.map((value) => `${name} ${value}`)).slice(0, 32)
    },
    [''],
  )
  return names.map(cleanText).filter(Boolean)
}

function addDate(properties: Properties, date: XmlElement, schema: PartySchema, lost: Losses): void {
  const { year = '', month = '', day = '', calendar = 'Gregorian' } = date.attributes
  const parts = month === '' ? [year] : day === '' ? [year, month] : [year, month, day]
  const text = parts.map((part) => part.padStart(2, '0')).join('-')
  if (year === '') return
  const read = /^gregorian$/i.test(calendar) ? readPartialDay(text) : null
  properties.add(schema === 'Person' ? 'birthDate' : 'incorporationDate', read)
  if (read !== null) return
  lost.days.push(text)
  properties.add('notes', `${text} ${calendar}`)
}

function addCountry(properties: Properties, property: string, text: string, lost: Losses): void {
  const code = readCountry(cleanText(text))
  if (code === null) lost.countries.push(cleanText(text))
  properties.add(property, code)
}

/** Facts in sentences, by the words the list opens them with; what none fits stays a note. */
function addOther(properties: Properties, text: string): void {
  const after = (label: RegExp): string | null => label.exec(text)?.[1] ?? null
  const imo = after(/^IMO [Nn]umber ?: ?(\d{7})\.?$/)
  const registration = after(/registration number ?: ?([\w/-]*\d[\w/-]*)\.?$/i)
  const tax = after(/^(?:Taxpayer identification|Tax registration|Tax identification) number ?: ?(\d+)\.?$/i)
  if (imo !== null) properties.add('imoNumber', imo)
  else if (tax !== null) properties.add('taxNumber', tax)
  else if (registration !== null) properties.add('registrationNumber', registration)
  else if (/^website ?:/i.test(text)) properties.add('website', after(/^website ?: ?(\S+)/i))
  else if (/^e-?mail/i.test(text)) properties.add('email', after(/^e-?mail(?: address)? ?: ?(\S+)/i))
  else if (/^tel/i.test(text)) properties.add('phone', after(/^tel(?:\.|ephone)?(?: number)? ?: ?(.+)$/i))
  else properties.add('notes', text)
}
