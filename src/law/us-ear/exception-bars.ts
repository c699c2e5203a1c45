import { type CountryCode, countryName } from '../../base/index.ts'
import type { Question, Requirement } from '../determination.ts'
import type { LineFacts } from '../facts.ts'
import type { LawTables } from '../tables.ts'
import { askIdentity, askItemParagraph, askPossession } from './ask.ts'
import { entryOf, isCoveredBy, isCoveredByAny, isEar99, isMilitaryOrSpacecraftEntry, nameOfItem } from './item.ts'
import { isActive, standingOf } from './parties.ts'
import { countries, isArmsEmbargoedOrMacau, isInAny, NATO } from './places.ts'
import { coverageOf } from './scope.ts'

/** What stands in the way of a licence exception: bars for certain, and facts that may be one. */
export type Bars = { readonly barredBy: string[]; readonly questions: Omit<Question, 'rules'>[] }

export type Tested = {
  /** `GOV` is 740.11(b)(2)(ii) only; `GOV(c)` its paragraph (c). */
  readonly code: string
  readonly facts: LineFacts
  readonly tables: LawTables
  readonly found: readonly Requirement[]
}

/**
 * The restrictions on all licence exceptions of 15 CFR 740.2(a), and the requirements that admit only named ones.
 * They come before the exception's own terms.
 */
export function barsOf(tested: Tested): Bars {
  const bars: Bars = { barredBy: [], questions: [] }
  for (const read of [
    closedRequirements,
    surreptitiousListening,
    crimeControl,
    missileTechnology,
    detectionTechnology,
    explosivesDetection,
    advancedChips,
    militaryCommodities,
    militaryAndSpacecraft,
    temporaryControls,
    unverifiedParties,
    implementedControls,
    expensiveFirearms,
    pakistan,
  ])
    read(tested, bars)
  return bars
}

function bar(bars: Bars, paragraph: string, why: string): void {
  bars.barredBy.push(`15 CFR ${paragraph}: ${why}`)
}

/** Requirements of parts 744 and 746 (740.2(a)(6), 744.11(a) ...) that name the only exceptions they admit. */
function closedRequirements({ code, found }: Tested, bars: Bars): void {
  for (const { onlyExceptions, paragraph } of found) {
    if (onlyExceptions === undefined || onlyExceptions.includes(code)) continue
    const admitted = onlyExceptions.length === 0 ? 'no licence exception' : `only ${onlyExceptions.join(', ')}`
    const text = `${paragraph}: admits ${admitted}`
    if (!bars.barredBy.includes(text)) bars.barredBy.push(text)
  }
}

/** (a)(3): only GOV (b)(2)(ii), and not even that for the technology. */
function surreptitiousListening({ code, facts, found }: Tested, bars: Bars): void {
  const isSl = found.some(({ reason }) => reason === 'SL')
  const isTechnology = facts.item.eccn === '5E980' || (facts.item.eccn === '5E001' && isSl)
  if (isTechnology) bar(bars, '740.2(a)(3)', 'no licence exception for technology of surreptitious listening devices')
  else if (isSl && code !== 'GOV')
    bar(bars, '740.2(a)(3)', 'an item primarily useful for surreptitious interception: only GOV to a US agency')
  else if (code !== 'GOV' && isCoveredBy(facts.item, '5A001.f.1') === 'perhaps')
    bars.questions.push(askItemParagraph(facts.item, '15 CFR 740.2(a)(3)'))
}

/** 740.2(a)(4)(i): beside NATO. */
const CLOSE_PARTNERS: readonly CountryCode[] = [...countries('AU', 'IN', 'JP', 'NZ'), ...NATO]

