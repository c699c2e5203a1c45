import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import fc from 'fast-check'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type App, type CaseView, openApp, readListsFolder, type TakenMail } from '../src/app/index.ts'
import { sha256, verifyExport } from '../src/base/index.ts'
import type { Actor } from '../src/case/index.ts'
import { run } from '../src/cli/run.ts'
import { testDatabase } from './database.ts'
import { pencilOrder } from './orders.ts'

const database = await testDatabase()
const folder = mkdtempSync(join(tmpdir(), 'unblind-case-'))
const dataDir = join(folder, 'data')
const MAILS = fileURLToPath(new URL('golden/mail/', import.meta.url))
const VERIFIER = fileURLToPath(new URL('../verifier/verify.mjs', import.meta.url))
const independent: { readonly verify: (bytes: Uint8Array) => { readonly ok: boolean; readonly seq?: number | null } } =
  await import(pathToFileURL(VERIFIER).href)

const OFFICER: Actor = { id: 'Fictional Officer', name: 'Fictional Officer', roles: ['officer'] }
const SECOND: Actor = { id: 'Second Fictional Officer', name: 'Second Fictional Officer', roles: ['officer'] }
const SELLER: Actor = { id: 'Fictional Seller', name: 'Fictional Seller', roles: ['sales'] }

let app: App
let ticks = 0
const opened = () =>
  openApp({
    dataDir,
    databaseUrl: database.url,
    mayDownload: false,
    needsDatabase: true,
    clock: () => new Date(Date.parse('2026-11-24T15:00:00Z') + ticks++),
  })
beforeAll(async () => {
  app = await opened()
})
afterAll(async () => {
  await app.close()
  rmSync(folder, { recursive: true, force: true })
})

/** A device that takes the content of calls, to a unit that exists nowhere. */
const transaction = (name = 'Fictional Ministry of Order', reference = 'FI-1') => ({
  reference,
  kind: 'export',
  exportOn: '2026-07-23',
  exporter: { name: 'Fictional Instruments Inc', country: 'US', isUsPerson: true },
  parties: [
    {
      ref: 'buyer',
      name,
      roles: ['purchaser', 'end-user'],
      country: 'EG',
      endUserType: 'police',
      ...(name === 'Fictional Ministry of Order' ? { unit: 'Unit Nine' } : {}),
    },
  ],
  items: [{ ref: 'device', part: 'FX-9', eccn: '5A001', paragraph: 'f.1', form: 'commodity', isUsOrigin: true }],
  from: 'US',
  destination: 'EG',
})
const harmless = (name: string) => pencilOrder('FI-OLD', { name })

async function openedCase(input: unknown = transaction(), revenueOwners: readonly string[] = []): Promise<CaseView> {
  const view = await app.openCase({ transaction: input }, OFFICER, { revenueOwners })
  if (!view.ok) throw new Error(JSON.stringify(view.error))
  return view.value
}

async function done(id: string, asked: unknown, actor: Actor = OFFICER): Promise<void> {
  const acted = await app.actOnCase(id, asked, actor)
  if (!acted.ok) throw new Error(JSON.stringify(acted.error))
}

async function shown(id: string): Promise<CaseView> {
  const view = await app.showCase(id)
  if (view === null) throw new Error('no such case')
  return view
}

const mail = (words: string, subject = 'A fictional tip') =>
  Buffer.from(
    `From: Nadia Fictive <nadia.fictive@gazette.example>\r\nTo: office@exporter.example\r\nSubject: ${subject}\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${words}\r\n`,
  )

describe('a case opened from an assessment', () => {
  it('takes a share and a measure as they are written, whole or not', async () => {
    const order = transaction('Fictional Bureau in Parts', 'FI-24')
    const [buyer] = order.parties
    const owners = [{ name: 'Fictional Holding in Parts', percent: 24.5, asOf: '2026-01-01', source: 'register' }]
    const items = order.items.map((item) => ({ ...item, quantity: 1, measurements: { frameRateHz: 8.7 } }))
    const view = await openedCase({ ...order, parties: [{ ...buyer, owners }], items })
    expect(view.state.reference).toBe('FI-24')
  })

  it('holds what was found and is on hold, because facts are unknown', async () => {
    const view = await openedCase(transaction('Daydreamia Bureau of Questions'))
    expect(view.state.law).toBe('licence-required')
    const kinds = new Set(view.timeline.map(({ event }) => event.kind))
    for (const kind of [
      'case.opened',
      'screening.recorded',
      'classification.recorded',
      'determination.recorded',
      'factor.recorded',
      'question.opened',
      'flag.raised',
      'hold.placed',
    ])
      expect(kinds).toContain(kind)
    expect(view.releaseBlocks.map(({ kind }) => kind)).toContain('hold')
    expect(
      view.timeline.filter(({ event }) => event.kind !== 'case.opened').every(({ actor }) => actor.id === 'program'),
    ).toBe(true)
  })
})

