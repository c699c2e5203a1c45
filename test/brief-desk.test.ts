/** A brief as a firm gets it: from list files, law and cases in a real database to the holds and the kept edition. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { SaxesParser } from 'saxes'
import { SMTPServer } from 'smtp-server'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type App, type AppOptions, openApp, type Person } from '../src/app/index.ts'
import { day } from '../src/base/index.ts'
import { type Edition, writeHtml, writeJson, writeMarkdown } from '../src/brief/index.ts'
import { run } from '../src/cli/run.ts'
import { type RunningServer, startServer } from '../src/http/index.ts'
import type { LawTables } from '../src/law/index.ts'
import { testDatabase } from './database.ts'
import { draft, type Forum, labelled, makeForum, say } from './forum-nodes.ts'
import { consolidatedList, unList } from './official-lists.ts'
import { describeWithSharedData, sharedData } from './shared-data.ts'
import { shippedLaw } from './shipped-law.ts'

const database = await testDatabase()
const folder = mkdtempSync(join(tmpdir(), 'ub-brief-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const ODA: Person = { id: 'oda', name: 'Oda Officer', roles: ['officer'], agency: null }
const OFFICER = { id: 'oda', name: 'Oda Officer', roles: ['officer'] } as const
const SHIPPED = shippedLaw()
/** The law as it ships, compared with the official text this very month. */
const FRESH_LAW: LawTables = {
  ...SHIPPED,
  sources: SHIPPED.sources.map((source) => ({ ...source, checkedOn: day('2026-11-20') })),
}

let files: string
let app: App
let now = ''
let count = 0

beforeEach(async () => {
  count += 1
  now = '2026-11-24T11:00:00.000Z'
  files = join(folder, `files-${count}`)
  mkdirSync(files)
  app = await open()
})
afterEach(() => app.close())

function open(more: Partial<AppOptions> = {}): Promise<App> {
  return openApp({
    dataDir: join(folder, `data-${count}`),
    databaseUrl: database.url,
    org: `org-${count}`,
    needsDatabase: true,
    clock: () => new Date(now),
    tables: FRESH_LAW,
    node: { kind: 'exporter', name: 'Made-Up Optics LLC', address: null, state: null },
    ...more,
  })
}

async function reopen(more: Partial<AppOptions>): Promise<void> {
  await app.close()
  app = await open(more)
}

const NEW_NAMES = { 600: 'Pretended Silk Weavers', 601: 'Imaginary Lens Grinders' }

