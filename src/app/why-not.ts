/** Why an entry was not matched with a name, or why it was: any entry of the lists in use, whatever its score. */
import type { ScreeningSnapshot } from '../assessment/index.ts'
import { err, ok, type Result } from '../base/index.ts'
import type { ListedParty } from '../lists/index.ts'
import { ALGORITHM, type Explanation, type Query, scoreOf, whyNot } from '../match/index.ts'
import type { Problem } from './problem.ts'
import { faultIn } from './screen-name.ts'

type Costs = ReturnType<typeof whyNot>['costs']

export type WhyNotAnswer = {
  readonly query: Query
  readonly entry: Pick<ListedParty, 'list' | 'entryKey' | 'entryVersion' | 'schema' | 'properties'> & {
    readonly name: string
    readonly source: string
  }
  readonly engine: string
  /** Millionths, as the others. From here on an entry is a match. */
  readonly threshold: number
  readonly score: number
  readonly isMatch: boolean
  readonly explanation: Explanation
  /** Made again from the explanation alone: the same. */
  readonly recomputed: number
  /** What took from the score, most first. */
  readonly costs: Costs
}

/** Entries named in a refusal when a name is borne by several. */
const MAX_NAMED = 10

/** @param wanted list and key, `us-sdn/123`, or a name as the list has it */
export function whyNotMatched(
  query: Query,
  wanted: string,
  { parties, sourceOf, index }: ScreeningSnapshot,
): Result<WhyNotAnswer, Problem> {
  const wrong = faultIn(query)
  if (wrong !== null) return wrong
  const found = entriesNamed(parties, wanted)
  const [at] = found
  const party = at === undefined ? undefined : parties[at]
  if (at === undefined || party === undefined) {
    return fault(
      `\`${wanted.slice(0, 100).toWellFormed()}\` is no entry of the lists in use; write its list and key, such as us-sdn/123, or its name as the list has it`,
    )
  }
  if (found.length > 1) {
    const keys = found.slice(0, MAX_NAMED).flatMap((one) => parties[one] ?? [])
    const rest = found.length - keys.length
    return fault(
      `several entries bear that name: ${keys.map(idOf).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}; write the list and key of one`,
    )
  }
  // Each name of the party is tried, as a screening tries it; the best is told.
  const names = [query.name, ...(query.otherNames ?? [])]
  const tried = names.map((name) => whyNot(index, { ...query, name, otherNames: [] }, at))
  const { match, costs } = tried.reduce((best, one) => (one.match.score > best.match.score ? one : best))
  const { list, entryKey, entryVersion, schema, properties } = party
  return ok({
    query,
    entry: {
      list,
      entryKey,
      entryVersion,
      schema,
      properties,
      name: properties.name?.[0] ?? entryKey,
      source: sourceOf[at] ?? '',
    },
    engine: ALGORITHM.name,
    threshold: ALGORITHM.threshold,
    score: match.score,
    isMatch: match.isMatch,
    explanation: match.explanation,
    recomputed: scoreOf(match.explanation),
    costs,
  })
}

function entriesNamed(parties: readonly ListedParty[], wanted: string): readonly number[] {
  const text = wanted.trim()
  const byId = parties.findIndex((party) => idOf(party) === text)
  if (byId >= 0) return [byId]
  const folded = text.toLowerCase()
  return parties.flatMap(({ properties }, at) =>
    ['name', 'alias', 'weakAlias', 'previousName'].some((property) =>
      properties[property]?.some((name) => name.toLowerCase() === folded),
    )
      ? [at]
      : [],
  )
}

function idOf({ list, entryKey }: Pick<ListedParty, 'list' | 'entryKey'>): string {
  return `${list}/${entryKey}`
}

function fault(sentence: string): Result<never, Problem> {
  return err({ kind: 'query.invalid', field: 'entry', sentence })
}
