/** One row of the worklist. */
export const WORK_KINDS = [
  'integrity',
  'shipment',
  'change',
  'information',
  'hit',
  'authority',
  'task',
  'approval',
  'case',
] as const
export type WorkKind = (typeof WORK_KINDS)[number]

export type WorkItem = {
  readonly kind: WorkKind
  /** Of what it is about: a case, an item of information, a list version. */
  readonly id: string
  readonly title: string
  /** Why it is on the list, in one sentence. */
  readonly why: string
  /** Civil day or instant by which; `null`: no clock runs. */
  readonly due: string | null
  readonly isOverdue: boolean
  /** Who can move it: a person or a role. */
  readonly owner: string
  /** What to do next, and the page that does it. */
  readonly next: { readonly label: string; readonly href: string }
}
