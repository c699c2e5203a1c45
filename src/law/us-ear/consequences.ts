import type { Duty, Requirement, ReviewPolicy } from '../determination.ts'
import type { LineFacts, PartyFacts } from '../facts.ts'
import type { Finding } from '../rule.ts'
import type { LawTables } from '../tables.ts'
import { isFromControlRows } from './exception-bars.ts'
import { formOf, isCoveredBy, isEar99, isMilitaryOrSpacecraftEntry, nameOfItem } from './item.ts'
import { militaryReviewReason } from './military.ts'
import { isActive, standingOf } from './parties.ts'
import { AUSTRALIA_CANADA_UK, isInAny } from './places.ts'

type Consequence = Extract<Finding, { kind: 'policy' | 'duty' }>

/** Review policies that reach the line and papers that go with it. None of them is ever a requirement. */
export function consequencesOf(
  facts: LineFacts,
  tables: LawTables,
  found: readonly Requirement[],
): readonly Consequence[] {
  return [
    ...policiesOf(facts, found).map((policy) => ({ kind: 'policy' as const, policy })),
    ...dutiesOf(facts, tables, found).map((duty) => ({ kind: 'duty' as const, duty })),
  ]
}

/** Sections whose paragraph (b) says how applications for one reason are reviewed. */
const REASON_REVIEWS: Readonly<Record<string, string>> = {
  CB: '742.2(b)',
  NP: '742.3(b)',
  NS: '742.4(b)',
  MT: '742.5(b)',
  RS: '742.6(b)',
  FC: '742.17(b)',
  CW: '742.18(b)',
  EI: '742.15(a)',
}

function policiesOf(facts: LineFacts, found: readonly Requirement[]): readonly ReviewPolicy[] {
  const licensed = found.filter(({ authority }) => authority === 'BIS')
  if (licensed.length === 0) return []
  const policies: ReviewPolicy[] = [
    ...reasonPolicies(licensed),
    ...humanRights(facts, licensed),
    ...listening(facts, licensed),
  ]
  if (facts.item.eccn === '0A983')
    policies.push({
      review: 'generally denied to all destinations',
      paragraph: '15 CFR 742.11(b)',
      because: ['an implement of torture'],
    })
  const military = militaryReviewReason(facts)
  if (military !== null)
    policies.push({
      review: facts.to === 'RU' || facts.to === 'BY' ? 'policy of denial' : 'presumption of denial',
      paragraph: '15 CFR 744.21(e)(3)',
      because: [military, 'the policy reaches any item that needs a licence for any reason'],
    })
  for (const party of sanctionedForProliferation(facts))
    policies.push({
      review: 'denied where the sanction bars licences',
      paragraph: '15 CFR 744.19',
      because: [`\`${party.name}\` is under a nonproliferation sanction`],
    })
  return policies
}

function reasonPolicies(found: readonly Requirement[]): readonly ReviewPolicy[] {
  const reasons = [...new Set(found.map(({ reason }) => reason))].sort()
  return reasons.flatMap((reason) => {
    const section = REASON_REVIEWS[reason]
    return section === undefined
      ? []
      : [{ review: 'as the section says', paragraph: `15 CFR ${section}`, because: [`required for ${reason}`] }]
  })
}

/** 742.7(b): its own items by (1), every other requirement but short supply by (2), read by the same words. */
function humanRights({ item }: LineFacts, found: readonly Requirement[]): readonly ReviewPolicy[] {
  const isCrimeControl = found.some(({ reason, paragraph }) => reason === 'CC' && paragraph.startsWith('15 CFR 742.7'))
  if (isCrimeControl)
    return [
      {
        review:
          'favourable case by case, unless there is civil disorder or a risk of human-rights violations or abuses',
        paragraph: '15 CFR 742.7(b)(1)',
        because: [`${nameOfItem(item)} is controlled under 742.7`],
      },
    ]
  if (found.every(({ reason }) => reason === 'SS')) return []
  return [
    {
      review:
        'human-rights review as in (b)(1), where the end user could use the item to violate or abuse human rights',
      paragraph: '15 CFR 742.7(b)(2)',
      because: ['a licence is required for a reason other than short supply'],
    },
  ]
}

