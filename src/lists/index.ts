export * from './party.ts'
