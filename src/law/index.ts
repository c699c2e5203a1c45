export { CASE_LINE_KEYS, type CaseLineProblem, caseLineSchema, readCaseLine } from './case-line.ts'
export * from './determination.ts'
export * from './facts.ts'
export { readTables, TABLE_FILES } from './read-tables.ts'
export * from './rule.ts'
export * from './tables.ts'
export {
  type ControlFindings,
  controlFindings,
  destinationRow,
  isKnownEccn,
  isKnownParagraph,
} from './us-ear/controls.ts'
export { determine, RULES } from './us-ear/index.ts'
export { mayHaveOwners } from './us-ear/ownership.ts'
export { holderOfGroups, isInGroup } from './us-ear/places.ts'