/** Opened, released by two persons, and shipped. */
async function shippedCase(name: string): Promise<string> {
  const { id, releaseBlocks, state } = await openedCase(harmless(name))
  expect(state.law).toBe('no-licence-required')
  expect(releaseBlocks.map((block) => block.kind)).toEqual(['screening', 'hold'])
  await done(id, {
    kind: 'screening.vouched',
    party: 'buyer',
    how: 'a fictional full screening on paper',
    evidence: ['e'],
    second: SECOND,
  })
  await done(id, { kind: 'hold.lifted', hold: 'assessment', basis: 'a fictional full screening on paper' })
  await done(id, { kind: 'case.released', basis: 'nothing blocks', second: SECOND })
  await done(id, { kind: 'shipment.recorded', shipment: 's1', on: '2026-07-24', quantity: '10', licence: null })
  return id
}

function linkTo(taken: TakenMail, id: string) {
  return taken.links.find((link) => link.case === id)
}

describe('a tip that names a party', () => {
  it('blocks the open case, opens the shipped one again with the duties that arise, and is disclosed without its author', async () => {
    const open = (await openedCase()).id
    const shipped = await shippedCase('Fictional Ministry of Order')
    const taken = await app.takeMail(readFileSync(join(MAILS, 'forwarded-inline.eml')))
    expect(taken.kind).toBe('captured')
    expect(linkTo(taken, open)).toMatchObject({ party: 'buyer', isReopened: false })
    expect(linkTo(taken, open)?.blocks).toMatchObject([{ kind: 'information', id: taken.item.id }])
    expect(linkTo(taken, shipped)).toMatchObject({ party: 'buyer', isReopened: true })
    const reopened = await shown(shipped)
    expect(reopened.state.closed).toBe(null)
    expect(reopened.state.information[0]?.isRetroactive).toBe(true)
    expect(reopened.state.duties.map(({ paragraph }) => paragraph)).toEqual([
      '15 CFR 736.2(b)(10)',
      '15 CFR 748.6(f); 764.2(g)(2)',
      '15 CFR 750.7(a)',
    ])
    expect(reopened.releaseBlocks.map(({ kind }) => kind)).toEqual(['information', 'duty', 'duty', 'duty'])
    const asked = { kind: 'shipment.recorded', shipment: 's2', on: '2026-07-25', quantity: '1', licence: null }
    expect((await app.actOnCase(shipped, asked, OFFICER)).ok).toBe(false)

    const disposal = {
      kind: 'information.disposed',
      item: taken.item.id,
      disposition: 'noted',
      reason: 'read and weighed',
      evidence: ['a call to the Fictional Gazette'],
      second: null,
    }
    await done(open, disposal)
    const view = await shown(open)
    expect(view.releaseBlocks.some(({ kind }) => kind === 'information')).toBe(false)
    const line = view.schedule.lines.find(({ subject }) => subject === `information ${taken.item.id}`)
    expect(line?.text).toContain('it was used against reporters')
    expect(JSON.stringify(view)).not.toMatch(/nadia/i)
  })

  it('is linked without being asked to a case that is opened later, also when it was set aside elsewhere', async () => {
    const early = (await openedCase(transaction('Fictavia Harbour Guard'))).id
    const taken = await app.takeMail(mail('The Fictavia Harbour Guard beat a reporter.'))
    await done(early, {
      kind: 'information.disposed',
      item: taken.item.id,
      disposition: 'not-relevant',
      reason: 'another guard',
      evidence: ['a letter'],
      second: SECOND,
    })
    const late = await openedCase(transaction('Fictavia Harbour Guard', 'FI-2'))
    expect(late.state.information.map(({ item, disposition }) => [item, disposition])).toEqual([[taken.item.id, null]])
  })

  it('is not linked for a word that every body of its kind has, and what was passed over is kept', async () => {
    const { id } = await openedCase(transaction('Wonderlandia Mountain Police'))
    const taken = await app.takeMail(mail('Their Police came.'))
    expect(linkTo(taken, id)).toBe(undefined)
    const rows = await database.asOwner((client) =>
      client.query("select text from unblind.stream_entries where stream = 'information' order by seq desc limit 1"),
    )
    expect(JSON.parse(rows.rows[0].text)).toMatchObject({
      kind: 'information.searched',
      body: { item: taken.item.id, passedOver: { rule: 'kinds-of-body-1', words: ['police'] } },
    })
    const named = await app.takeMail(mail('The Wonderlandia police took the bicycle.'))
    expect(linkTo(named, id)).toMatchObject({ party: 'buyer' })
  })

  it('is one item however often it comes', async () => {
    const { id } = await openedCase(transaction('Inventia River Police'))
    const bytes = mail('The Inventia River Police read our letters.', 'Once')
    const first = await app.takeMail(bytes)
    const again = await app.takeMail(bytes)
    expect(again.kind).toBe('duplicate')
    expect(again.item).toEqual(first.item)
    expect(again.links.map((link) => link.case)).toEqual(first.links.map((link) => link.case))
    expect((await shown(id)).state.information).toHaveLength(1)
  })

  it('is not disposed of by who earns from the sale, whatever else they are', async () => {
    const { id } = await openedCase(transaction('Imaginaria Forest Guard'), ['Fictional Officer'])
    const taken = await app.takeMail(mail('The Imaginaria Forest Guard burned a camera.'))
    const disposal = {
      kind: 'information.disposed',
      item: taken.item.id,
      disposition: 'noted',
      reason: 'seen',
      evidence: ['e'],
      second: SECOND,
    }
    for (const actor of [SELLER, OFFICER]) {
      const acted = await app.actOnCase(id, disposal, actor)
      expect(acted).toMatchObject({ ok: false, error: { refusal: { kind: 'case.not-permitted' } } })
    }
    await done(id, disposal, SECOND)
  })

  it('T4 late news: what arrives while the authority weighs an application holds the case, ships nothing, and is owed to the authority', async () => {
    const { id, state } = await openedCase(transaction('Nowhereland Mountain Wardens'))
    const letter = await app.takeMail(mail('For the Nowhereland Mountain Wardens an application has number N-9.'))
    await done(id, {
      kind: 'information.disposed',
      item: letter.item.id,
      disposition: 'noted',
      reason: 'the letter of the authority',
      evidence: ['e'],
    })
    for (const { id: flag } of state.flags) {
      await done(id, { kind: 'flag.inquired', flag, question: 'Why?', askedOf: 'the buyer', dueOn: '2026-08-01' })
      await done(id, { kind: 'flag.answered', flag, answer: 'so', isAdequate: true })
      await done(id, { kind: 'flag.unresolved', flag, reason: 'not explained' })
    }
    const made = {
      kind: 'application.made-elsewhere',
      authority: 'Fictional Authority',
      reference: 'N-9',
      on: '2026-07-20',
      evidence: letter.item.originalBytesSha256,
      schedule: (await shown(id)).schedule.lines.map(({ subject }) => subject),
    }
    await done(id, made)
    const taken = await app.takeMail(mail('The Nowhereland Mountain Wardens listened to lawyers.'))
    const after = await shown(id)
    expect(after.state.application.isSupplementDue).toBe(true)
    expect(after.state.holds.map((hold) => hold.id)).toContain(`information/${taken.item.id}`)
    expect(after.state.duties.map(({ paragraph }) => paragraph)).toEqual(['15 CFR 748.6(f); 764.2(g)(2)'])
    const shipment = { kind: 'shipment.recorded', shipment: 's1', on: '2026-07-24', quantity: '1', licence: null }
    expect(await app.actOnCase(id, shipment, OFFICER)).toMatchObject({ ok: false, error: { kind: 'case.refused' } })
    const released = { kind: 'case.released', basis: 'hurry', second: SECOND }
    expect(await app.actOnCase(id, released, OFFICER)).toMatchObject({ ok: false, error: { kind: 'case.refused' } })
    expect((await shown(id)).state.shipments).toEqual([])
  })
})

