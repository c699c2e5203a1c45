/**
 * Who on an index might be meant.
 *
 * Retrieval files every word of every name under its sound with up to two letters left out, its consonants where a
 * script leaves vowels out, its name group and its meaning; every name under its neighbours written together and its
 * initials; every entry under its identifiers. A query gathers, for each name on file, the least that what did not
 * meet must cost; names that can still reach the floor are compared in full.
 *
 * NOTHING IS LOST of this class: every entry that `compare` gives the floor or more is found, whatever mixture of
 * equal words, edits (none to 2 letters, 1 to 5, 2 above, swaps included), romanisations, missing vowels, name groups,
 * abbreviations, initials, words joined or split, order, missing and added words led to it. `screen.test.ts` proves it
 * against comparing with every entry. What `compare` itself does not see (a translated name, three edits in a word)
 * is not found either.
 *
 * Work is bounded: `MAX_PARTS` parts a name, and a name's cost never depends on `floor` or `limit` in its score.
 */
import {
  bitCount,
  initialsOf,
  isInitialsOnly,
  isJoinable,
  isJoinedInitials,
  JOINED_EDIT_LENGTH,
  joinText,
  leastLoss,
  mayJoin,
  meetJoined,
  meetWords,
} from './align.ts'
import { bestAlignment, compare, judge, QueryNames, type ReadName, weakened } from './compare.ts'
import { editBand } from './edits.ts'
import { buildTables } from './index-build.ts'
import { tablesFromBytes, tablesToBytes } from './index-bytes.ts'
import { deletionHashes, eachValue, hashOf, SALT } from './keys.ts'
import { isSkeletal, type Lexeme, letterBits, lexemeOf, ORIGINS, skeletonKey } from './lexeme.ts'
import { MODELS, type Model, type Part, type Reading, ROLES } from './parts.ts'
import { identifierKey, POINTS, schemaPoints } from './qualify.ts'
import { ALGORITHM, CONTRADICTION_COST, ONE } from './score.ts'
import { alignSlips, areWithinSlips, MOST_SLIPS, quarterHashesAsked, writtenOut } from './slips.ts'
import { type EntryRecord, type IndexTables, LOSS_UNIT, QUALITIES, ROW_FLAGS } from './tables.ts'
import { type Match, type Matchable, type NameForm, type Query, SCHEMAS, type ScreenOptions } from './types.ts'

export function buildIndex(entries: readonly Matchable[]): MatchIndex {
  return new MatchIndex(buildTables(entries))
}

export function writeIndex(index: MatchIndex): Uint8Array {
  return tablesToBytes(index.tables)
}

/**
 * @param bytes must not change afterwards: the index is a view of them.
 * @throws Error when the bytes are not an index of this algorithm, or are cut short.
 */
export function readIndex(bytes: Uint8Array): MatchIndex {
  return new MatchIndex(tablesFromBytes(bytes))
}

/** A set of entries made ready to be screened against. Immutable to its users; it keeps what it decodes. */
export class MatchIndex {
  readonly tables: IndexTables
  readonly #lexemes: (Lexeme | undefined)[]
  readonly #decoder = new TextDecoder()
  /** By row, for the query at work: least loss regained on either side, and which query parts met something. */
  readonly gainedQuery: Float32Array
  readonly gainedEntry: Float32Array
  readonly metParts: Uint32Array
  readonly lastUnit: Int32Array
  readonly stamps: Uint32Array
  readonly lexemeStamps: Uint32Array
  stamp = 0

  constructor(tables: IndexTables) {
    this.tables = tables
    const rows = tables.rowEntries.length
    this.#lexemes = new Array(tables.lexemeOrigins.length)
    this.gainedQuery = new Float32Array(rows)
    this.gainedEntry = new Float32Array(rows)
    this.metParts = new Uint32Array(rows)
    this.lastUnit = new Int32Array(rows)
    this.stamps = new Uint32Array(rows)
    this.lexemeStamps = new Uint32Array(tables.lexemeOrigins.length)
  }

