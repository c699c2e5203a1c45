/**
 * How well names are told apart: precision, recall, F1 and accuracy over labelled pairs, all together and per group of
 * twenty pairs or more. `npm run bench -- quality --pairs FILE [--pairs FILE ...] [--wrong]`, one JSON object a line as
 * `unblind match` reads them; `--wrong` also prints each pair that was judged wrongly. Percent, one decimal.
 */
import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { type Agreement, evaluatePairs, type NamePair } from '../src/match/index.ts'

/** Groups with fewer pairs say more of chance than of the matcher. */
const LEAST_PAIRS = 20

export async function run(): Promise<Readonly<Record<string, number>>> {
  const { values } = parseArgs({
    args: process.argv.slice(3),
    options: {
      pairs: { type: 'string', multiple: true },
      wrong: { type: 'boolean' },
      json: { type: 'boolean' },
    },
  })
  if (values.pairs === undefined) throw new Error('name a file of labelled pairs: `--pairs FILE`')
  const pairs: NamePair[] = []
  for (const file of values.pairs)
    for (const line of (await readFile(file, 'utf8')).split('\n')) if (line.trim() !== '') pairs.push(JSON.parse(line))
  const started = performance.now()
  const { judged, agreement, byCategory } = evaluatePairs(pairs)
  const microseconds = ((performance.now() - started) * 1000) / Math.max(1, pairs.length)
  if (agreement === null) throw new Error('none of the pairs says whether it should match')
  if (values.wrong === true)
    for (const [i, { expected, isMatch, score }] of judged.entries()) {
      const pair = pairs[i]
      if (pair === undefined || expected === null || expected === isMatch) continue
      const said = expected ? 'missed' : 'false'
      console.error(`${said} ${score} ${pair.schema ?? ''} | ${pair.query.name} | ${pair.candidate.name}`)
    }
  return {
    ...metricsOf('', agreement),
    usPerPair: Math.round(microseconds),
    ...Object.fromEntries(
      Object.entries(byCategory)
        .filter(([, group]) => group.pairs >= LEAST_PAIRS)
        .flatMap(([name, group]) => Object.entries(metricsOf(`${name}: `, group))),
    ),
  }
}

function metricsOf(prefix: string, group: Agreement): Readonly<Record<string, number>> {
  const right = group.truePositives + group.trueNegatives
  const rates = { precision: group.precision, recall: group.recall, f1: group.f1 }
  return {
    [`${prefix}pairs`]: group.pairs,
    [`${prefix}accuracy`]: Math.round((right * 1000) / group.pairs) / 10,
    ...Object.fromEntries(
      Object.entries(rates).flatMap(([name, rate]) =>
        rate === null ? [] : [[`${prefix}${name}`, Math.round(rate / 1000) / 10]],
      ),
    ),
  }
}
