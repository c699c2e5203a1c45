import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { country, day } from '../src/base/index.ts'
import {
  type Determination,
  determine,
  END_USER_TYPES,
  type EndUseFacts,
  type ItemFacts,
  type LineFacts,
  type Listing,
  type OwnerFacts,
  PARTY_ROLES,
  type PartyFacts,
  type Requirement,
} from '../src/law/index.ts'
import { CIVIL_USE } from './orders.ts'
import { shippedLaw } from './shipped-law.ts'

/** Laws that hold for every line: what is not known never frees, what is added never frees, order never matters. */
const tables = shippedLaw()

/** Enough to be quick on a loaded machine; the laws were also run 6,000 times each. */
const RUNS = { numRuns: 200 }

const countries = fc.constantFrom(
  ...['CN', 'HK', 'MO', 'RU', 'BY', 'IR', 'KP', 'CU', 'SY', 'IQ', 'VE', 'NI', 'MM', 'EG', 'KE', 'DE', 'CA', 'AU'].map(
    country,
  ),
  ...['MX', 'IN', 'AE', 'PK', 'LY', 'SD', 'UA', 'UA-43', 'SG', 'TW', 'TR', 'ZA', 'IL', 'VN'].map(country),
)

/** Countries on the way, some of General Prohibition Eight and some not. */
const ways = fc.subarray(['RU', 'KP', 'CU', 'VN', 'KZ', 'UA-43', 'FR', 'AE'].map(country))

const items = fc.constantFrom<readonly [string, string | undefined]>(
  ['EAR99', undefined],
  ['5A001', 'f.1'],
  ['5A001', 'f.2'],
  ['5A001', 'j'],
  ['5A001', undefined],
  ['3A981', undefined],
  ['0A982', undefined],
  ['0A503', undefined],
  ['0A983', undefined],
  ['5A980', undefined],
  ['0A502', undefined],
  ['6A003', 'b.4.b'],
  ['6A003', undefined],
  ['6A993', 'a'],
  ['5A992', 'c'],
  ['5A002', undefined],
  ['4A005', undefined],
  ['3A991', undefined],
  ['4A994', undefined],
  ['9A012', 'a.1'],
  ['5E001', 'a'],
  ['0A505', 'c'],
  ['9A610', 'y'],
)

const lists = fc.constantFrom('us-sdn', 'us-entity-list', 'us-dpl', 'us-uvl', 'us-meu', 'us-ssi', 'un-sc', 'us-isn')

const listing: fc.Arbitrary<Listing> = fc.record({
  list: lists,
  entryKey: fc.constantFrom('a', 'b'),
  name: fc.constantFrom('Fictional Trading One', 'Fictional Trading Two'),
  identity: fc.constantFrom('confirmed', 'presumed', 'possible'),
  programmes: fc.constantFrom<readonly string[]>([], ['GLOMAG'], ['SDGT'], ['NPWMD']),
  licenceRequirement: fc.constantFrom(
    null,
    'For all items subject to the EAR',
    'All items subject to the EAR except for food or medicine designated as EAR99.',
    'For some items only',
  ),
  licencePolicy: fc.constantFrom(null, 'Presumption of denial'),
  federalRegister: fc.constant([]),
  startOn: fc.constantFrom(null, day('2019-10-09')),
  endOn: fc.constantFrom(null, day('2025-01-01'), day('2030-01-01')),
  isAddressOnly: fc.boolean(),
  countries: fc.constant([]),
})

const percent = fc.constantFrom(10, 25, 30, 49.99, 50, 60, 100)

const { owner } = fc.letrec<{ owner: OwnerFacts }>((tie) => ({
  owner: fc.record(
    {
      name: fc.constantFrom('Fictional Holding A', 'Fictional Holding B', 'Fictional Holding C'),
      percent,
      listings: fc.array(listing, { maxLength: 1 }),
      owners: fc.array(tie('owner'), { maxLength: 2, depthIdentifier: 'owner' }),
    },
    { requiredKeys: ['name', 'listings'] },
  ),
}))