  get entryCount(): number {
    return this.tables.entryCount
  }

  /** A number no row or word carries yet. */
  nextStamp(): number {
    if (this.stamp === 0xffffffff) {
      this.stamps.fill(0)
      this.lexemeStamps.fill(0)
      this.stamp = 0
    }
    this.stamp++
    return this.stamp
  }

  lexeme(id: number): Lexeme {
    const known = this.#lexemes[id]
    if (known !== undefined) return known
    const { lexemeStarts, lexemeOrigins, pool } = this.tables
    const text = this.#decoder.decode(pool.subarray(lexemeStarts[id], lexemeStarts[id + 1]))
    const made = lexemeOf(text, ORIGINS[lexemeOrigins[id] ?? 0])
    this.#lexemes[id] = made
    return made
  }

  reading(row: number): Reading {
    const { partStarts, partLexemes, partRoles, partWeights, partFroms, partTos } = this.tables
    const parts: Part[] = []
    const end = partStarts[row + 1] ?? 0
    for (let p = partStarts[row] ?? 0; p < end; p++) {
      const role = partRoles[p] ?? 0
      parts.push({
        lexeme: this.lexeme(partLexemes[p] ?? 0),
        role: ROLES[role & 15] ?? 'word',
        weight: partWeights[p] ?? 0,
        isAside: role >= 16,
        from: partFroms[p] ?? 0,
        to: partTos[p] ?? 0,
      })
    }
    return parts
  }

  /** The row's words without gaps, as `writtenOut` of its reading. */
  writtenOut(row: number): string {
    const { partStarts, partLexemes, partRoles } = this.tables
    const end = partStarts[row + 1] ?? 0
    let text = ''
    for (let p = partStarts[row] ?? 0; p < end; p++) {
      const lexeme = this.lexeme(partLexemes[p] ?? 0)
      text += joinText({ lexeme, role: ROLES[(partRoles[p] ?? 0) & 15] ?? 'word' })
    }
    return text
  }

  text(row: number): string {
    return this.#decoder.decode(this.tables.pool.subarray(this.tables.textFroms[row], this.tables.textTos[row]))
  }

  entry(at: number): Matchable {
    const { recordStarts, pool } = this.tables
    const text = this.#decoder.decode(pool.subarray(recordStarts[at], recordStarts[at + 1]))
    const [names, countries, addresses, birthDates, identifiers, genders] = JSON.parse(text) as EntryRecord
    return { schema: this.schema(at), names, countries, addresses, birthDates, identifiers, genders }
  }

  /** The entry with nothing but its schema: enough for a query that asks by name alone. */
  bareEntry(at: number): Matchable {
    return { schema: this.schema(at), names: [], countries: [] }
  }

  schema(at: number): Matchable['schema'] {
    return SCHEMAS[this.tables.entrySchemas[at] ?? 0] ?? 'LegalEntity'
  }
}

/**
 * @returns every entry at or above the floor, best first, equal scores in the order of the entries.
 * @example screen(index, { name: 'Fictional Trading One Ltd', countries: ['CN'] })
 */
export function screen(index: MatchIndex, query: Query, options: ScreenOptions = {}): readonly Match[] {
  return screenWith(index, query, options, new Map())
}

/**
 * Screens many, one after another: what a word meets is looked up once, however many carry it. Each answer is exactly
 * that of `screen`.
 */
export function newScreener(index: MatchIndex): (query: Query, options?: ScreenOptions) => readonly Match[] {
  const known = new Map<string, readonly Met[]>()
  return (query, options = {}) => {
    if (known.size > MOST_WORDS_KEPT) known.clear()
    return screenWith(index, query, options, known)
  }
}

/** Words whose meetings a screener keeps: some hundred megabytes of them. */
const MOST_WORDS_KEPT = 400_000

