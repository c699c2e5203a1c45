import type { Place } from '../place.ts'

export const AUTHORITY_PLACES: readonly Place[] = []
