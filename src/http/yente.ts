/**
 * The lists as yente answers them, so that a program written for it can ask here: `/match`, `/search`, `/entities`,
 * `/catalog`, `/algorithms`. Status, shape and errors are its own; `coverage`, `notes` and the header `unblind-coverage`
 * say what it cannot: whether no result is clear.
 * SOURCE: https://www.opensanctions.org/docs/api/
 */
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type App, type EntityMatch, type ReadExample, readExample, type Scope } from '../app/index.ts'
import { type CountryCode, canonicalHash, countryName, parseCountry } from '../base/index.ts'
import { COLLECTIONS, DATASETS, datasetOf, type FtmEntity, listingId } from '../lists/index.ts'
import { ALGORITHM } from '../match/index.ts'
import type { Operation } from './operation.ts'

const MAX_BATCH = 100
const MAX_MATCHES = 500
const MAX_OFFSET = 9_499
const MAX_EXCLUDED_IDS = 50
/** Letters in all the names and addresses of a batch: a hundred parties with twenty long names each are half of it. */
const MAX_BATCH_LETTERS = 200_000
/** Longest address of a request, bytes. */
const MAX_URL = 60_000
const ONE = 1_000_000

/** What the door says no with: `detail` is a sentence, or for 422 one object for each fault. */
class Refused extends Error {
  readonly status: number
  readonly detail: unknown
  constructor(status: number, detail: unknown) {
    super('refused')
    this.status = status
    this.detail = detail
  }
}

const exampleSchema = z.looseObject({
  id: z.string().nullish(),
  schema: z.string(),
  properties: z.record(z.string(), z.union([z.string(), z.array(z.unknown())])),
})

/** The body of `/match`. */
export const matchRequestSchema = z
  .looseObject({
    queries: z.record(z.string(), exampleSchema.nullable()),
    weights: z.record(z.string(), z.number()).optional(),
    config: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
  })
  .describe('Parties to screen, each under a key of the caller’s choice, in the FollowTheMoney model; at most 100')

const detailSchema = z
  .object({ detail: z.unknown() })
  .describe('Why not: a sentence, or for 422 one object for each fault with its place')

export const YENTE_SHAPES = { 'match-request': matchRequestSchema, 'detail-error': detailSchema }

const DATASET_ABOUT = 'Repeatable; a name of /catalog'
const PAGE_QUERY = [
  { name: 'limit', about: 'At most so many, to 500; default 10', type: 'integer' },
  { name: 'offset', about: 'Leave out so many first, to 9499', type: 'integer' },
] as const