function screenWith(
  index: MatchIndex,
  query: Query,
  options: ScreenOptions,
  hits: Map<string, readonly Met[]>,
): readonly Match[] {
  const floor = Math.max(1, options.floor ?? ALGORITHM.floor)
  const best = new Map<number, Best>()
  const names = new QueryNames(query)
  // The most that can be added to the score of a name without an identifier.
  const bonus =
    ((query.birthDates?.length ?? 0) > 0 ? POINTS.birthDayConfirms : 0) +
    ((query.addresses?.length ?? 0) > 0 ? POINTS.addressConfirms : 0)
  const allowed = SCHEMAS.map((schema) => ONE - floor + bonus + schemaPoints(query.schema, schema))
  for (const [m, model] of MODELS.entries()) {
    const from = index.tables.modelStarts[m] ?? 0
    const to = index.tables.modelStarts[m + 1] ?? 0
    if (from === to) continue
    // A name asked for that cannot reach the floor cannot be the best either, so each name on file meets only those
    // that can.
    const nominated = new Map<number, ReadName[]>()
    for (const name of names.readAs(model, model === 'address')) {
      const rows = new Set<number>()
      for (const reading of name.readings) gather(index, { hits, reading, model, from, to, allowed, rows })
      for (const row of rows) {
        const queries = nominated.get(row)
        if (queries === undefined) nominated.set(row, [name])
        else queries.push(name)
      }
    }
    for (const [row, queries] of nominated) considerName(index, row, query, queries, floor - bonus, best)
  }
  for (const entry of identifiedEntries(index, query)) {
    const match = compare(query, index.entry(entry))
    best.set(entry, { nameAt: 0, match: { ...match, entry } })
  }
  const matches = [...best.values()].map(({ match }) => match).filter((match) => match.score >= floor)
  matches.sort((a, b) => b.score - a.score || a.entry - b.entry)
  return options.limit === undefined ? matches : matches.slice(0, Math.max(0, options.limit))
}

type Best = { readonly nameAt: number; readonly match: Match }

/** Entries that carry an identifier asked for: considered whatever they are called. */
function identifiedEntries(index: MatchIndex, query: Query): Set<number> {
  const found = new Set<number>()
  for (const identifier of query.identifiers ?? []) {
    const key = identifierKey(identifier)
    if (key === null) continue
    eachValue(index.tables.entryKeys, hashOf(SALT.identifier, key), (entry) => found.add(entry))
  }
  return found
}

/** Compares the whole name `row` is a reading of, exactly as `compare` does, and keeps it where it is its entry's best. */
function considerName(
  index: MatchIndex,
  row: number,
  query: Query,
  queries: readonly ReadName[],
  least: number,
  best: Map<number, Best>,
): void {
  const { rowEntries, rowNames, rowQualities } = index.tables
  const entry = rowEntries[row] ?? 0
  const nameAt = rowNames[row] ?? 0
  const model = queries[0]?.model ?? 'person'
  const quality = QUALITIES[rowQualities[row] ?? 0] ?? 'strong'
  const readings: Reading[] = []
  for (let r = row; r < rowEntries.length && rowEntries[r] === entry && rowNames[r] === nameAt; r++)
    readings.push(index.reading(r))
  const found = bestAlignment(queries, { text: '', model, readings })
  if (found === null) return
  const nameScore = found.alignment.nameScore
  if (weakened({ quality }, nameScore) < least) return
  const form: NameForm = { text: index.text(row), quality }
  const details = needsDetails(query) ? index.entry(entry) : index.bareEntry(entry)
  const { score, explanation } = judge(query, details, form, found)
  const known = best.get(entry)
  if (known !== undefined && (known.match.score > score || (known.match.score === score && known.nameAt <= nameAt)))
    return
  best.set(entry, { nameAt, match: { entry, score, isMatch: score >= ALGORITHM.threshold, explanation } })
}

function needsDetails(query: Query): boolean {
  const { countries = [], addresses = [], birthDates = [], identifiers = [], genders = [] } = query
  return countries.length + addresses.length + birthDates.length + identifiers.length + genders.length > 0
}

// ------------------------------------------------------------------------------------------------- gathering rows

