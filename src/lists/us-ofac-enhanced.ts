/**
 * OFAC's ENHANCED XML: one `entity` a party with every list it is on and the day it came there, names in other scripts
 * beside the Latin ones, documents and relations. The file names the list it was made for and the day of its data.
 * SOURCE: CONS_ENHANCED.XML of 2025-01-10; the SDN file is of the same layout
 */
import { type Day, err, ok, parseDay, type Result } from '../base/index.ts'
import { type Entry, type Losses, lossNotes, toParties } from './entry.ts'
import {
  entriesOf,
  NON_SDN_LISTS,
  nonSdnLists,
  OFAC_CONS_PAGE,
  OFAC_KINDS,
  OFAC_LIST_NAMES,
  OFAC_PUBLISHER,
  OFAC_SDN_PAGE,
  type OfacAddress,
  type OfacFeature,
  type OfacName,
  type OfacParty,
  sortFeatures,
} from './ofac.ts'
import { readBytes } from './official-text.ts'
import type { ListId } from './party.ts'
import type { ListProblem } from './problem.ts'
import type { ListSource, NamedFile, ReadList } from './source.ts'
import type { XmlElement } from './xml.ts'
import { elementsAt, readRecords, textAt, textsAt } from './xml-records.ts'

const MAX_BYTES = 512 * 1024 * 1024

/** Elements and attributes we read or pass over knowingly. */
const KNOWN = new Set(
  `publicationInfo dataAsOf filters sanctionsLists sanctionsList @refId @id @datePublished
  referenceValues referenceValue type value isoCode code
  featureTypes featureType @featureTypeId detailType publishExclude publishDescription publishOrder
  entities entity generalInfo identityId entityType title remarks
  sanctionsPrograms sanctionsProgram sanctionsTypes sanctionsType legalAuthorities legalAuthority
  names name isPrimary isLowQuality aliasType translations translation script
  formattedFirstName formattedLastName formattedFullName nameParts namePart
  addresses address country addressParts addressPart
  features feature versionId valueDate fromDateBegin fromDateEnd toDateBegin toDateEnd isApproximate isDateRange
  valueRefId reliability comments
  identityDocuments identityDocument @nameId @nameTranslationId documentNumber isValid issuingLocation issuingCountry
  issuingAuthority issueDate expirationDate
  relationships relationship relatedEntity @entityId quality`.split(/\s+/),
)

export const sdn: ListSource = {
  id: 'us-ofac-sdn-enhanced',
  title: 'OFAC Specially Designated Nationals List (ENHANCED XML)',
  publisher: OFAC_PUBLISHER,
  page: OFAC_SDN_PAGE,
  lists: ['us-sdn'],
  parts: [{ part: 'xml', isRequired: true, holds: 'the parties' }],
  downloads: [],
  expectedParties: { min: 5_000, max: 100_000 },
  maxBytes: MAX_BYTES,
  recognise: (opening) => (madeFor(opening) === 'SDN List' ? 'xml' : null),
  read: (files) => read(files, 'us-ofac-sdn-enhanced'),
}

export const consolidated: ListSource = {
  id: 'us-ofac-cons-enhanced',
  title: 'OFAC non-SDN lists (ENHANCED XML)',
  publisher: OFAC_PUBLISHER,
  page: OFAC_CONS_PAGE,
  lists: NON_SDN_LISTS,
  parts: [{ part: 'xml', isRequired: true, holds: 'the parties' }],
  downloads: [],
  expectedParties: { min: 100, max: 20_000 },
  maxBytes: MAX_BYTES,
  recognise: (opening) => (madeFor(opening) === 'Consolidated List' ? 'xml' : null),
  read: (files) => read(files, 'us-ofac-cons-enhanced'),
}

type Id = 'us-ofac-sdn-enhanced' | 'us-ofac-cons-enhanced'

/** The list a file was made for, named among its filters. */
function madeFor(opening: string): string | null {
  if (!/<sanctionsData[\s>]/.test(opening)) return null
  return /<filters>[\s\S]*?<sanctionsList[^>]*>\s*([^<]+?)\s*<\/sanctionsList>/.exec(opening)?.[1] ?? null
}

function read(files: ReadonlyMap<string, NamedFile>, id: Id): Result<ReadList, ListProblem> {
  const file = files.get('xml')
  if (file === undefined) throw new Error('the xml of the list is a required part')
  const content = readBytes(file, MAX_BYTES)
  if (!content.ok) return content
  const entries: Entry[] = []
  const lost: Losses = { countries: [], days: [] }
  let rows = 0
  let dataOn: Day | null = null
  const records = readRecords(content.value.bytes, file.name, {
    root: 'sanctionsData',
    known: KNOWN,
    depth: 2,
    take(record) {
      if (record.name === 'dataAsOf') {
        dataOn = parseDay(record.text.trim().slice(0, 10))
        if (dataOn === null)
          return { kind: 'list.bad-date', file: file.name, line: record.line, column: 'dataAsOf', value: record.text }
      }
      if (record.name !== 'entity') return null
      rows++
      const party = readParty(record, file.name, id)
      if (!party.ok) return party.error
      entries.push(...entriesOf(party.value, lost))
      return null
    },
  })
  if (!records.ok) return records
  if (dataOn === null)
    return err({
      kind: 'list.missing-element',
      file: file.name,
      line: 1,
      element: 'dataAsOf',
      within: 'publicationInfo',
    })
  const { parties, notes } = toParties(entries, () => true)
  return ok({
    source: id,
    parties,
    rows,
    parts: ['xml'],
    dataOn,
    dataOnBasis: 'stated',
    highestNumber: entries.reduce((highest, entry) => Math.max(highest, Number(entry.key)), 0),
    notes: [...notes, ...lossNotes(lost), ...records.value.notes],
  })
}

