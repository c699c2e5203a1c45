import { z } from 'zod'
import { type CountryCode, type Day, err, given, ok, parseCountry, parseDay, type Result } from '../base/index.ts'
import { LIST_IDS, type ListId } from '../lists/index.ts'
import {
  END_USER_TYPES,
  type EndUseFacts,
  type LineFacts,
  type Listing,
  type OwnerFacts,
  PARTY_ROLES,
  type PartyFacts,
  TRANSACTION_KINDS,
} from './facts.ts'

/** What is wrong with a case line: the field, and a sentence that says what to do. */
export type CaseLineProblem = { readonly kind: 'case-line.invalid'; readonly field: string; readonly sentence: string }

const day = z.string().transform((value, context): Day => {
  const parsed = parseDay(value)
  if (parsed !== null) return parsed
  context.addIssue({ code: 'custom', message: `\`${value.slice(0, 60)}\` is not a day; write YYYY-MM-DD` })
  return z.NEVER
})

const country = z.string().transform((value, context): CountryCode => {
  const parsed = parseCountry(value)
  if (parsed !== null) return parsed
  context.addIssue({
    code: 'custom',
    message: `\`${value.slice(0, 60)}\` is not a country we know; write its ISO 3166-1 code, such as EG`,
  })
  return z.NEVER
})

const eccn = z.string().transform((value, context): string => {
  const upper = value.trim().toUpperCase()
  if (upper === 'EAR99' || /^\d[A-E][0-9Y]\d{2}$/.test(upper)) return upper
  context.addIssue({
    code: 'custom',
    message: `\`${value.slice(0, 60)}\` is not an ECCN; write five characters such as 5A001, or EAR99, and the paragraph apart`,
  })
  return z.NEVER
})

const paragraph = z
  .string()
  .transform((value) => value.trim().toLowerCase().replace(/^\./, ''))
  .refine((value) => /^[a-z0-9]{1,4}(\.[a-z0-9]{1,4})*$/.test(value), {
    error: 'is not a paragraph; write it like `f.1`',
  })

const percent = z.number().min(0, { error: 'is below 0' }).max(100, { error: 'is over 100; a share is 0 to 100' })

const amount = z
  .union([z.string(), z.number().transform(String)])
  .refine((value) => /^\d{1,15}(\.\d{1,6})?$/.test(value), { error: 'is not an amount; write digits such as 12500.00' })

/** Other ways a list is called. Keys are lower case with hyphens. */
const LIST_ALIASES: Readonly<Record<string, ListId>> = {
  sdn: 'us-sdn',
  'ofac-sdn': 'us-sdn',
  el: 'us-entity-list',
  'entity-list': 'us-entity-list',
  'bis-entity-list': 'us-entity-list',
  dpl: 'us-dpl',
  'denied-persons': 'us-dpl',
  'denied-persons-list': 'us-dpl',
  uvl: 'us-uvl',
  'unverified-list': 'us-uvl',
  meu: 'us-meu',
  'meu-list': 'us-meu',
  'military-end-user-list': 'us-meu',
  ssi: 'us-ssi',
  cmic: 'us-cmic',
  'ns-cmic': 'us-cmic',
  cap: 'us-cap',
  capta: 'us-cap',
  mbs: 'us-mbs',
  'ns-mbs': 'us-mbs',
  fse: 'us-fse',
  plc: 'us-plc',
  isn: 'us-isn',
  dtc: 'us-dtc',
  uflpa: 'us-uflpa',
  un: 'un-sc',
}

/** A list nobody knows is refused: dropped in silence it would read as a party on no list. */
const listName = z.string().transform((value, context): ListId => {
  const written = value
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, '-')
  const known =
    LIST_IDS.find((id) => id === written) ?? (Object.hasOwn(LIST_ALIASES, written) ? LIST_ALIASES[written] : undefined)
  if (known !== undefined) return known
  context.addIssue({
    code: 'custom',
    message: `\`${value.slice(0, 60)}\` is not a list we know; write one of ${LIST_IDS.join(', ')}`,
  })
  return z.NEVER
})

const AGENCIES: readonly string[] = ['DDTC', 'NRC', 'DOE', 'USPTO', 'OFAC', 'DEA', 'FDA']

/** `none`: the Commerce Department's own, under whatever name. */
const agency = z.string().transform((value, context): string => {
  const written = value.trim().toUpperCase()
  if (['NONE', 'BIS', 'COMMERCE'].includes(written)) return 'none'
  if (AGENCIES.includes(written)) return written
  context.addIssue({
    code: 'custom',
    message: `\`${value.slice(0, 60)}\` is not an agency we know; write none or one of ${AGENCIES.join(', ')}`,
  })
  return z.NEVER
})

