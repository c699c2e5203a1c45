import { type CountryCode, country } from '../../base/index.ts'
import type { GroupId, LawTables } from '../tables.ts'

/** Countries a paragraph names one by one, and tests of groups; Hong Kong is China for the EAR (738 Supp. 1). */

export function countries(...literals: readonly string[]): readonly CountryCode[] {
  return literals.map(country)
}

/** `MO` is listed apart from China: rules that mean it say "Macau or D:5". */
export const CHINA = countries('CN', 'HK')
export const RUSSIA_AND_BELARUS = countries('RU', 'BY')
export const OCCUPIED_REGIONS = countries('UA-43', 'UA-14', 'UA-09')
export const AUSTRALIA_CANADA_UK = countries('AU', 'CA', 'GB')

/**
 * NATO members, 15 CFR 772.1 as listed by the alliance: Finland joined on 2023-04-04 and Sweden on 2024-03-07.
 * Country Group A:1 is another set: it holds Argentina, Mexico and South Africa, and lacks Montenegro.
 */
export const NATO = countries(
  'AL',
  'BE',
  'BG',
  'CA',
  'HR',
  'CZ',
  'DK',
  'EE',
  'FI',
  'FR',
  'DE',
  'GR',
  'HU',
  'IS',
  'IT',
  'LV',
  'LT',
  'LU',
  'ME',
  'NL',
  'MK',
  'NO',
  'PL',
  'PT',
  'RO',
  'SK',
  'SI',
  'ES',
  'SE',
  'TR',
  'GB',
  'US',
)

/**
 * Whose Country Groups a place has that 740 Supp. 1 does not list. Hong Kong is no destination of its own since
 * 23 December 2020 (85 FR 83765): China's groups are its groups. Macau is listed and keeps its own. Other places
 * without a row keep what the table says of them, which is nothing: 738.3(b) gives a dependent territory, and
 * footnote 5 of the chart Liechtenstein, the licence requirements of another country, and neither speaks of groups.
 */
const GROUPS_OF: ReadonlyMap<CountryCode, CountryCode> = new Map([[country('HK'), country('CN')]])

/** Whose membership of the Country Groups answers for this place: itself, or the country it is part of. */
export function holderOfGroups(code: CountryCode): CountryCode {
  return GROUPS_OF.get(code) ?? code
}

/** Whether a place is in a Country Group of 740 Supp. 1. Every reader of the groups asks here. */
export function isInGroup(code: CountryCode, group: GroupId, { groups }: Pick<LawTables, 'groups'>): boolean {
  return groups[group].includes(holderOfGroups(code))
}

export function isInAny(to: CountryCode, groups: readonly GroupId[], tables: Pick<LawTables, 'groups'>): boolean {
  return groups.some((group) => isInGroup(to, group, tables))
}

/** Country Group D:5 or Macau. */
export function isArmsEmbargoedOrMacau(to: CountryCode, tables: LawTables): boolean {
  return to === 'MO' || isInAny(to, ['D:5'], tables)
}
