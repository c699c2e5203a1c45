/**
 * Bodies of Russia, Belarus and third countries to which Japan has forbidden exports, as text taken out of the ministry's
 * PDF files. An entry is a number, a Japanese name, an English name, aliases behind dashes and addresses behind 所在地;
 * where a page ends, the next line is glued on. Numbers run without a gap, and a gap refuses the file.
 * SOURCE: METI, lists of specified bodies (特定団体一覧), of July 2022 and September 2025.
 */
import { type Day, err, ok, parseDay, type Result } from '../base/index.ts'
import { type Entry, keyOfName, type Losses, lossNotes, NO_TERMS, Properties, toParties } from './entry.ts'
import { countriesOfAddress, readNationality } from './nationality.ts'
import { readText } from './official-text.ts'
import type { ListProblem } from './problem.ts'
import type { ListSource, NamedFile, ReadList } from './source.ts'
import { cleanText, newer } from './wording.ts'

const MAX_BYTES = 4 * 1024 * 1024
/** Ten times the longest of the lists so far. */
const MAX_ENTRIES = 6_000
/** Longer than any entry, in UTF-16 units. */
const MAX_ENTRY_LENGTH = 20_000

/** Which of the three lists a text is, by its title with the line ends taken out. The order matters: the third names the other two. */
const TITLES: readonly (readonly [string, RegExp])[] = [
  ['third-countries', /禁止措置の対象となる.{0,20}ベラルーシ共和国以外の国の団体/],
  ['belarus', /禁止措置の対象となるベラルーシ共和国の団体/],
  ['russia', /禁止措置の対象となるロシア連邦の団体/],
]

export const source: ListSource = {
  id: 'jp-restricted',
  title: 'Japanese export ban on specified bodies',
  publisher: 'Ministry of Economy, Trade and Industry of Japan',
  page: 'https://www.meti.go.jp/policy/external_economy/trade_control/01_seido/04_seisai/crimea.html',
  lists: ['jp-restricted'],
  parts: TITLES.map(([part]) => ({ part, isRequired: false, holds: `the bodies of the list for ${part}` })),
  downloads: [],
  expectedParties: { min: 20, max: MAX_ENTRIES },
  maxBytes: MAX_BYTES,
  recognise: partOf,
  read,
}

function partOf(opening: string): string | null {
  const title = opening.slice(0, 2_000).replace(/\s+/g, '')
  return TITLES.find(([, sign]) => sign.test(title))?.[0] ?? null
}

function read(files: ReadonlyMap<string, NamedFile>): Result<ReadList, ListProblem> {
  const entries: Entry[] = []
  const lost: Losses = { countries: [], days: [] }
  const days: Day[] = []
  for (const file of [...files].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, file]) => file)) {
    const text = readText(file, MAX_BYTES)
    if (!text.ok) return text
    const plain = withPlainDigits(text.value.text)
    const updated = readUpdated(plain, file.name)
    if (!updated.ok) return updated
    days.push(updated.value)
    const blocks = splitEntries(plain, file.name)
    if (!blocks.ok) return blocks
    const notice =
      /（(令和.{1,12}年.{1,8}告示第[^）]{1,12}号)）/.exec(plain.slice(0, 2_000).replace(/\s+/g, ''))?.[1] ?? null
    for (const block of blocks.value) {
      const entry = readEntry(block, notice, file.name, lost)
      if (!entry.ok) return entry
      entries.push(entry.value)
    }
  }
  if (files.size === 0)
    return err({ kind: 'list.missing-part', source: 'jp-restricted', part: 'russia', given: 'a set without files' })
  const { parties, notes } = toParties(entries, () => false)
  return ok({
    source: 'jp-restricted',
    parties,
    rows: entries.length,
    parts: [...files.keys()].sort(),
    dataOn: days.reduce<Day | null>(newer, null),
    dataOnBasis: 'stated',
    highestNumber: null,
    notes: [...notes, ...lossNotes(lost)],
  })
}

