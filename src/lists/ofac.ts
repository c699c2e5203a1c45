/**
 * What OFAC says of a party, whichever of its formats said it: the csv sets, the classic XML, the ENHANCED and the
 * ADVANCED XML all come down to this one shape, so that the same party comes out the same from each.
 */
import type { Day } from '../base/index.ts'
import { type Entry, type Losses, NO_TERMS, Properties } from './entry.ts'
import { addLabelled } from './feature.ts'
import type { ListId, PartySchema } from './party.ts'
import { addRemarks } from './remarks.ts'
import { cleanText, readBirthDates, readCountry, spokenName } from './wording.ts'

export type OfacName = {
  /** `LAST, First`, or as it stands. */
  readonly text: string
  readonly kind: 'main' | 'aka' | 'fka' | 'nka'
  readonly isWeak: boolean
}

export type OfacAddress = {
  /** Street and house, in order. */
  readonly lines: readonly string[]
  readonly city: string
  readonly state: string
  readonly postalCode: string
  /** As OFAC names it: `Region: Crimea`, `undetermined`. Empty: none given. */
  readonly country: string
}

/** `Tax ID No.` and its value; a date in words, `04 Sep 1957`. */
export type OfacFeature = { readonly label: string; readonly value: string; readonly isDocument: boolean }

export type OfacParty = {
  /** The number OFAC knows it by in every format. */
  readonly number: string
  readonly schema: PartySchema
  readonly lists: readonly ListId[]
  readonly programmes: readonly string[]
  readonly names: readonly OfacName[]
  readonly title: string
  readonly addresses: readonly OfacAddress[]
  readonly features: readonly OfacFeature[]
  /** Names of parties it is linked to. */
  readonly linkedTo: readonly string[]
  readonly vessel: Readonly<Partial<Record<VesselField, string>>>
  /** Free text; facts in it are read as those of sdn.csv are. */
  readonly remarks: string
  readonly startOn: ReadonlyMap<ListId, Day>
}

export type VesselField = 'callSign' | 'vesselType' | 'flag' | 'owner' | 'tonnage' | 'grossRegisteredTonnage'

export const OFAC_PUBLISHER = 'US Department of the Treasury, Office of Foreign Assets Control'
export const OFAC_SDN_PAGE =
  'https://ofac.treasury.gov/specially-designated-nationals-and-blocked-persons-list-sdn-human-readable-lists'
export const OFAC_CONS_PAGE = 'https://ofac.treasury.gov/consolidated-sanctions-list-non-sdn-lists'
/** Where OFAC serves all its files. */
export const OFAC_EXPORTS = 'https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/'

/** The lists that come in the non-SDN files. */
export const NON_SDN_LISTS: readonly ListId[] = ['us-ssi', 'us-cap', 'us-plc', 'us-fse', 'us-mbs', 'us-cmic']

/** Names of lists as the ENHANCED and ADVANCED formats write them. `null`: the name of the file, not of a list. */
export const OFAC_LIST_NAMES: Readonly<Record<string, ListId | null>> = {
  'SDN List': 'us-sdn',
  'Consolidated List': null,
  'Sectoral Sanctions Identifications List': 'us-ssi',
  'Non-SDN Palestinian Legislative Council List': 'us-plc',
  'CAPTA List': 'us-cap',
  'FSE List': 'us-fse',
  'Non-SDN CMIC List': 'us-cmic',
  'Non-SDN Menu-Based Sanctions List': 'us-mbs',
}

/** What kind of party OFAC says it is. */
export const OFAC_KINDS: Readonly<Record<string, PartySchema>> = {
  Individual: 'Person',
  Entity: 'Organization',
  Vessel: 'Vessel',
  Aircraft: 'Airplane',
}

/** Programmes that put a party on a non-SDN list, in the formats that do not name the list itself. */
const LIST_OF_PROGRAMME: readonly (readonly [RegExp, ListId])[] = [
  [/^UKRAINE-EO13662/, 'us-ssi'],
  [/^NS-PLC/, 'us-plc'],
  [/^CMIC-EO13959/, 'us-cmic'],
  [/^561/, 'us-cap'],
  [/^FSE-/, 'us-fse'],
]

/**
 * The non-SDN lists a party is on by its programmes. The menu-based list has none of its own: it takes single measures
 * out of any programme, so a party that is on no other non-SDN list is on that one, and so is one of the sectoral list
 * whose words name a directive of Executive Order 14024 (the words do not tell the few that were blocked since: those
 * are taken to be on it still).
 * @param words what else the entry says
 */
