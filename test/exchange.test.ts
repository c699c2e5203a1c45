import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type App, openApp, type Person } from '../src/app/index.ts'
import { readSignedPackage } from '../src/application/index.ts'
import { canonical, sha256 } from '../src/base/index.ts'
import { run } from '../src/cli/run.ts'
import { type RunningServer, startServer } from '../src/http/index.ts'
import { testDatabase } from './database.ts'
import { interceptorOrder } from './orders.ts'
import { shippedLaw } from './shipped-law.ts'

const FIRM = 'Fictional Instruments Inc'
const OFFICE = 'Licensing Office of Aldermark (fictional)'
const person = (name: string, ...roles: Person['roles']): Person => ({ id: name, name, roles, agency: null })
const OLIVE = person('Olive Officer', 'officer')
const EDGAR = person('Edgar Executive', 'executive')
const SALLY = person('Sally Seller', 'sales')
const REGINA = person('Regina Registrar', 'registrar')
const LARS = person('Lars Licensing', 'officer')

const databases = await Promise.all([testDatabase(), testDatabase()])
const folder = mkdtempSync(join(tmpdir(), 'unblind-exchange-'))
const tables = shippedLaw()
let ticks = 0
const clock = () => new Date(Date.parse('2026-11-24T15:00:00Z') + ticks++)

let firm: App
let office: App
let firmServer: RunningServer
let officeServer: RunningServer

function open(kind: 'exporter' | 'authority', name: string, databaseUrl = ''): Promise<App> {
  return openApp({
    dataDir: join(folder, kind),
    databaseUrl,
    mayDownload: false,
    needsDatabase: true,
    tables,
    node: { kind, name, address: null, state: null },
    clock,
  })
}

const serve = (app: App) => startServer(app, { host: '127.0.0.1', port: 0, pagesDir: folder })

beforeAll(async () => {
  firm = await open('exporter', FIRM, databases[0]?.url)
  office = await open('authority', OFFICE, databases[1]?.url)
  firmServer = await serve(firm)
  officeServer = await serve(office)
  await firm.post.register(
    { name: OFFICE, kind: 'authority', key: await office.post.key(), address: officeServer.address },
    OLIVE,
  )
  await office.post.register(
    { name: FIRM, kind: 'exporter', key: await firm.post.key(), address: firmServer.address },
    REGINA,
  )
})
afterAll(async () => {
  await firmServer.close()
  await officeServer.close()
  await firm.close()
  await office.close()
  rmSync(folder, { recursive: true, force: true })
})

const transaction = (reference: string) => interceptorOrder({ reference, exportOn: '2026-12-23', exporter: FIRM })

const ANSWERS = {
  contact: { name: 'Olive Officer', phone: '+1 555 0100' },
  appliedOn: '2026-11-24',
  applicant: { address: '2 Fictional Street, Springfield', employerId: '00-0000000' },
  signatory: { name: 'Edgar Executive', title: 'Chief Executive' },
}

async function caseOf(reference: string): Promise<string> {
  const opened = await firm.openCase({ transaction: transaction(reference) }, { ...OLIVE, roles: ['officer'] })
  if (!opened.ok) throw new Error(JSON.stringify(opened.error))
  return opened.value.id
}

async function act(id: string, asked: object): Promise<void> {
  const acted = await firm.actOnCase(id, asked, { ...OLIVE, roles: ['officer'] })
  if (!acted.ok) throw new Error(JSON.stringify(acted.error))
}

/** What came in is noted, every red flag is left unresolved and so disclosed, and the human-rights assessment is written. */
async function unblock(id: string): Promise<void> {
  const view = await firm.showCase(id)
  const information = view?.state.information ?? []
  const items = information.map(({ item }) => item)
  for (const { item, disposition } of information) {
    if (disposition !== null) continue
    const noted = { disposition: 'noted', reason: 'credible', evidence: ['the original'], second: null }
    await act(id, { kind: 'information.disposed', item, ...noted })
  }
  for (const { id: flag, state } of view?.state.flags ?? []) {
    if (state === 'unresolved') continue
    await act(id, { kind: 'flag.unresolved', flag, reason: 'the buyer does not explain it' })
  }
  await act(id, {
    kind: 'rights.assessed',
    assessment: {
      rights: [
        {
          right: 'ICCPR 17',
          holders: 'reporters and their sources',
          scale: 4,
          scope: 3,
          irremediability: 4,
          likelihood: 4,
          evidence: ['assessment'],
          counterEvidence: [],
        },
      ],
      involvement: 'directly-linked',
      mitigations: ['a log that cannot be switched off'],
      conclusion: 'apply',
      reasons: 'The use would be covert, and a court does not review it.',
    },
    considered: items,
  })
}

