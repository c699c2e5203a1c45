/**
 * Every case as it stands, kept in memory and followed entry by entry through the log: one question to the database
 * however many cases there are. What is read is checked against the seals as any reader of a stream checks it.
 */
import { firstBroken, type Head, type Sha256, sayBroken } from '../base/index.ts'
import { afterEvent, type CaseState, caseOf, type Recorded } from '../case/index.ts'
import { type Streams, TamperedRecord } from '../store/index.ts'
import { CASE_STREAMS, caseOfStream, recordedIn } from './cases-recorded.ts'

/** A case as it stands. */
export type KnownCase = {
  readonly id: string
  readonly openedAt: string
  readonly state: CaseState
  readonly timeline: readonly Recorded[]
}

/** Oldest first. */
export type CaseBook = () => Promise<readonly KnownCase[]>

const PAGE = 5_000

type Page = { readonly head: Head; readonly state: CaseState; readonly timeline: Recorded[] }

/** @param page entries read at a time */
export function newCaseBook(streams: Pick<Streams, 'inLog'>, page = PAGE): CaseBook {
  const pages = new Map<string, Page>()
  let position = 0
  let coming: Promise<void> = Promise.resolve()
  const catchUp = async () => {
    for (;;) {
      const entries = await streams.inLog(position, position + page)
      for (const entry of entries) {
        if (entry.stream.startsWith(CASE_STREAMS)) {
          const before = pages.get(entry.stream)
          const broken = firstBroken([entry], before?.head ?? null)
          if (broken !== null) throw new TamperedRecord(`stream \`${entry.stream}\`, ${sayBroken(broken)}`)
          const [recorded] = recordedIn([{ ...JSON.parse(entry.text), hash: entry.hash }])
          if (recorded === undefined) throw new Error('an entry is one event')
          const head = { seq: entry.seq, hash: entry.hash as Sha256 }
          const timeline = before?.timeline ?? []
          timeline.push(recorded)
          const state = before === undefined ? caseOf(timeline) : afterEvent(before.state, recorded)
          pages.set(entry.stream, { head, state, timeline })
        }
        position = entry.logIndex + 1
      }
      if (entries.length < page) return
    }
  }
  return async () => {
    // One reader at a time: two that follow the log together would fold its end twice.
    const mine = coming.then(catchUp)
    coming = mine.catch(() => {})
    await mine
    return [...pages].map(([stream, { state, timeline }]) => ({
      id: caseOfStream(stream),
      openedAt: timeline[0]?.at ?? '',
      state,
      timeline,
    }))
  }
}