describe('the brief of a firm', () => {
  it('holds the open case of a party that was listed since yesterday, once', async () => {
    await takeLists('2026-11-24', 600)
    const touched = await openCase('Imaginary Lens Grinders')
    const other = await openCase('Entirely Invented Bakery')
    const first = await make()
    expect(first.firm).toMatchObject({ id: 'B-2026-11-24', verdict: 'nothing-in-what-was-read', holds: [] })

    await nextMorning()
    await takeLists('2026-11-25', 602, NEW_NAMES)
    const second = await make()
    expect(second.isNew).toBe(true)
    expect(second.firm.holds.map((one) => one.case)).toEqual([touched])
    expect(await holdsOn(touched)).toEqual(second.firm.holds.map((one) => one.hold))
    expect(await holdsOn(other)).toEqual([])

    const again = await make()
    expect(again).toMatchObject({ isNew: false, firm: { id: 'B-2026-11-25', sha256: second.firm.sha256 } })
    expect(await holdsOn(touched)).toHaveLength(1)
  })

  it('says which case is on hold, by when, and that running it again gives another answer', async () => {
    await takeLists('2026-11-24', 600)
    const touched = await openCase('Imaginary Lens Grinders')
    await make()
    await nextMorning()
    await takeLists('2026-11-25', 602, NEW_NAMES)
    const { lines, counts } = await edition((await make()).firm.id)
    expect(counts).toMatchObject({ changes: 2, changesTouching: 1, casesHeld: 1 })
    expect(lines).toMatchObject([
      {
        what: 'IMAGINARY LENS GRINDERS was added to the UN Security Council Consolidated List',
        by: '2026-12-01',
        cases: [
          {
            id: touched,
            hold: 'party',
            outcome: { before: 'hold (law: undecided; no match)', after: 'hold (law: undecided; 1 match)' },
          },
        ],
      },
    ])
    const view = await app.showCase(touched)
    expect(view?.state.holds.at(-1)).toMatchObject({
      reason: expect.stringContaining(
        'run again: was hold (law: undecided; no match), now hold (law: undecided; 1 match)',
      ),
      source: expect.stringContaining('brief B-2026-11-25'),
    })
  })

  it('says that nothing touches a firm, with the counts that prove it', async () => {
    await takeConsolidated('2026-11-24')
    await takeLists('2026-11-24', 600)
    await openCase('Entirely Invented Bakery')
    await make()
    await nextMorning()
    await takeConsolidated('2026-11-25')
    await takeLists('2026-11-25', 602, NEW_NAMES)
    const made = await make()
    expect(made.firm).toMatchObject({ verdict: 'nothing-touches-you', headline: 'Nothing touches you', holds: [] })
    const { proof } = await edition(made.firm.id)
    expect(proof).toBe('Checked 1 party, 1 item and 1 case against 2 changes from 8 sources: 0 touch you.')
  })

  it('does not hold a case that was screened against the very entry', async () => {
    await takeLists('2026-11-24', 600)
    await make()
    await nextMorning()
    await takeLists('2026-11-25', 602, NEW_NAMES)
    const late = await openCase('Imaginary Lens Grinders')
    const made = await make()
    expect(made.firm).toMatchObject({ verdict: 'touched', holds: [] })
    expect(await holdsOn(late)).toEqual([])
  })

  it('reaches a case through the owner of its party', async () => {
    await takeLists('2026-11-24', 600)
    const owned = await openCase('Entirely Invented Bakery', [{ name: 'Imaginary Lens Grinders', percent: 60 }])
    await make()
    await nextMorning()
    await takeLists('2026-11-25', 602, NEW_NAMES)
    expect((await make()).firm.holds.map((one) => one.case)).toEqual([owned])
  })

  it('does not place a hold again that a person lifted', async () => {
    await takeLists('2026-11-24', 600)
    const touched = await openCase('Imaginary Lens Grinders')
    await make()
    await nextMorning()
    await takeLists('2026-11-25', 602, NEW_NAMES)
    const [hold = ''] = (await make()).firm.holds.map((one) => one.hold)
    const lifted = await app.actOnCase(
      touched,
      { kind: 'hold.lifted', hold, basis: 'another firm of that name' },
      OFFICER,
    )
    expect(lifted.ok).toBe(true)
    const again = await make('looked at once more')
    expect(again.firm.holds).toEqual([])
    const view = await app.showCase(touched)
    expect(view?.state.holds.filter((one) => one.id === hold)).toMatchObject([{ liftedBy: { id: 'oda' } }])
  })

  it('makes one edition and one hold, however many ask at once while cases are opened', async () => {
    await takeLists('2026-11-24', 600)
    const touched = await openCase('Imaginary Lens Grinders')
    await make()
    await nextMorning()
    await takeLists('2026-11-25', 602, NEW_NAMES)
    const before = (await app.brief.editions('firm')).length
    await Promise.all([
      make(),
      make(),
      openCase('Entirely Invented Bakery'),
      make(),
      openCase('Invented Dairy'),
      make(),
    ])
    expect(await holdsOn(touched)).toHaveLength(1)
    const made = (await app.brief.editions('firm')).slice(0, -before)
    expect(made.flatMap((one) => one.holds)).toHaveLength(1)
    for (const one of made.slice(1)) expect(one.replacedBy).not.toBeNull()
  })

  it('is refused for a day that is still to come', async () => {
    expect(await app.brief.make({ on: day('2026-11-25') }, ODA)).toMatchObject({
      ok: false,
      error: { kind: 'desk.invalid', faults: [{ field: 'on' }] },
    })
  })
})

