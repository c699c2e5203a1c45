/**
 * What a human-rights assessment stands on, and what changed since. A fact that was not there when it was written, or when
 * somebody last looked at it again, makes it one from before.
 */
import type { CaseState } from './state.ts'

/** One fact of a case: `key` tells it from every other, `words` go after "from before". */
export type Fact = { readonly key: string; readonly words: string }

/** Everything an assessment of the case would stand on at this moment. */
export function factsOf(state: Omit<CaseState, 'rights'>): readonly Fact[] {
  const name = (ref: string) => state.parties.find((one) => one.ref === ref.split(' > ')[0])?.names[0] ?? ref
  const { facts } = state
  return [
    ...state.information.map(({ item, party }) => ({
      key: informationKey(item),
      words: `information about ${name(party)} came in`,
    })),
    ...state.flags.map(({ id, text }) => ({ key: `flag ${id}`, words: `a red flag was raised (${text})` })),
    ...state.questions.flatMap(({ id, text, answer }) =>
      answer === null ? [] : [{ key: `answer ${id}`, words: `a question was answered (${text})` }],
    ),
    ...state.hits.flatMap(({ party, entry, name: listed, decision }) =>
      decision === 'true-match'
        ? [{ key: `match ${party} ${entry}`, words: `${name(party)} was found to be the listed ${listed}` }]
        : [],
    ),
    ...state.screenings.map(({ party, partyVersion }) => ({
      key: `party ${party} ${partyVersion}`,
      words: `what is known of ${name(party)} changed`,
    })),
    ...(facts === null
      ? []
      : [
          { key: `destination ${facts.destination}`, words: `the destination became ${facts.destination}` },
          { key: `end use ${facts.endUse ?? ''}`, words: 'the end use changed' },
          { key: `parties ${facts.parties}`, words: 'the parties changed' },
          { key: `items ${facts.items}`, words: 'the items changed' },
        ]),
  ]
}

/** What an assessment stands on that weighed these items of information. */
export function basisOf(state: Omit<CaseState, 'rights'>, considered: readonly string[]): readonly string[] {
  const weighed = new Set(considered.map(informationKey))
  return factsOf(state)
    .map(({ key }) => key)
    .filter((key) => !key.startsWith('information ') || weighed.has(key))
}

/** What came to be since the assessment was written or looked at again; empty too when none is written. */
export function changedSinceRights(state: CaseState): readonly Fact[] {
  const { rights } = state
  if (rights === null) return []
  const basis = new Set(rights.basis)
  return factsOf(state).filter(({ key }) => !basis.has(key))
}

/** `from before information about Fictional Ministry came in, and 2 more changes`. */
export function beforeWhat([first, ...rest]: readonly Fact[]): string {
  if (first === undefined) return ''
  const more = rest.length === 0 ? '' : `, and ${rest.length} more ${rest.length === 1 ? 'change' : 'changes'}`
  return `from before ${first.words}${more}`
}

export function informationKey(item: string): string {
  return `information ${item}`
}
