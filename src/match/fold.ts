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
  return marks.replace(
    /[\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f]/g,
    '',
  )
}
