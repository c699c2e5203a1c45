import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { type App, openApp, type Person, type WorkItem } from '../src/app/index.ts'
import { startServer } from '../src/http/index.ts'
import { testDatabase } from './database.ts'
import { type Code, call, foundForum, opened, seat, startSeats, syncAll, tickingClock } from './forum-seats.ts'
import { DENIAL, issue, THREAT } from './forum-told.ts'

const clock = tickingClock()
const nodes = await startSeats(['QM', 'QN', 'QO'], clock)
await foundForum(nodes, ['QM', 'QN', 'QO'])

const folders: string[] = []
afterAll(() => {
  for (const one of folders) rmSync(one, { recursive: true, force: true })
})
function folder(name: string): string {
  const made = mkdtempSync(join(tmpdir(), name))
  folders.push(made)
  return made
}

const forum = (code: Code) => seat(nodes, code).app.forum
const person = (name: string, more: Partial<Person> = {}): Person => ({
  id: name.toLowerCase().replace(' ', '-'),
  name,
  roles: ['delegate'],
  agency: null,
  ...more,
})
const BEA = person('Bea Delegate', { id: 'bea' })
const BEN = person('Ben Delegate')

async function say(code: Code, draft: Record<string, unknown>): Promise<string> {
  const { hash } = await issue(nodes, code, { handling: { tlp: 'GREEN' }, basis: 'code-of-conduct', ...draft })
  await syncAll(nodes)
  return hash
}

const recordAt = async (code: Code, hash: string, who = BEA) => {
  const found = opened(await forum(code).discussion(hash, who)).records.find((one) => one.hash === hash)
  if (found === undefined) throw new Error(`${code} does not show it`)
  return found
}

describe('who sees what of a record at its state', () => {
  it('RED is for the person named: a colleague is told that there is one, and no more', async () => {
    await say('QN', {
      type: 'delegates',
      handling: { tlp: 'GREEN' },
      body: {
        delegates: [{ person: 'urn:forum:person:QN:bea', name: 'Bea Delegate', office: 'Ministry (fictional)' }],
      },
    })
    const red = await say('QM', {
      ...THREAT,
      handling: { tlp: 'RED', names: ['urn:forum:person:QN:bea'] },
    })
    expect((await recordAt('QN', red, BEA)).label.tlp).toBe('RED')
    expect((await forum('QN').discussion(red, BEN)).ok).toBe(false)
    expect(opened(await forum('QN').inbox(BEN))).toMatchObject({ withheld: 1 })
    expect(opened(await forum('QN').inbox(BEA))).toMatchObject({ withheld: 0 })
    expect((await forum('QO').discussion(red, person('Cem Delegate'))).ok).toBe(false)
  })

  it('AMBER+STRICT is not for an adviser of another agency', async () => {
    const strict = await say('QM', { ...THREAT, handling: { tlp: 'AMBER+STRICT', eyes: ['QN'] } })
    const adviser = person('Ada Adviser', { roles: ['adviser'], agency: 'Ministry of Foreign Affairs (fictional)' })
    expect((await forum('QN').discussion(strict, adviser)).ok).toBe(false)
    expect((await recordAt('QN', strict)).label.reach).toBe('authority')
  })

  it('is signed by a delegate and by nobody else', async () => {
    const refused = await forum('QM').issue(THREAT, person('Otto Officer', { roles: ['officer'] }))
    expect(refused.ok || refused.error).toMatchObject({ kind: 'desk.not-permitted' })
  })
})

describe('a record that its author takes back', () => {
  it('is shown as retracted to whoever holds it, and its author sees who has not said that it was applied', async () => {
    const notice = await say('QM', THREAT)
    const retraction = await say('QM', {
      type: 'retract',
      refs: [{ rel: 'retracts', hash: notice }],
      body: { reasons: 'The source withdrew it.' },
    })
    expect((await recordAt('QN', notice)).said.word).toBe('Retracted')
    expect((await recordAt('QM', retraction)).unacknowledged.map(({ name }) => name)).toEqual(['Borland'])
    const waiting = opened(await forum('QN').inbox(BEA)).awaited
    expect(waiting).toContainEqual(expect.objectContaining({ hash: notice, label: 'Acknowledge' }))
    await say('QN', {
      type: 'ack',
      refs: [{ rel: 'about', hash: retraction }],
      body: { did: 'applied-retraction' },
    })
    expect((await recordAt('QM', retraction)).unacknowledged).toEqual([])
    expect(opened(await forum('QN').inbox(BEA)).awaited.filter(({ hash }) => hash === notice)).toEqual([])
  })

  it('is corrected in sight: the correction stands at the record, and the readers it would miss are named before', async () => {
    const notice = await say('QM', { ...THREAT, handling: { tlp: 'AMBER', eyes: ['QN', 'QO'] } })
    const draft = {
      type: 'correct',
      handling: { tlp: 'AMBER', eyes: ['QN'] },
      basis: 'code-of-conduct',
      refs: [{ rel: 'corrects', hash: notice }],
      body: { becauseOf: 'The route was wrong.', correction: 'It goes by sea.' },
    }
    expect(opened(await forum('QM').preview(draft)).missed.map(({ name }) => name)).toEqual(['Cestria'])
    await say('QM', { ...draft, handling: { tlp: 'AMBER', eyes: ['QN', 'QO'] } })
    expect((await recordAt('QO', notice)).corrections).toMatchObject([{ text: 'It goes by sea.' }])
  })
})

