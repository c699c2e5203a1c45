import { useMemo, useState } from 'react'
import type { ApplicationView } from '../../src/app/index.ts'
import { useAnswer } from '../api.ts'
import { STAGE_WORDS } from '../cases/case-words.ts'
import { instantInWords } from '../format.ts'
import { useHashTarget } from '../location.ts'
import { State } from '../marks.tsx'
import { ProblemNotice, Waiting } from '../notice.tsx'
import { Contents, PageHead } from '../parts/section.tsx'
import { stateWord } from '../parts/state-mark.tsx'
import { useTitle } from '../title.ts'
import { addressOf, useApplication, WithApplication } from './application-context.tsx'
import { Correspondence, Decision } from './correspondence.tsx'
import { Attachments, Exhibits, RightsPart, Schedule } from './enclosures.tsx'
import { FormBlocks } from './form-blocks.tsx'
import { LetterPart } from './letter-part.tsx'
import { Now } from './now.tsx'

/** The application of a case: what is to be done now, then everything that goes, as the authority will read it. */
export function ApplicationPage({ id }: { id: string }) {
  const [turn, setTurn] = useState(0)
  const [taken, setTaken] = useState<{ readonly view: ApplicationView; readonly turn: number } | null>(null)
  const answer = useAnswer<ApplicationView>(`/v1/cases/${encodeURIComponent(id)}/application`, turn)
  const asked = answer?.ok ? answer.value : null
  const view = taken !== null && taken.turn === turn && taken.view.caseId === id ? taken.view : asked
  const known = useMemo(
    () =>
      view === null
        ? null
        : {
            view,
            took: (now: ApplicationView) => setTaken({ view: now, turn }),
            again: () => setTurn((before) => before + 1),
          },
    [view, turn],
  )
  useTitle(view === null ? 'Application' : `Application ${view.reference}`)
  useHashTarget(view !== null)
  if (answer === null) return <Waiting what="Opening the application" />
  if (!answer.ok)
    return (
      <ProblemNotice problem={answer.problem}>
        <a href="/cases">See the cases that are kept here</a>
      </ProblemNotice>
    )
  return known === null ? null : (
    <WithApplication value={known}>
      <Application />
    </WithApplication>
  )
}

const DRAFT = stateWord('Draft', 'dashed', 'danger', 'Something is missing or stands in the way; it cannot be signed.')
const READY = stateWord('Ready', 'hollow', 'plain', 'Nothing is missing and nothing stands in the way of a signature.')

function Application() {
  const { view } = useApplication()
  const { application, draft, signed, caseId } = view
  const isDraft = view.canPrepare && draft.reasons.length > 0
  const isSigned = signed !== null && (signed.isCurrent || !view.canPrepare)
  const state = application.stage === 'none' ? (isDraft ? DRAFT : READY) : STAGE_WORDS[application.stage]
  return (
    <article className="application">
      <PageHead
        eyebrow={
          <>
            <a href={`/cases/${encodeURIComponent(caseId)}`}>Case {view.reference}</a> · form {view.package.form},{' '}
            {view.package.type}
          </>
        }
        title={`Licence application ${view.reference}`}
        tools={<Downloads isDraft={isDraft} />}
      />
      <p className="case-standing">
        <State state={state} />
        {application.reference === null ? null : <span>Reference of the authority: {application.reference}</span>}
        {view.sentTo === null ? null : <span>With {view.sentTo}</span>}
      </p>
      <Now />
      <Contents
        places={[
          ['form', 'Form'],
          ['letter', 'Letter'],
          ['schedule', `Disclosure (${view.package.disclosure.lines.length})`],
          ['human-rights', 'Human rights'],
          ['attachments', `Files (${view.attachments.length})`],
          ['correspondence', `Correspondence (${view.correspondence.length})`],
          ...(application.decision === null ? [] : [['decision', 'Decision'] as const]),
        ]}
      />
      <Decision />
      {view.sentTo === null ? null : <Correspondence />}
      <FormBlocks />
      <LetterPart />
      <Schedule />
      <RightsPart />
      <Attachments />
      <Exhibits />
      {view.sentTo === null ? <Correspondence /> : null}
      <footer className="colophon">
        <p className="tiny soft">
          Package <span className="mono hash">{isSigned ? signed.package : draft.hash}</span>
          {isSigned ? (
            <>
              , signed by {signed.declaration.name} on {instantInWords(signed.declaration.signedAt)} with the key{' '}
              <span className="mono hash">{signed.key}</span>
            </>
          ) : null}
          .
        </p>
      </footer>
    </article>
  )
}

const FILES = [
  ['application.pdf', 'PDF'],
  ['transfer-sheet.md', 'Sheet to type from'],
  ['transfer-sheet.csv', 'Sheet as CSV'],
  ['application.json', 'Package'],
] as const

function Downloads({ isDraft }: { readonly isDraft: boolean }) {
  const { view } = useApplication()
  return (
    <>
      {FILES.map(([name, label]) => (
        <a key={name} className="button" href={`${addressOf(view)}/files/${name}${isDraft ? '?draft=1' : ''}`} download>
          {isDraft ? `${label}, draft` : label}
        </a>
      ))}
      <button type="button" onClick={() => window.print()}>
        Print
      </button>
    </>
  )
}
