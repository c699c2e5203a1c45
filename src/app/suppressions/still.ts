/** What an assessment says was silenced, held against what has become of the suppression since. */
import type { Day } from '../../base/index.ts'
import type { CaseEvent } from '../../case/index.ts'
import type { StreamReader } from '../../store/index.ts'
import { afterEntry, recordedIn, type SuppressionState, streamOfSuppression } from './recorded.ts'

/** The same events, with every match speaking whose suppression was withdrawn or ran out after the assessment was made. */
export async function stillSilenced(
  reader: Pick<StreamReader, 'entries'>,
  events: readonly CaseEvent[],
  today: Day,
): Promise<readonly CaseEvent[]> {
  const ids = new Set(
    events.flatMap((event) =>
      event.kind === 'screening.recorded' ? event.hits.flatMap(({ suppression }) => suppression?.id ?? []) : [],
    ),
  )
  const holding = new Set<string>()
  for (const id of ids) {
    const entries = (await reader.entries(streamOfSuppression(id))).map(recordedIn)
    const state = entries.reduce<SuppressionState | null>(afterEntry, null)
    if (state !== null && state.withdrawn === null && state.until >= today) holding.add(id)
  }
  return events.map((event) =>
    event.kind === 'screening.recorded'
      ? {
          ...event,
          hits: event.hits.map(({ suppression, ...hit }) =>
            suppression !== undefined && holding.has(suppression.id) ? { ...hit, suppression } : hit,
          ),
        }
      : event,
  )
}