async function value<T>(asked: Promise<{ ok: true; value: T } | { ok: false; error: unknown }>): Promise<T> {
  const done = await asked
  if (!done.ok) throw new Error(JSON.stringify(done.error))
  return done.value
}

async function signed(reference: string): Promise<string> {
  const id = await caseOf(reference)
  await unblock(id)
  await value(firm.application.answer(id, ANSWERS, OLIVE))
  await value(firm.application.prepare(id, OLIVE))
  await value(firm.application.sign(id, 'I read it and stand behind it.', EDGAR))
  return id
}

const stageOf = async (id: string) => (await firm.showCase(id))?.state.application.stage
const sentLast = async () => (await firm.post.deliverNow()).at(-1)

describe('a draft', () => {
  it('is made while the case is blocked, says what blocks it and what is missing, and cannot be prepared', async () => {
    const id = await caseOf('FI-DRAFT')
    const draft = await value(firm.application.draft(id))
    expect(draft.blocks.map((one) => one.kind)).toContain('human-rights')
    expect(draft.missing.map((one) => one.block)).toContain('1')
    const prepared = await firm.application.prepare(id, OLIVE)
    expect(prepared).toMatchObject({ ok: false, error: { kind: 'desk.refused' } })
    expect(!prepared.ok && prepared.error.blocks?.length).toBeGreaterThan(0)
    expect(await stageOf(id)).toBe('none')
    const files = await value(firm.application.files(id, { isDraft: true }))
    expect(files.map((one) => one.name).sort()).toEqual([
      'application.json',
      'application.pdf',
      'transfer-sheet.csv',
      'transfer-sheet.md',
    ])
    expect((await firm.application.files(id, { isDraft: false })).ok).toBe(false)
  })

  it('takes answers over what was answered before, and refuses what is no answer with its field', async () => {
    const id = await caseOf('FI-ANSWERS')
    await value(firm.application.answer(id, ANSWERS, OLIVE))
    await value(
      firm.application.answer(id, { contact: { phone: '' }, items: { interceptor: { model: 'IC-2' } } }, OLIVE),
    )
    const shown = await firm.application.show(id)
    expect(shown?.answers.contact).toEqual({ name: 'Olive Officer' })
    expect(shown?.draft.package.items[0]?.model).toBe('IC-2')
    expect(shown?.draft.missing.map((one) => one.block)).toContain('2')
    const wrong = await firm.application.answer(id, { appliedOn: 'soon', colour: 'blue' }, OLIVE)
    expect(wrong).toMatchObject({ ok: false, error: { kind: 'desk.invalid', faults: expect.any(Array) } })
    expect(!wrong.ok && wrong.error.faults?.map((one) => one.field)).toEqual(['appliedOn', '(whole document)'])
    const strange = await firm.application.answer(id, { parties: { nobody: { address: 'x' } } }, OLIVE)
    expect(!strange.ok && strange.error.faults?.map((one) => one.field)).toEqual(['parties.nobody'])
    await value(firm.application.answer(id, { otherRecipient: { name: '', address: 'x' } }, OLIVE))
    expect((await firm.application.show(id))?.answers.otherRecipient).toBeUndefined()
  })
})

