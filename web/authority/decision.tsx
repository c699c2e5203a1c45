import type { Intent, Proposal } from '../../src/licensing/index.ts'
import { dayInWords } from '../format.ts'
import { Citation } from '../law-voice.tsx'
import { useMe } from '../me.tsx'
import { ChoiceIn, Fold, LongIn, linesOf, RadioIn, TextIn } from '../parts/act-form.tsx'
import { Due } from '../parts/due.tsx'
import { Section } from '../parts/section.tsx'
import { StateMark, type StateWord, stateWord } from '../parts/state-mark.tsx'
import { PersonVoice } from '../parts/voice.tsx'
import { spoken } from '../sentence.ts'
import { faultsOfReasons, ReasonsIn, Rests, reasonsOf, useReasonsToStart } from './evidence.tsx'
import { ForOffice, OthersCan, ReviewAct, useReview, useStanding } from './review-context.tsx'
import { DAYS_TO_ANSWER, dayAfter, OUTCOME_WORDS } from './words.ts'

/** From intent to deny over proposal and countersignature to the decision: two officers, each at their own sign-in. */
export function Decision() {
  const { view } = useReview()
  const { state, gaps } = view
  const { intents, proposal, decision } = state
  return (
    <Section id="decision" title="Decision" note={decision === null ? 'by two officers' : undefined}>
      {intents.map((intent, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an intent is its place
        <Told key={at} intent={intent} isLast={at === intents.length - 1} />
      ))}
      {decision === null ? (
        <>
          {proposal === null ? <Missing gaps={gaps} /> : <Proposed proposal={proposal} />}
          {proposal === null && state.reference !== null ? <Deciding /> : null}
        </>
      ) : (
        <Decided />
      )}
    </Section>
  )
}

const INTENT_WORDS: Readonly<Record<Intent['state'], StateWord>> = {
  'waited-for': stateWord('Waits for an answer', 'pause', 'plain', 'The applicant has time to answer.'),
  received: stateWord('Answered', 'filled', 'plain', 'The applicant answered; its answer is to be weighed.'),
  lapsed: stateWord('No answer in time', 'dashed', 'plain', 'The day passed without an answer.'),
}

function Told({ intent, isLast }: { readonly intent: Intent; readonly isLast: boolean }) {
  const { view } = useReview()
  return (
    <div className="told">
      <p className="item-head">
        <strong>Intent to deny</strong>
        <StateMark of={intent.state} words={INTENT_WORDS} />
        {intent.state === 'waited-for' ? <Due on={intent.answerBy} /> : null}
      </p>
      <Sentences reasons={intent.reasons} />
      <p className="small">
        <span className="label">What would help</span> {intent.wouldHelp}
      </p>
      {intent.answer === null ? null : (
        <blockquote className="words">
          <p>{intent.answer}</p>
        </blockquote>
      )}
      {isLast && intent.state === 'waited-for' && intent.answerBy < view.today ? (
        <ForOffice isQuiet what="Going on without an answer">
          <ReviewAct
            name="lapse"
            label="Go on without an answer"
            tone="plain"
            act={() => ({ kind: 'rebuttal.lapsed' })}
          />
        </ForOffice>
      ) : null}
    </div>
  )
}

function Sentences({ reasons }: { readonly reasons: Proposal['reasons'] }) {
  return (
    <ol className="sentences">
      {reasons.map(({ text, evidence }) => (
        <li key={text}>
          <p>{text}</p>
          <p className="margin-note">
            <Rests on={evidence} />
          </p>
        </li>
      ))}
    </ol>
  )
}

function Missing({ gaps }: { readonly gaps: readonly string[] }) {
  if (gaps.length === 0) return <p>Nothing is missing for a proposal.</p>
  return (
    <details className="gaps">
      <summary>
        {gaps.length} {gaps.length === 1 ? 'thing is' : 'things are'} missing before a decision can be proposed
      </summary>
      <ol className="plain-list">
        {gaps.map((gap) => (
          <li key={gap}>{spoken(gap)}</li>
        ))}
      </ol>
    </details>
  )
}

/** Tell of an intent to deny, or propose. */
function Deciding() {
  const { view } = useReview()
  const start = useReasonsToStart()
  const waits = view.state.intents.at(-1)?.state === 'waited-for'
  return (
    <ForOffice what="Proposing a decision">
      <div className="folds">
        {waits ? null : (
          <Fold label="Tell of an intent to deny">
            <ReviewAct
              name="intent"
              label="Send intent to deny"
              start={{ ...start, answerBy: dayAfter(view.today, DAYS_TO_ANSWER) }}
              check={faultsOfReasons}
              act={(values) => ({
                kind: 'denial.intended',
                reasons: reasonsOf(values),
                wouldHelp: values.wouldHelp ?? '',
                answerBy: values.answerBy,
              })}
              seal={() => ({
                consequence: `It goes to ${view.state.exporter} with these reasons. A denial can be proposed once it answered, or its day passed.`,
                names: [],
              })}
            >
              <ReasonsIn />
              <LongIn
                name="wouldHelp"
                label="What change would let it be weighed again"
                hint="Or that none would, 15 CFR 750.6(a)(4)."
                isNeeded
              />
              <TextIn
                name="answerBy"
                label="To be answered by"
                type="date"
                hint="20 days at least, 15 CFR 750.6(b)."
                isNeeded
              />
            </ReviewAct>
          </Fold>
        )}
        {view.gaps.length > 0 ? null : (
          <Fold label="Propose a decision">
            <ReviewAct
              name="proposal"
              label="Propose decision"
              start={start}
              check={faultsOfReasons}
              act={(values) => ({
                kind: 'decision.proposed',
                outcome: values.outcome,
                reasons: reasonsOf(values),
                grounds: linesOf(values.grounds),
              })}
              seal={() => ({
                consequence: 'Another officer countersigns it or sends it back. News that comes in takes it back.',
                names: [],
              })}
            >
              <ChoiceIn
                name="outcome"
                label="Outcome"
                isNeeded
                choices={Object.entries(OUTCOME_WORDS).map(([value, { word }]) => [value, word])}
              />
              <LongIn
                name="grounds"
                label="The law it rests on"
                hint="One paragraph a line: 15 CFR 742.13(b)(2)."
                rows={2}
                isNeeded
              />
              <ReasonsIn />
            </ReviewAct>
          </Fold>
        )}
      </div>
    </ForOffice>
  )
}