export function nonSdnLists(programmes: readonly string[], words = ''): readonly ListId[] {
  const named = LIST_OF_PROGRAMME.flatMap(([sign, list]) => (programmes.some((one) => sign.test(one)) ? [list] : []))
  const isMenuBased =
    named.length === 0 ||
    programmes.some((one) => /^MBS\b/.test(one)) ||
    (programmes.includes('RUSSIA-EO14024') && /EO 14024 Directive (1a|3|4)\b/.test(words))
  return isMenuBased ? [...named, 'us-mbs'] : named
}

/** Whether these programmes are those of the non-SDN files. */
export function isNonSdnProgramme(programme: string): boolean {
  return LIST_OF_PROGRAMME.some(([sign]) => sign.test(programme)) || /^MBS\b/.test(programme)
}

/** One entry a list, all with the same content but the day of listing. */
export function entriesOf(party: OfacParty, lost: Losses): readonly Entry[] {
  const properties = new Properties()
  const main = party.names.find((name) => name.kind === 'main')
  if (main !== undefined) properties.add('name', main.text, party.schema === 'Person' ? spokenName(main.text) : null)
  for (const { text, kind, isWeak } of party.names)
    if (kind !== 'main') properties.add(isWeak ? 'weakAlias' : kind === 'fka' ? 'previousName' : 'alias', text)
  for (const address of party.addresses) addAddress(properties, address, lost)
  properties.add('position', party.title)
  for (const [field, value] of Object.entries(party.vessel))
    properties.add(field, field === 'flag' ? readCountry(cleanText(value)) : value)
  const rest = [party.remarks.trim(), ...party.features.flatMap((one) => addFeature(properties, one, lost))]
  lost.countries.push(...addRemarks(properties, party.remarks, false).countries)
  properties.add('linkedTo', ...party.linkedTo.map((name) => name.replace(/\.$/, '')))
  const kept = properties.done()
  return party.lists.map((list) => ({
    list,
    key: String(Number(party.number)),
    schema: party.schema,
    properties: kept,
    listing: {
      ...NO_TERMS,
      programmes: [...new Set(party.programmes.map(cleanText))].filter(Boolean).sort(),
      startOn: party.startOn.get(list) ?? null,
      remarks: cleanText(rest.filter(Boolean).join('; ')) || null,
    },
    grounds: [],
  }))
}

/** `Nowhere 1, Bldg. 2, Moscow, Region 117420, Russia`: pieces by commas, the postal code after a blank. */
export function addAddress(properties: Properties, address: OfacAddress, lost: Losses): void {
  const { lines, city, state, postalCode, country } = address
  const place = [[city, state].filter(Boolean).join(', '), postalCode].filter(Boolean).join(' ')
  const code = country === '' ? null : readCountry(country)
  if (country !== '' && code === null) lost.countries.push(country)
  properties.add('country', code)
  properties.add('address', [...lines, place, country].filter(Boolean).join(', '))
}

/** What the label says is its own property is read as one; the rest is handed back, so that no fact is lost. */
function addFeature(properties: Properties, feature: OfacFeature, lost: Losses): readonly string[] {
  const { label, value } = feature
  const born = () => {
    const dates = readBirthDates(value)
    properties.add('birthDate', ...dates)
    if (dates.length === 0) lost.days.push(value)
  }
  switch (label) {
    case 'Birthdate':
      born()
      return []
    case 'Place of Birth':
      properties.add('birthPlace', value)
      return []
    case 'Nationality Country':
    case 'Citizenship Country': {
      const code = readCountry(value)
      if (code === null) lost.countries.push(value)
      properties.add('nationality', code)
      return []
    }
    default:
      return addLabelled(properties, label, value, feature.isDocument)
        ? []
        : [`${label.replace(/[:\s-]+$/, '')} ${value}`]
  }
}

/** Vessel facts that the newer formats write as features. */
const VESSEL_LABELS: Readonly<Record<string, VesselField>> = {
  'vessel call sign': 'callSign',
  'vessel type': 'vesselType',
  'vessel flag': 'flag',
  'vessel owner': 'owner',
  'vessel tonnage': 'tonnage',
  'vessel gross tonnage': 'tonnage',
  'vessel gross registered tonnage': 'grossRegisteredTonnage',
}

/** Features by what they are: titles and vessel facts have fields of their own, as in the older formats. */
export function sortFeatures(features: readonly OfacFeature[]): Pick<OfacParty, 'title' | 'vessel' | 'features'> {
  const vessel: Partial<Record<VesselField, string>> = {}
  const titles: string[] = []
  const rest: OfacFeature[] = []
  for (const feature of features) {
    const field = VESSEL_LABELS[feature.label.toLowerCase()]
    if (field !== undefined && vessel[field] === undefined) vessel[field] = feature.value
    else if (feature.label === 'Title') titles.push(feature.value)
    else rest.push(feature)
  }
  return { title: titles.join('; '), vessel, features: rest }
}
