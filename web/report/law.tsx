import type { Assessment, LineAnswer } from '../../src/assessment/assessment.ts'
import type { ExceptionTest, Requirement, ReviewPolicy } from '../../src/law/index.ts'
import { counted, dayInWords, entryInWords } from '../format.ts'
import { Citation, Wording } from '../law-voice.tsx'
import { State } from '../marks.tsx'
import { spoken } from '../sentence.ts'
import { EXCEPTION_WORDS, nameOf, OUTCOME_WORDS, REASON_NAMES, STANDING_WORDS } from '../words.ts'

/** What the texts require, line by line. The law speaks here: serif, with its paragraph in the margin. */
export function Law({
  assessment,
  hasDuties = true,
}: {
  assessment: Assessment
  /** `false`: the page has another place for the papers that go with it. */
  hasDuties?: boolean
}) {
  const names = new Map(assessment.parties.map((party) => [party.ref, party.name]))
  return (
    <section id="law">
      <h2>
        Law of {dayInWords(assessment.on)}
        <span className="asks">the planned export date</span>
      </h2>
      {assessment.lines.map((line) => (
        <Line key={line.ref} line={line} partyNames={names} />
      ))}
      {hasDuties ? <Duties lines={assessment.lines} /> : null}
    </section>
  )
}

