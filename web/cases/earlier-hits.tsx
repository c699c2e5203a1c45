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

/** What the list and the comparison said of it. */
const ROWS: readonly (readonly [name: string, text: (hit: Hit) => string])[] = [
  ['Version of the entry', ({ entryVersion }) => shortHash(entryVersion)],
  ['Listed as', ({ name }) => name],
  ['Name that met', ({ explanation }) => explanation.entryName],
  ['Alike by', ({ score }) => percentOfMillionths(score)],
  ['Programmes', ({ programmes }) => programmes.join('; ')],
  ['Licence requirement', ({ licenceRequirement }) => licenceRequirement ?? ''],
  ['Review policy', ({ licencePolicy }) => licencePolicy ?? ''],
  ['Countries', ({ properties }) => (properties.country ?? []).join(', ')],
  ['Born', ({ properties }) => (properties.birthDate ?? []).join('; ')],
  ['Addresses', ({ properties }) => (properties.address ?? []).slice(0, 3).join('; ')],
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
            <th scope="row">Searched as</th>
            {comparisons.map(({ assessment, asked }, at) => (
              <Cell
                key={assessment.id}
                at={assessment.askedAt}
                text={asked}
                before={comparisons[at - 1]?.asked ?? null}
              />
            ))}
          </tr>
          {ROWS.filter(([, text]) => comparisons.some((one) => one.hit !== null && text(one.hit) !== '')).map(
            ([name, text]) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                {comparisons.map(({ assessment, hit: one }, at) => {
                  const before = comparisons[at - 1]?.hit ?? null
                  return (
                    <Cell
                      key={assessment.id}
                      at={assessment.askedAt}
                      text={one === null ? null : text(one)}
                      before={before === null ? null : text(before)}
                    />
                  )
                })}
              </tr>
            ),
          )}
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

/** `text` `null`: the entry was not met that time. `before` `null`: there is nothing before to differ from. */
function Cell({
  at,
  text,
  before,
}: {
  readonly at: string
  readonly text: string | null
  readonly before: string | null
}) {
  if (text === null)
    return (
      <td data-label={instantInWords(at)}>
        <span className="soft">not met</span>
      </td>
    )
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
