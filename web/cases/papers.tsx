import { dayInWords } from '../format.ts'
import { State } from '../marks.tsx'
import { Fold, LongIn } from '../parts/act-form.tsx'
import { Due } from '../parts/due.tsx'
import { Section } from '../parts/section.tsx'
import { stateWord } from '../parts/state-mark.tsx'
import { LawVoice, PersonVoice } from '../parts/voice.tsx'
import { spoken } from '../sentence.ts'
import { CaseAct, IfOfficer, useCase, WhoCan } from './case-context.tsx'

const DONE = stateWord('Done', 'tick', 'plain', 'A named person recorded how.')
const OPEN = stateWord('Open', 'dashed', 'danger', 'Nobody has recorded that it was done.')

/** Who did it, when and how. */
function DutyDone({ id }: { readonly id: string }) {
  const { timeline } = useCase().view
  const done = timeline.findLast(({ event }) => event.kind === 'duty.done' && event.duty === id)
  if (done?.event.kind !== 'duty.done') return null
  return (
    <PersonVoice by={done.actor.name} at={done.at} did="Done">
      <p>{done.event.how}</p>
    </PersonVoice>
  )
}

/** Papers that go with the shipment, duties that arose, and what was shipped. */
export function Papers() {
  const { state, assessment } = useCase().view
  const papers = new Map(
    (assessment?.lines ?? []).flatMap((line) => line.determination.duties.map((duty) => [duty.id, duty] as const)),
  )
  return (
    <Section id="papers" title="Papers, duties and shipments">
      {state.duties.length === 0 ? null : (
        <>
          <h3>Duties that arose</h3>
          <ul className="entries">
            {state.duties.map((duty) => (
              <li key={duty.id} id={`papers-${duty.id}`} data-row>
                <LawVoice paragraph={duty.paragraph}>
                  <p>{spoken(duty.text)}</p>
                </LawVoice>
                <p className="item-head">
                  <State state={duty.isDone ? DONE : OPEN} />
                  {duty.isDone ? null : <Due on={duty.dueOn} />}
                </p>
                {duty.isDone ? (
                  <DutyDone id={duty.id} />
                ) : (
                  <IfOfficer>
                    <Fold label="Record it as done" isWayOn>
                      <CaseAct
                        name={`duty-${duty.id}`}
                        label="Record as done"
                        act={({ how = '' }) => ({ kind: 'duty.done', duty: duty.id, how })}
                      >
                        <LongIn name="how" label="What was done, when, and by whom" isNeeded />
                      </CaseAct>
                    </Fold>
                  </IfOfficer>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
      {state.duties.every(({ isDone }) => isDone) ? null : <WhoCan what="Recording a duty as done" />}
      <h3>Papers to ship</h3>
      {papers.size === 0 ? (
        <p className="soft">No text that was read asks for a paper of its own.</p>
      ) : (
        <ul className="entries">
          {[...papers.values()].map((duty) => (
            <li key={duty.id}>
              <LawVoice paragraph={duty.paragraph}>
                <p>{spoken(duty.text)}</p>
              </LawVoice>
            </li>
          ))}
        </ul>
      )}
      <h3>Shipments</h3>
      {state.shipments.length === 0 ? (
        <p className="soft">Nothing was shipped.</p>
      ) : (
        <ul className="plain-list">
          {state.shipments.map((one) => (
            <li key={one.shipment}>
              {one.shipment}, {one.quantity}, {dayInWords(one.on)}
              {one.licence === null ? ', no licence drawn on' : `, drawn on ${one.licence}`}
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
