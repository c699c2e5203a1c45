/** What the doors show of the seat: only what this state holds, and of that only what the person who looks may see. */
import { addDays, type Canonical, type Day, day, type Sha256 } from '../../base/index.ts'
import {
  ATTESTATIONS_NEEDED,
  type Audience,
  around,
  BASIS_NAMES,
  codeOfState,
  currencyOf,
  type DraftFault,
  EVERYONE,
  entitledTo,
  type ForumRecord,
  fingerprint,
  type GroupId,
  groupAt,
  type Known,
  keyAt,
  type Label,
  type Membership,
  membersOn,
  type PersonId,
  parseStateId,
  type Reach,
  type RecordIndex,
  type RecordState,
  type RecordType,
  recordsOf,
  type StateId,
  stateOf,
  stateOfName,
  TYPE_NAMES,
  titleOf,
  unacknowledged,
} from '../../forum/index.ts'
import type { Bearers } from '../people/bearers.ts'
import type { Person } from '../people/person.ts'
import type { WorkItem } from '../work/work-item.ts'
import { above, type Held, heldIn, rootOf, type Thread } from './held.ts'
import { type Move, movesOn } from './moves.ts'
import { LABEL_WORDS, REACH_WORDS, type Said, sayStanding } from './said.ts'
import type { Seat } from './seat.ts'

export type StateRef = { readonly code: string; readonly name: string }
export type RecipientView = { readonly to: string; readonly name: string; readonly why: string }

export type LabelView = {
  readonly tlp: Label
  readonly said: Said
  readonly caveats: readonly string[]
  readonly reach: Reach
  /** `the authorities of the states named`. */
  readonly reachWords: string
}

/** What is talked about, as the inbox sorts it. */
export const TOPICS = [
  'notices',
  'questions',
  'technology',
  'licensing',
  'meetings',
  'decisions',
  'procedures',
  'consultations',
  'opportunities',
  'practices',
  'capacity',
  'membership',
] as const
export type Topic = (typeof TOPICS)[number]

const TOPIC_OF: Readonly<Partial<Record<RecordType, Topic>>> = {
  'threat.notice': 'notices',
  'denial.notice': 'notices',
  'policy.question': 'questions',
  'policy.position': 'questions',
  'tech.view': 'technology',
  'licence.concern': 'licensing',
  'undercut.consult': 'licensing',
  meeting: 'meetings',
  minute: 'decisions',
  decision: 'decisions',
  procedure: 'procedures',
  'consult.call': 'consultations',
  'collab.opportunity': 'opportunities',
  'practice.share': 'practices',
  'capacity.offer': 'capacity',
  'membership.subscribe': 'membership',
  'membership.found': 'membership',
  'membership.withdraw': 'membership',
  'group.define': 'membership',
  delegates: 'membership',
  release: 'licensing',
}

export type RecordLine = {
  readonly hash: string
  readonly type: RecordType
  readonly typeName: string
  readonly title: string
  readonly from: StateRef
  readonly at: string
  readonly said: Said
}

export type DiscussionLine = RecordLine & {
  readonly topic: Topic
  /** Topics of everything said in it. */
  readonly topics: readonly Topic[]
  readonly label: LabelView
  /** Meetings, decisions and other statements within it, oldest first. */
  readonly inside: readonly RecordLine[]
  readonly records: number
  readonly latestAt: string
  /** States that have spoken in it, its author left out. */
  readonly voices: readonly StateRef[]
}

/** Something a discussion waits for from this state. */
export type Awaited = {
  readonly hash: string
  readonly title: string
  readonly from: StateRef
  readonly why: string
  readonly due: string | null
  readonly isOverdue: boolean
  readonly label: string
}

export type ForumInbox = {
  readonly state: StateRef
  readonly awaited: readonly Awaited[]
  /** Newest last word first; at most as many as were asked for. */
  readonly discussions: readonly DiscussionLine[]
  /** How many there are. */
  readonly total: number
  /** Records held that are for other eyes than those of whoever looks. */
  readonly withheld: number
  readonly waiting: number
  readonly evidence: number
  readonly refused: number
  readonly failing: readonly { readonly state: StateRef; readonly since: string; readonly sentence: string }[]
}

