import { countryName, type Day } from '../../base/index.ts'
import type { Question, Requirement } from '../determination.ts'
import type { LineFacts, PartyFacts } from '../facts.ts'
import type { ExceptionReading, InForce, LicenceException } from '../rule.ts'
import type { ExceptionFlag, LawTables } from '../tables.ts'
import { askEndUse, askEndUserType, askItemParagraph } from './ask.ts'
import { SYRIA_EASED_FROM } from './embargoes.ts'
import { askItem, askValue, type Bars, barsOf, isFromControlRows, isListed } from './exception-bars.ts'
import { entryOf, formOf, isCoveredByAny, isEar99, isMilitaryOrSpacecraftEntry, nameOfItem } from './item.ts'
import { typeOf, usersOf } from './parties.ts'
import { countries, isInAny } from './places.ts'
import { AS_READ, SINCE_BEFORE } from './reading.ts'
import { coverageOf } from './scope.ts'

type Terms = Bars & { readonly conditions: string[] }

type Read = (facts: LineFacts, tables: LawTables, found: readonly Requirement[], terms: Terms) => void

type Definition = {
  readonly code: string
  readonly paragraph: string
  readonly inForce?: readonly InForce[]
  readonly checkedOn?: Day
  /** Whether the exception is worth naming for this line. */
  readonly concerns: (facts: LineFacts, tables: LawTables, found: readonly Requirement[]) => boolean
  readonly read: Read
  readonly lifts: (requirement: Requirement) => boolean
}

/** An exception: 740.2 first, then its own terms. Any bar closes it; any open fact leaves it open. */
function exception(definition: Definition): LicenceException {
  const { code, paragraph } = definition
  return {
    code,
    cites: [
      { ref: paragraph, textSha256: null },
      { ref: '15 CFR 740.2(a)', textSha256: null },
    ],
    inForce: definition.inForce ?? [SINCE_BEFORE],
    checkedOn: definition.checkedOn ?? AS_READ,
    test(facts, tables, found): ExceptionReading | null {
      if (!definition.concerns(facts, tables, found)) return null
      const terms: Terms = { ...barsOf({ code, facts, tables, found }), conditions: [] }
      definition.read(facts, tables, found, terms)
      const isBarred = terms.barredBy.length > 0
      return {
        test: {
          code,
          available: isBarred ? false : terms.questions.length > 0 ? null : true,
          conditions: isBarred ? [] : terms.conditions,
          barredBy: [...terms.barredBy].sort(),
          paragraph,
        },
        lifts: definition.lifts,
        questions: terms.questions,
      }
    },
  }
}

function close(terms: Terms, paragraph: string, why: string): void {
  terms.barredBy.push(`15 CFR ${paragraph}: ${why}`)
}

/** Reads the entry's own flag for a list-based exception; returns the flags that cover the item. */
function readFlags(code: string, facts: LineFacts, tables: LawTables, terms: Terms): readonly ExceptionFlag[] {
  const flags = entryOf(facts.item, tables)?.exceptions.filter((flag) => flag.code === code) ?? []
  const covering: ExceptionFlag[] = []
  let isOpen = false
  for (const flag of flags) {
    if (flag.scope === null) continue
    const coverage = coverageOf(flag.scope, facts.item.paragraph)
    if (coverage === 'out') continue
    if (coverage === 'perhaps') isOpen = true
    covering.push(flag)
  }
  if (covering.length === 0) {
    close(terms, '774 Supp. 1', `${code} is not open to ${nameOfItem(facts.item)}`)
    return []
  }
  if (isOpen) terms.questions.push(askItemParagraph(facts.item, '15 CFR 774 Supp. 1'))
  if (covering.some(({ unread }) => unread !== undefined)) terms.questions.push(askFlag(code, facts))
  return covering
}

function askFlag(code: string, { item }: LineFacts): Omit<Question, 'rules'> {
  return {
    id: `exception-terms/${code}`,
    fact: `items[].measurements.isEligibleFor${code}`,
    text: `Does the ${code} paragraph of entry ${item.eccn} cover the item? It holds words we do not read`,
    paragraph: '15 CFR 774 Supp. 1',
  }
}

