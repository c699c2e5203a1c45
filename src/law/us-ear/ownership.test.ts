import { describe, expect, it } from 'vitest'
import { day } from '../../base/index.ts'
import type { Listing, OwnerFacts, PartyFacts } from '../facts.ts'
import { isBinding, listedShareOf, mayHaveOwners } from './ownership.ts'

const ON = day('2025-10-15')

function makeListing(changes: Partial<Listing> = {}): Listing {
  return {
    list: 'us-entity-list',
    entryKey: 'fictional',
    name: 'Fictional Listed One',
    identity: 'confirmed',
    programmes: [],
    licenceRequirement: null,
    licencePolicy: null,
    federalRegister: [],
    startOn: null,
    endOn: null,
    isAddressOnly: false,
    countries: [],
    ...changes,
  }
}

function makeOwner(percent: number | null, changes: Partial<OwnerFacts> = {}): OwnerFacts {
  return { name: 'Fictional Holding', ...(percent === null ? {} : { percent }), listings: [], owners: [], ...changes }
}

function shareOf(...owners: readonly OwnerFacts[]) {
  const party: PartyFacts = {
    ref: 'p1',
    name: 'Fictional Buyer',
    roles: ['end-user'],
    listings: [],
    owners,
    isScreened: true,
  }
  const share = listedShareOf(party, () => true, ON)
  return share && { least: share.least, most: share.most }
}

const listed = { listings: [makeListing()] }

describe('the share listed owners hold', () => {
  it('is nothing where nobody owns a share of consequence', () => {
    expect(shareOf()).toEqual({ least: 0, most: 0 })
  })

  it('is not known where nobody asked', () => {
    const party: PartyFacts = {
      ref: 'p1',
      name: 'Fictional Buyer',
      roles: ['end-user'],
      listings: [],
      isScreened: true,
    }
    expect(listedShareOf(party, () => true, ON)).toBeNull()
  })

  it('adds up over several owners, thirds included', () => {
    expect(shareOf(makeOwner(16.7, listed), makeOwner(33.3, listed), makeOwner(50))?.least).toBe(50)
    expect(isBinding(50)).toBe(true)
    expect(isBinding(49.999999)).toBe(false)
  })

  it('counts a middle owner whole when it is owned by half, and not at all below', () => {
    const middle = (percent: number) =>
      makeOwner(60, { owners: [makeOwner(percent, listed), makeOwner(100 - percent)] })
    expect(shareOf(middle(50), makeOwner(40))).toEqual({ least: 60, most: 60 })
    expect(shareOf(middle(49.99), makeOwner(40))).toEqual({ least: 0, most: 0 })
  })

  it('runs through chains of any length', () => {
    const chain = makeOwner(50, {
      owners: [makeOwner(50, { owners: [makeOwner(100, listed)] }), makeOwner(50)],
    })
    expect(shareOf(chain, makeOwner(50))).toEqual({ least: 50, most: 50 })
  })

  it('stays open for a possible match, an untraced owner and an unknown share', () => {
    const possible = makeOwner(60, { listings: [makeListing({ identity: 'possible' })] })
    expect(shareOf(possible, makeOwner(40))).toEqual({ least: 0, most: 60 })
    const { owners: _, ...untraced } = makeOwner(60)
    expect(shareOf(untraced, makeOwner(40))).toEqual({ least: 0, most: 60 })
    expect(shareOf(makeOwner(null, listed), makeOwner(10))).toEqual({ least: 0, most: 100 })
  })

  it('leaves the rest open where a listed owner is there and others are unnamed', () => {
    expect(shareOf(makeOwner(30, listed))).toEqual({ least: 30, most: 100 })
    expect(shareOf(makeOwner(30, listed), makeOwner(70))).toEqual({ least: 30, most: 30 })
    expect(shareOf(makeOwner(30))).toEqual({ least: 0, most: 0 })
  })

  it('leaves out an owner that only uses a listed address, on the Entity List alone', () => {
    expect(shareOf(makeOwner(80, { listings: [makeListing({ isAddressOnly: true })] }), makeOwner(20))?.least).toBe(0)
    const blocked = makeListing({ isAddressOnly: true, list: 'us-sdn' })
    expect(shareOf(makeOwner(80, { listings: [blocked] }), makeOwner(20))?.least).toBe(80)
  })

  it('counts no listing that had not begun or has ended', () => {
    const future = makeListing({ startOn: day('2025-10-16') })
    const past = makeListing({ endOn: day('2025-10-14') })
    expect(shareOf(makeOwner(80, { listings: [future, past] }), makeOwner(20))?.most).toBe(0)
  })
})

describe('who may be owned at all', () => {
  it('is not a state organ or a natural person', () => {
    const makeParty = (endUserType: PartyFacts['endUserType']): PartyFacts => ({
      ref: 'p1',
      name: 'Fictional Buyer',
      roles: ['end-user'],
      listings: [],
      isScreened: true,
      ...(endUserType === undefined ? {} : { endUserType }),
    })
    expect(['police', 'government', 'individual'].map((type) => mayHaveOwners(makeParty(type as 'police')))).toEqual([
      false,
      false,
      false,
    ])
    expect([mayHaveOwners(makeParty('civil')), mayHaveOwners(makeParty(undefined))]).toEqual([true, true])
  })
})
