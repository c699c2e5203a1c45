/** What a program written for the search of the Consolidated Screening List relies on, over real HTTP. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ContractNode, contractNode } from './contract-lists.ts'

let node: ContractNode
beforeAll(async () => {
  node = await contractNode({ retrievedOn: '2026-11-23' })
})
afterAll(() => node.stop())

/** What is answered, as far as it is read here. */
type Answer = {
  readonly error: string
  readonly total: number
  readonly results: readonly { readonly id: string; readonly name: string; readonly score: number }[]
}

async function ask(path: string) {
  const response = await fetch(`${node.server.address}/consolidated_screening_list/v1/${path}`)
  return {
    status: response.status,
    coverage: response.headers.get('unblind-coverage'),
    answer: (await response.json()) as Answer,
  }
}

const search = (query: string) => ask(`search?${query}`)

const FIELDS =
  `id source entity_number type name title alt_names addresses programs federal_register_notice standard_order
  license_requirement license_policy start_date end_date call_sign vessel_type gross_tonnage gross_registered_tonnage
  vessel_flag vessel_owner remarks nationalities citizenships dates_of_birth places_of_birth ids source_list_url
  source_information_url country score`.split(/\s+/)

describe('a search of the Consolidated Screening List', () => {
  it('gives every field of a result', async () => {
    const { status, answer, coverage } = await search('name=Ivan%20Fictionalov&fuzzy_name=true')
    expect(status).toBe(200)
    expect(coverage).toBe('complete')
    expect(answer).toMatchObject({
      total: 1,
      sources: [{ count: 1, value: 'Specially Designated Nationals (SDN) - Treasury Department' }],
    })
    const [result] = answer.results
    expect(FIELDS.filter((field) => !Object.hasOwn(result ?? {}, field))).toEqual([])
    expect(result).toMatchObject({
      id: 'SDN-70001',
      entity_number: 70_001,
      type: 'Individual',
      programs: ['FICTION-1'],
      nationalities: ['RU'],
      dates_of_birth: ['1961-04-21'],
      ids: [{ type: 'Passport', number: 'F1234567' }],
    })
    expect(result?.score).toBeGreaterThan(90)
    expect(result?.score).toBeLessThanOrEqual(100)
  })

  it('gives what an entry of Commerce says of licences', async () => {
    const { answer } = await search('name=Fictional%20Far%20Sight')
    expect(answer.results[0]).toMatchObject({
      source: 'Entity List (EL) - Bureau of Industry and Security',
      entity_number: null,
      license_requirement: 'All items subject to the EAR',
      license_policy: 'Presumption of denial',
      federal_register_notice: '89 FR 99999',
      start_date: '2024-01-15',
      country: 'CN',
    })
  })

  it('holds the thirteen lists and no other', async () => {
    const { answer } = await search('name=Fictional%20Front%20Number%203')
    expect(answer.results.map(({ id }) => id)).toEqual(['SDN-70003'])
  })

  it('pages through what no name narrows down', async () => {
    const { answer } = await search('size=50')
    expect(answer.total).toBe(34)
    expect(answer.results).toHaveLength(34)
    expect((await search('size=4&offset=32')).answer.results).toEqual(answer.results.slice(32))
    expect((await search('')).answer.results).toHaveLength(10)
  })

  it('is kept to lists, types, countries and places that are named', async () => {
    expect((await search('sources=SDN')).answer.total).toBe(3)
    expect((await search('sources=SDN,EL')).answer.total).toBe(34)
    expect((await search('types=Vessel')).answer.total).toBe(1)
    expect((await search('countries=RU,PA')).answer.total).toBe(2)
    expect((await search('city=shenzhen')).answer.total).toBe(1)
    expect((await search('full_address=7%20Invented%20Street')).answer.total).toBe(1)
    expect((await search('name=Ivan%20Fictionalov&countries=CN')).answer.total).toBe(0)
  })

  it('finds every entry that holds every word, however unlike the name is', async () => {
    const { answer } = await search('name=Optics%20Sight')
    expect(answer.results.map(({ name }) => name)).toContain('Fictional Far Sight Holding Co., Ltd.')
  })

  it('finds a misspelt name when it is asked to be fuzzy', async () => {
    expect((await search('name=Ivan%20Fictionolov&fuzzy_name=true')).answer.results[0]?.id).toBe('SDN-70001')
  })

  it.each([
    ['a list that is none of the thirteen', 'sources=XYZ', /`sources`.*SDN/],
    ['a type nobody is of', 'types=Banana', /`types`/],
    ['a country nobody knows', 'countries=Atlantis', /`countries`/],
    ['more than fifty at once', 'size=51', /`size` is not a whole number from 1 to 50/],
    ['an offset that is a word', 'offset=many', /`offset`/],
    ['a name of 10,000 letters', `name=${'x'.repeat(10_000)}`, /longer than/],
  ])('%s is refused in one sentence', async (_name, query, sentence) => {
    const { status, answer } = await search(query)
    expect(status).toBe(400)
    expect(answer.error).toMatch(sentence)
  })

  it('says how fresh each list is', async () => {
    const { status, answer } = await ask('sources')
    expect(status).toBe(200)
    expect(answer.results).toHaveLength(13)
    expect(answer.results).toContainEqual(
      expect.objectContaining({ code: 'SDN', last_imported: '2026-11-23', count: 3 }),
    )
  })
})
