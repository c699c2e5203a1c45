/** A false match silenced on its page, and how it looks afterwards. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { addDays } from '../../src/base/index.ts'
import { pencilOrder } from '../orders.ts'
import { describeWithBrowser, usePages } from './pages.ts'

const OLIVE = { id: 'olive', name: 'Olive Officer', roles: ['officer'] } as const
const BUYER = { name: 'Fictional Listed Bookshop Ltd', addresses: ['1 Fictional Street, Ottawa'] }
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

describeWithBrowser('a silenced match', () => {
  const pages = usePages()
  const folder = mkdtempSync(join(tmpdir(), 'unblind-silenced-'))
  let id = ''
  let entry = ''
  beforeAll(async () => {
    writeFileSync(join(folder, 'refused.csv'), `Number,Name,Land\n1,${BUYER.name},EG\n`)
    const mapping = {
      unblindMapping: 1,
      title: 'Fictional refused customers',
      file: 'refused.csv',
      dataOn: pages.app.today(),
      columns: { name: 'Name', country: 'Land' },
      key: 'Number',
      schema: 'Company',
    }
    writeFileSync(join(folder, 'mapping.json'), JSON.stringify(mapping))
    await pages.app.importLists([folder])
    const opened = await pages.app.openCase({ transaction: pencilOrder('FI-2026-401', BUYER) }, OLIVE)
    if (!opened.ok) throw new Error(JSON.stringify(opened.error))
    id = opened.value.id
    entry = opened.value.state.hits[0]?.entry ?? ''
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  afterEach(() => expect(pages.complaints.splice(0)).toEqual([]))

  const shots = process.env.UNBLIND_SHOTS
  async function look(page: Page, name: string): Promise<void> {
    if (shots !== undefined) await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true })
    await page.evaluate(axe)
    const found = await page.evaluate(
      'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + " " + nodes.map((one) => one.html).join(" ")))',
    )
    expect(found).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true)
  }

  it('is asked for on its own page, given with a second name, and folded from then on', async () => {
    const page = await pages.open(`/cases/${id}/hits/buyer/${encodeURIComponent(entry)}`)
    await page.getByText('Silence this false match for a time').click()
    await page.getByLabel('What tells them apart').fill('a bookshop in Ottawa since 1950')
    await page.getByLabel('Evidence').fill('register extract of Ontario')
    await page.getByLabel('Last day').fill(addDays(pages.app.today(), 180))
    await page.getByLabel('Second person').fill('Otto Officer')
    await look(page, 'ask-1280')
    await page.getByRole('button', { name: 'Ask for the suppression' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Ask for the suppression' }).click()
    await page.getByText('Silences the match').first().waitFor()
    await look(page, 'one-1280')
    const [made] = await pages.app.suppressions.all()
    for (const [width, colorScheme] of [
      [1280, 'dark'],
      [390, 'light'],
    ] as const) {
      const other = await pages.open(`/suppressions/${made?.id}`, { width, colorScheme })
      await other.getByText('What it stands on').waitFor()
      await look(other, `one-${width}-${colorScheme}`)
      await other.goto(`${pages.address}/suppressions`)
      await other.getByText('Silences the match').waitFor()
      await look(other, `list-${width}-${colorScheme}`)
    }
    const again = await pages.app.assess(pencilOrder('FI-2026-402', BUYER))
    if (!again.ok) throw new Error('it was not assessed')
    await page.goto(`${pages.address}/assessments/${again.value.id}`)
    const folded = page.locator('details.hit-silenced').first()
    await folded.locator('summary').first().waitFor()
    expect(await folded.locator('summary').first().textContent()).toContain('Otto Officer')
    expect(await folded.locator('article.hit').isVisible()).toBe(false)
    await look(page, 'report-1280')
    await folded.locator('summary').first().click()
    expect(await folded.locator('article.hit').isVisible()).toBe(true)
  })
})
