import type { Shape, StateWord } from './words.ts'

const DRAWINGS: Readonly<Record<Shape, React.ReactNode>> = {
  filled: <circle cx="8" cy="8" r="6" fill="currentColor" />,
  half: (
    <>
      <circle cx="8" cy="8" r="5.25" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <path d="M8 2.75a5.25 5.25 0 0 1 0 10.5Z" fill="currentColor" />
    </>
  ),
  hollow: <circle cx="8" cy="8" r="5.25" fill="none" stroke="currentColor" strokeWidth="1.5" />,
  dashed: (
    <circle cx="8" cy="8" r="5.25" fill="none" stroke="currentColor" strokeWidth="1.75" strokeDasharray="2.6 2.1" />
  ),
  barred: (
    <>
      <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" strokeWidth="2" />
      <path d="M3.8 12.2 12.2 3.8" stroke="currentColor" strokeWidth="2" />
    </>
  ),
  pause: (
    <>
      <rect x="3" y="2.5" width="3.5" height="11" fill="currentColor" />
      <rect x="9.5" y="2.5" width="3.5" height="11" fill="currentColor" />
    </>
  ),
  tick: <path d="m2.5 8.5 3.5 3.75 7.5-8.5" fill="none" stroke="currentColor" strokeWidth="2" />,
  paper: <path d="M3.5 1.75h6l3 3v9.5h-9Zm2 5h5m-5 3h5" fill="none" stroke="currentColor" strokeWidth="1.5" />,
  line: <path d="M2.5 8h11" stroke="currentColor" strokeWidth="2" />,
  split: <path d="M8 1.5 14.5 8 8 14.5 1.5 8ZM8 1.5v13" fill="none" stroke="currentColor" strokeWidth="1.5" />,
}

/** The shape alone; always beside its word, so hidden from screen readers. */
export function Mark({ shape }: { shape: Shape }) {
  return (
    <svg className="mark" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      {DRAWINGS[shape]}
    </svg>
  )
}

/** A state: shape and word together; what the word means is on hover. */
export function State({ state, word }: { state: StateWord; word?: string }) {
  return (
    <span className={`state tone-${state.tone}`} title={state.means}>
      <Mark shape={state.shape} />
      <span>{word ?? state.word}</span>
    </span>
  )
}
