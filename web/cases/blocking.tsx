import type { CaseView } from '../../src/app/index.ts'
import type { Block } from '../../src/case/index.ts'
import { count, counted } from '../format.ts'
import { useMe } from '../me.tsx'
import { Fold, LongIn, TextIn } from '../parts/act-form.tsx'
import { BlockList } from '../parts/blocks.tsx'
import { SecondPerson, useSecond } from '../parts/second-person.tsx'
import { Section } from '../parts/section.tsx'
import { PersonVoice } from '../parts/voice.tsx'
import { spoken } from '../sentence.ts'
import { LIST_NAMES, nameOf } from '../words.ts'
import { Approvals } from './approvals.tsx'
import { AssessAgain } from './assess-again.tsx'
import { DrawFields, drawnOf } from './balance.tsx'
import { CaseAct, ForActors, ForOfficers, IfOfficer, useCase, useMayDecide } from './case-context.tsx'
import { addressOfHit } from './hits.ts'

/** What stands in the way of release, each with its way on; or that nothing does, with the counts that prove it. */
export function Blocking() {
  const { view } = useCase()
  const { releaseBlocks, state } = view
  const { may } = useMayDecide()
  const way = (block: Block) => {
    const { href, label } = wayOf(block, view)
    return { href, label: may ? label : 'See it' }
  }
  return (
    <Section id="blocks" title="What blocks this" count={releaseBlocks.length}>
      <Approvals />
      {releaseBlocks.length === 0 ? (
        <NothingBlocks />
      ) : (
        <BlockList blocks={releaseBlocks.map((block) => shortened(block, view))} wayOf={way} />
      )}
      {state.holds.some(({ liftedBy }) => liftedBy === null) ? <Holds /> : null}
      <Decisions />
    </Section>
  )
}

/** Long reasons have their own place further down: here the first of them, and how many more. */
function shortened(block: Block, { state }: CaseView): Block {
  if (block.kind === 'hit') {
    const hit = hitOf(block, state)
    const list = nameOf(LIST_NAMES, hit?.entry.split('/')[0] ?? '')
    return hit === undefined ? block : { ...block, sentence: block.sentence.replace(` (${hit.entry})`, `, ${list}`) }
  }
  if (block.kind === 'screening') {
    const [who = '', ...why] = block.sentence.split(': ')
    const lists = why.at(-1)?.split(', ') ?? []
    return lists.length > 2
      ? { ...block, sentence: `${who} in full: ${counted(lists.length, 'list', 'lists')} missing or too old` }
      : block
  }
  if (block.kind === 'red-flag')
    return { ...block, sentence: block.sentence.replace(/\. could not be resolved$/, ': it could not be resolved') }
  const reasons = block.sentence.split('; ')
  return block.kind === 'hold' && reasons.length > 2
    ? { ...block, sentence: `${reasons[0]}; and ${counted(reasons.length - 1, 'more reason', 'more reasons')}` }
    : block
}

const WAYS: Readonly<Record<Exclude<Block['kind'], 'hit'>, readonly [id: string, label: string]>> = {
  information: ['information', 'Dispose of it'],
  screening: ['screenings', 'Vouch, or screen'],
  'red-flag': ['flags', 'Inquire'],
  question: ['questions', 'Answer it'],
  hold: ['holds', 'Lift it'],
  'human-rights': ['rights', 'Write it'],
  duty: ['papers', 'Record it'],
}

function wayOf({ kind, id }: Block, view: CaseView): { readonly href: string; readonly label: string } {
  if (kind === 'hit') {
    const hit = hitOf({ id }, view.state)
    return { href: hit === undefined ? '#parties' : addressOfHit(view.id, hit), label: 'Compare' }
  }
  if (kind === 'red-flag' && view.state.flags.some((flag) => flag.id === id && flag.state === 'unresolved'))
    return view.state.application.stage === 'none'
      ? { href: `/cases/${encodeURIComponent(view.id)}/application`, label: 'Apply' }
      : { href: '#decide', label: 'Refrain' }
  const [place, label] = WAYS[kind]
  return { href: kind === 'human-rights' ? `#${place}` : `#${place}-${id}`, label }
}

function hitOf({ id }: Pick<Block, 'id'>, { hits }: CaseView['state']) {
  return hits.find(({ party, entry }) => `${party} ${entry}` === id)
}

function NothingBlocks() {
  const { state } = useCase().view
  return (
    <div className="callout is-quiet">
      <h3>Nothing blocks this</h3>
      <p>
        {counted(state.screenings.length, 'party or owner', 'parties and owners')} screened,{' '}
        {counted(state.hits.length, 'possible match', 'possible matches')} decided;{' '}
        {counted(state.flags.length, 'red flag', 'red flags')} settled;{' '}
        {counted(state.information.length, 'item', 'items')} of information dealt with;{' '}
        {counted(state.questions.length, 'question', 'questions')} answered; {count(state.holds.length)} holds lifted.
      </p>
    </div>
  )
}

