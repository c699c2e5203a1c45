/**
 * The lists as moov-io/watchman answers them under `/v2`, one result for each listing. `coverage`, `notes` and the header
 * `unblind-coverage` say what it cannot: whether no result is clear, and which parameters were not compared.
 * SOURCE: https://moov-io.github.io/watchman/
 */
import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import { type App, type ListingMatch, PROGRAM_VERSION, type Scope } from '../app/index.ts'
import { MAX_NAME_LENGTH } from '../assessment/index.ts'
import { canonicalHash, given, parseCountry } from '../base/index.ts'
import { DATASETS, datasetOf, type ListedParty, type ListId, type PartySchema } from '../lists/index.ts'
import { ALGORITHM, type Query, type Schema } from '../match/index.ts'
import type { Operation } from './operation.ts'
import { tellCoverage } from './yente.ts'

const MAX_RESULTS = 100
const MAX_VALUES = 50
const ONE = 1_000_000

const errorSchema = z.object({ error: z.string() }).describe('Why not')

export const WATCHMAN_SHAPES = { 'error-sentence': errorSchema }

export const WATCHMAN_OPERATIONS: readonly Operation[] = [
  {
    method: 'get',
    path: '/v2/search',
    id: 'watchmanSearch',
    needs: 'read',
    summary: 'Screen one party given in parameters; as watchman answers it',
    answers: null,
    query: [
      { name: 'name', about: 'The name; or give a number, or sourceID' },
      { name: 'altNames', about: 'Repeatable; other names of the same party' },
      { name: 'type', about: 'person, business, organization, aircraft or vessel; absent: any' },
      { name: 'source', about: 'A list by the name /v2/listinfo gives it; absent: every list' },
      { name: 'sourceID', about: 'The publisher’s own number or our key of one entry' },
      { name: 'limit', about: 'At most so many, 1 to 100; default 10', type: 'integer' },
      { name: 'minMatch', about: `Least score, 0 to 1; default ${ALGORITHM.floor / ONE}` },
      { name: 'debug', about: 'true: with how the score was made' },
      { name: 'birthDate', about: 'YYYY, YYYY-MM or YYYY-MM-DD' },
      { name: 'gender', about: 'male or female' },
      { name: 'flag', about: 'Country of a vessel or aircraft' },
      ...['imoNumber', 'mmsi', 'callSign'].map((name) => ({ name, about: 'Of a vessel' })),
      { name: 'address', about: 'Repeatable' },
      { name: 'cryptoAddress', about: 'Repeatable; CURRENCY:ADDRESS' },
      { name: 'gov_passport', about: 'COUNTRY:NUMBER; any `gov_` of watchman is read' },
    ],
    refuses: [400],
    refusesWith: 'error-sentence',
  },
  {
    method: 'get',
    path: '/v2/listinfo',
    id: 'watchmanLists',
    needs: 'read',
    summary: 'Parties and hash of each list in use; as watchman answers it',
    answers: null,
    refuses: [],
  },
]

class Refused extends Error {}

export async function serveWatchman(server: FastifyInstance, app: App): Promise<void> {
  await server.register(async (scope) => {
    scope.addHook('onRequest', async (_request, reply) => {
      reply.header('cache-control', 'no-store')
    })
    scope.setErrorHandler((error: Error, _request, reply) => {
      if (!(error instanceof Refused)) throw error
      return reply.code(400).send({ error: error.message })
    })
    scope.get('/v2/search', async (request, reply) => search(app, request.query, reply))
    scope.get('/v2/listinfo', async (_request, reply) => listInfo(app, reply))
  })
}

// ------------------------------------------------------------------------------------------------------ what is asked

/** Our schemas of each of its types; of a party whose kind is not known, and of an address, any type may be meant. */
const TYPES: Readonly<Record<string, { readonly asked: Schema; readonly kept: readonly PartySchema[] }>> = {
  person: { asked: 'Person', kept: ['Person', 'LegalEntity', 'Address'] },
  business: { asked: 'Company', kept: ['Company', 'Organization', 'LegalEntity', 'Address'] },
  organization: { asked: 'Organization', kept: ['Company', 'Organization', 'LegalEntity', 'Address'] },
  aircraft: { asked: 'Airplane', kept: ['Airplane'] },
  vessel: { asked: 'Vessel', kept: ['Vessel'] },
}

