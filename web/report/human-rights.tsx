import type { Assessment } from '../../src/assessment/assessment.ts'
import { Citation } from '../law-voice.tsx'
import { State } from '../marks.tsx'
import { spoken } from '../sentence.ts'
import { FACTOR_WORDS } from '../words.ts'

export function RedFlags({ assessment }: { assessment: Assessment }) {
  const { redFlags } = assessment
  return (
    <section id="red-flags">
      <h2>Red flags</h2>
      {redFlags.length === 0 ? <p>No red flag of the catalogue was raised by the facts given.</p> : null}
      <ul className="law-list is-plain">
        {redFlags.map((flag) => (
          <li key={flag.id} className="cited">
            <div>
              <p className="flag-text">
                {flag.text} {flag.isHumanRights ? <span className="tag">human rights</span> : null}
              </p>
              <ul className="because">
                {flag.because.map((clause) => (
                  <li key={clause}>{spoken(clause)}</li>
                ))}
              </ul>
              <p>
                <span className="label">Inquire</span> {flag.inquiry}
              </p>
            </div>
            <div className="margin">
              <Citation paragraph={flag.source} />
              <p className="mono">{flag.id}</p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The fourteen factors. Unknown is shown as such and asks for something; it is never left blank. */
export function HumanRights({ assessment }: { assessment: Assessment }) {
  const { humanRights } = assessment
  const unknown = humanRights.filter((factor) => factor.state === 'unknown').length
  return (
    <section id="human-rights">
      <h2>
        What it could do to people
        <span className="asks">
          {humanRights.length} factors, {unknown} unknown
        </span>
      </h2>
      <table className="factors">
        <thead>
          <tr>
            <th scope="col">Factor</th>
            <th scope="col">State</th>
            <th scope="col">Because</th>
            <th scope="col">To find out</th>
          </tr>
        </thead>
        <tbody>
          {humanRights.map((factor) => (
            <tr key={factor.factor}>
              <th scope="row">
                <span className="factor-id">{factor.factor}</span> {factor.title}
              </th>
              <td>
                <State state={FACTOR_WORDS[factor.state]} />
              </td>
              <td data-label="Because">
                {factor.because.length > 0 ? (
                  factor.because.map((clause) => <p key={clause}>{spoken(clause)}</p>)
                ) : (
                  <span className="soft">Nothing given</span>
                )}
              </td>
              <td data-label="To find out">{factor.ask ?? <span className="soft">Nothing asked</span>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
