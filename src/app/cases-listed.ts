/** Every case in a line or two: what it is, what the three answers were, what stands in the way and by when. */
import type { Assessment } from '../assessment/index.ts'
import { type ApplicationStage, type Block, type CaseState, releaseBlocks } from '../case/index.ts'
import type { Store } from '../store/index.ts'
import type { CaseBook, KnownCase } from './cases-book.ts'

export type CaseSummary = {
  readonly id: string
  readonly reference: string
  readonly openedAt: string
  readonly openedBy: string
  readonly exportOn: string
  readonly closed: CaseState['closed']
  readonly stage: ApplicationStage
  readonly parties: readonly {
    readonly ref: string
    readonly name: string
    readonly roles: readonly string[]
    readonly country: string | null
  }[]
  readonly items: readonly { readonly ref: string; readonly name: string; readonly eccn: string | null }[]
  /** `null`: its assessment is not kept here. */
  readonly destination: string | null
  readonly law: string
  readonly coverage: Assessment['coverage']['state'] | null
  readonly action: string
  /** How many things stand in the way of release. */
  readonly blocks: number
  /** The same by kind. */
  readonly blocksByKind: Readonly<Partial<Record<Block['kind'], number>>>
  /** The day by which something of it must be done next; `null`: no clock runs. */
  readonly due: string | null
}

type Answered = Pick<CaseSummary, 'destination' | 'coverage' | 'action'>

/** @returns a verb that gives every case, oldest first, and remembers the assessments, which never change */
export function newCaseList(
  book: CaseBook,
  store: Pick<Store, 'readAssessment'>,
): () => Promise<readonly CaseSummary[]> {
  const answers = new Map<string, Answered>()
  const answerOf = async ({ state }: KnownCase): Promise<Answered> => {
    const { id } = state.assessment
    const known = answers.get(id)
    if (known !== undefined) return known
    const assessment = await store.readAssessment(id)
    const answer = {
      destination: assessment?.transaction.destination ?? null,
      coverage: assessment?.coverage.state ?? null,
      action: assessment?.action.state ?? '',
    }
    answers.set(id, answer)
    return answer
  }
  return async () => Promise.all((await book()).map(async (one) => summaryOf(one, await answerOf(one))))
}

function summaryOf({ id, openedAt, state }: KnownCase, answer: Answered): CaseSummary {
  const blocks = releaseBlocks(state)
  const blocksByKind: Partial<Record<Block['kind'], number>> = {}
  for (const { kind } of blocks) blocksByKind[kind] = (blocksByKind[kind] ?? 0) + 1
  return {
    id,
    reference: state.reference,
    openedAt,
    openedBy: state.openedBy.name,
    exportOn: state.exportOn,
    closed: state.closed,
    stage: state.application.stage,
    parties: state.parties.map(({ ref, names, roles, country }) => ({ ref, name: names[0] ?? ref, roles, country })),
    items: state.items.map(({ ref, name, eccn }) => ({ ref, name, eccn })),
    law: state.law,
    ...answer,
    blocks: blocks.length,
    blocksByKind,
    due: nextDue(state),
  }
}

/** The earliest day that a question, an answer, a duty, an inquiry or the shipment itself waits for. */
function nextDue(state: CaseState): string | null {
  const days = [
    ...(state.closed === 'refrained' || state.shipments.length > 0 ? [] : [state.exportOn]),
    ...state.application.queries.flatMap(({ answer, dueOn }) => (answer === null ? [dueOn] : [])),
    ...(state.application.stage === 'intent-to-deny' && state.application.answerBy !== null
      ? [state.application.answerBy]
      : []),
    ...state.duties.flatMap(({ isDone, dueOn }) => (isDone || dueOn === null ? [] : [dueOn])),
    ...state.flags.flatMap(({ inquiries }) =>
      inquiries.flatMap(({ answer, dueOn }) => (answer === null ? [dueOn] : [])),
    ),
  ]
  return days.toSorted()[0] ?? null
}
