/** The application of a case over HTTP. */
import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import { type App, type DeskResult, MAX_MESSAGE_BYTES, type NewPaper, type Person } from '../app/index.ts'
import { err, ok, type Result, readBase64 } from '../base/index.ts'
import { callerOf } from './caller.ts'
import type { Operation } from './operation.ts'
import { type HttpProblem, sendProblem } from './problem.ts'

const BASE = '/v1/cases/{id}/application'

export const APPLICATION_OPERATIONS: readonly Operation[] = [
  {
    method: 'get',
    path: BASE,
    id: 'showApplication',
    needs: 'application.read',
    summary: 'The application as it stands: the package, what is missing, what blocks it, and what was said since',
    answers: 'application',
    refuses: [404],
  },
  {
    method: 'post',
    path: `${BASE}/answers`,
    id: 'giveAnswers',
    needs: 'application.prepare',
    summary: 'Fill blocks of the form; what is left out stays, an empty text takes back',
    answers: 'application',
    refuses: [400, 404, 413, 415],
  },
  {
    method: 'post',
    path: `${BASE}/attachments`,
    id: 'attach',
    needs: 'application.prepare',
    summary: 'Attach a file, `{ title, name, mediaType, base64 }`; its bytes are kept',
    answers: 'application',
    status: 201,
    refuses: [400, 404, 409, 413, 415],
  },
  {
    method: 'post',
    path: `${BASE}/left-out`,
    id: 'leaveOut',
    needs: 'application.prepare',
    summary: 'Let an attachment go along no more, `{ attachment }`; that it was there stays on record',
    answers: 'application',
    refuses: [400, 404, 413, 415],
  },
  {
    method: 'post',
    path: `${BASE}/prepare`,
    id: 'prepareApplication',
    needs: 'application.prepare',
    summary: 'Fix the package that is to be signed',
    answers: 'application',
    refuses: [404, 409],
  },
  {
    method: 'post',
    path: `${BASE}/sign`,
    id: 'signApplication',
    needs: 'application.sign',
    summary: 'Sign the prepared package, `{ statement }`; without accounts also `{ name }`, the executive who signs',
    answers: 'application',
    refuses: [400, 404, 409, 413, 415],
  },
  {
    method: 'post',
    path: `${BASE}/send`,
    id: 'sendApplication',
    needs: 'application.send',
    summary: 'Submit the signed package to an authority, `{ to }`; a second time, as a supplement',
    answers: 'application',
    refuses: [400, 404, 409, 413, 415],
  },
  {
    method: 'post',
    path: `${BASE}/replies`,
    id: 'replyToAuthority',
    needs: 'application.prepare',
    summary: 'Answer a question of the authority, `{ query, answer, files }`',
    answers: 'application',
    refuses: [400, 404, 409, 413, 415],
  },
  {
    method: 'post',
    path: `${BASE}/rebuttal`,
    id: 'rebutIntent',
    needs: 'application.prepare',
    summary: 'Answer an intent to deny, `{ answer, files }`',
    answers: 'application',
    refuses: [400, 404, 409, 413, 415],
  },
  {
    method: 'get',
    path: `${BASE}/files/{name}`,
    id: 'fileOfApplication',
    needs: 'application.read',
    summary: 'application.json, application.pdf, transfer-sheet.md or transfer-sheet.csv',
    answers: null,
    query: [{ name: 'draft', about: '1: as it stands, marked as a draft; absent: what was signed or can be' }],
    refuses: [404, 409],
  },
  {
    method: 'get',
    path: `${BASE}/papers/{sha256}`,
    id: 'paperOfApplication',
    needs: 'application.read',
    summary: 'A file that was attached, or that came with a letter, by its hash',
    answers: null,
    refuses: [404],
  },
]

const word = z.string().min(1).max(500)
const paperSchema = z.strictObject({
  title: z.string().max(500).default(''),
  name: word,
  mediaType: word,
  base64: z.string(),
})
const filesSchema = z.array(paperSchema).max(50).default([])
const answerText = z.string().max(50_000)

/** Files travel as base64 in JSON: a third more than their bytes. */
const BODY_LIMIT = MAX_MESSAGE_BYTES
const WITH_FILES: ReadonlySet<string> = new Set(['attachments', 'replies', 'rebuttal'])

type OfCase = { Params: { id: string } }

