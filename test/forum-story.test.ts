import { describe, expect, it } from 'vitest'
import type { DiscussionView, ForumInbox, ForumStanding, PublicPage } from '../src/app/index.ts'
import { type Code, call, opened, seat, startSeats, syncAll, tickingClock } from './forum-seats.ts'
import { DENIAL, foundAndTell, issue, join, type Told } from './forum-told.ts'

/** Everything that one node answered another, by the state that asked; what anyone may have stands under `anyone`. */
const wire = new Map<string, string[]>()
const plainFetch = globalThis.fetch
globalThis.fetch = async (input, init) => {
  const response = await plainFetch(input, init)
  const ask = /^Forum forum-ask\.([\w-]+)\./.exec(new Headers(init?.headers).get('authorization') ?? '')?.[1]
  const isPublic = String(input).includes('/v1/forum/public')
  if (ask === undefined && !isPublic) return response
  const who = ask === undefined ? 'anyone' : JSON.parse(decoded(ask)).from.slice(-2)
  wire.set(who, [...(wire.get(who) ?? []), await response.clone().text()])
  return response
}

function decoded(base64url: string): string {
  return Buffer.from(base64url, 'base64url').toString('utf8')
}

/** A text with all that is encoded in it, two layers deep: an answer, the records in it, and what those say. */
function inClear(text: string): string {
  const once = (text.match(/[\w-]{40,}/g) ?? []).map(decoded)
  return [text, ...once, ...once.flatMap((one) => (one.match(/[\w-]{40,}/g) ?? []).map(decoded))].join('\n')
}

const clock = tickingClock()
const nodes = await startSeats(['QM', 'QN', 'QO', 'QP'], clock)
const told: Told = await foundAndTell(nodes, clock)

const discussion = (code: Code, hash: string) => call<DiscussionView>(seat(nodes, code), `/v1/forum/records/${hash}`)
const inbox = (code: Code) => call<ForumInbox>(seat(nodes, code), '/v1/forum/records')
const recordIn = async (code: Code, hash: string) => {
  const record = (await discussion(code, hash)).records.find((one) => one.hash === hash)
  if (record === undefined) throw new Error(`${code} does not show it`)
  return record
}

/** Does any row of the database hold these words, in clear or as a record carries them? */
async function isInDatabase(code: Code, hash: string, words: string): Promise<boolean> {
  const { rows } = await seat(nodes, code).database.asOwner((client) =>
    client.query('select text from unblind.stream_entries'),
  )
  return rows.some(({ text }) => {
    const clear = inClear(String(text))
    return clear.includes(hash) || clear.includes(words)
  })
}

describe('a denial and a threat, told to one state', () => {
  it('are read by that state, with who reads them and why', async () => {
    for (const hash of [told.denial, told.threat]) {
      const record = await recordIn('QN', hash)
      expect(record.from.name).toBe('Aldermark')
      expect(record.label.tlp).toBe('AMBER')
    }
    expect((await recordIn('QM', told.denial)).to).toEqual([
      expect.objectContaining({ name: 'Borland', why: expect.stringContaining('a member of the forum') }),
    ])
  })

  it('leave no trace at a state outside the audience: not in its pages, on the wire or on its disk', async () => {
    for (const hash of [told.denial, told.threat]) {
      await expect(discussion('QO', hash)).rejects.toThrow('404')
      await expect(discussion('QP', hash)).rejects.toThrow('404')
    }
    const words = 'against reporters and their families'
    expect(await isInDatabase('QN', told.threat, words)).toBe(true)
    expect(await isInDatabase('QO', told.threat, words)).toBe(false)
    expect(await isInDatabase('QP', told.threat, words)).toBe(false)
    expect(await isInDatabase('QO', told.denial, 'section 12(3)')).toBe(false)
    expect((await inbox('QO')).withheld).toBe(0)
    const heard = (who: string) => inClear((wire.get(who) ?? []).join('\n'))
    expect(heard('QN')).toContain(words)
    expect(heard('QO')).toContain('Interception devices: one practice')
    for (const who of ['QO', 'QP', 'anyone']) {
      expect(heard(who)).not.toContain(words)
      expect(heard(who)).not.toContain('section 12(3)')
      expect(heard(who)).not.toContain(told.denial)
    }
  })

  it('is not shared without the law that lets it be', async () => {
    const { legalBasis: _, ...body } = DENIAL.body
    await expect(issue(nodes, 'QM', { ...DENIAL, body })).rejects.toThrow('names no law under which it may be shared')
  })

  it('is not shared on the confidence of a regime that nobody released', async () => {
    await expect(issue(nodes, 'QM', { ...DENIAL, basis: 'wassenaar-arrangement' })).rejects.toThrow(
      'confidences are shared only when released',
    )
  })

  it('is for nobody without a label', async () => {
    await expect(issue(nodes, 'QM', { ...DENIAL, handling: { eyes: ['QN'] } })).rejects.toThrow(
      '409 the draft bears no TLP label',
    )
  })
})

