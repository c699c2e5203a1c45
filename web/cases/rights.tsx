import type { RightAtRisk } from '../../src/case/index.ts'
import { State } from '../marks.tsx'
import { Fold, LongIn } from '../parts/act-form.tsx'
import { Empty } from '../parts/empty.tsx'
import { Section } from '../parts/section.tsx'
import { stateWord } from '../parts/state-mark.tsx'
import { PersonVoice } from '../parts/voice.tsx'
import { spoken } from '../sentence.ts'
import { FACTOR_WORDS } from '../words.ts'
import { CaseAct, ForOfficers, useCase } from './case-context.tsx'
import { CONCLUSION_NAMES, INVOLVEMENT_NAMES, RIGHTS, SCALE_TITLES, SCALES, type ScaleName } from './case-words.ts'
import { Evidence } from './evidence.tsx'
import { RightsForm } from './rights-form.tsx'
import { WeighedAll, weighedOf } from './weighed.tsx'
import { whenOf } from './when.ts'

const STALE = stateWord('From before', 'split', 'danger', 'Something changed that it did not weigh; look at it again.')
const CURRENT = stateWord('Current', 'filled', 'plain', 'It stands on what the case knows.')

/** What it could do to people: the factors by what is known, and the assessment that a named person wrote, right by right. */
export function Rights() {
  const { view } = useCase()
  const { state, assessment } = view
  const { rights } = state
  const blocked = [...view.releaseBlocks, ...view.applicationBlocks].find(({ kind }) => kind === 'human-rights')
  const isStale = rights !== null && blocked !== undefined
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
          {rights.confirmed.map(({ by, at, looked, reason }) => (
            <PersonVoice key={at} by={by.name} at={at} did="Looked at again">
              <p>
                {looked} {reason}
              </p>
            </PersonVoice>
          ))}
          {isStale ? <p className="callout">{spoken(blocked.sentence)}.</p> : null}
        </div>
      )}
      {state.closed === null ? (
        <ForOfficers what="Assessing">
          {isStale ? <LookAgain /> : null}
          <Fold label={rights === null ? 'Write the assessment' : 'Write it again'} isWayOn={rights === null}>
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

/** What changed was looked at, and the assessment still holds: who says so, what was looked at, and why. */
function LookAgain() {
  const { state } = useCase().view
  return (
    <Fold label="Look at it again" isWayOn>
      <CaseAct
        name="rights-confirmed"
        label="Record that it still holds"
        act={({ looked = '', reason = '' }) => ({
          kind: 'rights.confirmed',
          looked,
          reason,
          considered: state.information.map(({ item }) => item),
        })}
        check={weighedOf(state.information.length)}
      >
        <LongIn name="looked" label="What was looked at" isNeeded />
        <LongIn name="reason" label="Why it still holds" isNeeded />
        <WeighedAll />
      </CaseAct>
    </Fold>
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
