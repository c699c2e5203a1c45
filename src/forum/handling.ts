/**
 * Who may read a record, decided before anything is sent. Everything narrows and nothing widens: an unlabelled record,
 * an unknown or empty group, a reference to a record this node does not hold, all mean nobody. A record that refers to
 * another bears the stricter label of the two and goes only to those who may read both, since a reference alone tells
 * that the other exists. Only the author frees its own record from its own label, by one that replaces it; what that
 * record took from others binds its replacement too.
 */
import type { Sha256 } from '../base/index.ts'
import { type Caveat, type Handling, LABELS, type Label, type Reference } from './envelope.ts'
import { type GroupDefinition, type Groups, groupAt, isDefinitionOf } from './groups.ts'
import { codeOfState, EVERYONE, type GroupId, type PersonId, type StateId } from './ids.ts'
import { isMember, type Membership, membersAt } from './membership.ts'
import type { ForumRecord, Signed } from './record.ts'
import { VOICES, type Voice } from './types/fields.ts'
import type { RecordType } from './types.ts'

/** Within a recipient, how far the record may travel. */
export const REACHES = ['public', 'community', 'agencies', 'authority', 'named-people', 'nobody'] as const
export type Reach = (typeof REACHES)[number]

export type Recipient = { readonly to: StateId | PersonId | Voice; readonly why: string }

/** What a record takes over from those it refers to. `everyone`: no narrower than all members. */
export type Bound = {
  readonly label: Label
  readonly states: 'everyone' | ReadonlySet<StateId>
  readonly people: 'anyone' | ReadonlySet<PersonId>
  readonly caveats: readonly Caveat[]
  /** Why what it refers to lets nobody read it; `null` where that is not so. */
  readonly barred: string | null
}

export type Audience = {
  /** Recipients other than the author, sorted. Empty for RED, which is for persons. */
  readonly states: readonly StateId[]
  /** Named persons, sorted; only for RED. */
  readonly people: readonly PersonId[]
  /** Anyone at all, other nodes or not. */
  readonly isPublic: boolean
  /** States that become members later read it too. */
  readonly isOpen: boolean
  /** Outside guests a call for consultation invites, who are shown it through a state. */
  readonly guests: readonly Voice[]
  readonly reach: Reach
  /** The label after those of all records referred to. */
  readonly label: Label | null
  readonly caveats: readonly Caveat[]
  readonly why: readonly Recipient[]
  /** Members that will not receive it, each with the first reason. */
  readonly leftOut: readonly Recipient[]
  readonly inherited: Bound
}

/** A record another may refer to, with the audience it had and the states that hold it. */
export type Known = Signed & { readonly audience: Audience; readonly holders: ReadonlySet<StateId> }

/** What an audience is decided from. Anything missing here narrows the audience. */
export type Surroundings = {
  readonly membership: Membership
  readonly groups: Groups
  readonly known: (hash: Sha256) => Known | null
  /**
   * A record of another state is read: what it replaces was its author's, who vouches for it, and may never have been
   * for this reader. What is written here must hold what it replaces.
   */
  readonly isReading: boolean
}

/** The parts of a record that decide its audience; a record without a label can be asked about too. */
export type Addressed = {
  readonly author: StateId
  readonly type: RecordType
  readonly group: GroupId
  readonly definedBy: { readonly hash: Sha256 } | null
  readonly refs: readonly Pick<Reference, 'rel' | 'hash'>[]
  readonly handling?: Pick<Handling, 'tlp' | 'caveats' | 'eyes' | 'names'> | undefined
  readonly basis: ForumRecord['basis']
  readonly releasedBy: { readonly hash: Sha256 } | null
  readonly body: unknown
}

const UNBOUND: Bound = { label: 'CLEAR', states: 'everyone', people: 'anyone', caveats: [], barred: null }

const REACH_OF: Readonly<Record<Label, Reach>> = {
  CLEAR: 'public',
  GREEN: 'community',
  AMBER: 'agencies',
  'AMBER+STRICT': 'authority',
  RED: 'named-people',
}

const LABEL_WORDS: Readonly<Record<Label, string>> = {
  CLEAR: 'CLEAR is public',
  GREEN: 'GREEN goes to subscribing states',
  AMBER: 'AMBER goes to that state and its agencies with need to know',
  'AMBER+STRICT': 'AMBER+STRICT goes to that authority only',
  RED: 'RED goes to named persons only',
}

/** The stricter of two labels. */
export function stricter(a: Label, b: Label): Label {
  return LABELS.indexOf(a) >= LABELS.indexOf(b) ? a : b
}

