/** A state's seat in the forum: what it says, takes, and shows. One verb for each; the pure core decides. */
import { type Canonical, err, type NewEntry, ok, parseDay, type Result, sha256 } from '../../base/index.ts'
import {
  type Draft,
  type DraftFault,
  fingerprint,
  issue,
  judgeAsk,
  type KeyText,
  keyTextOf,
  parseStateId,
  preview,
  publicRecords,
  type Remembered,
  readDraft,
  readHalfDraft,
  recordsFor,
  rosterOf,
  type StateId,
  signAnswer,
  writeFounding,
} from '../../forum/index.ts'
import type { StreamReader } from '../../store/index.ts'
import type { Desk, DeskProblem, DeskResult } from '../desk.ts'
import type { Bearers } from '../people/bearers.ts'
import type { Person } from '../people/person.ts'
import type { WorkItem } from '../work/work-item.ts'
import { fetchFrom, type PeerReport, takeText } from './fetch.ts'
import { type Along, NOT_SET_UP, openSeat, type Seat } from './seat.ts'
import { readFound, readPeer, readSetup } from './set-up.ts'
import {
  type DiscussionView,
  discussionOf,
  type ForumInbox,
  type ForumStanding,
  inboxOf,
  type Look,
  lookAt,
  type PreviewView,
  previewView,
  standingView,
  workRows,
} from './views.ts'

/** What a state tells of itself, to be compared outside the network. */
export type SeatKey = {
  readonly state: StateId
  readonly authority: string
  readonly key: KeyText
  readonly fingerprint: string
  readonly host: string | null
}

export type IssuedRecord = { readonly hash: string; readonly id: string; readonly preview: PreviewView }

export type TakenRecord = {
  readonly outcome: 'taken' | 'already-held' | 'waiting' | 'refused'
  readonly hash: string
  readonly sentence: string | null
}

/** A page of public records as signed, and where to go on. */
export type PublicPage = { readonly records: readonly string[]; readonly cursor: string; readonly isMore: boolean }

/** What is to be said, and what else this node writes down once it is signed: all or nothing. */
export type Occasion = {
  readonly draft: unknown
  /** `null`: nothing. */
  readonly note: ((issued: IssuedRecord, at: string) => { readonly stream: string; readonly entry: NewEntry }) | null
}

export type ForumDesk = {
  readonly key: () => Promise<DeskResult<SeatKey>>
  /** The founding record of this state over the keys of all founders, to be gathered with theirs. */
  readonly found: (input: unknown) => Promise<DeskResult<string>>
  /** Takes the seat: founders, founding records and peers. Once. */
  readonly setUp: (input: unknown, by: Person) => Promise<DeskResult<ForumStanding>>
  /** The same state again: its address changed. */
  readonly addPeer: (input: unknown, by: Person) => Promise<DeskResult<ForumStanding>>
  /** @param on a day, to see who was a member then; default: today */
  readonly standing: (on?: string) => Promise<DeskResult<ForumStanding>>
  /** @param most discussions at once; default: 200 */
  readonly inbox: (person: Person, most?: number) => Promise<DeskResult<ForumInbox>>
  readonly discussion: (hash: string, person: Person) => Promise<DeskResult<DiscussionView>>
  /** What waits for this state, for the worklist of a delegate. */
  readonly rows: (person: Person) => Promise<readonly WorkItem[]>
  /** Who would receive a draft and who not, by name and why, and what stands in the way of signing it. */
  readonly preview: (draft: unknown) => Promise<DeskResult<PreviewView>>
  /** Signs it as this state; only a delegate. */
  readonly issue: (draft: unknown, person: Person) => Promise<DeskResult<IssuedRecord>>
  /**
   * The same on an occasion of another desk, which looks under the lock of the streams whether it still is one.
   * @param reads streams it will surely read
   */
  readonly issueOn: (
    occasion: (reader: StreamReader) => Promise<DeskResult<Occasion>>,
    person: Person,
    reads: readonly string[],
  ) => Promise<DeskResult<IssuedRecord>>
  /** A record handed over by hand, as fetched ones are taken. */
  readonly take: (text: string, from: string) => Promise<DeskResult<TakenRecord>>
  /** Asks every peer now, or the one named. */
  readonly syncNow: (code?: string) => Promise<DeskResult<readonly PeerReport[]>>
  /** What is for the state that signed this ask, signed in turn. */
  readonly answer: (ask: string) => Promise<DeskResult<string>>
  /** Everything held that is for anyone. */
  readonly publicPage: (cursor: string | null) => Promise<DeskResult<PublicPage>>
  /** Asks the peers from now on, every few seconds. */
  readonly begin: () => void
  readonly stop: () => Promise<void>
}

