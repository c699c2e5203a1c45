import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Sha256 } from './hash.ts'
import {
  appendLeaf,
  type ConsistencyClaim,
  consistencyProof,
  consistencyRanges,
  EMPTY_LOG,
  type InclusionClaim,
  inclusionProof,
  inclusionRanges,
  isConsistent,
  isIncluded,
  leafHash,
  merkleRoot,
  rootOf,
} from './merkle.ts'

// SOURCE: the reference vectors of Certificate Transparency, as github.com/transparency-dev/merkle has them in
// proof/verify_test.go: eight leaves, the root after each, and proofs.
const LEAF_DATA = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f']
const ROOTS = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
] as Sha256[]
const N = {
  leaf0: '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  leaf1: '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
  leaf4: 'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
  leaf6: 'b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f',
  leaves01: 'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  leaves23: '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
  leaves45: '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
  leaves67: 'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
  leaves0123: 'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  leaves4567: '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
}
const EMPTY_ROOT = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855' as Sha256
const OTHER = 'abacaba000000000000000000000000000000000000000000060061e00123456' as Sha256

const LEAVES = LEAF_DATA.map((hex) => leafHash(Buffer.from(hex, 'hex')))
const leavesTo = (size: number) => Array.from({ length: size }, (_, i) => leafHash(`fictional leaf ${i}`))

/** The definition of RFC 6962 section 2.1, word for word: over the data of the leaves, not their hashes. */
function treeHash(data: readonly string[]): string {
  const sha = (...parts: (string | Buffer)[]) =>
    parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest()
  const mth = (d: readonly string[]): Buffer => {
    const [only] = d
    if (only === undefined) return sha('')
    if (d.length === 1) return sha(Buffer.of(0), only)
    let k = 1
    while (k * 2 < d.length) k *= 2
    return sha(Buffer.of(1), mth(d.slice(0, k)), mth(d.slice(k)))
  }
  return mth(data).toString('hex')
}

describe('the Merkle log', () => {
  it('has the roots of the reference vectors, leaf by leaf', () => {
    let log = EMPTY_LOG
    expect(rootOf(log)).toBe(EMPTY_ROOT)
    for (const [i, leaf] of LEAVES.entries()) {
      log = appendLeaf(log, leaf)
      expect(rootOf(log)).toBe(ROOTS[i])
      expect(merkleRoot(LEAVES.slice(0, i + 1))).toBe(ROOTS[i])
    }
  })

  it.each([
    [0, 8, [N.leaf1, N.leaves23, N.leaves4567]],
    [5, 8, [N.leaf4, N.leaves67, N.leaves0123]],
    [2, 3, [N.leaves01]],
    [1, 5, [N.leaf0, N.leaves23, N.leaf4]],
  ])('has the inclusion proof of the reference vectors for leaf %d of %d', (index, size, proof) => {
    expect(inclusionProof(LEAVES.slice(0, size), index)).toEqual(proof)
  })

  it.each([
    [1, 1, []],
    [1, 8, [N.leaf1, N.leaves23, N.leaves4567]],
    [6, 8, [N.leaves45, N.leaves67, N.leaves0123]],
    [2, 5, [N.leaves23, N.leaf4]],
    [6, 7, [N.leaves45, N.leaf6, N.leaves0123]],
  ])('has the consistency proof of the reference vectors from %d to %d', (oldSize, size, proof) => {
    expect(consistencyProof(LEAVES.slice(0, size), oldSize)).toEqual(proof)
  })

  it('grows by appending to the root that the definition gives, at every size to 130', () => {
    let log = EMPTY_LOG
    const data: string[] = []
    for (let size = 1; size <= 130; size++) {
      data.push(`fictional leaf ${size - 1}`)
      log = appendLeaf(log, leafHash(`fictional leaf ${size - 1}`))
      expect(rootOf(log)).toBe(treeHash(data))
      expect(log.peaks.length).toBeLessThanOrEqual(Math.ceil(Math.log2(size + 1)))
    }
  })

  it('proves each leaf at every size to 130, and no other leaf, place or root', () => {
    for (let size = 1; size <= 130; size++) {
      const leaves = leavesTo(size)
      const root = merkleRoot(leaves)
      for (const [index, leaf] of leaves.entries()) {
        const claim = { leaf, index, size, root, proof: inclusionProof(leaves, index) }
        if (!isIncluded(claim)) throw new Error(`leaf ${index} of ${size} is not proven`)
        if (isIncluded({ ...claim, index: (index + 1) % (size + 1) })) throw new Error(`leaf ${index} of ${size} moves`)
        if (isIncluded({ ...claim, leaf: OTHER }) || isIncluded({ ...claim, root: OTHER })) {
          throw new Error(`another leaf or root passes at ${index} of ${size}`)
        }
      }
    }
    expect(isIncluded({ leaf: OTHER, index: 0, size: 1, root: OTHER, proof: [] })).toBe(true)
  })

  it('proves each earlier size consistent at every size to 130, and no rewritten past', () => {
    const roots = leavesTo(130).map((_, i) => merkleRoot(leavesTo(i + 1)))
    for (let size = 1; size <= 130; size++) {
      const leaves = leavesTo(size)
      for (let oldSize = 1; oldSize <= size; oldSize++) {
        const [oldRoot, root] = [roots[oldSize - 1] ?? OTHER, roots[size - 1] ?? OTHER]
        const claim = { oldSize, oldRoot, size, root, proof: consistencyProof(leaves, oldSize) }
        if (!isConsistent(claim)) throw new Error(`${oldSize} to ${size} is not proven`)
        if (isConsistent({ ...claim, oldRoot: OTHER }) || isConsistent({ ...claim, root: OTHER })) {
          throw new Error(`another past passes from ${oldSize} to ${size}`)
        }
      }
    }
    expect(isConsistent({ oldSize: 1, oldRoot: OTHER, size: 1, root: OTHER, proof: [] })).toBe(true)
  })

  it('does so for larger logs too', () => {
    const leaves = leavesTo(5000)
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), fc.nat(), fc.nat(), (size, a, b) => {
        const tree = leaves.slice(0, size)
        const root = merkleRoot(tree)
        expect(rootOf(tree.reduce(appendLeaf, EMPTY_LOG))).toBe(root)
        const index = a % size
        const leaf = tree[index] ?? OTHER
        expect(isIncluded({ leaf, index, size, root, proof: inclusionProof(tree, index) })).toBe(true)
        const oldSize = (b % size) + 1
        const oldRoot = merkleRoot(tree.slice(0, oldSize))
        expect(isConsistent({ oldSize, oldRoot, size, root, proof: consistencyProof(tree, oldSize) })).toBe(true)
      }),
      { numRuns: 30 },
    )
  })

  it('asks for a few dozen subtrees even of a log of 2^53 - 1 leaves', () => {
    const most = Number.MAX_SAFE_INTEGER
    expect(inclusionRanges(most - 1, most).length).toBe(52)
    expect(inclusionRanges(0, most).length).toBe(53)
    expect(consistencyRanges(2 ** 40 + 1, most).length).toBeLessThan(110)
    expect(consistencyRanges(2 ** 52, most)).toEqual([[2 ** 52, most]])
  })
})

