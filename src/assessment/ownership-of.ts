import { type Day, given, parseDay } from '../base/index.ts'
import { mayHaveOwners, type OwnerFacts, type PartyFacts } from '../law/index.ts'
import {
  answersOn,
  type Control,
  type Holder,
  type Holding,
  type Interval,
  NOT_KNOWN,
  ownershipPicture,
  type Structure,
} from '../ownership/index.ts'
import type { OwnershipReading } from './assessment.ts'
import type { Owner, Transaction } from './transaction.ts'

type Party = Transaction['parties'][number]

/** What each law makes of those behind a party, who are the screened owners of `facts`. `null`: nobody can own it. */
export function ownershipOf(party: Party, facts: PartyFacts, on: Day): OwnershipReading | null {
  if (!mayHaveOwners(facts) && (party.owners ?? []).length === 0) return null
  const structure = structureOf(party, facts)
  const answers = answersOn(structure, { id: facts.ref, isForeign: facts.country !== 'US' }, on)
  return { answers, picture: ownershipPicture(structure, facts.ref, answers) }
}

/**
 * Each owner stands where it is written, once for each `ref`: owners with one `ref` are one holder, so that holdings which
 * run in a circle can be written. Who owns that one is read where it is first said.
 */
function structureOf(party: Party, facts: PartyFacts): Structure {
  const holders = new Map<string, Holder>()
  const holdings: Holding[] = []
  const controls: Control[] = []
  const add = (owned: string, owners: readonly Owner[], screened: readonly OwnerFacts[]) => {
    for (const [at, owner] of owners.entries()) {
      const id = idOf(owner, owned, at, facts.ref)
      const before = holders.get(id)
      const listings = [...(before?.listings ?? []), ...(screened[at]?.listings ?? [])]
      const isFirstSaid = owner.owners !== undefined && (before === undefined || before.owners === 'not-asked')
      holders.set(id, {
        id,
        name: before?.name ?? owner.name,
        listings: [...new Map(listings.map((one) => [`${one.list} ${one.entryKey}`, one] as const)).values()],
        owners: isFirstSaid ? askedOf(owner.owners ?? []) : (before?.owners ?? 'not-asked'),
      })
      const told = { source: owner.source ?? null, asOf: parseDay(owner.asOf ?? '') }
      holdings.push({ owner: id, owned, share: shareOf(owner), ...told })
      controls.push(...(owner.controls ?? []).map((kind) => ({ controller: id, controlled: owned, kind, ...told })))
      if (isFirstSaid) add(id, owner.owners ?? [], screened[at]?.owners ?? [])
    }
  }
  holders.set(facts.ref, {
    id: facts.ref,
    name: party.name,
    listings: facts.listings,
    owners: ownersAskedOf(party, facts),
  })
  add(facts.ref, party.owners ?? [], facts.owners ?? [])
  return { holders, holdings, controls }
}

function idOf(owner: Owner, owned: string, at: number, party: string): string {
  if (owner.ref === undefined) return `${owned} > ${owner.name}${at === 0 ? '' : ` (${at + 1})`}`
  return owner.ref === party ? party : `${party} @ ${owner.ref}`
}

function askedOf(owners: readonly Owner[]): Holder['owners'] {
  return owners.length === 0 ? 'named' : 'in-part'
}

/** `ownersAsked` says that whoever is not named holds nothing of consequence. */
function ownersAskedOf(party: Party, facts: PartyFacts): Holder['owners'] {
  if (party.ownersAsked === true || !mayHaveOwners(facts)) return 'named'
  return party.owners === undefined ? 'not-asked' : askedOf(party.owners)
}

/** What is written of a share: the share itself, or what it is at least and at most. */
export function shareOf(owner: Pick<Owner, 'percent' | 'percentAtLeast' | 'percentAtMost'>): Interval {
  if (owner.percent !== undefined) return { least: owner.percent, most: owner.percent }
  return { ...NOT_KNOWN, ...given('least', owner.percentAtLeast), ...given('most', owner.percentAtMost) }
}
