import { countryName, day } from '../../base/index.ts'
import type { ReviewPolicy } from '../determination.ts'
import type { LineFacts } from '../facts.ts'
import type { Finding, Rule } from '../rule.ts'
import type { Control, LawTables } from '../tables.ts'
import { askEndUse, askEndUser, askItemParagraph, askMeasurement, askUsPerson, nothing, unknown } from './ask.ts'
import { controlFindings } from './controls.ts'
import { entryOf, formOf, isCoveredByAny, isEar99, nameOfItem } from './item.ts'
import { typeOf, usersOf } from './parties.ts'
import { countries, OCCUPIED_REGIONS, RUSSIA_AND_BELARUS } from './places.ts'
import { AS_READ, GATHERED_FROM, SINCE_BEFORE } from './reading.ts'
import { coverageOf } from './scope.ts'

type Embargo = {
  readonly paragraph: string
  readonly because: string
  readonly policy: ReviewPolicy
  readonly onlyExceptions: readonly string[]
  readonly authority?: 'BIS' | 'OFAC'
}

function embargoed(facts: LineFacts, embargo: Embargo): Finding {
  return {
    kind: 'requirement',
    requirement: {
      reason: 'embargo',
      paragraph: embargo.paragraph,
      because: [embargo.because, `to ${countryName(facts.to)}`],
      policy: [embargo.policy],
      effect: 'licence',
      authority: embargo.authority ?? 'BIS',
      onlyExceptions: embargo.onlyExceptions,
    },
  }
}

/**
 * Food and medicine designated EAR99 are out of several embargoes: `true` out, `false` in, `null` nobody has said. The
 * embargo is the rule and this its exemption: until somebody shows it, the requirement stands, and the question is asked.
 */
function isSparedFood({ item }: LineFacts): boolean | null {
  if (!isEar99(item)) return false
  const answer = item.measurements.isFoodOrMedicine
  return typeof answer === 'boolean' ? answer : null
}

function askFood(paragraph: string): Finding {
  return unknown(askMeasurement('isFoodOrMedicine', 'Is the EAR99 item food or medicine?', paragraph))
}

export const cuba: Rule = {
  id: 'us-ear/746.2/cuba',
  title: 'Cuba: all items subject to the EAR',
  cites: [{ ref: '15 CFR 746.2(a)', textSha256: null }],
  inForce: [SINCE_BEFORE],
  checkedOn: AS_READ,
  find(facts) {
    if (facts.to !== 'CU') return []
    if (facts.kind === 'in-country') return [nothing('746.2 covers export and reexport')]
    if (facts.kind === 'deemed' && isEar99(facts.item))
      return [nothing('EAR99 technology and source code may be released to a Cuban national, 746.2(a)(2)')]
    return [
      embargoed(facts, {
        paragraph: '15 CFR 746.2(a)',
        because: 'all items subject to the EAR',
        policy: {
          review: 'general policy of denial, with exceptions',
          paragraph: '15 CFR 746.2(b)',
          because: ['Cuba'],
        },
        onlyExceptions: ['TMP', 'TSU', 'RPL', 'BAG', 'GOV', 'GFT', 'AVS', 'APR', 'AGR', 'CCD', 'SCP'],
      }),
    ]
  },
}

/** Reasons for control that need a licence for Iraq, transfers inside it included. */
const IRAQ_REASONS: readonly string[] = ['NS', 'MT', 'NP', 'CW', 'CB', 'RS', 'CC', 'EI', 'SI', 'SL', 'UN']
const IRAQ_ECCNS: readonly string[] = ['0B999', '0D999', '1B999', '1C992', '1C995', '1C997', '1C999', '6A992']
const IRAQ_EXCEPTIONS: readonly string[] = ['CIV', 'APP', 'TMP', 'RPL', 'GOV', 'GFT', 'TSU', 'BAG', 'AVS', 'ENC']

export const iraq: Rule = {
  id: 'us-ear/746.3/iraq',
  title: 'Iraq: items controlled for more than AT, and military end uses',
  cites: [{ ref: '15 CFR 746.3(a)', textSha256: null }],
  inForce: [SINCE_BEFORE],
  checkedOn: AS_READ,
  tables: ['entries'],
  find(facts, tables) {
    if (facts.to !== 'IQ') return []
    return [...iraqItems(facts, tables), ...iraqMilitary(facts)]
  },
}

