/** From what a source read of its rows to parties with keys and versions. */
import { type CountryCode, canonical, canonicalHash, sha256 } from '../base/index.ts'
import type { Ground, ListedParty, ListId, ListingTerms, PartyProperties, PartySchema } from './party.ts'
import type { ListNote } from './problem.ts'
import { cleanText } from './wording.ts'

export type Entry = {
  readonly list: ListId
  /** The key the entry should have: the publisher's number, or name and country. */
  readonly key: string
  readonly schema: PartySchema
  readonly properties: PartyProperties
  readonly listing: ListingTerms
  readonly grounds: readonly Ground[]
}

export const NO_TERMS: ListingTerms = {
  programmes: [],
  licenceRequirement: null,
  licencePolicy: null,
  federalRegister: [],
  startOn: null,
  endOn: null,
  standardOrder: null,
  remarks: null,
}

/**
 * The key of an entry to which its publisher gives no number: `example trading co ltd | CN`; no country: the name alone.
 * Letters and digits only, for publishers mend commas, quotation marks and accents without meaning another party.
 */
export function keyOfName(name: string, country: CountryCode | null): string {
  const plain = cleanText(name).normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  const folded = plain.replace(/[^\p{L}\p{N}]+/gu, ' ').trim()
  return country === null ? folded : `${folded} | ${country}`
}

/** What could not be read and was left out, gathered while reading a list. */
export type Losses = { readonly countries: string[]; readonly days: string[] }

/** Tells a person of what was left out. */
export function lossNotes({ days, countries }: Losses): readonly ListNote[] {
  const examplesOf = (texts: readonly string[]) => [...new Set(texts)].sort(compareText).slice(0, 8)
  return [
    ...(days.length > 0 ? [{ kind: 'unread-dates', rows: days.length, examples: examplesOf(days) } as const] : []),
    ...(countries.length > 0
      ? [{ kind: 'unknown-countries', rows: countries.length, examples: examplesOf(countries) } as const]
      : []),
  ]
}

/** Gathers the values of one party's properties: trimmed, none empty, none twice, in the order first met. */
export class Properties {
  readonly #values = new Map<string, Set<string>>()

  add(property: string, ...values: readonly (string | null | undefined)[]): void {
    for (const value of values) {
      const text = value === null || value === undefined ? '' : cleanText(value)
      if (text === '') continue
      const known = this.#values.get(property)
      if (known) known.add(text)
      else this.#values.set(property, new Set([text]))
    }
  }

  first(property: string): string | null {
    const [first] = this.#values.get(property) ?? []
    return first ?? null
  }

  /** Names keep their order, for the first is the main one; the rest are sorted, for a publisher's reordering is no change. */
  done(): PartyProperties {
    const names = this.#values.get('name') ?? new Set()
    const aliases = this.#values.get('alias')
    for (const name of names) aliases?.delete(name)
    const filled = [...this.#values].filter(([, values]) => values.size > 0)
    return Object.fromEntries(
      filled.map(([property, values]) => [property, property === 'name' ? [...values] : [...values].sort()] as const),
    )
  }
}

/**
 * Parties in the order of their entries. Entries equal in all we read are kept once. Where one key is borne by different
 * entries of a list, the earliest listed keeps it and the others get a suffix made of what tells them apart, so that
 * keys do not depend on the order of rows and a later twin does not disturb the first.
 * @param areNumbers the keys are the publisher's own numbers, which ought to be unique
 */
export function toParties(
  entries: readonly Entry[],
  areNumbers: (list: ListId) => boolean,
): { readonly parties: readonly ListedParty[]; readonly notes: readonly ListNote[] } {
  const byKey = new Map<string, Map<string, Distinct>>()
  const kept: Distinct[] = []
  for (const entry of entries) {
    const distinct = { entry, version: versionOf(entry), suffix: '' }
    const key = `${entry.list} ${entry.key}`
    const same = byKey.get(key) ?? new Map<string, Distinct>()
    if (same.has(distinct.version)) continue
    byKey.set(key, same.set(distinct.version, distinct))
    kept.push(distinct)
  }
  const shared = [...byKey.values()].filter((same) => same.size > 1).map((same) => [...same.values()])
  for (const same of shared) giveSuffixes(same)
  return {
    parties: kept.map(({ entry, version, suffix }) => ({
      list: entry.list,
      entryKey: entry.key + suffix,
      entryVersion: version,
      schema: entry.schema,
      properties: entry.properties,
      listing: entry.listing,
      grounds: entry.grounds,
    })),
    notes: [
      ...(entries.length > kept.length ? [{ kind: 'repeated-rows', rows: entries.length - kept.length } as const] : []),
      ...sharedNotes(shared, areNumbers),
    ],
  }
}

type Distinct = { readonly entry: Entry; readonly version: ListedParty['entryVersion']; suffix: string }

function versionOf({ schema, properties, listing, grounds }: Entry): ListedParty['entryVersion'] {
  return canonicalHash({ schema, properties, listing, grounds })
}

function giveSuffixes(same: readonly Distinct[]): void {
  const ordered = same
    .map((distinct) => ({ distinct, telling: telling(distinct.entry) }))
    .map((one) => ({
      ...one,
      order: `${one.distinct.entry.listing.startOn ?? '9999'} ${one.telling} ${one.distinct.version}`,
    }))
    .sort((a, b) => compareText(a.order, b.order))
  const taken = new Set<string>()
  for (const { distinct, telling } of ordered.slice(1)) {
    const mark = ` | ${sha256(telling).slice(0, 8)}`
    // Two twins alike in everything that tells entries apart differ somewhere in their content.
    distinct.suffix = taken.has(mark) ? ` | ${distinct.version.slice(0, 16)}` : mark
    taken.add(distinct.suffix)
  }
}

/** What stays the same of an entry when details are corrected. */
function telling({ properties, listing }: Entry): string {
  return canonical([properties.name ?? [], properties.address ?? [], listing.federalRegister])
}

function sharedNotes(shared: readonly Distinct[][], areNumbers: (list: ListId) => boolean): readonly ListNote[] {
  return [true, false].flatMap((numbers): ListNote[] => {
    const keys = shared.flatMap(([first]) =>
      first && areNumbers(first.entry.list) === numbers ? [first.entry.key] : [],
    )
    return keys.length > 0 ? [{ kind: 'shared-keys', keys: [...new Set(keys)].sort(), areNumbers: numbers }] : []
  })
}

/** By UTF-16 unit, so that order is the same on every machine. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Values by the key of each, in the order first met. */
export function groupBy<Key, Value>(values: readonly Value[], keyOf: (value: Value) => Key): ReadonlyMap<Key, Value[]> {
  const groups = new Map<Key, Value[]>()
  for (const value of values) {
    const key = keyOf(value)
    const group = groups.get(key)
    if (group) group.push(value)
    else groups.set(key, [value])
  }
  return groups
}
