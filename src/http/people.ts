/** Who is here: signing in and out, accounts, and what whoever asks may try. */
import type { FastifyInstance } from 'fastify'
import type { App } from '../app/index.ts'
import { callerOrNobody } from './caller.ts'
import type { Operation } from './operation.ts'

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
]

export function servePeople(server: FastifyInstance, app: App): void {
  server.get('/v1/me', async (request) => app.people.me(callerOrNobody(request)))
}
