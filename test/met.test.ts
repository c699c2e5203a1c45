/** Whom and what a firm has met: as its cases and assessments have it, over HTTP. */
import { describe, expect, it } from 'vitest'
import type { ItemMet, PartyMet } from '../src/app/index.ts'
import { SHAPES } from '../src/http/shapes.ts'
import { testDatabase } from './database.ts'
import { type Caller, did, firmNode, mail, opened, shipped } from './firm-node.ts'
import { pencilOrder } from './orders.ts'

const { signedIn } = firmNode(await testDatabase())

async function parties(who: Caller, typed = ''): Promise<readonly PartyMet[]> {
  const answer = await who.get(`/v1/parties?${new URLSearchParams({ q: typed })}`)
  expect(answer.status, answer.text).toBe(200)
  expect(SHAPES['parties-met']?.safeParse(answer.body).error?.issues).toBeUndefined()
  return (answer.body as { readonly parties: readonly PartyMet[] }).parties
}

async function only(who: Caller, typed: string): Promise<PartyMet> {
  const found = await parties(who, typed)
  expect(found.map(({ name }) => name)).toHaveLength(1)
  const [first] = found
  if (first === undefined) throw new Error(`nobody is named ${typed}`)
  return first
}

async function items(who: Caller, typed = ''): Promise<readonly ItemMet[]> {
  const answer = await who.get(`/v1/items?${new URLSearchParams({ q: typed })}`)
  expect(answer.status, answer.text).toBe(200)
  expect(SHAPES['items-met']?.safeParse(answer.body).error?.issues).toBeUndefined()
  return (answer.body as { readonly items: readonly ItemMet[] }).items
}

describe('a party', () => {
  it('is one, however its name was spaced and cased, with every case it was met in and every part it had', async () => {
    const officer = await signedIn('officer')
    await opened(officer, 'FI-M1', { name: 'Fictional  Meeting House' })
    await opened(officer, 'FI-M2', { name: 'FICTIONAL MEETING HOUSE', roles: ['intermediate-consignee', 'end-user'] })
    const party = await only(officer, 'meeting house')
    expect(party.meetings.map(({ reference }) => reference)).toEqual(['FI-M2', 'FI-M1'])
    expect(party.roles.toSorted()).toEqual(['end-user', 'intermediate-consignee', 'purchaser', 'ultimate-consignee'])
    const one = await officer.get(`/v1/parties/${party.id}`)
    expect(one.body).toEqual(party)
  })

  it('of another country, or of none that is known, is another: a person says whether they are one', async () => {
    const officer = await signedIn('officer')
    await opened(officer, 'FI-M3', { name: 'Fictional Twin Works', country: 'CA' })
    await opened(officer, 'FI-M4', { name: 'Fictional Twin Works', country: 'DE' })
    const twins = await parties(officer, 'twin works')
    expect(twins.map(({ country }) => country).toSorted()).toEqual(['CA', 'DE'])
    for (const twin of twins)
      expect(twin.namesakes.map(({ id }) => id)).toEqual(twins.map(({ id }) => id).filter((id) => id !== twin.id))
  })

  it('that was not screened in full is not performed, whoever vouched, and says against which lists', async () => {
    const [officer, second] = [await signedIn('officer'), await signedIn('officer')]
    await shipped(officer, second, 'FI-M5', { name: 'Fictional Paper Screened Shop' })
    const { lastScreening } = await only(officer, 'paper screened')
    expect(lastScreening?.state).toBe('notPerformed')
    expect(lastScreening?.vouchedBy.toSorted()).toEqual([officer.name, second.name].toSorted())
    expect(lastScreening?.lists.some(({ isRequired, state }) => isRequired && state !== 'current')).toBe(true)
  })

  it('has its owners, each a party of its own; a share that nobody knows stays unknown, and so does who was never asked', async () => {
    const officer = await signedIn('officer')
    const owners = [
      { name: 'Fictional Silent Partner', country: 'DE' },
      { name: 'Fictional Holding Q', percent: 60, country: 'FR' },
    ]
    await opened(officer, 'FI-M6', { name: 'Fictional Owned Store', owners })
    const owned = await only(officer, 'owned store')
    expect(owned.owners.map(({ name, percent }) => [name, percent])).toEqual([
      ['Fictional Silent Partner', null],
      ['Fictional Holding Q', 60],
    ])
    const holding = await only(officer, 'holding q')
    expect(holding).toMatchObject({ country: 'FR', roles: ['owner'], isOwnersAsked: false })
    expect(holding.owns).toMatchObject([{ id: owned.id, percent: 60 }])
    expect(holding.lastScreening?.state).toBe('notPerformed')
  })

  it('of an assessment that no case was opened on is met as well', async () => {
    const officer = await signedIn('officer')
    const order = pencilOrder('FI-M7', { name: 'Fictional Asked About Only' })
    expect((await officer.post('/v1/assessments', order)).status).toBe(201)
    expect((await only(officer, 'asked about')).meetings).toMatchObject([{ case: null, reference: 'FI-M7' }])
  })

  it('shows what came in about it, and not what it says to who may not read it', async () => {
    const [officer, seller] = [await signedIn('officer'), await signedIn('sales')]
    await opened(officer, 'FI-M8', { name: 'Fictional Rumoured Depot' })
    await officer.post(
      '/v1/information',
      mail('The Fictional Rumoured Depot resells to nobody knows whom.'),
      'message/rfc822',
    )
    const { information } = await only(seller, 'rumoured depot')
    expect(information).toMatchObject([{ reference: 'FI-M8', disposition: null }])
    expect(JSON.stringify(information)).not.toContain('resells')
  })

  it('is found without its accents, and nobody is found for signs alone', async () => {
    const officer = await signedIn('officer')
    await opened(officer, 'FI-M9', { name: 'Société Fictive Dünne' })
    await only(officer, 'societe fictive dunne')
    expect(await parties(officer, '?!')).toEqual([])
  })

  it('that nobody met is not here', async () => {
    expect((await (await signedIn('auditor')).get('/v1/parties/0000000000000000')).status).toBe(404)
  })
})

