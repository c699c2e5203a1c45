import type { LicensingView } from '../../src/app/index.ts'
import { useAsked } from '../api.ts'
import { useHashTarget } from '../location.ts'
import { ProblemNotice, Waiting } from '../notice.tsx'
import { Contents } from '../parts/section.tsx'
import { useTitle } from '../title.ts'
import { Agencies } from './agencies.tsx'
import { Conditions } from './conditions.tsx'
import { Decision } from './decision.tsx'
import { Findings } from './findings.tsx'
import { History } from './history.tsx'
import { Information } from './information.tsx'
import { LetterPreview } from './letter.tsx'
import { NextSteps } from './next-steps.tsx'
import { PackageSection } from './package.tsx'
import { Questions } from './questions.tsx'
import { useReview, WithReview } from './review-context.tsx'
import { ReviewStrip } from './strip.tsx'

/** One application under review: what is asked for, what is still to be done, then all that the decision will rest on. */
export function ReviewPage({ id }: { id: string }) {
  const { answer, known } = useAsked<LicensingView>(`/v1/licensing/applications/${encodeURIComponent(id)}`)
  const view = known?.view ?? null
  useTitle(view === null ? 'Application' : (view.state.reference ?? `Application of ${view.state.exporter}`))
  useHashTarget(view !== null)
  if (answer === null) return <Waiting what="Opening the application" />
  if (!answer.ok)
    return (
      <ProblemNotice problem={answer.problem}>
        <a href="/licensing">See the applications that are here</a>
      </ProblemNotice>
    )
  if (known === null) return null
  return (
    <WithReview value={known}>
      <Review />
    </WithReview>
  )
}

function Review() {
  const { state, openFactors, letter, timeline } = useReview().view
  const unweighed = state.subjects.filter(({ weight }) => weight === null).length
  return (
    <article className="case licensing">
      <ReviewStrip />
      <Contents
        places={[
          ['next', 'What is to be done'],
          ['package', 'Application'],
          ['information', `Disclosed (${unweighed === 0 ? state.subjects.length : `${unweighed} open`})`],
          ['findings', `Findings (${openFactors.length === 0 ? 14 : `${openFactors.length} open`})`],
          ['questions', `Questions (${state.queries.length})`],
          ['agencies', `Agencies (${state.consultations.length})`],
          ['conditions', `Conditions (${state.conditions.filter(({ text }) => text !== null).length})`],
          ['decision', 'Decision'],
          ...(letter === null ? [] : [['letter', 'Letter'] as const]),
          ['history', `History (${timeline.length})`],
        ]}
      />
      <NextSteps />
      <PackageSection />
      <Information />
      <Findings />
      <Questions />
      <Agencies />
      <Conditions />
      <Decision />
      {letter === null ? null : <LetterPreview shown={letter} />}
      <History />
    </article>
  )
}
