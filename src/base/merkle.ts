/**
 * The Merkle tree of RFC 6962 section 2.1 (unchanged in RFC 9162): a log to which one can only append, whose root
 * commits to every leaf and to their order. An inclusion proof shows that one leaf is in it, a consistency proof that a
 * later tree holds the earlier one unchanged; both are a few dozen hashes, however long the log.
 *
 * Sizes go to 2^53, so no bit operators. Hashes are hexadecimal, as they are stored.
 */
import { type Sha256, sha256 } from './hash.ts'

/**
 * A log without its leaves: the roots of the perfect subtrees its size is made of, left to right, largest first.
 * Appending needs no more, so this is what a writer keeps.
 */
export type MerkleLog = { readonly size: number; readonly peaks: readonly Sha256[] }

/** Leaves from `from` (in) to `until` (out). */
export type LeafRange = readonly [from: number, until: number]

export type InclusionClaim = {
  /** Leaf hash, as `leafHash` makes it. */
  readonly leaf: Sha256
  readonly index: number
  readonly size: number
  readonly root: Sha256
  /** From the leaf's sibling up to the root's child. */
  readonly proof: readonly Sha256[]
}

export type ConsistencyClaim = {
  readonly oldSize: number
  readonly oldRoot: Sha256
  readonly size: number
  readonly root: Sha256
  readonly proof: readonly Sha256[]
}

export const EMPTY_LOG: MerkleLog = { size: 0, peaks: [] }

const LEAF_PREFIX = Uint8Array.of(0x00)
const NODE_PREFIX = 0x01
const HASH = /^[0-9a-f]{64}$/

/** Hash of a leaf's data. A leaf and an inner node can never have one hash, because their bytes begin otherwise. */
export function leafHash(data: string | Uint8Array): Sha256 {
  // A NUL is the byte 0 in UTF-8.
  return sha256(typeof data === 'string' ? `\0${data}` : Buffer.concat([LEAF_PREFIX, data]))
}

/** The log with one leaf more. */
export function appendLeaf(log: MerkleLog, leaf: Sha256): MerkleLog {
  const peaks = [...log.peaks]
  let node = leaf
  for (let rest = log.size; rest % 2 === 1; rest = (rest - 1) / 2) {
    const left = peaks.pop()
    if (left === undefined) throw new RangeError('the log has fewer peaks than its size needs')
    node = nodeHash(left, node)
  }
  return { size: log.size + 1, peaks: [...peaks, node] }
}

/** The hash that commits to the whole log; of the empty log, the hash of nothing. */
export function rootOf(log: MerkleLog): Sha256 {
  const [last, ...others] = log.peaks.toReversed()
  return last === undefined ? sha256('') : others.reduce((right, left) => nodeHash(left, right), last)
}

/** The root over these leaf hashes. */
export function merkleRoot(leaves: readonly Sha256[]): Sha256 {
  return rootOfRange(leaves, [0, leaves.length])
}

/** The subtrees whose roots are the inclusion proof of a leaf, in the order of the proof. */
export function inclusionRanges(index: number, size: number): readonly LeafRange[] {
  if (!isSize(size) || !isSize(index) || index >= size) throw new RangeError(`no leaf ${index} in a log of ${size}`)
  const ranges: LeafRange[] = []
  let [from, until] = [0, size]
  while (until - from > 1) {
    const middle = from + splitOf(until - from)
    const isLeft = index < middle
    ranges.push(isLeft ? [middle, until] : [from, middle])
    if (isLeft) until = middle
    else from = middle
  }
  return ranges.reverse()
}

/** The subtrees whose roots are the consistency proof from `oldSize` to `size`, in the order of the proof. */
export function consistencyRanges(oldSize: number, size: number): readonly LeafRange[] {
  if (!isSize(size) || !isSize(oldSize) || oldSize === 0 || oldSize > size) {
    throw new RangeError(`no consistency proof from ${oldSize} to ${size}`)
  }
  const ranges: LeafRange[] = []
  let [from, until] = [0, size]
  // Down to the subtree that ends where the old tree ended; it is given unless it is the whole old tree.
  while (until !== oldSize) {
    const middle = from + splitOf(until - from)
    const isLeft = oldSize <= middle
    ranges.push(isLeft ? [middle, until] : [from, middle])
    if (isLeft) until = middle
    else from = middle
  }
  if (from > 0) ranges.push([from, until])
  return ranges.reverse()
}

