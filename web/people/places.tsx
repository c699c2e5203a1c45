import type { Place } from '../place.ts'
import { AccountPage } from './account.tsx'
import { PeoplePage } from './list.tsx'
import { PersonPage } from './person.tsx'
import { SignInPage } from './sign-in.tsx'

export const PEOPLE_PLACES: readonly Place[] = [
  { path: '/sign-in', show: () => <SignInPage /> },
  { path: '/account', show: () => <AccountPage />, needs: 'read' },
  { path: '/people', show: () => <PeoplePage />, needs: 'people.read', rail: { name: 'People', rank: 90 } },
  { path: '/people/:id', show: ({ id = '' }) => <PersonPage key={id} id={id} />, needs: 'people.read' },
]
