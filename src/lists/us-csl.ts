/**
 * The Consolidated Screening List of the International Trade Administration: one csv, or one json of the same content,
 * with thirteen lists of three departments, each row bearing the label of its list. Rows of the Treasury carry OFAC's number; rows of Commerce and
 * State carry none, so they are known by name and country.
 */
import { err, ok, type Result } from '../base/index.ts'
import { type CsvRow, firstRows, readCsv } from './csv.ts'
import { type Entry, keyOfName, type Losses, lossNotes, NO_TERMS, Properties, toParties } from './entry.ts'
import { addIdGroup } from './feature.ts'
import { addNamesWithin } from './names-within.ts'
import { readText } from './official-text.ts'
import type { ListId, PartySchema } from './party.ts'
import type { ListNote, ListProblem } from './problem.ts'
import type { ListSource, NamedFile, ReadList } from './source.ts'
import {
  cleanText,
  countryOfAddress,
  newer,
  readBirthDates,
  readCitations,
  readCountry,
  readListingDay,
  splitValues,
  spokenName,
} from './wording.ts'

const MAX_BYTES = 48 * 1024 * 1024
const MAX_ROWS = 150_000

/** Names of the columns, which are also the keys of the json. */
export const COLUMNS = [
  '_id',
  'source',
  'entity_number',
  'type',
  'programs',
  'name',
  'title',
  'addresses',
  'federal_register_notice',
  'start_date',
  'end_date',
  'standard_order',
  'license_requirement',
  'license_policy',
  'call_sign',
  'vessel_type',
  'gross_tonnage',
  'gross_registered_tonnage',
  'vessel_flag',
  'vessel_owner',
  'remarks',
  'source_list_url',
  'alt_names',
  'citizenships',
  'dates_of_birth',
  'nationalities',
  'places_of_birth',
  'source_information_url',
  'ids',
] as const
export type Column = (typeof COLUMNS)[number]

/** Label of the publisher to list. */
const LABELS: Readonly<Record<string, ListId>> = {
  'Specially Designated Nationals (SDN) - Treasury Department': 'us-sdn',
  'Sectoral Sanctions Identifications List (SSI) - Treasury Department': 'us-ssi',
  'Capta List (CAP) - Treasury Department': 'us-cap',
  'Palestinian Legislative Council List (PLC) - Treasury Department': 'us-plc',
  'Foreign Sanctions Evaders (FSE) - Treasury Department': 'us-fse',
  'Non-SDN Menu-Based Sanctions List (NS-MBS List) - Treasury Department': 'us-mbs',
  'Non-SDN Chinese Military-Industrial Complex Companies List (CMIC) - Treasury Department': 'us-cmic',
  'Entity List (EL) - Bureau of Industry and Security': 'us-entity-list',
  'Denied Persons List (DPL) - Bureau of Industry and Security': 'us-dpl',
  'Unverified List (UVL) - Bureau of Industry and Security': 'us-uvl',
  'Military End User (MEU) List - Bureau of Industry and Security': 'us-meu',
  'ITAR Debarred (DTC) - State Department': 'us-dtc',
  'Nonproliferation Sanctions (ISN) - State Department': 'us-isn',
}

const SCHEMAS: Readonly<Record<string, PartySchema>> = {
  Individual: 'Person',
  Entity: 'Organization',
  Vessel: 'Vessel',
  Aircraft: 'Airplane',
  '': 'LegalEntity',
}

export const source: ListSource = {
  id: 'us-csl',
  title: 'US Consolidated Screening List',
  publisher: 'US Department of Commerce, International Trade Administration',
  page: 'https://www.trade.gov/consolidated-screening-list',
  lists: Object.values(LABELS),
  parts: [{ part: 'csv', isRequired: true, holds: 'the parties' }],
  downloads: [
    {
      part: 'csv',
      address: 'https://data.trade.gov/downloadable_consolidated_screening_list/v1/consolidated.csv',
    },
  ],
  expectedParties: { min: 8_000, max: 120_000 },
  maxBytes: MAX_BYTES,
  recognise,
  read,
}

function recognise(opening: string): 'csv' | null {
  const header = new Set(firstRows(opening, 1)[0]?.map(cleanText))
  return header.has('source') && header.has('alt_names') && header.has('license_requirement') ? 'csv' : null
}

