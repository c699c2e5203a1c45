/** Concerns about an application, denials and consultations so that one state does not undercut another's denial. */
import { z } from 'zod'
import { actor, country, dayField, item, line, list, prose, shape } from './fields.ts'

/** A denial stays in force this long unless its author says a shorter time, reviews or revokes it. */
export const DENIAL_YEARS = 3

/** Working days within which a consulted state answers, and to which the consulting state may extend. */
export const CONSULT_WORKING_DAYS = 10
export const CONSULT_WORKING_DAYS_EXTENDED = 30

/** Grounds of a denial; the first is why this forum exists, and each notice may carry several. */
const ground = z.enum(['human-rights', 'internal-repression', 'humanitarian-law', 'diversion', 'other'])

export const licenceConcern = shape({
  /** A name for the application that only its state can resolve; never a number of the authority's register. */
  application: z.string().regex(/^[0-9a-f]{32,64}$/),
  goods: list(item),
  destination: country,
  endUse: prose,
  concern: prose,
  asked: prose,
})

/** The author of a concern says what it did. */
export const licenceConcernClosed = shape({
  did: z.enum(['licensed', 'licensed-with-conditions', 'denied', 'withdrawn', 'other']),
  account: prose,
})

export const denialNotice = shape({
  deniedOn: dayField,
  /** Last day in force; `null` for the usual three years. */
  validUntil: dayField.nullable(),
  goods: list(item).refine((goods) => goods.length > 0, { error: 'is empty; name the goods denied' }),
  destination: country,
  consignees: list(actor),
  endUse: prose,
  grounds: list(ground).refine((grounds) => grounds.length > 0, { error: 'is empty; name the grounds' }),
  rightsAffected: list(line),
  reasons: prose,
  /** The law under which this may be shared with these recipients. Without one nothing is shared. */
  legalBasis: shape({
    act: line,
    provision: line,
    consentGiven: z.boolean(),
    note: prose.nullable(),
  }),
  /** Other notifications made of the same denial; this one replaces none of them. */
  alsoNotifiedTo: list(line),
})

export const denialReview = shape({
  outcome: z.enum(['kept', 'revoked']),
  reviewedOn: dayField,
  /** Last day in force after a review that kept it; `null` where revoked. */
  validUntil: dayField.nullable(),
  reasons: prose,
})

export const undercutConsult = shape({
  /** Why the application may be essentially identical to the denial it refers to. */
  likeness: prose,
  goods: list(item),
  destination: country,
  startedOn: dayField,
  isExtended: z.boolean(),
})

export const undercutAnswer = shape({
  advice: z.enum(['no-objection', 'would-undercut', 'needs-more-time']),
  reasons: prose,
})
