import { counted, dayInWords, instantInWords, shortHash } from '../format.ts'
import { State } from '../marks.tsx'
import { useMe } from '../me.tsx'
import { BlockList } from '../parts/blocks.tsx'
import { Due } from '../parts/due.tsx'
import { Section } from '../parts/section.tsx'
import { StateMark, stateWord } from '../parts/state-mark.tsx'
import { PersonVoice } from '../parts/voice.tsx'
import { useCase, WhoCan } from './case-context.tsx'
import { DECISION_WORDS, STAGE_WORDS } from './case-words.ts'
import { Elsewhere } from './elsewhere.tsx'
import { whenOf } from './when.ts'
import { Withheld, Withhold } from './withhold.tsx'

const BY_HAND = stateWord('Recorded by hand', 'hollow', 'plain', 'It was made elsewhere; letters kept here show it.')
const UNPROVEN = stateWord(
  'Recorded by hand, without a letter',
  'split',
  'danger',
  'Nothing goes on this decision; record it again from its letter, with a second person.',
)

/** Where the application is, what the authority said of it, and what would be disclosed. */
export function Application() {
  const { view } = useCase()
  const { permits } = useMe()
  const { application } = view.state
  const address = `/cases/${encodeURIComponent(view.id)}/application`
  const intent = view.timeline.findLast(({ event }) => event.kind === 'application.intent-to-deny')
  const decided = view.timeline.findLast(
    ({ event }) => event.kind === 'application.decided' || event.kind === 'application.decided-elsewhere',
  )
  return (
    <Section
      id="application"
      title="Application"
      tools={
        permits('application.read') ? (
          <a className="button" href={address}>
            {application.stage === 'none' ? 'See the draft' : 'Open the application'}
          </a>
        ) : undefined
      }
    >
      <p className="item-head">
        <State state={STAGE_WORDS[application.stage]} />
        {application.isByHand ? (
          <State state={application.decision === null || application.isProven ? BY_HAND : UNPROVEN} />
        ) : null}
        {application.reference === null ? null : <span>Reference of the authority: {application.reference}</span>}
        {application.package === null ? null : (
          <span className="soft">
            package{' '}
            <span className="mono" title={application.package}>
              {shortHash(application.package)}
            </span>
          </span>
        )}
      </p>
      {application.isSupplementDue ? (
        <p className="callout">
          Something came in after it was submitted. What was said to the authority must stay true: prepare a supplement
          and send it.
        </p>
      ) : null}
      {application.signedBy === null ? null : (
        <PersonVoice by={application.signedBy.name} at={whenOf(view, 'application.signed')} did="Signed" />
      )}
      {application.queries.map((query) => (
        <div key={query.query} className="inquiry">
          <p>
            <span className="label">The authority asks</span> {query.question}
          </p>
          {query.answer === null ? (
            <p className="small">
              <span className="unknown-text">not answered</span>, due <Due on={query.dueOn} />{' '}
              <a href={address}>Answer it</a>
            </p>
          ) : (
            <p>
              <span className="label">Answered</span> {query.answer}
            </p>
          )}
        </div>
      ))}
      {intent?.event.kind === 'application.intent-to-deny' ? (
        <div className="inquiry">
          <p>
            <span className="label">Intent to deny, {instantInWords(intent.at)}</span> {intent.event.reasons}
          </p>
          {application.stage === 'intent-to-deny' ? (
            <p className="small">
              An answer is due <Due on={intent.event.answerBy} /> <a href={address}>Answer it</a>
            </p>
          ) : null}
        </div>
      ) : null}
      {application.decision === null ? null : (
        <div className="decision">
          <h3>
            <StateMark of={application.decision.outcome} words={DECISION_WORDS} /> by {application.decision.authority},{' '}
            {application.decision.reference}
            {decided === undefined ? '' : `, ${dayInWords(decided.at.slice(0, 10))}`}
          </h3>
          {application.decision.conditions.length === 0 ? null : (
            <ol className="plain-list">
              {application.decision.conditions.map((one) => (
                <li key={one}>{one}</li>
              ))}
            </ol>
          )}
          <p className="small">
            <a href={`${address}#decision`}>Read the letter</a>{' '}
            <span className="soft">
              SHA-256{' '}
              <span className="mono" title={application.decision.letter}>
                {shortHash(application.decision.letter)}
              </span>
            </span>
          </p>
        </div>
      )}
      {view.applicationBlocks.length === 0 || application.stage === 'decided' ? null : (
        <details>
          <summary>
            {counted(view.applicationBlocks.length, 'thing stands', 'things stand')} in the way of a signature
          </summary>
          <BlockList blocks={view.applicationBlocks} />
        </details>
      )}
      <Elsewhere />
      <Schedule />
    </Section>
  )
}

/** What would be disclosed: every flag, every item noted, every inquiry that failed or waits. */
function Schedule() {
  const { schedule, state } = useCase().view
  if (schedule.lines.length === 0 && schedule.withheld.length === 0) return null
  return (
    <details>
      <summary>
        Disclosure schedule, {counted(schedule.lines.length, 'line', 'lines')}
        {schedule.withheld.length === 0 ? '' : ', some withheld'}
      </summary>
      <ol className="plain-list">
        {schedule.lines.map((line) => (
          <li key={line.subject}>
            {line.text.slice(0, 300)} <span className="soft">{line.dealtWith}</span>
            {state.closed === null ? <Withhold line={line} /> : null}
          </li>
        ))}
      </ol>
      {state.closed === null && schedule.lines.length > 0 ? (
        <WhoCan what="Withholding a line from the authority" />
      ) : null}
      <Withheld />
    </details>
  )
}
