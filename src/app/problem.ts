import { type InputProblem, sentenceOfFault } from '../assessment/index.ts'
import { unreachable } from '../base/index.ts'
import type { CaseLineProblem } from '../law/index.ts'
import type { ListPathProblem } from './list-sets.ts'

/** Everything that can be wrong with what a person asks for; each door says it in its own way. */
export type Problem =
  | InputProblem
  | CaseLineProblem
  | ListPathProblem
  /** No version of a list has this id. */
  | { readonly kind: 'list.unknown-version'; readonly id: string }
  /** The version does not wait for a person. */
  | { readonly kind: 'list.not-waiting'; readonly id: string; readonly state: 'current' | 'older' }
  /** To take a version knowingly, a named person gives a reason. */
  | { readonly kind: 'list.acceptance-incomplete'; readonly missing: 'reason' | 'by' }
  | { readonly kind: 'query.invalid'; readonly field: string; readonly sentence: string }

/** What, where, what to do; several faults are joined by line breaks. */
export function sentenceOfProblem(problem: Problem): string {
  switch (problem.kind) {
    case 'input.invalid':
      return problem.faults.map(sentenceOfFault).join('\n')
    case 'case-line.invalid':
    case 'query.invalid':
      return `\`${problem.field}\` ${problem.sentence}`
    case 'lists.unreadable-path':
      return problem.sentence
    case 'list.unknown-version':
      return `no version of a list has the id \`${problem.id}\`; \`unblind lists status\` shows those that wait`
    case 'list.not-waiting':
      return problem.state === 'current'
        ? `version \`${problem.id}\` is already in use; there is nothing to accept`
        : `version \`${problem.id}\` is an older one and does not wait for a person; import a newer file instead`
    case 'list.acceptance-incomplete':
      return problem.missing === 'reason'
        ? 'give the reason why this version may be used; it is kept with your name'
        : 'give the name of the person who accepts it; it is kept with the reason'
    default:
      return unreachable(problem)
  }
}
