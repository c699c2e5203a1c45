/** Edits between two words: how many, and how much they tell. */

/** Most edits two words may be apart and still meet, by the length of the longer: 0 to 2, 1 to 5, 2 above. */
export function editBand(longerLength: number): 0 | 1 | 2 {
  return longerLength <= 2 ? 0 : longerLength <= 5 ? 1 : 2
}

/** Longest word that is aligned; longer ones meet only when equal. */
const WIDTH = 160
let twoAbove = new Float64Array(WIDTH)
let above = new Float64Array(WIDTH)
let here = new Float64Array(WIDTH)

/**
 * Edits from `a` to `b`: insertions, deletions, substitutions and swaps of neighbours (optimal string alignment).
 * @returns `band + 1` when there are more than `band`.
 */
export function editsWithin(a: string, b: string, band: number): number {
  if (Math.abs(a.length - b.length) > band) return band + 1
  // What both begin and end with is aligned to itself.
  const most = Math.min(a.length, b.length)
  let from = 0
  while (from < most && a.charCodeAt(from) === b.charCodeAt(from)) from++
  let tail = 0
  while (tail < most - from && a.charCodeAt(a.length - 1 - tail) === b.charCodeAt(b.length - 1 - tail)) tail++
  const ofA = a.length - from - tail
  const ofB = b.length - from - tail
  if (ofA === 0 || ofB === 0) return ofA + ofB
  if (a.length >= WIDTH - 1 || b.length >= WIDTH - 1) return band + 1
  if (ofA === 1 && ofB === 1) return 1
  if (band === 1) return ofA === 2 && ofB === 2 && isSwap(a, b, from) ? 1 : band + 1
  return align(a.slice(from, from + ofA), b.slice(from, from + ofB), band, false)
}

function isSwap(a: string, b: string, at: number): boolean {
  return a.charCodeAt(at) === b.charCodeAt(at + 1) && a.charCodeAt(at + 1) === b.charCodeAt(at)
}

/**
 * The same edits, each with its price: 1 for a letter that changes the sound, less for vowels, for letters that
 * romanisations and keyboards confuse, for doubled letters and for swaps.
 */
export function editCost(a: string, b: string): number {
  return align(a, b, Number.POSITIVE_INFINITY, true)
}

function align(a: string, b: string, limit: number, priced: boolean): number {
  const n = b.length
  if (a.length >= WIDTH - 1 || n >= WIDTH - 1) return a === b ? 0 : limit + 1
  above[0] = 0
  for (let j = 1; j <= n; j++) above[j] = (above[j - 1] ?? 0) + (priced ? gapPrice(b, j - 1) : 1)
  for (let i = 1; i <= a.length; i++) {
    const ca = a.charCodeAt(i - 1)
    const drop = priced ? gapPrice(a, i - 1) : 1
    let best = (above[0] ?? 0) + drop
    here[0] = best
    for (let j = 1; j <= n; j++) {
      const cb = b.charCodeAt(j - 1)
      let cost = (above[j - 1] ?? 0) + (ca === cb ? 0 : priced ? changePrice(ca, cb) : 1)
      const dropped = (above[j] ?? 0) + drop
      const added = (here[j - 1] ?? 0) + (priced ? gapPrice(b, j - 1) : 1)
      if (dropped < cost) cost = dropped
      if (added < cost) cost = added
      if (i > 1 && j > 1 && ca === b.charCodeAt(j - 2) && cb === a.charCodeAt(i - 2) && ca !== cb) {
        const swapped = (twoAbove[j - 2] ?? 0) + (priced ? SWAP : 1)
        if (swapped < cost) cost = swapped
      }
      here[j] = cost
      if (cost < best) best = cost
    }
    if (best > limit) return limit + 1
    const spare = twoAbove
    twoAbove = above
    above = here
    here = spare
  }
  return Math.min(above[n] ?? 0, limit + 1)
}

const SWAP = 0.7
const VOWEL_CHANGE = 0.55
const CONFUSABLE_CHANGE = 0.6
const CODES = 128
const IS_VOWEL = new Uint8Array(CODES)
for (const vowel of 'aeiou') IS_VOWEL[vowel.charCodeAt(0)] = 1
/** Pairs that romanisation, dialect, optical reading or neighbouring keys often confuse. */
const IS_CONFUSABLE = new Uint8Array(CODES * CODES)
for (const pair of 'bp dt gk vf bv sz mn lr kh gh ij il 1l 0o 5s 9g 1i 8b 3e 4a 2z uv jg'.split(' ')) {
  const a = pair.charCodeAt(0)
  const b = pair.charCodeAt(1)
  IS_CONFUSABLE[a * CODES + b] = 1
  IS_CONFUSABLE[b * CODES + a] = 1
}
const LETTER_H = 'h'.charCodeAt(0)

function changePrice(a: number, b: number): number {
  if (IS_VOWEL[a] === 1 && IS_VOWEL[b] === 1) return VOWEL_CHANGE
  return a < CODES && IS_CONFUSABLE[a * CODES + b] === 1 ? CONFUSABLE_CHANGE : 1
}

function gapPrice(word: string, at: number): number {
  const letter = word.charCodeAt(at)
  if (letter === LETTER_H) return 0.5
  return at > 0 && IS_VOWEL[letter] === 1 ? 0.7 : 1
}