function iraqItems(facts: LineFacts, tables: LawTables): readonly Finding[] {
  const entry = entryOf(facts.item, tables)
  if (entry === null) return []
  if (IRAQ_ECCNS.includes(entry.eccn))
    return [iraqRequirement(facts, '15 CFR 746.3(a)(3)', `${entry.eccn} is named for Iraq`)]
  const reasons = entry.reasons.map((reason) => reason.slice(0, 2)).filter((reason) => IRAQ_REASONS.includes(reason))
  if (reasons.length === 0) return []
  const isProse = entry.controls.length === 0
  const covering = entry.controls
    .filter(({ reason }) => IRAQ_REASONS.includes(reason))
    .map((control) => reaches(control, facts))
  if (isProse || covering.includes(true))
    return [
      iraqRequirement(
        facts,
        '15 CFR 746.3(a)(1)-(2)',
        `${nameOfItem(facts.item)} is controlled for ${[...new Set(reasons)].sort().join(', ')}`,
      ),
    ]
  return covering.includes('perhaps') ? [unknown(askItemParagraph(facts.item, '15 CFR 746.3(a)(1)'))] : []
}

/** Whether a control row covers the item's paragraph; conditions leave it open. */
function reaches({ scope, conditions }: Control, { item }: LineFacts): boolean | 'perhaps' {
  const coverage = coverageOf(scope, item.paragraph)
  if (coverage === 'out') return false
  return coverage === 'in' && conditions.length === 0 ? true : 'perhaps'
}

function iraqRequirement(facts: LineFacts, paragraph: string, because: string): Finding {
  return embargoed(facts, {
    paragraph,
    because,
    policy: { review: 'as 746.3(b) says', paragraph: '15 CFR 746.3(b)', because: ['Iraq'] },
    onlyExceptions: IRAQ_EXCEPTIONS,
  })
}

/** 746.3(a)(4): any item for a military end use or user, unless it is the Government of Iraq. */
function iraqMilitary(facts: LineFacts): readonly Finding[] {
  const use = facts.endUse.isMilitary
  if (use === undefined) return [unknown(askEndUse('isMilitary', '15 CFR 746.3(a)(4)'))]
  if (!use) return [nothing('no military end use in Iraq')]
  const users = usersOf(facts)
  if (users.length === 0) return [unknown(askEndUser())]
  const isGovernment = users.every((user) => !['civil', 'individual', null].includes(typeOf(user)))
  if (isGovernment) return [nothing('for the Government of Iraq, 746.3(a)(4)')]
  return [
    embargoed(facts, {
      paragraph: '15 CFR 746.3(a)(4)',
      because: 'any item for a military end use outside the Government of Iraq',
      policy: { review: 'policy of denial', paragraph: '15 CFR 746.3(b)(4)', because: ['a military end use in Iraq'] },
      onlyExceptions: [],
    }),
  ]
}

export const northKorea: Rule = {
  id: 'us-ear/746.4/north-korea',
  title: 'North Korea: all items but food and medicine designated EAR99',
  cites: [
    { ref: '15 CFR 746.4(a)', textSha256: null },
    { ref: '15 CFR 742.19', textSha256: null },
  ],
  inForce: [SINCE_BEFORE],
  checkedOn: AS_READ,
  find(facts) {
    if (facts.to !== 'KP') return []
    if (facts.kind === 'in-country') return [nothing('746.4 covers export and reexport')]
    const spared = isSparedFood(facts)
    if (spared) return [nothing('food and medicine designated EAR99')]
    return [
      ...(spared === null ? [askFood('15 CFR 746.4(a)')] : []),
      embargoed(facts, {
        paragraph: '15 CFR 746.4(a)',
        because: 'all items subject to the EAR but food and medicine designated EAR99',
        policy: {
          review: 'case by case; denial for luxury goods, arms and weapons-related items',
          paragraph: '15 CFR 746.4(b)',
          because: ['North Korea'],
        },
        onlyExceptions: ['TMP', 'GOV', 'GFT', 'TSU', 'BAG', 'AVS'],
      }),
    ]
  },
}

