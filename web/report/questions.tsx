import type { Assessment } from '../../src/assessment/assessment.ts'
import { fieldId, isMapping, stepsOf } from '../assess/draft.ts'
import { Citation } from '../law-voice.tsx'

/** What nobody has answered yet, and where each answer goes. */
export function Questions({ assessment }: { assessment: Assessment }) {
  const { questions, id, transaction } = assessment
  if (questions.length === 0) return null
  return (
    <section id="questions">
      <h2>Questions whose answers would change this</h2>
      <ol className="law-list">
        {questions.map((question) => (
          <li key={`${question.id} ${question.fact}`} className="cited">
            <div>
              <p>{question.text}</p>
              <p className="small soft">
                {question.rules.length > 0 ? <>Waiting for it: {question.rules.join(', ')}. </> : null}
                <a
                  className="no-print"
                  href={`/assess?from=${encodeURIComponent(id)}#${fieldId(placeOf(question.fact, transaction))}`}
                >
                  Answer this question
                </a>
              </p>
            </div>
            <div className="margin">
              <Citation paragraph={question.paragraph} />
            </div>
          </li>
        ))}
      </ol>
    </section>
  )
}

/**
 * The field a question asks for. `parties[].endUserType` says no row: the end user's is meant if it is open, else the first
 * open row, else the first row.
 */
export function placeOf(fact: string, transaction: Assessment['transaction']): string {
  const open = /^(parties|items)\[\](?:\.(.*))?$/.exec(fact)
  if (open === null) return fact
  const [, list = '', rest = ''] = open
  const rows: readonly unknown[] = list === 'parties' ? transaction.parties : transaction.items
  const key = stepsOf(rest)[0]
  const isOpen = (row: unknown) =>
    isMapping(row) && (key === undefined || row[key] === undefined || row[key] === 'unknown')
  const isEndUser = (row: unknown) => isMapping(row) && Array.isArray(row.roles) && row.roles.includes('end-user')
  const endUser = rows.findIndex((row) => isOpen(row) && isEndUser(row))
  const index = endUser >= 0 ? endUser : Math.max(0, rows.findIndex(isOpen))
  return rest === '' ? `${list}[${index}]` : `${list}[${index}].${rest}`
}
