/** Who may try what, over HTTP: every operation, by every role and by nobody, at both kinds of node. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Fastify, { type FastifyInstance } from 'fastify'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import {
  type App,
  isPermitted,
  NODE_KINDS,
  type NodeKind,
  openApp,
  PERMISSIONS,
  type Permission,
  type Person,
  type PersonRole,
  ROLES_OF_NODE,
} from '../src/app/index.ts'
import { askWhoCalls } from '../src/http/caller.ts'
import { OPERATIONS } from '../src/http/openapi.ts'
import type { Operation } from '../src/http/operation.ts'
import { buildServer } from '../src/http/server.ts'
import { testDatabase } from './database.ts'

const PASSWORD = 'plainly fictional words'
const SETTER = { id: 'terminal', name: 'Fictional Setter' }

type Node = { readonly app: App; readonly server: FastifyInstance; readonly folder: string }

/** Signing out ends the session that the other requests need: it comes last. */
const IN_ORDER = OPERATIONS.toSorted((a, b) => Number(a.id === 'signOut') - Number(b.id === 'signOut'))

async function openNode(kind: NodeKind, databaseUrl: string): Promise<Node> {
  const folder = mkdtempSync(join(tmpdir(), 'unblind-permissions-'))
  let ticks = 0
  const app = await openApp({
    dataDir: folder,
    databaseUrl,
    mayDownload: false,
    needsDatabase: true,
    clock: () => new Date(Date.parse('2026-11-24T15:00:00Z') + ticks++),
    node: { kind, name: `Fictional ${kind}`, address: null, state: kind === 'authority' ? 'QM' : null },
    auth: 'local',
  })
  const server = await buildServer(app, { host: '127.0.0.1', port: 0, pagesDir: folder, onFailure: () => {} })
  return { app, server, folder }
}

/** What the door itself said of who asks; `through`: it let the request go on, whatever became of it. */
type Said = 'not-signed-in' | 'not-permitted' | 'through'

async function ask(
  server: FastifyInstance,
  { method, path }: Pick<Operation, 'method' | 'path'>,
  cookie: string | null,
) {
  const response = await server.inject({
    method: method === 'get' ? 'GET' : 'POST',
    url: path.replace(/\{\w+\}/g, 'x'),
    headers: { host: '127.0.0.1', ...(cookie === null ? {} : { cookie }) },
    ...(method === 'post' ? { payload: {} } : {}),
  })
  const kind = response.headers['content-type']?.toString().startsWith('application/problem+json')
    ? String(response.json().kind)
    : ''
  const said: Said =
    kind === 'http.not-signed-in' ? 'not-signed-in' : kind === 'http.not-permitted' ? 'not-permitted' : 'through'
  const status = { 'not-signed-in': 401, 'not-permitted': 403, through: response.statusCode }[said]
  expect(response.statusCode, `${method} ${path}`).toBe(status)
  return said
}

async function signIn({ app, server }: Node, roles: readonly PersonRole[], name: string): Promise<string> {
  const added = await app.people.add({ name, roles, password: PASSWORD }, SETTER)
  expect(added.ok, JSON.stringify(added)).toBe(true)
  const response = await server.inject({
    method: 'POST',
    url: '/v1/sign-in',
    headers: { host: '127.0.0.1' },
    payload: { name, password: PASSWORD },
  })
  expect(response.statusCode).toBe(200)
  return String(response.headers['set-cookie']).split(';')[0] ?? ''
}

function said(person: Pick<Person, 'roles'> | null, needs: Permission): Said {
  if (isPermitted(person, needs)) return 'through'
  return person === null ? 'not-signed-in' : 'not-permitted'
}

const databases = { exporter: await testDatabase(), authority: await testDatabase() }

