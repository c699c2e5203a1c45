import type { Condition } from '../../src/licensing/index.ts'
import { Fold, LongIn, RadioIn, TextIn, useFilling, type Values } from '../parts/act-form.tsx'
import { Section } from '../parts/section.tsx'
import { StateMark, type StateWord, stateWord } from '../parts/state-mark.tsx'
import { ReviewAct, useReview, useStanding } from './review-context.tsx'

/** Conditions, each with the agency that owns it: nobody else changes or drops it without its consent. */
export function Conditions() {
  const { view } = useReview()
  const { agency, isOfOffice, has } = useStanding()
  const { conditions, consultations, decision, reference, authority } = view.state
  const mayImpose = isOfOffice ? has('officer') : has('adviser') && consultations.some((one) => one.agency === agency)
  return (
    <Section
      id="conditions"
      title="Conditions"
      count={conditions.filter(({ text }) => text !== null).length}
      note="each belongs to who imposed it"
    >
      {conditions.length === 0 ? <p className="soft">No condition is imposed.</p> : null}
      <ol className="entries">
        {conditions.map((one) => (
          <Imposed key={one.condition} condition={one} />
        ))}
      </ol>
      {decision !== null || reference === null || !mayImpose ? null : (
        <Fold label="Impose a condition">
          <ReviewAct
            name="condition"
            label="Impose condition"
            start={{ condition: view.next.condition }}
            act={({ condition = '', text = '', metric = '' }) => ({
              kind: 'condition.imposed',
              condition: condition.trim(),
              text,
              metric,
              imposedBy: agency,
            })}
            seal={() => ({
              consequence: `It is imposed in the name of ${agency}${agency === authority ? '' : `. ${authority} cannot change or drop it without your consent`}.`,
              names: [],
            })}
          >
            <LongIn name="text" label="What is to be done" isNeeded />
            <TextIn
              name="metric"
              label="How one can tell that it was kept"
              hint="A thing that can be looked at: a report, a log, a visit."
              isNeeded
            />
            <TextIn name="condition" label="Its number" isNeeded />
          </ReviewAct>
        </Fold>
      )}
    </Section>
  )
}

const WORDS: Readonly<Record<'stands' | 'dropped', StateWord>> = {
  stands: stateWord('Stands', 'filled', 'plain', 'A licence is granted with it or not at all.'),
  dropped: stateWord('Dropped', 'line', 'plain', 'Dropped with the consent of who imposed it.'),
}

function Imposed({ condition }: { readonly condition: Condition }) {
  const { view } = useReview()
  const { agency, isOfOffice, has } = useStanding()
  const { text, metric, imposedBy, consentedTo } = condition
  const isOwn = imposedBy === agency && (has('officer') || has('adviser'))
  const isForeign = imposedBy !== view.state.authority
  return (
    <li id={`condition-${condition.condition}`} data-row>
      <p className="item-head">
        <StateMark of={text === null ? 'dropped' : 'stands'} words={WORDS} />
        <strong>{condition.condition}</strong>
        <span className="owner-tag">
          imposed by <strong>{imposedBy}</strong>
        </span>
      </p>
      {text === null ? null : (
        <>
          <p>{text}</p>
          <p className="small">
            <span className="label">Verified by</span> {metric}
          </p>
        </>
      )}
      {consentedTo === null ? null : (
        <p className="consent">
          {imposedBy} consents to {consentedTo.to === null ? 'dropping it' : `these words: ${consentedTo.to}`}.
        </p>
      )}
      {text === null || view.state.decision !== null ? null : (
        <div className="folds">
          {isForeign && !isOwn && consentedTo === null ? (
            <p className="others-can no-print">
              {imposedBy} owns it. It cannot be changed or dropped without its consent, not even by this office.
            </p>
          ) : null}
          {isForeign && isOwn ? <Consent condition={condition} /> : null}
          {isOfOffice && has('officer') && (!isForeign || consentedTo !== null) ? (
            <Change condition={condition} isForeign={isForeign} />
          ) : null}
        </div>
      )}
    </li>
  )
}

function toOf({ what, to = '' }: Values): string | null {
  return what === 'drop' ? null : to
}

function Consent({ condition: { condition, text } }: { readonly condition: Condition }) {
  return (
    <Fold label="Consent to a change">
      <ReviewAct
        name={`consent-${condition}`}
        label="Give consent"
        tone="plain"
        start={{ to: text ?? '' }}
        act={(values) => ({ kind: 'condition.consented', condition, to: toOf(values) })}
        seal={() => ({ consequence: 'The office may now change it to exactly this, and to nothing else.', names: [] })}
      >
        <WhatIn />
      </ReviewAct>
    </Fold>
  )
}

function Change({
  condition: { condition, text, consentedTo },
  isForeign,
}: {
  readonly condition: Condition
  readonly isForeign: boolean
}) {
  return (
    <Fold label={isForeign ? 'Change it as consented' : 'Change it'}>
      <ReviewAct
        name={`change-${condition}`}
        label="Change condition"
        tone="plain"
        start={{ to: text ?? '' }}
        act={(values) => ({
          kind: 'condition.changed',
          condition,
          to: isForeign ? (consentedTo?.to ?? null) : toOf(values),
          reason: values.reason ?? '',
        })}
      >
        {isForeign ? null : <WhatIn />}
        <LongIn name="reason" label="Reason" isNeeded />
      </ReviewAct>
    </Fold>
  )
}

function WhatIn() {
  const { what } = useFilling().values
  return (
    <>
      <RadioIn
        name="what"
        label="Change"
        isNeeded
        choices={[
          { value: 'words', name: 'Other words' },
          { value: 'drop', name: 'Drop it' },
        ]}
      />
      {what === 'words' ? <LongIn name="to" label="The new words" isNeeded /> : null}
    </>
  )
}