function hasFlag(code: string, facts: LineFacts, tables: LawTables): boolean {
  return entryOf(facts.item, tables)?.exceptions.some((flag) => flag.code === code) ?? false
}

function hasRows(found: readonly Requirement[]): boolean {
  return found.some(isFromControlRows)
}

/** 740.2(a)(19): papers of the Hong Kong authorities for NS, MT, NP and CB items. */
function addHongKongPapers(facts: LineFacts, found: readonly Requirement[], terms: Terms): void {
  if (facts.to === 'HK' && found.some(({ reason }) => ['NS', 'MT', 'NP', 'CB'].includes(reason)))
    terms.conditions.push(
      'hold the Hong Kong import licence, or its statement that none is needed, 15 CFR 740.2(a)(19)',
    )
}

/** 743.1: exports under GBS, TSR, LVS, APP, STA and GOV(c) of sensitive items are reported. */
function addWassenaarReport(terms: Terms): void {
  terms.conditions.push('report exports of Sensitive List items twice a year, 15 CFR 743.1')
}

const lvs = exception({
  code: 'LVS',
  paragraph: '15 CFR 740.3',
  concerns: (facts, tables, found) => hasRows(found) && hasFlag('LVS', facts, tables),
  read(facts, tables, found, terms) {
    const flags = readFlags('LVS', facts, tables, terms)
    if (!isInAny(facts.to, ['B'], tables))
      close(terms, '740.3(b)', `${countryName(facts.to)} is not in Country Group B`)
    if (formOf(facts.item) !== 'commodity') close(terms, '740.3(a)', 'LVS covers commodities only')
    const limits = flags.map(({ limitUsd }) => limitUsd).filter((limit) => limit !== undefined)
    const limit = Math.min(...limits)
    if (flags.length > 0 && limits.length === 0) terms.questions.push(askFlag('LVS', facts))
    if (limits.length > 0) {
      if (facts.item.valueUsd === undefined) terms.questions.push(askValue('15 CFR 740.3(b)'))
      else if (Number(facts.item.valueUsd) > Math.max(...limits))
        close(terms, '740.3(b)', `${facts.item.valueUsd} USD is over the limit of ${Math.max(...limits)} USD`)
      else if (Number(facts.item.valueUsd) > limit)
        terms.questions.push(askItemParagraph(facts.item, '15 CFR 740.3(b)'))
      terms.conditions.push(
        `net value of the order within this entry up to ${limit} USD, never split to fit, 15 CFR 740.3(d)(1)`,
        `no more than ${12 * limit} USD a calendar year to one consignee, 15 CFR 740.3(d)(2)`,
      )
    }
    addHongKongPapers(facts, found, terms)
    addWassenaarReport(terms)
  },
  lifts: (requirement) => isFromControlRows(requirement) && requirement.reason !== 'SL',
})

/** Group B countries that 740.4 and 740.6 leave out. */
const OUTSIDE_GBS = countries('SD', 'UA', 'UA-43', 'UA-14', 'UA-09')

/** GBS and TSR: Group B but Sudan and Ukraine, where the chart asks for a licence for national security alone. */
function readNationalSecurityOnly(
  paragraph: string,
  facts: LineFacts,
  tables: LawTables,
  found: readonly Requirement[],
  terms: Terms,
): void {
  if (!isInAny(facts.to, ['B'], tables) || OUTSIDE_GBS.includes(facts.to))
    close(terms, paragraph, `${countryName(facts.to)} is not a Country Group B destination of this exception`)
  const others = [...new Set(found.filter(isFromControlRows).map(({ reason }) => reason))].filter(
    (each) => each !== 'NS',
  )
  if (others.length > 0) close(terms, paragraph, `only for NS, and ${others.sort().join(', ')} requires a licence too`)
  addHongKongPapers(facts, found, terms)
  addWassenaarReport(terms)
}

