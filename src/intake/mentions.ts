/**
 * Whom a text speaks of. Three ways, because each finds what the others cannot: the names themselves, word for word, in any
 * script and any case; their stems, for languages that bend names; and whatever looks like a name, given to a matcher that
 * knows spellings.
 */
import { candidatesIn } from './candidates.ts'
import { foldWord, type Word, wordsOf } from './words.ts'

export type KnownName = { readonly ref: string; readonly names: readonly string[] }

/** Known names made ready to be looked for: worth it once for many texts. */
export type NameIndex = { readonly words: Step; readonly stems: Step }

export function indexNames(names: readonly KnownName[]): NameIndex {
  return { words: pathsOf(names, SAME_WORDS), stems: pathsOf(names, SAME_STEMS) }
}

/** Whom a name may mean; `score` in millionths. Empty: nobody known. */
export type NameMatcher = (name: string) => readonly { readonly ref: string; readonly score: number }[]

export type Mention = {
  readonly ref: string
  /** Place in the text, in UTF-16 units, end exclusive. */
  readonly start: number
  readonly end: number
  /** As written there. */
  readonly text: string
  readonly how: 'same-words' | 'same-stems' | 'alike'
  /** Millionths; 1,000,000 for the same words, 800,000 for the same stems, the matcher's own for `alike`. */
  readonly score: number
}

export type Mentions = {
  /** By place; of overlapping mentions of one party only the best. */
  readonly mentions: readonly Mention[]
  /** Strings given to the matcher. */
  readonly compared: number
  /** Strings that look like names and were not compared, because there were too many: not looked at is not clear. */
  readonly notCompared: number
  /** `false`: a person must read it before anyone says that it names nobody. */
  readonly isComplete: boolean
}

/** Most strings of one text given to the matcher. */
export const MAX_COMPARED = 20_000

/**
 * Which parties and units the information names.
 * @param information `allegation: null` (nothing could be read) is never complete
 */
export function mentions(
  information: { readonly allegation: string | null; readonly readable: boolean },
  names: readonly KnownName[] | NameIndex,
  match: NameMatcher,
): Mentions {
  const text = information.allegation
  if (text === null) return { mentions: [], compared: 0, notCompared: 0, isComplete: false }
  const words = [...wordsOf(text)]
  const { words: wholes, stems } = 'stems' in names ? names : indexNames(names)
  const found = [...namesIn(text, words, wholes, SAME_WORDS), ...namesIn(text, words, stems, SAME_STEMS)]
  const candidates = candidatesIn(text, words)
  const answers = new Map<string, ReturnType<NameMatcher>>()
  let notCompared = 0
  for (const { start, end } of candidates) {
    const name = text.slice(start, end).replace(/\s+/g, ' ')
    if (!answers.has(name) && answers.size >= MAX_COMPARED) {
      notCompared++
      continue
    }
    const hits = answers.get(name) ?? match(name)
    answers.set(name, hits)
    for (const { ref, score } of hits)
      found.push({ ref, start, end, text: text.slice(start, end), how: 'alike', score })
  }
  return {
    mentions: bestOf(found),
    compared: answers.size,
    notCompared,
    isComplete: notCompared === 0 && information.readable,
  }
}

/** A way in which two words are the same. */
type Way = {
  readonly how: 'same-words' | 'same-stems'
  readonly score: number
  readonly key: (word: string) => string
  /** Shortest name looked for in this way, in words. */
  readonly leastWords: number
}

const SAME_WORDS: Way = { how: 'same-words', score: 1_000_000, key: (word) => word, leastWords: 1 }
/** Letters of a longer word that stay when its ending is bent: `министерство`, `министерства`. */
const STEM = 5
/** Of one word a stem is too little. */
const SAME_STEMS: Way = { how: 'same-stems', score: 800_000, key: stemOf, leastWords: 2 }

function stemOf(word: string): string {
  return word.length > STEM && /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]/u.test(word)
    ? word.slice(0, STEM)
    : word
}

/** Names as paths of words: each step is one more word of a name. */
type Step = { readonly next: Map<string, Step>; readonly refs: Set<string> }

