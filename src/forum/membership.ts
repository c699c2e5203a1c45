/**
 * Who is a member at an instant, with which key, and who speaks for it: folded from the founding list and from signed
 * records. Any three members that checked a fingerprint outside this network make a newcomer a member; that checks
 * identity and is no vote. The order in which records arrive changes nothing.
 */
import type { Day, Sha256 } from '../base/index.ts'
import type { Founder } from './founding.ts'
import type { PersonId, StateId } from './ids.ts'
import { fingerprint, type KeyText } from './keys.ts'
import { isSignedWith, type RecordOf, readRecord, type Signed } from './record.ts'

/** So many members attest a newcomer. */
export const ATTESTATIONS_NEEDED = 3

/** From `from` (in) to `until` (out), instants in UTC; `until: null` is open. */
export type Span = { readonly from: string; readonly until: string | null }

export type Standing = {
  readonly state: StateId
  readonly name: string
  readonly basis: 'founder' | 'subscribed'
  /** Sorted by `from`. */
  readonly memberDuring: readonly Span[]
  /** Sorted by `from`; empty for a founder that has no node yet. */
  readonly keys: readonly (Span & { readonly key: KeyText })[]
  readonly host: string | null
  /** Members whose attestation made it so; empty at the founding. */
  readonly attestedBy: readonly StateId[]
}

export type Delegate = {
  readonly person: PersonId
  readonly state: StateId
  readonly name: string
  readonly office: string
}

/** A declaration that waits for attestations. */
export type Newcomer = {
  readonly subscription: Signed
  readonly state: StateId
  readonly name: string
  readonly key: KeyText
  readonly attestedBy: readonly StateId[]
}

export type Membership = {
  readonly states: ReadonlyMap<StateId, Standing>
  readonly delegates: ReadonlyMap<PersonId, Delegate>
  readonly newcomers: readonly Newcomer[]
}

/** Records whose signatures were checked; those of other types are passed over. */
export function foldMembership(founders: readonly Founder[], records: readonly Signed[]): Membership {
  const states = new Map<StateId, Standing>(founders.map((founder) => [founder.state, standingOfFounder(founder)]))
  const delegates = new Map<PersonId, Delegate>()
  const waiting = new Map<Sha256, { subscription: Signed; attestedBy: Set<StateId> }>()
  const membership = { states, delegates }
  for (const signed of [...records].sort(byCreated)) {
    const { record } = signed
    switch (record.type) {
      case 'membership.found':
        withKey(states, record.body.descriptor, record.created, [])
        break
      case 'membership.subscribe':
        if (!waiting.has(signed.hash)) waiting.set(signed.hash, { subscription: signed, attestedBy: new Set() })
        break
      case 'membership.attest': {
        const subscription = readSubscription(record.body.subscription)
        if (subscription === null || !mayAttest(membership, record, subscription)) break
        const wait = waiting.get(subscription.hash) ?? { subscription, attestedBy: new Set<StateId>() }
        waiting.set(subscription.hash, wait)
        if (wait.attestedBy.has(record.author)) break
        wait.attestedBy.add(record.author)
        if (wait.attestedBy.size === ATTESTATIONS_NEEDED)
          recognise(states, subscription, record.created, wait.attestedBy)
        break
      }
      case 'membership.withdraw':
        withdraw(states, record.author, record.created)
        break
      case 'delegates':
        replaceDelegates(delegates, record)
        break
    }
  }
  return { states, delegates, newcomers: newcomersOf(states, waiting) }
}

export function isMember(membership: Pick<Membership, 'states'>, state: StateId, at: string): boolean {
  return membership.states.get(state)?.memberDuring.some((span) => spans(span, at)) ?? false
}

/** Sorted by id. */
export function membersAt(membership: Pick<Membership, 'states'>, at: string): readonly StateId[] {
  return [...membership.states.keys()].filter((state) => isMember(membership, state, at)).sort()
}

/** Members at the end of a day, UTC. */
export function membersOn(membership: Pick<Membership, 'states'>, on: Day): readonly StateId[] {
  return membersAt(membership, `${on}T23:59:59.999Z`)
}

/** The key a state signed with at an instant; `null` when it had none that we know. */
export function keyAt(membership: Pick<Membership, 'states'>, state: StateId, at: string): KeyText | null {
  return membership.states.get(state)?.keys.find((span) => spans(span, at))?.key ?? null
}

