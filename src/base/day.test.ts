import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, covers, day, dayAt, dayInWords, daysBetween, earlierOf, parseDay } from './day.ts'

const days = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2200-12-31'), noInvalidDate: true })
  .map((at) => day(at.toISOString().slice(0, 10)))

describe('a day', () => {
  it.each([
    '2026-02-30',
    '2025-02-29',
    '2026-13-01',
    '26-01-01',
    '2026-1-1',
    '2026-01-01T00:00:00Z',
    '',
    ' 2026-01-01',
  ])('is not made of `%s`', (text) => {
    expect(parseDay(text)).toBeNull()
  })

  it('is made of a leap day that exists', () => {
    expect(parseDay('2024-02-29')).toBe('2024-02-29')
  })

  it('in our own source that does not exist is a bug', () => {
    expect(() => day('2025-02-30')).toThrow()
  })

  it('added to and counted back is the same', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: -20_000, max: 20_000 }), (on, n) => {
        expect(daysBetween(on, addDays(on, n))).toBe(n)
      }),
    )
  })

  it('of two, the earlier', () => {
    fc.assert(
      fc.property(days, days, (a, b) => daysBetween(earlierOf(a, b), a) >= 0 && daysBetween(earlierOf(a, b), b) >= 0),
    )
  })

  it('of an instant is the civil day of the place', () => {
    expect(dayAt('2026-11-24T03:00:00Z', 'America/New_York')).toBe('2026-11-23')
    expect(dayAt('2026-11-24T03:00:00Z', 'Europe/Brussels')).toBe('2026-11-24')
  })
})

describe('a period', () => {
  const period = { from: day('2025-09-29'), until: day('2025-11-10') }

  it.each([
    ['2025-09-28', false],
    ['2025-09-29', true],
    ['2025-11-09', true],
    ['2025-11-10', false],
  ])('covers %s: %s', (on, expected) => {
    expect(covers(period, day(on))).toBe(expected)
  })

  it('without an end covers every later day', () => {
    expect(covers({ from: day('2025-09-29'), until: null }, day('2199-01-01'))).toBe(true)
  })
})

it('is written for people with the month in words', () => {
  expect(dayInWords(day('2026-09-01'))).toBe('1 Sep 2026')
})
