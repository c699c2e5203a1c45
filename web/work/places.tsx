import type { Place } from '../place.ts'

export const WORK_PLACES: readonly Place[] = []
