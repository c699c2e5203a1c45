import { useMe } from '../me.tsx'
import { Fold, LongIn } from '../parts/act-form.tsx'
import { PersonVoice } from '../parts/voice.tsx'
import { spoken } from '../sentence.ts'
import { CaseAct, useCase } from './case-context.tsx'

/** What waits for a second person: whoever may stand behind it gives or declines it, whoever asked may take it back. */
export function Approvals() {
  const { state, knownAt } = useCase().view
  const { me, permits } = useMe()
  const waiting = state.approvals.filter((one) => one.state === 'waiting')
  if (waiting.length === 0) return null
  return (
    <div id="approvals" className="holds">
      <h3>Put to a second person</h3>
      {waiting.map((approval) => (
        <div key={approval.id} id={`approvals-${approval.id}`} className="hold" data-row>
          <PersonVoice by={approval.askedBy.name} at={approval.askedAt} did="Asked">
            <p>{spoken(approval.sentence)}</p>
          </PersonVoice>
          {!permits('cases.act') || knownAt !== null ? null : approval.askedBy.id === me?.person?.id ? (
            <div className="folds">
              <p className="small soft">It waits for somebody else, who does not earn from the sale.</p>
              <Decline id={approval.id} label="Take it back" />
            </div>
          ) : (
            <div className="folds">
              <CaseAct
                name={`give-${approval.id}`}
                label="Stand behind it"
                act={() => ({ kind: 'approval.given', approval: approval.id })}
                seal={() => ({
                  consequence: `This does what was asked: ${spoken(approval.sentence)} Two people will be named.`,
                  names: [approval.askedBy.name, me?.person?.name ?? 'you'],
                })}
              />
              <Decline id={approval.id} label="Decline" />
            </div>
          )}
        </div>
      ))}
    </div>
  )
}

function Decline({ id, label }: { readonly id: string; readonly label: string }) {
  return (
    <Fold label={label}>
      <CaseAct
        name={`decline-${id}`}
        label={label}
        tone="plain"
        act={({ reason = '' }) => ({ kind: 'approval.declined', approval: id, reason })}
      >
        <LongIn name="reason" label="Reason" isNeeded />
      </CaseAct>
    </Fold>
  )
}
