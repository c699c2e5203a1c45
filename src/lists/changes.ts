/** What changed between two versions of a list, and whether the change is one a person must look at first. */
import { canonical } from '../base/index.ts'
import { compareText, groupBy } from './entry.ts'
import type { ListedParty, ListId } from './party.ts'
import type { QuarantineReason } from './problem.ts'
import type { ReadList } from './source.ts'

/** One field of an entry before and after: `properties.alias`, `listing.remarks`, `schema`. Absent: not there. */
type FieldChange = { readonly field: string; readonly before?: unknown; readonly after?: unknown }

type ChangedParty = {
  readonly before: ListedParty
  readonly after: ListedParty
  readonly fields: readonly FieldChange[]
}

/** Each part sorted by list and key. */
export type ListDelta = {
  readonly added: readonly ListedParty[]
  readonly removed: readonly ListedParty[]
  readonly changed: readonly ChangedParty[]
}

/** Most of a list that may go at once without a person looking, per mille. */
const MAX_SHRINK_PERMILLE = 50
/** A field filled for fewer parties than this may empty without question. */
const MIN_FILLED = 20

/** Entry by entry and field by field; an entry is the same when list and key are. */
export function changesBetween(before: readonly ListedParty[], after: readonly ListedParty[]): ListDelta {
  const old = byKey(before)
  const fresh = byKey(after)
  return {
    added: [...fresh].flatMap(([key, party]) => (old.has(key) ? [] : [party])).sort(byListAndKey),
    removed: [...old].flatMap(([key, party]) => (fresh.has(key) ? [] : [party])).sort(byListAndKey),
    changed: [...fresh]
      .flatMap(([key, party]) => {
        const was = old.get(key)
        if (was === undefined || was.entryVersion === party.entryVersion) return []
        return [{ before: was, after: party, fields: fieldChanges(was, party) }]
      })
      .sort((a, b) => byListAndKey(a.after, b.after)),
  }
}

/** The parties after a delta, sorted by list and key. */
export function applyChanges(before: readonly ListedParty[], delta: ListDelta): readonly ListedParty[] {
  const parties = new Map(byKey(before))
  for (const party of delta.removed) parties.delete(keyOf(party))
  for (const party of delta.added) parties.set(keyOf(party), party)
  for (const { after } of delta.changed) parties.set(keyOf(after), after)
  return [...parties.values()].sort(byListAndKey)
}

/** By list, then key, by UTF-16 unit. */
export function byListAndKey(a: ListedParty, b: ListedParty): number {
  return compareText(a.list, b.list) || compareText(a.entryKey, b.entryKey)
}

/** Which of two versions holds the newer data: below 0: `a` is older; above: newer; 0: the files do not say. */
export function compareAge(a: ReadList, b: ReadList): number {
  if (a.dataOn !== null && b.dataOn !== null && a.dataOn !== b.dataOn) return a.dataOn < b.dataOn ? -1 : 1
  if (a.highestNumber !== null && b.highestNumber !== null) return a.highestNumber - b.highestNumber
  return 0
}

/**
 * Why a version must wait for a person before it replaces the one in use; empty: it need not.
 * @param before the version in use; `null`: there is none yet
 */
export function quarantineReasons(before: ReadList | null, after: ReadList): readonly QuarantineReason[] {
  const shared = after.notes.flatMap((note): QuarantineReason[] =>
    note.kind === 'shared-keys' && note.areNumbers ? [{ kind: 'shared-numbers', keys: note.keys }] : [],
  )
  if (before === null) {
    const absent = after.notes.flatMap((note): QuarantineReason[] =>
      note.kind === 'absent-lists' ? [{ kind: 'lists-absent', lists: note.lists }] : [],
    )
    return [...absent, ...shared, ...unreadFields(null, after), ...unreadRows(null, after)]
  }
  return [
    ...older(before, after),
    ...shrinkage(before, after),
    ...emptied(before, after),
    ...before.parts.flatMap((part): QuarantineReason[] =>
      after.parts.includes(part) ? [] : [{ kind: 'fewer-parts', part }],
    ),
    ...after.notes.flatMap((note): QuarantineReason[] => {
      const isNew = note.kind === 'no-end-mark' && !lacksEndMark(before, note.part)
      return isNew ? [{ kind: 'no-end-mark', part: note.part }] : []
    }),
    ...shared,
    ...unreadFields(before, after),
    ...unreadRows(before, after),
  ]
}

/** Fields that the version in use did not have either are known to whoever accepted it. */
function unreadFields(before: ReadList | null, after: ReadList): readonly QuarantineReason[] {
  const accepted = new Set(before?.notes.flatMap((note) => (note.kind === 'unread-fields' ? note.fields : [])))
  return after.notes.flatMap((note): QuarantineReason[] => {
    if (note.kind !== 'unread-fields') return []
    const fields = note.fields.filter((field) => !accepted.has(field))
    return fields.length > 0 ? [{ kind: 'unread-fields', fields }] : []
  })
}

