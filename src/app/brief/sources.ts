/** How each source stood when a brief was made. A source that was not read is named with why, never passed over. */
import {
  coverageOf,
  type ListUse,
  MAX_LIST_AGE_DAYS,
  MAX_TABLE_AGE_DAYS,
  type ScreeningSnapshot,
  US_EXPORTER,
} from '../../assessment/index.ts'
import type { Sealed } from '../../base/index.ts'
import { isLaw, nameOfTable, type SourceCheck } from '../../brief/index.ts'
import type { LedgerEvent } from '../../store/index.ts'
import type { Desk } from '../desk.ts'
import { STANDING_EVENTS } from '../list-standing.ts'
import { TROUBLE_EVENTS } from '../status.ts'
import { forumCheck } from './public-forum.ts'

/** Lists, law tables, and the forum's public records where an address of them is known. */
export async function sourcesNow(
  { store, tables, today }: Desk,
  snapshot: ScreeningSnapshot,
  changes: readonly Sealed[],
  forumAddress: string | null,
): Promise<readonly SourceCheck[]> {
  const coverage = coverageOf(snapshot, tables, today(), US_EXPORTER)
  const events = await store.events([...STANDING_EVENTS, ...TROUBLE_EVENTS])
  return [
    // The set that ships brings no news: it is as old as the program.
    ...coverage.lists
      .filter(({ state }) => state !== 'starter' && state !== 'supplement')
      .map((use) => listCheck(use, events)),
    ...coverage.tables
      .filter(({ table }) => isLaw(table))
      .map(
        ({ table, textOn, checkedOn, state }): SourceCheck => ({
          id: table,
          name: sentenceCase(nameOfTable(table)),
          state: state === 'checked' ? 'read' : 'unread',
          because:
            state === 'checked' ? null : `not compared with the official text for more than ${MAX_TABLE_AGE_DAYS} days`,
          dataOn: textOn,
          readAt: checkedOn,
        }),
      ),
    ...forumCheck(changes, forumAddress),
  ]
}

function listCheck(use: ListUse, events: readonly LedgerEvent[]): SourceCheck {
  const own = events.filter(({ body }) => body.source === use.source)
  const good = own.findLast(
    ({ kind }) => kind === 'list.imported' || kind === 'list.confirmed' || kind === 'list.accepted',
  )
  const trouble = own.findLast(({ kind }) => kind === 'list.refused' || kind === 'list.not-reached')
  const check = { id: use.source, name: use.title, dataOn: use.dataOn, readAt: good?.at ?? null }
  if (use.quarantined !== null) return { ...check, state: 'quarantined', because: use.quarantined.why }
  if (use.state === 'missing') return { ...check, state: 'unread', because: 'it is not loaded here' }
  if (use.state === 'stale') {
    const age = use.ageDays === null ? 'its age is not known' : `it was fetched ${use.ageDays} days ago`
    return { ...check, state: 'unread', because: `${age}, and a list counts as read for ${MAX_LIST_AGE_DAYS}` }
  }
  const isTroubled = trouble !== undefined && (good === undefined || trouble.seq > good.seq)
  return isTroubled
    ? { ...check, state: 'unread', because: String(trouble.body.sentence ?? 'it could not be read') }
    : { ...check, state: 'read', because: null }
}

function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
