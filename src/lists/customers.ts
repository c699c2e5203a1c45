/**
 * A firm's own customers, row by row, for screening: csv of any separator, xlsx, or one JSON object a line. Unlike an
 * official list, which is used whole or not at all, every row gets an answer of its own: a customer, or the reason why it
 * cannot be screened. No row is passed over; only blank lines are no rows.
 *
 * Which column holds what is said by a mapping (the same as for lists of one's own) or found by the names of the columns.
 */
import { isUtf8 } from 'node:buffer'
import { type CountryCode, err, ok, type Result } from '../base/index.ts'
import { firstRows, MAX_CELL_LENGTH, readRow } from './csv.ts'
import { readNationality } from './nationality.ts'
import { guessEncoding, type Mapping, SEPARATORS } from './own.ts'
import type { PartySchema } from './party.ts'
import { sentenceOf } from './problem.ts'
import { isSheet, readSheet } from './sheet.ts'
import { cleanText, readBirthDates } from './wording.ts'

/** A customer as far as the file tells. */
export type Customer = {
  /** The firm's own number for it; `null`: the file has none. */
  readonly key: string | null
  readonly name: string
  readonly otherNames: readonly string[]
  /** `null`: the file does not say. */
  readonly schema: PartySchema | null
  readonly country: CountryCode | null
  readonly addresses: readonly string[]
  readonly birthDates: readonly string[]
  readonly identifiers: readonly string[]
  /** What the row says and could not be used; it was screened without that. */
  readonly unused: readonly string[]
}

export type CustomerRow = {
  /** Line (of a spreadsheet: row) on which it begins, from 1. */
  readonly line: number
  /** A customer, or why the row cannot be screened. */
  readonly customer: Result<Customer, string>
}

export type CustomerFile = {
  /** What each column that is used was read as. */
  readonly columns: readonly { readonly column: string; readonly field: Field }[]
  readonly rows: AsyncIterable<CustomerRow>
}

type Field = 'name' | 'alias' | 'country' | 'address' | 'birthDate' | 'identifier' | 'key' | 'schema'

/** Most of a file that is kept in memory at once, UTF-16 units; also the longest row there can be. */
const WINDOW = 4 * 1024 * 1024
const OPENING_BYTES = 64 * 1024
/** Unlike text, a spreadsheet is read whole. */
const MAX_SHEET_BYTES = 64 * 1024 * 1024

/** Names of columns, letters and digits only, as files of customers have them. */
const COLUMN_NAMES: Readonly<Record<Field, readonly string[]>> = {
  name: 'name customer customername company companyname fullname legalname party partyname entityname accountname nom firma kunde'.split(
    ' ',
  ),
  alias: 'alias aliases aka alsoknownas othername othernames othernamesused formername tradingname tradename'.split(
    ' ',
  ),
  country: 'country countrycode countryofresidence nationality land pays jurisdiction'.split(' '),
  address: 'address fulladdress street adresse'.split(' '),
  birthDate: 'birthdate dateofbirth dob born birthday'.split(' '),
  identifier:
    'identifier registrationnumber passport passportnumber idnumber taxnumber taxid vat vatnumber imo imonumber lei'.split(
      ' ',
    ),
  key: 'id key customerid customernumber customerno accountnumber accountid reference ref number no'.split(' '),
  schema: 'schema type kind partytype entitytype customertype'.split(' '),
}

const SCHEMA_WORDS: Readonly<Record<string, PartySchema>> = {
  person: 'Person',
  individual: 'Person',
  natural: 'Person',
  naturalperson: 'Person',
  company: 'Company',
  corporate: 'Company',
  business: 'Company',
  organization: 'Organization',
  organisation: 'Organization',
  vessel: 'Vessel',
  ship: 'Vessel',
  aircraft: 'Airplane',
  airplane: 'Airplane',
  legalentity: 'LegalEntity',
  entity: 'LegalEntity',
}

/**
 * @param mapping `null`: columns are found by their names
 * @returns the rows as they are read, or a sentence why the file as a whole cannot be read
 */