function read(files: ReadonlyMap<string, NamedFile>): Result<ReadList, ListProblem> {
  const file = files.get('csv')
  if (file === undefined) throw new Error('the csv of the Consolidated Screening List is a required part')
  const table = readTable(file)
  if (!table.ok) return table
  const { rows, at } = table.value
  return readRows(
    rows.map(({ line, cells }) => ({ line, cell: (column) => cells[at.get(column) ?? -1] ?? '' })),
    file.name,
    'us-csl',
  )
}

/** One row of either layout, its cells as the csv writes them. */
export type CslRow = { readonly line: number; readonly cell: (column: Column) => string }

/** The list from its rows. */
export function readRows(
  rows: readonly CslRow[],
  file: string,
  id: 'us-csl' | 'us-csl-json',
): Result<ReadList, ListProblem> {
  const entries: Entry[] = []
  const lost: Losses = { countries: [], days: [] }
  for (const row of rows) {
    const entry = readEntry(row, file, lost)
    if (!entry.ok) return entry
    entries.push(entry.value)
  }
  const { parties, notes } = toParties(entries, hasNumbers)
  const dataOn = entries.reduce(
    (newest, entry) => newer(newest, entry.listing.startOn),
    null as Entry['listing']['startOn'],
  )
  return ok({
    source: id,
    parties,
    rows: entries.length,
    parts: [id === 'us-csl' ? 'csv' : 'json'],
    dataOn,
    dataOnBasis: dataOn === null ? 'none' : 'newest-entry',
    highestNumber: null,
    notes: [...absentLists(entries), ...notes, ...lossNotes(lost)],
  })
}

function absentLists(entries: readonly Entry[]): readonly ListNote[] {
  const present = new Set(entries.map((entry) => entry.list))
  const lists = source.lists.filter((list) => !present.has(list))
  return lists.length > 0 ? [{ kind: 'absent-lists', lists }] : []
}

/** Lists of the Treasury, whose entries bear OFAC's numbers. */
function hasNumbers(list: ListId): boolean {
  return ['us-sdn', 'us-ssi', 'us-cap', 'us-plc', 'us-fse', 'us-mbs', 'us-cmic'].includes(list)
}

type Table = { readonly rows: readonly CsvRow[]; readonly at: ReadonlyMap<string, number> }

function readTable(file: NamedFile): Result<Table, ListProblem> {
  const text = readText(file, MAX_BYTES)
  if (!text.ok) return text
  const [header = []] = firstRows(text.value.text, 1)
  const problem = headerProblem(header.map(cleanText), file.name)
  if (problem) return err(problem)
  const csv = readCsv(text.value.text, file.name, { width: header.length, hasHeader: true, maxRows: MAX_ROWS })
  if (!csv.ok) return csv
  return ok({ rows: csv.value.slice(1), at: new Map(header.map((name, i) => [cleanText(name), i])) })
}

function headerProblem(header: readonly string[], file: string): ListProblem | null {
  const known: ReadonlySet<string> = new Set(COLUMNS)
  if (!header.some((column) => known.has(column))) return { kind: 'list.missing-header', file, expected: COLUMNS }
  const unknown = header.find((column) => !known.has(column))
  if (unknown !== undefined) return { kind: 'list.unknown-column', file, column: unknown }
  const repeated = header.find((column, i) => header.indexOf(column) !== i)
  if (repeated !== undefined) return { kind: 'list.repeated-column', file, column: repeated }
  const missing = COLUMNS.find((column) => !header.includes(column))
  return missing === undefined ? null : { kind: 'list.missing-column', file, column: missing }
}

