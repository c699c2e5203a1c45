import type { Day } from '../../base/index.ts'
import type { EndUserType, LineFacts, Listing, PartyFacts, PartyRole } from '../facts.ts'
import type { Finding } from '../rule.ts'
import { askEndUser, askIdentity, askParties, askPossession, askScreening, nothing, unknown } from './ask.ts'

/** Whether part 744 reads a party: the roles of 15 CFR 748.5(c)-(f), and agents that take possession. */
export type PartyStanding = 'party' | 'perhaps' | 'outside'

export function standingOf(party: PartyFacts): PartyStanding {
  const readings = party.roles.map((role) => standingIn(role, party))
  if (readings.includes('party')) return 'party'
  return readings.includes('perhaps') ? 'perhaps' : 'outside'
}

function standingIn(role: PartyRole, party: PartyFacts): PartyStanding {
  switch (role) {
    case 'purchaser':
    case 'intermediate-consignee':
    case 'ultimate-consignee':
    case 'end-user':
      return 'party'
    // 748.5(d): a forwarding agent, a bank or another agent is an intermediate consignee when it takes possession.
    case 'freight-forwarder':
    case 'agent':
    case 'bank':
    case 'other':
      return possession(party)
    case 'vendor':
    case 'carrier':
    case 'exporter':
      return 'outside'
  }
}

function possession({ takesPossession, roles }: PartyFacts): PartyStanding {
  if (takesPossession === undefined) return roles.includes('bank') ? 'outside' : 'perhaps'
  return takesPossession ? 'party' : 'outside'
}

/** Whether a listing binds on a day: after it began, and to the end of the last day of its term. */
export function isActive({ startOn, endOn }: Listing, on: Day): boolean {
  return (startOn === null || startOn <= on) && (endOn === null || on <= endOn)
}

export type ListedPartyFound = { readonly party: PartyFacts; readonly listing: Listing }

/** What the parties of a line are to some lists. `open`: what is not known and could make one a listed party. */
export type ListReading = {
  readonly listed: readonly ListedPartyFound[]
  readonly open: readonly Finding[]
  readonly why: readonly Finding[]
}

/**
 * Reads the parties of a line against lists. `any-role`: vendors, carriers and banks too.
 * Parties not named, not screened, possibly listed or possibly an intermediate consignee stay open.
 */
export function readListings(facts: LineFacts, lists: readonly string[], reach: 'any-role' | 'parties'): ListReading {
  const listed: ListedPartyFound[] = []
  const open: Finding[] = []
  const why: Finding[] = []
  if (facts.parties === undefined || facts.parties.length === 0) return { listed, open: [unknown(askParties())], why }
  if (!facts.parties.some(isReceiver)) open.push(unknown(askEndUser()))
  for (const party of facts.parties) {
    const stands = reach === 'any-role' ? 'party' : standingOf(party)
    if (!party.isScreened && stands !== 'outside') open.push(unknown(askScreening(party)))
    for (const listing of party.listings.filter(({ list }) => lists.includes(list))) {
      if (!isActive(listing, facts.on)) why.push(nothing(notActive(party, listing, facts.on)))
      else if (stands === 'outside')
        why.push(nothing(`\`${party.name}\` is on ${listing.list} but only as ${party.roles.join(', ')}, 748.5(c)-(f)`))
      else if (stands === 'perhaps') {
        open.push(unknown(askPossession(party)))
        if (listing.identity === 'possible') open.push(unknown(askIdentity(party, listing)))
      } else if (listing.identity === 'possible') open.push(unknown(askIdentity(party, listing)))
      else listed.push({ party, listing })
    }
  }
  return { listed, open, why }
}

function notActive(party: PartyFacts, listing: Listing, on: Day): string {
  return listing.startOn !== null && on < listing.startOn
    ? `\`${party.name}\` is on ${listing.list} only from ${listing.startOn}`
    : `the entry of \`${party.name}\` on ${listing.list} ended on ${listing.endOn}`
}

function isReceiver({ roles }: PartyFacts): boolean {
  return roles.includes('end-user') || roles.includes('ultimate-consignee')
}

/** Purchasers, ultimate consignees and end users: those an item is "for". */
export function usersOf(facts: LineFacts): readonly PartyFacts[] {
  return (facts.parties ?? []).filter((party) => isReceiver(party) || party.roles.includes('purchaser'))
}

/** The type, where it is known. */
export function typeOf(party: PartyFacts): EndUserType | null {
  return party.endUserType === undefined || party.endUserType === 'unknown' ? null : party.endUserType
}

/** How sure it is that a party is the listed one, in words: the law is read the same until a named person says otherwise. */
export function standsOn(listing: Pick<Listing, 'identity'>): string {
  return listing.identity === 'presumed' ? 'is presumed to be on' : 'is on'
}
