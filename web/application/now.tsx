import type { ApplicationView } from '../../src/app/index.ts'
import { counted } from '../format.ts'
import { useMe } from '../me.tsx'
import { ChoiceIn, LongIn, TextIn } from '../parts/act-form.tsx'
import { BlockList } from '../parts/blocks.tsx'
import { Due } from '../parts/due.tsx'
import { Section } from '../parts/section.tsx'
import { spoken } from '../sentence.ts'
import { ApplicationAct, useApplication } from './application-context.tsx'
import { placeOf, whoKnows } from './block-fields.ts'
import { FilesIn, filesIn } from './files-in.tsx'

/** Where the application is on its way, and the one act that moves it on, for whoever may do it. */
export function Now() {
  const { view } = useApplication()
  const { application, canPrepare, prepared, signed, sentTo } = view
  const { stage } = application
  const isPrepared = stage === 'prepared' && prepared?.isCurrent === true
  const isSigned = stage === 'signed' && signed?.isCurrent === true
  const isOpen = application.queries.some(({ answer }) => answer === null)
  return (
    <>
      <Steps view={view} />
      {isOpen ? <Questions /> : null}
      {application.answerBy === null ? null : <Intent />}
      {canPrepare && !isPrepared && !isSigned ? <ToPrepare /> : null}
      {canPrepare && isPrepared ? <ToSign /> : null}
      {canPrepare && isSigned ? <ToSend /> : null}
      {stage === 'submitted' && !canPrepare ? (
        <Section id="now" title="What now">
          <p>
            {sentTo} has the application
            {application.reference === null ? ' and has not registered it yet' : ` as ${application.reference}`}.
            Nothing is to be done here until it writes. What comes to be known meanwhile is owed to it, 15 CFR
            764.2(g)(2).
          </p>
        </Section>
      ) : null}
    </>
  )
}

const STEPS = ['Fill the form', 'Prepare', 'Sign', 'Submit', 'Decision'] as const
const REACHED: Readonly<Record<ApplicationView['application']['stage'], number>> = {
  none: 0,
  prepared: 2,
  signed: 3,
  submitted: 4,
  asked: 4,
  'intent-to-deny': 4,
  decided: 5,
}

function Steps({ view }: { readonly view: ApplicationView }) {
  const { stage } = view.application
  const isFilled = view.draft.reasons.length === 0
  const reached = stage === 'none' && isFilled ? 1 : REACHED[stage]
  return (
    <ol className="steps" aria-label="Steps of the application">
      {STEPS.map((name, i) => (
        <li
          key={name}
          className={i < reached ? 'is-done' : i === reached ? 'is-now' : undefined}
          aria-current={i === reached ? 'step' : undefined}
        >
          {name}
          {i < reached ? <span className="visually-hidden">, done</span> : null}
        </li>
      ))}
    </ol>
  )
}

