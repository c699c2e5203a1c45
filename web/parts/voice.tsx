import { instantInWords } from '../format.ts'
import { Citation } from '../law-voice.tsx'

/** The law speaks: serif, its paragraph in the margin. */
export function LawVoice({
  paragraph,
  margin,
  children,
}: {
  readonly paragraph: string
  /** What else the margin says: wording, period. */
  readonly margin?: React.ReactNode
  readonly children: React.ReactNode
}) {
  return (
    <div className="cited voice-law">
      <div className="serif">{children}</div>
      <div className="margin">
        <Citation paragraph={paragraph} />
        {margin}
      </div>
    </div>
  )
}

/** What a person decided: ruled at its side, with name, time and reason. */
export function PersonVoice({
  by,
  at,
  did,
  children,
}: {
  readonly by: string
  /** Instant, UTC. */
  readonly at?: string | undefined
  /** `Decided`, `Disposed of`. */
  readonly did: string
  readonly children?: React.ReactNode
}) {
  return (
    <div className="voice-person">
      <p className="label">
        {did} by <PersonName name={by} />
        {at === undefined ? null : <>, {instantInWords(at)}</>}
      </p>
      {children}
    </div>
  )
}

/** A person by name, with what they are here. */
export function PersonName({ name, roles }: { readonly name: string; readonly roles?: readonly string[] }) {
  return (
    <span className="person-name">
      {name}
      {roles === undefined || roles.length === 0 ? null : <span className="soft">, {roles.join(' and ')}</span>}
    </span>
  )
}
