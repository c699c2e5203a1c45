import type { Place } from '../place.ts'

export const APPLICATION_PLACES: readonly Place[] = []
