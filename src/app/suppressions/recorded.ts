/** A suppression as what happened to it: the sealed stream `suppression/ID`, and who may do what in it. Pure. */
import { type Bound, MAX_SUPPRESSION_DAYS, type Suppression, type Suppressor } from '../../assessment/index.ts'
import { addDays, type Canonical, type Day, type NewEntry, type Sealed } from '../../base/index.ts'
import { type Actor, hasRole } from '../../case/index.ts'

export const SUPPRESSION_STREAMS = 'suppression/'

export type SuppressionEvent =
  | {
      readonly kind: 'suppression.asked'
      readonly id: string
      /** Name of the party, and of the entry, for whoever reads it. */
      readonly party: string
      readonly entry: string
      /** Where the match was read. */
      readonly assessment: string
      readonly bound: Bound
      readonly reason: string
      readonly evidence: readonly string[]
      readonly until: Day
    }
  | { readonly kind: 'suppression.given' }
  | { readonly kind: 'suppression.declined'; readonly reason: string }
  | { readonly kind: 'suppression.withdrawn'; readonly reason: string }

export type SuppressionEntry = { readonly event: SuppressionEvent; readonly person: Suppressor; readonly at: string }

export type SuppressionState = {
  readonly id: string
  readonly party: string
  readonly entry: string
  readonly assessment: string
  readonly bound: Bound
  readonly reason: string
  readonly evidence: readonly string[]
  readonly until: Day
  readonly by: Suppressor
  readonly askedAt: string
  /** `null`: nobody stands behind it beside the first, and it silences nothing. */
  readonly second: Suppressor | null
  readonly givenAt: string | null
  readonly declined: { readonly by: Suppressor; readonly at: string; readonly reason: string } | null
  readonly withdrawn: Suppression['withdrawn']
}

export function streamOfSuppression(id: string): string {
  return `${SUPPRESSION_STREAMS}${id}`
}

export function entryOf(event: SuppressionEvent, { id, name }: Suppressor, at: string): NewEntry {
  const { kind, ...fields } = event
  return { at, actor: name, kind, body: { ...(fields as Fields), person: { id, name } } }
}

type Fields = { readonly [field: string]: Canonical }

export function recordedIn({ at, kind, body }: Sealed): SuppressionEntry {
  const { person, ...fields } = body
  // Written by `entryOf` and sealed: what is read is what was written.
  return { event: { kind, ...fields } as unknown as SuppressionEvent, person: person as Suppressor, at }
}

/** @param before `null`: the entry is the first of its stream */
export function afterEntry(before: SuppressionState | null, { event, person, at }: SuppressionEntry): SuppressionState {
  if (event.kind === 'suppression.asked') {
    const { kind: _, ...asked } = event
    return { ...asked, by: person, askedAt: at, second: null, givenAt: null, declined: null, withdrawn: null }
  }
  if (before === null) throw new Error('a suppression begins with `suppression.asked`')
  switch (event.kind) {
    case 'suppression.given':
      return { ...before, second: person, givenAt: at }
    case 'suppression.declined':
      return { ...before, declined: { by: person, at, reason: event.reason } }
    case 'suppression.withdrawn':
      return { ...before, withdrawn: { by: person, at, reason: event.reason } }
  }
}

/** `null`: two people do not stand behind it, so it never silenced anything. */
export function suppressionIn({ id, bound, reason, evidence, until, by, second, withdrawn }: SuppressionState) {
  return second === null ? null : ({ id, bound, reason, evidence, until, by, second, withdrawn } satisfies Suppression)
}

type Refusal = { readonly kind: 'desk.refused' | 'desk.not-permitted' | 'desk.invalid'; readonly sentence: string }

export function refuseAsking(
  { reason, evidence, until }: Pick<SuppressionState, 'reason' | 'evidence' | 'until'>,
  actor: Actor,
  today: Day,
): Refusal | null {
  if (!hasRole(actor, 'officer') || hasRole(actor, 'sales'))
    return notPermitted('an officer who does not earn from sales asks for a suppression')
  if (reason.trim() === '') return invalid('a suppression needs its reason')
  if (evidence.length === 0 || evidence.some((one) => one.trim() === ''))
    return invalid('a suppression needs its evidence: what was read that tells the two apart')
  const last = addDays(today, MAX_SUPPRESSION_DAYS)
  if (until < today || until > last)
    return invalid(`a suppression ends: give a last day from ${today} to ${last}, and look at the match again then`)
  return null
}

/** Whoever else may stand behind it or turn it away. */
export function refuseSecond(state: SuppressionState, actor: Actor): Refusal | null {
  if (state.second !== null || state.declined !== null) return refused('it does not wait for a second person')
  if (actor.id === state.by.id) return refused('it needs a second person who is not the first')
  return (hasRole(actor, 'officer') || hasRole(actor, 'executive')) && !hasRole(actor, 'sales')
    ? null
    : notPermitted('an officer or the accountable executive who does not earn from sales stands behind it')
}

/** Whoever asked may take it back while it waits. */
export function refuseDeclining(state: SuppressionState, reason: string, actor: Actor): Refusal | null {
  if (state.second !== null || state.declined !== null) return refused('it does not wait for a second person')
  if (reason.trim() === '') return invalid('declining needs its reason')
  return actor.id === state.by.id ? null : refuseSecond(state, actor)
}

/** One is enough to let a match speak again. */
export function refuseWithdrawing(state: SuppressionState, reason: string, actor: Actor): Refusal | null {
  if (state.second === null) return refused('nothing is silenced by it; decline it instead')
  if (state.withdrawn !== null) return refused('it is withdrawn already')
  if (reason.trim() === '') return invalid('withdrawing needs its reason')
  return hasRole(actor, 'officer') || hasRole(actor, 'executive')
    ? null
    : notPermitted('an officer or the accountable executive withdraws it')
}

function refused(sentence: string): Refusal {
  return { kind: 'desk.refused', sentence }
}

function notPermitted(sentence: string): Refusal {
  return { kind: 'desk.not-permitted', sentence }
}

function invalid(sentence: string): Refusal {
  return { kind: 'desk.invalid', sentence }
}