const gbs = exception({
  code: 'GBS',
  paragraph: '15 CFR 740.4',
  concerns: (facts, tables, found) => hasRows(found) && hasFlag('GBS', facts, tables),
  read(facts, tables, found, terms) {
    readFlags('GBS', facts, tables, terms)
    if (formOf(facts.item) !== 'commodity') close(terms, '740.4', 'GBS covers commodities only')
    readNationalSecurityOnly('740.4', facts, tables, found, terms)
  },
  lifts: (requirement) => isFromControlRows(requirement) && requirement.reason === 'NS',
})

const tsr = exception({
  code: 'TSR',
  paragraph: '15 CFR 740.6',
  concerns: (facts, tables, found) => hasRows(found) && hasFlag('TSR', facts, tables),
  read(facts, tables, found, terms) {
    readFlags('TSR', facts, tables, terms)
    if (formOf(facts.item) === 'commodity') close(terms, '740.6(a)', 'TSR covers software and technology only')
    readNationalSecurityOnly('740.6(a)', facts, tables, found, terms)
    terms.conditions.push('written assurance of the consignee received before the export, 15 CFR 740.6(a)(1)-(3)')
    if (!holds(facts, /^(tsr|tsr[- ]|license exception tsr[- ])?(letter of )?(written[- ])?assurance$|^tsr$/i))
      terms.questions.push(askStatement('TSR', 'the written assurance of the consignee', '15 CFR 740.6(a)(3)'))
  },
  lifts: (requirement) => isFromControlRows(requirement) && requirement.reason === 'NS',
})

/** A statement counts when its whole name is the paper's; a note that it is missing does not. */
function holds({ statementsOnFile }: LineFacts, paper: RegExp): boolean {
  return statementsOnFile.some((statement) => paper.test(statement.trim()))
}

function askStatement(code: string, what: string, paragraph: string): Omit<Question, 'rules'> {
  return {
    id: `statement/${code}`,
    fact: 'statementsOnFile',
    text: `Is ${what} for ${code} on file?`,
    paragraph,
  }
}

/** Entries 740.20(b)(2)(ii)(A) names. */
const STA_NAMED: readonly string[] = [
  '0A501.a',
  '0A501.b',
  '0A501.c',
  '0A501.d',
  '0A501.e',
  '0A506',
  '0A507',
  '0A509',
  '0A981',
  '0A982',
  '0A983',
  '0A503',
  '0E504',
  '0E982',
]
/** Entries other paragraphs of 740.20(b)(2) name, whole or in the part given. */
const STA_EXCLUDED: readonly (readonly [string, readonly string[]])[] = [
  ['(v)', ['1C351.a', '1C351.b', '1C351.c', '1C351.d.14', '1C351.d.15', '1C351.e', '1C353', '1C354', '1E351']],
  ['(viii)(D)', ['9D004.f', '9D004.g']],
  ['(viii)(E)', ['9E003.a.1', '9E003.a.2', '9E003.a.3', '9E003.a.4', '9E003.a.5', '9E003.c', '9E003.h', '9E003.i']],
  ['(x)', ['6A002', '6A293', '6D003.c']],
]
/** Entries of which 740.20(b)(2) excludes a part told by purpose, so that a person must look. */
const STA_PARTLY: Readonly<Record<string, string>> = {
  '1E001': '(v)',
  '7E004': '(vii)',
  '9D001': '(viii)(B)-(C)',
  '9D002': '(viii)(B)',
  '6D002': '(x)',
  '6D991': '(x)',
  '6E001': '(x)',
  '6E002': '(x)',
  '3E001': '(xi)',
}
const STA_REASONS: readonly string[] = ['NS', 'CB', 'NP', 'RS', 'CC', 'SI']
const STA_CLOSED_REASONS: readonly string[] = ['EI', 'SS', 'SL', 'CW']
/** Barrel length, inches, under which shotguns are outside STA. */
const SHORT_BARREL_INCHES = 18

