/** What each law says of a party because of those who own or direct it, and what lists reach no further than themselves. */
import type { Day } from '../base/index.ts'
import {
  arithmetic,
  askMissing,
  countsOn,
  isAddressEntry,
  type OwnershipAnswer,
  type OwnershipQuestion,
  type OwnershipRule,
  opening,
  periodOn,
  shownPaths,
  thresholdText,
} from './answer.ts'
import { EU } from './eu.ts'
import { LISTED_ONLY } from './listed-only.ts'
import { CONTROL_WORDS, type Holder, type Listed, type Structure, stands } from './structure.ts'
import { UK } from './uk.ts'
import { US_BIS } from './us-bis.ts'
import { US_OFAC } from './us-ofac.ts'
import { type Counts, HALF_OR_MORE, OWNERSHIP_ALONE, type Threshold, type Weighed, weigh } from './weigh.ts'

/** Every law on owners that is read. */
export const OWNERSHIP_RULES: readonly OwnershipRule[] = [US_OFAC, US_BIS, EU, UK]

/** The party asked about. */
export type OwnedParty = {
  readonly id: string
  /** `false`: a US party, of whom the Affiliates rule does not speak. */
  readonly isForeign: boolean
}

/**
 * One answer for each law, then one for each further list that somebody behind the party is on.
 * @example
 * answersOn(structure, { id: 'buyer', isForeign: true }, on).filter(({ outcome }) => outcome !== 'does-not-extend')
 */
export function answersOn(structure: Structure, party: OwnedParty, on: Day): readonly OwnershipAnswer[] {
  return [...OWNERSHIP_RULES.map((rule) => answerOf(rule, structure, party, on)), ...furtherLists(structure, party, on)]
}

/** What one law says on one day. */
export function answerOf(rule: OwnershipRule, structure: Structure, party: OwnedParty, on: Day): OwnershipAnswer {
  const period = periodOn(rule, on)
  const base = opening(rule, on)
  // The reading of a day nobody read is not guessed from a later one.
  if (period === null) return notRead(rule, base)
  const counts = countsOn(rule, on)
  const threshold = period.threshold ?? HALF_OR_MORE
  const reading =
    rule.adds === 'together'
      ? together(rule, structure, party, counts, threshold)
      : each(rule, structure, party, counts, threshold)
  const { weighed, because, questions } = reading
  const shown = {
    ...base,
    threshold: thresholdText(threshold),
    held: { least: weighed.least, most: weighed.most },
    paths: shownPaths(weighed.paths),
  }
  const isOutside = rule.law === 'us-bis' && !party.isForeign
  if (period.threshold === null || isOutside) {
    const why = isOutside
      ? 'the rule speaks of foreign parties, and this is a US party'
      : `not in force on that day: ${period.act}`
    return { ...shown, outcome: 'does-not-extend', because: [why, ...because], questions: [] }
  }
  return {
    ...shown,
    outcome: weighed.isHeld === 'yes' ? 'extends' : questions.length > 0 ? 'undecided' : 'does-not-extend',
    because,
    questions: weighed.isHeld === 'yes' ? [] : questions,
  }
}

type Reading = {
  readonly weighed: Weighed
  readonly because: readonly string[]
  readonly questions: readonly OwnershipQuestion[]
}

function together(
  rule: OwnershipRule,
  structure: Structure,
  party: OwnedParty,
  counts: Counts,
  threshold: Threshold,
): Reading {
  const weighed = weigh(structure, party.id, counts, threshold, rule.control)
  return {
    weighed,
    because: [
      arithmetic(structure, weighed, threshold),
      ...directions(structure, weighed),
      ...tooFar(structure, party, counts, weighed),
    ],
    questions: [...askMissing(structure, weighed.missing), ...askControl(rule, structure, party, counts, weighed)],
  }
}

/** The one who reaches farthest decides; whether several act as one is asked, never supposed. */
function each(
  rule: OwnershipRule,
  structure: Structure,
  party: OwnedParty,
  counts: Counts,
  threshold: Threshold,
): Reading {
  const all = weigh(structure, party.id, counts, threshold, rule.control)
  const persons = [...new Set(all.paths.map(({ listing }) => keyOf(listing)))]
  const alone = persons.map((person) =>
    weigh(
      structure,
      party.id,
      (listing, holder) => counts(listing, holder) && keyOf(listing) === person,
      threshold,
      rule.control,
    ),
  )
  const farthest =
    alone.reduce<Weighed | null>((best, one) => (best === null || reaches(one, best) ? one : best), null) ?? all
  const isJoint = alone.length > 1 && all.isHeld !== 'no' && alone.every(({ isHeld }) => isHeld !== 'yes')
  const joint: readonly OwnershipQuestion[] = isJoint
    ? [
        {
          id: `joint/${party.id}`,
          text: `Do the designated persons behind \`${nameIn(structure, party.id)}\` hold jointly, under one arrangement, or does one direct another? Together they hold ${all.least === all.most ? `${all.least} %` : `${all.least} % to ${all.most} %`}`,
        },
      ]
    : []
  return {
    weighed: { ...farthest, paths: all.paths },
    because: [
      ...(alone.length > 1 ? ['each designated person is weighed alone; several are not simply added up'] : []),
      arithmetic(structure, farthest, threshold),
      ...directions(structure, farthest),
    ],
    questions: [
      ...distinct([farthest, ...alone].flatMap(({ missing }) => askMissing(structure, missing))),
      ...joint,
      ...askControl(rule, structure, party, counts, farthest),
    ],
  }
}

