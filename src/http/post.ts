/** What other nodes bring: judged by its signature, not by who signed in. */
import type { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import { type App, MAX_MESSAGE_BYTES, type TakenMessage } from '../app/index.ts'
import { callerOf } from './caller.ts'
import type { Operation } from './operation.ts'
import { BUSY_SECONDS, newPostReader, POST_LIMITS, type PostLimits } from './post-body.ts'
import { type HttpProblem, sendProblem } from './problem.ts'

export const POST_OPERATIONS: readonly Operation[] = [
  {
    method: 'post',
    path: '/v1/post',
    id: 'takeMessage',
    needs: 'public',
    summary: 'Take a signed message of another node: taken once, or refused with a sentence',
    takes: 'message',
    takesJsonAlone: true,
    answers: 'message-taken',
    refuses: [400, 408, 413, 415, 429, 503],
  },
  {
    method: 'get',
    path: '/v1/post/outbox',
    id: 'outbox',
    needs: 'application.read',
    summary: 'What this node sent, oldest first, and how far each got',
    answers: 'outbox',
    refuses: [],
  },
  {
    method: 'post',
    path: '/v1/post/outbox/{id}',
    id: 'sendAgain',
    needs: 'application.send',
    summary: 'Bring a message once more that the other node turned away',
    answers: 'outgoing',
    refuses: [404, 409],
  },
  {
    method: 'get',
    path: '/v1/counterparties',
    id: 'counterparties',
    needs: 'read',
    summary: 'The nodes known here, and the key of this one',
    answers: 'counterparties',
    refuses: [],
  },
  {
    method: 'post',
    path: '/v1/counterparties',
    id: 'registerCounterparty',
    needs: 'people.manage',
    summary: 'Make another node known, its key compared out of band',
    takes: 'counterparty',
    answers: 'counterparty',
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

export function servePost(server: FastifyInstance, app: App, limits: PostLimits = POST_LIMITS): void {
  const reader = newPostReader(app.post, limits)
  // A message is read from its own text: two readers of one JSON may see two values where a key stands twice.
  server.register(async (inner) => {
    inner.removeAllContentTypeParsers()
    inner.addContentTypeParser(/^application\/(?:[\w.+-]+\+)?json(?:;|$)/i, async (_: unknown, body: Readable) => body)
    inner.post<{ Body: Readable }>('/v1/post', async (request, reply) => {
      const brought = await reader.read(request.body, request.ip)
      switch (brought.kind) {
        case 'whole': {
          const text = utf8(brought.bytes)
          if (text === null) {
            reader.countStrange(brought.source)
            return sendProblem(reply, {
              kind: 'http.malformed',
              sentence: 'the message is not UTF-8 text; send it as it was signed',
            })
          }
          return answerOf(await app.post.take(text), brought.source)
        }
        case 'large-of-stranger':
          return answerOf(await app.post.turnAway(brought), brought.source)
        case 'too-often':
          return turnAway(reply, brought.waitSeconds, {
            kind: 'http.too-often',
            sentence: `too many messages came from there that no node known here signed; wait ${brought.waitSeconds} seconds`,
          })
        case 'busy':
          return turnAway(reply, BUSY_SECONDS, {
            kind: 'http.busy',
            sentence: `other large messages are being taken in; send it again in ${BUSY_SECONDS} seconds`,
          })
        case 'too-slow':
          return turnAway(reply, BUSY_SECONDS, {
            kind: 'http.too-slow',
            sentence: `the message did not end within ${limits.withinMs / 1000} seconds; send it again`,
          })
        case 'too-large':
          return turnAway(reply, null, {
            kind: 'http.too-large',
            sentence: `the message is larger than ${MAX_MESSAGE_BYTES / 1_000_000} MB; send less in one message`,
          })
        case 'cut-off':
          return turnAway(reply, null, {
            kind: 'http.malformed',
            sentence: 'the message was cut off on the way; send it again',
          })
      }
    })
  })
  const answerOf = ({ outcome, sentence, isStrange }: TakenMessage, source: string) => {
    if (isStrange === true) reader.countStrange(source)
    return { outcome, sentence }
  }

  server.get('/v1/post/outbox', async (request) => ({ messages: await app.post.outboxFor(callerOf(request)) }))

  server.post<{ Params: { id: string } }>('/v1/post/outbox/:id', async (request, reply) => {
    const again = await app.post.sendAgain(request.params.id, callerOf(request))
    return again.ok ? again.value : sendProblem(reply, again.error)
  })

  server.get('/v1/counterparties', async () => ({
    key: await app.post.key(),
    counterparties: await app.post.counterparties(),
    strangers: await app.post.strangers(),
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

/** What was not read to its end is not waited for: the connection ends with the answer. */
function turnAway(reply: FastifyReply, waitSeconds: number | null, problem: HttpProblem): FastifyReply {
  if (waitSeconds !== null) reply.header('retry-after', String(waitSeconds))
  return sendProblem(reply.header('connection', 'close'), problem)
}

function utf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null
  }
}
