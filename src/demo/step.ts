import type { NodeKey } from './cast.ts'
import type { Claims } from './claims.ts'
import type { World } from './world.ts'

/** A page where a person can do what a step does, or see that it was done. */
export type Door = {
  readonly node: NodeKey
  /** Who opens it: the hub signs them in. */
  readonly as: string
  readonly label: string
  /** Path of the page; looked up when it is opened, because it may name what an earlier step made. */
  readonly path: (world: World) => Promise<string>
}

/** One step of the story. What it leaves is at the nodes alone: nothing is carried from step to step in memory. */
export type Step = {
  readonly id: string
  readonly title: string
  /** What it shows, for a reader who does not know the program. */
  readonly told: string
  readonly doors: readonly Door[]
  /** Does what is still to be done, as the people of the cast would. */
  readonly play: (world: World) => Promise<void>
  /** Looks it up at the nodes. Once it holds it holds for good: it reads what was recorded, not what stands now. */
  readonly check: (world: World, claims: Claims) => Promise<void>
}

export type Chapter = { readonly title: string; readonly told: string; readonly steps: readonly Step[] }
