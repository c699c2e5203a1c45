/**
 * Data in the FollowTheMoney model that a person brings: entities as JSON, one a line, or the flat `targets.simple.csv`.
 * Nothing of it ships with the program and nothing is downloaded; whoever brings it answers for its licence.
 * SOURCE: https://followthemoney.tech, https://www.opensanctions.org/docs/bulk/csv/
 */
import { z } from 'zod'
import { type Day, err, ok, type Result } from '../base/index.ts'
import { firstRows } from './csv.ts'
import { type Entry, type Losses, lossNotes, NO_TERMS, Properties, toParties } from './entry.ts'
import { readText } from './official-text.ts'
import type { PartySchema } from './party.ts'
import type { ListNote, ListProblem } from './problem.ts'
import type { ListSource, NamedFile, ReadList } from './source.ts'
import { readTable } from './table.ts'
import { cleanText, newer, readCountry, readListingDay, splitValues } from './wording.ts'

const MAX_BYTES = 256 * 1024 * 1024
const MAX_ENTITIES = 2_000_000
/** Longer than any entity of the public data sets, in UTF-16 units. */
const MAX_LINE_LENGTH = 1_000_000

/** Schemas of which a party is made. Others tell of one (a sanction, a document) or link two. */
const SCHEMAS: Readonly<Record<string, PartySchema>> = {
  Person: 'Person',
  Organization: 'Organization',
  PublicBody: 'Organization',
  Company: 'Company',
  LegalEntity: 'LegalEntity',
  Vessel: 'Vessel',
  Airplane: 'Airplane',
  Address: 'Address',
}

/** Properties under another name here; all others keep theirs. */
const RENAMED: Readonly<Record<string, string>> = {
  full: 'name',
  innCode: 'taxNumber',
  vatCode: 'taxNumber',
  ogrnCode: 'registrationNumber',
  okpoCode: 'registrationNumber',
  leiCode: 'registrationNumber',
  dunsCode: 'registrationNumber',
  uniqueEntityId: 'registrationNumber',
  socialSecurityNumber: 'idNumber',
  pastFlags: 'pastFlag',
  programId: 'programme',
  jurisdiction: 'country',
  mainCountry: 'country',
  citizenship: 'nationality',
}
const COUNTRIES = new Set(['country', 'nationality', 'flag'])

const entitySchema = z.looseObject({
  id: z.string().min(1),
  schema: z.string().min(1),
  caption: z.string().nullish(),
  properties: z.record(z.string(), z.union([z.array(z.unknown()), z.string()])),
  datasets: z.array(z.string()).nullish(),
  last_change: z.string().nullish(),
})
type Entity = z.infer<typeof entitySchema>

const COLUMNS = ['id', 'schema', 'name', 'aliases', 'birth_date', 'countries', 'addresses', 'identifiers'] as const
const KNOWN = new Set([
  ...COLUMNS,
  ...['sanctions', 'phones', 'emails', 'program_ids', 'dataset', 'first_seen', 'last_seen', 'last_change'],
])

