import type { Place } from '../place.ts'

export const INFORMATION_PLACES: readonly Place[] = []