export const YENTE_OPERATIONS: readonly Operation[] = [
  {
    method: 'post',
    path: '/match/{dataset}',
    id: 'match',
    needs: 'read',
    summary: 'Screen up to 100 parties given in the FollowTheMoney model; as yente answers it',
    takes: 'match-request',
    takesJsonAlone: true,
    answers: null,
    query: [
      { name: 'limit', about: 'At most so many results a party, to 500; default 5', type: 'integer' },
      { name: 'threshold', about: 'Score from which a result is a match, 0 to 1; default 0.7' },
      { name: 'cutoff', about: 'Score above which a result is given at all; never more than the threshold' },
      { name: 'algorithm', about: `best or ${ALGORITHM.name}` },
      { name: 'include_dataset', about: DATASET_ABOUT },
      { name: 'exclude_dataset', about: DATASET_ABOUT },
      { name: 'exclude_schema', about: 'Repeatable; results of this schema are left out' },
      { name: 'topics', about: 'Repeatable; results known to have none of these topics are left out' },
      {
        name: 'changed_since',
        about: 'YYYY-MM-DD; leaves out what was fetched before and so cannot have changed since',
      },
      { name: 'exclude_entity_ids', about: 'Repeatable, at most 50' },
    ],
    refuses: [400, 404, 414, 422],
    refusesWith: 'detail-error',
  },
  {
    method: 'get',
    path: '/search/{dataset}',
    id: 'searchEntities',
    needs: 'read',
    summary: 'Find listed parties by words; as yente answers it',
    answers: null,
    query: [
      { name: 'q', about: 'Words of a name or a number; empty: every party' },
      { name: 'schema', about: 'Thing, LegalEntity, Organization or a schema of its own; default Thing' },
      ...['countries', 'topics', 'datasets'].map((name) => ({ name, about: 'Repeatable; any of these' })),
      { name: 'include_dataset', about: DATASET_ABOUT },
      { name: 'exclude_dataset', about: DATASET_ABOUT },
      { name: 'exclude_schema', about: 'Repeatable' },
      { name: 'changed_since', about: 'YYYY-MM-DD' },
      { name: 'filter', about: 'Repeatable; field:value' },
      { name: 'filter_op', about: 'OR or AND, between values of one field; default OR' },
      { name: 'facets', about: 'Repeatable; countries, topics, datasets, schema, genders, identifiers' },
      { name: 'sort', about: 'Repeatable; field:asc or field:desc' },
      ...PAGE_QUERY,
    ],
    refuses: [400, 404, 414, 422],
    refusesWith: 'detail-error',
  },
  {
    method: 'get',
    path: '/entities/{id}',
    id: 'entity',
    needs: 'read',
    summary: 'One listed party; the id of one of its listings leads to it (308)',
    answers: null,
    query: [{ name: 'nested', about: 'false: without what each list says of it; default true' }],
    refuses: [404, 422],
    refusesWith: 'detail-error',
  },
  {
    method: 'get',
    path: '/entities/{id}/adjacent',
    id: 'adjacent',
    needs: 'read',
    summary: 'What hangs on a listed party, by property',
    answers: null,
    query: PAGE_QUERY,
    refuses: [404, 422],
    refusesWith: 'detail-error',
  },
  {
    method: 'get',
    path: '/entities/{id}/adjacent/{property}',
    id: 'adjacentBy',
    needs: 'read',
    summary: 'What hangs on a listed party by one property',
    answers: null,
    query: PAGE_QUERY,
    refuses: [404, 422],
    refusesWith: 'detail-error',
  },
  {
    method: 'get',
    path: '/catalog',
    id: 'catalog',
    needs: 'read',
    summary: 'The lists by the names of yente, with their versions; carries an ETag',
    answers: null,
    refuses: [],
  },
  {
    method: 'get',
    path: '/algorithms',
    id: 'algorithms',
    needs: 'read',
    summary: 'How scores are made',
    answers: null,
    refuses: [],
  },
]

/** Serves the contract; its errors are its own, those of who may ask are ours and carry a `detail` too. */
export async function serveYente(server: FastifyInstance, app: App): Promise<void> {
  await server.register(async (scope) => {
    scope.addHook('onRequest', async (request, reply) => {
      if (Buffer.byteLength(request.raw.url ?? '') > MAX_URL) {
        return reply.code(414).send({ detail: `The URL is longer than ${MAX_URL} bytes.` })
      }
      reply.header('cache-control', 'no-store')
    })
    scope.setErrorHandler((error: FastifyError, _request, reply) => {
      if (error instanceof Refused) return reply.code(error.status).send({ detail: error.detail })
      const fault = bodyFault(error)
      if (fault === null) throw error
      return reply.code(422).send({ detail: [fault] })
    })
    scope.post<{ Params: { dataset: string } }>('/match/:dataset', (request, reply) => match(app, request, reply))
    scope.get<{ Params: { dataset: string } }>('/search/:dataset', (request, reply) => search(app, request, reply))
    serveEntities(scope, app)
    serveCatalog(scope, app)
  })
}

/** A body that cannot be read is, there, one that does not validate. */
function bodyFault(error: FastifyError): object | null {
  const problem = (error as { problem?: { kind: string; sentence: string } }).problem
  if (problem !== undefined) return { type: 'json_invalid', loc: ['body'], msg: problem.sentence }
  if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE')
    return { type: 'model_attributes_type', loc: ['body'], msg: 'send the body as `application/json`' }
  if (error.code === 'FST_ERR_CTP_EMPTY_JSON_BODY') return { type: 'missing', loc: ['body'], msg: 'Field required' }
  return null
}

