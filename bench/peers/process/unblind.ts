/** This project's own engine, as a peer among the others. */
import { ALGORITHM, buildIndex, compare, type MatchIndex, screen } from '../../../src/match/index.ts'
import { answerWith } from './answer.ts'

const ONE = 1_000_000
let index: MatchIndex | undefined
let ids: readonly string[] = []

await answerWith({
  version: ALGORITHM.name,
  open(entries) {
    index = buildIndex(entries)
    ids = entries.map(({ id }) => id)
  },
  compare({ schema, query, candidate }) {
    const { names, ...details } = query
    const [name = '', ...otherNames] = names.map(({ text }) => text)
    const known = schema === 'LegalEntity' ? {} : { schema }
    return compare({ name, otherNames, ...details, ...known }, { schema, ...candidate }).score / ONE
  },
  search(asked, limit) {
    if (index === undefined) throw new Error('asked before it was opened')
    return screen(index, asked, { limit }).map(({ entry, score }) => ({ id: ids[entry] ?? '', score: score / ONE }))
  },
})
