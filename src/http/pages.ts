import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { sendProblem } from './problem.ts'

/** Under these a path that is not served is an error of a program, and no page. */
const API_PATH = /^\/(?:v1|v2|match|search|entities|consolidated_screening_list)\//

/**
 * Serves the built pages. Files under `assets/` are named by content and may be kept forever; the page itself is asked for again each time, and read again, so
 * that pages built anew under a running server are the ones served. Any other path that a browser opens gives the page,
 * which reads the path itself.
 */
export async function servePages(server: FastifyInstance, directory: string): Promise<void> {
  await server.register(fastifyStatic, { root: directory, serve: false })
  server.get<{ Params: { '*': string } }>('/assets/*', async (request, reply) => {
    return reply.sendFile(`assets/${request.params['*']}`, { maxAge: '365d', immutable: true })
  })
  server.get('/icon.svg', async (_request, reply) => reply.sendFile('icon.svg'))
  server.get('/*', async (request, reply) => {
    if (API_PATH.test(request.url)) return reply.callNotFound()
    const page = await readFile(join(directory, 'index.html')).catch(() => null)
    if (page === null) {
      return sendProblem(reply, {
        kind: 'http.not-found',
        sentence: 'the pages are not built here; run `npm run build`, then open this address again',
      })
    }
    return reply.header('cache-control', 'no-cache').type('text/html; charset=utf-8').send(page)
  })
}
