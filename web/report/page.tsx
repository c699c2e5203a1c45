import type { Assessment } from '../../src/assessment/assessment.ts'
import { useAnswer } from '../api.ts'
import { OpenCase } from '../cases/open-case.tsx'
import { dayInWords, instantInWords } from '../format.ts'
import { ProblemNotice, Waiting } from '../notice.tsx'
import { useRunningFoot } from '../running-foot.ts'
import { useTitle } from '../title.ts'
import { Answers, Blocks } from './answers.tsx'
import { HumanRights, RedFlags } from './human-rights.tsx'
import { Law } from './law.tsx'
import { Parties } from './parties.tsx'
import { Questions } from './questions.tsx'
import { Sources } from './sources.tsx'
import { Strip } from './strip.tsx'

/** One assessment, verdict first, then what it rests on, then what is missing. */
export function ReportPage({ id }: { id: string }) {
  const answer = useAnswer<Assessment>(`/v1/assessments/${encodeURIComponent(id)}`)
  useTitle(answer?.ok ? `Assessment ${answer.value.transaction.reference ?? answer.value.id}` : 'Assessment')
  if (answer === null) return <Waiting what="Opening the assessment" />
  if (!answer.ok)
    return (
      <ProblemNotice problem={answer.problem}>
        <a href="/assessments">See the assessments that are kept here</a>
      </ProblemNotice>
    )
  return <Report assessment={answer.value} />
}

function Report({ assessment }: { assessment: Assessment }) {
  const { id, on, transaction } = assessment
  useRunningFoot(
    [`Unblind ${id}`, transaction.reference ?? '', `law of ${dayInWords(on)}`].filter((one) => one !== '').join(' · '),
  )
  return (
    <article className="report">
      <Strip assessment={assessment} />
      <Answers assessment={assessment} />
      <div className="folds">
        <OpenCase assessment={assessment.id} />
      </div>
      <Contents assessment={assessment} />
      <Blocks assessment={assessment} />
      <Questions assessment={assessment} />
      <Law assessment={assessment} />
      <Parties assessment={assessment} />
      <RedFlags assessment={assessment} />
      <HumanRights assessment={assessment} />
      <Sources assessment={assessment} />
      <footer className="colophon">
        <p>
          This says what the texts that were read require on the facts that were given. It is not legal advice; it
          proposes, and a named person decides.
        </p>
        <p className="tiny soft">
          Assessment <span className="mono">{assessment.id}</span>, asked {instantInWords(assessment.askedAt)}. Unblind{' '}
          {assessment.programVersion}, names compared by {assessment.matchAlgorithm}.
        </p>
      </footer>
    </article>
  )
}

function Contents({ assessment }: { assessment: Assessment }) {
  const places = [
    ['blocks', 'What blocks this'],
    ...(assessment.questions.length > 0 ? [['questions', `Questions (${assessment.questions.length})`] as const] : []),
    ['law', 'Law'],
    ['parties', `Parties (${assessment.parties.length})`],
    ['red-flags', `Red flags (${assessment.redFlags.length})`],
    ['human-rights', 'Human rights'],
    ['sources', 'Lists and texts'],
  ] as const
  return (
    <nav className="contents" aria-label="On this page">
      {places.map(([id, name]) => (
        <a key={id} href={`#${id}`}>
          {name}
        </a>
      ))}
    </nav>
  )
}