describe('an answer', () => {
  it('bears the stricter label and goes to those alone who may read what it answers', async () => {
    const notice = await say('QM', { ...THREAT, handling: { tlp: 'AMBER', eyes: ['QN'] } })
    const wide = {
      type: 'comment',
      handling: { tlp: 'CLEAR' },
      basis: 'code-of-conduct',
      refs: [{ rel: 'about', hash: notice }],
      body: { text: 'Seen here too.' },
    }
    const preview = opened(await forum('QN').preview(wide))
    expect(preview).toMatchObject({ isPublic: false, label: { tlp: 'AMBER' }, receives: [{ name: 'Aldermark' }] })
    const comment = await say('QN', wide)
    expect((await recordAt('QM', comment)).label.tlp).toBe('AMBER')
    expect((await forum('QO').discussion(comment, BEA)).ok).toBe(false)
  })

  it('to a denial is awaited from the state that denied, within ten working days', async () => {
    const denial = await say('QM', DENIAL)
    const consult = await say('QN', {
      type: 'undercut.consult',
      handling: { tlp: 'AMBER' },
      refs: [{ rel: 'about', hash: denial }],
      body: {
        likeness: 'The same unit, through another firm.',
        destination: 'EG',
        startedOn: '2026-11-24',
        isExtended: false,
      },
    })
    const [row] = (await call<{ rows: readonly WorkItem[] }>(seat(nodes, 'QM'), '/v1/work')).rows.filter(
      ({ next }) => next.href === `/forum/${denial}`,
    )
    expect(row).toMatchObject({
      due: '2026-12-08',
      why: 'another state asks about our denial; from Borland, in the forum',
    })
    await say('QM', {
      type: 'undercut.answer',
      handling: { tlp: 'AMBER' },
      refs: [{ rel: 'answers', hash: consult }],
      body: { advice: 'would-undercut', reasons: 'It is the same sale.' },
    })
    expect((await recordAt('QN', consult)).said.word).toBe('Answered')
  })

  it('in another language stands beside the record, and the record stays what was said', async () => {
    const question = await say('QO', {
      type: 'policy.question',
      body: { question: 'Which unit?', background: 'It is not named.' },
    })
    const french = await say('QN', {
      type: 'translate',
      refs: [{ rel: 'derives-from', hash: question }],
      body: { language: 'fr', title: 'Quelle unité ?', text: 'Elle n’est pas nommée.' },
    })
    expect((await recordAt('QM', french)).title).toBe('Quelle unité ?')
    expect((await recordAt('QM', question)).title).toBe('Which unit?')
  })
})

describe('a draft', () => {
  it('is told every field that is missing at once, each by its place', async () => {
    const refused = await forum('QM').issue(
      { type: 'meeting', handling: { tlp: 'GREEN' }, basis: 'national', body: { title: '', invited: ['QX1'] } },
      BEA,
    )
    const faults = refused.ok ? [] : (refused.error.faults ?? [])
    expect(faults.map(({ field }) => field)).toEqual(
      expect.arrayContaining([
        'body.title',
        'body.purpose',
        'body.startsAt',
        'body.endsAt',
        'body.place',
        'body.invited.0',
      ]),
    )
  })

  it.each([
    ['nothing', null],
    ['a list', []],
    ['an unknown type', { type: 'gossip', basis: 'national', body: {} }],
    [
      'a label in other letters',
      { type: 'comment', basis: 'national', handling: { tlp: 'green' }, body: { text: 'x' } },
    ],
    [
      'a field nobody reads',
      { type: 'comment', basis: 'national', to: 'QN', handling: { tlp: 'GREEN' }, body: { text: 'x' } },
    ],
    ['no basis', { type: 'comment', handling: { tlp: 'GREEN' }, body: { text: 'x' } }],
  ])('that is %s is refused with a sentence and its field', async (_what, draft) => {
    const refused = await forum('QM').issue(draft, BEA)
    expect(refused.ok || refused.error).toMatchObject({ kind: 'desk.invalid', faults: [expect.anything()] })
  })
})

