/** The HTTP door: the same verbs as the command line, as JSON, and the pages that use nothing else. */
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import helmet from '@fastify/helmet'
import Fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { type App, PROGRAM_VERSION, packageFolder } from '../app/index.ts'
import { serveApplication } from './application.ts'
import { serveAssessments } from './assessments.ts'
import { serveAuthority } from './authority.ts'
import { MAX_BODY_BYTES, readJsonBody, readYamlBody } from './body.ts'
import { serveBrief } from './brief.ts'
import { askWhoCalls, identify } from './caller.ts'
import { serveCases } from './cases.ts'
import { serveCsl } from './csl.ts'
import { serveForum } from './forum.ts'
import { isFromElsewhere, isHostAllowed } from './host-check.ts'
import { serveInformation } from './information.ts'
import { serveItems } from './items.ts'
import { OPERATIONS, serveOpenApi } from './openapi.ts'
import { servePages } from './pages.ts'
import { serveMet } from './parties.ts'
import { servePeople } from './people.ts'
import { servePost } from './post.ts'
import type { PostLimits } from './post-body.ts'
import { type HttpProblem, sendProblem } from './problem.ts'
import { serveReference } from './reference.ts'
import { serveScreenings } from './screenings.ts'
import { sessionCookie } from './session-cookie.ts'
import { serveSuppressions } from './suppressions.ts'
import { serveWatchman } from './watchman.ts'
import { serveWork } from './work.ts'
import { serveYente } from './yente.ts'

export type ServerOptions = {
  /** Address to listen on; a loopback one unless the machine is meant to be reached from others. */
  readonly host: string
  /** `0`: any free port. */
  readonly port: number
  /** Host names beside the bound one that this server answers to, lower case. */
  readonly allowedHosts?: readonly string[]
  /** Folder of the built pages; default: `dist/web` of the installed program. */
  readonly pagesDir?: string
  /** Folder of the examples the form offers; default: `examples` of the installed program. */
  readonly examplesDir?: string
  /** How much of what other nodes bring is read at once; default: `POST_LIMITS`. */
  readonly postLimits?: PostLimits
  /** Where failures that are nobody's input are told; default: standard error. */
  readonly onFailure?: (id: string, error: unknown) => void
}

export type RunningServer = {
  /** `http://127.0.0.1:4747` */
  readonly address: string
  /** Answers what was begun, for at most five seconds, then stops. Idle connections are closed at once. */
  readonly close: () => Promise<void>
}

/** Listens; resolves when the first request can be answered. Rejects when the address cannot be had. */
export async function startServer(app: App, options: ServerOptions): Promise<RunningServer> {
  const server = await buildServer(app, options)
  const address = await server.listen({ host: options.host, port: options.port })
  return { address, close: () => stop(server) }
}

/** Longest wait for what was begun, a body that never ends among it. */
const STOP_WITHIN_MS = 5_000

async function stop(server: FastifyInstance): Promise<void> {
  const deadline = setTimeout(() => server.server.closeAllConnections(), STOP_WITHIN_MS)
  await server.close()
  clearTimeout(deadline)
}

/** Addresses of searches with many filters are long; those past the limit of the contract are still read, to say so. */
const MAX_HEADER_BYTES = 128 * 1024

/** The server without a socket: tests put requests straight in. */
export async function buildServer(app: App, options: ServerOptions): Promise<FastifyInstance> {
  const server = Fastify({
    bodyLimit: MAX_BODY_BYTES,
    http: { maxHeaderSize: MAX_HEADER_BYTES },
    forceCloseConnections: 'idle',
    requestTimeout: 60_000,
    routerOptions: { maxParamLength: 500 },
    exposeHeadRoutes: true,
  })
  await server.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        fontSrc: ["'self'"],
        imgSrc: ["'self'"],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
      },
    },
    // Plain HTTP on loopback: a browser told to insist on HTTPS would lock its user out.
    strictTransportSecurity: false,
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
  })
  refuseForeigners(server, options, app.node.address)
  closeConnectionsWhenStopping(server)
  readBodies(server)
  const cookie = sessionCookie(app.node, app.people.tag)
  askWhoCalls(server, OPERATIONS, identify(app, cookie))
  answerFailures(server, options.onFailure ?? tellStandardError)

  const examplesDir = options.examplesDir ?? join(packageFolder(), 'examples')
  serveAssessments(server, app, examplesDir)
  serveScreenings(server, app)
  await serveYente(server, app)
  await serveWatchman(server, app)
  await serveCsl(server, app)
  serveItems(server)
  serveReference(server, app, examplesDir)
  serveBrief(server, app)
  serveForum(server, app)
  serveAuthority(server, app)
  servePost(server, app, options.postLimits)
  serveApplication(server, app)
  serveWork(server, app)
  serveInformation(server, app)
  serveCases(server, app, examplesDir)
  serveMet(server, app)
  serveSuppressions(server, app)
  servePeople(server, app, cookie)
  serveOpenApi(server, PROGRAM_VERSION)
  await servePages(server, options.pagesDir ?? join(packageFolder(), 'dist', 'web'))
  answerUnknownPaths(server)
  return server
}

