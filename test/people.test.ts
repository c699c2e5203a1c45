/** Accounts, signing in and sessions, over HTTP as a browser does it, under a clock of our own. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type App, type Me, openApp, type PersonRole } from '../src/app/index.ts'
import { buildServer } from '../src/http/server.ts'
import { APP_ROLE } from '../src/store/migrate.ts'
import { testDatabase } from './database.ts'

const PASSWORD = 'plainly fictional words'
const OTHER = 'other fictional words'
const SETTER = { id: 'terminal', name: 'Fictional Setter' }
const START = Date.parse('2026-11-24T15:00:00Z')
const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

const database = await testDatabase()
const folder = mkdtempSync(join(tmpdir(), 'unblind-people-'))
let app: App
let server: FastifyInstance
let nowMs = START
let names = 0

const openNode = (auth: 'local' | undefined, options: { address?: string; databaseUrl?: string } = {}) =>
  openApp({
    dataDir: folder,
    databaseUrl: options.databaseUrl ?? database.url,
    mayDownload: false,
    needsDatabase: true,
    clock: () => new Date(nowMs++),
    node: { kind: 'exporter', name: 'Fictional Instruments Inc', address: options.address ?? null, state: null },
    auth,
  })
const serverOf = (of: App) => buildServer(of, { host: '127.0.0.1', port: 0, pagesDir: folder })

beforeAll(async () => {
  app = await openNode('local')
  server = await serverOf(app)
})
afterAll(async () => {
  await server.close()
  await app.close()
  rmSync(folder, { recursive: true, force: true })
})
beforeEach(() => {
  // Apart from the tests before by more than a session holds.
  nowMs += 48 * HOUR
})

/** A browser: it keeps the cookies that one server sets. */
function browser(at: FastifyInstance = server, remoteAddress = '127.0.0.1') {
  const jar = new Map<string, string>()
  let lastSet = ''
  const send = async (method: 'GET' | 'POST', url: string, payload?: object, headers: Record<string, string> = {}) => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await at.inject({
      method,
      url,
      remoteAddress,
      headers: { host: '127.0.0.1:4747', ...(cookie === '' ? {} : { cookie }), ...headers },
      ...(payload === undefined ? {} : { payload }),
    })
    const set = response.headers['set-cookie']
    if (typeof set === 'string') {
      lastSet = set
      const [pair = ''] = set.split(';')
      const [name = '', value = ''] = pair.split('=')
      if (value === '') jar.delete(name)
      else jar.set(name, value)
    }
    return { status: response.statusCode, body: response.json(), headers: response.headers }
  }
  return {
    jar,
    cookie: () => lastSet,
    get: (url: string) => send('GET', url),
    post: (url: string, payload: object = {}, headers: Record<string, string> = {}) =>
      send('POST', url, payload, headers),
    signIn: (name: string, password = PASSWORD) => send('POST', '/v1/sign-in', { name, password }),
    me: async (): Promise<Me> => (await send('GET', '/v1/me')).body,
  }
}

async function added(roles: readonly PersonRole[] = ['officer'], password = PASSWORD) {
  const name = `Fictional Person ${++names}`
  const account = await app.people.add({ name, roles, password }, SETTER)
  if (!account.ok) throw new Error(account.error.sentence)
  return account.value
}

async function signedIn(roles: readonly PersonRole[] = ['officer']) {
  const account = await added(roles)
  const at = browser()
  expect((await at.signIn(account.name)).status).toBe(200)
  return { account, at }
}

async function entriesOfPeople(): Promise<readonly { kind: string; text: string }[]> {
  return database.asOwner(async (client) => {
    const { rows } = await client.query("select text from unblind.stream_entries where stream = 'people' order by seq")
    return rows.map(({ text }) => ({ kind: JSON.parse(text).kind, text }))
  })
}

