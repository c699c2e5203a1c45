import type { Place } from '../place.ts'
import { DiscussionPage } from './discussion.tsx'
import { InboxPage } from './inbox.tsx'
import { NewRecordPage } from './new-record.tsx'
import { StandingPage } from './standing.tsx'

const here: Pick<Place, 'kinds'> = { kinds: ['authority'] }

export const FORUM_PLACES: readonly Place[] = [
  { ...here, path: '/forum', show: () => <InboxPage />, needs: 'forum.read', rail: { name: 'Forum', rank: 50 } },
  { ...here, path: '/forum/new', show: () => <NewRecordPage />, needs: 'forum.write' },
  { ...here, path: '/forum/standing', show: () => <StandingPage />, needs: 'forum.read' },
  { ...here, path: '/forum/:hash', show: ({ hash = '' }) => <DiscussionPage hash={hash} />, needs: 'forum.read' },
]
