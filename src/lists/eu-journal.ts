/**
 * Annexes of European Union regulations as they stand in the Official Journal, one csv a regulation (`consolidated`) or an
 * amending act (`amendments`). They reach beyond the financial sanctions list: end users to whom dual-use goods may not go
 * (Annex IV of Regulation 833/2014, Annex V of 765/2006), vessels, banks, ports. A file is a part of the set by the
 * regulation it holds, so any number of regulations is one version of the source.
 * SOURCE: EUR-Lex, in the csv layout of the public journal extracts of August 2026.
 */
import { type Day, err, ok, type Result } from '../base/index.ts'
import { firstRows } from './csv.ts'
import { type Entry, keyOfName, type Losses, lossNotes, NO_TERMS, Properties, toParties } from './entry.ts'
import { countriesOfAddress, readNationality } from './nationality.ts'
import { readText } from './official-text.ts'
import type { ListId, PartySchema } from './party.ts'
import type { ListNote, ListProblem } from './problem.ts'
import type { ListSource, NamedFile, ReadList } from './source.ts'
import { readTable, type TableRow } from './table.ts'
import { cleanText, readBirthDates, readListingDay, readPartialDay, splitValues } from './wording.ts'

const MAX_BYTES = 64 * 1024 * 1024
const MAX_ROWS = 100_000

/** Columns whose pieces, parted by `; `, become values as they stand. */
const PROPERTIES: Readonly<Record<string, string>> = {
  alias: 'alias',
  weakAlias: 'weakAlias',
  previousName: 'previousName',
  birthPlace: 'birthPlace',
  position: 'position',
  gender: 'gender',
  fatherName: 'fatherName',
  motherName: 'motherName',
  ethnicity: 'notes',
  appearance: 'notes',
  legalForm: 'legalForm',
  sector: 'sector',
  swiftBic: 'swiftBic',
  leiCode: 'registrationNumber',
  ticker: 'ticker',
  imoNumber: 'imoNumber',
  mmsi: 'mmsi',
  phone: 'phone',
  email: 'email',
  website: 'website',
}
/** Columns whose pieces hold a number among words: `U34290111 (Iran)`, `7726383596 (INN)`. */
const NUMBERS: Readonly<Record<string, string>> = {
  passportNumber: 'passportNumber',
  idNumber: 'idNumber',
  registrationNumber: 'registrationNumber',
  ogrnCode: 'registrationNumber',
  okpoCode: 'registrationNumber',
  taxNumber: 'taxNumber',
  innCode: 'taxNumber',
  kppCode: 'kppCode',
}
const COUNTRIES: Readonly<Record<string, string>> = {
  country: 'country',
  jurisdiction: 'country',
  nationality: 'nationality',
  flag: 'flag',
}
const OTHERS = [
  ...['celex', 'amendedCelex', 'amendmentCelex', 'recordId', 'programKey', 'annex', 'measure', 'startDate', 'reason'],
  ...['schema', 'name', 'address', 'birthDate', 'incorporationDate', 'notes'],
]
const KNOWN = new Set([...OTHERS, ...[PROPERTIES, NUMBERS, COUNTRIES].flatMap((map) => Object.keys(map))])

const SCHEMAS: Readonly<Record<string, PartySchema>> = {
  Person: 'Person',
  LegalEntity: 'LegalEntity',
  Company: 'Company',
  Organization: 'Organization',
  Vessel: 'Vessel',
  Airplane: 'Airplane',
  // Ports, refineries and tokens: no party, and still what a regulation forbids dealing with.
  Asset: 'LegalEntity',
}

export const source: ListSource = {
  id: 'eu-journal',
  title: 'EU Official Journal annexes',
  publisher: 'Publications Office of the European Union',
  page: 'https://eur-lex.europa.eu',
  lists: ['eu-end-users', 'eu-journal'],
  parts: [],
  downloads: [],
  expectedParties: { min: 20, max: 60_000 },
  maxBytes: MAX_BYTES,
  recognise: partOf,
  read,
}

/** `consolidated 32014R0833`, `amendments 32026R1843`; of a file without rows only its name tells the regulation. */
function partOf(opening: string, name: string): string | null {
  const [header = [], first = []] = firstRows(opening, 2)
  const columns = header.map(cleanText)
  if (!columns.includes('programKey') || !columns.includes('annex') || !columns.includes('recordId')) return null
  const kind = columns.includes('amendmentCelex') ? 'amendments' : columns.includes('celex') ? 'consolidated' : null
  if (kind === null) return null
  const celex = first[columns.indexOf(kind === 'amendments' ? 'amendmentCelex' : 'celex')]
  return `${kind} ${celex ?? /3\d{4}[A-Z]\d{4}/.exec(name)?.[0] ?? 'without rows'}`
}

function read(files: ReadonlyMap<string, NamedFile>): Result<ReadList, ListProblem> {
  const entries: Entry[] = []
  const lost: Losses = { countries: [], days: [] }
  const notes: ListNote[] = []
  for (const file of [...files].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, file]) => file)) {
    const table = readFile(file)
    if (!table.ok) return table
    notes.push(...table.value.notes)
    for (const row of table.value.rows) {
      const entry = readEntry(row, file.name, lost)
      if (!entry.ok) return entry
      entries.push(entry.value)
    }
  }
  const made = toParties(entries, () => false)
  const absent = source.lists.filter((list) => !entries.some((entry) => entry.list === list))
  return ok({
    source: 'eu-journal',
    parties: made.parties,
    rows: entries.length,
    parts: [...files.keys()].sort(),
    // An annex names days that are still to come, so its newest day says nothing of the file's own.
    dataOn: null,
    dataOnBasis: 'none',
    highestNumber: null,
    notes: [
      ...(absent.length > 0 ? [{ kind: 'absent-lists', lists: absent } as const] : []),
      ...made.notes,
      ...lossNotes(lost),
      ...mergeUnread(notes),
    ],
  })
}

