/**
 * An edition in counts and codes: all that e-mail and feeds may carry, for they pass through the hands of others. What is
 * not a field here cannot be written there.
 */
import type { Day } from '../base/index.ts'
import { checkedSentence, type Edition, isFailed, type SourceReport } from './edition.ts'
import { counted } from './words.ts'

export type DiscreetEdition = {
  readonly id: string
  readonly on: Day
  readonly madeAt: string
  readonly headline: string
  readonly proof: string
  readonly lines: readonly {
    readonly id: string
    readonly what: string
    readonly todo: string
    readonly by: Day | null
  }[]
  readonly sources: readonly { readonly name: string; readonly standing: string }[]
}

export function discreetOf({ id, on, madeAt, headline, counts, lines, sources }: Edition): DiscreetEdition {
  return {
    id,
    on,
    madeAt,
    headline,
    proof: `${checkedSentence(counts)}.`,
    lines: lines.map(({ id: line, discreet, todo, by }) => ({ id: line, what: discreet, todo, by })),
    sources: sources.map((source) => ({ name: source.name, standing: standingOf(source) })),
  }
}

/** Without the reason: it may quote a file. */
function standingOf(source: SourceReport): string {
  if (!isFailed(source)) return source.changes === 0 ? 'no change' : counted(source.changes, 'change')
  return source.state === 'quarantined' ? 'a newer version waits for a person' : 'not up to date'
}
