import type { Question } from '../determination.ts'
import type { LineFacts } from '../facts.ts'
import type { StatedRequirement } from '../rule.ts'
import type { CclEntry, Control, LawTables } from '../tables.ts'

/**
 * What the item's own control-list entry requires, before any end use, end user or embargo.
 * Every row of the entry in scope is collected; none stops another.
 */
export type ControlFindings = {
  /** The entry read. `null`: no ECCN was given, it is EAR99, or no such entry exists (see `isKnownEccn`). */
  readonly entry: CclEntry | null
  readonly requirements: readonly { readonly rule: string; readonly requirement: StatedRequirement }[]
  /** Facts that decide whether a row binds. Never dropped, never read as no. */
  readonly unknowns: readonly { readonly rule: string; readonly question: Omit<Question, 'rules'> }[]
  /** Rows read that do not bind, and why. */
  readonly nothing: readonly { readonly rule: string; readonly why: string }[]
  /**
   * Rows in scope that hand over to a section read elsewhere: `15 CFR 746.1(b)` (UN rows) and `15 CFR 746.8`
   * (Russian industry sector rows). INVARIANT: no other section is ever handed over.
   */
  readonly referred: readonly { readonly paragraph: string; readonly control: Control }[]
}

export function controlFindings(_facts: LineFacts, _tables: LawTables): ControlFindings {
  return { entry: null, requirements: [], unknowns: [], nothing: [], referred: [] }
}

/** Whether the control list has this entry; `EAR99` counts as known. */
export function isKnownEccn(eccn: string, tables: LawTables): boolean {
  return eccn === 'EAR99' || Object.hasOwn(tables.entries, eccn)
}

/** `unknown`: the sources here list no paragraphs for the entry, so nobody can say. */
export function isKnownParagraph(eccn: string, paragraph: string, tables: LawTables): boolean | 'unknown' {
  const entry = Object.hasOwn(tables.entries, eccn) ? tables.entries[eccn] : undefined
  if (!entry || entry.paragraphs.length === 0) return 'unknown'
  return entry.paragraphs.some((known) => known === paragraph || known.startsWith(`${paragraph}.`))
}