const listing = z.union([
  listName,
  z.strictObject({
    list: listName,
    entryKey: z.string().optional(),
    name: z.string().optional(),
    identity: z.enum(['confirmed', 'presumed', 'possible']).optional(),
    programmes: z.array(z.string()).optional(),
    licenceRequirement: z.string().nullable().optional(),
    licencePolicy: z.string().nullable().optional(),
    startOn: day.optional(),
    endOn: day.optional(),
    addressOnly: z.boolean().optional(),
    countries: z.array(country).optional(),
  }),
])
type ListingInput = z.output<typeof listing>

const listings = z.union([listing.transform((one) => [one]), z.array(listing).max(50)])

type OwnerInput = {
  readonly name?: string | undefined
  readonly percent?: number | undefined
  readonly listed?: readonly ListingInput[] | undefined
  readonly owners?: readonly OwnerInput[] | undefined
}

const owner: z.ZodType<OwnerInput> = z.strictObject({
  name: z.string().optional(),
  percent: percent.optional(),
  listed: listings.optional(),
  owners: z.lazy(() => z.array(owner).max(50)).optional(),
})

const party = z.strictObject({
  ref: z.string().optional(),
  name: z.string().optional(),
  roles: z
    .array(z.enum(PARTY_ROLES))
    .min(1, { error: 'is empty; say what the party does, such as end-user' })
    .optional(),
  role: z.enum(PARTY_ROLES).optional(),
  country: country.optional(),
  endUserType: z.enum(END_USER_TYPES).optional(),
  militaryEndUser: z.boolean().optional(),
  takesPossession: z.boolean().optional(),
  listed: listings.optional(),
  owners: z.array(owner).max(50).optional(),
  screened: z.boolean().optional(),
})
type PartyInput = z.output<typeof party>

const USE_FLAGS = {
  military: 'isMilitary',
  nuclear: 'isNuclear',
  missile: 'isMissile',
  chemicalOrBiological: 'isChemicalOrBiological',
  maritimeNuclear: 'isMaritimeNuclear',
  advancedComputing: 'isAdvancedComputing',
  militaryIntelligence: 'isMilitaryIntelligence',
  policeResale: 'isForPoliceResale',
  embeddedInCivilProduct: 'isEmbeddedInCivilProduct',
  unauthorisedIntrusion: 'isUnauthorisedIntrusion',
  russianEnergyProject: 'isRussianEnergyProject',
  infectiousDiseaseCare: 'isInfectiousDiseaseCare',
} as const satisfies Readonly<Record<string, keyof EndUseFacts>>
type UseFlag = keyof typeof USE_FLAGS

/** Uses that make a sale anything but ordinary; `assume: ordinary` denies each. */
const DENIED_WHEN_ORDINARY: readonly UseFlag[] = [
  'military',
  'nuclear',
  'missile',
  'chemicalOrBiological',
  'maritimeNuclear',
  'advancedComputing',
  'militaryIntelligence',
  'policeResale',
  'embeddedInCivilProduct',
  'unauthorisedIntrusion',
  'russianEnergyProject',
]

const flags = z.record(z.string(), z.boolean())
const endUse = z.union([z.string().max(20_000), z.looseObject({ text: z.string().max(20_000).optional() })])

const caseLine = z.strictObject({
  eccn: eccn.optional(),
  paragraph: paragraph.optional(),
  form: z.enum(['commodity', 'software', 'technology']).optional(),
  to: country,
  from: country.optional(),
  via: z.array(country).max(20).optional(),
  kind: z.enum(TRANSACTION_KINDS).optional(),
  on: day.optional(),
  valueUsd: amount.optional(),
  hts: z.string().optional(),
  measurements: z.record(z.string().max(60), z.union([z.number(), z.boolean(), z.string().max(200)])).optional(),
  usOrigin: z.boolean().optional(),
  usContentPercent: percent.optional(),
  foreignDirectProduct: z.boolean().optional(),
  otherAgency: agency.optional(),
  usPerson: z.boolean().optional(),
  communicationsProvider: z.boolean().optional(),
  usGovernment: z.boolean().optional(),
  endUserType: z.enum(END_USER_TYPES).optional(),
  militaryEndUser: z.boolean().optional(),
  listed: listings.optional(),
  owners: z.array(owner).max(50).optional(),
  parties: z.array(party).max(200).optional(),
  endUse: endUse.optional(),
  statements: z.array(z.string().max(200)).max(50).optional(),
  assume: z.literal('ordinary').optional(),
  // Labels and the answer the writer expects: not facts, and not read here.
  id: z.union([z.string(), z.number()]).optional(),
  name: z.string().optional(),
  note: z.string().optional(),
  source: z.string().optional(),
  expected: z.unknown().optional(),
})
type CaseLine = z.output<typeof caseLine>

/** The facts of one line by name, as JSON Schema tells them. What a line leaves out is not known. */
export const caseLineSchema = caseLine.describe('Facts of one line of one transaction, by name; absent is not known')

