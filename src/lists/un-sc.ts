/**
 * The consolidated list of the United Nations Security Council, in its XML: INDIVIDUALS and ENTITIES, names in up to four
 * pieces, values padded with blanks, aliases often empty. The file says when it was made.
 * SOURCE: https://scsanctions.un.org, schema sc-sanctions.xsd
 */
import { type Day, err, ok, parseDay, type Result } from '../base/index.ts'
import { type Entry, type Losses, lossNotes, NO_TERMS, Properties, toParties } from './entry.ts'
import { readText } from './official-text.ts'
import type { ListProblem } from './problem.ts'
import type { ListSource, NamedFile, ReadList } from './source.ts'
import { cleanText, readCountry, readListingDay, readPartialDay, spellYears, splitValues } from './wording.ts'
import { readXml, type XmlElement } from './xml.ts'

const MAX_BYTES = 16 * 1024 * 1024

const ADDRESS = ['STREET', 'CITY', 'STATE_PROVINCE', 'ZIP_CODE', 'COUNTRY', 'NOTE']
const COMMON = [
  'DATAID',
  'VERSIONNUM',
  'FIRST_NAME',
  'UN_LIST_TYPE',
  'REFERENCE_NUMBER',
  'LISTED_ON',
  'DELISTED_ON',
  'SUBMITTED_ON',
  'SUBMITTED_BY',
  'NAME_ORIGINAL_SCRIPT',
  'COMMENTS1',
  'LIST_TYPE',
  'LAST_DAY_UPDATED',
  'SORT_KEY',
  'SORT_KEY_LAST_MOD',
]
/** Which elements each may hold; those not named here hold only text. */
const ELEMENTS: Readonly<Record<string, readonly string[]>> = {
  CONSOLIDATED_LIST: ['INDIVIDUALS', 'ENTITIES'],
  INDIVIDUALS: ['INDIVIDUAL'],
  ENTITIES: ['ENTITY'],
  INDIVIDUAL: [
    ...COMMON,
    'SECOND_NAME',
    'THIRD_NAME',
    'FOURTH_NAME',
    'GENDER',
    'TITLE',
    'DESIGNATION',
    'NATIONALITY',
    'NATIONALITY2',
    'INDIVIDUAL_ALIAS',
    'INDIVIDUAL_ADDRESS',
    'INDIVIDUAL_DATE_OF_BIRTH',
    'INDIVIDUAL_PLACE_OF_BIRTH',
    'INDIVIDUAL_DOCUMENT',
  ],
  ENTITY: [...COMMON, 'ENTITY_ALIAS', 'ENTITY_ADDRESS'],
  TITLE: ['VALUE'],
  DESIGNATION: ['VALUE'],
  NATIONALITY: ['VALUE'],
  LIST_TYPE: ['VALUE'],
  LAST_DAY_UPDATED: ['VALUE'],
  INDIVIDUAL_ALIAS: ['QUALITY', 'ALIAS_NAME', 'DATE_OF_BIRTH', 'CITY_OF_BIRTH', 'COUNTRY_OF_BIRTH', 'NOTE'],
  ENTITY_ALIAS: ['QUALITY', 'ALIAS_NAME', 'NOTE'],
  INDIVIDUAL_ADDRESS: ADDRESS,
  ENTITY_ADDRESS: ADDRESS,
  INDIVIDUAL_DATE_OF_BIRTH: ['TYPE_OF_DATE', 'DATE', 'YEAR', 'FROM_YEAR', 'TO_YEAR', 'NOTE'],
  INDIVIDUAL_PLACE_OF_BIRTH: ADDRESS,
  INDIVIDUAL_DOCUMENT: [
    'TYPE_OF_DOCUMENT',
    'TYPE_OF_DOCUMENT2',
    'NUMBER',
    'ISSUING_COUNTRY',
    'COUNTRY_OF_ISSUE',
    'CITY_OF_ISSUE',
    'DATE_OF_ISSUE',
    'NOTE',
  ],
}

