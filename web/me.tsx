import { createContext, useContext } from 'react'
import type { NodeProfile, Permission, Person } from '../src/app/index.ts'
import { useAnswer } from './api.ts'

/** Somebody of this node who can be named beside whoever acts. */
export type Colleague = Pick<Person, 'id' | 'name' | 'roles'>

/** Which node this is, who is signed in, and what they may try. */
export type Me = {
  readonly node: NodeProfile
  /** `none`: the program runs for the one person at this machine. */
  readonly auth: 'none' | 'local'
  /** `null`: nobody is signed in. */
  readonly person: Person | null
  readonly permissions: readonly Permission[]
  readonly people: readonly Colleague[]
}

type Known = {
  /** `null` until answered. */
  readonly me: Me | null
  readonly permits: (needs: Permission | undefined) => boolean
}

const ONE_USER: Me = {
  node: { kind: 'exporter', name: 'This node', address: null, state: null },
  auth: 'none',
  person: null,
  permissions: [],
  people: [],
}

const MeContext = createContext<Known>({ me: null, permits: () => false })

/** Asked again on every page: a sign-in, a sign-out or a change of roles shows on the next one. */
export function WithMe({ place, children }: { place: string; children: React.ReactNode }) {
  const answer = useAnswer<Me>('/v1/me', place)
  // A server that does not say runs without accounts.
  const isSilent = answer?.ok === false && answer.problem.kind === 'http.not-found'
  const me = answer?.ok ? answer.value : isSilent ? ONE_USER : null
  const permits = (needs: Permission | undefined) =>
    needs === undefined || needs === 'public' || isSilent || (me?.permissions.includes(needs) ?? false)
  return <MeContext value={{ me, permits }}>{children}</MeContext>
}

export function useMe(): Known {
  return useContext(MeContext)
}
