/** What came in, over HTTP. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type App, type DeskResult, type InformationView, isPermitted, MAX_MAIL_BYTES } from '../app/index.ts'
import { ok } from '../base/index.ts'
import { callerOf } from './caller.ts'
import type { Operation } from './operation.ts'
import { sendProblem } from './problem.ts'

export const INFORMATION_OPERATIONS: readonly Operation[] = [
  {
    method: 'get',
    path: '/v1/information',
    id: 'information',
    needs: 'information.read',
    summary: 'What came in, in the order it came: words with their author protected, linked cases, clock',
    answers: 'information-items',
    query: [{ name: 'state', about: '`open`: only what a clock runs for' }],
    refuses: [],
  },
  {
    method: 'get',
    path: '/v1/information/{id}',
    id: 'openInformation',
    needs: 'information.read',
    summary: 'One item',
    answers: 'information-item',
    refuses: [404],
  },
  {
    method: 'post',
    path: '/v1/information',
    id: 'takeInformation',
    needs: 'information.add',
    summary:
      'Take in a message as it came, message/rfc822, or a note as JSON, `{ text, subject, from, channel, sourceProtection }`',
    answers: 'information-taken',
    status: 201,
    refuses: [400, 413, 415],
  },
  {
    method: 'post',
    path: '/v1/information/{id}/links',
    id: 'linkInformation',
    needs: 'information.add',
    summary: 'Link an item to a party of a case, `{ case, party, because }`',
    answers: 'information-changed',
    status: 201,
    refuses: [400, 404, 409, 413, 415],
  },
  {
    method: 'post',
    path: '/v1/information/{id}/triage',
    id: 'triageInformation',
    needs: 'information.read',
    summary: 'Say what an item is about, `{ finding: concerns-a-case or concerns-nobody-known, reason }`',
    answers: 'information-changed',
    status: 201,
    refuses: [400, 403, 404, 413, 415],
  },
]

export function serveInformation(server: FastifyInstance, app: App): void {
  server.get<{ Querystring: { state?: unknown } }>('/v1/information', async (request) => {
    const all = await app.inbox.all()
    return { information: request.query.state === 'open' ? all.filter(({ clock }) => clock !== null) : all }
  })

  server.get<{ Params: { id: string } }>('/v1/information/:id', async (request, reply) => {
    const item = await app.inbox.open(request.params.id)
    return (
      item ??
      sendProblem(reply, {
        kind: 'http.not-found',
        sentence: 'nothing came in under this id; see the list of information',
      })
    )
  })

  // Messages are read here alone: everywhere else a body is JSON or YAML.
  server.register(async (inner) => {
    inner.addContentTypeParser(
      /^message\/rfc822(?:;|$)/i,
      { parseAs: 'buffer', bodyLimit: MAX_MAIL_BYTES },
      async (_request: FastifyRequest, bytes: Buffer) => bytes,
    )
    inner.post('/v1/information', { bodyLimit: MAX_MAIL_BYTES }, async (request, reply) => {
      const { body } = request
      const taken = body instanceof Uint8Array ? ok(await app.takeMail(body)) : await app.inbox.takeNote(body)
      if (!taken.ok) return sendProblem(reply, taken.error)
      // Who may add need not be who may read: no word of what came in goes back.
      const { kind, item, links, isComplete } = taken.value
      return reply
        .code(201)
        .header('location', `/v1/information/${item.id}`)
        .send({ kind, id: item.id, sha256: item.originalBytesSha256, links, isComplete })
    })
  })

  type ById = { readonly Params: { readonly id: string } }
  const verbs = { links: 'link', triage: 'triage' } as const
  for (const [path, verb] of Object.entries(verbs)) {
    server.post<ById>(`/v1/information/:id/${path}`, async (request, reply) => {
      const done: DeskResult<InformationView> = await app.inbox[verb](
        request.params.id,
        request.body,
        callerOf(request),
      )
      if (!done.ok) return sendProblem(reply, done.error)
      // Who may link need not be who may read: no word of it goes back to them.
      const { id } = request.params
      return reply.code(201).send(isPermitted(callerOf(request), 'information.read') ? done.value : { id })
    })
  }
}
