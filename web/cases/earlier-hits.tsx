import type { Assessment, Hit } from '../../src/assessment/assessment.ts'
import type { CaseHit } from '../../src/case/index.ts'
import { useAnswer } from '../api.ts'
import { instantInWords, percentOfMillionths, shortHash } from '../format.ts'
import { State } from '../marks.tsx'
import { Section } from '../parts/section.tsx'
import { IDENTITY_WORDS } from '../words.ts'
import { useCase } from './case-context.tsx'

/** One pair of party and entry as one assessment compared it; `hit` `null`: it did not meet the entry. */
type Comparison = { readonly assessment: Assessment; readonly asked: string; readonly hit: Hit | null }

/** What was compared each time the case was assessed, side by side, oldest first; nothing where it was assessed once. */
export function EarlierHits({ hit }: { readonly hit: CaseHit }) {
  const { view } = useCase()
  const earlier = view.timeline.flatMap(({ event }) =>
    (event.kind === 'case.opened' || event.kind === 'case.reassessed') &&
    event.assessment.id !== view.state.assessment.id
      ? [event.assessment.id]
      : [],
  )
  const now = view.assessment
  if (earlier.length === 0 || now === null) return null
  return (
    <Section
      id="earlier"
      title="Each time it was compared"
      note="oldest first; what differs from the time before is marked"
    >
      <WithEarlier ids={earlier} found={[]}>
        {(before) => <Compared comparisons={[...before, now].map((one) => comparisonIn(one, hit))} hit={hit} />}
      </WithEarlier>
    </Section>
  )
}

/** Opens one assessment after the other: each is kept by its own part of the page. */
function WithEarlier({
  ids,
  found,
  children,
}: {
  readonly ids: readonly string[]
  readonly found: readonly Assessment[]
  readonly children: (found: readonly Assessment[]) => React.ReactNode
}) {
  const [id, ...rest] = ids
  const answer = useAnswer<Assessment>(id === undefined ? null : `/v1/assessments/${encodeURIComponent(id)}`)
  if (id === undefined) return children(found)
  if (answer === null) return <p className="soft">Opening the earlier assessments</p>
  if (!answer.ok)
    return (
      <p className="callout">
        An earlier assessment could not be opened, so what it compared is{' '}
        <span className="unknown-text">not known</span>: {answer.problem.detail}
      </p>
    )
  return (
    <WithEarlier ids={rest} found={[...found, answer.value]}>
      {children}
    </WithEarlier>
  )
}

function comparisonIn(assessment: Assessment, { party: ref, entry }: CaseHit): Comparison {
  const [first = '', ...path] = ref.split(' > ')
  const party = assessment.parties.find((one) => one.ref === first)
  const owner = party?.owners.find((one) => one.path === path.join(' > '))
  const asked = path.length === 0 ? party : owner
  return {
    assessment,
    asked: asked?.screening.nameForms.join('; ') ?? '',
    hit: asked?.hits.find(({ list, entryKey }) => `${list}/${entryKey}` === entry) ?? null,
  }
}

const ROWS: readonly (readonly [name: string, text: (one: Comparison) => string])[] = [
  ['Searched as', ({ asked }) => asked],
  ['Listed as', ({ hit }) => hit?.name ?? ''],
  ['Names that met', ({ hit }) => hit?.explanation.entryName ?? ''],
  ['Alike by', ({ hit }) => (hit === null ? '' : percentOfMillionths(hit.score))],
  ['Programmes', ({ hit }) => hit?.programmes.join('; ') ?? ''],
  ['Licence requirement', ({ hit }) => hit?.licenceRequirement ?? ''],
  ['Review policy', ({ hit }) => hit?.licencePolicy ?? ''],
  ['Countries', ({ hit }) => (hit?.properties.country ?? []).join(', ')],
  ['Born', ({ hit }) => (hit?.properties.birthDate ?? []).join('; ')],
  ['Addresses', ({ hit }) => (hit?.properties.address ?? []).slice(0, 3).join('; ')],
]

function Compared({ comparisons, hit }: { readonly comparisons: readonly Comparison[]; readonly hit: CaseHit }) {
  const { timeline } = useCase().view
  const decided = timeline.flatMap(({ event, actor, at }) =>
    event.kind === 'hit.decided' && event.party === hit.party && event.entry === hit.entry
      ? [{ event, actor, at }]
      : [],
  )
  return (
    <div className="side-by-side">
      <table className="rows-table compare-table">
        <caption className="visually-hidden">The pair as each assessment compared it</caption>
        <thead>
          <tr>
            <th scope="col">Asked</th>
            {comparisons.map(({ assessment }) => (
              <th key={assessment.id} scope="col">
                <a href={`/assessments/${encodeURIComponent(assessment.id)}`}>{instantInWords(assessment.askedAt)}</a>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">Read as</th>
            {comparisons.map(({ assessment, hit: one }) => (
              <td key={assessment.id} data-label={instantInWords(assessment.askedAt)}>
                {one === null ? <span className="soft">not met</span> : <State state={IDENTITY_WORDS[one.identity]} />}
              </td>
            ))}
          </tr>
          <tr>
            <th scope="row">Version of the entry</th>
            {comparisons.map(({ assessment, hit: one }, at) => (
              <Cell
                key={assessment.id}
                at={assessment.askedAt}
                text={one === null ? '' : shortHash(one.entryVersion)}
                before={at === 0 ? null : (comparisons[at - 1]?.hit?.entryVersion.slice(0, 12) ?? '')}
              />
            ))}
          </tr>
          {ROWS.filter(([, text]) => comparisons.some((one) => text(one) !== '')).map(([name, text]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {comparisons.map((one, at) => {
                const before = comparisons[at - 1]
                return (
                  <Cell
                    key={one.assessment.id}
                    at={one.assessment.askedAt}
                    text={text(one)}
                    before={before === undefined ? null : text(before)}
                  />
                )
              })}
            </tr>
          ))}
          <tr>
            <th scope="row">Decided on that version</th>
            {comparisons.map(({ assessment, hit: one }) => {
              const own = decided.filter(({ event }) => event.entryVersion === one?.entryVersion)
              return (
                <td key={assessment.id} data-label={instantInWords(assessment.askedAt)}>
                  {own.length === 0 ? <span className="soft">by nobody</span> : null}
                  {own.map(({ event, actor, at }) => (
                    <p key={at}>
                      {event.decision.replaceAll('-', ' ')}, {actor.name}: {event.reason}
                    </p>
                  ))}
                </td>
              )
            })}
          </tr>
        </tbody>
      </table>
    </div>
  )
}

/** `before` `null`: there is no time before. */
function Cell({ at, text, before }: { readonly at: string; readonly text: string; readonly before: string | null }) {
  const shown = text === '' ? <span className="soft">not given</span> : text
  return (
    <td data-label={instantInWords(at)}>
      {before === null || before === text ? (
        shown
      ) : (
        <>
          <span className="tag">changed</span> <mark className="differs">{shown}</mark>
        </>
      )}
    </td>
  )
}
