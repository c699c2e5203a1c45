/**
 * The thirteen lists of the Consolidated Screening List as the search of the International Trade Administration answers
 * them: its parameters, its fields. `coverage` and the header `unblind-coverage` say what it cannot: whether no result is
 * clear.
 * SOURCE: https://developer.trade.gov, Consolidated Screening List API v1
 */
import type { FastifyInstance, FastifyReply } from 'fastify'
import { type App, holdsWords, matchOf, type Scope } from '../app/index.ts'
import { MAX_NAME_LENGTH } from '../assessment/index.ts'
import { parseCountry } from '../base/index.ts'
import { DATASETS, datasetOf, type ListedParty, type ListId, listingId, type PartySchema } from '../lists/index.ts'
import { ALGORITHM } from '../match/index.ts'
import type { Operation } from './operation.ts'
import { tellCoverage } from './yente.ts'

const PATH = '/consolidated_screening_list/v1'
const MAX_SIZE = 50
const ONE = 1_000_000

const ADDRESS_PARAMETERS = ['address', 'city', 'state', 'postal_code', 'full_address'] as const
const READ = new Set([
  ...['name', 'fuzzy_name', 'sources', 'types', 'countries', 'offset', 'size', 'subscription-key'],
  ...ADDRESS_PARAMETERS,
])

export const CSL_OPERATIONS: readonly Operation[] = [
  {
    method: 'get',
    path: `${PATH}/search`,
    id: 'cslSearch',
    needs: 'read',
    summary: 'Search the Consolidated Screening List; as its own search answers it',
    answers: null,
    query: [
      { name: 'name', about: 'The name; absent: every entry that the rest lets through' },
      {
        name: 'fuzzy_name',
        about: `true: entries from ${ALGORITHM.floor / 10_000} of 100; else from ${ALGORITHM.threshold / 10_000}, and all that hold every word`,
      },
      { name: 'sources', about: 'Codes of lists, with commas: SDN,EL' },
      { name: 'types', about: 'Individual, Entity, Vessel, Aircraft, with commas' },
      { name: 'countries', about: 'ISO 3166-1 codes, with commas' },
      ...ADDRESS_PARAMETERS.map((name) => ({ name, about: 'Words that one address must hold' })),
      { name: 'offset', about: 'Leave out so many first', type: 'integer' as const },
      { name: 'size', about: 'At most so many, 1 to 50; default 10', type: 'integer' as const },
    ],
    refuses: [400],
    refusesWith: 'error-sentence',
  },
  {
    method: 'get',
    path: `${PATH}/sources`,
    id: 'cslSources',
    needs: 'read',
    summary: 'The lists of the Consolidated Screening List, and how fresh each is here',
    answers: null,
    refuses: [],
  },
]

class Refused extends Error {}

export async function serveCsl(server: FastifyInstance, app: App): Promise<void> {
  await server.register(async (scope) => {
    scope.addHook('onRequest', async (_request, reply) => {
      reply.header('cache-control', 'no-store')
    })
    scope.setErrorHandler((error: Error, _request, reply) => {
      if (!(error instanceof Refused)) throw error
      return reply.code(400).send({ error: error.message })
    })
    scope.get(`${PATH}/search`, async (request, reply) => search(app, request.query, reply))
    scope.get(`${PATH}/sources`, async (_request, reply) => sources(app, reply))
  })
}

// ------------------------------------------------------------------------------------------------------ what is asked

const TYPES: Readonly<Record<string, readonly PartySchema[]>> = {
  // Of some entries the publishers do not say which they are.
  individual: ['Person', 'LegalEntity'],
  entity: ['Company', 'Organization', 'LegalEntity', 'Address'],
  vessel: ['Vessel'],
  aircraft: ['Airplane'],
}

const CODES: ReadonlyMap<string, ListId> = new Map(
  DATASETS.flatMap(({ csl, list }) => (csl === null ? [] : [[csl.code, list] as const])),
)

type Asked = {
  readonly name: string
  readonly isFuzzy: boolean
  readonly lists: readonly ListId[]
  readonly schemas: readonly PartySchema[]
  readonly countries: readonly string[]
  readonly addresses: readonly string[]
  readonly offset: number
  readonly size: number
  readonly notes: readonly string[]
}