export type RecordView = RecordLine & {
  readonly id: string
  readonly isOwn: boolean
  /** How deep it stands under the record that opened the discussion. */
  readonly depth: number
  readonly label: LabelView
  readonly basis: string
  readonly group: string
  readonly to: readonly RecipientView[]
  readonly state: RecordState
  readonly corrections: readonly { readonly hash: string; readonly at: string; readonly text: string }[]
  readonly refs: readonly { readonly rel: string; readonly hash: string; readonly title: string | null }[]
  readonly reviewBy: string | null
  readonly expires: string | null
  /** The person of this node who issued it; `null`: another state's. */
  readonly issuedBy: string | null
  readonly arrivedAt: string | null
  /** Of a retraction or correction by this state: holders that did not say they applied it. */
  readonly unacknowledged: readonly StateRef[]
  readonly body: Canonical
  readonly moves: readonly Move[]
}

export type DiscussionView = {
  readonly state: StateRef
  readonly root: string
  readonly title: string
  readonly topic: Topic | null
  /** As a tree in reading order: each after what it answers, oldest first. */
  readonly records: readonly RecordView[]
  readonly withheld: number
}

export type PreviewView = {
  readonly receives: readonly RecipientView[]
  readonly leftOut: readonly RecipientView[]
  readonly isPublic: boolean
  /** States that join later read it too. */
  readonly isOpen: boolean
  readonly label: LabelView | null
  /** Holders of what this corrects or replaces that it would not reach. */
  readonly missed: readonly StateRef[]
  /** Why it cannot be signed as it stands, and what to do; `null`: nothing is known to stand in the way. */
  readonly refusal: string | null
  /** Fields that are missing or wrong; while there are any, nothing else is tried. */
  readonly faults: readonly DraftFault[]
}

export type MemberView = {
  readonly state: StateRef
  readonly basis: 'founder' | 'subscribed'
  readonly since: string | null
  readonly fingerprint: string | null
  readonly host: string | null
  readonly attestedBy: readonly StateRef[]
}

export type ForumStanding =
  | {
      readonly isSetUp: false
      /** What is missing and what to do. */
      readonly missing: string
      readonly code: string | null
    }
  | {
      readonly isSetUp: true
      readonly state: StateRef
      readonly isMember: boolean
      /** Of the key by which this state signs. */
      readonly fingerprint: string
      readonly on: Day
      readonly members: readonly MemberView[]
      readonly newcomers: readonly {
        readonly state: StateRef
        readonly hash: string
        readonly fingerprint: string
        readonly attestedBy: readonly StateRef[]
        readonly needed: number
      }[]
      readonly delegates: readonly {
        readonly person: string
        readonly name: string
        readonly office: string
        readonly state: StateRef
      }[]
      readonly groups: readonly {
        readonly group: string
        readonly name: string
        readonly owner: StateRef
        readonly members: readonly StateRef[]
      }[]
      readonly peers: readonly {
        readonly state: StateRef
        readonly address: string
        readonly newsAt: string | null
        readonly askedAt: string | null
        readonly failing: { readonly since: string; readonly sentence: string } | null
      }[]
      /** Releases held by which a regime's confidence may be shared. */
      readonly releases: readonly {
        readonly hash: string
        readonly regime: string
        readonly what: string
        readonly from: StateRef
      }[]
      readonly waiting: readonly { readonly name: string; readonly from: string; readonly sentence: string }[]
      readonly evidence: readonly {
        readonly at: string
        readonly of: string
        readonly author: StateRef
        readonly sentence: string
        readonly texts: readonly string[]
      }[]
      readonly refused: readonly {
        readonly at: string
        readonly from: string
        readonly hash: string
        readonly sentence: string
      }[]
      readonly refusedCount: number
    }

/** Whoever looks, known by id: names pass from one person to another. */
export type Eyes = { readonly person: Person; readonly bearerOf: Bearers }

/** Everything a look at the seat needs, made once for it. */
export type Look = Eyes & {
  readonly seat: Seat
  readonly held: Held
  readonly index: RecordIndex
  readonly on: Day
}

export function lookAt(seat: Seat, eyes: Eyes, now: string): Look {
  const held = heldIn(seat.log)
  return { ...eyes, seat, held, index: held.index, on: day(now.slice(0, 10)) }
}

export function refOf(state: StateId, membership: Membership): StateRef {
  const code = codeOfState(state)
  return { code, name: membership.states.get(state)?.name ?? newcomerName(state, membership) ?? code }
}

function newcomerName(state: StateId, membership: Membership): string | null {
  return membership.newcomers.find((one) => one.state === state)?.name ?? null
}

