import { late, type Place } from '../place.ts'

const InformationPage = late(async () => (await import('./page.tsx')).InformationPage)

export const INFORMATION_PLACES: readonly Place[] = [
  {
    path: '/information',
    show: () => <InformationPage id={null} />,
    kinds: ['exporter'],
    needs: 'cases.read',
    rail: { name: 'Information', rank: 30 },
  },
  {
    path: '/information/:id',
    show: ({ id = '' }) => <InformationPage id={id} />,
    kinds: ['exporter'],
    needs: 'cases.read',
  },
]
