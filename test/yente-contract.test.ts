/** What a program written for yente relies on: status, shape and errors, over real HTTP. */
import fc from 'fast-check'
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

type Scored = {
  readonly id: string
  readonly schema: string
  readonly score: number
  readonly match: boolean
  readonly properties: Readonly<Record<string, readonly string[]>>
  readonly datasets: readonly string[]
  readonly referents: readonly string[]
  readonly explanations: Readonly<Record<string, { score: number; detail: string; query: string; candidate: string }>>
}
type Response1 = {
  readonly status: number
  readonly results: readonly Scored[]
  readonly total: { readonly value: number; readonly relation: string }
  readonly query: { readonly id: string | null; readonly schema: string; readonly properties: object }
  readonly coverage: { readonly state: string; readonly gaps: readonly string[] }
  readonly notes: readonly string[]
}

type Page = { readonly limit: number; readonly total: { readonly value: number }; readonly results: readonly Scored[] }
/** What any of its paths answers, each as far as it is read here. */
type Answer = Page & {
  readonly detail: unknown
  readonly notes: readonly string[]
  readonly coverage: Response1['coverage']
  readonly responses: { readonly one: Response1; readonly person: Response1; readonly nobody: Response1 }
  readonly facets: object
  readonly properties: Readonly<Record<string, readonly unknown[]>>
  readonly entity: Scored
  readonly adjacent: { readonly sanctions: Page }
  readonly datasets: readonly { readonly name: string }[]
  readonly current: readonly string[]
  readonly algorithms: readonly object[]
  readonly best: string
  readonly default: string
  readonly paths: object
}

async function answerOf(response: Response | Promise<Response>): Promise<Answer> {
  return (await (await response).json()) as Answer
}

function get(path: string, init: RequestInit = {}, at = node): Promise<Response> {
  return fetch(at.server.address + path, { redirect: 'manual', ...init })
}

function post(path: string, body: unknown, at = node): Promise<Response> {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return get(path, { method: 'POST', body: text, headers: { 'content-type': 'application/json' } }, at)
}

const company = (name: string) => ({ schema: 'Company', properties: { name: [name] } })
const FAR_SIGHT = company('Fictional Far Sight Holding')

async function matched(path: string, example: object, at = node): Promise<Response1> {
  const response = await post(path, { queries: { one: example } }, at)
  const answer = await answerOf(response)
  expect(response.status, JSON.stringify(answer)).toBe(200)
  return answer.responses.one
}

async function detailOf(response: Promise<Response>, status: number): Promise<unknown> {
  const answered = await response
  const answer = await answerOf(answered)
  expect(answered.status, JSON.stringify(answer)).toBe(status)
  return answer.detail
}

