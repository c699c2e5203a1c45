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
  /** Where the page is shown as it was known after the entry. */
  readonly asKnown?: string
  /** Seal of the entry, shown when asked for. */
  readonly seal?: string | undefined
}

/** A ledger as a person reads it, newest last. Nothing in it is ever taken back. */
export function Timeline({ moments }: { readonly moments: readonly Moment[] }) {
  return (
    <ol className="timeline">
      {moments.map(({ key, at, by, says, detail, mark, asKnown, seal }) => (
        <li key={key} className={mark === undefined ? 'is-person' : `is-${mark}`}>
          <div className="timeline-when">
            <time dateTime={at}>{instantInWords(at)}</time>
            {asKnown === undefined ? null : (
              <a className="no-print" href={asKnown}>
                as known then
              </a>
            )}
          </div>
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
