/** Who is here: signing in and out, accounts, and what whoever asks may try. */
import { isIP } from 'node:net'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { App, DeskProblem, SignInProblem } from '../app/index.ts'
import { callerOf, callerOrNobody } from './caller.ts'
import type { Operation } from './operation.ts'
import { sendProblem } from './problem.ts'
import type { SessionCookie } from './session-cookie.ts'

export const PEOPLE_OPERATIONS: readonly Operation[] = [
  {
    method: 'get',
    path: '/v1/me',
    id: 'me',
    needs: 'public',
    summary: 'This node, who is signed in, what they may try, and who else is here',
    answers: 'me',
    refuses: [],
  },
  {
    method: 'post',
    path: '/v1/sign-in',
    id: 'signIn',
    needs: 'public',
    summary: 'Sign in with an account of this node; the session is in a cookie',
    takes: 'sign-in',
    answers: 'me',
    refuses: [400, 401, 409, 413, 415, 429],
  },
  {
    method: 'post',
    path: '/v1/sign-out',
    id: 'signOut',
    needs: 'public',
    summary: 'End the session of the cookie',
    answers: 'me',
    refuses: [],
  },
  {
    method: 'post',
    path: '/v1/me/password',
    id: 'changeOwnPassword',
    needs: 'read',
    summary: 'Change the password of whoever is signed in; their other sessions end',
    takes: 'own-password',
    answers: 'me',
    refuses: [400, 401, 409, 413, 415, 429],
  },
  {
    method: 'get',
    path: '/v1/people',
    id: 'people',
    needs: 'people.read',
    summary: 'Every account there ever was, ended ones too',
    answers: 'accounts',
    refuses: [],
  },
  {
    method: 'get',
    path: '/v1/people/{id}',
    id: 'person',
    needs: 'people.read',
    summary: 'One account, and what happened to it and under it',
    answers: 'account-history',
    refuses: [404],
  },
  {
    method: 'post',
    path: '/v1/people',
    id: 'addPerson',
    needs: 'people.manage',
    summary: 'Add an account',
    takes: 'new-person',
    answers: 'account',
    status: 201,
    refuses: [400, 409, 413, 415],
  },
  {
    method: 'post',
    path: '/v1/programs',
    id: 'addProgram',
    needs: 'people.manage',
    summary: 'Add a program, which comes with `Authorization: Bearer` and its key; the key is told once, here',
    takes: 'new-program',
    answers: 'program',
    status: 201,
    refuses: [400, 409, 413, 415],
  },
  {
    method: 'post',
    path: '/v1/people/{id}/roles',
    id: 'changeRoles',
    needs: 'people.manage',
    summary: 'Give a person other roles; their sessions end',
    takes: 'new-roles',
    answers: 'account',
    refuses: [400, 404, 409, 413, 415],
  },
  {
    method: 'post',
    path: '/v1/people/{id}/password',
    id: 'setPassword',
    needs: 'people.manage',
    summary: 'Set a new password for a person; their sessions end',
    takes: 'new-password',
    answers: 'account',
    refuses: [400, 404, 409, 413, 415],
  },
  {
    method: 'post',
    path: '/v1/people/{id}/end',
    id: 'endPerson',
    needs: 'people.manage',
    summary: 'End an account for good; what the person did stays',
    takes: 'ending',
    answers: 'account',
    refuses: [400, 404, 409, 413, 415],
  },
]

const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])

/** Of whoever asks; through a proxy at this machine, the one that the proxy appended. Nobody else's word is taken for it. */
function addressOf({ ip, headers }: FastifyRequest): string {
  if (!LOOPBACK.has(ip)) return ip
  const last = [headers['x-forwarded-for']].flat().at(-1)?.split(',').at(-1)?.trim() ?? ''
  return isIP(last) === 0 ? ip : last
}

export function servePeople(server: FastifyInstance, app: App, cookie: SessionCookie): void {
  const refuse = (reply: FastifyReply, problem: DeskProblem | SignInProblem) => {
    if (problem.kind === 'sign-in.too-many') reply.header('retry-after', String(problem.waitSeconds))
    return sendProblem(reply, problem)
  }

  server.get('/v1/me', async (request) => app.people.me(callerOrNobody(request)))

  server.post('/v1/sign-in', async (request, reply) => {
    const signedIn = await app.people.signIn(request.body, addressOf(request))
    if (!signedIn.ok) return refuse(reply, signedIn.error)
    // Whoever was signed in here before no longer is.
    const before = cookie.tokenIn(request)
    if (before !== null) await app.people.signOut(before)
    cookie.set(reply, signedIn.value.token)
    return app.people.me(signedIn.value.person)
  })

  server.post('/v1/sign-out', async (request, reply) => {
    const token = cookie.tokenIn(request)
    if (token !== null) await app.people.signOut(token)
    cookie.clear(reply)
    return app.people.me(app.people.auth === 'none' ? callerOrNobody(request) : null)
  })

  server.post('/v1/me/password', async (request, reply) => {
    const changed = await app.people.changeOwnPassword(request.body, callerOf(request), addressOf(request))
    if (!changed.ok) return refuse(reply, changed.error)
    cookie.set(reply, changed.value.token)
    return app.people.me(changed.value.person)
  })

  server.get('/v1/people', async () => ({ accounts: await app.people.accounts() }))

  server.get<{ Params: { id: string } }>('/v1/people/:id', async (request, reply) => {
    const account = await app.people.account(request.params.id)
    return account.ok ? account.value : refuse(reply, account.error)
  })

  server.post('/v1/people', async (request, reply) => {
    const added = await app.people.add(request.body, callerOf(request))
    return added.ok ? reply.code(201).send(added.value) : refuse(reply, added.error)
  })

  server.post('/v1/programs', async (request, reply) => {
    const added = await app.people.addProgram(request.body, callerOf(request))
    return added.ok ? reply.code(201).send(added.value) : refuse(reply, added.error)
  })

  const acts = { roles: app.people.changeRoles, password: app.people.setPassword, end: app.people.end }
  for (const [name, act] of Object.entries(acts)) {
    server.post<{ Params: { id: string } }>(`/v1/people/:id/${name}`, async (request, reply) => {
      const acted = await act(request.params.id, request.body, callerOf(request))
      return acted.ok ? acted.value : refuse(reply, acted.error)
    })
  }
}