function readParty(record: XmlElement, file: string, id: Id): Result<OfacParty, ListProblem> {
  const { line } = record
  const unknown = (column: string, value: string) =>
    err({ kind: 'list.unknown-value', file, line, column, value } as const)
  const number = record.attributes.id ?? ''
  if (!/^\d{1,9}$/.test(number)) return unknown('id', number)
  const schema = OFAC_KINDS[textAt(record, 'generalInfo', 'entityType')]
  if (schema === undefined) return unknown('entityType', textAt(record, 'generalInfo', 'entityType'))
  const names = readNames(record, file)
  if (!names.ok) return names
  const startOn = new Map<ListId, Day>()
  const lists: ListId[] = []
  for (const element of elementsAt(record, 'sanctionsLists', 'sanctionsList')) {
    const list = OFAC_LIST_NAMES[element.text.trim()]
    if (list === undefined) return unknown('sanctionsList', element.text.trim())
    if (list === null || (id === 'us-ofac-sdn-enhanced') !== (list === 'us-sdn') || lists.includes(list)) continue
    lists.push(list)
    const on = parseDay(element.attributes.datePublished?.slice(0, 10) ?? '')
    if (on !== null) startOn.set(list, on)
  }
  const programmes = textsAt(record, 'sanctionsPrograms', 'sanctionsProgram')
  return ok({
    number,
    schema,
    // Which list a party is on is never left open: a file of one list holds its parties.
    lists: lists.length > 0 ? lists : id === 'us-ofac-sdn-enhanced' ? ['us-sdn'] : nonSdnLists(programmes),
    programmes,
    names: names.value,
    addresses: elementsAt(record, 'addresses', 'address').flatMap(readAddresses),
    ...sortFeatures([...featuresOf(record), ...documentsOf(record)]),
    linkedTo: textsAt(record, 'relationships', 'relationship', 'relatedEntity'),
    remarks: textAt(record, 'generalInfo', 'remarks'),
    startOn,
  })
}

const KINDS: Readonly<Record<string, OfacName['kind']>> = { 'A.K.A.': 'aka', 'F.K.A.': 'fka', 'N.K.A.': 'nka' }

/** Each name in each script; a name in another script is one more name to be found by. */
function readNames(record: XmlElement, file: string): Result<readonly OfacName[], ListProblem> {
  const names: OfacName[] = []
  for (const name of elementsAt(record, 'names', 'name')) {
    const isMain = textAt(name, 'isPrimary') === 'true'
    const type = textAt(name, 'aliasType')
    const kind = isMain ? 'aka' : KINDS[type]
    if (kind === undefined)
      return err({ kind: 'list.unknown-value', file, line: name.line, column: 'aliasType', value: type })
    for (const translation of elementsAt(name, 'translations', 'translation')) {
      const text = textAt(translation, 'formattedFullName')
      const isFirst = isMain && textAt(translation, 'isPrimary') === 'true'
      if (text !== '')
        names.push({ text, kind: isFirst ? 'main' : kind, isWeak: textAt(name, 'isLowQuality') === 'true' })
    }
  }
  if (names.some((name) => name.kind === 'main')) return ok(names)
  return err({ kind: 'list.missing-element', file, line: record.line, element: 'name', within: 'entity' })
}

function readAddresses(address: XmlElement): readonly OfacAddress[] {
  const translations = elementsAt(address, 'translations', 'translation')
  return translations.map((translation) => {
    const parts = elementsAt(translation, 'addressParts', 'addressPart')
    const part = (type: string) =>
      parts
        .filter((one) => textAt(one, 'type') === type)
        .map((one) => textAt(one, 'value'))
        .join(', ')
    const region = part('REGION')
    return {
      lines: ['ADDRESS1', 'ADDRESS2', 'ADDRESS3'].map(part).filter(Boolean),
      city: part('CITY'),
      state: part('STATE/PROVINCE'),
      postalCode: part('POSTAL CODE'),
      country: textAt(address, 'country') || (region === '' ? '' : `Region: ${region}`),
    }
  })
}

function featuresOf(record: XmlElement): readonly OfacFeature[] {
  return elementsAt(record, 'features', 'feature').flatMap((feature) => [
    { label: textAt(feature, 'type'), value: textAt(feature, 'value'), isDocument: false },
    // A comment says something about the feature, not about the party: it goes with the remarks.
    ...textsAt(feature, 'comments').map((value) => ({ label: '', value, isDocument: false })),
  ])
}

function documentsOf(record: XmlElement): readonly OfacFeature[] {
  return elementsAt(record, 'identityDocuments', 'identityDocument').map((document) => ({
    label: textAt(document, 'type'),
    value: textAt(document, 'documentNumber'),
    isDocument: true,
  }))
}