/** What keeps it a draft; when nothing does, the officer fixes the package. */
function ToPrepare() {
  const { view } = useApplication()
  const { permits } = useMe()
  const { draft, application, caseId } = view
  const isSupplement = application.isSupplementDue
  const isChanged = application.stage === 'prepared' || application.stage === 'signed'
  const isReturned = application.decision !== null && !application.isWithAuthority
  return (
    <Section
      id="to-prepare"
      title={draft.reasons.length > 0 ? 'What keeps it a draft' : isSupplement ? 'Supplement due' : 'Ready to prepare'}
      {...(draft.reasons.length > 0 ? { count: draft.blocks.length + draft.missing.length } : {})}
    >
      {isSupplement ? (
        <p>
          Something came in that the authority does not know. Representations to it are continuing, 15 CFR 748.6(f):
          prepare the package anew, let it be signed, and send it as a supplement.
        </p>
      ) : null}
      {isReturned ? (
        <p>It was returned without action. Mend what the authority names, and it can be submitted again.</p>
      ) : null}
      {isChanged ? (
        <p>
          The case or the answers changed after the package was {application.stage}. Prepare it again, so that what goes
          is what stands here.
        </p>
      ) : null}
      {draft.blocks.length === 0 ? null : (
        <BlockList
          blocks={draft.blocks}
          wayOf={({ kind }) => ({
            href: `/cases/${encodeURIComponent(caseId)}#${ANCHORS[kind] ?? 'blocks'}`,
            label: 'Open in the case',
          })}
        />
      )}
      {draft.missing.length === 0 ? null : (
        <ul className="gap-list">
          {draft.missing.map(({ block, sentence }) => (
            <li key={`${block} ${sentence}`}>
              <a href={`#${placeOf(block)}`}>Block {block}</a> {spoken(sentence)}.{' '}
              <span className="soft">{whoKnows(block)}</span>
            </li>
          ))}
        </ul>
      )}
      {draft.reasons.length > 0 ? null : <Proof />}
      {draft.reasons.length > 0 ? null : permits('application.prepare') ? (
        <ApplicationAct
          to="prepare"
          label={isSupplement ? 'Prepare supplement' : 'Prepare application'}
          body={() => ({})}
          seal={() => ({
            consequence:
              'This fixes the package as it stands here. The accountable executive signs exactly this; whatever changes later makes it to be prepared again.',
            names: [],
          })}
        />
      ) : (
        <p className="others-can">An officer prepares it.</p>
      )}
    </Section>
  )
}

/** The counts behind "nothing is missing". */
function Proof() {
  const { package: whole, draft } = useApplication().view
  const withheld = whole.disclosure.withheld.reduce((sum, { count }) => sum + count, 0)
  return (
    <p>
      Nothing is missing and nothing stands in the way. It discloses{' '}
      {counted(whole.disclosure.lines.length, 'subject', 'subjects')},{' '}
      {withheld === 0 ? 'withholds none' : `withholds ${withheld} with a second person’s signature`}, and rests on{' '}
      {counted(whole.exhibits.length, 'exhibit', 'exhibits')}.
      {draft.vague.length === 0
        ? ''
        : ` ${counted(draft.vague.length, 'wording', 'wordings')} the authority will ask about.`}
    </p>
  )
}

const ANCHORS: Readonly<Record<string, string>> = {
  information: 'information',
  'red-flag': 'flags',
  'human-rights': 'rights',
}

const STATEMENT =
  'I have read this application. To the best of my knowledge it is true and complete, and I answer for it.'

function ToSign() {
  const { view } = useApplication()
  const { me, permits } = useMe()
  const block = view.package.blocks.find(({ number }) => number === '25')
  const [name = '', title = ''] = block?.kind === 'text' ? block.lines : []
  const isNamed = me?.auth !== 'local'
  return (
    <Section id="to-sign" title="To be signed" note={`by ${name}, ${title}`}>
      <p>
        The package <code>{view.prepared?.package.slice(0, 16)}</code> is prepared by {view.prepared?.by}. The
        accountable executive signs it: another person than the one who wrote the human-rights assessment.
      </p>
      {permits('application.sign') && (isNamed || me?.person?.name === name) ? (
        <ApplicationAct
          to="sign"
          label="Sign application"
          start={{ statement: STATEMENT, name }}
          body={({ statement, name: signer }) => (isNamed ? { statement, name: signer } : { statement })}
          seal={({ name: signer }) => ({
            consequence:
              'This signs the package with the key of this node, in your name. Whoever receives it can check that not a byte of it was changed.',
            names: [isNamed ? (signer ?? '') : name],
          })}
        >
          <LongIn name="statement" label="What you declare" isNeeded rows={3} />
          {isNamed ? (
            <TextIn
              name="name"
              label="Who signs"
              hint="The person block 25 names. Without accounts the name is taken at its word."
              isNeeded
            />
          ) : null}
        </ApplicationAct>
      ) : (
        <p className="others-can">{name || 'The accountable executive'} signs at their own sign-in.</p>
      )}
    </Section>
  )
}

