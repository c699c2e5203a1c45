/** The daily brief over HTTP: for the firm, and the public preview and feed for everybody. */
import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { App, Reader } from '../app/index.ts'
import { type Day, err, ok, parseDay, type Result } from '../base/index.ts'
import {
  EDITION_STYLE,
  type Edition,
  type FeedPlace,
  writeAtom,
  writeHtml,
  writeJson,
  writeMarkdown,
} from '../brief/index.ts'
import { callerOf } from './caller.ts'
import type { Operation } from './operation.ts'
import { type HttpProblem, sendProblem } from './problem.ts'

const READER_ASKED = { name: 'reader', about: 'firm, or public for those made for everybody; default: firm' }

export const BRIEF_OPERATIONS: readonly Operation[] = [
  {
    method: 'get',
    path: '/v1/brief',
    id: 'briefs',
    needs: 'brief.read',
    summary: 'The editions of the brief that were made, newest first',
    answers: 'brief-editions',
    query: [READER_ASKED],
    refuses: [400],
  },
  {
    method: 'post',
    path: '/v1/brief',
    id: 'makeBrief',
    needs: 'brief.make',
    summary: 'Make the brief of a day, with the holds it calls for; said once where nothing is new',
    takes: 'brief-request',
    answers: 'brief-made',
    status: 201,
    refuses: [400, 413, 415],
  },
  {
    method: 'get',
    path: '/v1/brief/{id}',
    id: 'brief',
    needs: 'brief.read',
    summary: 'One edition',
    answers: 'brief-edition',
    query: [READER_ASKED, { name: 'format', about: 'html, md or json: the edition alone, as it is printed or kept' }],
    refuses: [400, 404],
  },
  {
    method: 'get',
    path: '/v1/brief/feed.atom',
    id: 'briefFeed',
    needs: 'brief.read',
    summary: 'The editions as an Atom feed, in counts and codes',
    answers: null,
    refuses: [404],
  },
  {
    method: 'get',
    path: '/brief.atom',
    id: 'publicBriefFeed',
    needs: 'public',
    summary: 'The public briefs as an Atom feed',
    answers: null,
    refuses: [404],
  },
  {
    method: 'get',
    path: '/brief/public',
    id: 'publicBrief',
    needs: 'public',
    summary: 'The newest public brief as a page',
    answers: null,
    refuses: [404],
  },
  {
    method: 'get',
    path: '/brief/public/{id}',
    id: 'publicBriefOfId',
    needs: 'public',
    summary: 'One public brief as a page',
    answers: null,
    refuses: [404],
  },
]

/** Entries of a feed. */
const FEED_LENGTH = 30
const MAX_REASON = 2_000

