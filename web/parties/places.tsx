import type { Place } from '../place.ts'
import { PartiesPage } from './list.tsx'
import { PartyPage } from './page.tsx'

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