describe('a batch of parties to match', () => {
  it('is answered key by key, with the size of the batch in a header', async () => {
    const response = await post('/match/default', {
      queries: {
        person: {
          schema: 'Person',
          properties: { name: 'Ivan Fictionalov', birthDate: ['1961'], nationality: ['Russia'] },
        },
        nobody: company('Wholly Unlisted Bakery'),
      },
    })
    expect(response.status).toBe(200)
    expect(response.headers.get('x-batch-size')).toBe('2')
    const answer = await answerOf(response)
    expect(answer.limit).toBe(5)
    const { person, nobody } = answer.responses
    expect(person).toMatchObject({ status: 200, total: { value: 1, relation: 'eq' } })
    expect(person.results[0]).toMatchObject({
      id: 'us-sdn-70001',
      schema: 'Person',
      target: true,
      match: true,
      datasets: ['us_ofac_sdn', 'us_trade_csl'],
      last_seen: '2026-11-23T00:00:00',
      properties: { birthDate: ['1961-04-21'], nationality: ['ru'], topics: ['sanction'] },
    })
    expect(person.results[0]?.explanations.name).toMatchObject({ query: 'Ivan Fictionalov' })
    expect(nobody).toMatchObject({ status: 200, results: [], total: { value: 0, relation: 'eq' } })
  })

  it('is echoed as it was read: countries as codes, numbers as texts, one value as a list', async () => {
    const { query } = await matched('/match/default', {
      id: 'mine',
      schema: 'Person',
      properties: { name: 'Ivan Fictionalov', country: ['Russia'], passportNumber: [1234567] },
    })
    expect(query).toEqual({
      id: 'mine',
      schema: 'Person',
      properties: { name: ['Ivan Fictionalov'], country: ['ru'], passportNumber: ['1234567'] },
    })
  })

  it('of which one has no name is found by its number', async () => {
    const { results } = await matched('/match/default', { schema: 'Vessel', properties: { imoNumber: ['9074729'] } })
    expect(results.map(({ id }) => id)).toEqual(['us-sdn-70002'])
  })

  it('of a party on two lists gives one entity with both listings', async () => {
    const { results } = await matched('/match/default', company('Fictional Front Number 3'))
    expect(results[0]?.referents).toEqual(['un-sc-FXe.0003', 'us-sdn-70003'])
    expect(results[0]?.datasets).toEqual(['un_sc_sanctions', 'us_ofac_sdn', 'us_trade_csl'])
  })

  it('says what of it was not compared', async () => {
    const { notes } = await matched('/match/default', {
      schema: 'Person',
      properties: { name: ['Ivan Fictionalov'], country: ['Atlantis'], hairColor: ['red'], birthDate: ['spring 1961'] },
    })
    expect(notes.join('\n')).toMatch(/Atlantis.*\n.*hairColor.*\n.*spring 1961/)
  })

  it('counts the matches before the limit', async () => {
    const all = await matched('/match/default?limit=500', company('Invented Lens Works Branch 7'))
    const three = await matched('/match/default?limit=3', company('Invented Lens Works Branch 7'))
    expect(three.results).toEqual(all.results.slice(0, 3))
    expect(three.total.value).toBe(all.results.filter(({ match }) => match).length)
    expect(three.total.value).toBeGreaterThan(3)
    expect(three.results[0]?.score).toBe(1)
  })

  it('shows what lies between cutoff and threshold, and calls it no match', async () => {
    const answer = await matched(
      '/match/default?threshold=0.95&cutoff=0.3&limit=100',
      company('Invented Lens Works Branch 7'),
    )
    expect(answer.total.value).toBe(1)
    expect(answer.results.filter(({ match }) => match)).toHaveLength(1)
    expect(answer.results.length).toBeGreaterThan(5)
    for (const { score } of answer.results) expect(score).toBeGreaterThan(0.3)
  })

  it('takes a cutoff above the threshold for the threshold', async () => {
    const path = '/match/default?threshold=0.6&limit=100'
    const high = await matched(`${path}&cutoff=0.99`, company('Invented Lens Works Branch 7'))
    expect(high.results).toEqual((await matched(`${path}&cutoff=0.6`, company('Invented Lens Works Branch 7'))).results)
  })

  it('has scores that neither limit nor any filter changes', async () => {
    const example = company('Fictional Front Number 3')
    const plain = await matched('/match/default?limit=500&threshold=0.3', example)
    const scores = new Map(plain.results.map(({ id, score }) => [id, score]))
    const filters = fc.subarray([
      'limit=2',
      'exclude_dataset=un_sc_sanctions',
      'include_dataset=us_ofac_sdn',
      'exclude_schema=Company',
      'topics=sanction',
      'exclude_entity_ids=un-sc-FXe.0001',
      'changed_since=2026-11-01',
    ])
    await fc.assert(
      fc.asyncProperty(filters, async (chosen) => {
        const { results } = await matched(`/match/default?threshold=0.3&${chosen.join('&')}`, example)
        for (const { id, score } of results) expect(score, id).toBe(scores.get(id))
      }),
      { numRuns: 30 },
    )
  })

  it('keeps a party that an excluded list holds where another list in scope holds it too', async () => {
    const { results } = await matched(
      '/match/default?exclude_dataset=un_sc_sanctions',
      company('Fictional Front Number 3'),
    )
    expect(results[0]?.id).toBe('un-sc-FXe.0003')
    expect(results).toHaveLength(1)
  })

  it('leaves out an entity by the id of any of its listings', async () => {
    const path = '/match/default?exclude_entity_ids=us-sdn-70003'
    const { results } = await matched(path, company('Fictional Front Number 3'))
    expect(results.map(({ id }) => id)).not.toContain('un-sc-FXe.0003')
  })

  it('leaves out by topic, schema and day what is known to be otherwise', async () => {
    const found = async (filter: string) => (await matched(`/match/default?${filter}`, FAR_SIGHT)).results.length
    expect(await found('topics=export.control')).toBe(1)
    expect(await found('topics=export.control&topics=sanction')).toBe(1)
    expect(await found('topics=sanction')).toBe(0)
    expect(await found('exclude_schema=Person')).toBe(1)
    // Fetched on the 23rd: what changed on the 20th is in it, what changed on the 26th cannot be.
    expect(await found('changed_since=2026-11-20')).toBe(1)
    expect(await found('changed_since=2026-11-26')).toBe(0)
  })

  it('may be asked of one list, by the name others give it', async () => {
    expect((await matched('/match/us_bis_entity_list', FAR_SIGHT)).results).toHaveLength(1)
    expect((await matched('/match/us_trade_csl', FAR_SIGHT)).results).toHaveLength(1)
    expect((await matched('/match/sanctions', FAR_SIGHT)).results).toHaveLength(1)
    expect((await matched('/match/un_sc_sanctions', FAR_SIGHT)).results).toHaveLength(0)
  })

  it('of a hundred is answered, and parameters nobody knows are passed over', async () => {
    const queries = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`q${i}`, company(`Invented Lens ${i}`)]))
    const response = await post('/match/default?fuzzy=true', { queries })
    expect(response.status).toBe(200)
    expect(response.headers.get('x-batch-size')).toBe('100')
  })
})

