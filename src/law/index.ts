export * from './determination.ts'
export * from './facts.ts'
export * from './tables.ts'