const sta = exception({
  code: 'STA',
  paragraph: '15 CFR 740.20',
  concerns: (facts, tables, found) =>
    hasRows(found) && (isInAny(facts.to, ['A:5', 'A:6'], tables) || hasFlag('STA', facts, tables)),
  read(facts, tables, found, terms) {
    readStaDestination(facts, tables, found, terms)
    readStaItem(facts, tables, found, terms)
    readStaPapers(facts, terms)
    addHongKongPapers(facts, found, terms)
    addWassenaarReport(terms)
  },
  lifts: (requirement) => isFromControlRows(requirement) && STA_REASONS.includes(requirement.reason),
})

function readStaDestination(facts: LineFacts, tables: LawTables, found: readonly Requirement[], terms: Terms): void {
  const { to, item } = facts
  const reasons = [...new Set(found.filter(isFromControlRows).map(({ reason }) => reason))]
  const isA5 = isInAny(to, ['A:5'], tables)
  if (isA5) {
    const outside = reasons.filter((reason) => !STA_REASONS.includes(reason) && reason !== 'MT')
    if (outside.length > 0)
      close(terms, '740.20(c)(1)', `${outside.sort().join(', ')} is not among NS, CB, NP, RS, CC, SI`)
  } else if (isInAny(to, ['A:6'], tables)) {
    const outside = reasons.filter((reason) => reason !== 'NS')
    if (outside.length > 0)
      close(
        terms,
        '740.20(c)(2)',
        `to Country Group A:6 only for NS, and ${outside.sort().join(', ')} requires a licence too`,
      )
  } else close(terms, '740.20(c)', `${countryName(to)} is not in Country Group A:5 or A:6`)
  if (to === 'AE')
    terms.questions.push({
      id: 'approved-entity',
      fact: 'parties[].name',
      text: 'Are the ultimate consignee and every end user approved for STA in 740 Supp. 8?',
      paragraph: '15 CFR 740.2(a)(26)',
    })
  const flags = entryOf(item, tables)?.exceptions.filter(({ code }) => code === 'STA') ?? []
  if (flags.length === 0) return
  const open = readFlags('STA', facts, tables, terms).filter(({ notGroups }) => !isInAny(to, notGroups ?? [], tables))
  if (open.length === 0)
    close(terms, '774 Supp. 1', `the entry closes STA for ${nameOfItem(item)} to ${countryName(to)}`)
}

function readStaItem(facts: LineFacts, tables: LawTables, found: readonly Requirement[], terms: Terms): void {
  const { item } = facts
  const named = isCoveredByAny(item, STA_NAMED)
  if (named === true) close(terms, '740.20(b)(2)(ii)(A)', `${nameOfItem(item)} is excluded by name`)
  else if (named === 'perhaps') terms.questions.push(askItemParagraph(facts.item, '15 CFR 740.20(b)(2)(ii)(A)'))
  if (['0A502', '0A508'].includes(item.eccn ?? '')) readBarrel(item.measurements.barrelLengthInches, terms)
  for (const [paragraph, paths] of STA_EXCLUDED) {
    const covered = isCoveredByAny(item, paths)
    if (covered === true) close(terms, `740.20(b)(2)${paragraph}`, `${nameOfItem(item)} is excluded`)
    else if (covered === 'perhaps')
      terms.questions.push(askItemParagraph(facts.item, `15 CFR 740.20(b)(2)${paragraph}`))
  }
  const partly = STA_PARTLY[item.eccn ?? '']
  if (partly !== undefined && item.measurements.isExcludedFromSta !== false) {
    const paragraph = `740.20(b)(2)${partly}`
    if (item.measurements.isExcludedFromSta === true) close(terms, paragraph, `${nameOfItem(item)} is excluded`)
    else
      terms.questions.push(
        askItem('isExcludedFromSta', `Is the item for what ${paragraph} excludes from STA?`, `15 CFR ${paragraph}`),
      )
  }
  const civilTelecom = isCoveredByAny(item, ['3A001.b.2', '3A001.b.3'])
  if (civilTelecom !== false) readCivilTelecom(item.measurements.isForCivilTelecommunications, terms)
  const closed = found.filter(({ reason }) => STA_CLOSED_REASONS.includes(reason)).map(({ reason }) => reason)
  if (closed.length > 0) close(terms, '740.20(b)(2)(iii)', `controlled for ${[...new Set(closed)].sort().join(', ')}`)
  if (isMilitaryOrSpacecraftEntry(item) && isInAny(facts.to, ['A:5'], tables))
    terms.questions.push(
      askItem(
        'isEligibleForSta600Series',
        'Are the end user, the purpose and every party of the 600-series or 9x515 item of the kinds 740.20(b)(3) and (c)(1) ask for?',
        '15 CFR 740.20(b)(3)',
      ),
    )
}

