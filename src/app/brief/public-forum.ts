/**
 * What the forum of states says to everyone, read from the address of any of its nodes. Each record proves itself: its
 * author's key comes from the founding, which is kept from the first reading on and never exchanged for another.
 */
import { z } from 'zod'
import { type Canonical, day, type Sealed } from '../../base/index.ts'
import { type ChangeRecord, changesOfForum, clearRecordOf, type SourceCheck } from '../../brief/index.ts'
import {
  enter,
  type ForumLog,
  type Founder,
  type LogEvent,
  openLog,
  readRecord,
  type StateId,
  take,
  takeWaiting,
} from '../../forum/index.ts'
import type { Decided, StreamReader } from '../../store/index.ts'
import type { Desk } from '../desk.ts'
import { fetchText } from '../forum/fetch-text.ts'
import { CHANGES } from './change-log.ts'

/** The stream of what was read. */
export const PUBLIC_RECORDS = 'public-records'
/** The forum among the sources of a brief. */
export const FORUM_SOURCE = { id: 'forum', name: 'Forum of states' } as const

export type PublicTaken = {
  /** Records that were new and hold. */
  readonly taken: number
  /** Signed records that wait for others before them. */
  readonly waiting: number
  readonly refused: readonly { readonly hash: string; readonly sentence: string }[]
}

const PAGES_AT_ONCE = 200

/** Fetches what is new since the last reading, page by page, and takes it. Where that cannot be, it is written down. */
export async function readPublicForum(desk: Desk, address: string, stop: AbortSignal): Promise<void> {
  const texts: string[] = []
  let cursor = cursorIn(await desk.store.streams.entries(PUBLIC_RECORDS), address)
  for (let pages = 0; pages < PAGES_AT_ONCE; pages++) {
    const query = cursor === null ? '' : `?cursor=${encodeURIComponent(cursor)}`
    const answer = await fetchText(`${address}/v1/forum/public${query}`, { accept: 'application/json' }, stop)
    const page = answer.ok ? readPage(answer.value) : null
    if (page === null && cursor !== null && pages === 0) {
      // The node may have been set up anew: from the beginning, what is held already costs nothing.
      cursor = null
      continue
    }
    if (page === null) {
      const why = answer.ok ? 'it answers with no page of public records' : answer.error.sentence
      await noteForumUnread(desk, address, `\`${address}\` could not be read: ${why}`)
      return
    }
    texts.push(...page.records)
    cursor = page.cursor
    if (!page.isMore) break
  }
  await takePublicRecords(desk, texts, address, cursor)
}

const pageSchema = z.object({
  records: z.array(z.string().max(300_000)).max(10_000),
  cursor: z.string().max(200),
  isMore: z.boolean(),
})