describe('a seat', () => {
  it('is the same after the program was started again, and two processes on one seat never write one place twice', async () => {
    const database = await testDatabase()
    const dataDir = folder('unblind-seat-again-')
    const open = () =>
      openApp({
        dataDir,
        databaseUrl: database.url,
        needsDatabase: true,
        clock: clock.read,
        node: { kind: 'authority', name: 'Office (fictional)', address: null, state: 'QQ' },
      })
    const one = await open()
    const two = await open()
    const key = opened(await one.forum.key())
    const founders = [
      { state: 'QQ', name: 'Fictional', from: '2026-01-01' },
      { state: 'QR', name: 'Other', from: '2026-01-01' },
    ]
    const genesis = [opened(await one.forum.found({ name: 'Fictional', founders: [{ state: 'QQ', key: key.key }] }))]
    opened(await one.forum.setUp({ founders, genesis }, BEA))
    expect((await two.forum.setUp({ founders, genesis }, BEA)).ok).toBe(false)
    const speak = (app: App, title: string) =>
      app.forum.issue(
        {
          type: 'practice.share',
          handling: { tlp: 'GREEN' },
          basis: 'code-of-conduct',
          body: { title, undertaking: 'best-practice', practice: 'x', learned: 'x' },
        },
        BEA,
      )
    const said = await Promise.all(
      Array.from({ length: 20 }, (_, i) => speak(i % 2 === 0 ? one : two, `practice ${i}`)),
    )
    expect(said.every(({ ok }) => ok)).toBe(true)
    const held = opened(await two.forum.inbox(BEA)).discussions
    expect(held).toHaveLength(20)
    await one.close()
    await two.close()
    const again = await open()
    expect(opened(await again.forum.inbox(BEA)).discussions).toEqual(held)
    expect((await again.verifyAll()).broken).toBe(null)
    await again.close()
  })

  it('says what is missing where it is not set up, and where the node is no seat at all', async () => {
    const database = await testDatabase()
    const dataDir = folder('unblind-seat-none-')
    const open = (node: App['node']) =>
      openApp({ dataDir, databaseUrl: database.url, needsDatabase: true, clock: clock.read, node })
    const authority = await open({ kind: 'authority', name: 'Office (fictional)', address: null, state: 'QQ' })
    expect(opened(await authority.forum.standing())).toMatchObject({
      isSetUp: false,
      missing: expect.stringContaining('unblind forum setup'),
    })
    expect(await authority.forum.inbox(BEA)).toMatchObject({ ok: false, error: { kind: 'desk.refused' } })
    for (const [setup, said] of [
      [{ genesis: [] }, 'gather the founding record of each founder'],
      [{ genesis: ['nonsense'] }, 'a founding record cannot be read'],
      [{ genesis: ['x'], peers: [{ state: 'QN', address: 'http://example.org' }] }, 'is no address of a node'],
      [{ genesis: ['x'], peers: [{ state: 'Borland', address: 'https://example.org' }] }, 'is no state of the forum'],
    ] as const) {
      const refused = await authority.forum.setUp(setup, BEA)
      expect(refused.ok || refused.error.sentence).toContain(said)
    }
    await authority.close()
    const exporter = await open({ kind: 'exporter', name: 'Fictional Instruments Inc', address: null, state: null })
    expect(opened(await exporter.forum.standing())).toMatchObject({
      isSetUp: false,
      missing: expect.stringContaining('no state’s seat'),
    })
    await exporter.close()
  })

  it('asks its peers by itself while it runs as a server, and stops with it', async () => {
    const database = await testDatabase()
    const dataDir = folder('unblind-seat-server-')
    const app = await openApp({
      dataDir,
      databaseUrl: database.url,
      needsDatabase: true,
      purpose: 'server',
      mayDownload: false,
      forumEveryMs: 50,
      clock: clock.read,
      node: { kind: 'authority', name: 'Office (fictional)', address: null, state: 'QP' },
    })
    const server = await startServer(app, { host: '127.0.0.1', port: 0 })
    const clear = await say('QM', { ...THREAT, handling: { tlp: 'CLEAR' } })
    const { records: genesis } = await call<{ records: readonly string[] }>(seat(nodes, 'QM'), '/v1/forum/public')
    const founding = genesis.filter((text) =>
      Buffer.from(text.split('.')[1] ?? '', 'base64url').includes('membership.found'),
    )
    const founders = (['QM', 'QN', 'QO'] as const).map((code) => ({ state: code, name: code, from: '2026-01-01' }))
    const peers = [{ state: 'QM', address: seat(nodes, 'QM').address }]
    opened(await app.forum.setUp({ founders, genesis: founding, peers }, BEA))
    await expect.poll(async () => (await app.forum.discussion(clear, BEA)).ok, { timeout: 20_000 }).toBe(true)
    await server.close()
    await app.close()
  })
})
