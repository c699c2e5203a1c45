/** The story in a real browser: what people decide in it is clicked on their pages; the rest the hub plays. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, chromium, type Locator, type Page } from 'playwright-core'
import { build } from 'vite'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { type Demo, startDemo } from '../../src/demo/index.ts'
import { describeWithBrowser } from './pages.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const CHROMIUM = process.env.UNBLIND_CHROMIUM ?? '/usr/bin/chromium'
const ROOT = fileURLToPath(new URL('../../', import.meta.url))

describeWithBrowser('the story, told by the pages', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ub-story-pages-'))
  const complaints: string[] = []
  let demo: Demo
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    const pagesDir = join(folder, 'web')
    await build({ configFile: join(ROOT, 'vite.config.ts'), logLevel: 'error', build: { outDir: pagesDir } })
    demo = await startDemo({ port: 0, pagesDir, say: () => {} })
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] })
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-GB' })
    page = await context.newPage()
    page.setDefaultTimeout(60_000)
    page.on('console', (message) => {
      // A refused act is an answer; the browser notes its status in the console all the same.
      if (message.type() === 'error' && !message.text().includes('status of 4')) complaints.push(message.text())
    })
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('request', (request) => {
      if (new URL(request.url()).hostname !== '127.0.0.1') complaints.push(request.url())
    })
  }, 300_000)
  afterAll(async () => {
    await browser?.close()
    await demo?.close()
    rmSync(folder, { recursive: true, force: true })
  })
  afterEach(() => {
    expect(complaints.splice(0)).toEqual([])
  })

  const step = (id: string) => page.locator(`#${id}`)
  /** Opens a page of the story as one of the cast: one click signs in. */
  const enter = async (id: string, door: string) => {
    await page.goto(demo.address)
    await step(id).getByRole('button', { name: door, exact: true }).click()
    await page.locator('main h1').first().waitFor()
  }
  const playTo = async (id: string) => {
    await page.goto(demo.address)
    await page.getByRole('button', { name: 'Look how far the story is' }).click()
    const play = step(id).getByRole('button', { name: /^Play/ })
    if ((await play.count()) > 0) await play.click()
    await expectDone(id)
  }
  const expectDone = async (id: string) => {
    await step(id).locator('h3').waitFor()
    expect(await step(id).textContent()).toContain('● done')
  }
  const look = async (id: string) => {
    await page.goto(demo.address)
    await page.getByRole('button', { name: 'Look how far the story is' }).click()
    await expectDone(id)
  }
  /** Opens a fold, unless the address that led to it has opened it. */
  const unfold = async (scope: Page | Locator, label: string) => {
    const fold = scope
      .locator('details')
      .filter({ has: page.getByText(label, { exact: true }) })
      .last()
    await expect
      .poll(
        async () => {
          if ((await fold.getAttribute('open')) === null) await fold.locator('> summary').click()
          return fold.getAttribute('open')
        },
        { timeout: 60_000 },
      )
      .not.toBe(null)
  }
  const seal = () => page.locator('dialog[open] button.primary').click()

  it.each([
    [1280, 'light'],
    [390, 'dark'],
  ] as const)(
    'is told on a page that is clean for readers and keyboards, %i pixels wide and %s',
    async (width, colorScheme) => {
      const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, bypassCSP: true })
      const hub = await context.newPage()
      await hub.goto(demo.address)
      await hub.evaluate(AXE)
      const found = await hub.evaluate('axe.run().then(({ violations }) => violations.map((one) => one.id))')
      expect(found).toEqual([])
      expect(await hub.evaluate('document.documentElement.scrollWidth - window.innerWidth')).toBeLessThanOrEqual(0)
      await context.close()
    },
  )

  it('begins with nothing done, and opens a case that is on hold', { timeout: 300_000 }, async () => {
    await page.goto(demo.address)
    expect(await page.locator('.now').textContent()).toMatch(/^0 of 36 steps done/)
    await playTo('open')
    await enter('open', 'Open the case as Olive Officer')
    await page.getByText('On hold').first().waitFor()
    expect(await page.locator('main').textContent()).toContain('Licence required')
  })

  it('blocks the case with the tip, refuses the salesperson, and takes the officer’s disposition', {
    timeout: 300_000,
  }, async () => {
    await playTo('tip')
    await enter('tip', 'See the open case blocked as Olive Officer')
    await page.locator('#blocks').getByText('waits for a disposition').first().waitFor()
    await enter('seller', 'Try it as Sally Seller')
    await page.locator('#information .entries').waitFor()
    expect(await page.locator('#information').textContent()).toContain('you may add information, never decide on it')
    await playTo('seller')
    await enter('dispose', 'Open the case at what came in as Olive Officer')
    const item = page.locator('#information .entries > li').first()
    await unfold(item, 'Dispose of it')
    await item.getByRole('radio', { name: /^A red flag/ }).check()
    await item.getByLabel('The red flag, in one sentence').fill('It was used against reporters.')
    await item.getByLabel('Reason').fill('It is specific as to model and place.')
    await item.getByLabel('Evidence').fill('the message itself')
    await item.getByRole('button', { name: 'Dispose of it' }).click()
    await seal()
    await page.locator('#flags').getByText('It was used against reporters.').first().waitFor()
    await playTo('prepare')
  })

  it('lets the executive sign and the officer send, each at their own sign-in', { timeout: 300_000 }, async () => {
    await enter('sign', 'Read and sign as Edgar Executive')
    await page.locator('#to-sign').getByRole('button', { name: 'Sign application' }).click()
    await seal()
    await page.locator('#to-send').waitFor()
    await look('sign')
    await playTo('altered')
    await enter('send', 'Send it as Olive Officer')
    await page.locator('#to-send').getByRole('button', { name: 'Submit application' }).click()
    await seal()
    await page.locator('#now').getByText('has the application').waitFor()
    await playTo('send')
  })

  it('lets the registrar register it and one officer propose what another countersigns', {
    timeout: 300_000,
  }, async () => {
    await enter('register', 'Open the application as Regina Registrar')
    await page.getByRole('button', { name: 'Register application' }).click()
    await seal()
    await page.getByLabel('Officer', { exact: true }).selectOption('Lars Licensing')
    await page.getByRole('button', { name: 'Assign application' }).click()
    await page.locator('.facts').getByText('Lars Licensing').waitFor()
    await playTo('intent')
    await enter('findings', 'Open the findings as Lars Licensing')
    await unfold(page, 'Propose a decision')
    const form = page.locator('#decision .fold[open]')
    await form.getByLabel('Outcome').selectOption('denied')
    await form.getByLabel('The law it rests on').fill('15 CFR 742.13(b)(2)')
    await form.getByRole('button', { name: 'Propose decision' }).click()
    await seal()
    await page.getByText('Countersigning is for another officer').waitFor()
    await enter('decide', 'Read and countersign as Lena Licensing')
    await page.getByLabel(/^Countersign/).check()
    await page.getByRole('button', { name: 'Record countersignature' }).click()
    await seal()
    await page.getByRole('button', { name: 'Decide' }).click()
    await seal()
    await page.getByRole('button', { name: 'Issue letter' }).click()
    await seal()
    await page.getByText('as it went out').waitFor()
    await playTo('decide')
    await enter('decide', 'See it in the exporter’s case as Olive Officer')
    await page.locator('#decision').waitFor()
    expect(await page.locator('#decision').textContent()).toMatch(/denied/i)
  })

  it('tells Borland of the denial and Cestria nothing', { timeout: 300_000 }, async () => {
    await playTo('seats')
    await enter('decide', 'Read the letter as Lars Licensing')
    await unfold(page, 'Prepare the notice of this denial')
    const notice = page.locator('.denied .fold[open]')
    await notice.getByLabel('Why, in words other authorities may read').fill('It was used against reporters.')
    await notice.getByRole('button', { name: 'Prepare notice' }).click()
    await seal()
    await notice.getByText(/Name the act and the provision under which it may be shared/).waitFor()
    await notice.getByLabel('Act under which it may be shared').fill('Export Control Act of Aldermark (fictional)')
    await notice.getByLabel('Provision').fill('section 12(2)')
    await notice.getByRole('button', { name: 'Prepare notice' }).click()
    await seal()
    await page.getByText('A delegate shares it').waitFor()
    await enter('denial-notice', 'Share it as Dele Delegate')
    await unfold(page, 'Share the notice')
    await page.getByRole('radio', { name: /^TLP:AMBER(?!\+)/ }).check()
    await page.getByLabel('Only these states').fill('QN')
    await page.locator('.dry-run').getByText('Borland').waitFor()
    await page.getByRole('button', { name: 'Sign and share notice' }).click()
    await seal()
    await page.locator('td').getByText('Borland').waitFor()
    await playTo('threat-notice')
    await enter('denial-notice', 'Read it in Borland as Bea Delegate')
    expect(await page.locator('main').textContent()).toContain('section 12(2)')
    await enter('denial-notice', 'See that Cestria does not as Cem Delegate')
    expect(await page.locator('main').textContent()).not.toMatch(/Ministry of Order|denial notice/i)
  })

  it('holds the case of one firm by its brief, and says to another that nothing touches it', {
    timeout: 300_000,
  }, async () => {
    await playTo('news')
    await enter('brief', 'Read the brief as Oda Officer')
    await page.getByRole('button', { name: /^(Look again now|Make today’s brief)$/ }).click()
    await page
      .getByText(/changes? touch(es)? you/)
      .first()
      .waitFor()
    await look('brief')
    await enter('brief', 'See the case on hold as Oda Officer')
    await page.locator('#holds').getByText('FICTAVIA IMAGING TRADING HOUSE').first().waitFor()
    await playTo('nothing')
    await enter('nothing', 'Read the brief as Omar Officer')
    await page
      .getByText(/Nothing touches you/)
      .first()
      .waitFor()
  })

  it('lets the auditor take it away and verify it without us', { timeout: 300_000 }, async () => {
    await enter('verify', 'Export the case as Audrey Auditor')
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Export case' }).click(),
    ])
    const path = join(folder, 'export.json')
    await download.saveAs(path)
    const verified = spawnSync(process.execPath, [join(ROOT, 'verifier', 'verify.mjs'), path], { encoding: 'utf8' })
    expect(verified.stdout + verified.stderr).toMatch(/holds|verif|ok/i)
    expect(verified.status).toBe(0)
    await playTo('byte')
    expect(await page.locator('.now').textContent()).toMatch(/^36 of 36 steps done/)
  })
})
