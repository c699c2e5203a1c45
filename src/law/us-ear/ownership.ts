import type { Day } from '../../base/index.ts'
import type { Listing, OwnerFacts, PartyFacts } from '../facts.ts'
import { isActive } from './parties.ts'

/** Share of ownership from which the owned party is treated as its listed owners, percent. */
export const BINDING_SHARE_PERCENT = 50

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
  return roundPercent(percent) >= BINDING_SHARE_PERCENT
}

function shareOf(owners: readonly OwnerFacts[], counts: (listing: Listing) => boolean): ListedShare {
  const known = owners.reduce((sum, { percent }) => sum + (percent ?? 0), 0)
  const unaccounted = Math.max(0, 100 - known)
  let least = 0
  let most = 0
  let isAnyShareOpen = false
  let isAnyOwnerOpen = false
  const found: ListedOwner[] = []
  for (const owner of owners) {
    const reading = readOwner(owner, counts)
    if (reading.bound === 'no') continue
    found.push(...reading.owners)
    isAnyOwnerOpen = true
    if (owner.percent === undefined) isAnyShareOpen = true
    if (reading.bound === 'yes') least += owner.percent ?? 0
    most += owner.percent ?? 0
  }
  // Where one owner is or may be listed, the holders nobody named may be more of the same.
  const rest = isAnyOwnerOpen ? unaccounted : 0
  return {
    least: roundPercent(least),
    // Shares count direct and indirect holdings, so they may add up to more than the whole: an unknown one may be all.
    most: isAnyShareOpen ? 100 : roundPercent(most + rest),
    owners: found,
  }
}

type OwnerReading = { readonly bound: 'yes' | 'perhaps' | 'no'; readonly owners: readonly ListedOwner[] }

function readOwner(owner: OwnerFacts, counts: (listing: Listing) => boolean): OwnerReading {
  const label = owner.percent === undefined ? `${owner.name} (share not known)` : `${owner.name} ${owner.percent} %`
  const own = owner.listings
    .filter((listing) => !isAddressEntry(listing) && counts(listing))
    .map((listing) => ({ path: label, listing, isCertain: listing.identity !== 'possible' }))
  if (own.some(({ isCertain }) => isCertain)) return { bound: 'yes', owners: own }
  if (owner.owners === undefined) return { bound: 'perhaps', owners: own }
  const above = shareOf(owner.owners, counts)
  const chained = above.owners.map((each) => ({ ...each, path: `${label} > ${each.path}` }))
  if (isBinding(above.least)) return { bound: 'yes', owners: [...own, ...chained] }
  if (own.length > 0 || isBinding(above.most)) return { bound: 'perhaps', owners: [...own, ...chained] }
  return { bound: 'no', owners: [] }
}

/** 744.11(a)(1), third sentence: an owner that only uses a listed address is not a listed owner. */
function isAddressEntry({ list, isAddressOnly }: Listing): boolean {
  return list === 'us-entity-list' && isAddressOnly
}

/** To a millionth of a percent, so that thirds add up to a whole. */
function roundPercent(percent: number): number {
  return Math.round(percent * 1e6) / 1e6
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