describe('a morning on which a list is not as it should be', () => {
  it('names a list that is too old, says nothing of it, and lifts nothing', async () => {
    const touched = await heldCase()
    now = '2026-12-09T11:00:00.000Z'
    const made = await make()
    expect(made.firm.verdict).toBe('nothing-in-what-was-read')
    const { sources, proof, headline } = await edition(made.firm.id)
    expect(headline).toBe('Nothing touches you in what was read; 2 sources are not up to date')
    expect(proof).toContain('UN Security Council Consolidated List')
    expect(sources.find((one) => one.id === 'un-sc')).toMatchObject({
      state: 'unread',
      because: 'it was fetched 14 days ago, and a list counts as read for 7',
    })
    expect(await standingHolds(touched)).toHaveLength(1)
  })

  it('names a shrunken list that waits for a person, tells no removal of it, and lifts nothing', async () => {
    const touched = await heldCase()
    await nextMorning()
    const [report] = await importUn('2026-11-26', 560)
    expect(report?.outcome).toBe('quarantined')
    const made = await make()
    const { sources, counts } = await edition(made.firm.id)
    expect(counts.changes).toBe(0)
    expect(sources.find((one) => one.id === 'un-sc')).toMatchObject({ state: 'quarantined', dataOn: '2026-11-25' })
    expect(await standingHolds(touched)).toHaveLength(1)
  })

  it('tells the changes of a version once a person accepts it', async () => {
    await heldCase()
    await nextMorning()
    const [report] = await importUn('2026-11-26', 560)
    const accepted = await app.acceptList(report?.id ?? '', 'the publisher said so', 'Oda Officer')
    expect(accepted.ok).toBe(true)
    const { counts, sections } = await edition((await make()).firm.id)
    expect(counts.changes).toBe(42)
    expect(sections).toMatchObject([{ id: 'lists', total: 42 }])
  })

  it('names a list whose file could not be read', async () => {
    await heldCase()
    await nextMorning()
    const path = join(files, 'broken.xml')
    writeFileSync(path, `${unList({ on: '2026-11-26', count: 600 }).toString().slice(0, 20_000)}`)
    const [report] = await app.importLists([path])
    expect(report).toMatchObject({ outcome: 'refused', source: 'un-sc' })
    const { sources } = await edition((await make()).firm.id)
    expect(sources.find((one) => one.id === 'un-sc')).toMatchObject({ state: 'unread', dataOn: '2026-11-25' })
  })

  /** A case that a change of the 25th holds. */
  async function heldCase(): Promise<string> {
    await takeLists('2026-11-24', 600)
    const touched = await openCase('Imaginary Lens Grinders')
    await make()
    await nextMorning()
    await takeLists('2026-11-25', 602, NEW_NAMES)
    await make()
    expect(await standingHolds(touched)).toHaveLength(1)
    return touched
  }
})

describe('a change of the law tables that ship', () => {
  it('makes stale and holds the case that rests on the cell, once', async () => {
    await takeLists('2026-11-24', 600)
    const { YE: yemen, ...rest } = FRESH_LAW.chart
    if (yemen === undefined) throw new Error('the chart has no row of Yemen')
    const changed: LawTables = {
      ...FRESH_LAW,
      chart: { ...rest, YE: { ...yemen, marks: yemen.marks.filter((mark) => mark !== 'NS1') } },
      hashes: { ...FRESH_LAW.hashes, 'country-chart': 'f'.repeat(64) as LawTables['hashes'][string] },
    }
    const touched = await openCase('Entirely Invented Bakery')
    expect((await make()).firm.verdict).toBe('nothing-in-what-was-read')
    await nextMorning()
    await reopen({ tables: changed })
    await takeLists('2026-11-25', 600)
    const made = await make()
    expect(made.firm.holds.map((one) => one.case)).toEqual([touched])
    const { lines } = await edition(made.firm.id)
    expect(lines[0]).toMatchObject({
      what: 'Yemen no longer bears the mark NS1 on the Country Chart',
      cases: [{ isStale: true, hold: 'relies' }],
    })
    expect(await app.brief.noticeChanges()).toBe(0)
  })
})

