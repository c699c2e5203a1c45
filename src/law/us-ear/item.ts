import type { ItemFacts } from '../facts.ts'
import type { CclEntry, LawTables } from '../tables.ts'

export function isEar99({ eccn }: ItemFacts): boolean {
  return eccn === 'EAR99'
}

export function entryOf({ eccn }: ItemFacts, tables: LawTables): CclEntry | null {
  return eccn !== undefined && Object.hasOwn(tables.entries, eccn) ? (tables.entries[eccn] ?? null) : null
}

/** Commodity, software or technology: by the product group of the entry; for EAR99 as stated. `null`: not known. */
export function formOf({ form, eccn }: ItemFacts): 'commodity' | 'software' | 'technology' | null {
  const group = eccn !== undefined && eccn !== 'EAR99' ? eccn[1] : undefined
  if (group === undefined) return form ?? null
  return group === 'D' ? 'software' : group === 'E' ? 'technology' : 'commodity'
}

/**
 * Whether the item is, or may be, what `path` names: `5A001.f.1`, `0A982`. A known paragraph that is wider than the
 * path (`f` against `f.1`) and an unknown paragraph leave it open.
 */
export function isCoveredBy({ eccn, paragraph }: ItemFacts, path: string): boolean | 'perhaps' {
  const [entry, inner] = splitPath(path)
  if (eccn !== entry) return false
  if (inner === '') return true
  if (paragraph === undefined || paragraph === '') return 'perhaps'
  if (paragraph === inner || paragraph.startsWith(`${inner}.`)) return true
  return inner.startsWith(`${paragraph}.`) ? 'perhaps' : false
}

/** `true` when one path covers the item, `'perhaps'` when one may. */
export function isCoveredByAny(item: ItemFacts, paths: readonly string[]): boolean | 'perhaps' {
  const answers = paths.map((path) => isCoveredBy(item, path))
  return answers.includes(true) ? true : answers.includes('perhaps') ? 'perhaps' : false
}

export function nameOfItem({ eccn, paragraph }: ItemFacts): string {
  if (eccn === undefined) return 'the unclassified item'
  return paragraph === undefined || paragraph === '' ? eccn : `${eccn}.${paragraph}`
}

/** A 600-series (`x6xx`) or 9x515 entry. */
export function isMilitaryOrSpacecraftEntry({ eccn }: ItemFacts): boolean {
  return eccn !== undefined && (/^\d[A-E]6\d\d$/.test(eccn) || /^9[A-E]515$/.test(eccn))
}

function splitPath(path: string): readonly [string, string] {
  const dot = path.indexOf('.')
  return dot === -1 ? [path, ''] : [path.slice(0, dot), path.slice(dot + 1)]
}
