import type { Place } from '../place.ts'

export const CASES_PLACES: readonly Place[] = []