const partyFields = {
  ref: fc.constantFrom('p1', 'p2', 'p3', 'p4'),
  name: fc.constantFrom('Fictional Buyer', 'Fictional Agent', 'Fictional Bureau'),
  roles: fc.uniqueArray(fc.constantFrom(...PARTY_ROLES), { minLength: 1, maxLength: 2 }),
  country: countries,
  endUserType: fc.constantFrom(...END_USER_TYPES),
  isMilitaryEndUser: fc.boolean(),
  takesPossession: fc.boolean(),
  listings: fc.array(listing, { maxLength: 2 }),
  owners: fc.array(owner, { maxLength: 3 }),
  isScreened: fc.constantFrom(true, true, true, false),
}
const party: fc.Arbitrary<PartyFacts> = fc
  .record(partyFields, { requiredKeys: ['ref', 'name', 'roles', 'listings', 'isScreened'] })
  // A civil type says by itself that the party is no military end user: a claim against it is no missing fact.
  .filter(({ endUserType, isMilitaryEndUser }) => !(endUserType === 'civil' && isMilitaryEndUser === true))
  .filter(({ endUserType, isMilitaryEndUser }) => !(endUserType === 'individual' && isMilitaryEndUser === true))
  // State organs and natural persons have no owners: owners given for one contradict its type.
  .map(({ owners, ...each }) => (owners && mayBeOwned(each.endUserType) ? { ...each, owners } : each))

function mayBeOwned(type: PartyFacts['endUserType']): boolean {
  return type === undefined || ['civil', 'other-security', 'unknown'].includes(type)
}

const measurements = fc.record(
  {
    frameRateHz: fc.constantFrom(9, 30, 60, 61),
    focalPlaneElements: fc.constantFrom(76_800, 111_000, 111_001),
    barrelLengthInches: fc.constantFrom(17, 18, 24),
    isFoodOrMedicine: fc.boolean(),
    isInSupplement2: fc.boolean(),
    isInRussiaSupplements: fc.boolean(),
    isInIranSupplement7: fc.boolean(),
    // Only as `no`: a `yes` against an end use that was denied to be military is no missing fact.
    isForMilitaryCommodity0A919: fc.constant(false),
    meets3A090Or4A090: fc.boolean(),
    isIn74423Scope: fc.boolean(),
    isUnderOfacGeneralLicence: fc.boolean(),
    hasContentWithoutDeMinimis: fc.boolean(),
    isStandardsRelease: fc.boolean(),
  },
  { requiredKeys: [] },
)

const endUse: fc.Arbitrary<EndUseFacts> = fc.record(
  {
    isMilitary: fc.boolean(),
    isNuclear: fc.boolean(),
    isMissile: fc.boolean(),
    isChemicalOrBiological: fc.boolean(),
    isMaritimeNuclear: fc.boolean(),
    isAdvancedComputing: fc.boolean(),
    isMilitaryIntelligence: fc.boolean(),
    isForPoliceResale: fc.boolean(),
    isEmbeddedInCivilProduct: fc.boolean(),
    isUnauthorisedIntrusion: fc.boolean(),
    isRussianEnergyProject: fc.boolean(),
    isInfectiousDiseaseCare: fc.boolean(),
  },
  { requiredKeys: [] },
)

const item: fc.Arbitrary<ItemFacts> = fc
  .tuple(
    items,
    fc.record(
      {
        form: fc.constantFrom('commodity', 'software', 'technology'),
        valueUsd: fc.constantFrom('400', '5000', '60000'),
        isUsOrigin: fc.boolean(),
        controlledUsContentPercent: fc.constantFrom(0, 10, 11, 25, 26),
        isForeignDirectProduct: fc.boolean(),
      },
      { requiredKeys: [] },
    ),
    measurements,
  )
  .map(([[eccn, paragraph], rest, measured]) => ({
    ref: 'line',
    eccn,
    ...(paragraph === undefined ? {} : { paragraph }),
    ...rest,
    measurements: measured,
  }))

const days = fc.constantFrom(
  ...[
    '2024-01-01',
    '2025-09-28',
    '2025-09-29',
    '2025-11-09',
    '2025-11-10',
    '2026-11-09',
    '2026-11-10',
    '2027-06-30',
  ].map(day),
)

const line: fc.Arbitrary<LineFacts> = fc.record(
  {
    on: days,
    kind: fc.constantFrom('export', 'reexport', 'in-country', 'deemed'),
    item,
    to: countries,
    via: fc.oneof({ weight: 4, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: ways }),
    exporter: fc.record(
      { isUsPerson: fc.boolean(), isCommunicationsProvider: fc.boolean(), isUsGovernmentOrContractor: fc.boolean() },
      { requiredKeys: [] },
    ),
    parties: fc.array(party, { minLength: 1, maxLength: 3 }),
    endUse,
    statementsOnFile: fc.subarray(['STA prior consignee statement', 'TSR written assurance']),
  },
  { requiredKeys: ['on', 'kind', 'item', 'to', 'via', 'exporter', 'endUse', 'statementsOnFile'] },
)

