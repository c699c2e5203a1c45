/** How the events of a case stand in its sealed stream, and how they are read from it again. */
import { type Canonical, type NewEntry, type Sealed, streamRoot } from '../base/index.ts'
import { type Actor, type CaseEvent, type CaseParty, PROGRAM, type Recorded } from '../case/index.ts'

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

export function recordedIn(entries: readonly Sealed[]): readonly Recorded[] {
  return entries.map(({ at, kind, body }) => {
    const { person, ...fields } = body
    // Written by `entryOf` and sealed: what is read is what was written.
    return { event: { kind, ...fields } as CaseEvent, actor: (person ?? PROGRAM) as Actor, at }
  })
}

/** The parties a case was opened with, from its first entry alone. */
export function partiesIn(first: Sealed): readonly CaseParty[] {
  return first.body.parties as unknown as readonly CaseParty[]
}
