/** The story, from a tip to a line in tomorrow's brief. */
import type { Chapter } from '../step.ts'
import { OPENING } from './opening.ts'

export const STORY: readonly Chapter[] = [OPENING]
