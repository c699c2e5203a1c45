/**
 * Lists of a firm's own, as a table (csv of any separator, xlsx, or one JSON object a line) beside a mapping that says which
 * column holds what. Encodings and separators are found out; a column that the mapping names and the table lacks refuses
 * the file; a column that nobody names is kept as a note of each party. Any number of tables, each with its mapping, is one
 * version of the source.
 *
 * A mapping: `{ "unblindMapping": 1, "title": "…", "file": "customers.csv", "columns": { "name": "Customer", "alias":
 * ["Also called"], "country": "Land" }, "key": "Id", "schema": { "column": "Kind", "values": { "P": "Person" } } }`.
 */
import { isUtf8 } from 'node:buffer'
import { z } from 'zod'
import { type Day, err, ok, parseDay, type Result } from '../base/index.ts'
import { firstRows, readCsv } from './csv.ts'
import { type Entry, keyOfName, type Losses, lossNotes, NO_TERMS, Properties, toParties } from './entry.ts'
import { readNationality } from './nationality.ts'
import type { PartySchema } from './party.ts'
import type { ListNote, ListProblem } from './problem.ts'
import { isSheet, readSheet } from './sheet.ts'
import type { ListSource, NamedFile, ReadList } from './source.ts'
import { readUkDate } from './uk-designation.ts'
import { cleanText, countryOfAddress, newer, readBirthDates, readListingDay, readPartialDay } from './wording.ts'

const MAX_BYTES = 64 * 1024 * 1024
const MAX_ROWS = 200_000
/** More than any spreadsheet of customers has. */
const MAX_COLUMNS = 500
export const SEPARATORS = [',', ';', '\t', '|'] as const

/** What a column may hold: properties of a party, and what is said of its listing. */
const FIELDS = [
  ...[
    'name',
    'alias',
    'weakAlias',
    'previousName',
    'country',
    'nationality',
    'flag',
    'address',
    'birthDate',
    'birthPlace',
  ],
  ...[
    'gender',
    'title',
    'position',
    'passportNumber',
    'idNumber',
    'registrationNumber',
    'taxNumber',
    'imoNumber',
    'mmsi',
  ],
  ...['callSign', 'cryptoWallet', 'email', 'phone', 'website', 'owner', 'parent', 'notes', 'sourceUrl', 'legalBasis'],
  ...['programme', 'startOn', 'endOn', 'remarks'],
] as const
const SCHEMAS = ['Person', 'Organization', 'Company', 'LegalEntity', 'Vessel', 'Airplane', 'Address'] as const

const text = z
  .string()
  .trim()
  .min(1)
  .refine((value) => value.isWellFormed())
const column = z.union([text, z.array(text).min(1)]).transform((value) => (Array.isArray(value) ? value : [value]))
const mappingSchema = z.strictObject({
  unblindMapping: z.literal(1),
  title: text,
  /** Name of the table beside the mapping. */
  file: text,
  /** Day of which the table is. */
  dataOn: z.string().optional(),
  columns: z
    .partialRecord(z.enum(FIELDS), column)
    .refine((columns) => columns.name !== undefined || columns.address !== undefined, {
      error: 'must name the column of the `name` (or, for lists of addresses alone, of the `address`)',
    }),
  /** Column that tells the parties apart and stays the same; without it the name and the country do. */
  key: text.optional(),
  schema: z
    .union([
      z.enum(SCHEMAS).transform((value) => ({ always: value })),
      z.strictObject({ column: text, values: z.record(z.string(), z.enum(SCHEMAS)) }),
    ])
    .optional(),
  /** What parts several values in one cell; default: a semicolon. */
  split: z.string().min(1).max(5).default(';'),
  /** One character; default: found out. */
  separator: z.string().length(1).optional(),
  /** As the web names encodings; default: found out. */
  encoding: z.string().optional(),
  /** Columns left out knowingly. */
  ignored: z.array(text).default([]),
})
export type Mapping = z.output<typeof mappingSchema>

export const source: ListSource = {
  id: 'own',
  title: 'Lists of your own',
  publisher: 'your firm',
  page: '',
  lists: ['own'],
  parts: [],
  downloads: [],
  expectedParties: { min: 1, max: MAX_ROWS },
  maxBytes: MAX_BYTES,
  recognise: (opening) => {
    const title = /^\s*\{\s*"unblindMapping"[\s\S]*?"title"\s*:\s*"([^"]{1,100})"/.exec(opening)?.[1]
    return title === undefined ? (/^\s*\{\s*"unblindMapping"/.test(opening) ? 'mapping' : null) : `mapping ${title}`
  },
  read,
}

