import type { Problem } from './api.ts'

/** Something was asked for and is on its way. */
export function Waiting({ what }: { what: string }) {
  return (
    <p className="waiting" role="status">
      {what}…
    </p>
  )
}

/** What went wrong, where, and what to do; never without a way on. */
export function ProblemNotice({ problem, children }: { problem: Problem; children?: React.ReactNode }) {
  return (
    <div className="problem" role="alert">
      <h1>{problem.title}</h1>
      <p>{problem.detail}</p>
      {problem.faults.length > 0 ? (
        <ul>
          {problem.faults.map((fault) => (
            <li key={fault.field}>
              <code>{fault.field}</code> {fault.sentence}
            </li>
          ))}
        </ul>
      ) : null}
      {children === undefined ? null : <p>{children}</p>}
    </div>
  )
}
