/** The Country Chart and the Country Groups, by country code. */
import { type CountryCode, country, type Day, day, parseCountry } from '../../src/base/index.ts'
import { CHART_COLUMNS, type ChartColumn, type ChartRow, GROUP_IDS, type TableSource } from '../../src/law/tables.ts'
import { type Input, listOf, objectOf, textOf } from './official-input.ts'
import { TERRITORIES } from './prose-rules.ts'

/** Official spellings that name a country only inside these two tables. */
const TABLE_NAMES: Readonly<Record<string, string>> = {
  'Sint Maarten (the Dutch two-fifths of the island of Saint Martin)': 'SX',
  'Micronesia (Federated State of)': 'FM',
  "Cote d'lvoire": 'CI',
  'Saint Kitts & Nevis': 'KN',
  'Trinidad & Tobago': 'TT',
}

/** A person compared every row and every group with the text of this day: no difference. */
const COMPARED_ON = day('2026-09-24')

/** Section each row without cells points to. Source: the pointer texts of 738 Supp. 1. */
const POINTERS: Readonly<Record<string, string>> = {
  CU: '15 CFR 746.2',
  IR: '15 CFR 746.7',
  KP: '15 CFR 742.19; 15 CFR 746.4',
  SY: '15 CFR 746.9',
}

export function countryChart(input: Input) {
  const root = objectOf(JSON.parse(input.text), input.path)
  const columns = listOf(root.columns, 'columns').map((column) => textOf(column, 'column').replace(' ', ''))
  if (columns.join() !== CHART_COLUMNS.join()) throw new Error(`the chart has other columns: ${columns.join(', ')}`)
  const chart: Record<string, ChartRow> = {}
  for (const [name, value] of Object.entries(objectOf(root.countries, 'countries'))) {
    const row = objectOf(value, name)
    const marks = listOf(row.marks, `${name} marks`).map((mark) => textOf(mark, name).replace(' ', ''))
    put(chart, name, {
      name,
      marks: CHART_COLUMNS.filter((column) => marks.includes(column)),
      footnotes: notes(row, name),
    })
    const unknown = marks.filter((mark) => !CHART_COLUMNS.includes(mark as ChartColumn))
    if (unknown.length > 0) throw new Error(`${name} marks ${unknown.join(', ')}, which is no column`)
  }
  for (const [name, value] of Object.entries(objectOf(root.embargoed, 'embargoed'))) {
    const pointsTo = POINTERS[codeOf(name)]
    if (!pointsTo) throw new Error(`${name} has no cells and no section is known for it`)
    put(chart, name, { name, marks: [], footnotes: notes(objectOf(value, name), name), pointsTo })
  }
  const territories: Record<string, CountryCode> = {}
  for (const [code, parent] of Object.entries(TERRITORIES).sort()) {
    if (chart[code]) throw new Error(`${code} has a row of its own and needs no parent`)
    territories[country(code)] = country(parent)
  }
  const source = { ...sourceOf(root, input, 'country-chart', '15 CFR 738 Supp. 1', '738'), checkedOn: COMPARED_ON }
  return { source, chart: sorted(chart), territories }
}

export function countryGroups(input: Input) {
  const root = objectOf(JSON.parse(input.text), input.path)
  const groups = objectOf(root.groups, 'groups')
  const unknown = Object.keys(groups).filter((id) => !GROUP_IDS.some((known) => known === id))
  if (unknown.length > 0) throw new Error(`groups ${unknown.join(', ')} are not known`)
  const read = Object.fromEntries(
    GROUP_IDS.map((id) => [
      id,
      listOf(groups[id], id)
        .map((name) => codeOf(textOf(name, id)))
        .sort(),
    ]),
  )
  for (const [id, codes] of Object.entries(read))
    if (new Set(codes).size !== codes.length) throw new Error(`group ${id} names a country twice`)
  const source = { ...sourceOf(root, input, 'country-groups', '15 CFR 740 Supp. 1', '740'), checkedOn: COMPARED_ON }
  return { source, groups: read }
}

export function sourceOf(
  root: Record<string, unknown>,
  input: Input,
  table: string,
  citation: string,
  part: string,
): TableSource {
  const textOn: Day = day(textOf(root.ecfrIssueDate, 'ecfrIssueDate'))
  return {
    table,
    citation,
    address: `https://www.ecfr.gov/api/versioner/v1/full/${textOn}/title-15.xml?part=${part}`,
    textOn,
    checkedOn: textOn,
    inputSha256: input.sha256,
  }
}

function put(chart: Record<string, ChartRow>, name: string, row: ChartRow): void {
  const code = codeOf(name)
  if (chart[code]) throw new Error(`${name} and ${chart[code].name} are the same country ${code}`)
  chart[code] = row
}

function notes(row: Record<string, unknown>, name: string): number[] {
  return listOf(row.footnotes, `${name} footnotes`).map(Number)
}

function codeOf(name: string): CountryCode {
  const code = parseCountry(TABLE_NAMES[name] ?? name)
  if (code === null) throw new Error(`\`${name}\` is not a country we know; name it in country-tables.ts`)
  return code
}

function sorted<T>(record: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)))
}
