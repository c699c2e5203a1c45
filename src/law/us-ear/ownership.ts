import type { Day } from '../../base/index.ts'
import {
  HALF_OR_MORE,
  type Holder,
  type Holding,
  isAddressEntry,
  isReached,
  type Listed,
  type Structure,
  weigh,
} from '../../ownership/index.ts'
import type { Listing, OwnerFacts, PartyFacts } from '../facts.ts'
import { isActive } from './parties.ts'

/** A listed owner at the end of a chain, with the chain as people read it: `Holding A 60 % > Maker B 55 %`. */
export type ListedOwner = { readonly path: string; readonly listing: Listing; readonly isCertain: boolean }

/**
 * How much of a party listed owners hold. An owner that is itself owned by half counts with its whole share
 * (the cascade of 744.11(a)(1) and of OFAC); an owner below half counts with nothing.
 */
export type ListedShare = {
  /** Percent held for certain, and the most it can be with all that is not known. */
  readonly least: number
  readonly most: number
  readonly owners: readonly ListedOwner[]
}

/** `null`: nobody asked who owns the party. `counts` says which listings count. */
export function listedShareOf(party: PartyFacts, counts: (listing: Listing) => boolean, on: Day): ListedShare | null {
  return party.owners === undefined
    ? null
    : shareOf(party.owners, (listing) => counts(listing) && isActive(listing, on))
}

export function isBinding(percent: number): boolean {
  return isReached(percent, HALF_OR_MORE)
}

const PARTY = 'party'

function shareOf(owners: readonly OwnerFacts[], counts: (listing: Listing) => boolean): ListedShare {
  const { structure, written } = structureOf(owners)
  const isCounted = (listing: Listed) => {
    const full = written.get(listing)
    return full !== undefined && !isAddressEntry(full) && counts(full)
  }
  const { least, most, paths } = weigh(structure, PARTY, isCounted, HALF_OR_MORE)
  return {
    least,
    most,
    owners: paths.flatMap(({ text, listing, isCertain }) => {
      const full = written.get(listing)
      return full === undefined ? [] : [{ path: text, listing: full, isCertain }]
    }),
  }
}

/** The owners as they are written: each stands where it is named, whatever its name. */
function structureOf(owners: readonly OwnerFacts[]): {
  readonly structure: Structure
  readonly written: ReadonlyMap<Listed, Listing>
} {
  const holders = new Map<string, Holder>([[PARTY, { id: PARTY, name: PARTY, listings: [], owners: 'named' }]])
  const holdings: Holding[] = []
  const written = new Map<Listed, Listing>()
  const add = (owned: string, above: readonly OwnerFacts[]) => {
    for (const [at, owner] of above.entries()) {
      const id = `${owned}/${at}`
      for (const listing of owner.listings) written.set(listing, listing)
      const { name, listings, percent, percentAtLeast = 0, percentAtMost = 100 } = owner
      holders.set(id, { id, name, listings, owners: owner.owners === undefined ? 'not-asked' : 'named' })
      const share = { least: percent ?? percentAtLeast, most: percent ?? percentAtMost }
      holdings.push({ owner: id, owned, share, source: null, asOf: null })
      add(id, owner.owners ?? [])
    }
  }
  add(PARTY, owners)
  return { structure: { holders, holdings, controls: [] }, written }
}

/** State organs and natural persons have no owners to ask for. */
export function mayHaveOwners({ endUserType, roles }: PartyFacts): boolean {
  if (roles.every((role) => role === 'exporter')) return false
  switch (endUserType) {
    case 'government':
    case 'military':
    case 'police':
    case 'intelligence':
    case 'military-intelligence':
    case 'border':
    case 'prison':
    case 'individual':
      return false
    default:
      return true
  }
}
