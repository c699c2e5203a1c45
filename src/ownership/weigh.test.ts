import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Control, type Holder, type Holding, type Listed, NOT_KNOWN, type Structure } from './structure.ts'
import { DIRECTING, HALF_OR_MORE, MORE_THAN_HALF, OWNERSHIP_ALONE, type Threshold, weigh } from './weigh.ts'

function makeListed(changes: Partial<Listed> = {}): Listed {
  return {
    list: 'us-sdn',
    entryKey: 'fictional',
    name: 'Fictional Listed One',
    identity: 'confirmed',
    programmes: [],
    startOn: null,
    endOn: null,
    isAddressOnly: false,
    ...changes,
  }
}

type Part = { readonly listed?: Listed; readonly owners?: Holder['owners'] }

/** `X>A`: X owns of A. Names that begin with X are listed unless told otherwise. */
function makeStructure(
  shares: Readonly<Record<string, number | readonly [number, number]>>,
  parts: Readonly<Record<string, Part>> = {},
  controls: readonly Control[] = [],
): Structure {
  const holdings = Object.entries(shares).map(([link, share]): Holding => {
    const [owner = '', owned = ''] = link.split('>')
    const [least, most] = typeof share === 'number' ? [share, share] : share
    return { owner, owned, share: { least, most }, source: null, asOf: null }
  })
  const ids = new Set([
    'P',
    ...holdings.flatMap(({ owner, owned }) => [owner, owned]),
    ...controls.flatMap(({ controller, controlled }) => [controller, controlled]),
  ])
  const holders = new Map(
    [...ids].map((id): [string, Holder] => {
      const own = parts[id]?.listed ?? (id.startsWith('X') ? makeListed({ entryKey: id }) : undefined)
      return [id, { id, name: id, listings: own === undefined ? [] : [own], owners: parts[id]?.owners ?? 'named' }]
    }),
  )
  return { holders, holdings, controls }
}

const weighed = (structure: Structure, threshold: Threshold = HALF_OR_MORE, of = 'P') =>
  weigh(structure, of, () => true, threshold)
const held = (...given: Parameters<typeof makeStructure>) => weighed(makeStructure(...given)).isHeld

describe('what OFAC says in FAQ 401, example by example', () => {
  it.each([
    ['half of a half-owned company', { 'X>A': 50, 'A>P': 50, 'N>P': 50, 'N>A': 50 }, 'yes'],
    [
      'a quarter through each of two half-owned companies',
      { 'X>A': 50, 'X>B': 50, 'A>P': 25, 'B>P': 25, 'N>P': 50 },
      'yes',
    ],
    ['a tenth directly and forty through a half-owned company', { 'X>A': 50, 'X>P': 10, 'A>P': 40, 'N>P': 50 }, 'yes'],
    [
      'a quarter through a company owned by a quarter counts for nothing',
      { 'X>A': 50, 'N>A': 50, 'X>B': 25, 'N>B': 75, 'A>P': 25, 'B>P': 25, 'N>P': 50 },
      'no',
    ],
    [
      'two companies owned by a quarter each count for nothing, though they own all',
      { 'X>A': 25, 'N>A': 75, 'X>B': 25, 'N>B': 75, 'A>P': 50, 'B>P': 50 },
      'no',
    ],
    ['two blocked persons together', { 'X1>A': 25, 'X2>A': 25, 'N>A': 50, 'A>P': 50, 'N>P': 50 }, 'yes'],
  ])('%s', (_, shares, expected) => {
    expect(held(shares)).toBe(expected)
  })
})

describe('the edge of one half', () => {
  it.each([
    [49.99, 'no', 'no'],
    [50, 'yes', 'no'],
    [50.01, 'yes', 'yes'],
  ])('at %s %%', (share, orMore, more) => {
    const structure = makeStructure({ 'X>P': share, 'N>P': 100 - share })
    expect([weighed(structure).isHeld, weighed(structure, MORE_THAN_HALF).isHeld]).toEqual([orMore, more])
  })
})

