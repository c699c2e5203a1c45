/**
 * OFAC's classic XML: sdn.xml and consolidated.xml, of one layout. Says when it was published and how many entries it
 * holds; a file with fewer is cut. Aliases bear their quality; facts without an element of their own stand in `idList`.
 * SOURCE: OFAC sdn.xsd; consolidated.xml of 2025-03-28
 */
import { type Day, err, ok, parseDay, type Result } from '../base/index.ts'
import { type Entry, type Losses, lossNotes, toParties } from './entry.ts'
import {
  entriesOf,
  isNonSdnProgramme,
  NON_SDN_LISTS,
  nonSdnLists,
  OFAC_CONS_PAGE,
  OFAC_KINDS,
  OFAC_PUBLISHER,
  OFAC_SDN_PAGE,
  type OfacFeature,
  type OfacName,
  type OfacParty,
} from './ofac.ts'
import { readBytes } from './official-text.ts'
import type { ListProblem } from './problem.ts'
import type { ListSource, NamedFile, ReadList } from './source.ts'
import type { XmlElement } from './xml.ts'
import { elementsAt, readRecords, textAt, textsAt } from './xml-records.ts'

const MAX_BYTES = 256 * 1024 * 1024

const ITEM = ['uid', 'mainEntry']
const KNOWN = new Set([
  ...ITEM,
  'publshInformation',
  'Publish_Date',
  'Record_Count',
  'sdnEntry',
  'firstName',
  'lastName',
  'title',
  'sdnType',
  'remarks',
  'programList',
  'program',
  'idList',
  'id',
  'idType',
  'idNumber',
  'idCountry',
  'issueDate',
  'expirationDate',
  'akaList',
  'aka',
  'type',
  'category',
  'addressList',
  'address',
  'address1',
  'address2',
  'address3',
  'city',
  'stateOrProvince',
  'postalCode',
  'country',
  'nationalityList',
  'nationality',
  'citizenshipList',
  'citizenship',
  'dateOfBirthList',
  'dateOfBirthItem',
  'dateOfBirth',
  'placeOfBirthList',
  'placeOfBirthItem',
  'placeOfBirth',
  'vesselInfo',
  'callSign',
  'vesselType',
  'vesselFlag',
  'vesselOwner',
  'tonnage',
  'grossRegisteredTonnage',
])

export const sdn: ListSource = {
  id: 'us-ofac-sdn-xml',
  title: 'OFAC Specially Designated Nationals List (classic XML)',
  publisher: OFAC_PUBLISHER,
  page: OFAC_SDN_PAGE,
  lists: ['us-sdn'],
  parts: [{ part: 'xml', isRequired: true, holds: 'the parties' }],
  downloads: [],
  expectedParties: { min: 5_000, max: 100_000 },
  maxBytes: MAX_BYTES,
  recognise: (opening) => (isClassic(opening) && !isNonSdn(opening) ? 'xml' : null),
  read: (files) => read(files, 'us-ofac-sdn-xml', () => ['us-sdn']),
}

export const consolidated: ListSource = {
  id: 'us-ofac-cons-xml',
  title: 'OFAC non-SDN lists (classic XML)',
  publisher: OFAC_PUBLISHER,
  page: OFAC_CONS_PAGE,
  lists: NON_SDN_LISTS,
  parts: [{ part: 'xml', isRequired: true, holds: 'the parties' }],
  downloads: [],
  expectedParties: { min: 100, max: 20_000 },
  maxBytes: MAX_BYTES,
  recognise: (opening) => (isClassic(opening) && isNonSdn(opening) ? 'xml' : null),
  read: (files) => read(files, 'us-ofac-cons-xml', nonSdnLists),
}

function isClassic(opening: string): boolean {
  return /<sdnList[\s>]/.test(opening)
}

/** The two files differ in nothing but whom they hold. */
function isNonSdn(opening: string): boolean {
  const programmes = [...opening.matchAll(/<program>([^<]+)<\/program>/g)].map((match) => match[1] ?? '')
  return programmes.filter(isNonSdnProgramme).length * 2 > programmes.length
}

function read(
  files: ReadonlyMap<string, NamedFile>,
  id: 'us-ofac-sdn-xml' | 'us-ofac-cons-xml',
  listsOf: (programmes: readonly string[], words: string) => OfacParty['lists'],
): Result<ReadList, ListProblem> {
  const file = files.get('xml')
  if (file === undefined) throw new Error('the xml of the list is a required part')
  const content = readBytes(file, MAX_BYTES)
  if (!content.ok) return content
  const entries: Entry[] = []
  const lost: Losses = { countries: [], days: [] }
  let rows = 0
  let published: XmlElement | null = null
  const records = readRecords(content.value.bytes, file.name, {
    root: 'sdnList',
    known: KNOWN,
    take(record) {
      if (record.name === 'publshInformation') published = record
      if (record.name !== 'sdnEntry') return null
      rows++
      const party = readParty(record, file.name, listsOf)
      if (!party.ok) return party.error
      entries.push(...entriesOf(party.value, lost))
      return null
    },
  })
  if (!records.ok) return records
  const dataOn = readPublished(published, rows, file.name)
  if (!dataOn.ok) return dataOn
  const { parties, notes } = toParties(entries, () => true)
  return ok({
    source: id,
    parties,
    rows,
    parts: ['xml'],
    dataOn: dataOn.value,
    dataOnBasis: 'stated',
    highestNumber: entries.reduce((highest, entry) => Math.max(highest, Number(entry.key)), 0),
    notes: [...notes, ...lossNotes(lost), ...records.value.notes],
  })
}

