/** Plays steps and says of each whether it holds. */
import { claimsOf, NotHeld } from './claims.ts'
import type { Step } from './step.ts'
import type { World } from './world.ts'

export type Played = {
  readonly step: Step
  readonly claims: readonly string[]
  /** It held before it was played: a person did it in the pages, or an earlier run. */
  readonly wasDone: boolean
  readonly ms: number
}

/** `null`: it does not hold yet. */
export async function heldClaims(step: Step, world: World): Promise<readonly string[] | null> {
  try {
    return await claimsOf((claims) => step.check(world, claims))
  } catch (error) {
    if (error instanceof NotHeld) return null
    throw error
  }
}

/** @throws NotHeld when the step was played and does not hold */
export async function playStep(step: Step, world: World): Promise<Played> {
  const began = performance.now()
  const before = await heldClaims(step, world)
  if (before !== null) return { step, claims: before, wasDone: true, ms: performance.now() - began }
  await step.play(world)
  const claims = await claimsOf((one) => step.check(world, one))
  return { step, claims, wasDone: false, ms: performance.now() - began }
}
