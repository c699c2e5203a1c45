import type { PreviewView } from '../../src/app/index.ts'
import { usePosted } from '../api.ts'
import { counted } from '../format.ts'
import { Mark, State } from '../marks.tsx'
import { useFilling } from '../parts/act-form.tsx'
import { spoken } from '../sentence.ts'
import { type DraftTo, draftOf } from './draft.ts'

/** Who will read what is being written, by name and why, and who will not: asked of the server as it changes. */
export function Audience({ to }: { readonly to: DraftTo }) {
  const { values } = useFilling()
  const preview = usePosted<PreviewView>('/v1/forum/preview', draftOf(values, to))
  return (
    <section className="forum-audience" aria-label="Who will read it" aria-live="polite">
      <p className="forum-audience-title">Who will read it</p>
      {preview === null ? (
        <p className="soft">Choose a label and a basis, and the readers stand here by name.</p>
      ) : (
        <Readers preview={preview} />
      )}
    </section>
  )
}

function Readers({ preview }: { readonly preview: PreviewView }) {
  const { label, receives, leftOut, missed, refusal } = preview
  return (
    <>
      {label === null ? (
        <p className="forum-nobody">
          <Mark shape="dashed" /> Not labelled, so it is for nobody. Choose a label.
        </p>
      ) : (
        <p>
          <State state={label.said} /> {receives.length === 0 ? 'nobody' : label.reachWords}
          {label.caveats.length === 0 ? null : <span className="soft"> {label.caveats.join(', ')}</span>}
        </p>
      )}
      {receives.length === 0 ? null : (
        <ul className="forum-readers">
          {receives.map(({ to, name, why }) => (
            <li key={to}>
              <Mark shape="filled" /> <strong>{name}</strong> <span className="soft">{why}</span>
            </li>
          ))}
        </ul>
      )}
      {leftOut.length === 0 ? null : (
        <details>
          <summary>{counted(leftOut.length, 'other will not read it', 'others will not read it')}</summary>
          <ul className="forum-readers">
            {leftOut.map(({ to, name, why }) => (
              <li key={to}>
                <Mark shape="barred" /> {name} <span className="soft">{why}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
      {missed.length === 0 ? null : (
        <p className="forum-missed">
          {missed.map(({ name }) => name).join(', ')} {missed.length === 1 ? 'holds' : 'hold'} what this replaces and
          would not be reached. Retract that as well.
        </p>
      )}
      {refusal === null ? null : <p className="forum-missed">It cannot be signed as it stands: {spoken(refusal)}</p>}
    </>
  )
}
