import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, canonicalHash, day, parseCountry, type Sha256, sha256 } from '../base/index.ts'
import { ALGORITHM } from '../match/index.ts'
import { screenParty } from './screen-parties.ts'
import { buildSnapshot } from './snapshot.ts'
import {
  boundTo,
  type ListedSubject,
  lapsesOf,
  type Suppression,
  subjectOf,
  subjectOfOwner,
  suppressionOf,
  whyNotSuppressible,
} from './suppression.ts'
import type { Transaction } from './transaction.ts'

type Party = Transaction['parties'][number]

const TODAY = day('2026-07-20')
const EGYPT = parseCountry('EG') ?? undefined

const PARTY: Party = {
  ref: 'buyer',
  name: 'Fictional Trading Two Ltd',
  otherNames: ['Fictional Trading'],
  schema: 'Company',
  roles: ['end-user'],
  country: EGYPT,
  addresses: ['1 Fictional Street, Cairo'],
  birthDates: [],
  identifiers: ['FIC-2222'],
  unit: 'Purchasing',
  endUserType: 'civil',
  isMilitaryEndUser: false,
  ownersAsked: true,
  owners: [{ name: 'Fictional Holding', percent: 24.5 }],
}

const LISTED = {
  list: 'own' as const,
  entryKey: '7',
  schema: 'Company' as const,
  properties: {
    name: ['Fictional Trading Two Ltd'],
    alias: ['Fictional Two'],
    country: ['EG'],
    address: ['9 Another Street'],
    birthDate: ['1990'],
    registrationNumber: ['OTHER-1'],
    gender: ['male'],
    notes: ['Not compared'],
  },
  listing: {
    programmes: [],
    licenceRequirement: null,
    licencePolicy: null,
    federalRegister: [],
    startOn: null,
    endOn: null,
    standardOrder: null,
    remarks: null,
  },
  grounds: [],
}

const ENTRY = { ...LISTED, entryVersion: versionOf(LISTED.properties) }

function versionOf(properties: object): Sha256 {
  return canonicalHash(properties)
}

function suppressed(party = PARTY, entry: ListedSubject = ENTRY, change: Partial<Suppression> = {}): Suppression {
  return {
    id: '01S',
    bound: boundTo(subjectOf(party), entry, ALGORITHM.name),
    reason: 'another company of the same name, founded elsewhere',
    evidence: ['register extract'],
    until: addDays(TODAY, 90),
    by: { id: 'ada', name: 'Officer Ada' },
    second: { id: 'ben', name: 'Officer Ben' },
    withdrawn: null,
    ...change,
  }
}

function screened(party: Party, entry: typeof ENTRY, suppressions: readonly Suppression[], on = TODAY) {
  const source = {
    source: 'own' as const,
    title: 'Own list',
    lists: ['own' as const],
    version: sha256('own'),
    dataOn: TODAY,
    retrievedOn: TODAY,
    parties: 1,
    quarantined: null,
  }
  const snapshot = buildSnapshot([{ source, parties: [entry] }])
  return screenParty(party, 'buyer', snapshot, [], { suppressions, on })
}