const READ = new Set([
  ...[
    'name',
    'altNames',
    'type',
    'source',
    'sourceID',
    'limit',
    'minMatch',
    'algorithm',
    'requestID',
    'debug',
    'format',
  ],
  ...['birthDate', 'gender', 'flag', 'imoNumber', 'mmsi', 'callSign'],
  ...['address', 'addresses', 'cryptoAddress', 'cryptoAddresses'],
])

type Asked = {
  readonly query: Query
  readonly sourceId: string | null
  readonly type: string | null
  readonly source: string | null
  readonly limit: number
  readonly floor: number
  readonly isExplained: boolean
  readonly requestId: string
  readonly notes: readonly string[]
}

function readAsked(asked: unknown): Asked {
  const parameters = typeof asked === 'object' && asked !== null ? (asked as Record<string, unknown>) : {}
  const notes: string[] = []
  const all = (...names: readonly string[]) =>
    names
      .flatMap((name) => (Object.hasOwn(parameters, name) ? parameters[name] : []))
      .flatMap((value) => (typeof value === 'string' && value.trim() !== '' ? [value.trim()] : []))
  const one = (name: string) => all(name)[0] ?? null
  const numbers = Object.keys(parameters).filter((name) => name.startsWith('gov_'))
  for (const name of Object.keys(parameters)) {
    if (!READ.has(name) && !numbers.includes(name)) notes.push(`\`${name.slice(0, 60)}\` is not compared`)
  }
  const type = one('type')
  if (type !== null && !Object.hasOwn(TYPES, type)) {
    throw new Refused(`\`type\` is not one of ${Object.keys(TYPES).join(', ')}`)
  }
  const algorithm = one('algorithm')
  if (algorithm !== null && algorithm !== ALGORITHM.name) {
    throw new Refused(`\`algorithm\`: this server scores by \`${ALGORITHM.name}\` alone; leave it out`)
  }
  if ((one('format') ?? 'watchman') !== 'watchman') throw new Refused('`format`: this server answers `watchman` alone')
  const names = [...all('name'), ...all('altNames')]
  const identifiers = [
    ...all('imoNumber', 'mmsi', 'callSign'),
    ...all('cryptoAddress', 'cryptoAddresses', ...numbers).map((value) => value.slice(value.indexOf(':') + 1)),
  ]
  const addresses = all('address', 'addresses')
  for (const text of [...names, ...identifiers, ...addresses]) {
    if (text.length > MAX_NAME_LENGTH || !text.isWellFormed()) {
      throw new Refused(`a value is longer than ${MAX_NAME_LENGTH} characters or no valid Unicode`)
    }
  }
  if (names.length + identifiers.length + addresses.length > MAX_VALUES) {
    throw new Refused(`more than ${MAX_VALUES} names, numbers and addresses; ask about one party at a time`)
  }
  const sourceId = one('sourceID')
  if (names.length === 0 && identifiers.length === 0 && sourceId === null) {
    throw new Refused('`name` is missing, and no number or `sourceID` is given to screen by')
  }
  const countries = all('flag').flatMap((text) => {
    const code = parseCountry(text)
    if (code === null) notes.push(`\`${text.slice(0, 60)}\` is not a country we know: it was not compared`)
    return code ?? []
  })
  const [name = '', ...otherNames] = names
  return {
    query: {
      name,
      ...some('otherNames', otherNames),
      ...given('schema', type === null ? undefined : TYPES[type]?.asked),
      ...some('countries', countries),
      ...some('addresses', addresses),
      ...some('birthDates', all('birthDate')),
      ...some('identifiers', identifiers),
      ...some('genders', all('gender')),
    },
    sourceId,
    type,
    source: one('source'),
    limit: readLimit(one('limit'), notes),
    floor: readFloor(one('minMatch')),
    isExplained: !['false', 'no', '0', null].includes(one('debug')),
    requestId: one('requestID') ?? '',
    notes,
  }
}

function some<Key extends string>(key: Key, values: readonly string[]): { readonly [K in Key]?: readonly string[] } {
  return given(key, values.length === 0 ? undefined : values)
}

function readLimit(text: string | null, notes: string[]): number {
  if (text === null) return 10
  if (!/^\d{1,9}$/.test(text) || Number(text) < 1) throw new Refused('`limit` is not a whole number from 1 to 100')
  if (Number(text) > MAX_RESULTS) notes.push(`at most ${MAX_RESULTS} results are given`)
  return Math.min(Number(text), MAX_RESULTS)
}

/** Millionths. */
function readFloor(text: string | null): number {
  if (text === null) return ALGORITHM.floor
  const least = Number(text)
  if (!(least >= 0 && least <= 1)) throw new Refused('`minMatch` is not a number from 0 to 1')
  return Math.max(1, Math.floor(least * ONE))
}

