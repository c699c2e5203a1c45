/**
 * The log of one state's node: what it issued, what it took from others, what it refused and why. One writer, no shared
 * state. A verb decides and returns events; `enter` folds them in; the caller seals and stores them. The same events
 * always fold to the same log.
 *
 * Seams. What `recordsFor` hands out in clear will be wrapped to its readers' keys. Proof that an author shows all the
 * same chain will come from witnesses that sign its head; until then two readers see a fork when they compare heads.
 */
import {
  canonicalHash,
  err,
  FIRST_PREV,
  ok,
  type PrivateKey,
  type Result,
  type Sha256,
  sha256,
  type Ulid,
} from '../base/index.ts'
import { faultOf } from './check.ts'
import { ENVELOPE_VERSION, type Handling, type Reference } from './envelope.ts'
import { type Founder, openChannel, readGenesis } from './founding.ts'
import { foldGroups, type Groups, groupAt } from './groups.ts'
import {
  type Addressed,
  type Audience,
  audienceOf,
  isForNobody,
  type Known,
  mayReadLater,
  nodesOf,
  type Surroundings,
} from './handling.ts'
import { codeOfState, EVERYONE, type GroupId, parseStateId, type StateId, stateOfName } from './ids.ts'
import { fingerprint, type KeyText, keyTextOf } from './keys.ts'
import { foldMembership, isMember, keyAt, type Membership, readSubscription } from './membership.ts'
import {
  type ForumRecord,
  isSignedWith,
  MAX_RECORD_BYTES,
  nameOf,
  type RecordOf,
  readRecord,
  recordOf,
  type Signed,
  signRecord,
} from './record.ts'
import { type Refusal, refusal } from './refusal.ts'
import { type BodyOf, PUBLIC_STANDING, type RecordType } from './types.ts'

/** How far ahead of ours another's clock may be. */
export const MAX_CLOCK_LEAD_MS = 10 * 60 * 1000
/** Records of one author that may wait for one reason. */
export const MAX_WAITING = 1_000
/** Most records handed out at once. */
export const PAGE = 500
/** After every instant a record bears: at it, what was last said of membership and groups holds. */
const FROM_NOW_ON = '9999-12-31T23:59:59.999Z'

/** What happened to a node, to be sealed as an entry of its own ledger. */
export type LogEvent =
  | { readonly kind: 'forum.issued'; readonly body: { readonly text: string } }
  | { readonly kind: 'forum.taken'; readonly body: { readonly text: string; readonly from: string } }
  | {
      readonly kind: 'forum.waiting'
      readonly body: { readonly text: string; readonly from: string; readonly why: string; readonly sentence: string }
    }
  | {
      readonly kind: 'forum.refused'
      readonly body: {
        readonly hash: string
        readonly from: string
        readonly why: string
        readonly sentence: string
        /** The whole text where its author's signature holds: then it is evidence. */
        readonly text: string | null
      }
    }
  | {
      readonly kind: 'forum.evidence'
      readonly body: {
        readonly of: 'gap' | 'fork' | 'misaddressed' | 'unfit'
        readonly author: string
        readonly sentence: string
        readonly texts: readonly string[]
      }
    }

export type Evidence = Extract<LogEvent, { kind: 'forum.evidence' }>['body']

type Waiting = { readonly signed: Signed; readonly from: string; readonly why: string; readonly sentence: string }

/** A fold of events. Only `enter` changes it. */
export type ForumLog = {
  readonly self: StateId
  readonly founders: readonly Founder[]
  readonly known: ReadonlyMap<Sha256, Known>
  readonly membership: Membership
  readonly groups: Groups
  /** Signed records that wait for others before them. */
  readonly waiting: ReadonlyMap<Sha256, Waiting>
  readonly evidence: readonly Evidence[]
}

type Holding = Known & { readonly holders: Set<StateId> }

/** The same log as its own module writes it. */
type Working = {
  readonly self: StateId
  readonly founders: readonly Founder[]
  readonly known: Map<Sha256, Holding>
  membership: Membership
  groups: Groups
  readonly waiting: Map<Sha256, Waiting>
  readonly evidence: Evidence[]
  readonly byId: Map<Ulid, Sha256>
  /** The newest record of each channel, and what stands at each place of it. */
  readonly heads: Map<Sha256, Signed>
  readonly places: Map<string, Sha256>
  readonly standing: Signed[]
  readonly definitions: Signed[]
  /** Own records in the order each state was first given them. */
  readonly handedTo: Map<StateId, Sha256[]>
  readonly publicly: Sha256[]
  readonly refused: Set<Sha256>
}