export function serveBrief(server: FastifyInstance, app: App): void {
  server.get<{ Querystring: { reader?: unknown } }>('/v1/brief', async (request, reply) => {
    const reader = readReader(request.query.reader)
    return reader.ok ? { editions: await app.brief.editions(reader.value) } : sendProblem(reply, reader.error)
  })

  server.post('/v1/brief', async (request, reply) => {
    const asked = readAsked(request.body)
    if (!asked.ok) return sendProblem(reply, asked.error)
    const made = await app.brief.make(asked.value, callerOf(request))
    return made.ok ? reply.code(201).send(made.value) : sendProblem(reply, made.error)
  })

  server.get('/v1/brief/feed.atom', async (request, reply) =>
    sendFeed(request, reply, 'firm', { feed: '/v1/brief/feed.atom', editionAt: (id) => `/brief/${id}` }),
  )
  server.get('/brief.atom', async (request, reply) =>
    sendFeed(request, reply, 'public', { feed: '/brief.atom', editionAt: (id) => `/brief/public/${id}` }),
  )

  server.get<{ Params: { id: string }; Querystring: { format?: unknown; reader?: unknown } }>(
    '/v1/brief/:id',
    async (request, reply) => {
      const { format } = request.query
      const reader = readReader(request.query.reader)
      if (!reader.ok) return sendProblem(reply, reader.error)
      const found = await app.brief.edition(reader.value, request.params.id)
      if (!found.ok) return sendProblem(reply, found.error)
      const { edition } = found.value
      switch (format) {
        case undefined:
          return found.value
        case 'html':
          return sendPage(reply, edition)
        case 'md':
          return reply.type('text/markdown; charset=utf-8').send(writeMarkdown(edition))
        case 'json':
          return reply.type('application/json; charset=utf-8').send(writeJson(edition))
        default:
          return sendProblem(reply, { kind: 'query.invalid', field: 'format', sentence: 'is none of html, md, json' })
      }
    },
  )

  server.get('/brief/public', async (_request, reply) => {
    const [newest] = await app.brief.newest('public', 1)
    return newest === undefined ? sendProblem(reply, NONE_YET) : sendPage(reply, newest)
  })
  server.get<{ Params: { id: string } }>('/brief/public/:id', async (request, reply) => {
    const found = await app.brief.edition('public', request.params.id)
    return found.ok ? sendPage(reply, found.value.edition) : sendProblem(reply, found.error)
  })

  async function sendFeed(
    request: FastifyRequest,
    reply: FastifyReply,
    reader: Reader,
    place: { readonly feed: string; readonly editionAt: (id: string) => string },
  ) {
    const editions = await app.brief.newest(reader, FEED_LENGTH)
    if (editions.length === 0) return sendProblem(reply, NONE_YET)
    const here = app.node.address ?? `${request.protocol}://${request.host}`
    const absolute: FeedPlace = { feed: here + place.feed, editionAt: (id) => here + place.editionAt(id) }
    return reply.type('application/atom+xml; charset=utf-8').send(writeAtom(editions, absolute))
  }
}

const NONE_YET: HttpProblem = {
  kind: 'http.not-found',
  sentence: 'no brief was made here yet; one is made each morning, or now with `unblind brief`',
}

/** The edition's own page: its one style is known by its hash, and it runs nothing. */
const PAGE_POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(EDITION_STYLE).digest('base64')}'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`

function sendPage(reply: FastifyReply, edition: Edition): FastifyReply {
  return reply.header('content-security-policy', PAGE_POLICY).type('text/html; charset=utf-8').send(writeHtml(edition))
}

function readReader(given: unknown): Result<Reader, HttpProblem> {
  if (given === undefined || given === 'firm') return ok('firm')
  if (given === 'public') return ok('public')
  return err({ kind: 'query.invalid', field: 'reader', sentence: 'is neither firm nor public' })
}

type AskedOf = { readonly on?: Day | undefined; readonly because?: string | undefined }

function readAsked(body: unknown): Result<AskedOf, HttpProblem> {
  if (body === undefined || body === null) return ok({})
  if (typeof body !== 'object' || Array.isArray(body)) return invalid('(whole document)', 'is not a mapping')
  const { on, because, ...rest }: { readonly on?: unknown; readonly because?: unknown } = body
  const [strange] = Object.keys(rest)
  if (strange !== undefined) return invalid(strange.slice(0, 60), 'is no field of this; take it out')
  const day = on === undefined ? undefined : typeof on === 'string' ? parseDay(on) : null
  if (day === null) return invalid('on', 'is not a day; write YYYY-MM-DD')
  if (because === undefined) return ok({ on: day })
  if (typeof because !== 'string' || because.trim() === '' || because.length > MAX_REASON || !because.isWellFormed()) {
    return invalid('because', `is not a reason; write up to ${MAX_REASON} characters of text, or leave it out`)
  }
  return ok({ on: day, because: because.trim() })
}

function invalid(field: string, sentence: string): Result<never, HttpProblem> {
  return err({ kind: 'desk.invalid', sentence: `\`${field}\` ${sentence}`, faults: [{ field, sentence }] })
}