function listening({ exporter }: LineFacts, found: readonly Requirement[]): readonly ReviewPolicy[] {
  if (!found.some(({ reason }) => reason === 'SL')) return []
  const isFavoured = exporter.isCommunicationsProvider === true || exporter.isUsGovernmentOrContractor === true
  if (isFavoured && !found.some(({ reason }) => reason === 'AT'))
    return [
      {
        review: 'generally approved',
        paragraph: '15 CFR 742.13(b)(1)',
        because: ['the exporter is a communications provider or a public body of the United States'],
      },
    ]
  return [
    {
      review: 'generally denied',
      paragraph: '15 CFR 742.13(b)(2)',
      because: [
        exporter.isCommunicationsProvider === undefined
          ? 'nothing shows the exporter to be a communications provider or a public body of the United States'
          : 'the exporter is not one of (b)(1)',
      ],
    },
  ]
}

function sanctionedForProliferation(facts: LineFacts): readonly PartyFacts[] {
  return (facts.parties ?? []).filter(
    (party) =>
      standingOf(party) !== 'outside' &&
      party.listings.some((each) => each.list === 'us-isn' && each.identity !== 'possible' && isActive(each, facts.on)),
  )
}

function dutiesOf(facts: LineFacts, tables: LawTables, found: readonly Requirement[]): readonly Duty[] {
  return [
    ...filing(facts, tables, found),
    ...shippingPapers(facts),
    ...applicationPapers(facts, found),
    ...unverified(facts, found),
    ...thermalReport(facts, tables),
    ...records(facts, found),
  ]
}

/** Value, US dollars, of one tariff number over which every export is filed, 758.1(b)(5). */
const FILING_VALUE_USD = 2_500
const FILING_FIREARMS: readonly string[] = ['0A501.a', '0A501.b', '0A506', '0A507']

function filing(facts: LineFacts, tables: LawTables, found: readonly Requirement[]): readonly Duty[] {
  if (facts.kind !== 'export') return []
  const { item, to } = facts
  const value = item.valueUsd === undefined ? null : Number(item.valueUsd)
  const reasons: readonly (readonly [boolean, string, string])[] = [
    [isInAny(to, ['E:1', 'E:2'], tables), '(1)', 'a destination in Country Group E:1 or E:2'],
    [found.length > 0, '(2)', 'a licence is required'],
    [isMilitaryOrSpacecraftEntry(item), '(3)', 'a 600-series or 9x515 item'],
    [value !== null && value > FILING_VALUE_USD, '(5)', 'over 2,500 USD within one tariff number'],
    [isUnverified(facts), '(8)', 'a party on the Unverified List'],
    [FILING_FIREARMS.some((path) => isCoveredBy(item, path) === true), '(9)', 'firearms'],
    [!isEar99(item) && ['CN', 'HK', 'RU', 'VE'].includes(to), '(10)', 'a listed item to China, Russia or Venezuela'],
  ]
  const met = reasons.filter(([isMet]) => isMet)
  if (met.length === 0 && value !== null) return []
  const why = met.length > 0 ? met.map(([, , text]) => text).join('; ') : 'if over 2,500 USD within one tariff number'
  const paragraph = met.length > 0 ? met.map(([, number]) => number).join(', ') : '(5)'
  return [
    { id: 'eei', text: `File Electronic Export Information in AES: ${why}`, paragraph: `15 CFR 758.1(b)${paragraph}` },
  ]
}

function shippingPapers(facts: LineFacts): readonly Duty[] {
  if (isEar99(facts.item) || facts.kind === 'deemed' || facts.kind === 'in-country') return []
  if (formOf(facts.item) === 'technology') return []
  return [
    {
      id: 'destination-control-statement',
      text: 'Put the destination control statement on the commercial invoice of a tangible shipment',
      paragraph: '15 CFR 758.6(a)',
    },
  ]
}

/** Values, US dollars, over which China’s commerce ministry must certify the end user, 748.10(a). */
const CHINA_CAMERA_USD = 5_000
const CHINA_ANY_USD = 50_000

