import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { type App, openApp } from '../src/app/index.ts'
import { type Assessment, assessmentSchema, determinationSchema } from '../src/assessment/index.ts'
import { type RunningServer, SHAPES, startServer } from '../src/http/index.ts'
import { OPERATIONS } from '../src/http/openapi.ts'
import { testDatabase } from './database.ts'

const EXAMPLES = fileURLToPath(new URL('../examples/', import.meta.url))
const EXAMPLE_NAMES = readdirSync(EXAMPLES).filter((name) => /^\d\d-/.test(name))
const INTERCEPT = join(EXAMPLES, '01-intercept-device-egypt')
const TRANSACTION = readFileSync(join(INTERCEPT, 'transaction.yaml'), 'utf8')

const database = await testDatabase()
const folder = mkdtempSync(join(tmpdir(), 'unblind-http-'))
const failures: unknown[] = []
let app: App
let ticks = 0
let server: RunningServer

beforeAll(async () => {
  app = await openApp({
    dataDir: folder,
    databaseUrl: database.url,
    listsDir: join(INTERCEPT, 'lists'),
    mayDownload: false,
    needsDatabase: true,
    clock: () => new Date(Date.parse('2026-11-24T15:00:00Z') + ticks++),
  })
  server = await startServer(app, {
    host: '127.0.0.1',
    port: 0,
    pagesDir: folder,
    onFailure: (_id, error) => failures.push(error),
  })
})
afterAll(async () => {
  await server.close()
  await app.close()
  rmSync(folder, { recursive: true, force: true })
})

/** What is written beside an example, as far as it is checked here. */
type Expected = { readonly law: { readonly outcome: string }; readonly coverage: string; readonly action: string }

type Problem = {
  readonly kind: string
  readonly detail: string
  readonly faults: readonly { field: string; sentence: string }[]
}

function call(path: string, init?: RequestInit): Promise<Response> {
  return fetch(server.address + path, init)
}

function post(path: string, body: string | Uint8Array<ArrayBuffer>, type = 'application/json'): Promise<Response> {
  return call(path, { method: 'POST', body, headers: { 'content-type': type } })
}

async function problemOf(response: Response): Promise<Problem> {
  expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/)
  return (await response.json()) as Problem
}

async function assessed(body: unknown = parse(TRANSACTION)): Promise<Assessment> {
  const response = await post('/v1/assessments', JSON.stringify(body))
  expect(response.status).toBe(201)
  return (await response.json()) as Assessment
}

