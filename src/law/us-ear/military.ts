import { type CountryCode, countryName } from '../../base/index.ts'
import { AFFILIATES_IN_FORCE } from '../../ownership/index.ts'
import type { ReviewPolicy } from '../determination.ts'
import type { LineFacts, PartyFacts } from '../facts.ts'
import type { Finding, Rule, StatedRequirement } from '../rule.ts'
import type { LawTables } from '../tables.ts'
import {
  askEndUse,
  askEndUser,
  askEndUserType,
  askItemParagraph,
  askMeasurement,
  askMilitaryEndUser,
  askParties,
  nothing,
  unknown,
} from './ask.ts'
import { readAffiliates } from './entity-list.ts'
import { isCoveredByAny, isEar99, nameOfItem } from './item.ts'
import { readListings, standsOn, typeOf, usersOf } from './parties.ts'
import { AUSTRALIA_CANADA_UK, CHINA, countries, isInAny, RUSSIA_AND_BELARUS } from './places.ts'
import { AS_READ, SINCE_BEFORE } from './reading.ts'
import { readSupplement2 } from './supplement-2.ts'

/** Countries of 744.21(a)(1), for the items of Supp. 2. */
const SUPPLEMENT_2_COUNTRIES = [...countries('MM', 'KH', 'NI', 'VE'), ...CHINA]
/** All countries whose military end users meet the review policy of 744.21(e)(3). */
const ALL_COUNTRIES = [...SUPPLEMENT_2_COUNTRIES, ...RUSSIA_AND_BELARUS]

/** A military end use or end user known of in the countries of 744.21(a). National police are one, 744.21(g). */
export const militaryEndUse: Rule = {
  id: 'us-ear/744.21/military',
  title: 'Military end uses and end users, national police included',
  cites: [
    { ref: '15 CFR 744.21(a)(1)-(2)', textSha256: null },
    { ref: '15 CFR 744.21(f)-(g)', textSha256: null },
    { ref: '15 CFR 744 Supp. 2', textSha256: null },
  ],
  inForce: [SINCE_BEFORE],
  checkedOn: AS_READ,
  find(facts) {
    const scope = scopeOf(facts)
    if (scope === null) return []
    if (scope.covers === false)
      return [nothing(`${nameOfItem(facts.item)} is not in 744 Supp. 2, so 744.21(a)(1) does not reach it`)]
    const found = findMilitary(facts, ALL_COUNTRIES, '15 CFR 744.21(a)')
    if (scope.covers === 'perhaps') return found.length > 0 ? [unknown(askSupplement2(scope.limitedTo))] : []
    return found.map(
      (finding): Finding =>
        finding.kind === 'military' ? { kind: 'requirement', requirement: requirementOf(finding, scope) } : finding,
    )
  },
}

type Scope =
  | { readonly covers: true | false; readonly paragraph: string; readonly policy: ReviewPolicy; readonly why: string }
  | { readonly covers: 'perhaps'; readonly limitedTo: string }

/** `null`: no country of 744.21. */
function scopeOf({ item, to }: LineFacts): Scope | null {
  if (RUSSIA_AND_BELARUS.includes(to)) {
    const isFood = isEar99(item) && item.measurements.isFoodOrMedicine === true
    return {
      covers: true,
      paragraph: '15 CFR 744.21(a)(2)',
      why: `any item subject to the EAR, to ${countryName(to)}`,
      policy: {
        review: isFood ? 'case by case' : 'policy of denial',
        paragraph: '15 CFR 744.21(e)(1)',
        because: [isFood ? 'food and medicine designated EAR99' : 'a military end use or end user'],
      },
    }
  }
  if (!SUPPLEMENT_2_COUNTRIES.includes(to)) return null
  const reading = readSupplement2(item)
  if (reading.isIn === 'perhaps') return { covers: 'perhaps', limitedTo: reading.limitedTo }
  return {
    covers: reading.isIn,
    paragraph: '15 CFR 744.21(a)(1)',
    why: `${nameOfItem(item)} is in 744 Supp. 2, to ${countryName(to)}`,
    policy: {
      review: 'presumption of denial',
      paragraph: '15 CFR 744.21(e)(1)',
      because: ['a military end use or end user'],
    },
  }
}

function requirementOf(military: Military, scope: Extract<Scope, { covers: boolean }>): StatedRequirement {
  return {
    reason: military.reason,
    paragraph: scope.paragraph,
    because: [military.because, scope.why],
    policy: [scope.policy],
    effect: 'licence',
    authority: 'BIS',
    ...(military.party === undefined ? {} : { party: military.party }),
    onlyExceptions: ['GOV'],
  }
}

