import type { OwnershipReading } from '../../src/assessment/assessment.ts'
import { dayInWords } from '../format.ts'
import { State } from '../marks.tsx'
import { spoken } from '../sentence.ts'
import { OWNERSHIP_WORDS } from '../words.ts'

/** What each law makes of those who own or direct a party: the answer, the sum, the path and what is missing. */
export function OwnershipLaws({
  of,
  reading: { answers },
}: {
  readonly of: string
  readonly reading: OwnershipReading
}) {
  const told = answers.filter(({ outcome, paths }) => outcome !== 'does-not-extend' || paths.length > 0)
  const questions = [...new Set(told.flatMap((one) => one.questions.map(({ text }) => text)))]
  const quiet = answers.filter((one) => !told.includes(one)).map(({ title }) => title)
  return (
    <div className="ownership-laws">
      {told.length === 0 ? null : (
        <table className="rows-table">
          <caption className="visually-hidden">What each law makes of those behind {of}</caption>
          <thead>
            <tr>
              <th scope="col">Law</th>
              <th scope="col">Answer</th>
              <th scope="col">Why</th>
            </tr>
          </thead>
          <tbody>
            {told.map(({ title, outcome, standing, checkedOn, because, paths, cites }) => (
              <tr key={title}>
                <th scope="row">
                  {title}
                  {standing === 'unchecked' && checkedOn !== null ? (
                    <p className="small unknown-text">wording unchecked since {dayInWords(checkedOn)}</p>
                  ) : null}
                </th>
                <td data-label="Answer">
                  <State state={OWNERSHIP_WORDS[outcome]} />
                </td>
                <td data-label="Why">
                  {because.map((reason) => (
                    <p key={reason}>{spoken(reason)}.</p>
                  ))}
                  {paths.map(({ text, list, entryKey }) => (
                    <p key={`${text} ${list} ${entryKey}`} className="small">
                      <span className="label">Path</span> {text}
                    </p>
                  ))}
                  <p className="small soft">{cites.join('; ')}</p>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {questions.length === 0 ? null : (
        <>
          <p className="small label">What would decide it</p>
          <ul className="small">
            {questions.map((text) => (
              <li key={text}>{spoken(text)}</li>
            ))}
          </ul>
        </>
      )}
      {quiet.length === 0 ? null : (
        <p className="small soft">
          Nobody who counts is named behind {of} for: {quiet.join(', ')}.
        </p>
      )}
    </div>
  )
}