describe('an edition that was made', () => {
  it('stays as it was when a later one takes its place, and each names the other', async () => {
    await takeLists('2026-11-24', 600)
    const first = await make()
    const bytes = writeJson(await edition(first.firm.id))
    const second = await make('the reader asked for it')
    expect(second.firm).toMatchObject({
      id: 'B-2026-11-24.2',
      replaces: { edition: 'B-2026-11-24', because: 'the reader asked for it' },
    })
    expect(writeJson(await edition('B-2026-11-24'))).toBe(bytes)
    const [newer, older] = await app.brief.editions('firm')
    expect(newer?.replacedBy).toBeNull()
    expect(older?.replacedBy).toEqual({ edition: 'B-2026-11-24.2', because: 'the reader asked for it' })
  })

  it('is followed by another of the day when more came in, which says all that the first said', async () => {
    await takeLists('2026-11-24', 600)
    await make()
    await nextMorning()
    await takeLists('2026-11-25', 602, NEW_NAMES)
    await make()
    const late = await openCase('Entirely Invented Bakery')
    const again = await make()
    expect(again.firm).toMatchObject({ id: 'B-2026-11-25.2', replaces: { edition: 'B-2026-11-25' } })
    expect(await edition(again.firm.id)).toMatchObject({ counts: { changes: 2, cases: 1 } })
    expect(await holdsOn(late)).toEqual([])
  })

  it('is written again to the same bytes from the archive, in every format', async () => {
    await takeLists('2026-11-24', 600)
    await openCase('Imaginary Lens Grinders')
    await make()
    await nextMorning()
    await takeLists('2026-11-25', 602, NEW_NAMES)
    const { id } = (await make()).firm
    const written = await formats(id)
    await reopen({})
    expect(await formats(id)).toEqual(written)
  })

  it('cannot be told of a reader it was not made for', async () => {
    await make()
    await nextMorning()
    await make('again')
    expect(await app.brief.edition('public', 'B-2026-11-24.2')).toMatchObject({
      ok: false,
      error: { kind: 'desk.unknown' },
    })
  })

  async function formats(id: string) {
    const one = await edition(id)
    return [writeHtml(one), writeMarkdown(one), writeJson(one)]
  }
})

describe('what the forum says to everyone', () => {
  it('holds the case whose item and destination a notice names, and says it once', async () => {
    await takeLists('2026-11-24', 600)
    const touched = await openCase('Entirely Invented Bakery', [], { eccn: '5A001', paragraph: 'i' })
    await make()
    await nextMorning()
    await takeLists('2026-11-25', 600)
    const { texts } = notice()
    expect(await app.brief.takePublicRecords(texts, 'https://forum.example')).toEqual({
      taken: 1,
      waiting: 0,
      refused: [],
    })
    expect(await app.brief.takePublicRecords(texts, 'https://forum.example')).toEqual({
      taken: 0,
      waiting: 0,
      refused: [],
    })
    const made = await make()
    expect(made.firm.holds.map((one) => one.case)).toEqual([touched])
    const { lines, sources } = await edition(made.firm.id)
    expect(lines).toMatchObject([{ kind: 'guidance', rights: ['ICCPR 17', 'ICCPR 19'] }])
    expect(sources.find((one) => one.id === 'forum')).toMatchObject({ state: 'read', changes: 1 })
  })

  it('takes no record that its author did not sign, and none that is not for everyone', async () => {
    const { forum, texts, text } = notice()
    const [header, payload = '', signature] = text.split('.')
    const forged = Buffer.from(
      Buffer.from(payload, 'base64url').toString().replace('against reporters', 'against nobody at all'),
    ).toString('base64url')
    const green = say(
      forum,
      'NO',
      draft('practice.share', {
        title: 'Not for all',
        undertaking: 'best-practice',
        practice: 'x',
        learned: 'x',
      } as never),
    )
    const genesis = texts.slice(0, -1)
    const taken = await app.brief.takePublicRecords(
      [...genesis, `${header}.${forged}.${signature}`, 'no record', green.text],
      'https://forum.example',
    )
    expect(taken.refused.length).toBeGreaterThanOrEqual(2)
    await make()
    const { counts } = await edition('B-2026-11-24')
    expect(counts.changes).toBe(0)
  })

  it('is named as a source that was not read when its node does not answer', async () => {
    await reopen({ forumPublic: 'http://127.0.0.1:9' })
    const made = await make()
    const { sources } = await edition(made.firm.id)
    expect(sources.find((one) => one.id === 'forum')).toMatchObject({
      state: 'unread',
      because: expect.stringContaining('`http://127.0.0.1:9` could not be read'),
    })
  })
})

