import type { FastifyInstance } from 'fastify'
import { jsonSchemaOf } from '../assessment/index.ts'
import { APPLICATION_OPERATIONS } from './application.ts'
import { AUTHORITY_OPERATIONS } from './authority.ts'
import { BRIEF_OPERATIONS } from './brief.ts'
import { CASES_OPERATIONS } from './cases.ts'
import { CSL_OPERATIONS } from './csl.ts'
import { FORUM_OPERATIONS } from './forum.ts'
import { INFORMATION_OPERATIONS } from './information.ts'
import type { Operation } from './operation.ts'
import { MET_OPERATIONS } from './parties.ts'
import { PEOPLE_OPERATIONS } from './people.ts'
import { POST_OPERATIONS } from './post.ts'
import { SHAPES } from './shapes.ts'
import { SUPPRESSION_OPERATIONS } from './suppressions.ts'
import { WATCHMAN_OPERATIONS } from './watchman.ts'
import { WORK_OPERATIONS } from './work.ts'
import { YENTE_OPERATIONS } from './yente.ts'

type Json = Readonly<Record<string, unknown>>

/** Every path under `/v1`, and the two that tell a balancer how the process is. A test holds this to what is served. */
export const OPERATIONS: readonly Operation[] = [
  {
    method: 'post',
    path: '/v1/assessments',
    id: 'assess',
    needs: 'assess',
    summary: 'Assess one transaction; the answer is stored before it is given',
    takes: 'transaction',
    answers: 'assessment',
    status: 201,
    query: [
      { name: 'on', about: 'Planned export date in place of the one in the transaction, YYYY-MM-DD' },
      {
        name: 'lists',
        about:
          'example:NAME, to assess against the small lists that travel with an example of /v1/examples; absent: the lists in use',
      },
    ],
    refuses: [400, 413, 415],
  },
  {
    method: 'get',
    path: '/v1/assessments',
    id: 'recentAssessments',
    needs: 'cases.read',
    summary: 'The assessments kept here, newest first',
    answers: 'assessment-summaries',
    query: [{ name: 'limit', about: 'At most so many, 1 to 500; default 50', type: 'integer' }],
    refuses: [400],
  },
  {
    method: 'get',
    path: '/v1/assessments/{id}',
    id: 'openAssessment',
    needs: 'cases.read',
    summary: 'One assessment as it was answered',
    answers: 'assessment',
    refuses: [404],
  },
  {
    method: 'get',
    path: '/v1/screenings',
    id: 'screenName',
    needs: 'read',
    summary: 'Screen one name; nothing asked is stored',
    answers: 'screening',
    query: [
      { name: 'name', about: 'The name', isRequired: true },
      { name: 'schema', about: 'Person, Organization, Company, LegalEntity, Vessel, Airplane or Address; absent: any' },
      { name: 'country', about: 'ISO 3166-1 code or English name' },
    ],
    refuses: [400],
  },
  {
    method: 'post',
    path: '/v1/screenings',
    id: 'screen',
    needs: 'read',
    summary: 'Screen one name with everything known of the party; nothing asked is stored',
    takes: 'screening-request',
    answers: 'screening',
    refuses: [400, 413, 415],
  },
  {
    method: 'get',
    path: '/v1/screen/why-not',
    id: 'whyNot',
    needs: 'read',
    summary: 'Why an entry of the lists was not matched with a name, or was; nothing asked is stored',
    answers: 'why-not',
    query: [
      { name: 'name', about: 'The name', isRequired: true },
      {
        name: 'entry',
        about: 'List and key of the entry, us-sdn/123, or its name as the list has it',
        isRequired: true,
      },
      { name: 'schema', about: 'Person, Organization, Company, LegalEntity, Vessel, Airplane or Address; absent: any' },
      { name: 'country', about: 'ISO 3166-1 code or English name' },
    ],
    refuses: [400],
  },
  {
    method: 'post',
    path: '/v1/determinations',
    id: 'determine',
    needs: 'read',
    summary: 'What the law requires for one case line; nothing asked is stored',
    takes: 'case-line',
    answers: 'determination',
    refuses: [400, 413, 415],
  },
  {
    method: 'get',
    path: '/v1/status',
    id: 'status',
    needs: 'read',
    summary: 'Each list and law table with its age',
    answers: 'status',
    refuses: [],
  },
  {
    method: 'get',
    path: '/v1/countries',
    id: 'countries',
    needs: 'read',
    summary: 'Codes and names of countries',
    answers: 'countries',
    refuses: [],
  },
  {
    method: 'get',
    path: '/v1/entries',
    id: 'findEntries',
    needs: 'read',
    summary: 'Control-list entries by number or words',
    answers: 'entries',
    query: [
      { name: 'q', about: 'A number such as 5A001, its beginning, or words', isRequired: true },
      { name: 'limit', about: 'At most so many, 1 to 100; default 20', type: 'integer' },
    ],
    refuses: [400],
  },
  {
    method: 'get',
    path: '/v1/entries/{eccn}',
    id: 'entry',
    needs: 'read',
    summary: 'One entry: paragraphs, and the measurements that decide it',
    answers: 'entry',
    refuses: [404],
  },
  {
    method: 'post',
    path: '/v1/items',
    id: 'readItem',
    needs: 'read',
    summary: 'What the facts of an item point to, and the facts that would decide it; nothing asked is stored',
    takes: 'item-request',
    answers: 'item-reading',
    refuses: [400, 413, 415],
  },
  {
    method: 'get',
    path: '/v1/red-flags',
    id: 'redFlags',
    needs: 'read',
    summary: 'The catalogue of red flags',
    answers: 'red-flags',
    refuses: [],
  },
  {
    method: 'get',
    path: '/v1/examples',
    id: 'examples',
    needs: 'read',
    summary: 'Transactions to try',
    answers: 'examples',
    refuses: [],
  },
  {
    method: 'get',
    path: '/v1/schemas',
    id: 'schemas',
    needs: 'public',
    summary: 'Names of the published JSON Schemas',
    answers: null,
    refuses: [],
  },
  {
    method: 'get',
    path: '/v1/schemas/{name}',
    id: 'schema',
    needs: 'public',
    summary: 'One JSON Schema',
    answers: null,
    refuses: [404],
  },
  {
    method: 'get',
    path: '/healthz',
    id: 'healthz',
    needs: 'public',
    summary: 'The process answers',
    answers: null,
    refuses: [],
  },
  {
    method: 'get',
    path: '/readyz',
    id: 'readyz',
    needs: 'public',
    summary: 'The database answers too',
    answers: null,
    refuses: [],
  },
  ...PEOPLE_OPERATIONS,
  ...CASES_OPERATIONS,
  ...MET_OPERATIONS,
  ...SUPPRESSION_OPERATIONS,
  ...INFORMATION_OPERATIONS,
  ...WORK_OPERATIONS,
  ...APPLICATION_OPERATIONS,
  ...POST_OPERATIONS,
  ...AUTHORITY_OPERATIONS,
  ...FORUM_OPERATIONS,
  ...BRIEF_OPERATIONS,
  ...YENTE_OPERATIONS,
  ...WATCHMAN_OPERATIONS,
  ...CSL_OPERATIONS,
]