/** A line as close to free as a line gets, so that removing one fact has something to break. */
const ordinaryLine: fc.Arbitrary<LineFacts> = line.map((facts) => ({
  ...facts,
  kind: 'export',
  item: { ...facts.item, isUsOrigin: true },
  exporter: { isUsPerson: true, ...facts.exporter },
  endUse: CIVIL_USE,
  parties: (facts.parties ?? []).map(({ isMilitaryEndUser: _, ...each }) => ({
    ...each,
    roles: ['purchaser', 'end-user'],
    country: facts.to,
    endUserType: 'civil',
    isScreened: true,
    listings: each.listings.slice(0, 1),
    owners: each.owners ?? [],
  })),
}))

type Path = readonly (string | number)[]

/** Every fact that may be absent. `otherAgency` is left out: a classification under the EAR is itself the answer to it. */
const REMOVABLE = new Set([
  ...Object.keys(partyFields),
  ...[
    'percent',
    'owners',
    'parties',
    'paragraph',
    'eccn',
    'form',
    'valueUsd',
    'isUsOrigin',
    'controlledUsContentPercent',
  ],
  ...['isForeignDirectProduct', 'isUsPerson', 'isCommunicationsProvider', 'isUsGovernmentOrContractor'],
])
const NEEDED = new Set(['ref', 'name', 'roles', 'listings', 'isScreened'])

function removablePaths(value: unknown, at: Path = [], isMap = false): Path[] {
  if (Array.isArray(value)) return value.flatMap((each, index) => removablePaths(each, [...at, index]))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => {
    const here = [...at, key]
    if (key === 'listings') return []
    const deeper = removablePaths(inner, here, key === 'measurements' || key === 'endUse')
    return (isMap || REMOVABLE.has(key)) && !NEEDED.has(key) ? [here, ...deeper] : deeper
  })
}

function without<T>(value: T, [head, ...rest]: Path): T {
  if (Array.isArray(value)) return value.map((each, index) => (index === head ? without(each, rest) : each)) as T
  if (typeof value !== 'object' || value === null || head === undefined) return value
  const entries = Object.entries(value)
  return (
    rest.length === 0
      ? Object.fromEntries(entries.filter(([key]) => key !== head))
      : Object.fromEntries(entries.map(([key, inner]) => [key, key === head ? without(inner, rest) : inner]))
  ) as T
}

const FREE = ['no-licence-required', 'not-subject', 'other-agency']

function nameOf({ rule, column, party, paragraph, reason }: Requirement): string {
  return [rule, column, party, paragraph, reason].join(' ')
}

function missing(before: Determination, after: Determination): readonly string[] {
  const left = new Set(after.requirements.map(nameOf))
  return before.requirements.map(nameOf).filter((name) => !left.has(name))
}

describe('what is not known never frees', () => {
  it.each([
    ['any line', line],
    ['an ordinary line', ordinaryLine],
  ])('removing one fact of %s never turns a requirement or a question into freedom', (_name, lines) => {
    fc.assert(
      fc.property(lines, fc.nat(), (facts, pick) => {
        const paths = removablePaths(facts)
        const path = paths[pick % Math.max(1, paths.length)]
        if (path === undefined) return
        const before = determine(facts, tables).outcome
        const after = determine(without(facts, path), tables).outcome
        expect(FREE.includes(after) && !FREE.includes(before), `${path.join('.')}: ${before} became ${after}`).toBe(
          false,
        )
      }),
      RUNS,
    )
  })

  it('a party that was not screened is never free', () => {
    fc.assert(
      fc.property(ordinaryLine, (facts) => {
        const unscreened = { ...facts, parties: (facts.parties ?? []).map((each) => ({ ...each, isScreened: false })) }
        expect(FREE).not.toContain(determine(unscreened, tables).outcome)
      }),
      RUNS,
    )
  })

  it('no fact at all about the sale leaves every item undecided or restricted', () => {
    fc.assert(
      fc.property(items, countries, days, ([eccn, paragraph], to, on) => {
        const bare: LineFacts = {
          on,
          kind: 'export',
          item: { ref: 'line', eccn, ...(paragraph === undefined ? {} : { paragraph }), measurements: {} },
          to,
          via: [],
          exporter: {},
          endUse: {},
          statementsOnFile: [],
        }
        expect(FREE).not.toContain(determine(bare, tables).outcome)
      }),
      RUNS,
    )
  })
})

