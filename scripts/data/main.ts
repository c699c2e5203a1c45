/**
 * `npm run data -- [FOLDER] [--check] [--accept-words]`: makes the tables of law in `data/us-ear/` from official texts.
 * Same inputs, same bytes. `--check` writes nothing and fails where a file would change.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { canonicalHash, day } from '../../src/base/index.ts'
import { countryChart, countryGroups } from './country-tables.ts'
import { entries, type RowWords } from './entries.ts'
import { readInput } from './official-input.ts'
import { PROSE_RULES } from './prose-rules.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const WORDS = join(ROOT, 'scripts/data/row-words.json')

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { check: { type: 'boolean', default: false }, 'accept-words': { type: 'boolean', default: false } },
})
const folder = positionals[0] ?? join(ROOT, '../shared/data/regs')

if (!existsSync(folder)) {
  console.error(`no official texts at ${folder}; name their folder: npm run data -- FOLDER`)
  process.exit(values.check && process.env.CI !== 'true' ? 0 : 1)
}

const words: RowWords = existsSync(WORDS) ? JSON.parse(readFileSync(WORDS, 'utf8')) : {}
const ccl = entries(
  readInput(folder, 'ccl/ccl_seelpeed_2026-07-23.json'),
  readInput(folder, 'ccl/ccl_paragraphs_2025-09-29.jsonl'),
  values['accept-words'] ? null : words,
)
if (values['accept-words']) writeFileSync(WORDS, `${JSON.stringify(ccl.foundWords, null, 2)}\n`)

const tables: Record<string, unknown> = {
  'country-chart.json': countryChart(readInput(folder, 'chart/country_chart_2026-07-23.json')),
  'country-groups.json': countryGroups(readInput(folder, 'chart/country_groups_2026-07-23.json')),
  'entries.json': ccl.table,
  'prose-rules.json': {
    source: {
      table: 'prose-rules',
      citation: '15 CFR 738 Supp. 1 (footnotes); 742; 754; 774 Supp. 1',
      address: 'https://www.ecfr.gov/current/title-15/subtitle-B/chapter-VII/subchapter-C',
      textOn: day('2026-09-24'),
      checkedOn: day('2026-09-24'),
      inputSha256: canonicalHash(PROSE_RULES),
    },
    rules: PROSE_RULES,
  },
}

const changed = Object.entries(tables).filter(([name, table]) => {
  const path = join(ROOT, 'data/us-ear', name)
  const text = textOf(table)
  const isSame = existsSync(path) && readFileSync(path, 'utf8') === text
  if (!isSame && !values.check) writeFileSync(path, text)
  return !isSame
})
const { rows, readByGrammar, readByHand, needPerson } = ccl.coverage
console.log(
  `${rows} control rows: ${readByGrammar} read by grammar, ${readByHand} by hand, ${needPerson} ask a person (${((1 - needPerson / rows) * 100).toFixed(1)} % decided by typed facts)`,
)
console.log(changed.length === 0 ? 'no table changed' : `changed: ${changed.map(([name]) => name).join(', ')}`)
if (values.check && changed.length > 0) process.exit(1)

/** One line for each country, entry or rule, so that a change of law is a change of few lines. */
function textOf(table: unknown): string {
  const parts = Object.entries(table as Record<string, unknown>).map(([key, value]) => {
    if (key === 'source') return `"source": ${JSON.stringify(value, null, 2)}`
    const lines = Object.entries(value as Record<string, unknown>).map(
      ([name, line]) => `${JSON.stringify(name)}: ${JSON.stringify(line)}`,
    )
    return `${JSON.stringify(key)}: {\n${lines.join(',\n')}\n}`
  })
  return `{\n${parts.join(',\n')}\n}\n`
}
