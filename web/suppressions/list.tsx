import type { SuppressionView } from '../../src/app/index.ts'
import { useAnswer } from '../api.ts'
import { dayInWords } from '../format.ts'
import { ProblemNotice, Waiting } from '../notice.tsx'
import { Empty } from '../parts/empty.tsx'
import { PageHead } from '../parts/section.tsx'
import { StateMark } from '../parts/state-mark.tsx'
import { type Column, Table } from '../parts/table.tsx'
import { spoken } from '../sentence.ts'
import { useTitle } from '../title.ts'
import { LIST_NAMES, nameOf } from '../words.ts'
import { STANDING_WORDS } from './words.ts'

const COLUMNS: readonly Column<SuppressionView>[] = [
  { name: 'Party', show: ({ id, party }) => <a href={`/suppressions/${id}`}>{party}</a> },
  {
    name: 'Is not',
    show: ({ entry, bound }) => (
      <>
        {entry}
        <p className="small soft">{nameOf(LIST_NAMES, bound.list)}</p>
      </>
    ),
  },
  {
    name: 'Stands',
    show: ({ standing, lapsed }) => (
      <>
        <StateMark of={standing} words={STANDING_WORDS} />
        {lapsed.map((why) => (
          <p key={why} className="small soft">
            {spoken(why)}
          </p>
        ))}
      </>
    ),
  },
  { name: 'Last day', show: ({ until }) => dayInWords(until) },
  { name: 'By', show: ({ by, second }) => (second === null ? by.name : `${by.name} and ${second.name}`) },
]

/** Every false match that two people silenced, or were asked to. */
export function SuppressionsPage() {
  const answer = useAnswer<{ readonly suppressions: readonly SuppressionView[] }>('/v1/suppressions')
  useTitle('Silenced matches')
  return (
    <>
      <PageHead
        title="Silenced matches"
        lead="False matches that two people looked at and nobody is asked about again for a time. Each is one party and one listed entry as they stood; any change of either, and the match speaks again."
      />
      {answer === null ? (
        <Waiting what="Opening the silenced matches" />
      ) : !answer.ok ? (
        <ProblemNotice problem={answer.problem} />
      ) : (
        <Table
          caption="Silenced matches, newest first"
          columns={COLUMNS}
          rows={answer.value.suppressions}
          keyOf={({ id }) => id}
          empty={
            <Empty title="No match is silenced">
              <p>
                Every match speaks. One that comes up again and again is silenced on its own page in a{' '}
                <a href="/cases">case</a>.
              </p>
            </Empty>
          }
        />
      )}
    </>
  )
}
