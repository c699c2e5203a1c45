/** Working together: openings for collaboration, best practice, help to build capacity. */
import { z } from 'zod'
import { dayField, item, line, list, prose, shape } from './fields.ts'

export const collabOpportunity = shape({
  title: line,
  /** A regime or forum in which the work would be done, or `null`. */
  regime: line.nullable(),
  goods: list(item),
  ask: prose,
  decideBy: dayField.nullable(),
})

export const collabJoin = shape({ brings: prose })

export const collabClose = shape({ outcome: z.enum(['handed-over', 'closed']), to: line.nullable(), account: prose })

export const practiceShare = shape({
  title: line,
  /** Which undertaking of the Code it serves. */
  undertaking: z.enum([
    'human-rights-in-licensing',
    'consultation',
    'information-sharing',
    'best-practice',
    'private-sector-due-diligence',
    'capacity-building',
  ]),
  practice: prose,
  learned: prose,
})

/** To a state that has not subscribed. It reaches that state on paper or as a public record; no log is kept for it. */
export const capacityOffer = shape({
  /** By the code the forum would give it, which is that of ISO 3166-1 where it has one. */
  to: z.string().regex(/^[A-Z]{2}$/),
  title: line,
  offer: prose,
  contact: line,
  openUntil: dayField.nullable(),
})