describe('assessing over HTTP', () => {
  it('a transaction in YAML is assessed, stored, and opened again under the address that was given', async () => {
    const response = await post('/v1/assessments', TRANSACTION, 'application/yaml')
    expect(response.status).toBe(201)
    const answer = (await response.json()) as Assessment
    expect(assessmentSchema.safeParse(answer).success).toBe(true)
    expect(answer.law.outcome).toBe('licence-required')
    const place = response.headers.get('location') ?? ''
    expect(place).toBe(`/v1/assessments/${answer.id}`)
    expect(await (await call(place)).json()).toEqual(answer)
  })

  it('JSON and YAML of one transaction get one answer', async () => {
    const yaml = (await (await post('/v1/assessments', TRANSACTION, 'text/yaml; charset=utf-8')).json()) as Assessment
    const json = await assessed()
    expect({ ...json, id: '', askedAt: '' }).toEqual({ ...yaml, id: '', askedAt: '' })
  })

  it('`on` reads the law of another day', async () => {
    const response = await post('/v1/assessments?on=2026-07-23', TRANSACTION, 'application/yaml')
    expect(((await response.json()) as Assessment).on).toBe('2026-07-23')
  })

  it('the newest assessment comes first in the list', async () => {
    const answer = await assessed()
    const list = SHAPES['assessment-summaries']?.parse(await (await call('/v1/assessments?limit=1')).json())
    expect(list).toMatchObject({ assessments: [{ id: answer.id, law: answer.law.outcome }] })
  })

  it('an id nobody was given is not found, whatever it looks like', async () => {
    for (const id of ['01ARZ3NDEKTSV4RRFFQ69G5FAV', 'x', "'%20or%201=1", '..%2f..%2fetc', '%00', 'é'.repeat(60)]) {
      const response = await call(`/v1/assessments/${id}`)
      expect(response.status, id).toBe(404)
      expect((await problemOf(response)).kind).toBe('http.not-found')
    }
  })

  it('every field at fault is named, with what to do, and nothing is stored', async () => {
    const before = (await app.recentAssessments(500)).length
    const response = await post(
      '/v1/assessments',
      JSON.stringify({
        kind: 'export',
        exportOn: '2026-02-30',
        exporter: { name: 'Fictional Trading One Ltd' },
        parties: [
          { name: '', roles: [] },
          { name: 'Fictional Holding Two', roles: ['end-user'], owners: [{ name: 'Fictional Owner', percent: 140 }] },
        ],
        items: [{ eccn: '9Z999' }],
        destination: 'Atlantis',
      }),
    )
    expect(response.status).toBe(400)
    const problem = await problemOf(response)
    expect(problem.kind).toBe('input.invalid')
    const fields = problem.faults.map((fault) => fault.field)
    expect(fields).toEqual(
      expect.arrayContaining([
        'exportOn',
        'parties[0].name',
        'parties[0].roles',
        'parties[1].owners[0].percent',
        'destination',
      ]),
    )
    for (const fault of problem.faults) expect(fault.sentence.length).toBeGreaterThan(5)
    expect((await app.recentAssessments(500)).length).toBe(before)
  })

  it('an entry that does not exist is a fault of its field', async () => {
    const item = { ...(parse(TRANSACTION) as { items: object[] }).items[0], eccn: '9A999x', paragraph: undefined }
    const response = await post('/v1/assessments', JSON.stringify({ ...parse(TRANSACTION), items: [item] }))
    expect((await problemOf(response)).faults.map((fault) => fault.field)).toEqual(['items[0].eccn'])
  })
})

