/**
 * The consolidated list of financial sanctions targets that HM Treasury published until January 2026, in its csv (layouts
 * of 2022 and before) and its XML: one row a name, the rows of one party under one group number. Read for old archives
 * and for comparing; the UK Sanctions List has taken its place, so nothing is downloaded.
 * SOURCE: https://www.gov.uk/government/publications/financial-sanctions-consolidated-list-of-targets
 */
import { type Day, err, ok, type Result } from '../base/index.ts'
import { firstRows } from './csv.ts'
import { type Entry, type Losses, lossNotes, toParties } from './entry.ts'
import { readText } from './official-text.ts'
import type { ListNote, ListProblem } from './problem.ts'
import type { ListSource, NamedFile, ReadList } from './source.ts'
import { readTable } from './table.ts'
import { readUkDay, schemaOfKind, UkDesignation, type UkField, ukEntry, ukName } from './uk-designation.ts'
import { cleanText, newer } from './wording.ts'
import { readRecords, textAt, unreadNotes } from './xml-records.ts'

const MAX_BYTES = 128 * 1024 * 1024
const MAX_ROWS = 400_000

/** Column of the csv, element of the XML (`null`: only in the csv), and what they say. */
const FIELDS: readonly (readonly [string | null, string | null, UkField])[] = [
  ['Title', 'Title', 'title'],
  ['Name Non-Latin Script', 'NameNonLatinScript', 'nonLatin'],
  ['DOB', 'Individual_DateOfBirth', 'born'],
  ['Nationality', 'Individual_Nationality', 'nationality'],
  ['Passport Number', 'Individual_PassportNumber', 'passport'],
  ['Passport Details', 'Individual_PassportDetails', 'documentNote'],
  ['NI Number', 'Individual_NINumber', 'nationalId'],
  ['National Identification Number', null, 'nationalId'],
  ['National Identification Details', 'Individual_NIDetails', 'documentNote'],
  ['Position', 'Individual_Position', 'position'],
  ['Other Information', 'OtherInformation', 'info'],
  ['Regime', 'RegimeName', 'regime'],
  ['Listed On', 'DateListed', 'listedOn'],
  ['UK Sanctions List Date Designated', 'DateDesignated', 'designatedOn'],
  [null, 'UKSanctionsListRef', 'ukReference'],
  [null, 'UKStatementOfReasons', 'reasons'],
  [null, 'PhoneNumber', 'phone'],
  [null, 'Website', 'website'],
  [null, 'EmailAddress', 'email'],
  [null, 'Individual_Gender', 'gender'],
  [null, 'Entity_Type', 'entityType'],
  [null, 'Entity_Subsidiaries', 'subsidiary'],
  [null, 'Entity_ParentCompany', 'parent'],
  [null, 'Entity_BusinessRegNumber', 'registration'],
  [null, 'Ship_IMONumber', 'imo'],
  [null, 'Ship_CurrentOwners', 'owner'],
  [null, 'Ship_PreviousOwners', 'pastOwner'],
  [null, 'Ship_Flag', 'flag'],
  [null, 'Ship_PreviousFlags', 'pastFlag'],
  [null, 'Ship_Type', 'shipType'],
  [null, 'Ship_Tonnage', 'tonnage'],
  [null, 'Ship_Length', 'shipLength'],
  [null, 'Ship_YearBuilt', 'built'],
  [null, 'Ship_HullIdentificationNumber', 'hull'],
  [null, 'UNRef', 'unRef'],
  [null, 'GroupStatus', 'measure'],
]