describe('a brief by e-mail', () => {
  it('reaches each reader through a mail server, with no name of a party, and is written down as sent', async () => {
    await takeLists('2026-11-24', 600)
    await openCase('Imaginary Lens Grinders')
    await make()
    await nextMorning()
    await takeLists('2026-11-25', 602, NEW_NAMES)
    const one = await edition((await make()).firm.id)
    const peer = await mailPeer()
    try {
      const sent = await app.brief.send(one, peer.url, 'brief@optics.example', ['a@optics.example', 'b@optics.example'])
      expect(sent).toEqual({ ok: true, value: { accepted: 2, refused: [] } })
      expect(peer.messages.map(({ to }) => to)).toEqual([['a@optics.example'], ['b@optics.example']])
      for (const { text } of peer.messages) {
        expect(text).toContain('Content-Type: multipart/alternative')
        expect(text.replace(/=\r\n/g, '')).toContain('1 change touches you, 1 case to hold')
        expect(text).not.toMatch(/grinders|weavers|MO-/i)
      }
    } finally {
      await peer.close()
    }
    expect(await app.brief.send(one, peer.url, 'brief@optics.example', ['a@optics.example'])).toMatchObject({
      ok: false,
      error: { kind: 'desk.unreachable' },
    })
  })

  it('is a file where no mail server is named, and takes no address that could begin a header', async () => {
    const one = await edition((await make()).firm.id)
    const file = await app.brief.mailFile(one, 'brief@optics.example', ['a@optics.example'])
    expect(file.ok && file.value.toString()).toMatch(
      /\r\nFrom: brief@optics\.example\r\nTo: a@optics\.example\r\nSubject: Brief of/,
    )
    for (const bad of ['a@x.example\r\nBcc: b@x.example', 'a@x.example, b@x.example', 'nobody', '<a@x.example>']) {
      expect(await app.brief.mailFile(one, 'brief@optics.example', [bad])).toMatchObject({ ok: false })
    }
  })
})

describe('the morning of a running server', () => {
  it('comes at six in Washington, once a day', async () => {
    const mornings = app.brief.beginMornings()
    try {
      now = '2026-11-24T10:59:00.000Z'
      expect(await mornings.look()).toBe(false)
      now = '2026-11-24T11:00:00.000Z'
      expect(await mornings.look()).toBe(true)
      now = '2026-11-24T18:00:00.000Z'
      expect(await mornings.look()).toBe(false)
      expect(await app.brief.editions('firm')).toMatchObject([{ id: 'B-2026-11-24', by: 'the program' }])
      now = '2027-06-01T10:00:00.000Z'
      expect(await mornings.look()).toBe(true)
    } finally {
      await mornings.stop()
    }
  })
})

describe('the brief over HTTP', () => {
  let server: RunningServer
  beforeEach(async () => {
    server = await startServer(app, { host: '127.0.0.1', port: 0 })
  })
  afterEach(() => server.close())
  const get = (path: string) => fetch(server.address + path)
  const post = (body: unknown) =>
    fetch(`${server.address}/v1/brief`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })

  it('is made on demand, listed and shown', async () => {
    expect(await (await get('/v1/brief')).json()).toEqual({ editions: [] })
    expect((await get('/brief.atom')).status).toBe(404)
    expect((await get('/brief/public')).status).toBe(404)
    const made = await post({})
    expect(made.status).toBe(201)
    expect(await made.json()).toMatchObject({ isNew: true, firm: { id: 'B-2026-11-24' } })
    expect(await (await get('/v1/brief')).json()).toMatchObject({ editions: [{ id: 'B-2026-11-24' }] })
    expect(await (await get('/v1/brief/B-2026-11-24')).json()).toMatchObject({
      edition: { id: 'B-2026-11-24', reader: { kind: 'firm', name: 'Made-Up Optics LLC' } },
    })
    const one = await edition('B-2026-11-24')
    expect(await (await get('/v1/brief/B-2026-11-24?format=md')).text()).toBe(writeMarkdown(one))
    expect(await (await get('/v1/brief/B-2026-11-24?format=json')).text()).toBe(writeJson(one))
    expect(await (await get('/v1/brief/B-2026-11-24?format=html')).text()).toBe(writeHtml(one))
    expect((await get('/v1/brief/B-2026-11-24?format=pdf')).status).toBe(400)
    expect(await (await get('/v1/brief/B-2026-11-24?reader=public')).json()).toMatchObject({
      edition: { reader: { kind: 'public' } },
    })
    expect((await get('/v1/brief?reader=nobody')).status).toBe(400)
    expect((await get('/v1/brief/B-2026-01-01')).status).toBe(404)
  })

  it('refuses what it does not know, with the field', async () => {
    for (const [body, field] of [
      [{ on: '24 Nov' }, 'on'],
      [{ because: '' }, 'because'],
      [{ because: '\ud800' }, 'because'],
      [{ holds: false }, 'holds'],
      [[], '(whole document)'],
    ] as const) {
      const answer = await post(body)
      expect(answer.status).toBe(400)
      expect(await answer.json()).toMatchObject({ faults: [{ field }] })
    }
    expect(await app.brief.editions('firm')).toEqual([])
  })

  it('gives everybody the public page and feed, which tell of no firm', async () => {
    await takeLists('2026-11-24', 600)
    await openCase('Imaginary Lens Grinders')
    await make()
    await nextMorning()
    await takeLists('2026-11-25', 602, NEW_NAMES)
    await make()
    const page = await get('/brief/public')
    expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-[\w+/]+='; /)
    const html = await page.text()
    expect(html).toContain('IMAGINARY LENS GRINDERS was added')
    expect(html).not.toMatch(/Optics|MO-/)
    expect(await (await get('/brief/public/B-2026-11-25')).text()).toBe(html)
    const feed = await get('/brief.atom')
    expect(feed.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8')
    const xml = await feed.text()
    expect(xml).not.toMatch(/Optics|MO-/)
    expect(entriesOf(xml)).toEqual([
      { title: 'Brief of 25 Nov 2026: 2 changes at 7 sources', link: `${server.address}/brief/public/B-2026-11-25` },
      { title: 'Brief of 24 Nov 2026: 0 changes at 7 sources', link: `${server.address}/brief/public/B-2026-11-24` },
    ])
  })

  it('feeds the firm in counts and codes', async () => {
    await takeLists('2026-11-24', 600)
    await openCase('Imaginary Lens Grinders')
    await make()
    await nextMorning()
    await takeLists('2026-11-25', 602, NEW_NAMES)
    await make()
    await make('said again')
    const xml = await (await get('/v1/brief/feed.atom')).text()
    expect(xml).not.toMatch(/grinders|weavers|MO-/i)
    expect(entriesOf(xml).map(({ link }) => link)).toEqual(
      ['B-2026-11-25.2', 'B-2026-11-24'].map((id) => `${server.address}/brief/${id}`),
    )
  })
})