// ------------------------------------------------------------------------------------------------------------- match

async function match(
  app: App,
  request: FastifyRequest<{ Params: { dataset: string } }>,
  reply: FastifyReply,
): Promise<object> {
  const asked = new Asked(request.query)
  const limit = asked.count('limit', { fallback: 5, max: MAX_MATCHES })
  const threshold = asked.fraction('threshold', 0.7)
  const cutoff = Math.min(asked.fraction('cutoff', 0.7), threshold)
  const kept = {
    excludeSchemas: asked.texts('exclude_schema'),
    topics: asked.texts('topics'),
    excludeIds: asked.texts('exclude_entity_ids'),
    changedSince: asked.instant('changed_since'),
  }
  if (kept.excludeIds.length > MAX_EXCLUDED_IDS) {
    asked.fault('exclude_entity_ids', 'too_long', `List should have at most ${MAX_EXCLUDED_IDS} items`)
  }
  const body = asked.body(request.body)
  asked.refuseFaults()
  const scope = scopeAsked(app, request.params.dataset, asked)
  refuseOtherScoring(asked.text('algorithm'), body)
  const named = Object.entries(body.queries).flatMap(([key, example]) => (example === null ? [] : [{ key, example }]))
  if (named.length > MAX_BATCH) throw new Refused(400, `Too many queries in one batch (limit: ${MAX_BATCH})`)
  if (named.length === 0) throw new Refused(400, 'No queries provided.')
  const read = named.map(({ key, example }) => {
    const one = readExample({ schema: example.schema, properties: example.properties })
    if (!one.ok) throw new Refused(400, `Cannot parse example entity: \`${key.slice(0, 100)}\`: ${one.error}`)
    return { key, example, one: one.value }
  })
  const letters = read.reduce((sum, { one }) => sum + lettersOf(one), 0)
  if (letters > MAX_BATCH_LETTERS) {
    throw new Refused(
      400,
      `The names of this batch are ${letters} characters long (limit: ${MAX_BATCH_LETTERS}); send it in parts.`,
    )
  }
  const responses: [string, object][] = []
  for (const { key, example, one } of read) {
    const found = app.screening.entities(one.query, scope.lists, floorOf(cutoff), kept)
    responses.push([key, answered(found, { example, one, threshold, cutoff, limit, scope })])
    await othersFirst()
  }
  tellCoverage(reply, scope)
  reply.header('x-batch-size', String(responses.length))
  return { responses: Object.fromEntries(responses), limit, coverage: scope.coverage }
}

function lettersOf({ query }: ReadExample): number {
  const texts = [query.name, ...(query.otherNames ?? []), ...(query.addresses ?? [])]
  return texts.reduce((sum, text) => sum + text.length, 0)
}

/** Weights and configuration of other algorithms would change the result: they are refused, never left unread. */
function refuseOtherScoring(
  algorithm: string | null,
  { weights = {}, config = {} }: z.infer<typeof matchRequestSchema>,
) {
  if (algorithm !== null && algorithm !== 'best' && algorithm !== ALGORITHM.name) {
    throw new Refused(
      400,
      `Invalid algorithm: ${algorithm.slice(0, 60)}; this server scores by \`${ALGORITHM.name}\`, or \`best\``,
    )
  }
  const [key] = Object.keys(config)
  if (key !== undefined) {
    throw new Refused(400, `Invalid configuration parameter: ${key.slice(0, 60)} for algorithm ${ALGORITHM.name}`)
  }
  const [feature] = Object.keys(weights)
  if (feature !== undefined) {
    throw new Refused(
      400,
      `Invalid weight: ${feature.slice(0, 60)} for algorithm ${ALGORITHM.name}, whose weights are fixed; leave \`weights\` out`,
    )
  }
}