/** RED is for the persons named, AMBER+STRICT not for other agencies. */
function maySee(look: Look, known: Known): boolean {
  const { record, audience } = known
  if (audience.label === 'RED' && record.handling.tlp === 'RED') {
    return hasSigned(look, known) || record.handling.names.some((one) => isNamed(look, one, record.created))
  }
  return audience.label !== 'AMBER+STRICT' || look.person.agency === null
}

function hasSigned({ seat, person, bearerOf }: Look, { record, hash }: Known): boolean {
  const arrival = seat.arrivals.get(hash)
  if (record.author !== seat.state || arrival === undefined) return false
  // Written before the id was kept: whoever bore the name on that day, and nobody who was given it later.
  return (arrival.person ?? bearerOf(arrival.by, arrival.at)) === person.id
}

/**
 * Whether a name in a record is that of whoever looks: by their id at this state, or by what this state listed under it
 * when the record was made. Who is listed under it later, or bears the name later, is another person.
 */
function isNamed({ seat, index, person, bearerOf }: Look, named: PersonId, created: string): boolean {
  if (stateOfName(named) !== seat.state) return false
  if (named.split(':').at(-1) === person.id.toLowerCase()) return true
  const listing = index
    .ofType('delegates')
    .findLast(({ record }) => record.author === seat.state && record.created <= created)?.record
  if (listing?.type !== 'delegates') return false
  const listed = listing.body.delegates.find((one) => one.person === named)
  return listed !== undefined && bearerOf(listed.name, listing.created) === person.id
}

export function inboxOf(look: Look, most: number): ForumInbox {
  const { seat, held } = look
  const { log } = seat
  const hidden = new Set(held.confined.filter((known) => !maySee(look, known)))
  const newest = [...threadsWithout(hidden, held.threads.values())]
    .filter(({ records }) => isDiscussion(records))
    .toSorted((a, b) => (a.latestAt > b.latestAt ? -1 : 1))
  const ref = (state: StateId) => refOf(state, log.membership)
  return {
    state: ref(seat.state),
    awaited: awaitedIn(look),
    discussions: newest.slice(0, most).flatMap((thread) => discussionLine(thread, look)),
    total: newest.length,
    withheld: hidden.size,
    waiting: log.waiting.size,
    evidence: log.evidence.length,
    refused: seat.refusedCount,
    failing: [...seat.peers.values()].flatMap(({ state, failing }) =>
      failing === null ? [] : [{ state: ref(state), ...failing }],
    ),
  }
}

/** What is hidden leaves no trace, not even in when something was last said. */
function* threadsWithout(hidden: ReadonlySet<Known>, threads: Iterable<Thread>): Iterable<Thread> {
  for (const thread of threads) {
    if (hidden.size === 0 || !thread.records.some((one) => hidden.has(one))) yield thread
    else {
      const records = thread.records.filter((one) => !hidden.has(one))
      if (records.length > 0) yield { records, latestAt: lastWord(records) }
    }
  }
}

/** Founding records and what stands alone without being a statement are no discussion. */
function isDiscussion([root]: readonly Known[]): boolean {
  return root !== undefined && root.record.type !== 'membership.found' && TOPIC_OF[root.record.type] !== undefined
}

function lastWord(records: readonly Known[]): string {
  return records.reduce((latest, { record }) => (record.created > latest ? record.created : latest), '')
}

function discussionLine({ records, latestAt }: Thread, look: Look): readonly DiscussionLine[] {
  const [root] = records
  const topic = root === undefined ? undefined : TOPIC_OF[root.record.type]
  if (root === undefined || topic === undefined) return []
  const statements = records.filter((one) => one !== root && TOPIC_OF[one.record.type] !== undefined)
  const topics = new Set(records.flatMap(({ record }) => TOPIC_OF[record.type] ?? []))
  const voices = new Set(records.map(({ record }) => record.author).filter((state) => state !== root.record.author))
  return [
    {
      ...lineOf(root, look),
      topic,
      topics: TOPICS.filter((one) => topics.has(one)),
      label: labelView(root.audience),
      inside: statements.map((one) => lineOf(one, look)),
      records: records.length,
      latestAt,
      voices: [...voices].map((state) => refOf(state, look.seat.log.membership)),
    },
  ]
}

function lineOf(known: Known, { seat, index, on }: Look): RecordLine {
  const { record, hash } = known
  const nameOf = (state: StateId) => refOf(state, seat.log.membership).name
  return {
    hash,
    type: record.type,
    typeName: TYPE_NAMES[record.type],
    title: titleOf(record),
    from: refOf(record.author, seat.log.membership),
    at: record.created,
    said: saidOf(known, { seat, index, on }, nameOf),
  }
}

