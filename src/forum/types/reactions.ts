/** What is said of another record. Only its author corrects, supersedes or retracts; anyone who holds it may react. */
import { z } from 'zod'
import { BASES } from '../envelope.ts'
import { line, prose, shape, state } from './fields.ts'

export const corroborate = shape({ account: prose, isIndependent: z.boolean() })
export const dispute = shape({ reasons: prose })
/** A comment in a discussion. */
export const comment = shape({ text: prose })
/** The words of a record in another language, by whoever translated it: the record itself stays what was said. */
export const translate = shape({
  /** BCP 47: `fr`, `sr-Latn`. */
  language: z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/),
  title: line.nullable(),
  text: prose,
})
/** `becauseOf` is what was wrong; the corrected record follows whole, as a record that supersedes. */
export const correct = shape({ becauseOf: prose, correction: prose })
export const retract = shape({ reasons: prose })
/** To the author alone: held, and for a retraction or correction, applied. */
export const ack = shape({ did: z.enum(['received', 'applied-correction', 'applied-retraction']) })

/** Lets what a regime holds in confidence be shared here, with these states and no others. */
export const release = shape({
  regime: z.enum(BASES).exclude(['national', 'code-of-conduct']),
  what: line,
  to: z.array(state).min(1).max(100).readonly(),
})
