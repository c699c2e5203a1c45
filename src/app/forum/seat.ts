/**
 * The seat as one fold over the stream `forum`, kept in memory and brought up to date entry by entry. Whoever looks at it
 * or adds to it takes a turn, so that nobody sees what is not on disk.
 */
import { err, type PrivateKey, type Result, type Sha256, sha256 } from '../../base/index.ts'
import { enter, type ForumLog, type LogEvent, openLog, type StateId } from '../../forum/index.ts'
import type { Decided, StreamReader } from '../../store/index.ts'
import type { Desk, DeskProblem, DeskResult } from '../desk.ts'
import { keyIn } from '../evidence-key.ts'
import { entryOf, eventOf, FORUM, type SeatEvent, type Way } from './seat-entries.ts'

/** Another state's node that this one asks. */
export type Peer = {
  readonly state: StateId
  readonly address: string
  readonly cursors: Readonly<Record<Way, string | null>>
  /** When it last gave something new; `null`: never. */
  readonly newsAt: string | null
  /** Since when it does not answer as it should, and how; `null`: it does. */
  readonly failing: { readonly since: string; readonly sentence: string } | null
}

/** How a record came here. */
export type Arrival = {
  readonly at: string
  /** Who issued it here, or whom it was fetched from. */
  readonly by: string
  /** Id of the person who issued it here; `null`: another state's, or written before it was kept. */
  readonly person: string | null
}

export type RefusedRecord = {
  readonly at: string
  readonly from: string
  readonly hash: string
  readonly sentence: string
}

export type Seat = {
  readonly state: StateId
  readonly log: ForumLog
  readonly peers: ReadonlyMap<StateId, Peer>
  readonly arrivals: ReadonlyMap<Sha256, Arrival>
  /** Newest last, at most `MAX_REFUSED_SHOWN`. */
  readonly refused: readonly RefusedRecord[]
  readonly refusedCount: number
  readonly evidenceAt: readonly string[]
}

type Working = {
  readonly state: StateId
  readonly log: ForumLog
  readonly peers: Map<StateId, Peer>
  readonly arrivals: Map<Sha256, Arrival>
  readonly refused: RefusedRecord[]
  refusedCount: number
  readonly evidenceAt: string[]
}

/** What was decided, and what is written of it in other streams. */
export type Along<T> = { readonly value: T; readonly entries: Decided<T>['entries'] }

/** Adds what happened, for all who look from then on. */
export type Emit = (event: SeatEvent, actor: string) => void

export type SeatAccess = {
  readonly key: () => Promise<PrivateKey>
  readonly read: <T>(look: (seat: Seat) => T) => Promise<DeskResult<T>>
  /** On disk before it returns. What was emitted is not kept when the decision throws. */
  readonly write: <T>(decide: (seat: Seat, at: string, emit: Emit) => T) => Promise<DeskResult<T>>
  /**
   * The same with entries of other streams, all or nothing. Whoever decides reads a stream before adding to it.
   * @param reads streams it will surely read
   */
  readonly writeAlong: <T>(
    decide: (seat: Seat, at: string, emit: Emit, reader: StreamReader) => Promise<Along<T>>,
    reads: readonly string[],
  ) => Promise<DeskResult<T>>
  /** The first entry; refused when there is one. */
  readonly begin: (event: Extract<SeatEvent, { kind: 'forum.set-up' }>, actor: string) => Promise<'begun' | 'was-begun'>
}

const KEY_FILE = 'forum-key.pem'
const MAX_REFUSED_SHOWN = 200

export const NOT_SET_UP: DeskProblem = {
  kind: 'desk.refused',
  sentence:
    'this node has no seat in the forum yet; set it up with `unblind forum setup FILE`, the founding of the forum',
}

