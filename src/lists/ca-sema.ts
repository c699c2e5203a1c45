/**
 * The consolidated autonomous sanctions list of Canada, in its XML: one `record` a listing, none with a number of its own,
 * so that the regulation, the schedule and the item make the key. Aliases of all languages share one text.
 * SOURCE: https://www.international.gc.ca, sema-lmes.xml of May 2025.
 */
import { type Day, err, ok, type Result } from '../base/index.ts'
import { type Entry, type Losses, lossNotes, NO_TERMS, Properties, toParties } from './entry.ts'
import { readText } from './official-text.ts'
import type { ListProblem } from './problem.ts'
import type { ListSource, NamedFile, ReadList } from './source.ts'
import { cleanText, newer, readBirthDates, readListingDay } from './wording.ts'
import type { XmlElement } from './xml.ts'
import { readRecords, textAt } from './xml-records.ts'

const MAX_BYTES = 32 * 1024 * 1024

const KNOWN = new Set([
  'record',
  'Country',
  'LastName',
  'GivenName',
  'EntityOrShip',
  'TitleOrShip',
  'Aliases',
  'DateOfBirthOrShipBuildDate',
  'ShipIMONumber',
  'Schedule',
  'Item',
  'DateOfListing',
])

export const source: ListSource = {
  id: 'ca-sema',
  title: 'Consolidated Canadian Autonomous Sanctions List',
  publisher: 'Global Affairs Canada',
  page: 'https://www.international.gc.ca/world-monde/international_relations-relations_internationales/sanctions/consolidated-consolide.aspx?lang=eng',
  lists: ['ca-sema'],
  parts: [{ part: 'xml', isRequired: true, holds: 'the parties' }],
  downloads: [
    {
      part: 'xml',
      address:
        'https://www.international.gc.ca/world-monde/assets/office_docs/international_relations-relations_internationales/sanctions/sema-lmes.xml',
    },
  ],
  expectedParties: { min: 2_000, max: 60_000 },
  maxBytes: MAX_BYTES,
  recognise: (opening) => (/<data-set[\s>][\s\S]{0,400}<record>\s*<Country>/.test(opening) ? 'xml' : null),
  read,
}

function read(files: ReadonlyMap<string, NamedFile>): Result<ReadList, ListProblem> {
  const file = files.get('xml')
  if (file === undefined) throw new Error('the xml of the Canadian list is a required part')
  const text = readText(file, MAX_BYTES)
  if (!text.ok) return text
  const entries: Entry[] = []
  const lost: Losses = { countries: [], days: [] }
  const records = readRecords(text.value.text, file.name, {
    root: 'data-set',
    known: KNOWN,
    take(record) {
      const entry = readEntry(record, file.name, lost)
      if (!entry.ok) return entry.error
      entries.push(entry.value)
      return null
    },
  })
  if (!records.ok) return records
  const { parties, notes } = toParties(entries, () => true)
  const dataOn = entries.reduce<Day | null>((newest, { listing }) => newer(newest, listing.startOn), null)
  return ok({
    source: 'ca-sema',
    parties,
    rows: entries.length,
    parts: ['xml'],
    dataOn,
    dataOnBasis: dataOn === null ? 'none' : 'newest-entry',
    highestNumber: null,
    notes: [...notes, ...lossNotes(lost), ...records.value.notes],
  })
}

function readEntry(record: XmlElement, file: string, lost: Losses): Result<Entry, ListProblem> {
  const missing = (element: string) =>
    err({ kind: 'list.missing-element', file, line: record.line, element, within: record.name } as const)
  const textOf = (name: string): string => textAt(record, name)
  if (record.name !== 'record')
    return err({ kind: 'list.unknown-element', file, line: record.line, element: record.name })
  const regime = textOf('Country').split(' / ')[0] ?? ''
  if (regime === '') return missing('Country')
  const item = textOf('Item')
  if (item === '') return missing('Item')
  const body = textOf('EntityOrShip')
  const person = [textOf('GivenName'), textOf('LastName')].filter(Boolean).join(' ')
  if (body === '' && person === '') return missing('EntityOrShip')
  const listedOn = textOf('DateOfListing')
  const startOn = readListingDay(listedOn)
  if (startOn === null)
    return listedOn === ''
      ? missing('DateOfListing')
      : err({ kind: 'list.bad-date', file, line: record.line, column: 'DateOfListing', value: listedOn })
  const imo = textOf('ShipIMONumber')
  const schema = body === '' ? 'Person' : imo === '' ? 'Organization' : 'Vessel'
  const properties = new Properties()
  addNames(properties, body === '' ? person : body)
  for (const alias of splitAliases(textOf('Aliases'), schema === 'Person')) {
    // A lone word cut out of a sentence of names says little by itself.
    properties.add(schema === 'Person' && !/\s/.test(alias) ? 'weakAlias' : 'alias', alias)
  }
  properties.add(schema === 'Person' ? 'title' : 'vesselType', textOf('TitleOrShip'))
  properties.add('imoNumber', imo)
  const dates = textOf('DateOfBirthOrShipBuildDate')
  const read = dates.split(/ or /i).flatMap(readBirthDates)
  properties.add(schema === 'Person' ? 'birthDate' : 'buildDate', ...read)
  if (dates !== '' && read.length === 0) {
    lost.days.push(dates)
    properties.add('notes', dates)
  }
  const schedule = textOf('Schedule')
  properties.add('legalBasis', [regime, schedule && `Schedule ${schedule}`, `item ${item}`].filter(Boolean).join(', '))
  return ok({
    list: 'ca-sema',
    key: [regime, schedule, item].filter(Boolean).join(' / '),
    schema,
    properties: properties.done(),
    listing: { ...NO_TERMS, programmes: [regime], startOn },
    grounds: [],
  })
}

/** `Example Yard JSC (also known as JSC Example Yard)`: both names, and the whole as it stands, which stays the main one. */
function addNames(properties: Properties, name: string): void {
  properties.add('name', name)
  const within = /^(.+?)\s*\((?:also known as|a\.?k\.?a\.?|formerly known as|f\.?k\.?a\.?)[:,]?\s+(.+)\)$/i.exec(name)
  if (within === null) return
  properties.add('alias', within[1])
  properties.add(/\((?:f|formerly)/i.test(name) ? 'previousName' : 'alias', within[2])
}

const LANGUAGE =
  /\s*[,;]?\s*\b(?:Belarus+ian|Russian|Ukrainian|Arabic|Persian|Farsi|Burmese|Chinese|Spanish|Armenian|Georgian|Hebrew|French|English|Crimean Tatar)\s*:\s*/g

/** Names of several languages in one text, each behind the name of its language or a semicolon; of people also a comma. */
function splitAliases(text: string, isPerson: boolean): readonly string[] {
  return cleanText(text)
    .replace(LANGUAGE, ';')
    .split(isPerson ? /[;,]/ : /;/)
    .map(cleanText)
    .filter((piece) => /\p{L}/u.test(piece))
}
