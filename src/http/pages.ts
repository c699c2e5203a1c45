import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'

/** Build tools name files under `assets/` by content, so they never change under one name. */
const FOREVER = 'public, max-age=31536000, immutable'

/**
 * Serves the built pages. `assets/` may be kept forever; the page itself is asked for again each time.
 * Any other path that a browser opens gives the page, which reads the path itself.
 */
export async function servePages(server: FastifyInstance, directory: string): Promise<void> {
  const page = existsSync(join(directory, 'index.html')) ? await readFile(join(directory, 'index.html')) : null
  if (page === null) return
  await server.register(fastifyStatic, { root: directory, serve: false })
  server.get<{ Params: { '*': string } }>('/assets/*', async (request, reply) => {
    const path = `assets/${request.params['*']}`
    reply.header('cache-control', FOREVER)
    return reply.sendFile(path)
  })
  server.get('/*', async (_request, reply) =>
    reply.header('cache-control', 'no-cache').type('text/html; charset=utf-8').send(page),
  )
}
