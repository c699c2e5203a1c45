/** Stretches of text that look like names: quoted words, runs of capitals, and stretches of scripts that have none. */
import type { Word } from './words.ts'

export type Span = { readonly start: number; readonly end: number }

/** Words that stand inside names without a capital. */
const CONNECTORS = new Set(
  'of the and for de du des la le les el los las y e da do dos das di del della al bin ibn ben bint abu von van der den und zu i и по при во'.split(
    ' ',
  ),
)
/** Longest name looked for, in words, and in characters of a script without blanks. */
const MAX_WORDS = 7
const MAX_UNSPACED = 12
const MIN_UNSPACED = 2
const MAX_QUOTED = 160
const QUOTED =
  /"([^"\n]{2,160})"|“([^”\n]{2,160})”|„([^“”\n]{2,160})[“”]|«([^»\n]{2,160})»|「([^」\n]{2,160})」|『([^』\n]{2,160})』|《([^》\n]{2,160})》/g

/** In order of promise: quoted first, whole runs next, then the shorter stretches inside long runs. Each span once. */
export function candidatesIn(text: string, words: readonly Word[]): readonly Span[] {
  const runs = runsOf(words)
  const spans = [
    ...[...text.matchAll(QUOTED)].map((found) => trimmed(found.index + 1, found[0].length - 2)),
    ...runs.filter((run) => run.length <= longest(run)).map(spanOf),
    ...withSmallWords(words),
    ...runs.flatMap(stretches),
  ]
  const seen = new Set<string>()
  return spans.filter(({ start, end }) => {
    const key = `${start}-${end}`
    return seen.has(key) || end - start > MAX_QUOTED ? false : seen.add(key)
  })
}

/** Most words without a capital that may follow the one that has it: `Ministerio del interior`, `Министерство внутренних дел`. */
const MAX_SMALL = 4

/** Many languages write a capital only on the first word of a name: each such word with the small ones that follow it. */
function* withSmallWords(words: readonly Word[]): Generator<Span> {
  for (const [i, first] of words.entries()) {
    if (!first.isCapital) continue
    for (let last = i + 1; last <= i + MAX_SMALL; last++) {
      const word = words[last]
      if (word === undefined || word.beginsAnew || word.isCapital || word.script !== 'cased') break
      if (!isConnector(word)) yield { start: first.start, end: word.end }
    }
  }
}

function trimmed(start: number, length: number): Span {
  return { start, end: start + length }
}

/** Neighbouring words that could be of one name. A text of a script with capitals and without any is looked at whole. */
function runsOf(words: readonly Word[]): readonly (readonly Word[])[] {
  const hasCapitals = words.some((word) => word.isCapital)
  const runs: Word[][] = []
  let run: Word[] = []
  const close = () => {
    while (run.length > 0 && isConnector(run.at(-1))) run.pop()
    if (run.length > 0) runs.push(run)
    run = []
  }
  for (const word of words) {
    const before = run.at(-1)
    if (before !== undefined && (word.beginsAnew || !isOneKind(before, word))) close()
    if (isNameWord(word, hasCapitals) || (run.length > 0 && (isConnector(word) || word.script === 'number')))
      run.push(word)
    else close()
  }
  close()
  return runs
}

function isOneKind(a: Word, b: Word): boolean {
  return a.script === b.script || a.script === 'number' || b.script === 'number'
}

function isNameWord(word: Word, hasCapitals: boolean): boolean {
  if (word.script === 'number') return false
  return word.script !== 'cased' || word.isCapital || !hasCapitals
}

function isConnector(word: Word | undefined): boolean {
  return word !== undefined && !word.isCapital && CONNECTORS.has(word.text)
}

function longest(run: readonly Word[]): number {
  return run[0]?.script === 'unspaced' ? MAX_UNSPACED : MAX_WORDS
}

/** Shorter stretches of a run, the longer first: the first words of a sentence stand with a name in one run. */
function stretches(run: readonly Word[]): readonly Span[] {
  const most = longest(run)
  const least = run[0]?.script === 'unspaced' ? MIN_UNSPACED : 1
  const spans: Span[] = []
  for (let length = Math.min(most, run.length); length >= least; length--) {
    for (let from = 0; from + length <= run.length; from++) {
      const part = run.slice(from, from + length)
      if (isConnector(part[0]) || isConnector(part.at(-1))) continue
      if (length === 1 && (part[0]?.text.length ?? 0) < 3) continue
      spans.push(spanOf(part))
    }
  }
  return spans
}

function spanOf(run: readonly Word[]): Span {
  return { start: run[0]?.start ?? 0, end: run.at(-1)?.end ?? 0 }
}
