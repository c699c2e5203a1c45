import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '../../../test/database.ts'
import { shippedLaw } from '../../../test/shipped-law.ts'
import { canonical, dayAt, err, noteSigner, ok, readPrivateKey, sha256, ulid } from '../../base/index.ts'
import { openStore, type Store } from '../../store/index.ts'
import type { Desk, NodeKind } from '../desk.ts'
import { nodeSigner } from '../evidence-key.ts'
import type { Person } from '../people/person.ts'
import { openPostDesk, type PostDesk } from './desk.ts'
import type { Message } from './message.ts'
import { MAX_FILES_BYTES, packFile, signMessage } from './read-message.ts'
import { POST } from './recorded.ts'

const OLIVE: Person = { id: 'olive', name: 'Olive Officer', roles: ['officer'], agency: null }
const EXPORTER = 'Fictional Instruments Inc'
const OFFICE = 'Licensing Office of Aldermark (fictional)'
const STRANGER = 'Pretend Bearings Co'

/** `KILL_ROUNDS=50 npx vitest run src/app/post` for a long form. */
const KILL_ROUNDS = Number(process.env.KILL_ROUNDS ?? 3)

let ms = Date.parse('2026-11-24T15:00:00Z')
let count = 0
const folder = mkdtempSync(join(tmpdir(), 'unblind-post-'))
const tables = shippedLaw()

type Node = { readonly desk: Desk; readonly post: PostDesk; readonly store: Store; readonly handled: Message[] }

async function openNode(kind: NodeKind, name: string, databaseUrl: string): Promise<Node> {
  const dataDir = join(folder, sha256(name).slice(0, 8))
  const store = await openStore({ dataDir, databaseUrl, purpose: 'command', org: 'local' })
  const now = () => new Date(ms++).toISOString()
  const desk: Desk = {
    node: { kind, name, address: null, state: null },
    store,
    tables,
    dataDir,
    peopleNow: null,
    now,
    today: () => dayAt(now(), 'America/New_York'),
    newId: () => newId(),
    signer: () => nodeSigner(dataDir, store, now),
    say: () => {},
  }
  const post = openPostDesk(desk)
  const handled: Message[] = []
  const entry = (message: Message) => ({
    at: now(),
    actor: message.from,
    kind: 'thing.happened',
    body: { message: message.id, body: message.body },
  })
  if (kind === 'authority') {
    post.handle('to-authority', async ({ message }, reader) => {
      await reader.entries('things')
      if (message.body === 'not now') return err({ sentence: 'this cannot be taken now' })
      handled.push(message)
      return ok({ entries: [{ stream: 'things', entry: entry(message) }] })
    })
  }
  return { desk, post, store, handled }
}

function newId() {
  count++
  return ulid(
    ms,
    Uint8Array.from({ length: 16 }, (_, i) => (count >> (i * 5)) & 31),
  )
}

const databases = await Promise.all([testDatabase(), testDatabase(), testDatabase()])
let exporter: Node
let office: Node
let stranger: Node
let server: Server
/** What the office's door does with the next messages. */
let door: 'open' | 'lost-answer' | 'nonsense' = 'open'
let asked = 0

beforeAll(async () => {
  const [first, second, third] = databases
  if (first === undefined || second === undefined || third === undefined) throw new Error('three databases')
  exporter = await openNode('exporter', EXPORTER, first.url)
  office = await openNode('authority', OFFICE, second.url)
  stranger = await openNode('exporter', STRANGER, third.url)
  server = createServer(async (request, response) => {
    asked++
    const chunks: Uint8Array[] = []
    for await (const chunk of request) chunks.push(chunk)
    if (door === 'nonsense') return response.writeHead(502).end('<html>')
    const taken = await office.post.take(Buffer.concat(chunks).toString('utf8'))
    if (door === 'lost-answer') return response.destroy()
    return response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(taken))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  await exporter.post.register({ name: OFFICE, kind: 'authority', key: await office.post.key(), address }, OLIVE)
  await office.post.register({ name: EXPORTER, kind: 'exporter', key: await exporter.post.key(), address: null }, OLIVE)
})
afterAll(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  for (const node of [exporter, office, stranger]) {
    await node.post.stop()
    await node.store.close()
  }
  rmSync(folder, { recursive: true, force: true })
})

