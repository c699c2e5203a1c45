import { covers, type Day } from '../base/index.ts'
import type {
  Determination,
  Duty,
  ExceptionTest,
  Outcome,
  Question,
  Requirement,
  ReviewPolicy,
} from './determination.ts'
import type { LineFacts } from './facts.ts'
import { type BodyOfLaw, type Finding, type Jurisdiction, type Rule, standing } from './rule.ts'
import type { LawTables } from './tables.ts'

/**
 * What one body of law requires of one line on its export date. Every finding of every rule in force is collected;
 * no rule stops another, and neither the order of rules nor of parties changes the answer.
 *
 * The engine knows no jurisdiction. It refuses silence: a fact that could add a requirement and is not known makes
 * the outcome `undecided`, never `no-licence-required`.
 */
export function determineUnder(law: BodyOfLaw, facts: LineFacts, tables: LawTables): Determination {
  if (facts.on < law.from) return beforeTheLawWasGathered(law, facts)
  const jurisdiction = law.jurisdiction(facts, tables)
  const heard = hear(rulesThatReach(law, jurisdiction), facts, tables)
  if (jurisdiction.kind === 'unknown')
    for (const question of jurisdiction.questions) heard.questions.push({ question, rule: law.jurisdictionRule })

  const requirements = sorted(heard.requirements, requirementKey)
  const isOutside = jurisdiction.kind === 'not-subject' || jurisdiction.kind === 'other-agency'
  const readings = isOutside ? [] : readExceptions(law, facts, tables, requirements)
  const consequences = isOutside ? [] : law.consequences(facts, tables, requirements)
  const hasUnknown = heard.questions.length > 0
  const notApplied = isOutside
    ? [...heard.notApplied, { rule: law.jurisdictionRule, why: jurisdiction.because }]
    : heard.notApplied

  return {
    outcome: heard.prohibitsPersons ? 'prohibited' : outcomeOf(jurisdiction, requirements, readings, hasUnknown),
    requirements,
    exceptions: sorted(
      readings.map(({ test }) => test),
      (test) => test.code,
    ),
    policies: distinct([...heard.policies, ...kindOf(consequences, 'policy').map(({ policy }) => policy)]),
    questions: mergeQuestions([...heard.questions, ...decidingQuestions(readings)]),
    duties: distinct([...heard.duties, ...kindOf(consequences, 'duty').map(({ duty }) => duty)]),
    notApplied: distinct(notApplied),
    uncheckedSince: heard.uncheckedSince,
    on: facts.on,
  }
}

type Heard = {
  readonly requirements: Requirement[]
  readonly questions: { readonly question: Omit<Question, 'rules'>; readonly rule: string }[]
  readonly policies: ReviewPolicy[]
  readonly duties: Duty[]
  readonly notApplied: { readonly rule: string; readonly why: string }[]
  /** A prohibition that holds whoever has jurisdiction over the item. */
  prohibitsPersons: boolean
  uncheckedSince: Day | null
}

function hear(rules: readonly Rule[], facts: LineFacts, tables: LawTables): Heard {
  const heard: Heard = {
    requirements: [],
    questions: [],
    policies: [],
    duties: [],
    notApplied: [],
    prohibitsPersons: false,
    uncheckedSince: null,
  }
  for (const rule of rules) {
    const checkedOn = checkedDayOf(rule, tables)
    const stands = standing({ ...rule, checkedOn }, facts.on)
    if (stands === 'not-in-force') {
      heard.notApplied.push({ rule: rule.id, why: `not in force on ${facts.on}` })
      continue
    }
    if (stands === 'unchecked' && (heard.uncheckedSince === null || checkedOn < heard.uncheckedSince))
      heard.uncheckedSince = checkedOn
    const period = rule.inForce.find((each) => covers(each, facts.on))
    if (!period) throw new Error(`${rule.id} stands on ${facts.on} without a period`)
    for (const finding of rule.find(facts, tables)) take(heard, finding, { rule, stands, period, checkedOn })
  }
  return heard
}

type Speaker = {
  readonly rule: Rule
  readonly stands: 'in-force' | 'unchecked'
  readonly period: Requirement['period']
  readonly checkedOn: Day
}

function take(heard: Heard, finding: Finding, { rule, stands, period, checkedOn }: Speaker): void {
  switch (finding.kind) {
    case 'requirement':
      if (finding.requirement.effect === 'prohibits' && rule.reach === 'persons') heard.prohibitsPersons = true
      heard.requirements.push({
        rule: finding.as ?? rule.id,
        ...finding.requirement,
        period: { from: period.from, until: period.until, act: period.act },
        standing: stands,
        checkedOn,
      })
      return
    case 'unknown':
      heard.questions.push({ question: finding.question, rule: finding.as ?? rule.id })
      return
    case 'policy':
      heard.policies.push(finding.policy)
      return
    case 'duty':
      heard.duties.push(finding.duty)
      return
    case 'nothing':
      heard.notApplied.push({ rule: finding.as ?? rule.id, why: finding.why })
  }
}

type Reading = {
  readonly code: string
  readonly test: ExceptionTest
  readonly questions: readonly Omit<Question, 'rules'>[]
  /** It would lift every licence requirement found: half a lifting releases nothing. */
  readonly liftsAll: boolean
}