const ASK_EVERY_MS = 5_000
/** Discussions shown unless more are asked for. */
const DISCUSSIONS = 200
/** Records in one answer. */
const PAGE_RECORDS = 200
/** Longest page, in characters of its records; a single record is always sent. */
const PAGE_CHARACTERS = 8 * 1024 * 1024

export function openForumDesk(desk: Desk, bearers: () => Promise<Bearers>, everyMs = ASK_EVERY_MS): ForumDesk {
  const access = openSeat(desk)
  const remembered: Remembered = new Map()
  const askedAt = new Map<StateId, string>()
  const stopping = new AbortController()
  let asking: Promise<unknown> = Promise.resolve()
  let timer: NodeJS.Timeout | null = null
  const { kind, state: code } = desk.node
  const self = kind !== 'authority' || code === null ? null : parseStateId(`urn:forum:state:${code}`)

  const seatKey = async (): Promise<DeskResult<SeatKey>> => {
    if (self === null) return err(NO_STATE)
    const key = keyTextOf(await access.key())
    const host = desk.node.address === null ? null : new URL(desk.node.address).host
    return ok({ state: self, authority: desk.node.name, key, fingerprint: fingerprint(key), host })
  }
  const standing = async (on?: string): Promise<DeskResult<ForumStanding>> => {
    const key = await seatKey()
    if (!key.ok) return ok({ isSetUp: false, missing: key.error.sentence, code: null })
    const asked = parseDay(on ?? desk.now().slice(0, 10))
    if (asked === null) return err({ kind: 'desk.invalid', sentence: `\`${on}\` is no day; write YYYY-MM-DD` })
    const view = await access.read((seat) => standingView({ seat, on: asked }, key.value.fingerprint, askedAt))
    return view.ok ? view : ok({ isSetUp: false, missing: NOT_SET_UP.sentence, code: desk.node.state })
  }
  const looking = async <T>(person: Person, look: (look: Look) => T): Promise<DeskResult<T>> => {
    const bearerOf = await bearers()
    return access.read((seat) => look(lookAt(seat, { person, bearerOf }, desk.now())))
  }
  const askPeers = async (code?: string): Promise<DeskResult<readonly PeerReport[]>> => {
    const peers = await access.read((seat) => [...seat.peers.keys()])
    if (!peers.ok) return peers
    const wanted = peers.value.filter((state) => code === undefined || state.endsWith(`:${code}`))
    const how = { access, now: desk.now, stop: stopping.signal, say: desk.say }
    return ok(
      await Promise.all(
        wanted.map(async (state) => {
          const report = await fetchFrom(state, how)
          askedAt.set(state, desk.now())
          return report
        }),
      ),
    )
  }
  /** One round after another, so that no record is asked for twice at once. */
  const inRound = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = asking.then(work)
    asking = mine.catch(() => undefined)
    return mine
  }
  const issueOn: ForumDesk['issueOn'] = async (occasion, person, reads) => {
    if (!person.roles.includes('delegate')) {
      return err({
        kind: 'desk.not-permitted',
        sentence: `\`${person.name}\` does not speak for the state here; a delegate signs what is said in the forum`,
      })
    }
    const key = await access.key()
    const issued = await access.writeAlong(async (seat, at, emit, reader): Promise<Along<DeskResult<IssuedRecord>>> => {
      const asked = await occasion(reader)
      if (!asked.ok) return { value: asked, entries: [] }
      const draft = draftOf(asked.value.draft, seat, key, desk)
      if (!draft.ok) return { value: draft, entries: [] }
      const shown = previewOf(seat, draft.value, at, { refusal: null, faults: [] })
      const made = issue(seat.log, draft.value, { key, id: desk.newId(), at })
      if (!made.ok) return { value: err({ kind: 'desk.refused', sentence: made.error.sentence }), entries: [] }
      const { text, hash, record } = made.value
      emit({ kind: 'forum.issued', body: { text, person: person.id } }, person.name)
      const value: IssuedRecord = { hash, id: record.id, preview: shown }
      const note = asked.value.note?.(value, at)
      return { value: ok(value), entries: note === undefined ? [] : [note] }
    }, reads)
    return issued.ok ? issued.value : issued
  }
  return {
    key: seatKey,
    found: async (input) => {
      const key = await seatKey()
      if (!key.ok) return key
      const asked = readFound(input)
      if (!asked.ok) return asked
      return ok(foundingText(asked.value, key.value, { key: await access.key(), id: desk.newId(), at: desk.now() }))
    },
    setUp: async (input, by) => {
      const key = await seatKey()
      if (!key.ok) return key
      const asked = readSetup(input, key.value.state, key.value.key)
      if (!asked.ok) return asked
      const { founders, genesis, peers } = asked.value
      const begun = await access.begin(
        { kind: 'forum.set-up', body: { state: key.value.state, founders, genesis } },
        by.name,
      )
      if (begun === 'was-begun') {
        return err({
          kind: 'desk.refused',
          sentence:
            'this seat is set up already; peers are added one by one, and another founding needs a node of its own',
        })
      }
      const added = await access.write((_seat, _at, emit) => {
        for (const body of peers) emit({ kind: 'forum.peer-added', body }, by.name)
      })
      return added.ok ? standing() : added
    },
    addPeer: async (input, by) => {
      const peer = readPeer(input)
      if (!peer.ok) return peer
      if (peer.value.state === self) {
        return err({ kind: 'desk.refused', sentence: 'this is the node of that state itself; add the nodes of others' })
      }
      const added = await access.write((seat, _at, emit) => {
        if (seat.peers.get(peer.value.state)?.address === peer.value.address) return
        emit({ kind: 'forum.peer-added', body: peer.value }, by.name)
      })
      return added.ok ? standing() : added
    },
    standing,
    inbox: (person, most = DISCUSSIONS) => looking(person, (look) => inboxOf(look, most)),
    rows: async (person) => {
      if (self === null || !person.roles.includes('delegate')) return []
      const rows = await looking(person, workRows)
      return rows.ok ? rows.value : []
    },
    discussion: async (hash, person) => {
      const view = await looking(person, (look) => discussionOf(look, inFull(hash, look.seat.log.known.keys())))
      if (!view.ok) return view
      return view.value === null ? err(unknownRecord(hash)) : ok(view.value)
    },
    preview: async (input) => {
      const key = await access.key()
      const viewed = await access.read((seat): DeskResult<PreviewView> => {
        const half = readHalfDraft(completed(input, seat, key, desk))
        if (!half.ok) return err(invalidDraft(half.error))
        const { draft, faults } = half.value
        const at = desk.now()
        const tried = faults.length > 0 ? null : issue(seat.log, draft, { key, id: desk.newId(), at })
        const refusal = tried === null || tried.ok ? null : tried.error.sentence
        return ok(previewOf(seat, draft, at, { refusal, faults }))
      })
      return viewed.ok ? viewed.value : viewed
    },
    issue: (input, person) => issueOn(async () => ok({ draft: input, note: null }), person, []),
    issueOn,
    take: (text, from) =>
      access.write((seat, at, emit) => {
        const { outcome, sentence } = takeText(seat, text, { from, at }, emit)
        return { outcome, hash: sha256(text), sentence }
      }),
    syncNow: (code) => inRound(() => askPeers(code)),
    answer: async (text) => {
      const key = await access.key()
      const answered = await access.read((seat): DeskResult<string> => {
        const at = desk.now()
        const { membership } = seat.log
        const asked = judgeAsk(text, { self: seat.state, membership, at, remembered })
        if (!asked.ok) {
          const kind = asked.error.kind === 'author.not-member' ? 'desk.unknown' : 'desk.not-permitted'
          return err({ kind, sentence: asked.error.sentence })
        }
        const page = bounded((most) => recordsFor(seat.log, asked.value.from, asked.value.cursor, most))
        return page.ok ? ok(signAnswer(asked.value, page.value, at, key)) : page
      })
      return answered.ok ? answered.value : answered
    },
    publicPage: async (cursor) => {
      const page = await access.read((seat) => bounded((most) => publicRecords(seat.log, cursor, most)))
      return page.ok ? page.value : page
    },
    begin: () => {
      if (self === null || timer !== null) return
      let isAsking = false
      const round = async () => {
        if (isAsking || stopping.signal.aborted) return
        isAsking = true
        try {
          await inRound(() => askPeers())
        } catch (error) {
          if (!stopping.signal.aborted) desk.say(`forum: peers could not be asked: ${sentenceIn(error)}`)
        } finally {
          isAsking = false
        }
      }
      timer = setInterval(() => void round(), everyMs)
      timer.unref()
    },
    stop: async () => {
      if (timer !== null) clearInterval(timer)
      stopping.abort()
      await asking
    },
  }
}

