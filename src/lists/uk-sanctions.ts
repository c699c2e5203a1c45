/**
 * The UK Sanctions List, the one list of the United Kingdom since January 2026, in its csv (one row a name, the rest of the
 * designation repeated) and its XML. Both make the same parties; of both, the XML is read.
 * SOURCE: https://sanctionslist.fcdo.gov.uk; layouts as described, not yet seen whole.
 */
import { type Day, err, ok, type Result } from '../base/index.ts'
import { firstRows } from './csv.ts'
import { type Entry, type Losses, lossNotes, toParties } from './entry.ts'
import { readText } from './official-text.ts'
import type { ListNote, ListProblem } from './problem.ts'
import type { ListSource, NamedFile, ReadList } from './source.ts'
import { readTable, type TableRow } from './table.ts'
import { readUkDay, schemaOfKind, UkDesignation, type UkField, ukEntry, ukName } from './uk-designation.ts'
import { cleanText, readListingDay, readPartialDay } from './wording.ts'
import type { XmlElement } from './xml.ts'
import { elementsAt, readRecords, textAt, textsAt, unreadNotes } from './xml-records.ts'

const MAX_BYTES = 192 * 1024 * 1024
const MAX_ROWS = 400_000

const NAME_COLUMNS = ['Name 1', 'Name 2', 'Name 3', 'Name 4', 'Name 5'] as const
const ADDRESS_COLUMNS = [1, 2, 3, 4, 5, 6].map((line) => `Address Line ${line}`)

const COLUMNS: Readonly<Record<string, UkField>> = {
  'OFSI Group ID': 'ofsiGroup',
  'UN Reference Number': 'unRef',
  Title: 'title',
  'Name non-latin script': 'nonLatin',
  'Regime Name': 'regime',
  'Sanctions Imposed': 'measure',
  'Other Information': 'info',
  'UK Statement of Reasons': 'reasons',
  'Phone number': 'phone',
  Website: 'website',
  'Email address': 'email',
  'Date Designated': 'designatedOn',
  'D.O.B': 'born',
  'Nationality(/ies)': 'nationality',
  'National Identifier number': 'nationalId',
  'National Identifier additional information': 'documentNote',
  'Passport number': 'passport',
  'Passport additional information': 'documentNote',
  Position: 'position',
  Gender: 'gender',
  'Type of entity': 'entityType',
  Subsidiaries: 'subsidiary',
  'Parent company': 'parent',
  'Business registration number (s)': 'registration',
  'IMO number': 'imo',
  'Current owner/operator (s)': 'owner',
  'Previous owner/operator (s)': 'pastOwner',
  'Current believed flag of ship': 'flag',
  'Previous flags': 'pastFlag',
  'Type of ship': 'shipType',
  'Tonnage of ship': 'tonnage',
  'Length of ship': 'shipLength',
  'Year Built': 'built',
  'Hull identification number (HIN)': 'hull',
}
const KNOWN_COLUMNS = new Set([
  ...Object.keys(COLUMNS),
  ...NAME_COLUMNS,
  ...ADDRESS_COLUMNS,
  'Last Updated',
  'Unique ID',
  'Name 6',
  'Name type',
  'Alias strength',
  'Non-latin script type',
  'Non-latin script language',
  'Designation Type',
  'Designation source',
  'Address Postal Code',
  'Address Country',
  'Town of birth',
  'Country of birth',
])

