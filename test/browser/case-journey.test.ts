import type { Page } from 'playwright-core'
import { afterEach, beforeAll, expect, it } from 'vitest'
import { describeWithBrowser, usePages } from './pages.ts'

const TIP = [
  'From: Rosa Reporter <rosa@example.org>',
  'To: trade@fictional-instruments.example',
  'Subject: Your device in Cairo',
  'Date: Mon, 23 Nov 2026 09:00:00 +0000',
  'Message-ID: <tip@example.org>',
  'MIME-Version: 1.0',
  'Content-Type: text/plain; charset=utf-8',
  '',
  'Three reporters were followed with a device of the kind you sell, by the Ministry of Interior of Egypt.',
  '',
  'Rosa Reporter',
  'rosa@example.org',
  '',
].join('\r\n')

describeWithBrowser('a case, from its opening to what two people stand behind', () => {
  const pages = usePages({ auth: 'local' })
  let path = ''
  beforeAll(async () => {
    await pages.addPerson('Olive Officer', ['officer'])
    await pages.addPerson('Otto Officer', ['officer'])
    await pages.addPerson('Edgar Executive', ['executive'])
    await pages.addPerson('Sally Seller', ['sales'])
    await pages.addPerson('Audrey Auditor', ['auditor'])
  })
  afterEach(() => {
    // A refused act is an answer; the browser notes its status in the console all the same.
    expect(pages.complaints.splice(0).filter((text) => !text.includes('status of 409'))).toEqual([])
  })

  it('an officer opens it from an assessment, and the salesperson is named as who earns from the sale', async () => {
    const report = await pages.assessOnLists('01-intercept-device-egypt')
    const page = await pages.open(report, { as: 'Olive Officer' })
    await page.getByText('Open a case', { exact: true }).click()
    await page.getByLabel('Sally Seller').check()
    await page.getByRole('button', { name: 'Open case' }).click()
    await page.waitForURL(/\/cases\/[0-9A-Z]{26}$/)
    path = new URL(page.url()).pathname
    const blocks = page.locator('#blocks')
    await blocks.getByRole('heading', { name: /^What blocks this/ }).waitFor()
    expect(await page.getByRole('region', { name: /^Law what/ }).textContent()).toContain('Licence required')
    for (const row of await blocks.locator('.block-list').first().locator('> li').all()) {
      expect(await row.locator('.block-way').textContent()).toMatch(/officer/i)
      expect(await row.getByRole('link').count()).toBe(1)
    }
  })

  it('a message about its end user lands in it by itself, its author protected', async () => {
    await pages.app.takeMail(Buffer.from(TIP))
    const page = await pages.open('/information', { as: 'Olive Officer' })
    await page.locator('.inbox-list').waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/information\/[0-9A-Z]{26}$/)
    const reading = page.locator('.reading')
    expect(await reading.textContent()).toContain('Three reporters were followed')
    expect(await page.locator('main').textContent()).not.toMatch(/Rosa|rosa@/)
    await reading.getByRole('link', { name: /^Dispose of it in 01-intercept/ }).click()
    await page.locator('#information .words').waitFor()
    expect(await page.locator('#information').textContent()).toContain('about Ministry of Interior of Egypt')
    expect(await page.locator('#blocks').textContent()).toContain('waits for a disposition')
  })

  it('the salesperson adds what they learned, sees that they cannot dispose of anything, and who can', async () => {
    const page = await pages.open(path, { as: 'Sally Seller' })
    await page.locator('#information .entries').waitFor()
    const information = await page.locator('#information').textContent()
    expect(information).toContain('you earn from the sale: you may add information, never decide on it')
    expect(information).toContain('Olive Officer, Otto Officer')
    expect(await page.getByText('Dispose of it', { exact: true }).locator('xpath=self::summary').count()).toBe(0)
    await page.getByRole('link', { name: 'Add what you learned' }).click()
    await page.getByLabel('What was said or seen').fill('The buyer asked whether the device leaves traces.')
    await page.getByLabel(/^About which party/).selectOption({ label: 'Ministry of Interior of Egypt' })
    await page.getByRole('button', { name: 'Keep it' }).click()
    await page.getByRole('status').filter({ hasText: 'Kept' }).waitFor()
    await page.goto(pages.address + path)
    await expect.poll(() => page.locator('#information .entries > li').count()).toBe(2)
  })

  it('what the salesperson tries all the same is refused, and the attempt stands in the history', async () => {
    const page = await pages.open(path, { as: 'Sally Seller' })
    await page.locator('#information .entries').waitFor()
    const id = (await page.locator('#information .entries > li').first().getAttribute('id'))?.replace(
      'information-',
      '',
    )
    const refusal = (await page.evaluate(
      `fetch('/v1${path}/acts', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({
        kind: 'information.disposed', item: '${id}', disposition: 'noted', reason: 'nothing in it', evidence: ['none'] }) }).then((one) => one.json())`,
    )) as { readonly detail: string }
    expect(refusal.detail).toContain('who earns from the sale may add information, never dispose of it')
    await page.reload()
    const refused = page.locator('#history .is-refused')
    await refused.waitFor()
    expect(await refused.textContent()).toContain('Sally Seller was refused')
  })

  it('an officer disposes of it as a red flag: what is missing is said beside its field, and nothing typed is lost', async () => {
    const page = await pages.open(path, { as: 'Olive Officer' })
    const item = page.locator('#information .entries > li').first()
    await item.getByText('Dispose of it', { exact: true }).first().click()
    await item.getByRole('radio', { name: /^A red flag/ }).check()
    await item.getByLabel('The red flag, in one sentence').fill('The end user followed reporters with such a device.')
    await item.getByLabel('Reason').fill('Three people say so, independently of each other.')
    await item.getByRole('button', { name: 'Dispose of it' }).click()
    const evidence = item.getByLabel('Evidence')
    await expect.poll(() => evidence.evaluate((element) => element === element.ownerDocument.activeElement)).toBe(true)
    expect(await item.textContent()).toContain('Evidence is missing; give it')
    expect(await item.getByLabel('Reason').inputValue()).toContain('Three people say so')
    await evidence.fill('the message itself\nthe report it names')
    await item.getByRole('button', { name: 'Dispose of it' }).click()
    const dialog = page.getByRole('dialog')
    expect(await dialog.textContent()).toContain(
      'It is disclosed to the authority with any application. You will be named.',
    )
    await dialog.getByRole('button', { name: 'Dispose of it' }).click()
    await item.locator('.voice-person').waitFor()
    expect(await item.locator('.voice-person').textContent()).toContain('Red flag raised by Olive Officer')
    expect(await page.locator('#flags').textContent()).toContain('The end user followed reporters with such a device.')
  })

  it('setting information aside is put to a second person, who stands behind it at their own sign-in', async () => {
    const first = await pages.open(path, { as: 'Olive Officer' })
    const item = first.locator('#information .entries > li').nth(1)
    await item.getByText('Dispose of it', { exact: true }).first().click()
    await item.getByRole('radio', { name: /^Not relevant here/ }).check()
    expect(await item.getByLabel('Second person').count()).toBe(0)
    await item.getByLabel('Reason').fill('A question about the manual, answered in writing.')
    await item.getByLabel('Evidence').fill('the answer of 20 November')
    await item.getByRole('button', { name: 'Dispose of it' }).click()
    await first.getByRole('dialog').getByRole('button', { name: 'Dispose of it' }).click()
    await first.locator('#approvals').waitFor()
    expect(await first.locator('#approvals').getByRole('button', { name: 'Stand behind it' }).count()).toBe(0)
    expect(await item.textContent()).toContain('Waits')

    const second = await pages.open('/', { as: 'Otto Officer' })
    await second.getByRole('rowgroup').filter({ hasText: 'Put to you' }).getByRole('link').first().click()
    await second.locator('#approvals').getByRole('button', { name: 'Stand behind it' }).click()
    const dialog = second.getByRole('dialog')
    expect(await dialog.textContent()).toContain('Olive Officer, Otto Officer')
    await dialog.getByRole('button', { name: 'Stand behind it' }).click()
    await second.locator('#approvals').waitFor({ state: 'detached' })
    expect(await second.locator('#history').textContent()).toContain('Otto Officer')
    expect(await second.locator('#information .entries > li').nth(1).textContent()).toContain('Not relevant here')
  })

  it('the assessment of human rights is written right by right, and shows as it was written', async () => {
    const page = await pages.open(path, { as: 'Olive Officer' })
    const rights = page.locator('#rights')
    await rights.getByText('Write the assessment', { exact: true }).click()
    await rights.getByLabel('Right', { exact: true }).selectOption('ICCPR 17')
    await rights.getByLabel('Whose').fill('Reporters in Cairo')
    for (const [scale, step] of [
      ['Scale: how grave', '4'],
      ['Scope: how many', '3'],
      ['Irremediability', '4'],
      ['Likelihood', '5'],
    ] as const)
      await rights
        .getByRole('group', { name: scale })
        .getByRole('radio')
        .nth(Number(step) - 1)
        .check()
    await rights.getByLabel('Evidence', { exact: true }).fill('three accounts, independent of each other')
    await rights.getByLabel('How the firm would be involved').selectOption('directly-linked')
    await rights.getByRole('radio', { name: 'Put it to the authority' }).check()
    await rights.getByLabel('Reasons').fill('No measure would take away what the device does.')
    await rights.getByRole('button', { name: 'Record assessment' }).click()
    expect(await rights.textContent()).toContain('Read the information first, and say so.')
    await rights.getByLabel(/^I have read and weighed/).check()
    await rights.getByRole('button', { name: 'Record assessment' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Record assessment' }).click()
    const written = rights.locator('.right')
    await written.waitFor()
    const text = (await written.textContent()) ?? ''
    expect(text).toContain('Privacy, home and correspondence, ICCPR 17')
    expect(text).toContain('4 of 5, grave')
    expect(text).toContain('Nothing was found that speaks against it.')
    await written
      .getByText(/^4 of 5, grave$|grave/)
      .first()
      .waitFor()
  })

  it('what is typed outlives leaving the page, and the next person at the same browser finds none of it', async () => {
    const page = await pages.open(path, { as: 'Olive Officer' })
    const fold = page.locator('#decide details').filter({ has: page.locator('summary', { hasText: /^Refrain$/ }) })
    const reason = fold.getByLabel('Reason')
    const unfold = () => fold.locator('summary').click()
    await unfold()
    await reason.fill('Nobody answers what was asked.')
    await page.reload()
    await unfold()
    expect(await reason.inputValue()).toBe('Nobody answers what was asked.')
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.waitForURL(/\/sign-in/)
    expect(await page.evaluate('sessionStorage.length')).toBe(0)
  })

  it('`j` goes through what blocks the case, Enter leads to where it is moved, and the form there is open', async () => {
    const page = await pages.open(path, { as: 'Olive Officer' })
    const focused = () => page.evaluate('document.activeElement.textContent')
    await page.locator('#history li').first().waitFor()
    await page.keyboard.press('j')
    const labels = [await focused()]
    while (labels.at(-1) !== 'Inquire') {
      await page.keyboard.press('j')
      labels.push(await focused())
      expect(labels.length).toBeLessThan(20)
    }
    await page.keyboard.press('Enter')
    const question = page.locator('#flags details[open]').getByLabel('Question')
    await question.waitFor()
    expect(await question.inputValue()).not.toBe('')
    await expect.poll(focused).toBe('Inquire')
  })

  it('an auditor reads all of it, is offered nothing to do, and takes a copy to verify elsewhere', async () => {
    const page = await pages.open(path, { as: 'Audrey Auditor' })
    await page.locator('#history li').first().waitFor()
    expect(await page.locator('#flags').textContent()).toContain('you may read this case and not act in it')
    expect(await page.locator('main form').count()).toBe(0)
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Export case' }).click(),
    ])
    expect(download.suggestedFilename()).toMatch(/^case-[0-9A-Z]{26}\.json$/)
  })

  it('what a role may not open says so, and who can', async () => {
    const page = await pages.open('/assess', { as: 'Audrey Auditor' })
    const text = (await page.locator('main').textContent()) ?? ''
    expect(text).toContain('This page is for others')
    expect(text).toMatch(/Officer, Executive, Sales, Engineer/)
    expect(await rail(page)).not.toContain('Assess')
  })
})