export type Setup = {
  readonly self: StateId
  readonly founders: readonly Founder[]
  /** The founding records, as every node has them. */
  readonly genesis: readonly string[]
}

/** A record to be written: the log adds author, place in its chain, and signature. */
export type Draft = {
  readonly [Type in RecordType]: {
    readonly type: Type
    readonly group: GroupId
    readonly refs: readonly { readonly rel: Reference['rel']; readonly hash: Sha256 }[]
    /** Absent: not labelled, which is refused. */
    readonly handling?: Handling | undefined
    readonly basis: ForumRecord['basis']
    readonly releasedBy: Sha256 | null
    readonly body: BodyOf<Type>
  }
}[RecordType]

export type Issued = Signed & { readonly audience: Audience; readonly events: readonly LogEvent[] }

export type Taking = {
  readonly outcome: 'taken' | 'already-held' | 'waiting' | 'refused'
  readonly hash: Sha256
  /** Why not taken; `null` where taken or held already. */
  readonly refusal: Refusal | null
  /** To be sealed, stored and entered, in this order. */
  readonly events: readonly LogEvent[]
}

/** A page of what one reader may read, in the order it was first given, and where to go on. */
export type Page = { readonly records: readonly string[]; readonly cursor: string; readonly isMore: boolean }

/** The log after these events. Refuses where the founding does not fit. */
export function openLog(setup: Setup, events: readonly LogEvent[]): Result<ForumLog, Refusal> {
  const genesis = readGenesis(setup.genesis, setup.founders)
  if (!genesis.ok) return genesis
  const log: Working = {
    self: setup.self,
    founders: setup.founders,
    known: new Map(),
    membership: foldMembership(setup.founders, []),
    groups: new Map(),
    waiting: new Map(),
    evidence: [],
    byId: new Map(),
    heads: new Map(),
    places: new Map(),
    standing: [],
    definitions: [],
    handedTo: new Map(),
    publicly: [],
    refused: new Set(),
  }
  for (const signed of genesis.value) add(log, signed)
  for (const event of events) enter(log, event)
  return ok(log)
}

/**
 * Folds one event in.
 * @throws Error when the event is not one this program wrote: the store's seals are checked before.
 */
export function enter(log: ForumLog, event: LogEvent): void {
  const working = log as Working
  switch (event.kind) {
    case 'forum.issued':
    case 'forum.taken': {
      const signed = stored(event.body.text)
      working.waiting.delete(signed.hash)
      add(working, signed)
      return
    }
    case 'forum.waiting': {
      const signed = stored(event.body.text)
      const { from, why, sentence } = event.body
      working.waiting.set(signed.hash, { signed, from, why, sentence })
      return
    }
    case 'forum.refused':
      working.refused.add(event.body.hash as Sha256)
      working.waiting.delete(event.body.hash as Sha256)
      return
    case 'forum.evidence':
      working.evidence.push(event.body)
  }
}

/** Who would receive a draft, by name and why, and what stands in its way. Writes and sends nothing. */
export function preview(
  log: ForumLog,
  draft: Draft,
  at: string,
): { readonly audience: Audience; readonly missed: readonly StateId[] } {
  const audience = audienceOf(addressed(log, draft, at), at, around(log))
  return { audience, missed: missedBy(log, draft, audience) }
}

/**
 * Signs a draft as the next record of its chain. Refuses one without a label, one that would reach nobody, and one that
 * does not hold. Nothing is sent: readers fetch what `recordsFor` gives them.
 */