describe('what is refused as yente refuses it', () => {
  const one = { queries: { one: FAR_SIGHT } }
  it.each([
    ['a list nobody knows', '/match/atlantis', one, 404, /^No such dataset/],
    [
      'a list that is not loaded',
      '/match/eu_fsf',
      one,
      404,
      /^No such dataset is loaded: .*screening against it was not performed/,
    ],
    ['an unknown list among those included', '/match/default?include_dataset=atlantis', one, 400, /atlantis/],
    ['another algorithm', '/match/default?algorithm=logic-v1', one, 400, /^Invalid algorithm: logic-v1/],
    [
      'a configuration of another algorithm',
      '/match/default',
      { ...one, config: { nm_number_mismatch: 0.4 } },
      400,
      /^Invalid configuration parameter: nm_number_mismatch/,
    ],
    [
      'weights of another algorithm',
      '/match/default',
      { ...one, weights: { name_literal: 0.8 } },
      400,
      /^Invalid weight: name_literal/,
    ],
    ['no queries', '/match/default', { queries: {} }, 400, /^No queries provided/],
    [
      'a schema nobody is of',
      '/match/default',
      { queries: { one: { schema: 'Banana', properties: {} } } },
      400,
      /^Cannot parse example entity: `one`: `Banana`/,
    ],
    [
      'a party without name or number',
      '/match/default',
      { queries: { one: { schema: 'Person', properties: { country: 'ru' } } } },
      400,
      /neither a name nor a number/,
    ],
    [
      'more than a hundred',
      '/match/default',
      { queries: Object.fromEntries(Array.from({ length: 101 }, (_, i) => [i, FAR_SIGHT])) },
      400,
      /^Too many queries in one batch \(limit: 100\)/,
    ],
  ])('%s', async (_name, path, body, status, detail) => {
    expect(await detailOf(post(path, body), status)).toMatch(detail)
  })

  it.each([
    ['broken JSON', '/match/default', '{"queries": {', ['body']],
    ['an empty body', '/match/default', '', ['body']],
    ['a list', '/match/default', '[]', ['body']],
    ['queries that are no mapping', '/match/default', { queries: 'Ivan' }, ['body', 'queries']],
    [
      'a query without a schema',
      '/match/default',
      { queries: { a: { properties: {} } } },
      ['body', 'queries', 'a', 'schema'],
    ],
    [
      'a property that is a mapping',
      '/match/default',
      { queries: { a: { schema: 'Person', properties: { name: {} } } } },
      ['body', 'queries', 'a', 'properties', 'name'],
    ],
    ['a limit that is a word', '/match/default?limit=many', one, ['query', 'limit']],
    ['a limit above 500', '/match/default?limit=501', one, ['query', 'limit']],
    ['a threshold that is a word', '/match/default?threshold=high', one, ['query', 'threshold']],
    ['a day that is none', '/match/default?changed_since=yesterday', one, ['query', 'changed_since']],
    ['51 excluded ids', `/match/default?${'exclude_entity_ids=x&'.repeat(51)}`, one, ['query', 'exclude_entity_ids']],
  ])('%s, as a fault of its place', async (_name, path, body, place) => {
    const detail = await detailOf(post(path, body), 422)
    expect(detail).toEqual(expect.arrayContaining([expect.objectContaining({ loc: place, msg: expect.any(String) })]))
  })

  it('an address of more than 60,000 bytes', async () => {
    expect(await detailOf(get(`/search/default?q=${'x'.repeat(60_001)}`), 414)).toMatch(/60000 bytes/)
    expect(
      (await get(`/search/default?q=${'x'.repeat(900)}&filter=${'schema:Person&filter='.repeat(2000)}schema:Vessel`))
        .status,
    ).toBe(200)
  })

  it('a form, as a body that does not validate', async () => {
    const form = { method: 'POST', body: 'a=b', headers: { 'content-type': 'application/x-www-form-urlencoded' } }
    expect(await detailOf(get('/match/default', form), 422)).toEqual([expect.objectContaining({ loc: ['body'] })])
  })

  it('a batch of more names than are compared in a moment', async () => {
    const names = Array.from({ length: 21 }, (_, i) => `${'Fictional '.repeat(95)}${i}`)
    const queries = (count: number) =>
      Object.fromEntries(
        Array.from({ length: count }, (_, i) => [i, { schema: 'Company', properties: { name: names } }]),
      )
    expect(await detailOf(post('/match/default', { queries: queries(11) }), 400)).toMatch(/limit: 200000.*in parts/)
    expect((await post('/match/default', { queries: queries(1) })).status).toBe(200)
  })

  it('any body without a crash', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (queries) => {
        const response = await post('/match/default', { queries })
        expect([200, 400, 422]).toContain(response.status)
        expect((await answerOf(response)).detail === undefined).toBe(response.status === 200)
      }),
      { numRuns: 60 },
    )
  })
})

