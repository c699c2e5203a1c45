/** The law by itself: no lists, no database. */
import { type Day, err, ok, type Result } from '../base/index.ts'
import {
  type CaseLineProblem,
  type Determination,
  determine,
  type LawTables,
  type LineFacts,
  readCaseLine,
} from '../law/index.ts'
import { loadLawTables } from '../store/index.ts'

export type Law = {
  readonly tables: LawTables
  /** What the law of its day requires of one case line; `today` stands in for a day the line does not name. */
  readonly determine: (caseLine: unknown, today: Day) => Result<Determination, CaseLineProblem>
}

/** @throws Error when a law table that ships is missing or malformed. */
export function openLaw(tables: LawTables = loadLawTables()): Law {
  return {
    tables,
    determine: (caseLine, today) => {
      const facts = readCaseLine(caseLine, today)
      if (!facts.ok) return facts
      const problem = entryProblem(facts.value, tables)
      return problem === null ? ok(determine(facts.value, tables)) : err(problem)
    },
  }
}

/** An entry or paragraph the control list does not hold is a slip of the pen, never "no control". */
function entryProblem({ item }: LineFacts, tables: LawTables): CaseLineProblem | null {
  if (item.eccn === undefined) return null
  if (item.eccn === 'EAR99') {
    return item.paragraph === undefined
      ? null
      : invalid('paragraph', '`paragraph` goes with `EAR99`, which has none; remove it or give the entry')
  }
  const entry = tables.entries[item.eccn]
  if (entry === undefined) {
    return invalid(
      'eccn',
      `\`eccn\` \`${item.eccn}\` is not an entry of the control list we hold; check the number, or write EAR99`,
    )
  }
  const { paragraph } = item
  if (paragraph === undefined || entry.paragraphs.length === 0) return null
  const isKnown = entry.paragraphs.some((one) => one === paragraph || one.startsWith(`${paragraph}.`))
  return isKnown
    ? null
    : invalid(
        'paragraph',
        `\`paragraph\` \`${paragraph}\` is not a paragraph of ${item.eccn} that we hold; check it, or leave it out`,
      )
}

function invalid(field: string, sentence: string): CaseLineProblem {
  return { kind: 'case-line.invalid', field, sentence }
}
