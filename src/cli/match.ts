/** `unblind match`: a score and a yes or no for each pair of names, and how well that went where pairs are labelled. */
import { z } from 'zod'
import { err, ok, type Result } from '../base/index.ts'
import { ALGORITHM, evaluatePairs, type NamePair } from '../match/index.ts'
import { EXIT, type ExitCode, type Io, refuse } from './io.ts'
import { pageFor, table } from './page.ts'
import { type JsonLine, readJsonLines } from './read-input.ts'
import { percent } from './screening-text.ts'

/** Pairs judged at a time: answers come while the file is still being read. */
const BATCH = 500

const texts = z.array(z.string()).optional()
const side = z
  .looseObject({
    name: z.string(),
    otherNames: texts,
    countries: texts,
    addresses: texts,
    birthDates: texts,
    identifiers: texts,
  })
  .describe('Further keys are ignored')

/** One line of a file of pairs. */
export const pairSchema = z
  .looseObject({
    schema: z.string().nullish().describe('Person, Company ...; anything else reads as not known'),
    query: side,
    candidate: side,
    match: z.boolean().optional().describe('The right answer, where known'),
    category: z.string().nullish(),
  })
  .describe('Two names, and where it is known whether they are the same party')

const rates = {
  pairs: z.int(),
  truePositives: z.int(),
  falsePositives: z.int(),
  falseNegatives: z.int(),
  trueNegatives: z.int(),
  precision: z.number().nullable().describe('0 to 1; null: nothing was called a match'),
  recall: z.number().nullable().describe('0 to 1; null: nothing should match'),
  f1: z.number().nullable(),
}

/** One line of what `unblind match --json` prints. */
export const pairResultSchema = z
  .union([
    z.strictObject({
      score: z.int().describe('Millionths, 0 to 1,000,000'),
      match: z.boolean(),
      expected: z.boolean().optional().describe('The label of the pair, where it has one'),
    }),
    z.strictObject({ error: z.strictObject({ line: z.int(), sentence: z.string() }) }),
    z.strictObject({
      summary: z.strictObject({
        algorithm: z.string(),
        threshold: z.int().describe('Millionths: a score at or above it is a match'),
        ...rates,
        byCategory: z.record(z.string(), z.strictObject(rates)),
      }),
    }),
  ])
  .describe('One line a pair, in order; where pairs are labelled, a summary as the last line')
type PairResult = z.output<typeof pairResultSchema>
type Rates = z.output<z.ZodObject<typeof rates>>

export async function matchCommand(
  io: Io,
  flags: { readonly pairs: string; readonly json?: boolean },
): Promise<ExitCode> {
  const lines = await readJsonLines(io, flags.pairs)
  if (!lines.ok) return refuse(io, lines.error)
  const counts = new Map<string, Counts>()
  const say = (result: PairResult, number: number) =>
    io.out(flags.json ? `${JSON.stringify(result)}\n` : text(result, number))
  let isAnyBad = false
  let batch: JsonLine[] = []
  const judge = () => {
    const read = batch.map((line) => readPair(line))
    const judged = evaluatePairs(read.flatMap((pair) => (pair.ok ? [pair.value] : []))).judged.values()
    for (const [i, pair] of read.entries()) {
      const number = batch[i]?.number ?? 0
      if (!pair.ok) {
        isAnyBad = true
        say({ error: { line: number, sentence: pair.error } }, number)
        continue
      }
      const { value: verdict } = judged.next()
      if (verdict === undefined) throw new Error('a pair was not judged')
      const { match: expected, category } = pair.value
      say({ score: verdict.score, match: verdict.isMatch, ...(expected === undefined ? {} : { expected }) }, number)
      if (expected !== undefined) count(counts, category ?? 'uncategorised', verdict.isMatch, expected)
    }
    batch = []
  }
  for await (const line of lines.value) {
    batch.push(line)
    if (batch.length === BATCH) {
      judge()
      await io.drained()
    }
  }
  judge()
  if (counts.size > 0) {
    const summary = summaryOf(counts)
    io.out(flags.json ? `${JSON.stringify({ summary })}\n` : summaryText(io, summary))
  }
  return isAnyBad ? EXIT.badInput : EXIT.done
}