function namesIn(text: string, words: readonly Word[], root: Step, way: Way): Mention[] {
  const found: Mention[] = []
  const { how, score } = way
  for (const [i, first] of words.entries()) {
    for (const form of formsOfFirst(first)) {
      for (const { refs, last } of walk(root, form, words, i, way)) {
        const [start, end] = [first.start, last.end]
        for (const ref of refs) found.push({ ref, start, end, text: text.slice(start, end), how, score })
      }
    }
  }
  return found
}

function pathsOf(names: readonly KnownName[], { key, leastWords }: Way): Step {
  const root: Step = { next: new Map(), refs: new Set() }
  for (const { ref, names: forms } of names) {
    for (const form of forms) {
      const words = [...wordsOf(form)].map(({ text }) => text)
      // One letter or figure is no name that could be looked for.
      if (words.length < leastWords || words.join('').length < 2) continue
      let step = root
      for (const text of words) {
        const next: Step = step.next.get(key(text)) ?? { next: new Map(), refs: new Set() }
        step.next.set(key(text), next)
        step = next
      }
      step.refs.add(ref)
    }
  }
  return root
}

type Ending = { readonly refs: ReadonlySet<string>; readonly last: Word }

function* walk(root: Step, first: string, words: readonly Word[], from: number, { key }: Way): Generator<Ending> {
  let step: Step | undefined = root
  for (let i = from; i < words.length; i++) {
    const word = words[i]
    if (word === undefined) return
    const form = i === from ? first : word.text
    for (const ending of withoutParticle(form)) {
      const bent: Step | undefined = step.next.get(ending)
      if (bent && bent.refs.size > 0) yield { refs: bent.refs, last: word }
    }
    step = step.next.get(key(form))
    if (step === undefined) return
    if (step.refs.size > 0) yield { refs: step.refs, last: word }
  }
}

/** Arabic and Hebrew write "and", "to", "of the" onto the word: the word is looked for without them too. */
function formsOfFirst({ text, script }: Word): readonly string[] {
  if (script !== 'uncased') return [text]
  const forms = [text]
  const arabic = /^[وف]?(?:لل|[بكل]?(?:ال)?)(?=.{3})/.exec(text)?.[0] ?? ''
  for (let cut = 1; cut <= arabic.length; cut++) forms.push(text.slice(cut))
  if (arabic.endsWith('لل')) forms.push(`ال${text.slice(arabic.length)}`)
  const hebrew = /^[והבלמשכ]{1,3}(?=.{2})/.exec(text)?.[0] ?? ''
  for (let cut = 1; cut <= hebrew.length; cut++) forms.push(text.slice(cut))
  return forms
}

const PARTICLES = [
  '에서',
  '에게',
  '으로',
  '부터',
  '까지',
  '은',
  '는',
  '이',
  '가',
  '을',
  '를',
  '의',
  '에',
  '와',
  '과',
  '도',
  '로',
].map(foldWord)

/** Korean writes its particles onto the last word of a name. */
function withoutParticle(word: string): readonly string[] {
  if (!/\p{Script=Hangul}$/u.test(word)) return []
  return PARTICLES.filter((particle) => word.endsWith(particle) && word.length > particle.length + 1).map((particle) =>
    word.slice(0, -particle.length),
  )
}

function bestOf(found: readonly Mention[]): readonly Mention[] {
  const last = new Map<string, Mention>()
  const kept: Mention[] = []
  for (const mention of [...found].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const before = last.get(mention.ref)
    if (before !== undefined && mention.start < before.end) {
      if (isBetter(mention, before)) last.set(mention.ref, mention)
      continue
    }
    if (before !== undefined) kept.push(before)
    last.set(mention.ref, mention)
  }
  return [...kept, ...last.values()].sort((a, b) => a.start - b.start || (a.ref < b.ref ? -1 : 1))
}

function isBetter(a: Mention, b: Mention): boolean {
  return a.score > b.score || (a.score === b.score && a.end - a.start > b.end - b.start)
}