/** Who would receive a record made at an instant, by name and why. Sends nothing. */
export function audienceOf(record: Addressed, at: string, around: Surroundings): Audience {
  const inherited = boundOf(record, around)
  if (record.handling === undefined) return nobody(inherited, null, 'the record bears no label', around, at)
  const caveats = [...new Set([...record.handling.caveats, ...inherited.caveats])].sort()
  const narrow = audienceWithin(record, record.handling, inherited, at, around)
  return { ...narrow, caveats }
}

function audienceWithin(
  record: Addressed,
  handling: NonNullable<Addressed['handling']>,
  inherited: Bound,
  at: string,
  around: Surroundings,
): Audience {
  const label = stricter(handling.tlp, inherited.label)
  if (inherited.barred !== null) return nobody(inherited, label, inherited.barred, around, at)
  if (record.type === 'ack') return toAuthorOf(record, label, inherited, around, at)
  if (record.type === 'retract') return toHoldersOf(record, label, inherited, around, at)
  const base = baseOf(record, at, around)
  if (base === null) return nobody(inherited, label, 'the group is not known here', around, at)
  const admitted = new Map<StateId, string>()
  const leftOut: Recipient[] = []
  for (const state of new Set([...membersAt(around.membership, at), ...base.states])) {
    if (state === record.author) continue
    const bar = barOf(state, handling, base, inherited, around, at)
    if (bar === null) admitted.set(state, base.why)
    else leftOut.push({ to: state, why: bar })
  }
  if (label === 'RED') return namedPeople(handling, admitted, leftOut, inherited, around)
  const caveats = [...handling.caveats, ...inherited.caveats]
  const isNarrowed = handling.eyes !== null || inherited.states !== 'everyone'
  const isToAll = record.group === EVERYONE && record.type !== 'group.define' && !isNarrowed
  const isOpen = isToAll && (label === 'CLEAR' || label === 'GREEN')
  const bars = caveats.includes('NO-INDUSTRY') || caveats.includes('NO-CSO')
  const guests = guestsOf(record, label, caveats, inherited)
  const states = [...admitted.keys()].sort()
  return {
    states,
    people: [],
    isPublic: isOpen && label === 'CLEAR' && !bars,
    isOpen,
    guests,
    reach: states.length === 0 && !isOpen ? 'nobody' : REACH_OF[label],
    label,
    caveats,
    why: [
      ...states.map((state) => ({ to: state, why: `${admitted.get(state)}; ${LABEL_WORDS[label]}` })),
      ...guests.map((voice) => ({ to: voice, why: 'invited by the call, shown it through a state' })),
    ],
    leftOut: leftOut.sort(byTo),
    inherited,
  }
}

/** States whose nodes are handed the record: those addressed, and those of persons addressed. */
export function nodesOf(audience: Audience, membership: Membership): readonly StateId[] {
  const ofPeople = audience.people.flatMap((person) => membership.delegates.get(person)?.state ?? [])
  return [...new Set([...audience.states, ...ofPeople])].sort()
}

export function isForNobody(audience: Audience): boolean {
  return audience.states.length === 0 && audience.people.length === 0 && !audience.isOpen
}

/**
 * May a state that was not there when the record was made read it now: a new member what is open to all, a new member
 * of a group what the group's history gives. Nothing named to certain states or persons, and nothing that refers to a
 * record the state does not hold.
 */
export function mayReadLater(
  { record, audience }: Pick<Known, 'record' | 'audience'>,
  state: StateId,
  at: string,
  around: Surroundings,
): boolean {
  if (state === record.author || !isMember(around.membership, state, at)) return false
  if (audience.isOpen) return true
  if (record.type === 'retract' || record.type === 'ack') return false
  if (audience.label === 'RED' || audience.label === null || record.handling.eyes !== null) return false
  const definition = record.group === EVERYONE ? null : groupAt(around.groups, record.group, at)
  if (definition === null || !definition.members.includes(state)) return false
  // All in the group know how it stands; whoever may read anything of before, also how it stood then.
  if (record.type === 'group.define') return definition.from === record.created || definition.history.kind !== 'none'
  if (!isInHistory(definition, record.created)) return false
  return [...record.refs.map((ref) => ref.hash), ...(record.releasedBy === null ? [] : [record.releasedBy.hash])].every(
    (hash) => {
      const known = around.known(hash)
      return known !== null && (known.record.author === state || known.holders.has(state) || known.audience.isOpen)
    },
  )
}

function isInHistory({ history }: GroupDefinition, created: string): boolean {
  switch (history.kind) {
    case 'none':
      return false
    case 'from':
      return created >= `${history.from}T00:00:00.000Z`
    case 'all':
      return true
  }
}

