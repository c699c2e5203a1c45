/**
 * The Denied Persons List of the Bureau of Industry and Security, in both its layouts: the csv that its page exports, with
 * name and address in one cell, and the older dpl.txt, parted by tabs. Neither gives a number, so name and country make
 * the key. One order with several addresses stands as several rows, which are one party; several orders against one
 * person stay several, as each has its own days.
 * SOURCE: dpl.txt of 2019-06 and 2022-09; for the csv no whole file was at hand, so the first one fetched is the check
 */
import { type CountryCode, canonical, type Day, ok, parseCountry, type Result } from '../base/index.ts'
import { firstRows, readCsv } from './csv.ts'
import { type Entry, keyOfName, type Losses, lossNotes, NO_TERMS, Properties, toParties } from './entry.ts'
import { type FoldedRow, foldColumn, readFoldedTable } from './folded-table.ts'
import { splitNameAndAddress } from './names-within.ts'
import { readText } from './official-text.ts'
import type { ListProblem, UnreadRow } from './problem.ts'
import type { ListSource, NamedFile, ReadList } from './source.ts'
import { unreadRow, unreadRowNotes } from './unread.ts'
import { cleanText, countryOfAddress, newer, readCitations, readUsDay } from './wording.ts'

const MAX_BYTES = 16 * 1024 * 1024
const MAX_ROWS = 50_000

const TABS = {
  required: ['name', 'effective_date', 'fr_citation'],
  known: [
    'name',
    'street_address',
    'city',
    'state',
    'country',
    'postal_code',
    'effective_date',
    'expiration_date',
    'standard_order',
    'last_update',
    'action',
    'fr_citation',
  ],
}
const COMMAS = {
  required: ['name_and_address', 'effective_date', 'fr_citation'],
  known: ['name_and_address', 'effective_date', 'expiration_date', 'type_of_denial', 'fr_citation'],
  alike: {
    appropriate_federal_register_citations: 'fr_citation',
    federal_register_citation: 'fr_citation',
    federal_register_citations: 'fr_citation',
    fr_citations: 'fr_citation',
  },
}

export const source: ListSource = {
  id: 'us-bis-dpl',
  title: 'Denied Persons List',
  publisher: 'US Department of Commerce, Bureau of Industry and Security',
  page: 'https://www.bis.gov/licensing/end-user-guidance/denied-persons-list-dpl',
  lists: ['us-dpl'],
  parts: [{ part: 'list', isRequired: true, holds: 'the parties' }],
  downloads: [],
  expectedParties: { min: 200, max: 20_000 },
  maxBytes: MAX_BYTES,
  recognise: (opening) => (layoutOf(opening) === null ? null : 'list'),
  read,
}

function layoutOf(opening: string): 'tabs' | 'commas' | null {
  const tabs = (firstRows(opening, 1, '\t')[0] ?? []).map(foldColumn)
  if (TABS.required.every((column) => tabs.includes(column)) && tabs.includes('standard_order')) return 'tabs'
  const commas = (firstRows(opening, 1)[0] ?? []).map(foldColumn)
  return commas.includes('name_and_address') && commas.includes('effective_date') ? 'commas' : null
}