const PATHS: readonly (readonly [UkField, ...string[]])[] = [
  ['ofsiGroup', 'OFSIGroupID'],
  ['unRef', 'UNReferenceNumber'],
  ['regime', 'RegimeName'],
  ['measure', 'SanctionsImposed'],
  ['info', 'OtherInformation'],
  ['reasons', 'UKStatementofReasons'],
  ['designatedOn', 'DateDesignated'],
  ['title', 'Titles', 'Title'],
  ['title', 'IndividualDetails', 'Individual', 'Titles', 'Title'],
  ['nonLatin', 'NonLatinNames', 'NonLatinName', 'NameNonLatinScript'],
  ['phone', 'PhoneNumbers', 'PhoneNumber'],
  ['website', 'Websites', 'Website'],
  ['email', 'EmailAddresses', 'EmailAddress'],
  ['born', 'IndividualDetails', 'Individual', 'DOBs', 'DOB'],
  ['nationality', 'IndividualDetails', 'Individual', 'Nationalities', 'Nationality'],
  ['position', 'IndividualDetails', 'Individual', 'Positions', 'Position'],
  ['gender', 'IndividualDetails', 'Individual', 'Genders', 'Gender'],
  ['passport', 'IndividualDetails', 'Individual', 'PassportDetails', 'Passport', 'PassportNumber'],
  ['documentNote', 'IndividualDetails', 'Individual', 'PassportDetails', 'Passport', 'PassportAdditionalInformation'],
  [
    'nationalId',
    'IndividualDetails',
    'Individual',
    'NationalIdentifierDetails',
    'NationalIdentifier',
    'NationalIdentifierNumber',
  ],
  [
    'documentNote',
    'IndividualDetails',
    'Individual',
    'NationalIdentifierDetails',
    'NationalIdentifier',
    'NationalIdentifierAdditionalInformation',
  ],
  ['entityType', 'EntityDetails', 'Entity', 'TypeOfEntities', 'TypeOfEntity'],
  ['subsidiary', 'EntityDetails', 'Entity', 'Subsidiaries', 'Subsidiary'],
  ['parent', 'EntityDetails', 'Entity', 'ParentCompanies', 'ParentCompany'],
  ['registration', 'EntityDetails', 'Entity', 'BusinessRegistrationNumbers', 'BusinessRegistrationNumber'],
  ['imo', 'ShipDetails', 'Ship', 'IMONumbers', 'IMONumber'],
  ['owner', 'ShipDetails', 'Ship', 'CurrentOwnerOperators', 'CurrentOwnerOperator'],
  ['pastOwner', 'ShipDetails', 'Ship', 'PreviousOwnerOperators', 'PreviousOwnerOperator'],
  ['flag', 'ShipDetails', 'Ship', 'CurrentBelievedFlagOfShips', 'CurrentBelievedFlagOfShip'],
  ['pastFlag', 'ShipDetails', 'Ship', 'PreviousFlags', 'PreviousFlag'],
  ['shipType', 'ShipDetails', 'Ship', 'TypeOfShipDetails', 'TypeOfShip'],
  ['tonnage', 'ShipDetails', 'Ship', 'TonnageOfShipDetails', 'TonnageOfShip'],
  ['shipLength', 'ShipDetails', 'Ship', 'LengthOfShipDetails', 'LengthOfShip'],
  ['built', 'ShipDetails', 'Ship', 'YearsBuilt', 'YearBuilt'],
  ['hull', 'ShipDetails', 'Ship', 'HullIdentificationNumbers', 'HullIdentificationNumber'],
]
const KNOWN_ELEMENTS = new Set([
  ...PATHS.flatMap(([, ...path]) => path),
  ...['DateGenerated', 'Designation', 'LastUpdated', 'UniqueID', 'Names', 'Name', 'NameType', 'AliasStrength'],
  ...[1, 2, 3, 4, 5, 6].flatMap((n) => [`Name${n}`, `AddressLine${n}`]),
  ...['NonLatinScriptType', 'NonLatinScriptLanguage', 'IndividualEntityShip', 'DesignationSource'],
  ...['Addresses', 'Address', 'AddressPostalCode', 'AddressCountry'],
  ...['BirthDetails', 'Location', 'TownOfBirth', 'CountryOfBirth'],
  // Yes or no for each measure that `SanctionsImposed` names in words.
  ...['SanctionsImposedIndicators', 'AssetFreeze', 'ArmsEmbargo', 'TargetedArmsEmbargo', 'CharteringOfShips'],
  ...[
    'CharteringOfShipsCrewServicingShipsAndAircraft',
    'ClosureOfRepresentativeOffices',
    'CrewServicingOfShipsAndAircraft',
  ],
  ...[
    'Deflag',
    'PreventionOfBusinessArrangements',
    'ProhibitionOfPortEntry',
    'TravelBan',
    'PreventionOfCharteringOfShips',
  ],
  ...['PreventionOfCharteringOfShipsAndAircraft', 'TechnicalAssistanceRelatedToAircraft', 'TrustServicesSanctions'],
  ...['DirectorDisqualificationSanction', 'SpecifiedShip', 'TransportSanctions', 'InternetServicesSanctions'],
])

