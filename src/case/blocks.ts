import type { Decision } from './event.ts'
import { beforeWhat, changedSinceRights } from './rights.ts'
import type { CaseHit, CaseState, Flag, Screening } from './state.ts'

/** One thing that stands in the way, who can move it and how. No dead ends. */
export type Block = {
  readonly kind: 'information' | 'hit' | 'screening' | 'red-flag' | 'question' | 'hold' | 'human-rights' | 'duty'
  readonly id: string
  readonly sentence: string
  readonly unblock: string
  readonly who: string
}

/** A flag still to be inquired into, or answered, or decided upon. */
export function isOpenFlag(flag: Flag): boolean {
  return flag.state === 'raised' || flag.state === 'inquiring' || flag.state === 'answered'
}

/**
 * A resolution stands on what was known when it was made: information linked later makes it stale, and the flag is open
 * again, 15 CFR 732 Supp. 3(a)(5).
 */
export function isStale(flag: Flag, state: CaseState): boolean {
  if (flag.state !== 'resolved') return false
  const considered = new Set(flag.considered)
  return state.information.some((one) => !considered.has(one.item))
}

/** What blocks release, shipment and draw on a licence. Empty: nothing blocks this. */
export function releaseBlocks(state: CaseState): readonly Block[] {
  return [
    ...sharedBlocks(state),
    ...staleRights(state),
    ...state.flags
      .filter((flag) => flag.state === 'unresolved' && !isAnsweredByLicence(flag, state))
      .map(unresolvedFlag),
  ]
}

/**
 * What blocks a signature and a submission. An unresolved flag does not: it is disclosed, and the authority decides,
 * 15 CFR 732 Supp. 3(a)(6). Questions, holds and duties do not either: the application says what is not known, a hold is
 * what it asks to lift, and supplementing the authority is itself a duty.
 */
export function applicationBlocks(state: CaseState): readonly Block[] {
  const rights: readonly Block[] =
    state.rights === null
      ? [
          {
            kind: 'human-rights',
            id: 'assessment',
            sentence: 'no human-rights assessment is written',
            unblock: 'write it, right by right',
            who: 'officer',
          },
        ]
      : staleRights(state)
  return [
    ...sharedBlocks(state).filter((block) => block.kind === 'information' || block.kind === 'red-flag'),
    ...rights,
  ]
}

function sharedBlocks(state: CaseState): readonly Block[] {
  return [
    ...state.information
      .filter((one) => one.disposition === null)
      .map(
        (one): Block => ({
          kind: 'information',
          id: one.item,
          sentence: `information about ${one.party} waits for a disposition`,
          unblock: 'dispose of it with a reason and evidence',
          who: 'officer who does not earn from the sale',
        }),
      ),
    ...state.hits.filter((hit) => isHitOpen(hit, state)).map((hit) => hitBlock(hit, state)),
    ...state.screenings.filter(isUnscreened).map((one) => screeningBlock(one, state)),
    ...state.flags.filter((flag) => isOpenFlag(flag) || isStale(flag, state)).map(openFlag(state)),
    ...state.questions
      .filter((question) => question.answer === null)
      .map(
        (question): Block => ({
          kind: 'question',
          id: question.id,
          sentence: question.text,
          unblock: `answer it with a source (${question.paragraph})`,
          who: 'officer',
        }),
      ),
    ...state.holds
      .filter((hold) => hold.liftedBy === null)
      .map(
        (hold): Block => ({
          kind: 'hold',
          id: hold.id,
          sentence: `on hold: ${hold.reason}`,
          unblock: 'lift it with a recorded basis',
          who: 'officer',
        }),
      ),
    ...state.duties
      .filter((duty) => !duty.isDone)
      .map(
        (duty): Block => ({
          kind: 'duty',
          id: duty.id,
          sentence: duty.text,
          unblock: `do it and record how (${duty.paragraph})`,
          who: 'officer',
        }),
      ),
  ]
}

/** Not screened is never clear: a list that was not read blocks as a hit on it would. */
function isUnscreened({ isComplete, vouchedBy }: Screening): boolean {
  return !isComplete && vouchedBy.length === 0
}

/** A licence that was granted answers a true match. It answers nothing that was left undecided. */
function isHitOpen({ decision }: CaseHit, state: CaseState): boolean {
  return decision !== 'false-match' && !(decision === 'true-match' && isGranted(state))
}

/** What could not be resolved was disclosed, and the authority granted a licence knowing it, 15 CFR 732 Supp. 3(a)(6). */
function isAnsweredByLicence({ id }: Flag, state: CaseState): boolean {
  return isGranted(state) && state.application.schedule.includes(`flag ${id}`)
}

/** The law needs no licence, or an exception covers it. */
export function isFreeOfLicence({ law }: CaseState): boolean {
  return law === 'no-licence-required' || law === 'exception-available' || law === 'not-subject'
}

export function isGranted({ application }: CaseState): boolean {
  return application.isProven && application.decision !== null && letsGo(application.decision)
}

export function letsGo({ outcome }: Decision): boolean {
  return outcome === 'granted' || outcome === 'granted-with-conditions'
}

function hitBlock(hit: CaseHit, state: CaseState): Block {
  const party = partyWords(hit.party, state)
  const isTrue = hit.decision === 'true-match'
  return {
    kind: 'hit',
    id: `${hit.party} ${hit.entry}`,
    sentence: isTrue
      ? `${party} is the listed ${hit.name} (${hit.entry})`
      : `${party} may be the listed ${hit.name} (${hit.entry})`,
    unblock: isTrue
      ? 'refrain, or apply for a licence and wait'
      : 'compare the two, and say with a reason whether they are one',
    who: 'officer who does not earn from the sale',
  }
}

function screeningBlock({ party, because }: Screening, state: CaseState): Block {
  return {
    kind: 'screening',
    id: party,
    sentence: `${partyWords(party, state)} is not screened: ${because}`,
    unblock:
      'bring the lists up to date and screen again, or vouch with a second person for a screening made otherwise',
    who: 'officer who does not earn from the sale',
  }
}

/** `buyer > Holding A` as `Holding A, an owner of Fictional Buyer`. */
function partyWords(ref: string, { parties }: CaseState): string {
  const [first = ref, ...path] = ref.split(' > ')
  const name = parties.find((party) => party.ref === first)?.names[0] ?? first
  const owner = path.at(-1)
  return owner === undefined ? name : `${owner}, an owner of ${name},`
}

/** An assessment from before something that has become known: nothing goes on it until a person looks at it again. */
function staleRights(state: CaseState): readonly Block[] {
  const changed = changedSinceRights(state)
  if (changed.length === 0) return []
  return [
    {
      kind: 'human-rights',
      id: 'assessment',
      sentence: `the human-rights assessment is ${beforeWhat(changed)}; look at it again`,
      unblock: 'write it again with that, or confirm it: what was looked at, and why it still holds',
      who: 'officer who does not earn from the sale',
    },
  ]
}

function openFlag(state: CaseState): (flag: Flag) => Block {
  return (flag) => ({
    kind: 'red-flag',
    id: flag.id,
    sentence: isStale(flag, state) ? `${flag.text} (resolved before later information came in)` : flag.text,
    unblock: 'inquire, then resolve it with evidence, or say that it cannot be resolved',
    who: 'officer',
  })
}

function unresolvedFlag(flag: Flag): Block {
  return {
    kind: 'red-flag',
    id: flag.id,
    sentence: `${flag.text} could not be resolved`,
    unblock: 'refrain, or disclose it in an application and wait',
    who: 'officer',
  }
}
