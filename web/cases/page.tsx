import type { CaseView } from '../../src/app/index.ts'
import { useAsked } from '../api.ts'
import { counted, instantInWords } from '../format.ts'
import { useHashTarget, useLocation } from '../location.ts'
import { ProblemNotice, Waiting } from '../notice.tsx'
import { Contents } from '../parts/section.tsx'
import { Answers } from '../report/answers.tsx'
import { Law } from '../report/law.tsx'
import { useRunningFoot } from '../running-foot.ts'
import { useTitle } from '../title.ts'
import { Application } from './application.tsx'
import { Balance } from './balance.tsx'
import { Blocking } from './blocking.tsx'
import { useCase, WithCase } from './case-context.tsx'
import { Documents } from './documents.tsx'
import { Flags } from './flags.tsx'
import { History } from './history.tsx'
import { Information } from './information.tsx'
import { KnownThen } from './known-then.tsx'
import { Papers } from './papers.tsx'
import { Parties } from './parties.tsx'
import { Questions } from './questions.tsx'
import { Rights } from './rights.tsx'
import { CaseStrip } from './strip.tsx'

/**
 * One case: what it is, the three answers, what stands in the way, then everything it rests on, down to the ledger. With
 * `?at=SEQ` in the address it is shown as it was known after that entry.
 */
export function CasePage({ id }: { id: string }) {
  const at = useLocation().query.get('at')
  const { answer, known } = useAsked<CaseView>(
    `/v1/cases/${encodeURIComponent(id)}${at === null ? '' : `?${new URLSearchParams({ at })}`}`,
  )
  const view = known?.view ?? null
  useTitle(view === null ? 'Case' : `Case ${view.state.reference}`)
  useHashTarget(view !== null)
  if (answer === null) return <Waiting what="Opening the case" />
  if (!answer.ok)
    return (
      <ProblemNotice problem={answer.problem}>
        <a href="/cases">See the cases that are kept here</a>
      </ProblemNotice>
    )
  if (known === null) return null
  return (
    <WithCase value={known}>
      <Case />
    </WithCase>
  )
}

function Case() {
  const { view } = useCase()
  const { state, assessment } = view
  useRunningFoot(`Unblind case ${view.id} · ${state.reference} · ${counted(view.timeline.length, 'entry', 'entries')}`)
  return (
    <article className={view.knownAt === null ? 'case' : 'case is-then'}>
      <KnownThen />
      <CaseStrip />
      {assessment === null ? null : <Answers assessment={assessment} />}
      <Contents
        places={[
          ['blocks', `What blocks this (${view.releaseBlocks.length})`],
          ['law', 'Law'],
          ['parties', `Parties (${state.parties.length})`],
          ['flags', `Red flags (${state.flags.length})`],
          ['information', `Information (${state.information.length})`],
          ['rights', 'Human rights'],
          ['application', 'Application'],
          ['papers', 'Papers and duties'],
          ['balance', `Licence balance (${view.balances.length})`],
          ['documents', `Documents (${view.documents.length})`],
          ['history', 'History'],
        ]}
      />
      <Blocking />
      {assessment === null ? null : <Law assessment={assessment} hasDuties={false} />}
      <Questions />
      <Parties />
      <Flags />
      <Information />
      <Rights />
      <Application />
      <Papers />
      <Balance />
      <Documents />
      <History />
      <footer className="colophon">
        <p className="tiny soft">
          Case <span className="mono">{view.id}</span>, opened {instantInWords(view.timeline[0]?.at ?? '')} from
          assessment <span className="mono">{state.assessment.id}</span>. SHA-256 of the assessment{' '}
          <span className="mono hash">{state.assessment.sha256}</span>.
        </p>
      </footer>
    </article>
  )
}