describe('signing in', () => {
  it('with name and password makes a session that says who is here, until signing out', async () => {
    const account = await added(['officer', 'executive'])
    const at = browser()
    expect(await at.me()).toMatchObject({ auth: 'local', person: null, permissions: ['public'], people: [] })
    const response = await at.signIn(account.name)
    expect(response.body.person).toEqual({
      id: account.id,
      name: account.name,
      roles: ['officer', 'executive'],
      agency: null,
    })
    expect((await at.me()).person?.id).toBe(account.id)
    expect((await at.get('/v1/status')).status).toBe(200)
    expect((await at.post('/v1/sign-out')).body.person).toBeNull()
    expect((await at.get('/v1/status')).status).toBe(401)
  })

  it('takes the name in any case and spacing, and the password as any keyboard composes it', async () => {
    const name = `Zoë Fictional ${++names}`
    await app.people.add({ name, roles: ['officer'], password: 'pläinly fictional' }, SETTER)
    const typed = `  ${name.normalize('NFD').toUpperCase().replaceAll(' ', '   ')}`
    expect((await browser().signIn(typed, 'pläinly fictional'.normalize('NFD'))).status).toBe(200)
  })

  it('gives the browser 256 bits that scripts cannot read and other sites cannot send', async () => {
    const { at } = await signedIn()
    expect(at.cookie()).toMatch(/^unblind_session_[0-9a-f]{8}=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/)
  })

  it('keeps the cookie to encrypted connections where the node is reached over them', async () => {
    const node = await openNode('local', { address: 'https://exporter.example:8443' })
    const secure = await serverOf(node)
    const account = await added()
    const at = browser(secure)
    await at.signIn(account.name)
    expect(at.cookie()).toMatch(
      /^__Host-unblind_session_[0-9a-f]{8}=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Secure$/,
    )
    // Another node of the same host reads its own cookie alone.
    expect([...at.jar.keys()]).not.toEqual([...(await signedIn()).at.jar.keys()])
    await secure.close()
    await node.close()
  })

  it('says the same of an unknown name, a wrong password and an ended account', async () => {
    const account = await added()
    const ended = await added()
    await app.people.end(ended.id, { reason: 'left' }, SETTER)
    const answers = await Promise.all([
      browser().signIn('Nobody At All'),
      browser().signIn(account.name, OTHER),
      browser().signIn(ended.name),
    ])
    for (const { status, body, headers } of answers) {
      expect(status).toBe(401)
      expect(body).toEqual(answers[0]?.body)
      expect(headers['set-cookie']).toBeUndefined()
    }
    expect(answers[0]?.body.detail).toBe(
      'name and password do not belong together; check both, or ask an administrator for a new password',
    )
  })

  it('may be tried ten times a minute for one name, known or not, and then says how long to wait', async () => {
    for (const name of [(await added()).name, 'Nobody Ever Here']) {
      for (let i = 0; i < 10; i++) expect((await browser().signIn(name, OTHER)).status).toBe(401)
      const eleventh = await browser().signIn(name.toUpperCase())
      expect(eleventh.status).toBe(429)
      expect(eleventh.body.detail).toMatch(
        /^signing in was tried too often from here; wait \d+ seconds, then try again$/,
      )
      const wait = Number(eleventh.headers['retry-after'])
      expect(wait).toBeGreaterThan(0)
      expect(wait).toBeLessThanOrEqual(60)
      nowMs += wait * SECOND
      expect((await browser().signIn(name, OTHER)).status).toBe(401)
    }
  })

  it('is not kept from anybody by a stranger who tries their name from elsewhere', async () => {
    const account = await added()
    for (let i = 0; i < 12; i++) await browser(server, '203.0.113.9').signIn(account.name, OTHER)
    expect((await browser(server, '203.0.113.9').signIn(account.name)).status).toBe(429)
    expect((await browser(server, '198.51.100.4').signIn(account.name)).status).toBe(200)
  })

  it('may be tried sixty times a minute from one address for all names, and what is right counts for nothing', async () => {
    const account = await added()
    const from = () => browser(server, '203.0.113.77')
    for (let i = 0; i < 60; i++) {
      expect((await from().signIn(account.name)).status).toBe(200)
      expect((await from().signIn(`Nobody Number ${i}`, OTHER)).status).toBe(401)
    }
    const over = await from().signIn('Nobody Number 60', OTHER)
    expect(over.status).toBe(429)
    expect(Number(over.headers['retry-after'])).toBeGreaterThan(0)
    expect((await browser(server, '203.0.113.78').signIn('Nobody Number 61', OTHER)).status).toBe(401)
  }, 60_000)

  it('keeps others in while one name is tried too often, and lets that one in after a minute', async () => {
    const [tried, other] = [await added(), await added()]
    for (let i = 0; i < 11; i++) await browser().signIn(tried.name, OTHER)
    expect((await browser().signIn(tried.name)).status).toBe(429)
    expect((await browser().signIn(other.name)).status).toBe(200)
    nowMs += MINUTE
    expect((await browser().signIn(tried.name)).status).toBe(200)
  })

  it('ends the session that the browser had before', async () => {
    const { at } = await signedIn()
    const before = new Map(at.jar)
    const next = await added()
    await at.signIn(next.name)
    expect((await at.me()).person?.id).toBe(next.id)
    const old = browser()
    for (const [name, value] of before) old.jar.set(name, value)
    expect((await old.me()).person).toBeNull()
  })

  it.each([{}, { name: 1, password: PASSWORD }, { name: 'x' }, { name: 'x', password: 'y', extra: 1 }, []])(
    'is told what is missing: %j',
    async (payload) => {
      const response = await browser().post('/v1/sign-in', payload)
      expect(response.status).toBe(400)
      expect(response.body.faults.length).toBeGreaterThan(0)
    },
  )

  it('looks at no name or password of thousands of characters', async () => {
    expect((await browser().signIn('n'.repeat(3_000))).status).toBe(400)
    expect((await browser().signIn('Nobody', 'p'.repeat(100_000))).status).toBe(400)
  })
})

