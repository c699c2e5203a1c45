/**
 * The page that tells the story: step by step what happened and what it shows, where to look and as whom. It has no
 * script of its own; every button is a form. It signs a person of the cast in at their node and hands the browser the
 * session: all nodes answer on this machine, and a cookie belongs to a host whatever the port.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { castNode, NODE_KEYS, type NodeKey } from './cast.ts'
import { HUB_STYLE, hubPage } from './hub-page.ts'
import type { Progress } from './progress.ts'
import type { World } from './world.ts'

export type Hub = { readonly address: string; readonly close: () => Promise<void> }

const POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self' http://127.0.0.1:*; frame-ancestors 'none'; base-uri 'none'"
const MAX_FORM_BYTES = 4_096

export async function openHub(world: World, progress: Progress, port: number): Promise<Hub> {
  const server = createServer((request, response) => {
    answer(world, progress, request, response).catch((error: unknown) => {
      send(response, 500, hubPage(world, progress, error instanceof Error ? error.message : String(error)))
    })
  })
  await listening(server, port)
  const bound = server.address()
  const at = typeof bound === 'object' && bound !== null ? bound.port : port
  return {
    address: `http://127.0.0.1:${at}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function listening(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => resolve())
  })
}

async function answer(
  world: World,
  progress: Progress,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1')
  const isForeign = !/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(request.headers.host ?? '')
  const site = request.headers['sec-fetch-site']
  if (isForeign || (request.method === 'POST' && site !== undefined && site !== 'same-origin')) {
    return send(response, 403, 'this page answers on this machine alone\n', 'text/plain; charset=utf-8')
  }
  if (request.method === 'GET' || request.method === 'HEAD') {
    if (pathname === '/') return send(response, 200, hubPage(world, progress, null))
    if (pathname === '/favicon.ico') return void response.writeHead(204).end()
    if (pathname === '/hub.css') return send(response, 200, HUB_STYLE, 'text/css; charset=utf-8')
    return send(response, 404, 'nothing is here; open /\n', 'text/plain; charset=utf-8')
  }
  if (request.method !== 'POST') return send(response, 405, 'GET and POST only\n', 'text/plain; charset=utf-8')
  const form = await formOf(request)
  const id = form.get('step') ?? ''
  if (pathname === '/play') {
    await progress.playUpTo(id)
    return redirect(response, `/#${encodeURIComponent(id)}`)
  }
  if (pathname === '/look') {
    await progress.look()
    return redirect(response, `/#${encodeURIComponent(id)}`)
  }
  if (pathname === '/enter') return enter(world, progress, form, response)
  return send(response, 404, 'nothing is here; open /\n', 'text/plain; charset=utf-8')
}

/** Signs in at the node as the person would, and sends the browser there with the session. */
async function enter(world: World, progress: Progress, form: URLSearchParams, response: ServerResponse): Promise<void> {
  const key = nodeKeyOf(form.get('node'))
  const name = form.get('as') ?? ''
  if (key === null || !castNode(key).people.some((person) => person.name === name)) {
    return send(response, 400, 'nobody of this name is there\n', 'text/plain; charset=utf-8')
  }
  const door = progress.steps.find((step) => step.id === form.get('step'))?.doors[Number(form.get('door'))]
  const path = door === undefined ? '/' : await door.path(world).catch(() => '/')
  const cookie = await world.freshSession(key, name)
  response.setHeader('set-cookie', `${cookie}; Path=/; HttpOnly; SameSite=Strict`)
  return redirect(response, `${world.node(key).address}${path}`)
}

function nodeKeyOf(text: string | null): NodeKey | null {
  return NODE_KEYS.find((key) => key === text) ?? null
}

async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request) {
    length += chunk.length
    if (length > MAX_FORM_BYTES) throw new Error('the form is too long')
    chunks.push(chunk)
  }
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'))
}

function redirect(response: ServerResponse, to: string): void {
  response.statusCode = 303
  response.setHeader('location', to)
  response.end()
}

function send(response: ServerResponse, status: number, body: string, type = 'text/html; charset=utf-8'): void {
  if (response.headersSent) return void response.end()
  response.writeHead(status, {
    'content-type': type,
    'content-security-policy': POLICY,
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  })
  response.end(body)
}
