import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, day, daysBetween } from '../../base/index.ts'
import { clockOf, workingDaysAfter } from './clock.ts'

const NEW_YORK = 'America/New_York'
/** A Friday, late in the evening in New York. */
const FRIDAY = '2026-11-28T03:30:00.000Z'

describe('T14 the clock of information', () => {
  it.each([
    ['unlinked', 'link', '2026-11-30'],
    ['linked', 'triage', '2026-12-02'],
    ['triaged', 'dispose', '2026-12-11'],
  ] as const)('what is %s on a Friday evening is due for %s on %s', (stage, todo, dueOn) => {
    expect(clockOf(stage, FRIDAY, NEW_YORK, day('2026-11-27'))).toEqual({
      todo,
      dueOn,
      isOverdue: false,
      owner: 'officer',
    })
  })

  it('is not past on its day, and the executive has it the day after', () => {
    const on = (today: string) => clockOf('unlinked', FRIDAY, NEW_YORK, day(today))
    expect(on('2026-11-30')).toMatchObject({ isOverdue: false, owner: 'officer' })
    expect(on('2026-12-01')).toMatchObject({ isOverdue: true, owner: 'accountable executive' })
  })

  it('does not run for what was disposed of', () => {
    expect(clockOf('disposed', FRIDAY, NEW_YORK, day('2030-01-01'))).toBe(null)
  })

  it('never ends on a weekend, and is never shorter than it says', () => {
    fc.assert(
      fc.property(fc.nat({ max: 20_000 }), fc.integer({ min: 1, max: 30 }), (offset, days) => {
        const from = addDays(day('2000-01-01'), offset)
        const due = workingDaysAfter(from, days)
        const weekday = new Date(`${due}T00:00:00Z`).getUTCDay()
        expect(weekday).not.toBe(0)
        expect(weekday).not.toBe(6)
        expect(daysBetween(from, due)).toBeGreaterThanOrEqual(days)
        expect(daysBetween(from, due)).toBeLessThanOrEqual(days + 2 * Math.ceil(days / 5) + 1)
      }),
    )
  })
})
