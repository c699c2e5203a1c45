import { useState } from 'react'
import { count, instantInWords } from '../format.ts'
import { goTo } from '../location.ts'
import { useCase } from './case-context.tsx'

/** Says, for as long as it is so, that the page shows what was known at a moment, and nothing that came later. */
export function KnownThen() {
  const { id, knownAt } = useCase().view
  if (knownAt === null) return null
  const { seq, at, entries } = knownAt
  return (
    <aside className="known-then" aria-label="As known then">
      <p>
        <strong>As known then: {instantInWords(at)}</strong>, after entry {count(seq + 1)} of {count(entries)}. Nothing
        that came later is shown, and nothing can be done here.
      </p>
      <p className="toolbar no-print">
        {seq === 0 ? null : <a href={addressThen(id, seq - 1)}>One entry earlier</a>}
        {seq + 1 < entries ? <a href={addressThen(id, seq + 1)}>One entry later</a> : null}
        <a className="button" href={`/cases/${encodeURIComponent(id)}`}>
          Show it as it stands
        </a>
      </p>
    </aside>
  )
}

/** The case as it was known after an entry. */
export function addressThen(id: string, seq: number): string {
  return `/cases/${encodeURIComponent(id)}?at=${seq}`
}

/** Leads to the case as it was known at the end of a day. */
export function ChooseDay() {
  const { id, timeline } = useCase().view
  const [day, setDay] = useState('')
  const first = timeline[0]?.at.slice(0, 10) ?? ''
  const seq = timeline.findLastIndex(({ at }) => at.slice(0, 10) <= day)
  return (
    <search className="choose-day no-print">
      <label htmlFor="known-on">As known at the end of</label>
      <input id="known-on" type="date" min={first} value={day} onChange={(event) => setDay(event.target.value)} />
      <button
        type="button"
        onClick={() => {
          if (day !== '' && seq >= 0) goTo(addressThen(id, seq))
        }}
      >
        Show it
      </button>
      {day !== '' && seq < 0 ? <span className="unknown-text">the case was opened later</span> : null}
    </search>
  )
}
