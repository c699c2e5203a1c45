/**
 * Text to folded Latin letters and digits: NFKD, no marks, lower case, ligatures and special letters spelled out.
 * Other scripts pass through; `transliterate.ts` reads them.
 */

const SPELLED: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  ø: 'o',
  đ: 'd',
  ł: 'l',
  ı: 'i',
  þ: 'th',
  ð: 'd',
  œ: 'oe',
  ə: 'a',
  ŋ: 'ng',
  ħ: 'h',
  ŧ: 't',
  ĸ: 'k',
  ſ: 's',
  ƙ: 'k',
  ɓ: 'b',
  ɗ: 'd',
  ƴ: 'y',
  ɛ: 'e',
  ɔ: 'o',
}
const SPECIAL = /[ßæøđłıþðœəŋħŧĸſƙɓɗƴɛɔ]/g
// biome-ignore lint/suspicious/noControlCharactersInRegex: a fast test for names that need no folding
const ASCII = /^[\x00-\x7f]*$/

/** `fold(fold(x)) === fold(x)`. Lone surrogates become the replacement character. */
export function fold(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase()
  return text
    .toWellFormed()
    .normalize('NFKD')
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{Mn}+/gu, keepReadingMarks)
    .replace(SPECIAL, (letter) => SPELLED[letter] ?? letter)
    .normalize('NFC')
}

// Vowel signs and viramas of Indic and south-east Asian scripts are marks too, but they are how the word sounds.
function keepReadingMarks(marks: string): string {
  let kept = ''
  for (const mark of marks) if (!isAccent(mark.codePointAt(0) ?? 0)) kept += mark
  return kept
}

/** Blocks of accents and of points that most writing leaves out: Latin, Cyrillic, Hebrew, Arabic, variation selectors. */
const ACCENTS: readonly (readonly [from: number, to: number])[] = [
  [0x0300, 0x036f],
  [0x0483, 0x0489],
  [0x0591, 0x05c7],
  [0x0610, 0x061a],
  [0x064b, 0x065f],
  [0x0670, 0x0670],
  [0x06d6, 0x06ed],
  [0x1ab0, 0x1aff],
  [0x1dc0, 0x1dff],
  [0x20d0, 0x20ff],
  [0xfe00, 0xfe0f],
  [0xfe20, 0xfe2f],
]

function isAccent(code: number): boolean {
  return ACCENTS.some(([from, to]) => code >= from && code <= to)
}