describe('`unblind brief`', () => {
  it('prints the brief of the day in each format, for the firm and for everybody, and as an e-mail file', async () => {
    const printed = await unblind('brief')
    expect(printed).toMatchObject({ code: 0, err: '' })
    expect(printed.out).toContain('# Brief of 24 Nov 2026')
    expect((await unblind('brief', '--format', 'html')).out).toMatch(/^<!doctype html>/)
    expect(JSON.parse((await unblind('brief', '--format', 'json')).out)).toMatchObject({ id: 'B-2026-11-24' })
    expect(entriesOf((await unblind('brief', '--format', 'atom')).out)).toHaveLength(1)
    expect((await unblind('brief', '--public', '--format', 'json')).out).toContain('"reader":{"kind":"public"}')
    expect((await unblind('brief', '--email', 'a@optics.example')).out).toContain('\r\nTo: a@optics.example\r\n')
    const file = join(files, 'brief.html')
    expect((await unblind('brief', '--format', 'html', '--out', file)).out).toContain(file)
    expect(readFileSync(file, 'utf8')).toMatch(/^<!doctype html>/)
    expect(await app.brief.editions('firm')).toHaveLength(1)
  })

  it('says what to mend', async () => {
    for (const [line, sentence] of [
      [['--format', 'pdf'], '`--format` `pdf` is not known; write one of html, md, json, atom'],
      [['--on', 'today'], '`--on` `today` is not a day; write YYYY-MM-DD'],
      [['--on', '2026-11-25'], '`on` 2026-11-25 is still to come'],
      [['--email', 'nobody'], '`nobody` is not an e-mail address; write name@host'],
      [['--out', join(files, 'no', 'such', 'place')], 'cannot be written'],
    ] as const) {
      const said = await unblind('brief', ...line)
      expect(said.code).toBe(2)
      expect(said.err).toContain(sentence)
    }
  })
})

