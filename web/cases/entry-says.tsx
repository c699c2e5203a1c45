import type { CaseHit } from '../../src/case/index.ts'
import { ageInWords, counted, dayInWords, instantInWords } from '../format.ts'
import { useCase } from './case-context.tsx'
import { hitsIn } from './hits.ts'

/** The entry’s own scope and review policy, in the list’s words, and how old that list was. */
export function EntrySays({ hit }: { readonly hit: CaseHit }) {
  const { view } = useCase()
  const compared = hitsIn(view).find((one) => one.hit === hit)?.compared ?? null
  if (compared === null)
    return (
      <p className="small unknown-text">not met in the newest assessment; what the entry says is not kept with it</p>
    )
  const list = view.assessment?.lists.find(({ source }) => source === compared.source)
  return (
    <details className="entry-says">
      <summary className="small">What the entry says</summary>
      <dl className="small">
        <dt>Licence requirement</dt>
        <dd className="serif">
          {compared.licenceRequirement ?? <span className="unknown-text">the entry names none</span>}
        </dd>
        <dt>Review policy</dt>
        <dd className="serif">
          {compared.licencePolicy ?? <span className="unknown-text">the entry names none</span>}
        </dd>
        <dt>The list</dt>
        <dd>
          {list === undefined || list.dataOn === null ? (
            <span className="unknown-text">its day is not known</span>
          ) : (
            `of ${dayInWords(list.dataOn)}, ${ageInWords(list.ageDays)} when it was screened`
          )}
        </dd>
      </dl>
    </details>
  )
}

/** When a match came in after the first assessment, and how many earlier decisions on it hold no more. */
export function SinceWhen({ hit }: { readonly hit: CaseHit }) {
  const { timeline } = useCase().view
  const again = timeline.findIndex(({ event }) => event.kind === 'case.reassessed')
  const first = timeline.findIndex(
    ({ event }) =>
      event.kind === 'screening.recorded' &&
      event.party === hit.party &&
      event.hits.some(({ entry }) => entry === hit.entry),
  )
  const met = timeline[first]
  const isLater = again !== -1 && first > again && met !== undefined
  if (!isLater && hit.earlier.length === 0) return null
  return (
    <p className="small">
      {isLater ? `First met when it was assessed again, ${instantInWords(met.at)}. ` : null}
      {hit.earlier.length === 0
        ? null
        : `${counted(hit.earlier.length, 'decision', 'decisions')} on an earlier version; the entry or the party changed since.`}
    </p>
  )
}