const HELD_ORDER = { no: 0, perhaps: 1, yes: 2 }

function reaches(one: Weighed, other: Weighed): boolean {
  if (one.isHeld !== other.isHeld) return HELD_ORDER[one.isHeld] > HELD_ORDER[other.isHeld]
  return one.least > other.least || (one.least === other.least && one.most > other.most)
}

function directions(structure: Structure, { directedBy }: Weighed): readonly string[] {
  return directedBy.map(({ controller, kind, source, asOf }) => {
    const from = [...(source === null ? [] : [source]), ...(asOf === null ? [] : [asOf])].join(', ')
    return `${nameIn(structure, controller)} ${CONTROL_WORDS[kind]}${from === '' ? '' : ` (${from})`}`
  })
}

/** Counted persons who stand behind the party only through companies that they hold too little of. */
function tooFar(
  structure: Structure,
  party: OwnedParty,
  counts: Counts,
  { isHeld, paths }: Weighed,
): readonly string[] {
  if (isHeld !== 'no') return []
  const shown = new Set(paths.flatMap(({ holders }) => holders))
  return behind(structure, party.id)
    .filter((holder) => !shown.has(holder.id) && holder.listings.some((listing) => counts(listing, holder)))
    .map(({ name }) => `${name} stands behind it only through companies not held so far: their shares do not count`)
}

/** Where control counts, a listed person anywhere behind the party is asked about: silence is not an answer. */
function askControl(
  rule: OwnershipRule,
  structure: Structure,
  party: OwnedParty,
  counts: Counts,
  weighed: Weighed,
): readonly OwnershipQuestion[] {
  if (rule.control === OWNERSHIP_ALONE || weighed.isHeld === 'yes') return []
  return behind(structure, party.id)
    .filter((holder) => holder.listings.some((listing) => counts(listing, holder)))
    .map(({ id, name }) => ({
      id: `direct/${id}/${party.id}`,
      text: `Does \`${name}\` direct \`${nameIn(structure, party.id)}\` by its board, votes, an agreement or in fact? Its share alone does not settle it`,
    }))
}

/** Everybody on a way up from the party, by shares or by control. */
function behind({ holders, holdings, controls }: Structure, party: string): readonly Holder[] {
  const seen = new Set([party])
  for (const id of seen) {
    for (const { owner, owned } of holdings) if (owned === id) seen.add(owner)
    for (const { controller, controlled } of controls) if (controlled === id) seen.add(controller)
  }
  seen.delete(party)
  return [...seen].flatMap((id) => holders.get(id) ?? [])
}

/** Other lists that somebody behind the party is on: those that reach no further, and those whose law was not read. */
function furtherLists(structure: Structure, party: OwnedParty, on: Day): readonly OwnershipAnswer[] {
  const known = new Set(OWNERSHIP_RULES.flatMap(({ lists }) => lists))
  const found = behind(structure, party.id).flatMap(({ listings }) =>
    listings.filter((listing) => !known.has(listing.list) && stands(listing, on) && !isAddressEntry(listing)),
  )
  return [...new Set(found.map(({ list }) => list))].sort().map((list) => furtherAnswer(list, structure, party, on))
}

function furtherAnswer(list: string, structure: Structure, party: OwnedParty, on: Day): OwnershipAnswer {
  const weighed = weigh(structure, party.id, (listing) => listing.list === list && stands(listing, on), HALF_OR_MORE)
  const stop = LISTED_ONLY[list]
  const shown = {
    lists: [list],
    checkedOn: null,
    threshold: null,
    held: { least: weighed.least, most: weighed.most },
    paths: shownPaths(weighed.paths),
  }
  if (stop !== undefined)
    return {
      ...shown,
      law: 'listed-only',
      title: `Owners on ${list}`,
      outcome: 'does-not-extend',
      standing: 'in-force',
      because: [stop.why],
      questions: [],
      cites: [stop.cite],
    }
  return {
    ...shown,
    law: 'not-read',
    title: `Owners on ${list}`,
    outcome: 'undecided',
    standing: 'unchecked',
    because: [`the law behind ${list} was not read for what its parties own`],
    questions: [
      { id: `law/${list}`, text: `Does the law behind ${list} reach companies that a party on it owns or directs?` },
    ],
    cites: [],
  }
}

function notRead(rule: OwnershipRule, base: ReturnType<typeof opening>): OwnershipAnswer {
  return {
    ...base,
    outcome: 'undecided',
    threshold: null,
    held: null,
    because: ['the wording of that day was not read'],
    paths: [],
    questions: [
      { id: `wording/${rule.law}`, text: `What did the ${rule.title} say on that day? The wording was not read` },
    ],
  }
}

function distinct(questions: readonly OwnershipQuestion[]): readonly OwnershipQuestion[] {
  return [...new Map(questions.map((one) => [one.id, one] as const)).values()]
}

function keyOf({ list, entryKey, name }: Listed): string {
  return `${list} ${entryKey} ${name}`
}

function nameIn({ holders }: Structure, id: string): string {
  return holders.get(id)?.name ?? id
}
