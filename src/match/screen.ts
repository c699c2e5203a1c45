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

import { joinText } from './align.ts'
import {
  bestAlignment,
  compare,
  type Found,
  judge,
  QueryNames,
  type ReadName,
  WEAK_ALIAS_FLOOR,
  weakened,
} from './compare.ts'
import { gather, Marks, rowFactsOf, Touched } from './gather.ts'
import { buildTables } from './index-build.ts'
import { tablesFromBytes, tablesToBytes } from './index-bytes.ts'
import { eachValue, hashOf, SALT } from './keys.ts'
import { type Lexeme, lexemeOf, ORIGINS } from './lexeme.ts'
import { Meetings } from './meetings.ts'
import { MODELS, type Model, type Part, type Reading, ROLES } from './parts.ts'
import { identifierKey, POINTS, schemaPoints } from './qualify.ts'
import { ALGORITHM, ONE } from './score.ts'
import { type EntryRecord, type IndexTables, QUALITIES } from './tables.ts'
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
  /** For the query at work. */
  readonly touched: Touched
  readonly marks: Marks
  readonly stamps: Uint32Array
  /** By row, read together: its least loss, flags, schema and quality; see `rowFact`. */
  readonly rowFacts: Uint32Array
  #stamp = 0
  readonly meetings: Meetings
  /** By model: the schemas its rows are of. */
  readonly #schemas: readonly ReadonlySet<number>[]

  constructor(tables: IndexTables) {
    this.tables = tables
    const rows = tables.rowEntries.length
    const lexemes = tables.lexemeOrigins.length
    this.#lexemes = new Array(lexemes)
    this.touched = new Touched(rows)
    this.marks = new Marks(lexemes)
    this.stamps = new Uint32Array(rows)
    this.rowFacts = rowFactsOf(tables)
    this.meetings = this.newMeetings()
    this.#schemas = MODELS.map((_, m) => {
      const schemas = new Set<number>()
      for (let row = tables.modelStarts[m] ?? 0; row < (tables.modelStarts[m + 1] ?? 0); row++)
        schemas.add(tables.entrySchemas[tables.rowEntries[row] ?? 0] ?? 0)
      return schemas
    })
  }

  /** @param units most words whose meetings are kept between queries */
  newMeetings(units?: number): Meetings {
    const { lexemeKeys, lexemeOrigins } = this.tables
    return new Meetings(lexemeKeys, lexemeOrigins.length, (id) => this.lexeme(id), units)
  }

  /** The most that any name read as `model` may lose, millionths. */
  mostAllowed(model: Model, allowed: readonly number[]): number {
    let most = Number.NEGATIVE_INFINITY
    for (const schema of this.#schemas[MODELS.indexOf(model)] ?? []) most = Math.max(most, allowed[schema] ?? 0)
    return most
  }

  get entryCount(): number {
    return this.tables.entryCount
  }

  /** A number no row carries yet. */
  nextStamp(): number {
    if (this.#stamp === 0xffffffff) {
      this.stamps.fill(0)
      this.#stamp = 0
    }
    this.#stamp++
    return this.#stamp
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
  return screenWith(index, query, options, index.meetings)
}

/**
 * Screens many, one after another: what a word meets is looked up once, however many carry it. Each answer is exactly
 * that of `screen`.
 */
export function newScreener(index: MatchIndex): (query: Query, options?: ScreenOptions) => readonly Match[] {
  const meetings = index.newMeetings(MOST_WORDS_KEPT)
  return (query, options = {}) => screenWith(index, query, options, meetings)
}

/** Words whose meetings a screener keeps: some hundred megabytes of them. */
const MOST_WORDS_KEPT = 400_000

function screenWith(index: MatchIndex, query: Query, options: ScreenOptions, meetings: Meetings): readonly Match[] {
  const floor = Math.max(1, options.floor ?? ALGORITHM.floor)
  const names = new QueryNames(query)
  // The most that can be added to the score of a name without an identifier.
  const bonus =
    ((query.birthDates?.length ?? 0) > 0 ? POINTS.birthDayConfirms : 0) +
    ((query.addresses?.length ?? 0) > 0 ? POINTS.addressConfirms : 0)
  const least = floor - bonus
  const consideration: Consideration = { index, query, least, isByNameAlone: !needsDetails(query), best: new Map() }
  const allowed = SCHEMAS.map((schema) => ONE - least + schemaPoints(query.schema, schema))
  const allowedWeak = least > 0 ? ONE - WEAK_ALIAS_FLOOR : ONE
  for (const [m, model] of MODELS.entries()) {
    const from = index.tables.modelStarts[m] ?? 0
    const to = index.tables.modelStarts[m + 1] ?? 0
    if (from === to) continue
    // A name asked for that cannot reach the floor cannot be the best either, so each name on file meets only those
    // that can.
    const nominated = new Map<number, Nominated>()
    for (const name of names.readAs(model, model === 'address')) {
      const nominees = new Map<number, number>()
      for (const reading of name.readings)
        gather(index, { meetings, reading, model, from, to, allowed, allowedWeak, nominees })
      for (const [row, bound] of nominees) {
        const known = nominated.get(row)
        if (known === undefined) nominated.set(row, { row, queries: [name], bound })
        else {
          known.queries.push(name)
          known.bound = Math.max(known.bound, bound)
        }
      }
    }
    considerNames(consideration, [...nominated.values()])
  }
  const { best } = consideration
  for (const entry of identifiedEntries(index, query)) {
    const match = compare(query, index.entry(entry))
    best.set(entry, { nameAt: 0, match: { ...match, entry } })
  }
  const matches: Match[] = []
  for (const { match } of best.values()) if (match.score >= floor) matches.push(match)
  matches.sort((a, b) => b.score - a.score || a.entry - b.entry)
  return options.limit === undefined ? matches : matches.slice(0, Math.max(0, options.limit))
}

/** A name on file that may count, with the names asked for that may agree with it. */
type Nominated = {
  /** First row of the name. */
  readonly row: number
  readonly queries: ReadName[]
  /** The most its name score can be, millionths. */
  bound: number
}

type Consideration = {
  readonly index: MatchIndex
  readonly query: Query
  /** Lowest score of a name that can still count, millionths. */
  readonly least: number
  /** Nothing but names can change a score. */
  readonly isByNameAlone: boolean
  readonly best: Map<number, Best>
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

/** Most promising first, so that an entry's lesser names need not be compared; names of one text are compared once. */
function considerNames(consideration: Consideration, nominated: Nominated[]): void {
  const { index, query, isByNameAlone, best } = consideration
  const { rowEntries, rowQualities, textFroms } = index.tables
  if (nominated.length > 1) nominated.sort((a, b) => b.bound - a.bound || a.row - b.row)
  const compared = new Map<number, { readonly queries: number; readonly found: Found | null }>()
  for (const { row, queries, bound } of nominated) {
    const entry = rowEntries[row] ?? 0
    const quality = QUALITIES[rowQualities[row] ?? 0] ?? 'strong'
    const known = isByNameAlone ? best.get(entry) : undefined
    if (known !== undefined) {
      const most = weakened({ quality }, Math.ceil(bound)) + schemaPoints(query.schema, index.schema(entry))
      if (most < known.match.score) continue
    }
    const text = textFroms[row] ?? 0
    const before = compared.get(text)
    // Who may agree with a text depends on how low a score still counts there: as many are the same ones.
    const isKnown = before !== undefined && before.queries === queries.length
    const found = isKnown ? before.found : bestAlignment(queries, namedBy(index, row, queries))
    if (!isKnown) compared.set(text, { queries: queries.length, found })
    if (found !== null) considerName(consideration, row, quality, found)
  }
}

/** The whole name that `row` is the first reading of. */
function namedBy(index: MatchIndex, row: number, queries: readonly ReadName[]): ReadName {
  const { rowEntries, rowNames } = index.tables
  const readings: Reading[] = []
  for (let r = row; r < rowEntries.length && rowEntries[r] === rowEntries[row] && rowNames[r] === rowNames[row]; r++)
    readings.push(index.reading(r))
  return { text: '', model: queries[0]?.model ?? 'person', readings }
}

/** Scores a name exactly as `compare` does, and keeps it where it is its entry's best. */
function considerName(
  { index, query, least, isByNameAlone, best }: Consideration,
  row: number,
  quality: NameForm['quality'],
  found: Found,
): void {
  if (weakened({ quality }, found.alignment.nameScore) < least) return
  const entry = index.tables.rowEntries[row] ?? 0
  const nameAt = index.tables.rowNames[row] ?? 0
  const form: NameForm = { text: index.text(row), quality }
  const details = isByNameAlone ? index.bareEntry(entry) : index.entry(entry)
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
