/**
 * Chinese military companies under section 1260H of the National Defense Authorization Act for 2021, from the notice in the
 * Federal Register: as a page, or as the text of the notice. Names stand one a line or a paragraph, each with its short
 * name in brackets; subsidiaries stand in a sentence or in lines below; newer notices give the reason after each name.
 * SOURCE: shape of the notices of 2025-01 and 2026-06; no official file was at hand, so the first one fetched is the check
 */
import { type Day, err, ok, type Result } from '../base/index.ts'
import { type Entry, keyOfName, NO_TERMS, Properties, toParties } from './entry.ts'
import { blocksOf } from './markup.ts'
import { withoutStop } from './names-within.ts'
import { isWebPage, readText } from './official-text.ts'
import type { ListProblem, UnreadRow } from './problem.ts'
import type { ListSource, NamedFile, ReadList } from './source.ts'
import { unreadRow, unreadRowNotes } from './unread.ts'
import { cleanText, readCitations, readUsDay } from './wording.ts'

const MAX_BYTES = 16 * 1024 * 1024

export const source: ListSource = {
  id: 'us-dow-1260h',
  title: 'Chinese military companies (section 1260H)',
  publisher: 'US Department of War',
  page: 'https://www.federalregister.gov/documents/search?conditions%5Bterm%5D=1260H',
  lists: ['us-1260h'],
  parts: [{ part: 'notice', isRequired: true, holds: 'the parties' }],
  downloads: [],
  expectedParties: { min: 20, max: 5_000 },
  maxBytes: MAX_BYTES,
  mayBePage: true,
  recognise: (opening) =>
    /chinese military compan/i.test(opening) && /\b1260H\b/.test(opening) && !/^\s*(?:\{|\[\s*[{"])/.test(opening)
      ? 'notice'
      : null,
  read,
}

type Line = { readonly line: number; readonly text: string }

function read(files: ReadonlyMap<string, NamedFile>): Result<ReadList, ListProblem> {
  const file = files.get('notice')
  if (file === undefined) throw new Error('the notice is a required part')
  const content = readText(file, MAX_BYTES, { isPage: true })
  if (!content.ok) return content
  const { text } = content.value
  const isPage = isWebPage(text)
  if (isPage && !/<\/html>\s*$/i.test(text))
    return err({ kind: 'list.broken-xml', file: file.name, line: text.split('\n').length, reason: 'the page is cut' })
  const lines = isPage ? linesOfPage(text) : linesOfText(text)
  const whole = lines.map((line) => line.text).join('\n')
  const from = lines.findIndex(({ text: words }) => OPENS.test(words))
  if (from === -1)
    return err({
      kind: 'list.missing-header',
      file: file.name,
      expected: ['Entities Identified as Chinese Military Companies'],
    })
  const until = lines.findIndex(({ text: words }, i) => i > from && CLOSES.test(words))
  // The closing of the notice is what tells a whole one from one that was cut.
  if (until === -1)
    return err({
      kind: 'list.missing-element',
      file: file.name,
      line: lines.length,
      element: 'Dated: …',
      within: 'the notice',
    })
  const [citation = ''] = readCitations(/\b\d{2,3}\s+F\.?R\.?\s+\d{4,6}\b/.exec(whole)?.[0] ?? '')
  const dataOn = dayOf(lines[until]?.text ?? '') ?? dayOf(whole)
  const { entries, unread } = readNames(lines.slice(from + 1, until), citation, dataOn)
  const { parties, notes } = toParties(entries, () => false)
  return ok({
    source: 'us-dow-1260h',
    parties,
    rows: entries.length,
    parts: ['notice'],
    dataOn,
    dataOnBasis: dataOn === null ? 'none' : 'stated',
    highestNumber: null,
    notes: [...notes, ...unreadRowNotes(unread)],
  })
}

/** After this line the names begin, and with one of these they end. */
const OPENS = /^(entities|companies).*\bchinese military compan.*:?$/i
const CLOSES = /^(dated|\[fr doc|signed|billing code|removals?\b|entities removed)/i

function dayOf(text: string): Day | null {
  const [words = ''] =
    /(january|february|march|april|may|june|july|august|september|october|november|december) \d{1,2}, \d{4}/i.exec(
      text,
    ) ?? []
  return readUsDay(words)
}

function linesOfPage(text: string): readonly Line[] {
  return blocksOf(text).flatMap((block) =>
    block.kind === 'text'
      ? [{ line: block.line, text: cleanText(block.text) }]
      : block.cells.map((cell) => ({ line: block.line, text: cleanText(cell) })),
  )
}

function linesOfText(text: string): readonly Line[] {
  return text.split('\n').flatMap((raw, i) => {
    const words = cleanText(raw)
    return words === '' ? [] : [{ line: i + 1, text: words }]
  })
}

type Reading = { readonly entries: readonly Entry[]; readonly unread: readonly UnreadRow[] }
type Open = { readonly name: string; readonly parent: string | null; readonly remarks: string[] }

/** Prose has a verb; a name has none. */
const PROSE = /\s(?:is|are|was|were|has|have|because|operates?|contributes?)\s/
/** Opens the subsidiaries of the company above. */
const SUBSIDIARIES =
  /^(?:listed together with |and |including )?(?:the following |its )?subsidiar(?:y|ies)[^:]*:\s*(.*)$/i

function readNames(lines: readonly Line[], citation: string, on: Day | null): Reading {
  const open: Open[] = []
  const unread: UnreadRow[] = []
  let company: Open | null = null
  let isAmongSubsidiaries = false
  for (const { line, text } of lines) {
    const [, listed] = SUBSIDIARIES.exec(text) ?? []
    if (listed !== undefined && company !== null) {
      isAmongSubsidiaries = true
      for (const name of splitCompanies(listed)) open.push({ name, parent: company.name, remarks: [] })
      continue
    }
    const isBullet = /^[•*○◦–—-]\s*/.test(text)
    const name = text.replace(/^(?:\(?\d{1,3}[.)]|[•*○◦–—-]|\([a-z]\))\s*/i, '').replace(/\*+$/, '')
    if (PROSE.test(text)) {
      if (company === null) unread.push(unreadRow(line, text))
      else company.remarks.push(text)
      isAmongSubsidiaries = false
    } else if (!/\p{L}/u.test(name) || name.length > 300) unread.push(unreadRow(line, text))
    else if (company !== null && (isAmongSubsidiaries || isBullet) && isBullet)
      open.push({ name, parent: company.name, remarks: [] })
    else {
      company = { name, parent: null, remarks: [] }
      isAmongSubsidiaries = false
      open.push(company)
    }
  }
  return { entries: open.map((one) => entryOf(one, citation, on)), unread }
}

/** Names in one sentence, parted by semicolons or by commas that end one. */
function splitCompanies(text: string): readonly string[] {
  return text
    .split(/;\s*(?:and )?|,\s+(?:and )?(?!(?:Co|Ltd|Limited|Inc|LLC|Corp)\b)/)
    .map((name) => withoutStop(cleanText(name)))
    .filter(Boolean)
}

/** The name and the short one in brackets after it. */
function readName(name: string): { readonly main: string; readonly short: readonly string[] } {
  const [, outer = name, inner = ''] = /^(.+\S)\s*\(([^()]+)\)\.?$/.exec(name) ?? []
  // `Group (Limited) (CCCG)`: only the last brackets hold the short name; a kind of company or a place is none.
  const isShortName = inner !== '' && !/^(limited|group|china|holdings?|hong kong|usa|shanghai|beijing)$/i.test(inner)
  return isShortName ? { main: outer, short: inner.split(/[,;]\s*/) } : { main: withoutStop(name), short: [] }
}

function entryOf({ name, parent, remarks }: Open, citation: string, on: Day | null): Entry {
  const properties = new Properties()
  const { main, short } = readName(name)
  properties.add('name', main)
  for (const one of short) properties.add(/^[A-Z][A-Za-z0-9&-]{1,7}$/.test(one) ? 'weakAlias' : 'alias', one)
  properties.add('linkedTo', parent === null ? null : readName(parent).main)
  return {
    list: 'us-1260h',
    key: keyOfName(main, null),
    schema: 'Company',
    properties: properties.done(),
    listing: {
      ...NO_TERMS,
      programmes: ['NDAA 2021 section 1260H'],
      federalRegister: citation === '' ? [] : [citation],
      startOn: null,
      remarks: cleanText([...(on === null ? [] : [`in the notice of ${on}`]), ...remarks].join('; ')) || null,
    },
    grounds: [],
  }
}
