import { late, type Place } from '../place.ts'

const ArchivePage = late(async () => (await import('./page.tsx')).ArchivePage)
const BriefPage = late(async () => (await import('./page.tsx')).BriefPage)
const EditionPage = late(async () => (await import('./page.tsx')).EditionPage)

export const BRIEF_PLACES: readonly Place[] = [
  { path: '/brief', show: () => <BriefPage />, needs: 'brief.read', rail: { name: 'Brief', rank: 40 } },
  { path: '/brief/archive', show: () => <ArchivePage />, needs: 'brief.read' },
  { path: '/brief/:id', show: ({ id = '' }) => <EditionPage id={id} />, needs: 'brief.read' },
]