/** A row that could not be read is known once a person has accepted the version it first stood in. */
function unreadRows(before: ReadList | null, after: ReadList): readonly QuarantineReason[] {
  const accepted = new Set(
    before?.notes.flatMap((note) => (note.kind === 'unread-rows' ? note.rows.map((row) => row.text) : [])),
  )
  return after.notes.flatMap((note): QuarantineReason[] => {
    if (note.kind !== 'unread-rows') return []
    const rows = note.rows.filter((row) => !accepted.has(row.text))
    return rows.length > 0 ? [{ kind: 'unread-rows', rows }] : []
  })
}

function lacksEndMark(read: ReadList, part: string): boolean {
  return !read.parts.includes(part) || read.notes.some((note) => note.kind === 'no-end-mark' && note.part === part)
}

function older(before: ReadList, after: ReadList): readonly QuarantineReason[] {
  if (before.dataOn === null || after.dataOn === null || after.dataOn >= before.dataOn) return []
  return [{ kind: 'older', currentOn: before.dataOn, newOn: after.dataOn }]
}

function shrinkage(before: ReadList, after: ReadList): readonly QuarantineReason[] {
  const was = groupBy(before.parties, (party) => party.list)
  const is = groupBy(after.parties, (party) => party.list)
  const lists = [...was].flatMap(([list, parties]): QuarantineReason[] => {
    const left = is.get(list)?.length ?? 0
    if (left === 0) return [{ kind: 'list-vanished', list, before: parties.length }]
    return parties.length >= MIN_FILLED ? [...shrunk(list, parties.length, left)] : []
  })
  const whole = was.size > 1 ? shrunk(null, before.parties.length, after.parties.length) : []
  return [...whole, ...lists]
}

function shrunk(list: ListId | null, before: number, after: number): readonly QuarantineReason[] {
  const permille = Math.round(((before - after) * 1_000) / before)
  return (before - after) * 1_000 > before * MAX_SHRINK_PERMILLE
    ? [{ kind: 'shrunk', list, before, after, permille }]
    : []
}

/** Fields that many parties had and (nearly) none has now: a column moved or was lost, though every row still parses. */
function emptied(before: ReadList, after: ReadList): readonly QuarantineReason[] {
  const was = fillOf(before.parties)
  const is = fillOf(after.parties)
  return [...was].flatMap(([key, count]): QuarantineReason[] => {
    const left = is.get(key)?.count ?? 0
    if (count.count < MIN_FILLED || left * 10 > count.count) return []
    return [{ kind: 'field-emptied', list: count.list, field: count.field, before: count.count, after: left }]
  })
}

type Fill = { readonly list: ListId; readonly field: string; count: number }

function fillOf(parties: readonly ListedParty[]): ReadonlyMap<string, Fill> {
  const fill = new Map<string, Fill>()
  for (const party of parties)
    for (const field of filledFields(party)) {
      const key = `${party.list} ${field}`
      const known = fill.get(key)
      if (known) known.count++
      else fill.set(key, { list: party.list, field, count: 1 })
    }
  return fill
}

function filledFields(party: ListedParty): readonly string[] {
  const terms = Object.entries(party.listing).filter(([, value]) =>
    Array.isArray(value) ? value.length > 0 : value !== null,
  )
  return [...Object.keys(party.properties), ...terms.map(([field]) => `listing.${field}`)]
}

function fieldChanges(before: ListedParty, after: ListedParty): readonly FieldChange[] {
  const was = fieldsOf(before)
  const is = fieldsOf(after)
  return [...new Set([...was.keys(), ...is.keys()])].sort(compareText).flatMap((field): FieldChange[] => {
    const [old, now] = [was.get(field), is.get(field)]
    if (old !== undefined && now !== undefined && canonical(old) === canonical(now)) return []
    return [{ field, ...(old === undefined ? {} : { before: old }), ...(now === undefined ? {} : { after: now }) }]
  })
}

function fieldsOf(party: ListedParty): ReadonlyMap<string, unknown> {
  return new Map<string, unknown>([
    ['schema', party.schema],
    ['grounds', party.grounds],
    ...Object.entries(party.properties).map(([name, values]) => [`properties.${name}`, values] as const),
    ...Object.entries(party.listing).map(([name, value]) => [`listing.${name}`, value] as const),
  ])
}

function byKey(parties: readonly ListedParty[]): ReadonlyMap<string, ListedParty> {
  return new Map(parties.map((party) => [keyOf(party), party]))
}

function keyOf(party: ListedParty): string {
  return `${party.list} ${party.entryKey}`
}
