import type { Assessment } from '../../src/case/assessment.ts'
import { counted, dayInWords } from '../format.ts'
import { Mark } from '../marks.tsx'
import { ACTION_WORDS, COVERAGE_WORDS, OUTCOME_WORDS, type StateWord } from '../words.ts'

/** Law, coverage and action: three answers, never one word. */
export function Answers({ assessment }: { assessment: Assessment }) {
  const { law, coverage, action } = assessment
  return (
    <div className="answers-three">
      <Answer title="Law" asks="what the texts require" word={OUTCOME_WORDS[law.outcome]} voice="law">
        <Sentences of={law.because} />
        {law.uncheckedSince === null ? null : (
          <p className="unchecked-note">
            <Mark shape="dashed" /> Unchecked since {dayInWords(law.uncheckedSince)}: the texts were last compared then,
            and the export date is later.
          </p>
        )}
      </Answer>
      <Answer title="Coverage" asks="what was screened and read" word={COVERAGE_WORDS[coverage.state]} voice="fact">
        <Sentences
          of={
            coverage.gaps.length > 0 ? coverage.gaps : ['Every list and table that this needs was read and is fresh.']
          }
        />
      </Answer>
      <Answer title="Action" asks="what the firm should do" word={ACTION_WORDS[action.state]} voice="fact">
        <p>{ACTION_WORDS[action.state].means}</p>
        {action.reasons.length > 0 ? (
          <p>
            <a href="#blocks">{counted(action.reasons.length, 'reason', 'reasons')} below</a>
            {action.conditions.length > 0 ? `, ${counted(action.conditions.length, 'condition', 'conditions')}` : ''}.
          </p>
        ) : null}
      </Answer>
    </div>
  )
}

function Answer({
  title,
  asks,
  word,
  voice,
  children,
}: {
  title: string
  asks: string
  word: StateWord
  voice: 'law' | 'fact'
  children: React.ReactNode
}) {
  const id = `answer-${title.toLowerCase()}`
  return (
    <section className={`answer voice-${voice}`} aria-labelledby={id}>
      <h2 id={id}>
        {title} <span className="asks">{asks}</span>
      </h2>
      <p className={`verdict tone-${word.tone}`} title={word.means}>
        <Mark shape={word.shape} />
        <span>{word.word}</span>
      </p>
      <div className="answer-body">{children}</div>
    </section>
  )
}

/** The first few sentences; the rest folded, and all of them in print. */
function Sentences({ of }: { of: readonly string[] }) {
  const shown = of.slice(0, 3)
  const rest = of.slice(3)
  return (
    <>
      <ul className="plain">
        {shown.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      {rest.length === 0 ? null : (
        <details>
          <summary>{counted(rest.length, 'more', 'more')}</summary>
          <ul className="plain">
            {rest.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}

/** The numbered reasons against going ahead, or the proof that there is none. */
export function Blocks({ assessment }: { assessment: Assessment }) {
  const { action, parties, lists, tables, lines } = assessment
  const isFree = action.state === 'release' || action.state === 'release-with-conditions'
  return (
    <section id="blocks">
      <h2>{isFree && action.reasons.length === 0 ? 'Nothing blocks this' : 'What blocks this'}</h2>
      {action.reasons.length > 0 ? (
        <ol className="reasons">
          {action.reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ol>
      ) : (
        <p>
          {counted(parties.length, 'party', 'parties')} screened against{' '}
          {counted(lists.filter((list) => list.state === 'current').length, 'full list', 'full lists')},{' '}
          {counted(lines.length, 'line', 'lines')} read against {counted(tables.length, 'table', 'tables')} of law.
        </p>
      )}
      {action.conditions.length > 0 ? (
        <>
          <h3 className="spaced">Conditions</h3>
          <ul className="ticks">
            {action.conditions.map((condition) => (
              <li key={condition}>{condition}</li>
            ))}
          </ul>
        </>
      ) : null}
    </section>
  )
}
