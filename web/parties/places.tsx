import { late, type Place } from '../place.ts'

const PartiesPage = late(async () => (await import('./list.tsx')).PartiesPage)
const PartyPage = late(async () => (await import('./page.tsx')).PartyPage)

export const PARTIES_PLACES: readonly Place[] = [
  {
    path: '/parties',
    show: () => <PartiesPage />,
    kinds: ['exporter'],
    needs: 'cases.read',
    rail: { name: 'Parties', rank: 17 },
  },
  { path: '/parties/:id', show: ({ id = '' }) => <PartyPage id={id} />, kinds: ['exporter'], needs: 'cases.read' },
]