describe('bodies that are no transaction', () => {
  const cases: readonly (readonly [
    name: string,
    body: string | Uint8Array<ArrayBuffer>,
    type: string,
    status: number,
    kind: string,
  ])[] = [
    ['broken JSON', '{"kind": "export",', 'application/json', 400, 'http.malformed'],
    ['broken YAML', 'kind: [export\nexportOn: }', 'application/yaml', 400, 'http.malformed'],
    ['an empty body', '', 'application/json', 400, 'http.malformed'],
    ['a list', '[1, 2]', 'application/json', 400, 'input.invalid'],
    ['a bare word of YAML', 'export', 'application/yaml', 400, 'input.invalid'],
    ['bytes that are not UTF-8', new Uint8Array([0x7b, 0xff, 0xfe, 0x7d]), 'application/json', 400, 'http.malformed'],
    ['JSON nested a million deep', '['.repeat(1_000_000), 'application/json', 400, 'http.malformed'],
    ['YAML nested a hundred thousand deep', '['.repeat(100_000), 'application/yaml', 400, 'http.malformed'],
    ['YAML nested by dashes', `${'- '.repeat(2000)}x`, 'application/yaml', 400, 'http.malformed'],
    ['a key that poisons objects', '{"__proto__": {"isAdmin": true}}', 'application/json', 400, 'http.malformed'],
    ['a form', 'kind=export', 'application/x-www-form-urlencoded', 415, 'http.unsupported-media-type'],
    ['plain text', '{"kind": "export"}', 'text/plain', 415, 'http.unsupported-media-type'],
    ['2 MB of YAML', `text: ${'x'.repeat(2_000_000)}`, 'application/yaml', 413, 'http.too-large'],
    ['6 MB of JSON', `"${'x'.repeat(6_000_000)}"`, 'application/json', 413, 'http.too-large'],
  ]
  for (const [name, body, type, status, kind] of cases) {
    it(`${name} is refused with a sentence`, async () => {
      const response = await post('/v1/assessments', body, type)
      expect(response.status).toBe(status)
      const problem = await problemOf(response)
      expect(problem.kind).toBe(kind)
      expect(problem.detail.length).toBeGreaterThan(20)
      expect(problem.detail).not.toMatch(/[!]|undefined|\[object/)
    })
  }

  it('a bomb of YAML aliases is refused before it grows', async () => {
    const rows = Array.from(
      { length: 9 },
      (_, i) => `a${i + 1}: &a${i + 1} [${Array.from({ length: 9 }, () => `*a${i}`).join(', ')}]`,
    )
    const response = await post('/v1/assessments', ['a0: &a0 [x]', ...rows].join('\n'), 'application/yaml')
    expect((await problemOf(response)).kind).toBe('http.malformed')
  })

  it('50 MB is refused without being read to its end, and the server goes on', async () => {
    const chunk = new Uint8Array(1024 * 1024).fill(0x20)
    let sent = 0
    const body = new ReadableStream({
      pull(controller) {
        if (sent++ < 50) controller.enqueue(chunk)
        else controller.close()
      },
    })
    const outcome = await call('/v1/assessments', {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json' },
      duplex: 'half',
    } as RequestInit).then(
      (response) => response.status,
      // The server may close the connection while we still send; then there is no answer to read.
      () => 413,
    )
    expect(outcome).toBe(413)
    expect((await call('/healthz')).status).toBe(200)
  })

  it('a name with half a surrogate pair, control characters or 10,000 letters is a fault of that name', async () => {
    const transaction = parse(TRANSACTION) as { parties: object[] }
    for (const name of ['"half \\ud800"', '"bell \\u0007"', JSON.stringify('x'.repeat(10_000))]) {
      const text = JSON.stringify({ ...transaction, parties: [{ ...transaction.parties[0], name: 'NAME' }] })
      const response = await post('/v1/assessments', text.replace('"NAME"', name))
      expect((await problemOf(response)).faults.map((fault) => fault.field)).toEqual(['parties[0].name'])
    }
  })

  it('no text anywhere in a transaction may hold what no database and no file can: NUL or half a surrogate pair', async () => {
    const base = parse(TRANSACTION) as { parties: object[]; items: object[] }
    const whole = {
      ...base,
      parties: [
        {
          ...base.parties[0],
          birthDates: ['1971'],
          hitDecisions: [{ list: 'us-sdn', entryKey: '1', decision: 'true-match', reason: 'same', by: 'A. Fictional' }],
        },
      ],
      items: [{ ...base.items[0], measurements: { note: 'text' } }],
      redFlagsSeen: [{ id: 'RF-732-01' }],
    }
    const texts = pathsIn(whole).filter((path) => typeof valueAt(whole, path) === 'string')
    expect(texts.length).toBeGreaterThan(20)
    for (const path of texts) {
      for (const bad of ['\\u0000', '\\ud800']) {
        const body = JSON.stringify(replaced(whole, path, 'MARK')).replace('MARK', bad)
        expect((await post('/v1/assessments', body)).status, `${path.join('.')} ${bad}`).toBe(400)
      }
    }
    const key = JSON.stringify({ ...whole, items: [{ ...base.items[0], measurements: { MARK: 1 } }] })
    expect((await post('/v1/assessments', key.replace('MARK', '\\u0000'))).status).toBe(400)
  })

  it('whatever JSON comes, the answer is an assessment or a problem that names fields, and the server stays up', async () => {
    await fc.assert(
      fc.asyncProperty(mangled(), async (body) => {
        const response = await post('/v1/assessments', JSON.stringify(body))
        expect([201, 400], String(failures.at(-1))).toContain(response.status)
        if (response.status === 400) expect((await problemOf(response)).faults.length).toBeGreaterThan(0)
      }),
      { numRuns: 150 },
    )
    expect(failures).toEqual([])
  })

  it('whatever bytes come, as JSON or as YAML, they are refused with 4xx or assessed, never with 500', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.uint8Array({ maxLength: 400 }), fc.string({ unit: 'binary', maxLength: 400 }), yamlish()),
        fc.constantFrom('application/json', 'application/yaml'),
        async (body, type) => {
          const response = await post('/v1/assessments', typeof body === 'string' ? body : Uint8Array.from(body), type)
          expect(response.status).toBeLessThan(500)
        },
      ),
      { numRuns: 200 },
    )
    expect(failures).toEqual([])
  })
})

