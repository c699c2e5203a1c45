import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, describe, expect, it } from 'vitest'
import type { ForumStanding } from '../src/app/index.ts'
import { canonical, type PrivateKey, readCanonical, sha256, signBytes } from '../src/base/index.ts'
import {
  type Ask,
  type Draft,
  enter,
  type ForumLog,
  issue as issueIn,
  keyTextOf,
  openLog,
  type Page,
  readFounders,
  rosterOf,
  signAnswer,
  signAsk,
  stateId,
  writeFounding,
} from '../src/forum/index.ts'
import { draft, keyOf, labelled } from './forum-nodes.ts'
import { type Code, call, opened, STATES, seat, startSeats, syncAll, tickingClock } from './forum-seats.ts'
import { issue } from './forum-told.ts'

/** Cestria is founded with the others, and its node does what each test makes it do. */
const clock = tickingClock()
const now = () => clock.read().toISOString()
const nodes = await startSeats(['QM', 'QN'], clock)
const key = keyOf('QO')
const rogue = createServer((request, response) => answerAs(request, response))
await new Promise<void>((resolve) => rogue.listen(0, '127.0.0.1', resolve))
afterAll(() => rogue.close())
const rogueAddress = `http://127.0.0.1:${(rogue.address() as AddressInfo).port}`

let count = 0
const newId = () => {
  count++
  return `01K${String(count).padStart(23, '0')}` as Parameters<typeof issueIn>[2]['id']
}

const founders = (['QM', 'QN', 'QO'] as const).map((code) => ({
  state: stateId(code),
  name: STATES[code],
  from: readFounders({ founders: [{ state: stateId(code), name: code, from: '2026-01-01', fromBasis: 'release' }] })[0]
    ?.from,
}))
const keys = [
  ...(await Promise.all(
    (['QM', 'QN'] as const).map(async (code) => ({
      state: stateId(code),
      key: opened(await seat(nodes, code).app.forum.key()).key,
    })),
  )),
  { state: stateId('QO'), key: keyTextOf(key) },
]
const genesis = [
  ...(await Promise.all(
    (['QM', 'QN'] as const).map(async (code) =>
      opened(await seat(nodes, code).app.forum.found({ name: STATES[code], founders: keys })),
    ),
  )),
  writeFounding(
    {
      descriptor: {
        state: stateId('QO'),
        name: 'Cestria',
        authority: 'Office (fictional)',
        key: keyTextOf(key),
        host: null,
      },
      roster: rosterOf(keys),
    },
    { key, id: newId(), at: now() },
  ),
]
for (const { app, delegate, code } of nodes.values()) {
  const others = [...nodes.values()].filter((one) => one.code !== code)
  const peers = [
    ...others.map((one) => ({ state: one.code, address: one.address })),
    { state: 'QO', address: rogueAddress },
  ]
  opened(await app.forum.setUp({ founders, genesis, peers }, delegate))
}

/** The log Cestria would keep if it were honest: it signs what the tests then spoil. */
const log: ForumLog = opened(openLog({ self: stateId('QO'), founders: founders as never, genesis }, []))
function write(what: Draft): string {
  const made = opened(issueIn(log, what, { key, id: newId(), at: now() }))
  for (const event of made.events) enter(log, event)
  return made.text
}

const asks: string[] = []
let behaviour: (asked: Ask, response: ServerResponse) => void = (asked, response) => hand(asked, response, [])

function answerAs(request: IncomingMessage, response: ServerResponse): void {
  const ask = /^Forum (forum-ask\.([\w-]+)\..*)$/.exec(request.headers.authorization ?? '')
  if (ask === null) {
    response.writeHead(404).end('{}')
    return
  }
  asks.push(ask[1] ?? '')
  const asked = readCanonical(Buffer.from(ask[2] ?? '', 'base64url').toString('utf8'))
  if (asked.ok) behaviour(asked.value as never, response)
}

let cursors = 0
function hand(asked: Ask, response: ServerResponse, records: readonly string[], by: PrivateKey = key): void {
  cursors++
  const page: Page = { records, cursor: `c${cursors}`, isMore: false }
  response.end(signAnswer(asked, page, now(), by))
}

const practice = (title: string, more = {}): Draft =>
  draft('practice.share', { title, undertaking: 'best-practice', practice: 'Fictional.', learned: 'x' }, more)

