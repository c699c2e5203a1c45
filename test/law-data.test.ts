import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readControlText, readPaths } from '../scripts/data/control-text.ts'
import { countryChart, countryGroups } from '../scripts/data/country-tables.ts'
import { entries as readEntries } from '../scripts/data/entries.ts'
import { readInput } from '../scripts/data/official-input.ts'
import rowWords from '../scripts/data/row-words.json' with { type: 'json' }
import { type CountryCode, parseCountry } from '../src/base/index.ts'
import { CHART_COLUMNS, GROUP_IDS, readTables, type ScopeCondition } from '../src/law/index.ts'
import { questionOfFact } from '../src/law/us-ear/measurements.ts'
import { describeWithSharedData, sharedData } from './shared-data.ts'
import { shippedFiles, shippedLaw } from './shipped-law.ts'

const law = shippedLaw()
const CCL = 'regs/ccl/ccl_seelpeed_2026-07-23.json'

describe('the shipped tables of law', () => {
  it('hold 638 entries, 196 chart rows with cells and 4 that point elsewhere', () => {
    expect(Object.keys(law.entries)).toHaveLength(638)
    const rows = Object.values(law.chart)
    expect(rows.filter((row) => row.pointsTo === undefined)).toHaveLength(196)
    const pointing = Object.entries(law.chart).filter(([, row]) => row.pointsTo !== undefined)
    expect(pointing.map(([code]) => code).sort()).toEqual(['CU', 'IR', 'KP', 'SY'])
    expect(pointing.every(([, row]) => row.marks.length === 0)).toBe(true)
  })

  it('hold country groups of the published sizes', () => {
    const sizes = Object.fromEntries(GROUP_IDS.map((id) => [id, law.groups[id].length]))
    expect(sizes).toEqual({
      'A:1': 40,
      'A:2': 34,
      'A:3': 42,
      'A:4': 45,
      'A:5': 38,
      'A:6': 8,
      B: 173,
      'D:1': 24,
      'D:2': 10,
      'D:3': 36,
      'D:4': 21,
      'D:5': 22,
      'E:1': 3,
      'E:2': 1,
    })
    expect(law.groups['D:5']).not.toContain('MO')
  })

  it('leave no entry without controls that does not say why', () => {
    const silent = Object.values(law.entries).filter(
      (entry) => entry.controls.length === 0 && entry.status !== 'reserved' && entry.status !== 'other-agency',
    )
    expect(silent).toEqual([])
    const pointers = Object.values(law.entries).filter(
      ({ status }) => status === 'reserved' || status === 'other-agency',
    )
    expect(pointers.every(({ see }) => see !== undefined && see !== '')).toBe(true)
  })

  it('cite a paragraph for every control, and hand over only to sections that other rules read', () => {
    const controls = Object.values(law.entries).flatMap((entry) => entry.controls)
    expect(controls.every(({ paragraph }) => /^15 CFR 7\d\d[ .]/.test(paragraph))).toBe(true)
    const handed = new Set(controls.flatMap(({ target }) => (target.kind === 'see' ? [target.paragraph] : [])))
    expect([...handed].sort()).toEqual(['15 CFR 742.6(a)(11)', '15 CFR 746.1(b)', '15 CFR 746.8'])
  })

  it('have a question for every fact a control row asks for', () => {
    const facts = new Set(
      Object.values(law.entries).flatMap(({ controls }) =>
        controls.flatMap(({ conditions }) => conditions.flatMap(factsOf)),
      ),
    )
    for (const fact of facts) expect(questionOfFact(fact, '15 CFR 774').text).toMatch(/\?$/)
    expect(facts.size).toBeGreaterThan(40)
  })

  it('name, for software and technology rows, only entries that exist', () => {
    const named = Object.values(law.entries).flatMap(({ eccn, controls }) =>
      controls.flatMap(({ conditions }) => conditions.flatMap(relatedOf)).map((related) => [eccn, related] as const),
    )
    const missing = named.filter(([, related]) => related.length === 5 && !law.entries[related])
    // The row of 3E001 for quantum items still names the numbers they had before they became 3A904 and the like.
    expect(missing.map(([, related]) => related)).toEqual(['3A004', '3B003', '3C007', '3C008', '3C009'])
  })

  it('refuse a malformed file with a sentence that names the place', () => {
    const files = shippedFiles()
    expect(() => readTables({ ...files, 'country-groups.json': undefined })).toThrow(/country-groups\.json/)
    const chart = structuredClone(files['country-chart.json']) as { chart: Record<string, { marks: string[] }> }
    chart.chart.CN?.marks.push('CC9')
    expect(() => readTables({ ...files, 'country-chart.json': chart })).toThrow(/CN/)
  })

  it('change their hash when any cell changes', () => {
    const files = shippedFiles()
    const chart = structuredClone(files['country-chart.json']) as { chart: Record<string, { marks: string[] }> }
    chart.chart.DE?.marks.push('CC1')
    const changed = readTables({ ...files, 'country-chart.json': chart })
    expect(changed.hashes['country-chart']).not.toBe(law.hashes['country-chart'])
    expect(changed.hashes.entries).toBe(law.hashes.entries)
  })

  it('place every dependent territory under a row, and none that has its own', () => {
    for (const [code, parent] of Object.entries(law.territories)) {
      expect(law.chart[code]).toBeUndefined()
      expect(parent === 'US' || law.chart[parent] !== undefined).toBe(true)
    }
    expect(law.territories.HK).toBe('CN')
    expect(law.territories['UA-43']).toBe('UA')
    expect(law.chart.LI?.marks).toEqual(law.chart.CH?.marks)
  })
})

