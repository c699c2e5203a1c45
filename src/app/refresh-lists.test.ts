import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { testDatabase } from '../../test/database.ts'
import { canadianList, unList } from '../../test/official-lists.ts'
import type { SourceId } from '../lists/index.ts'
import { type App, openApp } from './app.ts'
import { download } from './download.ts'
import type { RefreshProgress } from './refresh-lists.ts'

const database = await testDatabase()
const folder = mkdtempSync(join(tmpdir(), 'ub-refresh-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

type Answer = (request: IncomingMessage, response: ServerResponse) => void

/** A publisher: answers by path, and remembers what it was asked. */
let publisher: Server
let base: string
let answers: Record<string, Answer>
let asked: IncomingMessage[]
let app: App
let now: Date
let count = 0

beforeEach(async () => {
  count += 1
  now = new Date('2026-11-24T12:00:00Z')
  answers = {}
  asked = []
  publisher = createServer((request, response) => {
    asked.push(request)
    const answer = answers[request.url ?? '']
    if (answer === undefined) response.writeHead(404).end()
    else answer(request, response)
  })
  await new Promise<void>((resolve) => publisher.listen(0, '127.0.0.1', resolve))
  const address = publisher.address()
  base = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  app = await openApp({
    dataDir: join(folder, `data-${count}`),
    databaseUrl: database.url,
    org: `org-${count}`,
    needsDatabase: true,
    clock: () => now,
    downloadsFrom: base,
    downloadLimits: { maxBytes: 4_000_000, idleMs: 400, wholeMs: 5_000, pausesMs: [10, 20] },
  })
})
afterEach(async () => {
  await app.close()
  publisher.closeAllConnections()
  publisher.close()
})

const UN = '/resources/xml/en/consolidated.xml'

function serve(bytes: Uint8Array, headers: Record<string, string> = {}): Answer {
  return (_, response) => {
    response.writeHead(200, { 'content-length': String(bytes.length), ...headers })
    response.end(bytes)
  }
}

async function refreshUn(): Promise<{ outcome: string; sentence: string; progress: readonly RefreshProgress[] }> {
  const progress: RefreshProgress[] = []
  const reports = await app.refreshLists((one) => progress.push(one))
  const report = reports.find((one) => one.source === 'un-sc')
  return {
    outcome: report?.outcome ?? '',
    sentence: report?.sentence ?? '',
    progress: progress.filter((one) => one.source === 'un-sc'),
  }
}

const unInUse = async () => (await app.status()).lists.find((list) => list.source === 'un-sc')

describe('refreshing lists from their publishers', () => {
  it('fetches, counts the bytes as they come, and puts the list in use as of today', async () => {
    const bytes = unList({ on: '2026-11-20', count: 600 })
    answers[UN] = serve(bytes, { etag: '"one"' })
    const { outcome, progress } = await refreshUn()
    expect(outcome).toBe('imported')
    expect(progress.at(-1)).toMatchObject({ state: 'fetched', receivedBytes: bytes.length })
    expect(progress.some((one) => one.state === 'fetching' && one.totalBytes === bytes.length)).toBe(true)
    expect(await unInUse()).toMatchObject({ state: 'current', ageDays: 0, dataOn: '2026-11-20' })
  })

  it('fetches a list that is not required when it is asked for by name, and from then on', async () => {
    const sources = async (also?: readonly SourceId[]) =>
      (await app.refreshLists(() => {}, also)).map((report) => report.source)
    expect(await sources()).toEqual(['us-csl', 'us-ofac-sdn', 'un-sc'])
    const address =
      '/world-monde/assets/office_docs/international_relations-relations_internationales/sanctions/sema-lmes.xml'
    answers[address] = serve(canadianList(2_000))
    expect(await sources(['ca-sema'])).toEqual(['us-csl', 'us-ofac-sdn', 'un-sc', 'ca-sema'])
    expect(await sources()).toEqual(['us-csl', 'us-ofac-sdn', 'un-sc', 'ca-sema'])
  })

  it('does not fetch what has not changed, and the list counts as fresh again', async () => {
    answers[UN] = serve(unList({ on: '2026-11-20', count: 600 }), {
      etag: '"one"',
      'last-modified': 'Fri, 20 Nov 2026 00:00:00 GMT',
    })
    await refreshUn()
    now = new Date('2026-12-04T12:00:00Z')
    expect(await unInUse()).toMatchObject({ state: 'stale', ageDays: 10 })
    answers[UN] = (request, response) => {
      const isHeld = request.headers['if-none-match'] === '"one"' && request.headers['if-modified-since'] !== undefined
      response.writeHead(isHeld ? 304 : 500).end()
    }
    const { outcome, progress } = await refreshUn()
    expect(outcome).toBe('unchanged')
    expect(progress.at(-1)?.state).toBe('unchanged')
    expect(await unInUse()).toMatchObject({ state: 'current', ageDays: 0, dataOn: '2026-11-20' })
  })

  it('takes the newer version, and tells what changed', async () => {
    answers[UN] = serve(unList({ on: '2026-11-20', count: 600 }), { etag: '"one"' })
    await refreshUn()
    answers[UN] = serve(unList({ on: '2026-11-23', count: 603 }), { etag: '"two"' })
    expect((await refreshUn()).outcome).toBe('imported')
    expect(await unInUse()).toMatchObject({ parties: 603, dataOn: '2026-11-23' })
  })

  it('tries again when the publisher stumbles', async () => {
    let times = 0
    const good = serve(unList({ on: '2026-11-20', count: 600 }))
    answers[UN] = (request, response) => {
      times += 1
      if (times < 3) response.writeHead(503).end()
      else good(request, response)
    }
    expect((await refreshUn()).outcome).toBe('imported')
    expect(times).toBe(3)
  })

  it('follows a publisher that has moved, within its own kind of address', async () => {
    answers[UN] = (_, response) => response.writeHead(302, { location: '/moved.xml' }).end()
    answers['/moved.xml'] = serve(unList({ on: '2026-11-20', count: 600 }))
    expect((await refreshUn()).outcome).toBe('imported')
  })

  const troubles: readonly [string, Answer, RegExp][] = [
    ['an error', (_, response) => response.writeHead(500).end(), /answers 500/],
    ['a refusal', (_, response) => response.writeHead(403).end(), /answers 403/],
    [
      'half an answer',
      (_, response) => {
        response.writeHead(200, { 'content-length': '1000000' })
        response.write('<?xml')
        setTimeout(() => response.destroy(), 20)
      },
      /breaks off|ends after/,
    ],
    [
      'half an answer of unsaid length',
      (_, response) => {
        response.write('<?xml')
        setTimeout(() => response.destroy(), 20)
      },
      /breaks off/,
    ],
    ['silence', () => {}, /nothing came for 0\.4 s/],
    ['an endless answer', (_, response) => void endless(response), /larger than 4000000 bytes/],
    [
      'a size no list has',
      (_, response) => response.writeHead(200, { 'content-length': '9000000000' }).write('x'),
      /larger/,
    ],
    ['a circle of redirects', (_, response) => response.writeHead(302, { location: UN }).end(), /more than 5 times/],
    [
      'a redirect to another kind of address',
      (_, response) => response.writeHead(302, { location: 'ftp://127.0.0.1/x' }).end(),
      /not secure/,
    ],
    ['a web page', serve(Buffer.from('<!DOCTYPE html><html>Back soon</html>')), /is a web page/],
    ['a list cut at a row', serve(unList({ on: '2026-11-23', count: 600 }).subarray(0, 100_000)), /not whole XML/],
    ['nothing', serve(Buffer.alloc(0)), /is empty/],
    [
      'packed bytes that do not unpack',
      serve(Buffer.from('<CONSOLIDATED_LIST'), { 'content-encoding': 'gzip' }),
      /breaks off/,
    ],
  ]
  it.each(troubles)('that answer with %s leave the last good list in use, and say why', async (_, trouble, why) => {
    answers[UN] = serve(unList({ on: '2026-11-20', count: 600 }))
    await refreshUn()
    now = new Date('2026-11-26T12:00:00Z')
    answers[UN] = trouble
    const { outcome, sentence } = await refreshUn()
    expect(outcome).toBe('refused')
    expect(sentence).toMatch(why)
    expect(await unInUse()).toMatchObject({ state: 'current', ageDays: 2, parties: 600 })
    expect((await app.status()).troubles[0]?.sentence).toBe(sentence)
  })

  it('reads an answer that is packed for the way', async () => {
    answers[UN] = serve(gzipSync(unList({ on: '2026-11-20', count: 600 })), { 'content-encoding': 'gzip' })
    expect((await refreshUn()).outcome).toBe('imported')
  })

  it('holds back a list that shrank, and one older than what is in use', async () => {
    answers[UN] = serve(unList({ on: '2026-11-20', count: 1_000 }))
    await refreshUn()
    answers[UN] = serve(unList({ on: '2026-11-23', count: 940 }))
    expect((await refreshUn()).outcome).toBe('quarantined')
    answers[UN] = serve(unList({ on: '2026-11-01', count: 1_000 }))
    const older = await refreshUn()
    expect(older.outcome).toBe('quarantined')
    expect(older.sentence).toContain('older than the version in use')
    expect(await unInUse()).toMatchObject({ dataOn: '2026-11-20', parties: 1_000 })
  })

  it('asks for whole bytes again after a version it could not read', async () => {
    answers[UN] = serve(Buffer.from('<!DOCTYPE html><html>Back soon</html>'), { etag: '"page"' })
    await refreshUn()
    answers[UN] = serve(unList({ on: '2026-11-20', count: 600 }), { etag: '"list"' })
    expect((await refreshUn()).outcome).toBe('imported')
    expect(asked.filter((request) => request.url === UN).map((request) => request.headers['if-none-match'])).toEqual([
      undefined,
      undefined,
    ])
  })
})

describe('a server without network', () => {
  it('answers at once from the starter set, and says in one line that no publisher was reached', async () => {
    const lines: string[] = []
    const server = await openApp({
      dataDir: join(folder, 'offline'),
      databaseUrl: database.url,
      org: 'offline',
      needsDatabase: true,
      purpose: 'server',
      clock: () => now,
      downloadsFrom: await nobodysAddress(),
      say: (line) => lines.push(line),
    })
    const status = await server.status()
    expect(status.starter?.sentence).toMatch(/^starter set of \d+ parties, not a full screening$/)
    expect(status.coverage.state).toBe('partial')
    await expect.poll(() => lines, { timeout: 20_000 }).toHaveLength(1)
    expect(lines[0]).toContain('cannot be reached')
    await server.close()
  })
})

describe('a server that is stopped while it fetches', () => {
  it('stops at once, and keeps nothing of what had come', async () => {
    let arrived = () => {}
    const begun = new Promise<void>((resolve) => {
      arrived = resolve
    })
    answers[UN] = (_, response) => {
      response.writeHead(200, { 'content-length': '100000' }).write('<?xml')
      arrived()
    }
    const server = await openApp({
      dataDir: join(folder, 'stopped'),
      databaseUrl: database.url,
      org: 'stopped',
      needsDatabase: true,
      purpose: 'server',
      clock: () => now,
      downloadsFrom: base,
    })
    await begun
    await server.close()
    const later = await openApp({
      dataDir: join(folder, 'stopped'),
      databaseUrl: database.url,
      org: 'stopped',
      needsDatabase: true,
      clock: () => now,
    })
    expect((await later.status()).versions).toEqual([])
    await later.close()
  })
})

describe('a download', () => {
  it('says when no network is there at all', async () => {
    const result = await download(`${await nobodysAddress()}/x`, null, () => {})
    expect(result).toMatchObject({ ok: false, error: { kind: 'no-network' } })
  })
})

/** An address where nobody listens: a port that was just free. */
async function nobodysAddress(): Promise<string> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
}

async function endless(response: ServerResponse): Promise<void> {
  const chunk = Buffer.alloc(1_000_000, 'x')
  while (!response.destroyed) {
    if (!response.write(chunk)) await new Promise((resolve) => response.once('drain', resolve).once('close', resolve))
  }
}
