/** How the events of an authority's case stand in its sealed stream, and how they are read from it again. */
import type { Canonical, NewEntry, Sealed } from '../../base/index.ts'
import { AUTHORITY_ROLES, type LicensingEvent, type LicensingRecorded, type Official } from '../../licensing/index.ts'
import type { Person } from '../people/person.ts'

/** Begins the name of every case's stream. */
export const LICENSING_STREAMS = 'authority/'
/** Packages and messages that were not taken in, with why. What was signed is kept as a document. */
export const REFUSED_STREAM = 'authority-refused'
/** What became of denials toward other states. */
export const DENIALS_STREAM = 'authority-denials'

export function streamOfLicensing(id: string): string {
  return `${LICENSING_STREAMS}${id}`
}

export function licensingIdOf(stream: string): string {
  return stream.slice(LICENSING_STREAMS.length)
}

/** An act the gate did not allow: nothing changed by it, and it is not forgotten. */
export type RefusedAct = { readonly kind: 'act.refused'; readonly asked: string; readonly sentence: string }

/** One line of the ledger, as a person reads it. */
export type LicensingEntry = {
  readonly seq: number
  readonly at: string
  readonly hash: string
  readonly actor: Official
  readonly event: LicensingEvent | RefusedAct
}

type Fields = { readonly [field: string]: Canonical }

/** The event's kind is the entry's kind; its fields are the body, with the official who did it beside them. */
export function entryOfLicensing(event: LicensingEvent | RefusedAct, actor: Official, at: string): NewEntry {
  const { kind, ...fields } = event
  const { id, name, agency, roles } = actor
  return { at, actor: name, kind, body: { ...(fields as Fields), official: { id, name, agency, roles } } }
}

export function licensingEntries(sealed: readonly Sealed[]): readonly LicensingEntry[] {
  return sealed.map(({ seq, at, hash, kind, body }) => {
    const { official, ...fields } = body
    // Written by `entryOfLicensing` and sealed: what is read is what was written.
    return { seq, at, hash, actor: official as Official, event: { kind, ...fields } as LicensingEvent | RefusedAct }
  })
}

/** What happened, without what was only attempted. */
export function licensingTimeline(entries: readonly LicensingEntry[]): readonly LicensingRecorded[] {
  return entries.flatMap(({ event, actor, at }) => (event.kind === 'act.refused' ? [] : [{ event, actor, at }]))
}

/** A person of the office, or of an agency it consults. */
export function officialOf({ id, name, roles, agency }: Person, office: string): Official {
  return { id, name, agency: agency ?? office, roles: AUTHORITY_ROLES.filter((role) => roles.includes(role)) }
}
