import type { CaseView } from '../../src/app/index.ts'
import type { Hit } from '../../src/assessment/assessment.ts'
import type { CaseHit } from '../../src/case/index.ts'

export type HitInCase = {
  readonly hit: CaseHit
  /** Name of the party, or of its owner. */
  readonly name: string
  readonly roles: readonly string[]
  readonly country: string | null
  /** The comparison; `null`: it was met after the assessment, and is not kept there. */
  readonly compared: Hit | null
}

/** Every possible match of the case, in the order of its parties. */
export function hitsIn({ state, assessment }: CaseView): readonly HitInCase[] {
  return state.hits.map((hit) => {
    const [ref, ...path] = hit.party.split(' > ')
    const party = assessment?.parties.find((one) => one.ref === ref)
    const owner = path.length === 0 ? undefined : party?.owners.find((one) => one.path === path.join(' > '))
    const compared = (owner ?? (path.length === 0 ? party : undefined))?.hits.find(
      ({ list, entryKey }) => `${list}/${entryKey}` === hit.entry,
    )
    return {
      hit,
      name: owner?.name ?? path.at(-1) ?? state.parties.find((one) => one.ref === ref)?.names[0] ?? hit.party,
      roles: path.length === 0 ? (party?.roles ?? []) : ['owner'],
      country: path.length === 0 ? (party?.country ?? null) : null,
      compared: compared ?? null,
    }
  })
}

/** Where it is decided. */
export function addressOfHit(caseId: string, { party, entry }: Pick<CaseHit, 'party' | 'entry'>): string {
  return `/cases/${[caseId, 'hits', party, entry].map(encodeURIComponent).join('/')}`
}