describe('a password that somebody else set', () => {
  const take = (at: ReturnType<typeof browser>, name: string, newPassword: string, password = PASSWORD) =>
    at.post('/v1/sign-in', { name, password, newPassword })

  it('opens nothing but the taking of another, after which it opens nothing at all', async () => {
    const admin = (await signedIn(['administrator'])).at
    const name = `Fictional First ${++names}`
    await admin.post('/v1/people', { name, roles: ['officer'], password: PASSWORD })
    const at = browser()
    const asked = await at.signIn(name)
    expect({ status: asked.status, kind: asked.body.kind }).toEqual({ status: 409, kind: 'sign-in.choose-password' })
    expect(at.jar.size).toBe(0)
    const taken = await take(at, name, OTHER)
    expect(taken.body.person.name).toBe(name)
    expect((await at.get('/v1/status')).status).toBe(200)
    expect((await browser().signIn(name)).status).toBe(401)
    expect((await browser().signIn(name, OTHER)).status).toBe(200)
    const account = (await app.people.accounts()).find((one) => one.name === name)
    expect(account?.passwordSet).toMatchObject({ by: name, isOwn: true, isTemporary: false })
  })

  it.each([
    ['the same again', PASSWORD],
    ['a short one', 'short'],
    ['the name', 'FICTIONAL careful person'],
  ])('is not replaced by %s', async (_what, newPassword) => {
    const name = 'Fictional Careful Person'
    if ((await app.people.named(name)) === null) {
      await app.people.add({ name, roles: ['officer'], password: PASSWORD, isTemporary: true }, SETTER)
    }
    const response = await take(browser(), name, newPassword)
    expect(response.status).toBe(400)
    expect(response.body.faults).toMatchObject([{ field: 'newPassword' }])
    expect((await browser().signIn(name)).status).toBe(409)
  })

  it('is not taken by whoever does not know it, and a new one is taken in place of no other', async () => {
    const account = await added()
    await app.people.setPassword(account.id, { password: PASSWORD, isTemporary: true }, SETTER)
    expect((await take(browser(), account.name, OTHER, 'wrong words altogether')).status).toBe(401)
    const own = await added()
    expect((await take(browser(), own.name, OTHER)).status).toBe(200)
    expect((await browser().signIn(own.name)).status).toBe(200)
  })

  it('is temporary whenever an administrator sets it, whatever they ask', async () => {
    const admin = (await signedIn(['administrator'])).at
    const account = await added()
    const set = await admin.post(`/v1/people/${account.id}/password`, { password: OTHER, isTemporary: false })
    expect(set.body.passwordSet).toMatchObject({ isOwn: false, isTemporary: true })
    expect((await browser().signIn(account.name, OTHER)).status).toBe(409)
  })
})

