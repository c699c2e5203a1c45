import type { Determination } from '../determination.ts'
import { determineUnder } from '../determine.ts'
import type { LineFacts } from '../facts.ts'
import type { BodyOfLaw, Rule } from '../rule.ts'
import type { LawTables } from '../tables.ts'
import { controlRows } from './control-rows.ts'
import { denialOrders } from './denial-orders.ts'
import { entityList, entityListAffiliates } from './entity-list.ts'
import { JURISDICTION_RULE, jurisdictionOf } from './jurisdiction.ts'
import { GATHERED_FROM } from './reading.ts'

/** Every rule read for an export, reexport or transfer subject to the EAR, and for US persons under OFAC. */
export const RULES: readonly Rule[] = [controlRows, denialOrders, entityList, entityListAffiliates]

export const US_EAR: BodyOfLaw = {
  id: 'us-ear',
  from: GATHERED_FROM,
  jurisdictionRule: JURISDICTION_RULE,
  jurisdiction: jurisdictionOf,
  rules: RULES,
  exceptions: [],
  consequences: () => [],
}

/**
 * What US export control and blocking law require of one line on its planned export date.
 * @example determine(facts, tables).outcome // 'licence-required'
 */
export function determine(facts: LineFacts, tables: LawTables): Determination {
  return determineUnder(US_EAR, facts, tables)
}