describe.each(NODE_KINDS)('at an %s', (kind) => {
  let node: Node
  beforeAll(async () => {
    node = await openNode(kind, databases[kind].url)
  })
  afterAll(async () => {
    await node.server.close()
    await node.app.close()
    rmSync(node.folder, { recursive: true, force: true })
  })

  it('nobody gets further than what is public', async () => {
    for (const operation of IN_ORDER) {
      const wanted = said(null, operation.needs)
      expect(await ask(node.server, operation, null), `${operation.method} ${operation.path}`).toBe(wanted)
    }
  })

  it('a cookie that is nobody’s opens no more than none', async () => {
    const real = await signIn(node, ['administrator'], 'Fictional Holder')
    const [name = ''] = real.split('=')
    const [, value = ''] = real.split('=')
    const flipped = `${value.slice(0, -2)}${value.endsWith('AA') ? 'BB' : 'AA'}`
    const forged = [`${name}=${flipped}`, `${name}=`, `${name}=${'A'.repeat(43)}`, `${name}="`, `other=${value}`]
    for (const cookie of [...forged, `${name}=${'A'.repeat(43)}; ${real}`]) {
      expect(await ask(node.server, { method: 'get', path: '/v1/people' }, cookie), cookie).toBe('not-signed-in')
    }
    expect(await ask(node.server, { method: 'get', path: '/v1/people' }, real)).toBe('through')
  })

  it.each(ROLES_OF_NODE[kind])('%s may try exactly what the table says', async (role) => {
    const cookie = await signIn(node, [role], `Fictional ${role}`)
    for (const operation of IN_ORDER) {
      const wanted = said({ roles: [role] }, operation.needs)
      expect(await ask(node.server, operation, cookie), `${operation.method} ${operation.path}`).toBe(wanted)
    }
  })

  it('whoever has two roles may try what either may', async () => {
    const cookie = await signIn(node, ['administrator', 'auditor'], 'Fictional Double')
    for (const operation of IN_ORDER) {
      const wanted = said({ roles: ['administrator', 'auditor'] }, operation.needs)
      expect(await ask(node.server, operation, cookie), `${operation.method} ${operation.path}`).toBe(wanted)
    }
  })

  describe('when the table changes', () => {
    const before = { ...PERMISSIONS }
    afterEach(() => {
      Object.assign(PERMISSIONS, before)
    })

    it('the answer changes with it', async () => {
      const cookie = await signIn(node, ['officer'], 'Fictional Changed')
      const status = { method: 'get', path: '/v1/status' } as const
      const people = { method: 'get', path: '/v1/people' } as const
      expect(await ask(node.server, status, cookie)).toBe('through')
      expect(await ask(node.server, people, cookie)).toBe('not-permitted')
      Object.assign(PERMISSIONS, { read: ['administrator'], 'people.read': ['officer'] })
      expect(await ask(node.server, status, cookie)).toBe('not-permitted')
      expect(await ask(node.server, people, cookie)).toBe('through')
    })
  })

  it('HEAD is asked for what GET needs', async () => {
    const response = await node.server.inject({ method: 'HEAD', url: '/v1/people', headers: { host: '127.0.0.1' } })
    expect(response.statusCode).toBe(401)
  })

  it.each(['/v1/people/', '/v1//people', '/V1/people', '/v1/%70eople', '/v1/people?x=1', '/v1/people;x'])(
    'another way of writing a path opens nothing: %s',
    async (url) => {
      const response = await node.server.inject({ method: 'GET', url, headers: { host: '127.0.0.1' } })
      expect(response.body).not.toContain('"accounts"')
    },
  )
})

describe('the table', () => {
  const writes = OPERATIONS.filter(({ method, needs }) => method === 'post' && needs !== 'public' && needs !== 'read')

  it('lets an auditor change nothing', () => {
    const allowed = writes.filter(({ needs }) => isPermitted({ roles: ['auditor'] }, needs))
    expect(allowed.map(({ needs }) => needs).filter((needs) => !/\.(?:read|export|verify)$/.test(needs))).toEqual([])
  })

  it('lets an administrator who is nothing else neither see nor move a case, an application or what came in', () => {
    const names = Object.keys(PERMISSIONS) as Permission[]
    const matters = names.filter((name) => /^(?:cases|application|information|authority)\./.test(name))
    expect(matters.length).toBeGreaterThan(8)
    expect(matters.filter((name) => isPermitted({ roles: ['administrator'] }, name))).toEqual([])
  })

  it('lets whoever sells neither sign nor send nor decide on lists nor keep accounts', () => {
    const kept = [
      'application.prepare',
      'application.sign',
      'application.send',
      'lists.decide',
      'people.manage',
    ] as const
    expect(kept.filter((name) => isPermitted({ roles: ['sales'] }, name))).toEqual([])
  })

  it('is used in full: what no operation and no command needs is no permission', () => {
    const atTheCommandLine = ['lists.decide', 'evidence.verify'] as const
    const used = new Set<Permission>([...OPERATIONS.map(({ needs }) => needs), ...atTheCommandLine])
    expect(Object.keys(PERMISSIONS).filter((name) => !used.has(name as Permission))).toEqual([])
  })
})

describe('a route that stands in no table', () => {
  it('keeps the server from being built', () => {
    const server = Fastify()
    askWhoCalls(server, OPERATIONS, async () => null)
    expect(() => server.get('/v1/forgotten', async () => 'secret')).toThrow(/stands in no OPERATIONS/)
    expect(() => server.post('/healthz', async () => 'other method')).toThrow(/stands in no OPERATIONS/)
    expect(() => server.all('/v1/people', async () => 'every method')).toThrow(/stands in no OPERATIONS/)
  })

  it('is not one of those that are described', async () => {
    for (const kind of NODE_KINDS) {
      const node = await openNode(kind, databases[kind].url)
      for (const { method, path } of OPERATIONS) {
        const url = path.replace(/\{(\w+)\}/g, ':$1')
        expect(node.server.hasRoute({ method: method === 'get' ? 'GET' : 'POST', url }), `${method} ${path}`).toBe(true)
      }
      await node.server.close()
      await node.app.close()
      rmSync(node.folder, { recursive: true, force: true })
    }
  })
})
