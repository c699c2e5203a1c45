/**
 * OFAC's Specially Designated Nationals in the four csv files it publishes: sdn (the parties), alt (their other names),
 * add (their addresses) and sdn_comments (what did not fit into the remarks of sdn). None has a header; `-0- ` is null;
 * lines end in CRLF and the file in Ctrl-Z.
 * SOURCE: OFAC data specification, https://ofac.treasury.gov/system/files/126/dat_spec.txt
 */
import { err, ok, type Result } from '../base/index.ts'
import { type CsvRow, firstRows, readCsv } from './csv.ts'
import { type Entry, groupBy, type Losses, lossNotes, NO_TERMS, Properties, toParties } from './entry.ts'
import { readText } from './official-text.ts'
import type { PartySchema } from './party.ts'
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

/** Programmes whose parties are on the non-SDN lists, which come in files of the same layout. */
const NON_SDN = /^(NS-PLC|CMIC-EO13959|561-Related|UKRAINE-EO13662|FSE-(IR|SY)|MBS)\b/

const SCHEMAS: Readonly<Record<string, PartySchema>> = {
  individual: 'Person',
  vessel: 'Vessel',
  aircraft: 'Airplane',
  '-0-': 'Organization',
  '': 'Organization',
}

export const source: ListSource = {
  id: 'us-ofac-sdn',
  title: 'OFAC Specially Designated Nationals List',
  publisher: 'US Department of the Treasury, Office of Foreign Assets Control',
  page: 'https://ofac.treasury.gov/specially-designated-nationals-and-blocked-persons-list-sdn-human-readable-lists',
  lists: ['us-sdn'],
  parts: [
    { part: 'sdn', isRequired: true, holds: 'the parties' },
    { part: 'alt', isRequired: false, holds: 'other names' },
    { part: 'add', isRequired: false, holds: 'addresses' },
    { part: 'sdn_comments', isRequired: false, holds: 'the ends of long remarks' },
  ],
  downloads: [
    { part: 'sdn', address: `${exportsAt()}SDN.CSV` },
    { part: 'alt', address: `${exportsAt()}ALT.CSV` },
    { part: 'add', address: `${exportsAt()}ADD.CSV` },
    { part: 'sdn_comments', address: `${exportsAt()}SDN_COMMENTS.CSV` },
  ],
  expectedParties: { min: 5_000, max: 100_000 },
  maxBytes: MAX_BYTES,
  recognise,
  read,
}

function exportsAt(): string {
  return 'https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/'
}

/** By the shape of the first rows. Non-SDN files, of the same layout, are told apart by their programmes. */
function recognise(opening: string): Part | null {
  const sample = firstRows(opening, 200)
  const [first] = sample
  if (!first || !/^\d+$/.test(first[0] ?? '')) return null
  const part = PARTS.find((name) => WIDTHS[name] === first.length)
  if (part === 'alt' && !/^[afn]ka$/.test(first[2] ?? '')) return null
  if (part === 'sdn' && SCHEMAS[(first[2] ?? '').trim().toLowerCase()] === undefined) return null
  const isNonSdn = sample.filter((cells) => NON_SDN.test(cells[3] ?? '')).length * 2 > sample.length
  return part === undefined || (part === 'sdn' && isNonSdn) ? null : part
}

function read(files: ReadonlyMap<string, NamedFile>): Result<ReadList, ListProblem> {
  const texts = new Map<Part, PartText>()
  for (const part of PARTS) {
    const file = files.get(part)
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
    entries.push(entry.value)
  }
  const { parties, notes } = toParties(entries, () => true)
  return ok({
    source: 'us-ofac-sdn',
    parties,
    rows: entries.length,
    parts: [...texts.keys()],
    dataOn: null,
    dataOnBasis: 'none',
    highestNumber: entries.reduce((highest, entry) => Math.max(highest, Number(entry.key)), 0),
    notes: [
      ...source.parts.flatMap(({ part, holds }): ListNote[] =>
        files.has(part) ? [] : [{ kind: 'part-not-given', part, holds }],
      ),
      ...[...texts].flatMap(([part, { hasEndMark }]): ListNote[] =>
        hasEndMark ? [] : [{ kind: 'no-end-mark', part }],
      ),
      ...orphans('alt', aliases, known),
      ...orphans('add', addresses, known),
      ...orphans('sdn_comments', comments, known),
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
): Result<Entry, ListProblem> {
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
    list: 'us-sdn',
    key: String(Number(row.cells[0])),
    schema,
    properties: properties.done(),
    listing: {
      ...NO_TERMS,
      programmes: (cellOf(row, 3) ?? '')
        .split(/\]\s*\[/)
        .map((code) => cleanText(code.replace(/[[\]]/g, '')))
        .filter(Boolean),
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
  part: Part,
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
