/** The real pages on the real server in a real browser. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, chromium, type Page } from 'playwright-core'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { type App, openApp, type PersonRole, readListsFolder } from '../../src/app/index.ts'
import { startServer } from '../../src/http/index.ts'
import { testDatabase } from '../database.ts'

const CHROMIUM = process.env.UNBLIND_CHROMIUM ?? '/usr/bin/chromium'
const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** Tests that need a browser: skipped by name where there is none; with `CI=true` its absence is a failure. */
export function describeWithBrowser(name: string, tests: () => void): void {
  if (existsSync(CHROMIUM)) describe(name, tests)
  else if (process.env.CI === 'true')
    it(`${name}: needs Chromium`, () => {
      throw new Error(`no Chromium at ${CHROMIUM}`)
    })
  else describe.skip(`${name} (no Chromium at ${CHROMIUM})`, tests)
}

export type Pages = {
  /** `http://127.0.0.1:PORT` */
  readonly address: string
  /** A fresh browser profile; closed after the test file. Every complaint of the page is kept in `complaints`. */
  readonly open: (path: string, options?: View) => Promise<Page>
  /** Assesses an example on the lists that travel with it; the address of its report. */
  readonly assessOnLists: (name: string) => Promise<string>
  /** Errors and warnings of the console, failed loads, and requests to anywhere else. */
  readonly complaints: string[]
  /** What the server serves. */
  readonly app: App
  /** An account; `open` with `as` signs it in. Its id. */
  readonly addPerson: (name: string, roles: readonly PersonRole[]) => Promise<string>
}

export type View = {
  readonly width?: number
  readonly colorScheme?: 'light' | 'dark'
  /** Name of an account, signed in as a person would. */
  readonly as?: string
}

const PASSWORD = 'plainly fictional words'

export function example(name: string): string {
  return readFileSync(join(ROOT, 'examples', name, 'transaction.yaml'), 'utf8')
}

/** Builds the pages, starts a server and a browser before the tests of a `describe`, and ends them after it. */
export function usePages({ auth }: { readonly auth?: 'local' } = {}): Pages {
  const folder = mkdtempSync(join(tmpdir(), 'unblind-pages-'))
  const complaints: string[] = []
  let address = ''
  let app: App
  let browser: Browser
  const ends: (() => Promise<unknown>)[] = []
  let database: Awaited<ReturnType<typeof testDatabase>>
  beforeAll(async () => {
    database = await testDatabase()
    await build({ configFile: join(ROOT, 'vite.config.ts'), logLevel: 'error', build: { outDir: join(folder, 'web') } })
    app = await openApp({
      dataDir: join(folder, 'data'),
      databaseUrl: database.url,
      mayDownload: false,
      needsDatabase: true,
      clock: () => new Date(),
      auth,
    })
    ends.push(() => app.close())
    const server = await startServer(app, { host: '127.0.0.1', port: 0, pagesDir: join(folder, 'web') })
    ends.push(() => server.close())
    address = server.address
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] })
    ends.push(() => browser.close())
  })
  afterAll(async () => {
    for (const end of ends.reverse()) await end()
    rmSync(folder, { recursive: true, force: true })
  })
  return {
    get address() {
      return address
    },
    complaints,
    get app() {
      return app
    },
    addPerson: async (name, roles) => {
      const account = await app.people.add({ name, roles, password: PASSWORD }, { id: 'test', name: 'the test' })
      if (!account.ok) throw new Error(account.error.sentence)
      return account.value.id
    },
    assessOnLists: async (name) => {
      const lists = await readListsFolder(join(ROOT, 'examples', name, 'lists'))
      if (!lists.ok) throw new Error(lists.error.sentence)
      const answer = await app.assess(parse(example(name)), { snapshot: lists.value.snapshot })
      if (!answer.ok) throw new Error(JSON.stringify(answer.error))
      return `/assessments/${answer.value.id}`
    },
    open: async (path, { width = 1280, colorScheme = 'light', as } = {}) => {
      const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, locale: 'en-GB' })
      const page = await context.newPage()
      page.setDefaultTimeout(20_000)
      listenTo(page, address, complaints)
      await page.goto(address + path)
      if (as !== undefined) {
        await page.getByLabel('Name').fill(as)
        await page.getByLabel('Password').fill(PASSWORD)
        await page.keyboard.press('Enter')
        await page.waitForURL((url) => url.pathname === path.split(/[?#]/)[0])
      }
      await page.locator('h1').first().waitFor()
      return page
    },
  }
}

/** Assesses a transaction without the form; the address of its report. */
export async function reportOf(pages: Pages, yaml: string): Promise<string> {
  const response = await fetch(`${pages.address}/v1/assessments`, {
    method: 'POST',
    headers: { 'content-type': 'application/yaml' },
    body: yaml,
  })
  expect(response.status).toBe(201)
  return `/assessments/${((await response.json()) as { id: string }).id}`
}

/** Opens a case from an example, and has a message about its first party come in; the address of the case. */
export async function caseOf(pages: Pages, name: string): Promise<string> {
  const response = await fetch(`${pages.address}/v1/cases`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ transaction: parse(example(name)) }),
  })
  expect(response.status).toBe(201)
  const { id, state } = (await response.json()) as {
    readonly id: string
    readonly state: { readonly parties: readonly { readonly names: readonly string[] }[] }
  }
  await pages.app.takeMail(
    Buffer.from(`From: a@example.org\r\nSubject: About ${name}\r\n\r\nI saw ${state.parties[0]?.names[0]} use it.\r\n`),
  )
  return `/cases/${id}`
}

/** Keeps every error and warning of a page, and every request that leaves its node. */
export function listenTo(page: Page, address: string, complaints: string[]): void {
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('request', (request) => {
    if (!request.url().startsWith(address) && !request.url().startsWith('data:')) complaints.push(request.url())
  })
}
