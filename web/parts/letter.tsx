import { dayInWords } from '../format.ts'

export type LetterNote = { readonly id: string; readonly text: React.ReactNode }

/** A letter as it goes out: serif on paper, with what each sentence rests on as numbered notes at its foot. */
export function Letter({
  from,
  to,
  on,
  reference,
  subject,
  children,
  notes = [],
  signed,
}: {
  readonly from: string
  readonly to: string
  /** Civil day or instant; `null`: a draft. */
  readonly on: string | null
  readonly reference: string | null
  readonly subject: React.ReactNode
  readonly children: React.ReactNode
  readonly notes?: readonly LetterNote[]
  readonly signed?: React.ReactNode
}) {
  return (
    <article className="letter" aria-label="Letter">
      <header className="letter-head">
        <p className="letter-from">{from}</p>
        <p>{on === null ? <span className="unknown-text">draft, not sent</span> : dayInWords(on.slice(0, 10))}</p>
        <p>To {to}</p>
        {reference === null ? null : <p>Reference {reference}</p>}
      </header>
      <h3 className="letter-subject">{subject}</h3>
      <div className="letter-body">{children}</div>
      {signed === undefined ? null : <p className="letter-signed">{signed}</p>}
      {notes.length === 0 ? null : (
        <ol className="letter-notes">
          {notes.map((note) => (
            <li key={note.id} id={`note-${note.id}`}>
              {note.text}
            </li>
          ))}
        </ol>
      )}
    </article>
  )
}

/** In a letter’s text: the number of the note it rests on. */
export function NoteMark({ id, number }: { readonly id: string; readonly number: number }) {
  return (
    <sup>
      <a href={`#note-${id}`} aria-label={`Note ${number}`}>
        {number}
      </a>
    </sup>
  )
}
