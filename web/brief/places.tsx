import type { Place } from '../place.ts'

export const BRIEF_PLACES: readonly Place[] = []