function readBarrel(barrelLengthInches: unknown, terms: Terms): void {
  if (typeof barrelLengthInches !== 'number')
    terms.questions.push(
      askItem('barrelLengthInches', 'How long is the barrel, in inches?', '15 CFR 740.20(b)(2)(ii)(B)'),
    )
  else if (barrelLengthInches < SHORT_BARREL_INCHES)
    close(terms, '740.20(b)(2)(ii)(B)', 'a shotgun with a barrel under 18 inches')
}

function readCivilTelecom(isForCivilTelecommunications: unknown, terms: Terms): void {
  if (isForCivilTelecommunications === false)
    close(terms, '740.20(b)(2)(xi)', 'not for a civil telecommunications application')
  else if (isForCivilTelecommunications !== true)
    terms.questions.push(
      askItem(
        'isForCivilTelecommunications',
        'Is it for a civil telecommunications application?',
        '15 CFR 740.20(b)(2)(xi)',
      ),
    )
}

function readStaPapers(facts: LineFacts, terms: Terms): void {
  terms.conditions.push(
    'give the consignee the ECCN of each item, 15 CFR 740.20(d)(1)',
    'hold the prior consignee statement before the export, 15 CFR 740.20(d)(2)',
    'tell the consignee in writing with each shipment that it goes under STA, 15 CFR 740.20(d)(3)',
    'log each shipment with its statement, 15 CFR 740.20(d)(2)',
  )
  const isGovernment = usersOf(facts).length > 0 && usersOf(facts).every((user) => isGovernmentType(typeOf(user)))
  // Note 2 to 740.20(d)(2): government consignees of A:5 and A:6 need not sign.
  if (!isGovernment && !holds(facts, /^(sta|(sta[- ])?(prior[- ])?consignee[- ]statement)$/i))
    terms.questions.push(askStatement('STA', 'the prior consignee statement', '15 CFR 740.20(d)(2)'))
}

function isGovernmentType(type: ReturnType<typeof typeOf>): boolean {
  return type !== null && type !== 'civil' && type !== 'individual'
}

const gov = exception({
  code: 'GOV',
  paragraph: '15 CFR 740.11(b)(2)(ii)',
  concerns: (_facts, _tables, found) => found.length > 0,
  read(facts, _tables, _found, terms) {
    terms.conditions.push('made by or consigned to a US Government agency, solely for its official use')
    const users = usersOf(facts)
    const isOther = (user: PartyFacts) =>
      (user.country !== undefined && user.country !== 'US') || !isPossiblyGovernment(typeOf(user))
    if (users.some(isOther)) {
      close(terms, '740.11(b)(2)(ii)', 'not solely for the official use of an agency of the US Government')
      return
    }
    const isAgency = (user: PartyFacts) => user.country === 'US' && FEDERAL_TYPES.includes(typeOf(user))
    if (users.length > 0 && users.every(isAgency)) return
    terms.questions.push({
      id: 'us-government',
      fact: 'parties[].endUserType',
      text: 'Is every consignee and user an agency of the US Government, and is the item solely for its official use?',
      paragraph: '15 CFR 740.11(b)(2)(ii)',
    })
  },
  lifts: () => true,
})

/** Types that in the United States are federal by their nature; a police force or prison may be a state's or a city's. */
const FEDERAL_TYPES: readonly ReturnType<typeof typeOf>[] = [
  'government',
  'military',
  'intelligence',
  'military-intelligence',
  'border',
]

function isPossiblyGovernment(type: ReturnType<typeof typeOf>): boolean {
  return type === null || isGovernmentType(type)
}