/** Everything Cestria would hand over if it were honest. */
function whole(): readonly string[] {
  return [...log.known.values()].map(({ text }) => text)
}

/** What Aldermark says of a record that Cestria hands it. */
async function handed(...records: readonly string[]) {
  behaviour = (asked, response) => hand(asked, response, records)
  const [report] = opened(await seat(nodes, 'QM').app.forum.syncNow('QO'))
  return report
}

async function standing(code: Code = 'QM'): Promise<Extract<ForumStanding, { isSetUp: true }>> {
  const view = await call<ForumStanding>(seat(nodes, code), '/v1/forum/standing')
  if (!view.isSetUp) throw new Error('not set up')
  return view
}

/** The same record with other bytes inside, under the old signature or none that holds. */
function spoiled(text: string, change: (payload: string) => string): string {
  const [header, payload = '', signature] = text.split('.')
  return [
    header,
    Buffer.from(change(Buffer.from(payload, 'base64url').toString('utf8'))).toString('base64url'),
    signature,
  ].join('.')
}

/** A record signed as it stands, whatever it says. */
function signedAsIs(payload: string): string {
  const [header = ''] = genesis[0]?.split('.') ?? []
  const signed = `${header}.${Buffer.from(payload).toString('base64url')}`
  const signature = Buffer.from(signBytes(key, Buffer.from(signed)))
  return `${signed}.${signature.toString('base64url')}`
}

describe('records a peer hands over', () => {
  it('are taken when whole, and taken twice they change nothing', async () => {
    const text = write(practice('An honest one'))
    expect(await handed(text)).toMatchObject({ taken: 1, refused: 0, sentence: null })
    expect(await handed(text, text)).toMatchObject({ taken: 0, refused: 0, sentence: null })
  })

  it('with one byte changed are refused by their hash, and nobody is accused', async () => {
    const text = spoiled(write(practice('Changed on the way')), (payload) =>
      payload.replace('Fictional.', 'Fictional!'),
    )
    const { evidence } = await standing()
    expect(await handed(text)).toMatchObject({ taken: 0, refused: 1 })
    const after = await standing()
    expect(after.refused.at(-1)).toMatchObject({ hash: sha256(text), from: 'QO' })
    expect(after.refused.at(-1)?.sentence).toContain('is not signed with the key of its author')
    expect(after.evidence).toEqual(evidence)
  })

  it.each([
    ['twice the same key', (payload: string) => payload.replace('"v":1', '"v":1,"v":1'), 'not canonical JSON'],
    ['no label', (payload: string) => payload.replace('"tlp":"GREEN"', '"tlp":null'), 'bears no TLP label'],
    [
      'an unknown type',
      (payload: string) => payload.replace('"practice.share"', '"practice.shout"'),
      'no record is of type',
    ],
  ])(
    'with %s are refused, and kept whole as evidence because their author signed them',
    async (_what, change, said) => {
      const payload = Buffer.from(write(practice(`Spoiled ${said}`)).split('.')[1] ?? '', 'base64url').toString('utf8')
      const text = signedAsIs(change(payload))
      expect(await handed(text)).toMatchObject({ taken: 0, refused: 1 })
      const { evidence } = await standing()
      expect(evidence.at(-1)).toMatchObject({ of: 'unfit', author: { name: 'Cestria' }, texts: [text] })
      expect(evidence.at(-1)?.sentence).toContain(said)
      // What was spoiled leaves its place free: the honest log goes on from there.
      await handed(...whole())
    },
  )

  it('dated in the future are refused and kept', async () => {
    const ahead = new Date(Date.parse(now()) + 3_600_000).toISOString()
    const made = opened(issueIn(log, practice('From tomorrow'), { key, id: newId(), at: ahead }))
    expect(await handed(made.text)).toMatchObject({ refused: 1 })
    expect((await standing()).evidence.at(-1)?.sentence).toContain('after now; its author must set its clock')
  })

  it('with a gap before them wait and say so, and follow when the missing one comes', async () => {
    const missing = write(practice('The first of two'))
    const next = write(practice('The second of two'))
    expect(await handed(next)).toMatchObject({ taken: 0, waiting: 1 })
    const { waiting, evidence } = await standing()
    expect(waiting).toHaveLength(1)
    expect(evidence.at(-1)).toMatchObject({ of: 'gap' })
    expect(await handed(missing)).toMatchObject({ taken: 1 })
    expect((await standing()).waiting).toEqual([])
  })

  it('that take the place of another are a fork: refused, and both kept to be shown', async () => {
    const before = opened(openLog({ self: stateId('QO'), founders: founders as never, genesis }, []))
    for (const { text, record } of log.known.values()) {
      if (record.author === stateId('QO') && record.type !== 'membership.found')
        enter(before, { kind: 'forum.issued', body: { text } })
    }
    const one = write(practice('One story'))
    const other = opened(issueIn(before, practice('Another story'), { key, id: newId(), at: now() })).text
    expect(await handed(one)).toMatchObject({ taken: 1 })
    expect(await handed(other)).toMatchObject({ taken: 0, refused: 1 })
    const fork = (await standing()).evidence.at(-1)
    expect(fork).toMatchObject({ of: 'fork', author: { name: 'Cestria' } })
    expect(fork?.texts).toEqual([one, other])
  })

  it('that are for others by their own words are refused and kept', async () => {
    const text = write(practice('For Borland alone', { handling: labelled('AMBER', { eyes: [stateId('QN')] }) }))
    expect(await handed(text)).toMatchObject({ taken: 0, refused: 1 })
    expect((await standing()).evidence.at(-1)).toMatchObject({ of: 'misaddressed' })
  })

  it('declare no key of small order into the forum', async () => {
    const declared = write(practice('A carrier'))
    const fields = JSON.parse(Buffer.from(declared.split('.')[1] ?? '', 'base64url').toString('utf8'))
    const descriptor = { state: stateId('QP'), name: 'Dunmark', authority: 'x', key: `01${'0'.repeat(62)}`, host: null }
    const text = signedAsIs(
      canonical({
        ...fields,
        author: stateId('QP'),
        type: 'membership.subscribe',
        handling: labelled('CLEAR'),
        body: { declaration: 'x', descriptor, noteSha256: 'd'.repeat(64) },
      }),
    )
    expect(await handed(text)).toMatchObject({ taken: 0, refused: 1 })
    expect((await standing()).newcomers).toEqual([])
    expect((await standing()).refused.at(-1)?.sentence).toContain('only its owner can sign for')
  })
})

