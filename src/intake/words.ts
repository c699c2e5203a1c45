/** Running text as words with their places, folded so that the same name written two ways is the same words. */
export type Word = {
  /** Folded. */
  readonly text: string
  /** Place in the text, in UTF-16 units, end exclusive. */
  readonly start: number
  readonly end: number
  readonly script: 'cased' | 'uncased' | 'unspaced' | 'number'
  readonly isCapital: boolean
  /** What stands between the word before and this one ends a name: a full stop, a comma, a line that stays empty. */
  readonly beginsAnew: boolean
}

const HIDDEN = '\\u00AD\\u034F\\u061C\\u200B-\\u200F\\u202A-\\u202E\\u2060-\\u2069\\uFE00-\\uFE0F\\uFEFF\\u2400-\\u2421'
/** Scripts written without blanks between words: each character is a word of its own. */
const UNSPACED =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}'
const WORD = new RegExp(`[${UNSPACED}][\\p{M}${HIDDEN}]*|(?:(?![${UNSPACED}])[\\p{L}\\p{N}\\p{M}${HIDDEN}])+`, 'gu')
const HIDDEN_MARKS = new RegExp(`[${HIDDEN}]`, 'g')
/** Vowel and accent marks that many writers leave out; the vowel signs of Indian scripts are letters and stay. */
const OPTIONAL_MARKS = /[\u0300-\u036F\u0591-\u05C7\u0610-\u061A\u0640\u064B-\u065F\u0670]/g

export function* wordsOf(text: string): Generator<Word> {
  let before = 0
  for (const found of text.matchAll(WORD)) {
    const [written] = found
    const start = found.index
    const folded = foldWord(written)
    const gap = text.slice(before, start)
    const end = start + written.length
    if (folded === '') continue
    yield {
      text: folded,
      start,
      end,
      script: scriptOf(written),
      isCapital: /^\p{M}*\p{Lu}/u.test(written),
      beginsAnew: before > 0 && endsName(gap),
    }
    before = end
  }
}

/** Lower case, compatibility forms, hidden marks and optional marks gone: `Müller` and `MULLER` are one. */
export function foldWord(word: string): string {
  return word
    .replace(HIDDEN_MARKS, '')
    .normalize('NFKD')
    .replace(OPTIONAL_MARKS, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('ı', 'i')
    .replace(/[أإآٱ]/g, 'ا')
    .replaceAll('ى', 'ي')
    .replaceAll('ک', 'ك')
    .replaceAll('ی', 'ي')
    .normalize('NFC')
}

function endsName(gap: string): boolean {
  return /[,;:!?()[\]{}<>"“”«»„|،؛؟。、，；：！？（）「」『』《》•\t]|\.\s|\n[ \t>]*\n|\n[ \t>]*[-*]/.test(gap)
}

const UNSPACED_WORD = new RegExp(`^[${UNSPACED}]`, 'u')

function scriptOf(word: string): Word['script'] {
  if (UNSPACED_WORD.test(word)) return 'unspaced'
  if (!/\p{L}/u.test(word)) return 'number'
  return /[\p{Lu}\p{Ll}\p{Lt}]/u.test(word) ? 'cased' : 'uncased'
}
