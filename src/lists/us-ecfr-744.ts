/**
 * Part 744 of the Export Administration Regulations, in the XML of the eCFR: the Entity List (supplement 4), the Unverified
 * List (6) and the Military End-User List (7) are tables in it. A country stands only in its first row; name, other names
 * and address share a cell; a raised number after a paragraph is a footnote, which extends the reach of the rule to
 * foreign-made items. No row has a number, so name and country make the key.
 * SOURCE: eCFR versioner, title 15 part 744; markup as of the sections at hand. No whole supplement was, so the first one
 * fetched is the check
 */
import { type CountryCode, type Day, err, ok, type Result } from '../base/index.ts'
import { type Entry, keyOfName, type Losses, lossNotes, NO_TERMS, Properties, toParties } from './entry.ts'
import { type Block, blocksOf, flawOfXml } from './markup.ts'
import { addNamesWithin, type NamesWithin, splitGroups, splitNameAndAddress } from './names-within.ts'
import { readText } from './official-text.ts'
import type { ListId } from './party.ts'
import type { ListNote, ListProblem, UnreadRow } from './problem.ts'
import type { ListSource, NamedFile, ReadList } from './source.ts'
import { unreadRow, unreadRowNotes } from './unread.ts'
import { cleanText, newer, readCitations, readCountry, readUsDay } from './wording.ts'

const MAX_BYTES = 64 * 1024 * 1024

const SUPPLEMENTS: Readonly<Record<string, ListId>> = { '4': 'us-entity-list', '6': 'us-uvl', '7': 'us-meu' }

export const source: ListSource = {
  id: 'us-ecfr-744',
  title: 'Entity List, Unverified List and Military End-User List (eCFR, part 744)',
  publisher: 'US Department of Commerce, Bureau of Industry and Security',
  page: 'https://www.ecfr.gov/current/title-15/subtitle-B/chapter-VII/subchapter-C/part-744',
  lists: Object.values(SUPPLEMENTS),
  parts: [{ part: 'xml', isRequired: true, holds: 'the parties' }],
  downloads: [],
  expectedParties: { min: 2_000, max: 60_000 },
  maxBytes: MAX_BYTES,
  recognise: (opening) =>
    /<DIV5\b[^>]*\bN="744"/.test(opening) || /<DIV9\b[^>]*\bN="Supplement No\. [467] to Part 744"/.test(opening)
      ? 'xml'
      : null,
  read,
}

type Row = Extract<Block, { kind: 'row' }>

function read(files: ReadonlyMap<string, NamedFile>): Result<ReadList, ListProblem> {
  const file = files.get('xml')
  if (file === undefined) throw new Error('the xml of part 744 is a required part')
  const content = readText(file, MAX_BYTES)
  if (!content.ok) return content
  const flaw = flawOfXml(content.value.text)
  if (flaw !== null) return err({ kind: 'list.broken-xml', file: file.name, ...flaw })
  const reading = new Reading()
  for (const block of blocksOf(content.value.text)) reading.take(block)
  const { entries, unread, lost, rows, newestOn } = reading
  if (rows === 0)
    return err({ kind: 'list.missing-header', file: file.name, expected: ['Supplement No. 4 to Part 744'] })
  const { parties, notes } = toParties(entries, () => false)
  return ok({
    source: 'us-ecfr-744',
    parties,
    rows,
    parts: ['xml'],
    dataOn: newestOn,
    dataOnBasis: newestOn === null ? 'none' : 'newest-entry',
    highestNumber: null,
    notes: [...absentLists(entries), ...notes, ...lossNotes(lost), ...unreadRowNotes(unread)],
  })
}

function absentLists(entries: readonly Entry[]): readonly ListNote[] {
  const present = new Set(entries.map((entry) => entry.list))
  const lists = source.lists.filter((list) => !present.has(list))
  return lists.length > 0 ? [{ kind: 'absent-lists', lists }] : []
}

/** Goes through the blocks in order, remembering the supplement and the country of the row before. */
class Reading {
  readonly entries: Entry[] = []
  readonly unread: UnreadRow[] = []
  readonly lost: Losses = { countries: [], days: [] }
  rows = 0
  newestOn: Day | null = null
  #list: ListId | null = null
  #country: Place = { code: null, words: '' }

