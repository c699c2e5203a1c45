/**
 * The consolidated list of persons, groups and entities subject to European Union financial sanctions, in its XML 1.1:
 * attributes carry the data, country `00` is unknown, and an alias that is not `strong` is a weak one.
 * SOURCE: schema http://eu.europa.ec/fpi/fsd/export, version 1.1
 */
import { type Day, err, ok, parseDay, type Result } from '../base/index.ts'
import { type Entry, type Losses, lossNotes, NO_TERMS, Properties, toParties } from './entry.ts'
import { readText } from './official-text.ts'
import type { PartySchema } from './party.ts'
import type { ListProblem } from './problem.ts'
import type { ListSource, NamedFile, ReadList } from './source.ts'
import { cleanText, readCountry, readListingDay, readPartialDay, spellYears } from './wording.ts'
import type { XmlElement } from './xml.ts'
import { elementsAt, readRecords, textsAt } from './xml-records.ts'

const MAX_BYTES = 128 * 1024 * 1024

/** Of schema 1.1, all that it names. Languages, logical numbers and dates of documents are passed over. */
const KNOWN = new Set(
  `sanctionEntity remark additionalInformation @key @value regulation publicationUrl corrigendum regulationSummary
  subjectType nameAlias citizenship birthdate address identification contactInfo @logicalId @generationDate
  @globalFileId @regulationType @organisationType @publicationDate @entryIntoForceDate @numberTitle @programme
  @publicationUrl @delistingDate @designationDate @designationDetails @unitedNationId @euReferenceNumber @code
  @classificationCode @regulationLanguage @firstName @middleName @lastName @wholeName @function @gender @title
  @nameLanguage @strong @acquisitionDate @disenfranchisementDate @region @countryIso2Code @countryDescription @circa
  @calendarType @city @zipCode @birthdate @dayOfMonth @monthOfYear @year @yearRangeFrom @yearRangeTo @place @street
  @poBox @asAtListingTime @diplomatic @knownExpired @knownFalse @reportedLost @revokedByIssuer @issueDate @issuedBy
  @latinNumber @nameOnDocument @number @validFrom @validTo @identificationTypeCode @identificationTypeDescription`
    .trim()
    .split(/\s+/),
)

const DOCUMENTS: Readonly<Record<string, string>> = {
  passport: 'passportNumber',
  travelaut: 'passportNumber',
  id: 'idNumber',
  ssn: 'idNumber',
  driverlic: 'idNumber',
  residentperm: 'idNumber',
  regnumber: 'registrationNumber',
  tradelic: 'registrationNumber',
  fiscalcode: 'taxNumber',
  imo: 'imoNumber',
  swiftbic: 'swiftBic',
}

const CONTACTS: Readonly<Record<string, string>> = { phone: 'phone', fax: 'fax', email: 'email', web: 'website' }

export const source: ListSource = {
  id: 'eu-fsf',
  title: 'EU Consolidated Financial Sanctions List',
  publisher: 'European Commission',
  page: 'https://data.europa.eu/data/datasets/consolidated-list-of-persons-groups-and-entities-subject-to-eu-financial-sanctions',
  lists: ['eu-fsf'],
  parts: [{ part: 'xml', isRequired: true, holds: 'the parties' }],
  downloads: [
    {
      part: 'xml',
      address:
        'https://webgate.ec.europa.eu/fsd/fsf/public/files/xmlFullSanctionsList_1_1/content?token=dG9rZW4tMjAxNw',
    },
  ],
  expectedParties: { min: 2_000, max: 60_000 },
  maxBytes: MAX_BYTES,
  recognise: (opening) => (/<(?:\w+:)?export\s[^>]*\/fpi\/fsd\/export/.test(opening) ? 'xml' : null),
  read,
}

function read(files: ReadonlyMap<string, NamedFile>): Result<ReadList, ListProblem> {
  const file = files.get('xml')
  if (file === undefined) throw new Error('the xml of the European list is a required part')
  const text = readText(file, MAX_BYTES)
  if (!text.ok) return text
  const entries: Entry[] = []
  const lost: Losses = { countries: [], days: [] }
  const records = readRecords(text.value.text, file.name, {
    root: 'export',
    known: KNOWN,
    take(record) {
      const entry = readEntry(record, file.name, lost)
      if (!entry.ok) return entry.error
      entries.push(entry.value)
      return null
    },
  })
  if (!records.ok) return records
  const dataOn = readGenerationDate(records.value.attributes.generationDate ?? '', file.name)
  if (!dataOn.ok) return dataOn
  const { parties, notes } = toParties(entries, () => true)
  return ok({
    source: 'eu-fsf',
    parties,
    rows: entries.length,
    parts: ['xml'],
    dataOn: dataOn.value,
    dataOnBasis: 'stated',
    highestNumber: null,
    notes: [...notes, ...lossNotes(lost), ...records.value.notes],
  })
}

