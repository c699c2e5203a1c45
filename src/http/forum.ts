/** The forum over HTTP: for delegates, and for the nodes of other states, which are judged by their signatures. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { App, DeskResult } from '../app/index.ts'
import { callerOf } from './caller.ts'
import type { Operation } from './operation.ts'
import { sendProblem } from './problem.ts'
import { readCount } from './query.ts'

export const FORUM_OPERATIONS: readonly Operation[] = [
  {
    method: 'get',
    path: '/v1/forum/records',
    id: 'forumInbox',
    needs: 'forum.read',
    summary: 'The discussions this state holds, what waits for it, and what stands apart',
    answers: 'forum-inbox',
    query: [{ name: 'limit', about: 'At most so many discussions, 1 to 10000; default 200', type: 'integer' }],
    refuses: [400, 409],
  },
  {
    method: 'get',
    path: '/v1/forum/records/{hash}',
    id: 'forumDiscussion',
    needs: 'forum.read',
    summary: 'The discussion a record belongs to, whole, with what this state may say to each record',
    answers: 'forum-discussion',
    refuses: [404, 409],
  },
  {
    method: 'post',
    path: '/v1/forum/preview',
    id: 'forumPreview',
    needs: 'forum.write',
    summary: 'Who would receive a draft and who would not, by name and why; nothing is signed or sent',
    takes: 'forum-draft',
    answers: 'forum-preview',
    refuses: [400, 409, 413, 415],
  },
  {
    method: 'post',
    path: '/v1/forum/records',
    id: 'forumIssue',
    needs: 'forum.write',
    summary: 'Sign a draft as this state; those it is for fetch it',
    takes: 'forum-draft',
    answers: 'forum-issued',
    status: 201,
    refuses: [400, 403, 409, 413, 415],
  },
  {
    method: 'get',
    path: '/v1/forum/standing',
    id: 'forumStanding',
    needs: 'forum.read',
    summary: 'Members on a day, newcomers, peers, and what waits, was refused or is kept as evidence',
    answers: 'forum-standing',
    query: [{ name: 'on', about: 'YYYY-MM-DD; absent: today' }],
    refuses: [400],
  },
  {
    method: 'get',
    path: '/v1/forum/key',
    id: 'forumKey',
    needs: 'public',
    summary: 'The public key this state signs with, and its fingerprint to compare outside the network',
    answers: 'forum-key',
    refuses: [409],
  },
  {
    method: 'post',
    path: '/v1/forum/founding',
    id: 'forumFound',
    needs: 'forum.write',
    summary: 'The founding record of this state over the keys of all founders',
    takes: 'forum-founding-request',
    answers: 'forum-founding',
    refuses: [400, 409, 413, 415],
  },
  {
    method: 'post',
    path: '/v1/forum/setup',
    id: 'forumSetUp',
    needs: 'forum.write',
    summary: 'Take the seat: founders, founding records and peers',
    takes: 'forum-setup',
    answers: 'forum-standing',
    status: 201,
    refuses: [400, 409, 413, 415],
  },
  {
    method: 'post',
    path: '/v1/forum/peers',
    id: 'forumAddPeer',
    needs: 'forum.write',
    summary: 'Ask the node of another state from now on, or at another address',
    takes: 'forum-peer',
    answers: 'forum-standing',
    status: 201,
    refuses: [400, 409, 413, 415],
  },
  {
    method: 'post',
    path: '/v1/forum/sync',
    id: 'forumSyncNow',
    needs: 'forum.read',
    summary: 'Ask every peer now',
    answers: 'forum-peers-asked',
    refuses: [409],
  },
  {
    method: 'get',
    path: '/v1/forum/sync',
    id: 'forumAnswer',
    needs: 'public',
    summary: 'What is for the state whose signed ask the header `authorization` carries, as a signed page',
    answers: null,
    refuses: [400, 403, 404, 409],
  },
  {
    method: 'get',
    path: '/v1/forum/public',
    id: 'forumPublic',
    needs: 'public',
    summary: 'Records that are for anyone, as their states signed them',
    answers: 'forum-page',
    query: [{ name: 'cursor', about: 'Where the page before ended; absent: from the beginning' }],
    refuses: [400, 409],
  },
]

export function serveForum(server: FastifyInstance, app: App): void {
  server.get<{ Querystring: { limit?: unknown } }>('/v1/forum/records', async (request, reply) => {
    const most = readCount('limit', request.query.limit, { fallback: 200, max: 10_000 })
    if (!most.ok) return sendProblem(reply, most.error)
    return answer(reply, await app.forum.inbox(callerOf(request), most.value))
  })
  server.get<{ Params: { hash: string } }>('/v1/forum/records/:hash', async (request, reply) =>
    answer(reply, await app.forum.discussion(request.params.hash, callerOf(request))),
  )
  server.post('/v1/forum/preview', async (request, reply) => answer(reply, await app.forum.preview(request.body)))
  server.post('/v1/forum/records', async (request, reply) =>
    answer(reply, await app.forum.issue(request.body, callerOf(request)), 201),
  )
  server.get<{ Querystring: { on?: unknown } }>('/v1/forum/standing', async (request, reply) =>
    answer(reply, await app.forum.standing(textIn(request.query.on) ?? undefined)),
  )
  server.get('/v1/forum/key', async (_request, reply) => answer(reply, await app.forum.key()))
  server.post('/v1/forum/founding', async (request, reply) => {
    const text = await app.forum.found(request.body)
    return text.ok ? reply.send({ founding: text.value }) : sendProblem(reply, text.error)
  })
  server.post('/v1/forum/setup', async (request, reply) =>
    answer(reply, await app.forum.setUp(request.body, callerOf(request)), 201),
  )
  server.post('/v1/forum/peers', async (request, reply) =>
    answer(reply, await app.forum.addPeer(request.body, callerOf(request)), 201),
  )
  server.post('/v1/forum/sync', async (_request, reply) => {
    const reports = await app.forum.syncNow()
    return reports.ok ? reply.send({ peers: reports.value }) : sendProblem(reply, reports.error)
  })
  server.get('/v1/forum/sync', async (request, reply) => {
    const page = await app.forum.answer(askIn(request))
    return page.ok ? reply.type('text/plain; charset=utf-8').send(page.value) : sendProblem(reply, page.error)
  })
  server.get<{ Querystring: { cursor?: unknown } }>('/v1/forum/public', async (request, reply) =>
    answer(reply, await app.forum.publicPage(textIn(request.query.cursor))),
  )
}

function answer(reply: FastifyReply, result: DeskResult<unknown>, status = 200): FastifyReply {
  return result.ok ? reply.code(status).send(result.value) : sendProblem(reply, result.error)
}

function askIn({ headers }: FastifyRequest): string {
  return (headers.authorization ?? '').replace(/^Forum /, '')
}

function textIn(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}
