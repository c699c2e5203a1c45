/** Matches that are listings of one party, brought together with the reason; each listing stays what it is. */
import { groupsOf, type JoinReason, type ListedParty } from '../lists/index.ts'
import type { Hit } from './assessment.ts'

export type HitGroup = {
  /** Places among the hits, in their order. */
  readonly hits: readonly number[]
  /** Why two of them are one party, by the same places. Empty for one that stands alone. */
  readonly joins: readonly { readonly between: readonly [number, number]; readonly reason: JoinReason }[]
}

/** Every hit in exactly one group; groups in the order of their best hit. Never a reason to screen less or to decide for several. */
export function groupHits(hits: readonly Hit[]): readonly HitGroup[] {
  const places = new Map(hits.map((hit, at) => [keyOf(hit), at]))
  const placeOf = (party: ListedParty | undefined) => {
    const place = party === undefined ? undefined : places.get(keyOf(party))
    if (place === undefined) throw new Error('a group holds a listing that was not given')
    return place
  }
  return groupsOf(hits.map(listedOf))
    .map(({ members, joins }) => ({
      hits: members.map(placeOf).sort((a, b) => a - b),
      joins: joins.map(({ between: [a, b], reason }) => ({
        between: [placeOf(members[a]), placeOf(members[b])] as const,
        reason,
      })),
    }))
    .sort((a, b) => (a.hits[0] ?? 0) - (b.hits[0] ?? 0))
}

function keyOf({ list, entryKey }: Pick<Hit, 'list' | 'entryKey'>): string {
  return `${list} ${entryKey}`
}

function listedOf(hit: Hit): ListedParty {
  const { list, entryKey, entryVersion, schema, properties, grounds } = hit
  const { programmes, licenceRequirement, licencePolicy, federalRegister, startOn, endOn } = hit
  const terms = { programmes, licenceRequirement, licencePolicy, federalRegister, startOn, endOn }
  return {
    list,
    entryKey,
    entryVersion,
    schema,
    properties,
    grounds,
    listing: { ...terms, standardOrder: null, remarks: null },
  }
}