describe('what is not known', () => {
  it('stays open where a share is not known, and names it', () => {
    const open = weighed(makeStructure({ 'X>P': [0, 100], 'N>P': 10 }))
    expect(open).toMatchObject({ isHeld: 'perhaps', least: 0, most: 100 })
    expect(open.missing).toContainEqual({ kind: 'share', owner: 'X', of: 'P' })
  })

  it('is settled where even the most, or already the least, decides', () => {
    expect(held({ 'X>P': [10, 40], 'N>P': 60 })).toBe('no')
    expect(held({ 'X>P': [50, 100] })).toBe('yes')
    expect(weighed(makeStructure({ 'X>P': [30, 60], 'N>P': 40 }))).toMatchObject({ least: 30, most: 60 })
  })

  it('stays open where owners were not asked for, or half has no holder named', () => {
    expect(held({ 'A>P': 60, 'N>P': 40 }, { A: { owners: 'not-asked' } })).toBe('perhaps')
    expect(held({}, { P: { owners: 'not-asked' } })).toBe('perhaps')
    expect(held({ 'N>P': 50 }, { P: { owners: 'in-part' } })).toBe('perhaps')
    expect(held({ 'N>P': 50.01 }, { P: { owners: 'in-part' } })).toBe('no')
  })

  it('asks who the owner is where the match is only possible', () => {
    const open = weighed(
      makeStructure({ 'X>P': 60, 'N>P': 40 }, { X: { listed: makeListed({ identity: 'possible' }) } }),
    )
    expect(open.isHeld).toBe('perhaps')
    expect(open.missing.map(({ kind }) => kind)).toEqual(['identity'])
  })
})

describe('owners that hold each other', () => {
  it('never carry themselves: no listed person, no answer but no', () => {
    expect(held({ 'A>P': 100, 'P>A': 100 })).toBe('no')
    expect(held({ 'A>P': 100, 'P>A': 100 }, { A: { owners: 'in-part' }, P: { owners: 'in-part' } })).toBe('no')
  })

  it('are undecided where only the circle would reach half, and the circle is named', () => {
    const open = weighed(makeStructure({ 'X>P': 25, 'X>B': 25, 'B>P': 25, 'P>B': 25, 'N>P': 50, 'N>B': 50 }))
    expect(open.isHeld).toBe('perhaps')
    expect(open.missing).toContainEqual({ kind: 'circle', of: 'P' })
  })

  it('are held where a listed person reaches half without the circle', () => {
    expect(held({ 'X>A': 60, 'A>P': 60, 'P>A': 40, 'N>P': 40 })).toBe('yes')
  })

  it('have their paths named in bounded steps, however many there are', () => {
    const names = Array.from({ length: 14 }, (_, at) => `C${at}`)
    const web = Object.fromEntries(names.flatMap((a) => names.filter((b) => b !== a).map((b) => [`${a}>${b}`, 6])))
    const dense = weighed(makeStructure({ ...web, 'X>C0': 50, 'C0>P': 50, 'N>P': 50 }))
    expect(dense.isHeld).toBe('yes')
    expect(dense.paths[0]?.text).toBe('C0 50 % > X 50 %')
  })
})

describe('control', () => {
  const board: Control = { controller: 'X', controlled: 'P', kind: 'board-majority', source: null, asOf: null }

  it('counts for nothing where ownership alone does', () => {
    const structure = makeStructure({ 'X>P': 20, 'N>P': 80 }, {}, [board])
    expect(weigh(structure, 'P', () => true, HALF_OR_MORE, OWNERSHIP_ALONE).isHeld).toBe('no')
    expect(weigh(structure, 'P', () => true, HALF_OR_MORE, DIRECTING).isHeld).toBe('yes')
  })

  it('is a question where only a family tie is known', () => {
    const structure = makeStructure({ 'N>P': 100 }, {}, [{ ...board, kind: 'family' }])
    const open = weigh(structure, 'P', () => true, HALF_OR_MORE, DIRECTING)
    expect(open.isHeld).toBe('perhaps')
    expect(open.missing).toContainEqual({ kind: 'control', of: 'P', controller: 'X', by: 'family' })
  })

  it('runs through shares above it', () => {
    const structure = makeStructure({ 'X>A': 50, 'N>A': 50 }, {}, [{ ...board, controller: 'A' }])
    expect(weigh(structure, 'P', () => true, HALF_OR_MORE, DIRECTING)).toMatchObject({
      isHeld: 'yes',
      paths: [{ text: 'A (appoints the board) > X 50 %' }],
    })
  })
})

const IDS = ['P', 'A', 'B', 'C', 'D', 'X1', 'X2']
const links = IDS.flatMap((owner) =>
  IDS.filter((owned) => owned !== owner && !owned.startsWith('X')).map((owned) => `${owner}>${owned}`),
)
const sharesOf = (names: readonly string[], share: fc.Arbitrary<number>) =>
  fc.dictionary(fc.constantFrom(...names), share, { maxKeys: 10 })
const tenth = fc.integer({ min: 0, max: 10 }).map((n) => n * 10)