export function issue(
  log: ForumLog,
  draft: Draft,
  { key, id, at }: { readonly key: PrivateKey; readonly id: Ulid; readonly at: string },
): Result<Issued, Refusal> {
  const working = log as Working
  const { handling } = draft
  if (handling === undefined) {
    return err(refusal('record.missing-label', 'the draft bears no TLP label, so it is for nobody; choose one'))
  }
  const refs: Reference[] = []
  for (const { rel, hash } of draft.refs) {
    const known = log.known.get(hash)
    if (known === undefined)
      return err(refusal('reference.unknown', 'the draft refers to a record not held here; fetch it first'))
    refs.push({ rel, id: known.record.id, hash })
  }
  const release = draft.releasedBy === null ? null : log.known.get(draft.releasedBy)
  if (release === undefined)
    return err(refusal('reference.unknown', 'the draft names a release not held here; fetch it first'))
  const audience = audienceOf(addressed(log, draft, at), at, around(log))
  const channel = channelOf(log.self, draft.group, audience)
  const head = working.heads.get(channel)
  const { type, group, basis, body } = draft
  const fields = {
    v: ENVELOPE_VERSION,
    id,
    author: log.self,
    type,
    created: at,
    group,
    definedBy: definitionOf(log, draft, at),
    channel,
    gseq: head === undefined ? 0 : head.record.gseq + 1,
    gprev: head?.hash ?? FIRST_PREV,
    refs,
    handling,
    basis,
    releasedBy: release === null ? null : { id: release.record.id, hash: release.hash },
    body: composed(body),
  }
  const made = recordOf(fields)
  if (!made.ok) return made
  const record = made.value
  const fault = keyFault(log, record, key) ?? draftFault(log, record) ?? faultOf(record, around(log))
  if (fault !== null) return err(fault)
  if (isForNobody(audience) && !PUBLIC_STANDING.has(type)) {
    return err(
      refusal('audience.nobody', `${nameOf(record)} would reach nobody: ${reasonsOf(audience)}; address it anew`),
    )
  }
  if (head !== undefined && at < head.record.created) {
    return err(refusal('record.future-date', `the clock stands before the last record, ${head.record.created}; set it`))
  }
  if (working.byId.has(id)) return err(refusal('chain.fork', `the id ${id} is used; give a new one`))
  const text = signRecord(record, key)
  return ok({ record, text, hash: sha256(text), audience, events: [{ kind: 'forum.issued', body: { text } }] })
}

/**
 * Takes a record another node handed over. Anything signed that does not hold is kept as evidence; anything unsigned is
 * refused by its hash alone. A record taken twice changes nothing. Records that waited for this one follow it in.
 */
export function take(
  log: ForumLog,
  text: string,
  { from, at }: { readonly from: string; readonly at: string },
): Taking {
  const hash = sha256(text)
  if (log.known.has(hash)) return { outcome: 'already-held', hash, refusal: null, events: [] }
  const read = readRecord(text)
  if (!read.ok) return refuse(log, { hash, from, why: read.error, ...signedBy(log, text, at) })
  const signed = read.value
  const keys = signersOf(log, signed.record)
  if (!keys.some((key) => isSignedWith(text, key))) {
    const why =
      keys.length === 0
        ? refusal(
            'author.unknown',
            `no key is known of the author of ${nameOf(signed.record)}; fetch the records of members first`,
          )
        : refusal(
            'record.bad-signature',
            `${nameOf(signed.record)} is not signed with the key of its author; refuse whoever sent it`,
          )
    return refuse(log, { hash, from, why, ...signedBy(log, text, at) })
  }
  return takeSigned(log, signed, from, at)
}

/** What this node wrote for one state, after a cursor; `null` starts at the beginning. Others see no trace of it. */
export function recordsFor(log: ForumLog, peer: StateId, cursor: string | null, most = PAGE): Result<Page, Refusal> {
  return page(log, (log as Working).handedTo.get(peer) ?? [], cursor, most)
}

/** What is for anyone, of whichever state: each record proves itself, so that one node can hand on what another wrote. */
export function publicRecords(log: ForumLog, cursor: string | null, most = PAGE): Result<Page, Refusal> {
  return page(log, (log as Working).publicly, cursor, most)
}

/** Everything held, in the order it came. */
export function recordsOf(log: ForumLog): readonly Known[] {
  return [...log.known.values()]
}

/** What audiences of this node's own records are decided from. */
export function around(log: ForumLog): Surroundings {
  return {
    membership: log.membership,
    groups: log.groups,
    known: (hash) => log.known.get(hash) ?? null,
    isReading: false,
  }
}

/** The same for a record of whichever state. */
function aroundOf(log: ForumLog, record: ForumRecord): Surroundings {
  return { ...around(log), isReading: record.author !== log.self }
}