export async function readCustomers(
  file: string,
  chunks: AsyncIterable<Uint8Array>,
  mapping: Mapping | null,
): Promise<Result<CustomerFile, string>> {
  const source = chunks[Symbol.asyncIterator]()
  const opening = await openingOf(source)
  if (opening.length === 0)
    return err(`\`${file}\` is empty; give a file with a row of column names and a customer a row`)
  if (isSheet(opening)) return readSpreadsheet(file, opening, source, mapping)
  const encoding = encodingOf(opening, mapping)
  if (encoding === null)
    return err(`\`${mapping?.encoding}\` is no encoding we know; write it as the web does, such as utf-8`)
  const text = new TextWindow(opening, source, encoding)
  await text.fill()
  if (/^\s*\{/.test(text.rest)) return ok(readObjects(text, mapping))
  const head = text.rest.slice(0, WINDOW)
  const separator = mapping?.separator ?? separatorOf(head, mapping)
  const rows = rowsOf(text, separator)
  const first = await rows.next()
  if (first.done === true) return err(`\`${file}\` holds no row; give one of column names and a customer a row`)
  const header = first.value.cells.map(cleanText)
  return withHeader(file, header, mapping, rows)
}

function withHeader(
  file: string,
  header: readonly string[],
  mapping: Mapping | null,
  rows: AsyncIterable<RawRow>,
): Result<CustomerFile, string> {
  const roles = mapping === null ? rolesByName(header) : rolesBy(mapping)
  const missing = roles.find(({ column }) => !header.includes(column))
  if (missing !== undefined)
    return err(
      `\`${file}\` has no column \`${missing.column}\`, which the mapping names; its columns are ${quoted(header)}`,
    )
  const twice = roles.find(({ column }) => header.indexOf(column) !== header.lastIndexOf(column))
  if (twice !== undefined)
    return err(
      `\`${file}\` has the column \`${twice.column}\` more than once, so that nobody can say which counts; rename one`,
    )
  if (!roles.some(({ field }) => field === 'name'))
    return err(
      `none of the columns of \`${file}\` is known to hold the name (${quoted(header)}); call it \`name\`, or say which with \`--mapping\``,
    )
  const places = roles.map(({ column, field }) => ({ at: header.indexOf(column), field }))
  return ok({ columns: roles, rows: customersOf(rows, header, places, mapping) })
}

async function* customersOf(
  rows: AsyncIterable<RawRow>,
  header: readonly string[],
  places: readonly { readonly at: number; readonly field: Field }[],
  mapping: Mapping | null,
): AsyncIterable<CustomerRow> {
  for await (const { line, cells, flaw } of rows) {
    const isWide = cells.slice(header.length).some((cell) => cell.trim() !== '')
    const fault = flaw ?? (isWide ? 'the row has more cells than there are columns' : null)
    const valuesOf = (field: Field): readonly string[] =>
      places.filter((place) => place.field === field).map(({ at }) => cells[at] ?? '')
    yield { line, customer: fault === null ? customerOf(valuesOf, mapping) : err(fault) }
  }
}

function readObjects(text: TextWindow, mapping: Mapping | null): CustomerFile {
  return { columns: mapping === null ? [] : rolesBy(mapping), rows: objectsOf(text, mapping) }
}

async function* objectsOf(text: TextWindow, mapping: Mapping | null): AsyncIterable<CustomerRow> {
  for await (const { line, piece, flaw } of linesOf(text)) {
    if (flaw !== null) yield { line, customer: err(flaw) }
    else if (piece.trim() !== '') yield { line, customer: objectOf(piece, mapping) }
  }
}

function objectOf(piece: string, mapping: Mapping | null): Result<Customer, string> {
  let value: unknown
  try {
    value = JSON.parse(piece)
  } catch {
    return err('the line is no JSON')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return err('the line is no JSON object')
  const fields = new Map<string, unknown>(Object.entries(value))
  const roles = mapping === null ? rolesByName([...fields.keys()]) : rolesBy(mapping)
  return customerOf(
    (field) => roles.filter((role) => role.field === field).flatMap(({ column }) => flat(fields.get(column))),
    mapping,
  )
}

/** A list is its values; anything deeper stays JSON. */
function flat(value: unknown): readonly string[] {
  if (value === null || value === undefined) return []
  if (Array.isArray(value)) return value.flatMap(flat)
  return [typeof value === 'object' ? JSON.stringify(value) : String(value)]
}

function customerOf(valuesOf: (field: Field) => readonly string[], mapping: Mapping | null): Result<Customer, string> {
  const names = valuesOf('name').map(unquoted)
  const all = [...names, ...valuesOf('alias')]
  for (const text of all) {
    const fault = faultOfText(text)
    if (fault !== null) return err(fault)
  }
  const [name = '', ...furtherNames] = names.map(cleanText).filter(Boolean)
  if (name === '') return err('the name is empty')
  const split = (field: Field): readonly string[] =>
    valuesOf(field)
      .flatMap(splitBy('\n'))
      .flatMap(splitBy(mapping?.split ?? ';'))
      .map(cleanText)
      .filter(Boolean)
  const unused: string[] = []
  const keep = <Value>(field: string, text: string, read: Value | null): readonly Value[] => {
    if (read !== null) return [read]
    unused.push(`${field} \`${text.slice(0, 60)}\` cannot be read`)
    return []
  }
  const countries = split('country').flatMap((text) => keep('country', text, readNationality(text)))
  const birthDates = split('birthDate').flatMap((text) => {
    const read = readBirthDates(text)
    return keep('birth date', text, read.length === 0 ? null : read).flat()
  })
  const kinds = split('schema').flatMap((text) => keep('kind', text, schemaOf(text, mapping)))
  const [country = null, ...furtherCountries] = countries
  if (furtherCountries.length > 0) unused.push(`further countries ${furtherCountries.join(', ')}`)
  const always = mapping?.schema !== undefined && 'always' in mapping.schema ? mapping.schema.always : null
  return ok({
    key: valuesOf('key').map(cleanText).find(Boolean) ?? null,
    name,
    otherNames: [...furtherNames, ...split('alias')],
    schema: kinds[0] ?? always,
    country,
    addresses: valuesOf('address').map(cleanText).filter(Boolean),
    birthDates,
    identifiers: split('identifier'),
    unused,
  })
}

/** Why a text cannot be the name of anybody; `null`: it can. */
function faultOfText(text: string): string | null {
  if (text.length > MAX_CELL_LENGTH) return `a cell is longer than ${MAX_CELL_LENGTH} characters`
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  if (/[\u0000-\u0008\u000B\u000C\u000E-\u001F]/.test(text)) return 'the name holds a control character'
  if (text.includes('\uFFFD') || !text.isWellFormed())
    return 'the name holds bytes that are no text in the encoding of the file'
  if (/^=./.test(text.trim())) return 'the name is a formula; save the file with values in place of formulas'
  return null
}

/** `="Text"`, by which spreadsheets are told to leave a text alone. */
function unquoted(text: string): string {
  return /^="([^"]*)"$/.exec(text.trim())?.[1] ?? text
}

