import { createContext, useContext } from 'react'
import type { ApplicationView } from '../../src/app/index.ts'
import { ActForm, type Values } from '../parts/act-form.tsx'
import type { Seal } from '../parts/seal-dialog.tsx'

type Known = {
  readonly view: ApplicationView
  /** Shows what an act made of it. */
  readonly took: (view: ApplicationView) => void
  /** Asks for it again, after something happened elsewhere. */
  readonly again: () => void
}

const ApplicationContext = createContext<Known | null>(null)

export const WithApplication = ApplicationContext.Provider

/** @throws Error outside an application’s page */
export function useApplication(): Known {
  const known = useContext(ApplicationContext)
  if (known === null) throw new Error('no application is open here')
  return known
}

/** Under the address of the API. */
export function addressOf({ caseId }: Pick<ApplicationView, 'caseId'>): string {
  return `/v1/cases/${encodeURIComponent(caseId)}/application`
}

/** One act on the application that is open: recorded and shown, or refused with the way on. */
export function ApplicationAct({
  to,
  ...rest
}: {
  /** `answers`, `prepare`, `sign` ... */
  readonly to: string
  readonly body: (values: Values) => unknown
  readonly label: string
  readonly start?: Values
  readonly seal?: (values: Values) => Omit<Seal, 'label'>
  readonly keep?: string
  readonly tone?: 'primary' | 'plain'
  readonly aside?: React.ReactNode
  readonly children?: React.ReactNode
}) {
  const { view, took } = useApplication()
  return <ActForm<ApplicationView> path={`${addressOf(view)}/${to}`} onDone={took} {...rest} />
}
