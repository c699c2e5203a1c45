/** An application in a real browser: an officer fills it, the executive signs it, the authority writes, an auditor reads. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { type App, openApp, type Person } from '../../src/app/index.ts'
import { canonical, sha256 } from '../../src/base/index.ts'
import { type RunningServer, startServer } from '../../src/http/index.ts'
import { testDatabase } from '../database.ts'
import { interceptorOrder } from '../orders.ts'
import { describeWithBrowser, usePages } from './pages.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const OFFICE = 'Licensing Office of Aldermark (fictional)'
const person = (name: string, ...roles: Person['roles']): Person => ({ id: name, name, roles, agency: null })
const LARS = person('Lars Licensing', 'registrar', 'officer')

describeWithBrowser('an application on the pages', () => {
  const pages = usePages({ auth: 'local' })
  const folder = mkdtempSync(join(tmpdir(), 'unblind-licences-'))
  let office: App
  let officeServer: RunningServer
  let firmServer: RunningServer
  let id = ''
  let olive: Person

  beforeAll(async () => {
    const { url } = await testDatabase()
    office = await openApp({
      dataDir: folder,
      databaseUrl: url,
      mayDownload: false,
      needsDatabase: true,
      clock: () => new Date(),
      node: { kind: 'authority', name: OFFICE, address: null, state: 'QM' },
    })
    officeServer = await startServer(office, { host: '127.0.0.1', port: 0, pagesDir: folder })
    firmServer = await startServer(pages.app, { host: '127.0.0.1', port: 0, pagesDir: folder })
    const firm = pages.app.node.name
    await office.post.register(
      { name: firm, kind: 'exporter', key: await pages.app.post.key(), address: firmServer.address },
      LARS,
    )
    await pages.app.post.register(
      { name: OFFICE, kind: 'authority', key: await office.post.key(), address: officeServer.address },
      person('Olive Officer', 'officer'),
    )
    const oliveId = await pages.addPerson('Olive Officer', ['officer'])
    await pages.addPerson('Edgar Executive', ['executive'])
    await pages.addPerson('Audrey Auditor', ['auditor'])
    olive = { id: oliveId, name: 'Olive Officer', roles: ['officer'], agency: null }
    id = await openedCase(pages.app, firm, olive)
  })
  afterAll(async () => {
    await firmServer?.close()
    await officeServer?.close()
    await office?.close()
    rmSync(folder, { recursive: true, force: true })
  })
  afterEach(() => {
    // A refused act is an answer of the server, and the browser says so by itself.
    expect(pages.complaints.splice(0).filter((one) => !one.includes('status of 4'))).toEqual([])
  })

  const open = (as: string, view: { width?: number; colorScheme?: 'light' | 'dark' } = {}) =>
    pages.open(`/cases/${id}/application`, { as, ...view })
  /** With every fold open. */
  const isWithoutFault = async (page: Page, width: number) => {
    await page.evaluate("for (const fold of document.querySelectorAll('main details')) fold.open = true")
    await page.evaluate(AXE)
    const faults = await page.evaluate(
      "axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'] }).then((run) => run.violations.map((fault) => fault.id + ' ' + fault.nodes.map((node) => node.html).join(' ')))",
    )
    expect(faults).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width)
  }
  const seal = (page: Page) => page.locator('dialog[open] button.primary').click()

  it('says what keeps it a draft and who can move it, and a block is filled in where it stands, by keys alone', async () => {
    const page = await open('Olive Officer')
    await page.getByRole('heading', { name: /What keeps it a draft/ }).waitFor()
    await page.locator('.block-list').getByText('No human-rights assessment is written').waitFor()
    const narrow = await open('Olive Officer', { width: 390, colorScheme: 'dark' })
    await isWithoutFault(narrow, 390)
    await narrow.context().close()
    await page.locator('#block-21').getByText('Vague:').first().waitFor()
    await page.locator('.gap-list').getByRole('link', { name: 'Block 1', exact: true }).press('Enter')
    await page.locator('#block-1 summary').focus()
    await page.keyboard.press('Enter')
    await page.locator('#block-1').getByLabel('Name').focus()
    await page.keyboard.type('Olive Officer')
    await page.keyboard.press('Enter')
    await page.locator('#block-1 .form-body').getByText('Olive Officer').waitFor()
    expect(await page.locator('#block-1').getByText('Missing.').count()).toBe(0)
    await page.context().close()
  })

  it('an answer that cannot be taken is said beside its field, and what was typed stays', async () => {
    const page = await open('Olive Officer')
    const block = page.locator('#block-22')
    await block.getByText('Fill in item').click()
    await block.getByLabel('(g) Unit price').fill('about 120000')
    await block.getByRole('button', { name: 'Keep answer' }).click()
    await block.locator('.error').getByText('is no amount').waitFor()
    expect(await block.getByLabel('(g) Unit price').inputValue()).toBe('about 120000')
    await page.context().close()
  })

  it('is prepared by the officer once nothing is missing, and signed by the executive at their own sign-in', async () => {
    await ready(pages.app, id, olive)
    const page = await open('Olive Officer')
    await page.getByText('Nothing is missing and nothing stands in the way').waitFor()
    await page.getByRole('button', { name: 'Prepare application' }).click()
    await page.locator('dialog[open]').getByText('This fixes the package').waitFor()
    await seal(page)
    await page.getByText('Edgar Executive signs at their own sign-in').waitFor()
    expect(await page.getByRole('button', { name: 'Sign application' }).count()).toBe(0)
    await page.context().close()
    const signing = await open('Edgar Executive')
    expect(await signing.getByText('Fill in block 1').count()).toBe(0)
    await signing.getByRole('button', { name: 'Sign application' }).click()
    await signing.locator('dialog[open]').getByText('Edgar Executive').waitFor()
    await seal(signing)
    await signing.getByRole('heading', { name: /To be submitted/ }).waitFor()
    await signing.context().close()
  })

  it('goes to the authority, whose question is answered with a file, and every word of both stands below', async () => {
    const page = await open('Olive Officer')
    await page.getByRole('button', { name: 'Submit application' }).click()
    await page.locator('dialog[open]').getByText('cannot be called back').waitFor()
    await seal(page)
    await page.getByRole('heading', { name: 'What now' }).waitFor()
    await pages.app.post.deliverNow()
    const [row] = await office.authority.list(LARS)
    const licensing = row?.id ?? ''
    for (const asked of [
      { kind: 'case.registered', reference: 'QM-2026-0001' },
      { kind: 'case.assigned', officer: LARS.name },
      { kind: 'query.sent', query: 'Q1', question: 'Who authorises an interception?', dueOn: '2099-12-20' },
    ]) {
      const acted = await office.authority.act(licensing, asked, LARS)
      expect(acted, JSON.stringify(acted)).toMatchObject({ ok: true })
    }
    await office.post.deliverNow()
    await page.reload()
    await page.getByText('Reference of the authority: QM-2026-0001').waitFor()
    await page.locator('.thread').getByText('Delivered').waitFor()
    expect(await page.getByText('Fill in block 1').count()).toBe(0)
    await page.getByLabel('Answer').fill('A court does, under its own law.')
    const upload = { name: 'law.txt', mimeType: 'text/plain', buffer: Buffer.from('A court authorises.') }
    await page.getByLabel('Documents that go along').setInputFiles(upload)
    await page.getByText('law.txt').waitFor()
    await page.getByRole('button', { name: 'Send answer' }).click()
    await seal(page)
    await page.locator('.thread').getByText('A court does, under its own law.').waitFor()
    await page.locator('.thread').getByRole('link', { name: 'law.txt' }).waitFor()
    expect((await pages.app.post.deliverNow()).at(-1)).toMatchObject({ state: 'delivered', kind: 'to-authority' })
    await page.context().close()
  })

  it('an intent to deny is answered, and the decision stands with its letter, each sentence with its note', async () => {
    const firm = pages.app.node.name
    const about = 'FI-2026-07'
    const write = async (body: object, files: Parameters<App['post']['send']>[0]['files'] = []) => {
      await office.post.send({ to: firm, kind: 'to-applicant', about, body: body as never, files }, LARS)
      expect((await office.post.deliverNow()).at(-1)).toMatchObject({ state: 'delivered' })
    }
    await write({ kind: 'application.intent-to-deny', reasons: 'A clear risk to reporters.', answerBy: '2099-12-14' })
    const page = await open('Olive Officer')
    await page.getByRole('heading', { name: 'The authority means to deny' }).waitFor()
    await page.getByLabel('Answer').fill('The device logs every use.')
    await page.getByRole('button', { name: 'Send answer to the intent' }).click()
    await seal(page)
    await page.locator('.thread').getByText('The device logs every use.').waitFor()
    const text = canonical({
      reference: 'QM-2026-0001/D',
      authority: OFFICE,
      to: firm,
      on: '2026-11-25',
      outcome: 'denied',
      sentences: [{ text: 'The application is denied.', evidence: ['package'] }],
      exhibits: [{ id: 'package', title: 'Your application as received', sha256: sha256('x'), restsOn: [] }],
    })
    const decision = { outcome: 'denied', authority: OFFICE, reference: 'QM-2026-0001/D', conditions: [] }
    await write({ kind: 'application.decided', decision: { ...decision, letter: sha256(text) } }, [
      {
        id: 'letter',
        name: 'letter.json',
        mediaType: 'application/json',
        sha256: sha256(text),
        base64: Buffer.from(text).toString('base64'),
      },
    ])
    await page.reload()
    const letter = page.locator('#decision .letter')
    await letter.getByText('The application is denied.').waitFor()
    await letter.getByRole('link', { name: 'Note 1' }).waitFor()
    await letter.getByText('Your application as received').waitFor()
    await page.context().close()
  })

  it.each([
    ['Olive Officer', 1280, 'light'],
    ['Edgar Executive', 1280, 'dark'],
    ['Audrey Auditor', 390, 'light'],
  ] as const)(
    'is read by %s at %i in %s without a fault of access, and nothing runs over the edge',
    async (name, width, colorScheme) => {
      const page = await open(name, { width, colorScheme })
      if (name === 'Audrey Auditor')
        expect(
          await page
            .locator('main')
            .getByRole('button', { name: /Fill|Send|Sign/ })
            .count(),
        ).toBe(0)
      await isWithoutFault(page, width)
      await page.context().close()
    },
  )
})