describe('a signature', () => {
  it('is the executive’s whom block 25 names, over the package that was prepared and nothing that came after', async () => {
    const id = await caseOf('FI-SIGN')
    await unblock(id)
    await value(firm.application.answer(id, ANSWERS, OLIVE))
    expect(await firm.application.sign(id, 'I stand behind it.', EDGAR)).toMatchObject({ ok: false })
    const { package: hash } = await value(firm.application.prepare(id, OLIVE))
    const byOfficer = await firm.application.sign(id, 'I stand behind it.', { ...OLIVE, name: 'Edgar Executive' })
    expect(byOfficer).toMatchObject({ ok: false, error: { kind: 'desk.not-permitted' } })
    const other = await firm.application.sign(id, 'I stand behind it.', person('Another Executive', 'executive'))
    expect(other).toMatchObject({ ok: false, error: { sentence: expect.stringContaining('block 25 names') } })
    expect(await firm.application.sign(id, '  ', EDGAR)).toMatchObject({ ok: false, error: { kind: 'desk.invalid' } })
    await act(id, { kind: 'flag.raised', flag: 'late', text: 'A late doubt.', because: [], from: 'Olive Officer' })
    const late = await firm.application.sign(id, 'I stand behind it.', EDGAR)
    expect(late).toMatchObject({ ok: false, error: { kind: 'desk.refused' } })
    await act(id, { kind: 'flag.unresolved', flag: 'late', reason: 'nobody explains it' })
    const stale = await firm.application.sign(id, 'I stand behind it.', EDGAR)
    expect(stale, 'the assessment is from before the doubt').toMatchObject({
      ok: false,
      error: { kind: 'desk.refused' },
    })
    const considered = (await firm.showCase(id))?.state.information.map(({ item }) => item) ?? []
    await act(id, { kind: 'rights.confirmed', looked: 'the late doubt', reason: 'it holds all the same', considered })
    expect(await firm.application.sign(id, 'I stand behind it.', EDGAR)).toMatchObject({
      ok: false,
      error: { sentence: expect.stringContaining('prepare it again') },
    })
    expect((await value(firm.application.prepare(id, OLIVE))).package).not.toBe(hash)
    const package_ = await value(firm.application.sign(id, 'I stand behind it.', EDGAR))
    expect(package_.key).toBe(await firm.post.key())
    const files = await value(firm.application.files(id, { isDraft: false }))
    const json = Buffer.from(files.find((one) => one.name === 'application.json')?.bytes ?? []).toString()
    expect(readSignedPackage(json).ok).toBe(true)
    expect(await firm.application.files(id, { isDraft: false })).toEqual({ ok: true, value: files })
  })
})