describe('what comes in', () => {
  it('goes nowhere: every message is kept as one item with its bytes, however broken', async () => {
    const stored = async () => {
      const entries = await database.asOwner((client) =>
        client.query<{ text: string }>("select text from unblind.stream_entries where stream = 'information'"),
      )
      return entries.rows.flatMap(({ text }) => {
        const entry = JSON.parse(text)
        return entry.kind === 'information.captured' ? [entry.body] : []
      })
    }
    const before = (await stored()).length
    const given = new Map<string, Uint8Array>()
    const message = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.string({ unit: 'binary', maxLength: 200 }).map((words) => mail(words)),
      fc.constantFrom('Fictional Ministry of Order', 'nobody at all').map((words) => mail(words)),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(message, { maxLength: 6 }), async (messages) => {
        const taken = await Promise.all(messages.map((bytes) => app.takeMail(bytes)))
        for (const [i, bytes] of messages.entries()) {
          expect(taken[i]?.item.originalBytesSha256).toBe(sha256(bytes))
          given.set(sha256(bytes), bytes)
        }
      }),
      { numRuns: 25 },
    )
    const items = await stored()
    expect(items).toHaveLength(before + given.size)
    const hashes = items.map((item) => item.originalBytesSha256)
    expect(new Set(hashes).size).toBe(hashes.length)
    for (const hash of given.keys()) expect(hashes).toContain(hash)
    expect((await app.verifyAll()).broken).toBe(null)
  })
})