describe('the grammar of control rows', () => {
  it.each([
    [
      'NS applies to 5A001.b (except .b.5), .c, .d, .f (except f.3), .g, and .j',
      '5A001',
      { include: ['b', 'c', 'd', 'f', 'g', 'j'], exclude: ['b.5', 'f.3'] },
    ],
    ['NS applies to entire entry, except .a.1', '9A012', { exclude: ['a.1'] }],
    ['RS applies to entire entry except 9A610.y', '9A610', { exclude: ['y'] }],
    [
      'NS applies to 3B001.a.1 to a.3, b, e, f.2 to f.4, g to j',
      '3B001',
      { include: ['a.1', 'a.2', 'a.3', 'b', 'e', 'f.2', 'f.3', 'f.4', 'g', 'h', 'i', 'j'] },
    ],
    ['CB applies to items controlled by 1C351.d.15 and .16', '1C351', { include: ['d.15', 'd.16'] }],
    ['NS and AT apply to entire entry', '1A001', {}],
  ])('reads `%s`', (text, eccn, scope) => {
    expect(readControlText(text, eccn)?.covers).toEqual({
      scope,
      conditions: [],
    })
  })

  it('reads nothing into words it does not know', () => {
    for (const text of [
      'MT applies to 7A003.d that meet or exceed the parameters of 7A103',
      'NP applies to entire entry, except presses below 69 MPa',
      'CC applies to police-model infrared viewers in 6A002.c',
      'RS applies to everything blue',
    ])
      expect(readControlText(text, '7A003')?.covers ?? null).toBeNull()
  })

  it('never reads a path that is not written in the words', () => {
    const word = fc.stringMatching(/^[a-z0-9 .,()]{0,40}$/)
    fc.assert(
      fc.property(word, (text) => {
        const scope = readPaths(text, '5A001')
        for (const path of [...(scope?.include ?? []), ...(scope?.exclude ?? [])])
          expect(path).toMatch(/^[a-z]{1,2}(\.(\d{1,2}|[a-z]{1,2}))*$/)
      }),
    )
  })

  it('reads any list of paths back as it was written', () => {
    const path = fc.stringMatching(/^[a-w](\.[1-9]){0,2}$/)
    fc.assert(
      fc.property(fc.uniqueArray(path, { minLength: 1, maxLength: 8 }), (paths) => {
        const written = paths.map((each) => `.${each}`).join(', ')
        expect(readControlText(`NS applies to ${written}`, '5A001')?.covers?.scope).toEqual({ include: paths })
      }),
    )
  })
})

