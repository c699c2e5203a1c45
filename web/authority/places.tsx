import { late, type Place } from '../place.ts'

const DenialsPage = late(async () => (await import('./denials.tsx')).DenialsPage)
const ApplicationsPage = late(async () => (await import('./list.tsx')).ApplicationsPage)
const ReviewPage = late(async () => (await import('./page.tsx')).ReviewPage)

export const AUTHORITY_PLACES: readonly Place[] = [
  {
    path: '/licensing',
    show: () => <ApplicationsPage />,
    kinds: ['authority'],
    needs: 'authority.read',
    rail: { name: 'Applications', rank: 12 },
  },
  {
    path: '/licensing/:id',
    show: ({ id = '' }) => <ReviewPage id={id} />,
    kinds: ['authority'],
    needs: 'authority.read',
  },
  {
    path: '/denials',
    show: () => <DenialsPage />,
    kinds: ['authority'],
    needs: 'forum.read',
    rail: { name: 'Denials', rank: 35 },
  },
]
