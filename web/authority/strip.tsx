import { dayInWords, instantInWords } from '../format.ts'
import { Country } from '../known.tsx'
import { Citation } from '../law-voice.tsx'
import { Due } from '../parts/due.tsx'
import { type Fact, PageHead, Strip } from '../parts/section.tsx'
import { StateMark } from '../parts/state-mark.tsx'
import { partyName } from './package-parts.tsx'
import { useReview } from './review-context.tsx'
import { OUTCOME_WORDS, STAGE_WORDS } from './words.ts'

/** What is asked for, by whom, where it stands and which clocks run. */
export function ReviewStrip() {
  const { view } = useReview()
  const { state, stage, packages, clocks } = view
  const newest = packages.at(-1)?.signed
  const whole = newest?.package
  const first = whole?.items[0]
  const running = clocks.filter(({ metOn }) => metOn === null)
  const what = state.items.length === 1 ? (first?.model ?? first?.description ?? 'Item') : `${state.items.length} items`
  return (
    <div className="strip">
      <PageHead
        eyebrow={
          <>
            Application <strong>{state.reference ?? 'not registered'}</strong> · received {dayInWords(state.receivedOn)}
            {state.supplements.length === 0
              ? ''
              : ` · supplemented ${state.supplements.map(({ receivedOn }) => dayInWords(receivedOn)).join(', ')}`}
          </>
        }
        title={
          <>
            {what} to {whole === undefined ? 'an end user' : partyName(whole)}, <Country code={state.destination} />
          </>
        }
        tools={
          <>
            <a
              className="button"
              href={`/v1/licensing/applications/${encodeURIComponent(view.id)}/files/${packages.at(-1)?.file ?? ''}`}
              download
            >
              Package as signed
            </a>
            {view.letter === null ? null : (
              <a
                className="button"
                href={`/v1/licensing/applications/${encodeURIComponent(view.id)}/letter?format=pdf`}
                download
              >
                {view.letter.isIssued ? 'Letter (PDF)' : 'Draft letter (PDF)'}
              </a>
            )}
            <button type="button" onClick={() => window.print()}>
              Print
            </button>
          </>
        }
      />
      <p className="case-standing">
        <StateMark of={stage} words={STAGE_WORDS} />
        {state.decision === null ? null : (
          <span>
            Decision: <StateMark of={state.decision.outcome} words={OUTCOME_WORDS} />
          </span>
        )}
      </p>
      <Strip facts={factsOf(view, newest?.declaration ?? null)} />
      {running.length === 0 ? null : (
        <ul className="clocks" aria-label="Clocks that run">
          {running.map((one) => (
            <li key={`${one.clock} ${one.title}`}>
              <Due on={one.dueOn} />
              <span>
                {one.title}{' '}
                <span className="soft small">
                  <Citation paragraph={one.law} />
                  {one.pausedDays === 0
                    ? ''
                    : `, ${one.pausedDays} ${one.pausedDays === 1 ? 'day' : 'days'} with the applicant not counted`}
                </span>
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

type Declared = { readonly name: string; readonly title: string; readonly signedAt: string; readonly statement: string }

function factsOf({ state }: ReturnType<typeof useReview>['view'], declared: Declared | null): readonly Fact[] {
  return [
    {
      name: 'Applicant',
      value: (
        <>
          {state.exporter}, <span className="soft">its case {state.exportersCase}</span>
        </>
      ),
    },
    { name: 'Who has it', value: state.officer ?? <span className="unknown-text">nobody yet</span> },
    {
      name: 'Registered',
      value:
        state.registeredOn === null ? (
          <span className="unknown-text">not registered</span>
        ) : (
          dayInWords(state.registeredOn)
        ),
    },
    { name: state.items.length === 1 ? 'Item' : 'Items', value: state.items.join('; '), isWide: true },
    {
      name: 'Signed by',
      isWide: true,
      value:
        declared === null ? (
          state.signedBy
        ) : (
          <>
            {declared.name}, {declared.title}, {instantInWords(declared.signedAt)}: “{declared.statement}”
          </>
        ),
    },
  ]
}
