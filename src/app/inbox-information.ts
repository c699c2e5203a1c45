/** What came in, as its stream holds it. */
import type { Sealed } from '../base/index.ts'
import { type InformationItem, readMail, withoutSource } from '../intake/index.ts'
import type { Streams } from '../store/index.ts'

/** The one stream of everything that came in. */
export const INFORMATION = 'information'

export function informationIn(entries: readonly Sealed[]): readonly InformationItem[] {
  // Sealed as it was written: see `takeMail`.
  return entries.flatMap(({ kind, body }) =>
    kind === 'information.captured' ? [body as unknown as InformationItem] : [],
  )
}

/** What each item says, with every mark of its author taken out. */
export async function wordsOf(
  streams: Pick<Streams, 'entries' | 'document'>,
  ids: readonly string[],
): Promise<Readonly<Record<string, string>>> {
  const known = remembered.get(streams)
  // Taken out first: what is read next may put the oldest of them out of memory.
  const said = new Map<string, ProtectedWords>(
    ids.flatMap((id) => {
      const words = known?.get(id)
      return words === undefined ? [] : [[id, words]]
    }),
  )
  const unread = new Set(ids.filter((id) => !said.has(id)))
  const items =
    unread.size === 0 ? [] : informationIn(await streams.entries(INFORMATION)).filter(({ id }) => unread.has(id))
  await Promise.all(items.map(async (item) => said.set(item.id, await protectedWords(streams, item))))
  return Object.fromEntries([...said].map(([id, { words }]) => [id, words ?? NOTHING_READ]))
}

const NOTHING_READ = 'nothing of it could be read; a person must open the original'

/** What an item says, every mark of its author taken out. `words` `null`: nothing could be read. */
export type ProtectedWords = { readonly subject: string | null; readonly words: string | null }

/** Bytes never change, so what they say is read once while the store is open. */
const remembered = new WeakMap<object, Map<string, ProtectedWords>>()
/** Most items whose words are remembered. */
const MAX_REMEMBERED = 5_000

export async function protectedWords(
  streams: Pick<Streams, 'document'>,
  { id, originalBytesSha256, subject, allegation }: InformationItem,
): Promise<ProtectedWords> {
  const known = remembered.get(streams) ?? new Map<string, ProtectedWords>()
  remembered.set(streams, known)
  const before = known.get(id)
  if (before !== undefined) return before
  const bytes = await streams.document(originalBytesSha256)
  if (bytes === null) throw new Error(`the bytes of information ${id} are not kept`)
  const mail = readMail(bytes)
  const read = (text: string | null) => (mail.ok && text !== null ? withoutSource(text, mail.value).text : null)
  const words = { subject: read(subject), words: read(allegation) }
  known.set(id, words)
  const [oldest] = known.keys()
  if (known.size > MAX_REMEMBERED && oldest !== undefined) known.delete(oldest)
  return words
}