describe('a session', () => {
  it('ends after eight hours in which nothing was asked, and not before', async () => {
    const { at } = await signedIn()
    nowMs += 8 * HOUR - 5 * SECOND
    expect((await at.me()).person).not.toBeNull()
    nowMs += 8 * HOUR - 5 * SECOND
    expect((await at.me()).person).not.toBeNull()
    nowMs += 8 * HOUR
    expect((await at.me()).person).toBeNull()
  })

  it('ends a day after it began, however busy', async () => {
    const { at } = await signedIn()
    for (let hours = 1; hours < 24; hours++) {
      nowMs += HOUR
      expect((await at.me()).person, `after ${hours} hours`).not.toBeNull()
    }
    nowMs += HOUR
    expect((await at.me()).person).toBeNull()
  })

  it('ends when the roles of the person change, who then has the new ones', async () => {
    const { account, at } = await signedIn(['officer'])
    await app.people.changeRoles(account.id, { roles: ['auditor'] }, SETTER)
    expect((await at.me()).person).toBeNull()
    await at.signIn(account.name)
    expect((await at.me()).person?.roles).toEqual(['auditor'])
  })

  it('ends with the account, which no password opens again', async () => {
    const { account, at } = await signedIn()
    expect((await app.people.end(account.id, { reason: 'left the firm' }, SETTER)).ok).toBe(true)
    expect((await at.me()).person).toBeNull()
    expect((await at.signIn(account.name)).status).toBe(401)
    for (const act of [
      app.people.changeRoles(account.id, { roles: ['executive'] }, SETTER),
      app.people.setPassword(account.id, { password: OTHER }, SETTER),
      app.people.end(account.id, { reason: 'again' }, SETTER),
    ]) {
      expect(await act).toMatchObject({ ok: false, error: { kind: 'desk.refused' } })
    }
    expect((await at.signIn(account.name, OTHER)).status).toBe(401)
  })

  it('ends when an administrator sets another password; the old one opens nothing', async () => {
    const { account, at } = await signedIn()
    await app.people.setPassword(account.id, { password: OTHER }, SETTER)
    expect((await at.me()).person).toBeNull()
    expect((await at.signIn(account.name)).status).toBe(401)
    expect((await at.signIn(account.name, OTHER)).status).toBe(200)
  })

  it('goes on where the person changed their own password, and ends everywhere else', async () => {
    const { account, at } = await signedIn()
    const elsewhere = browser()
    await elsewhere.signIn(account.name)
    const wrong = await at.post('/v1/me/password', { current: OTHER, password: OTHER })
    expect(wrong.status).toBe(401)
    expect((await elsewhere.me()).person).not.toBeNull()
    expect((await at.post('/v1/me/password', { current: PASSWORD, password: OTHER })).status).toBe(200)
    expect((await at.me()).person?.id).toBe(account.id)
    expect((await elsewhere.me()).person).toBeNull()
    expect((await browser().signIn(account.name)).status).toBe(401)
    expect((await browser().signIn(account.name, OTHER)).status).toBe(200)
  })

  it('is not brought back by putting its row, or that of an old password, back into the database', async () => {
    const { account, at } = await signedIn()
    const rows = await database.asOwner(async (client) => ({
      sessions: (await client.query('select * from unblind.sessions where person_id = $1', [account.id])).rows,
      passwords: (await client.query('select * from unblind.passwords where person_id = $1', [account.id])).rows,
    }))
    expect(rows.sessions).toHaveLength(1)
    await app.people.setPassword(account.id, { password: OTHER }, SETTER)
    await database.asOwner(async (client) => {
      for (const { org_id, token_hash, id, person_id, epoch, begun_at, seen_at } of rows.sessions) {
        await client.query('insert into unblind.sessions values ($1, $2, $3, $4, $5, $6, $7)', [
          org_id,
          token_hash,
          id,
          person_id,
          epoch,
          begun_at,
          seen_at,
        ])
      }
      for (const { org_id, id, person_id, hash } of rows.passwords) {
        await client.query('insert into unblind.passwords values ($1, $2, $3, $4)', [org_id, id, person_id, hash])
      }
    })
    expect((await at.me()).person).toBeNull()
    expect((await at.signIn(account.name)).status).toBe(401)
  })

  it('outlives the program, and holds in another process on the same database', async () => {
    const { account, at } = await signedIn()
    const again = await openNode('local')
    const beside = browser(await serverOf(again))
    for (const [name, value] of at.jar) beside.jar.set(name, value)
    expect((await beside.me()).person?.id).toBe(account.id)
    await again.people.end(account.id, { reason: 'left' }, SETTER)
    expect((await at.me()).person).toBeNull()
    await again.close()
  })
})

describe('a write that brings the cookie', () => {
  it.each([
    ['a page of another site', { 'sec-fetch-site': 'cross-site', origin: 'https://elsewhere.example' }],
    ['a page on another port of this host', { 'sec-fetch-site': 'same-site', origin: 'http://127.0.0.1:9999' }],
    ['that page in a browser that sends an origin alone', { origin: 'http://127.0.0.1:9999' }],
    ['a page without an origin, such as a file', { origin: 'null' }],
  ])('is refused from %s', async (_name, headers) => {
    const { at } = await signedIn()
    const response = await at.post('/v1/sign-out', {}, headers)
    expect(response.status).toBe(403)
    expect(response.body.kind).toBe('http.cross-site')
    expect((await at.me()).person).not.toBeNull()
  })

  it.each([
    ['our own pages', { 'sec-fetch-site': 'same-origin', origin: 'http://127.0.0.1:4747' }],
    ['our own pages in a browser that sends an origin alone', { origin: 'http://127.0.0.1:4747' }],
    ['a program', {}],
  ])('is taken from %s', async (_name, headers) => {
    const { at } = await signedIn()
    expect((await at.post('/v1/sign-out', {}, headers)).status).toBe(200)
  })
})

