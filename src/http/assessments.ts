import type { FastifyInstance } from 'fastify'
import type { App } from '../app/index.ts'
import { parseUlid } from '../base/index.ts'
import { listsOfExamples } from './examples.ts'
import { sendProblem } from './problem.ts'
import { readCount } from './query.ts'

/** Assess, open again, list. */
export function serveAssessments(server: FastifyInstance, app: App, examplesDir: string): void {
  const listsNamed = listsOfExamples(examplesDir)
  server.post<{ Querystring: { on?: unknown; lists?: unknown } }>('/v1/assessments', async (request, reply) => {
    const { on } = request.query
    const lists = await listsNamed(request.query.lists)
    if (!lists.ok) return sendProblem(reply, lists.error)
    const answer = await app.assess(request.body, {
      ...(typeof on === 'string' ? { on } : {}),
      ...(lists.value === null ? {} : { snapshot: lists.value }),
    })
    if (!answer.ok) return sendProblem(reply, answer.error)
    return reply
      .code(201)
      .header('location', `/v1/assessments/${encodeURIComponent(answer.value.id)}`)
      .send(answer.value)
  })

  server.get<{ Params: { id: string } }>('/v1/assessments/:id', async (request, reply) => {
    const id = parseUlid(request.params.id)
    const assessment = id === null ? null : await app.openAssessment(id)
    if (assessment === null) {
      return sendProblem(reply, {
        kind: 'http.not-found',
        sentence:
          'no assessment is kept here under this id; see the list of assessments, or assess the transaction again',
      })
    }
    return assessment
  })

  server.get<{ Querystring: { limit?: unknown } }>('/v1/assessments', async (request, reply) => {
    const limit = readCount('limit', request.query.limit, { fallback: 50, max: 500 })
    if (!limit.ok) return sendProblem(reply, limit.error)
    return { assessments: await app.recentAssessments(limit.value) }
  })
}
