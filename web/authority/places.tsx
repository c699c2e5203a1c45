import type { Place } from '../place.ts'
import { DenialsPage } from './denials.tsx'
import { ApplicationsPage } from './list.tsx'
import { ReviewPage } from './page.tsx'

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
