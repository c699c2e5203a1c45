/**
 * The End User List of Japan: foreign bodies of which it cannot be ruled out that they work on weapons of mass destruction
 * or, since October 2025, on conventional arms. The ministry publishes a table; it is read as csv with the columns of that
 * table, or as the JSON extract that the public security-export registry makes of it.
 * SOURCE: METI, Foreign User List (外国ユーザーリスト) of 29 September 2025.
 */
import { z } from 'zod'
import { type CountryCode, type Day, err, ok, type Result } from '../base/index.ts'
import { firstRows } from './csv.ts'
import { type Entry, keyOfName, type Losses, lossNotes, NO_TERMS, Properties, toParties } from './entry.ts'
import { readNationality } from './nationality.ts'
import { readText } from './official-text.ts'
import type { ListNote, ListProblem } from './problem.ts'
import type { ListSource, NamedFile, ReadList } from './source.ts'
import { readTable } from './table.ts'
import { cleanText, readListingDay, splitValues } from './wording.ts'

const MAX_BYTES = 16 * 1024 * 1024
const MAX_ROWS = 20_000

const COLUMNS = ['No.', 'Country or Region', 'Company or Organization', 'Also Known As', 'Type of WMD'] as const

/** A row of the JSON extract; it bears more fields, which say where it was taken from. */
const rowSchema = z.looseObject({
  entity_name: z.string(),
  aliases: z.array(z.string()),
  addresses: z.array(z.string()),
  reason: z.string().nullish(),
  source_url: z.string().nullish(),
  date_added: z.string().nullish(),
})
const KNOWN_FIELDS = new Set([
  ...Object.keys(rowSchema.shape),
  ...['country', 'entity_type', 'id', 'last_verified', 'list_id', 'source_list_name'],
])