describe('an empty result that is not clear', () => {
  it('says so in a header, and in a sentence for each list that is missing', async () => {
    const response = await post('/match/default', { queries: { one: company('Wholly Unlisted Bakery') } }, lacking)
    expect(response.status).toBe(200)
    expect(response.headers.get('unblind-coverage')).toBe('partial')
    const answer = await answerOf(response)
    expect(answer.coverage).toMatchObject({
      state: 'partial',
      gaps: ['UN Security Council Consolidated List is not loaded: screening against it was not performed'],
    })
    expect(answer.responses.one.coverage.state).toBe('partial')
  })

  it('is complete where every list that is needed is there, and still names those that are not', async () => {
    const response = await post('/match/default', { queries: { one: company('Wholly Unlisted Bakery') } })
    expect(response.headers.get('unblind-coverage')).toBe('complete')
    expect((await answerOf(response)).coverage).toMatchObject({
      gaps: [],
      notLoaded: expect.arrayContaining(['eu_fsf']),
    })
  })

  it('says that a list is too old', async () => {
    const old = await contractNode({ retrievedOn: '2026-11-01' })
    const response = await post('/match/un_sc_sanctions', { queries: { one: company('Wholly Unlisted Bakery') } }, old)
    expect(response.headers.get('unblind-coverage')).toBe('partial')
    expect((await answerOf(response)).coverage.gaps).toEqual([expect.stringMatching(/23 days old/)])
    await old.stop()
  })

  it('says so of a search too', async () => {
    const response = await get('/search/default?q=bakery', {}, lacking)
    expect(response.headers.get('unblind-coverage')).toBe('partial')
    expect((await answerOf(response)).coverage.gaps).toHaveLength(1)
  })
})

