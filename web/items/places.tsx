import { late, type Place } from '../place.ts'

const ItemsPage = late(async () => (await import('./list.tsx')).ItemsPage)
const ItemPage = late(async () => (await import('./page.tsx')).ItemPage)

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