describe('an application on its way', () => {
  let id = ''
  let licensing = ''

  it('goes with its attachments, and is a case in the office, with the words of the applicant as it has them', async () => {
    id = await caseOf('FI-SENT')
    await unblock(id)
    await value(firm.application.answer(id, ANSWERS, OLIVE))
    const paper = {
      title: 'Specification',
      name: 'spec.pdf',
      mediaType: 'application/pdf',
      bytes: Buffer.from('%PDF-'),
    }
    await value(firm.application.attach(id, paper, OLIVE))
    const again = await value(firm.application.attach(id, { ...paper, bytes: Buffer.from('%PDF-2') }, OLIVE))
    expect(again.id).toBe('spec 2')
    await value(firm.application.leaveOut(id, 'spec 2', OLIVE))
    await value(firm.application.prepare(id, OLIVE))
    expect(await firm.application.send(id, OFFICE, OLIVE)).toMatchObject({ ok: false })
    await value(firm.application.sign(id, 'I stand behind it.', EDGAR))
    expect(await firm.application.send(id, OFFICE, SALLY)).toMatchObject({
      ok: false,
      error: { kind: 'desk.not-permitted' },
    })
    expect((await firm.showCase(id))?.timeline.at(-1)).toMatchObject({
      actor: { name: 'Sally Seller' },
      event: { kind: 'act.refused', asked: 'application.submitted' },
    })
    expect(await firm.application.send(id, 'Nobody', OLIVE)).toMatchObject({ ok: false })
    expect(await stageOf(id)).toBe('signed')
    await value(firm.application.send(id, OFFICE, OLIVE))
    expect(await stageOf(id)).toBe('submitted')
    expect(await sentLast()).toMatchObject({ state: 'delivered', kind: 'application' })
    const rows = await office.authority.list(REGINA)
    expect(rows.map((one) => one.exporter)).toEqual([FIRM])
    licensing = rows[0]?.id ?? ''
  })

  it('is registered, asked about and answered, each seen on both sides', async () => {
    await value(office.authority.act(licensing, { kind: 'case.registered', reference: 'QM-1' }, REGINA))
    await value(office.authority.act(licensing, { kind: 'case.assigned', officer: LARS.name }, REGINA))
    const query = { kind: 'query.sent', query: 'Q1', question: 'Who authorises an interception?', dueOn: '2026-12-20' }
    await value(office.authority.act(licensing, query, LARS))
    await office.post.deliverNow()
    expect(await stageOf(id)).toBe('asked')
    const shown = await firm.application.show(id)
    expect(shown?.application.reference).toBe('QM-1')
    expect(shown?.correspondence.at(-1)).toMatchObject({ side: 'authority', who: OFFICE, event: { query: 'Q1' } })
    const law = { title: 'Law', name: 'law.txt', mediaType: 'text/plain', bytes: Buffer.from('A court authorises.') }
    await value(firm.application.reply(id, 'Q1', 'A court does.', [law], OLIVE))
    expect(await sentLast()).toMatchObject({ state: 'delivered', kind: 'to-authority' })
    expect(await stageOf(id)).toBe('submitted')
    expect(await firm.application.reply(id, 'Q1', 'Twice.', [], OLIVE)).toMatchObject({ ok: false })
    const own = (await firm.application.show(id))?.correspondence.at(-1)
    expect(own).toMatchObject({ side: 'applicant', delivery: { state: 'delivered' }, files: [{ name: 'law.txt' }] })
    const kept = await value(firm.application.paper(id, sha256('A court authorises.')))
    expect(Buffer.from(kept.bytes).toString()).toBe('A court authorises.')
  })

  const decided = (letter: string, changes: object = {}) => ({
    kind: 'application.decided',
    decision: { outcome: 'denied', authority: OFFICE, reference: 'QM-1/D', letter, conditions: [], ...changes },
  })
  const letterText = canonical({
    reference: 'QM-1/D',
    authority: OFFICE,
    to: FIRM,
    on: '2026-11-25',
    outcome: 'denied',
    sentences: [{ text: 'The application is denied.', evidence: ['package'] }],
    exhibits: [{ id: 'package', title: 'Your application as received', sha256: sha256('x'), restsOn: [] }],
  })
  const letterFile = {
    id: 'letter',
    name: 'letter.json',
    mediaType: 'application/json',
    sha256: sha256(letterText),
    base64: Buffer.from(letterText).toString('base64'),
  }
  const write = async (about: string, body: object, files: (typeof letterFile)[] = []) => {
    await value(office.post.send({ to: FIRM, kind: 'to-applicant', about, body: body as never, files }, LARS))
    return (await office.post.deliverNow()).at(-1)
  }

  it('takes no word that is not the authority’s to say, no decision without its letter, and none in another name', async () => {
    const before = await firm.showCase(id)
    const refusals = [
      await write('FI-SENT', { kind: 'case.released', basis: 'x', second: EDGAR }),
      await write('FI-SENT', { kind: 'nothing' }),
      await write('FI-DRAFT', { kind: 'application.registered', reference: 'QM-9' }),
      await write('FI-SENT', decided(sha256(letterText))),
      await write('FI-SENT', decided(sha256(letterText), { authority: 'Another office' }), [letterFile]),
    ]
    expect(refusals.map((one) => one?.state)).toEqual(Array(5).fill('turned-away'))
    expect((await firm.showCase(id))?.timeline).toEqual(before?.timeline)
    expect((await firm.post.inbox()).filter((one) => one.outcome === 'refused')).toHaveLength(5)
  })

  it('ends with the intent, the answer to it, and the decision whose letter can be read', async () => {
    await write('FI-SENT', { kind: 'application.intent-to-deny', reasons: 'A clear risk.', answerBy: '2026-12-14' })
    expect(await stageOf(id)).toBe('intent-to-deny')
    await value(firm.application.rebut(id, 'The device logs every use.', [], OLIVE))
    expect(await stageOf(id)).toBe('submitted')
    expect((await write('FI-SENT', decided(sha256(letterText)), [letterFile]))?.state).toBe('delivered')
    const shown = await firm.application.show(id)
    expect(shown?.application.decision).toMatchObject({ outcome: 'denied', reference: 'QM-1/D' })
    expect((await firm.work.list(OLIVE)).filter((row) => row.id === id).map(({ why }) => why)).toEqual([
      expect.stringContaining('decision: denied'),
    ])
    expect(shown?.letter?.sentences[0]?.text).toBe('The application is denied.')
    expect(shown?.correspondence.map((one) => one.event.kind)).toEqual([
      'application.prepared',
      'application.signed',
      'application.submitted',
      'application.registered',
      'application.asked',
      'application.replied',
      'application.intent-to-deny',
      'application.rebutted',
      'application.decided',
    ])
  })

  it('goes anew as a supplement, once something came up that the authority does not know', async () => {
    expect(await firm.application.prepare(id, OLIVE)).toMatchObject({ ok: false })
    const tip = Buffer.from(
      'From: Mara Fictionova <mara@tips.example>\r\nSubject: Third unit\r\n\r\nThe Fictional Third Unit listens to reporters.\r\n',
    )
    const { item } = await firm.takeMail(tip)
    await act(id, {
      kind: 'information.disposed',
      item: item.id,
      disposition: 'noted',
      reason: 'credible',
      evidence: ['x'],
      second: null,
    })
    const state = (await firm.showCase(id))?.state
    await act(id, { kind: 'rights.assessed', assessment: state?.rights?.assessment, considered: [item.id] })
    await value(firm.application.prepare(id, OLIVE))
    await value(firm.application.sign(id, 'I stand behind it.', EDGAR))
    await value(firm.application.send(id, OFFICE, OLIVE))
    expect(await sentLast()).toMatchObject({ state: 'delivered', kind: 'supplement' })
    const draft = await value(firm.application.draft(id))
    expect(JSON.stringify(draft)).toContain('listens to reporters')
    expect(JSON.stringify(draft)).not.toContain('Fictionova')
    expect(JSON.stringify(draft)).not.toContain('mara@')
  })

  it('does not go a second time under the reference of another case, whose answers could not be told apart', async () => {
    const twin = await signed('FI-SENT')
    expect(await firm.application.send(twin, OFFICE, OLIVE)).toMatchObject({
      ok: false,
      error: { sentence: expect.stringContaining('a reference of its own') },
    })
  })
})