type Military = {
  readonly kind: 'military'
  readonly reason: 'military-end-user' | 'military-end-use'
  readonly because: string
  readonly party?: string
}

/** Who and what is military of a line, with what is not known. `within`: countries a user must be in or go to. */
function findMilitary(
  facts: LineFacts,
  within: readonly CountryCode[],
  paragraph: string,
): readonly (Military | Unknown)[] {
  const found: (Military | Unknown)[] = []
  if (facts.endUse.isMilitary === true)
    found.push({ kind: 'military', reason: 'military-end-use', because: 'the end use is military' })
  else if (facts.endUse.isMilitary === undefined) found.push(ask(askEndUse('isMilitary', paragraph)))
  const users = usersOf(facts).filter(
    (user) => within.includes(facts.to) || (user.country && within.includes(user.country)),
  )
  if (facts.parties === undefined || facts.parties.length === 0) found.push(ask(askParties()))
  else if (users.length === 0) found.push(ask(askEndUser()))
  for (const user of users) {
    const reading = isMilitaryEndUser(user)
    if (reading === true)
      found.push({
        kind: 'military',
        reason: 'military-end-user',
        because: `\`${user.name}\` is ${describeUser(user)}`,
        party: user.ref,
      })
    else if (reading === 'no-type') found.push(ask(askEndUserType(facts, paragraph)))
    else if (reading === 'perhaps') found.push(ask(askMilitaryEndUser(user, paragraph)))
  }
  return found
}

type Unknown = Extract<Finding, { kind: 'unknown' }>

function ask(question: Parameters<typeof unknown>[0]): Unknown {
  return { kind: 'unknown', question }
}

/** 744.21(g), 744.9(d), 744.17(e): armed services, national guard and police, government intelligence, their support. */
export function isMilitaryEndUser(user: PartyFacts): boolean | 'perhaps' | 'no-type' {
  switch (typeOf(user)) {
    case 'military':
    case 'police':
    case 'intelligence':
    case 'military-intelligence':
      return true
    case 'government':
    case 'border':
    case 'prison':
    case 'other-security':
      return user.isMilitaryEndUser ?? 'perhaps'
    case 'civil':
    case 'individual':
      return user.isMilitaryEndUser ?? false
    default:
      return user.isMilitaryEndUser ?? 'no-type'
  }
}

function describeUser(user: PartyFacts): string {
  switch (typeOf(user)) {
    case 'police':
      return 'police: national police is a military end user (whether a local force is national police is the authority’s call)'
    case 'military':
      return 'of the armed services, a military end user'
    case 'intelligence':
      return 'government intelligence, a military end user'
    case 'military-intelligence':
      return 'military intelligence, a military end user'
    default:
      return 'recorded as a military end user'
  }
}

function askSupplement2(limitedTo: string) {
  return askMeasurement(
    'isInSupplement2',
    `Is the item in 744 Supp. 2, which takes only part of its entry: ${limitedTo}?`,
    '15 CFR 744 Supp. 2',
  )
}

/** A party on the Military End-User List, for the items of Supp. 2, wherever it is. */
export const militaryEndUserList: Rule = {
  id: 'us-ear/744.21/meu-list',
  title: 'A party on the Military End-User List needs a licence for the items of 744 Supp. 2',
  cites: [
    { ref: '15 CFR 744.21(b)(1)(ii)', textSha256: null },
    { ref: '15 CFR 744 Supp. 7', textSha256: null },
  ],
  inForce: [SINCE_BEFORE],
  checkedOn: AS_READ,
  find(facts) {
    const supplement2 = readSupplement2(facts.item)
    if (supplement2.isIn === false && facts.item.eccn !== undefined)
      return [nothing(`${nameOfItem(facts.item)} is not in 744 Supp. 2`)]
    const { listed, open, why } = readListings(facts, ['us-meu'], 'parties')
    return [
      ...listed.map(({ party, listing }) =>
        meuRequirement(
          facts,
          party.ref,
          '15 CFR 744.21(b)(1)(ii)',
          `\`${party.name}\` ${standsOn(listing)} the Military End-User List as \`${listing.name}\``,
        ),
      ),
      ...open,
      ...why,
    ]
  },
}