describe('what is added never frees', () => {
  it('adding a listed party keeps every requirement', () => {
    fc.assert(
      fc.property(line, party, listing, (facts, added, entry) => {
        const before = determine(facts, tables)
        const parties = [...(facts.parties ?? []), { ...added, ref: 'added', listings: [entry] }]
        expect(missing(before, determine({ ...facts, parties }, tables))).toEqual([])
      }),
      RUNS,
    )
  })

  it('adding a listed owner keeps every requirement', () => {
    fc.assert(
      fc.property(line, listing, percent, (facts, entry, share) => {
        const added: OwnerFacts = { name: 'Fictional Owner', percent: share, listings: [entry], owners: [] }
        const parties = (facts.parties ?? []).map((each, index) =>
          index === 0 && each.owners ? { ...each, owners: [...each.owners, added] } : each,
        )
        expect(missing(determine(facts, tables), determine({ ...facts, parties }, tables))).toEqual([])
      }),
      RUNS,
    )
  })

  it('raising the share of a listed owner never frees', () => {
    fc.assert(
      fc.property(line, (facts) => {
        const parties = (facts.parties ?? []).map((each) =>
          each.owners
            ? {
                ...each,
                owners: each.owners.map((one) => (one.listings.length > 0 ? { ...one, percent: 100 } : one)),
              }
            : each,
        )
        const before = determine(facts, tables).outcome
        const after = determine({ ...facts, parties }, tables).outcome
        expect(before === 'prohibited' && after !== 'prohibited').toBe(false)
        expect(before === 'licence-required' && FREE.includes(after)).toBe(false)
      }),
      RUNS,
    )
  })
})

describe('a place on the way', () => {
  it('adding it keeps every requirement and frees nothing', () => {
    fc.assert(
      fc.property(fc.oneof(line, ordinaryLine), ways, (facts, via) => {
        const before = determine({ ...facts, via: [] }, tables)
        const after = determine({ ...facts, via }, tables)
        expect(missing(before, after)).toEqual([])
        expect(FREE.includes(after.outcome) && !FREE.includes(before.outcome)).toBe(false)
      }),
      RUNS,
    )
  })
})

describe('Hong Kong is China', () => {
  it('the same line to either needs the same licences and has the same exceptions', () => {
    fc.assert(
      fc.property(fc.oneof(line, ordinaryLine), (facts) => {
        const [china, hongKong] = ['CN', 'HK'].map(country).map((to) => {
          // Users of either are in the place read, so that both lines have as many destinations.
          const parties = (facts.parties ?? []).map((each) =>
            each.country === 'CN' || each.country === 'HK' ? { ...each, country: to } : each,
          )
          const answer = determine({ ...facts, to, ...(facts.parties ? { parties } : {}) }, tables)
          const exceptions = answer.exceptions.map(({ code, available }) => [code, available])
          return { outcome: answer.outcome, needs: new Set(answer.requirements.map(nameOf).sort()), exceptions }
        })
        expect(hongKong).toEqual(china)
      }),
      { numRuns: 400 },
    )
  })
})

describe('order never matters', () => {
  it('parties, listings and owners in another order give the same answer to the letter', () => {
    fc.assert(
      fc.property(line, (facts) => {
        const turned: LineFacts = {
          ...facts,
          ...(facts.parties ? { parties: facts.parties.map(turnParty).reverse() } : {}),
          statementsOnFile: [...facts.statementsOnFile].reverse(),
        }
        expect(determine(turned, tables)).toEqual(determine(facts, tables))
      }),
      RUNS,
    )
  })

  it('the same line asked twice gives the same answer', () => {
    fc.assert(
      fc.property(line, (facts) => {
        expect(determine(facts, tables)).toEqual(determine(structuredClone(facts), tables))
      }),
      RUNS,
    )
  })
})

function turnParty(each: PartyFacts): PartyFacts {
  return {
    ...each,
    listings: [...each.listings].reverse(),
    ...(each.owners ? { owners: each.owners.map(turnOwner).reverse() } : {}),
  }
}

function turnOwner(each: OwnerFacts): OwnerFacts {
  return { ...each, ...(each.owners ? { owners: each.owners.map(turnOwner).reverse() } : {}) }
}

describe('an answer holds together', () => {
  it('freedom and an open exception leave no question, a requirement always says what made it', () => {
    fc.assert(
      fc.property(fc.oneof(line, ordinaryLine), (facts) => {
        const { outcome, questions, requirements, exceptions } = determine(facts, tables)
        if (FREE.includes(outcome)) expect(questions).toEqual([])
        if (outcome === 'no-licence-required') expect(requirements).toEqual([])
        if (outcome === 'undecided') expect(questions.length).toBeGreaterThan(0)
        if (outcome === 'exception-available') expect(exceptions.some(({ available }) => available)).toBe(true)
        for (const each of requirements) {
          expect(each.because.length).toBeGreaterThan(0)
          expect(each.paragraph).toMatch(/\d/)
        }
        for (const each of exceptions) if (each.available) expect(each.barredBy).toEqual([])
        expect(new Set(questions.map(({ id }) => id)).size).toBe(questions.length)
      }),
      RUNS,
    )
  })
})
