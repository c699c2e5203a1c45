/** Meetings, their minutes, decisions by no objection, and the procedures decisions create. */
import { z } from 'zod'
import { dayField, instant, line, list, prose, shape, state } from './fields.ts'

export const meeting = shape({
  title: line,
  purpose: prose,
  startsAt: instant,
  endsAt: instant,
  place: line,
  invited: list(state),
})

export const agenda = shape({
  points: list(shape({ title: line, lead: state.nullable(), note: prose.nullable() })).refine(
    (points) => points.length > 0,
    { error: 'is empty; name at least one point' },
  ),
})

export const minute = shape({
  text: prose,
  present: list(state),
  /** Last day on which a state may object; approved when none stands after it. */
  objectionsBy: dayField,
})

export const decision = shape({
  title: line,
  text: prose,
  /** Last day on which a state may object; adopted when none stands after it. */
  objectionsBy: dayField,
})

/** Against a decision or a minute. Its author withdraws it by retracting it. */
export const objection = shape({ reasons: prose })

export const procedure = shape({
  name: line,
  version: z.int().min(1).max(10_000),
  from: dayField,
  steps: list(shape({ what: prose, who: line, withinDays: z.int().min(0).max(3_650).nullable() })).refine(
    (steps) => steps.length > 0,
    { error: 'is empty; name at least one step' },
  ),
})