const COOPERATING_BESIDE_A1 = countries('SG', 'TW')

/** Agencies of cooperating governments: Country Group A:1, Singapore and Taiwan. */
const cooperating = exception({
  code: 'GOV(c)',
  paragraph: '15 CFR 740.11(c)',
  concerns: (facts, tables, found) =>
    hasRows(found) &&
    (isInAny(facts.to, ['A:1'], tables) || COOPERATING_BESIDE_A1.includes(facts.to)) &&
    usersOf(facts).some((user) => isPossiblyGovernment(typeOf(user))),
  read(facts, tables, found, terms) {
    const { item } = facts
    const users = usersOf(facts)
    if (users.some((user) => !isPossiblyGovernment(typeOf(user))))
      close(terms, '740.11(c)(1)', 'a user is not an agency of a cooperating government')
    if (users.some((user) => typeOf(user) === null)) terms.questions.push(askEndUserType(facts, '15 CFR 740.11(c)(1)'))
    const named = isCoveredByAny(item, STA_NAMED)
    if (named === true)
      close(terms, '740.11(c)(3)(vii)', `${nameOfItem(item)} is outside STA by name, so outside GOV (c) too`)
    else if (named === 'perhaps') terms.questions.push(askItemParagraph(facts.item, '15 CFR 740.11(c)(3)(vii)'))
    if (['0A508'].includes(item.eccn ?? '')) close(terms, '740.11', `${item.eccn} is open only to US agencies`)
    const closed = found.filter(({ reason }) => ['NP', 'EI'].includes(reason)).map(({ reason }) => reason)
    if (closed.length > 0) close(terms, '740.11(c)(3)', `controlled for ${[...new Set(closed)].sort().join(', ')}`)
    if (isCybersecurityItem(facts) === true) close(terms, '740.11(c)(3)(viii)', 'a cybersecurity item')
    if (isMilitaryOrSpacecraftEntry(item) && !isInAny(facts.to, ['A:5'], tables))
      close(terms, '740.11(c)(3)(v)', 'a 600-series item outside Country Group A:5')
    readSensitivity(facts, tables, terms)
    terms.conditions.push('consigned to and for the official use of the agency, inside a cooperating country')
  },
  lifts: (requirement) => isFromControlRows(requirement) && requirement.reason !== 'SL',
})

/** 740.11(c)(3)(i)-(ii): the Sensitive and Very Sensitive Lists (774 Supp. 6 and 7), which are not read here. */
function readSensitivity(facts: LineFacts, tables: LawTables, terms: Terms): void {
  const { isSensitive, isVerySensitive } = facts.item.measurements
  if (isVerySensitive === true) close(terms, '740.11(c)(3)(ii)', 'on the Very Sensitive List')
  else if (isSensitive === true && !isInAny(facts.to, ['A:5'], tables))
    close(terms, '740.11(c)(3)(i)', 'on the Sensitive List, outside Country Group A:5')
  if (isVerySensitive === undefined)
    terms.questions.push(askItem('isVerySensitive', 'Is the item on the Very Sensitive List?', '15 CFR 774 Supp. 7'))
  if (isSensitive === undefined && !isInAny(facts.to, ['A:5'], tables))
    terms.questions.push(askItem('isSensitive', 'Is the item on the Sensitive List?', '15 CFR 774 Supp. 6'))
}

/** Encryption: which paragraph of 740.17(b) holds depends on a classification this program has not seen. */
const enc = exception({
  code: 'ENC',
  paragraph: '15 CFR 740.17',
  concerns: (facts, _tables, found) =>
    hasRows(found) && ['5A002', '5A004', '5B002', '5D002', '5E002'].includes(facts.item.eccn ?? ''),
  read(facts, tables, _found, terms) {
    if (isInAny(facts.to, ['E:1', 'E:2'], tables))
      close(terms, '740.17', `${countryName(facts.to)} is in Country Group E:1 or E:2`)
    terms.conditions.push(
      'classified, or self-classified and reported, as 740.17(b) and (d)-(e) ask; (b)(2) items not to government end users outside 740 Supp. 3',
    )
    const authorised = facts.item.measurements.isAuthorisedForEnc
    if (authorised === false) close(terms, '740.17(b)', 'not authorised for ENC, as stated')
    else if (authorised !== true)
      terms.questions.push(
        askItem(
          'isAuthorisedForEnc',
          'Under which paragraph of 740.17(b) is the item authorised, and does it admit this end user?',
          '15 CFR 740.17(b)',
        ),
      )
  },
  lifts: (requirement) => isFromControlRows(requirement) && ['NS', 'EI', 'AT'].includes(requirement.reason),
})