function applicationPapers(facts: LineFacts, found: readonly Requirement[]): readonly Duty[] {
  const duties: Duty[] = []
  if (found.some(({ reason }) => reason === 'SL'))
    duties.push(
      {
        id: 'block-9-intercepting-device',
        text: 'Write “Communications Intercepting Device(s)” in Block 9 of the application',
        paragraph: '15 CFR 748 Supp. 2(b)',
      },
      {
        id: 'omnibus-crime-control-act',
        text: 'Making, holding, selling or advertising surreptitious listening devices, or carrying them in foreign commerce, is a crime under 18 U.S.C. 2512; a BIS licence does not lift it',
        paragraph: '18 U.S.C. 2512; 15 CFR 742.13(a)(1)',
      },
    )
  const military = found.find(({ paragraph }) => /744\.2[12]\(/.test(paragraph))
  if (military)
    duties.push({
      id: 'military-end-use-statement',
      text: 'Say in the application that it is made because of this section, with all that is known of the end use and user',
      paragraph: military.paragraph.includes('744.22') ? '15 CFR 744.22(d)' : '15 CFR 744.21(d)',
    })
  return [...duties, ...chinaStatement(facts, found)]
}

function chinaStatement({ item, to }: LineFacts, found: readonly Requirement[]): readonly Duty[] {
  if (to !== 'CN' || isEar99(item) || formOf(item) !== 'commodity') return []
  const isCamera = item.eccn === '6A003'
  const isComputer = /^4A/.test(item.eccn ?? '')
  // Cameras and computers count whatever the reason; other goods only where the control list asks for the licence.
  const isAsked =
    isCamera || isComputer ? found.some(({ authority }) => authority === 'BIS') : found.some(isFromControlRows)
  if (!isAsked) return []
  const value = item.valueUsd === undefined ? null : Number(item.valueUsd)
  const limit = isCamera ? CHINA_CAMERA_USD : CHINA_ANY_USD
  if (!isComputer && value !== null && value <= limit) return []
  const when = isComputer ? '' : value === null ? ` if the value is over ${limit} USD` : ''
  return [
    {
      id: 'china-end-user-statement',
      text: `Ask the importer for the End-User Statement of China’s Ministry of Commerce${when}`,
      paragraph: `15 CFR 748.10(a)${isCamera ? '(1)' : isComputer ? '(2)' : '(3)'}`,
    },
  ]
}

function isUnverified(facts: LineFacts): boolean {
  return unverifiedParties(facts).length > 0
}

function unverifiedParties(facts: LineFacts): readonly PartyFacts[] {
  return (facts.parties ?? []).filter(
    (party) =>
      standingOf(party) !== 'outside' &&
      party.listings.some((each) => each.list === 'us-uvl' && isActive(each, facts.on)),
  )
}

/** 744.15(b): a signed statement of the listed party before anything that needs no licence. */
function unverified(facts: LineFacts, found: readonly Requirement[]): readonly Duty[] {
  if (found.some(({ effect }) => effect === 'licence')) return []
  return unverifiedParties(facts).map((party) => ({
    id: `uvl-statement/${party.ref}`,
    text: `Get the signed UVL statement of \`${party.name}\` before the export, or settle that it is not the listed party`,
    paragraph: '15 CFR 744.15(b)',
  }))
}

function thermalReport({ item, to, kind }: LineFacts, tables: LawTables): readonly Duty[] {
  if (kind !== 'export' || isCoveredBy(item, '6A003.b.4.b') === false) return []
  if (!isInAny(to, ['A:1'], tables) || AUSTRALIA_CANADA_UK.includes(to)) return []
  return [
    {
      id: 'thermal-camera-report',
      text: 'Report exports without an individual licence of more than 100 monocular, biocular or binocular thermal cameras',
      paragraph: '15 CFR 743.3(b)',
    },
  ]
}

function records({ exporter, parties }: LineFacts, found: readonly Requirement[]): readonly Duty[] {
  const isOfac =
    found.some(({ authority }) => authority === 'OFAC') ||
    (exporter.isUsPerson !== false &&
      (parties ?? []).some(({ listings }) => listings.some(({ list }) => list === 'us-sdn')))
  return [
    { id: 'records', text: 'Keep all records of the transaction for five years', paragraph: '15 CFR 762.6(a)' },
    ...(isOfac
      ? [
          {
            id: 'records-ofac',
            text: 'Keep records of dealings under OFAC rules for ten years',
            paragraph: '31 CFR 501.601',
          },
        ]
      : []),
  ]
}
