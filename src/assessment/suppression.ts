/**
 * The suppression of a false match: two people say once that a party is not a listed entry, and until a day they name
 * nobody is asked again. It binds everything they looked at. Nothing wider can be written: no shape here names an entry,
 * a list or a name alone, and any change of what was seen brings the match back with the reason.
 */
import { canonical, canonicalHash, type Day, type Sha256 } from '../base/index.ts'
import type { ListedParty } from '../lists/index.ts'
import type { Explanation, Schema } from '../match/index.ts'
import { matchableOf } from './snapshot.ts'
import type { Owner, Transaction } from './transaction.ts'

/** What was compared of one side. Each list sorted, without repeats. */
export type Attributes = {
  /** `null`: not said. */
  readonly schema: Schema | null
  readonly names: readonly string[]
  readonly countries: readonly string[]
  readonly addresses: readonly string[]
  readonly birthDates: readonly string[]
  readonly identifiers: readonly string[]
  readonly genders: readonly string[]
}

/** Everything a suppression stands on. */
export type Bound = {
  readonly list: ListedParty['list']
  readonly entryKey: string
  readonly entryVersion: Sha256
  /** Of everything that was said of the party; what it does in one transaction is no part of it. */
  readonly partyVersion: Sha256
  /** Name of the algorithm that compared them. */
  readonly engine: string
  readonly seen: { readonly party: Attributes; readonly entry: Attributes }
  /** Of `seen`. */
  readonly seenHash: Sha256
}

export type Suppressor = { readonly id: string; readonly name: string }

/** One that two people stand behind. */
export type Suppression = {
  readonly id: string
  readonly bound: Bound
  readonly reason: string
  readonly evidence: readonly string[]
  /** The last day it holds. */
  readonly until: Day
  readonly by: Suppressor
  readonly second: Suppressor
  readonly withdrawn: { readonly by: Suppressor; readonly at: string; readonly reason: string } | null
}

/** How a suppression bore on one match, kept with the match. */
export type SuppressionUse = Pick<Suppression, 'id' | 'reason' | 'until' | 'by' | 'second'> & {
  /** Why it holds no more, one sentence each. Empty: it silences the match. */
  readonly lapsed: readonly string[]
}

/** Longest a suppression holds, in days from the day it is asked for. */
export const MAX_SUPPRESSION_DAYS = 365

type Party = Transaction['parties'][number]

/** A party or an owner as it is screened: what is compared, and the version of everything that was said of it. */
export type Subject = { readonly version: Sha256; readonly attributes: Attributes; readonly isToldApart: boolean }

export function subjectOf(party: Party): Subject {
  // What it does in one transaction, and what was decided of it there, is nothing about who it is.
  const { ref: _, roles: __, takesPossession: ___, hitDecisions: ____, ...said } = party
  return {
    version: canonicalHash(written(said)),
    attributes: attributes({
      schema: party.schema ?? null,
      names: [party.name, ...(party.otherNames ?? []), ...(party.unit === undefined ? [] : [party.unit])],
      countries: party.country === undefined ? [] : [party.country],
      addresses: party.addresses ?? [],
      birthDates: party.birthDates ?? [],
      identifiers: party.identifiers ?? [],
      genders: [],
    }),
    isToldApart: [party.addresses, party.birthDates, party.identifiers].some((facts) => (facts ?? []).length > 0),
  }
}

/** An owner is known by what it owns: the version of that is part of its own. */
export function subjectOfOwner(owner: Owner, owned: Subject): Subject {
  return {
    version: canonicalHash(written({ owner, owned: owned.version })),
    attributes: attributes({
      schema: null,
      names: [owner.name],
      countries: owner.country === undefined ? [] : [owner.country],
      addresses: [],
      birthDates: [],
      identifiers: [],
      genders: [],
    }),
    isToldApart: owned.isToldApart,
  }
}

/** A listed entry as it is compared. */
export type ListedSubject = Pick<ListedParty, 'list' | 'entryKey' | 'entryVersion' | 'schema' | 'properties'>

export function boundTo(subject: Subject, entry: ListedSubject, engine: string): Bound {
  const seen = { party: subject.attributes, entry: attributesOfEntry(entry) }
  const { list, entryKey, entryVersion } = entry
  return { list, entryKey, entryVersion, partyVersion: subject.version, engine, seen, seenHash: canonicalHash(seen) }
}

