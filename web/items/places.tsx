import type { Place } from '../place.ts'
import { ItemsPage } from './list.tsx'
import { ItemPage } from './page.tsx'

export const ITEMS_PLACES: readonly Place[] = [
  {
    path: '/items',
    show: () => <ItemsPage />,
    kinds: ['exporter'],
    needs: 'cases.read',
    rail: { name: 'Items', rank: 18 },
  },
  { path: '/items/:key', show: ({ key = '' }) => <ItemPage itemKey={key} />, kinds: ['exporter'], needs: 'cases.read' },
]