export function openSeat({ store, now, dataDir }: Desk): SeatAccess {
  let folded: { readonly seat: Working; next: number } | null = null
  let turn: Promise<unknown> = Promise.resolve()

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = turn.then(work)
    turn = mine.catch(() => undefined)
    return mine
  }
  const caughtUp = async (reader: Pick<StreamReader, 'entries'>): Promise<Working | null> => {
    const entries = await reader.entries(FORUM)
    const [first] = entries
    if (first === undefined) return null
    const { seat, next } = folded ?? { seat: seatOf(eventOf(first)), next: 1 }
    for (const entry of entries.slice(next)) fold(seat, eventOf(entry), entry.actor, entry.at)
    folded = { seat, next: entries.length }
    return seat
  }
  /** Anything that fails half-way may have left the fold ahead of the disk: it is made again. */
  const orAnew = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work()
    } catch (error) {
      folded = null
      throw error
    }
  }
  const writeAlong: SeatAccess['writeAlong'] = <T>(
    decide: (seat: Seat, at: string, emit: Emit, reader: StreamReader) => Promise<Along<T>>,
    reads: readonly string[],
  ) =>
    inTurn(() =>
      orAnew(() =>
        store.streams.append<Result<T, DeskProblem>>(
          async (reader) => {
            const seat = await caughtUp(reader)
            if (seat === null) return { result: err(NOT_SET_UP), entries: [] }
            const at = now()
            const entries: Decided<T>['entries'][number][] = []
            const decided = await decide(
              seat,
              at,
              (event, actor) => {
                fold(seat, event, actor, at)
                entries.push({ stream: FORUM, entry: entryOf(event, actor, at) })
              },
              reader,
            )
            if (folded !== null) folded.next += entries.length
            return { result: { ok: true, value: decided.value }, entries: [...entries, ...decided.entries] }
          },
          [FORUM, ...reads],
        ),
      ),
    )
  return {
    key: () => keyIn(dataDir, KEY_FILE),
    read: (look) =>
      inTurn(() =>
        orAnew(async () => {
          const seat = await caughtUp(store.streams)
          return seat === null ? err(NOT_SET_UP) : { ok: true, value: look(seat) }
        }),
      ),
    write: (decide) => writeAlong(async (seat, at, emit) => ({ value: decide(seat, at, emit), entries: [] }), []),
    writeAlong,
    begin: (event, actor) =>
      inTurn(() =>
        store.streams.append<'begun' | 'was-begun'>(
          async (reader) => {
            if ((await reader.entries(FORUM)).length > 0) return { result: 'was-begun', entries: [] }
            return { result: 'begun', entries: [{ stream: FORUM, entry: entryOf(event, actor, now()) }] }
          },
          [FORUM],
        ),
      ),
  }
}

function seatOf(event: SeatEvent): Working {
  if (event.kind !== 'forum.set-up') throw new Error('the stream `forum` does not begin with the founding')
  const { state, founders, genesis } = event.body
  const log = openLog({ self: state, founders, genesis }, [])
  if (!log.ok) throw new Error(log.error.sentence)
  return {
    state,
    log: log.value,
    peers: new Map(),
    arrivals: new Map(),
    refused: [],
    refusedCount: 0,
    evidenceAt: [],
  }
}

function fold(seat: Working, event: SeatEvent, actor: string, at: string): void {
  switch (event.kind) {
    case 'forum.set-up':
      throw new Error('the stream `forum` begins twice')
    case 'forum.peer-added': {
      const { state, address } = event.body
      const cursors = { 'for-us': null, public: null }
      seat.peers.set(state, { state, address, cursors, newsAt: null, failing: null })
      return
    }
    case 'forum.fetched': {
      const { state, way, cursor } = event.body
      change(seat, state, (peer) => ({ ...peer, cursors: { ...peer.cursors, [way]: cursor }, newsAt: at }))
      return
    }
    case 'forum.peer-failed': {
      const { state, sentence } = event.body
      change(seat, state, (peer) => ({ ...peer, failing: { since: peer.failing?.since ?? at, sentence } }))
      return
    }
    case 'forum.peer-answered':
      change(seat, event.body.state, (peer) => ({ ...peer, failing: null }))
      return
    default:
      foldLogEvent(seat, event, actor, at)
  }
}

function foldLogEvent(seat: Working, event: Extract<SeatEvent, LogEvent>, actor: string, at: string): void {
  enter(seat.log, event)
  if (event.kind === 'forum.issued') {
    const { text, person = null } = event.body
    seat.arrivals.set(sha256(text), { at, by: actor, person })
  }
  if (event.kind === 'forum.taken') {
    seat.arrivals.set(sha256(event.body.text), { at, by: event.body.from, person: null })
  }
  if (event.kind === 'forum.evidence') seat.evidenceAt.push(at)
  if (event.kind === 'forum.refused') {
    const { from, hash, sentence } = event.body
    seat.refusedCount++
    seat.refused.push({ at, from, hash, sentence })
    if (seat.refused.length > MAX_REFUSED_SHOWN) seat.refused.shift()
  }
}

function change(seat: Working, state: StateId, how: (peer: Peer) => Peer): void {
  const peer = seat.peers.get(state)
  if (peer !== undefined) seat.peers.set(state, how(peer))
}
