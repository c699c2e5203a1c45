/** A licensing office at its doors: the whole review over HTTP, each official at their own sign-in. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type {
  DenialRow,
  ForumInbox,
  LetterShown,
  LicensingRow,
  LicensingView,
  PersonRole,
  RefusedPackageRow,
  WorkItem,
} from '../src/app/index.ts'
import { packageHash, readSignedPackage, writePackage } from '../src/application/index.ts'
import { canonicalHash, day, sha256, ulid } from '../src/base/index.ts'
import { issue, keyTextOf, openLog, readDraft, rosterOf, stateId, writeFounding } from '../src/forum/index.ts'
import { FACTORS } from '../src/licensing/index.ts'
import { keyOf, signedBy, wholePackage } from './application-story.ts'
import {
  application,
  EXPORTER,
  listeningExporter,
  MINISTRY,
  type Name,
  OFFICE,
  type Office,
  openOffice,
} from './authority-office.ts'
import { testDatabase } from './database.ts'

const database = await testDatabase()
const folder = mkdtempSync(join(tmpdir(), 'unblind-authority-'))
let now = Date.parse('2026-11-24T15:00:00.000Z')
/** How often the clock is still looked at before whatever looks stops there, as if the machine had. */
let looksLeft = Number.POSITIVE_INFINITY
const clock = () => {
  if (looksLeft-- <= 0) throw new Error('stopped here')
  return new Date(now)
}
let office: Office
let exporter: Awaited<ReturnType<typeof listeningExporter>>

beforeAll(async () => {
  exporter = await listeningExporter()
  office = await openOffice({ databaseUrl: database.url, dataDir: folder, clock })
}, 60_000)
afterAll(async () => {
  await office.close()
  exporter.close()
  rmSync(folder, { recursive: true, force: true })
})

type List = { readonly applications: readonly LicensingRow[]; readonly refused: readonly RefusedPackageRow[] }
type Refusal = { readonly kind: string; readonly detail: string }

const list = async (name: Name) => (await (await office.as(name)).get<List>('/v1/licensing/applications')).body
const view = async (id: string, name: Name = 'Lars Licensing') =>
  (await (await office.as(name)).get<LicensingView>(`/v1/licensing/applications/${id}`)).body
const act = async (id: string, name: Name, asked: object) =>
  (await office.as(name)).post<Refusal>(`/v1/licensing/applications/${id}/acts`, asked)
const done = async (id: string, name: Name, asked: object) => {
  const { status, body } = await act(id, name, asked)
  expect(status, JSON.stringify(body)).toBe(200)
}
const pass = (days: number) => {
  now += days * 86_400_000
  office.nextMorning()
}
const dayAfter = (days: number) => new Date(now + days * 86_400_000).toISOString().slice(0, 10)

describe('what is brought', () => {
  it('from an exporter nobody registered is refused with a sentence and opens nothing', async () => {
    const answer = await office.bring(application)
    expect(answer.outcome).toBe('refused')
    expect(answer.sentence).toContain('no node is registered here under the key')
    expect((await list('Lars Licensing')).applications).toEqual([])
    await office.registerExporter(exporter.address)
  })

  it('with one byte changed is refused, and the text as it came is kept with why', async () => {
    const text = String(application.body).replace('Fictional Third Unit', 'Fictional Tbird Unit')
    const answer = await office.bring({ ...application, body: text })
    expect(answer).toMatchObject({ outcome: 'refused' })
    expect(answer.sentence).toContain('its hash is another; send it again as it was signed')
    const { applications, refused } = await list('Lars Licensing')
    expect(applications).toEqual([])
    expect(refused).toMatchObject([{ why: 'package.altered', from: EXPORTER, file: sha256(text) }])
    const kept = await (await office.as('Lars Licensing')).bytes(`/v1/licensing/refused/${sha256(text)}`)
    expect(kept.bytes.toString()).toBe(text)
    expect(await (await office.as('Ada Adviser')).bytes(`/v1/licensing/refused/${sha256(text)}`)).toMatchObject({
      status: 404,
    })
  })

  it('in the name of another, or about another case than the package, is refused', async () => {
    expect(await office.bring({ ...application, from: 'Made-Up Optics LLC' })).toMatchObject({ outcome: 'refused' })
    const other = await office.bring({ ...application, about: 'C-2' })
    expect(other.outcome).toBe('refused')
    expect(other.sentence).toContain('the package is of another case')
    expect((await list('Lars Licensing')).applications).toEqual([])
  })

  it('whole and signed opens one case, and a second time none', async () => {
    expect(await office.bring(application)).toMatchObject({ outcome: 'taken' })
    const again = await office.bring(application)
    expect(again.outcome).toBe('refused')
    expect(again.sentence).toContain('send what is new as a supplement')
    const { applications } = await list('Lars Licensing')
    expect(applications).toMatchObject([
      { exporter: EXPORTER, exportersCase: 'C-1', destination: 'EG', stage: 'received', reference: null },
    ])
    expect(applications[0]?.items).toEqual(['5A001.f.1, FI-IC-1'])
  })

  it('for the same package from two doors at once opens one case', async () => {
    const whole = { ...wholePackage(), pending: [] }
    const other = { ...whole, case: 'C-3' }
    const text = String(writePackage(signedBy(keyOf(1), other)))
    const brought = { ...application, body: text, about: 'C-3' }
    const answers = await Promise.all([office.bring(brought), office.bring(brought), office.bring(brought)])
    expect(answers.filter(({ outcome }) => outcome === 'taken')).toHaveLength(1)
    const { applications } = await list('Lars Licensing')
    expect(applications.filter(({ exportersCase }) => exportersCase === 'C-3')).toHaveLength(1)
  })
})

