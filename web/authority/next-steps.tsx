import { counted, dayInWords } from '../format.ts'
import { useMe } from '../me.tsx'
import { ChoiceIn, TextIn } from '../parts/act-form.tsx'
import { BlockList } from '../parts/blocks.tsx'
import { Section } from '../parts/section.tsx'
import { ForOffice, ReviewAct, useReview } from './review-context.tsx'

type Step = {
  readonly id: string
  readonly sentence: string
  readonly unblock: string
  readonly who: string
  readonly label: string
}

/** What stands between here and a decision, numbered, each with its place; and the intake, while there is something to take in. */
export function NextSteps() {
  const { view } = useReview()
  const { state } = view
  const steps = stepsOf(view)
  return (
    <Section id="next" title="What is to be done" count={steps.length}>
      {steps.length === 0 ? (
        <p>Nothing. {state.letter === null ? '' : 'The letter went out, and what came in since is read.'}</p>
      ) : (
        <BlockList
          blocks={steps.map(({ sentence, unblock, who }, at) => ({
            kind: 'duty',
            id: String(at),
            sentence,
            unblock,
            who,
          }))}
          wayOf={({ id }) => {
            const step = steps[Number(id)]
            return step === undefined || step.label === '' ? null : { href: `#${step.id}`, label: step.label }
          }}
        />
      )}
      {state.reference === null ? <Register /> : state.decision === null ? <Assign /> : null}
    </Section>
  )
}

function Register() {
  const { view } = useReview()
  return (
    <ForOffice what="Registering" roles={['registrar', 'officer']}>
      <ReviewAct
        name="register"
        label="Register application"
        start={{ reference: view.next.reference }}
        act={({ reference = '' }) => ({ kind: 'case.registered', reference: reference.trim() })}
        seal={() => ({
          consequence: 'The applicant is told its reference, and the clocks of 15 CFR 750.4 begin today.',
          names: [],
        })}
      >
        <TextIn name="reference" label="Reference" hint="As it will stand on every letter." isNeeded />
      </ReviewAct>
    </ForOffice>
  )
}

function Assign() {
  const { view } = useReview()
  const { me } = useMe()
  const self = me?.person
  const officers = [...(self === null || self === undefined ? [] : [self]), ...(me?.people ?? [])].filter(({ roles }) =>
    roles.includes('officer'),
  )
  const { officer } = view.state
  return (
    <ForOffice isQuiet what="Assigning" roles={['registrar', 'officer']}>
      <details className="assign no-print" open={officer === null}>
        <summary>
          {officer === null ? 'Assign it to an officer' : `Assign it to another officer than ${officer}`}
        </summary>
        <ReviewAct
          name="assign"
          label="Assign application"
          tone={officer === null ? 'primary' : 'plain'}
          act={({ officer: name = '' }) => ({ kind: 'case.assigned', officer: name.trim() })}
        >
          {officers.length === 0 ? (
            <TextIn name="officer" label="Officer" isNeeded />
          ) : (
            <ChoiceIn name="officer" label="Officer" choices={officers.map(({ name }) => [name, name])} isNeeded />
          )}
        </ReviewAct>
      </details>
    </ForOffice>
  )
}

function stepsOf({ state, stage, openFactors, gaps }: ReturnType<typeof useReview>['view']): readonly Step[] {
  const officer = state.officer ?? 'an officer'
  if (state.reference === null)
    return [
      {
        id: 'next',
        sentence: 'it is not registered',
        unblock: 'give it its reference below; nothing else can be done before',
        who: 'a registrar',
        label: '',
      },
    ]
  const unweighed = state.subjects.filter(({ weight }) => weight === null)
  const weigh: readonly Step[] =
    unweighed.length === 0
      ? []
      : [
          {
            id: 'information',
            sentence: `${counted(unweighed.length, 'thing that came in is', 'things that came in are')} not weighed`,
            unblock: 'say of each what it weighs, and why',
            who: officer,
            label: 'Weigh',
          },
        ]
  switch (stage) {
    case 'closed':
      return weigh
    case 'decided':
      return [
        {
          id: 'letter',
          sentence: 'it is decided, and the applicant does not know',
          unblock: 'issue the letter',
          who: officer,
          label: 'See the letter',
        },
      ]
    case 'countersigned':
      return [
        {
          id: 'decision',
          sentence: 'two officers stand behind the proposal',
          unblock: 'decide',
          who: officer,
          label: 'Decide',
        },
      ]
    case 'proposed':
      return [
        {
          id: 'decision',
          sentence: `${state.proposal?.by.name ?? 'An officer'} proposes a decision`,
          unblock: 'countersign it, or send it back with a reason',
          who: 'another officer',
          label: 'Read the proposal',
        },
      ]
    default:
  }
  const intent = state.intents.at(-1)
  const steps: readonly Step[] = [
    ...weigh,
    ...state.queries
      .filter(({ answer, hasLapsed }) => answer === null && !hasLapsed)
      .map(({ query, dueOn }) => ({
        id: 'questions',
        sentence: `question ${query} waits for its reply`,
        unblock: `wait until ${dayInWords(dueOn)}; after that an officer may go on without one`,
        who: state.exporter,
        label: 'See the question',
      })),
    ...state.consultations
      .filter(({ isAwaited }) => isAwaited)
      .map(({ agency, dueOn }) => ({
        id: 'agencies',
        sentence: `${agency} has not recommended yet`,
        unblock: `wait until ${dayInWords(dueOn)}; after that it is read as having no objection`,
        who: agency,
        label: 'See what was asked',
      })),
    ...state.consultations
      .filter(
        ({ advice, hasLapsed, settled, isAwaited }) =>
          advice === 'need-information' && !hasLapsed && !isAwaited && settled === null,
      )
      .map(({ agency }) => ({
        id: 'agencies',
        sentence: `${agency} needs information`,
        unblock: 'give it what it asks for, and consult it again',
        who: officer,
        label: 'See what it asks',
      })),
    ...(openFactors.length === 0
      ? []
      : [
          {
            id: 'findings',
            sentence: `${counted(openFactors.length, 'factor has', 'factors have')} no finding`,
            unblock: 'record what is found on each, or why it does not apply',
            who: officer,
            label: 'Record findings',
          },
        ]),
    ...(intent?.state === 'waited-for'
      ? [
          {
            id: 'decision',
            sentence: 'the intent to deny waits for its answer',
            unblock: `wait until ${dayInWords(intent.answerBy)}; a denial can be proposed after the answer or its day`,
            who: state.exporter,
            label: 'See the intent',
          },
        ]
      : []),
  ]
  if (gaps.length > 0 || intent?.state === 'waited-for') return steps
  return [
    ...steps,
    {
      id: 'decision',
      sentence: 'nothing is missing for a decision',
      unblock: 'propose one; before a denial goes an intent to deny',
      who: officer,
      label: 'Propose',
    },
  ]
}