function saidOf(
  known: Known,
  { seat, index, on }: Pick<Look, 'seat' | 'index' | 'on'>,
  nameOf: (state: StateId) => string,
): Said {
  const { record } = known
  if (record.type === 'membership.subscribe') return sayNewcomer(known, seat.log.membership)
  return sayStanding(currencyOf(known, index, on), stateOf(known, index, on), nameOf)
}

function sayNewcomer({ hash }: Known, { newcomers }: Membership): Said {
  const waiting = newcomers.find(({ subscription }) => subscription.hash === hash)
  return waiting === undefined
    ? { word: 'Member', shape: 'filled', tone: 'plain', means: 'Members attested its identity.' }
    : {
        word: 'Waits for attestation',
        shape: waiting.attestedBy.length > 0 ? 'half' : 'hollow',
        tone: 'action',
        means: `${waiting.attestedBy.length} of ${ATTESTATIONS_NEEDED} attestations are here.`,
      }
}

function awaitedIn(look: Look): readonly Awaited[] {
  return look.held.awaiting
    .filter((known) => maySee(look, known))
    .flatMap((known) => awaitedOf(known, look))
    .toSorted((a, b) => ((a.due ?? '9') < (b.due ?? '9') ? -1 : 1))
}

export function workRows(look: Look): readonly WorkItem[] {
  return awaitedIn(look).map(({ hash, title, from, why, due, isOverdue, label }) => ({
    kind: 'task',
    id: hash,
    title,
    why: `${why}; from ${from.name}, in the forum`,
    due,
    isOverdue,
    owner: 'a delegate',
    next: { label, href: `/forum/${hash}` },
  }))
}

/** They wait for others than their author. */
const NEVER_OF_AUTHOR: ReadonlySet<RecordType> = new Set([
  'policy.question',
  'undercut.consult',
  'decision',
  'minute',
  'retract',
  'correct',
  'membership.subscribe',
])

/** What others, or a clock, wait for from this state. */
function awaitedOf(known: Known, look: Look): readonly Awaited[] {
  const { seat, index, on } = look
  const { record, hash } = known
  const { membership } = seat.log
  const isOwn = record.author === seat.state
  // Most of what a state asked waits for others: that is known before how it stands is looked at.
  if (isOwn && NEVER_OF_AUTHOR.has(record.type)) return []
  if (currencyOf(known, index, on).is !== 'current' && record.type !== 'retract') return []
  const wait = (why: string, label: string, due: string | null): readonly Awaited[] => [
    {
      hash: rootOf(known, index).hash,
      title: titleOf(record),
      from: refOf(record.author, membership),
      why,
      due,
      isOverdue: due !== null && due < on,
      label,
    },
  ]
  const state = stateOf(known, index, on)
  const hasSaid = (type: RecordType) => saidBy(known, index, type).includes(seat.state)
  switch (record.type) {
    case 'policy.question':
      if (isOwn || hasSaid('policy.answer') || state.is === 'standing-answer') return []
      return wait('this state has not answered', 'Answer', record.body.answerBy)
    case 'undercut.consult':
      if (isOwn || state.family !== 'undercut' || state.is === 'answered') return []
      return isAuthorOfDenial(known, seat, index)
        ? wait('another state asks about our denial', 'Answer the consultation', state.answerBy)
        : []
    case 'decision':
    case 'minute':
      if (
        isOwn ||
        state.is !== 'open' ||
        hasSaid('objection') ||
        !entitledTo(known, seat.log.groups).includes(seat.state)
      )
        return []
      return wait('silence is no objection', 'Look, and object if need be', record.body.objectionsBy)
    case 'consult.call':
      if (isOwn)
        return state.is === 'closed'
          ? wait('it is closed, and what was heard is not said', 'Say what was heard', null)
          : []
      return state.is === 'open' && !hasSaid('consult.response')
        ? wait(
            'responses of industry, academia or civil society can be lodged',
            'Lodge a response',
            record.body.closesOn,
          )
        : []
    case 'meeting':
      return isOwn && state.is === 'held' ? wait('it was held and no minute is written', 'Write the minute', null) : []
    case 'retract':
    case 'correct':
      return isOwn || hasSaid('ack') ? [] : wait('its author waits to hear that it was applied', 'Acknowledge', null)
    case 'membership.subscribe': {
      const newcomer = membership.newcomers.find(({ subscription }) => subscription.hash === hash)
      if (isOwn || newcomer === undefined || newcomer.attestedBy.includes(seat.state)) return []
      return wait('a state asks to be recognised', 'Compare its fingerprint and attest', null)
    }
    default:
      return record.handling.reviewBy !== null && isOwn && record.handling.reviewBy <= addDays(on, 30)
        ? wait('its day of review comes', 'Review it', record.handling.reviewBy)
        : []
  }
}