describe('a peer that does not answer as it should', () => {
  const ask = async (how: typeof behaviour) => {
    behaviour = how
    const [report] = opened(await seat(nodes, 'QM').app.forum.syncNow('QO'))
    return report?.sentence ?? null
  }

  it('signs with another key: nothing of it is taken', async () => {
    await handed(...whole())
    const text = write(practice('Under another key'))
    expect(await ask((asked, response) => hand(asked, response, [text], keyOf('XX')))).toContain('is not signed by QO')
    expect((await standing()).peers.find(({ state }) => state.code === 'QO')?.failing?.sentence).toContain(
      'is not signed by QO',
    )
    expect(await handed(text)).toMatchObject({ taken: 1, sentence: null })
  })

  it('plays an old answer again: nothing of it is taken', async () => {
    let old = ''
    await ask((asked, response) => {
      old = signAnswer(asked, { records: [], cursor: 'old', isMore: false }, now(), key)
      response.end(old)
    })
    expect(await ask((_asked, response) => response.end(old))).toContain('is not signed by QO for this ask')
  })

  it.each([
    ['answers with no page at all', (response: ServerResponse) => response.end('<html>')],
    ['answers with an error', (response: ServerResponse) => response.writeHead(500).end('no')],
    [
      'sends on to somewhere else',
      (response: ServerResponse) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
    ],
    ['hangs up', (response: ServerResponse) => response.destroy()],
  ])('%s: it is said, and the others are asked all the same', async (_what, how) => {
    const { hash } = await issue(nodes, 'QN', {
      type: 'practice.share',
      handling: { tlp: 'GREEN' },
      basis: 'code-of-conduct',
      body: { title: `Said meanwhile ${Math.random()}`, undertaking: 'best-practice', practice: 'x', learned: 'x' },
    })
    behaviour = (_asked, response) => how(response)
    const reports = opened(await seat(nodes, 'QM').app.forum.syncNow())
    expect(reports.find(({ state }) => state === 'QO')?.sentence).not.toBeNull()
    expect(reports.find(({ state }) => state === 'QN')).toMatchObject({ sentence: null })
    await call(seat(nodes, 'QM'), `/v1/forum/records/${hash}`)
    expect((await standing()).peers.find(({ state }) => state.code === 'QO')?.failing).not.toBeNull()
    await handed()
    expect((await standing()).peers.find(({ state }) => state.code === 'QO')?.failing).toBeNull()
  })

  it('was put back from a copy and knows no cursor of ours: it is asked from the beginning, and nothing is lost', async () => {
    await handed(...whole())
    const text = write(practice('After the copy'))
    const cursorsAsked: (string | null)[] = []
    const sentence = await ask((asked, response) => {
      cursorsAsked.push(asked.cursor)
      if (asked.cursor === null) return hand(asked, response, [...whole()])
      const problem = { kind: 'desk.invalid', detail: 'the cursor is not one this node gave' }
      return response.writeHead(400, { 'content-type': 'application/problem+json' }).end(JSON.stringify(problem))
    })
    expect(sentence).toBeNull()
    expect(cursorsAsked).toEqual([expect.any(String), null])
    await call(seat(nodes, 'QM'), `/v1/forum/records/${sha256(text)}`)
  })

  it('floods with what nobody signed: the round ends early', async () => {
    const junk = Array.from(
      { length: 60 },
      (_, i) => `${genesis[0]?.split('.')[0]}.${Buffer.from(`{"${i}":1}`).toString('base64url')}.${'A'.repeat(86)}`,
    )
    const { refusedCount } = await standing()
    expect((await handed(...junk))?.sentence).toContain('much that no member signed')
    expect((await standing()).refusedCount - refusedCount).toBeLessThanOrEqual(21)
  })
})

