/** A small forum for tests: founders with nodes, a clock that ticks, ids and keys that repeat from run to run. */
import { readFileSync } from 'node:fs'
import { type PrivateKey, readPrivateKey, type Sha256, sha256, type Ulid, ulid } from '../src/base/index.ts'
import {
  type Draft,
  EVERYONE,
  enter,
  type ForumLog,
  fingerprint,
  type Handling,
  type Issued,
  issue,
  keyTextOf,
  type LogEvent,
  openLog,
  readFounders,
  recordsFor,
  rosterOf,
  type StateId,
  stateId,
  type Taking,
  take,
  takeWaiting,
  writeFounding,
} from '../src/forum/index.ts'

export const FOUNDERS = readFounders(
  JSON.parse(readFileSync(new URL('../data/forum/founders.json', import.meta.url), 'utf8')),
)
export const START_MS = Date.parse('2026-11-20T09:00:00.000Z')

export type Node = {
  readonly state: StateId
  readonly key: PrivateKey
  readonly log: ForumLog
  readonly events: LogEvent[]
}

export type Forum = {
  readonly nodes: ReadonlyMap<string, Node>
  /** Ticks a second. */
  readonly now: () => string
  readonly id: () => Ulid
  readonly genesis: readonly string[]
}

export function keyOf(code: string): PrivateKey {
  const key = readPrivateKey(Buffer.from(sha256(`test key of ${code}`), 'hex'))
  if (!key.ok) throw new Error('the seed makes no key')
  return key.value
}

export function descriptorOf(code: string, key = keyOf(code)) {
  return {
    state: stateId(code),
    name: `State ${code}`,
    authority: `Licensing authority of ${code}`,
    key: keyTextOf(key),
    host: null,
  }
}

/** Nodes of these founders, and of states that have not joined yet, all with one founding. */
export function makeForum(founders: readonly string[], others: readonly string[] = []): Forum {
  let ms = START_MS
  let count = 0
  const now = () => {
    ms += 1_000
    return new Date(ms).toISOString()
  }
  const id = () => {
    count++
    return ulid(
      ms,
      Uint8Array.from({ length: 16 }, (_, i) => (count >> (i * 5)) & 31),
    )
  }
  const roster = rosterOf(founders.map((code) => ({ state: stateId(code), key: keyTextOf(keyOf(code)) })))
  const genesis = founders.map((code) =>
    writeFounding({ descriptor: descriptorOf(code), roster }, { key: keyOf(code), id: id(), at: now() }),
  )
  const nodes = new Map([...founders, ...others].map((code) => [code, makeNode(code, genesis)]))
  return { nodes, now, id, genesis }
}

export function makeNode(code: string, genesis: readonly string[], events: readonly LogEvent[] = []): Node {
  const log = openLog({ self: stateId(code), founders: FOUNDERS, genesis }, events)
  if (!log.ok) throw new Error(log.error.sentence)
  return { state: stateId(code), key: keyOf(code), log: log.value, events: [...events] }
}

export function nodeOf(forum: Forum, code: string): Node {
  const node = forum.nodes.get(code)
  if (node === undefined) throw new Error(`no node of ${code}`)
  return node
}

export function labelled(tlp: Handling['tlp'], more: Partial<Handling> = {}): Handling {
  return { tlp, caveats: [], eyes: null, names: [], reviewBy: null, expires: null, ...more }
}

/** A draft with what does not matter filled in: GREEN, to everyone, under the Code of Conduct. */
export function draft<Type extends Draft['type']>(
  type: Type,
  body: Extract<Draft, { type: Type }>['body'],
  more: Partial<Omit<Draft, 'type' | 'body'>> = {},
): Draft {
  const shared = { group: EVERYONE, refs: [], handling: labelled('GREEN'), basis: 'code-of-conduct', releasedBy: null }
  return { ...shared, ...more, type, body } as Draft
}

export function tryIssue(forum: Forum, code: string, what: Draft) {
  const node = nodeOf(forum, code)
  return issue(node.log, what, { key: node.key, id: forum.id(), at: forum.now() })
}

export function say(forum: Forum, code: string, what: Draft): Issued {
  const issued = tryIssue(forum, code, what)
  if (!issued.ok) throw new Error(issued.error.sentence)
  record(nodeOf(forum, code), issued.value.events)
  return issued.value
}

export function hear(forum: Forum, code: string, text: string, from = 'a peer'): Taking {
  const node = nodeOf(forum, code)
  const taking = take(node.log, text, { from, at: forum.now() })
  record(node, taking.events)
  for (let more = takeWaiting(node.log, forum.now()); more.length > 0; more = takeWaiting(node.log, forum.now())) {
    record(node, more)
  }
  return taking
}

/** Everyone fetches from everyone, from the beginning, until nothing new comes. */
export function syncAll(forum: Forum): void {
  for (let isNew = true; isNew; ) {
    isNew = false
    for (const [code, reader] of forum.nodes) {
      for (const text of allFor(forum, reader.state)) {
        if (hear(forum, code, text).outcome === 'taken') isNew = true
      }
    }
  }
}

/** What all other nodes hand a state. */
export function allFor(forum: Forum, reader: StateId): readonly string[] {
  return [...forum.nodes.values()].flatMap((node) => {
    if (node.state === reader) return []
    const page = recordsFor(node.log, reader, null)
    if (!page.ok) throw new Error(page.error.sentence)
    return page.value.records
  })
}

export function holds(forum: Forum, code: string, hash: Sha256): boolean {
  return nodeOf(forum, code).log.known.has(hash)
}

export function subscription(code: string): Draft {
  return draft(
    'membership.subscribe',
    { declaration: 'We subscribe.', descriptor: descriptorOf(code), noteSha256: sha256(`note of ${code}`) },
    { handling: labelled('CLEAR') },
  )
}

export function attestation(subscribed: { readonly text: string }, code: string): Draft {
  return draft(
    'membership.attest',
    { subscription: subscribed.text, fingerprint: fingerprint(keyTextOf(keyOf(code))), checkedBy: 'in-person' },
    { handling: labelled('CLEAR') },
  )
}

function record(node: Node, events: readonly LogEvent[]): void {
  for (const event of events) {
    enter(node.log, event)
    node.events.push(event)
  }
}