describeWithBrowser('a possible match, decided by keys', () => {
  const pages = usePages()
  afterEach(() => expect(pages.complaints.splice(0)).toEqual([]))

  it('`f` asks why it is somebody else, and the decision stands in the case with its reason', async () => {
    const report = await pages.assessOnLists('14-owned-buyer-rule-in-force')
    const page = await pages.open(report)
    await page.getByText('Open a case', { exact: true }).click()
    await page.getByRole('button', { name: 'Open case' }).click()
    await page.waitForURL(/\/cases\//)
    await page.locator('#blocks').getByRole('link', { name: 'Compare' }).first().click()
    await page.waitForURL(/\/hits\//)
    await page.locator('#facts').waitFor()
    expect(await page.locator('mark.met').count()).toBeGreaterThan(2)
    expect(await page.locator('#facts').textContent()).toContain('Confirms')
    await page.keyboard.press('f')
    await expect.poll(() => page.evaluate('document.activeElement.tagName')).toBe('TEXTAREA')
    await page.keyboard.type('Another firm of that name, registered elsewhere')
    await page.getByRole('button', { name: 'Record: somebody else' }).click()
    const decided = page.locator('#decide .voice-person')
    await decided.waitFor()
    expect(await decided.textContent()).toContain('Another firm of that name, registered elsewhere')
    await page.keyboard.press('?')
    await page.getByRole('dialog').getByText('Somebody else').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('link', { name: /^Case / }).click()
    await page.locator('#parties').getByText('Somebody else').waitFor()
  })
})

describeWithBrowser('a case that nothing blocks', () => {
  const pages = usePages()
  afterEach(() => expect(pages.complaints.splice(0).filter((text) => !text.includes('status of 409'))).toEqual([]))

  it('is released by two people, ships, and is open again with duties when news comes in', async () => {
    const report = await pages.assessOnLists('10-thermal-camera-320-germany')
    const page = await pages.open(report)
    await page.getByText('Open a case', { exact: true }).click()
    await page.getByRole('button', { name: 'Open case' }).click()
    await page.waitForURL(/\/cases\//)
    await page.getByRole('heading', { name: 'Nothing blocks this' }).waitFor()

    const decide = page.locator('#decide')
    const person = (await page.locator('.rail-person').textContent())?.trim() ?? ''
    await decide.locator('summary', { hasText: 'Release case' }).click()
    await decide.getByLabel('Basis').fill('No licence is required, and nothing speaks against it.')
    await decide.getByLabel('Second person').fill(person)
    await decide.getByRole('button', { name: 'Release case' }).click()
    const dialog = page.getByRole('dialog')
    expect(await dialog.textContent()).toContain('from then on it may ship. Two people will be named.')
    await dialog.getByRole('button', { name: 'Leave it as it is' }).click()
    expect(await decide.getByRole('alert').count()).toBe(0)
    await decide.getByRole('button', { name: 'Release case' }).click()
    await dialog.getByRole('button', { name: 'Release case' }).click()
    await decide.getByRole('alert').waitFor()
    expect(await decide.getByRole('alert').textContent()).toContain('needs a second person who is not the first')
    expect(await decide.getByLabel('Basis').inputValue()).toContain('nothing speaks against it')
    await decide.getByLabel('Second person').fill('Otto Officer')
    await decide.getByRole('button', { name: 'Release case' }).click()
    await dialog.getByRole('button', { name: 'Release case' }).click()
    await page.locator('.case-standing').getByText('Released', { exact: true }).waitFor()
    expect(await decide.locator('.voice-person').textContent()).toContain('Second person: Otto Officer.')

    await decide.locator('summary', { hasText: 'Record shipment' }).click()
    await decide.getByLabel('Shipment', { exact: true }).fill('FI-S-1')
    await decide.getByLabel('Shipped on').fill('2026-07-23')
    await decide.getByLabel('Quantity and unit').fill('1 piece')
    await decide.getByRole('button', { name: 'Record shipment' }).click()
    await dialog.getByRole('button', { name: 'Record shipment' }).click()
    await page.locator('#papers').getByText('FI-S-1, 1 piece, 23 Jul 2026, no licence drawn on').waitFor()

    const buyer = await page
      .locator('.parties-table th[scope=row]')
      .first()
      .evaluate((th) => th.firstChild?.textContent)
    await pages.app.takeMail(Buffer.from(`From: a@example.org\r\nSubject: News\r\n\r\n${buyer} resells it.\r\n`))
    await page.reload()
    await page.locator('.case-standing').getByText('On hold', { exact: true }).waitFor()
    expect(await page.locator('#information').textContent()).toContain('came after the case was closed')
    const duties = (await page.locator('#papers').textContent()) ?? ''
    expect(duties).toContain('15 CFR 736.2(b)(10)')
    expect(duties).toContain('15 CFR 748.6(f)')
  })
})

async function rail(page: Page): Promise<readonly string[]> {
  await page.getByRole('link', { name: 'Work', exact: true }).waitFor()
  return page.getByRole('navigation', { name: 'Places' }).getByRole('link').allTextContents()
}
