import { type CountryCode, countryName } from '../../base/index.ts'
import type { LineFacts } from '../facts.ts'
import type { Finding, Rule } from '../rule.ts'
import type { LawTables } from '../tables.ts'
import { askMeasurement, nothing, unknown } from './ask.ts'
import { controlRows } from './control-rows.ts'
import { cuba, northKorea, occupiedRegions, russiaAndBelarus, unArmsEmbargo } from './embargoes.ts'
import { countries, OCCUPIED_REGIONS } from './places.ts'
import { AS_READ, SINCE_BEFORE } from './reading.ts'

const PARAGRAPH = '15 CFR 736.2(b)(8)'

/** 736.2(b)(8)(ii); the occupied regions are places of Ukraine. */
const TRANSIT_COUNTRIES: readonly CountryCode[] = [
  ...countries('AM', 'AZ', 'BY', 'KH', 'CU', 'GE', 'KZ', 'KG', 'LA', 'MN', 'KP', 'RU', 'TJ', 'TM', 'UA', 'UZ', 'VN'),
  ...OCCUPIED_REGIONS,
]

/** What an export to one of these countries is read by: the item's own rows and the embargoes that reach them. */
const READ_FOR_TRANSIT: readonly Rule[] = [
  controlRows,
  cuba,
  northKorea,
  occupiedRegions,
  russiaAndBelarus,
  unArmsEmbargo,
]

/**
 * General Prohibition Eight: a country of the list on the way counts as a destination, whether the item is unladen
 * there or passes through. An exception may authorise the passage, but by its terms for the country of transit, so the
 * exceptions of the destination lift nothing here; until somebody shows one, the requirement stands and it is asked.
 */
export const transit: Rule = {
  id: 'us-ear/736.2/transit',
  title: 'General Prohibition Eight: transit through a listed country needs what an export to it needs',
  cites: [
    { ref: '15 CFR 736.2(b)(8)(i)', textSha256: null },
    { ref: '15 CFR 736.2(b)(8)(ii)', textSha256: null },
  ],
  inForce: [SINCE_BEFORE],
  checkedOn: AS_READ,
  tables: ['entries', 'country-chart', 'country-groups', 'prose-rules'],
  find(facts, tables) {
    // The paragraph speaks of exports and reexports; a release to a person passes through no country.
    if (facts.kind !== 'export' && facts.kind !== 'reexport') return []
    const listed = TRANSIT_COUNTRIES.filter((code) => code !== facts.to && facts.via.includes(code))
    return listed.flatMap((code) => throughCountry(code, facts, tables))
  },
}

function throughCountry(code: CountryCode, facts: LineFacts, tables: LawTables): readonly Finding[] {
  const asDestination: LineFacts = { ...facts, to: code, via: [] }
  const found = READ_FOR_TRANSIT.flatMap((rule) => rule.find(asDestination, tables))
  const questions = found.filter((finding) => finding.kind === 'unknown').map(({ question }) => unknown(question))
  const needed = found.filter((finding) => finding.kind === 'requirement').map(({ requirement }) => requirement)
  const place = countryName(code)
  if (needed.length === 0 && questions.length === 0)
    return [nothing(`the item needs no licence to ${place}, the country of transit`)]
  const authorised = facts.item.measurements.isUnderExceptionInTransit
  if (authorised === true) return [nothing(`stated to be under a licence exception to or through ${place}`)]
  if (needed.length === 0) return questions
  const paragraphs = [...new Set(needed.map(({ paragraph }) => paragraph))].sort()
  return [
    ...questions,
    ...(authorised === false ? [] : [askException()]),
    {
      kind: 'requirement',
      requirement: {
        reason: 'transit',
        paragraph: PARAGRAPH,
        because: [
          `it passes through ${place} or is unladen there`,
          `an export to ${place} needs a licence by ${paragraphs.join(', ')}`,
        ],
        effect: 'licence',
        authority: 'BIS',
        onlyExceptions: [],
      },
    },
  ]
}

function askException(): Finding {
  return unknown(
    askMeasurement(
      'isUnderExceptionInTransit',
      'Does a licence exception authorise the item to, or in transit through, each listed country on the way?',
      PARAGRAPH,
    ),
  )
}