describe('the suppression of a false match', () => {
  it('silences the match it was made of, which stays in the answer and is counted', () => {
    const { answer, facts } = screened(PARTY, ENTRY, [suppressed()])
    expect(answer.hits).toHaveLength(1)
    expect(answer.hits[0]).toMatchObject({ identity: 'false-match', suppression: { id: '01S', lapsed: [] } })
    expect(answer.screening).toMatchObject({
      state: 'hits',
      because: '1 listed entry matched, 1 silenced as a false match by two people',
    })
    expect(facts.listings).toEqual([])
  })

  it('holds whatever the party does in the next transaction', () => {
    const elsewhere: Party = { ...PARTY, ref: 'p9', roles: ['purchaser'], takesPossession: true }
    expect(screened(elsewhere, ENTRY, [suppressed()]).answer.hits[0]?.identity).toBe('false-match')
  })

  const CHANGES_OF_PARTY: Readonly<Record<string, Partial<Party>>> = {
    'its name': { name: 'Fictional Trading Two Limited' },
    'another name': { otherNames: ['Fictional Trading', 'Fictional Two'] },
    'its unit': { unit: 'Sales' },
    'its kind': { schema: 'Organization' },
    'its country': { country: parseCountry('LY') ?? undefined },
    'its address': { addresses: ['2 Fictional Street, Cairo'] },
    'a birth date': { birthDates: ['1990-01-01'] },
    'a number': { identifiers: ['FIC-2222', 'FIC-3'] },
    'what it is': { endUserType: 'police' },
    'whether it is military': { isMilitaryEndUser: true },
    'whether its owners were asked': { ownersAsked: false },
    'a share in it': { owners: [{ name: 'Fictional Holding', percent: 25 }] },
    'an owner of it': { owners: [{ name: 'Fictional Holding Three', percent: 24.5 }] },
  }
  it.each(Object.entries(CHANGES_OF_PARTY))('lapses when %s changes', (_, change) => {
    const now = { ...PARTY, ...change }
    expect(lapsesOf(suppressed(), boundTo(subjectOf(now), ENTRY, ALGORITHM.name), TODAY)).toEqual([
      expect.stringMatching(/^the party changed/),
    ])
    const [hit] = screened(now, ENTRY, [suppressed()]).answer.hits
    expect(hit?.identity).not.toBe('false-match')
    expect(hit?.suppression?.lapsed).toEqual([expect.stringMatching(/^the party changed/)])
  })

  it.each(Object.keys(ENTRY.properties))('lapses when `%s` of the listed entry changes', (property) => {
    const properties = { ...ENTRY.properties, [property]: ['Something else'] }
    const now = { ...ENTRY, properties, entryVersion: versionOf(properties) }
    const lapsed = lapsesOf(suppressed(), boundTo(subjectOf(PARTY), now, ALGORITHM.name), TODAY)
    expect(lapsed).toEqual([expect.stringMatching(/^the listed entry changed/)])
  })

  it('says which attributes changed', () => {
    const now = { ...PARTY, addresses: ['2 Fictional Street'], identifiers: ['FIC-9'] }
    expect(lapsesOf(suppressed(), boundTo(subjectOf(now), ENTRY, ALGORITHM.name), TODAY)).toEqual([
      'the party changed: addresses, numbers',
    ])
  })

  it('lapses when names are compared by another algorithm', () => {
    const now = boundTo(subjectOf(PARTY), ENTRY, 'unblind-names-99')
    expect(lapsesOf(suppressed(), now, TODAY)).toEqual([
      `names are compared by unblind-names-99 now, not by ${ALGORITHM.name}`,
    ])
  })

  it('holds on its last day and not on the day after', () => {
    const { until } = suppressed()
    expect(screened(PARTY, ENTRY, [suppressed()], until).answer.hits[0]?.identity).toBe('false-match')
    const after = screened(PARTY, ENTRY, [suppressed()], addDays(until, 1)).answer.hits[0]
    expect(after?.identity).not.toBe('false-match')
    expect(after?.suppression?.lapsed).toEqual([`it held until ${until}`])
  })

  it('holds no more once it is withdrawn', () => {
    const withdrawn = { by: { id: 'cy', name: 'Officer Cy' }, at: '2026-07-20T10:00:00.000Z', reason: 'it was them' }
    const [hit] = screened(PARTY, ENTRY, [suppressed(PARTY, ENTRY, { withdrawn })]).answer.hits
    expect(hit?.suppression?.lapsed).toEqual(['Officer Cy withdrew it: it was them'])
    expect(hit?.identity).not.toBe('false-match')
  })

  it('does not reach another entry with the same content, nor the same entry of another list', () => {
    for (const other of [
      { ...ENTRY, entryKey: '8' },
      { ...ENTRY, list: 'ftm' as const },
    ]) {
      const now = boundTo(subjectOf(PARTY), other, ALGORITHM.name)
      expect(suppressionOf([suppressed()], now, TODAY)).toBeNull()
      expect(lapsesOf(suppressed(), now, TODAY)).toEqual(['it is of another listed entry'])
    }
  })

  it('gives way to what a person decides of the transaction at hand', () => {
    const decided: Party = {
      ...PARTY,
      hitDecisions: [{ list: 'own', entryKey: '7', decision: 'true-match', reason: 'it is them', by: 'Officer Cy' }],
    }
    const [hit] = screened(decided, ENTRY, [suppressed()]).answer.hits
    expect(hit).toMatchObject({ identity: 'confirmed', decidedBy: { by: 'Officer Cy' } })
    expect(hit?.suppression).toBeUndefined()
  })

  it('is not given where nothing but a name tells who the party is, so that no name is ever muted', () => {
    const bare: Party = { name: PARTY.name, roles: ['end-user'], country: EGYPT }
    const [hit] = screened(bare, ENTRY, []).answer.hits
    if (hit === undefined) throw new Error('the entry was not met')
    expect(whyNotSuppressible(subjectOf(bare), hit.explanation)).toMatch(/^nothing tells this party from others/)
    expect(whyNotSuppressible(subjectOf(PARTY), hit.explanation)).toBeNull()
    expect(whyNotSuppressible(subjectOfOwner({ name: PARTY.name }, subjectOf(bare)), hit.explanation)).not.toBeNull()
  })

  it('is not given where a number of the party is a number of the entry', () => {
    const same: Party = { ...PARTY, identifiers: ['OTHER-1'] }
    const [hit] = screened(same, ENTRY, []).answer.hits
    if (hit === undefined) throw new Error('the entry was not met')
    expect(whyNotSuppressible(subjectOf(same), hit.explanation)).toMatch(/^a number of the party/)
  })

  it('of an owner does not silence an owner of the same name of something else', () => {
    const owner = { name: 'Fictional Holding', percent: 24.5 }
    const bound = boundTo(subjectOfOwner(owner, subjectOf(PARTY)), ENTRY, ALGORITHM.name)
    const other = subjectOfOwner(owner, subjectOf({ ...PARTY, identifiers: ['FIC-4'] }))
    expect(lapsesOf(suppressed(PARTY, ENTRY, { bound }), boundTo(other, ENTRY, ALGORITHM.name), TODAY)).not.toEqual([])
  })

  it('holds for exactly what was bound: whatever else is different in anything it binds, it lapses', () => {
    const text = fc.string({ minLength: 1, maxLength: 12 })
    const texts = fc.array(text, { maxLength: 3 })
    const party = fc.record({ name: text, otherNames: texts, addresses: texts, birthDates: texts, identifiers: texts })
    const properties = fc.record({ name: texts, alias: texts, country: texts, birthDate: texts, address: texts })
    const side = fc.record({ party, properties, engine: fc.constantFrom('a', 'b') })
    const boundOf = ({ party, properties, engine }: typeof side extends fc.Arbitrary<infer T> ? T : never) =>
      boundTo(
        subjectOf({ ...party, roles: ['end-user'] }),
        { ...ENTRY, properties, entryVersion: versionOf(properties) },
        engine,
      )
    fc.assert(
      fc.property(side, side, fc.boolean(), (before, other, isSame) => {
        const bound = boundOf(before)
        const now = boundOf(isSame ? structuredClone(before) : other)
        const isUnchanged = canonicalHash(bound) === canonicalHash(now)
        expect(lapsesOf(suppressed(PARTY, ENTRY, { bound }), now, TODAY).length === 0).toBe(isUnchanged)
      }),
      { numRuns: 2_000 },
    )
  })
})
