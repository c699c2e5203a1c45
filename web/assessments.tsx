import { type AssessmentSummary, useAnswer } from './api.ts'
import { dayInWords, instantInWords } from './format.ts'
import { Country } from './known.tsx'
import { State } from './marks.tsx'
import { ProblemNotice, Waiting } from './notice.tsx'
import { useTitle } from './title.ts'
import { ACTION_WORDS, COVERAGE_WORDS, OUTCOME_WORDS } from './words.ts'

/** The assessments kept here, newest first. */
export function AssessmentsPage() {
  const answer = useAnswer<{ assessments: readonly AssessmentSummary[] }>('/v1/assessments?limit=200')
  useTitle('Assessments')
  return (
    <>
      <h1>Assessments</h1>
      <p className="lead">Newest first. Each is kept as it was answered, with the lists and texts of that moment.</p>
      {answer === null ? (
        <Waiting what="Opening the list" />
      ) : answer.ok ? (
        <Summaries of={answer.value.assessments} />
      ) : (
        <ProblemNotice problem={answer.problem} />
      )}
    </>
  )
}

function Summaries({ of }: { of: readonly AssessmentSummary[] }) {
  if (of.length === 0)
    return (
      <p className="spaced">
        Nothing has been assessed yet. <a href="/assess">Assess a transaction</a>; the form has examples to load.
      </p>
    )
  return (
    <table className="summaries">
      <caption className="visually-hidden">Assessments, newest first</caption>
      <thead>
        <tr>
          <th scope="col">Parties</th>
          <th scope="col">Law</th>
          <th scope="col">Coverage</th>
          <th scope="col">Action</th>
          <th scope="col">Export date</th>
          <th scope="col">Asked</th>
        </tr>
      </thead>
      <tbody>
        {of.map((one) => (
          <tr key={one.id}>
            <th scope="row">
              <a href={`/assessments/${encodeURIComponent(one.id)}`}>{one.parties.join(', ')}</a>
              <p className="small soft">
                to <Country code={one.destination} />
                {one.reference === null ? null : <> · {one.reference}</>}
              </p>
            </th>
            <td data-label="Law">
              <State state={OUTCOME_WORDS[one.law]} />
            </td>
            <td data-label="Coverage">
              <State state={COVERAGE_WORDS[one.coverage]} />
            </td>
            <td data-label="Action">
              <State state={ACTION_WORDS[one.action]} />
            </td>
            <td data-label="Export date">{dayInWords(one.on)}</td>
            <td data-label="Asked">{instantInWords(one.at)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