/** A declaration to subscribe, signed with the key it declares; `null` for anything else. */
export function readSubscription(text: string): Signed<RecordOf<'membership.subscribe'>> | null {
  const read = readRecord(text)
  if (!read.ok) return null
  const { record, hash } = read.value
  if (record.type !== 'membership.subscribe' || record.body.descriptor.state !== record.author) return null
  return isSignedWith(text, record.body.descriptor.key) ? { record, text, hash } : null
}

function mayAttest(
  membership: Pick<Membership, 'states'>,
  attest: RecordOf<'membership.attest'>,
  subscription: Signed<RecordOf<'membership.subscribe'>>,
): boolean {
  const { descriptor } = subscription.record.body
  return (
    attest.author !== descriptor.state &&
    isMember(membership, attest.author, attest.created) &&
    attest.created >= subscription.record.created &&
    attest.body.fingerprint === fingerprint(descriptor.key)
  )
}

/** A second declaration for a state that has a key changes nothing: two keys for one state is what attesters must see. */
function recognise(
  states: Map<StateId, Standing>,
  subscription: Signed<RecordOf<'membership.subscribe'>>,
  at: string,
  attestedBy: ReadonlySet<StateId>,
): void {
  const { descriptor } = subscription.record.body
  if (keyAt({ states }, descriptor.state, at) !== null && isMember({ states }, descriptor.state, at)) return
  withKey(states, descriptor, at, [...attestedBy].sort())
}

function withKey(
  states: Map<StateId, Standing>,
  descriptor: {
    readonly state: StateId
    readonly name: string
    readonly key: KeyText
    readonly host: string | null
  },
  at: string,
  attestedBy: readonly StateId[],
): void {
  const before = states.get(descriptor.state)
  const isIn = isMember({ states }, descriptor.state, at)
  states.set(descriptor.state, {
    state: descriptor.state,
    name: before?.name ?? descriptor.name,
    basis: before?.basis ?? 'subscribed',
    memberDuring: isIn ? (before?.memberDuring ?? []) : [...(before?.memberDuring ?? []), { from: at, until: null }],
    keys: [...closed(before?.keys ?? [], at), { key: descriptor.key, from: at, until: null }],
    host: descriptor.host,
    attestedBy,
  })
}

function withdraw(states: Map<StateId, Standing>, state: StateId, at: string): void {
  const before = states.get(state)
  if (before === undefined) return
  states.set(state, { ...before, memberDuring: closed(before.memberDuring, at) })
}

function closed<Of extends Span>(spansOpen: readonly Of[], at: string): readonly Of[] {
  return spansOpen.map((span) => (span.until === null && span.from <= at ? { ...span, until: at } : span))
}

function replaceDelegates(delegates: Map<PersonId, Delegate>, record: RecordOf<'delegates'>): void {
  for (const [person, { state }] of delegates) if (state === record.author) delegates.delete(person)
  for (const { person, name, office } of record.body.delegates) {
    delegates.set(person, { person, state: record.author, name, office })
  }
}

function newcomersOf(
  states: ReadonlyMap<StateId, Standing>,
  waiting: ReadonlyMap<Sha256, { subscription: Signed; attestedBy: Set<StateId> }>,
): readonly Newcomer[] {
  return [...waiting.values()].flatMap(({ subscription, attestedBy }) => {
    const { record } = subscription
    if (record.type !== 'membership.subscribe' || attestedBy.size >= ATTESTATIONS_NEEDED) return []
    const { state, name, key } = record.body.descriptor
    if (states.get(state)?.keys.some((span) => span.key === key && span.until === null)) return []
    return [{ subscription, state, name, key, attestedBy: [...attestedBy].sort() }]
  })
}

function standingOfFounder({ state, name, from }: Founder): Standing {
  const memberDuring = [{ from: startOf(from), until: null }]
  return { state, name, basis: 'founder', memberDuring, keys: [], host: null, attestedBy: [] }
}

function spans(span: Span, at: string): boolean {
  return span.from <= at && (span.until === null || at < span.until)
}

function startOf(on: Day): string {
  return `${on}T00:00:00.000Z`
}

function byCreated(a: Signed, b: Signed): number {
  if (a.record.created !== b.record.created) return a.record.created < b.record.created ? -1 : 1
  return a.hash < b.hash ? -1 : Number(a.hash > b.hash)
}