function readAsked(asked: unknown): Asked {
  const parameters = typeof asked === 'object' && asked !== null ? (asked as Record<string, unknown>) : {}
  const texts = (name: string) =>
    (Object.hasOwn(parameters, name) ? [parameters[name]].flat() : []).filter((value) => typeof value === 'string')
  const text = (name: string) => {
    const value = texts(name).at(-1)?.trim() ?? ''
    if (value.length > MAX_NAME_LENGTH || !value.isWellFormed()) {
      throw new Refused(`\`${name}\` is longer than ${MAX_NAME_LENGTH} characters or no valid Unicode`)
    }
    return value
  }
  const several = (name: string) =>
    texts(name)
      .flatMap((value) => value.split(','))
      .map((value) => value.trim())
      .filter(Boolean)
  const lists = several('sources').map((code) => {
    const list = CODES.get(code.toUpperCase())
    if (list === undefined)
      throw new Refused(
        `\`sources\`: there is no list \`${code.slice(0, 40)}\`; there are ${[...CODES.keys()].join(', ')}`,
      )
    return list
  })
  const schemas = several('types').flatMap((type) => {
    const known = Object.hasOwn(TYPES, type.toLowerCase()) ? TYPES[type.toLowerCase()] : undefined
    if (known === undefined)
      throw new Refused(`\`types\`: \`${type.slice(0, 40)}\` is not one of Individual, Entity, Vessel, Aircraft`)
    return known
  })
  const countries = several('countries').map((place) => {
    const code = parseCountry(place)
    if (code === null)
      throw new Refused(`\`countries\`: \`${place.slice(0, 40)}\` is not a country we know; write its ISO 3166-1 code`)
    return code as string
  })
  const fuzzy = text('fuzzy_name').toLowerCase()
  if (!['', 'true', 'false'].includes(fuzzy)) throw new Refused('`fuzzy_name` is true or false')
  return {
    name: text('name'),
    isFuzzy: fuzzy === 'true',
    lists: lists.length === 0 ? [...CODES.values()] : lists,
    schemas,
    countries,
    addresses: ADDRESS_PARAMETERS.map(text).filter(Boolean),
    offset: readWhole('offset', text('offset'), { fallback: 0, min: 0, max: 1_000_000 }),
    size: readWhole('size', text('size'), { fallback: 10, min: 1, max: MAX_SIZE }),
    notes: Object.keys(parameters).flatMap((name) => (READ.has(name) ? [] : [`\`${name.slice(0, 60)}\` is not read`])),
  }
}

function readWhole(
  name: string,
  text: string,
  { fallback, min, max }: { readonly fallback: number; readonly min: number; readonly max: number },
): number {
  if (text === '') return fallback
  const value = /^\d{1,9}$/.test(text) ? Number(text) : -1
  if (value < min || value > max) throw new Refused(`\`${name}\` is not a whole number from ${min} to ${max}`)
  return value
}

// ------------------------------------------------------------------------------------------------------------ answers

type Found = { readonly party: ListedParty; readonly score: number | null }

function search(app: App, parameters: unknown, reply: FastifyReply): object {
  const asked = readAsked(parameters)
  const scope = scopeOf(app, asked.lists)
  const found = named(app, asked).filter(({ party }) => isAsked(party, asked))
  tellCoverage(reply, scope)
  return {
    total: found.length,
    offset: asked.offset,
    sources: counted(found),
    results: found.slice(asked.offset, asked.offset + asked.size).map(resultOf),
    coverage: scope.coverage,
    notes: asked.notes,
  }
}

function scopeOf(app: App, lists: readonly ListId[]): Scope {
  const { scope } = app.screening.scope({
    name: 'us_trade_csl',
    include: lists.map((list) => datasetOf(list).name),
  })
  if (scope === null) throw new Error('the table of lists names a list that nobody knows')
  // No result of lists that are not here would read like a clear one.
  if (!scope.isLoaded) throw new Refused(`nothing was screened: ${scope.coverage.gaps.join('; ')}`)
  return scope
}

/** What the engine finds and, beside it, every entry that holds every word asked for; best first. */
function named(app: App, { name, isFuzzy, lists }: Asked): readonly Found[] {
  const within = new Set(lists)
  if (name === '') return app.screening.withWords('', within).map((party) => ({ party, score: null }))
  const query = { name }
  const alike = app.screening.listings(query, within, isFuzzy ? ALGORITHM.floor : ALGORITHM.threshold)
  const known = new Set(alike.map(({ party }) => party))
  const worded = app.screening.withWords(name, within).filter((party) => !known.has(party))
  return [
    ...alike.map(({ party, match }) => ({ party, score: match.score })),
    ...worded.map((party) => ({ party, score: matchOf(query, party).score })),
  ].sort((a, b) => b.score - a.score)
}

