import { dayInWords } from '../format.ts'
import { useKnown } from '../known.tsx'
import { Mark } from '../marks.tsx'

/** By when, near and exact: `in 2 days, 26 Nov 2026`; past its day it says so with a mark. */
export function Due({
  on,
  isOverdue,
}: {
  /** Civil day or instant; `null`: no clock runs. */
  readonly on: string | null
  /** As the server has it; absent: the day is past. */
  readonly isOverdue?: boolean
}) {
  const { status } = useKnown()
  if (on === null) return <span className="soft">no date</span>
  const day = on.slice(0, 10)
  const today = status?.ok ? status.value.today : null
  const away = today === null ? null : daysBetween(today, day)
  const isLate = isOverdue ?? (away !== null && away < 0)
  return (
    <time className={isLate ? 'due is-late' : 'due'} dateTime={on}>
      {isLate ? <Mark shape="filled" /> : null}
      <span>
        {away === null ? null : <strong>{isLate ? lateInWords(away) : awayInWords(away)}</strong>}{' '}
        <span className="due-day">{dayInWords(day)}</span>
      </span>
    </time>
  )
}

const DAY_MS = 86_400_000

function daysBetween(from: string, until: string): number {
  return Math.round((Date.parse(`${until}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS)
}

function awayInWords(days: number): string {
  if (days === 0) return 'today'
  if (days === 1) return 'tomorrow'
  return days > 0 ? `in ${days} days` : `${-days} ${days === -1 ? 'day' : 'days'} ago`
}

function lateInWords(days: number): string {
  return days >= 0 ? 'overdue' : `overdue by ${-days} ${days === -1 ? 'day' : 'days'}`
}
