/** The story, from a tip to a line in tomorrow's brief. */
import type { Chapter } from '../step.ts'
import { APPLICATION_CHAPTER } from './application.ts'
import { AUDITOR_CHAPTER } from './auditor.ts'
import { AUTHORITY_CHAPTER } from './authority.ts'
import { FORUM_CHAPTER } from './forum.ts'
import { MORNING_CHAPTER } from './morning.ts'
import { OPENING } from './opening.ts'
import { TIP_CHAPTER } from './tip.ts'

export const STORY: readonly Chapter[] = [
  OPENING,
  TIP_CHAPTER,
  APPLICATION_CHAPTER,
  AUTHORITY_CHAPTER,
  FORUM_CHAPTER,
  MORNING_CHAPTER,
  AUDITOR_CHAPTER,
]