function readGenerationDate(stated: string, file: string): Result<Day, ListProblem> {
  const on = parseDay(stated.slice(0, 10))
  if (on !== null) return ok(on)
  const where = { file, line: 1, column: 'generationDate' } as const
  return err(
    stated === '' ? { kind: 'list.missing-value', ...where } : { kind: 'list.bad-date', ...where, value: stated },
  )
}

function readEntry(entity: XmlElement, file: string, lost: Losses): Result<Entry, ListProblem> {
  const where = { file, line: entity.line } as const
  if (entity.name !== 'sanctionEntity') return err({ kind: 'list.unknown-element', ...where, element: entity.name })
  const key = attribute(entity, 'logicalId')
  if (key === '') return err({ kind: 'list.missing-value', ...where, column: 'logicalId' })
  const schema = schemaOf(entity)
  if (schema === null) {
    const [subject] = elementsAt(entity, 'subjectType')
    if (subject === undefined)
      return err({ kind: 'list.missing-element', ...where, element: 'subjectType', within: entity.name })
    return err({ kind: 'list.unknown-value', ...where, column: 'subjectType', value: attribute(subject, 'code') })
  }
  const properties = new Properties()
  if (!addNames(properties, entity))
    return err({ kind: 'list.missing-element', ...where, element: 'nameAlias', within: entity.name })
  for (const citizenship of elementsAt(entity, 'citizenship')) addCountry(properties, 'nationality', citizenship, lost)
  for (const birth of elementsAt(entity, 'birthdate')) addBirth(properties, birth, schema, lost)
  for (const address of elementsAt(entity, 'address')) addAddress(properties, address, lost)
  for (const document of elementsAt(entity, 'identification')) addDocument(properties, document)
  properties.add('unscId', attribute(entity, 'unitedNationId'))
  properties.add('euReference', attribute(entity, 'euReferenceNumber'))
  const regulations = elementsAt(entity, 'regulation')
  properties.add('legalBasis', ...regulations.map((one) => attribute(one, 'numberTitle')))
  properties.add('sourceUrl', ...textsAt(entity, 'regulation', 'publicationUrl'))
  return ok({
    list: 'eu-fsf',
    key,
    schema,
    properties: properties.done(),
    listing: readTerms(entity, regulations, lost),
    grounds: [],
  })
}

function schemaOf(entity: XmlElement): PartySchema | null {
  const [subject] = elementsAt(entity, 'subjectType')
  const code = subject === undefined ? '' : attribute(subject, 'code').toLowerCase()
  const kind = subject === undefined ? '' : attribute(subject, 'classificationCode').toUpperCase()
  if (code === 'vessel' || code === 'ship') return 'Vessel'
  if (code === 'person' || kind === 'P') return 'Person'
  return code === 'enterprise' || kind === 'E' ? 'Organization' : null
}

/** The main name is the first strong one in Latin letters; without one, the first. */
function addNames(properties: Properties, entity: XmlElement): boolean {
  const names = elementsAt(entity, 'nameAlias').flatMap((element) => {
    const parts = ['firstName', 'middleName', 'lastName'].map((name) => attribute(element, name)).filter(Boolean)
    const text = attribute(element, 'wholeName') || parts.join(' ')
    return text === '' ? [] : [{ element, text, isStrong: attribute(element, 'strong') !== 'false' }]
  })
  const main = names.find((one) => one.isStrong && /\p{Script=Latin}/u.test(one.text)) ?? names[0]
  if (main === undefined) return false
  properties.add('name', main.text)
  for (const { element, text, isStrong } of names) {
    if (text !== main.text) properties.add(isStrong ? 'alias' : 'weakAlias', text)
    properties.add('position', attribute(element, 'function'))
    properties.add('title', attribute(element, 'title'))
    const gender = attribute(element, 'gender')
    properties.add('gender', gender === 'M' ? 'male' : gender === 'F' ? 'female' : null)
  }
  return true
}

