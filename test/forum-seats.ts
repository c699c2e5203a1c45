/** A forum of real nodes for tests: each with a database, a data directory and a server of its own, on loopback. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { type App, openApp, type Person } from '../src/app/index.ts'
import { startServer } from '../src/http/index.ts'
import { type TestDatabase, testDatabase } from './database.ts'

export type SeatNode = {
  readonly code: string
  readonly name: string
  readonly address: string
  readonly app: App
  readonly database: TestDatabase
  readonly delegate: Person
}

/** A clock that ticks a second at every look, and can be set forward. */
export type Clock = { readonly read: () => Date; readonly forward: (days: number) => void }

export const STATES = { QM: 'Aldermark', QN: 'Borland', QO: 'Cestria', QP: 'Dunmark' } as const
export type Code = keyof typeof STATES

export function tickingClock(start = '2026-11-24T09:00:00.000Z'): Clock {
  let ms = Date.parse(start)
  return {
    read: () => {
      ms += 1_000
      return new Date(ms)
    },
    forward: (days) => {
      ms += days * 86_400_000
    },
  }
}

/** Nodes of these states, not set up yet. */
export async function startSeats(
  codes: readonly Code[],
  clock: Clock,
  pagesDir?: string,
): Promise<ReadonlyMap<Code, SeatNode>> {
  const nodes = new Map<Code, SeatNode>()
  for (const code of codes) nodes.set(code, await startSeat(code, clock, pagesDir))
  return nodes
}

async function startSeat(code: Code, clock: Clock, pagesDir: string | undefined): Promise<SeatNode> {
  const database = await testDatabase()
  const dataDir = mkdtempSync(join(tmpdir(), `unblind-seat-${code}-`))
  const name = `Licensing Office of ${STATES[code]} (fictional)`
  const app = await openApp({
    dataDir,
    databaseUrl: database.url,
    needsDatabase: true,
    clock: clock.read,
    node: { kind: 'authority', name, address: null, state: code },
  })
  const server = await startServer(app, {
    host: '127.0.0.1',
    port: 0,
    ...(pagesDir === undefined ? {} : { pagesDir }),
  })
  afterAll(async () => {
    await server.close()
    await app.close()
    rmSync(dataDir, { recursive: true })
  })
  const delegate: Person = {
    id: `delegate-${code}`,
    name: `Delegate of ${STATES[code]}`,
    roles: ['delegate'],
    agency: null,
  }
  return { code, name, address: server.address, app, database, delegate }
}

/** The founders found the forum over their keys; every node, joiners too, takes its seat and knows the others. */
export async function foundForum(nodes: ReadonlyMap<Code, SeatNode>, founders: readonly Code[]): Promise<void> {
  const keys = await Promise.all(
    founders.map(async (code) => ({ state: code, key: opened(await seat(nodes, code).app.forum.key()).key })),
  )
  const genesis = await Promise.all(
    founders.map(async (code) =>
      opened(await seat(nodes, code).app.forum.found({ name: STATES[code], founders: keys })),
    ),
  )
  const list = founders.map((code) => ({ state: code, name: STATES[code], from: '2026-01-01' }))
  const peers = [...nodes.values()].map(({ code, address }) => ({ state: code, address }))
  for (const { app, delegate } of nodes.values()) {
    opened(await app.forum.setUp({ founders: list, genesis, peers }, delegate))
  }
}

/** Every node asks every other, until nobody has anything new. */
export async function syncAll(nodes: ReadonlyMap<Code, SeatNode>): Promise<void> {
  for (let isNew = true; isNew; ) {
    isNew = false
    for (const { app } of nodes.values()) {
      if (opened(await app.forum.syncNow()).some(({ taken }) => taken > 0)) isNew = true
    }
  }
}

export function seat(nodes: ReadonlyMap<Code, SeatNode>, code: Code): SeatNode {
  const node = nodes.get(code)
  if (node === undefined) throw new Error(`no node of ${code}`)
  return node
}

export function opened<T>(
  result:
    | { readonly ok: true; readonly value: T }
    | { readonly ok: false; readonly error: { readonly sentence: string } },
): T {
  if (!result.ok) throw new Error(result.error.sentence)
  return result.value
}

/** The answer of a route, or the sentence of its refusal as an error. */
export async function call<T>({ address }: SeatNode, path: string, body?: unknown): Promise<T> {
  const response = await fetch(
    `${address}${path}`,
    body === undefined
      ? {}
      : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
  )
  const answer = JSON.parse(await response.text())
  if (!response.ok) throw new Error(`${response.status} ${answer.detail}`)
  return answer
}