describeWithSharedData('the brief on official lists', () => {
  it('holds the case of a party that OFAC added between 1 and 3 May 2024, and no other', async () => {
    now = '2024-05-02T11:00:00.000Z'
    await importFile('us/ofac/history/sdn_2024-05-01.csv')
    const before = readFileSync(sharedData('lists/us/ofac/history/sdn_2024-05-01.csv'), 'latin1')
    const after = readFileSync(sharedData('lists/us/ofac/sdn_2024-05-03.csv'), 'latin1')
    const keys = new Set(before.split('\n').map((line) => line.split(',')[0]))
    const added = after.split('\n').filter((line) => line.includes(',') && !keys.has(line.split(',')[0]))
    const names = added.flatMap((line) => /^\d+,"([^"]+)"/.exec(line)?.[1] ?? [])
    expect(names.length).toBe(7)
    const cases: string[] = []
    for (const name of names) cases.push(await openCase(name, [], {}, null))
    await openCase('Entirely Invented Bakery of Nowhere', [], {}, null)
    await make()
    now = '2024-05-04T11:00:00.000Z'
    await importFile('us/ofac/sdn_2024-05-03.csv')
    const made = await make()
    expect(new Set(made.firm.holds.map((one) => one.case))).toEqual(new Set(cases))
  }, 180_000)

  async function importFile(path: string): Promise<void> {
    const [report] = await app.importLists([sharedData(`lists/${path}`)])
    expect(report?.outcome).toBe('imported')
  }
})

/** The command line over the same data as `app`. */
async function unblind(...args: readonly string[]) {
  await app.close()
  let out = ''
  let err = ''
  const code = await run(
    args,
    {
      stdin: Readable.from([]),
      out: (text) => {
        out += text
      },
      err: (text) => {
        err += text
      },
      env: {
        UNBLIND_DATA_DIR: join(folder, `data-cli-${count}`),
        UNBLIND_NAME: 'Made-Up Optics LLC',
        DATABASE_URL: database.url,
      },
      drained: () => Promise.resolve(),
      isTty: false,
      isErrTty: false,
      clock: () => new Date(now),
      untilStopped: () => Promise.resolve(),
    },
    '0.0.0-test',
  )
  app = await open({ org: 'local', dataDir: join(folder, `data-cli-${count}`) })
  return { code, out, err }
}

function notice(): { readonly forum: Forum; readonly texts: readonly string[]; readonly text: string } {
  const forum = makeForum(['NO', 'DE'])
  const { text } = say(
    forum,
    'NO',
    draft(
      'threat.notice',
      {
        title: 'Intercept devices used against reporters',
        summary: 'Devices are used to listen to reporters.',
        goods: [{ description: 'Intercept devices', entries: ['5A001.i'] }],
        endUse: 'interception of calls of reporters',
        actors: [],
        route: ['YE'],
        rightsAffected: ['ICCPR 17', 'ICCPR 19'],
        confidence: 'moderate',
        redFlags: [],
        adviceToExporters: null,
      } as never,
      { handling: labelled('CLEAR') },
    ),
  )
  return { forum, text, texts: [...forum.genesis, text] }
}

async function nextMorning(): Promise<void> {
  now = new Date(Date.parse(now) + 24 * 60 * 60 * 1000).toISOString()
}

async function make(because?: string) {
  const made = await app.brief.make({ because }, ODA)
  if (!made.ok) throw new Error(made.error.sentence)
  return made.value
}

async function edition(id: string): Promise<Edition> {
  const view = await app.brief.edition('firm', id)
  if (!view.ok) throw new Error(view.error.sentence)
  return view.value.edition
}

/** The UN list, fetched that day; the entries of these numbers are named so and not otherwise. */
async function takeLists(on: string, parties: number, names: Readonly<Record<number, string>> = {}): Promise<void> {
  const place = join(files, on)
  mkdirSync(place, { recursive: true })
  writeFileSync(join(place, 'un.xml'), unListWith(on, parties, names))
  const retrieved = { 'un.xml': { retrievedOn: on }, 'csl.csv': { retrievedOn: on } }
  writeFileSync(join(place, 'lists.json'), JSON.stringify({ files: retrieved }))
  const reports = await app.importLists([place])
  expect(reports.map((one) => one.outcome)).not.toContain('refused')
  expect(reports.map((one) => one.outcome)).not.toContain('quarantined')
}

/** The other list that coverage needs, so that every source is read. */
async function takeConsolidated(on: string): Promise<void> {
  const place = join(files, on)
  mkdirSync(place, { recursive: true })
  writeFileSync(join(place, 'csl.csv'), consolidatedList({ on: '2026-11-22', count: 8_200 }))
}

