import { createContext, useContext } from 'react'
import type { LicensingView, PersonRole } from '../../src/app/index.ts'
import type { Asked, Fault } from '../api.ts'
import { useMe } from '../me.tsx'
import { ActForm, type Values } from '../parts/act-form.tsx'
import type { Seal } from '../parts/seal-dialog.tsx'

const ReviewContext = createContext<Asked<LicensingView> | null>(null)

export const WithReview = ReviewContext.Provider

/** @throws Error outside an application’s page */
export function useReview(): Asked<LicensingView> {
  const known = useContext(ReviewContext)
  if (known === null) throw new Error('no application is open here')
  return known
}

/** One act on the application that is open: recorded and shown, or refused with the way on. */
export function ReviewAct({
  name,
  act,
  ...rest
}: {
  /** Keeps what is typed apart from other forms of this application. */
  readonly name: string
  readonly label: string
  readonly act: (values: Values) => unknown
  readonly start?: Values
  readonly check?: (values: Values) => readonly Fault[]
  readonly seal?: (values: Values) => Omit<Seal, 'label'>
  readonly tone?: 'primary' | 'plain'
  readonly aside?: React.ReactNode
  readonly children?: React.ReactNode
}) {
  const { view, again } = useReview()
  return (
    <ActForm
      path={`/v1/licensing/applications/${encodeURIComponent(view.id)}/acts`}
      body={act}
      keep={`${view.id}/${name}`}
      onDone={again}
      {...rest}
    />
  )
}

type Standing = {
  readonly name: string
  readonly agency: string
  /** Of the office that decides, not of an agency it consults. */
  readonly isOfOffice: boolean
  readonly has: (...roles: readonly PersonRole[]) => boolean
}

/** Who looks, and for whom they speak. The gate has the last word. */
export function useStanding(): Standing {
  const { me } = useMe()
  const { view } = useReview()
  const person = me?.person ?? null
  const agency = person?.agency ?? view.state.authority
  return {
    name: person?.name ?? 'you',
    agency,
    isOfOffice: agency === view.state.authority,
    has: (...roles) => person?.roles.some((role) => roles.includes(role)) ?? false,
  }
}

/** What an official of the office does, for one; for anybody else, who can. Nothing is asked of a case that is decided. */
export function ForOffice({
  what,
  roles = ['officer'],
  isQuiet = false,
  children,
}: {
  /** `Recording a finding`. */
  readonly what: string
  readonly roles?: readonly PersonRole[]
  /** Nothing is said to others here: it is said once for the whole part. */
  readonly isQuiet?: boolean
  readonly children: React.ReactNode
}) {
  const { isOfOffice, has } = useStanding()
  const { view } = useReview()
  if (isOfOffice && has(...roles)) return children
  if (isQuiet) return null
  return <OthersCan what={what} who={`${article(roles)} of ${view.state.authority}`} roles={roles} />
}

export function OthersCan({
  what,
  who,
  roles,
  except,
}: {
  readonly what: string
  /** `an officer of …`. */
  readonly who: string
  readonly roles: readonly PersonRole[]
  /** A person who cannot, although the role could. */
  readonly except?: string
}) {
  const { me } = useMe()
  const named = (me?.people ?? []).filter(
    ({ name, roles: held }) => name !== except && held.some((role) => roles.includes(role)),
  )
  return (
    <p className="others-can no-print">
      {what} is for {who}
      {named.length === 0 ? '' : `: ${named.map(({ name }) => name).join(', ')}`}.
    </p>
  )
}

function article(roles: readonly string[]): string {
  const [first = '', ...rest] = roles.map((role) =>
    role === 'senior' ? 'somebody senior' : role === 'officer' ? 'an officer' : `a ${role}`,
  )
  return rest.length === 0 ? first : `${first} or ${rest.join(' or ')}`
}
