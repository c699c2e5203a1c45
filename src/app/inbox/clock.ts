/**
 * How long information may lie: unlinked one working day, linked and unread three, undisposed ten. What is past its day
 * goes to the accountable executive, whoever had it.
 */
import { addDays, type Day, dayAt } from '../../base/index.ts'

export type InformationStage = 'unlinked' | 'linked' | 'triaged' | 'disposed'

export type InformationClock = {
  /** What has to be done by then. */
  readonly todo: 'link' | 'triage' | 'dispose'
  readonly dueOn: Day
  readonly isOverdue: boolean
  /** Who has to move it now. */
  readonly owner: 'officer' | 'accountable executive'
}

const WORKING_DAYS = { unlinked: 1, linked: 3, triaged: 10 } as const
const NEXT = { unlinked: 'link', linked: 'triage', triaged: 'dispose' } as const

/** `null`: no clock runs, because everything was disposed of or a person said that it concerns nobody known. */
export function clockOf(
  stage: InformationStage,
  receivedAt: string,
  timeZone: string,
  today: Day,
): InformationClock | null {
  if (stage === 'disposed') return null
  const dueOn = workingDaysAfter(dayAt(receivedAt, timeZone), WORKING_DAYS[stage])
  const isOverdue = dueOn < today
  return { todo: NEXT[stage], dueOn, isOverdue, owner: isOverdue ? 'accountable executive' : 'officer' }
}

/** Monday to Friday; public holidays count as working days, so that a clock is never longer than it says. */
export function workingDaysAfter(from: Day, days: number): Day {
  let on = from
  for (let left = days; left > 0; ) {
    on = addDays(on, 1)
    const weekday = new Date(`${on}T00:00:00Z`).getUTCDay()
    if (weekday !== 0 && weekday !== 6) left--
  }
  return on
}