function addCountry(properties: Properties, property: string, element: XmlElement, lost: Losses): void {
  const code = attribute(element, 'countryIso2Code')
  const name = attribute(element, 'countryDescription')
  if (code === '00' || (code === '' && name === '')) return
  const read = readCountry(code) ?? readCountry(name)
  if (read === null) lost.countries.push(name || code)
  properties.add(property, read)
}

function addBirth(properties: Properties, birth: XmlElement, schema: PartySchema, lost: Losses): void {
  const of = (name: string): string => attribute(birth, name)
  const [year, month, day] = [of('year'), of('monthOfYear'), of('dayOfMonth')]
  const parts = month === '' ? year : `${year}-${month.padStart(2, '0')}${day === '' ? '' : `-${day.padStart(2, '0')}`}`
  const range = spellYears(of('yearRangeFrom'), of('yearRangeTo'))
  const dates = [readPartialDay(of('birthdate') || parts), ...range].filter((date) => date !== null)
  const stated = of('birthdate') || parts || [of('yearRangeFrom'), of('yearRangeTo')].filter(Boolean).join('-')
  // A year of another calendar is another year of ours: it stays text.
  const isOurs = /^(gregorian)?$/i.test(of('calendarType'))
  if (isOurs) properties.add(schema === 'Person' ? 'birthDate' : 'incorporationDate', ...dates)
  if (stated !== '' && (!isOurs || dates.length === 0)) {
    lost.days.push(stated)
    properties.add('notes', `${stated} ${of('calendarType')}`)
  }
  const country = of('countryIso2Code') === '00' ? '' : of('countryDescription')
  properties.add('birthPlace', [of('place'), of('city'), of('region'), country].filter(Boolean).join(', '))
}

function addAddress(properties: Properties, address: XmlElement, lost: Losses): void {
  const of = (name: string): string => attribute(address, name)
  const box = of('poBox') === '' ? '' : `P.O. Box ${of('poBox')}`
  const country = of('countryIso2Code') === '00' ? '' : of('countryDescription')
  const parts = [of('street'), box, of('place'), of('city'), of('region'), of('zipCode'), country]
  properties.add('address', parts.filter(Boolean).join(', '))
  addCountry(properties, 'country', address, lost)
  for (const contact of elementsAt(address, 'contactInfo')) {
    const property = CONTACTS[attribute(contact, 'key').toLowerCase()] ?? 'notes'
    properties.add(property, attribute(contact, 'value'))
  }
}

function addDocument(properties: Properties, document: XmlElement): void {
  const code = attribute(document, 'identificationTypeCode').toLowerCase()
  const numbers = [attribute(document, 'number'), attribute(document, 'latinNumber')].filter((text) => /\d/.test(text))
  // A number known to be false, or not a number at all, says something of the party and identifies nobody.
  if (attribute(document, 'knownFalse') === 'true' || numbers.length === 0) {
    properties.add('notes', [attribute(document, 'number'), code].filter(Boolean).join(' '))
    return
  }
  const property = DOCUMENTS[code] ?? 'idNumber'
  const imo = (text: string) => /^(?:IMO\s*)?(\d{7})$/i.exec(text)?.[1] ?? text
  properties.add(property, ...(property === 'imoNumber' ? numbers.map(imo) : numbers))
}

function readTerms(entity: XmlElement, regulations: readonly XmlElement[], lost: Losses): Entry['listing'] {
  const dayOf = (text: string): Day | null => {
    const day = readListingDay(text)
    if (text !== '' && day === null) lost.days.push(text)
    return day
  }
  const inForce = regulations.map((one) => dayOf(attribute(one, 'entryIntoForceDate'))).filter((day) => day !== null)
  const remarks = [attribute(entity, 'designationDetails'), ...textsAt(entity, 'remark')].filter(Boolean)
  return {
    ...NO_TERMS,
    programmes: [...new Set(regulations.map((one) => attribute(one, 'programme')).filter(Boolean))],
    startOn: dayOf(attribute(entity, 'designationDate')) ?? inForce.sort()[0] ?? null,
    endOn: dayOf(attribute(entity, 'delistingDate')),
    remarks: remarks.length > 0 ? remarks.join(' ') : null,
  }
}

function attribute(element: XmlElement, name: string): string {
  return cleanText(element.attributes[name] ?? '')
}
