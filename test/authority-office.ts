/** A licensing office with its people, and an exporter that writes to it: plainly fictional. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type App, openApp, type Person } from '../src/app/index.ts'
import type { Message } from '../src/app/post/message.ts'
import { packFile, signMessage } from '../src/app/post/read-message.ts'
import { writePackage } from '../src/application/index.ts'
import { type Canonical, noteSigner, ulid } from '../src/base/index.ts'
import { startServer } from '../src/http/index.ts'
import { keyOf, signedBy, wholePackage } from './application-story.ts'

export const OFFICE = 'Licensing Office of Aldermark (fictional)'
export const MINISTRY = 'Ministry of Foreign Affairs of Aldermark (fictional)'
export const EXPORTER = 'Fictional Instruments Inc'

const PEOPLE = [
  { name: 'Regina Registrar', roles: ['registrar'] },
  { name: 'Lars Licensing', roles: ['officer'] },
  { name: 'Lena Licensing', roles: ['officer'] },
  { name: 'Sven Senior', roles: ['senior'] },
  { name: 'Ada Adviser', roles: ['adviser'], agency: MINISTRY },
  { name: 'Elena Elsewhere', roles: ['adviser'], agency: 'Ministry of Elsewhere (fictional)' },
  { name: 'Dele Delegate', roles: ['delegate'] },
  { name: 'Audrey Auditor', roles: ['auditor'] },
] as const
export type Name = (typeof PEOPLE)[number]['name']

const PASSWORD = 'correct horse battery staple'

/** What the door answered. */
export type Said<T = unknown> = { readonly status: number; readonly body: T }

export type Caller = {
  readonly get: <T>(path: string) => Promise<Said<T>>
  readonly post: <T>(path: string, body: unknown) => Promise<Said<T>>
  readonly bytes: (path: string) => Promise<{ readonly status: number; readonly bytes: Buffer }>
  readonly cookie: string
}

export type Office = {
  readonly app: App
  readonly address: string
  /** Signs in once, as a person would. */
  readonly as: (name: Name) => Promise<Caller>
  readonly person: (name: Name) => Promise<Person>
  /** Brings what the exporter signed, as its node would. */
  readonly bring: (message: Brought) => Promise<{ readonly outcome: string; readonly sentence: string }>
  /** Registers the exporter's key, once a registrar compared it. `address`: where its node listens. */
  readonly registerExporter: (address: string | null) => Promise<void>
  /** Everybody signs in anew the next time: sessions end when days pass. */
  readonly nextMorning: () => void
  readonly close: () => Promise<void>
}

export type Brought = {
  readonly kind: 'application' | 'supplement' | 'to-authority'
  readonly body: Canonical
  readonly about?: string
  readonly files?: readonly { readonly id: string; readonly bytes: Uint8Array }[]
  readonly from?: string
  readonly seed?: number
}

/** The package of the exporter's case C-1, signed with its key, and the file that goes along. */
export const application: Brought = {
  kind: 'application',
  body: writePackage(signedBy(keyOf(1), wholePackage())),
  files: [{ id: 'attachment brochure', bytes: Buffer.from('brochure') }],
}

export async function openOffice(options: {
  readonly databaseUrl: string
  readonly dataDir: string
  readonly clock: () => Date
  readonly pagesDir?: string
}): Promise<Office> {
  const { databaseUrl, dataDir, clock, pagesDir } = options
  const app = await openApp({
    dataDir,
    databaseUrl,
    needsDatabase: true,
    mayDownload: false,
    clock,
    node: { kind: 'authority', name: OFFICE, address: null, state: 'QM' },
    auth: 'local',
  })
  for (const one of PEOPLE) {
    const added = await app.people.add({ agency: null, ...one, password: PASSWORD }, { id: 'setup', name: 'Setup' })
    if (!added.ok) throw new Error(added.error.sentence)
  }
  const server = await startServer(app, {
    host: '127.0.0.1',
    port: 0,
    ...(pagesDir === undefined ? {} : { pagesDir }),
    onFailure: (_, error) => {
      throw error
    },
  })
  const callers = new Map<string, Promise<Caller>>()
  const person = async (name: Name) => {
    const found = await app.people.named(name)
    if (found === null) throw new Error(`${name} has no account`)
    return found
  }
  let sent = 0
  return {
    app,
    address: server.address,
    as: (name) => {
      const caller = callers.get(name) ?? signIn(server.address, name)
      callers.set(name, caller)
      return caller
    },
    person,
    bring: async ({ kind, body, about = 'C-1', files = [], from = EXPORTER, seed = 1 }) => {
      sent += 1
      const id = ulid(clock().getTime(), Buffer.alloc(16, sent))
      const at = clock().toISOString()
      const packed = files.map((file) => packFile({ ...file, name: file.id, mediaType: 'application/octet-stream' }))
      const text = signMessage(
        { version: 1, id, from, to: OFFICE, at, kind, about, body, files: packed },
        noteSigner('exporter', keyOf(seed)),
      )
      const response = await fetch(`${server.address}/v1/post`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: text,
      })
      return response.json() as Promise<{ outcome: string; sentence: string }>
    },
    nextMorning: () => callers.clear(),
    registerExporter: async (where) => {
      const counterparty = { name: EXPORTER, kind: 'exporter', key: keyOf(1).publicKey.hex, address: where } as const
      const registered = await app.post.register(counterparty, await person('Regina Registrar'))
      if (!registered.ok) throw new Error(registered.error.sentence)
    },
    close: async () => {
      await server.close()
      await app.close()
    },
  }
}

async function signIn(address: string, name: string): Promise<Caller> {
  const response = await fetch(`${address}/v1/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name, password: PASSWORD }),
  })
  if (response.status !== 200) throw new Error(`${name} cannot sign in: ${await response.text()}`)
  const cookie = response.headers.get('set-cookie')?.split(';')[0] ?? ''
  const asked = (path: string, init: RequestInit = {}) =>
    fetch(address + path, { ...init, headers: { cookie, 'content-type': 'application/json' } })
  const said = async <T>(answer: Promise<Response>): Promise<Said<T>> => {
    const one = await answer
    return { status: one.status, body: (await one.json()) as T }
  }
  return {
    cookie,
    get: (path) => said(asked(path)),
    post: (path, body) => said(asked(path, { method: 'POST', body: JSON.stringify(body) })),
    bytes: async (path) => {
      const answer = await fetch(address + path, { headers: { cookie } })
      return { status: answer.status, bytes: Buffer.from(await answer.arrayBuffer()) }
    },
  }
}

/** An exporter's node that takes whatever is brought, and what each said. */
export async function listeningExporter(): Promise<{
  readonly address: string
  readonly heard: readonly { readonly message: Message }[]
  readonly close: () => void
}> {
  const heard: { readonly message: Message }[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    heard.push(JSON.parse(Buffer.concat(chunks).toString()))
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ outcome: 'taken', sentence: 'taken' }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { address: `http://127.0.0.1:${port}`, heard, close: () => server.close() }
}