const NO_STATE: DeskProblem = {
  kind: 'desk.refused',
  sentence:
    'this node is no state’s seat in the forum; start an authority with `UNBLIND_STATE`, the two letters of its state',
}

/** The one hash that begins so, for people at a terminal. */
function inFull(hash: string, hashes: Iterable<string>): string {
  if (!/^[0-9a-f]{8,63}$/.test(hash)) return hash
  const [only = hash, ...others] = [...hashes].filter((one) => one.startsWith(hash))
  return others.length === 0 ? only : hash
}

function unknownRecord(hash: string): DeskProblem {
  return {
    kind: 'desk.unknown',
    sentence: `no record \`${hash.slice(0, 12)}\` that you may see is held here; the forum lists those that are`,
  }
}

function foundingText(
  {
    name,
    founders,
  }: { readonly name: string; readonly founders: readonly { readonly state: StateId; readonly key: KeyText }[] },
  { state, authority, key, host }: SeatKey,
  signing: Parameters<typeof writeFounding>[1],
): string {
  return writeFounding({ descriptor: { state, name, authority, key, host }, roster: rosterOf(founders) }, signing)
}

function previewOf(
  seat: Seat,
  draft: Draft,
  at: string,
  standsInTheWay: Pick<PreviewView, 'refusal' | 'faults'>,
): PreviewView {
  const { audience, missed } = preview(seat.log, draft, at)
  return previewView(audience, missed, standsInTheWay, seat, draft.handling !== undefined)
}

