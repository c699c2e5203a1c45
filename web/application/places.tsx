import { late, type Place } from '../place.ts'

const ApplicationPage = late(async () => (await import('./page.tsx')).ApplicationPage)

export const APPLICATION_PLACES: readonly Place[] = [
  {
    path: '/cases/:id/application',
    show: ({ id = '' }) => <ApplicationPage id={id} />,
    kinds: ['exporter'],
    needs: 'application.read',
  },
]
