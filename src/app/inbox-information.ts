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
  const items = informationIn(await streams.entries(INFORMATION)).filter(({ id }) => ids.includes(id))
  return Object.fromEntries(
    await Promise.all(items.map(async (item) => [item.id, await wordsOfItem(streams, item)] as const)),
  )
}

async function wordsOfItem(streams: Pick<Streams, 'document'>, item: InformationItem): Promise<string> {
  const bytes = await streams.document(item.originalBytesSha256)
  if (bytes === null) throw new Error(`the bytes of information ${item.id} are not kept`)
  const mail = readMail(bytes)
  if (!mail.ok || item.allegation === null) return 'nothing of it could be read; a person must open the original'
  return withoutSource(item.allegation, mail.value).text
}