/** Entries wholly or partly of cybersecurity items, 740.22(b)(1); `for`: only the part told by purpose. */
const CYBERSECURITY_WHOLE: readonly string[] = ['4A005', '4D004', '4E001.c', '5A001.j']
/** Entries of which only what is for the given ones is a cybersecurity item. */
const CYBERSECURITY_PARTLY: Readonly<Record<string, readonly string[]>> = {
  '4D001.a': ['4A005', '4D004'],
  '4E001.a': ['4A005', '4D001.a', '4D004'],
  '5B001.a': ['5A001.j'],
  '5D001.a': ['5A001.j'],
  '5D001.c': ['5A001.j', '5B001.a'],
  '5E001.a': ['5A001.j', '5D001.a'],
}
/** Those that 740.22(c)(4)(i) lets through to favoured private end users in D:1 and D:5. */
const CYBERSECURITY_INTRUSION: readonly string[] = ['4A005', '4D001.a', '4D004', '4E001.a', '4E001.c']

function isCybersecurityItem({ item }: LineFacts): boolean | 'perhaps' {
  const whole = isCoveredByAny(item, CYBERSECURITY_WHOLE)
  if (whole === true) return true
  const partly = Object.keys(CYBERSECURITY_PARTLY).filter((path) => isCoveredByAny(item, [path]) !== false)
  if (whole === false && partly.length === 0) return false
  const { isCybersecurityItem: stated, forEccn, forParagraph } = item.measurements
  if (typeof stated === 'boolean') return stated
  if (whole === 'perhaps' || typeof forEccn !== 'string') return 'perhaps'
  const purpose = { ref: 'purpose', eccn: forEccn, measurements: {} }
  const served = typeof forParagraph === 'string' ? { ...purpose, paragraph: forParagraph } : purpose
  return isCoveredByAny(
    served,
    partly.flatMap((path) => CYBERSECURITY_PARTLY[path] ?? []),
  )
}

const ace = exception({
  code: 'ACE',
  paragraph: '15 CFR 740.22',
  concerns: (facts, _tables, found) => hasRows(found) && isCybersecurityItem(facts) !== false,
  read(facts, tables, _found, terms) {
    if (isCybersecurityItem(facts) === 'perhaps')
      terms.questions.push(
        askItem('isCybersecurityItem', 'Is the item a cybersecurity item of 740.22(b)(1)?', '15 CFR 740.22(b)(1)'),
      )
    if (isInAny(facts.to, ['E:1', 'E:2'], tables))
      close(terms, '740.22(c)(1)', `${countryName(facts.to)} is in Country Group E:1 or E:2`)
    if (facts.endUse.isUnauthorisedIntrusion === true)
      close(terms, '740.22(c)(5)', 'it will be used against information systems without their owner’s authority')
    else if (facts.endUse.isUnauthorisedIntrusion === undefined)
      terms.questions.push(askEndUse('isUnauthorisedIntrusion', '15 CFR 740.22(c)(5)'))
    for (const user of usersOf(facts)) readCyberUser(facts, tables, typeOf(user), terms)
    if (usersOf(facts).length === 0) terms.questions.push(askEndUserType(facts, '15 CFR 740.22(c)(2)'))
    terms.conditions.push('no knowledge, then or at shipment, of use without authority, 15 CFR 740.22(c)(5)')
  },
  lifts: (requirement) => isFromControlRows(requirement) && requirement.reason !== 'SL',
})

