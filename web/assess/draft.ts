/**
 * The transaction while it is being written: plain values in the shape of the file, possibly wrong or incomplete.
 * A field is named by its path in the file, `parties[0].owners[1].percent`, the same way the server names it in an error.
 */
export type Draft = { readonly [key: string]: unknown }

type Step = string | number

/** `parties[0].name` as steps. */
export function stepsOf(path: string): readonly Step[] {
  return Array.from(path.matchAll(/([^.[\]]+)|\[(\d+)\]/g), ([, key, index]) =>
    index === undefined ? (key ?? '') : Number(index),
  )
}

/** The value at a path; `undefined` when anything on the way is absent. */
export function valueAt(draft: unknown, path: string): unknown {
  let value: unknown = draft
  for (const step of stepsOf(path)) {
    if (typeof value !== 'object' || value === null) return undefined
    value = (value as Record<Step, unknown>)[step]
  }
  return value
}

/** A copy with the value at a path replaced; `undefined` removes it, and with it any mapping left empty on the way. */
export function withValue(draft: Draft, path: string, value: unknown): Draft {
  const changed = replaced(draft, stepsOf(path), value)
  return isMapping(changed) ? changed : {}
}

/** A copy with one more row at the end of a list. */
export function withRow(draft: Draft, path: string, row: unknown): Draft {
  return withValue(draft, path, [...rowsAt(draft, path), row])
}

/** A copy without one row of a list; the list itself goes with its last row. */
export function withoutRow(draft: Draft, path: string, index: number): Draft {
  const rows = rowsAt(draft, path).filter((_, at) => at !== index)
  return withValue(draft, path, rows.length === 0 ? undefined : rows)
}

/** The rows of a list; none when it is absent or not a list. */
export function rowsAt(draft: unknown, path: string): readonly unknown[] {
  const value = valueAt(draft, path)
  return Array.isArray(value) ? value : []
}

/** A text for a text field: numbers as written, anything else as nothing. */
export function textAt(draft: unknown, path: string): string {
  const value = valueAt(draft, path)
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''
}

/** The element id of the field at a path, so that errors and questions can lead to it. */
export function fieldId(path: string): string {
  return `f-${stepsOf(path).join('-')}`
}

export function isMapping(value: unknown): value is Draft {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function replaced(value: unknown, steps: readonly Step[], next: unknown): unknown {
  const [step, ...rest] = steps
  if (step === undefined) return next
  if (typeof step === 'number') {
    const rows: unknown[] = Array.isArray(value) ? [...value] : []
    rows[step] = replaced(rows[step], rest, next) ?? (rest.length > 0 ? {} : undefined)
    return rows
  }
  const mapping: Record<string, unknown> = isMapping(value) ? { ...value } : {}
  const inner = replaced(mapping[step], rest, next)
  const isEmpty = inner === undefined || (next === undefined && isMapping(inner) && Object.keys(inner).length === 0)
  if (isEmpty) delete mapping[step]
  else mapping[step] = inner
  return mapping
}