export const source: ListSource = {
  id: 'ftm',
  title: 'FollowTheMoney data of your own',
  publisher: 'brought by the user',
  page: 'https://followthemoney.tech',
  lists: ['ftm'],
  parts: [
    { part: 'entities', isRequired: false, holds: 'the parties' },
    { part: 'targets', isRequired: false, holds: 'the parties' },
  ],
  downloads: [],
  expectedParties: { min: 1, max: MAX_ENTITIES },
  maxBytes: MAX_BYTES,
  recognise(opening) {
    const line = opening.slice(0, opening.indexOf('\n') === -1 ? undefined : opening.indexOf('\n'))
    const isEntity = /^\s*\{/.test(line) && /"schema"\s*:\s*"[A-Z]/.test(line) && /"properties"\s*:\s*\{/.test(line)
    if (isEntity) return 'entities'
    const header = (firstRows(opening, 1)[0] ?? []).map(cleanText)
    return COLUMNS.every((column) => header.includes(column)) ? 'targets' : null
  },
  read,
}

type Found = {
  readonly entries: readonly Entry[]
  readonly rows: number
  readonly newest: Day | null
  readonly notes: readonly ListNote[]
}

function read(files: ReadonlyMap<string, NamedFile>): Result<ReadList, ListProblem> {
  const [entities, targets] = [files.get('entities'), files.get('targets')]
  const file = entities ?? targets
  if (file === undefined)
    return err({ kind: 'list.missing-part', source: 'ftm', part: 'entities', given: 'a set without files' })
  const text = readText(file, MAX_BYTES)
  if (!text.ok) return text
  const lost: Losses = { countries: [], days: [] }
  const found = entities
    ? readEntities(text.value.text, file.name, lost)
    : readTargets(text.value.text, file.name, lost)
  if (!found.ok) return found
  const { parties, notes } = toParties(found.value.entries, () => true)
  const beside: readonly ListNote[] =
    entities && targets ? [{ kind: 'part-not-read', part: 'targets', readInstead: 'entities' }] : []
  return ok({
    source: 'ftm',
    parties,
    rows: found.value.rows,
    parts: [entities ? 'entities' : 'targets'],
    dataOn: found.value.newest,
    dataOnBasis: found.value.newest === null ? 'none' : 'newest-entry',
    highestNumber: null,
    notes: [...notes, ...lossNotes(lost), ...found.value.notes, ...beside],
  })
}

/** Of one party, what other entities say of it. */
type Told = {
  readonly properties: Properties
  readonly programmes: Set<string>
  readonly days: Day[]
  readonly reasons: string[]
}

function readEntities(text: string, file: string, lost: Losses): Result<Found, ListProblem> {
  const parties: Entity[] = []
  const told = new Map<string, Told>()
  const passed = new Map<string, number>()
  let rows = 0
  let line = 0
  let newest: Day | null = null
  for (let at = 0; at < text.length; ) {
    const end = text.indexOf('\n', at)
    const piece = text.slice(at, end === -1 ? text.length : end)
    at = end === -1 ? text.length : end + 1
    line++
    if (piece.trim() === '') continue
    if (++rows > MAX_ENTITIES) return err({ kind: 'list.too-many-rows', file, maxRows: MAX_ENTITIES })
    const entity = readLine(piece, file, line)
    if (!entity.ok) return entity
    newest = newer(newest, readListingDay((entity.value.last_change ?? '').slice(0, 10)))
    if (SCHEMAS[entity.value.schema] !== undefined) parties.push(entity.value)
    else if (!addTold(told, entity.value)) passed.set(entity.value.schema, (passed.get(entity.value.schema) ?? 0) + 1)
  }
  const entries: Entry[] = []
  for (const entity of parties) {
    const entry = entryOf(entity, told.get(entity.id), lost)
    if (entry === null) return err({ kind: 'list.bad-field', file, field: entity.id, reason: 'a party without a name' })
    entries.push(entry)
  }
  return ok({ entries, rows, newest, notes: passedNotes(passed) })
}

function readLine(piece: string, file: string, line: number): Result<Entity, ListProblem> {
  const bad = (field: string, reason: string) =>
    err({ kind: 'list.bad-field', file, field: `line ${line}${field}`, reason } as const)
  if (piece.length > MAX_LINE_LENGTH) return bad('', 'longer than any entity')
  let json: unknown
  try {
    json = JSON.parse(piece)
  } catch {
    return bad('', 'not whole JSON')
  }
  const parsed = entitySchema.safeParse(json)
  if (parsed.success) return ok(parsed.data)
  const [issue] = parsed.error.issues
  return bad(` ${(issue?.path ?? []).map(String).join('.')}`, issue?.message ?? 'not an entity')
}

/** Sanctions and documents belong to the party they name; `false`: of another kind. */
function addTold(told: Map<string, Told>, entity: Entity): boolean {
  const isDocument = entity.schema === 'Passport' || entity.schema === 'Identification'
  if (entity.schema !== 'Sanction' && !isDocument) return false
  for (const id of valuesOf(entity, isDocument ? 'holder' : 'entity')) {
    const of = told.get(id) ?? { properties: new Properties(), programmes: new Set(), days: [], reasons: [] }
    told.set(id, of)
    if (isDocument) {
      const isPassport = entity.schema === 'Passport' || /passport/i.test(valuesOf(entity, 'type').join(' '))
      of.properties.add(isPassport ? 'passportNumber' : 'idNumber', ...valuesOf(entity, 'number'))
    } else {
      for (const name of ['program', 'programId']) for (const value of valuesOf(entity, name)) of.programmes.add(value)
      of.properties.add('unscId', ...valuesOf(entity, 'unscId'))
      of.properties.add('authority', ...valuesOf(entity, 'authority'))
      for (const name of ['listingDate', 'startDate'])
        of.days.push(...valuesOf(entity, name).flatMap((value) => readListingDay(value) ?? []))
      of.reasons.push(...valuesOf(entity, 'reason'))
    }
  }
  return true
}

/** Texts of a property; an entity set into another's place is known by its id. */
function valuesOf(entity: Entity, property: string): readonly string[] {
  const given = entity.properties[property] ?? []
  return (Array.isArray(given) ? given : [given]).flatMap((value) => {
    const text = typeof value === 'string' ? value : typeof value === 'number' ? String(value) : idOf(value)
    return text === null || !text.isWellFormed() ? [] : [cleanText(text)].filter(Boolean)
  })
}

function idOf(value: unknown): string | null {
  const nested = z.looseObject({ id: z.string() }).safeParse(value)
  return nested.success ? nested.data.id : null
}

function entryOf(entity: Entity, told: Told | undefined, lost: Losses): Entry | null {
  const properties = new Properties()
  for (const given of Object.keys(entity.properties)) {
    const property = Object.hasOwn(RENAMED, given) ? (RENAMED[given] ?? given) : given
    for (const value of valuesOf(entity, given)) {
      const code = COUNTRIES.has(property) ? readCountry(value) : null
      if (COUNTRIES.has(property) && code === null) lost.countries.push(value)
      properties.add(property, COUNTRIES.has(property) ? code : value)
    }
  }
  properties.add('dataset', ...(entity.datasets ?? []).filter((name) => name.isWellFormed()))
  for (const [property, values] of Object.entries(told?.properties.done() ?? {})) properties.add(property, ...values)
  const caption = cleanText(entity.caption ?? '')
  // Of an address alone, the text is both its name and what addresses are compared with.
  if (entity.schema === 'Address') properties.add('address', ...valuesOf(entity, 'full'))
  const named = withMainName(properties, caption)
  if (named === null) return null
  const done = named.done()
  return {
    list: 'ftm',
    key: cleanText(entity.id),
    schema: SCHEMAS[entity.schema] ?? 'LegalEntity',
    properties: done,
    listing: {
      ...NO_TERMS,
      programmes: [...new Set([...(told?.programmes ?? []), ...(done.programme ?? [])])].sort(),
      startOn: [...(told?.days ?? [])].sort()[0] ?? null,
      remarks: told === undefined || told.reasons.length === 0 ? null : told.reasons.join(' '),
    },
    grounds: [],
  }
}

/** The caption leads when it is one of the names; without any name the caption, a weak alias or the address is it. */
function withMainName(properties: Properties, caption: string): Properties | null {
  const done = properties.done()
  const names = done.name ?? []
  const [main] = [names.includes(caption) ? caption : names[0], caption, done.alias?.[0], done.address?.[0]].filter(
    Boolean,
  )
  if (main === undefined || !main.isWellFormed()) return null
  const ordered = new Properties()
  ordered.add('name', main)
  for (const [property, values] of Object.entries(done))
    ordered.add(property === 'name' ? 'alias' : property, ...values)
  return ordered
}

function readTargets(text: string, file: string, lost: Losses): Result<Found, ListProblem> {
  const table = readTable(text, file, { required: COLUMNS, known: KNOWN, maxRows: MAX_ENTITIES })
  if (!table.ok) return table
  const entries: Entry[] = []
  const passed = new Map<string, number>()
  let newest: Day | null = null
  for (const { line, cell } of table.value.rows) {
    const schema = SCHEMAS[cell('schema')]
    newest = newer(newest, readListingDay(cell('last_change').slice(0, 10)))
    if (schema === undefined) {
      passed.set(cell('schema'), (passed.get(cell('schema')) ?? 0) + 1)
      continue
    }
    const missing = (['id', 'name'] as const).find((column) => cell(column) === '')
    if (missing !== undefined) return err({ kind: 'list.missing-value', file, line, column: missing })
    const properties = new Properties()
    properties.add('name', cell('name'))
    for (const [column, property] of [
      ['aliases', 'alias'],
      ['birth_date', 'birthDate'],
      ['addresses', 'address'],
      // Which kind of number each is, the flat file does not say.
      ['identifiers', 'idNumber'],
      ['phones', 'phone'],
      ['emails', 'email'],
      ['dataset', 'dataset'],
    ] as const)
      properties.add(property, ...splitValues(cell(column)))
    for (const place of splitValues(cell('countries'))) {
      const code = readCountry(place)
      if (code === null) lost.countries.push(place)
      properties.add('country', code)
    }
    entries.push({
      list: 'ftm',
      key: cell('id'),
      schema,
      properties: properties.done(),
      listing: { ...NO_TERMS, programmes: splitValues(cell('program_ids')), remarks: cell('sanctions') || null },
      grounds: [],
    })
  }
  return ok({ entries, rows: table.value.rows.length, newest, notes: [...table.value.notes, ...passedNotes(passed)] })
}

function passedNotes(passed: ReadonlyMap<string, number>): readonly ListNote[] {
  const records = [...passed.values()].reduce((sum, count) => sum + count, 0)
  return records > 0 ? [{ kind: 'passed-over', records, kinds: [...passed.keys()].sort().slice(0, 20) }] : []
}