function readExceptions(
  law: BodyOfLaw,
  facts: LineFacts,
  tables: LawTables,
  requirements: readonly Requirement[],
): Reading[] {
  if (requirements.length === 0) return []
  const readings: Reading[] = []
  for (const exception of law.exceptions) {
    if (!exception.inForce.some((period) => covers(period, facts.on))) continue
    const reading = exception.test(facts, tables, requirements)
    if (reading === null) continue
    const lifted = requirements.filter(
      (requirement) => admits(requirement, exception.code) && reading.lifts(requirement),
    )
    readings.push({
      code: `exception ${exception.code}`,
      test: { ...reading.test, lifts: [...new Set(lifted.map(nameOf))].sort() },
      questions: reading.test.available === null ? reading.questions : [],
      liftsAll: lifted.length === requirements.length,
    })
  }
  return readings
}

/** What would open an exception that lifts everything, while none is open yet: nothing else would change the answer. */
function decidingQuestions(
  readings: readonly Reading[],
): { readonly question: Omit<Question, 'rules'>; readonly rule: string }[] {
  const able = readings.filter(({ liftsAll }) => liftsAll)
  if (able.some(({ test }) => test.available === true)) return []
  return able.flatMap(({ code, questions }) => questions.map((question) => ({ question, rule: code })))
}

function admits(requirement: Requirement, code: string): boolean {
  if (requirement.effect === 'prohibits') return false
  return requirement.onlyExceptions === undefined || requirement.onlyExceptions.includes(code)
}

function outcomeOf(
  jurisdiction: Jurisdiction,
  requirements: readonly Requirement[],
  readings: readonly Reading[],
  hasUnknown: boolean,
): Outcome {
  if (jurisdiction.kind === 'unknown') return 'undecided'
  if (jurisdiction.kind !== 'subject') return hasUnknown ? 'undecided' : jurisdiction.kind
  if (requirements.some(({ effect }) => effect === 'prohibits')) return 'prohibited'
  const isLifted = readings.some(({ test, liftsAll }) => test.available === true && liftsAll)
  if (requirements.length > 0 && !isLifted) return 'licence-required'
  if (hasUnknown) return 'undecided'
  return requirements.length > 0 ? 'exception-available' : 'no-licence-required'
}

function rulesThatReach(law: BodyOfLaw, jurisdiction: Jurisdiction): readonly Rule[] {
  const isOutside = jurisdiction.kind === 'not-subject' || jurisdiction.kind === 'other-agency'
  return isOutside ? law.rules.filter(({ reach }) => reach === 'persons') : law.rules
}

function checkedDayOf(rule: Rule, tables: LawTables): Day {
  const read = tables.sources.filter(({ table }) => rule.tables?.includes(table)).map(({ checkedOn }) => checkedOn)
  return read.reduce((oldest, each) => (each < oldest ? each : oldest), read[0] ?? rule.checkedOn)
}

function beforeTheLawWasGathered(law: BodyOfLaw, facts: LineFacts): Determination {
  return {
    outcome: 'undecided',
    requirements: [],
    exceptions: [],
    policies: [],
    questions: [
      {
        id: 'law-of-that-day',
        fact: 'exportOn',
        text: `What did the law say on ${facts.on}? The rules here begin on ${law.from}; read the official text of that day`,
        rules: [law.id],
        paragraph: law.id,
      },
    ],
    duties: [],
    notApplied: [],
    uncheckedSince: null,
    on: facts.on,
  }
}

/** One question per id, with every rule that waits for it, sorted by id. */
function mergeQuestions(
  asked: readonly { readonly question: Omit<Question, 'rules'>; readonly rule: string }[],
): Question[] {
  const byId = new Map<string, { question: Omit<Question, 'rules'>; rules: Set<string> }>()
  for (const { question, rule } of sorted(asked, ({ question, rule }) => `${question.id}\n${rule}\n${question.text}`)) {
    const merged = byId.get(question.id) ?? { question, rules: new Set<string>() }
    merged.rules.add(rule)
    byId.set(question.id, merged)
  }
  return [...byId.values()].map(({ question, rules }) => ({ ...question, rules: [...rules].sort() }))
}

/** Prohibitions first, then by rule, column and party: what is worst is read first, and order of input is gone. */
function requirementKey(requirement: Requirement): string {
  const { effect, rule, column, party } = requirement
  return [effect === 'prohibits' ? '0' : '1', rule, column ?? '', party ?? '', JSON.stringify(requirement)].join('\n')
}

function nameOf({ rule, column }: Requirement): string {
  return column === undefined ? rule : `${rule}#${column}`
}

function sorted<T>(values: readonly T[], keyOf: (value: T) => string): T[] {
  return values
    .map((value) => ({ value, key: keyOf(value) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ value }) => value)
}

function distinct<T>(values: readonly T[]): T[] {
  const byContent = new Map(values.map((value) => [JSON.stringify(value), value]))
  return sorted([...byContent.entries()], ([key]) => key).map(([, value]) => value)
}

function kindOf<K extends Finding['kind']>(findings: readonly Finding[], kind: K): Extract<Finding, { kind: K }>[] {
  return findings.filter((finding): finding is Extract<Finding, { kind: K }> => finding.kind === kind)
}