describe('a search by words', () => {
  const search = async (query: string) => {
    const response = await get(`/search/default?${query}`)
    const answer = await answerOf(response)
    expect(response.status, JSON.stringify(answer)).toBe(200)
    return answer
  }

  it('gives results, facets, total, limit and offset', async () => {
    const answer = await search('q=invented%20lens&limit=2&offset=1')
    expect(answer).toMatchObject({ limit: 2, offset: 1, total: { value: 30, relation: 'eq' } })
    expect(answer.results).toHaveLength(2)
    expect(answer.facets).toEqual({
      countries: { label: 'Countries', values: [{ name: 'hk', label: 'Hong Kong', count: 30 }] },
      topics: { label: 'Topics', values: [{ name: 'export.control', label: 'export.control', count: 30 }] },
      datasets: {
        label: 'Data sources',
        values: [
          { name: 'us_bis_entity_list', label: 'Entity List', count: 30 },
          { name: 'us_trade_csl', label: 'US Consolidated Screening List', count: 30 },
        ],
      },
    })
  })

  it('pages over everything once when no words are given', async () => {
    const ids = new Set<string>()
    const { total } = await search('q=&limit=0')
    for (let offset = 0; offset < total.value; offset += 10) {
      for (const { id } of (await search(`q=&offset=${offset}`)).results) ids.add(id)
    }
    expect(ids.size).toBe(total.value)
    expect(total.value).toBe(39)
  })

  it('filters by field, and joins values of one field by OR or AND', async () => {
    expect((await search('filter=schema:Vessel')).results.map(({ id }) => id)).toEqual(['us-sdn-70002'])
    expect((await search('countries=ru&countries=pa')).total.value).toBe(2)
    expect((await search('datasets=un_sc_sanctions&filter=datasets:us_ofac_sdn&filter_op=AND')).total.value).toBe(1)
    expect((await search('schema=Person')).total.value).toBe(1)
    expect((await search('topics=sanction&exclude_schema=Vessel&facets=schema&facets=genders')).facets).toHaveProperty(
      'genders',
    )
    expect((await search('filter=properties.callSign:FXST')).total.value).toBe(1)
  })

  it('sorts by field', async () => {
    const up = (await search('q=invented&sort=caption:asc&limit=500')).results.map(({ id }) => id)
    const down = (await search('q=invented&sort=caption:desc&limit=500')).results.map(({ id }) => id)
    expect(down).toEqual(up.toReversed())
  })

  it('says that marks of a query language are plain words', async () => {
    expect((await search('q=lens%20AND%20works')).notes).toHaveLength(1)
  })

  it.each([
    ['/search/default?schema=Banana', 400],
    ['/search/default?sort=shoe:asc', 400],
    ['/search/default?filter=shoe:red', 400],
    ['/search/default?facets=shoe', 400],
    ['/search/default?filter_op=XOR', 400],
    ['/search/default?limit=501', 422],
    ['/search/default?offset=9500', 422],
    ['/search/atlantis?q=x', 404],
  ])('%s is refused with %d', async (path, status) => {
    expect(await detailOf(get(path), status)).toBeTruthy()
  })
})