describe('a question of policy', () => {
  it('becomes answers, a meeting, its minute, a decision nobody objected to, and the procedure in force', async () => {
    const { records } = await discussion('QO', told.question)
    const held = records.map(({ type, from, said }) => [type, from.name, said.word])
    expect(held).toEqual([
      ['policy.question', 'Borland', 'Answered'],
      ['policy.answer', 'Aldermark', 'Issued'],
      ['policy.answer', 'Cestria', 'Issued'],
      ['meeting', 'Borland', 'Minuted'],
      ['minute', 'Borland', 'Adopted'],
      ['decision', 'Borland', 'Adopted'],
      ['procedure', 'Borland', 'In force'],
    ])
    expect(records.map(({ depth }) => depth)).toEqual([0, 1, 1, 1, 2, 2, 3])
  })

  it('is one discussion in the inbox, with what came of it inside', async () => {
    const line = (await inbox('QM')).discussions.find(({ hash }) => hash === told.question)
    expect(line?.inside.map(({ type }) => type)).toEqual(['meeting', 'minute', 'decision', 'procedure'])
    expect(line?.voices.map(({ name }) => name)).toEqual(['Aldermark', 'Cestria'])
  })
})

describe('a consultation', () => {
  it('holds what industry and academia answered, each lodged by a state, the one who asked for it unnamed', async () => {
    const { records } = await discussion('QN', told.call)
    expect(records.map(({ type, said }) => [type, said.word])).toEqual([
      ['consult.call', 'Summarised'],
      ['consult.response', 'Issued'],
      ['consult.response', 'Issued'],
      ['consult.summary', 'Issued'],
    ])
    expect(records[1]?.body).toMatchObject({ voice: 'industry', name: null })
    expect(records[2]?.body).toMatchObject({ voice: 'academia', name: 'Institute for Made-up Studies (fictional)' })
  })
})

describe('what is for anyone', () => {
  it('is given to whoever asks, every record signed by its state, and nothing else is', async () => {
    const page = await call<PublicPage>(seat(nodes, 'QO'), '/v1/forum/public')
    const bodies = page.records.map((text) =>
      JSON.parse(Buffer.from(text.split('.')[1] ?? '', 'base64url').toString('utf8')),
    )
    expect(bodies.every(({ handling }) => handling.tlp === 'CLEAR')).toBe(true)
    expect(bodies.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['membership.found', 'threat.notice', 'capacity.offer']),
    )
  })

  it('is all that a state reads that has not subscribed, the offer made to it among it', async () => {
    const { discussions } = await inbox('QP')
    expect(discussions.map(({ hash }) => hash).toSorted()).toEqual([told.clear, told.offer].toSorted())
  })
})

describe('a state that subscribes', () => {
  it('is a member once three members attested it, and then reads what is open to all, and nothing narrower', async () => {
    await join(nodes, 'QP', ['QM', 'QN'])
    expect(opened(await seat(nodes, 'QO').app.forum.standing())).toMatchObject({ newcomers: [{ needed: 3 }] })
    const [newcomer] = (await inbox('QO')).awaited.filter(({ label }) => label.includes('attest'))
    expect(newcomer?.title).toBe('Dunmark')
    await call(seat(nodes, 'QO'), '/v1/forum/records', {
      type: 'membership.attest',
      handling: { tlp: 'CLEAR' },
      basis: 'code-of-conduct',
      body: {
        subscription: newcomer?.hash,
        fingerprint: opened(await seat(nodes, 'QP').app.forum.key()).fingerprint,
        checkedBy: 'in-person',
      },
    })
    await syncAll(nodes)
    const standing = await call<ForumStanding>(seat(nodes, 'QP'), '/v1/forum/standing')
    expect(standing).toMatchObject({ isSetUp: true, isMember: true })
    const { records } = await discussion('QP', told.question)
    expect(records).toHaveLength(7)
    await expect(discussion('QP', told.denial)).rejects.toThrow('404')
    await expect(discussion('QP', told.threat)).rejects.toThrow('404')
  })

  it('was not a member on the day before', async () => {
    const before = await call<ForumStanding>(seat(nodes, 'QM'), '/v1/forum/standing?on=2026-11-25')
    expect(before.isSetUp && before.members.map(({ state }) => state.name)).toEqual(['Aldermark', 'Borland', 'Cestria'])
  })
})

it('leaves nothing waiting, refused or kept as evidence among honest nodes', async () => {
  for (const code of nodes.keys()) {
    expect(await inbox(code)).toMatchObject({ waiting: 0, evidence: 0, refused: 0, failing: [] })
  }
})

it('verifies to the last entry at every node', async () => {
  for (const { app } of nodes.values()) expect((await app.verifyAll()).broken).toBe(null)
})
