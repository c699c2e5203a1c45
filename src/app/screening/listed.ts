/** The parties of a snapshot as entities and by their words: made when first asked for, kept while the lists are in use. */
import type { ScreeningSnapshot } from '../../assessment/index.ts'
import {
  entityOf,
  type FtmEntity,
  groupsOf,
  type ListedParty,
  listingId,
  type PartyGroup,
  sanctionsOf,
} from '../../lists/index.ts'

/** One party with all its listings. */
export type ListedEntity = {
  readonly entity: FtmEntity
  readonly group: PartyGroup
  readonly parties: readonly number[]
}

export type Listed = {
  readonly entities: readonly ListedEntity[]
  /** Of each party of the snapshot, its place in `entities`. */
  readonly entityOfParty: readonly number[]
  /** Ids of listings, and with them of entities, to the place in `entities`. */
  readonly byId: ReadonlyMap<string, number>
}

const listed = new WeakMap<readonly ListedParty[], Listed>()
const words = new WeakMap<readonly ListedParty[], ReadonlyMap<string, readonly number[]>>()

/** Groups every listing once, which takes seconds over all lists. */
export function listedIn(snapshot: ScreeningSnapshot): Listed {
  const known = listed.get(snapshot.parties)
  if (known !== undefined) return known
  const made = makeListed(snapshot)
  listed.set(snapshot.parties, made)
  return made
}

function makeListed({ parties, sourceOf, sources }: ScreeningSnapshot): Listed {
  const places = new Map(parties.map((party, i) => [party, i]))
  const seenOn = new Map(sources.map((source) => [source.source, source.retrievedOn ?? source.dataOn]))
  const entityOfParty = new Array<number>(parties.length).fill(-1)
  const byId = new Map<string, number>()
  const entities = groupsOf(parties).map((group, at) => {
    const members = group.members.map((party) => places.get(party) ?? -1)
    const seen = members.map((i) => seenOn.get(sourceOf[i] ?? 'starter') ?? null)
    const lastSeen = seen.some((on) => on === null) ? null : (seen.toSorted().at(-1) ?? null)
    for (const i of members) entityOfParty[i] = at
    for (const party of group.members) byId.set(listingId(party), at)
    return { entity: entityOf(group, { on: lastSeen }), group, parties: members }
  })
  return { entities, entityOfParty, byId }
}

/** The entity with what each list says of it set in. */
export function nested({ entity, group }: ListedEntity): FtmEntity {
  return { ...entity, properties: { ...entity.properties, sanctions: sanctionsOf(entity, group) } }
}

/** Places of the parties in one of whose names, numbers or notes every word of a text stands; `null`: the text has no word. */
export function partiesWithWords(snapshot: ScreeningSnapshot, text: string): readonly number[] | null {
  const asked = [...new Set(wordsOf(text))]
  if (asked.length === 0) return null
  const index = words.get(snapshot.parties) ?? indexWords(snapshot.parties)
  words.set(snapshot.parties, index)
  const lists = asked.map((word) => index.get(word) ?? []).sort((a, b) => a.length - b.length)
  const [fewest = [], ...rest] = lists
  const others = rest.map((list) => new Set(list))
  return fewest.filter((i) => others.every((set) => set.has(i)))
}

/** Names, and numbers a person may type to find a party. */
const SEARCHED = [
  'name',
  'alias',
  'previousName',
  'weakAlias',
  'passportNumber',
  'idNumber',
  'registrationNumber',
  'taxNumber',
  'imoNumber',
  'mmsi',
  'callSign',
  'cryptoWallet',
]

function indexWords(parties: readonly ListedParty[]): ReadonlyMap<string, readonly number[]> {
  const index = new Map<string, number[]>()
  for (const [i, party] of parties.entries()) {
    const texts = [party.entryKey, ...SEARCHED.flatMap((name) => party.properties[name] ?? [])]
    for (const word of new Set(texts.flatMap(wordsOf))) {
      const places = index.get(word)
      if (places === undefined) index.set(word, [i])
      else places.push(i)
    }
  }
  return index
}

/** Small letters without marks. */
export function wordsOf(text: string): readonly string[] {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
}
