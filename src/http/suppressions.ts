/** Suppressions of false matches over HTTP. */
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { type App, SUPPRESSION_STANDINGS, suppressionAnswerSchema, suppressionAskedSchema } from '../app/index.ts'
import { daySchema } from '../assessment/index.ts'
import { callerOf } from './caller.ts'
import type { Operation } from './operation.ts'
import { sendProblem } from './problem.ts'

export const SUPPRESSION_OPERATIONS: readonly Operation[] = [
  {
    method: 'get',
    path: '/v1/suppressions',
    id: 'suppressions',
    needs: 'cases.read',
    summary: 'Every suppression of a false match, the newest first: in force, waiting, lapsed, declined and withdrawn',
    answers: 'suppressions',
    refuses: [],
  },
  {
    method: 'get',
    path: '/v1/suppressions/{id}',
    id: 'suppression',
    needs: 'cases.read',
    summary: 'One suppression: what it binds, who stands behind it, and whether it holds',
    answers: 'suppression',
    refuses: [404],
  },
  {
    method: 'post',
    path: '/v1/suppressions',
    id: 'askSuppression',
    needs: 'cases.act',
    summary: 'Asks to silence one match of one party, as an assessment has it, until a day at most a year away',
    takes: 'suppression-asked',
    answers: 'suppression',
    status: 201,
    refuses: [400, 404, 409, 413, 415],
  },
  {
    method: 'post',
    path: '/v1/suppressions/{id}/answers',
    id: 'answerSuppression',
    needs: 'cases.act',
    summary: 'A second person gives or declines it; anybody who may lets the match speak again',
    takes: 'suppression-answer',
    answers: 'suppression',
    status: 201,
    refuses: [400, 404, 409, 413, 415],
  },
]

const person = z.object({ id: z.string(), name: z.string() })
const texts = z.array(z.string()).readonly()
const attributes = z.object({
  schema: z.string().nullable(),
  names: texts,
  countries: texts,
  addresses: texts,
  birthDates: texts,
  identifiers: texts,
  genders: texts,
})
const answered = z.object({ by: person, at: z.string(), reason: z.string() }).nullable()

const suppression = z
  .looseObject({
    id: z.string(),
    party: z.string().describe('Name'),
    entry: z.string().describe('Name'),
    assessment: z.string().describe('Where the match was read'),
    bound: z
      .object({
        list: z.string(),
        entryKey: z.string(),
        entryVersion: z.string(),
        partyVersion: z.string(),
        engine: z.string(),
        seen: z.object({ party: attributes, entry: attributes }),
        seenHash: z.string().describe('SHA-256 of `seen`'),
      })
      .describe('Any change of any of it, and the match speaks again'),
    reason: z.string(),
    evidence: texts,
    until: daySchema.describe('The last day it holds'),
    by: person,
    askedAt: z.string(),
    second: person.nullable(),
    givenAt: z.string().nullable(),
    declined: answered,
    withdrawn: answered,
    standing: z.enum(SUPPRESSION_STANDINGS),
    lapsed: texts.describe('Why it silences nothing any more'),
  })
  .describe('Two people say that one party is not one listed entry')

export const SUPPRESSION_SHAPES: Readonly<Record<string, z.ZodType>> = {
  suppression,
  suppressions: z.object({ suppressions: z.array(suppression).readonly() }),
  'suppression-asked': suppressionAskedSchema,
  'suppression-answer': suppressionAnswerSchema,
}

export function serveSuppressions(server: FastifyInstance, app: App): void {
  server.get('/v1/suppressions', async () => ({ suppressions: await app.suppressions.all() }))

  server.get<{ Params: { id: string } }>('/v1/suppressions/:id', async (request, reply) => {
    const view = await app.suppressions.show(request.params.id)
    return (
      view ??
      sendProblem(reply, { kind: 'desk.unknown', sentence: 'there is no such suppression; see the list of them' })
    )
  })

  server.post('/v1/suppressions', async (request, reply) => {
    const asked = await app.suppressions.ask(request.body, callerOf(request))
    if (!asked.ok) return sendProblem(reply, asked.error)
    return reply.code(201).header('location', `/v1/suppressions/${asked.value.id}`).send(asked.value)
  })

  server.post<{ Params: { id: string } }>('/v1/suppressions/:id/answers', async (request, reply) => {
    const answered = await app.suppressions.answer(request.params.id, request.body, callerOf(request))
    return answered.ok ? reply.code(201).send(answered.value) : sendProblem(reply, answered.error)
  })
}
