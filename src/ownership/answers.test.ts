import { describe, expect, it } from 'vitest'
import { type Day, day } from '../base/index.ts'
import type { OwnershipAnswer, OwnershipLaw } from './answer.ts'
import { answersOn } from './answers.ts'
import { ownershipPicture } from './picture.ts'
import type { Control, ControlKind, Holder, Holding, Interval, Listed, Structure } from './structure.ts'

const ON = day('2026-11-12')
const TAGGED = ['SDGT']

type Behind = {
  readonly share?: number | Interval
  readonly lists?: readonly string[]
  readonly controls?: readonly ControlKind[]
  readonly entryKey?: string
  readonly owners?: Holder['owners']
  readonly changes?: Partial<Listed>
}

/** The buyer and those directly behind it, by name. */
function makeStructure(behind: Readonly<Record<string, Behind>>, owners: Holder['owners'] = 'named'): Structure {
  const buyer: Holder = { id: 'buyer', name: 'Fictional Buyer', listings: [], owners }
  const holders = new Map<string, Holder>([['buyer', buyer]])
  const holdings: Holding[] = []
  const controls: Control[] = []
  for (const [name, { share = 0, lists = [], controls: kinds = [], changes = {}, ...rest }] of Object.entries(behind)) {
    const listings = lists.map(
      (list): Listed => ({
        list,
        entryKey: rest.entryKey ?? name,
        name: `${name}, as listed`,
        identity: 'confirmed',
        programmes: TAGGED,
        startOn: null,
        endOn: null,
        isAddressOnly: false,
        ...changes,
      }),
    )
    holders.set(name, { id: name, name, listings, owners: rest.owners ?? 'named' })
    const from = { source: 'Fictional register', asOf: day('2026-10-01') }
    const interval = typeof share === 'number' ? { least: share, most: share } : share
    holdings.push({ owner: name, owned: 'buyer', share: interval, ...from })
    controls.push(...kinds.map((kind) => ({ controller: name, controlled: 'buyer', kind, ...from })))
  }
  return { holders, holdings, controls }
}

function answers(structure: Structure, on: Day = ON, isForeign = true): readonly OwnershipAnswer[] {
  return answersOn(structure, { id: 'buyer', isForeign }, on)
}

function answer(law: OwnershipLaw, structure: Structure, on: Day = ON, isForeign = true): OwnershipAnswer {
  const found = answers(structure, on, isForeign).find((one) => one.law === law)
  if (found === undefined) throw new Error(`no answer of ${law}`)
  return found
}

const owned = (share: number, ...lists: string[]) =>
  makeStructure({
    'Fictional Holding A': { share, lists },
    'Fictional Fund': { share: Math.round((100 - share) * 100) / 100 },
  })

describe('the edge of one half, law by law', () => {
  it.each([
    ['us-ofac', 'us-sdn', '2026-07-01', 'does-not-extend', 'extends', 'extends'],
    ['us-bis', 'us-entity-list', '2025-10-15', 'does-not-extend', 'extends', 'extends'],
    ['us-bis', 'us-meu', '2026-11-12', 'does-not-extend', 'extends', 'extends'],
    // Below the edge a listed owner may still direct it, so that the two laws that count control ask.
    ['eu', 'eu-fsf', '2024-07-03', 'undecided', 'extends', 'extends'],
    ['eu', 'eu-fsf', '2024-07-02', 'undecided', 'undecided', 'extends'],
    ['uk', 'uk-sanctions', '2026-07-01', 'undecided', 'undecided', 'extends'],
  ] as const)('%s, an owner on %s, on %s: 49.99 %s, 50 %s, 50.01 %s', (law, list, on, below, at, above) => {
    expect([49.99, 50, 50.01].map((share) => answer(law, owned(share, list), day(on)).outcome)).toEqual([
      below,
      at,
      above,
    ])
  })
})