describe('screening and determining over HTTP', () => {
  it('a name is screened by GET and by POST alike, and nothing is said to be clear while a list is missing', async () => {
    const listed = readdirSync(join(INTERCEPT, 'lists')).length
    expect(listed).toBeGreaterThan(0)
    const got = (await (await call('/v1/screenings?name=Fictional%20Nobody%20At%20All')).json()) as {
      screening: { state: string }
    }
    const posted = await (await post('/v1/screenings', JSON.stringify({ name: 'Fictional Nobody At All' }))).json()
    expect(posted).toEqual(got)
    expect(SHAPES.screening?.safeParse(got).success).toBe(true)
    const status = await app.status()
    const areAllIn = status.lists.every((list) => !list.isRequired || list.state === 'current')
    expect(got.screening.state).toBe(areAllIn ? 'clear' : 'notPerformed')
  })

  it('a screening says which field is wrong', async () => {
    const faulty = [
      ['/v1/screenings', 'name'],
      ['/v1/screenings?name=', 'name'],
      ['/v1/screenings?name=x&schema=Ship', 'schema'],
      ['/v1/screenings?name=x&country=Atlantis', 'country'],
      ['/v1/screenings?name=x&color=red', 'color'],
      [`/v1/screenings?name=${'x'.repeat(1001)}`, 'name'],
    ] as const
    for (const [path, field] of faulty) {
      const response = await call(path)
      expect(response.status, path).toBe(400)
      expect((await problemOf(response)).faults.map((fault) => fault.field)).toEqual([field])
    }
  })

  it('a case line is determined, and a wrong one names its field', async () => {
    const line = { eccn: '5A001', paragraph: 'f.1', to: 'EG', on: '2026-09-20', assume: 'ordinary' }
    const answer = determinationSchema.parse(await (await post('/v1/determinations', JSON.stringify(line))).json())
    expect(answer.outcome).toBe('licence-required')
    const response = await post('/v1/determinations', JSON.stringify({ ...line, to: 'Atlantis' }))
    expect((await problemOf(response)).faults.map((fault) => fault.field)).toEqual(['to'])
  })
})

