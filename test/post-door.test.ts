/** The door that anybody may knock at: hostile bodies over real HTTP, and whether a known node still gets through. */
import { mkdtempSync, rmSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signMessage } from '../src/app/post/read-message.ts'
import { noteSigner, ulid } from '../src/base/index.ts'
import { type RunningServer, startServer } from '../src/http/index.ts'
import { keyOf } from './application-story.ts'
import { application, EXPORTER, OFFICE, type Office, openOffice } from './authority-office.ts'
import { testDatabase } from './database.ts'

const KIB = 1024
const database = await testDatabase()
const folder = mkdtempSync(join(tmpdir(), 'unblind-door-'))
const now = Date.parse('2026-11-24T15:00:00.000Z')
let office: Office
let tight: RunningServer
const sockets: Socket[] = []

beforeAll(async () => {
  office = await openOffice({ databaseUrl: database.url, dataDir: folder, clock: () => new Date(now) })
  await office.registerExporter(null)
  tight = await startServer(office.app, {
    host: '127.0.0.1',
    port: 0,
    postLimits: { withinMs: 2_000, largeAtOnce: 2, largeAtOnceOfOne: 1, strangeAMinute: 4 },
  })
}, 60_000)
afterAll(async () => {
  for (const socket of sockets) socket.destroy()
  await tight.close()
  await office.close()
  rmSync(folder, { recursive: true, force: true })
})

type Answer = { readonly status: number; readonly wait: string | null; readonly said: string }

async function post(body: string, address = office.address): Promise<Answer> {
  const response = await fetch(`${address}/v1/post`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  })
  const said = (await response.json()) as { readonly sentence?: string; readonly detail?: string }
  return {
    status: response.status,
    wait: response.headers.get('retry-after'),
    said: said.sentence ?? said.detail ?? '',
  }
}

/** Begins a body and leaves it there. @returns what the server says, once it does */
function begin(address: string, beginning: string): { readonly answer: Promise<string>; readonly socket: Socket } {
  const { hostname, port, host } = new URL(address)
  const socket = connect(Number(port), hostname)
  sockets.push(socket)
  socket.write(
    `POST /v1/post HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/json\r\ncontent-length: 5000000\r\n\r\n${beginning}`,
  )
  const answer = new Promise<string>((resolve) => {
    let text = ''
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8')
    })
    socket.on('close', () => resolve(text))
    socket.on('error', () => resolve(text))
  })
  return { answer, socket }
}

const begins = (seed: number) => `{"key":"${keyOf(seed).publicKey.hex}","message":`
const signed = (seed: number, body: string, from = EXPORTER) =>
  signMessage(
    {
      version: 1,
      id: ulid(now, Buffer.alloc(16, seed + body.length)),
      from,
      to: OFFICE,
      at: new Date(now).toISOString(),
      kind: 'to-authority',
      about: 'C-9',
      body,
      files: [],
    },
    noteSigner('x', keyOf(seed)),
  )

describe('the door of the post', () => {
  it('takes what a known node signed', async () => {
    expect(await office.bring(application)).toMatchObject({ outcome: 'taken' })
  })

  it('reads of a stranger no more than is kept of one, and says so', async () => {
    const large = signed(5, 'x'.repeat(4_000_000), 'Pretend Bearings Co')
    expect(await post(large)).toMatchObject({ status: 200, said: expect.stringContaining('was not read further') })
    const entries = await office.app.post.strangers()
    expect(entries.recorded).toBe(1)
    const small = signed(5, 'x', 'Pretend Bearings Co')
    expect(await post(small)).toMatchObject({ said: expect.stringContaining('no node is registered here') })
    expect(await office.app.post.strangers()).toEqual({ recorded: 2, counted: 0 })
  })

  it('refuses a body that is larger than any message, and goes on', async () => {
    const huge = await post(`${begins(1)}"${'x'.repeat(13_100_000)}`).catch(() => null)
    // The end of the connection may come before the answer is read.
    if (huge !== null) expect(huge).toMatchObject({ status: 413, said: expect.stringContaining('12 MB') })
    expect((await post(signed(1, 'not now'))).status).toBe(200)
  })

  it('refuses nesting without end, keys that stand twice, and bytes that are no text', async () => {
    const deep = `${begins(1)}${'['.repeat(200_000)}`
    expect(await post(deep)).toMatchObject({ status: 200, said: expect.not.stringContaining('taken') })
    const text = signed(1, 'words')
    const doubled = text.replace('"body":"words"', '"body":"others","body":"words"')
    expect(await post(doubled)).toMatchObject({ status: 200, said: expect.stringContaining('a key stands twice') })
    const response = await fetch(`${office.address}/v1/post`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: Buffer.concat([Buffer.from(begins(1)), Buffer.from([0xff, 0xfe])]),
    })
    expect(response.status).toBe(400)
    expect((await post('')).status).toBe(200)
  })

  it('does not wait for a body that does not end', async () => {
    const { answer } = begin(tight.address, begins(1))
    expect(await answer).toContain('408')
  })

  it('holds so many large bodies at once and no more: the next are told when to come again', async () => {
    const first = begin(tight.address, begins(1) + 'x'.repeat(300 * KIB))
    const busy: Answer[] = []
    await expect
      .poll(async () => {
        busy.push(await post(signed(1, 'x'.repeat(300 * KIB)), tight.address))
        return busy.at(-1)?.status
      })
      .toBe(503)
    expect(busy.at(-1)).toMatchObject({ wait: '5', said: expect.stringContaining('in 5 seconds') })
    expect((await post(signed(1, 'small'), tight.address)).status).toBe(200)
    expect(await first.answer).toContain('408')
    expect((await post(signed(1, 'y'.repeat(300 * KIB)), tight.address)).status).toBe(200)
  })

  it('hears a stranger so often in a minute, and a known node at the same address all the same', async () => {
    const tries: Answer[] = []
    for (let i = 0; i < 6; i++) tries.push(await post(`{"try":${i}}`, tight.address))
    expect(tries.map(({ status }) => status)).toEqual([200, 200, 200, 200, 429, 429])
    expect(Number(tries.at(-1)?.wait)).toBeGreaterThan(0)
    expect((await post(signed(1, 'still heard'), tight.address)).status).toBe(200)
  })
})