  take(block: Block): void {
    if (block.kind === 'text') {
      const [, number] = /^Supplement No\. (\d+) to Part 744/i.exec(block.text) ?? []
      if (number !== undefined) {
        this.#list = SUPPLEMENTS[number] ?? null
        this.#country = { code: null, words: '' }
      } else if (/^§ ?\d+\.\d+/.test(block.text)) this.#list = null
      return
    }
    if (this.#list === null || block.isHead || isHeader(block)) return
    this.#takeRow(block, this.#list)
  }

  #takeRow(row: Row, list: ListId): void {
    const words = row.cells.map(cleanText).filter(Boolean)
    const [country = '', entity = '', ...terms] = row.cells
    // A note under the table has one cell, which opens with its mark.
    if (words.length === 1 && /^(?:\{\^\w+\}|\d\s)/.test(country)) return
    if (country.trim() !== '') this.#setCountry(country)
    // A country alone is a heading; a reserved place holds nobody.
    if (words.length === 1 && entity.trim() === '' && isPlace(country)) return
    if (words.some((text) => /^\[?Reserved\]?\.?$/i.test(text))) return
    this.rows++
    const citation = terms.at(-1) ?? ''
    const isWhole = entity.trim() !== '' && (list === 'us-entity-list' ? terms.length === 3 : terms.length === 1)
    const entry = isWhole ? this.#readEntry(list, entity, terms.slice(0, -1), citation) : null
    if (entry === null) this.unread.push(unreadRow(row.line, words.join(' | ')))
    else this.entries.push(entry)
  }