export const occupiedRegions: Rule = {
  id: 'us-ear/746.6/occupied-regions',
  title: 'Occupied regions of Ukraine: all items but EAR99 food and medicine',
  cites: [{ ref: '15 CFR 746.6(a)(1)-(2)', textSha256: null }],
  inForce: [SINCE_BEFORE],
  checkedOn: AS_READ,
  find(facts) {
    if (!OCCUPIED_REGIONS.includes(facts.to)) return []
    const spared = isSparedFood(facts)
    if (spared) return [nothing('food and medicine designated EAR99')]
    if (mayBeFreeMessagingSoftware(facts)) {
      const answer = facts.item.measurements.isFreeMessagingSoftware
      if (answer === true) return [nothing('free software for personal communications over the internet, 746.6(d)(3)')]
      if (answer !== false)
        return [
          unknown(
            askMeasurement(
              'isFreeMessagingSoftware',
              'Is it software for personal communications over the internet, open to the public at no cost?',
              '15 CFR 746.6(d)(3)',
            ),
          ),
        ]
    }
    return [
      ...(spared === null ? [askFood('15 CFR 746.6(a)')] : []),
      embargoed(facts, {
        paragraph: facts.to === 'UA-43' ? '15 CFR 746.6(a)(1)(i)' : '15 CFR 746.6(a)(2)',
        because: 'all items subject to the EAR but food and medicine designated EAR99',
        policy: {
          review: 'policy of denial, case by case for the cases named',
          paragraph: '15 CFR 746.6(b)',
          because: ['an occupied region'],
        },
        onlyExceptions: ['TMP', 'GOV', 'GFT', 'TSU', 'BAG', 'AVS', 'MED'],
      }),
    ]
  },
}

function mayBeFreeMessagingSoftware({ item }: LineFacts): boolean {
  if (isEar99(item)) return formOf(item) === 'software'
  return isCoveredByAny(item, ['5D992.c']) !== false
}

export const iran: Rule = {
  id: 'us-ear/746.7/iran',
  title: 'Iran: listed items, and everything US persons send',
  cites: [
    { ref: '15 CFR 746.7(a)(1)', textSha256: null },
    { ref: '15 CFR 746.7(e)', textSha256: null },
    { ref: '31 CFR part 560', textSha256: null },
  ],
  inForce: [SINCE_BEFORE],
  checkedOn: AS_READ,
  tables: ['entries'],
  find(facts) {
    if (facts.to !== 'IR') return []
    return [...iranUnderTheEar(facts), ...iranUnderOfac(facts)]
  },
}

const IRAN_POLICY: ReviewPolicy = {
  review: 'generally denied; case by case for humanitarian reasons and civil aviation safety',
  paragraph: '15 CFR 746.7(b)',
  because: ['Iran'],
}

function iranUnderTheEar(facts: LineFacts): readonly Finding[] {
  if (facts.kind === 'in-country') return [nothing('746.7(a)(1)(i)-(ii) cover export and reexport')]
  const requirement = (paragraph: string, because: string) =>
    embargoed(facts, { paragraph, because, policy: IRAN_POLICY, onlyExceptions: [] })
  if (facts.item.eccn !== undefined && !isEar99(facts.item))
    return [requirement('15 CFR 746.7(a)(1)(i)', `${nameOfItem(facts.item)} is on the Commerce Control List`)]
  if (!isEar99(facts.item)) return []
  const isListed = facts.item.measurements.isInIranSupplement7
  if (isListed === true) return [requirement('15 CFR 746.7(a)(1)(ii)', 'the item is in 746 Supp. 7')]
  if (isListed === false) return [nothing('not in 746 Supp. 7')]
  return [
    unknown(
      askMeasurement(
        'isInIranSupplement7',
        'Is the HTS number of the EAR99 item in 746 Supp. 7?',
        '15 CFR 746.7(a)(1)(ii)',
      ),
    ),
  ]
}

/** 746.7(e): nothing subject to the EAR where OFAC's Iran rules forbid it and OFAC has not authorised it. */
function iranUnderOfac(facts: LineFacts): readonly Finding[] {
  if (facts.item.measurements.isUnderOfacGeneralLicence === true)
    return [nothing('an OFAC general licence covers it, as stated')]
  const fromUs = facts.kind === 'export' || facts.kind === 'deemed' || facts.exporter.isUsPerson === true
  if (!fromUs)
    return facts.exporter.isUsPerson === undefined
      ? [unknown(askUsPerson())]
      : [nothing('not sent from the United States nor by a US person; OFAC’s reexport rules are not read here')]
  return [
    embargoed(facts, {
      paragraph: '15 CFR 746.7(e); 31 CFR part 560',
      because: 'sent from the United States or by a US person, so OFAC must authorise it',
      policy: { review: 'by OFAC', paragraph: '31 CFR part 560', because: ['Iran'] },
      onlyExceptions: [],
      authority: 'OFAC',
    }),
  ]
}

