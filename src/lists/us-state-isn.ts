/**
 * Nonproliferation sanctions of the Department of State: tables, one a statute, of whom it sanctioned, where, since when,
 * whether that has run out, and the notice. Read from a page with tables, or from the text of the published PDF with its
 * columns kept apart by blanks. A party sanctioned several times is one party with each statute; it ends only when every
 * sanction has ended.
 * SOURCE: https://www.state.gov, nonproliferation sanctions, list of 2025-05; no official file was at hand, so the first one
 * fetched is the check
 */
import { type CountryCode, type Day, err, ok, parseDay, type Result } from '../base/index.ts'
import { type Entry, keyOfName, type Losses, lossNotes, NO_TERMS, Properties, toParties } from './entry.ts'
import { foldColumn } from './folded-table.ts'
import { blocksOf } from './markup.ts'
import { namesInBrackets } from './names-within.ts'
import { isWebPage, readText } from './official-text.ts'
import type { ListProblem, UnreadRow } from './problem.ts'
import type { ListSource, NamedFile, ReadList } from './source.ts'
import { unreadRow, unreadRowNotes } from './unread.ts'
import { cleanText, newer, readCountry, readUsDay } from './wording.ts'

const MAX_BYTES = 32 * 1024 * 1024

export const source: ListSource = {
  id: 'us-state-isn',
  title: 'Nonproliferation sanctions',
  publisher: 'US Department of State, Bureau of Arms Control and Nonproliferation',
  page: 'https://www.state.gov/bureau-of-arms-control-and-nonproliferation/nonproliferation-sanctions',
  lists: ['us-isn'],
  parts: [{ part: 'list', isRequired: true, holds: 'the parties' }],
  downloads: [],
  expectedParties: { min: 100, max: 10_000 },
  maxBytes: MAX_BYTES,
  mayBePage: true,
  recognise: (opening) =>
    /nonproliferation sanctions/i.test(opening.slice(0, 20_000)) && /(location|status|imposed)/i.test(opening)
      ? 'list'
      : null,
  read,
}

/** A row of whichever layout: who, where, imposed when, how it stands, which notice. */
type Sanction = {
  readonly line: number
  readonly statute: string
  readonly who: string
  readonly where: string
  readonly imposed: string
  readonly status: string
  readonly notice: string
}

function read(files: ReadonlyMap<string, NamedFile>): Result<ReadList, ListProblem> {
  const file = files.get('list')
  if (file === undefined) throw new Error('the list is a required part')
  const content = readText(file, MAX_BYTES, { isPage: true })
  if (!content.ok) return content
  const { text } = content.value
  const isPage = isWebPage(text)
  if (isPage && !/<\/html>\s*$/i.test(text))
    return err({ kind: 'list.broken-xml', file: file.name, line: text.split('\n').length, reason: 'the page is cut' })
  const { sanctions, unread } = isPage ? fromPage(text) : fromText(text)
  if (sanctions.length === 0)
    return err({
      kind: 'list.missing-header',
      file: file.name,
      expected: ['Entity', 'Location', 'Date Imposed', 'Status'],
    })
  const lost: Losses = { countries: [], days: [] }
  const found = new Map<string, Found>()
  for (const sanction of sanctions) take(sanction, found, lost, unread)
  const entries = [...found].map(([key, one]) => entryOf(key, one))
  const { parties, notes } = toParties(entries, () => false)
  const dataOn = entries.reduce<Day | null>((newest, { listing }) => newer(newest, listing.startOn), null)
  return ok({
    source: 'us-state-isn',
    parties,
    rows: sanctions.length,
    parts: ['list'],
    dataOn,
    dataOnBasis: dataOn === null ? 'none' : 'newest-entry',
    highestNumber: null,
    notes: [...notes, ...lossNotes(lost), ...unreadRowNotes(unread)],
  })
}

type Rows = { readonly sanctions: readonly Sanction[]; readonly unread: UnreadRow[] }

/** The column a header cell names. */
function columnOf(cell: string): keyof Sanction | null {
  const folded = foldColumn(cell)
  if (/^(entity|entities|name|sanctioned)/.test(folded)) return 'who'
  if (/^(location|country)/.test(folded)) return 'where'
  if (/imposed|effective/.test(folded)) return 'imposed'
  if (/status|expir/.test(folded)) return 'status'
  return /federal_register|notice|citation/.test(folded) ? 'notice' : null
}

function fromPage(text: string): Rows {
  const sanctions: Sanction[] = []
  const unread: UnreadRow[] = []
  const columns = new Map<number, readonly (keyof Sanction | null)[]>()
  let statute = ''
  for (const block of blocksOf(text)) {
    if (block.kind === 'text') {
      // What stands last above a table says under which statute it is.
      if (/^(h[1-6]|caption)$/.test(block.tag) || block.text.length < 160) statute = cleanText(block.text)
      continue
    }
    const header = block.cells.map(columnOf)
    if (header.includes('who') && (header.includes('imposed') || header.includes('notice'))) {
      columns.set(block.table, header)
      continue
    }
    const at = columns.get(block.table)
    if (at === undefined) continue
    const cell = (column: keyof Sanction) => cleanText(block.cells[at.indexOf(column)] ?? '')
    if (block.cells.length !== at.length) unread.push(unreadRow(block.line, block.cells.join(' | ')))
    else
      sanctions.push({
        line: block.line,
        statute,
        who: cell('who'),
        where: cell('where'),
        imposed: cell('imposed'),
        status: cell('status'),
        notice: cell('notice'),
      })
  }
  return { sanctions, unread }
}

