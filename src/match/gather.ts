/**
 * Which names on file can still reach the floor, found without comparing any.
 *
 * Every word asked for meets words on file (`meetings.ts`), and through them the rows they stand in. A row gathers what
 * was regained of the least that leaving everything out would cost, on either side. Three bounds follow, each looser
 * and cheaper than the next: rows that met only words too light to matter are not looked at; a row's sums; and part by
 * part, who can have met whom and who is left to contradict. A bound is never below the score it bounds.
 */
import {
  ABSENCE,
  bitCount,
  initialsOf,
  isInitialsOnly,
  isJoinable,
  isJoinedInitials,
  isNameOfItsOwn,
  joinText,
  leastLoss,
  mayJoin,
} from './align.ts'
import { eachValue, hashOf, SALT } from './keys.ts'
import { letterBits, lexemeOf } from './lexeme.ts'
import { joinedRows, type Meetings, type Unit } from './meetings.ts'
import { MAX_PARTS, type Model, type Reading, ROLES, type Role } from './parts.ts'
import { CONTRADICTION_COST, ONE } from './score.ts'
import type { MatchIndex } from './screen.ts'
import { alignSlips, areWithinSlips, MOST_SLIPS, quarterHashesAsked, writtenOut } from './slips.ts'
import { type IndexTables, LOSS_UNIT, QUALITIES, ROW_FLAGS } from './tables.ts'

export type Search = {
  readonly meetings: Meetings
  readonly reading: Reading
  readonly model: Model
  /** Rows looked at, half-open. */
  readonly from: number
  readonly to: number
  /** By schema: the most a name may lose and still count, millionths. */
  readonly allowed: readonly number[]
  /** The most a weak alias may lose, millionths. */
  readonly allowedWeak: number
  /** By the first row of a name that may count: the most its score can be, millionths. Added to. */
  readonly nominees: Map<number, number>
}

/** Rounding of least losses and scores, as a share: a bound is never tighter than the score it bounds. */
const SLACK = 0.002

export function gather(index: MatchIndex, search: Search): void {
  const { reading, model } = search
  let total = 0
  for (const part of reading) total += part.weight
  if (total === 0) return
  const isPerson = model === 'person'
  const losses = reading.map((part, at) => leastLoss(part, reading, at, 'query', model) * (part.weight / total))
  const asked: Asked = {
    losses,
    total,
    units: unitsOf(search, losses, total),
    hasInitials: isPerson && reading.some((part) => part.role === 'initial' || isJoinedInitials(part)),
    // What letters that may be initials lose can be regained from words that are filed elsewhere.
    loss: losses.reduce((sum, loss, at) => {
      const part = reading[at]
      return isPerson && part !== undefined && isJoinedInitials(part) ? sum : sum + loss
    }, 0),
    words: reading.reduce((bits, part, at) => (part.role === 'word' ? bits | (1 << at) : bits), 0),
  }
  const rows = index.touched
  rows.clear()
  meetRows(index, search, asked)
  judgeRows(index, search, asked)
  gatherSlips(index, search)
}

/** A reading asked for, with what its parts lose at least. */
type Asked = {
  readonly losses: readonly number[]
  readonly total: number
  readonly units: readonly Unit[]
  readonly hasInitials: boolean
  /** What leaving out all of it costs at least, as a share of the whole. */
  readonly loss: number
  /** Bit per part that is a word. */
  readonly words: number
}

/** Rows met so far, in growing arrays that are used again; `slotOf` is trusted only where `rows` agrees. */
export class Touched {
  count = 0
  rows = new Uint32Array(1024)
  gainedQuery = new Float64Array(1024)
  /** In `LOSS_UNIT`. */
  gainedEntry = new Float64Array(1024)
  /** Bit per part asked for that met something. */
  metParts = new Int32Array(1024)
  lastUnit = new Int32Array(1024)
  /** Neighbours of the row, written together, are a word asked for. */
  isJoined = new Uint8Array(1024)
  readonly slotOf: Uint32Array

  constructor(rows: number) {
    this.slotOf = new Uint32Array(rows)
  }

  clear(): void {
    this.count = 0
  }

  /** -1: not touched. */
  slot(row: number): number {
    const slot = this.slotOf[row] ?? 0
    return slot < this.count && this.rows[slot] === row ? slot : -1
  }

