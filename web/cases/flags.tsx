import type { CaseView } from '../../src/app/index.ts'
import type { Flag } from '../../src/case/index.ts'
import { dayInWords } from '../format.ts'
import { Citation } from '../law-voice.tsx'
import { State } from '../marks.tsx'
import { Fold, LongIn, RadioIn, TextIn } from '../parts/act-form.tsx'
import { Due } from '../parts/due.tsx'
import { Empty } from '../parts/empty.tsx'
import { SecondPerson, useSecond } from '../parts/second-person.tsx'
import { Section } from '../parts/section.tsx'
import { PersonVoice } from '../parts/voice.tsx'
import { spoken } from '../sentence.ts'
import { CaseAct, ForActors, IfOfficer, useCase, WhoCan } from './case-context.tsx'
import { FLAG_WORDS } from './case-words.ts'
import { WeighedAll, weighedOf } from './weighed.tsx'
import { whenOf } from './when.ts'

/** Red flags and the inquiries into them. A flag never disappears: it is answered, or it is disclosed. */
export function Flags() {
  const { state } = useCase().view
  const open = state.flags.filter(isOpen).length
  return (
    <Section
      id="flags"
      title="Red flags and inquiries"
      count={state.flags.length}
      note={state.flags.length === 0 ? undefined : open === 0 ? 'none open' : `${open} open`}
    >
      {state.flags.length === 0 ? (
        <Empty title="No red flag was raised">
          <p>Whoever sees one raises it here; it then stands in the way until it is answered.</p>
        </Empty>
      ) : (
        <ul className="entries">
          {state.flags.map((flag) => (
            <FlagEntry key={flag.id} flag={flag} />
          ))}
        </ul>
      )}
      {open === 0 ? null : <WhoCan what="Inquiring into red flags" />}
      <ForActors>
        <Fold label="Raise a red flag">
          <CaseAct
            name="raise"
            label="Raise red flag"
            tone="plain"
            act={({ text = '', because = '' }) => ({
              kind: 'flag.raised',
              flag: `by-hand/${Date.now().toString(36)}`,
              text,
              because: [because],
              from: 'a person of the firm',
            })}
          >
            <TextIn name="text" label="The red flag, in one sentence" isNeeded />
            <LongIn name="because" label="What it rests on" isNeeded />
          </CaseAct>
        </Fold>
      </ForActors>
    </Section>
  )
}

function isOpen({ state }: Flag): boolean {
  return state === 'raised' || state === 'inquiring' || state === 'answered'
}

/** Information that was linked after a flag was resolved opens it again. */
function isStale(flag: Flag, known: readonly { readonly item: string }[]): boolean {
  return flag.state === 'resolved' && known.some(({ item }) => !flag.considered.includes(item))
}

function FlagEntry({ flag }: { readonly flag: Flag }) {
  const { view } = useCase()
  const { state, assessment } = view
  const asked = assessment?.redFlags.find(({ id }) => id === flag.id)
  const stale = isStale(flag, state.information)
  return (
    <li id={`flags-${flag.id}`}>
      <div className="cited">
        <div>
          <p className="flag-head">
            <State state={FLAG_WORDS[stale ? 'stale' : flag.state]} />
            <span className="flag-text">{spoken(flag.text)}</span>
          </p>
          <ul className="because">
            {flag.because.map((clause) => (
              <li key={clause}>{spoken(clause)}</li>
            ))}
          </ul>
          {asked === undefined ? null : (
            <p className="small">
              <span className="label">To inquire</span> {asked.inquiry}
            </p>
          )}
        </div>
        <div className="margin">
          {asked === undefined ? null : <Citation paragraph={asked.source} />}
          <p className="mono">{flag.id}</p>
        </div>
      </div>
      {flag.inquiries.map((inquiry) => (
        <div key={`${inquiry.question} ${inquiry.askedOf}`} className="inquiry">
          <p>
            <span className="label">Asked of {inquiry.askedOf}</span> {inquiry.question}
          </p>
          {inquiry.answer === null ? (
            <p className="small">
              <span className="unknown-text">no answer yet</span>, due <Due on={inquiry.dueOn} />
            </p>
          ) : (
            <p>
              <span className="label">
                Answered, {inquiry.isAdequate === true ? 'adequate' : 'not adequate'} (due {dayInWords(inquiry.dueOn)})
              </span>{' '}
              {inquiry.answer}
            </p>
          )}
        </div>
      ))}
      {flag.reason === null || flag.by === null ? null : (
        <PersonVoice by={flag.by.name} at={closedAt(view, flag)} did={FLAG_WORDS[flag.state].word}>
          <p>{spoken(flag.reason)}</p>
        </PersonVoice>
      )}
      {state.closed === null && (isOpen(flag) || stale || flag.state === 'unresolved') ? (
        <IfOfficer>
          <FlagActs flag={flag} />
        </IfOfficer>
      ) : null}
    </li>
  )
}