/** Names a case line may carry. */
export const CASE_LINE_KEYS: readonly string[] = Object.keys(caseLine.shape)

/**
 * Facts of one line written by name: `{ eccn, paragraph, to, endUserType, endUse, on, ... }`.
 * What is absent stays unknown and becomes a question. `assume: 'ordinary'` fills the rest with an ordinary sale: made
 * in and sent from the US by a US person to a civil private buyer in no list, owned by nobody listed, no use of concern.
 * `today` stands in for an absent `on`.
 */
export function readCaseLine(input: unknown, today: Day): Result<LineFacts, CaseLineProblem> {
  if (isDeeperThan(input, MAX_DEPTH))
    return err(invalid('line', `is nested more than ${MAX_DEPTH} levels deep; name the owners that matter`))
  const parsed = caseLine.safeParse(input)
  if (!parsed.success) return err(problemOf(parsed.error))
  const use = readEndUse(parsed.data.endUse)
  if (!use.ok) return use
  return ok(factsOf(parsed.data, use.value, today))
}

/** Levels of objects and lists in one line; twenty owners of owners fit. */
const MAX_DEPTH = 64

function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  return levels === 0 || Object.values(value).some((inner) => isDeeperThan(inner, levels - 1))
}

function factsOf(line: CaseLine, use: EndUseFacts, today: Day): LineFacts {
  const isOrdinary = line.assume === 'ordinary'
  const kind = line.kind ?? 'export'
  const from = line.from ?? (isOrdinary && kind === 'export' ? parseCountry('US') : undefined)
  const parties = partiesOf(line, isOrdinary)
  return {
    on: line.on ?? today,
    kind,
    item: {
      ref: 'line',
      ...given('eccn', line.eccn),
      ...given('paragraph', line.paragraph),
      ...given('form', line.form),
      measurements: line.measurements ?? {},
      ...given('valueUsd', line.valueUsd),
      ...given('hts', line.hts),
      ...given('isUsOrigin', line.usOrigin ?? (isOrdinary ? true : undefined)),
      ...given('controlledUsContentPercent', line.usContentPercent),
      ...given('isForeignDirectProduct', line.foreignDirectProduct),
      ...given('otherAgency', line.otherAgency ?? (isOrdinary ? 'none' : undefined)),
    },
    ...given('from', from ?? undefined),
    to: line.to,
    via: line.via ?? [],
    exporter: {
      ...given('isUsPerson', line.usPerson ?? (isOrdinary ? true : undefined)),
      ...given('isCommunicationsProvider', line.communicationsProvider),
      ...given('isUsGovernmentOrContractor', line.usGovernment),
    },
    ...given('parties', parties),
    endUse: isOrdinary ? { ...ordinaryUse(use.text), ...use } : use,
    statementsOnFile: line.statements ?? [],
  }
}

/** Words in a use that an assumed denial must not talk over: the flag then stays unknown. */
const USE_WORDS: Partial<Record<UseFlag, RegExp>> = {
  military: /militar|army|armed forces|navy|air force|troops|weapon|munition|defen[cs]e|\bPLA\b/i,
  militaryIntelligence: /intelligence|reconnaissance/i,
  policeResale: /police|law enforcement|gendarm/i,
  nuclear: /nuclear|uranium|plutonium|reactor/i,
  missile: /missile|rocket|\bUAVs?\b|drone|unmanned/i,
  chemicalOrBiological: /chemical weapon|biological weapon|nerve agent|toxin|pathogen/i,
  maritimeNuclear: /submarine|naval propulsion/i,
  advancedComputing: /supercomput|advanced[- ]node|chip ?making|semiconductor fab/i,
  unauthorisedIntrusion: /intrusion|hack|spyware|exploit/i,
}

function ordinaryUse(text = ''): EndUseFacts {
  const denied = DENIED_WHEN_ORDINARY.filter((flag) => USE_WORDS[flag]?.test(text) !== true)
  return Object.fromEntries(denied.map((flag) => [USE_FLAGS[flag], false]))
}

/** The parties named; else the one buyer the line speaks of; else nobody. */
function partiesOf(line: CaseLine, isOrdinary: boolean): readonly PartyFacts[] | undefined {
  if (line.parties !== undefined) return line.parties.map((each, at) => partyOf(each, at, line.to, isOrdinary))
  const speaksOfBuyer = [line.endUserType, line.militaryEndUser, line.listed, line.owners].some(
    (each) => each !== undefined,
  )
  if (!speaksOfBuyer && !isOrdinary) return undefined
  const buyer: PartyInput = {
    ref: 'buyer',
    name: 'the buyer',
    roles: ['purchaser', 'ultimate-consignee', 'end-user'],
    ...given('country', isOrdinary ? line.to : undefined),
    ...given('endUserType', line.endUserType),
    ...given('militaryEndUser', line.militaryEndUser),
    ...given('listed', line.listed),
    ...given('owners', line.owners),
  }
  return [partyOf(buyer, 0, line.to, isOrdinary)]
}

