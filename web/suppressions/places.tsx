import { late, type Place } from '../place.ts'

const SuppressionsPage = late(async () => (await import('./list.tsx')).SuppressionsPage)
const SuppressionPage = late(async () => (await import('./page.tsx')).SuppressionPage)

export const SUPPRESSIONS_PLACES: readonly Place[] = [
  {
    path: '/suppressions',
    show: () => <SuppressionsPage />,
    kinds: ['exporter'],
    needs: 'cases.read',
    rail: { name: 'Silenced', rank: 19 },
  },
  {
    path: '/suppressions/:id',
    show: ({ id = '' }) => <SuppressionPage id={id} />,
    kinds: ['exporter'],
    needs: 'cases.read',
  },
]
