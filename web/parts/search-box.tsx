import { useEffect, useState } from 'react'
import { type Answer, useAnswer } from '../api.ts'

const TYPING_PAUSE_MS = 120

/**
 * A list that is narrowed as one types. The rows shown stay until the next ones come, and how many more there are is said.
 * @param path of the list, without its query
 */
export function useSearched<Body>(path: string): {
  readonly typed: string
  readonly type: (text: string) => void
  /** `null` until the first answer. */
  readonly answer: Answer<Body> | null
} {
  const [typed, type] = useState('')
  const [asked, setAsked] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setAsked(typed), TYPING_PAUSE_MS)
    return () => clearTimeout(timer)
  }, [typed])
  const coming = useAnswer<Body>(`${path}?${new URLSearchParams({ q: asked })}`)
  const [answer, setAnswer] = useState<Answer<Body> | null>(null)
  useEffect(() => {
    if (coming !== null) setAnswer(coming)
  }, [coming])
  return { typed, type, answer }
}

/** What narrows a list, and how much of it is in sight. */
export function SearchBox({
  id,
  label,
  typed,
  onType,
  shown,
  total,
}: {
  readonly id: string
  readonly label: string
  readonly typed: string
  readonly onType: (text: string) => void
  readonly shown: number
  readonly total: number
}) {
  return (
    <search className="search-box no-print">
      <label htmlFor={id}>{label}</label>
      <input id={id} type="search" autoComplete="off" value={typed} onChange={(event) => onType(event.target.value)} />
      <p className="small soft" role="status">
        {shown < total ? `${shown} of ${total} shown; type more of it to see the others` : `${total} found`}
      </p>
    </search>
  )
}