function schemaOf(text: string, mapping: Mapping | null): PartySchema | null {
  const by = mapping?.schema
  if (by !== undefined && 'values' in by) return Object.hasOwn(by.values, text) ? (by.values[text] ?? null) : null
  const word = lettersOf(text)
  return Object.hasOwn(SCHEMA_WORDS, word) ? (SCHEMA_WORDS[word] ?? null) : null
}

function splitBy(sign: string): (text: string) => readonly string[] {
  return (text) => text.split(sign)
}

type Role = { readonly column: string; readonly field: Field }

/** The first column of each sort of name; further names, addresses and numbers all count. */
function rolesByName(header: readonly string[]): readonly Role[] {
  const taken = new Set<Field>()
  const roles: Role[] = []
  for (const column of header) {
    const word = lettersOf(column)
    const field = FIELDS.find((one) => COLUMN_NAMES[one].includes(word))
    if (field === undefined) continue
    const isOnce = field === 'key' || field === 'schema' || field === 'name'
    const isAgain = taken.has(field) && !roles.some((role) => role.column === column)
    if (isOnce && isAgain) {
      if (field === 'name') roles.push({ column, field: 'alias' })
      continue
    }
    taken.add(field)
    roles.push({ column, field })
  }
  return roles
}

const FIELDS: readonly Field[] = ['name', 'alias', 'country', 'address', 'birthDate', 'identifier', 'key', 'schema']

