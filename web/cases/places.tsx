import { late, type Place } from '../place.ts'

const HitReviewPage = late(async () => (await import('./hit-review.tsx')).HitReviewPage)
const CasesPage = late(async () => (await import('./list.tsx')).CasesPage)
const CasePage = late(async () => (await import('./page.tsx')).CasePage)

export const CASES_PLACES: readonly Place[] = [
  {
    path: '/cases',
    show: () => <CasesPage />,
    kinds: ['exporter'],
    needs: 'cases.read',
    rail: { name: 'Cases', rank: 15 },
  },
  { path: '/cases/:id', show: ({ id = '' }) => <CasePage id={id} />, kinds: ['exporter'], needs: 'cases.read' },
  {
    path: '/cases/:id/hits/:party/:entry',
    show: ({ id = '', party = '', entry = '' }) => <HitReviewPage id={id} party={party} entry={entry} />,
    kinds: ['exporter'],
    needs: 'cases.read',
  },
]