function meuRequirement(facts: LineFacts, party: string, paragraph: string, because: string): Finding {
  const supplement2 = readSupplement2(facts.item)
  if (supplement2.isIn === 'perhaps') return unknown(askSupplement2(supplement2.limitedTo))
  return {
    kind: 'requirement',
    requirement: {
      reason: 'military-end-user',
      paragraph,
      because: [because, `${nameOfItem(facts.item)} is in 744 Supp. 2`],
      policy: [
        { review: 'presumption of denial', paragraph: '15 CFR 744.21(e)(1)', because: ['a listed military end user'] },
      ],
      effect: 'licence',
      authority: 'BIS',
      party,
      onlyExceptions: ['GOV'],
    },
  }
}

/** A foreign party owned by half or more by listed military end users, for the items of Supp. 2. */
export const militaryAffiliates: Rule = {
  id: 'us-ear/744.21/affiliates',
  title: 'A foreign party owned 50 % or more by listed military end users is bound as they are',
  cites: [{ ref: '15 CFR 744.21(a)(3)', textSha256: null }],
  inForce: AFFILIATES_IN_FORCE,
  checkedOn: AS_READ,
  find(facts) {
    if (readSupplement2(facts.item).isIn === false && facts.item.eccn !== undefined)
      return [nothing(`${nameOfItem(facts.item)} is not in 744 Supp. 2`)]
    return readAffiliates(facts, 'us-meu', (party, _listing, because) => [
      meuRequirement(facts, party.ref, '15 CFR 744.21(a)(3)', because),
    ])
  },
}

/** Countries of 744.22(a) beside groups E:1 and E:2. */
const INTELLIGENCE_COUNTRIES = [...countries('MM', 'KH', 'VE'), ...CHINA, ...RUSSIA_AND_BELARUS]

/** Military-intelligence end uses and end users, for any item. */
export const militaryIntelligence: Rule = {
  id: 'us-ear/744.22/military-intelligence',
  title: 'Military-intelligence end uses and end users, for any item',
  cites: [
    { ref: '15 CFR 744.22(a)', textSha256: null },
    { ref: '15 CFR 744.22(f)', textSha256: null },
  ],
  inForce: [SINCE_BEFORE],
  checkedOn: AS_READ,
  tables: ['country-groups'],
  find(facts, tables) {
    const isReached = (place: CountryCode) =>
      INTELLIGENCE_COUNTRIES.includes(place) || isInAny(place, ['E:1', 'E:2'], tables)
    const findings: Finding[] = []
    for (const user of usersOf(facts)) {
      const type = typeOf(user)
      const isHere = isReached(facts.to)
      const isAway = !isHere && user.country !== undefined && isReached(user.country)
      if (type === 'military-intelligence' && isHere)
        findings.push(intelligenceRequirement(`\`${user.name}\` is military intelligence`, facts, user.ref))
      // Outside those countries only the bodies named in (f)(2) count.
      else if (type === 'military-intelligence' && isAway) findings.push(unknown(askNamedBody(user)))
      else if (type === null && isHere) findings.push(unknown(askEndUserType(facts, '15 CFR 744.22(a)')))
    }
    if (!isReached(facts.to)) return findings
    if (facts.parties === undefined || facts.parties.length === 0) findings.push(unknown(askParties()))
    if (facts.endUse.isMilitaryIntelligence === true)
      findings.push(intelligenceRequirement('the end use is for military intelligence', facts))
    else if (facts.endUse.isMilitaryIntelligence === undefined)
      findings.push(unknown(askEndUse('isMilitaryIntelligence', '15 CFR 744.22(a)')))
    return findings
  },
}

function intelligenceRequirement(because: string, { to }: LineFacts, party?: string): Finding {
  return {
    kind: 'requirement',
    requirement: {
      reason: 'military-intelligence',
      paragraph: '15 CFR 744.22(a)',
      because: [because, `to ${countryName(to)}, any item subject to the EAR`],
      policy: [{ review: 'presumption of denial', paragraph: '15 CFR 744.22(e)', because: ['military intelligence'] }],
      effect: 'licence',
      authority: 'BIS',
      ...(party === undefined ? {} : { party }),
      onlyExceptions: ['GOV'],
    },
  }
}

function askNamedBody(user: PartyFacts) {
  return {
    id: `named-intelligence-body/${user.ref}`,
    fact: 'parties[].name',
    text: `Is \`${user.name}\` one of the military-intelligence bodies named in 744.22(f)(2)? Outside its own country only those count`,
    paragraph: '15 CFR 744.22(f)(2)',
  }
}