/** Full-width digits as plain ones; other letters stay as they are, for names are kept as they were written. */
function withPlainDigits(text: string): string {
  return text.replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
}

function readUpdated(text: string, file: string): Result<Day, ListProblem> {
  const found = /最終更新日[:：]\s*(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日/.exec(text.slice(0, 2_000))
  const where = { file, line: 1, column: '最終更新日' } as const
  if (found === null) return err({ kind: 'list.missing-value', ...where })
  const on = parseDay(`${found[1]}-${found[2]?.padStart(2, '0')}-${found[3]?.padStart(2, '0')}`)
  return on === null ? err({ kind: 'list.bad-date', ...where, value: found[0] }) : ok(on)
}

type Block = { readonly line: number; readonly number: number; readonly text: string }

const LETTER = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}ー'
const ADDRESS = /所\s*在\s*地\s*[:：]/

/** From each number to the next; a number counts only behind the address of the one before it. */
function splitEntries(text: string, file: string): Result<readonly Block[], ListProblem> {
  const starts: { readonly number: number; readonly at: number; readonly from: number }[] = []
  let after = 0
  for (let number = 1; number <= MAX_ENTRIES; number++) {
    const next = new RegExp(`(?:^|\\n|[^\\d\\s,-])${number}[ \\u3000]+(?=[^\\n]{0,160}[${LETTER}])`, 'gmu')
    next.lastIndex = after
    const found = next.exec(text)
    if (found === null || (number > 1 && found.index - after > MAX_ENTRY_LENGTH)) break
    const from = next.lastIndex
    starts.push({ number, at: found.index + (/^\d/.test(found[0]) ? 0 : 1), from })
    const address = ADDRESS.exec(text.slice(from, from + MAX_ENTRY_LENGTH))
    if (address === null)
      return err({ kind: 'list.missing-value', file, line: lineAt(text, from), column: `所在地 (${number})` })
    after = from + address.index + address[0].length
  }
  if (starts.length === 0) return err({ kind: 'list.missing-value', file, line: 1, column: '1' })
  const last = starts.at(-1)
  const strayed = ADDRESS.exec(text.slice(after))
  // An address after the last entry belongs to one whose number was not found: the text is not what it seems.
  if (last !== undefined && strayed !== null)
    return err({
      kind: 'list.missing-value',
      file,
      line: lineAt(text, after + strayed.index),
      column: String(last.number + 1),
    })
  let line = 1
  let counted = 0
  return ok(
    starts.map(({ number, from }, i) => {
      // Lines are counted on from the entry before: from the top for each, a hostile file would cost its square.
      line += countLines(text, counted, from)
      counted = from
      return { line, number, text: text.slice(from, starts[i + 1]?.at ?? text.length) }
    }),
  )
}