type Base = { readonly states: ReadonlySet<StateId>; readonly why: string }

function baseOf(record: Addressed, at: string, around: Surroundings): Base | null {
  if (record.type === 'group.define') return definitionReaders(record, at, around)
  if (record.group === EVERYONE) {
    return { states: new Set(membersAt(around.membership, at)), why: 'a member of the forum' }
  }
  const definition = record.definedBy === null ? null : around.known(record.definedBy.hash)?.record
  if (definition?.type !== 'group.define' || !isDefinitionOf(definition, record.group)) return null
  const { members, name } = definition.body
  return { states: new Set([definition.author, ...members]), why: `in the group “${name}”` }
}

/** Those in the group before and after, so that a state that is taken out learns so, and nothing later. */
function definitionReaders(record: Addressed, at: string, around: Surroundings): Base {
  const body = record.body as { readonly group: GroupId; readonly members: readonly StateId[] }
  const before = groupAt(around.groups, body.group, at)?.members ?? []
  return { states: new Set([...before, ...body.members]), why: 'in the group this defines, or in it until now' }
}

function barOf(
  state: StateId,
  handling: Pick<Handling, 'eyes'>,
  base: Base,
  inherited: Bound,
  around: Surroundings,
  at: string,
): string | null {
  if (!base.states.has(state)) return 'not in the group'
  if (!isMember(around.membership, state, at)) return 'not a member of the forum'
  if (handling.eyes !== null && !handling.eyes.includes(state)) return 'not among the states the author names'
  if (inherited.states !== 'everyone' && !inherited.states.has(state)) {
    return 'may not read a record that this one refers to'
  }
  return null
}

function namedPeople(
  handling: Pick<Handling, 'tlp' | 'names' | 'caveats'>,
  admitted: ReadonlyMap<StateId, string>,
  leftOut: readonly Recipient[],
  inherited: Bound,
  around: Surroundings,
): Audience {
  // Names of a record that is not itself RED were not written to bear its secrets.
  const names = handling.tlp === 'RED' ? handling.names : []
  const people: Recipient[] = []
  const barred: Recipient[] = []
  for (const person of [...new Set(names)].sort()) {
    const delegate = around.membership.delegates.get(person)
    if (delegate === undefined) barred.push({ to: person, why: 'no state lists this person' })
    else if (!admitted.has(delegate.state)) barred.push({ to: person, why: 'the person’s state may not read it' })
    else if (inherited.people !== 'anyone' && !inherited.people.has(person)) {
      barred.push({ to: person, why: 'not named in a record that this one refers to' })
    } else people.push({ to: person, why: `named by the author, speaks for ${codeOfState(delegate.state)}` })
  }
  const unnamed = [...admitted.keys()]
    .filter((state) => !people.some(({ to }) => around.membership.delegates.get(to as PersonId)?.state === state))
    .map((state) => ({ to: state, why: 'RED, and no person of this state is named' }))
  return {
    states: [],
    people: people.map(({ to }) => to as PersonId),
    isPublic: false,
    isOpen: false,
    guests: [],
    reach: people.length === 0 ? 'nobody' : 'named-people',
    label: 'RED',
    caveats: inherited.caveats,
    why: people,
    leftOut: [...leftOut, ...unnamed, ...barred].sort(byTo),
    inherited,
  }
}

function guestsOf(record: Addressed, label: Label, caveats: readonly Caveat[], inherited: Bound): readonly Voice[] {
  if (record.type !== 'consult.call' || inherited.label !== 'CLEAR' || (label !== 'CLEAR' && label !== 'GREEN'))
    return []
  const { invites } = record.body as { readonly invites: readonly Voice[] }
  return VOICES.filter(
    (voice) =>
      invites.includes(voice) &&
      !(voice === 'industry' && caveats.includes('NO-INDUSTRY')) &&
      !(voice === 'civil-society' && caveats.includes('NO-CSO')),
  )
}

function toAuthorOf(record: Addressed, label: Label, inherited: Bound, around: Surroundings, at: string): Audience {
  const [of] = record.refs
  const known = of === undefined || record.refs.length > 1 ? null : around.known(of.hash)
  if (known === null || known.record.author === record.author) {
    return nobody(inherited, label, 'it acknowledges no record of another', around, at)
  }
  const { author } = known.record
  return certain([author], 'wrote the record this acknowledges', label, inherited, around, at)
}

