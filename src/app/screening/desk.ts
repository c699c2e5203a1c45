/**
 * The lists in use as other screening services are asked of them: by example, by words, by id. Scores are those of the
 * engine; what leaves an entry out never changes the score of another.
 */
import { matchableOf, type ScreeningSnapshot } from '../../assessment/index.ts'
import { type Day, daysBetween, parseDay } from '../../base/index.ts'
import type { LawTables } from '../../law/index.ts'
import { type FtmEntity, type ListedParty, type ListId, listsNamed } from '../../lists/index.ts'
import { compare, type Match, type Query, screen } from '../../match/index.ts'
import { type Listed, type ListedEntity, listedIn, nested, partiesWithWords, wordsOf } from './listed.ts'
import { type Scope, scopeOf } from './scope.ts'

/** A listing that may be the party asked for. */
export type ListingMatch = { readonly party: ListedParty; readonly match: Match }

/** A party that may be the one asked for, by its best listing. */
export type EntityMatch = {
  readonly entity: FtmEntity
  /** Of the best listing. */
  readonly match: Match
  readonly listing: ListedParty
  /** Every listing of the party. */
  readonly listings: readonly ListedParty[]
}

/** What of the entities a caller wants to see. Empty: no restriction. */
export type Kept = {
  readonly excludeSchemas: readonly string[]
  readonly topics: readonly string[]
  /** Ids of entities or of any of their listings. */
  readonly excludeIds: readonly string[]
  /** `2026-11-01`: leaves out what was fetched from its publishers before and so cannot have changed since. */
  readonly changedSince: string | null
}

export type Found =
  | { readonly kind: 'entity'; readonly entity: FtmEntity }
  /** It is one listing of the entity with this id. */
  | { readonly kind: 'moved'; readonly id: string }
  | { readonly kind: 'unknown' }

export type ScreeningDesk = {
  /** Of the named lists and collections, less the excluded; `null`: a name is nobody's, and which. */
  readonly scope: (asked: {
    readonly name: string
    readonly include?: readonly string[]
    readonly exclude?: readonly string[]
  }) => { readonly scope: Scope; readonly unknown: null } | { readonly scope: null; readonly unknown: string }
  /** Every listing in scope at or above the floor (millionths), best first. */
  readonly listings: (query: Query, lists: ReadonlySet<ListId>, floor: number) => readonly ListingMatch[]
  /** The same, as parties. A party is in scope when one of its listings is; its score is that of its best listing. */
  readonly entities: (query: Query, lists: ReadonlySet<ListId>, floor: number, kept: Kept) => readonly EntityMatch[]
  /** Listings with every word of a text, in no order; every listing in scope where the text has none. */
  readonly withWords: (text: string, lists: ReadonlySet<ListId>) => readonly ListedParty[]
  /** Entities found by words, and by likeness to the text read as a name; best first. */
  readonly search: (text: string, lists: ReadonlySet<ListId>, kept: Kept) => readonly FtmEntity[]
  readonly entity: (id: string, isNested: boolean) => Found
  readonly snapshot: () => ScreeningSnapshot
}