export const source: ListSource = {
  id: 'uk-sanctions',
  title: 'UK Sanctions List',
  publisher: 'Foreign, Commonwealth & Development Office',
  page: 'https://www.gov.uk/government/publications/the-uk-sanctions-list',
  lists: ['uk-sanctions'],
  parts: [
    { part: 'xml', isRequired: false, holds: 'the parties' },
    { part: 'csv', isRequired: false, holds: 'the parties' },
  ],
  downloads: [{ part: 'xml', address: 'https://sanctionslist.fcdo.gov.uk/docs/UK-Sanctions-List.xml' }],
  expectedParties: { min: 2_000, max: 60_000 },
  maxBytes: MAX_BYTES,
  recognise(opening) {
    if (/<Designations[\s>]/.test(opening)) return 'xml'
    const [, second = []] = firstRows(opening, 2)
    const header = second.map(cleanText)
    return /^report date:/i.test(opening.trimStart()) && header.includes('Unique ID') ? 'csv' : null
  },
  read,
}

type Found = {
  readonly entries: Entry[]
  readonly dataOn: Day
  readonly notes: readonly ListNote[]
  readonly rows: number
}

function read(files: ReadonlyMap<string, NamedFile>): Result<ReadList, ListProblem> {
  const [xml, csv] = [files.get('xml'), files.get('csv')]
  if (xml === undefined && csv === undefined)
    return err({ kind: 'list.missing-part', source: 'uk-sanctions', part: 'xml', given: 'a set without files' })
  const lost: Losses = { countries: [], days: [] }
  const found = xml ? readXmlFile(xml, lost) : csv ? readCsvFile(csv, lost) : null
  if (found === null) throw new Error('one of the two parts is there')
  if (!found.ok) return found
  const { parties, notes } = toParties(found.value.entries, () => true)
  const beside: readonly ListNote[] = xml && csv ? [{ kind: 'part-not-read', part: 'csv', readInstead: 'xml' }] : []
  return ok({
    source: 'uk-sanctions',
    parties,
    rows: found.value.rows,
    parts: [xml ? 'xml' : 'csv'],
    dataOn: found.value.dataOn,
    dataOnBasis: 'stated',
    highestNumber: null,
    notes: [...notes, ...lossNotes(lost), ...found.value.notes, ...beside],
  })
}