/** What the fields of a mapping are to a screening; the others say nothing that is compared. */
const OF_MAPPING: Readonly<Record<string, Field>> = {
  name: 'name',
  alias: 'alias',
  weakAlias: 'alias',
  previousName: 'alias',
  country: 'country',
  nationality: 'country',
  flag: 'country',
  address: 'address',
  birthDate: 'birthDate',
  passportNumber: 'identifier',
  idNumber: 'identifier',
  registrationNumber: 'identifier',
  taxNumber: 'identifier',
  imoNumber: 'identifier',
  mmsi: 'identifier',
  callSign: 'identifier',
  cryptoWallet: 'identifier',
}

function rolesBy(mapping: Mapping): readonly Role[] {
  const roles = Object.entries(mapping.columns).flatMap(([field, columns]): readonly Role[] => {
    const role = OF_MAPPING[field]
    return role === undefined ? [] : (columns ?? []).map((column) => ({ column, field: role }))
  })
  if (mapping.key !== undefined) roles.push({ column: mapping.key, field: 'key' })
  if (mapping.schema !== undefined && 'column' in mapping.schema)
    roles.push({ column: mapping.schema.column, field: 'schema' })
  return roles
}

function lettersOf(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
}

function quoted(header: readonly string[]): string {
  const shown = header.slice(0, 12).map((column) => `\`${column.slice(0, 40)}\``)
  return header.length > 12 ? `${shown.join(', ')} and ${header.length - 12} more` : shown.join(', ')
}

// ----------------------------------------------------------------------------------------------------- text to rows

type RawRow = { readonly line: number; readonly cells: readonly string[]; readonly flaw: string | null }

async function* rowsOf(text: TextWindow, separator: string): AsyncGenerator<RawRow, void> {
  let at = 0
  let line = 1
  while (true) {
    if (text.rest.length - at < WINDOW / 2 && !text.isAtEnd) {
      text.drop(at)
      at = 0
      await text.fill()
    }
    if (at >= text.rest.length) return
    const row = readRow(text.rest, at, separator)
    // A mark without its other half would take the rows after it along: such a row ends with its line.
    const lineEnd = text.rest.indexOf('\n', at)
    const next = row.flaw === null ? row.next : lineEnd === -1 ? text.rest.length : lineEnd + 1
    const flaw =
      row.flaw !== null
        ? 'its quotation marks do not come in pairs'
        : row.cells.some((cell) => cell.length > MAX_CELL_LENGTH)
          ? `a cell is longer than ${MAX_CELL_LENGTH} characters`
          : null
    const isBlank = row.flaw === null && row.cells.length === 1 && row.cells[0]?.trim() === ''
    if (!isBlank) yield { line, cells: row.cells, flaw }
    line += row.flaw === null ? row.lines : 1
    at = next
  }
}

type Line = { readonly line: number; readonly piece: string; readonly flaw: string | null }

async function* linesOf(text: TextWindow): AsyncIterable<Line> {
  let at = 0
  let line = 1
  let isCut = false
  while (true) {
    let end = text.rest.indexOf('\n', at)
    if (end === -1 && !text.isAtEnd) {
      text.drop(at)
      at = 0
      await text.fill()
      end = text.rest.indexOf('\n', at)
    }
    if (at >= text.rest.length) return
    const isLong = end === -1 && !text.isAtEnd
    const stop = end === -1 ? text.rest.length : end
    const piece = text.rest.slice(at, stop)
    if (!isCut) yield { line, piece, flaw: isLong ? `the line is longer than ${WINDOW} characters` : null }
    isCut = isLong
    at = isLong ? stop : stop + 1
    if (!isLong) line++
  }
}

