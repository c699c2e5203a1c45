import type { FastifyInstance } from 'fastify'
import type { App } from '../app/index.ts'
import { jsonSchemaOf } from '../assessment/index.ts'
import { allCountries } from '../base/index.ts'
import { entryDetail, findEntries } from './entries.ts'
import { readExamples } from './examples.ts'
import { sendProblem } from './problem.ts'
import { readCount } from './query.ts'
import { SHAPES } from './shapes.ts'

/** What answers stand on, and what the form needs to ask well. */
export function serveReference(server: FastifyInstance, app: App, examplesDir: string): void {
  const { tables } = app
  server.get('/v1/status', async () => app.status())

  server.get('/v1/countries', async (_request, reply) => {
    reply.header('cache-control', 'no-cache')
    return { countries: allCountries() }
  })

  server.get<{ Querystring: { q?: unknown; limit?: unknown } }>('/v1/entries', async (request, reply) => {
    const { q } = request.query
    const limit = readCount('limit', request.query.limit, { fallback: 20, max: 100 })
    if (!limit.ok) return sendProblem(reply, limit.error)
    if (typeof q !== 'string' || q.length > 200) {
      return sendProblem(reply, {
        kind: 'query.invalid',
        field: 'q',
        sentence: 'is missing or too long; give a number such as 5A001, or words such as `thermal camera`',
      })
    }
    return { entries: findEntries(q, tables, limit.value) }
  })

  server.get<{ Params: { eccn: string } }>('/v1/entries/:eccn', async (request, reply) => {
    const entry = entryDetail(request.params.eccn.toUpperCase(), tables)
    return (
      entry ??
      sendProblem(reply, {
        kind: 'http.not-found',
        sentence: 'the control list we hold has no such entry; check its number',
      })
    )
  })

  server.get('/v1/red-flags', async () => ({
    redFlags: tables.redFlags.map(({ id, text, isHumanRights, source }) => ({ id, text, isHumanRights, source })),
  }))

  server.get('/v1/examples', async () => ({ examples: await readExamples(examplesDir) }))

  server.get('/v1/schemas', async () => ({ schemas: Object.keys(SHAPES) }))

  server.get<{ Params: { name: string } }>('/v1/schemas/:name', async (request, reply) => {
    const { name } = request.params
    const schema = Object.hasOwn(SHAPES, name) ? SHAPES[name] : undefined
    if (schema === undefined) {
      return sendProblem(reply, {
        kind: 'http.not-found',
        sentence: `no schema has this name; there are ${Object.keys(SHAPES).join(', ')}`,
      })
    }
    return reply.type('application/schema+json; charset=utf-8').send(JSON.stringify(jsonSchemaOf(schema)))
  })

  server.get('/healthz', async () => ({ status: 'ok' }))

  server.get('/readyz', async (_request, reply) => {
    try {
      await app.recentAssessments(1)
      return { status: 'ok' }
    } catch {
      return reply.code(503).send({ status: 'the database does not answer' })
    }
  })
}