/** The name of the table that a mapping reads, `null`: the mapping cannot be read. */
export function tableOfMapping(bytes: Uint8Array): string | null {
  const mapping = readMapping({ name: 'mapping', bytes })
  return mapping.ok ? mapping.value.file : null
}

function read(files: ReadonlyMap<string, NamedFile>): Result<ReadList, ListProblem> {
  const given = [...files].sort(([a], [b]) => (a < b ? -1 : 1))
  const mappings = given.filter(([part]) => part.startsWith('mapping')).map(([, file]) => file)
  const tables = given.filter(([part]) => !part.startsWith('mapping')).map(([, file]) => file)
  const names = given.map(([, file]) => `\`${file.name}\``).join(', ') || 'a set without files'
  if (mappings.length === 0) return err({ kind: 'list.missing-part', source: 'own', part: 'mapping', given: names })
  const lost: Losses = { countries: [], days: [] }
  const entries: Entry[] = []
  const notes: ListNote[] = []
  const days: (Day | null)[] = []
  for (const file of mappings) {
    const mapping = readMapping(file)
    if (!mapping.ok) return mapping
    const table = tables.find((one) => baseOf(one.name) === baseOf(mapping.value.file))
    if (table === undefined)
      return err({ kind: 'list.missing-part', source: 'own', part: mapping.value.file, given: names })
    const rows = readRows(table, mapping.value)
    if (!rows.ok) return rows
    const read = readEntries(rows.value, mapping.value, table.name, lost)
    if (!read.ok) return read
    entries.push(...read.value)
    notes.push(...rows.value.notes)
    days.push(mapping.value.dataOn === undefined ? null : parseDay(mapping.value.dataOn))
  }
  const made = toParties(entries, () => false)
  // No fresher than the oldest of its tables.
  const dataOn = days.every((day) => day !== null) ? (days.filter((day) => day !== null).sort()[0] ?? null) : null
  const newest = entries.reduce<Day | null>((day, { listing }) => newer(day, listing.startOn), null)
  return ok({
    source: 'own',
    parties: made.parties,
    rows: entries.length,
    parts: given.map(([part]) => part),
    dataOn: dataOn ?? newest,
    dataOnBasis: dataOn !== null ? 'stated' : newest !== null ? 'newest-entry' : 'none',
    highestNumber: null,
    notes: [...made.notes, ...lossNotes(lost), ...notes],
  })
}

function baseOf(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)
}

/** What the bytes of a mapping say, or the field that is wrong. */
export function readMapping(file: NamedFile): Result<Mapping, ListProblem> {
  const bad = (field: string, reason: string) =>
    err({ kind: 'list.bad-field', file: file.name, field, reason } as const)
  let json: unknown
  try {
    json = JSON.parse(new TextDecoder('utf-8').decode(file.bytes))
  } catch {
    return bad('the file', 'not whole JSON')
  }
  const parsed = mappingSchema.safeParse(json)
  const [issue] = parsed.success ? [] : parsed.error.issues
  if (!parsed.success)
    return bad((issue?.path ?? []).map(String).join('.') || 'the file', issue?.message ?? 'unreadable')
  if (parsed.data.dataOn !== undefined && parseDay(parsed.data.dataOn) === null)
    return bad('dataOn', 'not a day; write YYYY-MM-DD')
  return ok(parsed.data)
}

type Rows = {
  readonly columns: readonly string[]
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[]
  readonly notes: readonly ListNote[]
}

