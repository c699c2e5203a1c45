/**
 * A listed party, or the listings that are one party, written in the FollowTheMoney model. Every listing stays visible:
 * each is a `Sanction` of its own, and its id is a referent of the entity.
 * SOURCE: https://followthemoney.tech/explorer/
 */
import { sha256 } from '../base/index.ts'
import { datasetNames, datasetOf } from './datasets.ts'
import { compareText } from './entry.ts'
import type { PartyGroup } from './identity.ts'
import { LIST_IDS, type ListedParty, type PartySchema } from './party.ts'

/** As yente writes it: `properties` of texts; nested entities stand where an id stood. */
export type FtmEntity = {
  readonly id: string
  readonly caption: string
  readonly schema: string
  readonly properties: Readonly<Record<string, readonly (string | FtmEntity)[]>>
  readonly datasets: readonly string[]
  readonly referents: readonly string[]
  readonly target: boolean
  /** 19 characters, no zone; `null`: not known. */
  readonly first_seen: string | null
  readonly last_seen: string | null
  readonly last_change: string | null
}

/** Ours to FollowTheMoney's, where they differ; what is not here keeps its name. */
const RENAMED: Readonly<Record<string, string>> = {
  pastFlag: 'pastFlags',
  programme: 'programId',
  grossRegisteredTonnage: 'grossRegisteredTonnage',
  birthPlace: 'birthPlace',
  bornAt: 'birthPlace',
  vesselType: 'type',
}
/** Codes are lower case there. */
const COUNTRIES = new Set(['country', 'nationality', 'flag'])
/** Ours alone: told elsewhere in the entity. */
const DROPPED = new Set(['dataset'])
const GENDERS: Readonly<Record<string, string>> = { m: 'male', male: 'male', f: 'female', female: 'female' }

/** From the least said to the most: listings of one party that differ are of the last. */
const SCHEMA_ORDER: readonly PartySchema[] = [
  'LegalEntity',
  'Organization',
  'Company',
  'Person',
  'Address',
  'Airplane',
  'Vessel',
]

/** Stable over time, safe in a path, and told apart from the id of every other listing. */
export function listingId({ list, entryKey }: Pick<ListedParty, 'list' | 'entryKey'>): string {
  const isPlain = /^[\w-][\w.-]{0,63}$/.test(entryKey)
  const isOurs = LIST_IDS.some((one) => entryKey.startsWith(`${one}-`))
  if (list === 'ftm' && isPlain && !isOurs) return entryKey
  return `${list}-${isPlain ? entryKey : sha256(entryKey).slice(0, 24)}`
}

/** The listings of one party as one entity; its id is that of the first listing by list and key. */
export function entityOf({ members }: PartyGroup, seen: { readonly on: string | null }): FtmEntity {
  const [first] = members
  if (first === undefined) throw new Error('a party without a listing')
  const ids = members.map(listingId)
  const days = members.flatMap(({ listing }) => listing.startOn ?? []).sort()
  return {
    id: ids[0] ?? '',
    caption: first.properties.name?.[0] ?? ids[0] ?? '',
    schema: schemaOf(members),
    properties: propertiesOf(members),
    datasets: distinct(members.flatMap(ownDatasets)),
    referents: ids,
    target: true,
    first_seen: instant(days[0] ?? null),
    last_seen: instant(seen.on),
    // No publisher says on which day an entry was last changed.
    last_change: null,
  }
}

/** What each list says of its listing. */
export function sanctionsOf(entity: FtmEntity, { members }: PartyGroup): readonly FtmEntity[] {
  return members.map((party) => {
    const { listing, list, properties } = party
    const texts = (...values: readonly (string | null | undefined)[]) =>
      values.filter((one) => one != null && one !== '')
    const said: Readonly<Record<string, readonly (string | null | undefined)[]>> = {
      entity: [entity.id],
      authority: properties.authority ?? [datasetOf(list).authority],
      authorityId: [party.entryKey],
      program: listing.programmes,
      provisions: [...texts(listing.licenceRequirement), ...texts(listing.licencePolicy)],
      listingDate: [listing.startOn],
      startDate: [listing.startOn],
      endDate: [listing.endOn],
      reason: [listing.remarks],
      recordId: listing.federalRegister,
      sourceUrl: properties.sourceUrl ?? [],
    }
    return {
      id: `${listingId(party)}-listing`,
      caption: datasetOf(list).title,
      schema: 'Sanction',
      properties: Object.fromEntries(
        Object.entries(said).flatMap(([name, values]) => {
          const kept = texts(...values) as readonly string[]
          return kept.length === 0 ? [] : [[name, kept]]
        }),
      ),
      datasets: ownDatasets(party),
      referents: [],
      target: false,
      first_seen: instant(listing.startOn),
      last_seen: entity.last_seen,
      last_change: null,
    }
  })
}

/** FollowTheMoney data brought by a user names data sets of its own. */
function ownDatasets(party: ListedParty): readonly string[] {
  return [...datasetNames(party.list), ...(party.properties.dataset ?? [])]
}

function schemaOf(members: readonly ListedParty[]): PartySchema {
  return members
    .map(({ schema }) => schema)
    .reduce((a, b) => (SCHEMA_ORDER.indexOf(a) >= SCHEMA_ORDER.indexOf(b) ? a : b))
}

function propertiesOf(members: readonly ListedParty[]): FtmEntity['properties'] {
  const values = new Map<string, Set<string>>()
  const add = (name: string, value: string) => values.set(name, (values.get(name) ?? new Set()).add(value))
  for (const [at, { list, properties, listing }] of members.entries()) {
    for (const [ours, given] of Object.entries(properties)) {
      if (DROPPED.has(ours)) continue
      const name = Object.hasOwn(RENAMED, ours) ? (RENAMED[ours] ?? ours) : ours
      for (const [i, value] of given.entries()) {
        // The main name of another listing of the party is one more name of it.
        if (name === 'name' && (at > 0 || i > 0)) add(values.get('name')?.has(value) === true ? 'name' : 'alias', value)
        else if (COUNTRIES.has(name)) add(name, value.toLowerCase())
        else add(name, name === 'gender' ? (GENDERS[value.toLowerCase()] ?? value) : value)
      }
    }
    for (const programme of listing.programmes) add('programId', programme)
    for (const topic of datasetOf(list).topics) add('topics', topic)
  }
  for (const value of values.get('name') ?? []) values.get('alias')?.delete(value)
  return Object.fromEntries([...values].filter(([, set]) => set.size > 0).map(([name, set]) => [name, [...set]]))
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort(compareText)
}

function instant(day: string | null): string | null {
  return day === null ? null : `${day}T00:00:00`
}
