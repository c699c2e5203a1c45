/** The daily brief: what changed, whom it touches, what is held for it. */

import type { ScreeningSnapshot } from '../../assessment/index.ts'
import { canonicalHash, type Day, err, ok } from '../../base/index.ts'
import type { Edition } from '../../brief/index.ts'
import type { CaseBook } from '../cases-book.ts'
import type { Desk, DeskResult } from '../desk.ts'
import type { Person } from '../people/person.ts'
import { BRIEF, type EditionSummary, type EditionView, editionAt, editionsIn, type Reader } from './archive.ts'
import { noticeChanges } from './change-log.ts'
import { emlOf, type Sent, sendEdition } from './mail.ts'
import { type Made, makeBrief } from './make.ts'
import { beginMornings, type Mornings } from './mornings.ts'
import { type PublicTaken, readPublicForum, takePublicRecords } from './public-forum.ts'
import { newFirmReader } from './tenant.ts'

/** What a brief reads beside the store. */
export type BriefSources = {
  readonly snapshot: () => ScreeningSnapshot
  /** Every case as it stands. */
  readonly book: CaseBook
  /** Puts in use the lists that the store says are current. */
  readonly renew: () => Promise<void>
  /** `https://host[:port]` of a node of the forum whose public records are read; `null`: none is known. */
  readonly forumAddress: string | null
  /** Where the brief of each morning is sent; `null`: nowhere. */
  readonly mail: { readonly url: string; readonly from: string; readonly to: readonly string[] } | null
}

export type BriefDesk = {
  /** Writes down what is new at lists and law; said once, however often it is asked. @returns how many changes */
  readonly noticeChanges: () => Promise<number>
  /** Takes what the forum says to everyone; each record is checked against its author's key. */
  readonly takePublicRecords: (texts: readonly string[], from: string) => Promise<PublicTaken>
  /**
   * The brief of the firm and the public one of a day, with the holds they call for. Where the last edition of the day
   * says it all already, that one is given and nothing is written.
   * @param by `null`: the program, when it is due
   */
  readonly make: (
    asked: { readonly on?: Day | undefined; readonly because?: string | undefined },
    by: Person | null,
  ) => Promise<DeskResult<Made>>
  /** Newest first. */
  readonly editions: (reader: Reader) => Promise<readonly EditionSummary[]>
  readonly edition: (reader: Reader, id: string) => Promise<DeskResult<EditionView>>
  /** An edition as an e-mail file, in counts and codes. */
  readonly mailFile: (edition: Edition, from: string, to: readonly string[]) => Promise<DeskResult<Buffer>>
  /** Sends it to each of the readers, and writes down that it was sent. @param url of the mail server, `smtp://host:port` */
  readonly send: (edition: Edition, url: string, from: string, to: readonly string[]) => Promise<DeskResult<Sent>>
  /** The newest, whole, newest first. Editions that another took the place of are left out. */
  readonly newest: (reader: Reader, most: number) => Promise<readonly Edition[]>
  /** From now on the brief of each day is made when its morning comes, and sent where readers are named. */
  readonly beginMornings: () => Mornings
}

/** The forum is asked before each brief; a node that does not answer keeps nobody waiting. */
const FORUM_WITHIN_MS = 20_000

export function openBriefDesk(desk: Desk, sources: BriefSources): BriefDesk {
  const { store, node } = desk
  const { snapshot, forumAddress, book } = sources
  const readFirm = newFirmReader(store, book, { id: canonicalHash(node.name).slice(0, 16), name: node.name })
  const addressOf = ({ id, reader }: Edition) =>
    node.address === null ? null : `${node.address}/brief/${reader.kind === 'public' ? `public/${id}` : id}`
  const editions = async (reader: Reader) => editionsIn(await store.streams.entries(BRIEF), reader)
  const brief: BriefDesk = {
    noticeChanges: () => noticeChanges(desk),
    takePublicRecords: (texts, from) => takePublicRecords(desk, texts, from),
    make: async (asked, by) => {
      await sources.renew()
      await noticeChanges(desk)
      if (forumAddress !== null) await readPublicForum(desk, forumAddress, AbortSignal.timeout(FORUM_WITHIN_MS))
      return makeBrief({ desk, readFirm, snapshot, forumAddress }, asked, by?.name ?? 'the program')
    },
    editions,
    edition: async (reader, id) => {
      const summary = (await editions(reader)).find((one) => one.id === id)
      if (summary === undefined) {
        const sentence = `there is no edition \`${id.slice(0, 60)}\`; \`/brief/archive\` lists those that were made`
        return err({ kind: 'desk.unknown', sentence })
      }
      return ok(await editionAt(desk, summary))
    },
    mailFile: (edition, from, to) => emlOf(edition, { from, to, address: addressOf(edition) }),
    send: async (edition, url, from, to) => {
      const sent = await sendEdition(url, edition, { from, to, address: addressOf(edition) })
      if (sent.ok) await noteSent(desk, edition, sent.value)
      return sent
    },
    newest: async (reader, most) => {
      const standing = (await editions(reader)).filter(({ replacedBy }) => replacedBy === null)
      const views = await Promise.all(standing.slice(0, most).map((one) => editionAt(desk, one)))
      return views.map(({ edition }) => edition)
    },
    beginMornings: () => beginMornings(desk, brief, sources.mail),
  }
  return brief
}

/** How many servers took it; who reads it is no business of the ledger. */
async function noteSent({ store, now }: Desk, { id, reader }: Edition, { accepted, refused }: Sent): Promise<void> {
  await store.streams.append(
    async (streams) => {
      await streams.entries(BRIEF)
      const body = { edition: id, reader: reader.kind, accepted, refused: refused.length }
      const entry = { at: now(), actor: 'program', kind: 'brief.sent', body }
      return { result: null, entries: [{ stream: BRIEF, entry }] }
    },
    [BRIEF],
  )
}
