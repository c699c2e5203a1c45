/** The daily brief: what changed, whom it touches, what is held for it. */

import type { ScreeningSnapshot } from '../../assessment/index.ts'
import { canonicalHash, type Day, err, ok } from '../../base/index.ts'
import type { Edition } from '../../brief/index.ts'
import type { Desk, DeskResult } from '../desk.ts'
import type { Person } from '../people/person.ts'
import { BRIEF, type EditionSummary, type EditionView, editionAt, editionsIn, type Reader } from './archive.ts'
import { noticeChanges } from './change-log.ts'
import { type Made, makeBrief } from './make.ts'
import { type PublicTaken, takePublicRecords } from './public-forum.ts'
import { newFirmReader } from './tenant.ts'

/** What a brief reads beside the store. */
export type BriefSources = {
  readonly snapshot: () => ScreeningSnapshot
  /** Puts in use the lists that the store says are current. */
  readonly renew: () => Promise<void>
  /** `https://host[:port]` of a node of the forum whose public records are read; `null`: none is known. */
  readonly forumAddress: string | null
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
  /** The newest, whole, newest first. */
  readonly newest: (reader: Reader, most: number) => Promise<readonly Edition[]>
}

export function openBriefDesk(desk: Desk, sources: BriefSources): BriefDesk {
  const { store, node } = desk
  const readFirm = newFirmReader(store, { id: canonicalHash(node.name).slice(0, 16), name: node.name })
  const editions = async (reader: Reader) => editionsIn(await store.streams.entries(BRIEF), reader)
  return {
    noticeChanges: () => noticeChanges(desk),
    takePublicRecords: (texts, from) => takePublicRecords(desk, texts, from),
    make: async (asked, by) => {
      await sources.renew()
      await noticeChanges(desk)
      const { snapshot, forumAddress } = sources
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
    newest: async (reader, most) => {
      const views = await Promise.all((await editions(reader)).slice(0, most).map((one) => editionAt(desk, one)))
      return views.map(({ edition }) => edition)
    },
  }
}