/** (a)(4) items under 742.7, and (a)(10) items under 742.11. */
function crimeControl({ code, facts, found }: Tested, bars: Bars): void {
  if (facts.item.eccn === '0A983') {
    bar(bars, '740.2(a)(10)', 'an implement of torture: no licence exception')
    return
  }
  if (!found.some(({ reason }) => reason === 'CC')) return
  if (CLOSE_PARTNERS.includes(facts.to) || code === 'GOV' || code === 'STA') return
  bar(
    bars,
    '740.2(a)(4)',
    `an item under 742.7, and ${countryName(facts.to)} is not Australia, India, Japan, New Zealand or a NATO member`,
  )
}

const MISSILE_EXCEPTIONS: readonly string[] = ['TMP', 'RPL', 'GOV', 'TSU', 'AVS', 'APR']
const MISSILE_STA_ECCNS: readonly string[] = ['9A012', '9A120', '9A610']

/** (a)(5): few exceptions for MT items, fewer to Country Groups D:4 and D:5. */
function missileTechnology({ code, facts, tables }: Tested, bars: Bars): void {
  const controlled = isControlledFor('MT', facts, tables)
  if (controlled === false) return
  const isRisky = isInAny(facts.to, ['D:4', 'D:5'], tables)
  const isNamed =
    MISSILE_EXCEPTIONS.includes(code) || (code === 'STA' && MISSILE_STA_ECCNS.includes(facts.item.eccn ?? ''))
  if (isNamed && !isRisky) return
  if (controlled === 'perhaps') bars.questions.push(askItemParagraph(facts.item, '15 CFR 740.2(a)(5)'))
  else
    bar(
      bars,
      '740.2(a)(5)',
      isRisky
        ? `an MT item to ${countryName(facts.to)} (Country Group D:4 or D:5)`
        : 'an MT item: this exception is not among those named',
    )
}

/** Whether a row of the entry with that reason covers the item; conditions leave it open. */
export function isControlledFor(reason: string, { item }: LineFacts, tables: LawTables): boolean | 'perhaps' {
  const entry = entryOf(item, tables)
  if (entry === null) return false
  const rows = entry.controls.filter((control) => control.reason === reason)
  const answers = rows.map(({ scope, conditions }): boolean | 'perhaps' => {
    const coverage = coverageOf(scope, item.paragraph)
    if (coverage === 'out') return false
    return coverage === 'in' && conditions.length === 0 ? true : 'perhaps'
  })
  return answers.includes(true) ? true : answers.includes('perhaps') ? 'perhaps' : false
}

/** (a)(7): some infrared technology. */
function detectionTechnology({ code, facts }: Tested, bars: Bars): void {
  if (!['6E001', '6E002'].includes(facts.item.eccn ?? '') || code === 'GOV') return
  const answer = facts.item.measurements.isInfraredDetectorTechnology
  if (answer === true) bar(bars, '740.2(a)(7)', 'technology of infrared focal planes or image intensifiers: only GOV')
  else if (answer !== false)
    bars.questions.push(
      askItem(
        'isInfraredDetectorTechnology',
        'Is it technology of the infrared focal plane arrays or image intensifiers of 740.2(a)(7)?',
        '15 CFR 740.2(a)(7)',
      ),
    )
}

/** (a)(8). */
function explosivesDetection({ code, facts }: Tested, bars: Bars): void {
  if (['2A983', '2A984', '2D983', '2D984', '2E983', '2E984'].includes(facts.item.eccn ?? '') && code !== 'GOV')
    bar(bars, '740.2(a)(8)', 'explosives and concealed-object detection: only RPL, GOV, TSU')
}

const CHIP_TOOL_PATHS: readonly string[] = [
  '3B001.a.4',
  '3B001.c',
  '3B001.d',
  '3B001.f.1',
  '3B001.f.5',
  '3B001.f.6',
  '3B001.k',
  '3B001.l',
  '3B001.m',
  '3B001.n',
  '3B001.p.2',
  '3B001.p.4',
  '3B001.r',
  '3B002.c',
  '3B993',
  '3B994',
]
const ADVANCED_CHIP_PATHS: readonly string[] = [
  '3A090',
  '4A090',
  '4D090',
  '4E091',
  '3A001.z',
  '4A003.z',
  '4A004.z',
  '4A005.z',
  '5A002.z',
  '5A004.z',
  '5A992.z',
  '5D002.z',
  '5D992.z',
]

