/**
 * Two names written out without their gaps, one or two slips apart: a letter struck wrongly, left out, doubled or
 * swapped, wherever it fell, in a short word or on the gap between two. Word by word such a slip can look like another
 * name; over the whole name it is what it is.
 *
 * The whole name is filed in quarters. Two slips that leave no quarter of the listed name whole in the other are not
 * believed, so retrieval by quarters loses nothing that comparison would find.
 */
import { type Alignment, areOtherWords, joinText, type Meeting, SYLLABLE_PRICE, wholeWeights } from './align.ts'
import { editsWithin } from './edits.ts'
import { hashOf, RunHashes, SALT } from './keys.ts'
import { isWrittenInSyllables } from './lexeme.ts'
import type { Model, Part, Reading } from './parts.ts'
import { nameScoreOf, ONE } from './score.ts'
import { areMandarin } from './words/pinyin.ts'

/** Most slips over a whole name. */
export const MOST_SLIPS = 2
/** Shortest and longest name written out that is looked at, in letters. */
const SHORTEST = 4
const LONGEST = 150
const QUARTERS = 4

/** By slips: what they cost, in letters of a name that tells as much as its length. */
const PRICE = [0, 1.2, 2.1] as const

/** The name without gaps, legal forms as written; `null`: too short or too long to judge slips by, or an address. */
export function writtenOut(reading: Reading, model: Model): string | null {
  if (model === 'address') return null
  let text = ''
  for (const part of reading) text += joinText(part)
  return text.length >= SHORTEST && text.length <= LONGEST ? text : null
}

/** Where quarter `quarter` of a name of this length begins; of the quarter after the last, where the name ends. */
function quarterStart(quarter: number, length: number): number {
  return Math.floor((quarter * length) / QUARTERS)
}

/** The keys a listed name written out is filed under: each of its quarters, with its place and the whole length. */
export function quarterHashes(listed: string): number[] {
  const hashes: number[] = []
  for (let q = 0; q < QUARTERS; q++)
    hashes.push(
      hashOf(
        quarterSalt(listed.length, q),
        listed.slice(quarterStart(q, listed.length), quarterStart(q + 1, listed.length)),
      ),
    )
  return hashes
}

/** Every key under which a listed name may be filed that this one is the slip of. */
export function quarterHashesAsked(asked: string): number[] {
  const hashes: number[] = []
  const runs = new RunHashes(asked)
  const longest = Math.min(LONGEST, asked.length + MOST_SLIPS)
  for (let length = Math.max(SHORTEST, asked.length - MOST_SLIPS); length <= longest; length++)
    eachQuarter(asked.length, length, (quarter, from, to, shift) => {
      hashes.push(runs.of(quarterSalt(length, quarter), from + shift, to + shift))
      return false
    })
  return hashes
}

function quarterSalt(length: number, quarter: number): number {
  return SALT.quarter + 16 * (QUARTERS * length + quarter)
}

/**
 * Calls `visit` for each quarter `[from, to)` of a listed name and each place it can have moved to when both names are
 * no more than two slips apart, until it answers true.
 */
function eachQuarter(
  askedLength: number,
  listedLength: number,
  visit: (quarter: number, from: number, to: number, shift: number) => boolean,
): boolean {
  const more = askedLength - listedLength
  for (let quarter = 0; quarter < QUARTERS; quarter++) {
    const from = quarterStart(quarter, listedLength)
    const to = quarterStart(quarter + 1, listedLength)
    for (let shift = -MOST_SLIPS; shift <= MOST_SLIPS; shift++) {
      if (Math.abs(shift) + Math.abs(more - shift) > MOST_SLIPS) continue
      if (from + shift < 0 || to + shift > askedLength) continue
      if (visit(quarter, from, to, shift)) return true
    }
  }
  return false
}

