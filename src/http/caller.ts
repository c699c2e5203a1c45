/** Whose request it is, and whether the table of permissions lets them try it. Asked before any route. */
import { userInfo } from 'node:os'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type App, isPermitted, type Person, ROLES_OF_NODE } from '../app/index.ts'
import type { Operation } from './operation.ts'
import { sendProblem } from './problem.ts'
import type { SessionCookie } from './session-cookie.ts'

const CALLER = Symbol('caller')

/**
 * The person whose request it is.
 * @throws Error on a path that anybody may ask: nobody need be signed in there.
 */
export function callerOf(request: FastifyRequest): Person {
  const caller = callerOrNobody(request)
  if (caller === null) throw new Error(`nobody is signed in at ${request.url}`)
  return caller
}

export function callerOrNobody(request: FastifyRequest): Person | null {
  return (request as { [CALLER]?: Person | null })[CALLER] ?? null
}

/** With accounts: the program of the key it brings, else the person of the session in the cookie. Without: the one person at this machine. */
export function identify(app: App, cookie: SessionCookie): (request: FastifyRequest) => Promise<Person | null> {
  const user = oneUser(app, userInfo().username)
  return async (request) => {
    if (app.people.auth === 'none') return user
    const { authorization, 'subscription-key': subscription } = request.headers
    // The search of the Consolidated Screening List is asked with its key in a header of its own.
    if (authorization === undefined && typeof subscription === 'string') return app.people.programOfKey(subscription)
    if (authorization !== undefined) {
      const [, key] = /^(?:Bearer|ApiKey) +(\S+)$/i.exec(authorization) ?? []
      return key === undefined ? null : app.people.programOfKey(key)
    }
    const token = cookie.tokenIn(request)
    return token === null ? null : app.people.personOfSession(token)
  }
}

/** Who may try everything but selling. */
function oneUser(app: App, name: string): Person {
  return { id: name, name, roles: ROLES_OF_NODE[app.node.kind].filter((role) => role !== 'sales'), agency: null }
}

/** What is open to everybody and no operation of the API: its description, and the pages, which hold nothing themselves. */
const OPEN_ROUTES: ReadonlySet<string> = new Set(['/openapi.json', '/assets/*', '/icon.svg', '/*'])

/**
 * Refuses whoever the table of permissions does not let try an operation, before the body is read.
 * @throws Error while the server is built, when a route is added that is no operation and so has no permission
 */
export function askWhoCalls(
  server: FastifyInstance,
  operations: readonly Operation[],
  identify: (request: FastifyRequest) => Promise<Person | null>,
): void {
  const needs = new Map(
    operations.map((one) => [`${one.method.toUpperCase()} ${one.path.replace(/\{(\w+)\}/g, ':$1')}`, one.needs]),
  )
  const neededFor = (method: string, url: string) => needs.get(`${method === 'HEAD' ? 'GET' : method} ${url}`)
  server.addHook('onRoute', ({ method, url }) => {
    for (const one of [method].flat()) {
      if (neededFor(one, url) === undefined && !OPEN_ROUTES.has(url)) {
        throw new Error(`\`${one} ${url}\` is served and stands in no OPERATIONS, so nothing says who may try it`)
      }
    }
  })
  server.addHook('preParsing', async (request, reply) => {
    const needed = neededFor(request.method, request.routeOptions.url ?? '')
    if (needed === undefined) return
    const caller = await identify(request)
    Object.assign(request, { [CALLER]: caller })
    if (isPermitted(caller, needed)) return
    return sendProblem(
      reply,
      caller === null
        ? { kind: 'http.not-signed-in', sentence: 'sign in first' }
        : {
            kind: 'http.not-permitted',
            sentence: `\`${caller.name}\` is ${caller.roles.join(' and ') || 'without a role'} here, and this needs another role`,
          },
    )
  })
}
