/**
 * OFAC's lists in the four csv files it publishes of each: sdn or cons_prim (the parties), alt (their other names), add
 * (their addresses) and comments (what did not fit into the remarks). None has a header; `-0- ` is null; lines end in
 * CRLF and the file in Ctrl-Z. The non-SDN files are of the same layout: their programmes tell the main one, and only
 * their official names the other three.
 * SOURCE: OFAC data specification, https://ofac.treasury.gov/system/files/126/dat_spec.txt
 */
import { err, ok, type Result } from '../base/index.ts'
import { type CsvRow, firstRows, readCsv } from './csv.ts'
import { type Entry, groupBy, type Losses, lossNotes, NO_TERMS, Properties, toParties } from './entry.ts'
import {
  isNonSdnProgramme,
  NON_SDN_LISTS,
  nonSdnLists,
  OFAC_CONS_PAGE,
  OFAC_EXPORTS,
  OFAC_PUBLISHER,
  OFAC_SDN_PAGE,
} from './ofac.ts'
import { readText } from './official-text.ts'
import type { ListId, PartySchema } from './party.ts'
import type { ListNote, ListProblem } from './problem.ts'
import { addRemarks } from './remarks.ts'
import type { ListSource, NamedFile, ReadList } from './source.ts'
import { cleanText, readCountry, spokenName } from './wording.ts'

const MAX_BYTES = 32 * 1024 * 1024
const MAX_ROWS = 300_000
/** Length at which OFAC cuts a remark and continues it in the comments file. */
const REMARKS_LENGTH = 1_000

/** Part to number of columns. */
const WIDTHS = { sdn: 12, alt: 5, add: 6, sdn_comments: 2 } as const
type Part = keyof typeof WIDTHS
const PARTS: readonly Part[] = ['sdn', 'alt', 'add', 'sdn_comments']

/** The official names of the non-SDN files: `cons_prim.csv`. */
const NON_SDN_NAME = /(^|[/\\])cons[_-][^/\\]*$/i

const SCHEMAS: Readonly<Record<string, PartySchema>> = {
  individual: 'Person',
  vessel: 'Vessel',
  aircraft: 'Airplane',
  '-0-': 'Organization',
  '': 'Organization',
}

const HOLDS: readonly Pick<ListSource['parts'][number], 'isRequired' | 'holds'>[] = [
  { isRequired: true, holds: 'the parties' },
  { isRequired: false, holds: 'other names' },
  { isRequired: false, holds: 'addresses' },
  { isRequired: false, holds: 'the ends of long remarks' },
]

type Id = 'us-ofac-sdn' | 'us-ofac-cons'

/** The non-SDN files have names of their own: cons_prim, cons_alt, cons_add, cons_comments. */
function nameOfPart(id: Id, part: Part): string {
  if (id === 'us-ofac-sdn') return part
  return part === 'sdn' ? 'prim' : part === 'sdn_comments' ? 'comments' : part
}

function partsOf(id: Id): ListSource['parts'] {
  return PARTS.map((part, i) => ({
    part: nameOfPart(id, part),
    isRequired: HOLDS[i]?.isRequired ?? false,
    holds: HOLDS[i]?.holds ?? '',
  }))
}

export const sdn: ListSource = {
  id: 'us-ofac-sdn',
  title: 'OFAC Specially Designated Nationals List',
  publisher: OFAC_PUBLISHER,
  page: OFAC_SDN_PAGE,
  lists: ['us-sdn'],
  parts: partsOf('us-ofac-sdn'),
  downloads: [
    { part: 'sdn', address: `${OFAC_EXPORTS}SDN.CSV` },
    { part: 'alt', address: `${OFAC_EXPORTS}ALT.CSV` },
    { part: 'add', address: `${OFAC_EXPORTS}ADD.CSV` },
    { part: 'sdn_comments', address: `${OFAC_EXPORTS}SDN_COMMENTS.CSV` },
  ],
  expectedParties: { min: 5_000, max: 100_000 },
  maxBytes: MAX_BYTES,
  recognise: (opening, name) => (isNonSdn(opening, name) ? null : partOf(opening, 'us-ofac-sdn')),
  read: (files) => read(files, 'us-ofac-sdn', () => ['us-sdn']),
}

export const consolidated: ListSource = {
  id: 'us-ofac-cons',
  title: 'OFAC non-SDN lists',
  publisher: OFAC_PUBLISHER,
  page: OFAC_CONS_PAGE,
  lists: NON_SDN_LISTS,
  parts: partsOf('us-ofac-cons'),
  downloads: [],
  expectedParties: { min: 100, max: 20_000 },
  maxBytes: MAX_BYTES,
  recognise: (opening, name) => (isNonSdn(opening, name) ? partOf(opening, 'us-ofac-cons') : null),
  read: (files) => read(files, 'us-ofac-cons', nonSdnLists),
}

