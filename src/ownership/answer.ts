import { covers, type Day, type Period } from '../base/index.ts'
import { CONTROL_WORDS, type Listed, roundPercent, type Structure, shareText, stands } from './structure.ts'
import { type ControlTest, isReached, type Missing, type OwnershipPath, type Threshold, type Weighed } from './weigh.ts'

/** The laws that are read; `listed-only`: a list whose law does not look behind or below the listed party. */
export const OWNERSHIP_LAWS = ['us-ofac', 'us-bis', 'eu', 'uk', 'listed-only', 'not-read'] as const
export type OwnershipLaw = (typeof OWNERSHIP_LAWS)[number]

/**
 * `extends`: the party is as its listed owners. `does-not-extend`: not by what is known, and nothing that is missing could
 * change it. `undecided`: something missing could; it is named.
 */
export const OWNERSHIP_OUTCOMES = ['extends', 'does-not-extend', 'undecided'] as const
export type OwnershipOutcome = (typeof OWNERSHIP_OUTCOMES)[number]

/** A stretch of time in which one wording holds, and the act or paper that made it so. */
export type OwnershipPeriod = Period & { readonly act: string; readonly threshold: Threshold | null }

/** One law on owners: whose parties count, how far, since when, read where. */
export type OwnershipRule = {
  readonly law: OwnershipLaw
  readonly title: string
  /** Lists whose parties count. */
  readonly lists: readonly string[]
  readonly cites: readonly string[]
  /** INVARIANT: sorted, half-open, never overlapping; `threshold: null` says that nothing extends in that time. */
  readonly periods: readonly OwnershipPeriod[]
  /** The last day it was compared with its text. */
  readonly checkedOn: Day
  readonly counts: (listing: Listed) => boolean
  /** Which ways of directing a company count. */
  readonly control: ControlTest
  /** `together`: the shares of all who count are added up. `each`: only one person’s own reach counts. */
  readonly adds: 'together' | 'each'
}

export type OwnershipQuestion = { readonly id: string; readonly text: string }

/** What one law says of one party because of those behind it. */
export type OwnershipAnswer = {
  readonly law: OwnershipLaw
  readonly title: string
  readonly lists: readonly string[]
  readonly outcome: OwnershipOutcome
  /** `unchecked`: in force by its own terms on a day that no reading of the text covers. */
  readonly standing: 'in-force' | 'unchecked' | 'not-in-force'
  readonly checkedOn: Day | null
  /** `50 % or more`, `more than 50 %`; `null`: shares decide nothing. */
  readonly threshold: string | null
  /** Percent held by those who count: for certain, and at most. `null`: not weighed. */
  readonly held: { readonly least: number; readonly most: number } | null
  /** The arithmetic and the reasons, as sentences. */
  readonly because: readonly string[]
  readonly paths: readonly {
    readonly text: string
    readonly list: string
    readonly entryKey: string
    readonly name: string
    readonly isCertain: boolean
  }[]
  readonly questions: readonly OwnershipQuestion[]
  readonly cites: readonly string[]
}

export function thresholdText({ percent, isReachedAt }: Threshold): string {
  return isReachedAt === 'equal' ? `${percent} % or more` : `more than ${percent} %`
}

export function periodOn(rule: OwnershipRule, on: Day): OwnershipPeriod | null {
  return rule.periods.find((period) => covers(period, on)) ?? null
}

/** What every answer of a rule says of itself; a day before the first period is one nobody read. */
export function opening(
  rule: OwnershipRule,
  on: Day,
): Pick<OwnershipAnswer, 'law' | 'title' | 'lists' | 'standing' | 'checkedOn' | 'cites'> {
  const period = periodOn(rule, on)
  const standing =
    period?.threshold === null ? 'not-in-force' : period === null || on > rule.checkedOn ? 'unchecked' : 'in-force'
  return { law: rule.law, title: rule.title, lists: rule.lists, standing, checkedOn: rule.checkedOn, cites: rule.cites }
}

