import { createContext, useContext } from 'react'
import type { Me, Permission } from '../src/app/index.ts'
import { useAnswer } from './api.ts'

type Known = {
  /** `null` until answered. */
  readonly me: Me | null
  readonly permits: (needs: Permission | undefined) => boolean
}

const MeContext = createContext<Known>({ me: null, permits: () => false })

/** Asked again on every page: a sign-in, a sign-out or a change of roles shows on the next one. */
export function WithMe({ place, children }: { place: string; children: React.ReactNode }) {
  const answer = useAnswer<Me>('/v1/me', place)
  const me = answer?.ok ? answer.value : null
  const permits = (needs: Permission | undefined) => needs === undefined || (me?.permissions.includes(needs) ?? false)
  return <MeContext value={{ me, permits }}>{children}</MeContext>
}

/** Which node this is, who is signed in, what they may try, and who can be named beside them. */
export function useMe(): Known {
  return useContext(MeContext)
}
