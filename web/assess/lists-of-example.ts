/**
 * Which lists a draft is assessed against, kept for this tab: an assessment names the lists it read, but not the example
 * they came from.
 */
const KEPT_AS = 'unblind.draft.lists'
const ASSESSED_AS = 'unblind.lists.'

/** `example:NAME` of the draft that is being written; `null`: the lists in use. */
export function keptLists(): string | null {
  return sessionStorage.getItem(KEPT_AS)
}

export function keepLists(lists: string | null): void {
  if (lists === null) sessionStorage.removeItem(KEPT_AS)
  else sessionStorage.setItem(KEPT_AS, lists)
}

/** Keeps which example's lists an assessment was made against, for when it is changed and assessed again. */
export function rememberLists(assessmentId: string, lists: string): void {
  sessionStorage.setItem(ASSESSED_AS + assessmentId, lists)
}

/** `null`: the lists in use, or an assessment that was not made in this tab. */
export function listsAssessedWith(assessmentId: string): string | null {
  return sessionStorage.getItem(ASSESSED_AS + assessmentId)
}