export function openScreeningDesk(
  snapshotNow: () => ScreeningSnapshot,
  tables: LawTables,
  today: () => Day,
): ScreeningDesk {
  const scopes = new WeakMap<ScreeningSnapshot['sources'], Map<string, Scope>>()
  const scopeNow = (lists: ReadonlySet<ListId>, isEverything: boolean) => {
    const snapshot = snapshotNow()
    const of = scopes.get(snapshot.sources) ?? new Map<string, Scope>()
    scopes.set(snapshot.sources, of)
    const key = `${today()} ${isEverything} ${[...lists].join()}`
    const known = of.get(key) ?? scopeOf(lists, isEverything, { snapshot, tables, today: today() })
    if (of.size > 1_000) of.clear()
    of.set(key, known)
    return known
  }
  const listings: ScreeningDesk['listings'] = (query, lists, floor) => {
    const snapshot = snapshotNow()
    return screen(snapshot.index, query, { floor }).flatMap((match) => {
      const party = partyAt(snapshot, match.entry)
      return lists.has(party.list) ? [{ party, match }] : []
    })
  }
  return {
    snapshot: snapshotNow,
    scope: ({ name, include = [], exclude = [] }) => {
      const named = [name, ...include, ...exclude].map((one) => ({ one, found: listsNamed(one) }))
      const unknown = named.find(({ found }) => found === null)
      if (unknown !== undefined) return { scope: null, unknown: unknown.one }
      const listsOf = (names: readonly string[]) => new Set(names.flatMap((one) => listsNamed(one)?.lists ?? []))
      const [included, excluded] = [listsOf(include), listsOf(exclude)]
      const lists = [...listsOf([name])].filter(
        (list) => (include.length === 0 || included.has(list)) && !excluded.has(list),
      )
      const isEverything = include.length === 0 && (name === 'default' || name === 'sanctions')
      return { scope: scopeNow(new Set(lists), isEverything), unknown: null }
    },
    listings,
    entities: (query, lists, floor, kept) => {
      const snapshot = snapshotNow()
      const listed = listedIn(snapshot)
      return bestOfEach(listed, snapshot, screen(snapshot.index, query, { floor }))
        .filter(({ listings: all }) => all.some(({ list }) => lists.has(list)))
        .filter(({ entity }) => isKept(entity, kept))
    },
    withWords: (text, lists) => {
      const snapshot = snapshotNow()
      const found = partiesWithWords(snapshot, text)
      const parties = found === null ? snapshot.parties : found.map((i) => partyAt(snapshot, i))
      return parties.filter(({ list }) => lists.has(list))
    },
    search: (text, lists, kept) => {
      const snapshot = snapshotNow()
      const listed = listedIn(snapshot)
      const within = ({ group }: ListedEntity) => group.members.some(({ list }) => lists.has(list))
      const worded = partiesWithWords(snapshot, text)
      const shown = (found: readonly ListedEntity[]) =>
        found.flatMap((one) => (within(one) && isKept(one.entity, kept) ? [one.entity] : []))
      if (worded === null) return shown(listed.entities)
      const scores = new Map<number, number>()
      for (const { entry, score } of screen(snapshot.index, { name: text.trim() })) raise(scores, listed, entry, score)
      for (const i of worded) raise(scores, listed, i, 0)
      const best = [...scores].sort(([a, x], [b, y]) => y - x || a - b)
      return shown(best.flatMap(([at]) => listed.entities[at] ?? []))
    },
    entity: (id, isNested) => {
      const listed = listedIn(snapshotNow())
      const at = listed.byId.get(id)
      const found = at === undefined ? undefined : listed.entities[at]
      if (found === undefined) return { kind: 'unknown' }
      if (found.entity.id !== id) return { kind: 'moved', id: found.entity.id }
      return { kind: 'entity', entity: isNested ? nested(found) : found.entity }
    },
  }
}

/** How alike a listing is that was found by other means, as the engine would say it. */
export function matchOf(query: Query, party: ListedParty): Match {
  return compare(query, matchableOf(party))
}

/** Whether every word of a text stands in one of the texts. */
export function holdsWords(texts: readonly string[], text: string): boolean {
  const asked = wordsOf(text)
  return texts.some((one) => {
    const words = new Set(wordsOf(one))
    return asked.every((word) => words.has(word))
  })
}

function bestOfEach(listed: Listed, snapshot: ScreeningSnapshot, matches: readonly Match[]): readonly EntityMatch[] {
  const best = new Map<number, EntityMatch>()
  for (const match of matches) {
    const at = listed.entityOfParty[match.entry] ?? -1
    const found = listed.entities[at]
    if (found === undefined) throw new Error('the index names an entry that is in no group')
    // They come best first.
    if (best.has(at)) continue
    best.set(at, {
      entity: found.entity,
      match,
      listing: partyAt(snapshot, match.entry),
      listings: found.group.members,
    })
  }
  return [...best.values()]
}

/** What nobody knows leaves nothing out: a party without topics, or of which the day it was fetched is not known. */
function isKept(entity: FtmEntity, { excludeSchemas, topics, excludeIds, changedSince }: Kept): boolean {
  if (excludeSchemas.includes(entity.schema)) return false
  if (excludeIds.includes(entity.id) || entity.referents.some((id) => excludeIds.includes(id))) return false
  const own = entity.properties.topics ?? []
  if (topics.length > 0 && own.length > 0 && !own.some((topic) => typeof topic === 'string' && topics.includes(topic)))
    return false
  return changedSince === null || mayHaveChangedSince(entity, changedSince)
}

function mayHaveChangedSince({ last_seen: seen }: FtmEntity, since: string): boolean {
  const fetched = seen === null ? null : parseDay(seen.slice(0, 10))
  const asked = parseDay(since.slice(0, 10))
  // One day is left for the difference of time zones.
  return fetched === null || asked === null || daysBetween(fetched, asked) <= 1
}

function raise(scores: Map<number, number>, listed: Listed, party: number, score: number): void {
  const at = listed.entityOfParty[party] ?? -1
  scores.set(at, Math.max(scores.get(at) ?? 0, score))
}

function partyAt(snapshot: ScreeningSnapshot, at: number): ListedParty {
  const party = snapshot.parties[at]
  if (party === undefined) throw new Error('the index names an entry the snapshot does not hold')
  return party
}