type Search = {
  /** What words of the query met, kept between the ways to read it. */
  readonly hits: Map<string, readonly Met[]>
  readonly reading: Reading
  readonly model: Model
  /** Rows looked at, half-open. */
  readonly from: number
  readonly to: number
  /** By schema: the most a name may lose and still count, millionths. */
  readonly allowed: readonly number[]
  /** First rows of the names that may count are added here. */
  readonly rows: Set<number>
}

/** One word of the query, or several written together, that can meet something. */
type Unit = {
  readonly lexeme: Lexeme
  readonly parts: number
  readonly gain: number
  readonly share: number
  readonly isJoined: boolean
}
type Met = { readonly lexeme: number; readonly similarity: number }

function gather(index: MatchIndex, search: Search): void {
  const { reading, model } = search
  const touched: number[] = []
  const total = reading.reduce((sum, part) => sum + part.weight, 0)
  if (total === 0) return
  const losses = reading.map((part, at) => leastLoss(part, reading, at, 'query', model) * (part.weight / total))
  const stamp = index.nextStamp()
  const touch = (row: number) => {
    if (index.stamps[row] === stamp) return
    index.stamps[row] = stamp
    index.gainedQuery[row] = 0
    index.gainedEntry[row] = 0
    index.metParts[row] = 0
    index.lastUnit[row] = -1
    touched.push(row)
  }
  for (const [number, unit] of unitsOf(reading, losses, total).entries()) {
    for (const met of metBy(index, unit, model, search.hits)) {
      const gain = unit.isJoined ? unit.gain : unit.gain - Math.min(unit.gain, unit.share * (1 - met.similarity / ONE))
      const { postingStarts, postingRows, postingLosses } = index.tables
      const end = postingStarts[met.lexeme + 1] ?? 0
      for (let p = firstAtLeast(postingRows, search.from, postingStarts[met.lexeme] ?? 0, end); p < end; p++) {
        const row = postingRows[p] ?? 0
        if (row >= search.to) break
        // Two small words that meet tell nothing.
        if (unit.gain === 0 && postingLosses[p] === 0) continue
        touch(row)
        index.gainedEntry[row] = (index.gainedEntry[row] ?? 0) + (postingLosses[p] ?? 0)
        if (index.lastUnit[row] === number) continue
        index.lastUnit[row] = number
        index.gainedQuery[row] = (index.gainedQuery[row] ?? 0) + gain
        index.metParts[row] = (index.metParts[row] ?? 0) | unit.parts
      }
    }
    if (unit.isJoined) continue
    joinedRows(index, unit.lexeme, (row) => {
      if (row < search.from || row >= search.to) return
      touch(row)
      index.gainedEntry[row] = (index.gainedEntry[row] ?? 0) + LOSS_UNIT
      index.gainedQuery[row] = (index.gainedQuery[row] ?? 0) + unit.gain
      index.metParts[row] = (index.metParts[row] ?? 0) | unit.parts
    })
  }
  if (model === 'person') initialRows(index, reading, search, touch)
  const initialsAsked = model === 'person' ? initialsIn(reading) : ''
  const queryLoss = losses.reduce((sum, loss) => sum + loss, 0)
  const words = reading.reduce((bits, part, at) => (part.role === 'word' ? bits | (1 << at) : bits), 0)
  for (const row of touched) {
    const flags = index.tables.rowFlags[row] ?? 0
    // Each initial can meet one word, which is filed elsewhere.
    const initialsListed = (flags & ROW_FLAGS.hasInitials) === 0 ? '' : initialsIn(index.reading(row))
    let ofQuery = queryLoss - (index.gainedQuery[row] ?? 0)
    if (ofQuery > 0 && initialsListed !== '') ofQuery -= lossOfWordsUnder(initialsListed, reading, losses)
    let ofEntry = ((index.tables.rowLosses[row] ?? 0) - (index.gainedEntry[row] ?? 0)) / LOSS_UNIT
    if (ofQuery < 0) ofQuery = 0
    if (ofEntry > 0 && initialsAsked !== '') ofEntry -= shareOfWordsUnder(initialsAsked, index.tables, row)
    if (ofEntry < 0) ofEntry = 0
    const isContradicted =
      initialsListed === '' &&
      initialsAsked === '' &&
      (flags & ROW_FLAGS.hasNumbers) === 0 &&
      ofEntry > SLACK &&
      (words & ~(index.metParts[row] ?? 0)) !== 0
    const loss = (ofQuery + ofEntry - SLACK) * ONE + (isContradicted ? CONTRADICTION_COST : 0)
    const schema = index.tables.entrySchemas[index.tables.rowEntries[row] ?? 0] ?? 0
    if (loss <= (search.allowed[schema] ?? 0)) search.rows.add(firstRowOfName(index, row))
  }
  gatherSlips(index, search)
}