function takeSigned(log: ForumLog, signed: Signed, from: string, at: string): Taking {
  const { record, hash, text } = signed
  const one = { hash, from, text, author: record.author }
  if (isAwaited(log, signed)) return hold(log, signed, from, notYetMember(record))
  const fork = forkOf(log, signed)
  if (fork !== null) return refuse(log, { ...one, why: fork.refusal, others: fork.texts })
  if (Date.parse(record.created) > Date.parse(at) + MAX_CLOCK_LEAD_MS) {
    const sentence = `${nameOf(record)} is dated ${record.created}, after now; its author must set its clock`
    return refuse(log, { ...one, why: refusal('record.future-date', sentence) })
  }
  const wait = waitOf(log, signed, at)
  if (wait !== null) return hold(log, signed, from, wait)
  const fault = faultOf(record, aroundOf(log, record))
  if (fault !== null) return refuse(log, { ...one, why: fault })
  if (!isForUs(log, signed, at)) {
    if (!isPlainlyForOthers(log, record)) return hold(log, signed, from, notYetForUs(record))
    const sentence = `${nameOf(record)} is not for this state, by its own words; tell its author`
    return refuse(log, { ...one, why: refusal('audience.not-us', sentence) })
  }
  const events: LogEvent[] = [{ kind: 'forum.taken', body: { text, from } }]
  return { outcome: 'taken', hash, refusal: null, events }
}

/** Records that waited and now hold. Called after events were entered; the caller enters what it returns and asks again. */
export function takeWaiting(log: ForumLog, at: string): readonly LogEvent[] {
  for (const { signed, from } of log.waiting.values()) {
    if (waitOf(log, signed, at) !== null) continue
    const { events } = takeSigned(log, signed, from, at)
    if (events.length > 0) return events
  }
  return []
}

type Refused = {
  readonly hash: Sha256
  readonly from: string
  readonly why: Refusal
  /** The text and who signed it; `null` where nobody known did. */
  readonly text: string | null
  readonly author: StateId | null
  /** What it contradicts. */
  readonly others?: readonly string[]
}

function refuse(log: ForumLog, { hash, from, why, text, author, others = [] }: Refused): Taking {
  const { kind, sentence } = why
  const events: LogEvent[] = [{ kind: 'forum.refused', body: { hash, from, why: kind, sentence, text } }]
  if (text !== null && author !== null) {
    const of = kind === 'chain.fork' ? 'fork' : kind === 'audience.not-us' ? 'misaddressed' : 'unfit'
    events.push({ kind: 'forum.evidence', body: { of, author, sentence, texts: [...others, text] } })
  }
  return { outcome: 'refused', hash, refusal: why, events: (log as Working).refused.has(hash) ? [] : events }
}

function hold(log: ForumLog, signed: Signed, from: string, why: Refusal): Taking {
  const { hash, text, record } = signed
  if (log.waiting.has(hash)) return { outcome: 'waiting', hash, refusal: why, events: [] }
  // Counted by reason as well, so that one who claims to be a state cannot use up the room of that state.
  const alike = [...log.waiting.values()].filter(
    (one) => one.signed.record.author === record.author && one.why === why.kind,
  )
  if (alike.length >= MAX_WAITING) {
    const sentence = `${MAX_WAITING} records of ${codeOfState(record.author)} wait for others before them; fetch those first`
    return { outcome: 'refused', hash, refusal: refusal(why.kind, sentence), events: [] }
  }
  const events: LogEvent[] = [{ kind: 'forum.waiting', body: { text, from, why: why.kind, sentence: why.sentence } }]
  if (why.kind === 'chain.gap') {
    const body = { of: 'gap', author: record.author, sentence: why.sentence, texts: [text] } as const
    events.push({ kind: 'forum.evidence', body })
  }
  return { outcome: 'waiting', hash, refusal: why, events }
}

/** What the record waits for, or `null`. */
function waitOf(log: ForumLog, signed: Signed, at: string): Refusal | null {
  const { record } = signed
  if (isAwaited(log, signed)) return notYetMember(record)
  const fault = faultOf(record, aroundOf(log, record))
  if (fault?.kind === 'reference.unknown' || fault?.kind === 'group.unknown') return fault
  const head = (log as Working).heads.get(record.channel)
  const next = head === undefined ? 0 : head.record.gseq + 1
  if (record.gseq <= next || !isOurChain(log, record) || isLateReader(log, signed, at)) return null
  const sentence = `${nameOf(record)} is number ${record.gseq} of its chain and number ${next} is the next held here; fetch what is missing from its author`
  return refusal('chain.gap', sentence)
}