function importUn(on: string, parties: number) {
  const path = join(files, `un-${on}.xml`)
  writeFileSync(path, unListWith(on, parties, {}))
  return app.importLists([path])
}

function unListWith(on: string, count: number, names: Readonly<Record<number, string>>): string {
  let text = unList({ on, count }).toString()
  for (const [number, name] of Object.entries(names)) {
    text = text
      .replace(`FICTIONAL FRONT NUMBER ${number}<`, `${name.toUpperCase()}<`)
      .replace(`Invented Group ${number}<`, `${name}<`)
  }
  return text
}

async function openCase(
  name: string,
  owners: readonly { readonly name: string; readonly percent: number }[] = [],
  item: { readonly eccn?: string; readonly paragraph?: string } = {},
  country: string | null = 'YE',
): Promise<string> {
  const opened = await app.openCase(
    {
      transaction: {
        reference: `MO-${name}`,
        kind: 'export',
        exportOn: day('2026-12-01'),
        exporter: { name: 'Made-Up Optics LLC', country: 'US', isUsPerson: true },
        parties: [
          {
            ref: 'buyer',
            name,
            roles: ['purchaser', 'end-user'],
            ...(country === null ? {} : { country }),
            endUserType: 'civil',
            isMilitaryEndUser: false,
            ...(owners.length === 0 ? { ownersAsked: true } : { owners }),
          },
        ],
        items: [
          {
            ref: 'lens',
            description: 'A lens blank for spectacles',
            eccn: 'EAR99',
            classifiedBy: 'Oda Officer',
            isUsOrigin: true,
            quantity: '1',
            valueUsd: '10',
            ...item,
          },
        ],
        destination: 'YE',
        endUse: { text: 'spectacles' },
      },
    },
    OFFICER,
  )
  if (!opened.ok) throw new Error(JSON.stringify(opened.error))
  return opened.value.id
}

/** Holds that briefs placed. */
async function holdsOn(id: string): Promise<readonly string[]> {
  const view = await app.showCase(id)
  return (view?.state.holds ?? []).filter((one) => one.id !== 'assessment').map((one) => one.id)
}

async function standingHolds(id: string) {
  const view = await app.showCase(id)
  return (view?.state.holds ?? []).filter((one) => one.id !== 'assessment' && one.liftedBy === null)
}

/** A mail server of its own on a free port of this machine. */
async function mailPeer() {
  const messages: { readonly to: readonly string[]; readonly text: string }[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData: (stream, session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        messages.push({
          to: session.envelope.rcptTo.map(({ address }) => address),
          text: Buffer.concat(chunks).toString('utf8'),
        })
        done()
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const place = server.server.address()
  const port = place !== null && typeof place === 'object' ? place.port : 0
  return {
    url: `smtp://127.0.0.1:${port}`,
    messages,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}

/** Reads a feed strictly; what RFC 4287 asks of feed and entries must be there, once. */
function entriesOf(xml: string): readonly { readonly title: string; readonly link: string }[] {
  const parser = new SaxesParser({ xmlns: true })
  const open: { name: string; text: string; children: string[]; links: string[] }[] = []
  const entries: { title: string; link: string }[] = []
  let title = ''
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ local, uri, attributes }) => {
    expect(uri).toBe('http://www.w3.org/2005/Atom')
    open.at(-1)?.children.push(local)
    if (local === 'link' && attributes.rel?.value === 'alternate') open.at(-1)?.links.push(attributes.href?.value ?? '')
    open.push({ name: local, text: '', children: [], links: [] })
  })
  parser.on('text', (text) => {
    const inside = open.at(-1)
    if (inside !== undefined) inside.text += text
  })
  parser.on('closetag', () => {
    const closed = open.pop()
    if (closed?.name === 'title') title = closed.text
    if (closed?.name === 'id') expect(closed.text).toMatch(/^urn:uuid:[0-9a-f-]{36}$/)
    if (closed?.name === 'updated') expect(new Date(closed.text).toISOString()).toBe(closed.text)
    if (closed?.name !== 'entry' && closed?.name !== 'feed') return
    for (const needed of ['id', 'title', 'updated']) {
      expect(closed.children.filter((child) => child === needed)).toHaveLength(1)
    }
    if (closed.name === 'entry') entries.push({ title, link: closed.links[0] ?? '' })
    else expect(closed.children).toContain('author')
  })
  parser.write(xml).close()
  return entries
}
