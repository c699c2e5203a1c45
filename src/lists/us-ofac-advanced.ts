/**
 * OFAC's ADVANCED XML (sdn_advanced.xml, cons_advanced.xml): the United Nations' sanctions data model. Everything is a
 * number that the reference sets at the head explain; places and documents come before the parties, and the lists,
 * programmes and days after them, so a party is whole only at the end of the file.
 * SOURCE: sdn_advanced.xsd; no real file was at hand, so the first one fetched is the check
 */
import { type Day, err, ok, parseDay, type Result } from '../base/index.ts'
import { type Entry, type Losses, lossNotes, toParties } from './entry.ts'
import {
  entriesOf,
  NON_SDN_LISTS,
  nonSdnLists,
  OFAC_CONS_PAGE,
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
import type { ListId, PartySchema } from './party.ts'
import type { ListProblem } from './problem.ts'
import type { ListSource, NamedFile, ReadList } from './source.ts'
import { cleanText } from './wording.ts'
import type { XmlElement } from './xml.ts'
import { elementsAt, readRecords, textAt } from './xml-records.ts'

const MAX_BYTES = 512 * 1024 * 1024

const REFERENCES = `AliasType AreaCode AreaCodeType CalendarType Country CountryRelevance DecisionMakingBody
  DetailReference DetailType DocNameStatus EntryEventType EntryLinkType ExRefType FeatureType FeatureTypeGroup
  IDRegDocDateType IDRegDocType IdentityFeatureLinkType LegalBasis LegalBasisType List LocPartType LocPartValueStatus
  LocPartValueType NamePartType Organisation PartySubType PartyType RelationQuality RelationType Reliability
  SanctionsProgram SanctionsType Script ScriptStatus SubsidiaryBody SupInfoType TargetType Validity`.split(/\s+/)

/** Elements we read or pass over knowingly. Attributes are the schema's, which names some hundred; they are not counted. */
const KNOWN = new Set([
  ...REFERENCES,
  ...REFERENCES.map((name) => `${name}Values`),
  ...`DateOfIssue Year Month Day Years Months Days ReferenceValueSets Locations Location Comment LocationAreaCode
  LocationCountry LocationPart LocationPartValue Value FeatureVersionReference IDRegDocumentReference IDRegDocuments
  IDRegDocument IDRegistrationNo IssuingAuthority DocumentDate DatePeriod Start End From To DurationMinimum
  DurationMaximum IDRegDocumentMention DocumentedNameReference ProfileRelationshipReference DistinctParties
  DistinctParty Profile Identity Alias DocumentedName DocumentedNamePart NamePartValue DocumentedNameCountry
  NamePartGroups MasterNamePartGroup NamePartGroup Feature FeatureVersion VersionDetail VersionLocation
  IdentityReference SanctionsEntryReference ExternalReference ExRefValue DirectURL SubLink Description
  ProfileRelationships ProfileRelationship SanctionsEntries SanctionsEntry LimitationsToListing EntryEvent Date
  SanctionsMeasure SupportingInfo Text SanctionsEntryLinks SanctionsEntryLink`.split(/\s+/),
])

export const sdn: ListSource = {
  id: 'us-ofac-sdn-advanced',
  title: 'OFAC Specially Designated Nationals List (ADVANCED XML)',
  publisher: OFAC_PUBLISHER,
  page: OFAC_SDN_PAGE,
  lists: ['us-sdn'],
  parts: [{ part: 'xml', isRequired: true, holds: 'the parties' }],
  downloads: [],
  expectedParties: { min: 5_000, max: 100_000 },
  maxBytes: MAX_BYTES,
  recognise: (opening, name) => (CONS_NAME.test(name) ? null : recognise(opening)),
  read: (files) => read(files, 'us-ofac-sdn-advanced'),
}

/** Of the same layout to the letter; only the official name, or the lists named at the end, tell it from the other. */
export const consolidated: ListSource = {
  id: 'us-ofac-cons-advanced',
  title: 'OFAC non-SDN lists (ADVANCED XML)',
  publisher: OFAC_PUBLISHER,
  page: OFAC_CONS_PAGE,
  lists: NON_SDN_LISTS,
  parts: [{ part: 'xml', isRequired: true, holds: 'the parties' }],
  downloads: [],
  expectedParties: { min: 100, max: 20_000 },
  maxBytes: MAX_BYTES,
  recognise: (opening, name) => (CONS_NAME.test(name) ? recognise(opening) : null),
  read: (files) => read(files, 'us-ofac-cons-advanced'),
}

type Id = 'us-ofac-sdn-advanced' | 'us-ofac-cons-advanced'

/** `cons_advanced.xml`; nothing in the head of the file tells it from `sdn_advanced.xml`. */
const CONS_NAME = /(^|[/\\])cons[_-]?[^/\\]*$/i

function recognise(opening: string): 'xml' | null {
  return /<Sanctions[\s>]/.test(opening) && /<(DateOfIssue|ReferenceValueSets)[\s>]/.test(opening) ? 'xml' : null
}

/** Number to words, set by set: `AliasType`, `FeatureType` and so on. */
type References = Map<string, Map<string, { readonly text: string; readonly attributes: XmlElement['attributes'] }>>

/** A party as far as the middle of the file tells, and what the rest adds. */
type Open = Omit<OfacParty, 'lists' | 'programmes' | 'startOn' | 'linkedTo'> & {
  readonly linkedTo: string[]
  readonly programmes: Set<string>
  readonly lists: Map<ListId, Day | null>
}

type Held = {
  readonly file: string
  readonly references: References
  readonly places: Map<string, OfacAddress>
  /** By the identity that bears them. */
  readonly documents: Map<string, OfacFeature[]>
  readonly parties: Map<string, Open>
  /** Names of the lists met in the file. */
  readonly met: Set<ListId | null>
}

function read(files: ReadonlyMap<string, NamedFile>, id: Id): Result<ReadList, ListProblem> {
  const file = files.get('xml')
  if (file === undefined) throw new Error('the xml of the list is a required part')
  const content = readBytes(file, MAX_BYTES)
  if (!content.ok) return content
  const held: Held = {
    file: file.name,
    references: new Map(),
    places: new Map(),
    documents: new Map(),
    parties: new Map(),
    met: new Set(),
  }
  const issued: string[] = []
  const records = readRecords(content.value.bytes, file.name, {
    root: 'Sanctions',
    known: KNOWN,
    knowsAttributes: false,
    depth: 2,
    take(record, within) {
      if (within === 'DateOfIssue') issued.push(record.text.trim().padStart(2, '0'))
      return takeRecord(record, within, held)
    },
  })
  if (!records.ok) return records
  const dataOn = parseDay(issued.join('-'))
  if (dataOn === null)
    return err({ kind: 'list.bad-date', file: file.name, line: 1, column: 'DateOfIssue', value: issued.join('-') })
  const met = [...held.met].filter((list) => list !== null)
  const isOther = id === 'us-ofac-sdn-advanced' ? !met.includes('us-sdn') : met.every((list) => list === 'us-sdn')
  if (isOther && met.length > 0) return err({ kind: 'list.wrong-source', file: file.name, source: id })
  const unlisted = [...held.parties].find(([, party]) => party.lists.size === 0 && party.programmes.size === 0)
  if (unlisted)
    return err({
      kind: 'list.missing-element',
      file: file.name,
      line: 1,
      element: `SanctionsEntry of profile ${unlisted[0]}`,
      within: 'SanctionsEntries',
    })
  const lost: Losses = { countries: [], days: [] }
  const entries: Entry[] = []
  for (const [profile, party] of held.parties) {
    held.parties.delete(profile)
    entries.push(...entriesOf(closed(party, id), lost))
  }
  const { parties, notes } = toParties(entries, () => true)
  return ok({
    source: id,
    parties,
    rows: new Set(entries.map((entry) => entry.key)).size,
    parts: ['xml'],
    dataOn,
    dataOnBasis: 'stated',
    highestNumber: entries.reduce((highest, entry) => Math.max(highest, Number(entry.key)), 0),
    notes: [...notes, ...lossNotes(lost), ...records.value.notes],
  })
}

function closed(party: Open, id: Id): OfacParty {
  const programmes = [...party.programmes]
  const isSdn = id === 'us-ofac-sdn-advanced'
  const lists = [...party.lists.keys()].filter((list) => (list === 'us-sdn') === isSdn)
  const days = [...party.lists].flatMap(([list, on]) => (on === null ? [] : [[list, on] as const]))
  return {
    ...party,
    programmes,
    lists: lists.length > 0 ? lists : isSdn ? ['us-sdn'] : nonSdnLists(programmes),
    startOn: new Map(days),
  }
}

function takeRecord(record: XmlElement, within: string, held: Held): ListProblem | null {
  switch (within) {
    case 'ReferenceValueSets':
      takeReferences(record, held.references)
      return null
    case 'Locations':
      held.places.set(record.attributes.ID ?? '', readPlace(record, held.references))
      return null
    case 'IDRegDocuments':
      takeDocument(record, held)
      return null
    case 'DistinctParties':
      return takeParty(record, held)
    case 'ProfileRelationships':
      takeRelation(record, held)
      return null
    case 'SanctionsEntries':
      return takeListing(record, held)
    default:
      return null
  }
}

function takeReferences(set: XmlElement, references: References): void {
  for (const value of set.children) {
    const known = references.get(value.name) ?? new Map()
    known.set(value.attributes.ID ?? '', { text: cleanText(value.text), attributes: value.attributes })
    references.set(value.name, known)
  }
}

/** The words of a number; empty when the head of the file does not explain it. */
function wordsOf(references: References, set: string, id: string | undefined): string {
  return references.get(set)?.get(id ?? '')?.text ?? ''
}

function readPlace(location: XmlElement, references: References): OfacAddress {
  const parts = elementsAt(location, 'LocationPart').map((part) => ({
    type: wordsOf(references, 'LocPartType', part.attributes.LocPartTypeID),
    value: elementsAt(part, 'LocationPartValue', 'Value').map((one) => cleanText(one.text))[0] ?? '',
  }))
  const part = (type: string) =>
    parts
      .filter((one) => one.type === type)
      .map((one) => one.value)
      .filter(Boolean)
      .join(', ')
  const [country] = elementsAt(location, 'LocationCountry')
  const [area] = elementsAt(location, 'LocationAreaCode')
  const areaId = area?.attributes.AreaCodeID ?? ''
  const named = wordsOf(references, 'Country', country?.attributes.CountryID)
  const region = part('REGION')
  return {
    lines: ['ADDRESS1', 'ADDRESS2', 'ADDRESS3'].map(part).filter(Boolean),
    city: part('CITY'),
    state: part('STATE/PROVINCE'),
    postalCode: part('POSTAL CODE'),
    country:
      named ||
      (region === '' ? '' : `Region: ${region}`) ||
      cleanText(references.get('AreaCode')?.get(areaId)?.attributes.Description ?? ''),
  }
}

function takeDocument(document: XmlElement, held: Held): void {
  const identity = document.attributes.IdentityID ?? ''
  const known = held.documents.get(identity) ?? []
  known.push({
    label: wordsOf(held.references, 'IDRegDocType', document.attributes.IDRegDocTypeID),
    value: textAt(document, 'IDRegistrationNo'),
    isDocument: true,
  })
  held.documents.set(identity, known)
}

function takeParty(party: XmlElement, held: Held): ListProblem | null {
  const { file, references } = held
  const unknown = (column: string, value: string): ListProblem => ({
    kind: 'list.unknown-value',
    file,
    line: party.line,
    column,
    value,
  })
  const number = party.attributes.FixedRef ?? ''
  const [profile, ...others] = elementsAt(party, 'Profile')
  if (!/^\d{1,9}$/.test(number)) return unknown('FixedRef', number)
  if (profile === undefined || others.length > 0)
    return { kind: 'list.missing-element', file, line: party.line, element: 'Profile', within: 'DistinctParty' }
  const schema = schemaOf(profile.attributes.PartySubTypeID, references)
  if (schema === null) return unknown('PartySubTypeID', profile.attributes.PartySubTypeID ?? '')
  const names: OfacName[] = []
  for (const identity of elementsAt(profile, 'Identity')) {
    const read = readNames(identity, schema, held)
    if (!read.ok) return read.error
    names.push(...read.value)
  }
  if (!names.some((name) => name.kind === 'main'))
    return { kind: 'list.missing-element', file, line: party.line, element: 'Alias', within: 'Identity' }
  const features = elementsAt(profile, 'Feature').flatMap((feature) => readFeature(feature, held))
  const documents = elementsAt(profile, 'Identity').flatMap(
    (identity) => held.documents.get(identity.attributes.ID ?? '') ?? [],
  )
  held.parties.set(profile.attributes.ID ?? number, {
    number,
    schema,
    names,
    addresses: elementsAt(profile, 'Feature').flatMap((feature) => placesOf(feature, held)),
    ...sortFeatures([...features, ...documents]),
    linkedTo: [],
    programmes: new Set(),
    lists: new Map(),
    remarks: textAt(party, 'Comment') || textAt(profile, 'Comment'),
  })
  return null
}

function schemaOf(subType: string | undefined, references: References): PartySchema | null {
  const known = references.get('PartySubType')?.get(subType ?? '')
  if (known === undefined) return null
  const byName: Readonly<Record<string, PartySchema>> = { Vessel: 'Vessel', Aircraft: 'Airplane' }
  const byType: Readonly<Record<string, PartySchema>> = { Individual: 'Person', Entity: 'Organization' }
  const type = wordsOf(references, 'PartyType', known.attributes.PartyTypeID)
  return byName[known.text] ?? byType[type] ?? byType[known.text] ?? null
}

const KINDS: Readonly<Record<string, OfacName['kind']>> = {
  Name: 'aka',
  'A.K.A.': 'aka',
  'F.K.A.': 'fka',
  'N.K.A.': 'nka',
}

function readNames(identity: XmlElement, schema: PartySchema, held: Held): Result<readonly OfacName[], ListProblem> {
  const types = new Map(
    elementsAt(identity, 'NamePartGroups', 'MasterNamePartGroup', 'NamePartGroup').map((group) => [
      group.attributes.ID ?? '',
      wordsOf(held.references, 'NamePartType', group.attributes.NamePartTypeID),
    ]),
  )
  const names: OfacName[] = []
  for (const alias of elementsAt(identity, 'Alias')) {
    const type = wordsOf(held.references, 'AliasType', alias.attributes.AliasTypeID)
    const kind = KINDS[type]
    if (kind === undefined)
      return err({ kind: 'list.unknown-value', file: held.file, line: alias.line, column: 'AliasTypeID', value: type })
    const isMain = identity.attributes.Primary === 'true' && alias.attributes.Primary === 'true'
    for (const [i, documented] of elementsAt(alias, 'DocumentedName').entries()) {
      const text = nameOf(documented, schema, types)
      if (text === '') continue
      names.push({ text, kind: isMain && i === 0 ? 'main' : kind, isWeak: alias.attributes.LowQuality === 'true' })
    }
  }
  return ok(names)
}

/** `LAST, First Middle`: the other formats print the last name of a person, and the whole of any other name, in capitals. */
function nameOf(documented: XmlElement, schema: PartySchema, types: ReadonlyMap<string, string>): string {
  const parts = elementsAt(documented, 'DocumentedNamePart', 'NamePartValue').map((part) => ({
    type: types.get(part.attributes.NamePartGroupID ?? '') ?? '',
    text: cleanText(part.text),
  }))
  const isLast = (type: string) => schema !== 'Person' || type === 'Last Name' || type === 'Entity Name'
  const join = (of: boolean) =>
    parts
      .filter(({ type, text }) => isLast(type) === of && text !== '')
      .map(({ text }) => text)
      .join(' ')
  return [join(true).toUpperCase(), join(false)].filter(Boolean).join(', ')
}

function placesOf(feature: XmlElement, held: Held): readonly OfacAddress[] {
  if (wordsOf(held.references, 'FeatureType', feature.attributes.FeatureTypeID) !== 'Location') return []
  return elementsAt(feature, 'FeatureVersion', 'VersionLocation').flatMap(
    (location) => held.places.get(location.attributes.LocationID ?? '') ?? [],
  )
}

function readFeature(feature: XmlElement, held: Held): readonly OfacFeature[] {
  const label = wordsOf(held.references, 'FeatureType', feature.attributes.FeatureTypeID)
  if (label === 'Location') return []
  return elementsAt(feature, 'FeatureVersion').flatMap((version) => {
    const details = elementsAt(version, 'VersionDetail').map(
      (detail) =>
        cleanText(detail.text) || wordsOf(held.references, 'DetailReference', detail.attributes.DetailReferenceID),
    )
    const periods = elementsAt(version, 'DatePeriod').map(periodInWords)
    const places = elementsAt(version, 'VersionLocation').map((location) => {
      const place = held.places.get(location.attributes.LocationID ?? '')
      return place === undefined
        ? ''
        : [...place.lines, place.city, place.state, place.country].filter(Boolean).join(', ')
    })
    const values = [...details, ...periods, ...places].filter(Boolean)
    const comment = textAt(version, 'Comment')
    return [
      ...values.map((value) => ({ label, value, isDocument: false })),
      // A comment alone is the value; beside one it says something about it, and goes with the remarks.
      ...(comment === '' ? [] : [{ label: values.length > 0 ? '' : label, value: comment, isDocument: false }]),
    ]
  })
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** A period as the other formats write it: `04 Sep 1957`, `Sep 1957`, `1957`, `circa 1957`, `1951 to 1953`. */
function periodInWords(period: XmlElement): string {
  const [start] = elementsAt(period, 'Start')
  const [end] = elementsAt(period, 'End')
  const from = start === undefined ? null : dateAt(start, 'From')
  const to = end === undefined ? null : (dateAt(end, 'To') ?? dateAt(end, 'From'))
  if (from === null) return ''
  const circa = start?.attributes.Approximate === 'true' ? 'circa ' : ''
  const until = to ?? from
  if (from.year !== until.year) return `${from.year} to ${until.year}`
  if (from.month === 1 && from.day === 1 && until.month === 12 && until.day === 31) return `${circa}${from.year}`
  const month = MONTHS[from.month - 1] ?? ''
  if (from.month === until.month && from.day === until.day)
    return `${circa}${String(from.day).padStart(2, '0')} ${month} ${from.year}`
  if (from.month === until.month) return `${circa}${month} ${from.year}`
  return `${circa}${from.year}`
}

function dateAt(element: XmlElement, name: string): { year: number; month: number; day: number } | null {
  const [found] = elementsAt(element, name)
  if (found === undefined) return null
  const [year, month, day] = ['Year', 'Month', 'Day'].map((part) => Number(textAt(found, part)))
  return year === undefined || month === undefined || day === undefined ? null : { year, month, day }
}

/** Relations come after all parties, so the name of the other one is known when it stands in the same file. */
function takeRelation(relation: XmlElement, held: Held): void {
  const from = held.parties.get(relation.attributes['From-ProfileID'] ?? '')
  const number = relation.attributes['To-ProfileID'] ?? ''
  const to = held.parties.get(number)
  const name = to?.names.find((one) => one.kind === 'main')?.text
  from?.linkedTo.push(name ?? `OFAC number ${number}`)
}

function takeListing(listing: XmlElement, held: Held): ListProblem | null {
  const { file, references } = held
  const number = listing.attributes.ProfileID ?? ''
  const party = held.parties.get(number)
  if (party === undefined)
    return { kind: 'list.unknown-value', file, line: listing.line, column: 'ProfileID', value: number }
  const name = wordsOf(references, 'List', listing.attributes.ListID)
  const list = OFAC_LIST_NAMES[name]
  if (list === undefined) return { kind: 'list.unknown-value', file, line: listing.line, column: 'ListID', value: name }
  held.met.add(list)
  const [event] = elementsAt(listing, 'EntryEvent', 'Date')
  const on = event && parseDay(['Year', 'Month', 'Day'].map((part) => textAt(event, part).padStart(2, '0')).join('-'))
  if (list !== null) party.lists.set(list, on ?? null)
  for (const measure of elementsAt(listing, 'SanctionsMeasure')) {
    const isProgramme = wordsOf(references, 'SanctionsType', measure.attributes.SanctionsTypeID) === 'Program'
    const programme = textAt(measure, 'Comment')
    if (isProgramme && programme !== '') party.programmes.add(programme)
  }
  return null
}