describe('what a person may not do', () => {
  it.each([
    [{ kind: 'case.deleted' }, /is no act/, 'kept'],
    [{ kind: 'case.opened' }, /is no act/, 'kept'],
    [{ kind: 'hold.lifted', hold: 'assessment' }, /`basis`/, 'unread'],
    [{ kind: 'hold.lifted', hold: 'a', basis: 'b\ud800' }, /surrogate/, 'unread'],
    [{ kind: 'hold.lifted', hold: 'a', basis: 'b', more: 1 }, /more/, 'unread'],
    ['text', /is not a mapping/, 'unread'],
    [
      {
        kind: 'information.linked',
        item: 'none',
        sha256: '0'.repeat(64),
        party: 'p',
        because: 'b',
        isRetroactive: false,
      },
      /came in here/,
      'kept',
    ],
    [{ kind: 'case.released', basis: 'b', second: OFFICER }, /second person/, 'kept'],
    [{ kind: 'case.released', basis: 'b', second: SECOND }, /law does not allow/, 'kept'],
  ] as const)('is refused with a sentence: %j', async (asked, sentence, isKept) => {
    const { id, timeline } = await openedCase(transaction('Makebelievia Tram Company'))
    const file = join(folder, 'event.json')
    writeFileSync(file, JSON.stringify(asked))
    const said = await unblind(['case', 'act', id, '--file', file, '--as', OFFICER.name])
    expect(said.code).toBe(2)
    expect(said.err).toMatch(sentence)
    const kept = (await shown(id)).timeline.slice(timeline.length)
    expect(kept.map(({ event }) => event.kind)).toEqual(isKept === 'kept' ? ['act.refused'] : [])
  })

  it.each(['stream_entries', 'log_heads', 'documents'])('is to change or remove a row of %s', async (table) => {
    const client = new pg.Client({ connectionString: database.url })
    await client.connect()
    try {
      await client.query("set role unblind_app; select set_config('unblind.org', 'local', false)")
      for (const statement of [`delete from unblind.${table}`, `update unblind.${table} set org_id = 'x'`]) {
        await expect(client.query(statement)).rejects.toThrow(/permission denied/)
      }
    } finally {
      await client.end()
    }
  })
})

