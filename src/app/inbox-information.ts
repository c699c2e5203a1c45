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
  if (ids.length === 0) return {}
  const wanted = new Set(ids)
  const items = informationIn(await streams.entries(INFORMATION)).filter(({ id }) => wanted.has(id))
  return Object.fromEntries(
    await Promise.all(
      items.map(async (item) => [item.id, (await protectedWords(streams, item)).words ?? NOTHING_READ] as const),
    ),
  )
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
