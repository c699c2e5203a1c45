/**
 * The UFLPA Entity List of the Forced Labor Enforcement Task Force: a web page of the Department of Homeland Security with
 * one table a paragraph of section 2(d)(2)(B), under a caption that names the paragraph. An entity may stand in several:
 * it is one party with each paragraph kept. The page gives no country, address or number, so the name is the key.
 * SOURCE: https://www.dhs.gov/uflpa-entity-list of 2026-07-09
 */
import { type Day, err, ok, type Result } from '../base/index.ts'
import { type Entry, keyOfName, type Losses, lossNotes, NO_TERMS, Properties, toParties } from './entry.ts'
import { type Block, blocksOf } from './markup.ts'
import { addNamesWithin, namesInBrackets } from './names-within.ts'
import { readText } from './official-text.ts'
import type { ListProblem, UnreadRow } from './problem.ts'
import type { ListSource, NamedFile, ReadList } from './source.ts'
import { unreadRow, unreadRowNotes } from './unread.ts'
import { newer, readUsDay } from './wording.ts'

const MAX_BYTES = 16 * 1024 * 1024

export const source: ListSource = {
  id: 'us-dhs-uflpa',
  title: 'UFLPA Entity List',
  publisher: 'US Department of Homeland Security, Forced Labor Enforcement Task Force',
  page: 'https://www.dhs.gov/uflpa-entity-list',
  lists: ['us-uflpa'],
  parts: [{ part: 'page', isRequired: true, holds: 'the parties' }],
  downloads: [{ part: 'page', address: 'https://www.dhs.gov/uflpa-entity-list' }],
  expectedParties: { min: 60, max: 5_000 },
  maxBytes: MAX_BYTES,
  isPage: true,
  recognise: (opening) => (/<title>[^<]*UFLPA Entity List/i.test(opening) ? 'page' : null),
  read,
}

type Found = { readonly name: string; readonly properties: Properties; readonly paragraphs: Set<string> } & {
  startOn: Day | null
  readonly reach: Set<string>
}

function read(files: ReadonlyMap<string, NamedFile>): Result<ReadList, ListProblem> {
  const file = files.get('page')
  if (file === undefined) throw new Error('the page of the UFLPA Entity List is a required part')
  const content = readText(file, MAX_BYTES, { isPage: true })
  if (!content.ok) return content
  const { text } = content.value
  if (!/<\/html>\s*$/i.test(text))
    return err({ kind: 'list.broken-xml', file: file.name, line: text.split('\n').length, reason: 'the page is cut' })
  const lost: Losses = { countries: [], days: [] }
  const found = new Map<string, Found>()
  const unread: UnreadRow[] = []
  let rows = 0
  for (const { row, paragraph } of listRows(blocksOf(text))) {
    rows++
    if (!takeRow(row.cells, paragraph, found, lost)) unread.push(unreadRow(row.line, row.cells.join(' | ')))
  }
  if (rows === 0)
    return err({ kind: 'list.missing-header', file: file.name, expected: ['Name of Entity', 'Effective Date'] })
  const entries = [...found].map(([key, one]) => entryOf(key, one))
  const { parties, notes } = toParties(entries, () => false)
  const dataOn = entries.reduce<Day | null>((newest, { listing }) => newer(newest, listing.startOn), null)
  return ok({
    source: 'us-dhs-uflpa',
    parties,
    rows,
    parts: ['page'],
    dataOn,
    dataOnBasis: dataOn === null ? 'none' : 'newest-entry',
    highestNumber: null,
    notes: [...notes, ...lossNotes(lost), ...unreadRowNotes(unread)],
  })
}

type Row = Extract<Block, { kind: 'row' }>

/** Rows of the tables that name entities, each with the paragraph last named above its table. */
function listRows(blocks: readonly Block[]): readonly { readonly row: Row; readonly paragraph: string | null }[] {
  const rows: { readonly row: Row; readonly paragraph: string | null }[] = []
  const tables = new Set<number>()
  let paragraph: string | null = null
  for (const block of blocks) {
    if (block.kind === 'text') paragraph = /Section 2\(d\)\(2\)\(B\)\([ivx]+\)/.exec(block.text)?.[0] ?? paragraph
    else if (isHeader(block)) tables.add(block.table)
    else if (tables.has(block.table)) rows.push({ row: block, paragraph })
  }
  return rows
}

function isHeader({ cells }: Row): boolean {
  return /entity/i.test(cells[0] ?? '') && /effective date/i.test(cells[1] ?? '') && cells.length === 2
}

function takeRow(cells: readonly string[], paragraph: string | null, found: Map<string, Found>, lost: Losses): boolean {
  const [cell = '', stated = '', ...more] = cells
  const { name, aliases, formerNames, rest } = namesInBrackets(cell)
  // `X Co., Ltd., and Subsidiaries`: the reach is no part of the name.
  const [, main = name, reach = ''] = /^(.+?),? (and (?:its )?(?:subsidiaries|subordinate)\b.*)$/i.exec(name) ?? []
  const key = keyOfName(main, null)
  if (key === '' || more.length > 0) return false
  const startOn = readUsDay(stated)
  if (startOn === null) lost.days.push(stated)
  const known = found.get(key) ?? newFound(main)
  found.set(key, known)
  known.properties.add('name', known.name)
  addNamesWithin(known.properties, main)
  // Written a little otherwise in another table: one more way to find it by.
  if (main !== known.name) known.properties.add('alias', main)
  known.properties.add('alias', ...aliases)
  known.properties.add('previousName', ...formerNames)
  if (paragraph !== null) known.paragraphs.add(paragraph)
  for (const words of [reach, rest]) if (words !== '') known.reach.add(words)
  if (known.startOn === null || (startOn !== null && startOn < known.startOn)) known.startOn = startOn
  return true
}

function newFound(name: string): Found {
  return { name, properties: new Properties(), paragraphs: new Set(), startOn: null, reach: new Set() }
}

function entryOf(key: string, { properties, paragraphs, startOn, reach }: Found): Entry {
  return {
    list: 'us-uflpa',
    key,
    schema: 'LegalEntity',
    properties: properties.done(),
    listing: {
      ...NO_TERMS,
      programmes: [...paragraphs].sort(),
      startOn,
      remarks: [...reach].join('; ') || null,
    },
    grounds: [],
  }
}
