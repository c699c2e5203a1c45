import type { Assessment } from '../../src/assessment/assessment.ts'
import { counted, dayInWords } from '../format.ts'
import { Citation } from '../law-voice.tsx'
import { Mark } from '../marks.tsx'
import { sourcedReason, spoken } from '../sentence.ts'
import { ACTION_WORDS, COVERAGE_WORDS, nameOf, OUTCOME_WORDS, REASON_NAMES, type StateWord } from '../words.ts'

/** Law, coverage and action: three answers, never one word. */
export function Answers({ assessment }: { assessment: Assessment }) {
  const { law, coverage, action } = assessment
  return (
    <div className="answers-three">
      <Answer title="Law" asks="what the texts require" word={OUTCOME_WORDS[law.outcome]} voice="law">
        <LawInShort assessment={assessment} />
        {law.uncheckedSince === null ? null : (
          <p className="unchecked-note">
            <Mark shape="dashed" /> {uncheckedInWords(law.uncheckedSince, assessment.on)}
          </p>
        )}
      </Answer>
      <Answer title="Coverage" asks="what was screened and read" word={COVERAGE_WORDS[coverage.state]} voice="fact">
        <Sentences
          of={
            coverage.gaps.length > 0 ? coverage.gaps : ['Every list and table that this needs was read and is fresh.']
          }
        />
        {hasExcerpts(assessment) ? (
          <p>
            <strong>Against the lists of an example, not the full lists.</strong>
          </p>
        ) : null}
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

/** Whether any list was an excerpt: its title says so, and those that travel with an example are. */
export function hasExcerpts({ lists }: Assessment): boolean {
  return lists.some((list) => list.title.endsWith('(excerpt)'))
}

/** A wording may be unchecked on a day after the last comparison, or on one before anything that was compared. */
function uncheckedInWords(comparedOn: string, on: string): string {
  return on > comparedOn
    ? `Unchecked since ${dayInWords(comparedOn)}: the texts were last compared then, and the export date is later.`
    : `Unchecked: what was compared on ${dayInWords(comparedOn)} does not show every wording of ${dayInWords(on)}.`
}

type Made = { readonly reason: string; readonly paragraph: string; readonly times: number }

/** Each reason once with its paragraph; the cells and facts behind it are further down. */
function LawInShort({ assessment }: { assessment: Assessment }) {
  const made = new Map<string, Made>()
  for (const { determination } of assessment.lines) {
    for (const one of determination.requirements) {
      const column = one.column === undefined ? '' : `, ${one.column.slice(0, 2)} Column ${one.column.slice(2)}`
      const key = `${one.reason}${column} ${one.paragraph}`
      const times = (made.get(key)?.times ?? 0) + 1
      made.set(key, { reason: `${nameOf(REASON_NAMES, one.reason)}${column}`, paragraph: one.paragraph, times })
    }
  }
  if (made.size === 0) return <Sentences of={assessment.law.because} />
  return (
    <ul className="plain">
      {[...made.values()].map(({ reason, paragraph, times }) => (
        <li key={`${reason} ${paragraph}`}>
          {reason}
          {times > 1 ? `, ${times} times` : ''}, <Citation paragraph={paragraph} />
        </li>
      ))}
    </ul>
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
          <li key={sentence}>{spoken(sentence)}</li>
        ))}
      </ul>
      {rest.length === 0 ? null : (
        <details>
          <summary>{counted(rest.length, 'more', 'more')}</summary>
          <ul className="plain">
            {rest.map((sentence) => (
              <li key={sentence}>{spoken(sentence)}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}

/** Where a reader goes on from a reason, by where it comes from. */
const PLACES: readonly (readonly [starts: string, place: string])[] = [
  ['Law', '#questions'],
  ['Coverage', '/lists'],
  ['Screening', '#parties'],
  ['Red flag', '#red-flags'],
  ['Firm policy', '#human-rights'],
]

/** The numbered reasons against going ahead, or the proof that there is none. */
export function Blocks({ assessment }: { assessment: Assessment }) {
  const { action, parties, lists, tables, lines, questions } = assessment
  const current = lists.filter((list) => list.state === 'current')
  const isFree = action.state === 'release' || action.state === 'release-with-conditions'
  return (
    <section id="blocks">
      <h2>{isFree ? 'Nothing blocks this' : 'What blocks this'}</h2>
      {isFree ? (
        <p>
          {action.reasons.map((reason) => `${spoken(reason)}. `)}
          {counted(parties.length, 'party', 'parties')} screened against{' '}
          {hasExcerpts(assessment)
            ? counted(current.length, 'list of an example', 'lists of an example')
            : counted(current.length, 'full list', 'full lists')}
          , {counted(lines.length, 'line', 'lines')} read against {counted(tables.length, 'table', 'tables')} of law.
        </p>
      ) : (
        <ol className="reasons">
          {action.reasons.map((reason) => (
            <Reason key={reason} reason={reason} hasQuestions={questions.length > 0} />
          ))}
        </ol>
      )}
      {action.conditions.length > 0 ? (
        <>
          <h3 className="spaced">Conditions</h3>
          <ul className="ticks">
            {action.conditions.map((condition) => (
              <li key={condition}>{spoken(condition)}</li>
            ))}
          </ul>
        </>
      ) : null}
    </section>
  )
}

function Reason({ reason, hasQuestions }: { reason: string; hasQuestions: boolean }) {
  const { from, text } = sourcedReason(reason)
  const place = PLACES.find(([starts]) => from?.startsWith(starts))?.[1]
  const target = place === '#questions' && !hasQuestions ? '#law' : place
  return (
    <li className={from === 'Law' ? 'is-law' : undefined}>
      {from === null ? null : (
        <span className="reason-from">{target === undefined ? from : <a href={target}>{from}</a>}</span>
      )}
      <span>{text}</span>
    </li>
  )
}
