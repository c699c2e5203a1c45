/** A licensing office over HTTP. */
import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import { type App, type DeskResult, MAX_MESSAGE_BYTES } from '../app/index.ts'
import { callerOf } from './caller.ts'
import type { Operation } from './operation.ts'
import { sendProblem } from './problem.ts'

export const AUTHORITY_OPERATIONS: readonly Operation[] = [
  {
    method: 'get',
    path: '/v1/licensing/applications',
    id: 'applications',
    needs: 'authority.read',
    summary: 'Applications at this licensing office, due first, and packages that were not taken in',
    answers: 'licensing-applications',
    refuses: [],
  },
  {
    method: 'post',
    path: '/v1/licensing/applications',
    id: 'receiveApplication',
    needs: 'authority.act',
    summary: 'Take in a signed package that was handed in, with the files it names',
    takes: 'licensing-delivery',
    answers: 'licensing-received',
    status: 201,
    refuses: [400, 403, 409, 413, 415],
  },
  {
    method: 'get',
    path: '/v1/licensing/applications/{id}',
    id: 'application',
    needs: 'authority.read',
    summary: 'One application: the package, what was found and asked, clocks, what is missing, the letter, the ledger',
    answers: 'licensing-application',
    refuses: [404],
  },
  {
    method: 'post',
    path: '/v1/licensing/applications/{id}/acts',
    id: 'actOnApplication',
    needs: 'authority.act',
    summary: 'Record what an official does, or say why not and what would make it possible',
    takes: 'licensing-act',
    answers: 'licensing-events',
    refuses: [400, 403, 404, 409, 413, 415],
  },
  {
    method: 'get',
    path: '/v1/licensing/applications/{id}/letter',
    id: 'decisionLetter',
    needs: 'authority.read',
    summary: 'The decision letter, each sentence with what it rests on; a draft until it is issued',
    answers: 'decision-letter',
    query: [{ name: 'format', about: '`json`, or `pdf` for paper; default json' }],
    refuses: [400, 404, 409],
  },
  {
    method: 'get',
    path: '/v1/licensing/applications/{id}/files/{hash}',
    id: 'applicationFile',
    needs: 'authority.read',
    summary: 'A paper of the application by its SHA-256',
    answers: null,
    refuses: [404],
  },
  {
    method: 'get',
    path: '/v1/licensing/refused/{hash}',
    id: 'refusedPackage',
    needs: 'authority.read',
    summary: 'A package that was not taken in, as it came',
    answers: null,
    refuses: [404],
  },
  {
    method: 'post',
    path: '/v1/licensing/applications/{id}/denial-notice',
    id: 'prepareDenialNotice',
    needs: 'authority.act',
    summary: 'Prepare the notice of a denial, with the law under which it may be shared; refused without one',
    takes: 'denial-sharing',
    answers: 'denial',
    status: 201,
    refuses: [400, 403, 404, 409, 413, 415],
  },
  {
    method: 'get',
    path: '/v1/licensing/denials',
    id: 'denials',
    needs: 'forum.read',
    summary: 'Denials of this office, newest first, and which states know of each; revoked ones stay, marked',
    answers: 'denials',
    refuses: [],
  },
  {
    method: 'post',
    path: '/v1/licensing/denials/{id}/preview',
    id: 'previewDenialNotice',
    needs: 'forum.write',
    summary: 'Who would receive the notice of a denial and who would not, by name and why; nothing is signed',
    takes: 'denial-label',
    answers: 'forum-preview',
    refuses: [400, 404, 409, 413, 415],
  },
  {
    method: 'post',
    path: '/v1/licensing/denials/{id}/share',
    id: 'shareDenialNotice',
    needs: 'forum.write',
    summary: 'Sign the notice of a denial in the forum, for whom its label and group allow',
    takes: 'denial-label',
    answers: 'denial',
    refuses: [400, 403, 404, 409, 413, 415],
  },
  {
    method: 'post',
    path: '/v1/licensing/denials/{id}/review',
    id: 'reviewDenialNotice',
    needs: 'forum.write',
    summary: 'Say that a denial is kept until a day, or revoked, to those who know of it',
    takes: 'denial-review',
    answers: 'denial',
    refuses: [400, 403, 404, 409, 413, 415],
  },
  {
    method: 'get',
    path: '/v1/licensing/exporters',
    id: 'exporters',
    needs: 'authority.read',
    summary: 'Exporters whose packages are taken in here, each with its key',
    answers: 'exporters',
    refuses: [],
  },
  {
    method: 'post',
    path: '/v1/licensing/exporters',
    id: 'registerExporter',
    needs: 'authority.act',
    summary: 'Register an exporter, its key compared by another way than the one it came by',
    takes: 'exporter',
    answers: 'counterparty',
    status: 201,
    refuses: [400, 403, 409, 413, 415],
  },
]

const deliverySchema = z.strictObject({
  text: z.string(),
  files: z.array(z.strictObject({ id: z.string().min(1), base64: z.base64() })).default([]),
  isSupplement: z.boolean().default(false),
})

const exporterSchema = z.strictObject({
  name: z.string(),
  key: z.string(),
  address: z.string().nullable().default(null),
})

type OfCase = { readonly Params: { readonly id: string } }

