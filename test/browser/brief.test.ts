/** The brief in a real browser: made by a click, read, followed to the case it holds, and found again in the archive. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, expect, it } from 'vitest'
import { unList } from '../official-lists.ts'
import { describeWithBrowser, usePages } from './pages.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const folder = mkdtempSync(join(tmpdir(), 'ub-brief-pages-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describeWithBrowser('the brief', () => {
  const pages = usePages()

  it('is made by a click, says what touches the firm, and leads to the case that it holds', async () => {
    await takeList('2026-11-20', 600, null)
    const opened = await pages.app.openCase({ transaction: transaction() }, officer)
    if (!opened.ok) throw new Error(JSON.stringify(opened.error))
    await takeList('2026-11-24', 601, 'Imaginary Lens Grinders')

    const page = await pages.open('/brief')
    expect(await page.getByText('No brief was made here yet').count()).toBe(1)
    await page.getByRole('button', { name: 'Make today’s brief' }).click()
    await page.getByRole('heading', { name: /^Brief of / }).waitFor()
    const line = page.getByRole('article')
    expect(await line.count()).toBe(1)
    expect(await line.textContent()).toContain(
      'IMAGINARY LENS GRINDERS was added to the UN Security Council Consolidated',
    )
    expect(await line.textContent()).toContain('Put on hold')
    await line.getByRole('link', { name: 'MO-1' }).click()
    await page.waitForURL(`**/cases/${opened.value.id}`)
    await page.getByText('IMAGINARY LENS GRINDERS was added').first().waitFor()
    await page.goBack()
    await page.getByRole('link', { name: 'Archive' }).click()
    await page.getByRole('heading', { name: 'Briefs' }).waitFor()
    expect(await page.locator('tbody tr').count()).toBe(1)
    await page.getByRole('link', { name: 'Public brief' }).click()
    await page.waitForURL('**/brief/public')
    expect(await page.content()).not.toContain('MO-1')
    await page.close()
  })

  it('is without fault to a screen reader, and as wide as its window, light and dark', async () => {
    for (const path of ['/brief', '/brief/archive'])
      for (const view of [
        { width: 1280, colorScheme: 'light' },
        { width: 390, colorScheme: 'dark' },
      ] as const) {
        const page = await pages.open(path, view)
        await page.getByRole('table').first().waitFor()
        expect(await violations(page)).toEqual([])
        expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
        await page.close()
      }
  })

  it('says where an edition is that was never made', async () => {
    const page = await pages.open('/brief/B-1999-01-01')
    expect(await page.getByRole('alert').textContent()).toContain('there is no edition `B-1999-01-01`')
    await page.getByRole('link', { name: 'See the editions that were made' }).click()
    await page.getByRole('heading', { name: 'Briefs' }).waitFor()
    await page.close()
  })

  it('asks nothing of anybody else and complains of nothing', () => {
    expect(pages.complaints.filter((one) => !one.includes('404'))).toEqual([])
  })

  async function takeList(on: string, count: number, last: string | null): Promise<void> {
    let text = unList({ on, count }).toString()
    if (last !== null) {
      text = text
        .replace(`FICTIONAL FRONT NUMBER ${count - 1}<`, `${last.toUpperCase()}<`)
        .replace(`Invented Group ${count - 1}<`, `${last}<`)
    }
    const path = join(folder, `un-${on}.xml`)
    writeFileSync(path, text)
    const [report] = await pages.app.importLists([path])
    expect(report?.outcome).toBe('imported')
  }
})

const officer = { id: 'oda', name: 'Oda Officer', roles: ['officer'] } as const

function transaction() {
  return {
    reference: 'MO-1',
    kind: 'export',
    exportOn: '2026-12-01',
    exporter: { name: 'Made-Up Optics LLC', country: 'US', isUsPerson: true },
    parties: [
      { ref: 'buyer', name: 'Imaginary Lens Grinders', roles: ['end-user'], country: 'YE', endUserType: 'civil' },
    ],
    items: [{ ref: 'lens', description: 'A lens blank', eccn: 'EAR99', classifiedBy: 'Oda Officer' }],
    destination: 'YE',
  }
}

async function violations(page: Page): Promise<readonly string[]> {
  return page.evaluate(
    `${AXE}; axe.run().then((found) => found.violations.map(({ id, nodes }) => id + ' ' + nodes[0].html))`,
  )
}