describe('an item', () => {
  it('is one by its part number, with each classification it ever had, and where it was to go', async () => {
    const officer = await signedIn('officer')
    const order = pencilOrder('FI-I1', { name: 'Fictional Bench Shop' })
    const [pencils] = order.items
    const named = (reference: string, fields: object) => ({
      ...order,
      reference,
      items: [{ ...pencils, part: 'BENCH-1', ...fields }],
    })
    await officer.post('/v1/cases', { transaction: named('FI-I1', {}) })
    await officer.post('/v1/cases', {
      transaction: named('FI-I2', { part: 'bench 1', classifiedBy: undefined, eccn: undefined }),
    })
    const [item, ...others] = await items(officer, 'bench')
    expect(others).toEqual([])
    expect(item?.classifications.map(({ eccn, classifiedBy }) => [eccn, classifiedBy])).toEqual([
      [null, null],
      ['EAR99', 'Fictional Instruments Inc'],
    ])
    expect(item?.orders.map(({ reference, destination, endUser }) => [reference, destination, endUser])).toEqual([
      ['FI-I2', 'CA', 'Fictional Bench Shop'],
      ['FI-I1', 'CA', 'Fictional Bench Shop'],
    ])
  })

  it('shows how earlier cases with it ended, who decided and why', async () => {
    const officer = await signedIn('officer')
    const { id } = await opened(officer, 'FI-I3', { name: 'Fictional Refused Shop' })
    await did(officer, id, { kind: 'case.refrained', reason: 'it would not say what for' })
    const [item] = await items(officer, 'P-1')
    expect(item?.precedents).toContainEqual(
      expect.objectContaining({
        reference: 'FI-I3',
        outcome: 'refrained',
        by: officer.name,
        reason: 'it would not say what for',
        isSameItem: true,
      }),
    )
    expect((await officer.get(`/v1/items/${item?.key}`)).status).toBe(200)
    expect((await officer.get('/v1/items/0000000000000000')).status).toBe(404)
  })
})

describe('a case as it was known then', () => {
  it('holds nothing that came later, says so, and is the same for ever', async () => {
    const officer = await signedIn('officer')
    const { id, timeline, state: first } = await opened(officer, 'FI-K1', { name: 'Quayside Known Then' })
    const seq = timeline.length - 1
    const then = await officer.get(`/v1/cases/${id}?at=${seq}`)
    await officer.post('/v1/information', mail('The Quayside Known Then moved.'), 'message/rfc822')
    await did(officer, id, { kind: 'case.refrained', reason: 'it moved' })
    const again = await officer.get(`/v1/cases/${id}?at=${seq}`)
    const state = (answer: typeof then) => (answer.body as { readonly state: object }).state
    expect(state(again)).toEqual(state(then))
    expect(again.body).toMatchObject({ state: { information: first.information, closed: null }, knownAt: { seq } })
    const now = (await officer.get(`/v1/cases/${id}`)).body
    expect(now).toMatchObject({ state: { closed: 'refrained' }, knownAt: null })
    expect(again.body).toMatchObject({
      knownAt: { entries: (now as { readonly timeline: readonly unknown[] }).timeline.length },
    })
  })

  it('is asked for by an entry that is there', async () => {
    const officer = await signedIn('officer')
    const { id } = await opened(officer, 'FI-K2', { name: 'Fictional Asked Then' })
    for (const at of ['-1', '1.5', 'now', '99999']) {
      const answer = await officer.get(`/v1/cases/${id}?at=${at}`)
      expect(answer.status, at).toBe(400)
      expect(answer.text).toContain('`at`')
    }
  })
})
