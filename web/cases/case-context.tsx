import { createContext, useContext } from 'react'
import type { CaseView } from '../../src/app/index.ts'
import type { Asked, Fault } from '../api.ts'
import { useMe } from '../me.tsx'
import { ActForm, type Values } from '../parts/act-form.tsx'
import type { Seal } from '../parts/seal-dialog.tsx'

const CaseContext = createContext<Asked<CaseView> | null>(null)

export const WithCase = CaseContext.Provider

/** @throws Error outside a case’s page */
export function useCase(): Asked<CaseView> {
  const known = useContext(CaseContext)
  if (known === null) throw new Error('no case is open here')
  return known
}

/** One act in the case that is open: recorded and shown, or refused with the way on. */
export function CaseAct({
  name,
  act,
  ...rest
}: {
  /** Keeps what is typed apart from other forms of this case. */
  readonly name: string
  readonly label: string
  readonly act: (values: Values) => unknown
  readonly first?: (values: Values) => unknown
  readonly start?: Values
  readonly check?: (values: Values) => readonly Fault[]
  readonly seal?: (values: Values) => Omit<Seal, 'label'>
  readonly tone?: 'primary' | 'plain'
  readonly aside?: React.ReactNode
  readonly children?: React.ReactNode
}) {
  const { view, again } = useCase()
  if (view.knownAt !== null) return null
  return (
    <ActForm
      path={`/v1/cases/${encodeURIComponent(view.id)}/acts`}
      body={act}
      keep={`${view.id}/${name}`}
      onDone={again}
      {...rest}
    />
  )
}

/** Whether whoever is here may decide in this case, and if not, why. The gate has the last word. */
export function useMayDecide(): { readonly may: boolean; readonly because: string | null } {
  const { me, permits } = useMe()
  const { view } = useCase()
  const person = me?.person ?? null
  if (view.knownAt !== null) return { may: false, because: 'this is the case as it was known then' }
  if (person === null || !permits('cases.act'))
    return { may: false, because: 'you may read this case and not act in it' }
  if (person.roles.includes('sales') || view.state.revenueOwners.includes(person.id))
    return { may: false, because: 'you earn from the sale: you may add information, never decide on it' }
  if (!person.roles.includes('officer')) return { may: false, because: 'you are no officer here' }
  return { may: true, because: null }
}

/** What anybody may do who acts in cases: adding to what is known. Nothing, for those who only read. */
export function ForActors({ children }: { readonly children: React.ReactNode }) {
  const { permits } = useMe()
  const { view } = useCase()
  return permits('cases.act') && view.knownAt === null ? children : null
}

/** What an officer does, for an officer; for anybody else, why not and who can. */
export function ForOfficers({
  what,
  children,
}: {
  /** `Disposing of information`. */ readonly what: string
  readonly children: React.ReactNode
}) {
  const { may, because } = useMayDecide()
  if (may) return children
  return <OthersCan what={what} because={because} />
}

/** The same where a list holds many of it: nothing for anybody else; `WhoCan` says it once at the end of the list. */
export function IfOfficer({ children }: { readonly children: React.ReactNode }) {
  return useMayDecide().may ? children : null
}

/** For whoever may not: why not, and who can. */
export function WhoCan({ what }: { readonly what: string }) {
  const { may, because } = useMayDecide()
  return may ? null : <OthersCan what={what} because={because} />
}

function OthersCan({ what, because }: { readonly what: string; readonly because: string | null }) {
  const { me } = useMe()
  const { view } = useCase()
  // Said once, at the top of the page.
  if (view.knownAt !== null) return null
  const who = (me?.people ?? []).filter(
    ({ id, roles }) => roles.includes('officer') && !roles.includes('sales') && !view.state.revenueOwners.includes(id),
  )
  return (
    <p className="others-can no-print">
      {what} is not yours to do: {because}. An officer who does not earn from the sale can
      {who.length === 0 ? '' : `: ${who.map(({ name }) => name).join(', ')}`}.
    </p>
  )
}
