/** Groups of states, each defined and redefined by the state that owns it. A group that is not known holds nobody. */
import type { Sha256 } from '../base/index.ts'
import type { GroupId, StateId } from './ids.ts'
import { stateOfName } from './ids.ts'
import type { RecordOf, Signed } from './record.ts'

export type GroupDefinition = {
  readonly group: GroupId
  readonly owner: StateId
  /** The record that defines it. */
  readonly hash: Sha256
  readonly from: string
  readonly name: string
  readonly purpose: string
  /** Sorted, the owner among them. */
  readonly members: readonly StateId[]
  readonly history: RecordOf<'group.define'>['body']['history']
}

/** Definitions of each group, oldest first. */
export type Groups = ReadonlyMap<GroupId, readonly GroupDefinition[]>

/** Records whose signatures were checked; only a definition by the owner counts. */
export function foldGroups(records: readonly Signed[]): Groups {
  const groups = new Map<GroupId, GroupDefinition[]>()
  for (const { record, hash } of [...records].sort(byCreated)) {
    if (record.type !== 'group.define' || !isDefinitionOf(record, record.body.group)) continue
    const { group, name, purpose, members, history } = record.body
    const all = [...new Set([record.author, ...members])].sort()
    const definitions = groups.get(group) ?? []
    definitions.push({ group, owner: record.author, hash, from: record.created, name, purpose, members: all, history })
    groups.set(group, definitions)
  }
  return groups
}

/** The group as it stood at an instant; `null` when it had not been defined. */
export function groupAt(groups: Groups, group: GroupId, at: string): GroupDefinition | null {
  return (groups.get(group) ?? []).findLast((definition) => definition.from <= at) ?? null
}

/** Does it define that group, by the state that owns it? */
export function isDefinitionOf(record: RecordOf<'group.define'>, group: GroupId): boolean {
  return record.body.group === group && stateOfName(group) === record.author
}

function byCreated(a: Signed, b: Signed): number {
  if (a.record.created !== b.record.created) return a.record.created < b.record.created ? -1 : 1
  return a.hash < b.hash ? -1 : Number(a.hash > b.hash)
}