/** By the shape of the first rows. */
function partOf(opening: string, id: Id): string | null {
  const [first] = firstRows(opening, 1)
  if (!first || !/^\d+$/.test(first[0] ?? '')) return null
  const part = PARTS.find((name) => WIDTHS[name] === first.length)
  if (part === 'alt' && !/^[afn]ka$/.test(first[2] ?? '')) return null
  if (part === 'sdn' && SCHEMAS[(first[2] ?? '').trim().toLowerCase()] === undefined) return null
  return part === undefined ? null : nameOfPart(id, part)
}

function isNonSdn(opening: string, name: string): boolean {
  if (NON_SDN_NAME.test(name)) return true
  const sample = firstRows(opening, 200)
  return sample.filter((cells) => isNonSdnProgramme(programmesOf(cells[3] ?? '')[0] ?? '')).length * 2 > sample.length
}

function programmesOf(cell: string): readonly string[] {
  const codes = cell.split(/\]\s*\[/).map((code) => cleanText(code.replace(/[[\]]/g, '')))
  return isNull(cell) ? [] : [...new Set(codes)].filter(Boolean).sort()
}

function read(
  files: ReadonlyMap<string, NamedFile>,
  id: Id,
  listsOf: (programmes: readonly string[], words: string) => readonly ListId[],
): Result<ReadList, ListProblem> {
  const texts = new Map<Part, PartText>()
  for (const part of PARTS) {
    const file = files.get(nameOfPart(id, part))
    if (file === undefined) continue
    const read = readPart(file, part)
    if (!read.ok) return read
    texts.set(part, read.value)
  }
  const rowsOf = (part: Part): readonly CsvRow[] => texts.get(part)?.rows ?? []
  const known = new Set(rowsOf('sdn').map((row) => row.cells[0] ?? ''))
  const aliases = byParent(rowsOf('alt'))
  const addresses = byParent(rowsOf('add'))
  const comments = byParent(rowsOf('sdn_comments'))
  const entries: Entry[] = []
  const lost: Losses & { cut: number } = { countries: [], days: [], cut: 0 }
  for (const row of rowsOf('sdn')) {
    const number = row.cells[0] ?? ''
    const related = {
      aliases: aliases.get(number) ?? [],
      addresses: addresses.get(number) ?? [],
      comments: comments.get(number) ?? [],
    }
    const entry = readEntry(row, texts.get('sdn')?.file ?? '', related, lost)
    if (!entry.ok) return entry
    for (const list of listsOf(entry.value.listing.programmes, entry.value.listing.remarks ?? ''))
      entries.push({ ...entry.value, list })
  }
  const { parties, notes } = toParties(entries, () => true)
  return ok({
    source: id,
    parties,
    rows: rowsOf('sdn').length,
    parts: [...texts.keys()].map((part) => nameOfPart(id, part)),
    dataOn: null,
    dataOnBasis: 'none',
    highestNumber: entries.reduce((highest, entry) => Math.max(highest, Number(entry.key)), 0),
    notes: [
      ...partsOf(id).flatMap(({ part, holds }): ListNote[] =>
        files.has(part) ? [] : [{ kind: 'part-not-given', part, holds }],
      ),
      ...[...texts].flatMap(([part, { hasEndMark }]): ListNote[] =>
        hasEndMark ? [] : [{ kind: 'no-end-mark', part: nameOfPart(id, part) }],
      ),
      ...orphans(nameOfPart(id, 'alt'), aliases, known),
      ...orphans(nameOfPart(id, 'add'), addresses, known),
      ...orphans(nameOfPart(id, 'sdn_comments'), comments, known),
      ...(lost.cut > 0 ? [{ kind: 'cut-remarks', entries: lost.cut } as const] : []),
      ...notes,
      ...lossNotes(lost),
    ],
  })
}

type PartText = { readonly file: string; readonly rows: readonly CsvRow[]; readonly hasEndMark: boolean }

