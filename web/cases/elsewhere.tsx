import {
  CheckIn,
  ChoiceIn,
  Fold,
  LongIn,
  linesOf,
  RadioIn,
  TextIn,
  useFilling,
  type Values,
} from '../parts/act-form.tsx'
import { SecondPerson, useSecond } from '../parts/second-person.tsx'
import { CaseAct, IfOfficer, useCase } from './case-context.tsx'

/**
 * An application that was not sent from here, and what came of it: recorded by hand from letters that came in and are kept.
 * Nothing is offered while the application is made here.
 */
export function Elsewhere() {
  const { state } = useCase().view
  const { application } = state
  if (state.closed !== null) return null
  if (application.stage === 'none' || (application.isByHand && application.isSupplementDue))
    return (
      <IfOfficer>
        <MadeElsewhere />
      </IfOfficer>
    )
  return application.isByHand && (application.decision === null || !application.isProven) ? (
    <IfOfficer>
      <DecidedElsewhere />
    </IfOfficer>
  ) : null
}

/** What came in and is linked to this case, by the hash of its bytes. */
function LetterIn({ name, label }: { readonly name: string; readonly label: string }) {
  const { state, words } = useCase().view
  return (
    <ChoiceIn
      name={name}
      label={label}
      hint="Take the letter in as information first; what is not kept here shows nothing."
      isNeeded
      choices={state.information.map(({ item, sha256, because }) => [
        sha256,
        `${(words[item] ?? because).trim().replace(/\s+/g, ' ').slice(0, 80)} (${sha256.slice(0, 12)})`,
      ])}
    />
  )
}

function MadeElsewhere() {
  const { schedule } = useCase().view
  return (
    <Fold label="It was made elsewhere">
      <CaseAct
        name="made-elsewhere"
        label="Record the application"
        act={(values) => ({
          kind: 'application.made-elsewhere',
          authority: (values.authority ?? '').trim(),
          reference: (values.reference ?? '').trim(),
          on: values.on ?? '',
          evidence: values.evidence ?? '',
          schedule: schedule.lines.flatMap(({ subject }) => (values[`told ${subject}`] === 'yes' ? [subject] : [])),
        })}
      >
        <TextIn name="authority" label="Authority" isNeeded />
        <TextIn name="reference" label="Its number for the application" isNeeded />
        <TextIn name="on" label="Made on" type="date" isNeeded />
        <LetterIn name="evidence" label="What shows it" />
        {schedule.lines.length === 0 ? null : (
          <fieldset className="radio-in">
            <legend>What it told the authority</legend>
            {schedule.lines.map(({ subject, text }) => (
              <CheckIn key={subject} name={`told ${subject}`} label={text.slice(0, 160)} />
            ))}
          </fieldset>
        )}
      </CaseAct>
    </Fold>
  )
}

const OUTCOMES = [
  { value: 'granted', name: 'Granted' },
  { value: 'granted-with-conditions', name: 'Granted with conditions' },
  { value: 'denied', name: 'Denied' },
  { value: 'returned-without-action', name: 'Returned without action' },
] as const

function isGrant(values: Values): boolean {
  return values.outcome === 'granted' || values.outcome === 'granted-with-conditions'
}

function DecidedElsewhere() {
  const { secondOf, namesOf } = useSecond()
  return (
    <Fold label="Record the decision">
      <CaseAct
        name="decided-elsewhere"
        label="Record the decision"
        act={(values) => ({
          kind: 'application.decided-elsewhere',
          decision: {
            outcome: values.outcome ?? '',
            authority: (values.authority ?? '').trim(),
            reference: (values.reference ?? '').trim(),
            letter: values.letter ?? '',
            conditions: linesOf(values.conditions),
          },
          ...(isGrant(values) ? secondOf(values) : {}),
        })}
        seal={(values) => ({
          consequence: isGrant(values)
            ? 'Goods may go on it once nothing else stands in the way. Two people will be named.'
            : 'The decision stands in the case as the letter has it.',
          names: isGrant(values) ? namesOf(values) : namesOf(values).slice(0, 1),
        })}
      >
        <RadioIn name="outcome" label="Decision" isNeeded choices={OUTCOMES} />
        <TextIn name="authority" label="Authority" isNeeded />
        <TextIn name="reference" label="Number of the licence or the decision" isNeeded />
        <LetterIn name="letter" label="The letter" />
        <LongIn name="conditions" label="Conditions" hint="One a line, as the letter has them." />
        <SecondOfGrant />
      </CaseAct>
    </Fold>
  )
}

function SecondOfGrant() {
  const { values } = useFilling()
  return isGrant(values) ? <SecondPerson what="Recording a licence" /> : null
}
