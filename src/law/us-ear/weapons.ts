import { type CountryCode, countryName } from '../../base/index.ts'
import type { ReviewPolicy } from '../determination.ts'
import type { EndUseFacts, LineFacts } from '../facts.ts'
import type { Finding, Rule } from '../rule.ts'
import { askEndUse, nothing, unknown } from './ask.ts'
import { formOf } from './item.ts'
import { countries, isArmsEmbargoedOrMacau, isInAny } from './places.ts'
import { AS_READ, SINCE_BEFORE } from './reading.ts'

/** 744 Supp. 3 (Italy with San Marino and the Holy See): the countries 744.2 leaves out. */
const NUCLEAR_EXEMPT = countries(
  'AU',
  'AT',
  'BE',
  'CA',
  'DK',
  'FI',
  'FR',
  'DE',
  'GR',
  'IS',
  'IE',
  'IT',
  'SM',
  'VA',
  'JP',
  'LU',
  'NL',
  'NZ',
  'NO',
  'PT',
  'ES',
  'SE',
  'TR',
  'GB',
)

export const nuclearEndUse: Rule = {
  id: 'us-ear/744.2/nuclear',
  title: 'Nuclear explosive, unsafeguarded and fuel-cycle activities',
  cites: [
    { ref: '15 CFR 744.2(a)', textSha256: null },
    { ref: '15 CFR 744 Supp. 3', textSha256: null },
  ],
  inForce: [SINCE_BEFORE],
  checkedOn: AS_READ,
  find(facts) {
    if (NUCLEAR_EXEMPT.includes(facts.to)) return [nothing(`${countryName(facts.to)} is in 744 Supp. 3`)]
    return endUseRule(facts, 'isNuclear', {
      reason: 'nuclear-end-use',
      paragraph: '15 CFR 744.2(a)',
      because: 'for a nuclear activity of 744.2(a)',
      policy: { review: 'by the factors of the section', paragraph: '15 CFR 744.2(d)', because: ['744.2(a)'] },
    })
  },
}

/** Rockets and unmanned aircraft: by range in Country Group D:4, for weapons of mass destruction anywhere. */
export const missileEndUse: Rule = {
  id: 'us-ear/744.3/missile',
  title: 'Rocket systems and unmanned aerial vehicles',
  cites: [{ ref: '15 CFR 744.3(a)', textSha256: null }],
  inForce: [SINCE_BEFORE],
  checkedOn: AS_READ,
  tables: ['country-groups'],
  find(facts, tables) {
    const policy: ReviewPolicy = {
      review: 'case by case; denied where it would make a material contribution',
      paragraph: '15 CFR 744.3(d)',
      because: ['744.3(a)'],
    }
    const isGroupD4 = isInAny(facts.to, ['D:4'], tables)
    // Outside D:4 only delivery of weapons of mass destruction counts, (a)(2); what the use is for is not in one flag.
    if (!isGroupD4 && facts.endUse.isMissile === true) return massDestructionDelivery(facts, policy)
    return endUseRule(facts, 'isMissile', {
      reason: 'missile-end-use',
      paragraph: isGroupD4 ? '15 CFR 744.3(a)(1)' : '15 CFR 744.3(a)(2)',
      because: `for rocket systems or unmanned aerial vehicles in ${countryName(facts.to)}`,
      policy,
    })
  },
}

function massDestructionDelivery(facts: LineFacts, policy: ReviewPolicy): readonly Finding[] {
  if (facts.endUse.isChemicalOrBiological === false && facts.endUse.isNuclear === false)
    return [nothing('rockets or unmanned aircraft outside Country Group D:4, not for weapons of mass destruction')]
  if (facts.endUse.isChemicalOrBiological === true || facts.endUse.isNuclear === true)
    return [
      requirement(facts, {
        reason: 'missile-end-use',
        paragraph: '15 CFR 744.3(a)(2)',
        because: 'to deliver chemical, biological or nuclear weapons',
        policy,
      }),
    ]
  return [
    unknown(askEndUse('isNuclear', '15 CFR 744.3(a)(2)')),
    unknown(askEndUse('isChemicalOrBiological', '15 CFR 744.3(a)(2)')),
  ]
}

export const chemicalOrBiologicalEndUse: Rule = {
  id: 'us-ear/744.4/chemical-or-biological',
  title: 'Chemical and biological weapons, and plants for their precursors',
  cites: [{ ref: '15 CFR 744.4(a)', textSha256: null }],
  inForce: [SINCE_BEFORE],
  checkedOn: AS_READ,
  find(facts) {
    return endUseRule(facts, 'isChemicalOrBiological', {
      reason: 'chemical-or-biological-end-use',
      paragraph: '15 CFR 744.4(a)',
      because: 'for chemical or biological weapons, or a whole plant for precursors of 1C350',
      policy: {
        review: 'case by case; denied where it would make a material contribution',
        paragraph: '15 CFR 744.4(d)',
        because: ['744.4(a)'],
      },
    })
  },
}

