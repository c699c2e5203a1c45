/** A false match silenced by two: over HTTP, with accounts, through assessment and case. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CaseView, SuppressionView } from '../src/app/index.ts'
import type { Assessment, Hit } from '../src/assessment/index.ts'
import { SHAPES } from '../src/http/shapes.ts'
import { testDatabase } from './database.ts'
import { type Caller, did, firmNode, opened, shown } from './firm-node.ts'
import { pencilOrder } from './orders.ts'

const { app, signedIn } = firmNode(await testDatabase())
const LISTED = 'Fictional Listed Bookshop Ltd'
const BUYER = { name: LISTED, country: 'CA', addresses: ['1 Fictional Street, Ottawa'], identifiers: ['FIC-1001'] }
const folder = mkdtempSync(join(tmpdir(), 'unblind-silence-'))

beforeAll(async () => {
  await listed('9 Another Street, Cairo')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let versions = 0
async function listed(address: string): Promise<void> {
  const into = mkdtempSync(join(folder, 'list-'))
  writeFileSync(join(into, 'refused.csv'), `Number,Name,Land,Address\n1,${LISTED},EG,"${address}"\n`)
  const mapping = {
    unblindMapping: 1,
    title: 'Fictional refused customers',
    file: 'refused.csv',
    dataOn: `2026-11-${10 + ++versions}`,
    columns: { name: 'Name', country: 'Land', address: 'Address' },
    key: 'Number',
    schema: 'Company',
  }
  writeFileSync(join(into, 'mapping.json'), JSON.stringify(mapping))
  const reports = await app().importLists([into])
  expect(JSON.stringify(reports)).toMatch(/"outcome":"?imported|current/)
}

async function assessed(who: Caller, reference: string, buyer: object = {}): Promise<Assessment> {
  const answer = await who.post('/v1/assessments', pencilOrder(reference, { ...BUYER, ...buyer }))
  expect(answer.status, answer.text).toBe(201)
  return answer.body as Assessment
}

function hitOf({ parties }: Assessment): Hit {
  const hit = parties[0]?.hits.find(({ name }) => name === LISTED)
  if (hit === undefined) throw new Error('the entry was not met')
  return hit
}

function asked(assessment: Assessment, change: object = {}): object {
  const { list, entryKey } = hitOf(assessment)
  return {
    assessment: assessment.id,
    party: 'buyer',
    entry: `${list}/${entryKey}`,
    reason: 'a bookshop in Ottawa since 1950; the listed one is in Cairo',
    evidence: ['register extract of Ontario'],
    until: '2027-05-24',
    second: 'ask',
    ...change,
  }
}

/** Asked for by one and given by another. */
async function silenced(assessment: Assessment, first: Caller, second: Caller): Promise<string> {
  const answer = await first.post('/v1/suppressions', asked(assessment))
  expect(answer.status, answer.text).toBe(201)
  const { id } = answer.body as SuppressionView
  const given = await second.post(`/v1/suppressions/${id}/answers`, { kind: 'give' })
  expect(given.status, given.text).toBe(201)
  return id
}

async function suppression(who: Caller, id: string): Promise<SuppressionView> {
  const answer = await who.get(`/v1/suppressions/${id}`)
  expect(SHAPES.suppression?.safeParse(answer.body).error?.issues).toBeUndefined()
  return answer.body as SuppressionView
}

