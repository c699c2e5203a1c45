import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { afterEach, expect, it } from 'vitest'
import { caseOf, describeWithBrowser, example, type Pages, reportOf, usePages } from './pages.ts'

/** Runs through the debugger: the pages themselves let no inline script run. */
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

type Violation = {
  readonly id: string
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[]
}

/** Each page in the state that shows most of it. */
const VIEWS: readonly (readonly [
  name: string,
  open: (pages: Pages, view: Parameters<Pages['open']>[1]) => Promise<Page>,
])[] = [
  ['the work of a new node', (pages, view) => pages.open('/', view)],
  ['the empty form', (pages, view) => pages.open('/assess', view)],
  [
    'the form filled and refused',
    async (pages, view) => {
      const page = await pages.open('/assess', view)
      await showFile(page)
      await page.locator('#file-text').fill(`${example('11-thermal-camera-640-germany')}\nroute: [XX]\n`)
      await page.getByRole('button', { name: 'Add an owner' }).first().click()
      await page.getByRole('button', { name: 'Add a finding' }).click()
      await page.getByRole('button', { name: 'Assess transaction' }).click()
      await page.getByRole('alert').waitFor()
      await unfold(page)
      return page
    },
  ],
  [
    'a report with matches, exceptions and red flags',
    async (pages, view) => {
      const page = await pages.open(await reportOf(pages, example('04-fingerprint-analysers-regional-bureau')), view)
      await unfold(page)
      return page
    },
  ],
  [
    'a report with owners',
    async (pages, view) => pages.open(await reportOf(pages, example('14-owned-buyer-rule-in-force')), view),
  ],
  [
    'a name search',
    async (pages, view) => {
      const page = await pages.open('/screen?name=Xinjiang%20Public%20Security%20Bureau', view)
      await page.locator('.hit').first().waitFor()
      await unfold(page)
      return page
    },
  ],
  ['lists and law', (pages, view) => pages.open('/lists', view)],
  [
    'the assessments',
    async (pages, view) => {
      await reportOf(pages, example('02-intercept-device-canada'))
      const page = await pages.open('/assessments', view)
      await page.locator('.summaries').waitFor()
      return page
    },
  ],
  [
    'a case with all its forms unfolded',
    async (pages, view) => {
      const page = await pages.open(await caseOf(pages, '14-owned-buyer-rule-in-force'), view)
      await page.locator('#history li').first().waitFor()
      await unfold(page)
      return page
    },
  ],
  [
    'a possible match to decide',
    async (pages, view) => {
      const page = await pages.open(await caseOf(pages, '04-fingerprint-analysers-regional-bureau'), view)
      await page.locator('#blocks').getByRole('link', { name: 'Compare' }).first().click()
      await page.locator('#facts').waitFor()
      await page.keyboard.press('u')
      return page
    },
  ],
  [
    'the cases',
    async (pages, view) => {
      await caseOf(pages, '01-intercept-device-egypt')
      const page = await pages.open('/cases', view)
      await page.locator('.rows-table').waitFor()
      return page
    },
  ],
  [
    'information, one item open',
    async (pages, view) => {
      await caseOf(pages, '01-intercept-device-egypt')
      const page = await pages.open('/information', view)
      await page.locator('.inbox-list a').first().click()
      await page.locator('.reading').waitFor()
      await unfold(page)
      return page
    },
  ],
  [
    'work that waits',
    async (pages, view) => {
      await caseOf(pages, '01-intercept-device-egypt')
      const page = await pages.open('/', view)
      await page.locator('.work').waitFor()
      await unfold(page)
      return page
    },
  ],
  [
    'a case as it was known then',
    async (pages, view) => {
      const page = await pages.open(`${await caseOf(pages, '14-owned-buyer-rule-in-force')}?at=5`, view)
      await page.locator('.known-then').waitFor()
      await unfold(page)
      return page
    },
  ],
  [
    'the parties',
    async (pages, view) => {
      await caseOf(pages, '14-owned-buyer-rule-in-force')
      const page = await pages.open('/parties', view)
      await page.locator('.rows-table').waitFor()
      return page
    },
  ],
  [
    'a party',
    async (pages, view) => {
      await caseOf(pages, '14-owned-buyer-rule-in-force')
      const page = await pages.open('/parties', view)
      await page.locator('.rows-table tbody a').first().click()
      await page.locator('#meetings').waitFor()
      await unfold(page)
      return page
    },
  ],
  [
    'the items',
    async (pages, view) => {
      await caseOf(pages, '01-intercept-device-egypt')
      const page = await pages.open('/items', view)
      await page.locator('.rows-table').waitFor()
      return page
    },
  ],
  [
    'an item',
    async (pages, view) => {
      await caseOf(pages, '01-intercept-device-egypt')
      const page = await pages.open('/items', view)
      await page.locator('.rows-table tbody a').first().click()
      await page.locator('#precedents').waitFor()
      await unfold(page)
      return page
    },
  ],
  ['a page that is not there', (pages, view) => pages.open('/nowhere', view)],
]