/** A match of that name stands on nothing but the name: a suppression of it would silence everybody who bears it. */
export function whyNotSuppressible({ isToldApart }: Subject, { qualifiers }: Explanation): string | null {
  if (!isToldApart) {
    return 'nothing tells this party from others of its name: give its date of birth, a number of it or its address, and assess again'
  }
  return qualifiers.some(({ kind, effect }) => kind === 'identifier' && effect === 'confirms')
    ? 'a number of the party is a number of the listed entry: that is no match to be silenced'
    : null
}

/**
 * Why the suppression does not hold for what is compared now; empty: it does.
 * @param on the day it must still hold
 */
export function lapsesOf({ bound, until, withdrawn }: Suppression, now: Bound, on: Day): readonly string[] {
  return [
    ...(withdrawn === null ? [] : [`${withdrawn.by.name} withdrew it: ${withdrawn.reason}`]),
    ...(on > until ? [`it held until ${until}`] : []),
    ...(bound.engine === now.engine ? [] : [`names are compared by ${now.engine} now, not by ${bound.engine}`]),
    ...changes('the listed entry', bound.entryVersion === now.entryVersion, bound.seen.entry, now.seen.entry),
    ...changes('the party', bound.partyVersion === now.partyVersion, bound.seen.party, now.seen.party),
    ...(isSame(bound, now) ? [] : ['it is of another listed entry']),
    ...(bound.seenHash === canonicalHash(bound.seen) ? [] : ['what was seen is not what was sealed']),
  ]
}

/**
 * The suppression that bears on this match, with why it holds no more if it does not. `null`: none was ever made of this
 * party and entry. One that holds goes before those that do not; of these the one made last is told.
 * @param suppressions oldest first
 */
export function suppressionOf(suppressions: readonly Suppression[], now: Bound, on: Day): SuppressionUse | null {
  const uses = suppressions
    .filter(({ bound }) => isSame(bound, now) && isAboutSameParty(bound, now))
    .map((one) => useOf(one, lapsesOf(one, now, on)))
  return uses.find(({ lapsed }) => lapsed.length === 0) ?? uses.at(-1) ?? null
}

function useOf({ id, reason, until, by, second }: Suppression, lapsed: readonly string[]): SuppressionUse {
  return { id, reason, until, by, second, lapsed }
}

function isSame(a: Bound, b: Bound): boolean {
  return a.list === b.list && a.entryKey === b.entryKey
}

/** Only to tell of one that lapsed; whether one holds is for `lapsesOf` alone. */
function isAboutSameParty(a: Bound, b: Bound): boolean {
  return a.partyVersion === b.partyVersion || a.seen.party.names.some((name) => b.seen.party.names.includes(name))
}

const SAID: Readonly<Record<keyof Attributes, string>> = {
  schema: 'kind',
  names: 'names',
  countries: 'countries',
  addresses: 'addresses',
  birthDates: 'dates of birth',
  identifiers: 'numbers',
  genders: 'gender',
}
const FIELDS = Object.keys(SAID) as readonly (keyof Attributes)[]

function changes(what: string, isSameVersion: boolean, before: Attributes, now: Attributes): readonly string[] {
  const fields = FIELDS.filter((field) => canonical(before[field]) !== canonical(now[field])).map((one) => SAID[one])
  if (fields.length > 0) return [`${what} changed: ${fields.join(', ')}`]
  return isSameVersion ? [] : [`${what} changed in what is not compared`]
}

function attributesOfEntry({ schema, properties }: Pick<ListedSubject, 'schema' | 'properties'>): Attributes {
  const {
    names,
    countries,
    addresses = [],
    birthDates = [],
    identifiers = [],
    genders = [],
  } = matchableOf({
    schema,
    properties,
  })
  return attributes({
    schema,
    names: names.map(({ text }) => text),
    countries,
    addresses,
    birthDates,
    identifiers,
    genders,
  })
}

function attributes({ schema, ...lists }: Attributes): Attributes {
  const sorted = (texts: readonly string[]) => [...new Set(texts)].sort()
  return {
    schema,
    names: sorted(lists.names),
    countries: sorted(lists.countries),
    addresses: sorted(lists.addresses),
    birthDates: sorted(lists.birthDates),
    identifiers: sorted(lists.identifiers),
    genders: sorted(lists.genders),
  }
}

/** As it can be sealed: shares need not be whole, and a field that is `undefined` is not there. */
function written(value: object): unknown {
  return JSON.parse(JSON.stringify(value, (_, inner) => (typeof inner === 'number' ? String(inner) : inner)))
}