/** Proof that leaf `index` is in the tree over these leaf hashes. */
export function inclusionProof(leaves: readonly Sha256[], index: number): readonly Sha256[] {
  return inclusionRanges(index, leaves.length).map((range) => rootOfRange(leaves, range))
}

/** Proof that the tree over these leaf hashes begins with the tree over the first `oldSize`. */
export function consistencyProof(leaves: readonly Sha256[], oldSize: number): readonly Sha256[] {
  return consistencyRanges(oldSize, leaves.length).map((range) => rootOfRange(leaves, range))
}

/** Whether the proof leads from the leaf to the root (RFC 9162 section 2.1.3.2). */
export function isIncluded({ leaf, index, size, root, proof }: InclusionClaim): boolean {
  if (!isSize(size) || !isSize(index) || index >= size || ![leaf, root, ...proof].every(isHash)) return false
  let [at, last] = [index, size - 1]
  let node = leaf
  for (const sibling of proof) {
    if (last === 0) return false
    if (at % 2 === 1 || at === last) {
      node = nodeHash(sibling, node)
      while (at % 2 === 0 && at !== 0) [at, last] = [half(at), half(last)]
    } else {
      node = nodeHash(node, sibling)
    }
    ;[at, last] = [half(at), half(last)]
  }
  return last === 0 && node === root
}

/**
 * Whether the later tree holds the earlier one unchanged (RFC 9162 section 2.1.4.2). Two trees of one size are
 * consistent when they are the same, with an empty proof. From the empty tree nothing can be shown: false.
 */
export function isConsistent({ oldSize, oldRoot, size, root, proof }: ConsistencyClaim): boolean {
  if (!isSize(size) || !isSize(oldSize) || oldSize === 0 || oldSize > size) return false
  if (![oldRoot, root, ...proof].every(isHash)) return false
  if (oldSize === size) return proof.length === 0 && oldRoot === root
  const [first, ...rest] = isPowerOfTwo(oldSize) ? [oldRoot, ...proof] : proof
  if (first === undefined) return false
  let [at, last] = [oldSize - 1, size - 1]
  while (at % 2 === 1) [at, last] = [half(at), half(last)]
  let [oldNode, node] = [first, first]
  for (const sibling of rest) {
    if (last === 0) return false
    if (at % 2 === 1 || at === last) {
      oldNode = nodeHash(sibling, oldNode)
      node = nodeHash(sibling, node)
      while (at % 2 === 0 && at !== 0) [at, last] = [half(at), half(last)]
    } else {
      node = nodeHash(node, sibling)
    }
    ;[at, last] = [half(at), half(last)]
  }
  return last === 0 && oldNode === oldRoot && node === root
}

function rootOfRange(leaves: readonly Sha256[], [from, until]: LeafRange): Sha256 {
  const [only] = until - from === 1 ? leaves.slice(from, until) : []
  if (only !== undefined) return only
  if (until - from <= 0) return sha256('')
  const middle = from + splitOf(until - from)
  return nodeHash(rootOfRange(leaves, [from, middle]), rootOfRange(leaves, [middle, until]))
}

const nodeBytes = Buffer.alloc(65)
nodeBytes[0] = NODE_PREFIX

function nodeHash(left: Sha256, right: Sha256): Sha256 {
  nodeBytes.write(left, 1, 32, 'hex')
  nodeBytes.write(right, 33, 32, 'hex')
  return sha256(nodeBytes)
}

/** The largest power of two smaller than `size`, which is at least 2. */
function splitOf(size: number): number {
  let split = 1
  while (split * 2 < size) split *= 2
  return split
}

function half(of: number): number {
  return Math.floor(of / 2)
}

function isPowerOfTwo(size: number): boolean {
  return splitOf(size + 1) === size
}

function isSize(size: number): boolean {
  return Number.isSafeInteger(size) && size >= 0
}

function isHash(hash: string): boolean {
  return HASH.test(hash)
}