/** The text of the PDF: columns kept apart by two blanks or more; a heading has but one; a line without a day goes on with the one before. */
function fromText(text: string): Rows {
  const sanctions: Sanction[] = []
  const unread: UnreadRow[] = []
  let columns: readonly (keyof Sanction | null)[] = []
  let statute = ''
  for (const [i, raw] of text.split('\n').entries()) {
    const cells = raw
      .replace(/\f/g, '')
      .trim()
      .split(/\t|\s{2,}/)
      .map(cleanText)
      .filter(Boolean)
    if (cells.length === 0) continue
    const header = cells.map(columnOf)
    if (header.includes('who') && header.filter((one) => one !== null).length >= 3) columns = header
    else if (cells.length === 1) {
      const [only = ''] = cells
      if (/^(page )?\d+( of \d+)?$/i.test(only)) continue
      if (/\b(act|order|sanctions|law|statute|inksna|caatsa)\b/i.test(only)) statute = only
      else unread.push(unreadRow(i + 1, only))
    } else if (columns.length > 0 && cells.length === columns.length) {
      const cell = (column: keyof Sanction) => cells[columns.indexOf(column)] ?? ''
      sanctions.push({
        line: i + 1,
        statute,
        who: cell('who'),
        where: cell('where'),
        imposed: cell('imposed'),
        status: cell('status'),
        notice: cell('notice'),
      })
    } else unread.push(unreadRow(i + 1, cells.join(' | ')))
  }
  return { sanctions, unread }
}

type Found = {
  readonly properties: Properties
  readonly statutes: Set<string>
  readonly notices: Set<string>
  readonly remarks: Set<string>
  startOn: Day | null
  /** `null`: at least one sanction stands. */
  endOn: Day | null
}

function take(sanction: Sanction, found: Map<string, Found>, lost: Losses, unread: UnreadRow[]): void {
  const { name, aliases, formerNames, rest } = namesInBrackets(sanction.who)
  if (!/[\p{L}\p{N}]/u.test(name)) {
    unread.push(unreadRow(sanction.line, Object.values(sanction).slice(1).join(' | ')))
    return
  }
  const country: CountryCode | null = sanction.where === '' ? null : readCountry(sanction.where)
  if (sanction.where !== '' && country === null) lost.countries.push(sanction.where)
  const [, main = name, reach = ''] = /^(.+?),? (and any (?:successor|sub-?unit|subsidiar).*)$/i.exec(name) ?? []
  // The Consolidated Screening List gives these parties no country, so the name alone is the key.
  const key = keyOfName(main, null)
  const startOn = readUsDay(sanction.imposed)
  if (sanction.imposed !== '' && startOn === null) lost.days.push(sanction.imposed)
  const ended = endOf(sanction.status)
  const known = found.get(key)
  const one = known ?? {
    properties: new Properties(),
    statutes: new Set<string>(),
    notices: new Set<string>(),
    remarks: new Set<string>(),
    startOn,
    endOn: ended,
  }
  found.set(key, one)
  one.properties.add('name', one.properties.first('name') ?? main)
  one.properties.add('alias', main === one.properties.first('name') ? null : main, ...aliases)
  one.properties.add('previousName', ...formerNames)
  one.properties.add('country', country)
  if (country === null) one.properties.add('address', sanction.where)
  if (sanction.statute !== '') one.statutes.add(sanction.statute)
  if (sanction.notice !== '') one.notices.add(sanction.notice)
  const words = [sanction.statute, `imposed ${sanction.imposed}`, sanction.status].filter(Boolean).join(', ')
  for (const remark of [words, reach, rest]) if (remark !== '') one.remarks.add(remark)
  if (startOn !== null && (one.startOn === null || startOn < one.startOn)) one.startOn = startOn
  if (known !== undefined) one.endOn = one.endOn === null || ended === null ? null : newer(one.endOn, ended)
}

/** `Expired on 07/29/2023`, `Terminated on 11/07/11`; anything else, `Active` among it, is taken to stand. */
function endOf(status: string): Day | null {
  const [, words = ''] =
    /(?:expired|terminated|lifted|waived|rescinded)\D*(\d{1,2}\/\d{1,2}\/\d{2,4})/i.exec(status) ?? []
  return words === '' ? null : (readUsDay(words) ?? parseDay(words))
}

function entryOf(key: string, found: Found): Entry {
  return {
    list: 'us-isn',
    key,
    schema: 'LegalEntity',
    properties: found.properties.done(),
    listing: {
      ...NO_TERMS,
      programmes: [...found.statutes].sort(),
      federalRegister: [...found.notices].sort(),
      startOn: found.startOn,
      endOn: found.endOn,
      remarks: [...found.remarks].join('; ') || null,
    },
    grounds: [],
  }
}
