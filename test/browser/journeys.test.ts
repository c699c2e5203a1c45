import type { Page } from 'playwright-core'
import { afterEach, expect, it } from 'vitest'
import { describeWithBrowser, example, reportOf, usePages } from './pages.ts'

describeWithBrowser('the form, from a transaction to its answer', () => {
  const pages = usePages()
  afterEach(() => expect(pages.complaints.splice(0)).toEqual([]))

  it('the intercept device, filled in by hand, needs a licence that is generally denied', async () => {
    const page = await pages.open('/assess')
    await page.getByLabel('Planned export date').fill('2026-09-20')
    await page.getByLabel('Exported from').selectOption('US')
    await page.getByLabel('Country of destination').selectOption('EG')
    await page.getByLabel('Exporter’s name').fill('Fictional Instruments Inc')
    await choose(page, 'A US person', 'Yes')
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Ministry of Interior of Egypt')
    await page.getByRole('checkbox', { name: 'Purchaser' }).check()
    await page.getByLabel('Country', { exact: true }).selectOption('EG')
    await page.getByLabel('Type of end user').selectOption('government')
    await page.getByRole('combobox', { name: 'Control-list entry (ECCN)' }).fill('mobile interception')
    await page.getByRole('option', { name: /^5A001/ }).click()
    await page.getByText('Item of human-rights concern').waitFor()
    await page.getByRole('combobox', { name: 'Paragraph of the entry' }).fill('f.1')
    await page.getByLabel('Description').fill('Takes the content of calls from the air interface')
    await choose(page, 'Made in the US, or in the US now', 'Yes')
    await page.getByRole('button', { name: 'Assess transaction' }).click()

    await page.waitForURL(/\/assessments\/[0-9A-Z]{26}$/)
    const law = page.getByRole('region', { name: /^Law what/ })
    await law.getByText('Licence required', { exact: true }).waitFor()
    expect(await law.textContent()).toContain('Surreptitious listening, 15 CFR 742.13(a)(1)')
    expect(await law.textContent()).toContain('National security, NS Column 2, 15 CFR 742.4(a)')
    expect(await page.getByRole('region', { name: /^Action what/ }).textContent()).toContain('Hold')
    expect(await page.locator('.reasons > li').count()).toBeGreaterThan(1)
  })

  it('an example is loaded, shown in the form and in the file, and assessed', async () => {
    const page = await pages.open('/assess')
    await page.getByText('Load an example').click()
    await page.getByRole('button', { name: /^A device that takes the content/ }).click()
    expect(await page.getByRole('textbox', { name: 'Name', exact: true }).inputValue()).toBe(
      'Ministry of Interior of Egypt',
    )
    expect(await page.locator('#file-text').inputValue()).toContain('name: Ministry of Interior of Egypt')
    await page.getByRole('button', { name: 'Assess transaction' }).click()
    await page.getByText('Licence required', { exact: true }).first().waitFor()
  })

  it('an example is assessed against its own lists, which stay with it until the lists in use are asked for', async () => {
    const page = await pages.open('/assess')
    const note = page.getByText('Assessed against the small lists that travel with this example, not the lists in use.')
    const load = async () => {
      await page.getByText('Load an example').click()
      await page.getByRole('button', { name: /^The same goods, with a person under a denial order/ }).click()
      await note.waitFor()
    }
    await load()
    await page.getByLabel('Your reference').fill('changed by hand')
    await page.reload()
    await page.getByRole('button', { name: 'Assess transaction' }).click()
    await page.waitForURL(/\/assessments\/[0-9A-Z]{26}$/)
    const law = page.getByRole('region', { name: /^Law what/ })
    await law.getByText('Prohibited', { exact: true }).waitFor()
    const coverage = page.getByRole('region', { name: /^Coverage what/ })
    await coverage.getByText('Complete', { exact: true }).waitFor()
    await coverage.getByText('Against the lists of an example, not the full lists.').waitFor()
    await page
      .getByRole('region', { name: /^Action what/ })
      .getByText('Refrain', { exact: true })
      .waitFor()

    const report = new URL(page.url()).pathname
    await page.getByRole('link', { name: 'Change and assess again' }).click()
    await note.waitFor()
    await page.getByRole('button', { name: 'Use the lists in use' }).click()
    await note.waitFor({ state: 'detached' })
    const submit = page.getByRole('button', { name: 'Assess transaction' })
    expect(await submit.evaluate((element) => element === element.ownerDocument.activeElement)).toBe(true)
    const asked = page.waitForRequest(
      (request) => request.method() === 'POST' && request.url().includes('/assessments'),
    )
    await submit.click()
    expect(new URL((await asked).url()).search).toBe('')
    await page.waitForURL((url) => url.pathname.startsWith('/assessments/') && url.pathname !== report)
    await coverage.getByText('Partial', { exact: true }).waitFor()
    expect(await page.getByText('Against the lists of an example').count()).toBe(0)

    await page.getByRole('link', { name: 'Assess', exact: true }).click()
    await load()
    await page.getByRole('button', { name: 'Clear the form' }).click()
    expect(await note.count()).toBe(0)
    await load()
    const buffer = Buffer.from('kind: export\nreference: a file of their own\n')
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'transaction.yaml', mimeType: 'application/yaml', buffer })
    await note.waitFor({ state: 'detached' })
    expect(await page.getByLabel('Your reference').inputValue()).toBe('a file of their own')

    await load()
    const file = page.locator('#file-text')
    await file.press('End')
    await file.pressSequentially(' ')
    expect(await note.count()).toBe(1)
    await page.getByLabel('Your reference').fill('reference: pasted')
    await page.getByLabel('Your reference').press('Control+a')
    await page.keyboard.press('Control+c')
    await file.press('Control+a')
    await page.keyboard.press('Control+v')
    await note.waitFor({ state: 'detached' })
    expect(await page.getByLabel('Your reference').inputValue()).toBe('pasted')

    const elsewhere = await pages.open(`/assess?from=${report.split('/').at(-1)}`)
    await elsewhere.getByText(/^The earlier answer was against the lists of an example/).waitFor()
  })

  it('form and file are kept in step both ways, and a file that cannot be read never empties the form', async () => {
    const page = await pages.open('/assess')
    const file = page.locator('#file-text')
    const name = page.getByRole('textbox', { name: 'Name', exact: true })
    await file.fill('{"kind": "reexport", "parties": [{"name": "Fictional Trading One Ltd", "roles": ["end-user"]}]}')
    expect(await name.inputValue()).toBe('Fictional Trading One Ltd')
    expect(await page.getByLabel('Kind of transaction').inputValue()).toBe('reexport')
    await name.fill('Fictional Trading Two Ltd')
    expect(await file.inputValue()).toContain('name: Fictional Trading Two Ltd')
    await file.fill('kind: [export')
    await page.getByText(/^The file cannot be read/).waitFor()
    expect(await name.inputValue()).toBe('Fictional Trading Two Ltd')
    await page.getByRole('button', { name: 'Assess transaction' }).click()
    expect(await page.getByRole('alert').textContent()).toContain('The file cannot be read')
  })

  it('errors are summed up at the top, lead to their fields, stand beside them, and nothing typed is lost', async () => {
    const page = await pages.open('/assess')
    await page.getByLabel('Exporter’s name').fill('Fictional Instruments Inc')
    await page.getByRole('combobox', { name: 'Control-list entry (ECCN)' }).fill('9Z999')
    await page.getByRole('button', { name: 'Assess transaction' }).click()
    const summary = page.getByRole('alert')
    await summary.waitFor()
    await expect.poll(() => summary.evaluate((element) => element === element.ownerDocument.activeElement)).toBe(true)
    expect(await page.title()).toMatch(/^Error: /)
    await summary.getByRole('link', { name: /^Party 1: name/ }).click()
    const name = page.getByRole('textbox', { name: 'Name', exact: true })
    await expect.poll(() => name.evaluate((element) => element === element.ownerDocument.activeElement)).toBe(true)
    expect(await name.getAttribute('aria-invalid')).toBe('true')
    const described = (await name.getAttribute('aria-describedby')) ?? ''
    expect(await page.locator(`#${described}`).textContent()).toContain('Name is missing; give it')
    expect(await page.getByLabel('Exporter’s name').inputValue()).toBe('Fictional Instruments Inc')
    // The browser itself notes the refusal in its console.
    expect(pages.complaints.splice(0)).toHaveLength(1)
    await page.reload()
    expect(await page.getByLabel('Exporter’s name').inputValue()).toBe('Fictional Instruments Inc')
  })

  it('a question leads back to the form, at its field, with every value kept', async () => {
    const yaml = example('18-nine-hertz-camera-kenya-police').replace(/ +endUserType: .*\n/, '')
    const buyer = /name: (.*police.*)/i.exec(yaml)?.[1] ?? ''
    const page = await pages.open(await reportOf(pages, yaml))
    const question = page
      .locator('#questions li')
      .filter({ has: page.locator('a[href*="endUserType"]') })
      .first()
    await question.getByRole('link', { name: 'Answer this question' }).click()
    const field = page.getByLabel('Type of end user')
    await field.waitFor()
    await expect.poll(() => field.evaluate((element) => element === element.ownerDocument.activeElement)).toBe(true)
    expect(await page.getByRole('textbox', { name: 'Name', exact: true }).inputValue()).toBe(buyer)
    expect(await page.getByLabel('Your reference').inputValue()).toBe('18-nine-hertz-camera-kenya-police')
  })

  it('a possible match is settled by a named person with a reason, and the answer shows who said so', async () => {
    const page = await pages.open(await reportOf(pages, example('04-fingerprint-analysers-regional-bureau')))
    const before = await page.locator('.hit').count()
    expect(before).toBeGreaterThan(0)
    await page.getByRole('link', { name: 'Record whether this is the party' }).first().click()
    const decision = page.getByLabel('Decision', { exact: true })
    await expect.poll(() => decision.evaluate((element) => element === element.ownerDocument.activeElement)).toBe(true)
    await decision.selectOption('true-match')
    await page.getByLabel('Decided by').fill('A. Fictional, compliance')
    await page.getByLabel('Reason', { exact: true }).fill('Same notice, same address')
    await page.keyboard.press('Control+Enter')
    await page.locator('.voice-person').waitFor()
    expect(await page.locator('.voice-person').first().textContent()).toContain('A. Fictional, compliance')
    expect(await page.locator('.hit-head').first().textContent()).toContain('Confirmed')
  })

  it('the whole way by keyboard alone', async () => {
    const page = await pages.open('/assess')
    await tabTo(page, '#f-exportOn')
    // The same day whether the browser asks for the day or the month first.
    await page.keyboard.type('09092026')
    await tabTo(page, '#f-destination')
    await page.keyboard.type('Canada')
    await tabTo(page, '#f-exporter-name')
    await page.keyboard.type('Fictional Instruments Inc')
    await tabTo(page, '#f-parties-0-name')
    await page.keyboard.type('Fictional Buyer Ltd')
    await tabTo(page, '#f-parties-0-country')
    await page.keyboard.type('Canada')
    await tabTo(page, '#f-items-0-eccn')
    await page.keyboard.type('5A98')
    await page.getByRole('listbox').getByRole('option').first().waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    expect(await page.locator('#f-items-0-eccn').inputValue()).toBe('5A980')
    await page.keyboard.press('Control+Enter')
    await page.waitForURL(/\/assessments\//)
    await page.getByText('Licence required', { exact: true }).first().waitFor()
    expect(await page.evaluate('document.activeElement.id')).toBe('content')
  })

  it('`/` finds pages and names from any page, and a name is answered as it is typed', async () => {
    const page = await pages.open('/lists')
    await page.getByRole('link', { name: 'Work', exact: true }).waitFor()
    await page.keyboard.press('/')
    await page.keyboard.type('assessm')
    await page.getByRole('option', { name: /^Assessments/ }).waitFor()
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/assessments$/)
    await expect.poll(() => page.evaluate('document.activeElement.id')).toBe('content')
    await page.keyboard.press('/')
    await page.keyboard.type('Hangzhou Hikvision Digital Technology')
    await page.getByRole('option', { name: /^Screen/ }).waitFor()
    // Parties met before stand first; the way to the lists is always last.
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/screen\?name=/)
    const hit = page.locator('.hit').first()
    await hit.waitFor()
    expect(await hit.textContent()).toContain('Entity List (BIS)')
    expect(await hit.locator('mark.met').count()).toBeGreaterThan(3)
    await page.getByLabel('Name', { exact: true }).fill('Fictional Nobody At All')
    await page.getByText('Not performed in full').waitFor()
    expect(await page.getByText('Clear', { exact: true }).count()).toBe(0)
  })

  it('until full lists are in, every page says that this is a starter set', async () => {
    for (const path of ['/', '/assess', '/assessments', '/screen', '/lists', '/no-such-page']) {
      const page = await pages.open(path)
      await page.getByText(/^Starter set of \d+ parties, not a full screening\.$/).waitFor()
      await page.context().close()
    }
  })

  it('the assessments that were made are listed and open again', async () => {
    const path = await reportOf(pages, example('02-intercept-device-canada'))
    const page = await pages.open('/assessments')
    await page.locator(`a[href="${path}"]`).click()
    await page.getByText('Licence required', { exact: true }).first().waitFor()
    await page.goBack()
    await page.getByRole('heading', { name: 'Assessments' }).waitFor()
  })

  it('an assessment that is not here says so and leads on', async () => {
    const page = await pages.open('/assessments/01ARZ3NDEKTSV4RRFFQ69G5FAV')
    expect(await page.getByRole('alert').textContent()).toContain('There is nothing here')
    await page.getByRole('link', { name: 'See the assessments that are kept here' }).click()
    await page.getByRole('heading', { name: 'Assessments' }).waitFor()
    // The browser itself notes a failed load in its console.
    pages.complaints.splice(0)
  })
})

async function choose(page: Page, question: string, answer: string): Promise<void> {
  await page.getByRole('group', { name: question, exact: true }).getByText(answer, { exact: true }).click()
}

/** Tab until the field has the focus. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let i = 0; i < 80; i++) {
    await page.keyboard.press('Tab')
    if (await page.locator(selector).evaluate((element) => element === element.ownerDocument.activeElement)) return
  }
  throw new Error(`Tab never reaches ${selector}`)
}
