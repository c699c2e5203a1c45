import type { Brand } from './brand.ts'
import { ALPHA3, COUNTRY_NAMES } from './country-names.ts'

/** ISO 3166-1 alpha-2, plus `XK` (Kosovo) and `UA-43`, `UA-14`, `UA-09` (occupied regions of Ukraine). */
export type CountryCode = Brand<string, 'CountryCode'>

/** Other ways official lists and people write a country. Keys are folded by `fold`. */
const ALIASES: Readonly<Record<string, string>> = {
  america: 'US',
  'british virgin islands': 'VG',
  bvi: 'VG',
  'virgin islands british': 'VG',
  'us virgin islands': 'VI',
  usa: 'US',
  'u s a': 'US',
  'u s': 'US',
  'united states of america': 'US',
  uk: 'GB',
  'great britain': 'GB',
  britain: 'GB',
  england: 'GB',
  scotland: 'GB',
  wales: 'GB',
  'northern ireland': 'GB',
  'united kingdom of great britain and northern ireland': 'GB',
  prc: 'CN',
  'peoples republic of china': 'CN',
  'people s republic of china': 'CN',
  'china prc': 'CN',
  'mainland china': 'CN',
  'china people s republic of': 'CN',
  'hong kong sar': 'HK',
  'hong kong china': 'HK',
  macao: 'MO',
  'macau sar': 'MO',
  'macao sar': 'MO',
  'russian federation': 'RU',
  'iran islamic republic of': 'IR',
  'islamic republic of iran': 'IR',
  'syrian arab republic': 'SY',
  burma: 'MM',
  myanmar: 'MM',
  dprk: 'KP',
  'korea north': 'KP',
  'korea democratic people s republic of': 'KP',
  'democratic people s republic of korea': 'KP',
  'democratic peoples republic of korea': 'KP',
  rok: 'KR',
  'korea south': 'KR',
  korea: 'KR',
  'korea republic of': 'KR',
  'republic of korea': 'KR',
  'viet nam': 'VN',
  'lao people s democratic republic': 'LA',
  'lao pdr': 'LA',
  'moldova republic of': 'MD',
  'republic of moldova': 'MD',
  'tanzania united republic of': 'TZ',
  'united republic of tanzania': 'TZ',
  'bolivia plurinational state of': 'BO',
  'venezuela bolivarian republic of': 'VE',
  'czech republic': 'CZ',
  turkey: 'TR',
  turkiye: 'TR',
  macedonia: 'MK',
  'macedonia the former yugoslav republic of': 'MK',
  'republic of north macedonia': 'MK',
  palestinian: 'PS',
  'palestinian territories': 'PS',
  'palestinian territory': 'PS',
  'state of palestine': 'PS',
  'west bank': 'PS',
  gaza: 'PS',
  'region gaza': 'PS',
  'taiwan province of china': 'TW',
  'brunei darussalam': 'BN',
  'democratic republic of the congo': 'CD',
  'congo democratic republic of': 'CD',
  'congo democratic republic of the': 'CD',
  drc: 'CD',
  'dr congo': 'CD',
  congo: 'CG',
  'republic of the congo': 'CG',
  'congo republic of the': 'CG',
  'cote d ivoire': 'CI',
  'ivory coast': 'CI',
  'micronesia federated states of': 'FM',
  'federated states of micronesia': 'FM',
  vatican: 'VA',
  'vatican city': 'VA',
  'holy see vatican city state': 'VA',
  'cape verde': 'CV',
  swaziland: 'SZ',
  'the gambia': 'GM',
  'gambia the': 'GM',
  'bahamas the': 'BS',
  'the bahamas': 'BS',
  holland: 'NL',
  'the netherlands': 'NL',
  'kosovo republic of': 'XK',
  'east timor': 'TL',
  uae: 'AE',
  'u a e': 'AE',
  emirates: 'AE',
  'south sudan republic of': 'SS',
  'republic of south sudan': 'SS',
  crimea: 'UA-43',
  'crimea region of ukraine': 'UA-43',
  'region crimea': 'UA-43',
  sevastopol: 'UA-43',
  donetsk: 'UA-14',
  dnr: 'UA-14',
  'so called donetsk people s republic': 'UA-14',
  luhansk: 'UA-09',
  lnr: 'UA-09',
  'so called luhansk people s republic': 'UA-09',
  'saint kitts': 'KN',
  'st kitts and nevis': 'KN',
  'st lucia': 'LC',
  'st vincent and the grenadines': 'VC',
  'st vincent': 'VC',
  'st maarten': 'SX',
  curacao: 'CW',
  reunion: 'RE',
  'sao tome': 'ST',
  'sao tome and principe': 'ST',
  'sao tome principe': 'ST',
  bosnia: 'BA',
  'bosnia herzegovina': 'BA',
  antigua: 'AG',
  trinidad: 'TT',
  seycheles: 'SC',
  'libyan arab jamahiriya': 'LY',
  'libya state of': 'LY',
  'republic of belarus': 'BY',
  'slovak republic': 'SK',
  'kyrgyz republic': 'KG',
  'republic of yemen': 'YE',
  'western samoa': 'WS',
  'republic of ireland': 'IE',
  eire: 'IE',
}

const BY_NAME: ReadonlyMap<string, string> = new Map([
  ...Object.entries(COUNTRY_NAMES).map(([code, name]) => [fold(name), code] as const),
  ...Object.entries(ALIASES),
])

/** The country a code or an English name means, or `null`. Never guesses from part of a name. */
export function parseCountry(text: string): CountryCode | null {
  const trimmed = text.trim()
  const upper = trimmed.toUpperCase()
  if (Object.hasOwn(COUNTRY_NAMES, upper)) return upper as CountryCode
  if (Object.hasOwn(ALPHA3, upper)) return (ALPHA3[upper] ?? null) as CountryCode | null
  return (BY_NAME.get(fold(trimmed)) ?? null) as CountryCode | null
}

/**
 * A country written in our own source.
 * @throws Error when there is no such country: that is a bug, not bad input.
 */
export function country(literal: string): CountryCode {
  const parsed = parseCountry(literal)
  if (parsed === null) throw new Error(`not a country: ${literal}`)
  return parsed
}

/** The short English name, for people. */
export function countryName(code: CountryCode): string {
  return COUNTRY_NAMES[code] ?? code
}

/** Every code with its name, sorted by name. */
export function allCountries(): readonly { readonly code: CountryCode; readonly name: string }[] {
  return Object.entries(COUNTRY_NAMES)
    .map(([code, name]) => ({ code: code as CountryCode, name }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
}