function readRows(file: NamedFile, mapping: Mapping): Result<Rows, ListProblem> {
  if (file.bytes.length === 0) return err({ kind: 'list.empty', file: file.name })
  if (file.bytes.length > MAX_BYTES) return err({ kind: 'list.too-large', file: file.name, maxBytes: MAX_BYTES })
  if (isSheet(file.bytes)) {
    const sheet = readSheet(file)
    return sheet.ok ? withHeader(sheet.value, file.name, []) : sheet
  }
  const decoded = decode(file, mapping)
  if (!decoded.ok) return decoded
  const { content, notes } = decoded.value
  if (content.trim() === '') return err({ kind: 'list.empty', file: file.name })
  if (/^\s*\{/.test(content)) return readObjects(content, file.name, notes)
  const separator = mapping.separator ?? separatorOf(content, mapping)
  const shape = { width: null, hasHeader: false, maxRows: MAX_ROWS, separator }
  const csv = readCsv(content, file.name, shape)
  return csv.ok ? withHeader(csv.value, file.name, notes) : csv
}

/** A first row of names over rows no wider than it; shorter ones are filled up, as spreadsheets cut empty cells off. */
function withHeader(all: Rows['rows'], file: string, notes: readonly ListNote[]): Result<Rows, ListProblem> {
  const [header, ...rows] = all
  if (header === undefined) return err({ kind: 'list.empty', file })
  const columns = header.cells.map(cleanText)
  const repeated = columns.find((name, i) => name !== '' && columns.indexOf(name) !== i)
  if (repeated !== undefined) return err({ kind: 'list.repeated-column', file, column: repeated })
  const wide = rows.find((row) => row.cells.slice(columns.length).some((cell) => cell.trim() !== ''))
  if (wide !== undefined)
    return err({
      kind: 'list.damaged-rows',
      file,
      defects: [
        { line: wide.line, kind: 'wrong-columns', found: wide.cells.length, expected: columns.length, isLast: false },
      ],
    })
  return ok({ columns, rows, notes })
}

function readObjects(content: string, file: string, notes: readonly ListNote[]): Result<Rows, ListProblem> {
  const columns: string[] = []
  const rows: { line: number; cells: string[] }[] = []
  for (const [i, piece] of content.split('\n').entries()) {
    if (piece.trim() === '') continue
    if (rows.length >= MAX_ROWS) return err({ kind: 'list.too-many-rows', file, maxRows: MAX_ROWS })
    const object = objectOf(piece)
    if (object === null)
      return err({ kind: 'list.bad-field', file, field: `line ${i + 1}`, reason: 'not one JSON object a line' })
    const cells: string[] = []
    for (const [name, value] of Object.entries(object)) {
      if (!columns.includes(name)) columns.push(name)
      if (columns.length > MAX_COLUMNS)
        return err({ kind: 'list.bad-field', file, field: `line ${i + 1}`, reason: `more than ${MAX_COLUMNS} fields` })
      cells[columns.indexOf(name)] = flat(value)
    }
    rows.push({ line: i + 1, cells: Array.from(cells, (cell) => cell ?? '') })
  }
  return ok({ columns, rows, notes })
}

function objectOf(piece: string): Readonly<Record<string, unknown>> | null {
  try {
    const parsed = z.record(z.string(), z.unknown()).safeParse(JSON.parse(piece))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

/** A list is its values, each on a line of its own; anything deeper stays JSON. */
function flat(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.map(flat).join('\n')
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** By the byte order mark, else UTF-8 if it is; else UTF-16 where every other byte is zero, else the Windows alphabet of western Europe. */
function decode(
  file: NamedFile,
  mapping: Mapping,
): Result<{ readonly content: string; readonly notes: readonly ListNote[] }, ListProblem> {
  const { bytes } = file
  const marked =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null
  const encoding = mapping.encoding ?? marked ?? (isUtf8(bytes) && !bytes.includes(0) ? 'utf-8' : guessEncoding(bytes))
  let content: string
  try {
    content = new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return err({ kind: 'list.bad-field', file: file.name, field: 'encoding', reason: `its bytes are not ${encoding}` })
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  const control = /[\u0000-\u0008\u000B\u000C\u000E-\u001F]/.exec(content)
  if (control)
    return err({
      kind: 'list.control-character',
      file: file.name,
      line: content.slice(0, control.index).split('\n').length,
      code: control[0].charCodeAt(0),
    })
  const isGuess = mapping.encoding === undefined && marked === null && encoding !== 'utf-8'
  return ok({ content, notes: isGuess ? [{ kind: 'guessed-encoding', file: file.name, encoding }] : [] })
}

/** For bytes that are not UTF-8 and bear no mark. */
export function guessEncoding(bytes: Uint8Array): string {
  const head = bytes.subarray(0, 4_096)
  const zeros = (from: number): number => head.filter((byte, i) => i % 2 === from && byte === 0).length
  if (zeros(1) * 4 > head.length) return 'utf-16le'
  return zeros(0) * 4 > head.length ? 'utf-16be' : 'windows-1252'
}

/** The one under which most of the mapping's columns stand in the first row. */
function separatorOf(content: string, mapping: Mapping): string {
  const wanted = columnsOf(mapping)
  const score = (separator: string): number => {
    const header = (firstRows(content, 1, separator)[0] ?? []).map(cleanText)
    return wanted.filter((name) => header.includes(name)).length * 1_000 + header.length
  }
  return SEPARATORS.reduce((best, one) => (score(one) > score(best) ? one : best))
}

function columnsOf(mapping: Mapping): readonly string[] {
  const kind = mapping.schema !== undefined && 'column' in mapping.schema ? [mapping.schema.column] : []
  return [...Object.values(mapping.columns).flat(), ...(mapping.key === undefined ? [] : [mapping.key]), ...kind]
}

function readEntries(table: Rows, mapping: Mapping, file: string, lost: Losses): Result<readonly Entry[], ListProblem> {
  const missing = columnsOf(mapping).find((name) => !table.columns.includes(name))
  if (missing !== undefined) return err({ kind: 'list.unmapped-column', file, column: missing, found: table.columns })
  const named = new Set([...columnsOf(mapping), ...mapping.ignored])
  const rest = table.columns.filter((name) => name !== '' && !named.has(name))
  const entries: Entry[] = []
  for (const row of table.rows) {
    const cell = (name: string): string => row.cells[table.columns.indexOf(name)] ?? ''
    if (row.cells.every((one) => one.trim() === '')) continue
    const entry = readEntry({ cell, line: row.line, rest, mapping, file }, lost)
    if (!entry.ok) return entry
    entries.push(entry.value)
  }
  return ok(entries)
}

type RowOf = {
  readonly cell: (name: string) => string
  readonly line: number
  /** Columns that nobody names. */
  readonly rest: readonly string[]
  readonly mapping: Mapping
  readonly file: string
}

function readEntry({ cell, line, rest, mapping, file }: RowOf, lost: Losses): Result<Entry, ListProblem> {
  const valuesOf = (field: (typeof FIELDS)[number]): readonly string[] =>
    (mapping.columns[field] ?? [])
      .flatMap((name) =>
        cell(name)
          .split('\n')
          .flatMap((one) => one.split(mapping.split)),
      )
      .map(cleanText)
      .filter(Boolean)
  const schema = schemaOf(cell, mapping, valuesOf('name').length > 0)
  if (typeof schema !== 'string') return err({ kind: 'list.unknown-value', file, line, ...schema })
  const properties = new Properties()
  const [name = '', ...names] = schema === 'Address' ? [...valuesOf('name'), ...valuesOf('address')] : valuesOf('name')
  if (name === '') return err({ kind: 'list.missing-value', file, line, column: mapping.columns.name?.[0] ?? 'name' })
  properties.add('name', name)
  if (schema !== 'Address') properties.add('alias', ...names)
  const terms = new Set(['name', 'programme', 'startOn', 'endOn', 'remarks'])
  for (const field of FIELDS) if (!terms.has(field)) addField(properties, field, valuesOf(field), lost)
  if (properties.first('country') === null)
    for (const address of valuesOf('address')) properties.add('country', countryOfAddress(address))
  for (const column of rest) if (cell(column).trim() !== '') properties.add('notes', `${column}: ${cell(column)}`)
  const dayOf = (field: 'startOn' | 'endOn'): Day | null => {
    const [given = ''] = valuesOf(field)
    const day = readListingDay(readUkDate(given) ?? readPartialDay(given) ?? given)
    if (given !== '' && day === null) {
      lost.days.push(given)
      properties.add('notes', given)
    }
    return day
  }
  const listing = {
    ...NO_TERMS,
    programmes: [mapping.title, ...valuesOf('programme')],
    startOn: dayOf('startOn'),
    endOn: dayOf('endOn'),
    remarks: valuesOf('remarks').join('; ') || null,
  }
  const done = properties.done()
  const key = mapping.key === undefined ? '' : cleanText(cell(mapping.key))
  const country = readNationality(done.country?.[0] ?? '')
  return ok({
    list: 'own',
    key: `${mapping.title} / ${key || keyOfName(name, country)}`,
    schema,
    properties: done,
    listing,
    grounds: [],
  })
}

function schemaOf(
  cell: (name: string) => string,
  mapping: Mapping,
  hasName: boolean,
): PartySchema | { readonly column: string; readonly value: string } {
  if (!hasName) return 'Address'
  if (mapping.schema === undefined) return 'LegalEntity'
  if ('always' in mapping.schema) return mapping.schema.always
  const value = cleanText(cell(mapping.schema.column))
  const known = Object.hasOwn(mapping.schema.values, value) ? mapping.schema.values[value] : undefined
  return known ?? { column: mapping.schema.column, value }
}

function addField(properties: Properties, field: string, values: readonly string[], lost: Losses): void {
  for (const value of values) {
    const isCountry = field === 'country' || field === 'nationality' || field === 'flag'
    const read = isCountry ? [readNationality(value)] : field === 'birthDate' ? readBirth(value) : [value]
    const kept = read.filter((one) => one !== null)
    properties.add(field, ...kept)
    if (kept.length > 0) continue
    if (isCountry) lost.countries.push(value)
    else lost.days.push(value)
    properties.add('notes', `${field}: ${value}`)
  }
}

function readBirth(value: string): readonly string[] {
  const slashed = readUkDate(value)
  return slashed === null ? readBirthDates(value) : [slashed]
}