// ------------------------------------------------------------------------------------------------------------ answers

function search(app: App, parameters: unknown, reply: FastifyReply): object {
  const asked = readAsked(parameters)
  const { scope, lists } = scopeOfSource(app, asked.source)
  const kept = asked.type === null ? undefined : TYPES[asked.type]?.kept
  const isById = asked.query.name === '' && asked.query.identifiers === undefined
  const found = (isById ? [] : app.screening.listings(asked.query, lists, asked.floor)).filter(
    ({ party }) =>
      (kept === undefined || kept.includes(party.schema)) &&
      (asked.sourceId === null || party.entryKey === asked.sourceId),
  )
  const named = isById && asked.sourceId !== null ? withSourceId(app, asked.sourceId, lists) : []
  tellCoverage(reply, scope)
  return {
    query: queryEntity(asked),
    entities: [
      ...found.slice(0, asked.limit).map((match) => searched(match, asked.isExplained)),
      ...named.slice(0, asked.limit).map((party) => ({ ...entityOf(party), match: 1 })),
    ],
    total: found.length + named.length,
    coverage: scope.coverage,
    notes: asked.notes,
  }
}

function scopeOfSource(
  app: App,
  source: string | null,
): { readonly scope: Scope; readonly lists: ReadonlySet<ListId> } {
  const named = DATASETS.filter(
    ({ watchman }) => source === null || watchman === source || (source === 'us_csl' && isOfCsl(watchman)),
  )
  if (named.length === 0)
    throw new Refused(`\`source\`: there is no list \`${source?.slice(0, 60)}\`; /v2/listinfo names those in use`)
  const { scope } = app.screening.scope({
    name: 'default',
    ...(source === null ? {} : { include: named.map(({ name }) => name) }),
  })
  if (scope === null) throw new Error('the table of lists names a list that nobody knows')
  if (source !== null && !scope.isLoaded) {
    throw new Refused(
      `\`source\`: \`${source.slice(0, 60)}\` is not loaded here, so nothing was screened: ${scope.coverage.gaps.join('; ')}`,
    )
  }
  return { scope, lists: scope.lists }
}

/** Its consolidated list holds the lists of Commerce and State, and OFAC's that are not the SDN list. */
function isOfCsl(watchman: string): boolean {
  return watchman === 'us_csl' || watchman === 'us_non_sdn'
}

function withSourceId(app: App, sourceId: string, lists: ReadonlySet<ListId>): readonly ListedParty[] {
  return app.screening.withWords('', lists).filter(({ entryKey }) => entryKey === sourceId)
}

function searched({ party, match }: ListingMatch, isExplained: boolean): object {
  return {
    ...entityOf(party),
    match: match.score / ONE,
    ...(isExplained ? { debug: { algorithm: ALGORITHM.name, explanation: match.explanation } } : {}),
  }
}

const KINDS: Readonly<Record<PartySchema, string>> = {
  Person: 'person',
  Company: 'business',
  Organization: 'organization',
  LegalEntity: 'unknown',
  Address: 'unknown',
  Vessel: 'vessel',
  Airplane: 'aircraft',
}

