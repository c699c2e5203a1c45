/** Hashing of passwords, a few at a time: each takes 19 MiB and a thread. */
import { hashOf, isPassword } from './password.ts'
import { newTurnstile } from './tries.ts'

const AT_ONCE = 2
const MOST_WAITING = 40

export const BUSY = 'many people sign in at this moment; wait a few seconds, then try again'

/** `null` of each: too many wait already. */
export type Hashing = {
  readonly hash: (password: string) => Promise<string | null>
  readonly isRight: (password: string, hash: string | null) => Promise<boolean | null>
}

export function openHashing(): Hashing {
  const inTurn = newTurnstile(AT_ONCE, MOST_WAITING)
  return {
    hash: (password) => inTurn(() => hashOf(password)),
    isRight: (password, hash) => inTurn(() => isPassword(password, hash)),
  }
}
