import type { World } from '../world.ts'

/** The day of the story's clock, UTC, or so many days after it. */
export function dayOf(world: World, after = 0): string {
  return new Date(world.clock.now().getTime() + after * 86_400_000).toISOString().slice(0, 10)
}
