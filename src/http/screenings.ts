import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import type { App } from '../app/index.ts'
import { MAX_NAME_LENGTH } from '../assessment/index.ts'
import { err, given, ok, parseCountry, present, type Result } from '../base/index.ts'
import { type Query, SCHEMAS } from '../match/index.ts'
import { type HttpProblem, sendProblem } from './problem.ts'

const name = z
  .string({ error: 'is missing; give the name to screen' })
  .trim()
  .min(1, { error: 'is empty; give the name to screen' })
  .max(MAX_NAME_LENGTH, { error: `is longer than ${MAX_NAME_LENGTH} characters` })
  .refine((value) => value.isWellFormed(), { error: 'holds half of a surrogate pair; send valid Unicode' })
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
  .refine((value) => !/[\u0000-\u001F\u007F]/.test(value), { error: 'holds control characters; remove them' })

const country = z.string().transform((value, context) => {
  const parsed = parseCountry(value)
  if (parsed !== null) return parsed
  context.addIssue({
    code: 'custom',
    message: `\`${value.slice(0, 60)}\` is not a country we know; write its ISO 3166-1 code, such as EG`,
  })
  return z.NEVER
})

const texts = z.array(z.string().max(500)).max(50)

/** What a screening is asked with. */
export const screeningRequestSchema = z
  .strictObject({
    name,
    otherNames: z.array(name).max(50).optional(),
    schema: z.enum(SCHEMAS, { error: `is not one of ${SCHEMAS.join(', ')}` }).optional(),
    country: country.optional(),
    addresses: texts.optional(),
    identifiers: texts.optional(),
    birthDates: texts.optional(),
  })
  .describe('A name to screen, with what else is known of the party')

/** One name against every list that is loaded. Nothing asked is stored. */
export function serveScreenings(server: FastifyInstance, app: App): void {
  const screen = async (asked: unknown, reply: FastifyReply) => {
    const read = readQuery(asked)
    if (!read.ok) return sendProblem(reply, read.error)
    const answer = await app.screen(read.value)
    return answer.ok ? answer.value : sendProblem(reply, answer.error)
  }
  server.get('/v1/screenings', async (request, reply) => screen(request.query, reply))
  server.post('/v1/screenings', async (request, reply) => screen(request.body, reply))

  server.get('/v1/screen/why-not', async (request, reply) => {
    const { entry, ...asked }: Readonly<Record<string, unknown>> = { ...Object(request.query) }
    if (typeof entry !== 'string' || entry.trim() === '' || !entry.isWellFormed()) {
      const sentence =
        'is missing; write the list and key of an entry, such as us-sdn/123, or its name as the list has it'
      return sendProblem(reply, { kind: 'query.invalid', field: 'entry', sentence })
    }
    const read = readQuery(asked)
    if (!read.ok) return sendProblem(reply, read.error)
    const answer = await app.whyNot(read.value, entry)
    return answer.ok ? answer.value : sendProblem(reply, answer.error)
  })

  server.post('/v1/determinations', async (request, reply) => {
    const answer = app.determine(request.body)
    return answer.ok ? answer.value : sendProblem(reply, answer.error)
  })
}

function readQuery(asked: unknown): Result<Query, HttpProblem> {
  const read = screeningRequestSchema.safeParse(asked)
  if (!read.success) {
    const faults = read.error.issues.map((issue) => ({
      field: issue.path.join('.') || (issue.code === 'unrecognized_keys' ? issue.keys.join(', ') : '(whole request)'),
      sentence: issue.code === 'unrecognized_keys' ? 'is not asked here; remove it' : issue.message,
    }))
    return err({ kind: 'input.invalid', faults })
  }
  const { country: from, ...rest } = read.data
  return ok({
    ...present(rest),
    name: rest.name,
    ...given('countries', from === undefined ? undefined : [from]),
  })
}