  add(row: number): number {
    const slot = this.count
    if (slot === this.rows.length) this.#grow()
    this.count++
    this.rows[slot] = row
    this.slotOf[row] = slot
    this.gainedQuery[slot] = 0
    this.gainedEntry[slot] = 0
    this.metParts[slot] = 0
    this.lastUnit[slot] = -1
    this.isJoined[slot] = 0
    return slot
  }

  #grow(): void {
    this.rows = doubled(this.rows, new Uint32Array(this.rows.length * 2))
    this.gainedQuery = doubled(this.gainedQuery, new Float64Array(this.rows.length))
    this.gainedEntry = doubled(this.gainedEntry, new Float64Array(this.rows.length))
    this.metParts = doubled(this.metParts, new Int32Array(this.rows.length))
    this.lastUnit = doubled(this.lastUnit, new Int32Array(this.rows.length))
    this.isJoined = doubled(this.isJoined, new Uint8Array(this.rows.length))
  }
}

function doubled<A extends Uint32Array | Float64Array | Int32Array | Uint8Array>(old: A, bigger: A): A {
  bigger.set(old)
  return bigger
}

const SCHEMA_SHIFT = 16
const FLAGS_SHIFT = 20
const WEAK_BIT = 1 << 24

/** By row: `rowLosses` in the lowest 16 bits, then the schema, `rowFlags` and whether it is a weak alias. */
export function rowFactsOf({ rowLosses, rowFlags, rowQualities, rowEntries, entrySchemas }: IndexTables): Uint32Array {
  const facts = new Uint32Array(rowEntries.length)
  for (let row = 0; row < facts.length; row++) {
    const schema = entrySchemas[rowEntries[row] ?? 0] ?? 0
    const weak = rowQualities[row] === WEAK ? WEAK_BIT : 0
    facts[row] = (rowLosses[row] ?? 0) | (schema << SCHEMA_SHIFT) | ((rowFlags[row] ?? 0) << FLAGS_SHIFT) | weak
  }
  return facts
}

const WEAK = QUALITIES.indexOf('weak')

// ------------------------------------------------------------------------------------------------- rows met by words

function meetRows(index: MatchIndex, search: Search, asked: Asked): void {
  const { model, from, to } = search
  const { units } = asked
  const rows = index.touched
  const isLight = lightUnits(index, search, asked)
  // Heavy first: what only light units met is not worth a place.
  for (let pass = 0; pass < 2; pass++) {
    for (let number = 0; number < units.length; number++) {
      const unit = units[number]
      if (unit === undefined || (isLight[number] === 1) !== (pass === 1)) continue
      addPostings(index, search, unit, number, pass === 1)
    }
    if (pass === 1) break
    for (const unit of units) {
      if (unit.isJoined) continue
      joinedRows(index.tables.rowKeys, unit.lexeme, (row) => {
        if (row < from || row >= to) return
        let slot = rows.slot(row)
        if (slot < 0) slot = rows.add(row)
        rows.gainedEntry[slot] = (rows.gainedEntry[slot] ?? 0) + LOSS_UNIT
        rows.gainedQuery[slot] = (rows.gainedQuery[slot] ?? 0) + unit.gain
        rows.metParts[slot] = (rows.metParts[slot] ?? 0) | unit.parts
        rows.isJoined[slot] = 1
      })
    }
    if (model === 'person') initialRows(index, search)
  }
}

/**
 * Units so light that a name which met no other cannot count: those with the most rows first, for as long as what all
 * the rest of the query loses is too much.
 */
function lightUnits(index: MatchIndex, search: Search, { units, losses, loss }: Asked): Uint8Array {
  const { model, allowed } = search
  const isLight = new Uint8Array(units.length)
  const spare = loss - SLACK - index.mostAllowed(model, allowed) / ONE
  if (spare <= 0) return isLight
  const { postingStarts } = index.tables
  const lengths = units.map((unit) => {
    const met = unit.met
    let length = 0
    for (let m = 0; m < met.length; m += 2)
      length += (postingStarts[(met[m] ?? 0) + 1] ?? 0) - (postingStarts[met[m] ?? 0] ?? 0)
    return length
  })
  const order = units.map((_, i) => i).sort((a, b) => (lengths[b] ?? 0) - (lengths[a] ?? 0))
  let parts = 0
  for (const number of order) {
    const union = parts | (units[number]?.parts ?? 0)
    let regained = 0
    for (let i = 0; i < losses.length; i++) if ((union & (1 << i)) !== 0) regained += losses[i] ?? 0
    if (regained >= spare) continue
    parts = union
    isLight[number] = 1
  }
  return isLight
}