/** The OpenAPI 3.1 description of this server, made from the schemas the program reads and writes with. */
export function openApiDocument(version: string): Json {
  const paths: Record<string, Record<string, Json>> = {}
  for (const operation of OPERATIONS) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: operationDocument(operation) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Unblind',
      version,
      summary: 'Export-control human-rights due diligence',
      description:
        'Every assessment has three answers that are never one word: the law, the coverage and the action. Unknown is never read as no; not screened is never clear. Not legal advice: it proposes, and a named person decides.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    paths,
    components: { schemas: componentSchemas() },
  }
}

export function serveOpenApi(server: FastifyInstance, version: string): void {
  let text: string | null = null
  server.get('/openapi.json', async (_request, reply) => {
    text ??= JSON.stringify(openApiDocument(version))
    return reply.header('cache-control', 'no-cache').type('application/json; charset=utf-8').send(text)
  })
}

function operationDocument(operation: Operation): Json {
  const inPath = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }))
  const inQuery = (operation.query ?? []).map(({ name, about, isRequired = false, type = 'string' }) => ({
    name,
    in: 'query',
    required: isRequired,
    description: about,
    schema: { type },
  }))
  const parameters = [...inPath, ...inQuery]
  return {
    operationId: operation.id,
    summary: operation.summary,
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(operation.takes === undefined
      ? {}
      : { requestBody: { required: true, content: bodyContent(operation.takes, operation.takesJsonAlone) } }),
    responses: {
      [operation.status ?? 200]: {
        description: operation.answers === null ? 'Done' : `A ${operation.answers.replace(/-/g, ' ')}`,
        content: {
          'application/json': { schema: operation.answers === null ? { type: 'object' } : referTo(operation.answers) },
        },
        ...(operation.status === 201
          ? { headers: { location: { description: 'Where it can be opened again', schema: { type: 'string' } } } }
          : {}),
      },
      ...Object.fromEntries(
        operation.refuses.map((status) => [status, problemResponse(status, operation.refusesWith)] as const),
      ),
      500: problemResponse(500),
    },
  }
}

