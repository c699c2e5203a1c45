import type { Day } from '../base/index.ts'
import type { OwnershipAnswer } from './answer.ts'
import { CONTROL_WORDS, type Structure, shareText } from './structure.ts'

/** Who stands behind a party, ready to be drawn: each holder once, each line once, whatever circles they run in. */
export type OwnershipPicture = {
  readonly nodes: readonly {
    readonly id: string
    readonly name: string
    /** Steps from the party, the shortest way; the party is 0. */
    readonly depth: number
    readonly lists: readonly string[]
    /** Nobody asked who owns it, or nobody is named for the rest. */
    readonly isOpen: boolean
  }[]
  readonly lines: readonly {
    readonly from: string
    readonly to: string
    readonly kind: 'share' | 'control'
    /** `60 %`, `at least 30 %`, `appoints the board`. */
    readonly text: string
    readonly source: string | null
    readonly asOf: Day | null
  }[]
  /** One sentence a law. */
  readonly says: readonly string[]
}

const OUTCOME_WORDS = { extends: 'extends to it', 'does-not-extend': 'does not extend to it', undecided: 'undecided' }

export function ownershipPicture(
  structure: Structure,
  party: string,
  answers: readonly OwnershipAnswer[],
): OwnershipPicture {
  const depths = depthsFrom(structure, party)
  const nodes = [...depths].flatMap(([id, depth]) => {
    const holder = structure.holders.get(id)
    if (holder === undefined) return []
    const lists = [...new Set(holder.listings.map(({ list }) => list))]
    return [{ id, name: holder.name, depth, lists, isOpen: holder.owners !== 'named' }]
  })
  return {
    nodes,
    lines: [
      ...structure.holdings.map(({ owner, owned, share, source, asOf }) => ({
        from: owner,
        to: owned,
        kind: 'share' as const,
        text: shareText(share),
        source,
        asOf,
      })),
      ...structure.controls.map(({ controller, controlled, kind, source, asOf }) => ({
        from: controller,
        to: controlled,
        kind: 'control' as const,
        text: CONTROL_WORDS[kind],
        source,
        asOf,
      })),
    ].filter(({ from, to }) => depths.has(from) && depths.has(to)),
    says: answers.map(({ title, outcome, because }) =>
      `${title}: ${OUTCOME_WORDS[outcome]}. ${because[0] ?? ''}`.trim(),
    ),
  }
}

function depthsFrom({ holdings, controls }: Structure, party: string): ReadonlyMap<string, number> {
  const depths = new Map([[party, 0]])
  for (const [id, depth] of depths) {
    const above = [
      ...holdings.filter(({ owned }) => owned === id).map(({ owner }) => owner),
      ...controls.filter(({ controlled }) => controlled === id).map(({ controller }) => controller),
    ]
    for (const next of above) if (!depths.has(next)) depths.set(next, depth + 1)
  }
  return depths
}
