import { countryName } from '../../base/index.ts'
import type { Question } from '../determination.ts'
import type { EndUseFacts, ItemFacts, LineFacts, Listing, PartyFacts } from '../facts.ts'
import type { Finding } from '../rule.ts'

/** The questions several rules share, so that one fact is asked for once. */
type Asked = Omit<Question, 'rules'>

export function unknown(question: Asked): Finding {
  return { kind: 'unknown', question }
}

export function nothing(why: string): Finding {
  return { kind: 'nothing', why }
}

export function askParties(): Asked {
  return {
    id: 'parties',
    fact: 'parties',
    text: 'Who are the purchaser, the consignees and the end user? Name and screen each of them',
    paragraph: '15 CFR 748.5',
  }
}

export function askEndUser(): Asked {
  return {
    id: 'end-user',
    fact: 'parties[].roles',
    text: 'Who receives and finally uses the item? No party has the role end-user or ultimate-consignee',
    paragraph: '15 CFR 748.5(e)-(f)',
  }
}

export function askScreening(party: PartyFacts): Asked {
  return {
    id: `screening/${party.ref}`,
    fact: 'parties[].name',
    text: `Is \`${party.name}\` on a list? It has not been screened, and not screened is not clear`,
    paragraph: '15 CFR 736.2(b)(4)-(5)',
  }
}

export function askIdentity(party: PartyFacts, listing: Listing): Asked {
  return {
    id: `identity/${party.ref}/${listing.list}/${listing.entryKey}`,
    fact: 'parties[].hitDecisions',
    text: `Is \`${party.name}\` the listed \`${listing.name}\` (${listing.list})? A named person must settle the possible match`,
    paragraph: '15 CFR 732 Supp. 3(a)(2)',
  }
}

export function askOwnerIdentity(party: PartyFacts, ownerName: string, listing: Listing): Asked {
  return {
    id: `owner-identity/${party.ref}/${listing.list}/${listing.entryKey}`,
    fact: 'parties[].hitDecisions',
    text: `Is \`${ownerName}\`, an owner of \`${party.name}\`, the listed \`${listing.name}\` (${listing.list})?`,
    paragraph: '15 CFR 732 Supp. 3(a)(2)',
  }
}

export function askPossession(party: PartyFacts): Asked {
  return {
    id: `possession/${party.ref}`,
    fact: 'parties[].takesPossession',
    text: `Does \`${party.name}\` take possession of the items to deliver them? Then it is an intermediate consignee`,
    paragraph: '15 CFR 748.5(d)',
  }
}

export function askOwners(party: PartyFacts): Asked {
  return {
    id: `owners/${party.ref}`,
    fact: 'parties[].owners',
    text: `Who owns \`${party.name}\`, directly and indirectly, with which shares? Nobody has asked`,
    paragraph: '31 CFR chapter V; 15 CFR 744.11(a)(1)',
  }
}

export function askShares(party: PartyFacts): Asked {
  return {
    id: `shares/${party.ref}`,
    fact: 'parties[].owners[].percent',
    text: `Do listed owners hold half of \`${party.name}\` or more, all shares and chains added up? What is known leaves it open`,
    paragraph: '31 CFR chapter V; 15 CFR 744.11(a)(1)',
  }
}

export function askClassification(): Asked {
  return {
    id: 'eccn',
    fact: 'items[].eccn',
    text: 'What is the item classified as: which ECCN and paragraph, or EAR99?',
    paragraph: '15 CFR 738.4(a)(1); 774 Supp. 4',
  }
}

export function askUsPerson(): Asked {
  return {
    id: 'us-person',
    fact: 'exporter.isUsPerson',
    text: 'Is the exporter, or anybody else acting in the transaction, a US person?',
    paragraph: '31 CFR chapter V; 15 CFR 772.1',
  }
}

export function askEndUserType(facts: LineFacts, paragraph: string): Asked {
  return {
    id: 'end-user-type',
    fact: 'parties[].endUserType',
    text: `What is the end user in ${countryName(facts.to)}: civil, government, police, military, intelligence or something else?`,
    paragraph,
  }
}

export function askMilitaryEndUser(party: PartyFacts, paragraph: string): Asked {
  return {
    id: `military-end-user/${party.ref}`,
    fact: 'parties[].isMilitaryEndUser',
    text: `Is \`${party.name}\` part of the armed services, the national guard, the national police or government intelligence, or does it support military end uses?`,
    paragraph,
  }
}

const USES: Readonly<Record<EndUseFlag, string>> = {
  isMilitary: 'Will the item go into, or support, military items (a military end use)?',
  isNuclear: 'Will the item be used in nuclear explosive, unsafeguarded nuclear or sensitive fuel-cycle activities?',
  isMissile: 'Will the item be used for rocket systems or unmanned aerial vehicles?',
  isChemicalOrBiological:
    'Will the item be used for chemical or biological weapons, or for a plant that makes chemical weapons precursors?',
  isMaritimeNuclear: 'Is the technology for a foreign maritime nuclear propulsion project?',
  isAdvancedComputing:
    'Will the item be used for a supercomputer, for advanced-node integrated circuits or for semiconductor manufacturing equipment?',
  isMilitaryIntelligence: 'Is the item for a military-intelligence end use or end user?',
  isForPoliceResale: 'Is the item for sale or resale to police or law enforcement?',
  isEmbeddedInCivilProduct: 'Will the item be embedded in a civil product?',
  isUnauthorisedIntrusion: 'Will the item be used against information systems without their owner’s authority?',
  isRussianEnergyProject:
    'Is the item for oil or gas exploration or production in deepwater, Arctic offshore or shale in Russia?',
  isInfectiousDiseaseCare: 'Is the item needed to detect, identify or treat infectious disease?',
}
type EndUseFlag = Exclude<keyof EndUseFacts, 'text'>

export function askEndUse(flag: EndUseFlag, paragraph: string): Asked {
  const id = flag
    .replace(/^is/, '')
    .replace(/[A-Z]/g, (letter, at: number) => `${at > 0 ? '-' : ''}${letter.toLowerCase()}`)
  return { id: `end-use/${id}`, fact: `endUse.${flag}`, text: USES[flag], paragraph }
}

/** The same question the control rows ask, so that it is asked once. */
export function askItemParagraph({ eccn }: ItemFacts, paragraph: string): Asked {
  return {
    id: `item-paragraph/${eccn ?? 'unclassified'}`,
    fact: 'items[].paragraph',
    text: `Which paragraph of ${eccn ?? 'its entry'} describes the item?`,
    paragraph,
  }
}

/** A fact of the item that only one rule reads; the answer goes into the measurement of that name. */
export function askMeasurement(name: string, text: string, paragraph: string): Asked {
  return { id: `item/${name}`, fact: `items[].measurements.${name}`, text, paragraph }
}