describeWithBrowser('how the pages look', () => {
  const pages = usePages()
  afterEach(() => {
    // A refused transaction is an answer; the browser notes its status in the console all the same.
    expect(pages.complaints.splice(0).filter((text) => !text.includes('status of 400'))).toEqual([])
  })

  for (const colorScheme of ['light', 'dark'] as const) {
    for (const [name, open] of VIEWS) {
      it(`${name} has no barrier that axe finds, ${colorScheme}`, async () => {
        const page = await open(pages, { colorScheme })
        await page.waitForLoadState('networkidle')
        await page.evaluate(AXE)
        const found = (await page.evaluate(
          `axe.run(document, { resultTypes: ['violations'] }).then((r) => r.violations)`,
        )) as Violation[]
        expect(
          found.map((one) => `${one.id}: ${one.nodes.map((node) => `${node.html} ${node.failureSummary}`).join('\n')}`),
        ).toEqual([])
        await page.context().close()
      })
    }
  }

  for (const [name, open] of VIEWS) {
    it(`${name} fits a width of 390 px`, async () => {
      const page = await open(pages, { width: 390 })
      await page.waitForLoadState('networkidle')
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390)
      await page.context().close()
    })
  }

  it('a printed report leaves out what is for the screen, opens what is folded, and prints hashes whole', async () => {
    const page = await pages.open(await reportOf(pages, example('04-fingerprint-analysers-regional-bureau')))
    await page.locator('#sources').waitFor()
    await page.emulateMedia({ media: 'print' })
    for (const hidden of ['.rail', '.contents', '.strip .toolbar'])
      expect(await page.locator(hidden).isVisible()).toBe(false)
    expect(await page.locator('details .score-table').first().isVisible()).toBe(true)
    expect(await page.locator('.hash-whole').first().isVisible()).toBe(true)
    const paper = await page.pdf({ preferCSSPageSize: true, tagged: true })
    expect(paper.subarray(0, 5).toString()).toBe('%PDF-')
    expect(countPages(paper)).toBeGreaterThan(2)
  })

  it('states are told by word and shape: without colour nothing is lost', async () => {
    const page = await pages.open(await reportOf(pages, example('01-intercept-device-egypt')))
    const states = page.locator('.state, .verdict')
    const seen = await states.count()
    expect(seen).toBeGreaterThan(15)
    for (let i = 0; i < seen; i++) {
      expect((await states.nth(i).textContent())?.trim().length).toBeGreaterThan(2)
      expect(await states.nth(i).locator('svg').count()).toBe(1)
    }
  })

  it('a transaction that nothing stands against says so with its proof counts, and never that it is lawful', async () => {
    const page = await pages.open(await pages.assessOnLists('10-thermal-camera-320-germany'))
    await page.locator('#sources').waitFor()
    const text = (await page.locator('article').textContent()) ?? ''
    expect(text).toContain('Nothing blocks this')
    expect(text).toMatch(/1 party screened against 2 lists of an example, 1 line read against \d+ tables of law/)
    expect(text).toContain('No licence required')
    expect(text).not.toMatch(/\blawful\b|\blegal to\b|approved/i)
    expect(text.match(/not legal advice/g)).toHaveLength(1)
  })
})

async function unfold(page: Page): Promise<void> {
  await page.evaluate(`document.querySelectorAll('details').forEach((one) => { one.open = true })`)
}

async function showFile(page: Page): Promise<void> {
  if ((await page.locator('#file-text').count()) === 0)
    await page.getByRole('button', { name: 'Paste or open YAML or JSON' }).click()
}

function countPages(pdf: Buffer): number {
  return pdf.toString('latin1').match(/\/Type\s*\/Page[^s]/g)?.length ?? 0
}
