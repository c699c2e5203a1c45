/** A generator of numbers from 0 up to 1 that gives the same numbers for the same seed every time (mulberry32). */
export function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** A whole number from 0 up to `bound`. */
export function below(random: () => number, bound: number): number {
  return Math.floor(random() * bound)
}

/** @throws Error when there is nothing to draw from. */
export function drawn<T>(random: () => number, from: readonly T[]): T {
  const one = from[below(random, from.length)]
  if (one === undefined) throw new Error('nothing to draw from')
  return one
}
