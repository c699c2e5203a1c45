import { day } from '../../base/index.ts'
import type { Finding, Rule } from '../rule.ts'
import { controlFindings } from './controls.ts'
import { GATHERED_FROM } from './reading.ts'

/** The text of the control list and the chart the tables were made from. */
const TABLES_READ = day('2026-07-23')

/** Every row of the item's own entry: the country chart's columns and the rules written in the entry itself. */
export const controlRows: Rule = {
  id: 'us-ear/738.4/control-rows',
  title: 'The item’s entry and the country chart',
  cites: [
    { ref: '15 CFR 738.4(a)', textSha256: null },
    { ref: '15 CFR 738.3(a)', textSha256: null },
  ],
  inForce: [{ from: GATHERED_FROM, until: null, act: 'control list and country chart of 2026-07-23' }],
  // Entries changed before that text; what stood on earlier days was not compared row by row.
  knownFrom: TABLES_READ,
  checkedOn: TABLES_READ,
  tables: ['entries', 'country-chart', 'country-groups', 'prose-rules'],
  find(facts, tables): readonly Finding[] {
    const { requirements, unknowns, nothing } = controlFindings(facts, tables)
    return [
      ...requirements.map(({ rule, requirement }) => ({ kind: 'requirement' as const, requirement, as: rule })),
      ...unknowns.map(({ rule, question }) => ({ kind: 'unknown' as const, question, as: rule })),
      ...nothing.map(({ rule, why }) => ({ kind: 'nothing' as const, why, as: rule })),
    ]
  },
}
