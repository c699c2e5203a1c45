import { AFFILIATES_IN_FORCE, countsForAffiliates } from '../../ownership/index.ts'
import type { ReviewPolicy } from '../determination.ts'
import type { LineFacts, Listing, PartyFacts } from '../facts.ts'
import type { Finding, Rule } from '../rule.ts'
import type { LawTables } from '../tables.ts'
import { askEndUse, askMeasurement, askOwnerIdentity, askOwners, askShares, nothing, unknown } from './ask.ts'
import {
  type EntityScope,
  type ReviewScope,
  readEntityReview,
  readEntityScope,
  type ScopeLimit,
} from './entity-list-scope.ts'
import { entryOf, formOf, isCoveredByAny, isEar99 } from './item.ts'
import { isBinding, type ListedShare, listedShareOf, mayHaveOwners } from './ownership.ts'
import { readListings, standingOf, standsOn } from './parties.ts'
import { AS_READ, SINCE_BEFORE } from './reading.ts'

/** A listed party in a role of 748.5(c)-(f) needs a licence for the items its entry names. */
export const entityList: Rule = {
  id: 'us-ear/744.11/entity-list',
  title: 'A party on the Entity List needs a licence for what its entry covers',
  cites: [
    { ref: '15 CFR 744.11(a)', textSha256: null },
    { ref: '15 CFR 744.16(a)-(c)', textSha256: null },
    { ref: '15 CFR 748.5(c)-(f)', textSha256: null },
  ],
  inForce: [SINCE_BEFORE],
  checkedOn: AS_READ,
  find(facts, tables) {
    const { listed, open, why } = readListings(facts, ['us-entity-list'], 'parties')
    return [
      ...listed.flatMap(({ party, listing }) =>
        readEntry(facts, tables, {
          party,
          listing,
          paragraph: '15 CFR 744.11(a)',
          because: `\`${party.name}\` (${party.roles.join(', ')}) ${standsOn(listing)} the Entity List as \`${listing.name}\``,
        }),
      ),
      ...open,
      ...why,
    ]
  },
}

/** A foreign party owned by half or more by listed parties is treated as they are. */
export const entityListAffiliates: Rule = {
  id: 'us-ear/744.11/affiliates',
  title: 'A foreign party owned 50 % or more by Entity List parties is bound as they are',
  cites: [{ ref: '15 CFR 744.11(a)(1)', textSha256: null }],
  inForce: AFFILIATES_IN_FORCE,
  checkedOn: AS_READ,
  find(facts, tables) {
    return readAffiliates(facts, 'us-entity-list', (party, listing, because) =>
      readEntry(facts, tables, { party, listing, paragraph: '15 CFR 744.11(a)(1)', because }),
    )
  },
}

/**
 * Reads ownership by the lists of 90 FR 47201 together, and states what binds for owners on one of them: of several
 * owners the most restrictive counts, which is what stating every owner's requirement comes to.
 */
export function readAffiliates(
  facts: LineFacts,
  list: string,
  state: (party: PartyFacts, listing: Listing, because: string) => readonly Finding[],
): readonly Finding[] {
  return (facts.parties ?? []).flatMap((party) => {
    if (standingOf(party) === 'outside' || party.country === 'US') return []
    const share = listedShareOf(party, countsForAffiliates, facts.on)
    if (share === null) return mayHaveOwners(party) ? [unknown(askOwners(party))] : []
    const owners = share.owners.filter(({ listing }) => listing.list === list)
    if (isBinding(share.least))
      return owners.flatMap(({ path, listing, isCertain }) =>
        isCertain
          ? state(party, listing, `listed owners hold ${share.least} % of \`${party.name}\`: ${path} (${listing.list})`)
          : [unknown(askOwnerIdentity(party, path, listing))],
      )
    if (isBinding(share.most)) return openShares(party, share)
    return owners.map(({ path }) =>
      nothing(`${share.most} % of \`${party.name}\` at most is held by listed owners: ${path}`),
    )
  })
}