/** What the list calls the quality of an alias, to the property it becomes. */
const QUALITIES: Readonly<Record<string, string>> = {
  good: 'alias',
  'a.k.a.': 'alias',
  '': 'alias',
  low: 'weakAlias',
  'f.k.a.': 'previousName',
}

export const source: ListSource = {
  id: 'un-sc',
  title: 'UN Security Council Consolidated List',
  publisher: 'United Nations Security Council',
  page: 'https://main.un.org/securitycouncil/en/content/un-sc-consolidated-list',
  lists: ['un-sc'],
  parts: [{ part: 'xml', isRequired: true, holds: 'the parties' }],
  downloads: [{ part: 'xml', address: 'https://scsanctions.un.org/resources/xml/en/consolidated.xml' }],
  expectedParties: { min: 500, max: 20_000 },
  maxBytes: MAX_BYTES,
  recognise: (opening) => (/<CONSOLIDATED_LIST[\s>]/.test(opening) ? 'xml' : null),
  read,
}

function read(files: ReadonlyMap<string, NamedFile>): Result<ReadList, ListProblem> {
  const file = files.get('xml')
  if (file === undefined) throw new Error('the xml of the UN list is a required part')
  const text = readText(file, MAX_BYTES)
  if (!text.ok) return text
  const root = readXml(text.value.text, file.name, 'CONSOLIDATED_LIST', ELEMENTS)
  if (!root.ok) return root
  const dataOn = readDateGenerated(root.value, file.name)
  if (!dataOn.ok) return dataOn
  const entries: Entry[] = []
  const lost: Losses = { countries: [], days: [] }
  for (const group of ['INDIVIDUALS', 'ENTITIES']) {
    const part = root.value.children.find((child) => child.name === group)
    if (part === undefined)
      return err({
        kind: 'list.missing-element',
        file: file.name,
        line: root.value.line,
        element: group,
        within: 'CONSOLIDATED_LIST',
      })
    for (const element of part.children) {
      const entry = readEntry(element, file.name, lost)
      if (!entry.ok) return entry
      entries.push(entry.value)
    }
  }
  const { parties, notes } = toParties(entries, () => true)
  return ok({
    source: 'un-sc',
    parties,
    rows: entries.length,
    parts: ['xml'],
    dataOn: dataOn.value,
    dataOnBasis: 'stated',
    highestNumber: null,
    notes: [...notes, ...lossNotes(lost)],
  })
}

function readDateGenerated(root: XmlElement, file: string): Result<Day, ListProblem> {
  const stated = root.attributes.dateGenerated ?? ''
  const on = parseDay(stated.slice(0, 10))
  if (on !== null) return ok(on)
  if (stated === '') return err({ kind: 'list.missing-value', file, line: root.line, column: 'dateGenerated' })
  return err({ kind: 'list.bad-date', file, line: root.line, column: 'dateGenerated', value: stated })
}

function readEntry(element: XmlElement, file: string, lost: Losses): Result<Entry, ListProblem> {
  const textOf = (name: string): string => cleanText(element.children.find((child) => child.name === name)?.text ?? '')
  const missing = (name: string) =>
    err({ kind: 'list.missing-element', file, line: element.line, element: name, within: element.name } as const)
  const reference = textOf('REFERENCE_NUMBER')
  if (reference === '') return missing('REFERENCE_NUMBER')
  const name = ['FIRST_NAME', 'SECOND_NAME', 'THIRD_NAME', 'FOURTH_NAME'].map(textOf).filter(Boolean).join(' ')
  if (name === '') return missing('FIRST_NAME')
  const listedOn = textOf('LISTED_ON')
  if (listedOn === '') return missing('LISTED_ON')
  const startOn = readListingDay(listedOn)
  if (startOn === null)
    return err({ kind: 'list.bad-date', file, line: element.line, column: 'LISTED_ON', value: listedOn })
  const properties = new Properties()
  properties.add('name', name)
  if (name.includes(';')) properties.add('alias', ...splitValues(name))
  properties.add('alias', textOf('NAME_ORIGINAL_SCRIPT'))
  properties.add('gender', textOf('GENDER').toLowerCase())
  for (const child of element.children) {
    const problem = addChild(properties, child, file, lost)
    if (problem) return err(problem)
  }
  return ok({
    list: 'un-sc',
    key: reference,
    schema: element.name === 'INDIVIDUAL' ? 'Person' : 'Organization',
    properties: properties.done(),
    listing: {
      ...NO_TERMS,
      programmes: [textOf('UN_LIST_TYPE')].filter(Boolean),
      startOn,
      endOn: readListingDay(textOf('DELISTED_ON')),
      remarks: textOf('COMMENTS1') || null,
    },
    grounds: [],
  })
}