function readPair({ number, value }: JsonLine): Result<NamePair, string> {
  if (!value.ok) return value
  const parsed = pairSchema.safeParse(value.value)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    const field = (issue?.path ?? []).map(String).join('.') || '(whole line)'
    return err(
      `\`${field}\` of line ${number} is missing or of the wrong kind; write {"query":{"name":"..."},"candidate":{"name":"..."}}`,
    )
  }
  const { schema, match, category, query, candidate } = parsed.data
  return ok({
    schema: schema ?? null,
    query: present(query),
    candidate: present(candidate),
    ...(match === undefined ? {} : { match }),
    category: category ?? null,
  })
}

function present({
  name,
  otherNames,
  countries,
  addresses,
  birthDates,
  identifiers,
}: z.output<typeof side>): NamePair['query'] {
  return {
    name,
    ...(otherNames ? { otherNames } : {}),
    ...(countries ? { countries } : {}),
    ...(addresses ? { addresses } : {}),
    ...(birthDates ? { birthDates } : {}),
    ...(identifiers ? { identifiers } : {}),
  }
}

type Counts = { truePositives: number; falsePositives: number; falseNegatives: number; trueNegatives: number }
type Summary = Extract<PairResult, { summary: unknown }>['summary']

function count(counts: Map<string, Counts>, category: string, isMatch: boolean, expected: boolean): void {
  const row = counts.get(category) ?? { truePositives: 0, falsePositives: 0, falseNegatives: 0, trueNegatives: 0 }
  counts.set(category, row)
  if (isMatch) row[expected ? 'truePositives' : 'falsePositives']++
  else row[expected ? 'falseNegatives' : 'trueNegatives']++
}

function summaryOf(counts: ReadonlyMap<string, Counts>): Summary {
  const rows = [...counts.values()]
  const sum = (field: keyof Counts) => rows.reduce((total, row) => total + row[field], 0)
  const all: Counts = {
    truePositives: sum('truePositives'),
    falsePositives: sum('falsePositives'),
    falseNegatives: sum('falseNegatives'),
    trueNegatives: sum('trueNegatives'),
  }
  return {
    algorithm: ALGORITHM.name,
    threshold: ALGORITHM.threshold,
    ...ratesOf(all),
    byCategory: Object.fromEntries(
      [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, row]) => [name, ratesOf(row)]),
    ),
  }
}

function ratesOf(row: Counts): Rates {
  const { truePositives, falsePositives, falseNegatives, trueNegatives } = row
  const ratio = (part: number, whole: number) => (whole === 0 ? null : part / whole)
  return {
    pairs: truePositives + falsePositives + falseNegatives + trueNegatives,
    ...row,
    precision: ratio(truePositives, truePositives + falsePositives),
    recall: ratio(truePositives, truePositives + falseNegatives),
    f1: ratio(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives),
  }
}

function text(result: PairResult, number: number): string {
  const lead = String(number).padStart(6)
  if ('error' in result) return `${lead}  ${result.error.sentence}\n`
  if ('summary' in result) return ''
  const judged =
    result.expected === undefined ? '' : result.expected === result.match ? '  as labelled' : '  not as labelled'
  return `${lead}  ${percent(result.score).padStart(5)} %  ${result.match ? '■ match   ' : '□ no match'}${judged}\n`
}

function summaryText(io: Io, { algorithm, byCategory, ...all }: Summary): string {
  const rate = (value: number | null) => (value === null ? '–' : value.toFixed(3))
  const row = (name: string, one: Rates) => [
    name,
    String(one.pairs),
    `precision ${rate(one.precision)}`,
    `recall ${rate(one.recall)}`,
    `F1 ${rate(one.f1)}`,
  ]
  const rows = [...Object.entries(byCategory).map(([name, one]) => row(name, one)), row('all', all)]
  return `\n${algorithm}\n${table(pageFor(io, io.env), rows).join('\n')}\n`
}
