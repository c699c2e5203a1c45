/** A licensing office in a real browser: two officers, a registrar and an adviser of another agency, each signed in. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, chromium, type Page } from 'playwright-core'
import { build } from 'vite'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import type { LicensingRow, LicensingView } from '../../src/app/index.ts'
import { FACTORS } from '../../src/licensing/index.ts'
import { application, MINISTRY, type Name, type Office, openOffice } from '../authority-office.ts'
import { testDatabase } from '../database.ts'
import { describeWithBrowser } from './pages.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const CHROMIUM = process.env.UNBLIND_CHROMIUM ?? '/usr/bin/chromium'
const ROOT = fileURLToPath(new URL('../../', import.meta.url))

describeWithBrowser('the review of an application on the pages', () => {
  const folder = mkdtempSync(join(tmpdir(), 'unblind-office-'))
  const complaints: string[] = []
  let office: Office
  let browser: Browser
  let id = ''

  beforeAll(async () => {
    const database = await testDatabase()
    const pagesDir = join(folder, 'web')
    await build({ configFile: join(ROOT, 'vite.config.ts'), logLevel: 'error', build: { outDir: pagesDir } })
    office = await openOffice({
      databaseUrl: database.url,
      dataDir: join(folder, 'data'),
      clock: () => new Date('2026-11-24T15:00:00.000Z'),
      pagesDir,
    })
    await office.registerExporter(null)
    await office.bring({ ...application, body: String(application.body).replace('Third Unit', 'Tbird Unit') })
    await office.bring(application)
    const caller = await office.as('Lars Licensing')
    const { body } = await caller.get<{ applications: readonly LicensingRow[] }>('/v1/licensing/applications')
    id = body.applications[0]?.id ?? ''
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] })
  })
  afterAll(async () => {
    await browser?.close()
    await office?.close()
    rmSync(folder, { recursive: true, force: true })
  })
  afterEach(() => {
    expect(complaints.splice(0)).toEqual([])
  })

  const open = async (path: string, name: Name, view: { width?: number; colorScheme?: 'light' | 'dark' } = {}) => {
    const { width = 1280, colorScheme = 'light' } = view
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, locale: 'en-GB' })
    const [key = '', value = ''] = (await office.as(name)).cookie.split('=')
    await context.addCookies([{ name: key, value, url: office.address }])
    const page = await context.newPage()
    page.setDefaultTimeout(20_000)
    page.on('console', (message) => {
      // A refused act is an answer of the server, and the browser says so by itself.
      const isRefusal = message.text().includes('status of 4')
      if ((message.type() === 'error' || message.type() === 'warning') && !isRefusal) complaints.push(message.text())
    })
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('request', (request) => {
      if (!request.url().startsWith(office.address)) complaints.push(request.url())
    })
    await page.goto(office.address + path)
    await page.locator('h1').first().waitFor()
    return page
  }
  const seal = (page: Page) => page.locator('dialog[open] button.primary').click()
  const act = async (name: Name, asked: object) => {
    const { status, body } = await (await office.as(name)).post(`/v1/licensing/applications/${id}/acts`, asked)
    expect(status, JSON.stringify(body)).toBe(200)
  }
  const view = async () =>
    (await (await office.as('Lars Licensing')).get<LicensingView>(`/v1/licensing/applications/${id}`)).body

  it('a registrar finds it in the list, beside what was not taken in, and registers it after being told what that does', async () => {
    const page = await open('/licensing', 'Regina Registrar')
    await page.getByText('The package is not the one that was signed').waitFor()
    await page.getByRole('link', { name: 'Not registered' }).click()
    await page.getByRole('heading', { name: /FI-IC-1 to Fictional Ministry/ }).waitFor()
    await page.getByRole('button', { name: 'Register application' }).click()
    await page.locator('dialog[open]').getByText('the clocks of 15 CFR 750.4 begin today').waitFor()
    await seal(page)
    await page.locator('.clocks').getByText('Resolve the application').waitFor()
    await page.getByLabel('Officer', { exact: true }).selectOption('Lars Licensing')
    await page.getByRole('button', { name: 'Assign application' }).click()
    await page.locator('.facts').getByText('Lars Licensing').waitFor()
    await page.getByText('Recording a finding is for an officer').waitFor()
    await page.context().close()
  })

  it('an officer reaches it by keys alone from the list', async () => {
    const page = await open('/licensing', 'Lars Licensing')
    await page.getByRole('link', { name: 'QM-2026-0001' }).waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: /FI-IC-1 to Fictional Ministry/ }).waitFor()
    await page.context().close()
  })

  it('an officer is told beside the field that a finding rests on something, and what was typed stays', async () => {
    const page = await open(`/licensing/${id}`, 'Lars Licensing')
    await page.getByText('Record a finding on H3', { exact: true }).click()
    const row = page.locator('#factor-H3')
    await row.getByLabel('Clear risk').check()
    await row.getByLabel('What is found, in words').fill('The unit listened to reporters with such a device.')
    await row.getByRole('button', { name: 'Record finding on H3' }).click()
    await row.getByText('What it rests on is missing').waitFor()
    await row
      .getByRole('group', { name: /What it rests on/ })
      .getByLabel(/Disclosed information/)
      .check()
    await row.getByRole('button', { name: 'Record finding on H3' }).click()
    await row.getByText('Found by Lars Licensing').waitFor()
    await row.getByText('nothing was found that speaks against it').waitFor()
    await page.context().close()
  })

  it('an officer weighs what was disclosed, line by line', async () => {
    const page = await open(`/licensing/${id}`, 'Lars Licensing')
    const line = page.locator('#subject-information-n1')
    await line.getByText('Weigh it', { exact: true }).click()
    await line.getByLabel('Relied on').check()
    await line.getByLabel('Reason').fill('It is specific, and nobody answered it.')
    await line.getByRole('button', { name: 'Record weight' }).click()
    await line.getByText('It is specific, and nobody answered it.').waitFor()
    await page.context().close()
  })

  it('an adviser of the agency asked imposes a condition, and the office sees that it cannot drop it', async () => {
    await act('Lars Licensing', {
      kind: 'agency.consulted',
      agency: MINISTRY,
      question: 'And you?',
      dueOn: '2026-12-24',
    })
    const adviser = await open(`/licensing/${id}`, 'Ada Adviser')
    await adviser.getByText('Impose a condition', { exact: true }).click()
    await adviser.getByRole('textbox', { name: 'What is to be done' }).fill('Every interception is logged.')
    await adviser.getByLabel('How one can tell that it was kept').fill('the log')
    await adviser.getByRole('button', { name: 'Impose condition' }).click()
    await seal(adviser)
    await adviser.getByText(`imposed by ${MINISTRY}`).first().waitFor()
    await adviser.getByLabel('Recommendation').selectOption('proviso')
    await adviser.getByLabel('Reasons, with the law they rest on').fill('With the log, 15 CFR 742.7(b).')
    await adviser.getByRole('button', { name: 'Give advice' }).click()
    await seal(adviser)
    await adviser.locator('#agencies').getByText('Approve with conditions').first().waitFor()
    await adviser.context().close()
    const officer = await open(`/licensing/${id}`, 'Lars Licensing')
    await officer.getByText('It cannot be changed or dropped without its consent').waitFor()
    expect(await officer.locator('#conditions').getByRole('button', { name: 'Change condition' }).count()).toBe(0)
    await officer.context().close()
  })

  it('one officer proposes from the serious findings, another countersigns, and the letter goes as it was shown', async () => {
    for (const { subject, weight } of (await view()).state.subjects) {
      if (weight !== null) continue
      const weighed = { kind: 'information.weighed', subject, weight: 'considered', reason: 'Read.', evidence: [] }
      await act('Lars Licensing', weighed)
    }
    for (const factor of FACTORS) {
      if (factor === 'H3') continue
      await act('Lars Licensing', { kind: 'factor.set-aside', factor, reason: 'Not so here.', evidence: ['package'] })
    }
    await act('Lars Licensing', {
      kind: 'denial.intended',
      reasons: [{ text: 'The unit listened to reporters.', evidence: ['finding H3'] }],
      wouldHelp: 'Nothing would.',
      answerBy: '2026-12-20',
    })
    await office.bring({ kind: 'to-authority', body: { kind: 'rebuttal.received', answer: 'No.', documents: [] } })
    const answered = { kind: 'information.weighed', subject: 'rebuttal 1', weight: 'considered', reason: 'Read.' }
    await act('Lars Licensing', { ...answered, evidence: [] })

    const first = await open(`/licensing/${id}`, 'Lars Licensing')
    await first.getByText('Propose a decision', { exact: true }).click()
    const form = first.locator('#decision .fold[open]')
    await form.getByLabel('Outcome').selectOption('denied')
    await form.getByLabel('The law it rests on').fill('15 CFR 742.13(b)(2)')
    expect(await form.getByLabel('Reason', { exact: true }).inputValue()).toContain('listened to reporters')
    await form.getByRole('button', { name: 'Propose decision' }).click()
    await seal(first)
    await first.getByText('Countersigning is for another officer').waitFor()
    await first.context().close()

    const second = await open(`/licensing/${id}`, 'Lena Licensing')
    await second.getByLabel(/^Countersign/).check()
    await second.getByRole('button', { name: 'Record countersignature' }).click()
    await seal(second)
    await second.getByRole('button', { name: 'Decide' }).click()
    await second.locator('dialog[open]').getByText('Lars Licensing, Lena Licensing').waitFor()
    await seal(second)
    const shown = await second.locator('.letter-margins .letter-row p').allTextContents()
    await second.getByRole('button', { name: 'Issue letter' }).click()
    await seal(second)
    await second.getByText('as it went out').waitFor()
    expect(await second.locator('.letter-margins .letter-row p').allTextContents()).toEqual(shown)
    expect(
      await second
        .locator('.letter-row')
        .filter({ hasNot: second.locator('.letter-margin li') })
        .count(),
    ).toBe(0)
    await second.context().close()
  })

  it('keeps who was refused what in its history, in words', async () => {
    const { status } = await (await office.as('Ada Adviser')).post(`/v1/licensing/applications/${id}/acts`, {
      kind: 'condition.consented',
      condition: 'C1',
      to: null,
    })
    expect(status).toBe(409)
    const page = await open(`/licensing/${id}`, 'Audrey Auditor')
    await page.locator('.timeline').getByText('was refused:').waitFor()
    await page.context().close()
  })

  it('prepares the notice of the denial only with its law, and shows the delegate who would receive it', async () => {
    const page = await open(`/licensing/${id}`, 'Lars Licensing')
    await page.getByText('Prepare the notice of this denial', { exact: true }).click()
    const form = page.locator('.denied .fold[open]')
    await form.getByLabel('Why, in words other authorities may read').fill('It was used against reporters.')
    await form.getByRole('button', { name: 'Prepare notice' }).click()
    await seal(page)
    await form.getByText(/Name the act and the provision under which it may be shared/).waitFor()
    await form.getByLabel('Act under which it may be shared').fill('Fictional Export Act')
    await form.getByLabel('Provision').fill('section 12')
    await form.getByRole('button', { name: 'Prepare notice' }).click()
    await seal(page)
    await page.getByRole('heading', { name: 'Denials' }).waitFor()
    await page.getByText('Fictional Export Act, section 12').waitFor()
    await page.getByText('A delegate shares it').waitFor()
    await page.context().close()
  })

  it.each([
    ['the list', '/licensing', 'Regina Registrar'],
    ['the review', '', 'Lars Licensing'],
    ['the denials', '/denials', 'Dele Delegate'],
  ] as const)('%s is clean for readers and keyboards, light and dark, wide and narrow', async (_, path, name) => {
    for (const looks of [
      { width: 1280, colorScheme: 'light' },
      { width: 390, colorScheme: 'dark' },
    ] as const) {
      const page = await open(path === '' ? `/licensing/${id}` : path, name, looks)
      await page.waitForLoadState('networkidle')
      // One of the fourteen forms on factors is like the others.
      const folds = page.locator('main section:not(#findings) .fold > summary, #factor-H1 .fold > summary')
      for (const summary of await folds.all()) await summary.click()
      await page.evaluate(AXE)
      const found = await page.evaluate<readonly { readonly id: string }[]>(
        'axe.run().then(({ violations }) => violations.map(({ id }) => ({ id })))',
      )
      expect(found).toEqual([])
      expect(
        await page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth'),
      ).toBeLessThanOrEqual(0)
      await page.context().close()
    }
  })
})