/**
 * The chain of the audience this node computes. In another, made when its author did not know yet of a member or a
 * reader that this node knows, this state may be a later reader, and a missing record tells nothing.
 */
function isOurChain(log: ForumLog, record: ForumRecord): boolean {
  const audience = audienceOf(record, record.created, aroundOf(log, record))
  return record.channel === channelOf(record.author, record.group, audience)
}

/** Of the chains of before it came to a group, a state is given what it may read, which need not be all of them. */
function isLateReader(log: ForumLog, signed: Signed, at: string): boolean {
  const { record } = signed
  const view = aroundOf(log, record)
  const audience = audienceOf(record, record.created, view)
  if (reaches(log, audience)) return false
  // A definition tells for itself that this state is in the group.
  const groups = record.type === 'group.define' ? foldGroups([...(log as Working).definitions, signed]) : log.groups
  return mayReadLater({ record, audience }, log.self, at, { ...view, groups })
}

/**
 * Its author may have been attested, or attested again with another key, in records that have not arrived. A key that
 * is only declared proves nothing: anyone may declare one in the name of any state.
 */
function isAwaited(log: ForumLog, { record, text }: Signed): boolean {
  if (record.type === 'membership.subscribe') return false
  const key = keyAt(log.membership, record.author, record.created)
  return key === null || !isMember(log.membership, record.author, record.created) || !isSignedWith(text, key)
}

type Fork = { readonly refusal: Refusal; readonly texts: readonly string[] }

function forkOf(log: ForumLog, { record, hash }: Signed): Fork | null {
  const working = log as Working
  const fork = (sentence: string, others: readonly Signed[]): Fork => ({
    refusal: refusal('chain.fork', sentence),
    texts: others.map(({ text }) => text),
  })
  const sameId = working.byId.get(record.id)
  const other = sameId === undefined ? undefined : log.known.get(sameId)
  if (other !== undefined && other.hash !== hash) {
    return fork(`${nameOf(record)} bears the id of another record; both are kept, show them to its author`, [other])
  }
  const there = log.known.get(working.places.get(placeIn(record)) ?? FIRST_PREV)
  if (there !== undefined) {
    return fork(
      `${nameOf(record)} takes a place in its chain that is taken by another; both are kept, show them to its author`,
      [there],
    )
  }
  if (record.gseq === 0) {
    return record.gprev === FIRST_PREV
      ? null
      : fork(`${nameOf(record)} is the first of its chain and names one before it; ask its author`, [])
  }
  const head = working.heads.get(record.channel)
  if (head === undefined) return null
  if (head.record.author !== record.author) {
    return fork(`${nameOf(record)} stands in the chain of another state; refuse whoever sent it`, [head])
  }
  if (record.gseq !== head.record.gseq + 1) return null
  if (record.gprev !== head.hash) {
    return fork(
      `${nameOf(record)} follows another record than the one held here; both are kept, show them to its author`,
      [head],
    )
  }
  return record.created < head.record.created
    ? fork(`${nameOf(record)} is dated before the record it follows; ask its author`, [head])
    : null
}

function placeIn({ channel, gseq }: ForumRecord): string {
  return `${channel} ${gseq}`
}

function isForUs(log: ForumLog, signed: Signed, at: string): boolean {
  const { record } = signed
  if (record.author === log.self) return true
  return reaches(log, audienceOf(record, record.created, aroundOf(log, record))) || isLateReader(log, signed, at)
}

/**
 * Not for us by what the record itself says. Membership, groups and delegates are read off records that may not have
 * arrived, so that a record outside them waits rather than accuse its author.
 */
function isPlainlyForOthers(log: ForumLog, record: ForumRecord): boolean {
  const { eyes, tlp, names } = record.handling
  if (record.type === 'ack') return true
  if (record.type === 'retract') return false
  if (eyes !== null && !eyes.includes(log.self)) return true
  if (tlp === 'RED' && !names.some((person) => stateOfName(person) === log.self)) return true
  const release = record.releasedBy === null ? undefined : log.known.get(record.releasedBy.hash)?.record
  return release?.type === 'release' && release.author !== log.self && !release.body.to.includes(log.self)
}

function notYetMember(record: ForumRecord): Refusal {
  const sentence = `${nameOf(record)} is of a state not known here as a member with that key at ${record.created}; it waits for more`
  return refusal('author.not-member', sentence)
}