describe('what the form asks', () => {
  it('an entry is found by number, by words and by part of a word, items of human-rights concern first', async () => {
    const find = async (q: string) =>
      (
        (await (await call(`/v1/entries?q=${encodeURIComponent(q)}`)).json()) as { entries: { eccn: string }[] }
      ).entries.map((one) => one.eccn)
    expect((await find('5A001'))[0]).toBe('5A001')
    expect((await find('5a9')).every((eccn) => eccn.startsWith('5A9'))).toBe(true)
    expect(await find('secret microphones')).toContain('5A980')
    expect(await find('zzzz')).toEqual([])
  })

  it('an entry tells its paragraphs and the measurements that decide it; one that does not exist is not found', async () => {
    const entry = SHAPES.entry?.parse(await (await call('/v1/entries/5a001')).json())
    expect(entry).toMatchObject({ eccn: '5A001', isHumanRightsConcern: true, measurements: expect.any(Array) })
    expect((await call('/v1/entries/9Z999')).status).toBe(404)
    expect((await call('/v1/entries/__proto__')).status).toBe(404)
  })

  it('an item that measured facts decide is proposed its entry', async () => {
    const item = {
      eccn: '6A993',
      measurements: { frameRateHz: 30, isMicrobolometerUncooled: true, hasFixedLens: false },
    }
    const reading = SHAPES['item-reading']?.parse(await (await post('/v1/items', JSON.stringify(item))).json())
    expect(reading).toMatchObject({ proposals: [{ entry: '6A003.b.4.b' }], contradictions: [{ claimed: '6A993' }] })
  })

  it('status, countries, red flags and examples have the shapes that are published for them', async () => {
    for (const name of ['status', 'countries', 'red-flags', 'examples']) {
      const answer: unknown = await (await call(`/v1/${name}`)).json()
      expect(SHAPES[name]?.safeParse(answer).error, name).toBeUndefined()
    }
  })

  it('every example that ships is offered with the sentence it opens with', async () => {
    const { examples } = (await (await call('/v1/examples')).json()) as { examples: { name: string; title: string }[] }
    expect(examples.map((one) => one.name)).toEqual(EXAMPLE_NAMES.toSorted())
    for (const { title } of examples) expect(title).toMatch(/^[A-Z0-9].{10,}/)
  })

  it.each(EXAMPLE_NAMES)('%s, on the lists that travel with it, has the answer written for it', async (name) => {
    const { examples } = (await (await call('/v1/examples')).json()) as {
      examples: { name: string; transaction: string; lists: string }[]
    }
    const example = examples.find((one) => one.name === name)
    const query = new URLSearchParams({ lists: example?.lists ?? '' })
    const response = await post(`/v1/assessments?${query}`, example?.transaction ?? '', 'application/yaml')
    expect(response.status).toBe(201)
    const { id, law, coverage, action } = (await response.json()) as Assessment
    const expected = parse(readFileSync(join(EXAMPLES, name, 'expected.yaml'), 'utf8')) as Expected
    const { outcome } = expected.law
    const answer = { law: outcome, coverage: expected.coverage, action: expected.action }
    expect({ law: law.outcome, coverage: coverage.state, action: action.state }).toEqual(answer)
    expect((await app.recentAssessments(1))[0]).toMatchObject({ id, ...answer })
  })

  it('the lists of one example leave the lists in use as they are', async () => {
    const before = await assessed()
    await post('/v1/assessments?lists=example:22-denied-forwarder', TRANSACTION, 'application/yaml')
    const after = await assessed()
    expect(after.lists).toEqual(before.lists)
  })

  it('lists that belong to no example are refused, and no folder is opened for them', async () => {
    const before = (await app.recentAssessments(500)).length
    const names = ['', '22-denied-forwarder', 'example:', 'example:.', 'example:99-none', 'example:README.md', '/etc']
    const ways = ['example:../data', 'example:22-denied-forwarder/../01-intercept-device-egypt', 'example:__proto__']
    const queries = [...names, ...ways].map((lists) => `${new URLSearchParams({ lists })}`)
    queries.push('lists=example:22-denied-forwarder&lists=example:21-listed-carrier')
    for (const query of queries) {
      const response = await post(`/v1/assessments?${query}`, TRANSACTION, 'application/yaml')
      expect(response.status, query).toBe(400)
      const problem = await problemOf(response)
      expect(problem.kind, query).toBe('query.invalid')
      expect(problem.faults.map((fault) => fault.field)).toEqual(['lists'])
    }
    expect((await app.recentAssessments(500)).length).toBe(before)
  })
})

describe('the OpenAPI description', () => {
  type Document = {
    openapi: string
    paths: Record<string, Record<string, Operation>>
    components: { schemas: Record<string, unknown> }
  }
  type Operation = {
    operationId: string
    responses: Record<string, unknown>
    parameters?: { name: string; in: string; required: boolean }[]
  }
  const read = async () => (await (await call('/openapi.json')).json()) as Document

  it('is OpenAPI 3.1 whose references all lead somewhere', async () => {
    const document = await read()
    expect(document.openapi).toMatch(/^3\.1\./)
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(
      ([, reference]) => reference ?? '',
    )
    expect(references.length).toBeGreaterThan(20)
    for (const reference of references) {
      expect(reference).toMatch(/^#\/components\/schemas\//)
      expect(
        document.components.schemas[decodeURIComponent(reference.slice('#/components/schemas/'.length))],
        reference,
      ).toBeDefined()
    }
  })

  it('names each operation once, each parameter of a path, and a success and a failure for each', async () => {
    const { paths } = await read()
    const operations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.values(methods).map((operation) => ({ path, operation })),
    )
    expect(new Set(operations.map(({ operation }) => operation.operationId)).size).toBe(operations.length)
    for (const { path, operation } of operations) {
      const inPath = (operation.parameters ?? [])
        .filter((one) => one.in === 'path' && one.required)
        .map((one) => one.name)
      expect(inPath).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))
      expect(Object.keys(operation.responses).some((status) => status.startsWith('2'))).toBe(true)
      expect(operation.responses['500']).toBeDefined()
    }
  })

  it('describes every path that is served, and no other', async () => {
    const samples: Record<string, string> = { id: 'x', eccn: '5A001', name: 'assessment' }
    for (const { method, path } of OPERATIONS) {
      const real = path.replace(/\{(\w+)\}/g, (_, name: string) => samples[name] ?? 'x')
      const response = method === 'get' ? await call(real) : await post(real, '{')
      const answered = await response.text()
      expect(response.status, `${method} ${path}`).not.toBe(405)
      expect(answered, `${method} ${path}`).not.toContain('nothing is served at')
    }
    expect((await call('/v1/nothing-of-the-kind')).status).toBe(404)
  })

  it('publishes each shape as a JSON Schema of its own', async () => {
    const { schemas } = (await (await call('/v1/schemas')).json()) as { schemas: string[] }
    expect(schemas).toEqual(Object.keys(SHAPES))
    for (const name of schemas) expect(await (await call(`/v1/schemas/${name}`)).json()).toHaveProperty('$schema')
    expect((await call('/v1/schemas/constructor')).status).toBe(404)
  })
})