/** Whoever holds a record learns that it is retracted, member still or not. */
function toHoldersOf(record: Addressed, label: Label, inherited: Bound, around: Surroundings, at: string): Audience {
  const [of] = record.refs
  const known = of?.rel !== 'retracts' || record.refs.length > 1 ? null : around.known(of.hash)
  if (known === null || known.record.author !== record.author) {
    return nobody(inherited, label, 'only its author retracts a record', around, at)
  }
  const { isOpen, isPublic, people } = known.audience
  const holders = [...known.holders].filter((state) => state !== record.author)
  const why = 'holds the record this retracts'
  const audience = certain(holders, why, known.audience.label ?? label, inherited, around, at)
  return { ...audience, isOpen, isPublic, people, states: people.length > 0 ? [] : audience.states }
}

function certain(
  to: readonly StateId[],
  why: string,
  label: Label,
  inherited: Bound,
  around: Surroundings,
  at: string,
): Audience {
  const states = [...to].sort()
  return {
    ...nobody(inherited, label, 'does not hold the record this refers to', around, at),
    states,
    reach: states.length === 0 ? 'nobody' : REACH_OF[label],
    why: states.map((state) => ({ to: state, why })),
    leftOut: membersAt(around.membership, at)
      .filter((state) => !to.includes(state))
      .map((state) => ({ to: state, why: 'does not hold the record this refers to' })),
  }
}

function nobody(inherited: Bound, label: Label | null, why: string, around: Surroundings, at: string): Audience {
  return {
    states: [],
    people: [],
    isPublic: false,
    isOpen: false,
    guests: [],
    reach: 'nobody',
    label,
    caveats: inherited.caveats,
    why: [],
    leftOut: membersAt(around.membership, at).map((state) => ({ to: state, why })),
    inherited,
  }
}

function boundOf(record: Addressed, around: Surroundings): Bound {
  let bound: Bound = UNBOUND
  for (const { rel, hash } of record.refs) {
    const known = around.known(hash)
    if (known === null && rel === 'supersedes' && around.isReading) continue
    if (known === null) return barred('it refers to a record this node does not hold')
    bound = both(bound, boundBy(record, rel, known, around))
  }
  return both(bound, releaseBound(record, around))
}

function boundBy(record: Addressed, rel: Reference['rel'], known: Known, around: Surroundings): Bound {
  const isOwn = known.record.author === record.author
  if (isOwn && rel === 'supersedes') return known.audience.inherited
  const { audience } = known
  const label = audience.label ?? 'RED'
  const isOrcon = audience.caveats.includes('ORCON') && rel === 'derives-from' && !isOwn
  const originator = known.record.author
  const readers = audience.isOpen ? 'everyone' : new Set([...known.holders, originator])
  return {
    label,
    states: isOrcon ? new Set([originator]) : readers,
    people: label === 'RED' ? new Set([...audience.people, ...peopleOf(originator, around)]) : 'anyone',
    caveats: audience.caveats,
    barred: null,
  }
}

function releaseBound(record: Addressed, around: Surroundings): Bound {
  if (record.basis === 'national' || record.basis === 'code-of-conduct') return UNBOUND
  if (record.releasedBy === null) return barred(`it rests on ${record.basis} and nobody has released it`)
  const release = around.known(record.releasedBy.hash)
  if (release?.record.type !== 'release' || release.record.body.regime !== record.basis) {
    return barred('the release it names is not held here, or is not of that regime')
  }
  const held = release.audience.isOpen ? null : new Set([...release.holders, release.record.author])
  const to = release.record.body.to.filter((state) => held === null || held.has(state))
  return { ...UNBOUND, states: new Set([...to, release.record.author]) }
}

function both(a: Bound, b: Bound): Bound {
  return {
    label: stricter(a.label, b.label),
    states: meet(a.states, b.states),
    people: meet(a.people, b.people),
    caveats: [...new Set([...a.caveats, ...b.caveats])].sort(),
    barred: a.barred ?? b.barred,
  }
}

function meet<All extends string, Of>(a: All | ReadonlySet<Of>, b: All | ReadonlySet<Of>): All | ReadonlySet<Of> {
  if (typeof a === 'string') return b
  if (typeof b === 'string') return a
  return new Set([...a].filter((one) => b.has(one)))
}

function peopleOf(state: StateId, around: Surroundings): readonly PersonId[] {
  return [...around.membership.delegates.values()].filter((one) => one.state === state).map(({ person }) => person)
}

function barred(why: string): Bound {
  return { label: 'RED', states: new Set(), people: new Set(), caveats: [], barred: why }
}

function byTo(a: Recipient, b: Recipient): number {
  return a.to < b.to ? -1 : Number(a.to > b.to)
}