/** Requests under a foreign name (DNS rebinding) and writes from other sites' pages go no further. */
function refuseForeigners(server: FastifyInstance, options: ServerOptions, address: string | null): void {
  const ownHost = address !== null && URL.canParse(address) ? new URL(address).host : null
  const allowed = (options.allowedHosts ?? []).map((host) => host.toLowerCase())
  server.addHook('onRequest', async (request, reply) => {
    if (!isHostAllowed(request.headers.host, options.host, allowed)) {
      return sendProblem(reply, {
        kind: 'http.foreign-host',
        sentence:
          'the request names a host this server does not answer to; open it under the address it printed when it started',
      })
    }
    if (request.method !== 'GET' && request.method !== 'HEAD' && isFromElsewhere(request.headers, ownHost)) {
      return sendProblem(reply, {
        kind: 'http.cross-site',
        sentence: 'a page of another site sent this request; use the pages of this server, or a program',
      })
    }
  })
  server.addHook('onSend', async (request, reply) => {
    if (request.url.startsWith('/v1/') && reply.getHeader('cache-control') === undefined) {
      reply.header('cache-control', 'no-store')
    }
  })
}

/** A connection whose last answer went out while the server stops is not kept for more. */
function closeConnectionsWhenStopping(server: FastifyInstance): void {
  let isStopping = false
  server.addHook('preClose', async () => {
    isStopping = true
  })
  server.addHook('onSend', async (_request, reply) => {
    if (isStopping) reply.header('connection', 'close')
  })
}

/** JSON and YAML, each read whole or refused with a sentence. Simple form types are not read: a foreign page could send them. */
function readBodies(server: FastifyInstance): void {
  server.removeAllContentTypeParsers()
  const parser = (read: typeof readJsonBody) => async (_request: FastifyRequest, bytes: Buffer) => {
    const body = read(bytes)
    if (!body.ok) throw new RefusedBody(body.error)
    return body.value
  }
  server.addContentTypeParser(/^application\/(?:[\w.+-]+\+)?json(?:;|$)/i, { parseAs: 'buffer' }, parser(readJsonBody))
  server.addContentTypeParser(
    /^(?:application|text)\/(?:x-)?ya?ml(?:;|$)/i,
    { parseAs: 'buffer' },
    parser(readYamlBody),
  )
}

/** A body that is no value; carried through the framework to the one place that answers failures. */
class RefusedBody extends Error {
  readonly problem: HttpProblem
  constructor(problem: HttpProblem) {
    super(problem.kind)
    this.problem = problem
  }
}

function answerFailures(server: FastifyInstance, onFailure: (id: string, error: unknown) => void): void {
  server.setErrorHandler((error: FastifyError, _request: FastifyRequest, reply: FastifyReply) => {
    if (error instanceof RefusedBody) return sendProblem(reply, error.problem)
    const known = doorProblemOf(error)
    if (known !== null) return sendProblem(reply, known)
    const id = randomBytes(6).toString('hex')
    onFailure(id, error)
    return sendProblem(reply, {
      kind: 'http.failed',
      sentence: `something failed on our side and nothing was stored; the program's own messages tell more under \`${id}\`, then try again`,
    })
  })
}

/** The framework's own refusals, in our words. */
function doorProblemOf(error: FastifyError): HttpProblem | null {
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return {
        kind: 'http.too-large',
        sentence: 'the body is larger than 5 MB, far more than any transaction; send one transaction at a time',
      }
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return {
        kind: 'http.unsupported-media-type',
        sentence:
          'the body is neither JSON nor YAML; send it with `content-type: application/json` or `application/yaml`',
      }
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return { kind: 'http.malformed', sentence: 'the body is not as long as its `content-length` says; send it again' }
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
      return { kind: 'http.malformed', sentence: 'the body is empty; send the transaction in it' }
    default:
      return error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500
        ? { kind: 'http.malformed', sentence: 'the request is not well-formed HTTP; correct it and send it again' }
        : null
  }
}

/** Under `/v1` a path is an error; elsewhere `servePages` has already given the page when there is one. */
function answerUnknownPaths(server: FastifyInstance): void {
  server.setNotFoundHandler(async (request, reply) => {
    const path = request.url.split('?')[0] ?? ''
    const allowed = methodsOf(path)
    if (allowed.length > 0) reply.header('allow', allowed.join(', '))
    return sendProblem(
      reply,
      allowed.length > 0 && !allowed.includes(request.method)
        ? { kind: 'http.method-not-allowed', sentence: `\`${path}\` takes ${allowed.join(' and ')} only` }
        : {
            kind: 'http.not-found',
            sentence: `nothing is served at \`${path.slice(0, 200)}\`; \`/openapi.json\` says what is`,
          },
    )
  })
}

/** What a path of the API takes; none when there is no such path. */
function methodsOf(path: string): readonly string[] {
  return OPERATIONS.filter((one) => new RegExp(`^${one.path.replace(/\{\w+\}/g, '[^/]+')}$`).test(path)).map((one) =>
    one.method.toUpperCase(),
  )
}

function tellStandardError(id: string, error: unknown): void {
  process.stderr.write(
    `unblind: request failed (${id}): ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  )
}
