/** How far the story is, for the hub and the script alike. One step is played at a time. */
import { heldClaims, playStep } from './play.ts'
import type { Chapter, Step } from './step.ts'
import type { World } from './world.ts'

export type StepState =
  | { readonly kind: 'open' }
  | { readonly kind: 'held'; readonly claims: readonly string[] }
  | { readonly kind: 'failed'; readonly sentence: string }

export type Progress = {
  readonly chapters: readonly Chapter[]
  readonly steps: readonly Step[]
  readonly stateOf: (step: Step) => StepState
  /** The first that does not hold yet; `null`: the story is told. */
  readonly next: () => Step | null
  /** Plays every open step up to this one, and this one; stops at the first that does not hold. */
  readonly playUpTo: (id: string) => Promise<void>
  /** Looks up at the nodes how far the story is: people may have gone on by themselves. */
  readonly look: () => Promise<void>
}

export function progressOf(chapters: readonly Chapter[], world: World): Progress {
  const steps = chapters.flatMap((chapter) => chapter.steps)
  const states = new Map<string, StepState>()
  let turn: Promise<void> = Promise.resolve()
  const inTurn = (work: () => Promise<void>) => {
    turn = turn.then(work, work)
    return turn
  }
  const isHeld = (step: Step) => states.get(step.id)?.kind === 'held'
  const playOne = async (step: Step): Promise<boolean> => {
    try {
      const { claims } = await playStep(step, world)
      states.set(step.id, { kind: 'held', claims })
      return true
    } catch (error) {
      states.set(step.id, { kind: 'failed', sentence: error instanceof Error ? error.message : String(error) })
      return false
    }
  }
  return {
    chapters,
    steps,
    stateOf: (step) => states.get(step.id) ?? { kind: 'open' },
    next: () => steps.find((step) => !isHeld(step)) ?? null,
    playUpTo: (id) =>
      inTurn(async () => {
        const last = steps.findIndex((step) => step.id === id)
        for (const step of steps.slice(0, last + 1)) {
          if (!isHeld(step) && !(await playOne(step))) return
        }
      }),
    look: () =>
      inTurn(async () => {
        for (const step of steps) {
          if (isHeld(step)) continue
          const claims = await heldClaims(step, world)
          // Steps build on one another: what comes after the first open one is open too.
          if (claims === null) return
          states.set(step.id, { kind: 'held', claims })
        }
      }),
  }
}