describe('the Affiliates rule', () => {
  it.each([
    ['2025-09-28', 'does-not-extend', 'not-in-force'],
    ['2025-09-29', 'extends', 'in-force'],
    ['2025-11-09', 'extends', 'in-force'],
    ['2025-11-10', 'does-not-extend', 'not-in-force'],
    ['2026-11-09', 'does-not-extend', 'not-in-force'],
    ['2026-11-10', 'extends', 'unchecked'],
  ])('on %s: %s, %s', (on, outcome, standing) => {
    expect(answer('us-bis', owned(60, 'us-entity-list'), day(on))).toMatchObject({ outcome, standing })
  })

  it('shows the sum even while it is stayed', () => {
    const { because, held } = answer('us-bis', owned(60, 'us-entity-list'), day('2026-05-01'))
    expect(because).toEqual([
      'not in force on that day: stayed by 90 FR 50857',
      'Fictional Holding A 60 %: 50 % or more is held',
    ])
    expect(held).toEqual({ least: 60, most: 60 })
  })

  it('adds the Entity List, the MEU List and tagged SDNs, and leaves other SDNs out', () => {
    const three = (programmes: readonly string[]) =>
      makeStructure({
        A: { share: 20, lists: ['us-entity-list'] },
        B: { share: 20, lists: ['us-meu'] },
        C: { share: 10, lists: ['us-sdn'], changes: { programmes } },
        D: { share: 50 },
      })
    expect(answer('us-bis', three(['SDGT'])).outcome).toBe('extends')
    expect(answer('us-bis', three(['GLOMAG'])).outcome).toBe('does-not-extend')
  })

  it('does not speak of a US party', () => {
    expect(answer('us-bis', owned(60, 'us-entity-list'), ON, false).outcome).toBe('does-not-extend')
  })

  it('is undecided on a day whose wording nobody read', () => {
    expect(answer('us-bis', owned(60, 'us-entity-list'), day('2023-01-01'))).toMatchObject({
      outcome: 'undecided',
      standing: 'unchecked',
      questions: [{ id: 'wording/us-bis' }],
    })
  })
})

describe('ownership and control', () => {
  const board = (list: string) =>
    makeStructure({ A: { share: 20, lists: [list], controls: ['board-majority'] }, B: { share: 80 } })

  it('are one for OFAC and BIS, whom control alone does not move', () => {
    expect(answer('us-ofac', board('us-sdn')).outcome).toBe('does-not-extend')
    expect(answer('us-bis', board('us-entity-list')).outcome).toBe('does-not-extend')
  })

  it('are two ways for the EU and the UK, and the source of what is known is shown', () => {
    expect(answer('eu', board('eu-fsf')).outcome).toBe('extends')
    const uk = answer('uk', board('uk-sanctions'))
    expect(uk.outcome).toBe('extends')
    expect(uk.because).toContain('A appoints the board (Fictional register, 2026-10-01)')
  })

  it('leave a listed minority owner a question for the EU and the UK', () => {
    expect(answer('eu', owned(1, 'eu-fsf'))).toMatchObject({
      outcome: 'undecided',
      questions: [{ id: 'direct/Fictional Holding A/buyer' }],
    })
  })

  it('leave nothing to ask where nobody behind the party is listed', () => {
    expect(answers(owned(60)).map(({ outcome, questions }) => [outcome, questions.length])).toEqual([
      ['does-not-extend', 0],
      ['does-not-extend', 0],
      ['does-not-extend', 0],
      ['does-not-extend', 0],
    ])
  })
})

describe('a listed owner of too little of a company between', () => {
  it('is named, with why its reach does not count', () => {
    const { holders, holdings, controls } = makeStructure({ A: { share: 60 }, B: { share: 40 } })
    const far = makeStructure({ X: { lists: ['us-sdn'] } }).holders.get('X')
    if (far === undefined) throw new Error('no holder')
    const up = (owner: string, share: number): Holding => ({
      owner,
      owned: 'A',
      share: { least: share, most: share },
      source: null,
      asOf: null,
    })
    const structure = {
      holders: new Map([...holders, ['X', far]]),
      holdings: [...holdings, up('X', 49), up('B', 51)],
      controls,
    }
    expect(answer('us-ofac', structure).because).toEqual([
      'nobody who counts holds a share that counts, as far as owners are named',
      'X stands behind it only through companies not held so far: their shares do not count',
    ])
  })
})

