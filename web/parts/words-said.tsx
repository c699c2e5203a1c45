import { counted } from '../format.ts'

const SHOWN = 8
/** A line this long was broken by a mail program, not by its author. */
const WRAPPED_AT = 60

/** What somebody wrote, in their own words; where the author’s marks were taken out, that is said. A long text is folded. */
export function WordsSaid({ text, isWhole = false }: { readonly text: string; readonly isWhole?: boolean }) {
  const paragraphs = text
    .split(/\n\s*\n/)
    .map((one) => one.trim())
    .filter((one) => one !== '')
  const shown = isWhole ? paragraphs : paragraphs.slice(0, SHOWN)
  const rest = paragraphs.slice(shown.length)
  return (
    <blockquote className="words">
      {shown.map((one, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs may repeat
        <Paragraph key={at} text={one} />
      ))}
      {rest.length === 0 ? null : (
        <details>
          <summary>{counted(rest.length, 'more paragraph', 'more paragraphs')}</summary>
          {rest.map((one, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs may repeat
            <Paragraph key={at} text={one} />
          ))}
        </details>
      )}
    </blockquote>
  )
}

function Paragraph({ text }: { readonly text: string }) {
  const lines = text.split('\n')
  const joined = lines.reduce(
    (all, line, at) => (at === 0 ? line : all + ((lines[at - 1] ?? '').length > WRAPPED_AT ? ' ' : '\n') + line),
    '',
  )
  return (
    <p>
      {joined.split('[source]').map((part, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts have no other name
        <span key={at}>
          {at === 0 ? null : (
            <span className="masked" title="Who wrote it is protected">
              author protected
            </span>
          )}
          {part}
        </span>
      ))}
    </p>
  )
}