describe('an ask', () => {
  const sync = (code: Code, ask: string) =>
    fetch(`${seat(nodes, code).address}/v1/forum/sync`, { headers: { authorization: `Forum ${ask}` } })

  it('that a peer hands on to another node opens nothing there', async () => {
    asks.length = 0
    await handed()
    const [caught = ''] = asks
    const response = await sync('QN', caught)
    expect(response.status).toBe(403)
    expect((await response.json()) as object).toMatchObject({
      detail: expect.stringContaining('the ask is for QO, and this is QN'),
    })
  })

  it('is answered once, and not with another cursor in it', async () => {
    const asked = { from: stateId('QO'), to: stateId('QM'), at: now(), nonce: 'a'.repeat(32), cursor: null }
    const text = signAsk(asked, key)
    expect((await sync('QM', text)).status).toBe(200)
    expect((await sync('QM', text)).status).toBe(403)
    const [head, , signature] = text.split('.')
    const other = Buffer.from(canonical({ ...asked, v: 1, nonce: 'b'.repeat(32) })).toString('base64url')
    expect((await sync('QM', [head, other, signature].join('.'))).status).toBe(403)
    const late = new Date(Date.parse(now()) - 600_000).toISOString()
    expect((await sync('QM', signAsk({ ...asked, at: late, nonce: 'c'.repeat(32) }, key))).status).toBe(403)
    const stranger = signAsk({ ...asked, from: stateId('QP'), nonce: 'd'.repeat(32) }, key)
    expect((await sync('QM', stranger)).status).toBe(404)
    for (const bad of ['', 'nothing', 'forum-ask.AA.AA', `forum-answer.${text.slice(10)}`]) {
      expect((await sync('QM', bad)).status).toBe(403)
    }
  })

  it('with a cursor this node never gave is refused with a sentence', async () => {
    const asked = { from: stateId('QO'), to: stateId('QM'), at: now(), nonce: 'e'.repeat(32), cursor: 'OTk5' }
    const response = await sync('QM', signAsk(asked, key))
    expect(response.status).toBe(400)
    expect((await fetch(`${seat(nodes, 'QM').address}/v1/forum/public?cursor=OTk5`)).status).toBe(400)
  })
})

it('leaves the honest two as they were: they hold the same, and every entry verifies', async () => {
  behaviour = (asked, response) => hand(asked, response, [])
  await syncAll(nodes)
  for (const { app } of nodes.values()) expect((await app.verifyAll()).broken).toBe(null)
  expect((await standing('QN')).evidence).toEqual([])
})