/** (a)(9): chip-making tools to Macau and D:5; advanced chips to D:1, D:4 and D:5 outside A:5 and A:6. */
function advancedChips({ code, facts, tables }: Tested, bars: Bars): void {
  if (code === 'GOV') return
  if (isArmsEmbargoedOrMacau(facts.to, tables)) {
    const tool = isCoveredByAny(facts.item, CHIP_TOOL_PATHS)
    if (tool === true) bar(bars, '740.2(a)(9)(i)', 'chip-making equipment to Macau or Country Group D:5: only GOV')
    else if (tool === 'perhaps') bars.questions.push(askItemParagraph(facts.item, '15 CFR 740.2(a)(9)(i)'))
  }
  const isRisky = isInAny(facts.to, ['D:1', 'D:4', 'D:5'], tables) && !isInAny(facts.to, ['A:5', 'A:6'], tables)
  if (!isRisky || ['NAC', 'ACA', 'HBM', 'AIA', 'ACM'].includes(code)) return
  const chip = isCoveredByAny(facts.item, ADVANCED_CHIP_PATHS)
  // The fact that tells the .z paragraphs from the rest of their entries.
  if (facts.item.measurements.meets3A090Or4A090 === false) return
  if (chip === true) bar(bars, '740.2(a)(9)(ii)', 'advanced computing items: only the exceptions named there')
  else if (chip === 'perhaps') bars.questions.push(askItemParagraph(facts.item, '15 CFR 740.2(a)(9)(ii)'))
}

/** (a)(11). */
function militaryCommodities({ code, facts }: Tested, bars: Bars): void {
  if (facts.item.eccn === '0A919' && code !== 'GOV')
    bar(bars, '740.2(a)(11)', 'a military commodity of 0A919: only GOV')
}

const SIX_HUNDRED_EXCEPTIONS: readonly string[] = ['LVS', 'TMP', 'RPL', 'TSU', 'GOV', 'GOV(c)', 'BAG', 'STA']

/** (a)(12), (13), (15) and (18): 600 series and 9x515. */
function militaryAndSpacecraft({ code, facts, tables }: Tested, bars: Bars): void {
  const { item, to } = facts
  if (!isMilitaryOrSpacecraftEntry(item)) return
  if ((to === 'HK' || isInAny(to, ['D:5'], tables)) && code !== 'GOV')
    bar(bars, '740.2(a)(12)', `${nameOfItem(item)} to ${countryName(to)} (Country Group D:5 or Hong Kong): only GOV`)
  const isSixHundred = !/^9[A-E]515$/.test(item.eccn ?? '')
  if (isSixHundred && !SIX_HUNDRED_EXCEPTIONS.includes(code))
    bar(bars, '740.2(a)(13)', 'a 600-series item: this exception is not among those named')
  if (
    isSixHundred &&
    isCoveredByAny(item, ['9D610.b', '9D619.b', '9E610.b', '9E619.b', '9E619.c']) === true &&
    code !== 'GOV'
  )
    bar(bars, '740.2(a)(13)', `${nameOfItem(item)}: only GOV`)
}

/** (a)(14). */
function temporaryControls({ code, facts }: Tested, bars: Bars): void {
  if (/^0[A-E]521$/.test(facts.item.eccn ?? '') && code !== 'GOV')
    bar(bars, '740.2(a)(14)', 'an item under temporary control: only GOV and what its own entry names')
}

