/**
 * Which version of each list is in use, told from the ledger: nothing is ever marked on the version itself, so that
 * what was in use on any day can be told again later.
 */
import { type Day, parseDay } from '../base/index.ts'
import type { SourceId } from '../lists/index.ts'
import type { LedgerEvent, ListVersion } from '../store/index.ts'

export type StandingState = 'current' | 'older' | 'quarantined'

export type Standing = {
  readonly version: ListVersion
  readonly state: StandingState
  /** The last day the publisher was known to serve exactly this; `null`: not known. */
  readonly retrievedOn: Day | null
  /** Why it waited for a person; empty: it did not. */
  readonly reasons: readonly string[]
  readonly accepted: { readonly by: string; readonly reason: string; readonly at: string } | null
  /** A named person said that it is not to be used; it is kept all the same. */
  readonly setAside: { readonly by: string; readonly reason: string; readonly at: string } | null
}

/** How new a version is: by the day the data bears, else by the publisher's own numbers, else by when it was fetched. */
export type Age = {
  readonly dataOn: Day | null
  readonly highestNumber: number | null
  readonly retrievedOn: Day | null
}

/** Whether the first is known to be older than the second. */
export function isOlder(a: Age, b: Age): boolean {
  if (a.dataOn !== null && b.dataOn !== null && a.dataOn !== b.dataOn) return a.dataOn < b.dataOn
  if (a.highestNumber !== null && b.highestNumber !== null && a.highestNumber !== b.highestNumber) {
    return a.highestNumber < b.highestNumber
  }
  return a.retrievedOn !== null && b.retrievedOn !== null && a.retrievedOn < b.retrievedOn
}

/** Kinds of ledger entries that decide how versions stand. */
export const STANDING_EVENTS = [
  'list.imported',
  'list.quarantined',
  'list.accepted',
  'list.set-aside',
  'list.confirmed',
] as const

/** How every version stands, oldest first. */
export function standings(versions: readonly ListVersion[], events: readonly LedgerEvent[]): readonly Standing[] {
  const { known, current } = eachPutInUse(versions, events)
  return [...known.values()].map((standing) => ({
    ...standing,
    state:
      current.get(standing.version.source) === standing.version.id
        ? 'current'
        : isWaiting(standing)
          ? 'quarantined'
          : 'older',
  }))
}

function eachPutInUse(
  versions: readonly ListVersion[],
  events: readonly LedgerEvent[],
  onUse: (version: ListVersion, before: ListVersion | undefined, at: string) => void = () => {},
) {
  const known = new Map<string, Standing>()
  const current = new Map<SourceId, string>()
  const byId = new Map(versions.map((version) => [version.id, version]))
  for (const event of events) {
    const id = textOf(event, 'id')
    const version = byId.get(id)
    if (version === undefined) continue
    const before = known.get(id)
    const inUse = standingInUse(known, current, version.source)
    known.set(id, stand(version, before, event))
    if (!isPutInUse(event, version, before, inUse)) continue
    onUse(version, inUse?.version, event.at)
    current.set(version.source, id)
  }
  return { known, current }
}

/** One version that came into use after another of its source, and when. */
export type Succession = { readonly from: ListVersion; readonly to: ListVersion; readonly at: string }

/** Every time a version took the place of another, oldest first. */
export function successions(versions: readonly ListVersion[], events: readonly LedgerEvent[]): readonly Succession[] {
  const found: Succession[] = []
  eachPutInUse(versions, events, (version, before, at) => {
    if (before !== undefined && before.id !== version.id) found.push({ from: before, to: version, at })
  })
  return found
}

function isWaiting(standing: Standing): boolean {
  return standing.reasons.length > 0 && standing.accepted === null && standing.setAside === null
}

function standingInUse(
  known: ReadonlyMap<string, Standing>,
  current: ReadonlyMap<SourceId, string>,
  source: SourceId,
): Standing | undefined {
  const id = current.get(source)
  return id === undefined ? undefined : known.get(id)
}

/** A person who accepts a version puts it in use, whatever its age; else it must not be older than what is in use. */
function isPutInUse(
  event: LedgerEvent,
  version: ListVersion,
  before: Standing | undefined,
  inUse: Standing | undefined,
): boolean {
  if (event.kind === 'list.accepted') return true
  if (event.kind !== 'list.imported' || before !== undefined) return false
  if (inUse === undefined) return true
  const retrievedOn = dayOf(event, 'retrievedOn')
  return !isOlder({ ...version, retrievedOn }, { ...inUse.version, retrievedOn: inUse.retrievedOn })
}

function stand(version: ListVersion, before: Standing | undefined, event: LedgerEvent): Standing {
  const start: Standing = before ?? {
    version,
    state: 'older',
    retrievedOn: null,
    reasons: [],
    accepted: null,
    setAside: null,
  }
  const retrievedOn = later(start.retrievedOn, dayOf(event, 'retrievedOn'))
  switch (event.kind) {
    case 'list.quarantined':
      return { ...start, retrievedOn, reasons: textsOf(event, 'reasons') }
    case 'list.accepted':
      return { ...start, accepted: { by: event.actor, reason: textOf(event, 'reason'), at: event.at } }
    case 'list.set-aside':
      return { ...start, setAside: { by: event.actor, reason: textOf(event, 'reason'), at: event.at } }
    default:
      return { ...start, retrievedOn }
  }
}

function later(a: Day | null, b: Day | null): Day | null {
  if (a === null || b === null) return a ?? b
  return a > b ? a : b
}

function textOf(event: LedgerEvent, field: string): string {
  const value = event.body[field]
  return typeof value === 'string' ? value : ''
}

function textsOf(event: LedgerEvent, field: string): readonly string[] {
  const value = event.body[field]
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
}

function dayOf(event: LedgerEvent, field: string): Day | null {
  return parseDay(textOf(event, field))
}
