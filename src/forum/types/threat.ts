/** What a state tells of an emerging threat: goods, end use, actors, route, rights affected, how sure it is. */
import { z } from 'zod'
import { actor, country, item, line, list, prose, shape } from './fields.ts'

export const threatNotice = shape({
  title: line,
  summary: prose,
  goods: list(item),
  endUse: prose,
  actors: list(actor),
  /** Countries in the order goods move. */
  route: list(country),
  /** Rights as the author names them, with the instrument where it can. */
  rightsAffected: list(line).refine((rights) => rights.length > 0, { error: 'is empty; name the rights affected' }),
  confidence: z.enum(['low', 'moderate', 'high']),
  redFlags: list(line),
  adviceToExporters: prose.nullable(),
})

/** A view on a technology that controls do not reach yet. Another state answers with a view of its own that refers to it. */
export const techView = shape({
  technology: line,
  misuse: prose,
  controlGap: prose,
  proposedControl: prose.nullable(),
})

/** The author of a view closes it with what it heard. */
export const techSummary = shape({ summary: prose })