describe('an entity by its id', () => {
  it('comes with what each list says of it, or without', async () => {
    const entity = await answerOf(get('/entities/un-sc-FXe.0003'))
    expect(entity.properties.sanctions).toHaveLength(2)
    expect(entity.properties.sanctions?.[1]).toMatchObject({
      schema: 'Sanction',
      properties: { entity: ['un-sc-FXe.0003'], program: ['FICTION-1'], authorityId: ['70003'] },
    })
    expect((await answerOf(get('/entities/un-sc-FXe.0003?nested=false'))).properties).not.toHaveProperty('sanctions')
  })

  it('is led to from the id of another of its listings, query and all', async () => {
    const response = await get('/entities/us-sdn-70003?nested=false')
    expect(response.status).toBe(308)
    expect(response.headers.get('location')).toBe('/entities/un-sc-FXe.0003?nested=false')
    expect((await get('/entities/us-sdn-70003/adjacent/sanctions')).headers.get('location')).toBe(
      '/entities/un-sc-FXe.0003/adjacent/sanctions',
    )
  })

  it('gives what hangs on it by property, in pages', async () => {
    const answer = await answerOf(get('/entities/un-sc-FXe.0003/adjacent?limit=1'))
    expect(answer.entity.id).toBe('un-sc-FXe.0003')
    expect(answer.adjacent.sanctions).toMatchObject({ limit: 1, offset: 0, total: { value: 2, relation: 'eq' } })
    expect(answer.adjacent.sanctions.results).toHaveLength(1)
    const page = await answerOf(get('/entities/un-sc-FXe.0003/adjacent/sanctions?offset=1'))
    expect(page.results).toHaveLength(1)
    expect((await answerOf(get('/entities/un-sc-FXe.0003/adjacent/ownershipOwner'))).total.value).toBe(0)
  })

  it('that nobody has, or a property that none has, is not found', async () => {
    expect(await detailOf(get('/entities/NK-none'), 404)).toBe('No such entity!')
    expect(await detailOf(get('/entities/un-sc-FXe.0003/adjacent/shoes'), 404)).toBe('No such property!')
  })
})

describe('what a program asks first', () => {
  it('the catalogue names each list, and is not sent again while it is the same', async () => {
    const response = await get('/catalog')
    const { datasets, current } = await answerOf(response)
    expect(datasets.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['default', 'sanctions', 'us_ofac_sdn', 'un_sc_sanctions', 'eu_fsf', 'gb_fcdo_sanctions']),
    )
    expect(current).toContain('un_sc_sanctions')
    expect(current).not.toContain('eu_fsf')
    const tag = response.headers.get('etag') ?? ''
    expect((await get('/catalog', { headers: { 'if-none-match': tag } })).status).toBe(304)
    expect((await get('/catalog', { headers: { 'if-none-match': '"other"' } })).status).toBe(200)
  })

  it('the algorithm has a name, a default and a best', async () => {
    const { algorithms, best, default: usual } = await answerOf(get('/algorithms'))
    expect(algorithms[0]).toMatchObject({ name: best, features: { name: { description: expect.any(String) } } })
    expect(usual).toBe(best)
    const response = await post(`/match/default?algorithm=${best}`, { queries: { one: FAR_SIGHT } })
    expect(response.status).toBe(200)
  })

  it('the process is well and ready', async () => {
    expect(await answerOf(get('/healthz'))).toEqual({ status: 'ok' })
    expect(await answerOf(get('/readyz'))).toEqual({ status: 'ok' })
  })

  it('the description lists every path', async () => {
    const { paths } = await answerOf(get('/openapi.json'))
    expect(Object.keys(paths)).toEqual(
      expect.arrayContaining(['/match/{dataset}', '/search/{dataset}', '/entities/{id}', '/catalog', '/algorithms']),
    )
  })
})

describe('with accounts', () => {
  let kept: ContractNode
  beforeAll(async () => {
    kept = await contractNode({ retrievedOn: '2026-11-23' }, 'local')
  })
  afterAll(() => kept.stop())

  it('nobody is answered without a key, and a program with one is, however its contract sends it', async () => {
    expect(await detailOf(post('/match/default', { queries: { one: FAR_SIGHT } }, kept), 401)).toBe('sign in first')
    expect((await get('/v2/search?name=x', {}, kept)).status).toBe(401)
    const added = await kept.app.people.addProgram(
      { name: 'Fictional Program', roles: ['auditor'] },
      { id: 'terminal', name: 'Fictional Setter' },
    )
    if (!added.ok) throw new Error(added.error.sentence)
    for (const headers of [
      { authorization: `ApiKey ${added.value.key}` },
      { authorization: `Bearer ${added.value.key}` },
      { 'subscription-key': added.value.key },
    ]) {
      expect((await get('/search/default?q=lens', { headers }, kept)).status).toBe(200)
    }
    const wrong = { 'subscription-key': added.value.key.replace(/.$/, '!') }
    expect((await get('/search/default?q=lens', { headers: wrong }, kept)).status).toBe(401)
  })
})
