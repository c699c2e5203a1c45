/** A firm's node with accounts, as a program meets it over HTTP: for tests of whole paths. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect } from 'vitest'
import { type App, type CaseView, openApp, type PersonRole } from '../src/app/index.ts'
import type { CaseEvent } from '../src/case/index.ts'
import { buildServer } from '../src/http/server.ts'
import type { TestDatabase } from './database.ts'
import { type PartyAsked, pencilOrder } from './orders.ts'

const PASSWORD = 'plainly fictional words'
const SETTER = { id: 'terminal', name: 'Fictional Setter' }

export type Answer = { readonly status: number; readonly body: unknown; readonly text: string }
export type Caller = {
  readonly id: string
  readonly name: string
  readonly get: (url: string) => Promise<Answer>
  readonly post: (url: string, payload: object | Uint8Array, type?: string) => Promise<Answer>
  readonly send: (method: 'DELETE' | 'PUT' | 'PATCH', url: string) => Promise<Answer>
}

export type FirmNode = {
  readonly app: () => App
  /** A new account with these roles, signed in. */
  readonly signedIn: (...roles: readonly PersonRole[]) => Promise<Caller>
}

/** Opened before the first test of the file that calls it, closed after the last. */
export function firmNode(database: TestDatabase): FirmNode {
  const folder = mkdtempSync(join(tmpdir(), 'unblind-firm-'))
  let opened: { readonly app: App; readonly server: Awaited<ReturnType<typeof buildServer>> } | null = null
  let ticks = 0
  let people = 0
  const node = () => {
    if (opened === null) throw new Error('the node is not open')
    return opened
  }
  beforeAll(async () => {
    const app = await openApp({
      dataDir: folder,
      databaseUrl: database.url,
      mayDownload: false,
      needsDatabase: true,
      auth: 'local',
      node: { kind: 'exporter', name: 'Fictional Instruments Inc', address: null, state: null },
      clock: () => new Date(Date.parse('2026-11-24T15:00:00Z') + ticks++),
    })
    opened = { app, server: await buildServer(app, { host: '127.0.0.1', port: 0, pagesDir: folder }) }
  })
  afterAll(async () => {
    await opened?.server.close()
    await opened?.app.close()
    rmSync(folder, { recursive: true, force: true })
  })
  return {
    app: () => node().app,
    signedIn: async (...roles) => {
      const { app, server } = node()
      const name = `Fictional ${roles.join(' and ')} ${++people}`
      const account = await app.people.add({ name, roles, password: PASSWORD }, SETTER)
      if (!account.ok) throw new Error(account.error.sentence)
      const headers = { host: '127.0.0.1:4747' }
      const payload = { name, password: PASSWORD }
      const response = await server.inject({ method: 'POST', url: '/v1/sign-in', headers, payload })
      expect(response.statusCode).toBe(200)
      const cookie = String(response.headers['set-cookie']).split(';')[0] ?? ''
      const send = async (
        method: 'GET' | 'POST' | 'DELETE' | 'PUT' | 'PATCH',
        url: string,
        body?: object | Uint8Array,
        type?: string,
      ): Promise<Answer> => {
        const sent = body === undefined ? {} : { payload: body instanceof Uint8Array ? Buffer.from(body) : body }
        const typed = type === undefined ? {} : { 'content-type': type }
        const answer = await server.inject({ method, url, headers: { ...headers, cookie, ...typed }, ...sent })
        const isJson = String(answer.headers['content-type']).includes('json')
        return { status: answer.statusCode, body: isJson ? answer.json() : null, text: answer.payload }
      }
      return {
        id: account.value.id,
        name,
        get: (url) => send('GET', url),
        post: (url, body, type) => send('POST', url, body, type),
        send,
      }
    },
  }
}

export const mail = (words: string) =>
  Buffer.from(
    `From: Nadia Fictive <nadia.fictive@gazette.example>\r\nSubject: A fictional tip\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${words}\r\n`,
  )

export async function opened(who: Caller, reference: string, party: PartyAsked, soldBy: readonly string[] = []) {
  const answer = await who.post('/v1/cases', { transaction: pencilOrder(reference, party), soldBy })
  expect(answer.status, answer.text).toBe(201)
  return answer.body as CaseView
}

export async function shown(who: Caller, id: string): Promise<CaseView> {
  return (await who.get(`/v1/cases/${id}`)).body as CaseView
}

export async function did(who: Caller, id: string, asked: object): Promise<readonly CaseEvent[]> {
  const answer = await who.post(`/v1/cases/${id}/acts`, asked)
  expect(answer.status, answer.text).toBe(201)
  return (answer.body as { readonly events: readonly CaseEvent[] }).events
}

/** Asked for by one, given by the other. */
export async function didTogether(first: Caller, second: Caller, id: string, asked: object): Promise<void> {
  const [asking] = await did(first, id, asked)
  if (asking?.kind !== 'approval.asked') throw new Error('no second person was asked')
  await did(second, id, { kind: 'approval.given', approval: asking.approval })
}

/** Screened on paper by two, released by two, and shipped. */
export async function shipped(first: Caller, second: Caller, reference: string, party: PartyAsked): Promise<string> {
  const { id, state } = await opened(first, reference, party)
  for (const { party: ref } of state.screenings) {
    const how = 'a fictional full screening on paper'
    await didTogether(first, second, id, { kind: 'screening.vouched', party: ref, how, evidence: ['a printout'] })
  }
  await did(first, id, { kind: 'hold.lifted', hold: 'assessment', basis: 'screened on paper' })
  await didTogether(first, second, id, { kind: 'case.released', basis: 'nothing blocks' })
  await did(first, id, { kind: 'shipment.recorded', shipment: 's1', on: '2026-07-24', quantity: '10', licence: null })
  return id
}