function addPostings(index: MatchIndex, search: Search, unit: Unit, number: number, isLight: boolean): void {
  const { from, to } = search
  const { met } = unit
  const rows = index.touched
  const { postingStarts, postingRows, postingLosses } = index.tables
  for (let m = 0; m < met.length; m += 2) {
    const lexeme = met[m] ?? 0
    const gain = unit.isJoined ? unit.gain : unit.gain - Math.min(unit.gain, unit.share * (1 - (met[m + 1] ?? 0) / ONE))
    const end = postingStarts[lexeme + 1] ?? 0
    let p = postingStarts[lexeme] ?? 0
    if ((postingRows[p] ?? 0) < from) p = firstAtLeast(postingRows, from, p, end)
    for (; p < end; p++) {
      const row = postingRows[p] ?? 0
      if (row >= to) break
      const loss = postingLosses[p] ?? 0
      // Two small words that meet tell nothing.
      if (unit.gain === 0 && loss === 0) continue
      let slot = rows.slot(row)
      if (slot < 0) {
        // Its initials may meet the words that are missing.
        if (isLight && (((index.rowFacts[row] ?? 0) >>> FLAGS_SHIFT) & ROW_FLAGS.hasInitials) === 0) continue
        slot = rows.add(row)
      }
      rows.gainedEntry[slot] = (rows.gainedEntry[slot] ?? 0) + loss
      if (rows.lastUnit[slot] === number) continue
      rows.lastUnit[slot] = number
      rows.gainedQuery[slot] = (rows.gainedQuery[slot] ?? 0) + gain
      rows.metParts[slot] = (rows.metParts[slot] ?? 0) | unit.parts
    }
  }
}

/** A name of nothing but initials can only mean another of the same. */
function initialRows(index: MatchIndex, { reading, from, to }: Search): void {
  if (!isInitialsOnly(reading)) return
  eachValue(index.tables.rowKeys, hashOf(SALT.initialsOnly, initialsOf(reading)), (row) => {
    if (row >= from && row < to && index.touched.slot(row) < 0) index.touched.add(row)
  })
}

/** First place in sorted `rows[from, to)` that holds `least` or more. */
function firstAtLeast(rows: Uint32Array, least: number, from: number, to: number): number {
  let low = from
  let high = to
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((rows[middle] ?? 0) < least) low = middle + 1
    else high = middle
  }
  return low
}

function unitsOf({ reading, model, meetings }: Search, losses: readonly number[], total: number): Unit[] {
  const units: Unit[] = []
  for (let i = 0; i < reading.length; i++) {
    const part = reading[i]
    if (part === undefined) continue
    if (part.role !== 'initial' && part.role !== 'company-type')
      units.push({
        lexeme: part.lexeme,
        parts: 1 << i,
        gain: losses[i] ?? 0,
        share: part.weight / total,
        isJoined: false,
        met: meetings.of(part.lexeme, false, model),
      })
    if (!isJoinable(part)) continue
    let text = joinText(part)
    let parts = 1 << i
    let gain = losses[i] ?? 0
    for (let n = 2; n <= 4 && i + n <= reading.length; n++) {
      const next = reading[i + n - 1]
      if (!isJoinable(next)) break
      text += joinText(next)
      parts |= 1 << (i + n - 1)
      gain += losses[i + n - 1] ?? 0
      if (!mayJoin(text, n)) break
      const lexeme = lexemeOf(text)
      const met = meetings.of(lexeme, true, model)
      if (met.length > 0) units.push({ lexeme, parts, gain, share: 0, isJoined: true, met })
    }
  }
  return units
}

// -------------------------------------------------------------------------------------------- rows that can still count