/** Thermal and low-light cameras for a military end user, national police included, outside the closest partners. */
export const cameras: Rule = {
  id: 'us-ear/744.9/cameras',
  title: 'Cameras of 6A003, 6A993.a and the like for military end users, police included',
  cites: [
    { ref: '15 CFR 744.9(a)(1)', textSha256: null },
    { ref: '15 CFR 744.9(d)', textSha256: null },
  ],
  inForce: [SINCE_BEFORE],
  checkedOn: AS_READ,
  tables: ['country-groups'],
  find(facts, tables) {
    const { kinds, questions } = readCamera(facts)
    const binding = kinds.filter((kind): kind is CameraKind => kind !== 'none' && !isExempt(kind, facts.to, tables))
    const isCertain = binding.length === kinds.length
    const findings: Finding[] = []
    if (kinds.every((kind) => kind === 'none')) return []
    if (binding.length === 0)
      findings.push(nothing(`cameras to ${countryName(facts.to)} are outside 744.9(a)(1)(i)-(ii)`))
    else
      for (const found of findMilitary(facts, [facts.to], '15 CFR 744.9(a)(1)')) {
        if (found.kind !== 'military') findings.push(found)
        // The section speaks of end users; a military use short of one comes under (a)(1)(iii) below.
        else if (found.reason === 'military-end-user')
          findings.push(...(isCertain ? [cameraRequirement(found, facts, binding[0] ?? 'other')] : questions))
      }
    return [...findings, ...intoMilitaryCommodity(facts)]
  },
}

/** `photon`: 6A003.a.3, .a.4 and .a.6, which only Australia, Canada and the United Kingdom are spared. */
type CameraKind = 'photon' | 'other'

/** What the item may be for 744.9, and what would settle it. */
type CameraReading = { readonly kinds: readonly (CameraKind | 'none')[]; readonly questions: readonly Finding[] }

function isExempt(kind: CameraKind, to: CountryCode, tables: LawTables): boolean {
  return kind === 'photon' ? AUSTRALIA_CANADA_UK.includes(to) : isInAny(to, ['A:1'], tables)
}

function readCamera({ item }: LineFacts): CameraReading {
  const settled = (kind: CameraKind | 'none'): CameraReading => ({ kinds: [kind], questions: [] })
  switch (item.eccn) {
    case '6A002':
      return settled('other')
    case '6A003': {
      const photon = isCoveredByAny(item, ['6A003.a.3', '6A003.a.4', '6A003.a.6'])
      if (photon === 'perhaps')
        return { kinds: ['photon', 'other'], questions: [unknown(askItemParagraph(item, '15 CFR 744.9(a)(1)'))] }
      return settled(photon ? 'photon' : 'other')
    }
    case '8A002': {
      const underwater = isCoveredByAny(item, ['8A002.d'])
      if (underwater === 'perhaps')
        return { kinds: ['other', 'none'], questions: [unknown(askItemParagraph(item, '15 CFR 744.9(a)(1)'))] }
      return settled(underwater ? 'other' : 'none')
    }
    case '6A993':
      return readSlowCamera(item.measurements.frameRateHz)
    case '0A504':
      return readSight(item.measurements.hasThermalCamera)
    default:
      return settled('none')
  }
}

/** Highest frame rate, in Hz, of the 6A993.a cameras that 744.9 reaches. */
const SLOW_FRAME_RATE_HZ = 9

/** 6A993 holds nothing but its paragraph a; .b is reserved. */
function readSlowCamera(frameRateHz: unknown): CameraReading {
  if (typeof frameRateHz === 'number')
    return { kinds: [frameRateHz <= SLOW_FRAME_RATE_HZ ? 'other' : 'none'], questions: [] }
  const question = askMeasurement(
    'frameRateHz',
    'What is the highest frame rate of the camera, in Hz? At 9 Hz or less 744.9 reaches it',
    '15 CFR 744.9(a)(1)(ii)',
  )
  return { kinds: ['other', 'none'], questions: [unknown(question)] }
}

function readSight(hasThermalCamera: unknown): CameraReading {
  if (typeof hasThermalCamera === 'boolean') return { kinds: [hasThermalCamera ? 'other' : 'none'], questions: [] }
  const question = askMeasurement(
    'hasThermalCamera',
    'Does the sight hold a camera or detector of 6A002, 6A003 or 6A993.a?',
    '15 CFR 744.9(a)(1)(ii)',
  )
  return { kinds: ['other', 'none'], questions: [unknown(question)] }
}

const ITAR_REVIEW: ReviewPolicy = {
  review: 'as the arms regulations (22 CFR 120-130) would',
  paragraph: '15 CFR 744.9(c)',
  because: ['a camera for a military end user'],
}