/** What a person asks to be said, with what only the node knows filled in. */
function draftOf(input: unknown, seat: Seat, key: Parameters<typeof keyTextOf>[0], desk: Desk): DeskResult<Draft> {
  const draft = readDraft(completed(input, seat, key, desk))
  return draft.ok ? draft : err(invalidDraft(draft.error))
}

function invalidDraft(faults: readonly DraftFault[]): DeskProblem {
  const said = faults.map(({ field, sentence }) => `\`${field}\` ${sentence}`)
  return { kind: 'desk.invalid', sentence: said.join('; '), faults }
}

/** A declaration describes this node; an attestation carries the declaration it names by hash. */
function completed(input: unknown, seat: Seat, key: Parameters<typeof keyTextOf>[0], { node }: Desk): unknown {
  if (!isObject(input) || !isObject(input.body)) return input
  const { body } = input
  if (input.type === 'membership.subscribe' && body.descriptor === undefined) {
    const { name, ...rest } = body
    const host = node.address === null ? null : new URL(node.address).host
    const descriptor = { state: seat.state, name, authority: node.name, key: keyTextOf(key), host }
    return { ...input, body: { ...rest, descriptor } }
  }
  if (input.type === 'membership.attest' && typeof body.subscription === 'string') {
    const newcomer = seat.log.membership.newcomers.find(({ subscription }) => subscription.hash === body.subscription)
    if (newcomer !== undefined) return { ...input, body: { ...body, subscription: newcomer.subscription.text } }
  }
  return input
}

function isObject(value: unknown): value is { readonly [key: string]: Canonical | undefined } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A page that stays within the size of an answer. */
function bounded(pageOf: (most: number) => ReturnType<typeof recordsFor>): DeskResult<PublicPage> {
  for (let most = PAGE_RECORDS; ; most = Math.max(1, Math.floor(most / 4))) {
    const page: Result<PublicPage, { readonly sentence: string }> = pageOf(most)
    if (!page.ok) return err({ kind: 'desk.invalid', sentence: page.error.sentence })
    const size = page.value.records.reduce((sum, text) => sum + text.length, 0)
    if (size <= PAGE_CHARACTERS || most === 1) return page
  }
}

function sentenceIn(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
