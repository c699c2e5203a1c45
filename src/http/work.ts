/** The worklist over HTTP. */
import type { FastifyInstance } from 'fastify'
import type { App } from '../app/index.ts'
import { callerOf } from './caller.ts'
import type { Operation } from './operation.ts'

export const WORK_OPERATIONS: readonly Operation[] = [
  {
    method: 'get',
    path: '/v1/work',
    id: 'work',
    needs: 'read',
    summary: 'What waits for whoever asks, the most pressing first',
    answers: 'work',
    refuses: [],
  },
]

export function serveWork(server: FastifyInstance, app: App): void {
  server.get('/v1/work', async (request) => ({ today: app.today(), rows: await app.work.list(callerOf(request)) }))
}