function readCyberUser(facts: LineFacts, tables: LawTables, type: ReturnType<typeof typeOf>, terms: Terms): void {
  const { to, item } = facts
  const isGroupD = isInAny(to, ['D:1', 'D:2', 'D:3', 'D:4', 'D:5'], tables)
  const isPrivateRisk = isInAny(to, ['D:1', 'D:5'], tables)
  if (!isGroupD) return
  if (type === null) terms.questions.push(askEndUserType(facts, '15 CFR 740.22(c)(2)'))
  else if (isGovernmentType(type)) {
    const isSpared = isInAny(to, ['A:6'], tables) ? item.measurements.isForIncidentResponseOfA6 : false
    if (isSpared === true) return
    if (isSpared === false || !isInAny(to, ['A:6'], tables))
      close(terms, '740.22(c)(2)', `a government end user of ${countryName(to)}, in Country Group D`)
    else
      terms.questions.push(
        askItem(
          'isForIncidentResponseOfA6',
          'Is it for the police, judicial or national incident-response cases that 740.22(c)(2)(i)-(ii) leave open?',
          '15 CFR 740.22(c)(2)',
        ),
      )
  } else {
    terms.conditions.push(
      'the end user is no utility, transport service or arms firm of which a government holds 25 % or more, 15 CFR 740.22(b)(4)(v)-(vii)',
    )
    if (!isPrivateRisk || facts.kind === 'deemed') return
    const favoured = item.measurements.isFavouredCybersecurityEndUser
    if (isCoveredByAny(item, CYBERSECURITY_INTRUSION) === false || favoured === false)
      close(terms, '740.22(c)(4)', `a private end user in ${countryName(to)} (Country Group D:1 or D:5)`)
    else if (favoured !== true)
      terms.questions.push(
        askItem(
          'isFavouredCybersecurityEndUser',
          'Is the end user a US subsidiary, a bank, an insurer or a civil medical institution?',
          '15 CFR 740.22(c)(4)(i)',
        ),
      )
  }
}

/** EAR99 items to Syria since 2025-09-02, where no part 744 control stands in the way. */
const spp = exception({
  code: 'SPP',
  paragraph: '15 CFR 740.5',
  inForce: [{ from: SYRIA_EASED_FROM, until: null, act: '90 FR 42315' }],
  concerns: (facts, _tables, found) => facts.to === 'SY' && isEar99(facts.item) && found.length > 0,
  read(_facts, _tables, _found, terms) {
    terms.conditions.push('no end use or end user of part 744, 15 CFR 740.5(b)')
  },
  lifts: ({ reason }) => reason === 'embargo',
})

/** Flags of the entry that are read nowhere above: named, and left open. */
const READ_ABOVE: readonly string[] = ['LVS', 'GBS', 'TSR', 'STA', 'ENC', 'ACE']
const OTHERS: readonly (readonly [string, string])[] = [
  ['APP', '15 CFR 740.7'],
  ['IEC', '15 CFR 740.24'],
  ['HBM', '15 CFR 740.25'],
  ['LPP', '15 CFR 740.29'],
  ['AIA', '15 CFR 740.27'],
  ['ACM', '15 CFR 740.28'],
]

const others: readonly LicenceException[] = OTHERS.map(([code, paragraph]) =>
  exception({
    code,
    paragraph,
    concerns: (facts, tables, found) =>
      !READ_ABOVE.includes(code) && hasRows(found) && isListed(facts) && hasFlag(code, facts, tables),
    read(facts, tables, _found, terms) {
      readFlags(code, facts, tables, terms)
      terms.questions.push({
        id: `exception/${code}`,
        fact: 'statementsOnFile',
        text: `Do the terms of License Exception ${code} hold? They are not read here`,
        paragraph,
      })
    },
    lifts: (requirement) => isFromControlRows(requirement) && requirement.reason !== 'SL',
  }),
)

/** Every exception tested, list-based ones first. BAG, TMP, RPL, TSU and the like turn on facts no line carries. */
export const EXCEPTIONS: readonly LicenceException[] = [lvs, gbs, tsr, sta, enc, ace, gov, cooperating, spp, ...others]
