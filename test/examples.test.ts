import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { openLaw, readListsFolder } from '../src/app/index.ts'
import {
  ACTION_STATES,
  type Assessment,
  assess,
  assessmentSchema,
  buildSnapshot,
  COVERAGE_STATES,
  readTransaction,
  type ScreeningSnapshot,
} from '../src/assessment/index.ts'
import { type Day, day } from '../src/base/index.ts'
import { type Determination, type LawTables, OUTCOMES, type Requirement, type ReviewPolicy } from '../src/law/index.ts'

/**
 * The examples that travel with the program, against answers written from the law before the program gave any. Neither
 * network, browser, database nor official files are needed: each example brings its lists and its day.
 */
const FOLDER = fileURLToPath(new URL('../examples/', import.meta.url))
const NAMES = readdirSync(FOLDER, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .sort()

const outcome = z.enum(OUTCOMES)
const text = z.union([z.string(), z.number()]).transform(String)
const requirement = z.strictObject({
  line: z.string(),
  reason: z.string().optional(),
  column: z.string().optional(),
  /** Part of the citation: `744.11` is met by `15 CFR 744.11(a)(1)`. */
  paragraph: text.optional(),
  party: z.string().optional(),
  effect: z.enum(['licence', 'prohibits']).optional(),
  authority: z.string().optional(),
  standing: z.string().optional(),
  checkedOn: z.string().optional(),
})
const expectedSchema = z.strictObject({
  law: z.strictObject({
    outcome,
    lines: z.record(z.string(), outcome),
  }),
  coverage: z.enum(COVERAGE_STATES),
  action: z.enum(ACTION_STATES),
  requirements: z.array(requirement),
  /** No requirement of the answer may meet any of these. */
  absent: z.array(requirement).optional(),
  exceptions: z
    .array(
      z.strictObject({
        line: z.string(),
        code: z.string(),
        available: z.boolean().nullable(),
        barredBy: text.optional(),
        condition: z.string().optional(),
      }),
    )
    .optional(),
  /** Bars that must not be given. */
  absentBars: z.array(z.strictObject({ line: z.string(), code: z.string(), barredBy: text })).optional(),
  /** Exceptions that no line may have as available. */
  absentAvailable: z.array(z.string()).optional(),
  policies: z.array(z.strictObject({ line: z.string(), paragraph: text, review: z.string().optional() })).optional(),
  duties: z.array(z.strictObject({ line: z.string(), text })).optional(),
  redFlags: z.array(z.string()).optional(),
  absentRedFlags: z.array(z.string()).optional(),
  factors: z.record(z.string(), z.enum(['known', 'contradicted', 'unknown', 'not-applicable'])).optional(),
  screening: z.record(z.string(), z.enum(['hits', 'clear', 'notPerformed'])).optional(),
  hits: z
    .array(z.strictObject({ party: z.string(), owner: z.string().optional(), list: z.string(), identity: z.string() }))
    .optional(),
  noQuestions: z.boolean().optional(),
  /** Outcome when the law of another day is read. */
  onOtherDays: z.record(z.string(), outcome).optional(),
  authorities: z.array(z.string()).min(1),
})
type ExpectedRequirement = z.output<typeof requirement>

const { tables } = openLaw()

/** The day of asking never matters to an example: its export date is past. */
const ASKED = [day('2026-11-24'), day('2031-06-01')] as const

describe.each(NAMES)('example %s', (name) => {
  const expected = expectedSchema.parse(parse(readFileSync(`${FOLDER}${name}/expected.yaml`, 'utf8')))
  const answer = memo(() => answerTo(name))

  it('has the outcome, the coverage and the action that the law and the lists give', async () => {
    const { law, coverage, action } = await answer()
    expect({ law: law.outcome, coverage: coverage.state, action: action.state }).toEqual({
      law: expected.law.outcome,
      coverage: expected.coverage,
      action: expected.action,
    })
    expect(Object.fromEntries(law.lines.map((line) => [line.ref, line.outcome]))).toEqual(expected.law.lines)
  })

  it('states each requirement by its paragraph, and none that does not bind', async () => {
    const found = requirementsOf(await answer())
    for (const wanted of expected.requirements) {
      expect(
        found.some((one) => meets(one, wanted)),
        `${show(wanted)} is not among ${found.map(show)}`,
      ).toBe(true)
    }
    for (const unwanted of expected.absent ?? []) {
      expect(found.filter((one) => meets(one, unwanted)).map(show), `${show(unwanted)} must not bind`).toEqual([])
    }
  })

  it('tests the exceptions, and says what bars them', async () => {
    const { lines } = await answer()
    const tests = lines.flatMap((line) => line.determination.exceptions.map((test) => ({ line: line.ref, ...test })))
    for (const wanted of expected.exceptions ?? []) {
      const test = tests.find((one) => one.line === wanted.line && one.code === wanted.code)
      expect(test?.available, `${wanted.code} for ${wanted.line}`).toBe(wanted.available)
      if (wanted.barredBy !== undefined) expect(test?.barredBy.join('\n')).toContain(wanted.barredBy)
      if (wanted.condition !== undefined) expect(test?.conditions.join('\n')).toContain(wanted.condition)
    }
    for (const unwanted of expected.absentBars ?? []) {
      const test = tests.find((one) => one.line === unwanted.line && one.code === unwanted.code)
      expect(test?.barredBy.join('\n')).not.toContain(unwanted.barredBy)
    }
    const offered = tests.filter((test) => test.available === true).map((test) => test.code)
    for (const code of expected.absentAvailable ?? []) expect(offered).not.toContain(code)
  })

  it('tells how an application would be reviewed, and which papers go with it', async () => {
    const { lines } = await answer()
    for (const wanted of expected.policies ?? []) {
      const policies = policiesOf(determinationOf(lines, wanted.line))
      const isMet = policies.some(
        (one) => one.paragraph.includes(wanted.paragraph) && one.review.includes(wanted.review ?? ''),
      )
      expect(isMet, `${wanted.paragraph} ${wanted.review ?? ''} is not among ${policies.map(showPolicy)}`).toBe(true)
    }
    for (const wanted of expected.duties ?? []) {
      const duties = determinationOf(lines, wanted.line).duties.map((duty) => `${duty.text} (${duty.paragraph})`)
      expect(duties.join('\n')).toContain(wanted.text)
    }
  })

  it('screens each party and owner, and says who is presumed to be whom', async () => {
    const { parties } = await answer()
    for (const [ref, state] of Object.entries(expected.screening ?? {})) {
      expect(parties.find((party) => party.ref === ref)?.screening.state, ref).toBe(state)
    }
    for (const wanted of expected.hits ?? []) {
      const party = parties.find((one) => one.ref === wanted.party)
      const screened = wanted.owner === undefined ? party : party?.owners.find((one) => one.name === wanted.owner)
      expect(screened?.hits.map((hit) => `${hit.list} ${hit.identity}`)).toContain(`${wanted.list} ${wanted.identity}`)
    }
  })

  it('raises the red flags of its facts and reads the human-rights factors', async () => {
    const { redFlags, humanRights, questions } = await answer()
    const raised = redFlags.map((flag) => flag.id)
    for (const id of expected.redFlags ?? []) expect(raised).toContain(id)
    for (const id of expected.absentRedFlags ?? []) expect(raised).not.toContain(id)
    if (expected.action === 'release' || expected.action === 'release-with-conditions') expect(raised).toEqual([])
    for (const [id, state] of Object.entries(expected.factors ?? {})) {
      expect(humanRights.find((factor) => factor.factor === id)?.state, id).toBe(state)
    }
    expect(humanRights).toHaveLength(14)
    if (expected.noQuestions) expect(questions.map((question) => question.text)).toEqual([])
  })

  it('answers in the published shape, the same whenever it is asked', async () => {
    const [now, later] = await Promise.all(ASKED.map((asked) => answerTo(name, { asked })))
    expect(assessmentSchema.safeParse(now).error?.issues ?? []).toEqual([])
    expect(now).toEqual(later)
  })

  const others = Object.entries(expected.onOtherDays ?? {})
  if (others.length > 0) {
    it.each(others)('on %s the law says %s', async (on, outcome) => {
      expect((await answerTo(name, { on: day(on) })).law.outcome).toBe(outcome)
    })
  }
})

describe('the examples together', () => {
  it('are those that the page about them lists', () => {
    const page = readFileSync(`${FOLDER}README.md`, 'utf8')
    expect(NAMES.filter((name) => !page.includes(`\`${name}\``))).toEqual([])
    expect([...page.matchAll(/^\| `(\d\d-[^`]+)`/gm)].map(([, name]) => name)).toEqual(NAMES)
  })

  it('a changed cell of the country chart changes an answer', async () => {
    const germany = tables.chart.DE
    if (germany === undefined) throw new Error('the chart has no row for Germany')
    const marked: LawTables = {
      ...tables,
      chart: { ...tables.chart, DE: { ...germany, marks: [...germany.marks, 'RS2'] } },
    }
    const { law } = await answerTo('10-thermal-camera-320-germany', { tables: marked })
    expect(law.outcome).toBe('licence-required')
  })

  it('a list that is not loaded is never clear and never complete', async () => {
    const { snapshot } = await listsOf('10-thermal-camera-320-germany')
    const unOnly = onlySource(snapshot, 'un-sc')
    const { coverage, parties, action, law } = await answerTo('10-thermal-camera-320-germany', { snapshot: unOnly })
    expect(law.outcome).toBe('no-licence-required')
    expect(coverage.state).toBe('partial')
    expect(parties.map((party) => party.screening.state)).toEqual(['notPerformed'])
    expect(action.state).toBe('hold')
  })
})

type Setting = {
  readonly asked?: Day
  readonly on?: Day
  readonly tables?: LawTables
  readonly snapshot?: ScreeningSnapshot
}

async function answerTo(name: string, setting: Setting = {}): Promise<Assessment> {
  const read = readTransaction(parse(readFileSync(`${FOLDER}${name}/transaction.yaml`, 'utf8')), tables)
  if (!read.ok) throw new Error(read.error.faults.map((fault) => `${fault.field} ${fault.sentence}`).join('\n'))
  const today = setting.asked ?? ASKED[0]
  return assess({
    transaction: setting.on === undefined ? read.value : { ...read.value, exportOn: setting.on },
    snapshot: setting.snapshot ?? (await listsOf(name)).snapshot,
    tables: setting.tables ?? tables,
    id: '01M00000000000000000000000',
    askedAt: '2026-11-24T12:00:00.000Z',
    today,
    programVersion: '0.0.0-test',
  })
}

async function listsOf(name: string): Promise<{ readonly snapshot: ScreeningSnapshot }> {
  const folder = await readListsFolder(`${FOLDER}${name}/lists`)
  if (!folder.ok) throw new Error(folder.error.sentence)
  expect(folder.value.refused).toEqual([])
  return folder.value
}

function onlySource(snapshot: ScreeningSnapshot, id: string): ScreeningSnapshot {
  const source = snapshot.sources.find((one) => one.source === id)
  if (source === undefined) throw new Error(`no source ${id}`)
  return buildSnapshot([{ source, parties: snapshot.parties.filter((_, i) => snapshot.sourceOf[i] === id) }])
}

type FoundRequirement = Requirement & { readonly line: string }

function requirementsOf(assessment: Assessment): readonly FoundRequirement[] {
  return assessment.lines.flatMap((line) => line.determination.requirements.map((one) => ({ ...one, line: line.ref })))
}

function meets(found: FoundRequirement, { paragraph, ...fields }: ExpectedRequirement): boolean {
  const isParagraph = paragraph === undefined || new RegExp(`${escaped(paragraph)}(?![0-9])`).test(found.paragraph)
  return (
    isParagraph &&
    Object.entries(fields).every(([field, value]) =>
      Object.entries(found).some(([key, own]) => key === field && own === value),
    )
  )
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

function show(one: ExpectedRequirement | FoundRequirement): string {
  return [one.line, one.reason, one.column, one.paragraph, one.party, one.effect, one.standing]
    .filter(Boolean)
    .join(' ')
}

function showPolicy(policy: ReviewPolicy): string {
  return `${policy.paragraph} ${policy.review}`
}

function policiesOf(determination: Determination): readonly ReviewPolicy[] {
  return [...determination.policies, ...determination.requirements.flatMap((one) => one.policy ?? [])]
}

function determinationOf(lines: Assessment['lines'], ref: string): Determination {
  const line = lines.find((one) => one.ref === ref)
  if (line === undefined) throw new Error(`no line ${ref}`)
  return line.determination
}

function memo<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null
  return () => {
    made ??= make()
    return made
  }
}
