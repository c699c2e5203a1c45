/** Keeping an author from those who may know what was said and not by whom. */
import { type Mail, type Mailbox, withForwarded } from './mail.ts'

/**
 * A mailbox of which only a first letter and the last label of the domain are left: `n…@….example`. The length says nothing.
 * Of a name without an address, the first letter.
 */
export function maskedAddress({ name, address }: Mailbox): string {
  const at = address.lastIndexOf('@')
  if (at === -1) return `${[...(address || name || '?')][0] ?? '?'}…`
  const dot = address.lastIndexOf('.')
  const end = dot > at ? address.slice(dot) : ''
  return `${[...address][0] ?? ''}…@…${/^\.[\p{L}\p{N}-]{2,30}$/u.test(end) ? end : ''}`
}

/**
 * A text with every mark of who wrote the mail, or what it forwards, taken out: their addresses, names and the words of each
 * name of four letters or more. For showing and disclosing: finding whom a text speaks of needs the whole text. What a
 * person says of themselves in other words stays; someone must read it before it leaves the house.
 */
export function withoutSource(text: string, mail: Mail): { readonly text: string; readonly passages: number } {
  const marks = [...new Set(sourceMarks(mail))].sort((a, b) => b.length - a.length)
  if (marks.length === 0) return { text, passages: 0 }
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${marks.map(escaped).join('|')})(?![\\p{L}\\p{N}])`, 'giu')
  let passages = 0
  const masked = text.replace(pattern, () => {
    passages++
    return '[source]'
  })
  return { text: masked, passages }
}

/** Shortest word of a name that is taken out on its own: shorter ones are words of the language. */
const MIN_NAME_WORD = 4

/** Every name, address and message id that tells who gave it, with the words of a name of four letters or more. */
export function sourceMarks(mail: Mail): readonly string[] {
  return withForwarded(mail).flatMap(({ from, otherSenders, quoted, messageId }) => {
    const mailboxes = [...(from === null ? [] : [from]), ...otherSenders]
    const written = quoted.flatMap(({ from: words }) => words.split(/[<>"'[\]()]|mailto:/))
    const names = [...mailboxes.map(({ name }) => name ?? ''), ...written].map((name) => name.trim())
    const words = names.flatMap((name) => name.split(/[\s,.]+/)).filter((word) => [...word].length >= MIN_NAME_WORD)
    return [...mailboxes.map(({ address }) => address), ...names, ...words, messageId ?? ''].filter(
      (mark) => [...mark].length > 1,
    )
  })
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
}