export function openShares(party: PartyFacts, share: ListedShare): readonly Finding[] {
  return [
    unknown(askShares(party)),
    ...share.owners
      .filter(({ isCertain }) => !isCertain)
      .map(({ path, listing }) => unknown(askOwnerIdentity(party, path, listing))),
  ]
}

type Entry = {
  readonly party: PartyFacts
  readonly listing: Listing
  readonly paragraph: string
  readonly because: string
}

function readEntry(facts: LineFacts, tables: LawTables, entry: Entry): readonly Finding[] {
  const { party, listing } = entry
  const scope = scopeOf(listing)
  if (scope === null) return [unknown(askScope(party, listing))]
  const limits = scope.limits.map((limit) => readLimit(limit, facts, tables))
  const out = limits.find(({ kind }) => kind === 'out')
  if (out?.kind === 'out') return [nothing(`the entry of \`${listing.name}\` leaves the item out: ${out.why}`)]
  const open = limits.flatMap((limit) => (limit.kind === 'open' ? [limit.finding] : []))
  if (open.length > 0) return open
  return [
    {
      kind: 'requirement',
      requirement: {
        reason: 'entity-list',
        paragraph: entry.paragraph,
        because: [entry.because, 'the entry covers all items subject to the EAR', ...limits.flatMap(({ why }) => why)],
        policy: reviewsOf(facts, listing),
        effect: 'licence',
        authority: 'BIS',
        party: party.ref,
        onlyExceptions: scope.exceptions,
      },
    },
  ]
}

function scopeOf({ licenceRequirement }: Listing): EntityScope | null {
  if (licenceRequirement === null) return null
  if (licenceRequirement === 'all-items') return { kind: 'all-items', limits: [], exceptions: [] }
  return readEntityScope(licenceRequirement)
}

function askScope(party: PartyFacts, listing: Listing) {
  return {
    id: `entity-scope/${party.ref}/${listing.entryKey}`,
    fact: 'lists',
    text: `Which items does the Entity List entry of \`${listing.name}\` cover? ${
      listing.licenceRequirement === null ? 'The list loaded here does not say' : 'Its words are not ones we read'
    }; look at its License Requirement column`,
    paragraph: '744 Supp. 4',
  }
}

type LimitReading =
  | { readonly kind: 'in'; readonly why: readonly string[] }
  | { readonly kind: 'out'; readonly why: readonly string[] }
  | { readonly kind: 'open'; readonly finding: Finding; readonly why: readonly string[] }

function readLimit(limit: ScopeLimit, facts: LineFacts, tables: LawTables): LimitReading {
  const { item, endUse } = facts
  switch (limit) {
    case 'food-or-medicine':
      if (!isEar99(item)) return inside('not EAR99, so not food or medicine designated EAR99')
      return byMeasurement(facts, 'isFoodOrMedicine', 'Is the EAR99 item food or medicine?')
    case 'mass-market-encryption': {
      const covered = isCoveredByAny(item, ['5A992.c', '5D992.c'])
      if (covered === false) return inside('not 5A992.c or 5D992.c')
      return byMeasurement(
        facts,
        'isForPrivateEndUser',
        'Is the mass-market encryption item (5A992.c, 5D992.c) for an end user that is neither a government end user nor a state-owned enterprise?',
      )
    }
    case 'standards-technology': {
      const form = formOf(item)
      if (form !== null && form !== 'technology') return inside('not technology')
      if (!isEar99(item) && !isAntiTerrorismOnly(facts, tables)) return inside('controlled for more than AT')
      return byMeasurement(
        facts,
        'isStandardsRelease',
        'Is it technology released to members of a standards organisation to revise or develop a standard?',
      )
    }
    case 'operator-technology': {
      const form = formOf(item)
      if (!isEar99(item) || (form !== null && form !== 'technology')) return inside('not EAR99 technology')
      return byMeasurement(
        facts,
        'isOperatorRelease',
        'Is it technology to operate, maintain or repair an unmanned aircraft, released by its operator?',
      )
    }
    case 'energy-projects-only':
      if (endUse.isRussianEnergyProject === undefined)
        return open(unknown(askEndUse('isRussianEnergyProject', '15 CFR 746.5(a)')))
      return endUse.isRussianEnergyProject
        ? inside('for a project of 746.5')
        : { kind: 'out', why: ['it covers only projects of 746.5, and this is none'] }
    case 'ofac-general-licence':
      return byMeasurement(
        facts,
        'isUnderOfacGeneralLicence',
        'Does the transaction fall under the OFAC general licence the entry names?',
      )
    case 'petroleum-and-joint-ventures':
      return byMeasurement(
        facts,
        'isPetroleumOrJointVenture',
        'Is the item one of the petroleum products, or needed by one of the joint ventures, that the entry leaves out?',
      )
  }
}

