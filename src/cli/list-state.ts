import { LIST_WORDS, type ListUse } from '../assessment/index.ts'

/** `■ current, 2 days old`. */
export function listState(list: ListUse): string {
  const { shape, word } = LIST_WORDS[list.state]
  const age = list.ageDays === null ? 'age not known' : list.ageDays === 1 ? '1 day old' : `${list.ageDays} days old`
  return list.state === 'missing' ? `${shape} ${word}` : `${shape} ${word}, ${age}`
}
