import { late, type Place } from '../place.ts'

const DiscussionPage = late(async () => (await import('./discussion.tsx')).DiscussionPage)
const InboxPage = late(async () => (await import('./inbox.tsx')).InboxPage)
const NewRecordPage = late(async () => (await import('./new-record.tsx')).NewRecordPage)
const StandingPage = late(async () => (await import('./standing.tsx')).StandingPage)

const here: Pick<Place, 'kinds'> = { kinds: ['authority'] }

export const FORUM_PLACES: readonly Place[] = [
  { ...here, path: '/forum', show: () => <InboxPage />, needs: 'forum.read', rail: { name: 'Forum', rank: 50 } },
  { ...here, path: '/forum/new', show: () => <NewRecordPage />, needs: 'forum.write' },
  { ...here, path: '/forum/standing', show: () => <StandingPage />, needs: 'forum.read' },
  { ...here, path: '/forum/:hash', show: ({ hash = '' }) => <DiscussionPage hash={hash} />, needs: 'forum.read' },
]