function readEntry(block: Block, notice: string | null, file: string, lost: Losses): Result<Entry, ListProblem> {
  const [names = '', ...places] = block.text.split(ADDRESS)
  const [heading = '', alsoKnown = ''] = names.split(/別称\s*[:：]/)
  // A Chinese name in brackets behind the English one.
  const [, before, chinese = ''] = /^([\s\S]*[A-Za-z.])\s*（([^（）]*\p{Script=Han}[^（）]*)）\s*$/u.exec(heading) ?? []
  const [japanese, english] = splitScripts(before ?? heading)
  const properties = new Properties()
  const { name, aliases } = readEnglish(english)
  if (name === '' && japanese === '')
    return err({ kind: 'list.missing-value', file, line: block.line, column: `name (${block.number})` })
  properties.add('name', name || japanese)
  // `The Ministry of Examples, including all units`: the name by itself is one to be searched too.
  properties.add('alias', /^(.{4,}?), including\b/i.exec(name)?.[1])
  properties.add('alias', japanese.replace(/[（(]別称[\s\S]*$/u, ''), ...aliases)
  properties.add('alias', ...chinese.replace(/\n/g, '').split('、'))
  for (const text of splitScripts(alsoKnown)) properties.add('alias', ...text.split(/[;；]/))
  if (name !== '') properties.add('notes', /[（(]別称[、:：]?([\s\S]+)[)）]/u.exec(japanese)?.[1])
  for (const place of places.flatMap((text) => text.split(/[;；]/))) {
    const address = cleanText(place)
      .replace(/^and\s+/i, '')
      .replace(/\.$/, '')
    if (address === '') continue
    properties.add('address', address)
    const ends = countriesOfAddress(address)
    const codes = ends.length > 0 ? ends : [countryWithin(address)].filter((code) => code !== null)
    if (codes.length === 0) lost.countries.push(address)
    properties.add('country', ...codes)
  }
  properties.add('legalBasis', notice)
  const country = properties.done().country ?? []
  return ok({
    list: 'jp-restricted',
    key: keyOfName(name || japanese, readNationality(country[0] ?? '')),
    schema: 'Organization',
    properties: properties.done(),
    listing: { ...NO_TERMS, programmes: ['Export ban on specified bodies'] },
    grounds: [],
  })
}

/** `Moscow, Russia, 121170` and `127055RU`: the country does not always stand last. */
function countryWithin(address: string): ReturnType<typeof readNationality> {
  const pieces = [...address.split(','), address.split(/[\s,]+/).at(-1) ?? ''].map((piece) =>
    piece.replace(/\d+/g, '').trim(),
  )
  return pieces
    .reverse()
    .reduce<ReturnType<typeof readNationality>>((found, piece) => found ?? readNationality(piece), null)
}

/**
 * The Japanese name and the English text behind it. Latin letters that end a Japanese line belong to the Japanese name
 * (`サクセス FZC`), but those behind its closing bracket were glued on where a page ends.
 */
function splitScripts(text: string): readonly [string, string] {
  const last = [...text.matchAll(new RegExp(`[${LETTER}][)）」』]*`, 'gu'))].at(-1)
  if (last === undefined) return ['', text]
  const end = last.index + last[0].length
  const isClosed = /[)）]$/.test(last[0]) || /^[^\n]*[)）]/.test(text.slice(end))
  const bracket = /^[^\n(（]*[)）]/.exec(text.slice(end))
  const line = bracket ? end + bracket[0].length : isClosed ? end : lineEnd(text, end)
  // Where nothing follows the line, the Latin letters at its end are the English name, glued on.
  const cut = /\p{L}/u.test(text.slice(line)) ? line : end
  // A Japanese text is broken anywhere, so its lines are joined without a blank.
  return [cleanText(text.slice(0, cut).replace(/\n/g, '')), text.slice(cut)]
}

function lineEnd(text: string, from: number): number {
  const at = text.indexOf('\n', from)
  return at === -1 ? text.length : at
}

/** `Name, a.k.a., the following two aliases: -A; and -B.` */
function readEnglish(text: string): { readonly name: string; readonly aliases: readonly string[] } {
  const [name = '', ...rest] = text.split(/,?\s*a\.\s?k\.\s?a\.?\s*,?/i)
  const list = rest.join('; ').replace(/the\s+following\s+[\w\s-]{0,20}alias(?:es)?\s*[:：;]?/gi, ';')
  const aliases = list
    .split(/;|\n\s*[-‐—–−]\s*|^\s*[-‐—–−]\s*/u)
    .map((piece) =>
      cleanText(piece)
        .replace(/^(?:and\s+)?[-‐—–−]?\s*|\s*\band$|[.,:]$/gu, '')
        .trim(),
    )
    .filter((piece) => /\p{L}/u.test(piece) && piece !== 'and')
  return { name: cleanText(name).replace(/[.,]$/, ''), aliases }
}

function lineAt(text: string, index: number): number {
  return 1 + countLines(text, 0, index)
}

function countLines(text: string, from: number, until: number): number {
  let lines = 0
  for (let at = text.indexOf('\n', from); at !== -1 && at < until; at = text.indexOf('\n', at + 1)) lines++
  return lines
}
