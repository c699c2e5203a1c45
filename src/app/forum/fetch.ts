/**
 * Fetching from the nodes of other states. What is for this state is asked for with a signature; while either side does
 * not know the other as a member, what is public is fetched, and that is enough to join. A peer that is down, lies or
 * floods is told in an entry and a line, and nothing else is disturbed.
 */
import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { err, ok, type Result } from '../../base/index.ts'
import {
  codeOfState,
  isMember,
  type KeyText,
  keyAt,
  type Page,
  readAnswer,
  type StateId,
  signAsk,
  take,
  takeWaiting,
} from '../../forum/index.ts'
import type { DeskResult } from '../desk.ts'
import { fetchText, type Unanswered } from './fetch-text.ts'
import type { Emit, Peer, Seat, SeatAccess } from './seat.ts'
import type { Way } from './seat-entries.ts'

/** Pages of one peer in one round; the rest waits for the next. */
const MAX_PAGES = 200
/** Texts of one page that no member signed: more is a flood, and the round ends. */
const MAX_UNSIGNED = 20

export type PeerReport = {
  readonly state: string
  readonly taken: number
  readonly waiting: number
  readonly refused: number
  /** What is wrong with the peer; `null`: nothing. */
  readonly sentence: string | null
}

type Asking = {
  readonly access: SeatAccess
  readonly now: () => string
  readonly stop: AbortSignal
  readonly say: (line: string) => void
}

type Counts = { taken: number; waiting: number; refused: number }

/** Everything a peer has for this node, page by page. */
export async function fetchFrom(state: StateId, asking: Asking): Promise<PeerReport> {
  const counts: Counts = { taken: 0, waiting: 0, refused: 0 }
  const ways: readonly Way[] = ['for-us', 'public']
  let sentence: string | null = null
  for (const way of ways) {
    const done = await fetchWay(state, way, asking, counts)
    if (done.ok && done.value === 'not-yet') continue
    sentence = done.ok ? null : done.error
    break
  }
  if (!asking.stop.aborted) await tell(state, sentence, asking)
  return { state: codeOfState(state), ...counts, sentence }
}

/** `not-yet`: one of the two is not known to the other as a member. The error is a sentence. */
async function fetchWay(
  state: StateId,
  way: Way,
  asking: Asking,
  counts: Counts,
): Promise<Result<'all' | 'not-yet', string>> {
  let isFromStart = false
  for (let pages = 0; pages < MAX_PAGES && !asking.stop.aborted; pages++) {
    const page = await askPage(state, way, isFromStart, asking)
    if (page === 'not-yet') return ok('not-yet')
    if (!page.ok) {
      // A node that was put back from a copy does not know what it gave: it is asked from the start, and nothing is lost.
      if (page.error.kind !== 'cursor.unknown' || isFromStart) return err(page.error.sentence)
      isFromStart = true
      continue
    }
    const flood = await takePage(state, way, page.value, asking, counts)
    if (flood !== null) return err(flood)
    isFromStart = false
    if (!page.value.isMore) break
  }
  return ok('all')
}

async function askPage(
  state: StateId,
  way: Way,
  isFromStart: boolean,
  asking: Asking,
): Promise<Result<Page, Unanswered> | 'not-yet'> {
  const at = asking.now()
  const known = await asking.access.read((seat) => ({ peer: seat.peers.get(state), ...keysOf(seat, state, at) }))
  if (!known.ok || known.value.peer === undefined) return err({ sentence: 'it is not a peer', kind: null })
  const { peer, self, key } = known.value
  const cursor = isFromStart ? null : peer.cursors[way]
  if (way === 'public') return publicPage(peer, cursor, asking)
  if (self === null || key === null) return 'not-yet'
  const asked = { from: self, to: state, at, nonce: randomBytes(16).toString('hex'), cursor }
  const headers = { authorization: `Forum ${signAsk(asked, await asking.access.key())}`, accept: 'text/plain' }
  const text = await fetchText(`${peer.address}/v1/forum/sync`, headers, asking.stop)
  if (!text.ok) return text.error.kind === 'desk.unknown' ? 'not-yet' : unanswered(text.error)
  const page = readAnswer(text.value, asked, key)
  return page.ok ? page : err({ sentence: page.error.sentence, kind: page.error.kind })
}