describe('a case assessed again', () => {
  const LISTED = fileURLToPath(new URL('../examples/', import.meta.url))
  const listed = readdirSync(LISTED).flatMap((name) => {
    const file = join(LISTED, name, 'lists')
    return existsSync(file) ? [file] : []
  })

  it('meets the lists of today, keeps what was decided of the same entry, and opens what was not', async () => {
    const [folderOfLists = ''] = listed
    const lists = await readListsFolder(folderOfLists)
    if (!lists.ok) throw new Error(lists.error.sentence)
    const named = lists.value.snapshot.parties.find(({ properties }) => (properties.name?.[0]?.length ?? 0) > 12)
    const name = named?.properties.name?.[0] ?? ''
    expect(name).not.toBe('')
    const opened = await app.openCase(
      { transaction: transaction(name, 'FI-AGAIN'), snapshot: lists.value.snapshot },
      OFFICER,
    )
    if (!opened.ok) throw new Error(JSON.stringify(opened.error))
    const { id, state } = opened.value
    expect(state.hits.length).toBeGreaterThan(0)
    expect(opened.value.releaseBlocks.filter(({ kind }) => kind === 'hit')).toHaveLength(state.hits.length)
    for (const { party, entry, entryVersion } of state.hits) {
      await done(id, { kind: 'hit.decided', party, entry, entryVersion, decision: 'false-match', reason: 'another' })
    }
    const again = await app.reassessCase(id, { reason: 'the lists of today', exportOn: '2026-12-01' }, OFFICER)
    if (!again.ok) throw new Error(JSON.stringify(again.error))
    const { timeline, assessment } = again.value
    expect(again.value.state.exportOn).toBe('2026-12-01')
    expect(again.value.state.assessment.id).not.toBe(state.assessment.id)
    expect(assessment?.on).toBe('2026-12-01')
    expect(timeline.slice(0, opened.value.timeline.length)).toEqual(opened.value.timeline)
    const decided = again.value.state.hits.filter(({ entry }) => state.hits.some((hit) => hit.entry === entry))
    expect(decided.map(({ decision }) => decision)).toEqual(state.hits.map(() => 'false-match'))
    expect(again.value.state.flags.map((flag) => flag.id)).toEqual(state.flags.map((flag) => flag.id))
    expect((await app.verifyAll()).broken).toBe(null)
  })

  it('is assessed so at the terminal too', async () => {
    const { id } = await openedCase(transaction('Makebelievia Ferry Company'))
    const again = (...more: readonly string[]) => unblind(['case', 'again', id, '--as', OFFICER.name, ...more])
    expect((await again('--reason', 'the lists of today')).out).toMatch(/LAW +.*\nCOVERAGE +.*\nACTION +/)
    expect((await again('--reason', 'r', '--on', 'soon')).err).toContain('is not a day')
    expect((await shown(id)).timeline.filter(({ event }) => event.kind === 'case.reassessed')).toHaveLength(1)
  })

  it('is for an officer who does not earn from the sale, with a reason; an attempt is kept', async () => {
    const { id, timeline } = await openedCase(transaction('Makebelievia Bus Company'), [OFFICER.id])
    for (const [reason, actor] of [
      ['r', OFFICER],
      ['r', SELLER],
      [' ', SECOND],
    ] as const) {
      const refused = await app.reassessCase(id, { reason }, actor)
      expect(refused.ok).toBe(false)
    }
    expect((await app.reassessCase('none', { reason: 'r' }, SECOND)).ok).toBe(false)
    const kept = (await shown(id)).timeline.slice(timeline.length)
    expect(kept.map(({ event }) => event.kind)).toEqual(['act.refused', 'act.refused', 'act.refused'])
  })
})

type Said = { readonly code: number; readonly out: string; readonly err: string }

async function unblind(args: readonly string[]): Promise<Said> {
  let out = ''
  let err = ''
  const code = await run(
    args,
    {
      stdin: nothing(),
      out: (text) => {
        out += text
      },
      err: (text) => {
        err += text
      },
      env: { UNBLIND_DATA_DIR: dataDir, DATABASE_URL: database.url },
      drained: () => Promise.resolve(),
      isTty: false,
      isErrTty: false,
      clock: () => new Date(Date.parse('2026-11-24T16:00:00Z') + ticks++),
      untilStopped: () => Promise.resolve(),
    },
    '0.0.0-test',
  )
  return { code, out, err }
}

async function* nothing(): AsyncIterable<Uint8Array> {}

function lastLine(out: string): string {
  return out.trim().split('\n').at(-1) ?? ''
}