/** A stretch of a long text that is read from the front and filled from the back. */
class TextWindow {
  rest = ''
  isAtEnd = false
  readonly #decoder: InstanceType<typeof TextDecoder>
  readonly #source: AsyncIterator<Uint8Array>

  constructor(opening: Uint8Array, source: AsyncIterator<Uint8Array>, encoding: string) {
    this.#decoder = new TextDecoder(encoding)
    this.#source = source
    this.rest = this.#decoder.decode(opening, { stream: true })
  }

  drop(length: number): void {
    this.rest = this.rest.slice(length)
  }

  async fill(): Promise<void> {
    const pieces = [this.rest]
    let length = this.rest.length
    while (length < WINDOW && !this.isAtEnd) {
      const { done, value } = await this.#source.next()
      this.isAtEnd = done === true
      const piece = done ? this.#decoder.decode() : this.#decoder.decode(value, { stream: true })
      pieces.push(piece)
      length += piece.length
    }
    this.rest = pieces.join('')
  }
}

async function openingOf(source: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  let size = 0
  while (size < OPENING_BYTES) {
    const { done, value } = await source.next()
    if (done) break
    pieces.push(value)
    size += value.length
  }
  return Buffer.concat(pieces)
}

/** By the byte order mark, else UTF-8 where what it opens with is, else a guess; `null`: the mapping names none we know. */
function encodingOf(opening: Uint8Array, mapping: Mapping | null): string | null {
  if (mapping?.encoding !== undefined) {
    try {
      return new TextDecoder(mapping.encoding).encoding
    } catch {
      return null
    }
  }
  if (opening[0] === 0xff && opening[1] === 0xfe) return 'utf-16le'
  if (opening[0] === 0xfe && opening[1] === 0xff) return 'utf-16be'
  // The last sign may be cut.
  const isText = [0, 1, 2, 3].some((cut) => isUtf8(opening.subarray(0, opening.length - cut)))
  const zeros = opening.filter((byte) => byte === 0).length
  return isText && zeros * 8 < opening.length ? 'utf-8' : guessEncoding(opening)
}

function separatorOf(head: string, mapping: Mapping | null): string {
  const wanted = mapping === null ? null : rolesBy(mapping).map(({ column }) => column)
  const score = (separator: string): number => {
    const header = (firstRows(head, 1, separator)[0] ?? []).map(cleanText)
    const known = wanted === null ? rolesByName(header).length : wanted.filter((name) => header.includes(name)).length
    return known * 1_000 + header.length
  }
  return SEPARATORS.reduce((best, one) => (score(one) > score(best) ? one : best))
}

async function readSpreadsheet(
  file: string,
  opening: Uint8Array,
  source: AsyncIterator<Uint8Array>,
  mapping: Mapping | null,
): Promise<Result<CustomerFile, string>> {
  const pieces = [opening]
  let size = opening.length
  for (let next = await source.next(); next.done !== true; next = await source.next()) {
    size += next.value.length
    if (size > MAX_SHEET_BYTES)
      return err(`\`${file}\` is larger than ${MAX_SHEET_BYTES / 1024 / 1024} MB; save the spreadsheet as csv`)
    pieces.push(next.value)
  }
  const sheet = readSheet({ name: file, bytes: Buffer.concat(pieces) })
  if (!sheet.ok) return err(sentenceOf(sheet.error))
  const [header, ...rows] = sheet.value
  if (header === undefined) return err(`\`${file}\` holds no row; give one of column names and a customer a row`)
  return withHeader(file, header.cells.map(cleanText), mapping, each(rows))
}

async function* each(rows: readonly Omit<RawRow, 'flaw'>[]): AsyncIterable<RawRow> {
  for (const row of rows) yield { ...row, flaw: null }
}
