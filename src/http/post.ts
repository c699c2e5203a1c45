/** What other nodes bring: judged by its signature, not by who signed in. */
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { type App, MAX_MESSAGE_BYTES } from '../app/index.ts'
import { callerOf } from './caller.ts'
import type { Operation } from './operation.ts'
import { sendProblem } from './problem.ts'

export const POST_OPERATIONS: readonly Operation[] = [
  {
    method: 'post',
    path: '/v1/post',
    id: 'takeMessage',
    needs: 'public',
    summary: 'Take a signed message of another node: taken once, or refused with a sentence',
    answers: null,
    refuses: [400, 413, 415],
  },
  {
    method: 'get',
    path: '/v1/post/outbox',
    id: 'outbox',
    needs: 'application.read',
    summary: 'What this node sent, oldest first, and how far each got',
    answers: null,
    refuses: [],
  },
  {
    method: 'post',
    path: '/v1/post/outbox/{id}',
    id: 'sendAgain',
    needs: 'application.send',
    summary: 'Bring a message once more that the other node turned away',
    answers: null,
    refuses: [404, 409],
  },
  {
    method: 'get',
    path: '/v1/counterparties',
    id: 'counterparties',
    needs: 'read',
    summary: 'The nodes known here, and the key of this one',
    answers: null,
    refuses: [],
  },
  {
    method: 'post',
    path: '/v1/counterparties',
    id: 'registerCounterparty',
    needs: 'people.manage',
    summary: 'Make another node known, its key compared out of band',
    answers: null,
    status: 201,
    refuses: [400, 409, 413, 415],
  },
]

const counterpartySchema = z.strictObject({
  name: z.string(),
  kind: z.enum(['exporter', 'authority']),
  key: z.string(),
  address: z.string().nullable().default(null),
})

export function servePost(server: FastifyInstance, app: App): void {
  // A message is read from its own text: two readers of one JSON may see two values where a key stands twice.
  server.register(async (inner) => {
    inner.removeAllContentTypeParsers()
    inner.addContentTypeParser(
      /^application\/(?:[\w.+-]+\+)?json(?:;|$)/i,
      { parseAs: 'buffer', bodyLimit: MAX_MESSAGE_BYTES + 1_000_000 },
      async (_request: unknown, bytes: Buffer) => bytes,
    )
    inner.post<{ Body: Buffer }>('/v1/post', async (request, reply) => {
      const text = utf8(request.body)
      if (text === null) {
        return sendProblem(reply, {
          kind: 'http.malformed',
          sentence: 'the message is not UTF-8 text; send it as it was signed',
        })
      }
      return app.post.take(text)
    })
  })

  server.get('/v1/post/outbox', async (request) => ({
    // What goes out is the office's, not that of an agency it consults.
    messages: callerOf(request).agency === null ? await app.post.outbox() : [],
  }))

  server.post<{ Params: { id: string } }>('/v1/post/outbox/:id', async (request, reply) => {
    const again = await app.post.sendAgain(request.params.id, callerOf(request))
    return again.ok ? again.value : sendProblem(reply, again.error)
  })

  server.get('/v1/counterparties', async () => ({
    key: await app.post.key(),
    counterparties: await app.post.counterparties(),
  }))

  server.post('/v1/counterparties', async (request, reply) => {
    const read = counterpartySchema.safeParse(request.body)
    if (!read.success) {
      const faults = read.error.issues.map(({ path, message }) => ({ field: path.join('.'), sentence: message }))
      return sendProblem(reply, {
        kind: 'desk.invalid',
        sentence: 'give name, kind, key and address of the node',
        faults,
      })
    }
    const registered = await app.post.register(read.data, callerOf(request))
    if (!registered.ok) return sendProblem(reply, registered.error)
    return reply.code(201).send(registered.value)
  })
}

function utf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null
  }
}