function isAuthorOfDenial({ record }: Known, seat: Seat, index: RecordIndex): boolean {
  return record.refs.some(({ hash }) => index.known(hash)?.record.author === seat.state)
}

function saidBy(known: Known, index: RecordIndex, type: RecordType): readonly StateId[] {
  return index
    .referring(known.hash)
    .filter(({ record }) => record.type === type)
    .map(({ record }) => record.author)
}

/** `null`: no record with this hash is held, or it is not for whoever looks. */
export function discussionOf(look: Look, hash: string): DiscussionView | null {
  const { seat, index } = look
  const known = seat.log.known.get(hash as Sha256)
  if (known === undefined || !maySee(look, known)) return null
  const root = rootOf(known, index)
  const answers = new Map<Sha256, Known[]>()
  for (const one of look.held.threads.get(root.hash)?.records ?? []) {
    const up = above(one, index)
    const siblings = up === null ? undefined : answers.get(up.hash)
    if (siblings !== undefined) siblings.push(one)
    else if (up !== null) answers.set(up.hash, [one])
  }
  const records: RecordView[] = []
  let withheld = 0
  const walk = (one: Known, depth: number) => {
    if (maySee(look, one)) records.push(recordView(one, depth, look))
    else withheld++
    for (const answer of answers.get(one.hash) ?? []) walk(answer, depth + 1)
  }
  walk(root, 0)
  return {
    state: refOf(seat.state, seat.log.membership),
    root: root.hash,
    title: titleOf(root.record),
    topic: TOPIC_OF[root.record.type] ?? null,
    records,
    withheld,
  }
}

function recordView(known: Known, depth: number, look: Look): RecordView {
  const { seat, index, on } = look
  const { record, hash, audience } = known
  const { membership, groups } = seat.log
  const currency = currencyOf(known, index, on)
  const state = stateOf(known, index, on)
  const arrival = seat.arrivals.get(hash)
  const isOwn = record.author === seat.state
  const isObjectable = state.family === 'no-objection' && state.is === 'open'
  const saidOn = index.referring(hash).some((one) => one.record.type === 'retract' || one.record.type === 'ack')
  return {
    ...lineOf(known, look),
    id: record.id,
    isOwn,
    depth,
    label: labelView(audience),
    basis: BASIS_NAMES[record.basis],
    group: groupName(record.group, record, seat),
    to: recipientsOf(audience, membership, audience.why),
    state,
    corrections:
      currency.is === 'current'
        ? currency.corrections.map((one) => ({
            hash: one.hash,
            at: one.record.created,
            text: one.record.body.correction,
          }))
        : [],
    refs: record.refs.map((ref) => {
      const to = index.known(ref.hash)
      return { rel: ref.rel, hash: ref.hash, title: to === undefined || !maySee(look, to) ? null : titleOf(to.record) }
    }),
    reviewBy: record.handling.reviewBy,
    expires: record.handling.expires,
    issuedBy: isOwn ? (arrival?.by ?? null) : null,
    arrivedAt: arrival?.at ?? null,
    unacknowledged:
      isOwn && (record.type === 'retract' || record.type === 'correct' || saidOn)
        ? unacknowledged(known, index).map((one) => refOf(one, membership))
        : [],
    body: record.body as Canonical,
    moves: movesOn({
      self: seat.state,
      subject: known,
      state,
      isRetracted: currency.is === 'retracted',
      mayObject: isObjectable && !isOwn && entitledTo(known, groups).includes(seat.state),
      said: (type) => saidBy(known, index, type),
    }),
  }
}

function groupName(group: GroupId, record: ForumRecord, seat: Seat): string {
  if (group === EVERYONE) return 'every member'
  return groupAt(seat.log.groups, group, record.created)?.name ?? group
}

export function labelView({ label, caveats, reach }: Audience): LabelView {
  const tlp = label ?? 'RED'
  return { tlp, said: LABEL_WORDS[tlp], caveats, reach, reachWords: REACH_WORDS[reach] }
}