function read(files: ReadonlyMap<string, NamedFile>): Result<ReadList, ListProblem> {
  const file = files.get('list')
  if (file === undefined) throw new Error('the list is a required part')
  const content = readText(file, MAX_BYTES)
  if (!content.ok) return content
  const { text } = content.value
  const isTabs = layoutOf(text.replace(/^\ufeff/, '')) === 'tabs'
  const csv = readCsv(text.replace(/^\ufeff/, ''), file.name, {
    width: null,
    hasHeader: true,
    maxRows: MAX_ROWS,
    ...(isTabs ? { separator: '\t' } : {}),
  })
  if (!csv.ok) return csv
  const table = readFoldedTable(csv.value, file.name, isTabs ? TABS : COMMAS)
  if (!table.ok) return table
  const lost: Losses = { countries: [], days: [] }
  const unread: UnreadRow[] = []
  const orders = new Map<string, Order>()
  let dataOn: Day | null = null
  for (const row of table.value.rows) {
    const order = readOrder(row, isTabs, lost)
    if (order === null) {
      unread.push(unreadRow(row.line, row.words))
      continue
    }
    const key = canonical([order.name, order.listing])
    const known = orders.get(key)
    if (known === undefined) orders.set(key, order)
    addPlace(known ?? order, order.place)
    dataOn = newer(dataOn, newer(readUsDay(row.cell('last_update')), order.listing.startOn))
  }
  const entries = [...orders.values()].map(entryOf)
  const { parties, notes } = toParties(entries, () => false)
  return ok({
    source: 'us-bis-dpl',
    parties,
    rows: table.value.rows.length,
    parts: ['list'],
    dataOn,
    dataOnBasis: dataOn === null ? 'none' : 'newest-entry',
    highestNumber: null,
    notes: [...table.value.notes, ...notes, ...lossNotes(lost), ...unreadRowNotes(unread)],
  })
}

type PlaceOfDenial = { readonly address: string; readonly country: CountryCode | null }
type Order = {
  readonly name: string
  readonly place: PlaceOfDenial
  readonly properties: Properties
  readonly listing: Entry['listing']
}

function readOrder(row: FoldedRow, isTabs: boolean, lost: Losses): Order | null {
  const { name, address } = isTabs ? inColumns(row) : inOneCell(row)
  if (!/[\p{L}\p{N}]/u.test(name)) return null
  const dayOf = (column: string) => {
    const words = cleanText(row.cell(column))
    const day = readUsDay(words)
    if (words !== '' && day === null) lost.days.push(words)
    return day
  }
  const properties = new Properties()
  properties.add('name', name)
  // `JIN, ZHONGDA, 1895 Street`: a surname and what follows it, which may be the given name.
  const [next = ''] = address.split(',')
  if (!isTabs && /^\p{L}+$/u.test(name) && /^[\p{L} .]+$/u.test(next)) properties.add('weakAlias', `${name}, ${next}`)
  return {
    name,
    place: { address, country: countryOfDenial(address) },
    properties,
    listing: {
      ...NO_TERMS,
      federalRegister: readCitations(row.cell('fr_citation')),
      startOn: dayOf('effective_date'),
      endOn: dayOf('expiration_date'),
      standardOrder: cleanText(row.cell(isTabs ? 'standard_order' : 'type_of_denial')) || null,
      remarks: cleanText(row.cell('action')) || null,
    },
  }
}

function addPlace({ properties }: Order, { address, country }: PlaceOfDenial): void {
  properties.add('address', address)
  properties.add('country', country)
}

/** Known by the country of its first address. */
function entryOf({ name, place, properties, listing }: Order): Entry {
  return {
    list: 'us-dpl',
    key: keyOfName(name, place.country),
    schema: 'LegalEntity',
    properties: properties.done(),
    listing,
    grounds: [],
  }
}

type Named = { readonly name: string; readonly address: string }

/** `street, city, state, zip, ISO2`, as the Consolidated Screening List writes it. */
function inColumns(row: FoldedRow): Named {
  const pieces = ['street_address', 'city', 'state', 'postal_code', 'country'].map((column) =>
    cleanText(row.cell(column)),
  )
  return { name: cleanText(row.cell('name')), address: pieces.filter(Boolean).join(', ') }
}

function inOneCell(row: FoldedRow): Named {
  return splitNameAndAddress(row.cell('name_and_address'))
}

/** Its last piece, or the one before a postal code: `TX, US, 77477`. A state before a zip code is one of the United States. */
function countryOfDenial(address: string): CountryCode | null {
  const whole = countryOfAddress(address)
  if (whole !== null) return whole
  const [code = '', postal = ''] = address.split(',').slice(-2).map(cleanText)
  return /\d/.test(postal) && /^[A-Z]{2}$/.test(code) ? parseCountry(code) : null
}