export function serveAuthority(server: FastifyInstance, app: App): void {
  server.get('/v1/licensing/applications', async (request) => {
    const person = callerOf(request)
    return { applications: await app.authority.list(person), refused: await app.authority.refused(person) }
  })

  server.post('/v1/licensing/applications', { bodyLimit: MAX_MESSAGE_BYTES }, async (request, reply) => {
    const read = deliverySchema.safeParse(request.body)
    if (!read.success) return sendInvalid(reply, read.error, 'give `text`, the signed package, and `files`')
    const { text, files, isSupplement } = read.data
    const delivery = { text, files: files.map(({ id, base64 }) => ({ id, bytes: Buffer.from(base64, 'base64') })) }
    const received = await app.authority.receive(delivery, { isSupplement }, callerOf(request))
    return received.ok ? reply.code(201).send({ id: received.value }) : sendProblem(reply, received.error)
  })

  server.get<OfCase>('/v1/licensing/applications/:id', async (request, reply) =>
    answer(reply, await app.authority.show(request.params.id, callerOf(request))),
  )

  server.post<OfCase>('/v1/licensing/applications/:id/acts', async (request, reply) => {
    const acted = await app.authority.act(request.params.id, request.body, callerOf(request))
    return acted.ok ? { events: acted.value } : sendProblem(reply, acted.error)
  })

  server.get<OfCase & { Querystring: { format?: unknown } }>(
    '/v1/licensing/applications/:id/letter',
    async (request, reply) => {
      const { id } = request.params
      const { format = 'json' } = request.query
      if (format === 'json') return answer(reply, await app.authority.letter(id, callerOf(request)))
      if (format !== 'pdf') {
        const fault = { field: 'format', sentence: 'is neither json nor pdf; write one of them' }
        return sendProblem(reply, { kind: 'query.invalid', ...fault })
      }
      const paper = await app.authority.letterPdf(id, callerOf(request))
      return paper.ok ? sendFile(reply, paper.value, 'application/pdf', 'letter.pdf') : sendProblem(reply, paper.error)
    },
  )

  server.get<{ Params: { id: string; hash: string } }>(
    '/v1/licensing/applications/:id/files/:hash',
    async (request, reply) => {
      const { id, hash } = request.params
      const file = await app.authority.file(id, hash, callerOf(request))
      return file.ok ? sendFile(reply, file.value, 'application/octet-stream', hash) : sendProblem(reply, file.error)
    },
  )

  server.get<{ Params: { hash: string } }>('/v1/licensing/refused/:hash', async (request, reply) => {
    const { hash } = request.params
    const text = await app.authority.refusedText(hash, callerOf(request))
    return text.ok
      ? sendFile(reply, text.value, 'application/octet-stream', `${hash}.json`)
      : sendProblem(reply, text.error)
  })

  server.post<OfCase>('/v1/licensing/applications/:id/denial-notice', async (request, reply) => {
    const prepared = await app.authority.prepareDenial(request.params.id, request.body, callerOf(request))
    return prepared.ok ? reply.code(201).send(prepared.value) : sendProblem(reply, prepared.error)
  })

  server.get('/v1/licensing/denials', async (request) => ({
    denials: await app.authority.denials(callerOf(request)),
  }))

  server.post<OfCase>('/v1/licensing/denials/:id/preview', async (request, reply) =>
    answer(reply, await app.authority.previewDenial(request.params.id, request.body, callerOf(request))),
  )

  server.post<OfCase>('/v1/licensing/denials/:id/share', async (request, reply) =>
    answer(reply, await app.authority.shareDenial(request.params.id, request.body, callerOf(request))),
  )

  server.post<OfCase>('/v1/licensing/denials/:id/review', async (request, reply) =>
    answer(reply, await app.authority.reviewDenial(request.params.id, request.body, callerOf(request))),
  )

  server.get('/v1/licensing/exporters', async () => ({
    key: await app.post.key(),
    exporters: (await app.post.counterparties()).filter(({ kind }) => kind === 'exporter'),
  }))

  server.post('/v1/licensing/exporters', async (request, reply) => {
    const read = exporterSchema.safeParse(request.body)
    if (!read.success) return sendInvalid(reply, read.error, 'give name, key and address of the exporter')
    const registered = await app.authority.registerExporter(read.data, callerOf(request))
    return registered.ok ? reply.code(201).send(registered.value) : sendProblem(reply, registered.error)
  })
}

function answer<T>(reply: FastifyReply, result: DeskResult<T>) {
  return result.ok ? result.value : sendProblem(reply, result.error)
}

/** Never shown in the page: what an applicant sent is handed over as a file. */
function sendFile(reply: FastifyReply, bytes: Uint8Array, type: string, name: string): FastifyReply {
  return reply
    .type(type)
    .header('content-disposition', `attachment; filename="${name}"`)
    .header('cache-control', 'private, no-store')
    .send(Buffer.from(bytes))
}

function sendInvalid(reply: FastifyReply, error: z.ZodError, sentence: string): FastifyReply {
  const faults = error.issues.map(({ path, message }) => ({ field: path.join('.'), sentence: message }))
  return sendProblem(reply, { kind: 'desk.invalid', sentence, faults })
}