const letter = (body: string, files: Message['files'] = []) => ({
  to: OFFICE,
  kind: 'to-authority' as const,
  about: 'F-1',
  body,
  files,
})

function messageOf(changes: Partial<Message> = {}): Message {
  return {
    version: 1,
    id: newId(),
    from: EXPORTER,
    to: OFFICE,
    at: '2026-11-24T15:00:00.000Z',
    kind: 'to-authority',
    about: 'F-1',
    body: 'a reply',
    files: [],
    ...changes,
  }
}

const signed = async (message: Message, by: Node = exporter) => signMessage(message, await by.desk.signer())
const things = async () => (await office.store.streams.entries('things')).length
const file = (id: string, bytes: Uint8Array) => packFile({ id, name: `${id}.pdf`, mediaType: 'application/pdf', bytes })

describe('a message', () => {
  it('is taken once, however often it is brought, with what it did in the same breath', async () => {
    const text = await signed(messageOf({ files: [file('letter', Buffer.from('words'))] }))
    const before = await things()
    const outcomes = await Promise.all([office.post.take(text), office.post.take(text), office.post.take(text)])
    expect(outcomes.map((one) => one.outcome).sort()).toEqual(['already-taken', 'already-taken', 'taken'])
    expect(await things()).toBe(before + 1)
    expect(await office.store.streams.document(sha256(text))).not.toBeNull()
  })

  it('with the id of another that was taken is refused, and the first stays', async () => {
    const first = messageOf()
    expect((await office.post.take(await signed(first))).outcome).toBe('taken')
    const before = await things()
    const second = await office.post.take(await signed({ ...first, body: 'another reply' }))
    expect(second).toMatchObject({ outcome: 'refused' })
    expect(second.sentence).toContain('give this one an id of its own')
    expect(await things()).toBe(before)
  })

  it('that was taken is known again when its sender signs it with a newer key', async () => {
    const at = (seed: number) => {
      const key = readPrivateKey(Buffer.alloc(32, seed))
      if (!key.ok) throw new Error('a seed makes a key')
      return noteSigner('x', key.value)
    }
    const firm = 'Fictional Rotations GmbH'
    const register = (seed: number) =>
      office.post.register({ name: firm, kind: 'exporter', key: at(seed).key.publicKey.hex, address: null }, OLIVE)
    await register(21)
    const message = messageOf({ from: firm })
    expect((await office.post.take(signMessage(message, at(21)))).outcome).toBe('taken')
    await register(22)
    const before = await things()
    expect((await office.post.take(signMessage(message, at(22)))).outcome).toBe('already-taken')
    expect((await office.post.take(signMessage({ ...message, body: 'other words' }, at(22)))).outcome).toBe('refused')
    expect((await office.post.take(signMessage(message, at(21)))).sentence).toContain('no node is registered here')
    expect(await things()).toBe(before)
  })

  it('that a known node signed and that is refused is kept as evidence, once', async () => {
    const text = await signed(messageOf({ body: 'not now' }))
    const before = (await office.post.inbox()).length
    expect(await office.post.take(text)).toEqual({ outcome: 'refused', sentence: 'this cannot be taken now' })
    await office.post.take(text)
    const inbox = await office.post.inbox()
    expect(inbox).toHaveLength(before + 1)
    expect(inbox.at(-1)).toMatchObject({ from: EXPORTER, outcome: 'refused', sha256: sha256(text) })
    expect(Buffer.from((await office.store.streams.document(sha256(text))) ?? []).toString()).toBe(text)
  })

  it('for somebody else, of a kind not taken here, or in the name of another, is refused with a sentence', async () => {
    const elsewhere = await office.post.take(await signed(messageOf({ to: 'Licensing Office of Borland (fictional)' })))
    expect(elsewhere).toMatchObject({ outcome: 'refused', sentence: expect.stringContaining('send it there') })
    const kind = await office.post.take(await signed(messageOf({ kind: 'to-applicant' })))
    expect(kind).toMatchObject({ outcome: 'refused', sentence: expect.stringContaining('an authority') })
    const name = await office.post.take(await signed(messageOf({ from: STRANGER })))
    expect(name).toMatchObject({ outcome: 'refused', sentence: expect.stringContaining(`is that of \`${EXPORTER}\``) })
  })

  it('of a node that is not known is kept as evidence and does nothing else', async () => {
    const text = await signed(messageOf({ from: STRANGER }), stranger)
    const [inbox, before] = [await office.post.inbox(), await things()]
    expect(await office.post.take(text)).toMatchObject({
      outcome: 'refused',
      sentence: expect.stringContaining('no node is registered here'),
    })
    await office.post.take(text)
    expect(await office.post.inbox()).toEqual(inbox)
    expect(await things()).toBe(before)
    expect(Buffer.from((await office.store.streams.document(sha256(text))) ?? []).toString()).toBe(text)
    const strange = (await office.store.streams.entries(POST)).filter(({ body }) => body.sha256 === sha256(text))
    expect(strange.map((one) => one.kind)).toEqual(['message.strange'])
  })

  it('with one byte changed anywhere is refused, and nothing else is disturbed', async () => {
    const text = await signed(messageOf({ body: 'a reply of words', files: [file('letter', Buffer.from('words'))] }))
    const bytes = Buffer.from(text)
    const before = await things()
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 0x20, max: 0x7e }), async (at, byte) => {
        fc.pre(bytes[at] !== byte)
        const changed = Buffer.from(bytes)
        changed[at] = byte
        const { outcome, sentence } = await office.post.take(changed.toString('utf8'))
        expect(outcome).toBe('refused')
        expect(sentence).not.toBe('')
      }),
      { numRuns: 60 },
    )
    expect(await things()).toBe(before)
    expect((await office.post.take(text)).outcome).toBe('taken')
  })

  it('in which a key stands twice is refused, though the last of the two is the one that was signed', async () => {
    const text = await signed(messageOf())
    const doubled = text.replace('"body":"a reply"', '"body":"another","body":"a reply"')
    expect(JSON.parse(doubled)).toEqual(JSON.parse(text))
    expect(await office.post.take(doubled)).toMatchObject({
      outcome: 'refused',
      sentence: expect.stringContaining('a key stands twice'),
    })
  })

  it('with a file of another hash, a file twice, or 6 MB of files is refused', async () => {
    const letterFile = file('letter', Buffer.from('words'))
    const other = { ...letterFile, base64: Buffer.from('other').toString('base64') }
    const wrong = await office.post.take(await signed(messageOf({ files: [other] })))
    expect(wrong).toMatchObject({ outcome: 'refused', sentence: expect.stringContaining('not the one its hash names') })
    const twice = await office.post.take(await signed(messageOf({ files: [letterFile, letterFile] })))
    expect(twice).toMatchObject({ outcome: 'refused', sentence: expect.stringContaining('came twice') })
    const large = [file('one', Buffer.alloc(3_000_000)), file('two', Buffer.alloc(3_000_000))]
    const big = await office.post.take(await signed(messageOf({ files: large })))
    expect(big).toMatchObject({ outcome: 'refused', sentence: expect.stringContaining('larger than 5 MB') })
    const fits = [file('one', Buffer.alloc(MAX_FILES_BYTES))]
    expect((await office.post.take(await signed(messageOf({ files: fits })))).outcome).toBe('taken')
  })

  it('under a key of small order, for which anyone could sign, is refused', async () => {
    const text = canonical({ message: messageOf(), key: `01${'00'.repeat(31)}`, signature: '00'.repeat(64) })
    expect((await office.post.take(text)).sentence).toContain('small order')
  })

  it('that is no message at all is refused, whatever it is', async () => {
    const before = await things()
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.json(), fc.string(), fc.constant('[]'), fc.constant('{}')), async (text) => {
        expect((await office.post.take(text)).outcome).toBe('refused')
      }),
      { numRuns: 40 },
    )
    expect(await things()).toBe(before)
  })
})

