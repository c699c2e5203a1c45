/** Which paragraphs of an entry the sources show. Facts only: labels, no text. */
import type { Control } from '../../src/law/tables.ts'
import { type Input, listOf, objectOf, textOf } from './official-input.ts'

const LABEL = /^[a-z]{1,2}(\.(\d{1,2}|[a-z]{1,2}))*$/

/** A function from entry to its paragraph labels, sorted; empty: the sources give none. `entries`: all it names. */
export function knownParagraphs(ccl: Record<string, unknown>, leaves: Input) {
  const byEntry = new Map<string, Set<string>>()
  const named = new Set<string>()
  const add = (eccn: string, label: string) => {
    if (!LABEL.test(label)) return
    const known = byEntry.get(eccn) ?? new Set()
    byEntry.set(eccn, known.add(label))
  }
  for (const line of leaves.text.split('\n')) {
    if (line.trim() === '') continue
    const leaf = objectOf(JSON.parse(line), leaves.path)
    if (leaf.supplement !== '1') continue
    const eccn = textOf(leaf.eccn, 'eccn')
    named.add(eccn)
    for (const id of [leaf.id, ...listOf(leaf.ancestors, eccn)])
      if (typeof id === 'string' && id.startsWith(`${eccn}.`)) add(eccn, id.slice(eccn.length + 1))
  }
  for (const value of listOf(ccl.entries, 'entries')) {
    const entry = objectOf(value, 'entry')
    if (!Array.isArray(entry.items)) continue
    for (const item of entry.items) {
      const { paragraph, kind } = objectOf(item, 'item')
      if (kind === 'item' && typeof paragraph === 'string') add(textOf(entry.eccn, 'eccn'), paragraph)
    }
  }
  const labels = (eccn: string, controls: readonly Control[]): readonly string[] => {
    // Rows name some paragraphs only: alone they are no list of what exists.
    if (!byEntry.has(eccn)) return []
    for (const control of controls)
      for (const path of [...(control.scope.include ?? []), ...(control.scope.exclude ?? [])]) add(eccn, path)
    return withGapsFilled(byEntry.get(eccn) ?? new Set())
  }
  return Object.assign(labels, { entries: [...named].sort() })
}

/** A source that shows `.b` and `.d` lost `.a` and `.c`, or holds them reserved: a label in between is not refused. */
function withGapsFilled(labels: ReadonlySet<string>): readonly string[] {
  const all = new Set<string>()
  for (const label of labels) {
    const parts = label.split('.')
    for (const depth of parts.keys()) {
      const head = parts.slice(0, depth)
      for (const sibling of siblingsUpTo(parts[depth] ?? '')) all.add([...head, sibling].join('.'))
    }
  }
  return [...all].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
}

function siblingsUpTo(part: string): readonly string[] {
  if (/^\d+$/.test(part)) return Array.from({ length: Number(part) }, (_, i) => String(i + 1))
  // .x, .y and .z are named on purpose, far behind the last ordinary paragraph.
  if (!/^[a-w]$/.test(part)) return [part]
  return Array.from({ length: part.charCodeAt(0) - 96 }, (_, i) => String.fromCharCode(97 + i))
}
