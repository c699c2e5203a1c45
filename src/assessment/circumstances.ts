import type { EndUserType, HrItem, LawTables, Scope } from '../law/index.ts'
import type { Hit, LineAnswer, PartyAnswer } from './assessment.ts'
import type { Transaction } from './transaction.ts'

/** What red flags and human-rights factors are read from: the transaction beside what was found about it. */
export type Circumstances = {
  readonly transaction: Transaction
  readonly parties: readonly PartyAnswer[]
  readonly lines: readonly LineAnswer[]
  readonly tables: LawTables
}

type Party = Transaction['parties'][number]

const SECURITY_TYPES: readonly EndUserType[] = [
  'military',
  'police',
  'intelligence',
  'military-intelligence',
  'border',
  'prison',
  'other-security',
]

/** Bodies that may use force, detain or watch. */
export function isSecurityBody(type: EndUserType | undefined): boolean {
  return type !== undefined && SECURITY_TYPES.includes(type)
}

/** A body of the state, armed or not. */
export function isStateBody(type: EndUserType | undefined): boolean {
  return type === 'government' || isSecurityBody(type)
}

export function endUsers(transaction: Transaction): readonly Party[] {
  return transaction.parties.filter((party) => party.roles.includes('end-user'))
}

/** Items of human-rights concern among the lines, with the line that holds each. */
export function concernsOf({
  lines,
  tables,
}: Circumstances): readonly { readonly line: LineAnswer; readonly item: HrItem }[] {
  return lines.flatMap((line) =>
    tables.hrItems
      .filter((item) => item.eccn === line.eccn && mayCover(item.scope, line.paragraph))
      .map((item) => ({ line, item })),
  )
}

/** Whether a scope covers a paragraph, or could when the paragraph is not known. */
function mayCover(scope: Scope, paragraph: string | null): boolean {
  if (paragraph === null) return true
  const covers = (path: string) =>
    paragraph === path || paragraph.startsWith(`${path}.`) || path.startsWith(`${paragraph}.`)
  const isIn = scope.include === undefined || scope.include.some(covers)
  return isIn && !(scope.exclude ?? []).some((path) => paragraph === path || paragraph.startsWith(`${path}.`))
}

/** Hits that stand: everything a person has not called a false match. */
export function standingHits(party: PartyAnswer): readonly Hit[] {
  return [...party.hits, ...party.owners.flatMap((owner) => owner.hits)].filter((hit) => hit.identity !== 'false-match')
}

/** What the starter set or a notice codes of a listed party. */
export function groundsOf(
  parties: readonly PartyAnswer[],
): readonly { readonly party: PartyAnswer; readonly hit: Hit }[] {
  return parties.flatMap((party) =>
    standingHits(party)
      .filter((hit) => hit.grounds.length > 0)
      .map((hit) => ({ party, hit })),
  )
}