const LINES = [1, 2, 3, 4, 5, 6]
const KNOWN_COLUMNS = new Set([
  ...FIELDS.flatMap(([column]) => (column === null ? [] : [column])),
  ...LINES.flatMap((n) => [`Name ${n}`, `Address ${n}`]),
  ...['Town of Birth', 'Country of Birth', 'Post/Zip Code', 'Country', 'Group Type', 'Alias Type', 'Alias Quality'],
  ...['Last Updated', 'Group ID', 'Non-Latin Script Type', 'Non-Latin Script Language'],
])
const KNOWN_ELEMENTS = new Set([
  ...FIELDS.flatMap(([, element]) => (element === null ? [] : [element])),
  ...LINES.flatMap((n) => [`name${n}`, `Name${n}`, `Address${n}`]),
  ...['FinancialSanctionsTarget', 'NonLatinScriptType', 'NonLatinScriptLanguage', 'PostCode', 'Country'],
  ...['GroupTypeDescription', 'AliasType', 'AliasQuality', 'Individual_TownOfBirth', 'Individual_CountryOfBirth'],
  ...['LastUpdated', 'GroupID', 'GrpStatus', 'ListingType', 'DateAdditionalSanctions', 'GroupSanctions', 'FCOId'],
])

export const source: ListSource = {
  id: 'uk-hmt',
  title: 'HM Treasury Consolidated List (retired)',
  publisher: 'HM Treasury, Office of Financial Sanctions Implementation',
  page: 'https://www.gov.uk/government/publications/financial-sanctions-consolidated-list-of-targets',
  lists: ['uk-hmt'],
  parts: [
    { part: 'xml', isRequired: false, holds: 'the parties' },
    { part: 'csv', isRequired: false, holds: 'the parties' },
  ],
  downloads: [],
  expectedParties: { min: 1_000, max: 60_000 },
  maxBytes: MAX_BYTES,
  recognise(opening) {
    if (/<ArrayOfFinancialSanctionsTarget[\s>]/.test(opening)) return 'xml'
    const header = firstRows(opening, 2).map((row) => row.map(cleanText))
    return header.some((row) => row.includes('Group ID') && row.includes('Name 6') && row.includes('Group Type'))
      ? 'csv'
      : null
  },
  read,
}

type Row = { readonly line: number; readonly of: (field: string) => string }
type Rows = {
  readonly rows: readonly Row[]
  readonly dataOn: Day | null
  readonly dataOnBasis: ReadList['dataOnBasis']
  readonly notes: readonly ListNote[]
}

function read(files: ReadonlyMap<string, NamedFile>): Result<ReadList, ListProblem> {
  const [xml, csv] = [files.get('xml'), files.get('csv')]
  const file = xml ?? csv
  if (file === undefined)
    return err({ kind: 'list.missing-part', source: 'uk-hmt', part: 'xml', given: 'a set without files' })
  const found = xml ? readXmlRows(xml) : readCsvRows(file)
  if (!found.ok) return found
  const lost: Losses = { countries: [], days: [] }
  const entries = entriesOf(found.value.rows, file.name, xml !== undefined, lost)
  if (!entries.ok) return entries
  const { parties, notes } = toParties(entries.value.entries, () => true)
  const beside: readonly ListNote[] = xml && csv ? [{ kind: 'part-not-read', part: 'csv', readInstead: 'xml' }] : []
  return ok({
    source: 'uk-hmt',
    parties,
    rows: found.value.rows.length,
    parts: [xml ? 'xml' : 'csv'],
    dataOn: found.value.dataOn,
    dataOnBasis: found.value.dataOnBasis,
    highestNumber: null,
    notes: [...notes, ...lossNotes(lost), ...found.value.notes, ...unreadNotes(entries.value.strange), ...beside],
  })
}

function readCsvRows(file: NamedFile): Result<Rows, ListProblem> {
  const text = readText(file, MAX_BYTES)
  if (!text.ok) return text
  const [first = ''] = text.value.text.split('\n', 1)
  const stated = /^"?last updated"?,"?([^",\r]*)"?/i.exec(first)?.[1]?.trim() ?? null
  const statedOn = stated === null ? null : readUkDay(stated)
  if (stated !== null && statedOn === null)
    return err({ kind: 'list.bad-date', file: file.name, line: 1, column: 'Last Updated', value: stated })
  const table = readTable(stated === null ? text.value.text : text.value.text.slice(first.length), file.name, {
    required: ['Name 6', 'Name 1', 'Group Type', 'Group ID'],
    known: KNOWN_COLUMNS,
    maxRows: MAX_ROWS,
  })
  if (!table.ok) return table
  const rows = table.value.rows.map(({ line, cell }) => ({ line, of: cell }))
  const newest = rows.reduce<Day | null>((day, row) => newer(day, readUkDay(row.of('Last Updated'))), null)
  return ok({
    rows,
    dataOn: statedOn ?? newest,
    dataOnBasis: statedOn !== null ? 'stated' : newest !== null ? 'newest-entry' : 'none',
    notes: table.value.notes,
  })
}