describe('while an application is on its way', () => {
  const arrive = (words: string) =>
    firm.takeMail(Buffer.from(`From: Mara Fictionova <mara@tips.example>\r\nSubject: Again\r\n\r\n${words}\r\n`))

  it('news after the signature blocks it until it is prepared and signed again with that news', async () => {
    const id = await signed('FI-LATE')
    await arrive('The Fictional Third Unit has another such device.')
    expect(await firm.application.send(id, OFFICE, OLIVE)).toMatchObject({ ok: false, error: { kind: 'desk.refused' } })
    expect((await firm.application.show(id))?.canPrepare).toBe(true)
    await unblock(id)
    expect(await firm.application.send(id, OFFICE, OLIVE)).toMatchObject({ ok: false })
    await value(firm.application.prepare(id, OLIVE))
    await value(firm.application.sign(id, 'I stand behind it.', EDGAR))
    await value(firm.application.send(id, OFFICE, OLIVE))
    expect(await sentLast()).toMatchObject({ state: 'delivered', kind: 'application' })
  })

  it('what an authority turned away is on the worklist until it is brought again and taken', async () => {
    const id = await signed('FI-TURNED')
    const known = { name: FIRM, kind: 'exporter' as const, address: firmServer.address }
    const stranger = '3b6a27bcceb6a42d62a3a8d02a6f0d73653215771de243a63ac048a18b59da29'
    await value(office.post.register({ ...known, key: stranger }, REGINA))
    const message = await value(firm.application.send(id, OFFICE, OLIVE))
    expect(await sentLast()).toMatchObject({ state: 'turned-away' })
    const rows = async () => (await firm.work.list(OLIVE)).filter((row) => row.id === message)
    expect(await rows()).toMatchObject([
      { why: expect.stringContaining('no node is registered here'), next: { href: expect.stringContaining(id) } },
    ])
    expect((await firm.work.list(person('Sally Seller', 'sales'))).filter((row) => row.id === message)).toEqual([])
    await value(office.post.register({ ...known, key: await firm.post.key() }, REGINA))
    await value(firm.post.sendAgain(message, OLIVE))
    expect((await firm.post.deliverNow()).find((one) => one.id === message)).toMatchObject({ state: 'delivered' })
    expect(await rows()).toEqual([])
  })

  it('a question that comes while a supplement is made is taken, and neither is lost', async () => {
    const id = await signed('FI-AMID')
    await value(firm.application.send(id, OFFICE, OLIVE))
    await firm.post.deliverNow()
    const rows = await office.authority.list(REGINA)
    const licensing = rows.find((one) => one.exportersCase === 'FI-AMID')?.id ?? ''
    await value(office.authority.act(licensing, { kind: 'case.registered', reference: 'QM-2' }, REGINA))
    await value(office.authority.act(licensing, { kind: 'case.assigned', officer: LARS.name }, REGINA))
    await arrive('The Fictional Third Unit shares what it hears.')
    await unblock(id)
    await value(firm.application.prepare(id, OLIVE))
    const query = { kind: 'query.sent', query: 'Q1', question: 'Who maintains it?', dueOn: '2026-12-20' }
    await value(office.authority.act(licensing, query, LARS))
    await office.post.deliverNow()
    const asked = await firm.application.show(id)
    expect(asked?.application).toMatchObject({ stage: 'asked', isSupplementDue: true })
    await value(firm.application.reply(id, 'Q1', 'We do.', [], OLIVE))
    await value(firm.application.prepare(id, OLIVE))
    await value(firm.application.sign(id, 'I stand behind it.', EDGAR))
    await value(firm.application.send(id, OFFICE, OLIVE))
    expect(await sentLast()).toMatchObject({ state: 'delivered', kind: 'supplement' })
    expect((await firm.application.show(id))?.application).toMatchObject({ stage: 'submitted', isSupplementDue: false })
  })

  it('what was returned without action is mended and goes again as an application', async () => {
    const id = await signed('FI-BACK')
    await value(firm.application.send(id, OFFICE, OLIVE))
    await firm.post.deliverNow()
    const letter = Buffer.from('{"words":"returned"}')
    const file = {
      id: 'letter',
      name: 'letter.json',
      mediaType: 'application/json',
      sha256: sha256(letter),
      base64: letter.toString('base64'),
    }
    const decision = {
      outcome: 'returned-without-action',
      authority: OFFICE,
      reference: 'QM-3',
      letter: sha256(letter),
      conditions: [],
    }
    const body = { kind: 'application.decided', decision }
    await value(office.post.send({ to: FIRM, kind: 'to-applicant', about: 'FI-BACK', body, files: [file] }, LARS))
    await office.post.deliverNow()
    const shown = await firm.application.show(id)
    expect(shown).toMatchObject({ canPrepare: true, letter: null, application: { stage: 'decided' } })
    await value(firm.application.answer(id, { returnedApplication: 'QM-3' }, OLIVE))
    await value(firm.application.prepare(id, OLIVE))
    await value(firm.application.sign(id, 'I stand behind it.', EDGAR))
    await value(firm.application.send(id, OFFICE, OLIVE))
    expect(await sentLast()).toMatchObject({ state: 'delivered', kind: 'application' })
    expect((await firm.application.show(id))?.application).toMatchObject({ stage: 'submitted', decision: null })
  })
})

