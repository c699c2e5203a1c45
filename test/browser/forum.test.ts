/** The seat of a state in a browser: what a delegate writes, who it shows will read it, and who then does. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, chromium, type Page } from 'playwright-core'
import { build } from 'vite'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Code, foundForum, type SeatNode, seat, startSeats, syncAll, tickingClock } from '../forum-seats.ts'
import { type Told, tell } from '../forum-told.ts'
import { describeWithBrowser, listenTo } from './pages.ts'

const CHROMIUM = process.env.UNBLIND_CHROMIUM ?? '/usr/bin/chromium'
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

type Violation = {
  readonly id: string
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[]
}

describeWithBrowser('the forum in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'unblind-forum-pages-'))
  const clock = tickingClock()
  const complaints: string[] = []
  let nodes: ReadonlyMap<Code, SeatNode>
  let told: Told
  let browser: Browser

  beforeAll(async () => {
    const configFile = fileURLToPath(new URL('../../vite.config.ts', import.meta.url))
    await build({ configFile, logLevel: 'error', build: { outDir: folder } })
    nodes = await startSeats(['QM', 'QN', 'QO', 'QP'], clock, folder)
    await foundForum(nodes, ['QM', 'QN', 'QO'])
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] })
  })
  afterAll(async () => {
    await browser?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  async function open(code: Code, path: string, view: { width?: number; dark?: boolean } = {}): Promise<Page> {
    const { address } = seat(nodes, code)
    const context = await browser.newContext({
      viewport: { width: view.width ?? 1280, height: 900 },
      colorScheme: view.dark ? 'dark' : 'light',
      locale: 'en-GB',
    })
    const page = await context.newPage()
    page.setDefaultTimeout(20_000)
    listenTo(page, address, complaints)
    await page.goto(address + path)
    await page.locator('h1').first().waitFor()
    return page
  }

  it('says what to do where nothing has been said yet', async () => {
    const page = await open('QM', '/forum')
    await page.getByText('No discussion yet').waitFor()
    await page
      .getByRole('link', { name: 'see in members and peers' })
      .or(page.getByRole('link', { name: 'members and peers' }))
      .first()
      .waitFor()
    await page.context().close()
  })

  it('shows who will read a notice, by name, before it is signed; then they do, and the others do not', async () => {
    const page = await open('QM', '/forum')
    await page.keyboard.press('n')
    await page.getByRole('link', { name: 'Threat notice' }).click()
    const readers = page.getByRole('region', { name: 'Who will read it' })
    await readers.getByText('Not labelled, so it is for nobody').waitFor()

    await page.getByRole('button', { name: 'Sign and send the threat notice' }).click()
    await page.getByText('Label is missing; a record without one is for nobody').waitFor()

    await page.getByLabel('Title').fill('A device watches reporters')
    await page.getByLabel('What is known').fill('A unit uses it without a warrant.')
    await page.getByLabel('Goods, software or technology').fill('Interception device (fictional) | 5A001.f.1')
    await page.getByLabel('End use').fill('Watching reporters.')
    await page.getByLabel('Who is involved').fill('Interior Signals Unit (fictional) | EG | end-user')
    await page.getByLabel('Route').fill('United Arab Emirates\nEgypt')
    await page.getByLabel('Rights affected').fill('Privacy, ICCPR 17')
    await page.getByRole('radio', { name: 'Moderate' }).check()
    await page.getByRole('radio', { name: /^TLP:AMBER The states/ }).check()
    await page.getByRole('checkbox', { name: 'Borland' }).check()

    await page.getByLabel('Basis', { exact: true }).selectOption('Wassenaar Arrangement')
    await page.getByText('No release of this regime is held here').waitFor()
    await readers.getByText('confidences are shared only when released').waitFor()
    await page.getByLabel('Basis', { exact: true }).selectOption('The Code of Conduct')
    await readers.getByText('Borland').waitFor()
    await readers.getByText('1 other will not read it').click()
    await readers.getByText('not among the states the author names').waitFor()

    await page.getByRole('button', { name: 'Sign and send the threat notice' }).click()
    const dialog = page.getByRole('dialog', { name: 'Sign and send the threat notice' })
    await dialog.getByText('This signs the threat notice as Aldermark').waitFor()
    await dialog.getByRole('button', { name: 'Sign and send the threat notice' }).click()
    await page.getByRole('heading', { level: 1, name: 'A device watches reporters' }).waitFor()
    await page.getByText('United Arab Emirates → Egypt').waitFor()
    await page.context().close()

    await syncAll(nodes)
    const outside = await open('QO', '/forum')
    await outside.getByText('No discussion yet').waitFor()
    await outside.context().close()
    const there = await open('QN', '/forum')
    await there.getByRole('link', { name: 'A device watches reporters' }).click()
    await there.getByRole('group').filter({ hasText: 'Corroborate' }).first().locator('summary').click()
    await there.getByLabel('What this state knows of it').fill('Our post saw the same device.')
    await there.getByRole('button', { name: 'Corroborate' }).click()
    await there.getByRole('dialog').getByRole('button', { name: 'Corroborate' }).click()
    await there.getByText('Corroborated by Borland').waitFor()
    await there.context().close()
  })

  it('says what waits for a state, and takes its answer in the discussion', async () => {
    told = await tell(nodes, clock)
    const page = await open('QM', `/forum/${told.question}`)
    await expect.poll(() => page.getByRole('article').count()).toBe(7)
    await page.getByText('No state objected until 29 Nov 2026.').first().waitFor()
    await page.context().close()
    const inbox = await open('QO', '/forum')
    await inbox.getByRole('button', { name: /^Procedures/ }).click()
    await expect
      .poll(() => inbox.locator('main tbody [data-row] th > a').allInnerTexts())
      .toEqual(['Which assurances do you ask for interception devices that go to police units?'])
    await inbox.context().close()
  })

  it('lets a member attest a newcomer only with the fingerprint that was read to it', async () => {
    const page = await open('QP', '/forum/new?type=membership.subscribe')
    await page.getByLabel('Declaration').fill('Dunmark subscribes (fictional).')
    await page.getByLabel('Name of the state').fill('Dunmark')
    await page.getByLabel('SHA-256 of the diplomatic note').fill('d'.repeat(64))
    await page.getByRole('button', { name: 'Sign and send the subscription' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Sign and send the subscription' }).click()
    await page.getByRole('heading', { level: 1, name: 'Dunmark' }).waitFor()
    const key = await seat(nodes, 'QP').app.forum.key()
    const fingerprint = key.ok ? key.value.fingerprint : ''
    await page.context().close()
    await syncAll(nodes)
    const member = await open('QM', '/forum/standing')
    await member.getByText('Attest the identity of Dunmark').click()
    await member.getByLabel('Fingerprint as it was read to you').fill('0000 0000 0000 0000 0000 0000 0000 0000')
    await member.getByRole('radio', { name: 'By video' }).check()
    await member.getByRole('button', { name: 'Attest Dunmark' }).click()
    await member.getByRole('dialog').getByRole('button', { name: 'Attest Dunmark' }).click()
    await member.getByText('is not the one').waitFor()
    await member.getByLabel('Fingerprint as it was read to you').fill(fingerprint)
    await member.getByRole('button', { name: 'Attest Dunmark' }).click()
    await member.getByRole('dialog').getByRole('button', { name: 'Attest Dunmark' }).click()
    await member.getByText('1 of 3 attestations').waitFor()
    await member.context().close()
  })

  it.each([
    ['the inbox', () => '/forum'],
    ['a discussion', () => `/forum/${told.question}`],
    ['a notice', () => `/forum/${told.threat}`],
    ['the kinds of record', () => '/forum/new'],
    ['a form', () => '/forum/new?type=denial.notice'],
    ['members and peers', () => '/forum/standing'],
  ])('%s has no barrier that axe finds, light and dark, and fits 390 px', async (_name, path) => {
    for (const view of [{}, { dark: true }, { width: 390 }]) {
      const page = await open('QM', path(), view)
      await page.waitForLoadState('networkidle')
      await page.evaluate(AXE)
      const found = (await page.evaluate(
        `axe.run(document, { resultTypes: ['violations'] }).then((r) => r.violations)`,
      )) as Violation[]
      expect(found.map(({ id, nodes: at }) => `${id}: ${at.map(({ html }) => html).join('\n')}`)).toEqual([])
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
      await page.context().close()
    }
  })

  it('gave the browser nothing to complain about but the refusals that were asked for', () => {
    expect(complaints.filter((one) => !one.includes('status of 409'))).toEqual([])
  })
})