function readFile(file: NamedFile): ReturnType<typeof readTable> {
  const text = readText(file, MAX_BYTES)
  if (!text.ok) return text
  return readTable(text.value.text, file.name, {
    required: ['recordId', 'programKey', 'annex', 'measure', 'schema', 'name'],
    known: KNOWN,
    maxRows: MAX_ROWS,
  })
}

function mergeUnread(notes: readonly ListNote[]): readonly ListNote[] {
  const fields = new Set(notes.flatMap((note) => (note.kind === 'unread-fields' ? note.fields : [])))
  return fields.size > 0 ? [{ kind: 'unread-fields', fields: [...fields].sort() }] : []
}

function readEntry({ line, cell }: TableRow, file: string, lost: Losses): Result<Entry, ListProblem> {
  const missing = (column: string) => err({ kind: 'list.missing-value', file, line, column } as const)
  const celex = cell('celex') || cell('amendedCelex')
  if (celex === '') return missing('celex')
  const name = cell('name')
  if (name === '') return missing('name')
  if (cell('annex') === '') return missing('annex')
  const schema = SCHEMAS[cell('schema')]
  if (schema === undefined)
    return err({ kind: 'list.unknown-value', file, line, column: 'schema', value: cell('schema') })
  const properties = new Properties()
  addNames(properties, name)
  for (const [column, property] of Object.entries(PROPERTIES)) properties.add(property, ...piecesOf(cell(column)))
  for (const [column, property] of Object.entries(NUMBERS)) addNumbers(properties, property, cell(column))
  for (const [column, property] of Object.entries(COUNTRIES))
    for (const text of piecesOf(cell(column)).flatMap((piece) => piece.split(/, /))) {
      const code = readNationality(text)
      if (code === null) lost.countries.push(text)
      properties.add(code === null ? 'notes' : property, code ?? text)
    }
  for (const address of piecesOf(cell('address'))) {
    properties.add('address', address)
    properties.add('country', readNationality(address), ...countriesOfAddress(address))
  }
  addDates(properties, 'birthDate', cell('birthDate'), lost)
  addDates(properties, 'incorporationDate', cell('incorporationDate'), lost)
  properties.add('notes', cell('notes'))
  const act = cell('amendmentCelex')
  properties.add('legalBasis', `${celex}, Annex ${cell('annex')}`, act && `as amended by ${act}`)
  properties.add('measure', cell('measure'))
  const record = cell('recordId')
  return ok({
    list: listOf(cell('measure')),
    key: `${celex} ${cell('annex')} ${record === '' ? keyOfName(name, null) : record}`,
    schema,
    properties: properties.done(),
    listing: {
      ...NO_TERMS,
      programmes: [cell('programKey')].filter(Boolean),
      startOn: readStart(cell('startDate'), lost),
      remarks: cell('reason') || null,
    },
    grounds: [],
  })
}

/** Annexes under an export measure name end users; all the others forbid something else. */
function listOf(measure: string): ListId {
  return /^export control/i.test(measure) ? 'eu-end-users' : 'eu-journal'
}

/** `STORMBRINGER (ex KRITI VIGOR)`: the name, the former name, and the whole as it stands, which stays the main one. */
function addNames(properties: Properties, name: string): void {
  properties.add('name', name)
  const within = /^(.+?)\s*\((ex|formerly|f\.?k\.?a\.?|a\.?k\.?a\.?|also known as)[:,]?\s+([^()]+)\)$/i.exec(name)
  if (within === null) return
  properties.add('alias', within[1])
  properties.add(/^a/i.test(within[2] ?? '') ? 'alias' : 'previousName', within[3])
}

/** `A; B`, also as the annexes count them: `"(a) A, (b) B"`. */
function piecesOf(cell: string): readonly string[] {
  return splitValues(cell.replace(/^"([\s\S]*)"$/, '$1').replace(/,?\s*\([a-z]\)\s+/g, ';')).map((piece) =>
    piece.replace(/^"|"$/g, '').replace(/[,.]$/, ''),
  )
}

function addNumbers(properties: Properties, property: string, cell: string): void {
  for (const piece of piecesOf(cell)) {
    const plain = cleanText(piece.replace(/\s*[,(].*$/, ''))
    const isNumber = /^[\p{L}\d/ .-]*\d[\p{L}\d/ .-]*$/u.test(plain)
    properties.add(isNumber ? property : 'notes', isNumber ? plain : piece)
    if (isNumber && plain !== piece) properties.add('notes', piece)
  }
}

function addDates(properties: Properties, property: string, cell: string, lost: Losses): void {
  for (const text of piecesOf(cell).flatMap((piece) => piece.split(/ or /i))) {
    const plain = text
      .replace(/\(probably\)/i, '')
      .replace(/^\((.+)\)$/, '$1')
      .replace(/([a-z])\./gi, '$1')
    const dates = readBirthDates(plain.replace(/\.$/, '').replace(/^between (.+) and (.+)$/i, '$1 to $2'))
    properties.add(property, ...dates)
    if (dates.length > 0) continue
    properties.add('notes', text)
    lost.days.push(text)
  }
}

function readStart(text: string, lost: Losses): Day | null {
  // `21 Oct. 2013`: months are cut with a full stop.
  const day = readListingDay(readPartialDay(text.replace(/([a-z])\./i, '$1')) ?? text)
  if (text !== '' && day === null) lost.days.push(text)
  return day
}
