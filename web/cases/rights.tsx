import type { RightAtRisk } from '../../src/case/index.ts'
import { State } from '../marks.tsx'
import { Fold } from '../parts/act-form.tsx'
import { Empty } from '../parts/empty.tsx'
import { Section } from '../parts/section.tsx'
import { stateWord } from '../parts/state-mark.tsx'
import { PersonVoice } from '../parts/voice.tsx'
import { spoken } from '../sentence.ts'
import { FACTOR_WORDS } from '../words.ts'
import { ForOfficers, useCase } from './case-context.tsx'
import { CONCLUSION_NAMES, INVOLVEMENT_NAMES, RIGHTS, SCALE_TITLES, SCALES, type ScaleName } from './case-words.ts'
import { Evidence } from './evidence.tsx'
import { RightsForm } from './rights-form.tsx'
import { whenOf } from './when.ts'

const STALE = stateWord('Out of date', 'split', 'danger', 'Information came in that it did not weigh; write it again.')
const CURRENT = stateWord('Current', 'filled', 'plain', 'It weighed all information of the case.')

/** What it could do to people: the factors by what is known, and the assessment that a named person wrote, right by right. */
export function Rights() {
  const { view } = useCase()
  const { state, assessment } = view
  const { rights } = state
  const isStale = rights !== null && state.information.some(({ item }) => !rights.considered.includes(item))
  return (
    <Section id="rights" title="Human rights" note={rights === null ? 'not assessed yet' : undefined}>
      {rights === null ? (
        <Empty title="No assessment is written">
          <p>
            An application cannot be signed without one. It is written right by right, with evidence for and against.
          </p>
        </Empty>
      ) : (
        <div className="rights">
          <p className="rights-head">
            <State state={isStale ? STALE : CURRENT} />
            <strong>{CONCLUSION_NAMES[rights.assessment.conclusion]}</strong>
            <span className="soft">{INVOLVEMENT_NAMES[rights.assessment.involvement]}</span>
          </p>
          {rights.assessment.rights.map((right) => (
            <Right key={right.right} right={right} />
          ))}
          {rights.assessment.mitigations.length === 0 ? (
            <p>
              <span className="label">Mitigations</span> <span className="soft">None named.</span>
            </p>
          ) : (
            <div>
              <p className="label">Mitigations</p>
              <ul className="plain-list">
                {rights.assessment.mitigations.map((one) => (
                  <li key={one}>{one}</li>
                ))}
              </ul>
            </div>
          )}
          <PersonVoice by={rights.by.name} at={whenOf(view, 'rights.assessed')} did="Assessed">
            <p>{rights.assessment.reasons}</p>
          </PersonVoice>
        </div>
      )}
      {state.closed === null ? (
        <ForOfficers what="Assessing">
          <Fold
            label={rights === null ? 'Write the assessment' : 'Write it again'}
            isWayOn={rights === null || isStale}
          >
            <RightsForm key={whenOf(view, 'rights.assessed')} />
          </Fold>
        </ForOfficers>
      ) : null}
      {assessment === null ? null : (
        <details className="factors-fold">
          <summary>
            The {assessment.humanRights.length} factors,{' '}
            {assessment.humanRights.filter((one) => one.state === 'unknown').length} unknown
          </summary>
          <table className="rows-table factors-table">
            <caption className="visually-hidden">Factors by what is known</caption>
            <thead>
              <tr>
                <th scope="col">Factor</th>
                <th scope="col">State</th>
                <th scope="col">Because, or how to find out</th>
              </tr>
            </thead>
            <tbody>
              {assessment.humanRights.map((factor) => (
                <tr key={factor.factor}>
                  <th scope="row">
                    <span className="factor-id">{factor.factor}</span> {factor.title}
                  </th>
                  <td data-label="State">
                    <State state={FACTOR_WORDS[factor.state]} />
                  </td>
                  <td data-label="Because">
                    {factor.because.map((clause) => (
                      <p key={clause}>{spoken(clause)}</p>
                    ))}
                    {factor.ask === null ? null : <p className="soft">{factor.ask}</p>}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      )}
    </Section>
  )
}

function Right({ right }: { readonly right: RightAtRisk }) {
  const named = RIGHTS.find(([article]) => article === right.right)
  return (
    <div className="right">
      <h3>
        {named === undefined ? right.right : `${named[1]}, ${right.right}`}{' '}
        <span className="asks">{right.holders}</span>
      </h3>
      <dl className="scales">
        {(['scale', 'scope', 'irremediability', 'likelihood'] as const).map((name) => (
          <div key={name}>
            <dt>{SCALE_TITLES[name]}</dt>
            <dd>
              <Meter name={name} value={right[name]} />
            </dd>
          </div>
        ))}
      </dl>
      <div className="for-against">
        <div>
          <p className="label">Evidence</p>
          <Evidence of={right.evidence} />
        </div>
        <div>
          <p className="label">Against it</p>
          {right.counterEvidence.length === 0 ? (
            <p className="soft">Nothing was found that speaks against it.</p>
          ) : (
            <Evidence of={right.counterEvidence} />
          )}
        </div>
      </div>
    </div>
  )
}

const STEPS = [1, 2, 3, 4, 5] as const

/** A step of five, told by number, word and filled boxes. */
function Meter({ name, value }: { readonly name: ScaleName; readonly value: number }) {
  return (
    <span className="meter">
      <span className="meter-boxes" aria-hidden="true">
        {STEPS.map((step) => (
          <span key={step} className={step <= value ? 'is-full' : undefined} />
        ))}
      </span>
      <strong>{value}</strong> of 5, {SCALES[name][value - 1] ?? 'not on the scale'}
    </span>
  )
}
