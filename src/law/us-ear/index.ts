import { destinationsOf, mergeDestinations } from '../destinations.ts'
import type { Determination } from '../determination.ts'
import { determineUnder } from '../determine.ts'
import type { LineFacts } from '../facts.ts'
import type { BodyOfLaw, Rule } from '../rule.ts'
import type { LawTables } from '../tables.ts'
import { consequencesOf } from './consequences.ts'
import { controlRows } from './control-rows.ts'
import { denialOrders } from './denial-orders.ts'
import { cuba, iran, iraq, northKorea, occupiedRegions, russiaAndBelarus, syria, unArmsEmbargo } from './embargoes.ts'
import { entityList, entityListAffiliates } from './entity-list.ts'
import { EXCEPTIONS } from './exceptions.ts'
import { JURISDICTION_RULE, jurisdictionOf } from './jurisdiction.ts'
import {
  cameras,
  microprocessors,
  militaryAffiliates,
  militaryEndUse,
  militaryEndUserList,
  militaryIntelligence,
} from './military.ts'
import { otherLists } from './other-lists.ts'
import { GATHERED_FROM } from './reading.ts'
import { blockedByOwnership, blocking, sdnAffiliates, sdnUnderTheEar } from './sdn.ts'
import { transit } from './transit.ts'
import {
  advancedComputing,
  chemicalOrBiologicalEndUse,
  maritimeNuclearEndUse,
  missileEndUse,
  nuclearEndUse,
  usPersonSupport,
} from './weapons.ts'

/** Every rule read for an export, reexport or transfer subject to the EAR, and for US persons under OFAC. */
export const RULES: readonly Rule[] = [
  controlRows,
  denialOrders,
  transit,
  nuclearEndUse,
  missileEndUse,
  chemicalOrBiologicalEndUse,
  maritimeNuclearEndUse,
  usPersonSupport,
  sdnUnderTheEar,
  sdnAffiliates,
  cameras,
  entityList,
  entityListAffiliates,
  microprocessors,
  militaryEndUse,
  militaryEndUserList,
  militaryAffiliates,
  militaryIntelligence,
  advancedComputing,
  unArmsEmbargo,
  cuba,
  iraq,
  northKorea,
  occupiedRegions,
  iran,
  russiaAndBelarus,
  syria,
  blocking,
  blockedByOwnership,
  otherLists,
]

export const US_EAR: BodyOfLaw = {
  id: 'us-ear',
  from: GATHERED_FROM,
  jurisdictionRule: JURISDICTION_RULE,
  jurisdiction: jurisdictionOf,
  rules: RULES,
  exceptions: EXCEPTIONS,
  consequences: consequencesOf,
}

/**
 * What US export control and blocking law require of one line on its planned export date.
 * @example determine(facts, tables).outcome // 'licence-required'
 */
export function determine(facts: LineFacts, tables: LawTables): Determination {
  const answers = destinationsOf(facts).map((to) => determineUnder(US_EAR, { ...facts, to }, tables))
  return mergeDestinations(answers, facts)
}
