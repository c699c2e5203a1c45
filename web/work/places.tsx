import type { Place } from '../place.ts'
import { WorkPage } from './page.tsx'

export const WORK_PLACES: readonly Place[] = [
  { path: '/', show: () => <WorkPage />, needs: 'read', rail: { name: 'Work', rank: 10 } },
]
