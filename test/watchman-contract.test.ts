/** What a program written for watchman relies on: status, shape and errors, over real HTTP. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ContractNode, contractNode } from './contract-lists.ts'

let node: ContractNode
/** The list of the United Nations is missing there. */
let lacking: ContractNode
beforeAll(async () => {
  node = await contractNode({ retrievedOn: '2026-11-23' })
  lacking = await contractNode()
})
afterAll(async () => {
  await node.stop()
  await lacking.stop()
})

type Found = {
  readonly name: string
  readonly sourceList: string
  readonly sourceID: string
  readonly match: number
  readonly debug: { readonly explanation: object }
}
/** What is answered, as far as it is read here. */
type Answer = {
  readonly error: string
  readonly query: object
  readonly entities: readonly Found[]
  readonly coverage: { readonly gaps: readonly string[] }
  readonly notes: readonly string[]
}

async function search(query: string, at = node) {
  const response = await fetch(`${at.server.address}/v2/search?${query}`)
  return {
    status: response.status,
    coverage: response.headers.get('unblind-coverage'),
    answer: (await response.json()) as Answer,
  }
}

const SHAPE = [
  ...['name', 'entityType', 'sourceList', 'sourceID', 'person', 'business', 'organization', 'aircraft', 'vessel'],
  ...[
    'contact',
    'addresses',
    'cryptoAddresses',
    'affiliations',
    'sanctionsInfo',
    'historicalInfo',
    'sourceData',
    'match',
  ],
]

describe('a search of one party', () => {
  it('gives each listing flat, with its score, and the party asked for', async () => {
    const { status, answer } = await search('name=Ivan%20Fictionalov&type=person&birthDate=1961-04-21&requestID=mine')
    expect(status).toBe(200)
    expect(answer.query).toMatchObject({ name: 'Ivan Fictionalov', entityType: 'person', sourceID: 'mine' })
    const [entity] = answer.entities
    expect(Object.keys(entity ?? {}).sort()).toEqual(SHAPE.toSorted())
    expect(entity).toMatchObject({
      entityType: 'person',
      sourceList: 'us_ofac',
      sourceID: '70001',
      person: {
        birthDate: '1961-04-21T00:00:00Z',
        governmentIDs: [{ type: 'passport', country: 'RU', identifier: 'F1234567' }],
      },
      business: null,
      sanctionsInfo: { programs: ['FICTION-1'] },
    })
    expect(entity?.match).toBeGreaterThan(0.9)
    expect(entity?.match).toBeLessThanOrEqual(1)
  })

  it('shows a party on two lists twice, once for each', async () => {
    const { answer } = await search('name=Fictional%20Front%20Number%203&minMatch=0.99')
    expect(answer.entities.map(({ sourceList }) => sourceList).sort()).toEqual(['un_csl', 'us_ofac'])
  })

  it('finds a vessel by its number, and a passport whatever its country', async () => {
    expect((await search('imoNumber=9074729&type=vessel')).answer.entities[0]).toMatchObject({
      name: 'FICTION STAR',
      vessel: { imoNumber: '9074729', flag: 'PA', callSign: 'FXST' },
    })
    expect((await search('gov_passport=RU:F1234567')).answer.entities[0]?.sourceID).toBe('70001')
  })

  it('finds an entry by the publisher’s own number', async () => {
    const { answer } = await search('sourceID=70002')
    expect(answer.entities).toEqual([expect.objectContaining({ name: 'FICTION STAR', match: 1 })])
    expect((await search('sourceID=70002&name=Wholly%20Unlisted%20Bakery')).answer.entities).toEqual([])
  })

  it('keeps to a type and a list that are named', async () => {
    expect((await search('name=Fiction%20Star&type=person')).answer.entities).toEqual([])
    expect((await search('name=Fiction%20Star&type=vessel&source=us_ofac')).answer.entities).toHaveLength(1)
    expect((await search('name=Fiction%20Star&source=us_csl')).answer.entities).toEqual([])
    expect((await search('name=Fictional%20Far%20Sight&source=us_csl')).answer.entities).toHaveLength(1)
  })

  it('reads other names as names of the same party', async () => {
    const { answer } = await search('name=Wholly%20Unlisted&altNames=Vanya%20Fictionalov&altNames=Other')
    expect(answer.entities[0]?.sourceID).toBe('70001')
  })

  it('has scores that the limit does not change', async () => {
    const all = (await search('name=Invented%20Lens%20Works%20Branch%207&limit=100')).answer.entities
    const two = (await search('name=Invented%20Lens%20Works%20Branch%207&limit=2')).answer.entities
    expect(all.length).toBeGreaterThan(10)
    expect(two).toEqual(all.slice(0, 2))
  })

  it('tells how a score was made when asked to', async () => {
    const { answer } = await search('name=Ivan%20Fictionalov&debug=true')
    expect(answer.entities[0]?.debug.explanation).toMatchObject({ queryName: 'Ivan Fictionalov' })
  })

  it('says which parameters were not compared', async () => {
    const { answer } = await search('name=Ivan%20Fictionalov&email=a@example.com&flag=Atlantis&limit=900')
    expect(answer.notes.join('\n')).toMatch(/`email` is not compared\n`Atlantis` is not a country.*\nat most 100/)
  })

  it('is not clear where a list is missing, and says which', async () => {
    const { coverage, answer } = await search('name=Wholly%20Unlisted%20Bakery', lacking)
    expect(answer.entities).toEqual([])
    expect(coverage).toBe('partial')
    expect(answer.coverage.gaps).toEqual([expect.stringMatching(/UN Security Council.*not performed/)])
    expect((await search('name=Wholly%20Unlisted%20Bakery')).coverage).toBe('complete')
  })

  it.each([
    ['nothing to screen by', 'type=person', /`name` is missing/],
    ['a type nobody is of', 'name=x&type=banana', /`type` is not one of/],
    ['a list nobody knows', 'name=x&source=atlantis', /no list `atlantis`/],
    ['a list that is not loaded', 'name=x&source=eu_csl', /`eu_csl` is not loaded here, so nothing was screened/],
    ['another algorithm', 'name=x&algorithm=jaro-winkler', /`algorithm`/],
    ['another format', 'name=x&format=senzing', /`format`/],
    ['a limit of none', 'name=x&limit=0', /`limit`/],
    ['a score above one', 'name=x&minMatch=2', /`minMatch`/],
    ['a name of 10,000 letters', `name=${'x'.repeat(10_000)}`, /longer than/],
  ])('%s is refused in one sentence', async (_name, query, sentence) => {
    const { status, answer } = await search(query)
    expect(status).toBe(400)
    expect(Object.keys(answer)).toEqual(['error'])
    expect(answer.error).toMatch(sentence)
  })
})

describe('the lists in use', () => {
  it('are counted and hashed by name', async () => {
    const response = await fetch(`${node.server.address}/v2/listinfo`)
    const answer = await response.json()
    expect(answer).toMatchObject({
      lists: { us_ofac: 3, us_csl: 31, un_csl: 6 },
      listHashes: { us_ofac: expect.stringMatching(/^[0-9a-f]{64}$/) },
      startedAt: '2026-11-23T00:00:00Z',
      endedAt: '2026-11-23T00:00:00Z',
      version: expect.any(String),
    })
    expect(response.headers.get('unblind-coverage')).toBe('complete')
  })
})
