import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { present } from '../base/index.ts'
import { decideEntry, FAMILIES, type Item } from '../items/index.ts'
import type { MeasurementAsked } from './entries.ts'
import { sendProblem } from './problem.ts'
import { unitOf } from './units.ts'

/** An item while it is being written: every field may be absent. */
export const itemRequestSchema = z
  .object({
    eccn: z.string().max(12).optional(),
    paragraph: z.string().max(40).optional(),
    description: z.string().max(20_000).optional(),
    form: z.enum(['commodity', 'software', 'technology']).optional(),
    measurements: z.record(z.string().max(60), z.union([z.number(), z.boolean(), z.string().max(200)])).optional(),
  })
  .describe('What is known of an item so far')

/** What the facts of an item point to, and the facts that would decide it. It proposes; a person classifies. */
export function serveItems(server: FastifyInstance): void {
  server.post('/v1/items', async (request, reply) => {
    const read = itemRequestSchema.safeParse(request.body)
    if (!read.success) {
      const faults = read.error.issues.map((issue) => ({ field: issue.path.join('.'), sentence: issue.message }))
      return sendProblem(reply, { kind: 'input.invalid', faults })
    }
    const { measurements = {}, eccn, ...rest } = read.data
    const item: Item = { ...present({ ...rest, eccn: eccn?.trim().toUpperCase() }), measurements }
    const { proposals, contradictions } = decideEntry(item)
    return { proposals, contradictions, measurements: decidingFacts(item) }
  })
}

/**
 * The facts that decide the families the item touches: those still open, and those already given, so that a form can show
 * both under their questions.
 */
function decidingFacts(item: Item): readonly MeasurementAsked[] {
  const asked = new Map<string, string>()
  for (const family of FAMILIES) {
    const given = family.facts.some((name) => Object.hasOwn(item.measurements, name))
    const isClaimed = item.eccn !== undefined && family.entries.some((entry) => entry.startsWith(item.eccn ?? ''))
    const isDescribed = family.words.every((word) => word.test(item.description ?? ''))
    if (!given && !isClaimed && !isDescribed) continue
    for (const name of ['', ...Object.keys(item.measurements)]) {
      const decision = family.decide({ ...item, measurements: without(item.measurements, name) })
      if (decision?.kind === 'open') for (const fact of decision.ask) asked.set(fact.name, fact.text)
    }
  }
  return [...asked].map(([name, question]) => {
    const unit = unitOf(name)
    return { name, question, kind: unit === null ? 'yes-no' : 'number', unit: unit?.symbol ?? null }
  })
}

function without(measurements: Item['measurements'], name: string): Item['measurements'] {
  return Object.fromEntries(Object.entries(measurements).filter(([key]) => key !== name))
}