function notYetForUs(record: ForumRecord): Refusal {
  const sentence = `${nameOf(record)} is not for this state by what is known here of members and groups; it waits for more`
  return refusal('audience.not-us', sentence)
}

function reaches(log: ForumLog, audience: Audience): boolean {
  return audience.isPublic || nodesOf(audience, log.membership).includes(log.self)
}

/** Keys the record may bear: the one a declaration declares, else its author's at the time, or the one it waits to be known by. */
function signersOf(log: ForumLog, record: ForumRecord): readonly KeyText[] {
  if (record.type === 'membership.subscribe') {
    const { state, key } = record.body.descriptor
    return state === record.author ? [key] : []
  }
  const key = keyAt(log.membership, record.author, record.created)
  const declared = log.membership.newcomers.filter(({ state }) => state === record.author).map((one) => one.key)
  return key === null ? declared : [key, ...declared]
}

/** A text that is no record, or not of the state it names, is evidence against whichever state did sign it. */
function signedBy(log: ForumLog, text: string, at: string): Pick<Refused, 'text' | 'author'> {
  if (text.length > MAX_RECORD_BYTES) return { text: null, author: null }
  for (const { state } of log.membership.states.values()) {
    const key = keyAt(log.membership, state, at)
    if (key !== null && isSignedWith(text, key)) return { text, author: state }
  }
  return { text: null, author: null }
}

/** The same value with every text in one Unicode form (NFC), so that equal words have equal bytes. */
function composed(value: unknown): unknown {
  if (typeof value === 'string') return value.normalize('NFC')
  if (Array.isArray(value)) return value.map(composed)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, composed(field)]))
}

function keyFault(log: ForumLog, record: ForumRecord, key: PrivateKey): Refusal | null {
  if (record.type === 'membership.subscribe') {
    return record.body.descriptor.key === keyTextOf(key) && record.body.descriptor.state === record.author
      ? null
      : refusal('record.bad-signature', 'the declaration names another state or key than it is signed with; correct it')
  }
  return keyAt(log.membership, log.self, record.created) === keyTextOf(key)
    ? null
    : refusal('record.bad-signature', 'this is not the key by which the forum knows this state; use that one')
}

function draftFault(log: ForumLog, record: ForumRecord): Refusal | null {
  if (record.type === 'membership.attest') return attestFault(record)
  if (record.type !== 'capacity.offer') return null
  const state = parseStateId(`urn:forum:state:${record.body.to}`)
  return state !== null && isMember(log.membership, state, record.created)
    ? refusal(
        'reference.unfit',
        `${codeOfState(state)} subscribes already; share a practice with it or open a collaboration`,
      )
    : null
}

/** Whoever compared the fingerprint says which one was read to them; another than the declared key's attests nothing. */
function attestFault({ body }: RecordOf<'membership.attest'>): Refusal | null {
  const subscription = readSubscription(body.subscription)
  if (subscription === null) {
    return refusal(
      'reference.unfit',
      'the attestation carries no declaration signed with the key it declares; fetch it anew',
    )
  }
  const { descriptor } = subscription.record.body
  return body.fingerprint === fingerprint(descriptor.key)
    ? null
    : refusal(
        'reference.unfit',
        `the fingerprint that was read to you is not the one of the key that ${descriptor.name} declares; do not attest it, and tell the other members`,
      )
}

function reasonsOf(audience: Audience): string {
  const reasons = [...new Set(audience.leftOut.map(({ why }) => why))].slice(0, 3)
  return reasons.length === 0 ? 'the forum has no other member' : reasons.join('; ')
}

/** Holders of what a correction or a replacement is about that it would not reach: they need a retraction. */
function missedBy(log: ForumLog, draft: Draft, audience: Audience): readonly StateId[] {
  if (audience.isOpen) return []
  const reached = new Set(nodesOf(audience, log.membership))
  const holders = draft.refs
    .filter(({ rel }) => rel === 'corrects' || rel === 'supersedes')
    .flatMap(({ hash }) => [...(log.known.get(hash)?.holders ?? [])])
  return [...new Set(holders)].filter((state) => state !== log.self && !reached.has(state)).sort()
}

