import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, type Day, day, dayAt, sha256 } from '../base/index.ts'
import { licensingClocks } from './clock.ts'
import type { LicensingEvent } from './event.ts'
import type { Official } from './people.ts'
import { type LicensingRecorded, licensingCaseOf } from './state.ts'

const officer: Official = { id: 'o1', name: 'Fictional Officer', agency: 'Authority', roles: ['officer'] }
const START = day('2026-03-02')
const dayOf = (instant: string) => dayAt(instant, 'America/New_York')
/** Noon in New York, whatever the season. */
const on = (offset: number, event: LicensingEvent): LicensingRecorded => ({
  event,
  actor: officer,
  at: `${addDays(START, offset)}T17:00:00.000Z`,
})

const received: LicensingEvent = {
  kind: 'package.received',
  authority: 'Authority',
  file: sha256('file'),
  package: sha256('package'),
  exporter: 'Fictional Instruments Inc',
  exportersCase: 'C-1',
  destination: 'EG',
  items: [],
  signedBy: 'Fictional Executive, Chief Executive',
  receivedOn: START,
  disclosed: [],
  evidence: [],
}
const registered: LicensingEvent = { kind: 'case.registered', reference: 'R-1', registeredOn: START }
const asked = (query: string): LicensingEvent => ({ kind: 'query.sent', query, question: 'q', dueOn: '2026-04-01' })
const replied = (query: string): LicensingEvent => ({ kind: 'query.replied', query, answer: 'a', documents: [] })

function clocksAt(offset: number, ...timeline: readonly LicensingRecorded[]) {
  return licensingClocks(licensingCaseOf(timeline), timeline, addDays(START, offset), dayOf)
}

function resolveAt(offset: number, ...timeline: readonly LicensingRecorded[]) {
  const clock = clocksAt(offset, ...timeline).find((one) => one.clock === 'resolve')
  if (clock === undefined) throw new Error('the application is registered')
  return clock
}

describe('the time an authority has', () => {
  it('begins with registration, not with receipt', () => {
    expect(clocksAt(5, on(0, received))).toEqual([])
    expect(clocksAt(0, on(0, received), on(0, registered)).map((one) => [one.clock, one.dueOn])).toEqual([
      ['refer', '2026-03-11'],
      ['resolve', '2026-05-31'],
    ])
  })

  it('to refer is met by asking the applicant, another agency, or by telling of an intent to deny', () => {
    const referred = clocksAt(3, on(0, received), on(0, registered), on(2, asked('q')))
    expect(referred.find((one) => one.clock === 'refer')).toMatchObject({ metOn: '2026-03-04' })
  })

  it('does not count days with the applicant, and counts a day on which two questions were open once', () => {
    const [a, b] = [asked('a'), asked('b')]
    const timeline = [on(0, received), on(0, registered), on(2, a), on(4, b), on(7, replied('a')), on(9, replied('b'))]
    expect(resolveAt(20, ...timeline)).toMatchObject({ pausedDays: 7, dueOn: addDays(START, 97) })
  })

  it('stands still while a question is open, and goes on when nobody replied in time', () => {
    const timeline = [on(0, received), on(0, registered), on(10, asked('q'))]
    expect(resolveAt(30, ...timeline).pausedDays).toBe(20)
    const lapsed: LicensingEvent = { kind: 'query.lapsed', query: 'q', on: '2026-04-02', reason: 'silence' }
    expect(resolveAt(60, ...timeline, on(31, lapsed)).pausedDays).toBe(21)
  })

  it('goes on during an intent to deny, whose own day the applicant has', () => {
    const intended: LicensingEvent = {
      kind: 'denial.intended',
      reasons: [],
      wouldHelp: 'none',
      on: '2026-03-12',
      answerBy: '2026-04-01',
    }
    const clocks = clocksAt(15, on(0, received), on(0, registered), on(10, intended))
    expect(clocks.map((one) => [one.clock, one.dueOn, one.pausedDays])).toEqual([
      ['refer', '2026-03-11', 0],
      ['answer', '2026-04-01', 0],
      ['resolve', '2026-05-31', 0],
    ])
  })

  it('is the civil day of the authority: late in the evening there is still that day', () => {
    const late = { ...on(0, asked('q')), at: `${addDays(START, 3)}T03:30:00.000Z` }
    expect(clocksAt(3, on(0, received), on(0, registered), late).find((one) => one.clock === 'refer')?.metOn).toBe(
      addDays(START, 2),
    )
  })

  it('is never shortened by questions, whatever is asked and answered when', () => {
    const steps = fc.array(
      fc.record({
        query: fc.integer({ min: 0, max: 3 }),
        isReply: fc.boolean(),
        after: fc.integer({ min: 0, max: 9 }),
      }),
      { maxLength: 12 },
    )
    fc.assert(
      fc.property(steps, fc.integer({ min: 0, max: 30 }), (list, later) => {
        let at = 0
        const timeline = [on(0, received), on(0, registered)]
        const open = new Set<string>()
        const days = new Set<Day>()
        for (const { query, isReply, after } of list) {
          if (open.size > 0) for (let i = 0; i < after; i++) days.add(addDays(START, at + i))
          at += after
          const name = `q${query}`
          if (isReply && open.delete(name)) timeline.push(on(at, replied(name)))
          else if (!isReply && !open.has(name)) {
            open.add(name)
            timeline.push(on(at, asked(name)))
          }
        }
        if (open.size > 0) for (let i = 0; i < later; i++) days.add(addDays(START, at + i))
        const { pausedDays, dueOn } = resolveAt(at + later, ...timeline)
        expect(pausedDays).toBe(days.size)
        expect(dueOn).toBe(addDays(START, 90 + days.size))
      }),
      { numRuns: 300 },
    )
  })
})