/** A case whose end use is said in words an authority asks about. */
async function openedCase(app: App, firm: string, olive: Person): Promise<string> {
  const opened = await app.openCase(
    {
      transaction: interceptorOrder({
        reference: 'FI-2026-07',
        exportOn: '2026-12-23',
        exporter: firm,
        endUse: 'Various investigations, including but not limited to homicide',
      }),
    },
    { id: olive.id, name: olive.name, roles: ['officer'] },
  )
  if (!opened.ok) throw new Error(JSON.stringify(opened.error))
  return opened.value.id
}

/** Everything that still blocked it is dealt with, and the rest of the form is filled. */
async function ready(app: App, id: string, olive: Person): Promise<void> {
  const act = async (asked: object) => {
    const acted = await app.actOnCase(id, asked, { id: olive.id, name: olive.name, roles: ['officer'] })
    if (!acted.ok) throw new Error(JSON.stringify(acted.error))
  }
  for (const { id: flag } of (await app.showCase(id))?.state.flags ?? []) {
    await act({ kind: 'flag.unresolved', flag, reason: 'the buyer does not explain it' })
  }
  await act({
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
    considered: [],
  })
  const answered = await app.application.answer(
    id,
    {
      contact: { phone: '+1 555 0100' },
      appliedOn: '2026-11-24',
      applicant: { address: '2 Fictional Street, Springfield', employerId: '00-0000000' },
      signatory: { name: 'Edgar Executive', title: 'Chief Executive' },
      endUse: 'Interception of named suspects in homicide cases by the third unit in Cairo',
    },
    olive,
  )
  if (!answered.ok) throw new Error(JSON.stringify(answered.error))
}