function readPage(text: string): z.infer<typeof pageSchema> | null {
  try {
    return pageSchema.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}

/** Where the last good reading of this address ended. */
function cursorIn(entries: readonly Sealed[], address: string): string | null {
  const body = entries.findLast(
    ({ kind, body }) => kind === 'forum.read' && body.from === address && body.cursor !== null,
  )?.body
  return typeof body?.cursor === 'string' ? body.cursor : null
}

/**
 * @param texts signed records, in the order the node hands them out; the founding among them when it is read first
 * @param from the address they came from
 */
export function takePublicRecords(
  { store, now, newId }: Desk,
  texts: readonly string[],
  from: string,
  cursor: string | null = null,
): Promise<PublicTaken> {
  const decide = async (reader: StreamReader): Promise<Decided<PublicTaken>> => {
    const at = now()
    const earlier = await reader.entries(PUBLIC_RECORDS)
    await reader.entries(CHANGES)
    const founding = foundingIn(earlier) ?? foundingOf(texts)
    const note = (body: { readonly [field: string]: Canonical }) => ({
      stream: PUBLIC_RECORDS,
      entry: { at, actor: 'program', kind: 'forum.read', body: { from, cursor, ...body } },
    })
    const log = founding === null ? null : logOf(founding)
    if (founding === null || log === null) {
      const sentence =
        'the founding of the forum is not among its public records, or does not hold; ask who runs the node'
      const refused = texts.length === 0 ? [] : [{ hash: '', sentence }]
      return { result: { taken: 0, waiting: 0, refused }, entries: [note({ taken: 0, sentence })] }
    }
    for (const event of eventsIn(earlier)) enter(log, event)
    const { events, refused } = takeAll(
      log,
      texts.filter((text) => !founding.includes(text)),
      from,
      at,
    )
    const fresh = events.flatMap((event) => (event.kind === 'forum.taken' ? [event.body.text] : []))
    const changes = changesFrom(log, fresh, { detectedAt: at, nextId: newId })
    const waiting = log.waiting.size
    return {
      result: { taken: fresh.length, waiting, refused },
      entries: [
        ...(foundingIn(earlier) === null
          ? [
              {
                stream: PUBLIC_RECORDS,
                entry: { at, actor: 'program', kind: 'forum.founded', body: { texts: founding } },
              },
            ]
          : []),
        ...events.map(({ kind, body }) => ({ stream: PUBLIC_RECORDS, entry: { at, actor: 'program', kind, body } })),
        note({ taken: fresh.length, sentence: null }),
        ...changes.map((record) => ({
          stream: CHANGES,
          entry: {
            at,
            actor: 'program',
            kind: 'change.detected',
            body: record as unknown as { [field: string]: Canonical },
          },
        })),
      ],
    }
  }
  return store.streams.append(decide, [PUBLIC_RECORDS, CHANGES])
}

/** That the address could not be read is written down too: it is not silence. */
async function noteForumUnread({ store, now }: Desk, from: string, sentence: string): Promise<void> {
  await store.streams.append(
    async (reader) => {
      await reader.entries(PUBLIC_RECORDS)
      const body = { from, cursor: null, taken: 0, sentence }
      const entry = { at: now(), actor: 'program', kind: 'forum.read', body }
      return { result: null, entries: [{ stream: PUBLIC_RECORDS, entry }] }
    },
    [PUBLIC_RECORDS],
  )
}

/** How the forum stood as a source; none where no address of it is known and nothing of it was read. */
export function forumCheck(entries: readonly Sealed[], address: string | null): readonly SourceCheck[] {
  const reads = entries.filter(({ kind }) => kind === 'forum.read')
  const last = reads.at(-1)
  if (last === undefined) {
    if (address === null) return []
    return [
      { ...FORUM_SOURCE, state: 'unread', because: `\`${address}\` was not read yet`, dataOn: null, readAt: null },
    ]
  }
  const good = reads.findLast(({ body }) => body.sentence === null)
  const because = typeof last.body.sentence === 'string' ? last.body.sentence : null
  return [
    {
      ...FORUM_SOURCE,
      state: because === null ? 'read' : 'unread',
      because,
      dataOn: good === undefined ? null : day(good.at.slice(0, 10)),
      readAt: good?.at ?? null,
    },
  ]
}

function takeAll(log: ForumLog, texts: readonly string[], from: string, at: string) {
  const events: LogEvent[] = []
  const refused: { hash: string; sentence: string }[] = []
  const enterAll = (news: readonly LogEvent[]) => {
    for (const event of news) enter(log, event)
    events.push(...news)
  }
  for (const text of texts) {
    const { outcome, hash, refusal, events: news } = take(log, text, { from, at })
    enterAll(news)
    if (outcome === 'refused') refused.push({ hash, sentence: refusal?.sentence ?? 'it does not hold' })
    for (let more = takeWaiting(log, at); more.length > 0; more = takeWaiting(log, at)) enterAll(more)
  }
  return { events, refused }
}

function foundingIn(entries: readonly Sealed[]): readonly string[] | null {
  const body = entries.find(({ kind }) => kind === 'forum.founded')?.body
  // Written above and sealed.
  return body === undefined ? null : (body.texts as unknown as readonly string[])
}

function foundingOf(texts: readonly string[]): readonly string[] | null {
  const found = texts.filter((text) => {
    const read = readRecord(text)
    return read.ok && read.value.record.type === 'membership.found'
  })
  return found.length === 0 ? null : found
}

function eventsIn(entries: readonly Sealed[]): readonly LogEvent[] {
  return entries.flatMap(({ kind, body }) =>
    kind === 'forum.founded' || kind === 'forum.read' ? [] : [{ kind, body } as unknown as LogEvent],
  )
}

/** The reader sits at the place of a founder: what is for everyone reaches it there. */
function logOf(genesis: readonly string[]): ForumLog | null {
  const founders: Founder[] = []
  let self: StateId | null = null
  for (const text of genesis) {
    const read = readRecord(text)
    if (!read.ok || read.value.record.type !== 'membership.found') return null
    const { body, created } = read.value.record
    const { state, name } = body.descriptor
    self ??= state
    founders.push({ state, name, from: day(created.slice(0, 10)) })
  }
  if (self === null) return null
  const log = openLog({ self, founders, genesis }, [])
  return log.ok ? log.value : null
}

/** What founds, groups, accredits and acknowledges is the forum's own housekeeping. */
const HOUSEKEEPING = new Set(['membership.found', 'membership.attest', 'delegates', 'group.define', 'ack', 'release'])

function changesFrom(
  { founders }: ForumLog,
  texts: readonly string[],
  detection: Parameters<typeof changesOfForum>[1],
): readonly ChangeRecord[] {
  return changesOfForum(
    texts.flatMap((text) => {
      const read = readRecord(text)
      if (!read.ok || HOUSEKEEPING.has(read.value.record.type)) return []
      const record = clearRecordOf(read.value, null)
      const founder = founders.find(({ state }) => state === read.value.record.author)
      return record === null ? [] : [{ ...record, author: founder?.name ?? record.author }]
    }),
    detection,
  )
}
