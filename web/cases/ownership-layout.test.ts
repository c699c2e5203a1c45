import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BOX_HEIGHT, drawingOf, type OwnerGiven, type PartyGiven, reachOf } from './ownership-layout.ts'

function party(owners: readonly OwnerGiven[], fields: Partial<PartyGiven> = {}): PartyGiven {
  return { ref: 'buyer', name: 'Fictional Buyer', note: 'purchaser', owners, wasAsked: owners.length > 0, ...fields }
}

const owner = (path: string, percent: number | null): OwnerGiven => ({
  path,
  name: path.split(' > ').at(-1) ?? path,
  percent,
})

describe('the drawing of who owns whom', () => {
  it('has every owner once for what it owns, with its share, and an unknown share as unknown', () => {
    const drawing = drawingOf([party([owner('A', 60), owner('A > B', null), owner('C', 40)])])
    expect(drawing.nodes.map(({ id }) => id).toSorted()).toEqual(['buyer', 'buyer > A', 'buyer > A > B', 'buyer > C'])
    expect(drawing.shares.map(({ from, to, percent }) => [from, to, percent])).toEqual([
      ['buyer > A > B', 'buyer > A', null],
      ['buyer > A', 'buyer', 60],
      ['buyer > C', 'buyer', 40],
    ])
  })

  it('says of a party that nobody was asked about that its owners are not known, and not that it has none', () => {
    const unasked = drawingOf([party([])])
    expect(unasked.nodes.map(({ kind }) => kind)).toEqual(['party', 'unasked'])
    expect(drawingOf([party([], { wasAsked: true })]).nodes.map(({ kind }) => kind)).toEqual(['party'])
  })

  it('never draws one box over another, nor outside, whatever the tree', () => {
    const tree = fc.letrec<{ forest: readonly string[][] }>((tie) => ({
      forest: fc
        .array(
          fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.oneof({ maxDepth: 3 }, fc.constant([]), tie('forest'))),
          {
            maxLength: 4,
          },
        )
        .map((trees) =>
          trees.flatMap(([name, below], at) => [
            [`${name}${at}`],
            ...(below as readonly string[][]).map((path) => [`${name}${at}`, ...path]),
          ]),
        ),
    })).forest
    fc.assert(
      fc.property(fc.array(tree, { maxLength: 4 }), (trees) => {
        const parties = trees.map((paths, at) =>
          party(
            paths.map((path) => owner(path.join(' > '), null)),
            { ref: `p${at}` },
          ),
        )
        const { nodes, width, height } = drawingOf(parties)
        for (const [at, one] of nodes.entries()) {
          expect(one.x).toBeGreaterThanOrEqual(0)
          expect(one.x).toBeLessThan(width)
          expect(one.y + BOX_HEIGHT).toBeLessThanOrEqual(height)
          for (const other of nodes.slice(at + 1))
            if (other.x === one.x) expect(Math.abs(other.y - one.y)).toBeGreaterThanOrEqual(BOX_HEIGHT)
        }
      }),
    )
  })

  it('cuts a long name to two lines that fit, and keeps the whole', () => {
    const name = 'Fictional Very Long Trading and Consulting Holding Company of the Northern District Limited'
    const [first] = drawingOf([party([], { name, wasAsked: true })]).nodes
    expect(first?.name).toBe(name)
    expect(first?.lines).toHaveLength(2)
    expect(first?.lines[1]).toMatch(/…$/)
  })
})

describe('how far an owner reaches', () => {
  const owners = [owner('A', 60), owner('A > B', 50), owner('A > B > C', null), owner('D', 49.9), owner('D > E', null)]

  it('is the product of the shares, and control where each step is 50 % or more', () => {
    expect(reachOf('A > B', owners)).toEqual({ percent: 30, control: 'held' })
    expect(reachOf('D', owners)).toEqual({ percent: 49.9, control: 'not-held' })
  })

  it('is not known past a share that is not known; a step below 50 % stays below', () => {
    expect(reachOf('A > B > C', owners)).toEqual({ percent: null, control: 'unknown' })
    expect(reachOf('D > E', owners)).toEqual({ percent: null, control: 'not-held' })
  })
})
