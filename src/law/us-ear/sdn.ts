import { day } from '../../base/index.ts'
import { AFFILIATES_IN_FORCE, hasTagOf7448 } from '../../ownership/index.ts'
import type { LineFacts, Listing, PartyFacts } from '../facts.ts'
import type { Finding, Rule } from '../rule.ts'
import { askOwnerIdentity, askOwners, askUsPerson, nothing, unknown } from './ask.ts'
import { openShares, readAffiliates } from './entity-list.ts'
import { isBinding, listedShareOf, mayHaveOwners } from './ownership.ts'
import { readListings } from './parties.ts'
import { AS_READ, GATHERED_FROM } from './reading.ts'

/** First day of the wording with fourteen identifiers; before it 744.8 and 744.12-744.14 said less. */
const FOURTEEN_TAGS_FROM = day('2024-03-21')

/**
 * Parties on the SDN List with one of fourteen identifiers, for any item. The stay of 2025-11-10 took back only the
 * rewriting of 2025 (blocked persons not named on the list); the requirement for named persons stood before it and stands.
 */
export const sdnUnderTheEar: Rule = {
  id: 'us-ear/744.8/sdn',
  title: 'A party on the SDN List under one of the fourteen identifiers of 744.8(a)(1)',
  cites: [
    { ref: '15 CFR 744.8(a)(1)', textSha256: null },
    { ref: '15 CFR 744.8(b)', textSha256: null },
  ],
  inForce: [
    { from: GATHERED_FROM, until: FOURTEEN_TAGS_FROM, act: '744.8 and 744.12-744.14 as before 89 FR 20107' },
    { from: FOURTEEN_TAGS_FROM, until: day('2025-09-29'), act: '89 FR 20107' },
    { from: day('2025-09-29'), until: day('2025-11-10'), act: '90 FR 47201' },
    { from: day('2025-11-10'), until: day('2026-11-10'), act: '90 FR 50857: wording before 90 FR 47201' },
    { from: day('2026-11-10'), until: null, act: '90 FR 47201, its stay by 90 FR 50857 having run out' },
  ],
  knownFrom: FOURTEEN_TAGS_FROM,
  checkedOn: AS_READ,
  find(facts) {
    const { listed, open, why } = readListings(facts, ['us-sdn'], 'parties')
    return [...listed.flatMap(({ party, listing }) => readTagged(facts, party, listing)), ...open, ...why]
  },
}

function readTagged(facts: LineFacts, party: PartyFacts, listing: Listing): readonly Finding[] {
  if (!hasTagOf7448(listing)) {
    if (listing.programmes.length > 0)
      return [nothing(`none of the tags of \`${listing.name}\` (${listing.programmes.join(', ')}) is in 744.8(a)(1)`)]
    return [unknown(askProgramme(party, listing))]
  }
  if (facts.on < FOURTEEN_TAGS_FROM) return [unknown(askEarlierWording(party, listing))]
  return [taggedRequirement(party, '15 CFR 744.8(b)', `\`${party.name}\` is the SDN \`${listing.name}\``, listing)]
}

function taggedRequirement(party: PartyFacts, paragraph: string, because: string, listing: Listing): Finding {
  return {
    kind: 'requirement',
    requirement: {
      reason: 'sdn',
      paragraph,
      because: [because, `identifier ${listing.programmes.join(', ')}, in 744.8(a)(1)`],
      policy: [{ review: 'presumption of denial', paragraph: '15 CFR 744.8(d)', because: ['an SDN of 744.8(a)(1)'] }],
      effect: 'licence',
      authority: 'BIS',
      party: party.ref,
      onlyExceptions: [],
    },
  }
}

function askProgramme(party: PartyFacts, listing: Listing) {
  return {
    id: `sdn-programme/${party.ref}/${listing.entryKey}`,
    fact: 'lists',
    text: `Under which programme is \`${listing.name}\` on the SDN List? The list loaded here does not say`,
    paragraph: '15 CFR 744.8(a)(1)',
  }
}

function askEarlierWording(party: PartyFacts, listing: Listing) {
  return {
    id: `sdn-before-2024-03-21/${party.ref}/${listing.entryKey}`,
    fact: 'exportOn',
    text: `What did 744.8 and 744.12-744.14 require for \`${listing.name}\` before 2024-03-21? That wording has not been read`,
    paragraph: '15 CFR 744.8',
  }
}