/** Counts a listing of the rule that stands on the day; an address alone is nobody's owner. */
export function countsOn(rule: OwnershipRule, on: Day): (listing: Listed) => boolean {
  return (listing) => !isAddressEntry(listing) && stands(listing, on) && rule.counts(listing)
}

/** 744.11(a)(1), third sentence: an owner that only uses a listed address is not a listed owner. */
export function isAddressEntry({ list, isAddressOnly }: Pick<Listed, 'list' | 'isAddressOnly'>): boolean {
  return list === 'us-entity-list' && isAddressOnly
}

const MOST_SHOWN = 100

/** The first of them; a web has more paths than anybody reads, and the percentages do not depend on it. */
export function shownPaths(paths: readonly OwnershipPath[]): OwnershipAnswer['paths'] {
  return paths.slice(0, MOST_SHOWN).map(({ text, listing: { list, entryKey, name }, isCertain }) => ({
    text,
    list,
    entryKey,
    name,
    isCertain,
  }))
}

/** The sum as it was made: `Holding A 30 % + Holding B 25 % = 55 %: 50 % or more is held`. */
export function arithmetic(structure: Structure, weighed: Weighed, threshold: Threshold): string {
  const { parts, least, most, isHeld } = weighed
  const unnamed = roundPercent(most - parts.reduce((sum, { share }) => sum + share.least, 0))
  const isRestOpen = most > parts.reduce((sum, { share }) => sum + share.most, 0)
  const terms = [
    ...parts.map(({ owner, share }) => `${structure.holders.get(owner)?.name ?? owner} ${shareText(share)}`),
    ...(isRestOpen ? [`up to ${unnamed} % that nobody is named for`] : []),
  ]
  if (terms.length === 0) return 'nobody who counts holds a share that counts, as far as owners are named'
  const total = terms.length === 1 && least === most ? '' : ` = ${least === most ? least : `${least} % to ${most}`} %`
  const verdict = { yes: 'is held', no: 'is not held', perhaps: 'may be held' }[
    isReached(least, threshold) ? 'yes' : isHeld === 'perhaps' ? 'perhaps' : 'no'
  ]
  return `${terms.join(' + ')}${total}: ${thresholdText(threshold)} ${verdict}`
}

/** What to find out, one question a fact. */
export function askMissing(structure: Structure, missing: readonly Missing[]): readonly OwnershipQuestion[] {
  return missing.map((one) => ask(one, (id) => `\`${structure.holders.get(id)?.name ?? id}\``))
}

function ask(one: Missing, name: (id: string) => string): OwnershipQuestion {
  switch (one.kind) {
    case 'owners':
      return { id: `owners/${one.of}`, text: `Who owns ${name(one.of)}, with which shares? Nobody has asked` }
    case 'rest':
      return {
        id: `rest/${one.of}`,
        text: `Who holds the other ${one.percent} % of ${name(one.of)}? Nobody is named for it`,
      }
    case 'share':
      return {
        id: `share/${one.owner}/${one.of}`,
        text: `Which share of ${name(one.of)} does ${name(one.owner)} hold?`,
      }
    case 'identity':
      return {
        id: `identity/${one.of}/${one.listing.list}/${one.listing.entryKey}`,
        text: `Is ${name(one.of)}, an owner, the listed \`${one.listing.name}\` (${one.listing.list})? A named person must say`,
      }
    case 'control':
      return {
        id: `control/${one.controller}/${one.of}`,
        text: `Does ${name(one.controller)} direct ${name(one.of)}? Of the tie it is only known: ${CONTROL_WORDS[one.by]}`,
      }
    case 'circle':
      return {
        id: `circle/${one.of}`,
        text: `How is ${name(one.of)} counted, whose owners hold each other in a circle? No text that was read says`,
      }
  }
}
