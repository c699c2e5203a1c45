/**
 * Parties debarred under the Arms Export Control Act, as the Directorate of Defense Trade Controls publishes them: one
 * table of statutory debarments and one of administrative ones, each as csv or as a spreadsheet. Names stand surname
 * first; there is no number and no country, so the name as it is spoken makes the key.
 * SOURCE: column names of the two spreadsheets; no whole file was at hand, so the first one fetched is the check
 */
import { type Day, ok, type Result } from '../base/index.ts'
import { firstRows, readCsv } from './csv.ts'
import { type Entry, keyOfName, type Losses, lossNotes, NO_TERMS, Properties, toParties } from './entry.ts'
import { type FoldedRow, type FoldedTable, foldColumn, readFoldedTable } from './folded-table.ts'
import { isCompany, namesInBrackets } from './names-within.ts'
import { readText } from './official-text.ts'
import type { ListNote, ListProblem, UnreadRow } from './problem.ts'
import { isSheet, readSheet } from './sheet.ts'
import type { ListSource, NamedFile, ReadList } from './source.ts'
import { unreadRow, unreadRowNotes } from './unread.ts'
import { cleanText, newer, readCitations, readPartialDay, readUsDay, spokenName } from './wording.ts'

const MAX_BYTES = 16 * 1024 * 1024
const MAX_ROWS = 50_000

const PARTS = ['statutory', 'administrative'] as const
type Part = (typeof PARTS)[number]

const SHAPES = {
  statutory: {
    required: ['name', 'notice_date'],
    known: [
      'name',
      'date_of_birth',
      'federal_register_notice',
      'notice_date',
      'corrected_notice',
      'corrected_notice_date',
    ],
    alike: { party_name: 'name', dob: 'date_of_birth' },
  },
  administrative: {
    required: ['name', 'notice_date'],
    known: ['name', 'notice_date', 'federal_register_notice', 'charging_letter', 'debarment_order'],
    alike: { party_name: 'name', date: 'notice_date' },
  },
} as const

export const source: ListSource = {
  id: 'us-state-debarred',
  title: 'AECA debarred parties',
  publisher: 'US Department of State, Directorate of Defense Trade Controls',
  page: 'https://www.pmddtc.state.gov/ddtc_public/ddtc_public?id=ddtc_kb_article_page&sys_id=c22d1833dbb8d300d0a370131f9619f0',
  lists: ['us-dtc'],
  parts: [
    { part: 'statutory', isRequired: true, holds: 'the parties debarred by statute' },
    { part: 'administrative', isRequired: false, holds: 'the parties debarred by the Department' },
  ],
  downloads: [],
  expectedParties: { min: 200, max: 20_000 },
  maxBytes: MAX_BYTES,
  recognise,
  read,
}

/** A csv by its header; a spreadsheet, whose content is packed, by what its name says. */
function recognise(opening: string, name: string): Part | null {
  if (/^<\?xml[\s\S]{0,200}<Types /.test(opening)) {
    if (!/debar/i.test(name)) return null
    return /adm/i.test(name) ? 'administrative' : 'statutory'
  }
  const header = (firstRows(opening, 1)[0] ?? []).map(foldColumn)
  if (header.includes('charging_letter') && header.includes('debarment_order')) return 'administrative'
  return header.includes('party_name') && header.includes('notice_date') ? 'statutory' : null
}

function read(files: ReadonlyMap<string, NamedFile>): Result<ReadList, ListProblem> {
  const entries: Entry[] = []
  const notes: ListNote[] = []
  const unread: UnreadRow[] = []
  const lost: Losses = { countries: [], days: [] }
  let rows = 0
  for (const part of PARTS) {
    const file = files.get(part)
    if (file === undefined) continue
    const table = readPart(file, part)
    if (!table.ok) return table
    notes.push(...table.value.notes)
    for (const row of table.value.rows) {
      rows++
      const entry = readEntry(row, part, lost)
      if (entry === null) unread.push(unreadRow(row.line, row.words))
      else entries.push(entry)
    }
  }
  const { parties, notes: partyNotes } = toParties(entries, () => false)
  const dataOn = entries.reduce<Day | null>((newest, { listing }) => newer(newest, listing.startOn), null)
  return ok({
    source: 'us-state-debarred',
    parties,
    rows,
    parts: PARTS.filter((part) => files.has(part)),
    dataOn,
    dataOnBasis: dataOn === null ? 'none' : 'newest-entry',
    highestNumber: null,
    notes: [
      ...source.parts.flatMap(({ part, holds }): ListNote[] =>
        files.has(part) ? [] : [{ kind: 'part-not-given', part, holds }],
      ),
      ...notes,
      ...partyNotes,
      ...lossNotes(lost),
      ...unreadRowNotes(unread),
    ],
  })
}

function readPart(file: NamedFile, part: Part): Result<FoldedTable, ListProblem> {
  if (isSheet(file.bytes)) {
    const sheet = readSheet(file)
    return sheet.ok ? readFoldedTable(sheet.value, file.name, SHAPES[part]) : sheet
  }
  const content = readText(file, MAX_BYTES)
  if (!content.ok) return content
  const csv = readCsv(content.value.text.replace(/^\ufeff/, ''), file.name, {
    width: null,
    hasHeader: true,
    maxRows: MAX_ROWS,
  })
  return csv.ok ? readFoldedTable(csv.value, file.name, SHAPES[part]) : csv
}

function readEntry(row: FoldedRow, part: Part, lost: Losses): Entry | null {
  const { name, aliases, formerNames, rest } = namesInBrackets(row.cell('name'))
  if (!/[\p{L}\p{N}]/u.test(name)) return null
  const born = cleanText(row.cell('date_of_birth'))
  const birthDate = readPartialDay(born.replace(/,/g, '')) ?? readUsDay(born)
  if (born !== '' && birthDate === null) lost.days.push(born)
  const stated = cleanText(row.cell('notice_date'))
  const startOn = readUsDay(stated)
  if (stated !== '' && startOn === null) lost.days.push(stated)
  const turned = spoken(name)
  const properties = new Properties()
  properties.add('name', name, turned)
  properties.add('alias', ...aliases, ...aliases.map(spoken))
  properties.add('previousName', ...formerNames)
  // One order against several parties names them in one cell.
  const several = name.split(/;\s*|,? and (?=[A-Z])/).filter((piece) => piece.trim() !== '')
  if (several.length > 1) properties.add('alias', ...several, ...several.map(spoken))
  properties.add('birthDate', birthDate)
  return {
    list: 'us-dtc',
    key: keyOfName(turned ?? name, null),
    schema: born === '' ? 'LegalEntity' : 'Person',
    properties: properties.done(),
    listing: {
      ...NO_TERMS,
      programmes: [part === 'statutory' ? 'AECA statutory debarment' : 'AECA administrative debarment'],
      federalRegister: [
        ...new Set([
          ...readCitations(row.cell('federal_register_notice')),
          ...readCitations(row.cell('corrected_notice')),
        ]),
      ],
      startOn,
      remarks: rest || null,
    },
    grounds: [],
  }
}

/** `Sample, Ima` as `Ima Sample`; the comma of a company parts no surname. */
function spoken(name: string): string | null {
  return isCompany(name) ? null : spokenName(name)
}