describe('an administrator', () => {
  it('adds, changes and ends accounts, sees all of them, and nothing that opens one', async () => {
    const { at } = await signedIn(['administrator'])
    const name = `Fictional New ${++names}`
    const made = await at.post('/v1/people', { name, roles: ['sales'], password: PASSWORD })
    expect(made.status).toBe(201)
    const { id } = made.body
    expect((await at.post(`/v1/people/${id}/roles`, { roles: ['engineer', 'officer'] })).body.roles).toEqual([
      'officer',
      'engineer',
    ])
    expect((await at.post(`/v1/people/${id}/password`, { password: OTHER })).status).toBe(200)
    expect((await at.post(`/v1/people/${id}/end`, { reason: 'left' })).body.ended.reason).toBe('left')
    const list = await at.get('/v1/people')
    expect(list.body.accounts.find((one: { id: string }) => one.id === id).name).toBe(name)
    expect(JSON.stringify(list.body)).not.toMatch(/argon2|"password":|epoch/)
  })

  it.each([
    ['a name that somebody has', { name: 'taken' }, 409],
    ['no name', { name: '  ' }, 400],
    ['a name that steers how it is shown', { name: 'Fictional \u202eOfficer' }, 400],
    ['a role of another kind of node', { roles: ['registrar'] }, 400],
    ['no role', { roles: [] }, 400],
    ['a short password', { password: 'short' }, 400],
    ['a password of one key', { password: 'aaaaaaaaaaaaaaaa' }, 400],
    ['the name as the password', { name: 'Fictional Somebody Else', password: 'fictional somebody else' }, 400],
    ['a password of thousands of characters', { password: 'ab cd ef '.repeat(300) }, 400],
    ['an unknown field', { isAdministrator: true }, 400],
  ])('is refused %s, with a sentence, and nothing is kept', async (_name, wrong, status) => {
    const { at, account } = await signedIn(['administrator'])
    const before = await entriesOfPeople()
    const good = { name: `Fictional Good ${++names}`, roles: ['officer'], password: PASSWORD }
    const payload = { ...good, ...wrong, ...('name' in wrong && wrong.name === 'taken' ? { name: account.name } : {}) }
    const response = await at.post('/v1/people', payload)
    expect(response.status, response.body.detail).toBe(status)
    expect(response.body.detail.length).toBeGreaterThan(20)
    expect(await entriesOfPeople()).toHaveLength(before.length)
    const kept = await database.asOwner(async (client) => client.query('select person_id from unblind.passwords'))
    const known = new Set((await app.people.accounts()).map(({ id }) => id))
    expect(kept.rows.filter(({ person_id }) => !known.has(person_id))).toEqual([])
  })

  it('changes neither their own roles nor ends their own account', async () => {
    const { at, account } = await signedIn(['administrator'])
    await added(['administrator'])
    expect((await at.post(`/v1/people/${account.id}/roles`, { roles: ['administrator', 'officer'] })).status).toBe(409)
    expect((await at.post(`/v1/people/${account.id}/end`, { reason: 'x' })).status).toBe(409)
    expect((await at.me()).person?.roles).toEqual(['administrator'])
  })

  it('is not told of a person that there never was', async () => {
    const { at } = await signedIn(['administrator'])
    for (const id of ['01ARZ3NDEKTSV4RRFFQ69G5FAV', 'x', '%00', '__proto__']) {
      expect((await at.post(`/v1/people/${id}/end`, { reason: 'x' })).status, id).toBe(404)
    }
  })

  it('cannot be the last one to go', async () => {
    const own = await testDatabase()
    const node = await openNode('local', { databaseUrl: own.url })
    const one = await node.people.add({ name: 'Fictional Only', roles: ['administrator'], password: PASSWORD }, SETTER)
    if (!one.ok) throw new Error(one.error.sentence)
    const sentence = 'this is the only administrator; make somebody else one first'
    expect(await node.people.end(one.value.id, { reason: 'x' }, SETTER)).toMatchObject({ error: { sentence } })
    expect(await node.people.changeRoles(one.value.id, { roles: ['officer'] }, SETTER)).toMatchObject({
      error: { sentence },
    })
    await node.people.add({ name: 'Fictional Other', roles: ['administrator'], password: PASSWORD }, SETTER)
    expect((await node.people.end(one.value.id, { reason: 'x' }, SETTER)).ok).toBe(true)
    await node.close()
  })

  it('makes one account of two that are added under one name at one moment', async () => {
    const name = `Fictional Twin ${++names}`
    const both = await Promise.all(
      [1, 2].map(() => app.people.add({ name, roles: ['officer'], password: PASSWORD }, SETTER)),
    )
    expect(both.filter(({ ok }) => ok)).toHaveLength(1)
    expect((await browser().signIn(name)).status).toBe(200)
  })
})

