import type { CaseSummary } from '../../src/app/index.ts'
import { useAnswer } from '../api.ts'
import { counted } from '../format.ts'
import { Country } from '../known.tsx'
import { State } from '../marks.tsx'
import { ProblemNotice, Waiting } from '../notice.tsx'
import { Due } from '../parts/due.tsx'
import { Empty } from '../parts/empty.tsx'
import { PageHead } from '../parts/section.tsx'
import { StateMark } from '../parts/state-mark.tsx'
import { type Column, Table } from '../parts/table.tsx'
import { useTitle } from '../title.ts'
import { OUTCOME_WORDS } from '../words.ts'
import { STAGE_WORDS, standingOf } from './case-words.ts'

const COLUMNS: readonly Column<CaseSummary>[] = [
  {
    name: 'Case',
    show: ({ id, reference, parties, items, destination }) => (
      <>
        <a href={`/cases/${encodeURIComponent(id)}`}>{reference}</a>
        <p className="small soft">
          {items[0]?.name ?? 'item not named'} to {parties.map(({ name }) => name).join(', ') || 'nobody named'},{' '}
          <Country code={destination} />
        </p>
      </>
    ),
  },
  {
    name: 'Standing',
    show: ({ closed, blocks }) => (
      <>
        <State state={standingOf(closed, blocks)} />
        {blocks === 0 ? null : <p className="small soft">{counted(blocks, 'thing', 'things')} in the way</p>}
      </>
    ),
  },
  { name: 'Law', show: ({ law }) => <StateMark of={law} words={OUTCOME_WORDS} /> },
  { name: 'Application', show: ({ stage }) => <StateMark of={stage} words={STAGE_WORDS} /> },
  { name: 'Due next', show: ({ due, closed }) => (closed === 'refrained' ? null : <Due on={due} />) },
]

/** Every case, newest first. */
export function CasesPage() {
  const answer = useAnswer<{ cases: readonly CaseSummary[] }>('/v1/cases')
  useTitle('Cases')
  return (
    <>
      <PageHead
        title="Cases"
        lead="One for each transaction that was taken up: everything learned about it stays in it, and nothing is taken out."
      />
      {answer === null ? (
        <Waiting what="Opening the cases" />
      ) : !answer.ok ? (
        <ProblemNotice problem={answer.problem} />
      ) : (
        <Table
          caption="Cases, newest first"
          columns={COLUMNS}
          rows={answer.value.cases.toReversed()}
          keyOf={({ id }) => id}
          empty={
            <Empty title="No case is open yet">
              <p>
                <a href="/assess">Assess a transaction</a>, then open a case from the answer.
              </p>
            </Empty>
          }
        />
      )}
    </>
  )
}