/** (a)(17): a party on the Unverified List suspends every exception. */
function unverifiedParties({ facts }: Tested, bars: Bars): void {
  for (const party of facts.parties ?? [])
    for (const listing of party.listings) {
      if (listing.list !== 'us-uvl' || !isActive(listing, facts.on)) continue
      const stands = standingOf(party)
      if (stands === 'outside' && !party.roles.includes('exporter')) continue
      if (stands === 'perhaps') bars.questions.push(askPossession(party))
      else if (listing.identity === 'possible') bars.questions.push(askIdentity(party, listing))
      else bar(bars, '740.2(a)(17)', `\`${party.name}\` is on the Unverified List`)
    }
}

const IMPLEMENTED_EXCEPTIONS: readonly string[] = ['IEC', 'TMP', 'RPL', 'GOV', 'TSU']

/** (a)(22): items that partner countries control alike leave only a few exceptions; which ones is a table not read here. */
function implementedControls({ code, facts, tables }: Tested, bars: Bars): void {
  const entry = entryOf(facts.item, tables)
  const isEligible = entry?.exceptions.some((flag) => flag.code === 'IEC' && flag.scope !== null) ?? false
  if (!isEligible || IMPLEMENTED_EXCEPTIONS.includes(code)) return
  const answer = facts.item.measurements.isEligibleForIec
  if (answer === true) bar(bars, '740.2(a)(22)', 'an item eligible for IEC: this exception is not among those named')
  else if (answer !== false)
    bars.questions.push(
      askItem('isEligibleForIec', 'Is the item eligible for License Exception IEC (740.24)?', '15 CFR 740.2(a)(22)'),
    )
}

/** Value of a contract, US dollars, from which semi-automatic firearms lose their exceptions, (a)(23). */
const FIREARMS_VALUE_USD = 4_000_000
const FIREARMS_OUTSIDE = countries('MX', 'ZA', 'TR')

function expensiveFirearms({ code, facts, tables }: Tested, bars: Bars): void {
  const { item, to } = facts
  if (!['0A506', '0A507', '0A508'].includes(item.eccn ?? '') || code === 'GOV') return
  if (isInAny(to, ['A:5', 'A:6'], tables) && !FIREARMS_OUTSIDE.includes(to)) return
  if (item.valueUsd === undefined) bars.questions.push(askValue('15 CFR 740.2(a)(23)'))
  else if (Number(item.valueUsd) >= FIREARMS_VALUE_USD)
    bar(bars, '740.2(a)(23)', 'semi-automatic firearms of 4,000,000 USD or more')
}

const PAKISTAN_ECCNS: readonly string[] = ['1B999', '2A992', '2B999', '3A992', '3A999', '6A996']

/** (a)(25). */
function pakistan({ code, facts }: Tested, bars: Bars): void {
  if (facts.to !== 'PK' || ['TMP', 'RPL', 'GOV'].includes(code)) return
  if (PAKISTAN_ECCNS.includes(facts.item.eccn ?? '') && isCoveredBy(facts.item, '2B999.h.2') !== true)
    bar(bars, '740.2(a)(25)', `${nameOfItem(facts.item)} to Pakistan: only TMP, RPL, GOV`)
}

export function askItem(name: string, text: string, paragraph: string): Omit<Question, 'rules'> {
  return { id: `item/${name}`, fact: `items[].measurements.${name}`, text, paragraph }
}

export function askValue(paragraph: string): Omit<Question, 'rules'> {
  return {
    id: 'value-usd',
    fact: 'items[].valueUsd',
    text: 'What is the net value of the items of this entry in the order, in US dollars?',
    paragraph,
  }
}

/** Whether a requirement comes from the item's own control rows: the kind part 740 can lift. */
export function isFromControlRows({ onlyExceptions, reason, authority }: Requirement): boolean {
  return onlyExceptions === undefined && authority === 'BIS' && /^[A-Z]{2}$/.test(reason)
}

export function isListed({ item }: LineFacts): boolean {
  return item.eccn !== undefined && !isEar99(item)
}
