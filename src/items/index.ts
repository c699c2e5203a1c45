export { decideEntry, FAMILIES } from './decide-entry.ts'
export type { Contradiction, Item, ItemQuestion, ItemReading, Proposal } from './item.ts'