function readXmlRows(file: NamedFile): Result<Rows, ListProblem> {
  const text = readText(file, MAX_BYTES)
  if (!text.ok) return text
  const rows: Row[] = []
  const records = readRecords(text.value.text, file.name, {
    root: 'ArrayOfFinancialSanctionsTarget',
    known: KNOWN_ELEMENTS,
    take(record) {
      if (record.name !== 'FinancialSanctionsTarget')
        return { kind: 'list.unknown-element', file: file.name, line: record.line, element: record.name }
      rows.push({ line: record.line, of: (element) => textAt(record, element) })
      return null
    },
  })
  if (!records.ok) return records
  const newest = rows.reduce<Day | null>((day, row) => newer(day, readUkDay(row.of('LastUpdated'))), null)
  return ok({
    rows,
    dataOn: newest,
    dataOnBasis: newest === null ? 'none' : 'newest-entry',
    notes: records.value.notes,
  })
}

function entriesOf(
  rows: readonly Row[],
  file: string,
  isXml: boolean,
  lost: Losses,
): Result<{ readonly entries: Entry[]; readonly strange: ReadonlySet<string> }, ListProblem> {
  const groups = new Map<string, UkDesignation>()
  for (const row of rows) {
    const key = row.of(isXml ? 'GroupID' : 'Group ID')
    if (key === '') return err({ kind: 'list.missing-value', file, line: row.line, column: 'Group ID' })
    const group = groups.get(key) ?? new UkDesignation(key, row.line)
    groups.set(key, group)
    addRow(group, row, isXml)
  }
  const strange = new Set<string>()
  const entries: Entry[] = []
  for (const group of groups.values()) {
    const { kind, line } = group
    const schema = schemaOfKind(kind)
    if (schema === null) return err({ kind: 'list.unknown-value', file, line, column: 'Group Type', value: kind })
    const entry = ukEntry('uk-hmt', group, schema, lost, strange)
    if (entry === null) return err({ kind: 'list.missing-value', file, line, column: 'Name 6' })
    entries.push(entry)
  }
  return ok({ entries, strange })
}

function addRow(to: UkDesignation, row: Row, isXml: boolean): void {
  const of = (column: string, element: string): string => row.of(isXml ? element : column)
  to.kind ||= of('Group Type', 'GroupTypeDescription')
  const parts = [1, 2, 3, 4, 5].map((n) => of(`Name ${n}`, `name${n}`) || of(`Name ${n}`, `Name${n}`))
  const text = ukName(parts, of('Name 6', 'Name6'))
  if (text !== '')
    to.names.push({ text, kind: of('Alias Type', 'AliasType'), strength: of('Alias Quality', 'AliasQuality') })
  for (const [column, element, field] of FIELDS) {
    const name = isXml ? element : column
    if (name !== null) to.add(field, row.of(name))
  }
  const country = of('Country', 'Country')
  const lines = LINES.map((n) => of(`Address ${n}`, `Address${n}`))
  const address = [...lines, of('Post/Zip Code', 'PostCode'), country].filter(Boolean).join(', ')
  if (address !== '') to.addresses.push({ text: address, country })
  const town = of('Town of Birth', 'Individual_TownOfBirth')
  to.add('bornAt', [town, of('Country of Birth', 'Individual_CountryOfBirth')].filter(Boolean).join(', '))
}