function Holds() {
  const { state, assessment } = useCase().view
  return (
    <div id="holds" className="holds">
      {state.holds
        .filter(({ liftedBy }) => liftedBy === null)
        .map((hold) => {
          const reasons = hold.id === 'assessment' && assessment !== null ? assessment.action.reasons : [hold.reason]
          return (
            <div key={hold.id} className="hold" id={`holds-${hold.id}`}>
              <h3>
                On hold, placed by <SourceOf hold={hold.source} />
              </h3>
              {reasons.length === 1 ? (
                <p>{spoken(hold.reason)}</p>
              ) : (
                <details>
                  <summary>{counted(reasons.length, 'reason', 'reasons')}</summary>
                  <ol className="plain-list">
                    {reasons.map((reason) => (
                      <li key={reason}>{spoken(reason)}</li>
                    ))}
                  </ol>
                </details>
              )}
              <IfOfficer>
                <Fold label="Lift hold" isWayOn>
                  <CaseAct
                    name={`lift-${hold.id}`}
                    label="Lift hold"
                    act={({ basis = '' }) => ({ kind: 'hold.lifted', hold: hold.id, basis })}
                  >
                    <LongIn
                      name="basis"
                      label="Basis"
                      hint="What changed, or was found, so that the hold is no longer needed."
                      isNeeded
                    />
                  </CaseAct>
                </Fold>
              </IfOfficer>
            </div>
          )
        })}
    </div>
  )
}

/** `assessment ID`, `information ID`, or whoever placed it by hand. */
function SourceOf({ hold }: { readonly hold: string }) {
  const [kind, id = ''] = hold.split(' ')
  if (kind === 'assessment') return <a href={`/assessments/${encodeURIComponent(id)}`}>the assessment</a>
  if (kind === 'information') return <a href={`#information-${id}`}>information that came in</a>
  return hold
}

/** What can be decided of the case as it stands, and what would have to come first. */
function Decisions() {
  const { view } = useCase()
  const { state, releaseBlocks, timeline } = view
  const { me } = useMe()
  const { secondOf, namesOf } = useSecond()
  const first = me?.person?.name ?? 'you'
  const closing = timeline.findLast(({ event }) => event.kind === 'case.released' || event.kind === 'case.refrained')
  if (state.closed !== null)
    return (
      <div className="decisions" id="decide">
        {closing === undefined ? null : (
          <PersonVoice
            by={closing.actor.name}
            at={closing.at}
            did={state.closed === 'released' ? 'Released' : 'Refrained from'}
          >
            <p>
              {closing.event.kind === 'case.released'
                ? `${closing.event.basis} Second person: ${closing.event.second.name}.`
                : closing.event.kind === 'case.refrained'
                  ? closing.event.reason
                  : ''}
            </p>
          </PersonVoice>
        )}
        <div className="folds">
          {state.closed === 'released' ? (
            <ForOfficers what="Recording a shipment">
              <Fold label="Record shipment">
                <CaseAct
                  name="ship"
                  label="Record shipment"
                  act={(values) => ({
                    kind: 'shipment.recorded',
                    shipment: (values.shipment ?? '').trim(),
                    on: values.on ?? '',
                    quantity: (values.quantity ?? '').trim(),
                    licence: (values.licence ?? '').trim() === '' ? null : (values.licence ?? '').trim(),
                    ...drawnOf(state, values),
                  })}
                  start={{
                    licence: state.application.decision?.outcome.startsWith('granted')
                      ? state.application.decision.reference
                      : '',
                  }}
                  seal={({ shipment, on }) => ({
                    consequence: `This records that ${shipment} went on ${on}. A licence named is drawn on.`,
                    names: [first],
                  })}
                >
                  <TextIn
                    name="shipment"
                    label="Shipment"
                    hint="Number of the invoice or the transport document."
                    isNeeded
                  />
                  <TextIn name="on" label="Shipped on" type="date" isNeeded />
                  <TextIn name="quantity" label="Quantity and unit" isNeeded />
                  <TextIn name="licence" label="Licence drawn on" hint="Leave empty where none is needed." />
                  <DrawFields />
                </CaseAct>
              </Fold>
            </ForOfficers>
          ) : null}
          <ForActors>
            <Fold label="Open the case again">
              <CaseAct
                name="reopen"
                label="Open the case again"
                tone="plain"
                act={({ reason = '' }) => ({ kind: 'case.reopened', reason, source: first })}
              >
                <LongIn name="reason" label="Reason" isNeeded />
              </CaseAct>
            </Fold>
          </ForActors>
        </div>
      </div>
    )
  return (
    <div className="decisions" id="decide">
      <ForOfficers what="Deciding the case">
        <div className="folds">
          {releaseBlocks.length > 0 ? (
            <p className="small soft">Release opens when nothing stands in the way.</p>
          ) : (
            <Fold label="Release case">
              <CaseAct
                name="release"
                label="Release case"
                act={(values) => ({ kind: 'case.released', basis: values.basis ?? '', ...secondOf(values) })}
                seal={(values) => ({
                  consequence: `This releases the case: from then on it may ship. Two people will be named.`,
                  names: namesOf(values),
                })}
              >
                <LongIn
                  name="basis"
                  label="Basis"
                  hint="The licence, the exception, or why none is needed; and what was weighed."
                  isNeeded
                />
                <SecondPerson what="Releasing" />
              </CaseAct>
            </Fold>
          )}
          <AssessAgain />
          <Fold label="Refrain">
            <CaseAct
              name="refrain"
              label="Refrain from this transaction"
              act={({ reason = '' }) => ({ kind: 'case.refrained', reason })}
              seal={() => ({
                consequence:
                  'This closes the case: the firm takes no part in the transaction. It can be opened again with a reason.',
                names: [first],
              })}
            >
              <LongIn name="reason" label="Reason" isNeeded />
            </CaseAct>
          </Fold>
          <Fold label="Place a hold">
            <CaseAct
              name="hold"
              label="Place hold"
              tone="plain"
              act={({ reason = '' }) => ({
                kind: 'hold.placed',
                hold: `by-hand/${Date.now().toString(36)}`,
                reason,
                source: first,
              })}
            >
              <LongIn name="reason" label="Reason" isNeeded />
            </CaseAct>
          </Fold>
        </div>
      </ForOfficers>
    </div>
  )
}
