import { late, type Place } from '../place.ts'

const AccountPage = late(async () => (await import('./account.tsx')).AccountPage)
const PeoplePage = late(async () => (await import('./list.tsx')).PeoplePage)
const PersonPage = late(async () => (await import('./person.tsx')).PersonPage)
const SignInPage = late(async () => (await import('./sign-in.tsx')).SignInPage)

export const PEOPLE_PLACES: readonly Place[] = [
  { path: '/sign-in', show: () => <SignInPage /> },
  { path: '/account', show: () => <AccountPage />, needs: 'read' },
  { path: '/people', show: () => <PeoplePage />, needs: 'people.read', rail: { name: 'People', rank: 90 } },
  { path: '/people/:id', show: ({ id = '' }) => <PersonPage key={id} id={id} />, needs: 'people.read' },
]