function readEntry({ line, cell }: CslRow, file: string, lost: Losses): Result<Entry, ListProblem> {
  const unknown = (column: Column) => {
    const value = cell(column)
    return value.trim() === ''
      ? err({ kind: 'list.missing-value', file, line, column } as const)
      : err({ kind: 'list.unknown-value', file, line, column, value } as const)
  }
  const list = LABELS[cleanText(cell('source'))]
  if (list === undefined) return unknown('source')
  const typed = SCHEMAS[cleanText(cell('type'))]
  if (typed === undefined) return unknown('type')
  const name = cleanText(cell('name'))
  if (name === '') return unknown('name')
  // Addresses of high diversion risk stand on the Entity List as `Address 01` and so on, with no party named.
  const schema = list === 'us-entity-list' && /^address \d+\b/i.test(name) ? 'Address' : typed
  const number = cell('entity_number').trim()
  if (hasNumbers(list) !== /^\d{1,9}$/.test(number)) return unknown('entity_number')
  const listing = readTerms(cell, lost)
  const addresses = splitValues(cell('addresses'))
  const properties = readProperties({ cell, list, schema, name, addresses }, lost)
  const [country] = addresses.flatMap((address) => countryOfAddress(address) ?? [])
  return ok({
    list,
    key: hasNumbers(list) ? String(Number(number)) : keyOfName(name, country ?? null),
    schema,
    properties: properties.done(),
    listing,
    grounds: [],
  })
}

function readTerms(cell: (column: Column) => string, lost: Losses): Entry['listing'] {
  const dayOf = (column: Column) => {
    const text = cell(column).trim()
    const found = readListingDay(text)
    if (text !== '' && found === null) lost.days.push(text)
    return found
  }
  const textOf = (column: Column) => cleanText(cell(column)) || null
  return {
    ...NO_TERMS,
    programmes: splitValues(cell('programs')),
    licenceRequirement: textOf('license_requirement'),
    licencePolicy: textOf('license_policy'),
    federalRegister: readCitations(cell('federal_register_notice')),
    startOn: dayOf('start_date'),
    endOn: dayOf('end_date'),
    standardOrder: textOf('standard_order'),
    remarks: textOf('remarks'),
  }
}

type Naming = {
  readonly cell: (column: Column) => string
  readonly list: ListId
  readonly schema: PartySchema
  readonly name: string
  readonly addresses: readonly string[]
}

function readProperties({ cell, list, schema, name, addresses }: Naming, lost: Losses): Properties {
  const properties = new Properties()
  properties.add('name', name, schema === 'Person' ? spokenName(name) : null)
  if (schema === 'LegalEntity') addNamesWithin(properties, name)
  for (const alias of splitAliases(cell('alt_names'), list)) addAlias(properties, alias)
  for (const address of addresses) {
    properties.add('address', address)
    properties.add('country', countryOfAddress(address))
  }
  for (const place of [...splitValues(cell('nationalities')), ...splitValues(cell('citizenships'))]) {
    const code = readCountry(place)
    if (code === null) lost.countries.push(place)
    properties.add('nationality', code)
  }
  for (const born of splitValues(cell('dates_of_birth'))) properties.add('birthDate', ...readBirthDates(born))
  properties.add('birthPlace', ...splitValues(cell('places_of_birth')))
  properties.add('position', ...splitValues(cell('title')))
  properties.add('callSign', cell('call_sign'))
  properties.add('vesselType', cell('vessel_type'))
  properties.add('tonnage', cell('gross_tonnage'))
  properties.add('grossRegisteredTonnage', cell('gross_registered_tonnage'))
  properties.add('flag', readCountry(cell('vessel_flag').trim()))
  properties.add('owner', cell('vessel_owner'))
  for (const group of splitValues(cell('ids'))) addIdGroup(properties, group)
  for (const link of cell('remarks').matchAll(/Linked To: ([^;]+?)\)?(?=;|$)/g)) properties.add('linkedTo', link[1])
  return properties
}

/** State's nonproliferation rows part aliases by commas too; a company type after a comma belongs to the name before it. */
function splitAliases(cell: string, list: ListId): readonly string[] {
  const pieces = cell.trim() === '[]' || cell.trim() === 'null' ? [] : splitValues(cell)
  if (list !== 'us-isn') return pieces
  return pieces.flatMap((piece) =>
    piece.split(/,\s+(?!(?:and\s+)?(?:co|ltd|limited|inc|llc|corp|s\.?a|plc|gmbh|jsc|and any)\b)/i),
  )
}

function addAlias(properties: Properties, alias: string): void {
  const marked = /^(a\.?k\.?a|f\.?k\.?a|formerly)\.?:?\s+(.+)$/i.exec(alias)
  const isFormer = marked !== null && !/^a/i.test(marked[1] ?? '')
  properties.add(isFormer ? 'previousName' : 'alias', marked?.[2] ?? alias)
}