describe('who can be named as a second person', () => {
  it('is everybody who has an account in use, but oneself; nobody, for whoever is not signed in', async () => {
    const { account, at } = await signedIn()
    const second = await added(['executive'])
    const gone = await added()
    await app.people.end(gone.id, { reason: 'left' }, SETTER)
    const ids = (await at.me()).people.map(({ id }) => id)
    expect(ids).toContain(second.id)
    expect(ids).not.toContain(account.id)
    expect(ids).not.toContain(gone.id)
    expect((await browser().me()).people).toEqual([])
  })
})

describe('what is kept', () => {
  it('tells every act, in order, with who did it', async () => {
    const before = (await entriesOfPeople()).length
    const { account, at } = await signedIn(['officer'])
    await browser().signIn(account.name, OTHER)
    await at.post('/v1/sign-out')
    await app.people.changeRoles(account.id, { roles: ['auditor'] }, SETTER)
    await app.people.setPassword(account.id, { password: OTHER }, SETTER)
    await app.people.end(account.id, { reason: 'left' }, SETTER)
    const entries = (await entriesOfPeople()).slice(before)
    expect(entries.map(({ kind }) => kind)).toEqual([
      'person.added',
      'person.signed-in',
      'person.sign-in-refused',
      'person.signed-out',
      'person.roles-changed',
      'person.password-changed',
      'person.ended',
    ])
    expect(entries.every(({ text }) => JSON.parse(text).body.person === account.id)).toBe(true)
    expect(JSON.parse(entries[0]?.text ?? '')).toMatchObject({ actor: SETTER.name, body: { by: SETTER.id } })
    expect(JSON.parse(entries[3]?.text ?? '').actor).toBe(account.name)
  })

  it('is shown to administrators and auditors as it happened, refused sign-ins among it', async () => {
    const { account, at } = await signedIn(['officer'])
    await browser().signIn(account.name, OTHER)
    await app.people.noteAtTerminal(account, 'case act', SETTER)
    for (const role of ['administrator', 'auditor'] as const) {
      const seen = await (await signedIn([role])).at.get(`/v1/people/${account.id}`)
      expect(seen.status).toBe(200)
      expect(seen.body.acts.map((one: { by: string; sentence: string }) => `${one.by} ${one.sentence}`)).toEqual([
        'Fictional Setter added the account, as officer',
        `${account.name} signed in`,
        'unblind refused a sign-in: the password was wrong',
        'Fictional Setter acted under this name: `unblind case act`',
      ])
    }
    expect((await at.get(`/v1/people/${account.id}`)).status).toBe(403)
    expect((await (await signedIn(['auditor'])).at.get('/v1/people/nobody')).status).toBe(404)
  })

  it('holds no password, no hash of one, no token, and nothing that was typed as an unknown name', async () => {
    const { at } = await signedIn()
    await browser().signIn('My Password Typed As A Name', PASSWORD)
    const text = (await entriesOfPeople()).map((entry) => entry.text).join('\n')
    for (const secret of [PASSWORD, OTHER, 'argon2', 'Typed As A Name', ...at.jar.values()]) {
      expect(text).not.toContain(secret)
    }
    const rows = await database.asOwner(async (client) => ({
      sessions: (await client.query('select * from unblind.sessions')).rows,
      passwords: (await client.query('select hash from unblind.passwords')).rows,
    }))
    for (const token of at.jar.values()) expect(JSON.stringify(rows.sessions)).not.toContain(token)
    expect(rows.passwords.length).toBeGreaterThan(5)
    for (const { hash } of rows.passwords) expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(new Set(rows.passwords.map(({ hash }) => hash)).size).toBe(rows.passwords.length)
  })

  it('does not grow with every try of somebody who is nobody here', async () => {
    const before = (await entriesOfPeople()).length
    for (let i = 0; i < 40; i++) await browser().signIn(`Nobody ${i}`, OTHER)
    expect((await entriesOfPeople()).length - before).toBe(12)
    nowMs += 2 * MINUTE
    await browser().signIn('Nobody Later', OTHER)
    expect(JSON.parse((await entriesOfPeople()).at(-1)?.text ?? '').body).toMatchObject({ person: null, more: 28 })
  })

  it('may be changed in the tables of passwords and sessions alone', async () => {
    const asApp = (statement: string) =>
      database.asOwner(async (client) => {
        await client.query(`set role ${APP_ROLE}`)
        await client.query("set unblind.org = 'local'")
        return client.query(statement)
      })
    await added()
    for (const table of ['passwords', 'sessions']) {
      await expect(asApp(`update unblind.${table} set id = id`)).resolves.toBeDefined()
      await expect(asApp(`delete from unblind.${table} where id = 'none'`)).resolves.toBeDefined()
      await expect(asApp(`truncate unblind.${table}`)).rejects.toThrow(/permission denied/)
    }
    for (const statement of ['update unblind.stream_entries set text = text', 'delete from unblind.stream_entries']) {
      await expect(asApp(statement)).rejects.toThrow(/permission denied/)
    }
    const asOther = database.asOwner(async (client) => {
      await client.query(`set role ${APP_ROLE}`)
      await client.query("set unblind.org = 'other'")
      return (await client.query('select count(*)::int as seen from unblind.passwords')).rows[0]
    })
    expect(await asOther).toEqual({ seen: 0 })
  })
})