function judgeRows(index: MatchIndex, search: Search, asked: Asked): void {
  const rows = index.touched
  const { rowFacts } = index
  const { rowInitials } = index.tables
  const lossOfLetters = lossByLetter(search.reading, asked.losses)
  let isMarked = false
  for (let slot = 0; slot < rows.count; slot++) {
    const row = rows.rows[slot] ?? 0
    const facts = rowFacts[row] ?? 0
    const flags = (facts >>> FLAGS_SHIFT) & 15
    const most = mostOf(search, facts)
    let ofQuery = asked.loss - (rows.gainedQuery[slot] ?? 0)
    let ofEntry = ((facts & 0xffff) - (rows.gainedEntry[slot] ?? 0)) / LOSS_UNIT
    let isContradicted = false
    // Each initial can meet words that are filed elsewhere.
    const hasInitials = (flags & ROW_FLAGS.hasInitials) !== 0
    if (hasInitials)
      for (let bits = rowInitials[row] ?? 0; bits !== 0; bits &= bits - 1)
        ofQuery -= lossOfLetters[31 - Math.clz32(bits & -bits)] ?? 0
    if (asked.hasInitials || (flags & ROW_FLAGS.hasJoinedInitials) !== 0) ofEntry = 0
    else
      isContradicted =
        !hasInitials &&
        (flags & ROW_FLAGS.hasNumbers) === 0 &&
        ofEntry > SLACK &&
        (asked.words & ~(rows.metParts[slot] ?? 0)) !== 0
    const loss = (Math.max(0, ofQuery) + Math.max(0, ofEntry) - SLACK) * ONE + (isContradicted ? CONTRADICTION_COST : 0)
    if (loss > most) continue
    let bound = ONE - loss
    if (rows.isJoined[slot] === 0) {
      if (!isMarked) markMeetings(index, asked)
      isMarked = true
      const closer = leastLossOfPair(index, search, asked, row, most)
      if (closer > most) continue
      bound = Math.min(bound, ONE - closer)
    }
    nominate(index, search, row, bound)
  }
}

/** The most a row may lose and still count, millionths. */
function mostOf({ allowed, allowedWeak }: Search, facts: number): number {
  const most = allowed[(facts >>> SCHEMA_SHIFT) & 15] ?? 0
  return (facts & WEAK_BIT) !== 0 && allowedWeak < most ? allowedWeak : most
}

/** By letter: what the words asked for that begin with it lose together. */
function lossByLetter(reading: Reading, losses: readonly number[]): Float64Array {
  const byLetter = new Float64Array(32)
  for (let i = 0; i < reading.length; i++) {
    const bit = 31 - Math.clz32(letterBits(reading[i]?.lexeme.text[0] ?? ''))
    if (bit >= 0) byLetter[bit] = (byLetter[bit] ?? 0) + (losses[i] ?? 0)
  }
  return byLetter
}

function nominate(index: MatchIndex, { nominees }: Search, row: number, bound: number): void {
  const first = firstRowOfName(index, row)
  const known = nominees.get(first)
  if (known === undefined || known < bound) nominees.set(first, bound)
}

function firstRowOfName(index: MatchIndex, row: number): number {
  const { rowEntries, rowNames } = index.tables
  let first = row
  while (first > 0 && rowEntries[first - 1] === rowEntries[row] && rowNames[first - 1] === rowNames[row]) first--
  return first
}

/** Which units each word on file met, as lists that hang from it. Room for one reading asked for at a time. */
export class Marks {
  readonly #heads: Int32Array
  readonly #stamps: Uint32Array
  #stamp = 0
  #count = 0
  units = new Int32Array(1024)
  similarities = new Int32Array(1024)
  next = new Int32Array(1024)

  constructor(lexemes: number) {
    this.#heads = new Int32Array(lexemes)
    this.#stamps = new Uint32Array(lexemes)
  }