describe('the review of one application', () => {
  let id = ''
  beforeAll(async () => {
    id = (await list('Lars Licensing')).applications.find((one) => one.exportersCase === 'C-1')?.id ?? ''
  })

  it('begins with a registrar: nobody works on what is not registered', async () => {
    const early = await act(id, 'Lars Licensing', finding('H1'))
    expect(early).toMatchObject({ status: 409, body: { kind: 'desk.refused' } })
    expect(early.body.detail).toContain('register the application first')
    await done(id, 'Regina Registrar', { kind: 'case.registered', reference: 'QM-2026-0001' })
    const stranger = await act(id, 'Regina Registrar', { kind: 'case.assigned', officer: 'Nobody Known' })
    expect(stranger).toMatchObject({ status: 409, body: { kind: 'desk.refused' } })
    const adviser = await act(id, 'Regina Registrar', { kind: 'case.assigned', officer: 'Ada Adviser' })
    expect(adviser.status).toBe(409)
    await done(id, 'Regina Registrar', { kind: 'case.assigned', officer: 'Lars Licensing' })
    const { id: officerId } = await office.person('Lars Licensing')
    expect(await view(id)).toMatchObject({
      stage: 'in-review',
      state: { reference: 'QM-2026-0001', registeredOn: '2026-11-24', officer: 'Lars Licensing', officerId },
    })
    expect(await office.app.post.outbox()).toMatchObject([{ to: EXPORTER, kind: 'to-applicant', about: 'C-1' }])
  })

  it('runs three clocks of 15 CFR 750.4: 9 days to refer, 90 to resolve, 30 for an agency', async () => {
    expect((await view(id)).clocks.map(({ clock, dueOn }) => [clock, dueOn])).toEqual([
      ['refer', '2026-12-03'],
      ['resolve', '2027-02-22'],
    ])
    const rows = await (await office.as('Lars Licensing')).get<{ items: readonly WorkItem[] }>('/v1/work')
    expect(JSON.stringify(rows.body)).toContain('QM-2026-0001')
  })

  it('shows the package as it was signed, with what the applicant disclosed, the tip among it and its author not', async () => {
    const shown = await view(id)
    const [first] = shown.packages
    expect(first && packageHash(first.signed.package)).toBe(shown.state.package)
    expect(shown.state.subjects.map(({ subject }) => subject)).toContain('information n1')
    expect(JSON.stringify(shown)).not.toMatch(/Fictionova|tips\.example/)
    const text = await (await office.as('Lars Licensing')).bytes(
      `/v1/licensing/applications/${id}/files/${shown.state.file}`,
    )
    expect(readSignedPackage(text.bytes.toString()).ok).toBe(true)
    const brochure = shown.state.evidence.find((one) => one.id === 'attachment brochure')
    const file = await (await office.as('Lars Licensing')).bytes(
      `/v1/licensing/applications/${id}/files/${brochure?.sha256}`,
    )
    expect(file.bytes.toString()).toBe('brochure')
  })

  it('is hidden from an agency that was not asked, and open to one that was', async () => {
    expect((await list('Ada Adviser')).applications).toEqual([])
    expect(await (await office.as('Ada Adviser')).get(`/v1/licensing/applications/${id}`)).toMatchObject({
      status: 404,
    })
    expect(await act(id, 'Ada Adviser', { kind: 'query.acknowledged', query: 'Q1' })).toMatchObject({ status: 404 })
    await done(id, 'Lars Licensing', {
      kind: 'agency.consulted',
      agency: MINISTRY,
      question: 'What is known of the unit?',
      dueOn: dayAfter(30),
    })
    expect((await list('Ada Adviser')).applications).toHaveLength(1)
    expect((await list('Elena Elsewhere')).applications).toEqual([])
    const rows = await (await office.as('Ada Adviser')).get<unknown>('/v1/work')
    expect(JSON.stringify(rows.body)).toContain('asks for advice')
    expect((await view(id)).clocks.map(({ clock }) => clock)).toEqual(['refer', 'advice', 'resolve'])
  })

  it('lets an adviser of another agency advise and impose, never find, and never speak for the office', async () => {
    expect(await act(id, 'Ada Adviser', finding('H1'))).toMatchObject({ status: 403 })
    expect(
      await act(id, 'Ada Adviser', {
        kind: 'condition.imposed',
        condition: 'C1',
        text: 'x',
        metric: 'y',
        imposedBy: OFFICE,
      }),
    ).toMatchObject({ status: 403 })
    await done(id, 'Ada Adviser', {
      kind: 'condition.imposed',
      condition: 'C1',
      text: 'Every interception is logged, and the log cannot be switched off.',
      metric: 'the log, read on site every quarter',
      imposedBy: MINISTRY,
    })
    await done(id, 'Ada Adviser', {
      kind: 'agency.advised',
      agency: MINISTRY,
      advice: 'refuse',
      reasons: 'The unit answers to no court.',
      evidence: ['package'],
    })
    expect(
      await act(id, 'Lars Licensing', { kind: 'condition.changed', condition: 'C1', to: null, reason: 'no' }),
    ).toMatchObject({
      status: 403,
      body: { detail: expect.stringContaining(`${MINISTRY} imposed it; ask for its consent`) },
    })
    expect((await view(id)).state.conditions).toMatchObject([
      { condition: 'C1', text: expect.stringContaining('logged') },
    ])
  })

  it('does not count the days in which the applicant owes an answer', async () => {
    await done(id, 'Lars Licensing', { kind: 'query.sent', query: 'Q1', question: 'Which unit?', dueOn: dayAfter(20) })
    pass(5)
    expect((await view(id)).clocks.find(({ clock }) => clock === 'resolve')).toMatchObject({
      dueOn: '2027-02-27',
      pausedDays: 5,
    })
    const answer = await office.bring({
      kind: 'to-authority',
      body: {
        kind: 'query.replied',
        query: 'Q1',
        answer: 'The third unit in Cairo.',
        documents: [{ id: 'letter of the unit', title: 'Letter', sha256: sha256('letter'), isOpen: true }],
      },
      files: [{ id: 'letter of the unit', bytes: Buffer.from('letter') }],
    })
    expect(answer).toMatchObject({ outcome: 'taken' })
    pass(3)
    expect((await view(id)).clocks.find(({ clock }) => clock === 'resolve')).toMatchObject({ pausedDays: 5 })
    expect((await view(id)).state.subjects.at(-1)).toMatchObject({ subject: 'reply Q1', weight: null })
  })

  it('takes from the applicant its answers and nothing else, with the papers it names', async () => {
    const finder = await office.bring({ kind: 'to-authority', body: { ...finding('H1') } })
    expect(finder).toMatchObject({
      outcome: 'refused',
      sentence: expect.stringContaining('not for an applicant to say'),
    })
    const documents = [{ id: 'lost', title: 'Lost', sha256: sha256('lost'), isOpen: true }]
    const missing = { kind: 'rebuttal.received', answer: 'No.', documents }
    expect(await office.bring({ kind: 'to-authority', body: missing })).toMatchObject({
      sentence: expect.stringContaining('did not come along'),
    })
    const early = await office.bring({ kind: 'to-authority', body: { ...missing, documents: [] } })
    expect(early).toMatchObject({ outcome: 'refused', sentence: expect.stringContaining('no intent to deny') })
    expect((await view(id)).timeline.at(-1)).toMatchObject({
      event: { kind: 'act.refused', asked: 'rebuttal.received' },
      actor: { name: EXPORTER },
    })
  })

  it('takes what the applicant learned since as a supplement of the same case, once, and never as a second case', async () => {
    const later = {
      text: 'We learned that the unit has a second device.',
      evidence: ['form'],
      writtenBy: 'applicant',
    } as const
    const whole = { ...wholePackage(), letter: [...wholePackage().letter, later] }
    const body = writePackage(signedBy(keyOf(1), whole))
    const { files = [] } = application
    const before = (await list('Lars Licensing')).applications.length
    expect(await office.bring({ kind: 'supplement', body, files })).toMatchObject({ outcome: 'taken' })
    const again = await office.bring({ kind: 'supplement', body, files })
    expect(again).toMatchObject({
      outcome: 'refused',
      sentence: expect.stringContaining('received before, as QM-2026-0001'),
    })
    expect(await office.bring({ kind: 'supplement', body, files, about: 'C-3' })).toMatchObject({ outcome: 'refused' })
    const asNew = await office.bring({ kind: 'application', body, files })
    expect(asNew).toMatchObject({ outcome: 'refused', sentence: expect.stringContaining('received before') })
    const shown = await view(id)
    expect(shown.packages).toHaveLength(2)
    expect(shown.packages[1]?.signed.package.letter.at(-1)).toEqual(later)
    // Nothing is new in the schedule: what is new stands in the letter, and is read all the same.
    expect(shown.gaps).toContain('weigh package (supplement 1)')
    expect((await list('Lars Licensing')).applications).toHaveLength(before)
  })

  it('says what is missing before a decision, and goes on as each is done', async () => {
    const proposal = propose()
    const early = await act(id, 'Lars Licensing', proposal)
    expect(early).toMatchObject({ status: 409, body: { detail: expect.stringContaining('weigh') } })
    for (const { subject } of (await view(id)).state.subjects) {
      await done(id, 'Lars Licensing', {
        kind: 'information.weighed',
        subject,
        weight: 'relied-on',
        reason: 'It is specific and was not answered.',
        evidence: ['package'],
      })
    }
    expect((await view(id)).gaps).toEqual(
      FACTORS.map((factor) => `record a finding on ${factor}, or say why it does not apply`),
    )
    for (const factor of FACTORS) await done(id, 'Lars Licensing', finding(factor))
    expect((await view(id)).gaps).toEqual([])
    const unheard = await act(id, 'Lars Licensing', proposal)
    expect(unheard.body.detail).toContain('an intent to deny goes out first')
  })

  it('sets the day of an act by its own clock: nobody lapses a question early by writing a later day', async () => {
    await done(id, 'Lars Licensing', {
      kind: 'denial.intended',
      reasons: [{ text: 'The unit turned such a device on reporters.', evidence: ['finding H3', 'information n1'] }],
      wouldHelp: 'No change to this application would.',
      answerBy: dayAfter(20),
    })
    const ahead = await act(id, 'Lars Licensing', { kind: 'rebuttal.lapsed', on: dayAfter(30) })
    expect(ahead).toMatchObject({ status: 400, body: { detail: expect.stringContaining('leave it out') } })
    expect(await act(id, 'Lars Licensing', { kind: 'rebuttal.lapsed' })).toMatchObject({ status: 409 })
    const short = await act(id, 'Lars Licensing', {
      kind: 'query.sent',
      query: 'Q9',
      question: 'q',
      dueOn: '2020-01-01',
    })
    expect(short).toMatchObject({ status: 400 })
  })

  it('is decided by two: who proposes does not countersign, and news takes both back', async () => {
    await office.bring({
      kind: 'to-authority',
      body: { kind: 'rebuttal.received', answer: 'The unit was reformed.', documents: [] },
    })
    await done(id, 'Lars Licensing', {
      kind: 'information.weighed',
      subject: 'rebuttal 1',
      weight: 'considered',
      reason: 'It names no evidence.',
      evidence: ['package'],
    })
    await done(id, 'Lars Licensing', propose())
    expect(await act(id, 'Lars Licensing', { kind: 'decision.countersigned', isAccepted: true })).toMatchObject({
      status: 403,
    })
    expect(await act(id, 'Lars Licensing', { kind: 'case.decided', reference: 'D' })).toMatchObject({ status: 409 })
    const waiting = await (await office.as('Lena Licensing')).get<unknown>('/v1/work')
    expect(JSON.stringify(waiting.body)).toContain('another officer countersigns')
    const own = await (await office.as('Lars Licensing')).get<unknown>('/v1/work')
    expect(JSON.stringify(own.body)).not.toContain('another officer countersigns')
    await done(id, 'Lena Licensing', { kind: 'decision.countersigned', isAccepted: true })
    await done(id, 'Regina Registrar', {
      kind: 'evidence.added',
      evidence: { id: 'report', title: 'A report', text: 'New words.' },
      from: 'a fictional institute',
    })
    expect((await view(id)).stage).toBe('in-review')
    await done(id, 'Lars Licensing', {
      kind: 'information.weighed',
      subject: 'report',
      weight: 'not-relevant',
      reason: 'It is of another unit.',
      evidence: ['report'],
    })
    await done(id, 'Lars Licensing', propose())
    const lars = await office.person('Lars Licensing')
    const given = async (roles: readonly PersonRole[]) => {
      const by = { id: 'terminal', name: 'Fictional Setter' }
      expect((await office.app.people.changeRoles(lars.id, { roles }, by)).ok).toBe(true)
      office.nextMorning()
    }
    await given(['auditor'])
    const alone = await act(id, 'Lena Licensing', { kind: 'decision.countersigned', isAccepted: true })
    expect(alone).toMatchObject({ status: 403, body: { detail: expect.stringContaining('may do it no more') } })
    expect((await view(id)).stage).toBe('proposed')
    await given(lars.roles)
    await done(id, 'Lena Licensing', { kind: 'decision.countersigned', isAccepted: true })
  })

  it('shows the letter before it goes, each sentence with what it rests on, and issues that one', async () => {
    const draft = await (await office.as('Lars Licensing')).get<LetterShown>(`/v1/licensing/applications/${id}/letter`)
    expect(draft.body).toMatchObject({ isIssued: false, refusal: null })
    expect(draft.body.letter?.sentences.every(({ evidence }) => evidence.length > 0)).toBe(true)
    await done(id, 'Lars Licensing', { kind: 'case.decided', reference: 'QM-2026-0001-D' })
    expect(await act(id, 'Ada Adviser', { kind: 'letter.issued' })).toMatchObject({ status: 403 })
    await done(id, 'Lars Licensing', { kind: 'letter.issued' })
    const issued = await (await office.as('Audrey Auditor')).get<LetterShown>(`/v1/licensing/applications/${id}/letter`)
    const shown = await view(id)
    expect(canonicalHash(issued.body.letter)).toBe(shown.state.letter)
    const kept = await (await office.as('Lars Licensing')).bytes(
      `/v1/licensing/applications/${id}/files/${shown.state.letter}`,
    )
    expect(sha256(kept.bytes)).toBe(shown.state.letter)
    const path = `/v1/licensing/applications/${id}/letter?format=pdf`
    const [one, two] = [
      await (await office.as('Lars Licensing')).bytes(path),
      await (await office.as('Lena Licensing')).bytes(path),
    ]
    expect(one.bytes.subarray(0, 5).toString()).toBe('%PDF-')
    expect(one.bytes.equals(two.bytes)).toBe(true)
  })

  it('told the applicant of each thing it had to know, and nothing between officers', async () => {
    await office.app.post.deliverNow()
    const told = exporter.heard.map(({ message }) => message).filter(({ about }) => about === 'C-1')
    const words = told.map(({ body }) =>
      typeof body === 'object' && body !== null && 'kind' in body ? body.kind : null,
    )
    expect(words).toEqual([
      'application.registered',
      'application.asked',
      'application.intent-to-deny',
      'application.decided',
    ])
    const [letter, paper] = told.at(-1)?.files ?? []
    expect(letter).toMatchObject({ name: 'letter.json', sha256: (await view(id)).state.letter })
    expect(
      Buffer.from(paper?.base64 ?? '', 'base64')
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-')
  })

  it('keeps every attempt in the ledger, and everything in it verifies', async () => {
    const { timeline } = await view(id)
    const attempts = timeline.flatMap(({ event }) => (event.kind === 'act.refused' ? [event.asked] : []))
    expect(attempts).toContain('condition.changed')
    expect(attempts).toContain('decision.countersigned')
    expect((await office.app.verifyAll()).broken).toBeNull()
  })

  it('lets an auditor read and never act', async () => {
    expect((await view(id, 'Audrey Auditor')).state.decision?.outcome).toBe('denied')
    expect(await act(id, 'Audrey Auditor', finding('H1'))).toMatchObject({ status: 403 })
    expect(await (await office.as('Dele Delegate')).get(`/v1/licensing/applications/${id}`)).toMatchObject({
      status: 403,
    })
  })
})

describe('what an official sends', () => {
  it.each([
    [{}, 'kind'],
    [{ kind: 'package.received' }, 'kind'],
    [
      { kind: 'finding.recorded', factor: 'H15', finding: 'low', evidence: [], counterEvidence: [], text: 'x' },
      'factor',
    ],
    [{ kind: 'case.registered', reference: ' ' }, 'reference'],
    [{ kind: 'case.registered', reference: 'R', extra: 1 }, 'kind'],
    [{ kind: 'query.sent', query: 'q', question: '\ud800', dueOn: '2027-01-01' }, 'question'],
    [{ kind: 'evidence.added', evidence: { id: 'a', title: 'b', isOpen: true }, from: 'c' }, 'evidence'],
  ])('is refused with the field when it is not in form: %j', async (asked, field) => {
    const { applications } = await list('Lars Licensing')
    const answer = await act(applications[0]?.id ?? '', 'Lars Licensing', asked)
    expect(answer.status).toBe(400)
    expect(answer.body).toMatchObject({ faults: [{ field }] })
  })

  it('about a case that is not there is answered as not found', async () => {
    expect(await act('nothing', 'Lars Licensing', finding('H1'))).toMatchObject({ status: 404 })
  })
})

function finding(factor: string) {
  return {
    kind: 'finding.recorded',
    factor,
    finding: factor === 'H3' ? 'clear-risk' : 'low',
    evidence: ['information n1'],
    counterEvidence: ['human-rights'],
    text: 'The unit used such a device on reporters.',
  }
}

function propose() {
  return {
    kind: 'decision.proposed',
    outcome: 'denied',
    reasons: [{ text: 'The unit turned such a device on reporters.', evidence: ['finding H3', 'information n1'] }],
    grounds: ['15 CFR 742.13(b)(2)'],
  }
}

/** The forum that this office founded with Borland, whose key is the seventh. */
const FOUNDERS = [
  { state: 'QM', name: 'Aldermark', from: '2026-01-01' },
  { state: 'QN', name: 'Borland', from: '2026-01-01' },
]
let genesis: readonly string[] = []

describe('a denial told to other states', () => {
  const law = { act: 'Fictional Export Act', provision: 'section 12', consentGiven: false, note: null }
  const sharing = {
    legalBasis: law,
    grounds: ['human-rights'],
    rightsAffected: ['ICCPR 17'],
    reasons: 'The end user turned such a device on reporters.',
    parties: 'named',
  }
  const handling = { tlp: 'AMBER+STRICT', eyes: ['QN'] }
  let denied = ''
  const denials = async () =>
    (await (await office.as('Dele Delegate')).get<{ denials: readonly DenialRow[] }>('/v1/licensing/denials')).body
      .denials
  const prepare = async (name: Name, asked: object) =>
    (await office.as(name)).post<Refusal>(`/v1/licensing/applications/${denied}/denial-notice`, asked)
  const inForum = async (type: string) => {
    const inbox = await (await office.as('Dele Delegate')).get<ForumInbox>('/v1/forum/records')
    const hashes = inbox.body.discussions.map(({ hash }) => hash)
    const views = await Promise.all(
      hashes.map(async (hash) => {
        const found = await office.app.forum.discussion(hash, await office.person('Dele Delegate'))
        return found.ok ? found.value.records : []
      }),
    )
    return views.flat().filter((one) => one.type === type).length
  }
  /** Tries, stopped one look at the clock later each time, until it stands here. @returns how often it was stopped before */
  const untilDone = async (doing: () => Promise<unknown>, isDone: () => Promise<boolean>) => {
    for (let stops = 0; ; stops++) {
      looksLeft = stops
      const error = await doing().then(
        () => null,
        (thrown: Error) => thrown,
      )
      looksLeft = Number.POSITIVE_INFINITY
      expect(error?.message ?? 'stopped here').toBe('stopped here')
      if (await isDone()) return stops
    }
  }
  const say = async (verb: string, asked: object, name: Name = 'Dele Delegate') =>
    (await office.as(name)).post<Refusal>(`/v1/licensing/denials/${denied}/${verb}`, asked)

  beforeAll(async () => {
    denied = (await list('Lars Licensing')).applications.find((one) => one.exportersCase === 'C-1')?.id ?? ''
    const key = await office.app.forum.key()
    if (!key.ok) throw new Error(key.error.sentence)
    const borland = { state: stateId('QN'), key: keyTextOf(keyOf(7)) }
    const founders = [{ state: 'QM', key: key.value.key }, borland]
    const found = await office.app.forum.found({ name: 'Aldermark', founders })
    if (!found.ok) throw new Error(found.error.sentence)
    const descriptor = { ...borland, name: 'Borland', authority: 'Licensing Office of Borland (fictional)', host: null }
    const roster = rosterOf([{ state: stateId('QM'), key: key.value.key }, borland])
    const theirs = writeFounding(
      { descriptor, roster },
      { key: keyOf(7), id: ulid(now, Buffer.alloc(16, 9)), at: new Date(now).toISOString() },
    )
    genesis = [found.value, theirs]
    const seat = await office.app.forum.setUp(
      { founders: FOUNDERS, genesis, peers: [] },
      await office.person('Dele Delegate'),
    )
    if (!seat.ok) throw new Error(seat.error.sentence)
  })

  it('is refused without the law under which it may be shared, and that it was tried is kept', async () => {
    expect(await prepare('Lars Licensing', { ...sharing, legalBasis: { ...law, act: ' ' } })).toMatchObject({
      status: 400,
      body: { detail: expect.stringContaining('name the act and the provision') },
    })
    expect(await prepare('Lars Licensing', { ...sharing, legalBasis: undefined })).toMatchObject({ status: 400 })
    expect(await denials()).toMatchObject([{ state: 'not-prepared', notice: null, reference: 'QM-2026-0001-D' }])
    expect(await say('share', { handling })).toMatchObject({ status: 409 })
  })

  it('is prepared by an officer of the office, not by an adviser, a registrar or a delegate', async () => {
    expect(await prepare('Ada Adviser', sharing)).toMatchObject({ status: 404 })
    expect(await prepare('Regina Registrar', sharing)).toMatchObject({ status: 403 })
    expect(await prepare('Dele Delegate', sharing)).toMatchObject({ status: 403 })
    expect(await prepare('Lars Licensing', sharing)).toMatchObject({ status: 201, body: { state: 'prepared' } })
    const [row] = await denials()
    expect(row?.notice?.body).toMatchObject({ destination: 'EG', legalBasis: { provision: 'section 12' } })
    expect(JSON.stringify(row)).not.toContain(EXPORTER)
  })

  it('goes to whom its label names, as said before it is signed; without a label to nobody', async () => {
    expect((await say('share', { handling: {} })).status).toBeGreaterThanOrEqual(400)
    const shown = await say('preview', { handling })
    expect(shown.body).toMatchObject({ refusal: null, receives: [{ name: expect.stringContaining('Borland') }] })
    expect(await say('share', { handling }, 'Lars Licensing')).toMatchObject({ status: 403 })
  })

  it('is told once and written down here, wherever the telling stops and is begun anew', async () => {
    const dele = await office.person('Dele Delegate')
    const stops = await untilDone(
      () => office.app.authority.shareDenial(denied, { handling }, dele),
      async () => {
        const isShared = (await denials())[0]?.shared !== null
        expect(await inForum('denial.notice')).toBe(isShared ? 1 : 0)
        return isShared
      },
    )
    expect(stops).toBeGreaterThan(1)
    expect(await denials()).toMatchObject([
      {
        state: 'shared',
        shared: { label: 'AMBER+STRICT', by: 'Dele Delegate', at: new Date(now).toISOString() },
        validUntil: expect.stringMatching(/^2029-/),
      },
    ])
    expect(await say('share', { handling })).toMatchObject({ status: 409 })
    expect(await prepare('Lars Licensing', sharing)).toMatchObject({ status: 409 })
  })

  it('is nobody else’s to see, tell or review: not of a delegate who speaks for another agency', async () => {
    const ada = { ...(await office.person('Ada Adviser')), roles: ['adviser', 'delegate'] as const }
    const { authority } = office.app
    const unknown = { ok: false, error: { kind: 'desk.unknown' } }
    expect(await authority.denials(ada)).toEqual([])
    expect(await authority.previewDenial(denied, { handling }, ada)).toMatchObject(unknown)
    expect(await authority.shareDenial(denied, { handling }, ada)).toMatchObject(unknown)
    expect(await authority.reviewDenial(denied, { outcome: 'revoked', reasons: 'x' }, ada)).toMatchObject(unknown)
    expect((await authority.prepareDenial(denied, sharing, ada)).ok).toBe(false)
  })

  it('stays where it is found when it is revoked, marked', async () => {
    expect(
      await say('review', { outcome: 'kept', reasons: 'Nothing changed.', validUntil: '2020-01-01' }),
    ).toMatchObject({ status: 400 })
    const dele = await office.person('Dele Delegate')
    const kept = { outcome: 'kept', reasons: 'Nothing changed.', validUntil: '2031-01-01' }
    await untilDone(
      () => office.app.authority.reviewDenial(denied, kept, dele),
      async () => {
        const isReviewed = (await denials())[0]?.review !== null
        expect(await inForum('denial.review')).toBe(isReviewed ? 1 : 0)
        return isReviewed
      },
    )
    expect(await denials()).toMatchObject([{ state: 'kept', validUntil: '2031-01-01' }])
    const revoked = { outcome: 'revoked', reasons: 'The unit was dissolved.' }
    const both = await Promise.all([say('review', revoked), say('review', revoked)])
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409])
    expect(await inForum('denial.review')).toBe(2)
    expect(await denials()).toMatchObject([{ state: 'revoked', validUntil: null, shared: { label: 'AMBER+STRICT' } }])
    expect(await say('review', { outcome: 'kept', reasons: 'x', validUntil: '2031-01-01' })).toMatchObject({
      status: 409,
    })
  })
})

