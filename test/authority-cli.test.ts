/** A licensing office at the terminal: a package handed in, acts by several named people, the letter on paper. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type LicensingRow, type LicensingView, openApp } from '../src/app/index.ts'
import { canonicalHash } from '../src/base/index.ts'
import { run } from '../src/cli/run.ts'
import { FACTORS } from '../src/licensing/index.ts'
import { keyOf } from './application-story.ts'
import { application, EXPORTER, MINISTRY, OFFICE } from './authority-office.ts'
import { testDatabase } from './database.ts'

const database = await testDatabase()
const folder = mkdtempSync(join(tmpdir(), 'unblind-authority-cli-'))
const dataDir = join(folder, 'data')
let ticks = 0
const clock = () => new Date(Date.parse('2026-11-24T15:00:00Z') + ticks++)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function unblind(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const said = { out: '', err: '' }
  const code = await run(
    args,
    {
      stdin: (async function* () {})(),
      out: (text) => {
        said.out += text
      },
      err: (text) => {
        said.err += text
      },
      env: {
        UNBLIND_DATA_DIR: dataDir,
        DATABASE_URL: database.url,
        UNBLIND_NODE: 'authority',
        UNBLIND_NAME: OFFICE,
        UNBLIND_STATE: 'QM',
        ...env,
      },
      drained: () => Promise.resolve(),
      isTty: false,
      isErrTty: false,
      clock,
      untilStopped: () => Promise.resolve(),
    },
    '0.0.0-test',
  )
  return { code, ...said }
}

const file = (name: string, content: string) => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}
const whole = file('application.json', String(application.body))
const brochure = file('brochure.pdf', 'brochure')
const receive = (path: string, ...more: readonly string[]) =>
  unblind([
    'authority',
    'receive',
    path,
    '--file',
    `attachment brochure=${brochure}`,
    '--as',
    'Regina Registrar',
    ...more,
  ])

let id = ''
const act = (asked: object, name: string, ...more: readonly string[]) =>
  unblind(['authority', 'act', id, '--file', file('act.json', JSON.stringify(asked)), '--as', name, ...more])
const shown = async () => JSON.parse((await unblind(['authority', 'show', id, '--json'])).out) as LicensingView

beforeAll(async () => {
  const node = { kind: 'authority', name: OFFICE, address: null, state: 'QM' } as const
  const app = await openApp({ dataDir, databaseUrl: database.url, needsDatabase: true, clock, node })
  const person = { id: 'r', name: 'Regina Registrar', roles: ['registrar'], agency: null } as const
  const key = keyOf(1).publicKey.hex
  const registered = await app.post.register({ name: EXPORTER, kind: 'exporter', key, address: null }, person)
  if (!registered.ok) throw new Error(registered.error.sentence)
  await app.close()
})

describe('unblind authority', () => {
  it('is for a licensing office, and says so at an exporter’s node', async () => {
    const answer = await unblind(['authority', 'list'], { UNBLIND_NODE: 'exporter' })
    expect(answer.code).toBe(2)
    expect(answer.err).toContain('set `UNBLIND_NODE=authority`')
  })

  it('refuses a package with one byte changed, without its file, or with a file nobody can find', async () => {
    const changed = file('changed.json', String(application.body).replace('Third Unit', 'Tbird Unit'))
    expect(await receive(changed)).toMatchObject({ code: 2, err: expect.stringContaining('its hash is another') })
    const bare = await unblind(['authority', 'receive', whole])
    expect(bare).toMatchObject({ code: 2, err: expect.stringContaining('is named and did not come along') })
    const lost = await unblind(['authority', 'receive', whole, '--file', 'attachment brochure=/nowhere/at/all'])
    expect(lost).toMatchObject({ code: 2, err: expect.stringContaining('see that it is there') })
    expect(await unblind(['authority', 'receive', whole, '--file', 'brochure'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('write the id the package gives, then the path'),
    })
    expect((await unblind(['authority', 'list'])).out).toContain('no application is here')
  })

  it('takes a whole one in once: the last line is its id', async () => {
    const taken = await receive(whole)
    expect(taken.code, taken.err).toBe(0)
    id = taken.out.trim().split('\n').at(-1) ?? ''
    const rows = JSON.parse((await unblind(['authority', 'list', '--json'])).out) as readonly LicensingRow[]
    expect(rows).toMatchObject([{ id, exporter: EXPORTER, stage: 'received' }])
    expect(await receive(whole)).toMatchObject({ code: 2, err: expect.stringContaining('it was received before') })
  })

  it('tells nobody of an agency that was not asked that an application is there', async () => {
    const answer = await unblind([
      'authority',
      'act',
      id,
      '--file',
      file('x.json', '{"kind":"letter.issued"}'),
      '--as',
      'Elena Elsewhere',
      '--role',
      'adviser',
      '--agency',
      'Elsewhere',
    ])
    expect(answer).toMatchObject({ code: 2, err: expect.stringContaining('there is no application') })
  })

  it('records what each named person does, and says why not and what would help', async () => {
    const early = await act(
      { kind: 'case.assigned', officer: 'Lars Licensing' },
      'Regina Registrar',
      '--role',
      'registrar',
    )
    expect(early).toMatchObject({ code: 2, err: expect.stringContaining('register the application first') })
    const registered = await act(
      { kind: 'case.registered', reference: 'QM-1' },
      'Regina Registrar',
      '--role',
      'registrar',
    )
    expect(registered.out).toBe('recorded: case.registered, by Regina Registrar\n')
    expect(registered.err).toContain(`to ${EXPORTER}: waiting`)
    const asked = { kind: 'agency.consulted', agency: MINISTRY, question: 'And you?', dueOn: '2026-12-24' }
    expect(await act(asked, 'Lars Licensing', '--role', 'officer')).toMatchObject({ code: 0 })
    const advice = { kind: 'agency.advised', agency: MINISTRY, advice: 'refuse', reasons: 'Risk.', evidence: [] }
    expect(await act(advice, 'Lars Licensing', '--role', 'officer')).toMatchObject({ code: 2 })
    expect(await act(advice, 'Ada Adviser', '--role', 'adviser', '--agency', MINISTRY)).toMatchObject({ code: 0 })
    expect(await act({ kind: 'finding.recorded' }, 'Lars Licensing')).toMatchObject({
      code: 2,
      err: expect.stringContaining('`factor`'),
    })
  })

  it('writes no letter before there is one, a draft from a proposal, and then the very letter', async () => {
    const out = join(folder, 'letter.json')
    expect(await unblind(['authority', 'letter', id, '--out', out])).toMatchObject({ code: 2 })
    const as = (name: string) => async (asked: object) => {
      const answer = await act(asked, name, '--role', 'officer')
      expect(answer.code, answer.err).toBe(0)
    }
    const [lars, lena] = [as('Lars Licensing'), as('Lena Licensing')]
    const node = { kind: 'authority', name: OFFICE, address: null, state: 'QM' } as const
    const app = await openApp({ dataDir, databaseUrl: database.url, needsDatabase: true, clock, node })
    const officer = { id: 'Lars Licensing', name: 'Lars Licensing', roles: ['officer'], agency: null } as const
    for (const { subject } of (await shown()).state.subjects) {
      const weighed = { kind: 'information.weighed', subject, weight: 'considered', reason: 'Read.', evidence: [] }
      await app.authority.act(id, weighed, officer)
    }
    for (const factor of FACTORS) {
      const found = { kind: 'finding.recorded', factor, finding: 'low', evidence: ['package'], counterEvidence: [] }
      await app.authority.act(id, { ...found, text: 'Read.' }, officer)
    }
    await app.close()
    const reasons = [{ text: 'It is not whole.', evidence: ['package'] }]
    await lars({
      kind: 'decision.proposed',
      outcome: 'returned-without-action',
      reasons,
      grounds: ['15 CFR 750.4(a)(2)'],
    })
    expect((await unblind(['authority', 'letter', id, '--out', out])).out).toContain('a draft')
    await lena({ kind: 'decision.countersigned', isAccepted: true })
    await lars({ kind: 'case.decided', reference: 'QM-1-D' })
    await lars({ kind: 'letter.issued' })
    expect((await unblind(['authority', 'letter', id, '--out', out])).out).toContain('as it was issued')
    expect(canonicalHash(JSON.parse(readFileSync(out, 'utf8')))).toBe((await shown()).state.letter)
    const paper = join(folder, 'letter.pdf')
    expect(await unblind(['authority', 'letter', id, '--out', paper])).toMatchObject({ code: 0 })
    expect(readFileSync(paper).subarray(0, 5).toString()).toBe('%PDF-')
    const page = (await unblind(['authority', 'show', id])).out
    expect(page).toContain('QM-1: Fictional Instruments Inc to EG')
    expect(page).toContain('is returned without action')
    expect(page).toContain('refused: case.assigned: register the application first')
  })
})