function cameraRequirement(military: Military, { item, to }: LineFacts, group: CameraKind): Finding {
  return {
    kind: 'requirement',
    requirement: {
      reason: military.reason,
      paragraph: group === 'photon' ? '15 CFR 744.9(a)(1)(i)' : '15 CFR 744.9(a)(1)(ii)',
      because: [
        military.because,
        `${nameOfItem(item)} to ${countryName(to)}, ${group === 'photon' ? 'not Australia, Canada or the United Kingdom' : 'not in Country Group A:1'}`,
      ],
      policy: [ITAR_REVIEW],
      effect: 'licence',
      authority: 'BIS',
      ...(military.party === undefined ? {} : { party: military.party }),
      onlyExceptions: ['GOV'],
    },
  }
}

/** 744.9(a)(1)(iii): cameras to be built into a military commodity of 0A919, anywhere but AU, CA and GB. */
function intoMilitaryCommodity({ item, to, endUse }: LineFacts): readonly Finding[] {
  const answer = item.measurements.isForMilitaryCommodity0A919
  if (AUSTRALIA_CANADA_UK.includes(to) || answer === false) return []
  if (answer !== true && endUse.isMilitary === false) return []
  if (answer !== true && endUse.isMilitary === undefined)
    return [unknown(askEndUse('isMilitary', '15 CFR 744.9(a)(1)(iii)'))]
  if (answer !== true)
    return [
      unknown(
        askMeasurement(
          'isForMilitaryCommodity0A919',
          'Will the camera be built into a military commodity of 0A919?',
          '15 CFR 744.9(a)(1)(iii)',
        ),
      ),
    ]
  return [
    {
      kind: 'requirement',
      requirement: {
        reason: 'military-end-use',
        paragraph: '15 CFR 744.9(a)(1)(iii)',
        because: ['the camera will be built into a military commodity of 0A919'],
        policy: [ITAR_REVIEW],
        effect: 'licence',
        authority: 'BIS',
        onlyExceptions: ['GOV'],
      },
    },
  ]
}

/** Fast microprocessors for military end uses and users in Country Group D:1. */
export const microprocessors: Rule = {
  id: 'us-ear/744.17/microprocessors',
  title: 'Microprocessors of 5 GFLOPS and 32 bits for military end uses in Country Group D:1',
  cites: [{ ref: '15 CFR 744.17(a)', textSha256: null }],
  inForce: [SINCE_BEFORE],
  checkedOn: AS_READ,
  tables: ['country-groups'],
  find(facts, tables) {
    if (!isInAny(facts.to, ['D:1'], tables) || !mayBeMicroprocessor(facts)) return []
    const military = findMilitary(facts, [facts.to], '15 CFR 744.17(a)')
    if (facts.item.measurements.isFastMicroprocessor === true)
      return military.map(
        (found): Finding =>
          found.kind === 'military'
            ? {
                kind: 'requirement',
                requirement: {
                  reason: found.reason,
                  paragraph: '15 CFR 744.17(a)',
                  because: [found.because, 'a microprocessor of 5 GFLOPS and 32 bits or more, Country Group D:1'],
                  policy: [{ review: 'presumption of denial', paragraph: '15 CFR 744.17(c)', because: ['744.17(a)'] }],
                  effect: 'licence',
                  authority: 'BIS',
                  ...(found.party === undefined ? {} : { party: found.party }),
                  onlyExceptions: ['GOV'],
                },
              }
            : found,
      )
    return military.length > 0
      ? [
          unknown(
            askMeasurement(
              'isFastMicroprocessor',
              'Is the item a microprocessor of 5 GFLOPS or more with 32-bit access, or software or technology to make one?',
              '15 CFR 744.17(a)',
            ),
          ),
        ]
      : []
  },
}

/** Microprocessors stand in 3A001 and 3A991, their software and technology in 3D and 3E; security ones in 5A992. */
function mayBeMicroprocessor({ item }: LineFacts): boolean {
  if (item.measurements.isFastMicroprocessor === false) return false
  return ['3A001', '3A991', '3D001', '3D991', '3E001', '3E002', '3E991'].includes(item.eccn ?? '')
}

/** Why the review policy of 744.21(e)(3) reaches a line, whatever its reason; `null`: it does not. Never a requirement. */
export function militaryReviewReason(facts: LineFacts): string | null {
  if (!ALL_COUNTRIES.includes(facts.to)) return null
  if (facts.endUse.isMilitary === true) return `a military end use in ${countryName(facts.to)}`
  const names = usersOf(facts)
    .filter((user) => isMilitaryEndUser(user) === true)
    .map(({ name }) => `\`${name}\``)
  return names.length === 0 ? null : `${names.sort().join(', ')}: a military end user in ${countryName(facts.to)}`
}