describe('over HTTP', () => {
  const call = async (path: string, body?: unknown) => {
    const init =
      body === undefined
        ? {}
        : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
    const response = await fetch(`${firmServer.address}${path}`, init)
    return { status: response.status, body: await response.text() }
  }

  it('an application is filled, prepared, signed by the executive who is named, sent and written', async () => {
    const id = await caseOf('FI-HTTP')
    await unblock(id)
    const base = `/v1/cases/${id}/application`
    expect((await call(`${base}/prepare`, {})).status).toBe(409)
    expect((await call(`${base}/answers`, { appliedOn: 'soon' })).status).toBe(400)
    expect((await call(`${base}/answers`, ANSWERS)).status).toBe(200)
    const attached = await call(`${base}/attachments`, {
      title: 'Large',
      name: 'large.pdf',
      mediaType: 'application/pdf',
      base64: Buffer.alloc(4_500_000).toString('base64'),
    })
    expect(attached.status).toBe(201)
    const tooMuch = await call(`${base}/attachments`, {
      title: 'Large',
      name: 'large.pdf',
      mediaType: 'application/pdf',
      base64: Buffer.alloc(1_500_000).toString('base64'),
    })
    expect(tooMuch).toMatchObject({ status: 409, body: expect.stringContaining('5 MB') })
    expect((await call(`${base}/prepare`, {})).status).toBe(200)
    const signature = { statement: 'I stand behind it.', name: 'Edgar Executive' }
    expect((await call(`${base}/sign`, signature)).status).toBe(200)
    const sent = await call(`${base}/send`, { to: OFFICE })
    expect(JSON.parse(sent.body)).toMatchObject({ application: { stage: 'submitted' }, sentTo: OFFICE })
    expect(await sentLast()).toMatchObject({ state: 'delivered' })
    const pdf = await fetch(`${firmServer.address}${base}/files/application.pdf`)
    expect(pdf.headers.get('content-type')).toBe('application/pdf')
    expect((await pdf.text()).slice(0, 5)).toBe('%PDF-')
    expect((await call(`${base}/files/other.txt`)).status).toBe(404)
    expect((await call('/v1/cases/no-such/application')).status).toBe(404)
  })

  it('a message is judged by its own text: doubled keys, other bytes and no bytes are refused with a sentence', async () => {
    const post = async (body: string | Uint8Array, type = 'application/json') => {
      const init = { method: 'POST', headers: { 'content-type': type }, body }
      const response = await fetch(`${officeServer.address}/v1/post`, init)
      return { status: response.status, ...((await response.json()) as { outcome?: string; sentence?: string }) }
    }
    expect(await post('{"message":1,"message":1}')).toMatchObject({
      status: 200,
      outcome: 'refused',
      sentence: expect.stringContaining('a key stands twice'),
    })
    expect((await post(Buffer.from([0xff, 0xfe]))).status).toBe(400)
    expect(await post('')).toMatchObject({ outcome: 'refused' })
    expect((await post('a: 1', 'application/yaml')).status).toBe(415)
    expect((await post(Buffer.alloc(14_000_000, 0x20))).status).toBe(413)
  })
})

