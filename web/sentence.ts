import { dayInWords } from './format.ts'
import { LIST_NAMES } from './words.ts'

/**
 * A sentence of the program as a person reads it: it begins with a capital, days are written out, lists have
 * their names, and what a person wrote stands in quotation marks.
 * The meaning is the program's own.
 */
export function spoken(sentence: string): string {
  const written = sentence
    .replace(/\b\d{4}-\d{2}-\d{2}\b/g, dayInWords)
    .replace(/\bu[sn]-[a-z]+(?:-[a-z]+)*\b/g, (id) => LIST_NAMES[id] ?? id)
    .replace(/`([^`]*)`/g, '“$1”')
  return written.charAt(0).toUpperCase() + written.slice(1)
}

/** Where a reason comes from, when it says so itself: `law: ...`, `red flag HR-742-02: ...`. */
export function sourcedReason(reason: string): { readonly from: string | null; readonly text: string } {
  const found =
    /^(law|coverage|screening|question|party|red flag|human rights|firm policy|classification|ownership)\b([^:]{0,40}): (.+)$/is.exec(
      reason,
    )
  if (found === null) return { from: null, text: spoken(reason) }
  const [, kind = '', which = '', text = ''] = found
  return { from: spoken(`${kind}${which}`), text: spoken(text) }
}
