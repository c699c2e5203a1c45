/** Which cases are to be held for what changed, as the case ledger records a hold. */
import { unreachable } from '../base/index.ts'
import type { HoldGround, Relevance } from './relevance.ts'

export type HoldToPlace = {
  readonly case: string
  /** Id of the change: placing the same hold twice is seen. */
  readonly hold: string
  readonly ground: HoldGround
  /** One sentence for the case's own ledger; it may name parties. */
  readonly reason: string
  readonly source: string
}

/** One for each open case and change that calls for it, by case, then in the order of the changes. */
export function holdsFor(relevant: readonly Relevance[]): readonly HoldToPlace[] {
  return relevant
    .flatMap(({ change, cases }) =>
      cases.flatMap((one): HoldToPlace[] =>
        one.hold === null
          ? []
          : [
              {
                case: one.id,
                hold: change.id,
                ground: one.hold,
                reason: `${change.title}; ${groundClause(one.hold)}`,
                source: change.source.citation,
              },
            ],
      ),
    )
    .sort((a, b) => (a.case < b.case ? -1 : a.case > b.case ? 1 : 0))
}

/** Why that ground holds a case, as the end of a sentence. */
export function groundClause(ground: HoldGround): string {
  switch (ground) {
    case 'relies':
      return 'the case rests on what it was before'
    case 'party':
      return 'a party of the case, or an owner of one, may be meant'
    case 'item':
      return 'an item of the case is in what it is about'
    case 'destination':
      return 'the case goes to a destination it is about'
    case 'item-and-destination':
      return 'the case sends an item it is about to a destination it is about'
    default:
      return unreachable(ground)
  }
}
