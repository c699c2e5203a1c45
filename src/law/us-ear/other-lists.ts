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
  'us-1260h': 'it concerns contracts of the Department of War',
  'us-tel': 'it concerns who may enter the United States',
  'un-sc': 'no paragraph of the EAR reads it; member states act on it through their own law',
  'eu-fsf': 'no paragraph of the EAR reads it; it binds whoever is bound by the law of the European Union',
  'eu-end-users': 'no paragraph of the EAR reads it; it forbids dual-use exports under the law of the European Union',
  'eu-journal': 'no paragraph of the EAR reads it; it binds whoever is bound by the law of the European Union',
  'uk-sanctions': 'no paragraph of the EAR reads it; it binds whoever is bound by the law of the United Kingdom',
  'uk-hmt': 'no paragraph of the EAR reads it, and the UK Sanctions List has taken its place',
  'ch-seco': 'no paragraph of the EAR reads it; it binds whoever is bound by the law of Switzerland',
  'ca-sema': 'no paragraph of the EAR reads it; it binds whoever is bound by the law of Canada',
  'jp-eul': 'no paragraph of the EAR reads it; it asks exporters from Japan for a licence',
  'jp-restricted': 'no paragraph of the EAR reads it; it forbids exports from Japan',
  ftm: 'no paragraph of the EAR reads data that a person brought; the lists it was made of may be read elsewhere',
  own: 'no paragraph of the EAR reads a list of the firm’s own; the firm has set down what it means',
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