export const source: ListSource = {
  id: 'jp-eul',
  title: 'Japanese End User List',
  publisher: 'Ministry of Economy, Trade and Industry of Japan',
  page: 'https://www.meti.go.jp/policy/anpo/',
  lists: ['jp-eul'],
  parts: [
    { part: 'csv', isRequired: false, holds: 'the bodies' },
    { part: 'json', isRequired: false, holds: 'the bodies' },
  ],
  downloads: [],
  expectedParties: { min: 300, max: MAX_ROWS },
  maxBytes: MAX_BYTES,
  recognise(opening) {
    if (/^\s*\[\s*\{[^\n]*"entity_name"[^\n]*"list_id"\s*:\s*"jp-end-user-list"/.test(opening)) return 'json'
    const header = (firstRows(opening, 1)[0] ?? []).map(cleanText)
    return header.includes('Company or Organization') && header.includes('Type of WMD') ? 'csv' : null
  },
  read,
}

type Row = {
  readonly name: string
  readonly aliases: readonly string[]
  readonly places: readonly string[]
  readonly concern: string
  readonly page: string | null
  readonly addedOn: Day | null
}
type Rows = { readonly rows: readonly Row[]; readonly dataOn: Day | null; readonly notes: readonly ListNote[] }

function read(files: ReadonlyMap<string, NamedFile>): Result<ReadList, ListProblem> {
  const [csv, json] = [files.get('csv'), files.get('json')]
  const file = csv ?? json
  if (file === undefined)
    return err({ kind: 'list.missing-part', source: 'jp-eul', part: 'csv', given: 'a set without files' })
  const text = readText(file, MAX_BYTES)
  if (!text.ok) return text
  const found = csv ? readCsvRows(text.value.text, file.name) : readJsonRows(text.value.text, file.name)
  if (!found.ok) return found
  const lost: Losses = { countries: [], days: [] }
  const { parties, notes } = toParties(
    found.value.rows.map((row) => entryOf(row, lost)),
    () => false,
  )
  const beside: readonly ListNote[] = csv && json ? [{ kind: 'part-not-read', part: 'json', readInstead: 'csv' }] : []
  return ok({
    source: 'jp-eul',
    parties,
    rows: found.value.rows.length,
    parts: [csv ? 'csv' : 'json'],
    dataOn: found.value.dataOn,
    dataOnBasis: found.value.dataOn === null ? 'none' : 'stated',
    highestNumber: null,
    notes: [...notes, ...lossNotes(lost), ...found.value.notes, ...beside],
  })
}

function readCsvRows(text: string, file: string): Result<Rows, ListProblem> {
  const required = COLUMNS.slice(1)
  const table = readTable(text, file, { required, known: new Set(COLUMNS), maxRows: MAX_ROWS })
  if (!table.ok) return table
  const rows: Row[] = []
  for (const { line, cell } of table.value.rows) {
    const name = cell('Company or Organization')
    if (name === '') return err({ kind: 'list.missing-value', file, line, column: 'Company or Organization' })
    const aliases = cell('Also Known As').split(/・|;|\n/)
    const places = [cell('Country or Region')]
    rows.push({ name, aliases, places, concern: cell('Type of WMD'), page: null, addedOn: null })
  }
  return ok({ rows, dataOn: null, notes: table.value.notes })
}

function readJsonRows(text: string, file: string): Result<Rows, ListProblem> {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return err({ kind: 'list.bad-field', file, field: 'the file', reason: 'not whole JSON' })
  }
  const parsed = z.array(z.unknown()).max(MAX_ROWS).safeParse(json)
  if (!parsed.success) return err({ kind: 'list.bad-field', file, field: 'the file', reason: 'not a list of entries' })
  const rows: Row[] = []
  const unread = new Set<string>()
  for (const [i, raw] of parsed.data.entries()) {
    const row = rowSchema.safeParse(raw)
    const [issue] = row.success ? [] : row.error.issues
    const named = row.success ? nameAndPlaces(row.data) : null
    if (!row.success || named === null || !wellFormed(row.data)) {
      const field = [`[${i}]`, ...(issue?.path ?? ['entity_name']).map(String)].join('.')
      return err({ kind: 'list.bad-field', file, field, reason: issue?.message ?? 'empty or not text' })
    }
    for (const field of Object.keys(row.data)) if (!KNOWN_FIELDS.has(field)) unread.add(field)
    rows.push({
      ...named,
      aliases: row.data.aliases,
      concern: row.data.reason ?? '',
      page: row.data.source_url ?? null,
      addedOn: readListingDay(row.data.date_added ?? ''),
    })
  }
  // `https://www.meti.go.jp/press/2025/09/20250929006/…`: the address of the announcement bears its day.
  const days = rows.flatMap(({ page }) => {
    const parts = /\/(\d{4})(\d{2})(\d{2})\d{3}\//.exec(page ?? '')
    return readListingDay(parts ? `${parts[1]}-${parts[2]}-${parts[3]}` : '') ?? []
  })
  const notes: readonly ListNote[] = unread.size > 0 ? [{ kind: 'unread-fields', fields: [...unread].sort() }] : []
  return ok({ rows, dataOn: days.sort().at(-1) ?? null, notes })
}

function wellFormed(row: z.infer<typeof rowSchema>): boolean {
  return [row.entity_name, ...row.aliases, ...row.addresses].every((text) => text.isWellFormed())
}

function entryOf(row: Row, lost: Losses): Entry {
  const properties = new Properties()
  addNames(properties, row.name)
  for (const alias of row.aliases) addNames(properties, alias, 'alias')
  let country: CountryCode | null = null
  for (const place of row.places.map(cleanText).filter(Boolean)) {
    const code = readNationality(place)
    if (code === null) lost.countries.push(place)
    country ??= code
    properties.add('country', code)
    properties.add('address', place)
  }
  properties.add('sourceUrl', row.page)
  const concerns = splitValues(row.concern.normalize('NFKC'))
  return {
    list: 'jp-eul',
    key: keyOfName(row.name, country),
    schema: 'Organization',
    properties: properties.done(),
    listing: { ...NO_TERMS, programmes: concerns, startOn: row.addedOn },
    grounds: [],
  }
}

/** `CETC 10th Institute (中国電子科技集団公司第十研究所)`: the name, and the name in its own script as an alias. */
function addNames(properties: Properties, text: string, property = 'name'): void {
  const name = cleanText(text).replace(/^[・-]\s*/, '')
  properties.add(property, name)
  const [, outer, inner = ''] = /^(.+?)\s*[（(]([^（()）]+)[)）]$/.exec(name) ?? []
  if (outer === undefined) return
  properties.add('alias', outer)
  // Alone an abbreviation stands for many bodies.
  properties.add(
    /\p{Script=Han}/u.test(inner) ? 'alias' : /^[A-Z][A-Za-z0-9-]{1,11}$/.test(inner) ? 'weakAlias' : 'notes',
    inner,
  )
}

/**
 * In the extract some rows run the name into the country, `People's Republic of China Example Works`, and have none of their
 * own; the words behind the country are the name. `null`: no name is to be found.
 */
function nameAndPlaces(row: z.infer<typeof rowSchema>): Pick<Row, 'name' | 'places'> | null {
  if (cleanText(row.entity_name) !== '') return { name: row.entity_name, places: row.addresses }
  const [place = ''] = row.addresses.map(cleanText)
  const words = place.split(' ')
  for (let count = Math.min(6, words.length - 1); count >= 1; count--) {
    const country = words.slice(0, count).join(' ')
    if (readNationality(country) !== null) return { name: words.slice(count).join(' '), places: [country] }
  }
  return null
}
