import type { Place } from '../place.ts'
import { SuppressionsPage } from './list.tsx'
import { SuppressionPage } from './page.tsx'

export const SUPPRESSIONS_PLACES: readonly Place[] = [
  {
    path: '/suppressions',
    show: () => <SuppressionsPage />,
    kinds: ['exporter'],
    needs: 'cases.read',
    rail: { name: 'Silenced', rank: 18 },
  },
  {
    path: '/suppressions/:id',
    show: ({ id = '' }) => <SuppressionPage id={id} />,
    kinds: ['exporter'],
    needs: 'cases.read',
  },
]
