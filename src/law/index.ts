export * from './determination.ts'
export * from './facts.ts'
export * from './rule.ts'
export * from './tables.ts'