describe('a false match', () => {
  it('is silenced once a second person gives it, and every assessment it silenced says so', async () => {
    const [first, second] = [await signedIn('officer'), await signedIn('officer')]
    const before = await assessed(first, 'FI-Q1')
    expect(hitOf(before)).toMatchObject({ identity: 'possible' })
    const answer = await first.post('/v1/suppressions', asked(before))
    const { id } = answer.body as SuppressionView
    expect(hitOf(await assessed(first, 'FI-Q2')).identity).toBe('possible')
    expect((await first.post(`/v1/suppressions/${id}/answers`, { kind: 'give' })).status).toBe(409)
    expect(JSON.stringify((await second.get('/v1/work')).body)).toContain(`/suppressions/${id}`)
    expect((await second.post(`/v1/suppressions/${id}/answers`, { kind: 'give' })).status).toBe(201)
    expect(JSON.stringify((await second.get('/v1/work')).body)).not.toContain(`/suppressions/${id}`)
    const after = await assessed(first, 'FI-Q3', { roles: ['end-user'] })
    expect(hitOf(after)).toMatchObject({
      identity: 'false-match',
      suppression: { id, by: { name: first.name }, second: { name: second.name }, until: '2027-05-24', lapsed: [] },
    })
    expect(after.parties[0]?.screening.because).toContain('1 silenced as a false match by two people')
    expect(SHAPES.assessment?.safeParse(after).error?.issues).toBeUndefined()
    expect(await suppression(first, id)).toMatchObject({ standing: 'in-force', lapsed: [] })
    await second.post(`/v1/suppressions/${id}/answers`, { kind: 'withdraw', reason: 'end of this test' })
    expect(await suppression(first, id)).toMatchObject({ standing: 'withdrawn' })
    expect(hitOf(await assessed(first, 'FI-Q4')).suppression?.lapsed).toEqual([
      `${second.name} withdrew it: end of this test`,
    ])
  })

  it('is not silenced without reason, evidence, a last day within a year, an officer, or more than a name', async () => {
    const [officer, sales, engineer] = [
      await signedIn('officer'),
      await signedIn('officer', 'sales'),
      await signedIn('engineer'),
    ]
    const assessment = await assessed(officer, 'FI-Q5')
    const wrong: readonly (readonly [Caller, object, number])[] = [
      [officer, { reason: ' ' }, 400],
      [officer, { evidence: [] }, 400],
      [officer, { until: '2027-11-25' }, 400],
      [officer, { until: '2026-11-23' }, 400],
      [officer, { until: 'never' }, 400],
      [officer, { until: undefined }, 400],
      [officer, { entry: 'own/2' }, 404],
      [officer, { entry: undefined }, 400],
      [officer, { party: undefined }, 400],
      [officer, { second: { id: 'x', name: 'Fictional Nobody' } }, 409],
      [sales, {}, 403],
      [engineer, {}, 403],
    ]
    for (const [who, change, status] of wrong) {
      const answer = await who.post('/v1/suppressions', asked(assessment, change))
      expect(answer.status, `${JSON.stringify(change)} ${answer.text}`).toBe(status)
    }
    const bare = await assessed(officer, 'FI-Q6', { addresses: [], identifiers: [] })
    const answer = await officer.post('/v1/suppressions', asked(bare))
    expect(answer.status).toBe(409)
    expect(answer.text).toContain('nothing tells this party from others of its name')
    const all = (await officer.get('/v1/suppressions')).body as { readonly suppressions: readonly SuppressionView[] }
    expect(all.suppressions.filter(({ standing }) => standing === 'in-force' || standing === 'waiting')).toEqual([])
  })

  it('stands in a case as decided by the two, and speaks again there when it is withdrawn', async () => {
    const [first, second] = [await signedIn('officer'), await signedIn('officer')]
    const id = await silenced(await assessed(first, 'FI-Q7'), first, second)
    const { id: caseId, state } = await opened(await signedIn('sales'), 'FI-Q8', BUYER)
    expect(state.hits).toMatchObject([{ decision: 'false-match', by: { name: first.name }, suppression: { id } }])
    await second.post(`/v1/suppressions/${id}/answers`, { kind: 'withdraw', reason: 'the register was wrong' })
    const after = await shown(first, caseId)
    expect(after.state.hits).toMatchObject([{ decision: null, by: null }])
    expect(after.state.hits[0]?.suppression).toBeUndefined()
    expect(after.releaseBlocks.some(({ kind }) => kind === 'hit')).toBe(true)
  })

  it('speaks in a case that is opened on an assessment from before the withdrawal', async () => {
    const [first, second] = [await signedIn('officer'), await signedIn('officer')]
    const id = await silenced(await assessed(first, 'FI-Q14'), first, second)
    const { id: assessment } = await assessed(first, 'FI-Q15')
    await second.post(`/v1/suppressions/${id}/answers`, { kind: 'withdraw', reason: 'the register was wrong' })
    const answer = await first.post('/v1/cases', { assessment })
    expect(answer.status, answer.text).toBe(201)
    expect((answer.body as CaseView).state.hits).toMatchObject([{ decision: null }])
  })

  it('that a person decided of in a case stays as decided there when the suppression is withdrawn', async () => {
    const [first, second] = [await signedIn('officer'), await signedIn('officer')]
    const id = await silenced(await assessed(first, 'FI-Q9'), first, second)
    const { id: caseId, state } = await opened(first, 'FI-Q10', BUYER)
    const [hit] = state.hits
    if (hit === undefined) throw new Error('the entry was not met')
    const { party, entry, entryVersion } = hit
    const decided = { kind: 'hit.decided', party, entry, entryVersion, decision: 'true-match', reason: 'it is them' }
    await did(first, caseId, decided)
    await second.post(`/v1/suppressions/${id}/answers`, { kind: 'withdraw', reason: 'it is them' })
    expect((await shown(first, caseId)).state.hits).toMatchObject([{ decision: 'true-match', by: { id: first.id } }])
  })

  it('speaks again, and says why, when the listed entry changes', async () => {
    const [first, second] = [await signedIn('officer'), await signedIn('officer')]
    const id = await silenced(await assessed(first, 'FI-Q11'), first, second)
    const { id: caseId } = await opened(first, 'FI-Q12', BUYER)
    await listed('1 Fictional Street, Ottawa')
    const hit = hitOf(await assessed(first, 'FI-Q13'))
    expect(hit.identity).not.toBe('false-match')
    expect(hit.suppression?.lapsed).toEqual(['the listed entry changed: addresses'])
    expect(await suppression(first, id)).toMatchObject({ standing: 'lapsed', lapsed: hit.suppression?.lapsed })
    const again = await first.post(`/v1/cases/${caseId}/assessments`, { reason: 'the list changed' })
    expect(again.status, again.text).toBe(201)
    const [inCase] = (again.body as CaseView).state.hits
    expect(inCase).toMatchObject({ decision: null, earlier: [{ decision: 'false-match', by: { name: first.name } }] })
  })
})