/** Technology only. */
export const maritimeNuclearEndUse: Rule = {
  id: 'us-ear/744.5/maritime-nuclear',
  title: 'Technology for foreign maritime nuclear propulsion',
  cites: [{ ref: '15 CFR 744.5(a)', textSha256: null }],
  inForce: [SINCE_BEFORE],
  checkedOn: AS_READ,
  find(facts) {
    const form = formOf(facts.item)
    if (form !== null && form !== 'technology') return [nothing('not technology')]
    return endUseRule(facts, 'isMaritimeNuclear', {
      reason: 'maritime-nuclear-end-use',
      paragraph: '15 CFR 744.5(a)',
      because: 'for a foreign maritime nuclear propulsion project',
      policy: {
        review: 'not authorised for naval projects except under an agreement for cooperation',
        paragraph: '15 CFR 744.5(c)',
        because: ['744.5(a)'],
      },
    })
  },
}

/** Entries of 744.23(a)(1): integrated circuits, computers and assemblies for supercomputers. */
const SUPERCOMPUTER_ECCNS = ['3A001', '3A991', '4A003', '4A004', '4A994', '5A002', '5A004', '5A992']

/**
 * Supercomputers, advanced-node chips and chip-making equipment in Macau and Country Group D:5. The section holds many
 * cases; one stated use is read as one of them where the item can be in its scope.
 */
export const advancedComputing: Rule = {
  id: 'us-ear/744.23/advanced-computing',
  title: 'Supercomputers, advanced-node chips, chip-making equipment',
  cites: [{ ref: '15 CFR 744.23(a)', textSha256: null }],
  inForce: [SINCE_BEFORE],
  checkedOn: AS_READ,
  tables: ['country-groups'],
  find(facts, tables) {
    const isHere = isArmsEmbargoedOrMacau(facts.to, tables)
    // Elsewhere the section reaches parties with their headquarters there; a party's country is the nearest fact to it.
    const mayBeForThere = (facts.parties ?? []).some(
      ({ country }) => country === undefined || isArmsEmbargoedOrMacau(country, tables),
    )
    if (!isHere && !mayBeForThere) return []
    if (facts.endUse.isAdvancedComputing === undefined)
      return [unknown(askEndUse('isAdvancedComputing', '15 CFR 744.23(a)'))]
    if (!facts.endUse.isAdvancedComputing)
      return [nothing('not for supercomputers, advanced-node chips or their equipment')]
    const sure = isHere && SUPERCOMPUTER_ECCNS.includes(facts.item.eccn ?? '')
    if (sure || facts.item.measurements.isIn74423Scope === true)
      return [
        requirement(facts, {
          reason: 'advanced-computing',
          paragraph: '15 CFR 744.23(a)',
          because: `for supercomputers, advanced-node chips or chip-making equipment, ${countryName(facts.to)}`,
          policy: {
            review: 'presumption of denial, with the exceptions of the paragraph',
            paragraph: '15 CFR 744.23(d)',
            because: ['744.23(a)'],
          },
        }),
      ]
    if (facts.item.measurements.isIn74423Scope === false) return [nothing('outside the item scope of 744.23(a)')]
    return [
      unknown({
        id: 'item/isIn74423Scope',
        fact: 'items[].measurements.isIn74423Scope',
        text: 'Is the item in the scope of 744.23(a)(1)-(4) for the stated use (which facility, which chips, which equipment)?',
        paragraph: '15 CFR 744.23(a)(1)-(4)',
      }),
    ]
  },
}

/** What US persons may not support, even with items outside the EAR: a duty to look, whatever the licence answer. */
export const usPersonSupport: Rule = {
  id: 'us-ear/744.6/us-persons',
  title: 'Support by US persons of weapons of mass destruction and military intelligence',
  cites: [{ ref: '15 CFR 744.6(b)', textSha256: null }],
  inForce: [SINCE_BEFORE],
  checkedOn: AS_READ,
  reach: 'persons',
  find({ endUse, exporter }) {
    const uses: readonly (keyof EndUseFacts)[] = [
      'isNuclear',
      'isMissile',
      'isChemicalOrBiological',
      'isMilitaryIntelligence',
    ]
    if (exporter.isUsPerson === false || uses.every((use) => endUse[use] !== true)) return []
    return [
      {
        kind: 'duty',
        duty: {
          id: 'us-person-support',
          text: 'A US person needs a licence to support this end use in any way: shipping, servicing, financing, brokering, even with items outside the EAR',
          paragraph: '15 CFR 744.6(b)',
        },
      },
    ]
  },
}

type EndUseRequirement = {
  readonly reason: string
  readonly paragraph: string
  readonly because: string
  readonly policy: ReviewPolicy
}

type UseFlag = Exclude<keyof EndUseFacts, 'text'>

/** No licence exception of part 740 overcomes 744.2-744.5 and 744.23 for an ordinary sale. */
function endUseRule(facts: LineFacts, flag: UseFlag, stated: EndUseRequirement): readonly Finding[] {
  const answer = facts.endUse[flag]
  if (answer === undefined) return [unknown(askEndUse(flag, stated.paragraph))]
  return answer ? [requirement(facts, stated)] : [nothing(`${flag} was asked and denied`)]
}

function requirement({ to }: { readonly to: CountryCode }, stated: EndUseRequirement): Finding {
  return {
    kind: 'requirement',
    requirement: {
      reason: stated.reason,
      paragraph: stated.paragraph,
      because: [stated.because, `to ${countryName(to)}`],
      policy: [stated.policy],
      effect: 'licence',
      authority: 'BIS',
      onlyExceptions: [],
    },
  }
}