describe('what the server refuses by itself', () => {
  const raw = (text: string) =>
    new Promise<string>((resolve, reject) => {
      const { hostname, port } = new URL(server.address)
      const socket = connect(Number(port), hostname, () => socket.write(text))
      let answer = ''
      socket.on('data', (bytes) => {
        answer += bytes
        socket.end()
      })
      socket.on('close', () => resolve(answer))
      socket.on('error', reject)
    })

  it('a request under a foreign name is refused, so that no page on the internet can read through a browser', async () => {
    for (const host of ['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example:80', '10.0.0.1', 'a b', '']) {
      expect(await raw(`GET /v1/status HTTP/1.1\r\nHost: ${host}\r\n\r\n`), host).toMatch(/^HTTP\/1\.1 4(21|00) /)
    }
    for (const host of ['localhost', '127.0.0.1', 'LOCALHOST:4747', '[::1]:4747']) {
      expect(await raw(`GET /healthz HTTP/1.1\r\nHost: ${host}\r\n\r\n`), host).toMatch(/^HTTP\/1\.1 200 /)
    }
  })

  it('a page of another site cannot write, and is given no leave to read', async () => {
    const response = await call('/v1/assessments', {
      method: 'POST',
      body: TRANSACTION,
      headers: { 'content-type': 'application/yaml', 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
    })
    expect(response.status).toBe(403)
    expect(response.headers.get('access-control-allow-origin')).toBeNull()
  })

  it('every answer forbids foreign scripts, frames and guesses at its type', async () => {
    for (const path of ['/v1/status', '/healthz', '/v1/nothing']) {
      const { headers } = await call(path)
      expect(headers.get('content-security-policy')).toContain("default-src 'none'")
      expect(headers.get('content-security-policy')).not.toMatch(/unsafe|https?:|\*/)
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('x-frame-options')).toBe('DENY')
    }
  })

  it('an answer about parties is kept in no cache', async () => {
    for (const path of ['/v1/assessments', '/v1/screenings?name=x', '/v1/status']) {
      expect((await call(path)).headers.get('cache-control')).toBe('no-store')
    }
  })

  it('a method that a path does not take is told which it takes', async () => {
    const response = await call('/v1/status', {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'application/json' },
    })
    expect(response.status).toBe(405)
    expect(response.headers.get('allow')).toBe('GET')
    expect((await problemOf(response)).detail).toContain('GET')
  })
})

