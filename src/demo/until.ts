/** Waiting for what nodes do by themselves: post that is brought, a folder that is watched, records that are fetched. */
import { NotHeld } from './claims.ts'

const WITHIN_MS = 45_000
const LOOK_EVERY_MS = 100

/**
 * Looks again and again until it is so.
 * @throws NotHeld when it is not so in time
 */
export async function until<T>(what: string, look: () => Promise<T | null>): Promise<T> {
  const deadline = Date.now() + WITHIN_MS
  for (;;) {
    const found = await look()
    if (found !== null) return found
    if (Date.now() > deadline) throw new NotHeld(`waited ${WITHIN_MS / 1000} s in vain for ${what}`)
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
  }
}
