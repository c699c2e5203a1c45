/** The editions that were made: kept as they were, found by reader and day. */
import type { Day, Sealed } from '../../base/index.ts'
import type { Edition } from '../../brief/index.ts'
import type { Desk } from '../desk.ts'

/** The stream it is sealed in; each edition is a document that its entry names by hash. */
export const BRIEF = 'brief'

export const READERS = ['firm', 'public'] as const
export type Reader = (typeof READERS)[number]

/** One edition, without reading it. */
export type EditionSummary = {
  readonly id: string
  readonly reader: Reader
  readonly on: Day
  /** Instant, UTC. */
  readonly madeAt: string
  /** Who asked for it; `the program`: it was due. */
  readonly by: string
  readonly verdict: Edition['verdict']
  readonly headline: string
  /** SHA-256 of the edition as it is kept. */
  readonly sha256: string
  /** Holds placed with it. */
  readonly holds: readonly PlacedHold[]
  /** Place in the change log up to which it tells. */
  readonly changesTo: number
  readonly replaces: Edition['replaces']
  /** The later edition of its day, and why it was made. Never written into the earlier one. */
  readonly replacedBy: Edition['replaces']
}

/** `hold`: the id of the change. */
export type PlacedHold = { readonly case: string; readonly reference: string; readonly hold: string }

export type EditionView = { readonly edition: Edition; readonly summary: EditionSummary }

/** Newest first. */
export function editionsIn(entries: readonly Sealed[], reader: Reader): readonly EditionSummary[] {
  const made = entries
    .filter(({ kind, body }) => kind === 'brief.made' && body.reader === reader)
    // Written by `make` and sealed: what is read is what was written.
    .map(({ body }) => body as unknown as Omit<EditionSummary, 'replacedBy'>)
  return made
    .map((one) => {
      const later = made.find(({ replaces }) => replaces?.edition === one.id)
      return {
        ...one,
        replacedBy: later === undefined ? null : { edition: later.id, because: later.replaces?.because ?? '' },
      }
    })
    .reverse()
}

export async function editionAt({ store }: Desk, summary: EditionSummary): Promise<EditionView> {
  const bytes = await store.streams.document(summary.sha256)
  if (bytes === null) throw new Error(`edition ${summary.id} is gone from the documents`)
  // Kept by hash, and the hash is sealed.
  return { summary, edition: JSON.parse(Buffer.from(bytes).toString('utf8')) }
}
