import type { LineFacts, Listing, PartyFacts } from '../facts.ts'
import type { Finding, Rule } from '../rule.ts'
import { askEndUse, askIdentity, nothing, unknown } from './ask.ts'
import { isActive } from './parties.ts'
import { AS_READ, SINCE_BEFORE } from './reading.ts'

/** Lists that make no licence requirement for goods by themselves, and what they do instead. */
const WITHOUT_REQUIREMENT: Readonly<Record<string, string>> = {
  'us-uvl': 'it bars licence exceptions (740.2(a)(17)) and asks for a statement (744.15)',
  'us-isn': 'licences that are needed anyway are denied where the sanction says so (744.19)',
  'us-dtc': 'it bars dealings under the arms regulations, not under the EAR',
  'us-cmic': 'it concerns securities',
  'us-cap': 'it concerns correspondent accounts of banks',
  'us-mbs': 'it concerns the dealings its own entry names',
  'us-plc': 'it concerns payments through banks',
  'us-uflpa': 'it bars imports into the United States',
  'un-sc': 'no paragraph of the EAR reads it; member states act on it through their own law',
}

/** Says why a party on one of the other lists makes no requirement; asks where sectoral sanctions may reach goods. */
export const otherLists: Rule = {
  id: 'us-other-lists',
  title: 'Lists that make no licence requirement by themselves',
  cites: [
    { ref: '15 CFR 744.15', textSha256: null },
    { ref: '15 CFR 744.19', textSha256: null },
  ],
  inForce: [SINCE_BEFORE],
  checkedOn: AS_READ,
  reach: 'persons',
  find(facts) {
    return (facts.parties ?? []).flatMap((party) =>
      party.listings
        .filter((listing) => isActive(listing, facts.on))
        .flatMap((listing) => readOther(facts, party, listing)),
    )
  },
}

function readOther(facts: LineFacts, party: PartyFacts, listing: Listing): readonly Finding[] {
  if (listing.list === 'us-ssi') return sectoral(facts, party, listing)
  const why = WITHOUT_REQUIREMENT[listing.list]
  return why === undefined ? [] : [nothing(`\`${party.name}\` is on ${listing.list}: ${why}`)]
}

/** Directive 4 under Executive Order 13662 reaches goods for some Russian oil projects; its text is not read here. */
function sectoral(facts: LineFacts, party: PartyFacts, listing: Listing): readonly Finding[] {
  const isForProject = facts.endUse.isRussianEnergyProject
  if (isForProject === false)
    return [nothing(`\`${party.name}\` is on us-ssi, which reaches goods only for some oil projects`)]
  if (isForProject === undefined) return [unknown(askEndUse('isRussianEnergyProject', '31 CFR part 589'))]
  if (listing.identity === 'possible') return [unknown(askIdentity(party, listing))]
  return [
    unknown({
      id: `ofac-directive-4/${party.ref}`,
      fact: 'parties[].name',
      text: `Does Directive 4 of OFAC forbid goods to \`${party.name}\` for this project? Its text is not read here`,
      paragraph: '31 CFR part 589',
    }),
  ]
}
