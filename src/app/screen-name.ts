import {
  coverageOf,
  groupHits,
  type Hit,
  type HitGroup,
  type ListUse,
  MAX_NAME_LENGTH,
  type Screening,
  type ScreeningSnapshot,
  screenParty,
  US_EXPORTER,
} from '../assessment/index.ts'
import { type Day, err, ok, parseCountry, type Result, type Sha256 } from '../base/index.ts'
import type { LawTables } from '../law/index.ts'
import type { Query } from '../match/index.ts'
import type { Problem } from './problem.ts'

/** One name against every list that is here. */
export type ScreenAnswer = {
  readonly query: Query
  /** `notPerformed` when a list that coverage needs was not read: never `clear` then. */
  readonly screening: Screening
  /** Best first. */
  readonly hits: readonly Hit[]
  /** Which of them are listings of one party. */
  readonly groups: readonly HitGroup[]
  readonly lists: readonly ListUse[]
  /** Of the lists that were screened against. */
  readonly snapshot: Sha256
}

/** What is wrong with what a name is screened by; `null`: nothing. */
export function faultIn(query: Query): Result<never, Problem> | null {
  if (query.name.trim() === '') return fault('name', 'is empty; give the name to screen')
  for (const text of [query.name, ...(query.otherNames ?? [])]) {
    if (text.length > MAX_NAME_LENGTH) return fault('name', `is longer than ${MAX_NAME_LENGTH} characters; shorten it`)
    if (!text.isWellFormed()) return fault('name', 'holds half of a surrogate pair; send valid Unicode')
  }
  return null
}

/**
 * The same screening that an assessment does of each party, of one name alone. No match is silenced: nothing asked here is
 * kept, so nothing could record it.
 */
export function screenName(
  query: Query,
  snapshot: ScreeningSnapshot,
  tables: LawTables,
  today: Day,
): Result<ScreenAnswer, Problem> {
  const wrong = faultIn(query)
  if (wrong !== null) return wrong
  const name = query.name.trim()
  const countries = (query.countries ?? []).map((text) => ({ text, code: parseCountry(text) }))
  const unknown = countries.find(({ code }) => code === null)
  if (unknown !== undefined) {
    return fault(
      'country',
      `\`${unknown.text.slice(0, 60)}\` is not a country we know; write its ISO 3166-1 code, such as EG`,
    )
  }
  const coverage = coverageOf(snapshot, tables, today, US_EXPORTER)
  const country = countries[0]?.code ?? undefined
  const { answer } = screenParty(
    {
      name,
      roles: ['end-user'],
      ...(query.otherNames === undefined ? {} : { otherNames: [...query.otherNames] }),
      ...(query.schema === undefined ? {} : { schema: query.schema }),
      ...(country === undefined ? {} : { country }),
      ...(query.addresses === undefined ? {} : { addresses: [...query.addresses] }),
      ...(query.birthDates === undefined ? {} : { birthDates: [...query.birthDates] }),
      ...(query.identifiers === undefined ? {} : { identifiers: [...query.identifiers] }),
    },
    'p1',
    snapshot,
    coverage.unreadLists,
  )
  const { screening, hits } = answer
  return ok({ query, screening, hits, groups: groupHits(hits), lists: coverage.lists, snapshot: snapshot.hash })
}

function fault(field: string, sentence: string): Result<never, Problem> {
  return err({ kind: 'query.invalid', field, sentence })
}