describe('the outbox', () => {
  it('brings what waits in the order it was queued, and each is handled once', async () => {
    const start = office.handled.length
    for (const body of ['first', 'second', 'third']) await exporter.post.send(letter(body), OLIVE)
    await Promise.all([exporter.post.deliverNow(), exporter.post.deliverNow()])
    expect(office.handled.slice(start).map((one) => one.body)).toEqual(['first', 'second', 'third'])
    expect((await exporter.post.outbox()).every((one) => one.state === 'delivered')).toBe(true)
  })

  it('keeps what was not taken while the other node is down, and its order', async () => {
    const start = office.handled.length
    door = 'nonsense'
    for (const body of ['fourth', 'fifth']) await exporter.post.send(letter(body), OLIVE)
    const tried = (await exporter.post.deliverNow()).slice(-2)
    expect(tried.map((one) => [one.state, one.tries])).toEqual([
      ['waiting', 1],
      ['waiting', 0],
    ])
    expect(tried[0]?.sentence).toContain('status 502')
    door = 'open'
    await exporter.post.deliverNow()
    expect(office.handled.slice(start).map((one) => one.body)).toEqual(['fourth', 'fifth'])
  })

  it('brings again what was taken while the answer was lost, and it is not taken twice', async () => {
    const start = office.handled.length
    door = 'lost-answer'
    await exporter.post.send(letter('sixth'), OLIVE)
    expect((await exporter.post.deliverNow()).at(-1)).toMatchObject({ state: 'waiting', tries: 1 })
    door = 'open'
    expect((await exporter.post.deliverNow()).at(-1)).toMatchObject({ state: 'delivered' })
    expect(office.handled.slice(start).map((one) => one.body)).toEqual(['sixth'])
  })

  it('goes on after a restart with what was queued and not brought', async () => {
    const start = office.handled.length
    const sent = await exporter.post.send(letter('seventh'), OLIVE)
    expect(sent.ok).toBe(true)
    await exporter.post.stop()
    await exporter.store.close()
    const [database] = databases
    exporter = await openNode('exporter', EXPORTER, database?.url ?? '')
    expect((await exporter.post.outbox()).at(-1)).toMatchObject({ state: 'waiting', tries: 0 })
    exporter.post.begin()
    await expect.poll(async () => (await exporter.post.outbox()).at(-1)?.state, { timeout: 20_000 }).toBe('delivered')
    expect(office.handled.slice(start).map((one) => one.body)).toEqual(['seventh'])
  })

  it('killed again and again while it sends, brings every message that was queued, and each is handled once', async () => {
    const [database] = databases
    const script = join(import.meta.dirname, '..', '..', '..', 'test', 'processes', 'send-until-killed.ts')
    const args = ['--import', 'tsx', script, exporter.desk.dataDir, database?.url ?? '', EXPORTER, OFFICE]
    const start = office.handled.length
    const queued: string[] = []
    for (let round = 0; round < KILL_ROUNDS; round++) {
      const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
      let said = ''
      child.stdout.on('data', (chunk: Buffer) => {
        said += chunk.toString('utf8')
      })
      await once(child.stdout, 'data')
      await sleep(50 + ((round * 83) % 200))
      child.kill('SIGKILL')
      await once(child, 'close')
      queued.push(...said.split('\n').slice(0, -1))
    }
    await exporter.post.deliverNow()
    const handled = office.handled.slice(start).map((one) => one.id)
    expect(new Set(handled).size).toBe(handled.length)
    expect(handled).toEqual(expect.arrayContaining(queued))
    expect((await exporter.post.outbox()).filter((one) => one.state === 'waiting')).toEqual([])
  })

  it('tries again by itself after a pause, and not before it', async () => {
    door = 'nonsense'
    await exporter.post.send(letter('eighth'), OLIVE)
    await expect.poll(async () => (await exporter.post.outbox()).at(-1)?.tries, { timeout: 20_000 }).toBe(1)
    const before = asked
    door = 'open'
    exporter.post.wake()
    await exporter.post.deliverNow().then((all) => expect(all.at(-1)?.state).toBe('delivered'))
    expect(asked).toBe(before + 1)
  })

  it('does not bring again what was turned away, until a person wants it', async () => {
    await exporter.post.send(letter('not now'), OLIVE)
    const turned = (await exporter.post.deliverNow()).at(-1)
    expect(turned).toMatchObject({ state: 'turned-away', sentence: 'this cannot be taken now' })
    const before = asked
    await exporter.post.deliverNow()
    expect(asked).toBe(before)
    expect((await exporter.post.sendAgain(turned?.id ?? '', OLIVE)).ok).toBe(true)
    expect((await exporter.post.deliverNow()).at(-1)).toMatchObject({ state: 'turned-away' })
    expect(asked).toBe(before + 1)
    expect((await exporter.post.sendAgain('no such', OLIVE)).ok).toBe(false)
  })

  it('takes nothing for a node that is not known, and nothing larger than that node takes', async () => {
    const nobody = await exporter.post.send({ ...letter('x'), to: 'Nobody' }, OLIVE)
    expect(nobody).toMatchObject({ ok: false, error: { kind: 'desk.refused' } })
    const large = await exporter.post.send(letter('x', [file('a', Buffer.alloc(MAX_FILES_BYTES + 1))]), OLIVE)
    expect(large).toMatchObject({ ok: false, error: { sentence: expect.stringContaining('5 MB') } })
  })
})

