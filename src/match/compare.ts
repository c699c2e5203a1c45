/** One query against one entry: the best of all their names, explained. */
import { type Alignment, align } from './align.ts'
import { type Model, modelOf, type Reading, readingsOfName } from './parts.ts'
import { POINTS, qualifiersOf } from './qualify.ts'
import { ALGORITHM, clamp, scoreOf } from './score.ts'
import { alignSlips } from './slips.ts'
import type { Explanation, Match, Matchable, NameForm, PartMeeting, Qualifier, Query } from './types.ts'

/** A name with its readings, cut once and compared often. */
export type ReadName = { readonly text: string; readonly model: Model; readonly readings: readonly Reading[] }

/** Lowest agreement of a weak alias with the whole name asked for, millionths: it counts only when nearly literal. */
export const WEAK_ALIAS_FLOOR = 940_000

/**
 * The score of a pair depends on the pair alone, never on what else is listed: the weights of words are built in.
 * @returns `entry: 0`; a score of 0 with empty parts when either side has no name that can be read.
 */
export function compare(query: Query, entry: Matchable): Match {
  let best: { score: number; explanation: Explanation } | null = null
  const queries = new QueryNames(query)
  for (const form of namesOf(entry)) {
    const model = modelOf(entry.schema, form.text)
    const name: ReadName = { text: form.text, model, readings: readingsOfName(form.text, model) }
    const found = bestAlignment(queries.readAs(model, entry.schema === 'Address'), name)
    if (found === null) continue
    const { score, explanation } = judge(query, entry, form, found)
    if (best === null || score > best.score) best = { score, explanation }
  }
  const chosen = best ?? unread(query, entry)
  return {
    entry: 0,
    score: chosen.score,
    isMatch: chosen.score >= ALGORITHM.threshold,
    explanation: chosen.explanation,
  }
}

/** The score and the reasons of one name of an entry. */
export function judge(
  query: Query,
  entry: Matchable,
  form: NameForm,
  found: Found,
): Pick<Match, 'score' | 'explanation'> {
  const { nameScore } = found.alignment
  const qualifiers = [
    ...weakQualifier(form, nameScore, found.query.text),
    ...qualifiersOf(query, entry, weakened(form, nameScore)),
  ]
  const explanation = explain(found, form, qualifiers)
  return { score: scoreOf(explanation), explanation }
}

/** Every name of an entry in order; the addresses of an address-only entry are its names. */
export function namesOf(entry: Matchable): readonly NameForm[] {
  if (entry.schema !== 'Address') return entry.names.map(wellFormed)
  const addresses = (entry.addresses ?? []).map((text): NameForm => ({ text, quality: 'strong' }))
  return [...entry.names, ...addresses].map(wellFormed)
}

// A lone surrogate cannot be kept in UTF-8; it reads as the replacement character from the start.
function wellFormed(form: NameForm): NameForm {
  return form.text.isWellFormed() ? form : { ...form, text: form.text.toWellFormed() }
}

/** The names asked for, each read in every way an entry may need, once. */
export class QueryNames {
  readonly #names: readonly string[]
  readonly #addresses: readonly string[]
  readonly #read = new Map<string, readonly ReadName[]>()

  constructor(query: Query) {
    this.#names = [query.name, ...(query.otherNames ?? [])].map((name) => name.toWellFormed())
    this.#addresses = (query.addresses ?? []).map((address) => address.toWellFormed())
  }

  /** `withAddresses`: the entry is an address, so the addresses asked for are names too. */
  readAs(model: Model, withAddresses = false): readonly ReadName[] {
    const key = withAddresses ? `${model}+` : model
    const known = this.#read.get(key)
    if (known !== undefined) return known
    const texts = withAddresses ? [...this.#names, ...this.#addresses] : this.#names
    const read = texts.map((text) => ({ text, model, readings: readingsOfName(text, model) }))
    this.#read.set(key, read)
    return read
  }
}

export type Found = {
  readonly query: ReadName
  readonly queryReading: Reading
  readonly entryReading: Reading
  readonly alignment: Alignment
}

/** The best agreement of any reading of any name asked for with any reading of the entry's name. */
export function bestAlignment(queries: readonly ReadName[], name: ReadName): Found | null {
  let best: Found | null = null
  for (const query of queries)
    for (const queryReading of query.readings)
      for (const entryReading of name.readings) {
        const byWords = align(queryReading, entryReading, name.model)
        const bySlips = alignSlips(queryReading, entryReading, name.model)
        const alignment = bySlips !== null && bySlips.nameScore > byWords.nameScore ? bySlips : byWords
        if (alignment.meetings.length > 0 && (best === null || alignment.nameScore > best.alignment.nameScore))
          best = { query, queryReading, entryReading, alignment }
      }
  return best
}

/** What a weak alias takes from a score: everything, unless it is nearly literal. */
export function weakQualifier(form: NameForm, nameScore: number, query: string): readonly Qualifier[] {
  if (form.quality !== 'weak') return []
  const points = weakened(form, nameScore) - nameScore
  const effect = nameScore < WEAK_ALIAS_FLOOR ? 'contradicts' : 'neutral'
  return [{ kind: 'weak-alias', effect, points, query, entry: form.text }]
}

export function weakened(form: Pick<NameForm, 'quality'>, nameScore: number): number {
  if (form.quality !== 'weak') return nameScore
  return nameScore < WEAK_ALIAS_FLOOR ? 0 : clamp(nameScore + POINTS.weakAlias)
}

export function explain(found: Found, name: { readonly text: string }, qualifiers: readonly Qualifier[]): Explanation {
  const parts = found.alignment.meetings.map(
    (meeting): PartMeeting => ({
      query: asWritten(found.query.text, found.queryReading, meeting.query, meeting.queryLength),
      entry: asWritten(name.text, found.entryReading, meeting.entry, meeting.entryLength),
      kind: meeting.kind,
      similarity: meeting.similarity,
      weight: meeting.weight,
    }),
  )
  return { queryName: found.query.text, entryName: name.text, parts, nameScore: found.alignment.nameScore, qualifiers }
}

function asWritten(text: string, reading: Reading, from: number, length: number): string | null {
  if (length === 0) return null
  let start = Number.POSITIVE_INFINITY
  let end = 0
  for (let i = from; i < from + length; i++) {
    start = Math.min(start, reading[i]?.from ?? start)
    end = Math.max(end, reading[i]?.to ?? end)
  }
  return text.slice(start, end)
}

function unread(query: Query, entry: Matchable): { score: number; explanation: Explanation } {
  const qualifiers = qualifiersOf(query, entry, 0)
  const explanation = {
    queryName: query.name,
    entryName: entry.names[0]?.text ?? '',
    parts: [],
    nameScore: 0,
    qualifiers,
  }
  return { score: scoreOf(explanation), explanation }
}