function readPart(file: NamedFile, part: Part): Result<PartText, ListProblem> {
  const content = readText(file, MAX_BYTES)
  if (!content.ok) return content
  const { text, hasEndMark } = content.value
  const csv = readCsv(text, file.name, { width: WIDTHS[part], hasHeader: false, maxRows: MAX_ROWS })
  if (!csv.ok) return csv
  const unnumbered = csv.value.find((row) => !/^\d{1,9}$/.test(row.cells[0] ?? ''))
  if (unnumbered)
    return err({
      kind: 'list.unknown-value',
      file: file.name,
      line: unnumbered.line,
      column: 'ent_num',
      value: unnumbered.cells[0] ?? '',
    })
  const badKind = part === 'alt' ? csv.value.find((row) => !/^[afn]ka$/.test(row.cells[2] ?? '')) : undefined
  if (badKind)
    return err({
      kind: 'list.unknown-value',
      file: file.name,
      line: badKind.line,
      column: 'alt_type',
      value: badKind.cells[2] ?? '',
    })
  return ok({ file: file.name, rows: csv.value, hasEndMark })
}

type Related = {
  readonly aliases: readonly CsvRow[]
  readonly addresses: readonly CsvRow[]
  readonly comments: readonly CsvRow[]
}

function readEntry(
  row: CsvRow,
  file: string,
  related: Related,
  lost: Losses & { cut: number },
): Result<Omit<Entry, 'list'>, ListProblem> {
  const name = cellOf(row, 1)
  if (name === null) return err({ kind: 'list.missing-value', file, line: row.line, column: 'SDN_Name' })
  const schema = SCHEMAS[(row.cells[2] ?? '').trim().toLowerCase()]
  if (schema === undefined)
    return err({ kind: 'list.unknown-value', file, line: row.line, column: 'SDN_Type', value: row.cells[2] ?? '' })
  const properties = new Properties()
  properties.add('name', name, schema === 'Person' ? spokenName(name) : null)
  for (const alias of related.aliases)
    properties.add(alias.cells[2] === 'fka' ? 'previousName' : 'alias', cellOf(alias, 3))
  for (const address of related.addresses) addAddress(properties, address, lost.countries)
  properties.add('position', cellOf(row, 4))
  properties.add('callSign', cellOf(row, 5))
  properties.add('vesselType', cellOf(row, 6))
  properties.add('tonnage', cellOf(row, 7))
  properties.add('grossRegisteredTonnage', cellOf(row, 8))
  properties.add('flag', readCountry(cellOf(row, 9) ?? ''))
  properties.add('owner', cellOf(row, 10))
  const remarks = remarksOf(row, related.comments)
  if (remarks.text !== null) lost.countries.push(...addRemarks(properties, remarks.text, remarks.isCut).countries)
  if (remarks.isCut) lost.cut++
  return ok({
    key: String(Number(row.cells[0])),
    schema,
    properties: properties.done(),
    listing: {
      ...NO_TERMS,
      programmes: programmesOf(row.cells[3] ?? ''),
      remarks: remarks.text === null ? null : cleanText(remarks.text),
    },
    grounds: [],
  })
}

/** Joined without a blank between: OFAC cuts in mid-word. */
function remarksOf(
  row: CsvRow,
  comments: readonly CsvRow[],
): { readonly text: string | null; readonly isCut: boolean } {
  const start = row.cells[11] ?? ''
  if (isNull(start)) return { text: null, isCut: false }
  const rest = comments.map((comment) => comment.cells[1] ?? '').filter((cell) => !isNull(cell))
  return { text: start + rest.join(''), isCut: rest.length === 0 && start.length >= REMARKS_LENGTH }
}

function addAddress(properties: Properties, row: CsvRow, lost: string[]): void {
  const [street, city, country] = [cellOf(row, 2), cellOf(row, 3), cellOf(row, 4)]
  const code = country === null ? null : readCountry(country)
  if (country !== null && code === null) lost.push(country)
  properties.add('country', code)
  properties.add('address', [street, city, country].filter((piece) => piece !== null).join(', '))
}

function byParent(rows: readonly CsvRow[]): ReadonlyMap<string, readonly CsvRow[]> {
  return groupBy(rows, (row) => row.cells[0] ?? '')
}

function orphans(
  part: string,
  rows: ReadonlyMap<string, readonly CsvRow[]>,
  known: ReadonlySet<string>,
): readonly ListNote[] {
  const missing = [...rows].filter(([parent]) => !known.has(parent))
  if (missing.length === 0) return []
  return [
    { kind: 'orphans', part, rows: missing.reduce((sum, [, own]) => sum + own.length, 0), parents: missing.length },
  ]
}

function cellOf(row: CsvRow, column: number): string | null {
  const cell = row.cells[column] ?? ''
  return isNull(cell) ? null : cleanText(cell)
}

function isNull(cell: string): boolean {
  const text = cell.trim()
  return text === '' || text === '-0-'
}
