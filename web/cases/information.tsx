import type { LinkedInformation } from '../../src/case/index.ts'
import { State } from '../marks.tsx'
import { useMe } from '../me.tsx'
import { Fold, LongIn } from '../parts/act-form.tsx'
import { Empty } from '../parts/empty.tsx'
import { Section } from '../parts/section.tsx'
import { PersonVoice } from '../parts/voice.tsx'
import { Why } from '../parts/why.tsx'
import { WordsSaid } from '../parts/words-said.tsx'
import { spoken } from '../sentence.ts'
import { CaseAct, ForActors, IfOfficer, useCase, WhoCan } from './case-context.tsx'
import { DISPOSITION_WORDS, OPEN_INFORMATION } from './case-words.ts'
import { DisposeForm } from './dispose-form.tsx'
import { Evidence } from './evidence.tsx'
import { whenOf } from './when.ts'

/** What came in about its parties, in the order it came, and how each was dealt with. Anybody adds; nobody takes out. */
export function Information() {
  const { view } = useCase()
  const { permits } = useMe()
  const { state } = view
  const waiting = state.information.filter(({ disposition }) => disposition === null).length
  return (
    <Section
      id="information"
      title="Information"
      count={state.information.length}
      note={waiting === 0 ? 'in the order it came' : `${waiting} waiting, in the order it came`}
      tools={
        !permits('information.add') ? undefined : (
          <a className="button" href={`/information?about=${encodeURIComponent(view.id)}#note`}>
            Add what you learned
          </a>
        )
      }
    >
      {state.information.length === 0 ? (
        <Empty title="Nothing came in about its parties">
          <p>Messages, notes and notices that name a party land here by themselves, whenever they come.</p>
        </Empty>
      ) : (
        <ol className="entries">
          {state.information.map((item) => (
            <Item key={item.item} item={item} />
          ))}
        </ol>
      )}
      {waiting === 0 ? null : <WhoCan what="Disposing of information" />}
    </Section>
  )
}

function Item({ item }: { readonly item: LinkedInformation }) {
  const { view } = useCase()
  const { permits } = useMe()
  const { state, words } = view
  const party = state.parties.find(({ ref }) => ref === item.party)
  const text = words[item.item]
  return (
    <li id={`information-${item.item}`} data-row>
      <p className="item-head">
        <State state={item.disposition === null ? OPEN_INFORMATION : DISPOSITION_WORDS[item.disposition]} />
        <span>
          about {party?.names[0] ?? item.party} <Why label="Why it is linked">{spoken(item.because)}.</Why>
        </span>
        {item.isRetroactive ? <span className="tag">came after the case was closed</span> : null}
        {permits('information.read') ? <a href={`/information/${encodeURIComponent(item.item)}`}>Open it</a> : null}
      </p>
      {text === undefined || text === '' ? (
        <p className="unknown-text">
          what it says is kept from you; an officer or the accountable executive may read it
        </p>
      ) : (
        <WordsSaid text={text} />
      )}
      {item.disposition === null || item.by === null ? (
        <IfOfficer>
          <Fold label="Dispose of it" isWayOn>
            <DisposeForm item={item} />
          </Fold>
        </IfOfficer>
      ) : (
        <>
          <PersonVoice
            by={item.by.name}
            at={whenOf(view, 'information.disposed', (one) => one.item === item.item)}
            did={DISPOSITION_WORDS[item.disposition].word}
          >
            <p>{item.reason}</p>
            {item.evidence.length === 0 ? null : (
              <div className="small">
                <p className="label">Evidence</p>
                <Evidence of={item.evidence} />
              </div>
            )}
          </PersonVoice>
          <ForActors>
            <Fold label="Open it again">
              <CaseAct
                name={`again-${item.item}`}
                label="Open it again"
                tone="plain"
                act={({ reason = '' }) => ({ kind: 'information.reopened', item: item.item, reason })}
              >
                <LongIn name="reason" label="Reason" isNeeded />
              </CaseAct>
            </Fold>
          </ForActors>
        </>
      )}
    </li>
  )
}
