import type { Place } from '../place.ts'
import { ApplicationPage } from './page.tsx'

export const APPLICATION_PLACES: readonly Place[] = [
  {
    path: '/cases/:id/application',
    show: ({ id = '' }) => <ApplicationPage id={id} />,
    kinds: ['exporter'],
    needs: 'application.read',
  },
]
