import type { ApplicationView, Correspondence as Said } from '../../src/app/index.ts'
import { DECISION_WORDS } from '../cases/case-words.ts'
import { dayInWords, instantInWords, shortHash } from '../format.ts'
import { useMe } from '../me.tsx'
import { ActForm } from '../parts/act-form.tsx'
import { Empty } from '../parts/empty.tsx'
import { Letter, NoteMark } from '../parts/letter.tsx'
import { Section } from '../parts/section.tsx'
import { StateMark, stateWord } from '../parts/state-mark.tsx'
import { spoken } from '../sentence.ts'
import { addressOf, useApplication } from './application-context.tsx'
import { sizeInWords } from './enclosures.tsx'

const DELIVERY_WORDS = {
  waiting: stateWord('Waiting', 'dashed', 'danger', 'Not taken yet; it is brought again by itself.'),
  delivered: stateWord('Delivered', 'tick', 'plain', 'The authority’s node took it.'),
  'turned-away': stateWord('Turned away', 'barred', 'danger', 'The authority’s node did not take it, and says why.'),
}

/** Everything said between the firm and the authority, oldest first. Nothing in it is ever taken back. */
export function Correspondence() {
  const { view } = useApplication()
  return (
    <Section id="correspondence" title="Correspondence" count={view.correspondence.length}>
      {view.correspondence.length === 0 ? (
        <Empty title="Nothing was prepared or sent yet." />
      ) : (
        <ol className="thread">
          {view.correspondence.map((said) => (
            <li key={`${said.at} ${said.event.kind}`} className={`is-${said.side}`}>
              <p className="thread-head">
                <strong>{said.who}</strong> <time dateTime={said.at}>{instantInWords(said.at)}</time>
              </p>
              <Words said={said} />
              {said.files.length === 0 ? null : (
                <ul className="files">
                  {said.files.map((file) => (
                    <li key={file.id}>
                      <a href={`${addressOf(view)}/papers/${file.sha256}`} download>
                        {file.title}
                      </a>{' '}
                      <span className="small soft">{sizeInWords(file.size)}</span>
                    </li>
                  ))}
                </ul>
              )}
              {said.delivery === null ? null : <Delivery delivery={said.delivery} />}
            </li>
          ))}
        </ol>
      )}
    </Section>
  )
}

function Words({ said: { event } }: { readonly said: Said }) {
  switch (event.kind) {
    case 'application.prepared':
      return (
        <p>
          Prepared the package <Hash of={event.package} />, which discloses {event.schedule.length}{' '}
          {event.schedule.length === 1 ? 'subject' : 'subjects'}.
        </p>
      )
    case 'application.signed':
      return (
        <>
          <p>
            Signed the package <Hash of={event.package} />:
          </p>
          <p className="quoted">{event.statement}</p>
        </>
      )
    case 'application.submitted':
      return (
        <p>
          Submitted the package <Hash of={event.package} /> to {event.authority}.
        </p>
      )
    case 'application.registered':
      return <p>Registered it as {event.reference}.</p>
    case 'application.asked':
      return (
        <>
          <p>Asks, with an answer due {dayInWords(event.dueOn)}:</p>
          <p className="quoted">{event.question}</p>
        </>
      )
    case 'application.replied':
      return (
        <>
          <p>Answered the question:</p>
          <p className="quoted">{event.answer}</p>
        </>
      )
    case 'application.intent-to-deny':
      return (
        <>
          <p>Means to deny, with an answer possible until {dayInWords(event.answerBy)}:</p>
          {event.reasons.split('\n').map((line) => (
            <p key={line} className="quoted">
              {line}
            </p>
          ))}
        </>
      )
    case 'application.rebutted':
      return (
        <>
          <p>Answered the intent to deny:</p>
          <p className="quoted">{event.answer}</p>
        </>
      )
    case 'application.made-elsewhere':
      return (
        <p>
          Recorded by hand: application {event.reference}, made elsewhere to {event.authority} on {dayInWords(event.on)}
          , shown by the letter <Hash of={event.evidence} />.
        </p>
      )
    case 'application.decided-elsewhere':
      return (
        <p>
          Recorded by hand{event.second === null ? '' : ` with ${event.second.name}`}, {event.decision.reference}:{' '}
          <StateMark of={event.decision.outcome} words={DECISION_WORDS} />, as the letter{' '}
          <Hash of={event.decision.letter} /> has it.
        </p>
      )
    case 'application.decided':
      return (
        <p>
          Decided, {event.decision.reference}: <StateMark of={event.decision.outcome} words={DECISION_WORDS} />.{' '}
          <a href="#decision">Read the letter</a>
        </p>
      )
  }
}

function Hash({ of }: { readonly of: string }) {
  return <code title={of}>{shortHash(of)}</code>
}

function Delivery({ delivery }: { readonly delivery: NonNullable<Said['delivery']> }) {
  const { again } = useApplication()
  const { permits } = useMe()
  const { state, sentence, settledAt, id } = delivery
  return (
    <div className="delivery">
      <p>
        <StateMark of={state} words={DELIVERY_WORDS} />
        <span className="small soft">
          {settledAt === null ? '' : ` ${instantInWords(settledAt)}`}
          {state === 'delivered' || sentence === '' ? '' : ` ${spoken(sentence)}`}
        </span>
      </p>
      {state === 'turned-away' && permits('application.send') ? (
        <ActForm path={`/v1/post/outbox/${id}`} body={() => ({})} label="Bring it again" tone="plain" onDone={again} />
      ) : null}
    </div>
  )
}

/** The decision and its letter, each sentence with what it rests on. */
export function Decision() {
  const { view } = useApplication()
  const { decision } = view.application
  if (decision === null) return null
  return (
    <Section id="decision" title="Decision" note={decision.reference}>
      <p>
        <StateMark of={decision.outcome} words={DECISION_WORDS} /> by {decision.authority}.
      </p>
      {decision.conditions.length === 0 ? null : (
        <ol className="plain-list">
          {decision.conditions.map((condition) => (
            <li key={condition}>{condition}</li>
          ))}
        </ol>
      )}
      {view.letter === null ? (
        <p className="soft">
          The letter is known by its hash <Hash of={decision.letter} /> and did not come as text; see the files of the
          correspondence.
        </p>
      ) : (
        <DecisionLetterPart letter={view.letter} />
      )}
    </Section>
  )
}

function DecisionLetterPart({ letter }: { readonly letter: NonNullable<ApplicationView['letter']> }) {
  const number = new Map(letter.exhibits.map(({ id }, i) => [id, i + 1]))
  return (
    <Letter
      from={letter.authority}
      to={letter.to}
      on={letter.on}
      reference={letter.reference}
      subject="Decision on your application"
      notes={letter.exhibits.map(({ id, title, sha256, restsOn }) => ({
        id: noteId(id),
        text: (
          <>
            {title ?? 'Held in confidence'}
            {restsOn.length === 0 ? null : <>, resting on {restsOn.join('; ')}</>}{' '}
            <span className="mono tiny" title={sha256}>
              {shortHash(sha256)}
            </span>
          </>
        ),
      }))}
    >
      {letter.sentences.map(({ text, evidence }) => (
        <p key={text}>
          {text}
          {evidence.map((id) => (
            <NoteMark key={id} id={noteId(id)} number={number.get(id) ?? 0} />
          ))}
        </p>
      ))}
    </Letter>
  )
}

/** An id that an address can name. */
function noteId(id: string): string {
  return id.replace(/[^\w-]/g, '-')
}
