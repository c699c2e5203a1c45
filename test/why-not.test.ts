/** Why an entry was not matched, asked over HTTP of the lists in use. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ScreenAnswer, WhyNotAnswer } from '../src/app/index.ts'
import { SHAPES } from '../src/http/shapes.ts'
import { testDatabase } from './database.ts'
import { type Caller, firmNode } from './firm-node.ts'

const { app, signedIn } = firmNode(await testDatabase())
const folder = mkdtempSync(join(tmpdir(), 'unblind-why-not-'))
let who: Caller

beforeAll(async () => {
  writeFileSync(
    join(folder, 'refused.csv'),
    'Number,Name,Land\n1,Fictional Listed Bookshop Ltd,EG\n2,Fictional Twin Works,EG\n3,Fictional Twin Works,LY\n',
  )
  const columns = { name: 'Name', country: 'Land' }
  const mapping = { unblindMapping: 1, title: 'Fictional refused', file: 'refused.csv', columns, key: 'Number' }
  writeFileSync(join(folder, 'mapping.json'), JSON.stringify({ ...mapping, schema: 'Company', dataOn: '2026-11-20' }))
  await app().importLists([folder])
  who = await signedIn('auditor')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function why(query: Readonly<Record<string, string>>) {
  return who.get(`/v1/screen/why-not?${new URLSearchParams(query)}`)
}

describe('why an entry was not matched', () => {
  it('is told of an entry far below the threshold, by its name, with a score that its explanation makes again', async () => {
    const answer = await why({ name: 'Quite Another Orchard', entry: 'fictional listed bookshop ltd', country: 'CA' })
    expect(answer.status, answer.text).toBe(200)
    expect(SHAPES['why-not']?.safeParse(answer.body).error?.issues).toBeUndefined()
    const told = answer.body as WhyNotAnswer
    expect(told).toMatchObject({ isMatch: false, entry: { name: 'Fictional Listed Bookshop Ltd' } })
    expect(told.recomputed).toBe(told.score)
    expect(told.costs.length).toBeGreaterThan(0)
    expect(told.costs.map(({ points }) => points)).toEqual(
      told.costs.map(({ points }) => points).toSorted((a, b) => b - a),
    )
  })

  it('says the same score as the screening where the entry was matched, by its list and key', async () => {
    const name = 'Fictional Listed Bookshop'
    const screened = (await who.get(`/v1/screenings?${new URLSearchParams({ name })}`)).body as ScreenAnswer
    expect(SHAPES.screening?.safeParse(screened).error?.issues).toBeUndefined()
    const hit = screened.hits.find((one) => one.name === 'Fictional Listed Bookshop Ltd')
    const told = (await why({ name, entry: `${hit?.list}/${hit?.entryKey}` })).body as WhyNotAnswer
    expect(told).toMatchObject({ isMatch: true, score: hit?.score, explanation: hit?.explanation })
    expect(screened.groups.flatMap(({ hits }) => hits)).toHaveLength(screened.hits.length)
  })

  it('asks which entry where several bear the name, and says so where none does', async () => {
    const several = await why({ name: 'Fictional Twin', entry: 'Fictional Twin Works' })
    expect(several.status).toBe(400)
    expect(several.text).toContain('several entries bear that name')
    for (const query of [
      { name: 'Fictional Twin', entry: 'us-sdn/none' },
      { name: 'Fictional Twin', entry: ' ' },
      { name: 'Fictional Twin' },
      { entry: 'Fictional Listed Bookshop Ltd' },
    ])
      expect((await why(query as Readonly<Record<string, string>>)).status).toBe(400)
  })
})