function entityOf(party: ListedParty): object {
  const { properties, listing } = party
  const of = (...names: readonly string[]) => names.flatMap((name) => properties[name] ?? [])
  const first = (...names: readonly string[]) => of(...names)[0] ?? null
  const orNull = (values: readonly unknown[]) => (values.length === 0 ? null : values)
  const kind = KINDS[party.schema]
  const name = first('name') ?? party.entryKey
  const altNames = orNull(of('alias', 'weakAlias', 'previousName'))
  const country = first('country', 'nationality') ?? ''
  const governmentIDs = orNull([
    ...of('passportNumber').map((identifier) => ({ type: 'passport', country, identifier })),
    ...of('idNumber').map((identifier) => ({ type: 'national-id', country, identifier })),
    ...of('taxNumber').map((identifier) => ({ type: 'tax-id', country, identifier })),
    ...of('registrationNumber').map((identifier) => ({ type: 'business-registration', country, identifier })),
  ])
  const body = { name, altNames, created: instant(first('incorporationDate')), dissolved: null, governmentIDs }
  return {
    name,
    entityType: kind,
    sourceList: datasetOf(party.list).watchman,
    sourceID: party.entryKey,
    person:
      kind === 'person'
        ? {
            name,
            altNames,
            gender: first('gender') ?? '',
            birthDate: instant(first('birthDate')),
            deathDate: instant(first('deathDate')),
            placeOfBirth: first('birthPlace', 'bornAt') ?? '',
            titles: orNull(of('title', 'position')),
            governmentIDs,
          }
        : null,
    business: kind === 'business' ? body : null,
    organization: kind === 'organization' ? body : null,
    aircraft:
      kind === 'aircraft'
        ? {
            name,
            altNames,
            type: '',
            flag: first('flag') ?? '',
            built: null,
            icaoCode: '',
            model: first('model') ?? '',
            serialNumber: first('serialNumber') ?? '',
          }
        : null,
    vessel:
      kind === 'vessel'
        ? {
            name,
            altNames,
            imoNumber: first('imoNumber') ?? '',
            type: first('vesselType') ?? '',
            flag: first('flag') ?? '',
            built: instant(first('buildDate')),
            model: '',
            tonnage: whole(first('tonnage')),
            mmsi: first('mmsi') ?? '',
            callSign: first('callSign') ?? '',
            grossRegisteredTonnage: whole(first('grossRegisteredTonnage')),
            owner: first('owner') ?? '',
          }
        : null,
    contact: {
      emailAddresses: orNull(of('email')),
      phoneNumbers: orNull(of('phone')),
      faxNumbers: null,
      websites: orNull(of('website')),
    },
    // Publishers write an address as one text; which part is a city, nobody knows for certain.
    addresses: orNull(
      of('address').map((line1) => ({ line1, line2: '', city: '', postalCode: '', state: '', country: '' })),
    ),
    cryptoAddresses: orNull(of('cryptoWallet').map((address) => ({ currency: '', address }))),
    affiliations: orNull(of('linkedTo').map((entityName) => ({ entityName, type: 'Linked To', details: '' }))),
    sanctionsInfo:
      listing.programmes.length === 0
        ? null
        : { programs: listing.programmes, secondary: false, description: listing.remarks ?? '' },
    historicalInfo: orNull(of('previousName').map((value) => ({ type: 'Former Name', value, date: null }))),
    sourceData: { list: party.list, entryVersion: party.entryVersion, schema: party.schema, properties, listing },
  }
}

/** A date that is not known to the day is told in `sourceData` alone. */
function instant(text: string | null): string | null {
  return text !== null && /^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : null
}

function whole(text: string | null): number {
  return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : 0
}

function queryEntity({ query, type, requestId }: Asked): object {
  return {
    name: query.name,
    entityType: type ?? '',
    sourceList: 'api-request',
    sourceID: requestId,
    person: null,
    business: null,
    organization: null,
    aircraft: null,
    vessel: null,
    ...(type === null
      ? {}
      : {
          [type]: {
            name: query.name,
            altNames: query.otherNames ?? null,
            ...(type === 'person'
              ? { birthDate: instant(query.birthDates?.[0] ?? null), gender: query.genders?.[0] ?? '' }
              : {}),
          },
        }),
    contact: { emailAddresses: null, phoneNumbers: null, faxNumbers: null, websites: null },
    addresses:
      query.addresses?.map((line1) => ({ line1, line2: '', city: '', postalCode: '', state: '', country: '' })) ?? null,
    cryptoAddresses: null,
    affiliations: null,
    sanctionsInfo: null,
    historicalInfo: null,
    sourceData: null,
  }
}

function listInfo(app: App, reply: FastifyReply): object {
  const { parties, sources } = app.screening.snapshot()
  const counts: Record<string, number> = {}
  for (const { list } of parties) {
    const name = datasetOf(list).watchman
    counts[name] = (counts[name] ?? 0) + 1
  }
  const hashOf = (name: string) =>
    canonicalHash(
      sources
        .filter((source) => source.lists.some((list) => datasetOf(list).watchman === name))
        .map(({ version }) => version)
        .sort(),
    )
  const fetched = sources.flatMap(({ retrievedOn, dataOn }) => retrievedOn ?? dataOn ?? []).sort()
  const { scope } = app.screening.scope({ name: 'default' })
  if (scope === null) throw new Error('the table of lists names no collection of every list')
  tellCoverage(reply, scope)
  return {
    lists: counts,
    listHashes: Object.fromEntries(Object.keys(counts).map((name) => [name, hashOf(name)])),
    startedAt: instant(fetched[0] ?? null),
    endedAt: instant(fetched.at(-1) ?? null),
    version: PROGRAM_VERSION,
    coverage: scope.coverage,
  }
}