function readCsvFile(file: NamedFile, lost: Losses): Result<Found, ListProblem> {
  const text = readText(file, MAX_BYTES)
  if (!text.ok) return text
  const [first = ''] = text.value.text.split('\n', 1)
  const stated = /report date:\s*([^",\r]+)/i.exec(first)?.[1]?.trim() ?? ''
  const dataOn = readListingDay(readPartialDay(stated.replaceAll('-', ' ')) ?? stated)
  if (dataOn === null) return badDate(file.name, 1, 'Report Date', stated)
  // The line of the date is emptied, not cut, so that later lines keep their numbers.
  const table = readTable(text.value.text.slice(first.length), file.name, {
    required: ['Unique ID', 'Name 6', 'Name type', 'Designation Type'],
    known: KNOWN_COLUMNS,
    maxRows: MAX_ROWS,
  })
  if (!table.ok) return table
  const designations = new Map<string, UkDesignation>()
  for (const row of table.value.rows) {
    const key = row.cell('Unique ID')
    if (key === '') return err({ kind: 'list.missing-value', file: file.name, line: row.line, column: 'Unique ID' })
    const known = designations.get(key) ?? new UkDesignation(key, row.line)
    designations.set(key, known)
    addRow(known, row)
  }
  const entries: Entry[] = []
  const strange = new Set<string>()
  for (const designation of designations.values()) {
    const entry = entryOf(designation, file.name, lost, strange)
    if (!entry.ok) return entry
    entries.push(entry.value)
  }
  const notes = [...table.value.notes, ...unreadNotes(strange)]
  return ok({ entries, dataOn, rows: table.value.rows.length, notes })
}

function addRow(to: UkDesignation, row: TableRow): void {
  to.kind ||= row.cell('Designation Type')
  const text = ukName(NAME_COLUMNS.map(row.cell), row.cell('Name 6'))
  if (text !== '') to.names.push({ text, kind: row.cell('Name type'), strength: row.cell('Alias strength') })
  for (const [column, field] of Object.entries(COLUMNS)) to.add(field, row.cell(column))
  const country = row.cell('Address Country')
  const address = [...ADDRESS_COLUMNS.map(row.cell), row.cell('Address Postal Code'), country]
    .filter(Boolean)
    .join(', ')
  if (address !== '') to.addresses.push({ text: address, country })
  to.add('bornAt', [row.cell('Town of birth'), row.cell('Country of birth')].filter(Boolean).join(', '))
}

function readXmlFile(file: NamedFile, lost: Losses): Result<Found, ListProblem> {
  const text = readText(file, MAX_BYTES)
  if (!text.ok) return text
  const entries: Entry[] = []
  const strange = new Set<string>()
  let stated = ''
  const records = readRecords(text.value.text, file.name, {
    root: 'Designations',
    known: KNOWN_ELEMENTS,
    take(record) {
      if (record.name === 'DateGenerated') stated = cleanText(record.text)
      else if (record.name !== 'Designation')
        return { kind: 'list.unknown-element', file: file.name, line: record.line, element: record.name }
      else {
        const key = textAt(record, 'UniqueID')
        if (key === '')
          return {
            kind: 'list.missing-element',
            file: file.name,
            line: record.line,
            element: 'UniqueID',
            within: record.name,
          }
        const entry = entryOf(designationOf(key, record), file.name, lost, strange)
        if (!entry.ok) return entry.error
        entries.push(entry.value)
      }
      return null
    },
  })
  if (!records.ok) return records
  const dataOn = readUkDay(stated)
  if (dataOn === null) return badDate(file.name, 1, 'DateGenerated', stated)
  return ok({ entries, dataOn, rows: entries.length, notes: [...records.value.notes, ...unreadNotes(strange)] })
}

function designationOf(key: string, record: XmlElement): UkDesignation {
  const to = new UkDesignation(key, record.line)
  to.kind = textAt(record, 'IndividualEntityShip')
  for (const name of elementsAt(record, 'Names', 'Name')) {
    const parts = [1, 2, 3, 4, 5].map((n) => textAt(name, `Name${n}`))
    const text = ukName(parts, textAt(name, 'Name6'))
    if (text !== '') to.names.push({ text, kind: textAt(name, 'NameType'), strength: textAt(name, 'AliasStrength') })
  }
  for (const [field, ...path] of PATHS) to.add(field, ...textsAt(record, ...path))
  for (const address of elementsAt(record, 'Addresses', 'Address')) {
    const country = textAt(address, 'AddressCountry')
    const lines = [1, 2, 3, 4, 5, 6].map((n) => textAt(address, `AddressLine${n}`))
    const text = [...lines, textAt(address, 'AddressPostalCode'), country].filter(Boolean).join(', ')
    if (text !== '') to.addresses.push({ text, country })
  }
  for (const place of elementsAt(record, 'IndividualDetails', 'Individual', 'BirthDetails', 'Location'))
    to.add('bornAt', [textAt(place, 'TownOfBirth'), textAt(place, 'CountryOfBirth')].filter(Boolean).join(', '))
  return to
}

function entryOf(
  designation: UkDesignation,
  file: string,
  lost: Losses,
  strange: Set<string>,
): Result<Entry, ListProblem> {
  const { kind, line } = designation
  const schema = schemaOfKind(kind)
  if (schema === null)
    return err(
      kind === ''
        ? { kind: 'list.missing-value', file, line, column: 'Designation Type' }
        : { kind: 'list.unknown-value', file, line, column: 'Designation Type', value: kind },
    )
  const entry = ukEntry('uk-sanctions', designation, schema, lost, strange)
  return entry === null ? err({ kind: 'list.missing-value', file, line, column: 'Name 6' }) : ok(entry)
}

function badDate(file: string, line: number, column: string, value: string): Result<never, ListProblem> {
  return err(
    value === ''
      ? { kind: 'list.missing-value', file, line, column }
      : { kind: 'list.bad-date', file, line, column, value },
  )
}