/** Names that are the one asked for but for two slips. */
function gatherSlips(index: MatchIndex, search: Search): void {
  const asked = writtenOut(search.reading, search.model)
  if (asked === null) return
  const stamp = index.nextStamp()
  const letters = letterBits(asked)
  const { rowLetters } = index.tables
  for (const hash of quarterHashesAsked(asked))
    eachValue(index.tables.rowKeys, hash, (row) => {
      if (row < search.from || row >= search.to || index.stamps[row] === stamp) return
      index.stamps[row] = stamp
      // Each slip takes one letter and puts another.
      if (bitCount(letters ^ (rowLetters[row] ?? 0)) > 2 * MOST_SLIPS) return
      if (!areWithinSlips(asked, index.writtenOut(row))) return
      const first = firstRowOfName(index, row)
      if (search.rows.has(first)) return
      const found = alignSlips(search.reading, index.reading(row), search.model)
      const schema = index.tables.entrySchemas[index.tables.rowEntries[row] ?? 0] ?? 0
      if (found !== null && ONE - found.nameScore <= (search.allowed[schema] ?? 0)) search.rows.add(first)
    })
}

/** The letters of a name that can each meet a word of another name. */
function initialsIn(reading: Reading): string {
  let letters = ''
  for (const part of reading) if (part.role === 'initial' || isJoinedInitials(part)) letters += part.lexeme.text
  return letters
}

function lossOfWordsUnder(initials: string, reading: Reading, losses: readonly number[]): number {
  let loss = 0
  for (const [at, part] of reading.entries()) if (initials.includes(part.lexeme.text[0] ?? '')) loss += losses[at] ?? 0
  return loss
}

/** No less than what the words of the row that begin with one of the initials could cost, as a share of the whole. */
function shareOfWordsUnder(initials: string, tables: IndexTables, row: number): number {
  const { partStarts, partWeights, partLexemes, lexemeStarts, pool } = tables
  let total = 0
  let under = 0
  const end = partStarts[row + 1] ?? 0
  for (let p = partStarts[row] ?? 0; p < end; p++) {
    const weight = partWeights[p] ?? 0
    total += weight
    const letter = String.fromCharCode(pool[lexemeStarts[partLexemes[p] ?? 0] ?? 0] ?? 0)
    if (initials.includes(letter)) under += weight
  }
  return under / total
}

/** Rounding of least losses and scores, as a share: a bound is never tighter than the score it bounds. */
const SLACK = 0.002

function firstRowOfName(index: MatchIndex, row: number): number {
  const { rowEntries, rowNames } = index.tables
  let first = row
  while (first > 0 && rowEntries[first - 1] === rowEntries[row] && rowNames[first - 1] === rowNames[row]) first--
  return first
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

function unitsOf(reading: Reading, losses: readonly number[], total: number): Unit[] {
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
      })
    if (!isJoinable(part)) continue
    let text = part.lexeme.text
    let parts = 1 << i
    let gain = losses[i] ?? 0
    for (let n = 2; n <= 4 && i + n <= reading.length; n++) {
      const next = reading[i + n - 1]
      if (!isJoinable(next)) break
      text += joinText(next)
      parts |= 1 << (i + n - 1)
      gain += losses[i + n - 1] ?? 0
      if (!mayJoin(text, n)) break
      units.push({ lexeme: lexemeOf(text), parts, gain, share: 0, isJoined: true })
    }
  }
  return units
}