describe('a program', () => {
  const key = async (roles: readonly PersonRole[] = ['sales']) => {
    const name = `Fictional System ${++names}`
    const made = await app.people.addProgram({ name, roles }, SETTER)
    if (!made.ok) throw new Error(made.error.sentence)
    return { name, ...made.value }
  }
  const ask = (authorization: string, url = '/v1/me', cookie?: string) =>
    server.inject({ url, headers: { host: '127.0.0.1', authorization, ...(cookie === undefined ? {} : { cookie }) } })

  it('comes with a key that an administrator is shown once, and tries what its roles allow', async () => {
    const admin = (await signedIn(['administrator'])).at
    const made = await admin.post('/v1/programs', { name: `Fictional System ${++names}`, roles: ['auditor'] })
    expect(made.status).toBe(201)
    const { account, key } = made.body
    expect((await ask(`Bearer ${key}`)).json().person).toMatchObject({ id: account.id, roles: ['auditor'] })
    expect((await ask(`Bearer ${key}`, '/v1/status')).statusCode).toBe(200)
    expect((await ask(`Bearer ${key}`, '/v1/people')).statusCode).toBe(200)
    expect((await ask(`bearer ${(await keyOf('sales')).key}`, '/v1/people')).statusCode).toBe(403)
    const seen = JSON.stringify((await admin.get('/v1/people')).body)
    expect(seen).toContain(account.id)
    expect(seen).not.toContain(key.slice(-20))
    expect((await entriesOfPeople()).map(({ text }) => text).join()).not.toContain(key.slice(-20))
  })
  const keyOf = (role: PersonRole) => key([role])

  it('gets in with nothing but its key, until it is ended', async () => {
    const { key: good, account } = await key()
    const other = await key()
    const { at } = await signedIn()
    const cookie = [...at.jar].map((pair) => pair.join('=')).join()
    const swapped = good.replace(account.id, other.account.id)
    const last = good.endsWith('A') ? 'B' : 'A'
    for (const wrong of [
      'Bearer',
      `Basic ${good}`,
      `Bearer ${good} ${good}`,
      `Bearer ${good.slice(0, -1)}`,
      `Bearer ${good.slice(0, -1)}${last}`,
      `Bearer ${swapped}`,
      `Bearer unblind_${'0'.repeat(26)}_${'A'.repeat(43)}`,
    ]) {
      expect((await ask(wrong)).json().person, wrong).toBeNull()
      // Whoever brings a key is not taken for whoever the cookie says.
      expect((await ask(wrong, '/v1/me', cookie)).json().person, wrong).toBeNull()
    }
    expect((await ask(`Bearer ${good}`)).json().person.id).toBe(account.id)
    await app.people.end(account.id, { reason: 'replaced' }, SETTER)
    expect((await ask(`Bearer ${good}`)).json().person).toBeNull()
  })

  it('is never one that decides, signs in, is named beside a person, or changes', async () => {
    for (const role of ['administrator', 'officer', 'executive', 'engineer'] as const) {
      expect((await app.people.addProgram({ name: 'Fictional Decider', roles: [role] }, SETTER)).ok, role).toBe(false)
    }
    const { name, account, key: good } = await key()
    expect((await browser().signIn(name, good)).status).toBe(401)
    expect(await app.people.named(name)).toBeNull()
    expect((await (await signedIn()).at.me()).people.map(({ id }) => id)).not.toContain(account.id)
    expect((await app.people.setPassword(account.id, { password: PASSWORD }, SETTER)).ok).toBe(false)
    expect((await app.people.changeRoles(account.id, { roles: ['officer'] }, SETTER)).ok).toBe(false)
    expect((await browser().signIn(name)).status).toBe(401)
    expect((await app.people.add({ name, roles: ['officer'], password: PASSWORD }, SETTER)).ok).toBe(false)
  })
})

