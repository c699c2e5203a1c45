/** Every case as it stands. */
import { afterEvent, type CaseState, caseOf, type Recorded } from '../case/index.ts'
import type { Streams } from '../store/index.ts'
import { newBook } from './book.ts'
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

/** @param pageSize entries read at a time */
export function newCaseBook(streams: Pick<Streams, 'inLog'>, pageSize?: number): CaseBook {
  const book = newBook<CaseState, Recorded>(
    streams,
    {
      prefix: CASE_STREAMS,
      read: (sealed) => {
        const [recorded] = recordedIn([sealed])
        if (recorded === undefined) throw new Error('an entry is one event')
        return recorded
      },
      after: (state, recorded) => (state === null ? caseOf([recorded]) : afterEvent(state, recorded)),
    },
    pageSize,
  )
  return async () =>
    (await book()).map(({ stream, state, entries }) => ({
      id: caseOfStream(stream),
      openedAt: entries[0]?.at ?? '',
      state,
      timeline: entries,
    }))
}
