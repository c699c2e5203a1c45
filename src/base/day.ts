import type { Brand } from './brand.ts'

/** A calendar day, `YYYY-MM-DD`, with no clock and no time zone. Days compare with `<`. */
export type Day = Brand<string, 'Day'>

/** From `from` (in) to `until` (out). `until: null` means no end was published. */
export type Period = { readonly from: Day; readonly until: Day | null }

const MS_PER_DAY = 86_400_000

/** The day a text names, or `null` when it is not `YYYY-MM-DD` or no such day exists (30 February). */
export function parseDay(text: string): Day | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null
  const at = Date.parse(`${text}T00:00:00Z`)
  if (Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== text) return null
  return text as Day
}

/**
 * A day written in our own source.
 * @throws Error when the literal is not a day: that is a bug, not bad input.
 */
export function day(literal: string): Day {
  const parsed = parseDay(literal)
  if (parsed === null) throw new Error(`not a day: ${literal}`)
  return parsed
}

export function covers(period: Period, on: Day): boolean {
  return period.from <= on && (period.until === null || on < period.until)
}

export function earlierOf(a: Day, b: Day): Day {
  return a < b ? a : b
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / MS_PER_DAY)
}

export function addDays(on: Day, days: number): Day {
  return day(new Date(Date.parse(`${on}T00:00:00Z`) + days * MS_PER_DAY).toISOString().slice(0, 10))
}

/** The civil day of an instant in a time zone: `dayAt('2026-11-24T03:00:00Z', 'America/New_York')` is 2026-11-23. */
export function dayAt(instant: string, timeZone: string): Day {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
  return day(format.format(new Date(instant)))
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** For people to read: `2026-11-24` as `24 Nov 2026`. */
export function dayInWords(on: Day): string {
  const [year, month, date] = on.split('-')
  return `${Number(date)} ${MONTHS[Number(month) - 1]} ${year}`
}