describe('without accounts', () => {
  it('one local user may try everything but selling, and there is nothing to sign in to', async () => {
    const node = await openNode(undefined)
    const at = browser(await serverOf(node))
    const me = await at.me()
    expect(me).toMatchObject({ auth: 'none', people: [] })
    expect(me.person?.roles).toEqual(['administrator', 'officer', 'executive', 'engineer', 'auditor'])
    const account = await added()
    expect((await at.signIn(account.name)).status).toBe(409)
    await node.close()
  })
})

describe('any sequence of acts on accounts', () => {
  type Act =
    | { readonly kind: 'end' | 'sign-in' | 'sign-out'; readonly who: number }
    | { readonly kind: 'roles'; readonly who: number; readonly role: PersonRole }
    | { readonly kind: 'password' | 'own-password' | 'guess'; readonly who: number; readonly password: number }
    | { readonly kind: 'wait'; readonly hours: number }
  const who = fc.nat(2)
  const act: fc.Arbitrary<Act> = fc.oneof(
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('sign-in' as const), who }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('end' as const, 'sign-out' as const), who }) },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant('roles' as const), who, role: fc.constantFrom('officer', 'auditor') }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constantFrom('password' as const, 'own-password' as const, 'guess' as const),
        who,
        password: fc.nat(2),
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 12 }) }) },
  )
  const passwords = ['first fictional words', 'second fictional words', 'third fictional words']
  const passwordAt = (i: number) => passwords[i] ?? PASSWORD

  it('lets in whoever holds the password that counts, keeps a session as long as it holds, and lets nobody ended in', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 3, maxLength: 14 }), async (acts) => {
        nowMs += 48 * HOUR
        const people = []
        for (let i = 0; i < 3; i++) {
          const account = await added(['officer'], passwordAt(0))
          people.push({ account, at: browser(), password: 0, role: 'officer', isEnded: false, begun: -1, seen: -1 })
        }
        for (const one of acts) {
          if (one.kind === 'wait') {
            nowMs += one.hours * HOUR
          } else {
            const person = people[one.who]
            if (person === undefined) throw new Error('three people')
            const { id, name } = person.account
            const isIn = () => nowMs < person.begun + 24 * HOUR && nowMs < person.seen + 8 * HOUR
            const typed = 'password' in one ? passwordAt(one.password) : passwordAt(person.password)
            if (one.kind === 'sign-in' || one.kind === 'guess') {
              nowMs += MINUTE
              const mayEnter = !person.isEnded && typed === passwordAt(person.password)
              expect((await person.at.signIn(name, typed)).status).toBe(mayEnter ? 200 : 401)
              if (mayEnter) Object.assign(person, { begun: nowMs, seen: nowMs })
            } else if (one.kind === 'sign-out') {
              await person.at.post('/v1/sign-out')
              person.begun = -Infinity
            } else if (one.kind === 'end') {
              expect((await app.people.end(id, { reason: 'left' }, SETTER)).ok).toBe(!person.isEnded)
              Object.assign(person, { isEnded: true, begun: -Infinity })
            } else if (one.kind === 'roles') {
              const isOther = !person.isEnded && one.role !== person.role
              expect((await app.people.changeRoles(id, { roles: [one.role] }, SETTER)).ok).toBe(isOther)
              if (isOther) Object.assign(person, { role: one.role, begun: -Infinity })
            } else if (one.kind === 'password') {
              const set = await app.people.setPassword(id, { password: typed }, SETTER)
              expect(set.ok).toBe(!person.isEnded)
              if (set.ok) Object.assign(person, { password: one.password, begun: -Infinity })
            } else {
              nowMs += MINUTE
              const current = passwordAt(person.password)
              const changed = await person.at.post('/v1/me/password', { current, password: typed })
              expect(changed.status).toBe(isIn() ? 200 : 401)
              if (isIn()) Object.assign(person, { password: passwords.indexOf(typed), begun: nowMs, seen: nowMs })
            }
          }
          for (const person of people) {
            const isIn = nowMs < person.begun + 24 * HOUR && nowMs < person.seen + 8 * HOUR
            const { person: found } = await person.at.me()
            expect(found?.id ?? null).toBe(isIn ? person.account.id : null)
            if (isIn) {
              expect(found?.roles).toEqual([person.role])
              person.seen = nowMs
            }
          }
        }
      }),
      { numRuns: 25 },
    )
  }, 120_000)
})
