import { describe, expect, it } from 'vitest'
import { day } from '../base/index.ts'
import type { Determination, Requirement } from '../law/index.ts'
import { agreementOf, summaryOf } from './agreement.ts'

const requirement: Requirement = {
  rule: 'us-ear/738.4/chart',
  reason: 'NS',
  column: 'NS2',
  paragraph: '15 CFR 742.4(a)(2)',
  because: [],
  effect: 'licence',
  authority: 'BIS',
  period: { from: null, until: null, act: 'test' },
  standing: 'in-force',
  checkedOn: day('2026-09-24'),
}
const determination: Determination = {
  outcome: 'licence-required',
  requirements: [requirement],
  exceptions: [],
  policies: [],
  questions: [],
  duties: [],
  notApplied: [],
  uncheckedSince: null,
  on: day('2026-09-20'),
}
const against = (expected: unknown) => agreementOf({ expected }, determination)

describe('agreement of a determination with what its line expects', () => {
  it('is not spoken of where the line expects nothing', () => {
    expect(agreementOf({ eccn: 'EAR99' }, determination)).toBeNull()
    expect(agreementOf({ expected: 7 }, determination)).toBeNull()
    expect(agreementOf('text', determination)).toBeNull()
  })

  it('is that of the outcome alone when only an outcome is expected', () => {
    expect(against('licence-required')?.agrees).toBe(true)
    expect(against('no-licence-required')?.agrees).toBe(false)
  })

  it.each(['NS2', 'NS', '742.4(a)', '742.4', '15 CFR 742.4(a)(2)', 'us-ear/738.4/chart'])(
    'finds a requirement called %s',
    (name) => {
      expect(against({ requirements: [name] })).toMatchObject({ agrees: true, missing: [], unexpected: [] })
    },
  )

  it.each(['NS1', '742.4(b)', '742.40', '742'])('does not take %s for it', (name) => {
    expect(against({ requirements: [name] })).toMatchObject({ agrees: false, missing: [name] })
  })

  it('asks of an object that every field agrees', () => {
    expect(against({ requirements: [{ reason: 'NS', paragraph: '742.4' }] })?.agrees).toBe(true)
    expect(against({ requirements: [{ reason: 'NS', column: 'NS1' }] })?.agrees).toBe(false)
    expect(against({ requirements: [{ reson: 'NS' }] })?.agrees).toBe(false)
  })

  it('shows requirements beyond those listed, without disagreeing for it', () => {
    expect(against({ outcome: 'licence-required', requirements: [] })).toMatchObject({
      agrees: true,
      unexpected: ['NS NS2 15 CFR 742.4(a)(2)'],
    })
  })

  it('is counted per outcome expected', () => {
    const agreements = ['licence-required', 'prohibited', { requirements: ['NS2'] }].flatMap(
      (one) => against(one) ?? [],
    )
    expect(summaryOf(agreements)).toEqual({
      labelled: 3,
      agreeing: 2,
      byOutcome: {
        'licence-required': { labelled: 1, agreeing: 1 },
        prohibited: { labelled: 1, agreeing: 0 },
        any: { labelled: 1, agreeing: 1 },
      },
    })
  })
})