  clear(): void {
    this.#count = 0
    this.#stamp = (this.#stamp + 1) >>> 0
    if (this.#stamp === 0) this.#stamps.fill(0, 0)
    if (this.#stamp === 0) this.#stamp = 1
  }

  add(lexeme: number, unit: number, similarity: number): void {
    const at = this.#count++
    if (at === this.units.length) {
      this.units = doubled(this.units, new Int32Array(at * 2))
      this.similarities = doubled(this.similarities, new Int32Array(at * 2))
      this.next = doubled(this.next, new Int32Array(at * 2))
    }
    this.units[at] = unit
    this.similarities[at] = similarity
    this.next[at] = this.head(lexeme)
    this.#heads[lexeme] = at
    this.#stamps[lexeme] = this.#stamp
  }

  /** -1: met nothing. */
  head(lexeme: number): number {
    return this.#stamps[lexeme] === this.#stamp ? (this.#heads[lexeme] ?? -1) : -1
  }
}

function markMeetings(index: MatchIndex, asked: Asked): void {
  const { marks } = index
  marks.clear()
  for (let number = 0; number < asked.units.length; number++) {
    const unit = asked.units[number]
    if (unit === undefined) continue
    const { met } = unit
    for (let m = 0; m < met.length; m += 2) marks.add(met[m] ?? 0, number, met[m + 1] ?? 0)
  }
}

const INITIAL_SIMILARITY = 800_000
const bestOfQuery = new Float64Array(MAX_PARTS)
const bestOfEntry = new Float64Array(MAX_PARTS)

/** The least the two readings lose, part by part, millionths: no part does better than its best meeting alone. */
function leastLossOfPair(index: MatchIndex, search: Search, asked: Asked, row: number, most: number): number {
  const { reading, model } = search
  const { partStarts, partLexemes, partRoles, partWeights, partLosses, rowFlags } = index.tables
  const mayMeetByInitials = asked.hasInitials || ((rowFlags[row] ?? 0) & ROW_FLAGS.hasInitials) !== 0
  const from = partStarts[row] ?? 0
  const count = (partStarts[row + 1] ?? 0) - from
  bestOfQuery.fill(0, 0, reading.length)
  bestOfEntry.fill(0, 0, count)
  let total = 0
  let numbers = 0
  for (let j = 0; j < count; j++) {
    total += partWeights[from + j] ?? 0
    const role = roleOf(partRoles[from + j])
    if (role === 'company-type' || role === 'initial') continue
    const lexeme = partLexemes[from + j] ?? 0
    if (index.marks.head(lexeme) < 0) continue
    let best = 0
    for (let at = index.marks.head(lexeme); at >= 0; at = index.marks.next[at] ?? -1) {
      const similarity = index.marks.similarities[at] ?? 0
      if (similarity > best) best = similarity
      let parts = asked.units[index.marks.units[at] ?? 0]?.parts ?? 0
      while (parts !== 0) {
        const i = 31 - Math.clz32(parts)
        parts ^= 1 << i
        if ((bestOfQuery[i] ?? 0) < similarity) bestOfQuery[i] = similarity
      }
    }
    bestOfEntry[j] = best
  }
  if (mayMeetByInitials) meetInitials(index, reading, from, count)
  let loss = 0
  let unmetOfQuery = 0
  let unmetOfEntry = 0
  for (let i = 0; i < reading.length; i++) {
    const part = reading[i]
    if (part === undefined) continue
    const best = bestOfQuery[i] ?? 0
    loss += Math.min(asked.losses[i] ?? 0, (part.weight / asked.total) * (1 - best / ONE))
    if (best > 0 || !isNameOfItsOwn(part)) continue
    unmetOfQuery++
    if (part.lexeme.isNumeric) numbers++
  }
  for (let j = 0; j < count; j++) {
    const best = bestOfEntry[j] ?? 0
    const share = (partWeights[from + j] ?? 0) / total
    loss += Math.min(Math.max(0, (partLosses[from + j] ?? 0) - 1) / LOSS_UNIT, share * (1 - best / ONE))
    if (best > 0) continue
    const lexeme = index.lexeme(partLexemes[from + j] ?? 0)
    if (!isNameOfItsOwn({ lexeme, role: roleOf(partRoles[from + j]) })) continue
    unmetOfEntry++
    if (lexeme.isNumeric) numbers++
  }
  const pairs = Math.min(unmetOfQuery, unmetOfEntry)
  if (pairs === 0) return (loss - SLACK) * ONE
  if ((loss - SLACK) * ONE + CONTRADICTION_COST > most) return ONE * 2
  // Whoever contradicts loses in full; at least so many do, the heaviest first. Numbers of a series lose less.
  if (numbers === 0) {
    loss += (ABSENCE[model].query / ONE) * heaviestUnmetOfQuery(asked, reading, pairs)
    loss += (ABSENCE[model].entry / ONE) * heaviestUnmetOfEntry(index, from, count, total, pairs)
  }
  return (loss - SLACK) * ONE + CONTRADICTION_COST
}

function heaviestUnmetOfQuery(asked: Asked, reading: Reading, pairs: number): number {
  const shares: number[] = []
  for (let i = 0; i < reading.length; i++) {
    const part = reading[i]
    if (part !== undefined && (bestOfQuery[i] ?? 0) === 0 && isNameOfItsOwn(part))
      shares.push(part.weight / asked.total)
  }
  return sumOfHeaviest(shares, pairs)
}

function heaviestUnmetOfEntry(index: MatchIndex, from: number, count: number, total: number, pairs: number): number {
  const { partLexemes, partRoles, partWeights } = index.tables
  const shares: number[] = []
  for (let j = 0; j < count; j++) {
    if ((bestOfEntry[j] ?? 0) > 0) continue
    const lexeme = index.lexeme(partLexemes[from + j] ?? 0)
    if (isNameOfItsOwn({ lexeme, role: roleOf(partRoles[from + j]) })) shares.push((partWeights[from + j] ?? 0) / total)
  }
  return sumOfHeaviest(shares, pairs)
}

function sumOfHeaviest(shares: number[], pairs: number): number {
  if (shares.length > pairs) shares.sort((a, b) => b - a)
  let sum = 0
  for (let i = 0; i < pairs; i++) sum += shares[i] ?? 0
  return sum
}

function roleOf(byte: number | undefined): Role {
  return ROLES[(byte ?? 0) & 15] ?? 'word'
}

/** Initials of either side that a word of the other begins with, alone or written together. */
function meetInitials(index: MatchIndex, reading: Reading, from: number, count: number): void {
  const { partLexemes, partRoles } = index.tables
  for (let j = 0; j < count; j++) {
    const role = roleOf(partRoles[from + j])
    if (role !== 'initial' && role !== 'word') continue
    const lexeme = index.lexeme(partLexemes[from + j] ?? 0)
    const { text } = lexeme
    const isShort = isJoinedInitials({ lexeme, role })
    for (let i = 0; i < reading.length; i++) {
      const part = reading[i]
      if (part === undefined || (part.role !== 'initial' && part.role !== 'word')) continue
      const other = part.lexeme.text
      if (role === 'initial' || part.role === 'initial') {
        if (text === other) atLeast(i, j, ONE)
        else if (role !== part.role && (role === 'initial' ? other.startsWith(text) : text.startsWith(other)))
          atLeast(i, j, INITIAL_SIMILARITY)
      }
      if (isJoinedInitials(part)) meetTogether(index, part.lexeme.text, i, from, count, j)
      if (isShort) meetTogetherAsked(reading, text, i, j)
    }
  }
}

/** The letters of part `i` against the words of the row from `j` on. */
function meetTogether(index: MatchIndex, letters: string, i: number, from: number, count: number, j: number): void {
  const { partLexemes, partRoles } = index.tables
  if (j + letters.length > count) return
  for (let n = 0; n < letters.length; n++) {
    const role = roleOf(partRoles[from + j + n])
    if (role !== 'word' && role !== 'initial') return
    if (index.lexeme(partLexemes[from + j + n] ?? 0).text[0] !== letters[n]) return
  }
  for (let n = 0; n < letters.length; n++) atLeast(i, j + n, INITIAL_SIMILARITY)
}

/** The letters of the row's part `j` against the words asked for from `i` on. */
function meetTogetherAsked(reading: Reading, letters: string, i: number, j: number): void {
  for (let n = 0; n < letters.length; n++) {
    const part = reading[i + n]
    if (part === undefined || (part.role !== 'word' && part.role !== 'initial') || part.lexeme.text[0] !== letters[n])
      return
  }
  for (let n = 0; n < letters.length; n++) atLeast(i + n, j, INITIAL_SIMILARITY)
}

function atLeast(i: number, j: number, similarity: number): void {
  if ((bestOfQuery[i] ?? 0) < similarity) bestOfQuery[i] = similarity
  if ((bestOfEntry[j] ?? 0) < similarity) bestOfEntry[j] = similarity
}

// ------------------------------------------------------------------------------------------------- slips in the whole

/** Names that are the one asked for but for two slips. */
function gatherSlips(index: MatchIndex, search: Search): void {
  const asked = writtenOut(search.reading, search.model)
  if (asked === null) return
  const stamp = index.nextStamp()
  const letters = letterBits(asked)
  const { rowLetters } = index.tables
  for (const hash of quarterHashesAsked(asked))
    eachValue(index.tables.rowKeys, hash, (row) => {
      if (row < search.from || row >= search.to) return
      // Each slip takes one letter and puts another.
      if (bitCount(letters ^ (rowLetters[row] ?? 0)) > 2 * MOST_SLIPS) return
      if (index.stamps[row] === stamp) return
      index.stamps[row] = stamp
      if (!areWithinSlips(asked, index.writtenOut(row))) return
      const found = alignSlips(search.reading, index.reading(row), search.model)
      if (found === null) return
      if (ONE - found.nameScore <= mostOf(search, index.rowFacts[row] ?? 0))
        nominate(index, search, row, found.nameScore)
    })
}