export function recipientsOf(
  { isPublic, isOpen }: Audience,
  membership: Membership,
  recipients: Audience['why'],
): readonly RecipientView[] {
  const named = recipients.map(({ to, why }) => ({ to, name: recipientName(to, membership), why }))
  if (isPublic) return [...named, { to: 'anyone', name: 'Anyone', why: 'CLEAR is public' }]
  return isOpen
    ? [...named, { to: 'later-members', name: 'States that join later', why: 'GREEN goes to subscribing states' }]
    : named
}

export function recipientName(to: string, membership: Membership): string {
  const state = parseStateId(to)
  if (state !== null) return refOf(state, membership).name
  const person = membership.delegates.get(to as PersonId)
  if (person !== undefined) return `${person.name} (${refOf(person.state, membership).name})`
  const owner = to.startsWith('urn:forum:person:') ? stateOfName(to as PersonId) : null
  return owner === null ? to.charAt(0).toUpperCase() + to.slice(1).replace('-', ' ') : to
}

export function standingView(
  { seat, on }: Pick<Look, 'seat'> & { readonly on: Day },
  ownKey: string,
  askedAt: ReadonlyMap<StateId, string>,
): ForumStanding {
  const { log } = seat
  const { membership } = log
  const ref = (state: StateId) => refOf(state, membership)
  const refs = (states: readonly StateId[]) => states.map(ref)
  const end = `${on}T23:59:59.999Z`
  const members = membersOn(membership, on)
  return {
    isSetUp: true,
    state: ref(seat.state),
    isMember: members.includes(seat.state),
    fingerprint: ownKey,
    on,
    members: members.flatMap((state): MemberView[] => {
      const standing = membership.states.get(state)
      if (standing === undefined) return []
      const key = keyAt(membership, state, end)
      return [
        {
          state: ref(state),
          basis: standing.basis,
          since: standing.memberDuring.findLast(({ from }) => from <= end)?.from ?? null,
          fingerprint: key === null ? null : fingerprint(key),
          host: standing.host,
          attestedBy: refs(standing.attestedBy),
        },
      ]
    }),
    newcomers: membership.newcomers.map(({ state, key, attestedBy, subscription }) => ({
      state: ref(state),
      hash: subscription.hash,
      fingerprint: fingerprint(key),
      attestedBy: refs(attestedBy),
      needed: ATTESTATIONS_NEEDED,
    })),
    delegates: [...membership.delegates.values()].map(({ person, name, office, state }) => ({
      person,
      name,
      office,
      state: ref(state),
    })),
    groups: [...log.groups.values()].flatMap((definitions) => {
      const newest = definitions.at(-1)
      if (newest === undefined) return []
      return [{ group: newest.group, name: newest.name, owner: ref(newest.owner), members: refs(newest.members) }]
    }),
    peers: [...seat.peers.values()].map(({ state, address, newsAt, failing }) => ({
      state: ref(state),
      address,
      newsAt,
      askedAt: askedAt.get(state) ?? null,
      failing,
    })),
    releases: recordsOf(log).flatMap(({ record, hash }) =>
      record.type === 'release'
        ? [{ hash, regime: record.body.regime, what: record.body.what, from: ref(record.author) }]
        : [],
    ),
    waiting: [...log.waiting.values()].map(({ signed, from, sentence }) => ({
      name: `${TYPE_NAMES[signed.record.type]} of ${ref(signed.record.author).name}`,
      from,
      sentence,
    })),
    evidence: log.evidence.map(({ of, author, sentence, texts }, i) => {
      const state = parseStateId(author)
      return {
        at: seat.evidenceAt[i] ?? '',
        of,
        author: state === null ? { code: author, name: author } : ref(state),
        sentence,
        texts,
      }
    }),
    refused: seat.refused,
    refusedCount: seat.refusedCount,
  }
}

/** The audience by name, as it is shown before signing. */
export function previewView(
  audience: Audience,
  missed: readonly StateId[],
  { refusal, faults }: Pick<PreviewView, 'refusal' | 'faults'>,
  { log }: Seat,
  hasLabel: boolean,
): PreviewView {
  const { membership } = around(log)
  const named = (recipients: Audience['why']) =>
    recipients.map(({ to, why }) => ({ to, name: recipientName(to, membership), why }))
  return {
    receives: recipientsOf(audience, membership, audience.why),
    leftOut: named(audience.leftOut.filter(({ to }) => to !== log.self)),
    isPublic: audience.isPublic,
    isOpen: audience.isOpen,
    label: hasLabel ? labelView(audience) : null,
    missed: missed.map((state) => refOf(state, membership)),
    refusal,
    faults,
  }
}
