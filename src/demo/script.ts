/** The story without anybody at the pages: every step played, every claim looked up. */
import { type Demo, type DemoOptions, startDemo } from './demo.ts'
import { type Played, playStep } from './play.ts'

export type ScriptReport = {
  readonly played: readonly Played[]
  /** `null`: every step held. */
  readonly failure: { readonly step: string; readonly sentence: string } | null
}

/** Plays the story from first to last; stops at the first step that does not hold. */
export async function playScript(options: DemoOptions, onStep: (played: Played) => void): Promise<ScriptReport> {
  const demo = await startDemo(options)
  try {
    return await playAll(demo, onStep)
  } finally {
    await demo.close()
  }
}

async function playAll({ progress, world }: Demo, onStep: (played: Played) => void): Promise<ScriptReport> {
  const played: Played[] = []
  for (const step of progress.steps) {
    try {
      const one = await playStep(step, world)
      played.push(one)
      onStep(one)
    } catch (error) {
      return { played, failure: { step: step.title, sentence: error instanceof Error ? error.message : String(error) } }
    }
  }
  return { played, failure: null }
}