const RUSSIA_EXCEPTIONS: readonly string[] = ['TMP', 'GOV', 'TSU', 'BAG', 'AVS', 'ENC', 'CCD', 'MED']

/** Russia and Belarus: every listed item, and EAR99 by tariff number or kind of software. */
export const russiaAndBelarus: Rule = {
  id: 'us-ear/746.8/russia-belarus',
  title: 'Russia and Belarus: all listed items, named EAR99 goods and software',
  cites: [
    { ref: '15 CFR 746.8(a)(1)', textSha256: null },
    { ref: '15 CFR 746.8(a)(4)-(8)', textSha256: null },
    { ref: '15 CFR 746.8(a)(12)', textSha256: null },
  ],
  inForce: [
    { from: GATHERED_FROM, until: day('2024-06-18'), act: '746.5, 746.8 and 746.10 as before 89 FR 51644' },
    { from: day('2024-06-18'), until: null, act: '89 FR 51644' },
  ],
  // The sections were drawn together into 746.8 that day; the earlier wording was not read.
  knownFrom: day('2024-06-18'),
  checkedOn: AS_READ,
  find(facts) {
    if (!RUSSIA_AND_BELARUS.includes(facts.to)) return []
    if (facts.kind === 'deemed') return [nothing('deemed exports and reexports are left out, 746.8(a)(12)(i)')]
    return isEar99(facts.item) ? russiaEar99(facts) : russiaListed(facts)
  },
}

const DENIAL: ReviewPolicy = {
  review: 'policy of denial, case by case for the cases named',
  paragraph: '15 CFR 746.8(b)(3)',
  because: ['Russia or Belarus'],
}

function russiaListed(facts: LineFacts): readonly Finding[] {
  if (facts.item.eccn === undefined) return []
  const mayBeExcluded = isCoveredByAny(facts.item, ['5A991', '5A992.c', '5D992.c']) !== false
  if (mayBeExcluded && facts.item.measurements.isForPartnerSubsidiary === true)
    return [nothing('for a civil end user of 746.8(a)(12)(ii), as stated')]
  return [
    embargoed(facts, {
      paragraph: '15 CFR 746.8(a)(1)',
      because: `${nameOfItem(facts.item)} is on the Commerce Control List`,
      policy: DENIAL,
      onlyExceptions: RUSSIA_EXCEPTIONS,
    }),
  ]
}

function russiaEar99(facts: LineFacts): readonly Finding[] {
  const listed = facts.item.measurements.isInRussiaSupplements
  if (listed === true)
    return [
      embargoed(facts, {
        paragraph: '15 CFR 746.8(a)(5)-(8)',
        because: 'the EAR99 item is in 746 Supp. 4, 5 or 6, or is software of (a)(8)',
        policy: DENIAL,
        onlyExceptions: RUSSIA_EXCEPTIONS,
      }),
    ]
  const ask = unknown(
    askMeasurement(
      'isInRussiaSupplements',
      'Is the EAR99 item in 746 Supp. 4, 5 or 6 (by HTS number), or business or design software of 746.8(a)(8)?',
      '15 CFR 746.8(a)(5)-(8)',
    ),
  )
  const energy = facts.endUse.isRussianEnergyProject
  return [
    listed === false ? nothing('not in 746 Supp. 4, 5 or 6, nor software of (a)(8)') : ask,
    ...(energy === undefined ? [unknown(askEndUse('isRussianEnergyProject', '15 CFR 746.8(a)(4)'))] : []),
    ...(energy === true ? energyGoods(facts) : []),
  ]
}

/** 746.8(a)(4): goods of Supp. 2 for deepwater, Arctic offshore or shale projects. */
function energyGoods(facts: LineFacts): readonly Finding[] {
  const listed = facts.item.measurements.isInRussiaSupplement2
  if (listed === false) return [nothing('not in 746 Supp. 2')]
  if (listed !== true)
    return [
      unknown(
        askMeasurement('isInRussiaSupplement2', 'Is the HTS number of the item in 746 Supp. 2?', '15 CFR 746.8(a)(4)'),
      ),
    ]
  return [
    embargoed(facts, {
      paragraph: '15 CFR 746.8(a)(4)',
      because: 'goods of 746 Supp. 2 for oil or gas in deepwater, Arctic offshore or shale',
      policy: { review: 'policy of denial', paragraph: '15 CFR 746.8(b)(2)', because: ['an oil or gas project'] },
      onlyExceptions: RUSSIA_EXCEPTIONS,
    }),
  ]
}