/** A cursor that is refused is a fault of the query where it is public, and a problem of the desk where it is signed. */
function unanswered(error: Unanswered): Result<never, Unanswered> {
  return err(error.kind === 'desk.invalid' ? { ...error, kind: 'cursor.unknown' } : error)
}

/** This state as a member at the moment, and the key by which the other is known as one. */
function keysOf(
  seat: Seat,
  state: StateId,
  at: string,
): { readonly self: StateId | null; readonly key: KeyText | null } {
  const { membership, self } = seat.log
  const isIn = isMember(membership, self, at) && keyAt(membership, self, at) !== null
  const isPeerIn = isMember(membership, state, at)
  return { self: isIn ? self : null, key: isPeerIn ? keyAt(membership, state, at) : null }
}

const pageShape = z.object({
  records: z.array(z.string()).max(1_000),
  cursor: z.string().max(200),
  isMore: z.boolean(),
})

async function publicPage({ address }: Peer, cursor: string | null, asking: Asking): Promise<Result<Page, Unanswered>> {
  const query = cursor === null ? '' : `?cursor=${encodeURIComponent(cursor)}`
  const text = await fetchText(`${address}/v1/forum/public${query}`, { accept: 'application/json' }, asking.stop)
  if (!text.ok) return unanswered(text.error)
  const page = pageShape.safeParse(parsed(text.value))
  return page.success
    ? ok(page.data)
    : err({ sentence: 'what it answers is no page of records; check its address', kind: null })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** Takes each record and keeps how far it came, together. A sentence when the peer floods. */
async function takePage(
  state: StateId,
  way: Way,
  page: Page,
  { access }: Asking,
  counts: Counts,
): Promise<string | null> {
  const from = codeOfState(state)
  const taken = await access.write((seat, at, emit) => {
    const peer = seat.peers.get(state)
    let unsigned = 0
    for (const text of page.records) {
      const { outcome, isEvidence } = takeText(seat, text, { from, at }, emit)
      if (outcome === 'taken') counts.taken++
      if (outcome === 'waiting') counts.waiting++
      if (outcome === 'refused') counts.refused++
      if (outcome === 'refused' && !isEvidence) unsigned++
      if (unsigned > MAX_UNSIGNED) {
        return `${from} hands over much that no member signed; the round was ended, ask its operator`
      }
    }
    if (peer !== undefined && peer.cursors[way] !== page.cursor) {
      emit({ kind: 'forum.fetched', body: { state, way, cursor: page.cursor } }, FETCHER)
    }
    return null
  })
  return taken.ok ? taken.value : taken.error.sentence
}

const FETCHER = 'forum'

type Took = {
  readonly outcome: ReturnType<typeof take>['outcome']
  readonly isEvidence: boolean
  readonly sentence: string | null
}

/** One record, and those that waited for it. */
export function takeText(
  seat: Seat,
  text: string,
  how: { readonly from: string; readonly at: string },
  emit: Emit,
): Took {
  const { outcome, events, refusal } = take(seat.log, text, how)
  for (const event of events) emit(event, FETCHER)
  if (outcome === 'taken') {
    for (let more = takeWaiting(seat.log, how.at); more.length > 0; more = takeWaiting(seat.log, how.at)) {
      for (const event of more) emit(event, FETCHER)
    }
  }
  const isEvidence = events.some(({ kind }) => kind === 'forum.evidence')
  return { outcome, isEvidence, sentence: refusal?.sentence ?? null }
}

/** Said once when it begins, once when it is over. */
async function tell(state: StateId, sentence: string | null, { access, say }: Asking): Promise<DeskResult<void>> {
  const code = codeOfState(state)
  const before = await access.read((seat) => seat.peers.get(state)?.failing?.sentence ?? null)
  if (!before.ok || before.value === sentence) return ok(undefined)
  return access.write((seat, _at, emit) => {
    const failing = seat.peers.get(state)?.failing?.sentence ?? null
    if (failing === sentence) return
    if (sentence === null) {
      emit({ kind: 'forum.peer-answered', body: { state } }, FETCHER)
      say(`forum: ${code} answers again`)
    } else {
      emit({ kind: 'forum.peer-failed', body: { state, sentence } }, FETCHER)
      say(`forum: nothing comes from ${code}: ${sentence}`)
    }
  })
}