/** `03/28/2025`, and the count of entries, which must be those read. */
function readPublished(published: XmlElement | null, rows: number, file: string): Result<Day, ListProblem> {
  if (published === null)
    return err({ kind: 'list.missing-element', file, line: 1, element: 'publshInformation', within: 'sdnList' })
  const stated = textAt(published, 'Publish_Date')
  const [month = '', day = '', year = ''] = stated.split('/')
  const on = parseDay(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)
  if (on === null)
    return err({ kind: 'list.bad-date', file, line: published.line, column: 'Publish_Date', value: stated })
  const count = textAt(published, 'Record_Count')
  if (count !== String(rows)) return err({ kind: 'list.wrong-count', file, stated: count, found: rows })
  return ok(on)
}

const KINDS: Readonly<Record<string, OfacName['kind']>> = { 'a.k.a.': 'aka', 'f.k.a.': 'fka', 'n.k.a.': 'nka' }

function readParty(
  record: XmlElement,
  file: string,
  listsOf: (programmes: readonly string[], words: string) => OfacParty['lists'],
): Result<OfacParty, ListProblem> {
  const { line } = record
  const unknown = (column: string, value: string) =>
    err({ kind: 'list.unknown-value', file, line, column, value } as const)
  const number = textAt(record, 'uid')
  if (!/^\d{1,9}$/.test(number)) return unknown('uid', number)
  const schema = OFAC_KINDS[textAt(record, 'sdnType')]
  if (schema === undefined) return unknown('sdnType', textAt(record, 'sdnType'))
  const main = nameOf(record)
  if (main === '') return err({ kind: 'list.missing-element', file, line, element: 'lastName', within: 'sdnEntry' })
  const names: OfacName[] = [{ text: main, kind: 'main', isWeak: false }]
  for (const aka of elementsAt(record, 'akaList', 'aka')) {
    const kind = KINDS[textAt(aka, 'type')]
    if (kind === undefined) return unknown('type', textAt(aka, 'type'))
    const quality = textAt(aka, 'category')
    if (quality !== 'weak' && quality !== 'strong') return unknown('category', quality)
    if (nameOf(aka) !== '') names.push({ text: nameOf(aka), kind, isWeak: quality === 'weak' })
  }
  const programmes = textsAt(record, 'programList', 'program')
  return ok({
    number,
    schema,
    lists: listsOf(programmes, textsAt(record, 'idList', 'id', 'idType').join('; ')),
    programmes,
    names,
    title: textAt(record, 'title'),
    addresses: elementsAt(record, 'addressList', 'address').map((address) => ({
      lines: ['address1', 'address2', 'address3'].map((part) => textAt(address, part)).filter(Boolean),
      city: textAt(address, 'city'),
      state: textAt(address, 'stateOrProvince'),
      postalCode: textAt(address, 'postalCode'),
      country: textAt(address, 'country'),
    })),
    features: featuresOf(record),
    linkedTo: [],
    vessel: {
      callSign: textAt(record, 'vesselInfo', 'callSign'),
      vesselType: textAt(record, 'vesselInfo', 'vesselType'),
      flag: textAt(record, 'vesselInfo', 'vesselFlag'),
      owner: textAt(record, 'vesselInfo', 'vesselOwner'),
      tonnage: textAt(record, 'vesselInfo', 'tonnage'),
      grossRegisteredTonnage: textAt(record, 'vesselInfo', 'grossRegisteredTonnage'),
    },
    remarks: textAt(record, 'remarks'),
    startOn: new Map(),
  })
}

function nameOf(element: XmlElement): string {
  return [textAt(element, 'lastName'), textAt(element, 'firstName')].filter(Boolean).join(', ')
}

function featuresOf(record: XmlElement): readonly OfacFeature[] {
  const plain = (label: string, ...path: readonly string[]): readonly OfacFeature[] =>
    textsAt(record, ...path).map((value) => ({ label, value, isDocument: false }))
  return [
    ...plain('Birthdate', 'dateOfBirthList', 'dateOfBirthItem', 'dateOfBirth'),
    ...plain('Place of Birth', 'placeOfBirthList', 'placeOfBirthItem', 'placeOfBirth'),
    ...plain('Nationality Country', 'nationalityList', 'nationality', 'country'),
    ...plain('Citizenship Country', 'citizenshipList', 'citizenship', 'country'),
    ...elementsAt(record, 'idList', 'id').map((id) => ({
      label: textAt(id, 'idType'),
      value: textAt(id, 'idNumber'),
      // Documents and other features share the list; only the country of issue tells the documents.
      isDocument: textAt(id, 'idCountry') !== '',
    })),
  ]
}
