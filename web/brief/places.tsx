import type { Place } from '../place.ts'
import { ArchivePage, BriefPage, EditionPage } from './page.tsx'

export const BRIEF_PLACES: readonly Place[] = [
  { path: '/brief', show: () => <BriefPage />, needs: 'brief.read', rail: { name: 'Brief', rank: 40 } },
  { path: '/brief/archive', show: () => <ArchivePage />, needs: 'brief.read' },
  { path: '/brief/:id', show: ({ id = '' }) => <EditionPage id={id} />, needs: 'brief.read' },
]
