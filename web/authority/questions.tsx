import type { Query } from '../../src/licensing/index.ts'
import { Fold, LongIn, TextIn } from '../parts/act-form.tsx'
import { Due } from '../parts/due.tsx'
import { Section } from '../parts/section.tsx'
import { StateMark, type StateWord, stateWord } from '../parts/state-mark.tsx'
import { ForOffice, ReviewAct, useReview } from './review-context.tsx'
import { DAYS_TO_REPLY, dayAfter } from './words.ts'

/** What was asked of the applicant, and what it answered. An acknowledgement is no answer. */
export function Questions() {
  const { view } = useReview()
  const { queries, decision, reference } = view.state
  return (
    <Section id="questions" title="Questions to the applicant" count={queries.length}>
      {queries.length === 0 ? <p className="soft">Nothing was asked.</p> : null}
      <ol className="entries">
        {queries.map((query) => (
          <Asked key={query.query} query={query} />
        ))}
      </ol>
      {decision !== null || reference === null ? null : (
        <ForOffice what="Asking the applicant">
          <Fold label="Ask the applicant">
            <ReviewAct
              name="query"
              label="Send question"
              start={{ query: view.next.query, dueOn: dayAfter(view.today, DAYS_TO_REPLY) }}
              act={({ query = '', question = '', dueOn }) => ({
                kind: 'query.sent',
                query: query.trim(),
                question,
                dueOn,
              })}
              seal={() => ({
                consequence: `It goes to ${view.state.exporter}. Until it is answered no decision can be proposed, and the days are not counted, 15 CFR 750.4(b)(1).`,
                names: [],
              })}
            >
              <LongIn
                name="question"
                label="Question"
                hint="One question, well asked: what exactly is to be said or shown."
                isNeeded
              />
              <TextIn name="query" label="Its number" isNeeded />
              <TextIn name="dueOn" label="To be answered by" type="date" isNeeded />
            </ReviewAct>
          </Fold>
        </ForOffice>
      )}
    </Section>
  )
}

const WORDS: Readonly<Record<'waits' | 'answered' | 'lapsed', StateWord>> = {
  waits: stateWord('Waits for a reply', 'pause', 'plain', 'The applicant has the question.'),
  answered: stateWord('Answered', 'filled', 'plain', 'The reply came in and is to be weighed.'),
  lapsed: stateWord('No reply in time', 'dashed', 'danger', 'Its day passed, and an officer went on without one.'),
}

function Asked({ query: { query, question, dueOn, answer, hasLapsed, isAcknowledged } }: { readonly query: Query }) {
  const { view } = useReview()
  const state = answer !== null ? 'answered' : hasLapsed ? 'lapsed' : 'waits'
  return (
    <li id={`question-${query}`} data-row>
      <p className="item-head">
        <StateMark of={state} words={WORDS} />
        <strong>{query}</strong>
        {state === 'waits' ? <Due on={dueOn} /> : null}
        {state === 'waits' && isAcknowledged ? <span className="tag">acknowledged, not answered</span> : null}
      </p>
      <p>{question}</p>
      {answer === null ? null : (
        <blockquote className="words">
          <p>{answer}</p>
        </blockquote>
      )}
      {state === 'waits' && dueOn < view.today ? (
        <ForOffice isQuiet what="Going on without a reply">
          <Fold label="Go on without a reply">
            <ReviewAct
              name={`lapsed-${query}`}
              label="Go on without a reply"
              tone="plain"
              act={({ reason = '' }) => ({ kind: 'query.lapsed', query, reason })}
            >
              <LongIn name="reason" label="Reason" hint="A reply that comes later is still taken in." isNeeded />
            </ReviewAct>
          </Fold>
        </ForOffice>
      ) : null}
    </li>
  )
}