describe('at the terminal', () => {
  it('a case is opened, a tip blocks it, the salesperson is refused, and an auditor verifies the export', async () => {
    const file = join(folder, 'transaction.json')
    writeFileSync(file, JSON.stringify(transaction('Pretendia Bureau of Silence')))
    const open = await unblind(['case', 'open', file, '--as', 'Fictional Officer', '--sold-by', 'Fictional Seller'])
    expect({ code: open.code, err: open.err }).toEqual({ code: 0, err: '' })
    const id = lastLine(open.out)
    expect(id).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/)

    const tip = join(folder, 'tip.eml')
    writeFileSync(tip, mail('The Pretendia Bureau of Silence used it against reporters.'))
    const taken = await unblind(['intake', tip])
    expect(taken.out).toContain(id)
    expect(taken.out).toContain('waits for a disposition')
    const item = /information ([0-9A-Z]{26})/.exec(taken.out)?.[1] ?? ''

    const show = await unblind(['case', 'show', id])
    expect(show.out).toMatch(/LAW +.*\nCOVERAGE +.*\nACTION +/)
    expect(show.out).toContain('dispose of it with a reason and evidence')
    expect(show.out).toContain('used it against reporters')
    expect(show.out).not.toMatch(/nadia/i)
    expect(JSON.parse((await unblind(['case', 'show', id, '--json'])).out).state.information).toHaveLength(1)

    const event = join(folder, 'disposal.json')
    const disposal = {
      kind: 'information.disposed',
      item,
      disposition: 'noted',
      reason: 'seen',
      evidence: ['e'],
      second: null,
    }
    writeFileSync(event, JSON.stringify(disposal))
    const act = (name: string, role: string) =>
      unblind(['case', 'act', id, '--file', event, '--as', name, '--role', role])
    const refused = await act('Fictional Seller', 'sales')
    expect(refused.code).toBe(2)
    expect(refused.err).toContain('who earns from the sale may add information, never dispose of it')
    expect((await act('Fictional Seller', 'officer')).code).toBe(2)
    expect((await act('Fictional Officer', 'wizard')).err).toContain('is no role')
    expect((await act('Fictional Officer', 'officer')).code).toBe(0)

    const out = join(folder, 'case.json')
    expect((await unblind(['export', id, '--out', out])).code).toBe(0)
    expect((await unblind(['verify', out])).code).toBe(0)
    expect((await unblind(['verify', 'db'])).code).toBe(0)
    const bytes = readFileSync(out)
    expect(bytes.toString('utf8')).not.toMatch(/nadia/i)
    expect(spawnSync(process.execPath, [VERIFIER, out]).status).toBe(0)
    const at = bytes.indexOf('Pretendia Bureau of Silence')
    const altered = Uint8Array.from(bytes, (byte, i) => (i === at ? byte ^ 1 : byte))
    writeFileSync(out, altered)
    const found = await unblind(['verify', out])
    expect(found.code).toBe(1)
    expect(found.out).toMatch(new RegExp(`stream \`case/${id}\`, entry 0, byte \\d+`))
    expect(independent.verify(altered)).toMatchObject({ ok: false, seq: 0 })
    const ours = verifyExport(altered)
    expect(ours.ok ? null : ours.error.seq).toBe(0)
  })

  it.each([
    [['case', 'show', 'none'], /no case `none`/],
    [['case', 'open', 'none.yaml'], /no file `none.yaml`/],
    [['export', 'none', '--out', 'x'], /no case `none`/],
    [['verify', 'none.json'], /no file `none.json`/],
    [['intake', 'none.eml'], /no file `none.eml`/],
  ])('%j is answered with a sentence and 2', async (args, sentence) => {
    const said = await unblind(args)
    expect(said.code).toBe(2)
    expect(said.err).toMatch(sentence)
  })

  it('the node keeps its key for its user alone', async () => {
    await app.verifyAll()
    expect(statSync(join(dataDir, 'node-key.pem')).mode & 0o777).toBe(0o600)
  })
})

describe('a store that was changed behind the program', () => {
  const changed = (statement: string) =>
    database.asOwner((client) =>
      client.query(
        `alter table unblind.stream_entries disable trigger append_only; alter table unblind.log_heads disable trigger append_only; ${statement}`,
      ),
    )

  it('is found at the stream and entry where it was changed, and signs nothing more', async () => {
    const { id } = await openedCase(transaction('Fantasia Last Bureau'))
    expect((await app.verifyAll()).broken).toBe(null)
    await changed(
      `update unblind.stream_entries set text = replace(text, 'Bureau', 'Garden') where stream = 'case/${id}' and seq = 0`,
    )
    const found = await unblind(['verify', 'db'])
    expect(found.code).toBe(1)
    expect(found.out).toContain(`stream \`case/${id}\`, entry 0, byte 0`)
    await changed(
      `update unblind.stream_entries set text = replace(text, 'Garden', 'Bureau') where stream = 'case/${id}' and seq = 0`,
    )
    expect((await app.verifyAll()).broken).toBe(null)
  })

  it('is found when its newest entries and the heads over them were dropped together', async () => {
    const size = (await app.verifyAll()).entries
    await openedCase(transaction('Utopiana Dropped Bureau'))
    await app.verifyAll()
    await changed(
      `delete from unblind.stream_entries where log_index >= ${size}; delete from unblind.log_heads where size > ${size}`,
    )
    const { broken } = await app.verifyAll()
    expect(broken?.sentence).toMatch(/held \d+ entries when it was signed/)
  })
})
