/** Labelled or unlabelled pairs of names, judged one by one and counted together. */
import { compare } from './compare.ts'
import { type NameForm, type Query, SCHEMAS, type Schema } from './types.ts'

export type PairSide = {
  readonly name: string
  readonly otherNames?: readonly string[]
  readonly countries?: readonly string[]
  readonly addresses?: readonly string[]
  readonly birthDates?: readonly string[]
  readonly identifiers?: readonly string[]
}

export type NamePair = {
  /** Anything but a known schema reads as not known: by how the candidate's name looks. */
  readonly schema?: string | null
  readonly query: PairSide
  readonly candidate: PairSide
  /** The right answer, where known. */
  readonly match?: boolean
  readonly category?: string | null
}

export type JudgedPair = {
  /** Millionths. */
  readonly score: number
  readonly isMatch: boolean
  /** `null`: not labelled. */
  readonly expected: boolean | null
}

export type Agreement = {
  readonly pairs: number
  readonly truePositives: number
  readonly falsePositives: number
  readonly falseNegatives: number
  readonly trueNegatives: number
  /** Millionths; `null` where nothing was called a match. */
  readonly precision: number | null
  /** Millionths; `null` where nothing should match. */
  readonly recall: number | null
  /** Millionths; `null` where either is. */
  readonly f1: number | null
}

export type PairsReport = {
  /** One per pair, same order. */
  readonly judged: readonly JudgedPair[]
  /** Over the labelled pairs; `null` where there is none. */
  readonly agreement: Agreement | null
  /** Per category of the labelled pairs, by name. */
  readonly byCategory: Readonly<Record<string, Agreement>>
}

export function evaluatePairs(pairs: readonly NamePair[]): PairsReport {
  const judged = pairs.map(judge)
  const labelled = pairs.flatMap((pair, i) => {
    const verdict = judged[i]
    return verdict !== undefined && verdict.expected !== null
      ? [{ category: pair.category ?? 'uncategorised', verdict }]
      : []
  })
  const categories = [...new Set(labelled.map(({ category }) => category))].sort()
  return {
    judged,
    agreement: labelled.length === 0 ? null : agreementOf(labelled.map(({ verdict }) => verdict)),
    byCategory: Object.fromEntries(
      categories.map((name) => [
        name,
        agreementOf(labelled.filter(({ category }) => category === name).map(({ verdict }) => verdict)),
      ]),
    ),
  }
}

function judge(pair: NamePair): JudgedPair {
  const schema = SCHEMAS.find((known) => known === pair.schema)
  const { score, isMatch } = compare(queryOf(pair.query, schema), {
    schema: schema ?? 'LegalEntity',
    names: [pair.candidate.name, ...(pair.candidate.otherNames ?? [])].map(
      (text): NameForm => ({ text, quality: 'strong' }),
    ),
    countries: pair.candidate.countries ?? [],
    addresses: pair.candidate.addresses ?? [],
    birthDates: pair.candidate.birthDates ?? [],
    identifiers: pair.candidate.identifiers ?? [],
  })
  return { score, isMatch, expected: pair.match ?? null }
}

function queryOf(side: PairSide, schema: Schema | undefined): Query {
  return {
    name: side.name,
    otherNames: side.otherNames ?? [],
    countries: side.countries ?? [],
    addresses: side.addresses ?? [],
    birthDates: side.birthDates ?? [],
    identifiers: side.identifiers ?? [],
    ...(schema === undefined ? {} : { schema }),
  }
}

function agreementOf(verdicts: readonly JudgedPair[]): Agreement {
  const count = (isMatch: boolean, expected: boolean) =>
    verdicts.filter((verdict) => verdict.isMatch === isMatch && verdict.expected === expected).length
  const truePositives = count(true, true)
  const falsePositives = count(true, false)
  const falseNegatives = count(false, true)
  const precision = ratio(truePositives, truePositives + falsePositives)
  const recall = ratio(truePositives, truePositives + falseNegatives)
  return {
    pairs: verdicts.length,
    truePositives,
    falsePositives,
    falseNegatives,
    trueNegatives: count(false, false),
    precision,
    recall,
    f1:
      precision === null || recall === null
        ? null
        : ratio(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives),
  }
}

function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((part * 1_000_000) / whole)
}