function isAsked({ schema, properties }: ListedParty, { schemas, countries, addresses }: Asked): boolean {
  const of = (...names: readonly string[]) => names.flatMap((name) => properties[name] ?? [])
  if (schemas.length > 0 && !schemas.includes(schema)) return false
  const own = of('country', 'nationality', 'flag')
  if (countries.length > 0 && !own.some((code) => countries.includes(code))) return false
  return addresses.every((text) => holdsWords(of('address'), text))
}

function counted(found: readonly Found[]): readonly object[] {
  const counts = new Map<string, number>()
  for (const { party } of found) {
    const label = datasetOf(party.list).csl?.label ?? party.list
    counts.set(label, (counts.get(label) ?? 0) + 1)
  }
  return [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([value, count]) => ({ count, value }))
}

const TYPE_WORDS: Readonly<Partial<Record<PartySchema, string>>> = {
  Person: 'Individual',
  Company: 'Entity',
  Organization: 'Entity',
  Vessel: 'Vessel',
  Airplane: 'Aircraft',
}

function resultOf({ party, score }: Found): object {
  const { list, entryKey, schema, properties, listing } = party
  const csl = datasetOf(list).csl
  const of = (...names: readonly string[]) => names.flatMap((name) => properties[name] ?? [])
  const first = (...names: readonly string[]) => of(...names)[0] ?? null
  const isNumbered = /^\d{1,9}$/.test(entryKey)
  return {
    id: isNumbered ? `${csl?.code ?? list}-${entryKey}` : listingId(party),
    source: csl?.label ?? list,
    entity_number: isNumbered ? Number(entryKey) : null,
    type: TYPE_WORDS[schema] ?? null,
    name: first('name'),
    title: first('title', 'position'),
    alt_names: of('alias', 'weakAlias', 'previousName'),
    // Publishers write an address as one text; which part is a city, nobody knows for certain.
    addresses: of('address').map((address) => ({ address, city: null, state: null, postal_code: null, country: null })),
    programs: listing.programmes,
    federal_register_notice: listing.federalRegister.join('; ') || null,
    standard_order: listing.standardOrder,
    license_requirement: listing.licenceRequirement,
    license_policy: listing.licencePolicy,
    start_date: listing.startOn,
    end_date: listing.endOn,
    call_sign: first('callSign'),
    vessel_type: first('vesselType'),
    gross_tonnage: first('tonnage'),
    gross_registered_tonnage: first('grossRegisteredTonnage'),
    vessel_flag: first('flag'),
    vessel_owner: first('owner'),
    remarks: listing.remarks,
    nationalities: of('nationality'),
    citizenships: of('nationality'),
    dates_of_birth: of('birthDate'),
    places_of_birth: of('birthPlace', 'bornAt'),
    ids: NUMBERS.flatMap(([property, type]) =>
      of(property).map((number) => ({ type, number, country: null, issue_date: null, expiration_date: null })),
    ),
    source_list_url: first('sourceUrl'),
    source_information_url: null,
    country: first('country'),
    /** Of 100; `null`: no name was asked for. */
    score: score === null ? null : score / (ONE / 100),
    entry_version: party.entryVersion,
  }
}

const NUMBERS = [
  ['passportNumber', 'Passport'],
  ['idNumber', 'Identification Number'],
  ['registrationNumber', 'Registration Number'],
  ['taxNumber', 'Tax ID No.'],
  ['imoNumber', 'Vessel Registration Identification'],
  ['mmsi', 'MMSI'],
  ['cryptoWallet', 'Digital Currency Address'],
] as const

function sources(app: App, reply: FastifyReply): object {
  const { parties, sources: used } = app.screening.snapshot()
  const { scope } = app.screening.scope({ name: 'us_trade_csl' })
  if (scope === null) throw new Error('the table of lists names no Consolidated Screening List')
  tellCoverage(reply, scope)
  return {
    results: [...CODES].map(([code, list]) => {
      const source = used.find((one) => one.source !== 'starter' && one.lists.includes(list))
      return {
        source: datasetOf(list).csl?.label ?? list,
        code,
        source_last_updated: source?.dataOn ?? null,
        last_imported: source?.retrievedOn ?? null,
        count: parties.filter((party) => party.list === list).length,
      }
    }),
    coverage: scope.coverage,
  }
}
