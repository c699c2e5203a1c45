import type { Place } from '../place.ts'

export const FORUM_PLACES: readonly Place[] = []