function answered(
  found: readonly EntityMatch[],
  {
    example,
    one,
    threshold,
    cutoff,
    limit,
    scope,
  }: {
    readonly example: z.infer<typeof exampleSchema>
    readonly one: ReadExample
    readonly threshold: number
    readonly cutoff: number
    readonly limit: number
    readonly scope: Scope
  },
): object {
  const scored = found.map((match) => ({ match, score: match.match.score / ONE }))
  const shown = scored.filter(({ score }) => score > cutoff || score >= threshold)
  return {
    status: 200,
    results: shown.slice(0, limit).map(({ match, score }) => scoredEntity(match, score, threshold)),
    total: { value: scored.filter(({ score }) => score >= threshold).length, relation: 'eq' },
    query: { id: example.id ?? null, schema: example.schema, properties: one.properties },
    coverage: { state: scope.coverage.state, gaps: scope.coverage.gaps },
    notes: one.notes,
  }
}

function scoredEntity({ entity, match, listing, listings }: EntityMatch, score: number, threshold: number): object {
  const { explanation } = match
  const kinds = [...new Set(explanation.qualifiers.map(({ kind }) => kind))]
  const features = [
    {
      feature: 'name',
      score: explanation.nameScore / ONE,
      detail: explanation.parts
        .map(({ query, entry, kind }) => `${query ?? '–'} / ${entry ?? '–'}: ${kind}`)
        .join('; '),
      query: explanation.queryName,
      candidate: explanation.entryName,
    },
    ...kinds.map((kind) => {
      const points = explanation.qualifiers.filter((one) => one.kind === kind)
      return {
        feature: kind.replace(/-/g, '_'),
        score: points.reduce((sum, one) => sum + one.points, 0) / ONE,
        detail: [...new Set(points.map((one) => one.effect))].join(', '),
        query: points.map((one) => one.query).join('; '),
        candidate: points.map((one) => one.entry).join('; '),
      }
    }),
  ]
  return {
    ...entity,
    score,
    match: score >= threshold,
    features: Object.fromEntries(features.map(({ feature, score: points }) => [feature, points])),
    explanations: Object.fromEntries(features.map(({ feature, ...rest }) => [feature, rest])),
    algorithm: ALGORITHM.name,
    explanation,
    listings: listings.map((one) => ({
      id: listingId(one),
      list: one.list,
      entryKey: one.entryKey,
      entryVersion: one.entryVersion,
      isScored: one === listing,
    })),
  }
}

/** Millionths; the engine gives what is at the floor or above. */
function floorOf(cutoff: number): number {
  return Math.max(1, Math.floor(cutoff * ONE))
}