/** A limit that one yes-or-no fact settles: yes takes the item out. */
function byMeasurement({ item }: LineFacts, name: string, text: string): LimitReading {
  const answer = item.measurements[name]
  if (typeof answer !== 'boolean') return open(unknown(askMeasurement(name, text, '744 Supp. 4')))
  return answer ? { kind: 'out', why: [`${name} is true`] } : inside(`${name} is false`)
}

function inside(why: string): LimitReading {
  return { kind: 'in', why: [why] }
}

function open(finding: Finding): LimitReading {
  return { kind: 'open', finding, why: [] }
}

function isAntiTerrorismOnly({ item }: LineFacts, tables: LawTables): boolean {
  const reasons = entryOf(item, tables)?.reasons ?? []
  return reasons.length > 0 && reasons.every((reason) => reason === 'AT')
}

const REVIEW_CODES: readonly string[] = ['presumption-of-denial', 'policy-of-denial', 'case-by-case']

/** The review policies of an entry that this item falls under: a special branch that surely applies replaces the rest. */
function reviewsOf(facts: LineFacts, listing: Listing): readonly ReviewPolicy[] {
  const words = listing.licencePolicy
  const paragraph = '744 Supp. 4'
  if (words === null)
    return [{ review: 'as the entry says', paragraph, because: ['the list loaded here gives no policy'] }]
  if (REVIEW_CODES.includes(words))
    return [{ review: words.replace(/-/g, ' '), paragraph, because: [`the entry of \`${listing.name}\``] }]
  const branches = readEntityReview(words)
  if (branches === null)
    return [{ review: 'as the entry says', paragraph, because: ['its words are not ones we read'] }]
  const read = branches.map((branch) => ({ branch, applies: branch.only ? appliesTo(branch.only, facts) : true }))
  const sure = read.filter(({ branch, applies }) => branch.only !== undefined && applies === true)
  const used = sure.length > 0 ? sure : read.filter(({ applies }) => applies !== false)
  return used.map(({ branch }) => ({
    review: branch.review,
    paragraph,
    because: [branch.only ? `the entry, for ${describe(branch.only)}` : `the entry of \`${listing.name}\``],
  }))
}

function appliesTo(scope: ReviewScope, { item, endUse }: LineFacts): boolean | 'perhaps' {
  switch (scope.kind) {
    case 'items':
      return isCoveredByAny(item, scope.eccns)
    case 'listed-items':
      return !isEar99(item)
    case 'ear99':
      return isEar99(item)
    case 'food-or-medicine':
      return isEar99(item) ? (asBoolean(item.measurements.isFoodOrMedicine) ?? 'perhaps') : false
    case 'infectious-disease':
      return endUse.isInfectiousDiseaseCare ?? 'perhaps'
    case 'other':
      return 'perhaps'
  }
}

function asBoolean(value: number | boolean | string | undefined): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined
}

function describe(scope: ReviewScope): string {
  switch (scope.kind) {
    case 'items':
      return `the items it names (${scope.eccns.join(', ')})`
    case 'listed-items':
      return 'items on the Commerce Control List'
    case 'ear99':
      return 'EAR99 items'
    case 'food-or-medicine':
      return 'food and medicine designated EAR99'
    case 'infectious-disease':
      return 'items needed to detect, identify or treat infectious disease'
    case 'other':
      return scope.what
  }
}