describe('a proof that was tampered with', () => {
  // The classes of corruption that transparency-dev/merkle runs over its own proofs.
  it.each([
    [0, 8],
    [5, 8],
    [2, 3],
    [1, 5],
  ])('of leaf %d in %d is refused in every way of the reference suite', (index, size) => {
    const leaves = LEAVES.slice(0, size)
    const proof = inclusionProof(leaves, index)
    const root = merkleRoot(leaves)
    const claim: InclusionClaim = { leaf: leaves[index] ?? OTHER, index, size, root, proof }
    const corrupt: readonly Partial<InclusionClaim>[] = [
      { index: index - 1 },
      { index: index + 1 },
      { index: index ^ 2 },
      { size: size * 2 },
      { size: Math.floor(size / 2) },
      { leaf: 'WrongLeaf' as Sha256 },
      { root: EMPTY_ROOT },
      { root: OTHER },
      { proof: [...proof, '' as Sha256] },
      { proof: [...proof, root] },
      { proof: ['' as Sha256, ...proof] },
      { proof: [root, ...proof] },
      { proof: proof.slice(0, -1) },
      { proof: [...proof.slice(0, 1), OTHER, ...proof.slice(1)] },
      ...proof.map((_, i) => ({ proof: flipped(proof, i) })),
    ]
    expect(isIncluded(claim)).toBe(true)
    expect(corrupt.filter((change) => isIncluded({ ...claim, ...change }))).toEqual([])
  })

  it.each([
    [1, 8],
    [6, 8],
    [2, 5],
    [6, 7],
  ])('of %d to %d is refused in every way of the reference suite', (oldSize, size) => {
    const proof = consistencyProof(LEAVES.slice(0, size), oldSize)
    const [oldRoot, root] = [ROOTS[oldSize - 1] ?? OTHER, ROOTS[size - 1] ?? OTHER]
    const claim: ConsistencyClaim = { oldSize, oldRoot, size, root, proof }
    const corrupt: readonly Partial<ConsistencyClaim>[] = [
      { oldSize: oldSize - 1 },
      { oldSize: oldSize + 1 },
      { oldSize: oldSize ^ 2 },
      { size: size * 2 },
      { size: Math.floor(size / 2) },
      { oldRoot: 'WrongRoot' as Sha256 },
      { root: 'WrongRoot' as Sha256 },
      { oldRoot: root, root: oldRoot },
      { proof: [] },
      { proof: [...proof, '' as Sha256] },
      { proof: [...proof, oldRoot] },
      { proof: [...proof, root] },
      { proof: ['' as Sha256, ...proof] },
      { proof: [oldRoot, ...proof] },
      { proof: [root, ...proof] },
      { proof: [...proof.slice(0, 1), ...proof] },
      { proof: proof.slice(0, -1) },
      ...proof.map((_, i) => ({ proof: flipped(proof, i) })),
    ]
    expect(isConsistent(claim)).toBe(true)
    expect(corrupt.filter((change) => isConsistent({ ...claim, ...change }))).toEqual([])
  })

  it('shows nothing about a log of no leaves, of negative or broken size, or into the past', () => {
    const claim = { oldRoot: OTHER, root: OTHER, proof: [] }
    for (const [oldSize, size] of [
      [0, 0],
      [0, 1],
      [1, 0],
      [2, 1],
      [-1, 1],
      [0.5, 1],
      [1, 2 ** 53],
      [Number.NaN, 1],
    ] as const) {
      expect(isConsistent({ ...claim, oldSize, size })).toBe(false)
      expect(isIncluded({ leaf: OTHER, index: oldSize, size: Math.min(size, oldSize), root: OTHER, proof: [] })).toBe(
        false,
      )
    }
    expect(() => inclusionProof([], 0)).toThrow(RangeError)
    expect(() => consistencyProof(LEAVES, 0)).toThrow(RangeError)
    expect(() => consistencyProof(LEAVES, 9)).toThrow(RangeError)
  })
})

function flipped(proof: readonly Sha256[], at: number): readonly Sha256[] {
  return proof.map((hash, i) => {
    if (i !== at) return hash
    const bytes = Buffer.from(hash, 'hex')
    bytes[0] = (bytes[0] ?? 0) ^ 8
    return bytes.toString('hex') as Sha256
  })
}
