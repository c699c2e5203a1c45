import { late, type Place } from '../place.ts'

const WorkPage = late(async () => (await import('./page.tsx')).WorkPage)

export const WORK_PLACES: readonly Place[] = [
  { path: '/', show: () => <WorkPage />, needs: 'read', rail: { name: 'Work', rank: 10 } },
]