describeWithSharedData('the official inputs', () => {
  it('make exactly the tables that ship', () => {
    const files = shippedFiles()
    const ccl = readEntries(
      readInput(sharedData('regs'), CCL.slice(5)),
      readInput(sharedData('regs'), 'ccl/ccl_paragraphs_2025-09-29.jsonl'),
      rowWords,
    )
    expect(plain(ccl.table)).toEqual(files['entries.json'])
    expect(plain(countryChart(readInput(sharedData('regs'), 'chart/country_chart_2026-07-23.json')))).toEqual(
      files['country-chart.json'],
    )
    expect(plain(countryGroups(readInput(sharedData('regs'), 'chart/country_groups_2026-07-23.json')))).toEqual(
      files['country-groups.json'],
    )
  })

  it('leave 11 of 1,552 control rows to a person, and drop none', () => {
    const { coverage } = readEntries(
      readInput(sharedData('regs'), CCL.slice(5)),
      readInput(sharedData('regs'), 'ccl/ccl_paragraphs_2025-09-29.jsonl'),
      rowWords,
    )
    expect(coverage).toEqual({ rows: 1552, readByGrammar: 1386, readByHand: 155, needPerson: 11 })
  })

  it('stop the generator when the words of a hand-read row change', () => {
    const ccl = readInput(sharedData('regs'), CCL.slice(5))
    const changed = { ...ccl, text: ccl.text.replace('more than 111,000 elements', 'more than 222,000 elements') }
    const leaves = readInput(sharedData('regs'), 'ccl/ccl_paragraphs_2025-09-29.jsonl')
    expect(() => readEntries(changed, leaves, rowWords)).toThrow(/6A003\/RS\/1/)
  })

  it('stop the generator when the rows of two entries run together, or the paragraphs name an entry it lacks', () => {
    const ccl = readInput(sharedData('regs'), CCL.slice(5))
    const leaves = readInput(sharedData('regs'), 'ccl/ccl_paragraphs_2025-09-29.jsonl')
    const root = JSON.parse(ccl.text) as { entries: { eccn: string; countryChart: unknown[] }[] }
    const without = { entries: root.entries.filter(({ eccn }) => eccn !== '3A981') }
    const lost = { ...ccl, text: JSON.stringify({ ...root, ...without }) }
    expect(() => readEntries(lost, leaves, rowWords)).toThrow(/lacks: 3A981/)
    const doubled = root.entries.find(({ eccn }) => eccn === '0A979')
    doubled?.countryChart.push(...doubled.countryChart)
    expect(() => readEntries({ ...ccl, text: JSON.stringify(root) }, leaves, rowWords)).toThrow(/0A979 has two CC rows/)
  })

  it('stop the generator when an entry names a reason that has no row', () => {
    const ccl = readInput(sharedData('regs'), CCL.slice(5))
    const root = JSON.parse(ccl.text) as { entries: { eccn: string; countryChart: unknown[] }[] }
    const interception = root.entries.find(({ eccn }) => eccn === '5A001')
    interception?.countryChart.splice(2, 1)
    const leaves = readInput(sharedData('regs'), 'ccl/ccl_paragraphs_2025-09-29.jsonl')
    expect(() => readEntries({ ...ccl, text: JSON.stringify(root) }, leaves, rowWords)).toThrow(/5A001 names SL/)
  })

  it('agree with the chart’s own csv twin in every cell', () => {
    const rows = parse(readFileSync(sharedData('regs/chart/country_chart_2026-07-23.csv')), {
      columns: true,
    }) as Record<string, string>[]
    let compared = 0
    for (const row of rows) {
      const code = codeOf(row.country ?? '')
      const marked = CHART_COLUMNS.filter((column) => row[column] === 'X')
      expect([code, law.chart[code]?.marks]).toEqual([code, marked])
      compared += CHART_COLUMNS.length
    }
    expect(compared).toBe(200 * 16)
  })

  it('differ from another export of the chart by CC Column 2 alone, in 172 rows, and by nothing else', () => {
    const rows = parse(readFileSync(sharedData('regs/chart/bis_country_chart_export_2025-11-12.csv')), {
      columns: false,
      relax_column_count: true,
    }) as string[][]
    const heads = (rows[0] ?? []).slice(1, 17).map((head) => head.replace(' ', ''))
    let extra = 0
    const otherwise: string[] = []
    for (const row of rows.slice(1)) {
      const name = (row[0] ?? '').replace(/(\s+\d+)+$/, '').trim()
      const code = parseCountry(NAMES[name] ?? name)
      const ours = code === null ? undefined : law.chart[code]
      const theirs = CHART_COLUMNS.filter((column) => row[heads.indexOf(column) + 1] === 'X')
      if (!ours || ours.pointsTo || theirs.length === 0) continue
      const gained = theirs.filter((column) => !ours.marks.includes(column))
      const lost = ours.marks.filter((column) => !theirs.includes(column))
      if (gained.join() === 'CC2' && lost.length === 0) extra += 1
      else if (gained.length + lost.length > 0) otherwise.push(name)
    }
    expect(extra).toBe(172)
    expect(otherwise).toEqual([])
  })
})

const NAMES: Readonly<Record<string, string>> = {
  'Sint Maarten (the Dutch two-fifths of the island of Saint Martin)': 'SX',
  'Micronesia (Federated State of)': 'FM',
}

function codeOf(name: string): CountryCode {
  const code = parseCountry(NAMES[name] ?? name)
  if (code === null) throw new Error(`not a country: ${name}`)
  return code
}

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value))
}

function factsOf(condition: ScopeCondition): string[] {
  if (condition.kind === 'measure') return [condition.fact]
  if (condition.kind === 'any' || condition.kind === 'all') return condition.of.flatMap(factsOf)
  return condition.kind === 'not' ? factsOf(condition.of) : []
}

function relatedOf(condition: ScopeCondition): string[] {
  if (condition.kind === 'related') return condition.items.map(({ eccn }) => eccn)
  if (condition.kind === 'any' || condition.kind === 'all') return condition.of.flatMap(relatedOf)
  return condition.kind === 'not' ? relatedOf(condition.of) : []
}
