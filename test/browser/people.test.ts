/** Signing in and keeping accounts, as the people concerned do it. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { afterEach, beforeAll, expect, it } from 'vitest'
import { describeWithBrowser, usePages } from './pages.ts'

const PASSWORD = 'plainly fictional words'
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

describeWithBrowser('with accounts', () => {
  const pages = usePages({ auth: 'local' })
  // A browser complains of every answer that refuses; the refusals are what is tested here.
  afterEach(() => expect(pages.complaints.splice(0).filter((line) => !/status of 40[0139]/.test(line))).toEqual([]))

  beforeAll(async () => {
    const page = await pages.open('/')
    await page.waitForURL(/\/sign-in/)
    await page.getByText('Nobody has an account here yet').waitFor()
    await pages.addPerson('Ingrid Administrator', ['administrator'])
    await pages.addPerson('Olive Officer', ['officer'])
    await page.context().close()
  })

  it('a page leads to the sign-in, says plainly what is wrong, and is opened after it, by keyboard alone', async () => {
    const page = await pages.open('/lists')
    await page.waitForURL(/\/sign-in\?to=%2Flists$/)
    await page.getByLabel('Name').waitFor()
    await page.keyboard.type('Olive Officer')
    await page.keyboard.press('Tab')
    await page.keyboard.type('not her password')
    await page.keyboard.press('Enter')
    await page.getByRole('alert').getByText('Name and password do not belong together').waitFor()
    expect(await page.getByLabel('Name').inputValue()).toBe('Olive Officer')
    expect(await page.getByLabel('Password').inputValue()).toBe('')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.type(PASSWORD)
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/lists$/)
    await page.getByRole('heading', { name: 'Lists and law' }).waitFor()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.waitForURL(/\/sign-in$/)
    await page.goBack()
    await page.waitForURL(/\/sign-in/)
  })

  it('a link to the sign-in cannot lead to another site', async () => {
    for (const to of ['//elsewhere.example/', '/\\elsewhere.example', 'https://elsewhere.example/', 'javascript:1']) {
      const page = await pages.open(`/sign-in?to=${encodeURIComponent(to)}`)
      await page.getByLabel('Name').fill('Olive Officer')
      await page.getByLabel('Password').fill(PASSWORD)
      await page.keyboard.press('Enter')
      await page.waitForURL((url) => url.pathname === '/')
      expect(page.url()).toBe(`${pages.address}/`)
      await page.context().close()
    }
  })

  it('an administrator adds a person, who signs in and takes a password of their own, and ends the account', async () => {
    const admin = await pages.open('/people', { as: 'Ingrid Administrator' })
    await admin.getByText('Add a person').click()
    await admin.getByRole('button', { name: 'Add person' }).click()
    await admin.getByText('Roles are missing; tick one or more').waitFor()
    await admin.locator('.fold[open]').getByLabel('Name', { exact: true }).fill('Nina New')
    await admin.getByRole('checkbox', { name: /^Engineer/ }).check()
    await admin.getByLabel('First password').fill(PASSWORD)
    await admin.getByRole('button', { name: 'Add person' }).click()
    await admin.getByRole('status').getByText('Nina New').waitFor()

    const nina = await pages.open('/account')
    await nina.getByLabel('Name').fill('Nina New')
    await nina.getByLabel('Password').fill(PASSWORD)
    await nina.keyboard.press('Enter')
    await nina.getByText('choose one of your own').waitFor()
    await nina.keyboard.type('words of my own choice')
    await nina.getByLabel('New password again').fill('words of my own choise')
    await nina.keyboard.press('Enter')
    await nina.getByRole('alert').getByText('The two are not the same').waitFor()
    await nina.getByLabel('New password again').fill('words of my own choice')
    expect(await violationsOn(nina)).toEqual([])
    await nina.keyboard.press('Enter')
    await nina.waitForURL(/\/account$/)
    await nina.getByLabel('Password now').fill('words of my own choice')
    await nina.getByLabel('New password', { exact: true }).fill('other words of my own')
    await nina.getByLabel('New password again').fill('other words of my own')
    await nina.getByRole('button', { name: 'Change password' }).click()
    await nina.getByRole('status').getByText('Your password is changed').waitFor()

    await admin.getByRole('link', { name: 'Nina New' }).click()
    await admin.getByText('set a new password; the sessions ended').first().waitFor()
    await admin.getByText('End account').first().click()
    await admin.getByLabel('Reason').fill('left the firm')
    await admin.locator('.fold[open]').getByRole('button', { name: 'End account' }).first().click()
    await admin.getByRole('dialog').getByText('This ends the account of Nina New for good').waitFor()
    await admin.getByRole('dialog').getByRole('button', { name: 'End account' }).click()
    await admin.getByRole('status').getByText('The account of Nina New has ended.').waitFor()

    await nina.goto(`${pages.address}/account`)
    await nina.waitForURL(/\/sign-in/)
  })

  it('a program is added, and its key is shown this once', async () => {
    const page = await pages.open('/people', { as: 'Ingrid Administrator' })
    await page.getByText('Add a program').click()
    const form = page.locator('.fold[open]')
    await form.getByLabel('Name', { exact: true }).fill('Fictional System')
    expect(await form.getByRole('checkbox').count()).toBe(2)
    await form.getByRole('checkbox', { name: /^Auditor/ }).check()
    await form.getByRole('button', { name: 'Add program' }).click()
    const key = await page.locator('.key').textContent()
    const me = await fetch(`${pages.address}/v1/me`, { headers: { authorization: `Bearer ${key}` } })
    expect(await me.json()).toMatchObject({ person: { name: 'Fictional System', roles: ['auditor'] } })
    await page.reload()
    await page.getByRole('link', { name: 'Fictional System' }).waitFor()
    expect(await page.locator('.key').count()).toBe(0)
  })

  it('whoever may not keep accounts is told who can', async () => {
    const page = await pages.open('/people', { as: 'Olive Officer' })
    expect(await page.locator('main').textContent()).toMatch(/administrator/i)
    expect(await page.getByText('Add a person').count()).toBe(0)
  })

  const views: readonly (readonly [string, string | undefined, string])[] = [
    ['the sign-in', undefined, '/sign-in'],
    ['the people', 'Ingrid Administrator', '/people'],
    ['one’s own account', 'Olive Officer', '/account'],
  ]
  for (const colorScheme of ['light', 'dark'] as const) {
    it.each(views)(`%s has no barrier that axe finds and fits 390 pixels, ${colorScheme}`, async (_name, as, path) => {
      const page = await pages.open(path, { colorScheme, width: 390, ...(as === undefined ? {} : { as }) })
      for (const fold of await page.locator('.fold > summary').all()) await fold.click()
      expect(await violationsOn(page)).toEqual([])
      expect(await page.evaluate('document.documentElement.scrollWidth - window.innerWidth')).toBeLessThanOrEqual(0)
      await page.context().close()
    })
  }
})

async function violationsOn(page: Page): Promise<readonly string[]> {
  await page.evaluate(AXE)
  return page.evaluate(
    `axe.run(document, { resultTypes: ['violations'] }).then((r) => r.violations.map((one) => one.id + ' ' + one.nodes[0].html))`,
  )
}