function addressed(log: ForumLog, draft: Draft, at: string): Addressed {
  const releasedBy = draft.releasedBy === null ? null : { hash: draft.releasedBy }
  return { ...draft, author: log.self, definedBy: definitionOf(log, draft, at), releasedBy, handling: draft.handling }
}

/** The newest definition known of the group a draft is for. */
function definitionOf(log: ForumLog, { type, group }: Draft, at: string): ForumRecord['definedBy'] {
  const definition = type === 'group.define' || group === EVERYONE ? null : groupAt(log.groups, group, at)
  const record = definition === null ? undefined : log.known.get(definition.hash)?.record
  return definition === null || record === undefined ? null : { id: record.id, hash: definition.hash }
}

/** One chain for each author and exact audience; what is open to all keeps its chain when members come and go. */
function channelOf(author: StateId, group: GroupId, audience: Audience): Sha256 {
  const { isOpen, isPublic, states, people } = audience
  return isOpen ? openChannel(author, isPublic) : canonicalHash({ author, group, states, people })
}

function add(log: Working, signed: Signed): void {
  const { record, hash } = signed
  const audience = audienceOf(record, record.created, aroundOf(log, record))
  const known = { ...signed, audience, holders: new Set<StateId>([record.author, log.self]) }
  log.known.set(hash, known)
  log.byId.set(record.id, hash)
  log.places.set(placeIn(record), hash)
  if (record.gseq >= (log.heads.get(record.channel)?.record.gseq ?? 0)) log.heads.set(record.channel, signed)
  hand(log, known, nodesOf(audience, log.membership))
  if (audience.isPublic) log.publicly.push(hash)
  if (record.type.startsWith('membership.') || record.type === 'delegates') {
    log.standing.push(signed)
    const before = log.membership
    log.membership = foldMembership(log.founders, log.standing)
    handLater(log, newMembers(before, log.membership))
  }
  if (record.type === 'group.define') {
    log.definitions.push(signed)
    log.groups = foldGroups(log.definitions)
    handLater(log, record.body.members)
  }
}

function hand(log: Working, known: Holding, states: readonly StateId[]): void {
  for (const state of states) {
    if (known.holders.has(state)) continue
    known.holders.add(state)
    if (known.record.author !== log.self) continue
    const handed = log.handedTo.get(state)
    if (handed === undefined) log.handedTo.set(state, [known.hash])
    else handed.push(known.hash)
  }
}

/** Gives states that came later what they may read of what was there, as things stand now. */
function handLater(log: Working, states: readonly StateId[]): void {
  if (states.length === 0) return
  for (const known of log.known.values()) {
    hand(
      log,
      known,
      states.filter((state) => mayReadLater(known, state, FROM_NOW_ON, around(log))),
    )
  }
}

function newMembers(before: Membership, after: Membership): readonly StateId[] {
  return [...after.states.keys()].filter(
    (state) => isMember(after, state, FROM_NOW_ON) && !isMember(before, state, FROM_NOW_ON),
  )
}

function stored(text: string): Signed {
  const read = readRecord(text)
  if (!read.ok) throw new Error(`a stored record does not read: ${read.error.sentence}`)
  return read.value
}

function page(log: ForumLog, hashes: readonly Sha256[], cursor: string | null, most: number): Result<Page, Refusal> {
  const start = cursor === null ? 0 : placeOf(hashes, cursor)
  if (start === null) {
    return err(
      refusal('cursor.unknown', 'the cursor is not one this node gave; start again without one, nothing is lost'),
    )
  }
  const end = Math.min(hashes.length, start + Math.max(1, Math.min(most, PAGE)))
  const records = hashes.slice(start, end).flatMap((hash) => log.known.get(hash)?.text ?? [])
  return ok({ records, cursor: cursorAt(hashes, end), isMore: end < hashes.length })
}

/** Counts only what this reader was given, and names the last of it, so that a restored node is found out. */
function cursorAt(hashes: readonly Sha256[], end: number): string {
  return Buffer.from(`${end}.${(hashes[end - 1] ?? FIRST_PREV).slice(0, 32)}`).toString('base64url')
}

function placeOf(hashes: readonly Sha256[], cursor: string): number | null {
  const end = Number(/^(\d{1,15})\.[0-9a-f]{32}$/.exec(Buffer.from(cursor, 'base64url').toString('latin1'))?.[1])
  return Number.isSafeInteger(end) && end <= hashes.length && cursorAt(hashes, end) === cursor ? end : null
}