const REFUSALS: Readonly<Record<number, string>> = {
  400: 'There is something to correct; each fault names its field',
  401: 'Nobody is signed in, or name and password do not belong together',
  404: 'There is nothing here',
  408: 'The body did not come in time',
  409: 'This cannot be done now; the sentence says what stands in the way',
  413: 'The body is larger than 5 MB',
  414: 'The address is longer than 60,000 bytes',
  415: 'The body is neither JSON nor YAML',
  422: 'A parameter or a field of the body does not fit; each with its place',
  429: 'Tried too often; `retry-after` says how long to wait',
  503: 'Others come first; `retry-after` says how long to wait',
  500: 'Something failed on our side; nothing was stored',
}

function problemResponse(status: number, shape = 'problem'): Json {
  const type = shape === 'problem' ? 'application/problem+json' : 'application/json'
  return {
    description: REFUSALS[status] ?? 'A problem',
    content: { [type]: { schema: referTo(shape) } },
  }
}

function bodyContent(shape: string, isJsonAlone = false): Json {
  const schema = referTo(shape)
  return { 'application/json': { schema }, ...(isJsonAlone ? {} : { 'application/yaml': { schema } }) }
}

function referTo(shape: string): Json {
  return { $ref: `#/components/schemas/${shape}` }
}

/** Each shape as a component; definitions inside a shape become components of their own, named after it. */
function componentSchemas(): Json {
  const components: Record<string, unknown> = {}
  for (const [name, shape] of Object.entries(SHAPES)) {
    const { $schema: _dialect, $defs, ...schema } = jsonSchemaOf(shape)
    components[name] = relinked(schema, name)
    if (typeof $defs !== 'object' || $defs === null) continue
    for (const [inner, definition] of Object.entries($defs)) components[`${name}.${inner}`] = relinked(definition, name)
  }
  return components
}

/** A schema with its own references turned into references between components. */
function relinked(value: unknown, name: string): unknown {
  if (Array.isArray(value)) return value.map((one) => relinked(one, name))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      if (key !== '$ref' || typeof inner !== 'string') return [key, relinked(inner, name)]
      if (inner === '#') return [key, `#/components/schemas/${name}`]
      return [key, inner.replace(/^#\/\$defs\/(.+)$/, `#/components/schemas/${name}.$1`)]
    }),
  )
}