/** Lets other requests in between two of a batch. */
function othersFirst(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

// ------------------------------------------------------------------------------------------------------------ search

type Field = {
  readonly label: string
  readonly of: (entity: FtmEntity) => readonly string[]
  readonly name: (value: string) => string
}

const same = (value: string) => value
const property =
  (...names: readonly string[]) =>
  (entity: FtmEntity) => [
    ...new Set(names.flatMap((name) => entity.properties[name] ?? []).filter((value) => typeof value === 'string')),
  ]

/** What can be filtered and counted by. */
const FIELDS: Readonly<Record<string, Field>> = {
  countries: {
    label: 'Countries',
    of: property('country', 'nationality', 'citizenship', 'jurisdiction', 'flag'),
    name: (code) => {
      const known = parseCountry(code)
      return known === null ? code : countryName(known as CountryCode)
    },
  },
  topics: { label: 'Topics', of: property('topics'), name: same },
  datasets: { label: 'Data sources', of: ({ datasets }) => datasets, name: titleOfDataset },
  schema: { label: 'Types', of: ({ schema }) => [schema], name: same },
  genders: { label: 'Genders', of: property('gender'), name: same },
  identifiers: {
    label: 'Identifiers',
    of: property('passportNumber', 'idNumber', 'registrationNumber', 'taxNumber', 'imoNumber', 'mmsi', 'callSign'),
    name: same,
  },
}

const SORTED: Readonly<Record<string, (entity: FtmEntity) => string | null>> = {
  caption: ({ caption }) => caption,
  name: ({ caption }) => caption,
  schema: ({ schema }) => schema,
  first_seen: (entity) => entity.first_seen,
  last_seen: (entity) => entity.last_seen,
  last_change: (entity) => entity.last_change,
}

/** Schemas a search can be kept to, with those below them. */
const BELOW: Readonly<Record<string, readonly string[]>> = {
  Thing: ['Person', 'Organization', 'Company', 'LegalEntity', 'Vessel', 'Airplane', 'Address'],
  LegalEntity: ['LegalEntity', 'Person', 'Organization', 'Company'],
  Organization: ['Organization', 'Company'],
  Company: ['Company'],
  Person: ['Person'],
  Vehicle: ['Vessel', 'Airplane'],
  Asset: ['Vessel', 'Airplane', 'Company'],
  Vessel: ['Vessel'],
  Airplane: ['Airplane'],
  Address: ['Address'],
}

async function search(
  app: App,
  request: FastifyRequest<{ Params: { dataset: string } }>,
  reply: FastifyReply,
): Promise<object> {
  const asked = new Asked(request.query)
  const limit = asked.count('limit', { fallback: 10, max: MAX_MATCHES })
  const offset = asked.count('offset', { fallback: 0, max: MAX_OFFSET })
  const since = asked.instant('changed_since')
  asked.truth('fuzzy')
  asked.truth('simple')
  asked.refuseFaults()
  const scope = scopeAsked(app, request.params.dataset, asked)
  const text = asked.text('q') ?? ''
  if (text.length > 1_000 || !text.isWellFormed()) throw new Refused(400, 'The query is too long or not valid Unicode.')
  const schema = asked.text('schema') ?? 'Thing'
  const below = Object.hasOwn(BELOW, schema) ? BELOW[schema] : undefined
  if (below === undefined) throw new Refused(400, `Invalid schema: ${schema.slice(0, 60)}`)
  const op = asked.text('filter_op') ?? 'OR'
  if (op !== 'OR' && op !== 'AND') throw new Refused(400, 'filter_op is OR or AND')
  const filters = filtersAsked(asked)
  const sorts = asked.texts('sort').map(readSort)
  const facets = asked.has('facets') ? asked.texts('facets') : ['countries', 'topics', 'datasets']
  for (const name of facets) fieldNamed(name)
  const found = app.screening
    .search(text, scope.lists, {
      excludeSchemas: asked.texts('exclude_schema'),
      topics: [],
      excludeIds: [],
      changedSince: since,
    })
    .filter((entity) => below.includes(entity.schema))
    .filter((entity) => filters.every(([field, values]) => passes(field.of(entity), values, op)))
  const ordered = sorts.reduceRight(
    (entities, { of, sign }) => entities.toSorted((a, b) => sign * byValue(of(a), of(b), sign)),
    found,
  )
  tellCoverage(reply, scope)
  return {
    limit,
    offset,
    total: { value: found.length, relation: 'eq' },
    results: ordered.slice(offset, offset + limit),
    facets: Object.fromEntries(facets.map((name) => [name, facetOf(fieldNamed(name), found)])),
    coverage: scope.coverage,
    notes: /[*?~"^\\]|\b(?:AND|OR|NOT)\b|\w:\w/.test(text)
      ? ['marks of a query language in `q` are read as plain words here']
      : [],
  }
}

function filtersAsked(asked: Asked): readonly (readonly [Field, readonly string[]])[] {
  const by = new Map<string, string[]>()
  for (const name of ['countries', 'topics', 'datasets']) if (asked.has(name)) by.set(name, [...asked.texts(name)])
  for (const filter of asked.texts('filter')) {
    const at = filter.indexOf(':')
    if (at < 1) throw new Refused(400, `Invalid filter: ${filter.slice(0, 60)}; write field:value`)
    const name = filter.slice(0, at)
    by.set(name, [...(by.get(name) ?? []), filter.slice(at + 1)])
  }
  return [...by].map(([name, values]) => [
    fieldNamed(name),
    values.map((value) => (name === 'countries' ? value.toLowerCase() : value)),
  ])
}

function fieldNamed(name: string): Field {
  const field = Object.hasOwn(FIELDS, name) ? FIELDS[name] : undefined
  if (field !== undefined) return field
  const [, own] = /^properties\.(\w+)$/.exec(name) ?? []
  if (own !== undefined) return { label: own, of: property(own), name: same }
  throw new Refused(
    400,
    `Invalid field: ${name.slice(0, 60)}; there are ${Object.keys(FIELDS).join(', ')} and properties.NAME`,
  )
}

function passes(own: readonly string[], values: readonly string[], op: 'OR' | 'AND'): boolean {
  return op === 'OR' ? values.some((value) => own.includes(value)) : values.every((value) => own.includes(value))
}

function readSort(text: string) {
  const [field = '', direction = 'asc'] = text.split(':')
  const of = Object.hasOwn(SORTED, field) ? SORTED[field] : undefined
  if (of === undefined || (direction !== 'asc' && direction !== 'desc')) {
    throw new Refused(
      400,
      `Invalid sort: ${text.slice(0, 60)}; write field:asc or field:desc with one of ${Object.keys(SORTED).join(', ')}`,
    )
  }
  return { of, sign: direction === 'asc' ? 1 : -1 }
}

/** What has no value comes last either way. */
function byValue(a: string | null, b: string | null, sign: number): number {
  if (a === b) return 0
  if (a === null) return sign
  if (b === null) return -sign
  return a < b ? -1 : 1
}

function facetOf({ label, of, name }: Field, entities: readonly FtmEntity[]): object {
  const counts = new Map<string, number>()
  for (const entity of entities)
    for (const value of new Set(of(entity))) counts.set(value, (counts.get(value) ?? 0) + 1)
  const values = [...counts]
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .map(([value, count]) => ({ name: value, label: name(value), count }))
  return { label, values }
}

// ---------------------------------------------------------------------------------------------------------- entities

/** Properties by which FollowTheMoney hangs entities on a party; the lists give us none but what each says. */
const ADJACENT = [
  'sanctions',
  'addressEntity',
  'ownershipOwner',
  'ownershipAsset',
  'directorshipDirector',
  'directorshipOrganization',
  'familyPerson',
  'familyRelative',
  'associates',
  'associations',
  'membershipMember',
  'membershipOrganization',
  'unknownLinkFrom',
  'unknownLinkTo',
  'passportEntities',
  'identificationEntities',
  'positionOccupancies',
  'subsidiaries',
  'parent',
  'owner',
  'operator',
]

function serveEntities(scope: FastifyInstance, app: App): void {
  type Params = { id: string; property?: string }
  /** The party, or an answer that leads to it. */
  const find = (id: string, isNested: boolean, rest: string, reply: FastifyReply): FtmEntity | null => {
    const found = app.screening.entity(id, isNested)
    if (found.kind === 'unknown') throw new Refused(404, 'No such entity!')
    if (found.kind === 'entity') return found.entity
    reply.code(308).header('location', `/entities/${encodeURIComponent(found.id)}${rest}`)
    return null
  }
  const query = (request: FastifyRequest) => {
    const at = request.url.indexOf('?')
    return at === -1 ? '' : request.url.slice(at)
  }
  scope.get<{ Params: Params }>('/entities/:id', async (request, reply) => {
    const asked = new Asked(request.query)
    const isNested = asked.truth('nested') ?? true
    asked.refuseFaults()
    return find(request.params.id, isNested, query(request), reply) ?? reply.send()
  })
  scope.get<{ Params: Params }>('/entities/:id/adjacent', async (request, reply) => {
    const page = pageAsked(request.query)
    const found = find(request.params.id, true, `/adjacent${query(request)}`, reply)
    if (found === null) return reply.send()
    const hanging = Object.entries(found.properties).filter(([name]) => ADJACENT.includes(name))
    const { sanctions: _hanging, ...properties } = found.properties
    return {
      entity: { ...found, properties },
      adjacent: Object.fromEntries(hanging.map(([name, values]) => [name, paged(values, page)])),
    }
  })
  scope.get<{ Params: Params }>('/entities/:id/adjacent/:property', async (request, reply) => {
    const page = pageAsked(request.query)
    const { id, property: name = '' } = request.params
    const found = find(id, true, `/adjacent/${encodeURIComponent(name)}${query(request)}`, reply)
    if (found === null) return reply.send()
    if (!ADJACENT.includes(name)) throw new Refused(404, 'No such property!')
    return paged(found.properties[name] ?? [], page)
  })
}

type Page = { readonly limit: number; readonly offset: number }

function pageAsked(query: unknown): Page {
  const asked = new Asked(query)
  const page = {
    limit: asked.count('limit', { fallback: 10, max: MAX_MATCHES }),
    offset: asked.count('offset', { fallback: 0, max: MAX_OFFSET }),
  }
  asked.refuseFaults()
  return page
}

function paged(values: readonly unknown[], { limit, offset }: Page): object {
  return {
    limit,
    offset,
    total: { value: values.length, relation: 'eq' },
    results: values.slice(offset, offset + limit),
  }
}

// ----------------------------------------------------------------------------------------------------------- catalog

function serveCatalog(scope: FastifyInstance, app: App): void {
  scope.get('/catalog', async (request, reply) => {
    const catalog = catalogOf(app)
    const tag = `"${canonicalHash(catalog).slice(0, 32)}"`
    reply.header('etag', tag).header('cache-control', 'no-cache')
    if ((request.headers['if-none-match'] ?? '').split(/,\s*/).some((one) => one.replace(/^W\//, '') === tag)) {
      return reply.code(304).send()
    }
    return catalog
  })
  scope.get('/algorithms', async () => ({
    algorithms: [
      {
        name: ALGORITHM.name,
        description:
          'Names part by part, in any script and order; dates, numbers, countries and addresses confirm or contradict.',
        docs: null,
        features: Object.fromEntries(
          Object.entries(FEATURES).map(([name, description]) => [name, { description, coefficient: 1, url: null }]),
        ),
      },
    ],
    default: ALGORITHM.name,
    best: ALGORITHM.name,
  }))
}

const FEATURES = {
  name: 'How alike the best names of the two are, part by part',
  country: 'Countries confirm or contradict',
  birth_date: 'Dates of birth, in whole or part, confirm or contradict',
  gender: 'Genders contradict',
  identifier: 'A number that belongs to one party alone confirms',
  address: 'Addresses confirm',
  schema: 'A person is no company and no vessel',
  weak_alias: 'An alias the publisher itself calls weak counts for less',
  numbers: 'Another number in a name is another company or ship',
} as const

/** Collections and the lists in use; a list that is not here is named as not loaded. */
function catalogOf(app: App): object {
  const { sources } = app.screening.snapshot()
  const loaded = new Map(sources.flatMap((source) => source.lists.map((list) => [list, source] as const)))
  const one = (name: string, title: string, lists: readonly string[], children: readonly string[]) => {
    const scope = app.screening.scope({ name }).scope
    const used = sources.filter((source) => source.lists.some((list) => lists.includes(list)))
    const isLoaded = scope?.isLoaded ?? false
    const version = isLoaded ? canonicalHash(used.map((source) => source.version).sort()).slice(0, 16) : null
    return {
      name,
      title,
      summary: null,
      url: null,
      load: isLoaded,
      entities_url: null,
      version: version ?? 'not-loaded',
      index_version: version,
      index_current: scope?.coverage.state === 'complete',
      last_export:
        used
          .map((source) => source.dataOn ?? '')
          .sort()
          .at(-1) || null,
      children,
      coverage: scope?.coverage.state ?? 'not-performed',
    }
  }
  const datasets = [
    ...COLLECTIONS.map(({ name, title, lists }) =>
      one(
        name,
        title,
        lists,
        lists.map((list) => datasetOf(list).name),
      ),
    ),
    ...DATASETS.map(({ name, title, list }) => one(name, title, [list], [])),
  ]
  const names = (isCurrent: boolean) =>
    datasets.filter(({ load, index_current }) => load && index_current === isCurrent).map(({ name }) => name)
  return {
    datasets,
    current: names(true),
    outdated: names(false),
    index_stale: names(false).length > 0,
    lists: loaded.size,
  }
}

function titleOfDataset(name: string): string {
  return [...DATASETS, ...COLLECTIONS].find((one) => one.name === name)?.title ?? name
}

// ------------------------------------------------------------------------------------------------------ what is asked

function scopeAsked(app: App, name: string, asked: Asked): Scope {
  const { scope, unknown } = app.screening.scope({
    name,
    include: asked.texts('include_dataset'),
    exclude: asked.texts('exclude_dataset'),
  })
  if (scope === null) {
    if (unknown === name) throw new Refused(404, 'No such dataset.')
    throw new Refused(400, `No such dataset: ${unknown.slice(0, 60)}`)
  }
  // No result of a list that is not here would read like a clear one.
  if (!scope.isLoaded && name !== 'default' && name !== 'sanctions') {
    throw new Refused(
      404,
      `No such dataset is loaded: ${scope.coverage.gaps.join('; ') || 'none of its lists is here'}.`,
    )
  }
  return scope
}

/** So that a program which reads nothing but headers can tell. */
export function tellCoverage(reply: FastifyReply, { coverage }: Scope): void {
  reply.header('unblind-coverage', coverage.state)
}

/** The parameters of one request, read as FastAPI reads them: the last of a repeated one, and every fault at once. */
class Asked {
  readonly #query: Readonly<Record<string, unknown>>
  readonly #faults: object[] = []

  constructor(query: unknown) {
    this.#query = typeof query === 'object' && query !== null ? (query as Record<string, unknown>) : {}
  }

  has(name: string): boolean {
    return this.texts(name).length > 0
  }

  texts(name: string): readonly string[] {
    const value = Object.hasOwn(this.#query, name) ? this.#query[name] : undefined
    return (Array.isArray(value) ? value : [value]).filter((one) => typeof one === 'string')
  }

  text(name: string): string | null {
    return this.texts(name).at(-1) ?? null
  }

  /** Below 0 is 0. */
  count(name: string, { fallback, max }: { readonly fallback: number; readonly max: number }): number {
    const text = this.text(name)
    if (text === null) return fallback
    if (!/^[+-]?\d{1,9}$/.test(text.trim())) this.fault(name, 'int_parsing', 'Input should be a valid integer')
    else if (Number(text) > max) this.fault(name, 'less_than_equal', `Input should be less than or equal to ${max}`)
    return Math.max(0, Number(text)) || 0
  }

  fraction(name: string, fallback: number): number {
    const text = this.text(name)
    if (text === null) return fallback
    const value = text.trim() === '' ? Number.NaN : Number(text)
    if (!Number.isFinite(value)) this.fault(name, 'float_parsing', 'Input should be a valid number')
    else if (value < 0 || value > 1) this.fault(name, 'less_than_equal', 'Input should be from 0 to 1')
    return value
  }

  truth(name: string): boolean | null {
    const text = this.text(name)?.toLowerCase() ?? null
    if (text === null) return null
    if (['true', '1', 'yes', 'on', 't', 'y'].includes(text)) return true
    if (!['false', '0', 'no', 'off', 'f', 'n'].includes(text)) {
      this.fault(name, 'bool_parsing', 'Input should be a valid boolean')
    }
    return false
  }

  instant(name: string): string | null {
    const text = this.text(name)
    if (text !== null && !/^\d{4}-\d{2}-\d{2}(T\d{2}(:\d{2}(:\d{2})?)?)?$/.test(text)) {
      this.fault(name, 'string_pattern_mismatch', 'Input should be written YYYY-MM-DD or YYYY-MM-DDTHH:MM:SS')
    }
    return text
  }

  body(body: unknown): z.infer<typeof matchRequestSchema> {
    if (body === undefined || body === null)
      this.#faults.push({ type: 'missing', loc: ['body'], msg: 'Field required' })
    const read = matchRequestSchema.safeParse(body)
    if (read.success) return read.data
    if (body !== undefined && body !== null) {
      for (const { path, message } of read.error.issues) {
        this.#faults.push({ type: 'value_error', loc: ['body', ...path], msg: message })
      }
    }
    return { queries: {} }
  }

  fault(name: string, type: string, msg: string): void {
    this.#faults.push({ type, loc: ['query', name], msg, input: this.text(name) })
  }

  refuseFaults(): void {
    if (this.#faults.length > 0) throw new Refused(422, this.#faults)
  }
}