export const sdnAffiliates: Rule = {
  id: 'us-ear/744.8/affiliates',
  title: 'A foreign party owned 50 % or more by SDNs of 744.8(a)(1)',
  cites: [{ ref: '15 CFR 744.8(a)(2)', textSha256: null }],
  inForce: AFFILIATES_IN_FORCE,
  checkedOn: AS_READ,
  find: (facts) =>
    readAffiliates(facts, 'us-sdn', (party, listing, because) => [
      taggedRequirement(party, '15 CFR 744.8(a)(2)', because, listing),
    ]),
}

/** Lists whose parties US persons may not deal with, and the law that says so. */
const BLOCKING: readonly string[] = ['us-sdn', 'us-fse']

/** Blocked persons: forbidden to US persons whatever the item, unless OFAC authorises it. Every role counts. */
export const blocking: Rule = {
  id: 'us-ofac/blocking',
  title: 'US persons may not deal with blocked persons and foreign sanctions evaders',
  cites: [{ ref: '31 CFR chapter V', textSha256: null }],
  inForce: [{ from: GATHERED_FROM, until: null, act: 'in force before 2024-01-01' }],
  checkedOn: AS_READ,
  reach: 'persons',
  find(facts) {
    const { listed, open, why } = readListings(facts, BLOCKING, 'any-role')
    return [
      ...listed.map(({ party, listing }) =>
        blockedParty(
          facts,
          party,
          `\`${party.name}\` (${party.roles.join(', ')}) is \`${listing.name}\` on ${listing.list}${tagsOf(listing)}`,
        ),
      ),
      ...open,
      ...why,
    ]
  },
}

/** OFAC's 50 % rule, in every period: what blocked persons own by half is itself blocked. */
export const blockedByOwnership: Rule = {
  id: 'us-ofac/owned-by-blocked',
  title: 'A party owned 50 % or more by blocked persons is blocked',
  cites: [{ ref: '31 CFR chapter V', textSha256: null }],
  inForce: [{ from: GATHERED_FROM, until: null, act: 'in force before 2024-01-01' }],
  checkedOn: AS_READ,
  reach: 'persons',
  find(facts) {
    // Of no concern to someone who is surely outside: the answer of `isReached` is the same for every party.
    if (isReached(facts) === 'no') return [nothing('no US person takes part')]
    return (facts.parties ?? []).flatMap((party) => {
      const share = listedShareOf(party, ({ list }) => list === 'us-sdn', facts.on)
      if (share === null) return mayHaveOwners(party) ? [unknown(askOwners(party))] : []
      const names = share.owners.map(({ path }) => path).sort()
      if (isBinding(share.least))
        return [
          blockedParty(facts, party, `blocked persons hold ${share.least} % of \`${party.name}\`: ${names.join('; ')}`),
          ...share.owners
            .filter(({ isCertain }) => !isCertain)
            .map(({ path, listing }) => unknown(askOwnerIdentity(party, path, listing))),
        ]
      if (isBinding(share.most)) return openShares(party, share)
      return names.map((name) =>
        nothing(`${share.most} % of \`${party.name}\` at most is held by blocked persons: ${name}`),
      )
    })
  },
}

/** A US person, anybody in the United States, and goods there: an export from it by somebody else stays a question. */
function isReached({ exporter, kind }: LineFacts): 'yes' | 'perhaps' | 'no' {
  if (exporter.isUsPerson === true) return 'yes'
  if (exporter.isUsPerson === undefined || kind === 'export' || kind === 'deemed') return 'perhaps'
  return 'no'
}

function blockedParty(facts: LineFacts, party: PartyFacts, because: string): Finding {
  const reached = isReached(facts)
  if (reached === 'no') return nothing(`${because}; no US person takes part`)
  if (reached === 'perhaps') return unknown(askUsPerson())
  return {
    kind: 'requirement',
    requirement: {
      reason: 'ofac-blocking',
      paragraph: '31 CFR chapter V',
      because: [because, 'a US person takes part'],
      effect: 'prohibits',
      authority: 'OFAC',
      party: party.ref,
      onlyExceptions: [],
    },
  }
}

function tagsOf({ programmes }: Listing): string {
  return programmes.length === 0 ? '' : ` (${programmes.join(', ')})`
}