export function serveApplication(server: FastifyInstance, app: App): void {
  const base = BASE.replace('{id}', ':id')
  const shown = async (reply: FastifyReply, id: string) =>
    (await app.application.show(id)) ?? sendProblem(reply, { kind: 'case.unknown', id: id.slice(0, 60).toWellFormed() })
  /** The page goes on with what the act made of it. */
  const answered = async (reply: FastifyReply, id: string, done: DeskResult<unknown>) =>
    done.ok ? shown(reply, id) : sendProblem(reply, done.error)
  const act = <Body>(
    path: string,
    schema: z.ZodType<Body> | null,
    run: (id: string, body: Body, person: Person) => Promise<DeskResult<unknown>>,
    status = 200,
  ) => {
    const options = WITH_FILES.has(path) ? { bodyLimit: BODY_LIMIT } : {}
    server.post<OfCase>(`${base}/${path}`, options, async (request, reply) => {
      const body = schema === null ? ok({} as Body) : readBody(schema, request.body)
      if (!body.ok) return sendProblem(reply, body.error)
      const done = await run(request.params.id, body.value, callerOf(request))
      if (done.ok) reply.code(status)
      return answered(reply, request.params.id, done)
    })
  }

  server.get<OfCase>(base, (request, reply) => shown(reply, request.params.id))
  act('answers', z.unknown(), (id, body, person) => app.application.answer(id, body, person))
  act(
    'attachments',
    paperSchema,
    async (id, body, person) => {
      const [paper] = papersIn([body])
      return paper === undefined ? notBase64(body.name) : app.application.attach(id, paper, person)
    },
    201,
  )
  act('left-out', z.strictObject({ attachment: word }), (id, body, person) =>
    app.application.leaveOut(id, body.attachment, person),
  )
  act('prepare', null, (id, _body, person) => app.application.prepare(id, person))
  act('sign', z.strictObject({ statement: z.string().max(10_000), name: word.optional() }), (id, body, person) => {
    const signer = signerOf(app, body.name, person)
    return signer.ok ? app.application.sign(id, body.statement, signer.value) : Promise.resolve(signer)
  })
  act('send', z.strictObject({ to: word }), (id, body, person) => app.application.send(id, body.to, person))
  act('replies', z.strictObject({ query: word, answer: answerText, files: filesSchema }), async (id, body, person) => {
    const files = papersIn(body.files)
    return files.length < body.files.length
      ? notBase64('a file')
      : app.application.reply(id, body.query, body.answer, files, person)
  })
  act('rebuttal', z.strictObject({ answer: answerText, files: filesSchema }), async (id, body, person) => {
    const files = papersIn(body.files)
    return files.length < body.files.length
      ? notBase64('a file')
      : app.application.rebut(id, body.answer, files, person)
  })

  server.get<{ Params: { id: string; name: string }; Querystring: { draft?: unknown } }>(
    `${base}/files/:name`,
    async (request, reply) => {
      const { id, name } = request.params
      const files = await app.application.files(id, { isDraft: request.query.draft === '1' })
      if (!files.ok) return sendProblem(reply, files.error)
      const file = files.value.find((one) => one.name === name)
      return file === undefined
        ? sendProblem(reply, {
            kind: 'desk.unknown',
            sentence: `an application has ${files.value.map((one) => one.name).join(', ')}`,
          })
        : sendFile(reply, file.name, file.mediaType, file.bytes)
    },
  )

  server.get<{ Params: { id: string; sha256: string } }>(`${base}/papers/:sha256`, async (request, reply) => {
    const found = await app.application.paper(request.params.id, request.params.sha256)
    if (!found.ok) return sendProblem(reply, found.error)
    const { paper, bytes } = found.value
    return sendFile(reply, paper.name, paper.mediaType, bytes)
  })
}

/** Always a file to keep, never a page of ours: what others brought could be anything. */
function sendFile(reply: FastifyReply, name: string, mediaType: string, bytes: Uint8Array): FastifyReply {
  return reply
    .type(/^[\w.+-]+\/[\w.+-]+$/.test(mediaType) ? mediaType : 'application/octet-stream')
    .header('x-content-type-options', 'nosniff')
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
    .send(Buffer.from(bytes))
}

/** With accounts whoever is signed in signs; without, the executive is named and taken at their word. */
function signerOf(app: App, name: string | undefined, person: Person): DeskResult<Person> {
  if (name === undefined || name === person.name) return ok(person)
  return app.people.auth === 'none'
    ? ok({ ...person, id: name, name })
    : err({ kind: 'desk.not-permitted', sentence: `\`${person.name}\` is signed in and signs in no other name` })
}

/** Fewer than were given when one of them is no base64. */
function papersIn(files: readonly z.output<typeof paperSchema>[]): readonly NewPaper[] {
  return files.flatMap(({ base64, ...file }) => {
    const bytes = readBase64(base64)
    return bytes === null ? [] : [{ ...file, bytes }]
  })
}

function notBase64(name: string): { readonly ok: false; readonly error: { kind: 'desk.invalid'; sentence: string } } {
  return { ok: false, error: { kind: 'desk.invalid', sentence: `\`${name}\` is not base64; send its bytes so` } }
}

function readBody<Body>(schema: z.ZodType<Body>, body: unknown): Result<Body, HttpProblem> {
  const read = schema.safeParse(body)
  if (read.success) return ok(read.data)
  const faults = read.error.issues.map(({ path, message }) => ({
    field: path.map(String).join('.'),
    sentence: message,
  }))
  const [first] = faults
  return err({
    kind: 'desk.invalid',
    sentence: `\`${first?.field ?? ''}\`: ${first?.sentence ?? 'cannot be read'}`,
    faults,
  })
}
