/**
 * Every application as it stands, kept in memory and followed entry by entry through the log: one question to the database
 * however many applications there are. What is read is checked against the seals as any reader of a stream checks it.
 */
import { firstBroken, type Head, type Sha256, sayBroken } from '../../base/index.ts'
import { afterLicensing, type LicensingCase, licensingCaseOf } from '../../licensing/index.ts'
import { type Streams, TamperedRecord } from '../../store/index.ts'
import { LICENSING_STREAMS, type LicensingEntry, licensingEntries, licensingIdOf } from './recorded.ts'

export type KnownApplication = {
  readonly id: string
  readonly state: LicensingCase
  readonly entries: readonly LicensingEntry[]
}

/** In the order in which they came. */
export type LicensingBook = () => Promise<readonly KnownApplication[]>

/** Entries read at a time. */
const PAGE = 5_000

type Known = { readonly head: Head; readonly state: LicensingCase; readonly entries: LicensingEntry[] }

export function newLicensingBook(streams: Pick<Streams, 'inLog'>, pageSize = PAGE): LicensingBook {
  const known = new Map<string, Known>()
  let position = 0
  let coming: Promise<void> = Promise.resolve()
  const take = (entry: Awaited<ReturnType<Streams['inLog']>>[number]) => {
    const before = known.get(entry.stream)
    const broken = firstBroken([entry], before?.head ?? null)
    if (broken !== null) throw new TamperedRecord(`stream \`${entry.stream}\`, ${sayBroken(broken)}`)
    const [one] = licensingEntries([{ ...JSON.parse(entry.text), hash: entry.hash }])
    if (one === undefined) throw new Error('an entry is one event')
    const head = { seq: entry.seq, hash: entry.hash as Sha256 }
    known.set(entry.stream, {
      head,
      state: after(before?.state ?? null, one),
      entries: [...(before?.entries ?? []), one],
    })
  }
  const catchUp = async () => {
    for (;;) {
      const entries = await streams.inLog(position, position + pageSize)
      for (const entry of entries) {
        if (entry.stream.startsWith(LICENSING_STREAMS)) take(entry)
        position = entry.logIndex + 1
      }
      if (entries.length < pageSize) return
    }
  }
  return async () => {
    // One reader at a time: two that follow the log together would fold its end twice.
    const mine = coming.then(catchUp)
    coming = mine.catch(() => {})
    await mine
    return [...known].map(([stream, { state, entries }]) => ({ id: licensingIdOf(stream), state, entries }))
  }
}

/** What was only attempted changes nothing. */
function after(state: LicensingCase | null, { event, actor, at }: LicensingEntry): LicensingCase {
  if (state === null) {
    if (event.kind === 'act.refused') throw new Error('a licensing ledger begins with the receipt of a package')
    return licensingCaseOf([{ event, actor, at }])
  }
  return event.kind === 'act.refused' ? state : afterLicensing(state, { event, actor, at })
}