function Line({ line, partyNames }: { line: LineAnswer; partyNames: ReadonlyMap<string, string> }) {
  const { determination } = line
  return (
    <div className="line" id={`line-${line.ref}`}>
      <h3 className="line-title">
        <span>
          {line.item}, {entryInWords(line.eccn, line.paragraph)}
        </span>
        <State state={OUTCOME_WORDS[determination.outcome]} />
      </h3>
      <Requirements requirements={determination.requirements} partyNames={partyNames} />
      <Exceptions exceptions={determination.exceptions} />
      <Policies policies={determination.policies} />
      {determination.notApplied.length > 0 ? (
        <details>
          <summary>{counted(determination.notApplied.length, 'rule', 'rules')} read and found not to bind</summary>
          <table className="trace">
            <thead>
              <tr>
                <th scope="col">Rule</th>
                <th scope="col">Why not</th>
              </tr>
            </thead>
            <tbody>
              {determination.notApplied.map((one) => (
                <tr key={`${one.rule} ${one.why}`}>
                  <td className="mono">{one.rule}</td>
                  <td>{spoken(one.why)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      ) : null}
    </div>
  )
}

function Requirements({
  requirements,
  partyNames,
}: {
  requirements: readonly Requirement[]
  partyNames: ReadonlyMap<string, string>
}) {
  if (requirements.length === 0)
    return <p className="soft">No text that was read requires a licence for this line on the facts given.</p>
  return (
    <table className="law-table is-requirements">
      <caption className="visually-hidden">Requirements</caption>
      <thead>
        <tr>
          <th scope="col">Reason</th>
          <th scope="col">What made it</th>
          <th scope="col">How an application is reviewed</th>
          <th scope="col">Paragraph</th>
        </tr>
      </thead>
      <tbody>
        {requirements.map((one, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two requirements may differ in nothing but their place
          <tr key={at}>
            <th scope="row">
              <span className="reason">{nameOf(REASON_NAMES, one.reason)}</span>
              <span className="soft small">
                {one.column === undefined ? '' : `${one.column.slice(0, 2)} Column ${one.column.slice(2)}`}
                {one.effect === 'prohibits' ? <strong className="tone-danger">Prohibits</strong> : null}
                {one.authority === 'OFAC' ? ' OFAC may authorise' : null}
              </span>
            </th>
            <td className="serif" data-label="What made it">
              <Clauses of={one.because} />
              {one.party === undefined ? null : (
                <p className="voice-note">
                  By reason of <a href={`#party-${one.party}`}>{partyNames.get(one.party) ?? one.party}</a>
                </p>
              )}
            </td>
            <td className="serif" data-label="How an application is reviewed">
              {(one.policy ?? []).length === 0 ? <span className="soft">No policy read</span> : null}
              {(one.policy ?? []).map((policy) => (
                <Policy key={`${policy.paragraph} ${spoken(policy.review)}`} policy={policy} />
              ))}
            </td>
            <td className="margin">
              <Citation paragraph={one.paragraph} />
              <State state={STANDING_WORDS[one.standing]} />
              <p>
                <Wording
                  from={one.period.from}
                  until={one.period.until}
                  act={one.period.act}
                  checkedOn={one.checkedOn}
                />
              </p>
              <p className="mono">{one.rule}</p>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Policy({ policy }: { policy: ReviewPolicy }) {
  return (
    <div className="policy">
      <p>
        <span className="review">{spoken(policy.review)}</span>, <Citation paragraph={policy.paragraph} />
      </p>
      {policy.because.map((clause) => (
        <p key={clause} className="small soft">
          {spoken(clause)}
        </p>
      ))}
    </div>
  )
}

function Clauses({ of }: { of: readonly string[] }) {
  if (of.length === 1) return <p>{spoken(of[0] ?? '')}</p>
  return (
    <ul className="clauses">
      {of.map((clause) => (
        <li key={clause}>{spoken(clause)}</li>
      ))}
    </ul>
  )
}

function Exceptions({ exceptions }: { exceptions: readonly ExceptionTest[] }) {
  if (exceptions.length === 0) return null
  const order = (test: ExceptionTest) => (test.available === true ? 0 : test.available === null ? 1 : 2)
  return (
    <>
      <h4>Licence exceptions tested</h4>
      <table className="law-table is-exceptions">
        <thead>
          <tr>
            <th scope="col">Exception</th>
            <th scope="col">Conditions</th>
            <th scope="col">Barred by</th>
            <th scope="col">Paragraph</th>
          </tr>
        </thead>
        <tbody>
          {[...exceptions]
            .sort((a, b) => order(a) - order(b))
            .map((test) => (
              <tr key={`${test.code} ${test.paragraph}`}>
                <th scope="row">
                  <span className="reason">{test.code}</span>
                  <State
                    state={EXCEPTION_WORDS[test.available === null ? 'open' : test.available ? 'available' : 'barred']}
                  />
                </th>
                <td className="serif" data-label="Conditions">
                  {test.conditions.length > 0 ? <Clauses of={test.conditions} /> : <span className="soft">None</span>}
                  {test.available !== false && test.lifts.length > 0 ? (
                    <p className="small soft sans">Lifts {test.lifts.join(', ')}</p>
                  ) : null}
                </td>
                <td className="serif" data-label="Barred by">
                  {test.barredBy.length > 0 ? <Clauses of={test.barredBy} /> : <span className="soft">Nothing</span>}
                </td>
                <td className="margin">
                  <Citation paragraph={test.paragraph} />
                </td>
              </tr>
            ))}
        </tbody>
      </table>
    </>
  )
}

function Policies({ policies }: { policies: readonly ReviewPolicy[] }) {
  if (policies.length === 0) return null
  return (
    <>
      <h4>Policy that reaches any application for this line</h4>
      <ul className="law-list is-plain">
        {policies.map((policy) => (
          <li key={`${policy.paragraph} ${spoken(policy.review)}`} className="cited">
            <div className="serif">
              <p>{spoken(policy.review)}</p>
              {policy.because.map((clause) => (
                <p key={clause} className="small soft">
                  {spoken(clause)}
                </p>
              ))}
            </div>
            <div className="margin">
              <Citation paragraph={policy.paragraph} />
            </div>
          </li>
        ))}
      </ul>
    </>
  )
}

/** Papers and acts that go with the export, each once however many lines call for it. */
function Duties({ lines }: { lines: readonly LineAnswer[] }) {
  const duties = new Map(lines.flatMap((line) => line.determination.duties.map((duty) => [duty.id, duty] as const)))
  if (duties.size === 0) return null
  return (
    <div className="line">
      <h3>Papers and acts that go with it</h3>
      <ul className="law-list is-plain">
        {[...duties.values()].map((duty) => (
          <li key={duty.id} className="cited">
            <p className="serif">{spoken(duty.text)}</p>
            <div className="margin">
              <Citation paragraph={duty.paragraph} />
            </div>
          </li>
        ))}
      </ul>
    </div>
  )
}
