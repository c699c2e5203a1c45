import { day } from '../../base/index.ts'
import type { InForce } from '../rule.ts'

/** The day of the whole EAR text the rules of this folder were read in (eCFR, title 15, parts 730-774). */
export const AS_READ = day('2026-09-24')

/** First day answered for. */
export const GATHERED_FROM = day('2024-01-01')

/** In force before the first day answered for, with no end published; the act that began it is older than our reading. */
export const SINCE_BEFORE: InForce = { from: GATHERED_FROM, until: null, act: 'in force before 2024-01-01' }
