/** Control-list codes with their paragraphs, and which lies within which. */

/** `5A001.f.1` for `5a001` and `.F.1`; `null` for what is no code of a control list (`EAR99` is one of its own). */
export function itemCode(eccn: string, paragraph: string | null = null): string | null {
  const [entry = '', ...within] = eccn.trim().split('.')
  const code = entry.toUpperCase()
  if (!/^(\d[A-E](\d{3})?|EAR99)$/.test(code)) return null
  const paths = [...within, ...(paragraph ?? '').split('.')].map((path) => path.trim().toLowerCase()).filter(Boolean)
  return [code, ...paths].join('.')
}

/** `same`; `broader`: the change is about all of which the item is part; `narrower`: about a part of it. `null`: neither. */
export function relationOf(changed: string, item: string): 'same' | 'broader' | 'narrower' | null {
  if (changed === item) return 'same'
  if (isWithin(item, changed)) return 'broader'
  return isWithin(changed, item) ? 'narrower' : null
}

/** `5A001.f.1` is within `5A001.f`, `5A001` and the product group `5A`. */
function isWithin(code: string, whole: string): boolean {
  return code.startsWith(`${whole}.`) || (whole.length === 2 && code.length > 2 && code.startsWith(whole))
}