/** First day of the easing: a new exception for EAR99 items and a favourable policy. */
export const SYRIA_EASED_FROM = day('2025-09-02')

export const syria: Rule = {
  id: 'us-ear/746.9/syria',
  title: 'Syria: all items but food and medicine designated EAR99',
  cites: [{ ref: '15 CFR 746.9(a)', textSha256: null }],
  inForce: [
    { from: GATHERED_FROM, until: SYRIA_EASED_FROM, act: '82 FR 61157' },
    { from: SYRIA_EASED_FROM, until: null, act: '90 FR 42315' },
  ],
  checkedOn: AS_READ,
  find(facts) {
    if (facts.to !== 'SY') return []
    if (facts.kind === 'in-country') return [nothing('746.9 covers export and reexport')]
    if (facts.kind === 'deemed' && isEar99(facts.item))
      return [nothing('technology and source code not on the list may be released to a Syrian national')]
    const spared = isSparedFood(facts)
    if (spared) return [nothing('food and medicine designated EAR99')]
    const isEased = facts.on >= SYRIA_EASED_FROM
    return [
      ...(spared === null ? [askFood('15 CFR 746.9(a)')] : []),
      embargoed(facts, {
        paragraph: '15 CFR 746.9(a)',
        because: 'all items subject to the EAR but food and medicine designated EAR99',
        policy: {
          review: isEased
            ? 'presumption of approval for civil commercial uses, else case by case'
            : 'general policy of denial',
          paragraph: '15 CFR 746.9(c)',
          because: ['Syria'],
        },
        onlyExceptions: isEased
          ? ['SPP', 'TMP', 'RPL', 'GOV', 'TSU', 'BAG', 'AVS', 'CCD']
          : ['TMP', 'GOV', 'TSU', 'BAG', 'AVS'],
      }),
    ]
  },
}

/** Countries under a Security Council arms embargo, 746.1(b)(2). */
const UN_ARMS_EMBARGO = countries('CF', 'CD', 'ER', 'IR', 'IQ', 'LB', 'LY', 'KP', 'SO', 'SD')
/** Their own sections say which exceptions remain, 746.1(b)(4). */
const OWN_SECTION = countries('IR', 'IQ', 'KP')

export const unArmsEmbargo: Rule = {
  id: 'us-ear/746.1/un-arms-embargo',
  title: 'Items with a UN reason for control to countries under a Security Council arms embargo',
  cites: [{ ref: '15 CFR 746.1(b)', textSha256: null }],
  inForce: [SINCE_BEFORE],
  checkedOn: AS_READ,
  tables: ['entries'],
  find(facts, tables) {
    if (!UN_ARMS_EMBARGO.includes(facts.to)) return []
    if (facts.kind === 'in-country') return [nothing('746.1(b) covers export and reexport')]
    const rows = unRows(facts, tables)
    if (rows === 'none') return []
    if (rows === 'perhaps') return [unknown(askItemParagraph(facts.item, '15 CFR 746.1(b)(3)'))]
    return [
      {
        kind: 'requirement',
        requirement: {
          reason: 'UN',
          paragraph: '15 CFR 746.1(b)(3)',
          because: [
            `${nameOfItem(facts.item)} has a UN reason for control`,
            `${countryName(facts.to)} is under a UN arms embargo`,
          ],
          policy: [
            {
              review: 'denied where contrary to the Security Council resolution',
              paragraph: '15 CFR 746.1(b)(3)',
              because: ['a UN arms embargo'],
            },
          ],
          effect: 'licence',
          authority: 'BIS',
          ...(OWN_SECTION.includes(facts.to) ? {} : { onlyExceptions: ['GOV'] }),
        },
      },
    ]
  },
}

function unRows(facts: LineFacts, tables: LawTables): 'some' | 'perhaps' | 'none' {
  const { entry, referred } = controlFindings(facts, tables)
  if (entry === null || !entry.reasons.includes('UN')) return 'none'
  const own = entry.controls.filter(({ reason }) => reason === 'UN')
  const reached = own.map((control) => reaches(control, facts))
  const isReferred = referred.some(({ control }) => control.reason === 'UN')
  if (reached.includes(true) || (own.length === 0 && isReferred)) return 'some'
  // An entry that states UN among its reasons without a row of its own: 0A503 and the like, the whole entry.
  if (own.length === 0) return 'some'
  return reached.includes('perhaps') ? 'perhaps' : 'none'
}