describe('the built pages', () => {
  const built = join(folder, 'built')
  let withPages: RunningServer
  const get = (path: string) => fetch(withPages.address + path)
  beforeAll(async () => {
    mkdirSync(join(built, 'assets'), { recursive: true })
    writeFileSync(join(built, 'index.html'), '<!doctype html><title>Pages</title>')
    writeFileSync(join(built, 'assets', 'index-abc.js'), 'export {}')
    writeFileSync(join(folder, 'secret.txt'), 'secret')
    withPages = await startServer(app, { host: '127.0.0.1', port: 0, pagesDir: built })
  })
  afterAll(() => withPages.close())

  it('any path outside the API gives the page, and the page is asked for anew each time', async () => {
    for (const path of ['/', '/screen', '/assessments/01ARZ3NDEKTSV4RRFFQ69G5FAV', '/no/such/place']) {
      const response = await get(path)
      expect(response.status, path).toBe(200)
      expect(response.headers.get('cache-control')).toBe('no-cache')
      expect(await response.text()).toContain('<title>Pages</title>')
    }
  })

  it('a path of the API that does not exist is a problem and never the page', async () => {
    for (const path of ['/v1/nothing', '/v1/', '/v1/assessments/x/y']) {
      const response = await get(path)
      expect(response.status, path).toBe(404)
      expect((await problemOf(response)).kind).toBe('http.not-found')
    }
  })

  it('assets named by their content may be kept for ever, and nothing outside the pages is served', async () => {
    expect((await get('/assets/index-abc.js')).headers.get('cache-control')).toContain('immutable')
    for (const path of [
      '/assets/nope.js',
      '/assets/..%2findex.html',
      '/assets/..%2f..%2fsecret.txt',
      '/assets/%2e%2e/%2e%2e/secret.txt',
    ]) {
      expect(await (await get(path)).text(), path).not.toContain('secret')
    }
    expect((await get('/assets/nope.js')).status).toBe(404)
  })

  it('pages that were never built are said to be missing, with what to do', async () => {
    const response = await call('/screen')
    expect(response.status).toBe(404)
    expect((await problemOf(response)).detail).toContain('npm run build')
  })
})

describe('stopping', () => {
  it('answers what was begun, and then nothing', async () => {
    const stopping = await startServer(app, { host: '127.0.0.1', port: 0 })
    const { hostname, port } = new URL(stopping.address)
    const socket = connect(Number(port), hostname)
    let answer = ''
    socket.on('data', (bytes) => {
      answer += bytes
    })
    const half = TRANSACTION.length >> 1
    const head = `POST /v1/assessments HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/yaml\r\nContent-Length: ${Buffer.byteLength(TRANSACTION)}\r\n\r\n`
    socket.write(head + TRANSACTION.slice(0, half))
    // The server answers another request only after it has the beginning of ours.
    await new Promise((resolve) => setTimeout(resolve, 50))
    await fetch(`${stopping.address}/healthz`)
    const closed = stopping.close()
    socket.write(TRANSACTION.slice(half))
    await Promise.all([closed, new Promise((resolve) => socket.on('close', resolve))])
    expect(answer).toMatch(/^HTTP\/1\.1 201 /)
    await expect(fetch(`${stopping.address}/healthz`)).rejects.toThrow()
  })
})

/** The example with one value anywhere in it replaced by anything. */
function mangled(): fc.Arbitrary<unknown> {
  const base: unknown = parse(TRANSACTION)
  const paths = pathsIn(base).filter((path) => path.length > 0)
  return fc
    .tuple(fc.constantFrom(...paths), fc.oneof(fc.jsonValue(), fc.constant(undefined), fc.string({ unit: 'binary' })))
    .map(([path, value]) => replaced(base, path, value))
}

function pathsIn(value: unknown, at: readonly PropertyKey[] = []): readonly (readonly PropertyKey[])[] {
  if (typeof value !== 'object' || value === null) return [at]
  return [at, ...Object.entries(value).flatMap(([key, inner]) => pathsIn(inner, [...at, key]))]
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((inner, key) => (inner as Record<PropertyKey, unknown>)[key], value)
}

function replaced(value: unknown, path: readonly PropertyKey[], next: unknown): unknown {
  const [key, ...rest] = path
  if (key === undefined) return next
  if (Array.isArray(value)) return value.map((inner, i) => (String(i) === key ? replaced(inner, rest, next) : inner))
  return { ...(value as object), [key]: replaced((value as Record<PropertyKey, unknown>)[key], rest, next) }
}

/** Text that is nearly YAML. */
function yamlish(): fc.Arbitrary<string> {
  const token = fc.constantFrom(
    'a',
    ': ',
    '- ',
    '\n',
    '  ',
    '&x ',
    '*x ',
    '!!js ',
    '[',
    ']',
    '{',
    '}',
    '"',
    "'",
    '|\n',
    '>',
    '#',
    '---\n',
    '? ',
    '<<',
    '\t',
    '%',
  )
  return fc.array(token, { maxLength: 60 }).map((tokens) => tokens.join(''))
}
