/** Hashes under which words and names are filed, and the table they are filed in. */

/** Odd, so that every letter's place counts in all bits. */
const BASE = 0x01000193

/** 32 bits of a text, with a salt, so that keys of different kinds do not meet. A clash costs time, never an answer. */
export function hashOf(salt: number, text: string): number {
  let hash = 0
  for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, BASE) + text.charCodeAt(i) + 1) | 0
  return mixed(salt, hash)
}

function mixed(salt: number, hash: number): number {
  let mix = hash ^ Math.imul(salt + 1, 0x9e3779b1)
  mix = Math.imul(mix ^ (mix >>> 16), 0x85ebca6b)
  mix = Math.imul(mix ^ (mix >>> 13), 0xc2b2ae35)
  return (mix ^ (mix >>> 16)) >>> 0
}

export const SALT = {
  deletion: 1,
  skeleton: 2,
  consonantSkeleton: 3,
  nameGroup: 4,
  meaning: 5,
  joined: 6,
  joinedHead: 7,
  joinedTail: 8,
  initialsOnly: 10,
  identifier: 11,
  joinedGroup: 12,
  /** Counts on from here in steps of sixteen. */
  quarter: 13,
} as const

/** Hashes, in an array that grows and is used again. */
export class HashList {
  length = 0
  #hashes = new Uint32Array(64)

  clear(): void {
    this.length = 0
  }

  add(hash: number): void {
    if (this.length === this.#hashes.length) this.#hashes = grown(this.#hashes)
    this.#hashes[this.length++] = hash
  }

  at(place: number): number {
    return this.#hashes[place] ?? 0
  }
}

let prefixes = new Int32Array(64)
let powers = new Int32Array(64)

/**
 * Puts into `into` the hashes of `key` with up to `deletions` letters left out, each as `hashOf` gives it. Two words
 * `d` edits apart (swaps of neighbours count one) share one of them when each leaves out up to `d`; see `editBand` for
 * how many each may.
 */
export function deletionHashes(key: string, deletions: number, into: HashList): void {
  into.clear()
  const n = key.length
  if (prefixes.length <= n) {
    prefixes = new Int32Array(n + 64)
    powers = new Int32Array(n + 64)
  }
  prefixes[0] = 0
  powers[0] = 1
  for (let i = 0; i < n; i++) {
    prefixes[i + 1] = (Math.imul(prefixes[i] ?? 0, BASE) + key.charCodeAt(i) + 1) | 0
    powers[i + 1] = Math.imul(powers[i] ?? 0, BASE)
  }
  into.add(mixed(SALT.deletion, prefixes[n] ?? 0))
  if (deletions === 0) return
  for (let i = 0; i < n; i++) {
    // Whichever letter of a run is left out, the same is left.
    if (i > 0 && key.charCodeAt(i) === key.charCodeAt(i - 1)) continue
    into.add(mixed(SALT.deletion, spliced(prefixes[i] ?? 0, i + 1, n)))
    if (deletions < 2) continue
    for (let j = i + 1; j < n; j++) {
      if (j > i + 1 && key.charCodeAt(j) === key.charCodeAt(j - 1)) continue
      into.add(mixed(SALT.deletion, spliced(spliced(prefixes[i] ?? 0, i + 1, j), j + 1, n)))
    }
  }
}

/** What `hash` becomes when letters `[from, to)` of the word at work follow. */
function spliced(hash: number, from: number, to: number): number {
  const power = powers[to - from] ?? 0
  const run = ((prefixes[to] ?? 0) - Math.imul(prefixes[from] ?? 0, power)) | 0
  return (Math.imul(hash, power) + run) | 0
}

/** Hashes of any run of one text, each as `hashOf` gives it, without cutting the run out. */
export class RunHashes {
  readonly #prefixes: Int32Array
  readonly #powers: Int32Array

  constructor(text: string) {
    this.#prefixes = new Int32Array(text.length + 1)
    this.#powers = new Int32Array(text.length + 1)
    this.#powers[0] = 1
    for (let i = 0; i < text.length; i++) {
      this.#prefixes[i + 1] = (Math.imul(this.#prefixes[i] ?? 0, BASE) + text.charCodeAt(i) + 1) | 0
      this.#powers[i + 1] = Math.imul(this.#powers[i] ?? 0, BASE)
    }
  }

  of(salt: number, from: number, to: number): number {
    const before = Math.imul(this.#prefixes[from] ?? 0, this.#powers[to - from] ?? 0)
    return mixed(salt, ((this.#prefixes[to] ?? 0) - before) | 0)
  }
}

/** Hash to values: `starts[bucket]` to `starts[bucket + 1]` of `hashes` and `values`, bucket being the top bits. */
export type KeyTable = {
  readonly starts: Uint32Array
  readonly hashes: Uint32Array
  readonly values: Uint32Array
}

/** Pairs that are filed under their hash, in growing arrays of numbers. */
export class KeyTableBuilder {
  #hashes = new Uint32Array(1024)
  #values = new Uint32Array(1024)
  #length = 0

  add(hash: number, value: number): void {
    if (this.#length === this.#hashes.length) {
      this.#hashes = grown(this.#hashes)
      this.#values = grown(this.#values)
    }
    this.#hashes[this.#length] = hash
    this.#values[this.#length] = value
    this.#length++
  }

  build(): KeyTable {
    const shift = shiftFor(this.#length)
    const starts = new Uint32Array(2 ** (32 - shift) + 1)
    for (let i = 0; i < this.#length; i++) {
      const bucket = ((this.#hashes[i] ?? 0) >>> shift) + 1
      starts[bucket] = (starts[bucket] ?? 0) + 1
    }
    for (let b = 1; b < starts.length; b++) starts[b] = (starts[b] ?? 0) + (starts[b - 1] ?? 0)
    const next = starts.slice()
    const hashes = new Uint32Array(this.#length)
    const values = new Uint32Array(this.#length)
    for (let i = 0; i < this.#length; i++) {
      const hash = this.#hashes[i] ?? 0
      const bucket = hash >>> shift
      const at = next[bucket] ?? 0
      hashes[at] = hash
      values[at] = this.#values[i] ?? 0
      next[bucket] = at + 1
    }
    return { starts, hashes, values }
  }
}

/** Calls `visit` with every value filed under `hash`; a value may come more than once. */
export function eachValue(table: KeyTable, hash: number, visit: (value: number) => void): void {
  const { starts, hashes, values } = table
  // `starts` holds one more than a power of two.
  const bucket = hash >>> (Math.clz32(starts.length - 1) + 1)
  const end = starts[bucket + 1] ?? 0
  for (let i = starts[bucket] ?? 0; i < end; i++) if (hashes[i] === hash) visit(values[i] ?? 0)
}

/** Bits dropped from a hash to name its bucket: about two pairs a bucket. */
function shiftFor(length: number): number {
  let bits = 4
  while (2 ** bits * 2 < length && bits < 22) bits++
  return 32 - bits
}

function grown(array: Uint32Array): Uint32Array<ArrayBuffer> {
  const bigger = new Uint32Array(array.length * 2)
  bigger.set(array)
  return bigger
}