function partyOf(party: PartyInput, at: number, to: CountryCode, isOrdinary: boolean): PartyFacts {
  const ref = party.ref ?? `p${at + 1}`
  const endUserType = party.endUserType ?? (isOrdinary ? 'civil' : undefined)
  return {
    ref,
    name: party.name ?? ref,
    roles: party.roles ?? [party.role ?? 'end-user'],
    ...given('country', party.country ?? (isOrdinary ? to : undefined)),
    ...given('endUserType', endUserType),
    ...given('isMilitaryEndUser', party.militaryEndUser),
    ...given('takesPossession', party.takesPossession),
    listings: (party.listed ?? []).map(listingOf),
    ...given(
      'owners',
      party.owners?.map((owner, at) => ownerOf(owner, at, isOrdinary)) ?? (isOrdinary ? [] : undefined),
    ),
    // A line that says what a party is listed as has looked; a line that says nothing has not.
    isScreened: party.screened ?? (isOrdinary || party.listed !== undefined),
  }
}

function ownerOf(input: OwnerInput, at: number, isOrdinary: boolean): OwnerFacts {
  return {
    name: input.name ?? `owner ${at + 1}`,
    ...given('percent', input.percent),
    listings: (input.listed ?? []).map(listingOf),
    ...given(
      'owners',
      input.owners?.map((owner, at) => ownerOf(owner, at, isOrdinary)) ?? (isOrdinary ? [] : undefined),
    ),
  }
}

function listingOf(input: ListingInput): Listing {
  const given = typeof input === 'string' ? { list: input } : input
  const { list } = given
  return {
    list,
    entryKey: given.entryKey ?? `${list} entry`,
    name: given.name ?? `entry on ${list}`,
    identity: given.identity ?? 'confirmed',
    programmes: given.programmes ?? [],
    licenceRequirement: given.licenceRequirement ?? null,
    licencePolicy: given.licencePolicy ?? null,
    federalRegister: [],
    startOn: given.startOn ?? null,
    endOn: given.endOn ?? null,
    isAddressOnly: given.addressOnly ?? false,
    countries: given.countries ?? [],
  }
}

function readEndUse(input: CaseLine['endUse']): Result<EndUseFacts, CaseLineProblem> {
  if (input === undefined) return ok({})
  if (typeof input === 'string') return ok(readUseWord(input))
  const { text, ...rest } = input
  const read = flags.safeParse(rest)
  if (!read.success) return err(problemOf(read.error, 'endUse'))
  const facts: Partial<Record<keyof EndUseFacts, boolean | string>> = text === undefined ? {} : { text }
  for (const [key, value] of Object.entries(read.data)) {
    const flag = flagOf(key)
    if (flag === null)
      return err(invalid(`endUse.${key}`, `is not a use we know; write one of ${Object.keys(USE_FLAGS).join(', ')}`))
    facts[flag] = value
  }
  return ok(facts as EndUseFacts)
}

/** One word names a use; `civil` denies every use of concern; anything else is text and settles nothing. */
function readUseWord(word: string): EndUseFacts {
  const flag = flagOf(word.trim().replace(/[-_ ]+([a-zA-Z])/g, (_, letter: string) => letter.toUpperCase()))
  if (flag !== null) return { text: word, [flag]: true }
  return word.trim().toLowerCase() === 'civil' ? { text: word, ...ordinaryUse() } : { text: word }
}

function flagOf(key: string): keyof EndUseFacts | null {
  const flag = Object.entries(USE_FLAGS).find(([name, fact]) => name === key || fact === key)
  return flag ? flag[1] : null
}

function problemOf(error: z.ZodError, prefix = ''): CaseLineProblem {
  const issue = error.issues[0]
  if (!issue) return invalid(prefix, 'is not a case line')
  const path = [prefix, ...issue.path.map(String)].filter((part) => part !== '').join('.')
  if (issue.code === 'unrecognized_keys') {
    const key = issue.keys[0] ?? ''
    const field = path === '' ? key : `${path}.${key}`
    return invalid(
      field,
      `is not a fact we know; write one of ${path === '' ? CASE_LINE_KEYS.join(', ') : 'the documented names'}`,
    )
  }
  if (path === '') return invalid('line', 'is not an object of facts; write `{"eccn": "5A001", "to": "CN"}`')
  const isMissing = issue.code === 'invalid_type' && issue.input === undefined
  return invalid(path, isMissing ? 'is missing' : issue.message)
}

function invalid(field: string, complaint: string): CaseLineProblem {
  return { kind: 'case-line.invalid', field, sentence: `\`${field}\` ${complaint}` }
}
