import type { Evidence, Subject } from '../../src/licensing/index.ts'
import { shortHash } from '../format.ts'
import { CheckIn, Fold, LongIn, linesOf, RadioIn, TextIn } from '../parts/act-form.tsx'
import { Empty } from '../parts/empty.tsx'
import { Section } from '../parts/section.tsx'
import { StateMark } from '../parts/state-mark.tsx'
import { PersonVoice } from '../parts/voice.tsx'
import { spoken } from '../sentence.ts'
import { EvidenceIn, Rests } from './evidence.tsx'
import { ForOffice, ReviewAct, useReview } from './review-context.tsx'
import { WEIGHT_WORDS } from './words.ts'

/** What the applicant disclosed and what came in since, line by line: each is weighed before anything is decided. */
export function Information() {
  const { view } = useReview()
  const { subjects } = view.state
  const open = subjects.filter(({ weight }) => weight === null).length
  return (
    <Section
      id="information"
      title="Disclosed, and what came in since"
      count={subjects.length}
      note={open === 0 ? 'each is weighed' : `${open} to be weighed`}
    >
      <Withheld />
      {subjects.length === 0 ? (
        <Empty title="The applicant disclosed nothing">
          <p>Its disclosure schedule is empty, and nothing came in since.</p>
        </Empty>
      ) : (
        <ol className="entries">
          {subjects.map((subject) => (
            <Line key={subject.subject} subject={subject} />
          ))}
        </ol>
      )}
      <ForOffice what="Weighing, and adding evidence," roles={['officer', 'registrar']}>
        <Fold label="Add evidence of your own">
          <AddEvidence />
        </Fold>
      </ForOffice>
    </Section>
  )
}

/** What the applicant keeps back is said by ground and number, never left out in silence. */
function Withheld() {
  const withheld = useReview().view.packages.at(-1)?.signed.package.disclosure.withheld ?? []
  if (withheld.length === 0) return null
  return (
    <p className="soft small">
      The applicant holds back, with a ground:{' '}
      {withheld.map(({ ground, count }) => `${count} for ${ground}`).join('; ')}.
    </p>
  )
}

function Line({ subject }: { readonly subject: Subject }) {
  const { view } = useReview()
  const { state } = view
  const found = wordsOf(view, subject.subject)
  return (
    <li id={`subject-${subject.subject.replace(/\W+/g, '-')}`} data-row>
      <p className="item-head">
        <StateMark of={subject.weight ?? 'open'} words={WEIGHT_WORDS} />
        <strong>{found.title}</strong>
        <span className="soft small">{subject.subject}</span>
      </p>
      {found.text === null ? null : (
        <blockquote className="words">
          <p>{found.text}</p>
        </blockquote>
      )}
      {found.dealtWith === null ? null : (
        <p className="small">
          <span className="label">The applicant</span> {spoken(found.dealtWith)}
        </p>
      )}
      {found.papers.length === 0 ? null : (
        <p className="small">
          <span className="label">Papers</span>{' '}
          {found.papers.map(({ id, title, sha256 }) => (
            <a key={id} href={`/v1/licensing/applications/${encodeURIComponent(view.id)}/files/${sha256}`} download>
              {title} ({shortHash(sha256)})
            </a>
          ))}
        </p>
      )}
      {subject.weight === null || subject.by === null ? null : (
        <PersonVoice by={subject.by.name} did={WEIGHT_WORDS[subject.weight].word}>
          <p>{subject.reason}</p>
          <p className="small soft">
            Rests on <Rests on={subject.evidence} none="nothing beside itself" />
          </p>
        </PersonVoice>
      )}
      {state.decision !== null ? null : (
        <ForOffice what="Weighing it" isQuiet>
          <Fold label={subject.weight === null ? 'Weigh it' : 'Weigh it again'}>
            <ReviewAct
              name={`weigh-${subject.subject}`}
              label="Record weight"
              act={({ weight, reason = '', evidence }) => ({
                kind: 'information.weighed',
                subject: subject.subject,
                weight,
                reason,
                evidence: linesOf(evidence),
              })}
            >
              <RadioIn
                name="weight"
                label="What it weighs"
                isNeeded
                choices={[
                  { value: 'relied-on', name: 'Relied on', means: 'the decision rests on it' },
                  { value: 'considered', name: 'Considered', means: 'weighed, and the decision does not rest on it' },
                  { value: 'not-relevant', name: 'Not relevant', means: 'it does not bear on this decision' },
                ]}
              />
              <LongIn
                name="reason"
                label="Reason"
                hint="It stands in the letter where the applicant sent the thing."
                isNeeded
              />
              <EvidenceIn name="evidence" label="What else bears on it" />
            </ReviewAct>
          </Fold>
        </ForOffice>
      )}
    </li>
  )
}

type Found = {
  readonly title: string
  readonly text: string | null
  readonly dealtWith: string | null
  readonly papers: readonly Evidence[]
}

/** What a subject says: a line of the schedule, a reply, an answer to an intent, or evidence of the office’s own. */
function wordsOf({ state, packages }: ReturnType<typeof useReview>['view'], subject: string): Found {
  const bare = subject.replace(/ \(supplement \d+\)$/, '')
  const number = /\(supplement (\d+)\)$/.exec(subject)?.[1]
  const lines = packages[number === undefined ? 0 : Number(number)]?.signed.package.disclosure.lines ?? []
  const line = lines.find((one) => one.subject === bare)
  if (line !== undefined) return { title: KINDS[line.kind], text: line.text, dealtWith: line.dealtWith, papers: [] }
  const [kind, name = ''] = [subject.split(' ')[0], subject.split(' ').slice(1).join(' ')]
  if (kind === 'reply') {
    const query = state.queries.find((one) => one.query === name)
    return { title: `Reply to question ${name}`, text: query?.answer ?? null, dealtWith: null, papers: [] }
  }
  if (kind === 'rebuttal')
    return {
      title: 'Answer to the intent to deny',
      text: state.intents[Number(name) - 1]?.answer ?? null,
      dealtWith: null,
      papers: [],
    }
  if (bare === 'package')
    return {
      title: `Supplement ${number ?? ''}, whole`,
      text: 'What is new may stand in the letter or in the form alone: read it above.',
      dealtWith: null,
      papers: [],
    }
  const paper = state.evidence.find((one) => one.id === subject)
  return { title: paper?.title ?? subject, text: null, dealtWith: null, papers: paper === undefined ? [] : [paper] }
}

const KINDS = {
  'red-flag': 'Red flag',
  information: 'Information that came in',
  inquiry: 'Inquiry',
} as const

function AddEvidence() {
  return (
    <ReviewAct
      name="evidence"
      label="Add evidence"
      start={{ isOpen: 'yes' }}
      act={({ id = '', title = '', words = '', from = '', isOpen }) => ({
        kind: 'evidence.added',
        evidence: { id: id.trim(), title: title.trim(), text: words, isOpen: isOpen === 'yes' },
        from: from.trim(),
      })}
    >
      <TextIn name="title" label="What it is" hint="Report of an institute, minutes of a visit." isNeeded />
      <TextIn name="id" label="Short name" hint="By which findings and sentences will name it." isNeeded />
      <TextIn name="from" label="From whom" isNeeded />
      <LongIn name="words" label="Its words" rows={6} isNeeded />
      <CheckIn name="isOpen" label="The applicant may be told what it is. Its hash is told in any case." />
    </ReviewAct>
  )
}
