import type { Place } from '../place.ts'
import { HitReviewPage } from './hit-review.tsx'
import { CasesPage } from './list.tsx'
import { CasePage } from './page.tsx'

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
