/** Taking in what reaches the firm: kept as it came, linked to every case that it touches, in one step. */
import { randomBytes } from 'node:crypto'
import { type Canonical, type SealedBody, ulid } from '../base/index.ts'
import { afterEvent, type Block, PROGRAM, releaseBlocks } from '../case/index.ts'
import {
  type Channel,
  type InformationItem,
  type Mail,
  readMail,
  type SourceProtection,
  takeIn,
  withForwarded,
} from '../intake/index.ts'
import type { StreamReader } from '../store/index.ts'
import type { Context } from './cases.ts'
import type { CaseBook, KnownCase } from './cases-book.ts'
import { CASE_STREAMS, caseIn, caseOfStream, entryOf, partiesIn } from './cases-recorded.ts'
import { newInformationReader } from './inbox/known.ts'
import { INFORMATION } from './inbox-information.ts'
import { type KnownParties, knownParties, type Named, namedIn } from './inbox-named.ts'
import { newsFor } from './inbox-news.ts'

export type TakenMail = {
  /** `duplicate`: the same bytes came in before; `item` is that one. */
  readonly kind: 'captured' | 'duplicate'
  readonly item: InformationItem
  readonly links: readonly CaseLink[]
  /** `false`: a person must read it before anyone says that it names nobody. */
  readonly isComplete: boolean
}

export type CaseLink = {
  readonly case: string
  readonly reference: string
  readonly party: string
  readonly because: string
  readonly isReopened: boolean
  /** What of the item now stands in the way there. */
  readonly blocks: readonly Block[]
}

export type Receipt = {
  readonly channel?: Channel
  readonly sourceProtection?: SourceProtection
}

/** @returns a verb that remembers the parties of all cases between mails */
export function newInbox(
  { store, now }: Context,
  book: CaseBook,
): (bytes: Uint8Array, receipt?: Receipt) => Promise<TakenMail> {
  const everybody = rememberedParties()
  const known = newInformationReader()
  return async (bytes, { channel = 'email', sourceProtection = 'restricted' } = {}) => {
    const read = readMail(bytes)
    const receivedAt = now()
    const id = ulid(Date.parse(receivedAt), randomBytes(16))
    const taken = await store.streams.append<TakenMail>(async (reader) => {
      const { items, byHash, searched } = known(await reader.entries(INFORMATION))
      const earlier = (hash: string) => items.get(byHash.get(hash) ?? '') ?? null
      const intake = takeIn(read, { id, receivedAt, channel, sourceProtection }, (hash) => earlier(hash)?.id ?? null)
      if (intake.kind === 'duplicate') {
        const item = earlier(intake.originalBytesSha256)
        if (item === null) throw new Error(`information ${intake.of} is gone`)
        const { of, originalBytesSha256 } = intake
        return {
          result: { kind: 'duplicate', item, links: [], isComplete: searched.get(of)?.isComplete ?? false },
          entries: [
            {
              stream: INFORMATION,
              entry: {
                at: receivedAt,
                actor: PROGRAM.name,
                kind: 'information.received-again',
                body: { item: of, originalBytesSha256, channel },
              },
            },
          ],
        }
      }
      const { item } = intake
      const { named, isComplete, passedOver } = namedIn(item, await everybody(reader))
      const linked: Awaited<ReturnType<typeof link>>[] = []
      for (const one of named) linked.push(await link(reader, item, one, receivedAt))
      return {
        result: { kind: 'captured', item, links: linked.map((one) => one.link), isComplete },
        entries: [
          {
            stream: INFORMATION,
            entry: { at: receivedAt, actor: PROGRAM.name, kind: 'information.captured', body: sealable(item) },
          },
          {
            stream: INFORMATION,
            entry: {
              at: receivedAt,
              actor: PROGRAM.name,
              kind: 'information.searched',
              body: { item: item.id, cases: named.length, isComplete, passedOver },
            },
          },
          ...linked.flatMap((one) => one.entries),
        ],
        documents: [bytes, ...(read.ok ? attachmentsOf(read.value) : [])],
      }
    })
    // Nothing is decided by where it is linked, so nobody else waits for it to be looked up.
    return taken.kind === 'duplicate' ? { ...taken, links: linksNow(await book(), taken.item) } : taken
  }
}

/** Cases are only ever added, so their number says whether any is new. */
function rememberedParties(): (reader: StreamReader) => Promise<KnownParties> {
  let remembered: { readonly count: number; readonly known: KnownParties } | null = null
  return async (reader) => {
    const firsts = await reader.firsts(CASE_STREAMS)
    if (remembered?.count !== firsts.length) {
      const known = knownParties(firsts.map(({ stream, entry }) => ({ stream, parties: partiesIn(entry) })))
      remembered = { count: firsts.length, known }
    }
    return remembered.known
  }
}

async function link(reader: StreamReader, item: InformationItem, { stream, party, because }: Named, at: string) {
  const before = caseIn(await reader.entries(stream))
  const events = newsFor(before, { item: item.id, sha256: item.originalBytesSha256, party, because })
  const state = events.reduce((now, event) => afterEvent(now, { event, actor: PROGRAM, at }), before)
  return {
    entries: events.map((event) => ({ stream, entry: entryOf(event, PROGRAM, at) })),
    link: {
      case: caseOfStream(stream),
      reference: state.reference,
      party,
      because,
      isReopened: before.closed !== null && state.closed === null,
      blocks: blocksOf(item, releaseBlocks(state)),
    },
  }
}

/** Where an item that came in before is linked today. */
function linksNow(cases: readonly KnownCase[], item: InformationItem): readonly CaseLink[] {
  return cases.flatMap(({ id, state }): CaseLink[] => {
    const found = state.information.find((one) => one.item === item.id)
    if (found === undefined) return []
    const { party, because } = found
    const blocks = blocksOf(item, releaseBlocks(state))
    return [{ case: id, reference: state.reference, party, because, isReopened: false, blocks }]
  })
}

function blocksOf(item: InformationItem, blocks: readonly Block[]): readonly Block[] {
  return blocks.filter(({ id }) => id === item.id || id.endsWith(`/${item.id}`))
}

function attachmentsOf(mail: Mail): readonly Uint8Array[] {
  return withForwarded(mail).flatMap(({ attachments }) => attachments.map(({ bytes }) => bytes))
}

/** An item holds plain values only, none of them absent. */
function sealable(item: InformationItem): SealedBody {
  return { ...item } as { readonly [field: string]: Canonical }
}