function ToSend() {
  const { view } = useApplication()
  const { permits } = useMe()
  const { authorities, sentTo, signed } = view
  const known = sentTo === null ? authorities : [sentTo]
  if (known.length === 0) {
    return (
      <Section id="to-send" title="To be submitted">
        <p>
          It is signed. No authority is known here yet: whoever runs this node makes one known with its key,{' '}
          <code>unblind counterparty add NAME --kind authority --key KEY --address URL</code>. The files above can be
          uploaded by hand meanwhile.
        </p>
      </Section>
    )
  }
  return (
    <Section id="to-send" title="To be submitted" note={`signed by ${signed?.declaration.name ?? 'nobody'}`}>
      {permits('application.send') ? (
        <ApplicationAct
          to="send"
          label={sentTo === null ? 'Submit application' : 'Send supplement'}
          start={{ to: known.length === 1 ? (known[0] ?? '') : '' }}
          body={({ to }) => ({ to })}
          seal={({ to }) => ({
            consequence: `This submits the signed package with its files to ${to}. It cannot be called back; what is learned later goes as a supplement.`,
            names: [],
          })}
        >
          <ChoiceIn name="to" label="Authority" isNeeded choices={known.map((name) => [name, name])} />
        </ApplicationAct>
      ) : (
        <p className="others-can">An officer or the accountable executive submits it.</p>
      )}
    </Section>
  )
}

function Questions() {
  const { view } = useApplication()
  const { permits } = useMe()
  const open = view.application.queries.filter(({ answer }) => answer === null)
  return (
    <Section id="questions" title="The authority asks" count={open.length}>
      {open.map(({ query, question, dueOn }) => (
        <div key={query} className="asked">
          <p className="serif">{question}</p>
          <p className="small">
            An answer is due <Due on={dueOn} />.
          </p>
          {permits('application.prepare') ? (
            <ApplicationAct
              to="replies"
              label="Send answer"
              keep={`${view.caseId}/reply/${query}`}
              body={(values) => ({ query, answer: values.answer, files: filesIn(values) })}
              seal={() => ({
                consequence: `This records the answer and sends it to ${view.sentTo}. It is a representation to the authority.`,
                names: [],
              })}
            >
              <LongIn
                name="answer"
                label="Answer"
                isNeeded
                rows={5}
                hint="Everything asked, and nothing else. One answer closes the question."
              />
              <FilesIn label="Documents that go along" hint="At most 5 MB together." />
            </ApplicationAct>
          ) : (
            <p className="others-can">An officer answers.</p>
          )}
        </div>
      ))}
    </Section>
  )
}

function Intent() {
  const { view } = useApplication()
  const { permits } = useMe()
  const said = view.correspondence.findLast(({ event }) => event.kind === 'application.intent-to-deny')
  if (said?.event.kind !== 'application.intent-to-deny') return null
  return (
    <Section id="intent" title="The authority means to deny">
      <div className="asked">
        {said.event.reasons.split('\n').map((line) => (
          <p key={line} className="serif">
            {line}
          </p>
        ))}
        <p className="small">
          An answer is possible until <Due on={said.event.answerBy} />. Without one the denial follows.
        </p>
        {permits('application.prepare') ? (
          <ApplicationAct
            to="rebuttal"
            label="Send answer to the intent"
            keep={`${view.caseId}/rebuttal`}
            body={(values) => ({ answer: values.answer, files: filesIn(values) })}
            seal={() => ({
              consequence: `This records the answer and sends it to ${view.sentTo}. It is weighed before the decision.`,
              names: [],
            })}
          >
            <LongIn
              name="answer"
              label="Answer"
              isNeeded
              rows={6}
              hint="Reason by reason: what is not so, what is, and on what that rests."
            />
            <FilesIn label="Documents that go along" hint="At most 5 MB together." />
          </ApplicationAct>
        ) : (
          <p className="others-can">An officer answers.</p>
        )}
      </div>
    </Section>
  )
}