/** Every word on file that the unit meets, most alike first. */
function metBy(index: MatchIndex, unit: Unit, model: Model, known: Map<string, readonly Met[]>): readonly Met[] {
  const { lexeme } = unit
  const key = `${model === 'person' ? 'p' : 'b'}${unit.isJoined ? 'j' : ''}${lexeme.origin}${lexeme.text}`
  const before = known.get(key)
  if (before !== undefined) return before
  const stamp = index.nextStamp()
  const hits: Met[] = []
  const visit = (id: number) => {
    if (index.lexemeStamps[id] === stamp) return
    index.lexemeStamps[id] = stamp
    const other = index.lexeme(id)
    const met = unit.isJoined ? meetJoined(lexeme, other, model) : meetWords(lexeme, other, model)
    if (met !== null) hits.push({ lexeme: id, similarity: met.similarity })
  }
  const hashes: number[] = []
  if (unit.isJoined) deletionHashes(lexeme.key, lexeme.key.length >= JOINED_EDIT_LENGTH - 1 ? 1 : 0, hashes)
  else deletionHashes(lexeme.key, lexeme.isNumeric ? 0 : editBand(lexeme.key.length), hashes)
  for (const hash of hashes) eachValue(index.tables.lexemeKeys, hash, visit)
  const skeleton = unit.isJoined ? null : skeletonKey(lexeme)
  if (skeleton !== null) {
    const salt = isSkeletal(lexeme) ? SALT.skeleton : SALT.consonantSkeleton
    eachValue(index.tables.lexemeKeys, hashOf(salt, skeleton), visit)
  }
  if (model === 'person')
    for (const group of lexeme.nameGroups)
      eachValue(index.tables.lexemeKeys, hashOf(SALT.nameGroup, String(group)), visit)
  else if (!unit.isJoined)
    for (const meaning of lexeme.meanings)
      eachValue(index.tables.lexemeKeys, hashOf(SALT.meaning, String(meaning)), visit)
  hits.sort((a, b) => b.similarity - a.similarity || a.lexeme - b.lexeme)
  known.set(key, hits)
  return hits
}

/** Rows with neighbours that, written together, are the word or one edit from it. */
function joinedRows(index: MatchIndex, lexeme: Lexeme, visit: (row: number) => void): void {
  const { key } = lexeme
  if (lexeme.isNumeric || key.length < 2) return
  const { rowKeys } = index.tables
  eachValue(rowKeys, hashOf(SALT.joined, key), visit)
  for (const group of lexeme.nameGroups) eachValue(rowKeys, hashOf(SALT.joinedGroup, String(group)), visit)
  if (key.length < JOINED_EDIT_LENGTH) return
  for (let length = key.length - 1; length <= key.length + 1; length++) {
    if (length < JOINED_EDIT_LENGTH) continue
    const half = Math.ceil(length / 2)
    eachValue(rowKeys, hashOf(SALT.joinedHead, `${length}:${key.slice(0, half)}`), visit)
    eachValue(rowKeys, hashOf(SALT.joinedTail, `${length}:${key.slice(key.length - (length - half))}`), visit)
    // A swap over the middle breaks both halves.
    if (length === key.length)
      eachValue(
        rowKeys,
        hashOf(SALT.joined, `${key.slice(0, half - 1)}${key[half]}${key[half - 1]}${key.slice(half + 1)}`),
        visit,
      )
  }
}

/** A name of nothing but initials can only mean another of the same. */
function initialRows(index: MatchIndex, reading: Reading, search: Search, touch: (row: number) => void): void {
  if (!isInitialsOnly(reading)) return
  eachValue(index.tables.rowKeys, hashOf(SALT.initialsOnly, initialsOf(reading)), (row) => {
    if (row >= search.from && row < search.to) touch(row)
  })
}