/** The two names as one meeting of all that differs; `null`: they are more than two slips apart, or not by slips. */
export function alignSlips(query: Reading, entry: Reading, model: Model): Alignment | null {
  const asked = writtenOut(query, model)
  const listed = writtenOut(entry, model)
  if (asked === null || listed === null || Math.abs(asked.length - listed.length) > MOST_SLIPS) return null
  if (!hasWholeQuarter(asked, listed)) return null
  let from = 0
  while (isSame(query[from], entry[from])) from++
  let tail = 0
  while (from + tail < Math.min(query.length, entry.length) && isSame(query.at(-1 - tail), entry.at(-1 - tail))) tail++
  const queryBlock = query.slice(from, query.length - tail)
  const entryBlock = entry.slice(from, entry.length - tail)
  if (queryBlock.length === 0 || entryBlock.length === 0) return null
  if (queryBlock.some(isSyllable) && entryBlock.some(isSyllable)) return null
  const [asWord] = queryBlock
  const [listedWord] = entryBlock
  const isOneWord = queryBlock.length === 1 && entryBlock.length === 1 && model !== 'person'
  if (isOneWord && asWord !== undefined && listedWord !== undefined && areOtherWords(asWord.lexeme, listedWord.lexeme))
    return null
  const a = textOf(queryBlock)
  const b = textOf(entryBlock)
  if (a.replace(/\D+/g, '') !== b.replace(/\D+/g, '') || hasOtherLetter(queryBlock, entryBlock)) return null
  const slips = slipsBetween(a, b)
  const price = PRICE[slips]
  if (price === undefined) return null
  const letters = Math.min(tellingLetters(query), tellingLetters(entry))
  const dearer = areMandarin(query, entry) ? SYLLABLE_PRICE : 1
  return alignmentOf(query, entry, from, tail, slips, 1 - (dearer * price) / letters)
}

function alignmentOf(
  query: Reading,
  entry: Reading,
  from: number,
  tail: number,
  slips: number,
  wanted: number,
): Alignment | null {
  const queryTotal = weightOf(query)
  const entryTotal = weightOf(entry)
  if (queryTotal === 0 || entryTotal === 0) return null
  const queryLength = query.length - from - tail
  const entryLength = entry.length - from - tail
  const weigh = (q: number, qn: number, e: number, en: number) =>
    (weightOf(query.slice(q, q + qn)) / queryTotal + weightOf(entry.slice(e, e + en)) / entryTotal) / 2
  const raw: Meeting[] = []
  for (let i = 0; i < from; i++) raw.push(equal(i, i, weigh(i, 1, i, 1)))
  const weight = weigh(from, queryLength, from, entryLength)
  raw.push({
    kind: slips === 0 ? 'joined' : 'edit',
    similarity: Math.max(0, Math.round((1 - (1 - wanted) / (2 * weight)) * ONE)),
    weight,
    query: from,
    queryLength,
    entry: from,
    entryLength,
  })
  for (let i = tail; i > 0; i--) {
    const q = query.length - i
    const e = entry.length - i
    raw.push(equal(q, e, weigh(q, 1, e, 1)))
  }
  const meetings = wholeWeights(raw)
  return { meetings, nameScore: nameScoreOf(meetings) }
}

function equal(query: number, entry: number, weight: number): Meeting {
  return { kind: 'equal', similarity: ONE, weight, query, queryLength: 1, entry, entryLength: 1 }
}

/** The two names written out are no more than two slips apart. */
export function areWithinSlips(asked: string, listed: string): boolean {
  return slipsBetween(asked, listed) <= MOST_SLIPS
}

function slipsBetween(a: string, b: string): number {
  let from = 0
  while (from < a.length && from < b.length && a[from] === b[from]) from++
  let tail = 0
  while (tail < Math.min(a.length, b.length) - from && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++
  return editsWithin(a.slice(from, a.length - tail), b.slice(from, b.length - tail), MOST_SLIPS)
}

function hasWholeQuarter(asked: string, listed: string): boolean {
  return eachQuarter(asked.length, listed.length, (_, from, to, shift) =>
    asked.startsWith(listed.slice(from, to), from + shift),
  )
}

function isSame(a: Part | undefined, b: Part | undefined): boolean {
  return a !== undefined && b !== undefined && a.role === b.role && a.lexeme.text === b.lexeme.text
}

/** Another initial, another generation: one letter, and another person. */
function hasOtherLetter(a: Reading, b: Reading): boolean {
  return (['initial', 'generation'] as const).some((role) => {
    const [of, other] = [a, b].map((block) =>
      block.filter((part) => part.role === role).map(({ lexeme }) => lexeme.text),
    )
    return of !== undefined && other !== undefined && of.length > 0 && other.length > 0 && of.join() !== other.join()
  })
}

function isSyllable(part: Part): boolean {
  return isWrittenInSyllables(part.lexeme)
}

function textOf(block: Reading): string {
  let text = ''
  for (const part of block) text += joinText(part)
  return text
}

function weightOf(reading: Reading): number {
  let total = 0
  for (const part of reading) total += part.weight
  return total
}

/** Letters of a name, those of small and common words for less. */
function tellingLetters(reading: Reading): number {
  let letters = 0
  for (const part of reading) letters += joinText(part).length * Math.min(1, WEIGHTLESS + part.weight / 1000)
  return letters
}

/** What a letter of the commonest word still tells of a slip. */
const WEIGHTLESS = 0.5