function Proposed({ proposal }: { readonly proposal: Proposal }) {
  const { view } = useReview()
  const { outcome, grounds, reasons, by, countersignedBy } = proposal
  return (
    <div className="proposed">
      <p className="item-head">
        <strong>{countersignedBy === null ? 'Proposed' : 'Proposed and countersigned'}</strong>
        <StateMark of={outcome} words={OUTCOME_WORDS} />
        <span className="soft">
          by {by.name}
          {countersignedBy === null ? '' : ` and ${countersignedBy.name}`}
        </span>
      </p>
      <Grounds grounds={grounds} />
      <Sentences reasons={reasons} />
      {countersignedBy === null ? (
        <Countersign by={proposal.by} />
      ) : (
        <ForOffice what="Deciding">
          <ReviewAct
            name="decide"
            label="Decide"
            start={{ reference: view.next.decision }}
            act={({ reference = '' }) => ({ kind: 'case.decided', reference: reference.trim() })}
            seal={() => ({
              consequence: `The application is ${OUTCOME_WORDS[outcome].word.toLowerCase()}. Nothing takes a decision back; the letter is issued next.`,
              names: [by.name, countersignedBy.name],
            })}
          >
            <TextIn name="reference" label="Reference of the decision" isNeeded />
          </ReviewAct>
        </ForOffice>
      )}
    </div>
  )
}

function Grounds({ grounds }: { readonly grounds: readonly string[] }) {
  return (
    <p className="grounds">
      <span className="label">Rests on</span>{' '}
      {grounds.map((ground, at) => (
        <span key={ground}>
          {at > 0 ? '; ' : ''}
          <Citation paragraph={ground} />
        </span>
      ))}
    </p>
  )
}

/** By another officer, at their own sign-in: nobody names a second person in their own act. */
function Countersign({ by }: { readonly by: Proposal['by'] }) {
  const { me } = useMe()
  const { view } = useReview()
  const { name, isOfOffice, has } = useStanding()
  const isProposer = me?.person?.id === by.id
  if (isProposer || !isOfOffice || !has('officer'))
    return (
      <>
        <OthersCan
          what="Countersigning"
          who={`another officer of ${view.state.authority} than ${by.name}, at their own sign-in`}
          roles={['officer']}
          except={by.name}
        />
        {me?.auth === 'none' && isProposer ? (
          <p className="others-can no-print">
            This node runs for one local user. With accounts (UNBLIND_AUTH=local) another officer can sign in; at the
            terminal `unblind authority act --as` names who acts.
          </p>
        ) : null}
      </>
    )
  return (
    <ReviewAct
      name="countersign"
      label="Record countersignature"
      act={({ accepted, reason = '' }) => ({ kind: 'decision.countersigned', isAccepted: accepted === 'yes', reason })}
      check={({ accepted, reason = '' }) =>
        accepted === 'no' && reason.trim() === ''
          ? [{ field: 'reason', sentence: 'is missing; say why it goes back' }]
          : []
      }
      seal={({ accepted }) => ({
        consequence:
          accepted === 'yes'
            ? 'You stand behind this decision as the second officer.'
            : 'The proposal goes back to its author with your reason.',
        names: accepted === 'yes' ? [by.name, name] : [name],
      })}
    >
      <RadioIn
        name="accepted"
        label="Your countersignature"
        isNeeded
        choices={[
          { value: 'yes', name: 'Countersign', means: 'you read the file and stand behind it' },
          { value: 'no', name: 'Send it back', means: 'with a reason' },
        ]}
      />
      <LongIn name="reason" label="Reason" rows={2} />
    </ReviewAct>
  )
}

function Decided() {
  const { state } = useReview().view
  const { decision } = state
  if (decision === null) return null
  return (
    <PersonVoice by={decision.by.name} did="Decided">
      <p className="item-head">
        <StateMark of={decision.outcome} words={OUTCOME_WORDS} />
        <span>
          on {dayInWords(decision.on)}, {decision.reference}; countersigned by {decision.countersignedBy?.name}
        </span>
      </p>
      <Grounds grounds={decision.grounds} />
      <Sentences reasons={decision.reasons} />
    </PersonVoice>
  )
}