describe('a counterparty', () => {
  const key = '3b6a27bcceb6a42d62a3a8d02a6f0d73653215771de243a63ac048a18b59da29'

  it('is registered with a key that can be trusted and an address that is one', async () => {
    const base = { name: 'Made-Up Optics LLC', kind: 'exporter' as const, key, address: null }
    const faults = async (changes: object) => {
      const read = await office.post.register({ ...base, ...changes }, OLIVE)
      return read.ok ? null : read.error.faults?.map((one) => one.field)
    }
    expect(await faults({ key: `01${'00'.repeat(31)}` })).toEqual(['key'])
    expect(await faults({ key: 'unblind/abc' })).toEqual(['key'])
    expect(await faults({ name: ' ' })).toEqual(['name'])
    expect(await faults({ name: OFFICE })).toEqual(['name'])
    expect(await faults({ address: 'ftp://one.example' })).toEqual(['address'])
    expect(await faults({ address: 'https://one.example/path' })).toEqual(['address'])
    expect(await faults({ address: 'https://user@one.example' })).toEqual(['address'])
    expect(await faults({ address: 'https://one.example:8443/' })).toBeNull()
    const known = (await office.post.counterparties()).find((one) => one.name === base.name)
    expect(known?.address).toBe('https://one.example:8443')
  })

  it('may get another key, and no key stands for two', async () => {
    const other = await office.post.register(
      { name: 'Pretend Bearings Co', kind: 'exporter', key, address: null },
      OLIVE,
    )
    expect(other).toMatchObject({ ok: false, error: { sentence: expect.stringContaining('Made-Up Optics LLC') } })
    const seed = readPrivateKey(Buffer.alloc(32, 9))
    if (!seed.ok) throw new Error('a seed makes a key')
    const fresh = noteSigner('x', seed.value).key.publicKey.hex
    await office.post.register({ name: 'Made-Up Optics LLC', kind: 'exporter', key: fresh, address: null }, OLIVE)
    const known = (await office.post.counterparties()).filter((one) => one.name === 'Made-Up Optics LLC')
    expect(known).toEqual([{ name: 'Made-Up Optics LLC', kind: 'exporter', key: fresh, address: null }])
  })
})
