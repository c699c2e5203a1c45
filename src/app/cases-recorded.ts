/** How the events of a case stand in its sealed stream, and how they are read from it again. */
import { type Canonical, type NewEntry, type Sealed, streamRoot } from '../base/index.ts'
import {
  type Actor,
  afterEvent,
  type CaseEvent,
  type CaseParty,
  type CaseState,
  caseOf,
  PROGRAM,
  type Recorded,
} from '../case/index.ts'

const CASES = 'case/'

export function streamOfCase(id: string): string {
  return `${CASES}${id}`
}

export function caseOfStream(stream: string): string {
  return stream.slice(CASES.length)
}

/** Begins the name of every case's stream. */
export const CASE_STREAMS = CASES

/** The event's kind is the entry's kind; its fields are the body, with the person who did it beside them. */
export function entryOf(event: CaseEvent, { id, name, roles }: Actor, at: string): NewEntry {
  const { kind, ...fields } = event
  return { at, actor: name, kind, body: { ...(fields as Fields), person: { id, name, roles } } }
}

/** Of an application that is submitted: with the root over what the case held until then. */
export function withLedger(event: CaseEvent, stream: string, before: readonly Pick<Sealed, 'hash'>[]): CaseEvent {
  if (event.kind !== 'application.submitted' && event.kind !== 'application.made-elsewhere') return event
  const hashes = before.map(({ hash }) => hash)
  return { ...event, ledger: { entries: hashes.length, root: streamRoot(stream, hashes) } }
}

type Fields = { readonly [field: string]: Canonical }

const READ = new WeakMap<Sealed, Recorded>()

/** Entries that were read before are not read anew. */
export function recordedIn(entries: readonly Sealed[]): readonly Recorded[] {
  return entries.map((entry) => {
    const known = READ.get(entry)
    if (known !== undefined) return known
    const { at, kind, body } = entry
    const { person, ...fields } = body
    // Written by `entryOf` and sealed: what is read is what was written.
    const recorded = { event: { kind, ...fields } as CaseEvent, actor: (person ?? PROGRAM) as Actor, at }
    READ.set(entry, recorded)
    return recorded
  })
}

type Folded = { readonly count: number; readonly last: string; readonly state: CaseState }
/** By the first entry of the case. */
const FOLDED = new WeakMap<Sealed, Folded>()

/**
 * The case as these entries leave it. Goes on from what was folded before where they go on from there: the hash of the last
 * of them says so, as it seals all before it.
 * @throws Error when they do not begin a case
 */
export function caseIn(entries: readonly Sealed[]): CaseState {
  const [first] = entries
  const last = entries.at(-1)
  const known = first === undefined ? undefined : FOLDED.get(first)
  const isBefore = known !== undefined && entries[known.count - 1]?.hash === known.last
  const state = isBefore
    ? recordedIn(entries.slice(known.count)).reduce(afterEvent, known.state)
    : caseOf(recordedIn(entries))
  // What was known at an earlier moment is asked for now and then; the case as it stands, at every act.
  if (first !== undefined && last !== undefined && (known === undefined || isBefore || entries.length >= known.count))
    FOLDED.set(first, { count: entries.length, last: last.hash, state })
  return state
}

/** The parties a case was opened with, from its first entry alone. */
export function partiesIn(first: Sealed): readonly CaseParty[] {
  return first.body.parties as unknown as readonly CaseParty[]
}
