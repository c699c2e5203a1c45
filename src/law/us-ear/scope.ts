import type { Scope } from '../tables.ts'

/** `perhaps`: the item's paragraph is not known, or wider than the one the row names. */
export type Coverage = 'in' | 'out' | 'perhaps'

/** Whether a row with this scope covers the paragraph (`f.1`; absent: not known). */
export function coverageOf(scope: Scope, paragraph: string | undefined): Coverage {
  const included = scope.include ? within(scope.include, paragraph) : 'in'
  if (included === 'out') return 'out'
  const excluded = scope.exclude ? within(scope.exclude, paragraph) : 'out'
  if (excluded === 'in') return 'out'
  return included === 'in' && excluded === 'out' ? 'in' : 'perhaps'
}

function within(paths: readonly string[], paragraph: string | undefined): Coverage {
  if (paragraph === undefined || paragraph === '') return 'perhaps'
  if (paths.some((path) => isAtOrBelow(paragraph, path))) return 'in'
  return paths.some((path) => isAtOrBelow(path, paragraph)) ? 'perhaps' : 'out'
}

function isAtOrBelow(paragraph: string, path: string): boolean {
  return paragraph === path || paragraph.startsWith(`${path}.`)
}

/** `entire entry`, `.b, .c except .b.5`: for people. */
export function scopeInWords({ include, exclude }: Scope): string {
  const dotted = (paths: readonly string[]) => paths.map((path) => `.${path}`).join(', ')
  const what = include ? dotted(include) : 'the entire entry'
  return exclude ? `${what} except ${dotted(exclude)}` : what
}
