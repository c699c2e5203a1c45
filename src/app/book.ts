/**
 * Every stream of one kind as it stands, kept in memory and followed entry by entry through the log: one question to the
 * database however many streams there are. What is read is checked against the seals as any reader of a stream checks it.
 */
import { firstBroken, type Head, type Sealed, type Sha256, sayBroken } from '../base/index.ts'
import { type Streams, TamperedRecord } from '../store/index.ts'

/** Entries read at a time. */
const PAGE = 5_000

export type BookOf<State, Entry> = {
  /** Begins the name of every stream of this kind. */
  readonly prefix: string
  readonly read: (sealed: Sealed) => Entry
  /** `null`: it is the first entry of its stream. */
  readonly after: (state: State | null, entry: Entry) => State
}

export type Kept<State, Entry> = {
  readonly stream: string
  readonly state: State
  /** Oldest first. */
  readonly entries: readonly Entry[]
}

/** The streams in the order in which they were begun. */
export type Book<State, Entry> = () => Promise<readonly Kept<State, Entry>[]>

export function newBook<State, Entry>(
  streams: Pick<Streams, 'inLog'>,
  { prefix, read, after }: BookOf<State, Entry>,
  pageSize = PAGE,
): Book<State, Entry> {
  const known = new Map<string, { readonly head: Head; readonly state: State; readonly entries: Entry[] }>()
  let position = 0
  let coming: Promise<void> = Promise.resolve()
  const take = ({ stream, seq, text, hash }: Awaited<ReturnType<Streams['inLog']>>[number]) => {
    const before = known.get(stream)
    const broken = firstBroken([{ text, hash }], before?.head ?? null)
    if (broken !== null) throw new TamperedRecord(`stream \`${stream}\`, ${sayBroken(broken)}`)
    const entry = read({ ...JSON.parse(text), hash })
    const state = after(before?.state ?? null, entry)
    const entries = before?.entries ?? []
    entries.push(entry)
    known.set(stream, { head: { seq, hash: hash as Sha256 }, state, entries })
  }
  const catchUp = async () => {
    for (;;) {
      const page = await streams.inLog(position, position + pageSize)
      for (const entry of page) {
        if (entry.stream.startsWith(prefix)) take(entry)
        position = entry.logIndex + 1
      }
      if (page.length < pageSize) return
    }
  }
  return async () => {
    // One reader at a time: two that follow the log together would fold its end twice.
    const mine = coming.then(catchUp)
    coming = mine.catch(() => {})
    await mine
    return [...known].map(([stream, { state, entries }]) => ({ stream, state, entries: [...entries] }))
  }
}