describe('at the terminal', () => {
  const cli = async (...args: string[]) => {
    let [out, err] = ['', '']
    const io = {
      stdin: (async function* () {})(),
      out: (text: string) => {
        out += text
      },
      drained: async () => {},
      err: (text: string) => {
        err += text
      },
      env: {
        UNBLIND_DATA_DIR: join(folder, 'exporter'),
        DATABASE_URL: databases[0]?.url,
        UNBLIND_NAME: FIRM,
      },
      isTty: false,
      isErrTty: false,
      clock,
      untilStopped: () => new Promise<void>(() => {}),
    }
    return { code: await run(args, io, '0.0.0'), out, err }
  }

  it('a draft is written while the case is blocked, and nothing else is', async () => {
    const id = await caseOf('FI-CLI-1')
    const out = join(folder, 'draft')
    const refused = await cli('application', id, '--out', out)
    expect(refused.code).toBe(2)
    expect(refused.err).toContain('blocked by: no human-rights assessment is written')
    const drafted = await cli('application', id, '--out', out, '--draft')
    expect([drafted.code, drafted.err]).toEqual([0, ''])
    expect(readFileSync(join(out, 'transfer-sheet.md'), 'utf8')).toContain('DRAFT')
    expect((await cli('application', id, '--out', out, '--draft', '--sign', '--as', 'Edgar Executive')).code).toBe(2)
    expect((await cli('application', 'no-such', '--out', out)).code).toBe(2)
  })

  it('an application is answered, signed by the executive, sent and written in one line', async () => {
    const id = await caseOf('FI-CLI-2')
    await unblock(id)
    const answers = join(folder, 'answers.json')
    writeFileSync(answers, JSON.stringify(ANSWERS))
    const out = join(folder, 'application')
    const unsigned = await cli('application', id, '--out', out, '--answers', answers)
    expect([unsigned.code, unsigned.err]).toEqual([0, ''])
    const nobody = await cli('application', id, '--sign')
    expect(nobody).toMatchObject({ code: 2, err: expect.stringContaining('--as NAME') })
    const sent = await cli('application', id, '--out', out, '--sign', '--as', 'Edgar Executive', '--send', OFFICE)
    expect([sent.code, sent.err]).toEqual([0, ''])
    expect(sent.out).toContain('who has it')
    expect(readSignedPackage(readFileSync(join(out, 'application.json'), 'utf8')).ok).toBe(true)
  })

  it('other nodes are made known and listed, and the key of this one is printed', async () => {
    expect((await cli('node', 'key')).out.trim()).toBe(await firm.post.key())
    const key = await office.post.key()
    const twice = await cli('counterparty', 'add', 'Another', '--kind', 'authority', '--key', key)
    expect(twice).toMatchObject({ code: 2, err: expect.stringContaining(OFFICE) })
    expect((await cli('counterparty', 'add', 'Another', '--kind', 'bank', '--key', key)).code).toBe(2)
    expect((await cli('counterparty', 'list')).out).toContain(OFFICE)
  })
})
