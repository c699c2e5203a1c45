import { instantInWords } from '../format.ts'

export type Moment = {
  readonly key: string
  /** Instant, UTC. */
  readonly at: string
  readonly by: string
  readonly says: React.ReactNode
  readonly detail?: React.ReactNode
  /** Refused, or done by the program: told apart by word and shape, never by colour alone. */
  readonly mark?: 'refused' | 'program' | undefined
  /** Seal of the entry, shown when asked for. */
  readonly seal?: string | undefined
}

/** A ledger as a person reads it, newest last. Nothing in it is ever taken back. */
export function Timeline({ moments }: { readonly moments: readonly Moment[] }) {
  return (
    <ol className="timeline">
      {moments.map(({ key, at, by, says, detail, mark, seal }) => (
        <li key={key} className={mark === undefined ? 'is-person' : `is-${mark}`}>
          <time dateTime={at}>{instantInWords(at)}</time>
          <div>
            <p>
              <span className="timeline-by">{by}</span> {mark === 'refused' ? <strong>was refused: </strong> : null}
              {says}
            </p>
            {detail === undefined || detail === null ? null : <div className="timeline-detail">{detail}</div>}
            {seal === undefined ? null : (
              <details className="timeline-seal">
                <summary>Seal</summary>
                <code>{seal}</code>
              </details>
            )}
          </div>
        </li>
      ))}
    </ol>
  )
}