/** When it was resolved, found not to be resolvable, or called mistaken. */
function closedAt(view: CaseView, { id, state }: Flag): string | undefined {
  switch (state) {
    case 'resolved':
      return whenOf(view, 'flag.resolved', ({ flag }) => flag === id)
    case 'unresolved':
      return whenOf(view, 'flag.unresolved', ({ flag }) => flag === id)
    case 'mistaken':
      return whenOf(view, 'flag.mistaken', ({ flag }) => flag === id)
    default:
      return undefined
  }
}

function FlagActs({ flag }: { readonly flag: Flag }) {
  const { state, assessment } = useCase().view
  const { secondOf, namesOf } = useSecond()
  const waits = flag.inquiries.some(({ answer }) => answer === null)
  const asked = assessment?.redFlags.find(({ id }) => id === flag.id)
  const mayResolve = flag.state === 'answered' || flag.state === 'resolved'
  return (
    <div className="folds">
      <Fold label="Inquire" isWayOn={flag.state === 'raised'}>
        <CaseAct
          name={`inquire-${flag.id}`}
          label="Record inquiry"
          start={asked === undefined ? {} : { question: asked.inquiry }}
          act={({ question = '', askedOf = '', dueOn = '' }) => ({
            kind: 'flag.inquired',
            flag: flag.id,
            question,
            askedOf,
            dueOn,
          })}
        >
          <LongIn name="question" label="Question" isNeeded />
          <TextIn name="askedOf" label="Asked of" isNeeded />
          <TextIn name="dueOn" label="Answer due" type="date" isNeeded />
        </CaseAct>
      </Fold>
      {waits ? (
        <Fold label="Record the answer" isWayOn>
          <CaseAct
            name={`answered-${flag.id}`}
            label="Record answer"
            act={({ answer = '', isAdequate }) => ({
              kind: 'flag.answered',
              flag: flag.id,
              answer,
              isAdequate: isAdequate === 'yes',
            })}
          >
            <LongIn
              name="answer"
              label="Answer"
              hint="In their words as far as possible. No answer by the day is an answer too."
              isNeeded
            />
            <RadioIn
              name="isAdequate"
              label="Does it settle the question?"
              isNeeded
              choices={[
                { value: 'yes', name: 'Adequate', means: 'it answers what was asked, and can be checked' },
                {
                  value: 'no',
                  name: 'Not adequate',
                  means: 'it evades, contradicts or cannot be checked; it is disclosed as such',
                },
              ]}
            />
          </CaseAct>
        </Fold>
      ) : null}
      {mayResolve ? (
        <Fold label="Resolve" isWayOn>
          <CaseAct
            name={`resolve-${flag.id}`}
            label="Resolve red flag"
            act={({ reason = '', evidence = '' }) => ({
              kind: 'flag.resolved',
              flag: flag.id,
              reason,
              evidence: evidence.split('\n').filter((line) => line.trim() !== ''),
              considered: state.information.map(({ item }) => item),
            })}
            check={weighedOf(state.information.length)}
          >
            <LongIn name="reason" label="Why it is settled" isNeeded />
            <LongIn name="evidence" label="Evidence" hint="One a line: document, record, person." isNeeded />
            <WeighedAll />
          </CaseAct>
        </Fold>
      ) : null}
      {flag.state === 'unresolved' ? null : (
        <Fold label="Cannot be resolved">
          <CaseAct
            name={`unresolved-${flag.id}`}
            label="Say that it cannot be resolved"
            act={({ reason = '' }) => ({ kind: 'flag.unresolved', flag: flag.id, reason })}
            seal={() => ({
              consequence:
                'Release is closed from then on: the firm refrains, or discloses the flag in an application and waits.',
              names: namesOf({}).slice(0, 1),
            })}
          >
            <LongIn name="reason" label="Reason" isNeeded />
          </CaseAct>
        </Fold>
      )}
      <Fold label="It was mistaken">
        <CaseAct
          name={`mistaken-${flag.id}`}
          label="Say that the flag was mistaken"
          act={(values) => ({
            kind: 'flag.mistaken',
            flag: flag.id,
            reason: values.reason ?? '',
            ...secondOf(values),
          })}
          seal={(values) => ({
            consequence: 'The flag stays in the record as mistaken. Two people will be named.',
            names: namesOf(values),
          })}
        >
          <LongIn name="reason" label="Why it should not have been raised" isNeeded />
          <SecondPerson what="Calling a flag mistaken" />
        </CaseAct>
      </Fold>
    </div>
  )
}
