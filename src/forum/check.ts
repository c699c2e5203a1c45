/** What must hold of a record beyond its own text: its author, its label, what it refers to. The same for ours and theirs. */

import { isDefinitionOf } from './groups.ts'
import type { Surroundings } from './handling.ts'
import { EVERYONE, stateOfName } from './ids.ts'
import { isMember } from './membership.ts'
import { type ForumRecord, nameOf } from './record.ts'
import { type Refusal, refusal } from './refusal.ts'
import { isRecordType, NEEDED_REFERENCE, NEVER_CLEAR, PUBLIC_STANDING, type RecordType } from './types.ts'

const OWN_RELATIONS: ReadonlySet<string> = new Set(['corrects', 'supersedes', 'retracts'])
/** To one recipient or to the holders of one record: a second reference would tell them of another. */
const ONE_REFERENCE: ReadonlySet<RecordType> = new Set(['ack', 'retract'])

/**
 * The first thing that does not hold, or `null`. `reference.unknown` and `group.unknown` may come right when more
 * records arrive; nothing else does.
 */
export function faultOf(record: ForumRecord, around: Surroundings): Refusal | null {
  return (
    authorFault(record, around) ??
    labelFault(record) ??
    groupFault(record, around) ??
    referenceFault(record, around) ??
    releaseFault(record, around)
  )
}

function authorFault(record: ForumRecord, { membership }: Surroundings): Refusal | null {
  const name = nameOf(record)
  if (record.type === 'membership.subscribe') return null
  if (!isMember(membership, record.author, record.created)) {
    return refusal(
      'author.not-member',
      `${name} is of a state that was not a member at ${record.created}; leave it out`,
    )
  }
  if (record.type === 'delegates') {
    const foreign = record.body.delegates.find(({ person }) => stateOfName(person) !== record.author)
    if (foreign !== undefined) {
      return refusal(
        'author.not-entitled',
        `${name} lists a person of another state, \`${foreign.person}\`; list only its own`,
      )
    }
  }
  return null
}

function labelFault(record: ForumRecord): Refusal | null {
  const { type, group, handling } = record
  const unfit = (why: string) => refusal('label.unfit', `${nameOf(record)} ${why}`)
  if (PUBLIC_STANDING.has(type)) {
    return handling.tlp === 'CLEAR' && group === EVERYONE && record.basis === 'code-of-conduct'
      ? null
      : unfit('tells who is a member, which is public; label it CLEAR, to everyone, under the Code of Conduct')
  }
  if (NEVER_CLEAR.has(type) && handling.tlp === 'CLEAR') {
    return unfit('is never public; label it GREEN or stricter')
  }
  if (handling.tlp === 'CLEAR') {
    if (group !== EVERYONE || handling.eyes !== null)
      return unfit('is CLEAR, which is public, yet names whom it is for; choose one')
    const bar = handling.caveats.find((caveat) => caveat !== 'NOT-A-LICENSING-BASIS')
    if (bar !== undefined) return unfit(`is CLEAR, which is public, yet bears ${bar}; choose one`)
  }
  if (handling.tlp === 'RED' && handling.names.length === 0 && !isToCertain(type)) {
    return unfit('is RED and names no person; name them, or label it AMBER+STRICT')
  }
  if (type === 'consult.call' && record.body.invites.includes('industry') && handling.caveats.includes('NO-INDUSTRY')) {
    return unfit('invites industry and bears NO-INDUSTRY; choose one')
  }
  if (type === 'consult.call' && record.body.invites.includes('civil-society') && handling.caveats.includes('NO-CSO')) {
    return unfit('invites civil society and bears NO-CSO; choose one')
  }
  return null
}

function isToCertain(type: RecordType): boolean {
  return ONE_REFERENCE.has(type)
}

function groupFault(record: ForumRecord, around: Surroundings): Refusal | null {
  if (record.type === 'group.define') {
    return isDefinitionOf(record, record.group)
      ? null
      : refusal(
          'group.not-owner',
          `${nameOf(record)} defines a group of another state; define one of its own, to itself`,
        )
  }
  // Recipients of these follow from the record they refer to; the group adds nothing.
  if (record.group === EVERYONE || isToCertain(record.type)) return null
  const name = nameOf(record)
  if (record.definedBy === null) {
    return refusal(
      'record.malformed',
      `${name} is for a group and names no definition of it; its author must write it again`,
    )
  }
  const definition = around.known(record.definedBy.hash)?.record
  if (definition === undefined) {
    const sentence = `${name} is for the group \`${record.group}\` as defined in a record not held here; fetch from its owner`
    return refusal('group.unknown', sentence)
  }
  if (definition.type !== 'group.define' || !isDefinitionOf(definition, record.group)) {
    return refusal('reference.unfit', `${name} names a record that does not define its group; leave it out`)
  }
  return definition.author === record.author || definition.body.members.includes(record.author)
    ? null
    : refusal('author.not-in-group', `${name} is for a group its author is not in; leave it out`)
}

function referenceFault(record: ForumRecord, around: Surroundings): Refusal | null {
  const name = nameOf(record)
  for (const { rel, id, hash } of record.refs) {
    const known = around.known(hash)
    if (known === null && rel === 'supersedes' && around.isReading) continue
    if (known === null) {
      return refusal(
        'reference.unknown',
        `${name} refers to the record ${id}, which is not held here; fetch it from its author`,
      )
    }
    if (known.record.id !== id)
      return refusal('reference.unfit', `${name} gives one record’s id and another’s hash; leave it out`)
    if (OWN_RELATIONS.has(rel) && known.record.author !== record.author) {
      return refusal('author.not-originator', `${name} ${rel} a record of another state; dispute it instead`)
    }
  }
  if (ONE_REFERENCE.has(record.type) && record.refs.length !== 1) {
    return refusal('reference.unfit', `${name} refers to ${record.refs.length} records; refer to one`)
  }
  return neededFault(record, around)
}

function neededFault(record: ForumRecord, around: Surroundings): Refusal | null {
  const needed = NEEDED_REFERENCE[record.type]
  if (needed === undefined) return null
  const name = nameOf(record)
  const ofRelation = record.refs.filter(({ rel }) => rel === needed.rel).flatMap(({ hash }) => around.known(hash) ?? [])
  const fitting = ofRelation.find(({ record: { type } }) => needed.to === 'any' || needed.to.includes(type))
  if (fitting === undefined) {
    const to = needed.to === 'any' ? 'a record' : needed.to.filter(isRecordType).join(' or ')
    return refusal('reference.unfit', `${name} needs a reference \`${needed.rel}\` to ${to}; add it`)
  }
  return needed.own && fitting.record.author !== record.author
    ? refusal(
        'author.not-originator',
        `${name} is for the author of ${nameOf(fitting.record)} alone; comment on it instead`,
      )
    : null
}

function releaseFault(record: ForumRecord, around: Surroundings): Refusal | null {
  if (record.basis === 'national' || record.basis === 'code-of-conduct') return null
  const name = nameOf(record)
  if (record.releasedBy === null) {
    return refusal(
      'release.missing',
      `${name} rests on \`${record.basis}\`, whose confidences are shared only when released; name the originator’s release in \`releasedBy\``,
    )
  }
  const release = around.known(record.releasedBy.hash)
  if (release === null) {
    return refusal('reference.unknown', `${name} names a release that is not held here; fetch it from its author`)
  }
  return release.record.type === 'release' && release.record.body.regime === record.basis
    ? null
    : refusal(
        'release.missing',
        `${name} names a record that releases nothing of \`${record.basis}\`; name the right one`,
      )
}
