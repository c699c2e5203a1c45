/** The case page from its drawing of owners to the moment it is shown at, and the pages of whom and what was met. */
import { afterEach, beforeAll, expect, it } from 'vitest'
import type { CaseView } from '../../src/app/index.ts'
import { interceptorOrder } from '../orders.ts'
import { describeWithBrowser, usePages } from './pages.ts'

const OLIVE = { id: 'olive', name: 'Olive Officer', roles: ['officer'] } as const
const OTTO = { id: 'otto', name: 'Otto Officer', roles: ['officer'] } as const
const ORDER = {
  ...interceptorOrder({ reference: 'FI-2026-301', exportOn: '2026-12-20' }),
  parties: [
    ...interceptorOrder({ reference: '', exportOn: '' }).parties,
    {
      ref: 'agent',
      name: 'Fictional Trading One Ltd',
      roles: ['intermediate-consignee'],
      country: 'AE',
      owners: [
        {
          name: 'Fictional Holding A',
          percent: 60,
          country: 'AE',
          owners: [{ name: 'Fictional Family Trust', country: 'AE' }],
        },
        { name: 'Fictional Silent Partner', percent: 40, country: 'KY' },
      ],
    },
  ],
}

describeWithBrowser('a case, whole', () => {
  const pages = usePages()
  let id = ''
  let path = ''
  const view = async (): Promise<CaseView> => {
    const found = await pages.app.showCase(id)
    if (found === null) throw new Error('the case is gone')
    return found
  }
  const act = async (asked: object) => {
    const acted = await pages.app.actOnCase(id, asked, OLIVE)
    if (!acted.ok) throw new Error(JSON.stringify(acted.error))
  }
  beforeAll(async () => {
    const opened = await pages.app.openCase({ transaction: ORDER }, OLIVE)
    if (!opened.ok) throw new Error(JSON.stringify(opened.error))
    id = opened.value.id
    path = `/cases/${id}`
  })
  afterEach(() => expect(pages.complaints.splice(0).filter((text) => !text.includes('status of 4'))).toEqual([]))

  it('stands in the order in which it is read: what it rests on, then papers, balance, documents, history', async () => {
    const page = await pages.open(path)
    await page.locator('#history li').first().waitFor()
    const ids = await page.locator('article.case > section').evaluateAll((all) => all.map((one) => one.id))
    const wanted = [
      'blocks',
      'law',
      'parties',
      'flags',
      'information',
      'rights',
      'application',
      'papers',
      'balance',
      'documents',
      'history',
    ]
    expect(ids.filter((one) => wanted.includes(one))).toEqual(wanted)
    const contents = await page.locator('.contents a').evaluateAll((all) => all.map((one) => one.getAttribute('href')))
    expect(contents).toEqual(wanted.map((one) => `#${one}`))
  })

  it('draws who owns whom: a share that nobody knows is said so, and a table says the same', async () => {
    const page = await pages.open(path)
    const figure = page.locator('.ownership')
    await figure.locator('svg .box').first().waitFor()
    expect(await figure.locator('svg .box').count()).toBe(6)
    expect(await figure.locator('svg .share.is-unknown text').allTextContents()).toEqual(['share not known'])
    expect(await figure.locator('svg .is-unasked').textContent()).toContain('Owners not known')
    expect(await figure.locator('svg[role=img]').getAttribute('aria-label')).toContain(
      '2 parties, 3 owners named; 1 of the shares not known',
    )
    await figure.locator('summary').click()
    const rows = await figure.locator('tbody tr').evaluateAll((all) => all.map((row) => row.textContent ?? ''))
    expect(rows).toHaveLength(3)
    expect(rows.find((row) => row.startsWith('Fictional Family Trust'))).toMatch(
      /Fictional Holding A.*not known.*Not known/,
    )
    expect(rows.find((row) => row.startsWith('Fictional Silent Partner'))).toContain('Less than 50 %')
    expect(await figure.locator('[style]').count()).toBe(0)
  })

  it('is shown as it was known then: marked, without what came later, and with nothing to do', async () => {
    const before = (await view()).timeline.length
    await pages.app.takeMail(
      Buffer.from('From: a@example.org\r\nSubject: A\r\n\r\nThe Fictional Third Unit follows people.\r\n'),
    )
    const page = await pages.open(path)
    await page.locator('#information .entries').waitFor()
    await page.goto(`${pages.address}${path}?at=${before - 1}`)
    const mark = page.locator('.known-then')
    await mark.waitFor()
    expect(await mark.textContent()).toContain(`after entry ${before} of`)
    expect(await page.locator('#information').textContent()).toContain('Nothing came in about its parties')
    expect(await page.locator('main form').count()).toBe(0)
    expect(await page.locator('#history .timeline > li').count()).toBeGreaterThan(3)
    await mark.getByRole('link', { name: 'One entry later' }).click()
    await expect.poll(() => mark.textContent()).toContain(`after entry ${before + 1} of`)
    await mark.getByRole('link', { name: 'Show it as it stands' }).click()
    await mark.waitFor({ state: 'detached' })
    await page.locator('#information .entries').waitFor()
    await page.locator('#history').getByRole('link', { name: 'as known then' }).first().click()
    await mark.waitFor()
    expect(new URL(page.url()).search).toBe('?at=0')
  })

  it('names every document with what it stands for, its hash, and who read it; what nobody read says so', async () => {
    const page = await pages.open(path)
    const documents = page.locator('#documents tbody tr')
    await documents.first().waitFor()
    expect(await documents.first().textContent()).toMatch(/Assessment.*Kept here.*case was opened.*Olive Officer/)
    const information = documents.filter({ hasText: 'What came in' })
    expect(await information.textContent()).toContain('nobody has said so')
  })

  it('lets a line be withheld from the authority by two people, and shows that it is', async () => {
    for (const { item } of (await view()).state.information)
      await act({
        kind: 'information.disposed',
        item,
        disposition: 'noted',
        reason: 'read',
        evidence: [`information ${item}`, 'minutes of the call'],
        second: null,
      })
    const page = await pages.open(path)
    const application = page.locator('#application')
    await application.locator('details > summary', { hasText: 'Disclosure schedule' }).click()
    const line = application.locator('.plain-list > li').last()
    const before = await application.locator('.plain-list > li').count()
    await line.getByText('Withhold from the authority', { exact: true }).click()
    await line.getByLabel('Ground').fill('advice of counsel')
    await line.getByLabel('Second person').fill('Otto Officer')
    await line.getByRole('button', { name: 'Withhold this line' }).click()
    const dialog = page.getByRole('dialog')
    expect(await dialog.textContent()).toContain('It is told that a line was withheld')
    await dialog.getByRole('button', { name: 'Withhold this line' }).click()
    const withheld = application.locator('.withheld')
    await withheld.waitFor({ state: 'attached' })
    expect(await withheld.textContent()).toContain('Otto Officer')
    expect(await withheld.textContent()).toContain('Ground: advice of counsel')
    await expect.poll(() => application.locator('.plain-list > li').count()).toBe(before - 1)
    await page.locator('#documents').getByText('minutes of the call', { exact: false }).first().waitFor()
  })

  it('calls a human-rights assessment one from before when something changed, until a person looked at it again', async () => {
    const considered = (await view()).state.information.map(({ item }) => item)
    await act({
      kind: 'rights.assessed',
      considered,
      assessment: { rights: [], involvement: 'none', mitigations: [], conclusion: 'apply', reasons: 'weighed' },
    })
    await act({
      kind: 'flag.raised',
      flag: 'F9',
      text: 'It was asked to leave no trace.',
      because: ['a call'],
      from: 'Olive',
    })
    const page = await pages.open(path)
    const rights = page.locator('#rights')
    await rights.getByText('From before', { exact: true }).waitFor()
    expect(await rights.locator('.callout').textContent()).toContain('It was asked to leave no trace')
    await rights.locator('summary', { hasText: 'Look at it again' }).click()
    await rights.getByLabel('What was looked at').fill('The red flag, and the answer of the buyer.')
    await rights.getByLabel('Why it still holds').fill('Leaving traces was weighed already.')
    await rights
      .locator('details[open]')
      .getByLabel(/^I have read and weighed/)
      .check()
    await rights.getByRole('button', { name: 'Record that it still holds' }).click()
    await rights.getByText('Current', { exact: true }).waitFor()
    expect(await rights.textContent()).toContain('Leaving traces was weighed already.')
  })

  it('holds a shipment to what is left of the licence, and says what is left', async () => {
    await pages.app.takeMail(
      Buffer.from(
        'From: o@example.org\r\nSubject: FL-7\r\n\r\nLicence FL-7 for the Fictional Third Unit: 2 pieces.\r\n',
      ),
    )
    const { state } = await view()
    for (const { item, disposition } of state.information)
      if (disposition === null)
        await act({
          kind: 'information.disposed',
          item,
          disposition: 'noted',
          reason: 'the letter of the authority',
          evidence: [`information ${item}`],
          second: null,
        })
    for (const { id: question, answer } of state.questions)
      if (answer === null)
        await act({ kind: 'question.answered', question, answer: 'no', source: 'the buyer, in writing' })
    for (const { id: flag } of state.flags) await act({ kind: 'flag.unresolved', flag, reason: 'not explained' })
    await act({
      kind: 'rights.assessed',
      considered: state.information.map(({ item }) => item),
      assessment: { rights: [], involvement: 'none', mitigations: [], conclusion: 'apply', reasons: 'weighed' },
    })
    const letter = state.information.at(-1)?.sha256 ?? ''
    const authority = 'Fictional Licensing Office'
    const page = await pages.open(path)
    const application = page.locator('#application')
    await application.locator('summary', { hasText: 'It was made elsewhere' }).click()
    await application.getByLabel('Authority', { exact: true }).fill(authority)
    await application.getByLabel('Its number for the application').fill('FA-7')
    await application.getByLabel('Made on').fill('2026-11-20')
    await application.getByLabel('What shows it').selectOption(letter)
    for (const told of await application.getByRole('group', { name: 'What it told' }).getByRole('checkbox').all())
      await told.check()
    await application.getByRole('button', { name: 'Record the application' }).click()
    await application.getByText('Recorded by hand', { exact: true }).waitFor()
    await application.locator('summary', { hasText: 'Record the decision' }).click()
    await application.getByRole('radio', { name: 'Granted', exact: true }).check()
    await application.getByLabel('Authority', { exact: true }).fill(authority)
    await application.getByLabel('Number of the licence or the decision').fill('FL-7')
    await application.getByLabel('The letter').selectOption(letter)
    await application.locator('details[open]').getByLabel('Second person').fill('Otto Officer')
    await application.getByRole('button', { name: 'Record the decision' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Record the decision' }).click()
    const balance = page.locator('#balance')
    await balance.getByText('nobody recorded it from the letter').waitFor()
    await balance.locator('summary', { hasText: 'Record what it grants' }).click()
    await balance.getByLabel('Quantity').fill('2')
    expect(await balance.getByLabel('Unit').inputValue()).toBe('piece')
    await balance.getByRole('button', { name: 'Record what the licence grants' }).click()
    const table = balance.locator('.balance-table')
    await table.waitFor()
    expect(await table.locator('tr', { hasText: 'piece' }).textContent()).toMatch(/202$/)
    expect(await table.locator('tr', { hasText: 'value' }).textContent()).toContain('not known')

    const { state: granted } = await view()
    for (const { party, isComplete } of granted.screenings)
      if (!isComplete)
        await act({ kind: 'screening.vouched', party, how: 'on paper', evidence: ['printout'], second: OTTO })
    for (const { id: hold } of granted.holds) await act({ kind: 'hold.lifted', hold, basis: 'the licence answers it' })
    for (const { id: duty } of granted.duties) await act({ kind: 'duty.done', duty, how: 'done' })
    await act({ kind: 'case.released', basis: 'licence FL-7', second: OTTO })
    await page.reload()
    const decide = page.locator('#decide')
    await decide.locator('summary', { hasText: 'Record shipment' }).click()
    await decide.getByLabel('Shipment', { exact: true }).fill('FI-S-77')
    await decide.getByLabel('Shipped on').fill('2026-12-01')
    await decide.getByLabel('Quantity and unit').fill('3 piece')
    expect(await decide.getByLabel('Licence drawn on').inputValue()).toBe('FL-7')
    const taken = decide.getByLabel('Quantity, piece')
    await taken.fill('3')
    const record = async () => {
      await decide.getByRole('button', { name: 'Record shipment' }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'Record shipment' }).click()
    }
    await record()
    await decide.getByRole('alert').waitFor()
    expect(await decide.getByRole('alert').textContent()).toContain('3 is more')
    await taken.fill('1')
    await record()
    await balance.getByText('Drawn on by FI-S-77.').waitFor()
    expect(await table.locator('tr', { hasText: 'piece' }).textContent()).toMatch(/211$/)
  })
})

describeWithBrowser('a possible match after the case was assessed again', () => {
  const pages = usePages()
  afterEach(() => expect(pages.complaints.splice(0)).toEqual([]))

  it('stands side by side with what was compared before, and what is met no more is said', async () => {
    const report = await pages.assessOnLists('14-owned-buyer-rule-in-force')
    const opened = await pages.app.openCase({ assessment: report.split('/').at(-1) ?? '' }, OLIVE)
    if (!opened.ok) throw new Error(JSON.stringify(opened.error))
    // The lists of this node are another set: the entry of the example is in none of them.
    const again = await pages.app.reassessCase(opened.value.id, { reason: 'the lists of this node' }, OLIVE)
    if (!again.ok) throw new Error(JSON.stringify(again.error))
    const page = await pages.open(`/cases/${opened.value.id}`)
    await page.locator('#parties').getByText('not met in the newest assessment').first().waitFor()
    await page.locator('#blocks').getByRole('link', { name: 'Compare' }).first().click()
    const table = page.locator('#earlier .compare-table')
    await table.waitFor()
    expect(await table.locator('thead th').count()).toBe(3)
    expect(await table.locator('tr', { hasText: 'Read as' }).textContent()).toMatch(/not met$/)
    expect(await table.locator('tr', { hasText: 'Review policy' }).textContent()).toMatch(
      /Presumption of denial.*not met$/,
    )
  })
})

describeWithBrowser('whom and what was met', () => {
  const pages = usePages()
  beforeAll(async () => {
    const opened = await pages.app.openCase({ transaction: ORDER }, OLIVE)
    if (!opened.ok) throw new Error(JSON.stringify(opened.error))
  })
  afterEach(() => expect(pages.complaints.splice(0)).toEqual([]))

  it('parties are found as one types, and lead from owner to owned and to their cases', async () => {
    const page = await pages.open('/parties')
    await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Items', exact: true }).waitFor()
    await page.locator('.rows-table tbody tr').first().waitFor()
    const all = await page.locator('.rows-table tbody tr').count()
    await page.getByLabel('Name or reference').fill('holding a')
    await expect.poll(() => page.locator('.rows-table tbody tr').count()).toBe(1)
    expect(all).toBe(5)
    const row = page.locator('.rows-table tbody tr')
    expect(await row.textContent()).toMatch(/Owner.*Not performed in full/)
    expect(await row.textContent()).not.toMatch(/\bclear\b/i)
    await row.getByRole('link', { name: 'Fictional Holding A' }).click()
    await page.getByRole('heading', { level: 1, name: 'Fictional Holding A' }).waitFor()
    const ownership = page.locator('#ownership')
    expect(await ownership.textContent()).toContain('60 %')
    expect(await ownership.locator('tr', { hasText: 'Fictional Family Trust' }).textContent()).toContain('not known')
    expect(await page.locator('#screening').textContent()).toContain('not read')
    await ownership.getByRole('link', { name: 'Fictional Trading One Ltd' }).click()
    await page.getByRole('heading', { level: 1, name: 'Fictional Trading One Ltd' }).waitFor()
    await page.locator('#meetings').getByRole('link', { name: 'FI-2026-301' }).click()
    await page.waitForURL(/\/cases\//)
  })

  it('a name that nobody bore here says that this says nothing of the lists', async () => {
    const page = await pages.open('/parties')
    await page.getByLabel('Name or reference').fill('Nobody Of That Name')
    await page.getByText('That says nothing of the lists.').waitFor()
  })

  it('an item leads to how it was classified, to whom it was to go, and says that nobody classified it', async () => {
    const page = await pages.open('/items')
    await page.getByRole('link', { name: 'FI-IC-1' }).click()
    await page.locator('#classifications').getByText('nobody named').waitFor()
    expect(await page.locator('#orders').textContent()).toMatch(
      /FI-2026-301.*Fictional Ministry of the Interior.*2 piece/,
    )
    expect(await page.locator('#precedents').textContent()).toContain('No case with it was decided yet')
  })
})