describe('several listed owners', () => {
  const two = (list: string) =>
    makeStructure({ A: { share: 30, lists: [list] }, B: { share: 25, lists: [list] }, C: { share: 45 } })

  it('are added up by OFAC, BIS and the EU, with the sum shown', () => {
    const ofac = answer('us-ofac', two('us-sdn'))
    expect(ofac.outcome).toBe('extends')
    expect(ofac.because).toEqual(['A 30 % + B 25 % = 55 %: 50 % or more is held'])
    expect(ofac.paths.map(({ text }) => text)).toEqual(['A 30 %', 'B 25 %'])
    expect(answer('eu', two('eu-fsf')).outcome).toBe('extends')
  })

  it('are weighed one by one in the UK, which asks whether they act as one', () => {
    const uk = answer('uk', two('uk-sanctions'))
    expect(uk).toMatchObject({ outcome: 'undecided', held: { least: 30, most: 30 } })
    expect(uk.questions.map(({ id }) => id)).toContain('joint/buyer')
  })

  it('are one in the UK where they are the same designated person', () => {
    const same = makeStructure({
      A: { share: 30, lists: ['uk-sanctions'], entryKey: 'x', changes: { name: 'Fictional Person' } },
      B: { share: 25, lists: ['uk-sanctions'], entryKey: 'x', changes: { name: 'Fictional Person' } },
      C: { share: 45 },
    })
    expect(answer('uk', same).outcome).toBe('extends')
  })
})

describe('what is not known is a question, never clear', () => {
  it('where nobody asked who owns it', () => {
    for (const { outcome, questions } of answers(makeStructure({}, 'not-asked'))) {
      expect(outcome).toBe('undecided')
      expect(questions.map(({ text }) => text)).toContain(
        'Who owns `Fictional Buyer`, with which shares? Nobody has asked',
      )
    }
  })

  it('where half has no holder named', () => {
    const part = makeStructure({ A: { share: 40 } }, 'in-part')
    expect(answer('us-ofac', part)).toMatchObject({
      outcome: 'undecided',
      questions: [{ text: 'Who holds the other 60 % of `Fictional Buyer`? Nobody is named for it' }],
    })
  })

  it('where a share is known only as a floor', () => {
    const floor = makeStructure({ A: { share: { least: 25, most: 100 }, lists: ['us-sdn'] } })
    expect(answer('us-ofac', floor)).toMatchObject({ outcome: 'undecided', held: { least: 25, most: 100 } })
    const enough = makeStructure({ A: { share: { least: 50, most: 100 }, lists: ['us-sdn'] } })
    expect(answer('us-ofac', enough).outcome).toBe('extends')
  })
})

describe('lists that reach no further', () => {
  it.each(['us-uvl', 'us-dpl', 'us-cmic', 'us-1260h'])('%s says so, however much is owned', (list) => {
    const { outcome, because, cites } = answer('listed-only', owned(100, list))
    expect(outcome).toBe('does-not-extend')
    expect([because.length, cites.length]).toEqual([1, 1])
    expect(answer('us-bis', owned(100, list)).outcome).toBe('does-not-extend')
  })

  it('are not taken for lists whose law was not read: those stay undecided', () => {
    expect(answer('not-read', owned(100, 'un-sc'))).toMatchObject({
      outcome: 'undecided',
      questions: [{ id: 'law/un-sc' }],
    })
  })
})

describe('a listing that does not stand on the day', () => {
  it('counts for nothing', () => {
    const ended = makeStructure({ A: { share: 100, lists: ['us-sdn'], changes: { endOn: day('2026-11-11') } } })
    expect(answer('us-ofac', ended).outcome).toBe('does-not-extend')
    expect(answer('us-ofac', ended, day('2026-11-11')).outcome).toBe('extends')
  })
})

describe('the picture', () => {
  it('holds each holder and each line once, circles included, with source and day', () => {
    const { holders, holdings, controls } = makeStructure({
      A: { share: 60, lists: ['us-sdn'], controls: ['agreement'] },
    })
    const back: Holding = { owner: 'buyer', owned: 'A', share: { least: 10, most: 10 }, source: null, asOf: null }
    const structure = { holders, holdings: [...holdings, back], controls }
    const picture = ownershipPicture(structure, 'buyer', answers(structure))
    expect(picture.nodes.map(({ id, depth, lists }) => [id, depth, lists])).toEqual([
      ['buyer', 0, []],
      ['A', 1, ['us-sdn']],
    ])
    expect(picture.lines.map(({ from, to, text, asOf }) => [from, to, text, asOf])).toEqual([
      ['A', 'buyer', '60 %', '2026-10-01'],
      ['buyer', 'A', '10 %', null],
      ['A', 'buyer', 'directs by agreement', '2026-10-01'],
    ])
    expect(picture.says[0]).toBe(
      'OFAC 50 percent rule: extends to it. A 60 % + up to 40 % that nobody is named for = 60 % to 100 %: 50 % or more is held',
    )
  })
})
