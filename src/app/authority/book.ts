/** Every application as it stands. */
import { afterLicensing, type LicensingCase, licensingCaseOf } from '../../licensing/index.ts'
import type { Streams } from '../../store/index.ts'
import { newBook } from '../book.ts'
import { LICENSING_STREAMS, type LicensingEntry, licensingEntries, licensingIdOf } from './recorded.ts'

export type KnownApplication = {
  readonly id: string
  readonly state: LicensingCase
  readonly entries: readonly LicensingEntry[]
}

/** In the order in which they came. */
export type LicensingBook = () => Promise<readonly KnownApplication[]>

/** @param pageSize entries read at a time */
export function newLicensingBook(streams: Pick<Streams, 'inLog'>, pageSize?: number): LicensingBook {
  const book = newBook<LicensingCase, LicensingEntry>(
    streams,
    {
      prefix: LICENSING_STREAMS,
      read: (sealed) => {
        const [one] = licensingEntries([sealed])
        if (one === undefined) throw new Error('an entry is one event')
        return one
      },
      after,
    },
    pageSize,
  )
  return async () => (await book()).map(({ stream, ...kept }) => ({ id: licensingIdOf(stream), ...kept }))
}

/** What was only attempted changes nothing. */
function after(state: LicensingCase | null, { event, actor, at }: LicensingEntry): LicensingCase {
  if (state === null) {
    if (event.kind === 'act.refused') throw new Error('a licensing ledger begins with the receipt of a package')
    return licensingCaseOf([{ event, actor, at }])
  }
  return event.kind === 'act.refused' ? state : afterLicensing(state, { event, actor, at })
}
