import type { Place } from '../place.ts'

export const PEOPLE_PLACES: readonly Place[] = []
