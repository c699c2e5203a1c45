/** Whom and what the node has met, over HTTP. */
import type { FastifyInstance } from 'fastify'
import type { App } from '../app/index.ts'
import type { Operation } from './operation.ts'
import { sendProblem } from './problem.ts'
import { readCount } from './query.ts'

const LIMIT = { fallback: 200, max: 1_000 }

const LISTED: NonNullable<Operation['query']> = [
  { name: 'q', about: 'What its name or a reference holds; absent: all' },
  { name: 'limit', about: `At most so many, 1 to ${LIMIT.max}; default ${LIMIT.fallback}`, type: 'integer' },
]

export const MET_OPERATIONS: readonly Operation[] = [
  {
    method: 'get',
    path: '/v1/parties',
    id: 'parties',
    needs: 'cases.read',
    summary: 'Every party and owner met in a case or an assessment, the newest met first',
    answers: 'parties-met',
    query: LISTED,
    refuses: [400],
  },
  {
    method: 'get',
    path: '/v1/parties/{id}',
    id: 'party',
    needs: 'cases.read',
    summary: 'One party: its part in each case, its last screening, possible matches, information and owners',
    answers: 'party-met',
    refuses: [404],
  },
  {
    method: 'get',
    path: '/v1/items',
    id: 'items',
    needs: 'cases.read',
    summary: 'Every item met in a case or an assessment, the newest met first',
    answers: 'items-met',
    query: LISTED,
    refuses: [400],
  },
  {
    method: 'get',
    path: '/v1/items/{key}',
    id: 'item',
    needs: 'cases.read',
    summary: 'One item: how it was classified, where it went, and how such cases ended',
    answers: 'item-met',
    refuses: [404],
  },
]

type Listed = { readonly Querystring: { readonly q?: unknown; readonly limit?: unknown } }

export function serveMet(server: FastifyInstance, app: App): void {
  server.get<Listed>('/v1/parties', async (request, reply) => {
    const limit = readCount('limit', request.query.limit, LIMIT)
    if (!limit.ok) return sendProblem(reply, limit.error)
    const { rows, total } = await app.met.parties(textOf(request.query.q), limit.value)
    return { parties: rows, total }
  })

  server.get<{ Params: { id: string } }>('/v1/parties/:id', async (request, reply) => {
    const party = await app.met.party(request.params.id)
    return party ?? sendProblem(reply, unknown('party'))
  })

  server.get<Listed>('/v1/items', async (request, reply) => {
    const limit = readCount('limit', request.query.limit, LIMIT)
    if (!limit.ok) return sendProblem(reply, limit.error)
    const { rows, total } = await app.met.items(textOf(request.query.q), limit.value)
    return { items: rows, total }
  })

  server.get<{ Params: { key: string } }>('/v1/items/:key', async (request, reply) => {
    const item = await app.met.item(request.params.key)
    return item ?? sendProblem(reply, unknown('item'))
  })
}

function textOf(q: unknown): string {
  return typeof q === 'string' ? q : ''
}

function unknown(what: 'party' | 'item') {
  return { kind: 'http.not-found', sentence: `no such ${what} was met here; the list of them is at hand` } as const
}
