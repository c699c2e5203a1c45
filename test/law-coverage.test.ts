import { describe, expect, it } from 'vitest'
import { addDays, country, covers, type Day, day } from '../src/base/index.ts'
import { determine, type InForce, type LineFacts, OUTCOMES, RULES, standing } from '../src/law/index.ts'
import { shippedLaw } from './shipped-law.ts'

/**
 * Nothing here says what the law means; it says that the law is always there: an answer on every day, no two wordings
 * at once, no gap where a stay put an older wording back.
 */
const tables = shippedLaw()

/** First days of the quarters from 2024-01-01 to 2027-06-30, and the last day of the span. */
const QUARTERS: readonly Day[] = [
  ...[2024, 2025, 2026, 2027].flatMap((year) =>
    ['01-01', '04-01', '07-01', '10-01'].map((rest) => day(`${year}-${rest}`)),
  ),
].filter((on) => on <= '2027-06-30')

/** Both sides of every day on which a rule's wording changes. */
const EDGES: readonly Day[] = [
  ...new Set(
    RULES.flatMap(({ inForce }) =>
      inForce.flatMap(({ from, until }) => (until === null ? [from] : [from, until])),
    ).flatMap((edge) => [addDays(edge, -1), edge, addDays(edge, 1)]),
  ),
]
  .filter((on) => on >= '2024-01-01')
  .sort()

const DAYS = [...new Set([...QUARTERS, ...EDGES, day('2027-06-30')])].sort()

/** The first pair of neighbours out of order or overlapping, or `null` when the periods are sound. */
function firstClash(periods: readonly InForce[]): readonly [InForce, InForce] | null {
  for (const [i, period] of periods.entries()) {
    const next = periods[i + 1]
    if (next && (period.until === null || next.from < period.until)) return [period, next]
  }
  return null
}

/** Rules that may be out of force on some day of the span: the ownership extensions, and nothing else. */
const DATED = ['us-ear/744.11/affiliates', 'us-ear/744.21/affiliates', 'us-ear/744.8/affiliates']

describe('every rule', () => {
  it('has an id of its own', () => {
    expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length)
  })

  it.each(RULES.map((rule) => [rule.id, rule] as const))(
    '%s is cited, checked and sound in its periods',
    (_id, rule) => {
      expect(rule.cites.length).toBeGreaterThan(0)
      for (const { ref } of rule.cites) expect(ref).toMatch(/^(15|31) CFR |^31 CFR chapter V$/)
      expect(rule.inForce.length).toBeGreaterThan(0)
      expect(firstClash(rule.inForce)).toBeNull()
      for (const { from, until, act } of rule.inForce) {
        expect(act).not.toBe('')
        if (until !== null) expect(from < until).toBe(true)
      }
      expect(rule.checkedOn >= '2026-07-23').toBe(true)
      expect(rule.checkedOn <= '2026-11-24').toBe(true)
    },
  )

  it.each(RULES.filter(({ id }) => !DATED.includes(id)).map((rule) => [rule.id, rule] as const))(
    '%s leaves no day of the span without a wording',
    (_id, { inForce }) => {
      for (const on of DAYS) expect(inForce.filter((period) => covers(period, on)).length, on).toBe(1)
    },
  )
})

describe('the ownership rule of 90 FR 47201', () => {
  const rule = RULES.find(({ id }) => id === 'us-ear/744.11/affiliates')

  it.each([
    ['2025-09-28', 'not-in-force'],
    ['2025-09-29', 'in-force'],
    ['2025-11-09', 'in-force'],
    ['2025-11-10', 'not-in-force'],
    ['2026-11-09', 'not-in-force'],
    ['2026-11-10', 'unchecked'],
    ['2026-11-24', 'unchecked'],
  ])('on %s it is %s', (on, expected) => {
    expect(rule && standing(rule, day(on))).toBe(expected)
  })

  it('shares its days with the rules on military end users and SDNs', () => {
    const [first, ...others] = DATED.map((id) => RULES.find((each) => each.id === id)?.inForce)
    for (const other of others) expect(other).toEqual(first)
  })
})

describe('the requirement for SDNs of 744.8', () => {
  it('stands on every day of the stay: a stay puts the previous wording back', () => {
    const rule = RULES.find(({ id }) => id === 'us-ear/744.8/sdn')
    for (const on of DAYS)
      expect(
        rule?.inForce.some((period) => covers(period, on)),
        on,
      ).toBe(true)
  })
})

describe('an answer exists', () => {
  const SITUATIONS: readonly (readonly [string, Partial<LineFacts>])[] = [
    ['a listed item to a private buyer', {}],
    ['restraints to a prison', { item: { ref: 'line', eccn: '0A982', measurements: {} } }],
    ['an EAR99 item', { item: { ref: 'line', eccn: 'EAR99', measurements: {} } }],
    ['an unclassified item', { item: { ref: 'line', measurements: {} } }],
    ['a reexport of unknown origin', { kind: 'reexport' }],
    ['Russia', { to: country('RU') }],
    ['Syria', { to: country('SY') }],
    ['nobody named', { parties: [] }],
  ]

  it.each(SITUATIONS)(
    '%s, on every quarter from 2024-01-01 to 2027-06-30 and on both sides of every edge',
    (_name, changes) => {
      for (const on of DAYS) {
        const answer = determine({ ...makeLine(on), ...changes }, tables)
        expect(OUTCOMES).toContain(answer.outcome)
        if (answer.outcome === 'undecided') expect(answer.questions.length, on).toBeGreaterThan(0)
      }
    },
  )

  it('a day after the last comparison with the text says so, and still answers', () => {
    const answer = determine(makeLine(day('2027-06-30')), tables)
    expect(answer.outcome).toBe('licence-required')
    expect(answer.requirements.every((each) => each.standing === 'unchecked')).toBe(true)
    expect(answer.uncheckedSince).toBe('2026-07-23')
  })

  it('a day before the rules were gathered is undecided, never free', () => {
    const answer = determine({ ...makeLine(day('2023-12-31')), to: country('CA') }, tables)
    expect(answer.outcome).toBe('undecided')
    expect(answer.questions.map(({ id }) => id)).toEqual(['law-of-that-day'])
  })
})

function makeLine(on: Day): LineFacts {
  return {
    on,
    kind: 'export',
    item: { ref: 'line', eccn: '3A981', isUsOrigin: true, measurements: {} },
    to: country('EG'),
    via: [],
    exporter: { isUsPerson: true },
    parties: [
      {
        ref: 'p1',
        name: 'Fictional Buyer',
        roles: ['purchaser', 'ultimate-consignee', 'end-user'],
        country: country('EG'),
        endUserType: 'civil',
        listings: [],
        owners: [],
        isScreened: true,
      },
    ],
    endUse: { isMilitary: false, isNuclear: false, isMissile: false, isChemicalOrBiological: false },
    statementsOnFile: [],
  }
}