/** Every set of holders is tried: the smallest that is closed is the answer. Knows nothing of how `weigh` goes about it. */
function byBruteForce(shares: Readonly<Record<string, number>>): ReadonlySet<string> {
  const closed = Array.from(
    { length: 2 ** IDS.length },
    (_, mask) => new Set(IDS.filter((_, at) => mask & (2 ** at))),
  ).filter((set) =>
    IDS.every((id) => {
      const held = Object.entries(shares).reduce((sum, [link, share]) => {
        const [owner = '', owned = ''] = link.split('>')
        return owned === id && set.has(owner) ? sum + share : sum
      }, 0)
      return !(id.startsWith('X') || held >= 50) || set.has(id)
    }),
  )
  return closed.reduce((smallest, set) => (set.size < smallest.size ? set : smallest))
}

/** Only from later to earlier: no circle. */
const downhill = links.filter((link) => {
  const [owner = '', owned = ''] = link.split('>')
  return IDS.indexOf(owner) > IDS.indexOf(owned)
})

describe('whatever the shares', () => {
  it('is held for sure exactly where every set of holders tried says so', () => {
    fc.assert(
      fc.property(sharesOf(links, tenth), (shares) => {
        const structure = makeStructure(shares)
        const expected = byBruteForce(shares)
        for (const id of structure.holders.keys())
          if (!id.startsWith('X')) expect(weighed(structure, HALF_OR_MORE, id).isHeld === 'yes').toBe(expected.has(id))
      }),
      { numRuns: 150 },
    )
  })

  it('is never less than what any one certain path brings', () => {
    fc.assert(
      fc.property(sharesOf(links, tenth), (shares) => {
        const structure = makeStructure(shares)
        const { least, paths, isHeld } = weighed(structure)
        for (const { holders, isCertain } of paths) {
          const [nearest = ''] = holders
          const isSureAllTheWay =
            isCertain && holders.slice(0, -1).every((id) => weighed(structure, HALF_OR_MORE, id).isHeld === 'yes')
          if (isSureAllTheWay) expect(least).toBeGreaterThanOrEqual(shares[`${nearest}>P`] ?? 0)
        }
        if (least >= 50) expect(isHeld).toBe('yes')
      }),
    )
  })

  it('never falls when a share grows', () => {
    fc.assert(
      fc.property(sharesOf(links, tenth), fc.constantFrom(...links), tenth, (shares, link, more) => {
        const before = weighed(makeStructure({ ...shares, [link]: shares[link] ?? 0 }))
        const after = weighed(makeStructure({ ...shares, [link]: (shares[link] ?? 0) + more }))
        expect(after.least).toBeGreaterThanOrEqual(before.least)
        if (before.isHeld === 'yes') expect(after.isHeld).toBe('yes')
      }),
    )
  })

  it('says of what is known in part only what holds at every point inside', () => {
    const interval = fc.tuple(tenth, tenth).map(([a, b]): readonly [number, number] => [Math.min(a, b), Math.max(a, b)])
    const at = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 12, maxLength: 12 })
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...links), interval, { maxKeys: 10 }), at, (shares, where) => {
        const open = weighed(makeStructure(shares))
        const point = Object.fromEntries(
          Object.entries(shares).map(([link, [least, most]], n) => [
            link,
            Math.round(least + (most - least) * (where[n] ?? 0)),
          ]),
        )
        const one = weighed(makeStructure(point))
        expect(one.least).toBeGreaterThanOrEqual(open.least)
        if (one.isHeld === 'yes') expect(open.isHeld).not.toBe('no')
        if (open.isHeld === 'yes') expect(one.isHeld).toBe('yes')
        if (open.isHeld === 'no') expect(one.isHeld).toBe('no')
      }),
      { numRuns: 500 },
    )
  })

  it('is decided where all is known, whole, and nothing runs in a circle', () => {
    fc.assert(
      fc.property(sharesOf(downhill, tenth), (shares) => {
        const whole = Object.fromEntries(
          IDS.slice(0, 5).flatMap((id) => {
            const sum = Object.entries(shares).reduce(
              (total, [link, share]) => (link.endsWith(`>${id}`) ? total + share : total),
              0,
            )
            return sum < 100 ? [[`N>${id}`, 100 - sum]] : []
          }),
        )
        expect(weighed(makeStructure({ ...shares, ...whole })).isHeld).not.toBe('perhaps')
      }),
    )
  })

  it('always names what is missing where it is undecided', () => {
    fc.assert(
      fc.property(sharesOf(links, tenth), fc.subarray(['A', 'B', 'P']), (shares, unasked) => {
        const parts = Object.fromEntries(unasked.map((id) => [id, { owners: 'not-asked' as const }]))
        const { isHeld, missing } = weighed(makeStructure({ 'A>P': 10, ...shares }, parts))
        expect(isHeld === 'perhaps').toBe(missing.length > 0)
      }),
    )
  })
})

it('reads a share nobody knows as anything from nothing to all', () => {
  expect(NOT_KNOWN).toEqual({ least: 0, most: 100 })
})