function addChild(properties: Properties, child: XmlElement, file: string, lost: Losses): ListProblem | null {
  const textOf = (name: string): string => cleanText(child.children.find((one) => one.name === name)?.text ?? '')
  const values = () => child.children.map((one) => cleanText(one.text)).filter(Boolean)
  switch (child.name) {
    case 'TITLE':
      properties.add('title', ...values())
      return null
    case 'DESIGNATION':
      properties.add('position', ...values())
      return null
    case 'NATIONALITY':
      addCountries(properties, 'nationality', values(), lost)
      return null
    case 'NATIONALITY2':
      addCountries(properties, 'nationality', [cleanText(child.text)].filter(Boolean), lost)
      return null
    case 'INDIVIDUAL_ADDRESS':
    case 'ENTITY_ADDRESS':
      properties.add('address', placeOf(textOf))
      addCountries(properties, 'country', [textOf('COUNTRY')].filter(Boolean), lost)
      return null
    case 'INDIVIDUAL_DATE_OF_BIRTH':
      addBirth(properties, textOf, lost)
      return null
    case 'INDIVIDUAL_PLACE_OF_BIRTH':
      properties.add('birthPlace', placeOf(textOf))
      return null
    case 'INDIVIDUAL_DOCUMENT':
      addDocument(properties, textOf)
      return null
    case 'INDIVIDUAL_ALIAS':
    case 'ENTITY_ALIAS':
      return addAlias(properties, child, textOf, file)
    default:
      return null
  }
}

type TextOf = (name: string) => string

function placeOf(textOf: TextOf): string {
  return ['STREET', 'CITY', 'STATE_PROVINCE', 'ZIP_CODE', 'COUNTRY'].map(textOf).filter(Boolean).join(', ')
}

function addCountries(properties: Properties, property: string, names: readonly string[], lost: Losses): void {
  for (const name of names) {
    const code = readCountry(name)
    if (code === null) lost.countries.push(name)
    properties.add(property, code)
  }
}

function addBirth(properties: Properties, textOf: TextOf, lost: Losses): void {
  const note = textOf('NOTE')
  const dates = [
    readPartialDay(textOf('DATE').slice(0, 10)),
    readPartialDay(textOf('YEAR')),
    // `Nov. 1973` says more than the year beside it.
    readPartialDay(note.replace('.', '')),
    ...spellYears(textOf('FROM_YEAR'), textOf('TO_YEAR')),
  ]
  properties.add('birthDate', ...dates)
  const stated = textOf('DATE') || textOf('YEAR')
  if (stated !== '' && dates.every((date) => date === null)) lost.days.push(stated)
}

function addDocument(properties: Properties, textOf: TextOf): void {
  const number = textOf('NUMBER')
  if (number === '' || !/\d/.test(number)) return
  const kind = `${textOf('TYPE_OF_DOCUMENT')} ${textOf('TYPE_OF_DOCUMENT2')}`
  properties.add(/pass?(port|aport)/i.test(kind) ? 'passportNumber' : 'idNumber', number)
}

function addAlias(properties: Properties, child: XmlElement, textOf: TextOf, file: string): ListProblem | null {
  const names = splitValues(textOf('ALIAS_NAME'))
  if (names.length === 0) return null
  const quality = textOf('QUALITY').toLowerCase()
  const property = QUALITIES[quality]
  if (property === undefined)
    return { kind: 'list.unknown-value', file, line: child.line, column: 'QUALITY', value: textOf('QUALITY') }
  properties.add(property, ...names)
  properties.add('birthDate', readPartialDay(textOf('DATE_OF_BIRTH')))
  return null
}
