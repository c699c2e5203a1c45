import { State } from '../marks.tsx'
import type { Shape, StateWord, Tone } from '../words.ts'

export type { StateWord }

/** A word for a state with its shape: for tables of words that pages keep, one per kind. */
export function stateWord(word: string, shape: Shape, tone: Tone, means: string): StateWord {
  return { word, shape, tone, means }
}

/** A state by its code: word, shape and colour from the page’s own table. A code the table lacks is shown, dashed, as it is. */
export function StateMark({ of, words }: { readonly of: string; readonly words: Readonly<Record<string, StateWord>> }) {
  return (
    <State
      state={words[of] ?? { word: of, shape: 'dashed', tone: 'danger', means: 'A state that this page does not know.' }}
    />
  )
}
