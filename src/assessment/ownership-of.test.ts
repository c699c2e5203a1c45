import { describe, expect, it } from 'vitest'
import { day } from '../base/index.ts'
import type { Listing, OwnerFacts, PartyFacts } from '../law/index.ts'
import { ownershipOf } from './ownership-of.ts'
import { type Owner, type Transaction, transactionSchema } from './transaction.ts'

const ON = day('2026-11-12')

const LISTING: Listing = {
  list: 'us-sdn',
  entryKey: 'fictional',
  name: 'Fictional Listed One',
  identity: 'confirmed',
  programmes: ['SDGT'],
  licenceRequirement: null,
  licencePolicy: null,
  federalRegister: [],
  startOn: null,
  endOn: null,
  isAddressOnly: false,
  countries: [],
}

/** Owners whose name begins with `Listed` are. */
function factsOf(owner: Owner): OwnerFacts {
  return {
    name: owner.name,
    listings: owner.name.startsWith('Listed') ? [LISTING] : [],
    ...(owner.owners === undefined ? {} : { owners: owner.owners.map(factsOf) }),
  }
}

function read(owners: readonly Owner[] | undefined, ownersAsked = false, changes: Partial<PartyFacts> = {}) {
  const party: Transaction['parties'][number] = {
    name: 'Fictional Buyer',
    roles: ['end-user'],
    ownersAsked,
    ...(owners === undefined ? {} : { owners: [...owners] }),
  }
  const facts: PartyFacts = {
    ref: 'buyer',
    name: 'Fictional Buyer',
    roles: ['end-user'],
    listings: [],
    isScreened: true,
    ...(owners === undefined ? {} : { owners: owners.map(factsOf) }),
    ...changes,
  }
  return ownershipOf(party, facts, ON)
}

const ofac = (...given: Parameters<typeof read>) => read(...given)?.answers.find(({ law }) => law === 'us-ofac')

describe('the owners as they are written', () => {
  it('are nobody where a state organ is the party', () => {
    expect(read(undefined, false, { endUserType: 'police' })).toBeNull()
  })

  it('are not clear where nobody asked, and settled where somebody did', () => {
    expect(ofac(undefined)?.outcome).toBe('undecided')
    expect(ofac(undefined, true)?.outcome).toBe('does-not-extend')
  })

  it('leave half that nobody is named for a question, unless it was said that nobody of consequence holds it', () => {
    const some = [{ name: 'Fictional Fund', percent: 30, owners: [] }]
    expect(ofac(some)).toMatchObject({ outcome: 'undecided', questions: [{ id: 'rest/buyer' }] })
    expect(ofac(some, true)?.outcome).toBe('does-not-extend')
  })

  it('keep floor, ceiling, source and day of a share', () => {
    const floor = [{ name: 'Listed One', percentAtLeast: 50, asOf: '2026-10-01', source: 'Fictional register' }]
    expect(ofac(floor)).toMatchObject({ outcome: 'extends', held: { least: 50, most: 100 } })
    expect(read(floor)?.picture.lines).toMatchObject([
      { text: 'at least 50 %', source: 'Fictional register', asOf: '2026-10-01' },
    ])
    expect(ofac([{ name: 'Listed One', percentAtMost: 49.99, owners: [] }], true)?.outcome).toBe('undecided')
  })

  it('hold each other where a ref says that two of them are one', () => {
    const circle: Owner[] = [
      {
        ref: 'a',
        name: 'Fictional A',
        percent: 50,
        owners: [
          { ref: 'b', name: 'Fictional B', percent: 100, owners: [{ ref: 'a', name: 'Fictional A', percent: 100 }] },
        ],
      },
      { name: 'Fictional Fund', percent: 50, owners: [] },
    ]
    expect(ofac(circle)?.outcome).toBe('does-not-extend')
    expect(read(circle)?.picture.nodes.map(({ name }) => name)).toEqual([
      'Fictional Buyer',
      'Fictional A',
      'Fictional Fund',
      'Fictional B',
    ])
    expect(read(circle)?.picture.lines).toHaveLength(4)
  })

  it('direct what they own where it is written so, for the laws that count it', () => {
    const directing = read([{ name: 'Listed One', percent: 10, controls: ['board-majority'], owners: [] }], true)
    expect(directing?.picture.lines.map(({ text }) => text)).toEqual(['10 %', 'appoints the board'])
  })
})

describe('what is refused', () => {
  it('is a floor above the ceiling', () => {
    const parties = [
      { name: 'Fictional Buyer', roles: ['end-user'], owners: [{ name: 'A', percentAtLeast: 60, percentAtMost: 50 }] },
    ]
    const read = transactionSchema.safeParse({
      kind: 'export',
      exportOn: '2026-11-12',
      exporter: { name: 'Fictional Instruments Inc' },
      parties,
      items: [{ eccn: 'EAR99' }],
      destination: 'CA',
    })
    expect(read.error?.issues.map(({ message }) => message)).toEqual(['is above percentAtMost'])
  })
})