  #setCountry(cell: string): void {
    const words = cleanText(unmarked(cell).text).replace(/[.\s]+$/, '')
    if (!isPlace(cell)) return
    const code = readCountry(words)
    this.#country = { code, words }
    if (code === null) this.lost.countries.push(words)
  }

  #readEntry(list: ListId, cell: string, terms: readonly string[], citation: string): Entry | null {
    const named = namesAndAddress(unmarked(cell).text)
    if (!/[\p{L}\p{N}]/u.test(named.name)) return null
    const [requirement, policy] = terms
    const { text, footnotes } = unmarked(requirement ?? '')
    const days = [...unmarked(citation).text.matchAll(/\d{1,2}\/\d{1,2}\/\d{2,4}/g)].flatMap(
      ([day]) => readUsDay(day) ?? [],
    )
    this.newestOn = days.reduce<Day | null>((newest, day) => newer(newest, day), this.newestOn)
    const properties = new Properties()
    properties.add('name', named.name)
    addNamesWithin(properties, named.name)
    properties.add('alias', ...named.aliases)
    // `Invented Q. Person, Institute of Nowhere`: the part after the comma may be the address, not the name.
    properties.add(
      'weakAlias',
      /^([^,(]+), [^,]*\b(?:institute|academy|university|department)\b/i.exec(named.name)?.[1],
    )
    properties.add('previousName', ...named.formerNames)
    const { addresses, remarks } = addressesOf(named.rest)
    properties.add('address', ...addresses)
    // A place we know no code for is kept in words.
    if (addresses.length === 0 && this.#country.code === null) properties.add('address', this.#country.words)
    properties.add('country', this.#country.code)
    return {
      list,
      key: keyOfName(named.name, this.#country.code),
      schema: /^address \d+\b/i.test(named.name) ? 'Address' : 'LegalEntity',
      properties: properties.done(),
      listing: {
        ...NO_TERMS,
        programmes: footnotes.map((number) => `footnote ${number}`),
        licenceRequirement: cleanText(text) || null,
        licencePolicy: cleanText(unmarked(policy ?? '').text) || null,
        federalRegister: readCitations(unmarked(citation).text),
        startOn: days.reduce<Day | null>((first, day) => (first === null || day < first ? day : first), null),
        remarks: remarks || null,
      },
      grounds: [],
    }
  }
}

type Place = { readonly code: CountryCode | null; readonly words: string }

function isHeader({ cells }: Row): boolean {
  return /^country$/i.test(cleanText(cells[0] ?? '')) || /^(entity|listed person)/i.test(cleanText(cells[1] ?? ''))
}

/** A country as a heading or in its column, not a row that lost its cells. */
function isPlace(cell: string): boolean {
  return cleanText(cell).length <= 80 && !/\d{3}/.test(cell)
}

/**
 * Text without its footnote marks, and the marks: raised (`{^3}`), or run into the text where the raising was lost
 * (`734.9(g),3 746.8`, `of the EAR) 4`, `734.9(e) 1 and`).
 */
function unmarked(text: string): { readonly text: string; readonly footnotes: readonly string[] } {
  const found = new Set<string>()
  const keep = (number: string): string => {
    found.add(number)
    return ''
  }
  const plain = text
    .replace(/\s?\{\^\s*(\d{1,2})\s*\}/g, (_, number: string) => keep(number))
    .replace(/\{\^([^{}]*)\}/g, '$1')
    .replace(
      /(734\.(?:4|9)(?:\([a-z0-9]+\))+)(,?)\s?([1-9])(,?)(?=\s)/g,
      (_, ref: string, before: string, number: string, after: string) => {
        keep(number)
        return ref + (before || after)
      },
    )
    .replace(/(of the EAR\.?\)?\.?)\s?([1-9])\.?$/i, (_, end: string, number: string) => end + keep(number))
  return { text: plain, footnotes: [...found].sort() }
}

/** Opens the other names of an entry: `, a.k.a., the following two aliases:`. */
const SIGN = /[,(]?\s*(?<![a-z])[afn]\.\s?k\.\s?a\.?,?|[,(]?\s*(?:also|formerly) known as/i

function namesAndAddress(cell: string): NamesWithin {
  const sign = SIGN.exec(cell)
  const plain = splitNameAndAddress(cell)
  // Names come before the address, so all before `the following aliases` is the name; a bare sign after a number is not.
  const isInAddress = (index: number) =>
    plain.address !== '' && /\d/.test(cell.slice(plain.name.length, index)) && !/the following/i.test(cell.slice(index))
  if (sign === null || isInAddress(sign.index))
    return { name: plain.name, aliases: [], formerNames: [], rest: plain.address }
  const name = cleanText(cell.slice(0, sign.index)).replace(/[,(\s]+$/, '')
  const { names, rest } = splitBullets(cell.slice(sign.index))
  return { name, ...splitGroups(names), rest }
}

/** The bullets of other names, each on a line of its own or after a dash, and the address after the last. */
function splitBullets(text: string): { readonly names: string; readonly rest: string } {
  const bullets = [...text.matchAll(/(?:^|[\s;:,])[—–]\s*|\n\s*-\s+/g)]
  const last = bullets.at(-1)
  if (last === undefined) {
    // No bullets: the names run to the end of the sentence or of the line.
    const end = sentenceEnd(text, 0)
    return { names: text.slice(0, end), rest: cleanText(text.slice(end)) }
  }
  const end = sentenceEnd(text, last.index + last[0].length)
  return { names: text.slice(0, end), rest: cleanText(text.slice(end).replace(/^[.)\s]+/, '')) }
}

/** After the full stop or line end that closes a name; a full stop of `Co.` or of an initial closes nothing. */
function sentenceEnd(text: string, from: number): number {
  const ends = new RegExp(/\n|\.\)?\s+(?=[A-Z0-9"“#(])/g)
  ends.lastIndex = from
  for (let end = ends.exec(text); end !== null; end = ends.exec(text)) {
    const before = text.slice(from, end.index)
    const isAbbreviation = /(?:^|[\s.])(?:Co|Ltd|Inc|Corp|No|St|Bros|Dr|Mr|Mrs|Ms|Jr|Sr|Univ|Inst|Intl|[A-Z])$/.test(
      before,
    )
    // `Co., Ltd. 12 Street`: what follows is an address all the same when it begins with a number.
    if (end[0].startsWith('\n') || !isAbbreviation || /^\d/.test(text.slice(end.index + end[0].length)))
      return end.index + end[0].length
  }
  return text.length
}

/** `A; and B. (See alternate address under Pakistan).` as its addresses, and the pointers apart. */
function addressesOf(text: string): { readonly addresses: readonly string[]; readonly remarks: string } {
  const pointers: string[] = []
  const plain = text.replace(
    /\(?\bSee (?:also )?(?:alternate |additional )?address(?:es)? [^)]*\)?\.?/gi,
    (pointer) => {
      pointers.push(cleanText(pointer.replace(/^\(|\)\.?$|\.$/g, '')))
      return ''
    },
  )
  const addresses = plain
    .split(/;\s*(?:and\s+)?|\.\s+and\s+/i)
    .map((piece) => cleanText(piece).replace(/^and\s+|[\s.,;]+$/gi, ''))
    .filter((piece) => /[\p{L}\p{N}]/u.test(piece))
  return { addresses, remarks: pointers.join('; ') }
}