describe('what a delegate said for named eyes alone', () => {
  const opens = async (hash: string) => {
    const person = await office.person('Dele Delegate')
    return (await office.app.forum.discussion(hash, person)).ok
  }

  const theirDelegates = () => {
    const founders = FOUNDERS.map(({ state, name }) => ({ state: stateId(state), name, from: day('2026-01-01') }))
    const log = openLog({ self: stateId('QN'), founders, genesis }, [])
    if (!log.ok) throw new Error(log.error.sentence)
    const desk = { person: 'urn:forum:person:QN:desk', name: 'Bea Delegate', office: 'Office (fictional)' }
    const listing = readDraft({
      type: 'delegates',
      handling: { tlp: 'GREEN' },
      basis: 'code-of-conduct',
      body: { delegates: [desk] },
    })
    if (!listing.ok) throw new Error('no draft')
    const how = { key: keyOf(7), id: ulid(now, Buffer.alloc(16, 8)), at: new Date(now).toISOString() }
    const issued = issue(log.value, listing.value, how)
    if (!issued.ok) throw new Error(issued.error.sentence)
    return issued.value.text
  }

  it('is not for whoever bears the name after the account has ended', async () => {
    const dele = await office.person('Dele Delegate')
    const lists = { person: 'urn:forum:person:QM:desk', name: 'Dele Delegate', office: 'Licensing Office (fictional)' }
    const listed = await office.app.forum.issue(
      { type: 'delegates', handling: { tlp: 'GREEN' }, basis: 'code-of-conduct', body: { delegates: [lists] } },
      dele,
    )
    expect(listed).toMatchObject({ ok: true })
    expect(await office.app.forum.take(theirDelegates(), 'QN')).toMatchObject({ value: { outcome: 'taken' } })
    const red = await office.app.forum.issue(
      {
        type: 'policy.question',
        handling: { tlp: 'RED', names: ['urn:forum:person:QM:desk', 'urn:forum:person:QN:desk'] },
        basis: 'code-of-conduct',
        body: { question: 'Who asks?', background: 'A question (fictional).' },
      },
      dele,
    )
    if (!red.ok) throw new Error(red.error.sentence)
    expect(await opens(red.value.hash)).toBe(true)
    const ended = await office.app.people.end(dele.id, { reason: 'Left.' }, { id: 'setup', name: 'Setup' })
    expect(ended).toMatchObject({ ok: true })
    now += 60_000
    const again = { name: 'Dele Delegate', roles: ['delegate'], agency: null, password: 'correct horse battery staple' }
    expect(await office.app.people.add(again, { id: 'setup', name: 'Setup' })).toMatchObject({ ok: true })
    expect(await opens(red.value.hash)).toBe(false)
  })
})
