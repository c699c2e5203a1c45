/** Which parties of cases a piece of information names. */
import { countryName, parseCountry } from '../base/index.ts'
import type { CaseParty } from '../case/index.ts'
import { type InformationItem, indexNames, type Mention, mentions, type NameIndex, sayingsOf } from '../intake/index.ts'
import { buildIndex, type MatchIndex, screen } from '../match/index.ts'

/** Parties made ready to be looked for, of one case or of all. */
export type KnownParties = {
  readonly refs: readonly { readonly stream: string; readonly party: string }[]
  readonly names: NameIndex
  readonly alike: MatchIndex
}

export type Named = {
  readonly stream: string
  /** `ref` of the party that is named best. */
  readonly party: string
  readonly because: string
}

export function knownParties(
  cases: readonly { readonly stream: string; readonly parties: readonly CaseParty[] }[],
): KnownParties {
  const all = cases.flatMap(({ stream, parties }) => parties.map((party) => ({ stream, party })))
  return {
    refs: all.map(({ stream, party }) => ({ stream, party: party.ref })),
    names: indexNames(all.map(({ party }, i) => ({ ref: String(i), names: [...party.names, ...sayings(party)] }))),
    alike: buildIndex(
      all.map(({ party }) => ({
        schema: 'LegalEntity',
        names: party.names.map((text) => ({ text, quality: 'strong' })),
        countries: party.country === null ? [] : [party.country],
      })),
    ),
  }
}

function sayings({ names, country }: CaseParty): readonly string[] {
  const code = country === null ? null : parseCountry(country)
  return code === null ? [] : names.flatMap((name) => sayingsOf(name, countryName(code)))
}

/**
 * Words for a kind of body: alone in a text they name none. A rule that passes something over, so it has a name, and what
 * it passed over is kept with the item it was found in.
 */
const KINDS_RULE = 'kinds-of-body-1'
const KINDS = new Set(
  'agency army authority border bureau centre center command company corps council court customs defence defense department directorate embassy force forces government guard institute interior justice ltd military ministry national navy office police prison security service services state station trading unit university'.split(
    ' ',
  ),
)

/** What was passed over, and by which rule. */
export type PassedOver = { readonly rule: string; readonly words: readonly string[] }

/**
 * Each case once. `isComplete` false: not everything in it could be read or compared, so that naming nobody says nothing.
 */
export function namedIn(
  item: Pick<InformationItem, 'allegation' | 'readable'>,
  known: KnownParties,
): { readonly named: readonly Named[]; readonly isComplete: boolean; readonly passedOver: PassedOver } {
  const passed = new Set<string>()
  const found = mentions(item, known.names, (name) => {
    const hits = screen(known.alike, { name }).filter(({ isMatch }) => isMatch)
    const word = name.toLowerCase()
    if (!KINDS.has(word)) return hits.map(({ entry, score }) => ({ ref: String(entry), score }))
    if (hits.length > 0) passed.add(word)
    return []
  })
  const best = new Map<string, Mention>()
  for (const mention of found.mentions.toSorted((a, b) => b.score - a.score)) {
    const stream = known.refs[Number(mention.ref)]?.stream
    if (stream !== undefined && !best.has(stream)) best.set(stream, mention)
  }
  return {
    named: [...best].map(([stream, mention]) => ({
      stream,
      party: known.refs[Number(mention.ref)]?.party ?? mention.ref,
      because: `it says “${mention.text.replace(/\s+/g, ' ').slice(0, 200).toWellFormed()}” (${HOW[mention.how]})`,
    })),
    isComplete: found.isComplete,
    passedOver: { rule: KINDS_RULE, words: [...passed].sort() },
  }
}

const HOW: Readonly<Record<Mention['how'], string>> = {
  'same-words': 'a name of the party, word for word',
  'same-stems': 'a name of the party with other endings',
  alike: 'a spelling that may be a name of the party',
}
