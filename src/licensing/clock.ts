/**
 * The time an authority has: 15 CFR 750.4, which counts in calendar days. Compared with the text of January 2025.
 */
import { addDays, type Day, daysBetween, parseDay } from '../base/index.ts'
import type { LicensingCase, LicensingRecorded } from './state.ts'

export type LicensingClock = {
  readonly clock: 'refer' | 'advice' | 'reply' | 'answer' | 'resolve'
  readonly title: string
  readonly law: string
  readonly dueOn: Day
  /** The day on which it was met; `null`: it runs. */
  readonly metOn: Day | null
  /** Days that are not counted, while the applicant was asked. */
  readonly pausedDays: number
  /** Who can stop it. */
  readonly waitsFor: string
}

/** From registration to contacting the applicant, deciding, or referring to other agencies, 15 CFR 750.4(c). */
const DAYS_TO_REFER = 9
/** From a referral to the recommendation of the agency, 15 CFR 750.4(d)(2). */
export const DAYS_TO_ADVISE = 30
/** From registration to the decision, 15 CFR 750.4(a)(1). */
const DAYS_TO_RESOLVE = 90

/**
 * Every clock of a case, in the order in which they end. Time in which the applicant owes an answer to a question is not
 * counted, 15 CFR 750.4(b)(1); an intent to deny only *may* suspend it, so it goes on here.
 * @param dayOf the civil day of an instant where the authority sits
 */
export function licensingClocks(
  state: LicensingCase,
  timeline: readonly LicensingRecorded[],
  today: Day,
  dayOf: (instant: string) => Day,
): readonly LicensingClock[] {
  const registered = state.registeredOn === null ? null : parseDay(state.registeredOn)
  if (registered === null) return []
  const paused = pausedDays(timeline, today, dayOf)
  const firstStep = timeline.find(({ event }) => REFERS.has(event.kind))
  const clocks: readonly LicensingClock[] = [
    {
      clock: 'refer',
      title: 'Ask the applicant, decide, or refer to other agencies',
      law: '15 CFR 750.4(c)',
      dueOn: addDays(registered, DAYS_TO_REFER),
      metOn: firstStep === undefined ? null : dayOf(firstStep.at),
      pausedDays: 0,
      waitsFor: 'officer',
    },
    ...state.consultations.flatMap(({ agency, dueOn, isAwaited }): readonly LicensingClock[] => {
      const due = parseDay(dueOn)
      if (due === null || !isAwaited) return []
      const title = `Recommendation of ${agency}`
      return [
        { clock: 'advice', title, law: '15 CFR 750.4(d)(2)', dueOn: due, metOn: null, pausedDays: 0, waitsFor: agency },
      ]
    }),
    ...state.queries.flatMap(({ query, dueOn, answer, hasLapsed }): readonly LicensingClock[] => {
      const due = parseDay(dueOn)
      if (due === null || answer !== null || hasLapsed) return []
      const title = `Reply to question ${query}`
      const law = '15 CFR 750.4(b)(1)'
      return [{ clock: 'reply', title, law, dueOn: due, metOn: null, pausedDays: 0, waitsFor: state.exporter }]
    }),
    ...state.intents.flatMap(({ answerBy, state: stage }): readonly LicensingClock[] => {
      const due = parseDay(answerBy)
      if (due === null || stage !== 'waited-for') return []
      const title = 'Answer to the intent to deny'
      const law = '15 CFR 750.6(b)'
      return [{ clock: 'answer', title, law, dueOn: due, metOn: null, pausedDays: 0, waitsFor: state.exporter }]
    }),
    {
      clock: 'resolve',
      title: 'Resolve the application, or refer it onward',
      law: '15 CFR 750.4(a)(1)',
      dueOn: addDays(registered, DAYS_TO_RESOLVE + paused),
      metOn: state.decision === null ? null : parseDay(state.decision.on),
      pausedDays: paused,
      waitsFor: 'officer',
    },
  ]
  return clocks.toSorted((a, b) => a.dueOn.localeCompare(b.dueOn))
}

const REFERS: ReadonlySet<string> = new Set(['query.sent', 'agency.consulted', 'denial.intended', 'case.decided'])

/** Days on which at least one question was with the applicant; each counted once. */
function pausedDays(timeline: readonly LicensingRecorded[], today: Day, dayOf: (instant: string) => Day): number {
  const open = new Set<string>()
  let since: Day | null = null
  let days = 0
  for (const { event, at } of timeline) {
    if (event.kind === 'query.sent') {
      since ??= dayOf(at)
      open.add(event.query)
    } else if (event.kind === 'query.replied' || event.kind === 'query.lapsed') {
      if (open.delete(event.query) && open.size === 0 && since !== null) {
        days += daysBetween(since, dayOf(at))
        since = null
      }
    } else if (event.kind === 'case.decided' && since !== null) {
      days += daysBetween(since, dayOf(at))
      since = null
      open.clear()
    }
  }
  return since === null ? days : days + Math.max(0, daysBetween(since, today))
}
