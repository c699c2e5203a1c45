import anyAscii from 'any-ascii'
import { pinyin } from 'pinyin-pro'
import { toRomaji } from 'wanakana'
import type { Origin } from './lexeme.ts'
import { ARABIC_WORDS, HEBREW_WORDS } from './words/semitic.ts'
import { GENERIC_HAN, GENERIC_HANGUL, GENERIC_KANA, GENERIC_THAI, HANJA, KANJI_NAMES } from './words/undivided.ts'

/** One word of a name in Latin letters. */
export type LatinWord = {
  readonly text: string
  /** As written. */
  readonly raw: string
  readonly origin: Origin
}

/**
 * Readings of one word (no spaces, folded, one script) that is not in Latin letters: each is the words it becomes.
 * Han can be read as Mandarin, by meaning (words of business), as a Japanese or as a Korean name.
 */
export function readingsOf(word: string): readonly (readonly LatinWord[])[] {
  if (/\p{Script=Cyrillic}/u.test(word)) return [[latin(word, cyrillic(word))]]
  if (/\p{Script=Greek}/u.test(word)) return greekReadings(word)
  if (/\p{Script=Arabic}/u.test(word)) return [arabic(word)]
  if (/\p{Script=Hebrew}/u.test(word)) return [hebrew(word)]
  if (/\p{Script=Han}/u.test(word)) return han(word)
  if (/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(word))
    return [
      ...withMeaning(word, GENERIC_KANA, (rest) => [latin(rest, kana(rest))]),
      [latin(word, kana(word), 'kana-word')],
    ]
  if (/\p{Script=Hangul}/u.test(word)) return [...withMeaning(word, GENERIC_HANGUL, hangul), ...foreignHangul(word)]
  if (/\p{Script=Thai}/u.test(word) && word.startsWith('อัล') && word.length > 5)
    return [[latin('อัล', 'al'), latin(word.slice(3), anyAscii(word.slice(3)), 'consonants')]]
  if (/\p{Script=Thai}/u.test(word))
    return withMeaning(word, GENERIC_THAI, (rest) => [latin(rest, anyAscii(rest), 'consonants')])
  if (/\p{Script=Armenian}/u.test(word)) return [[latin(word, anyAscii(word).replace(/ow/gi, 'u'))]]
  if (/\p{Script=Georgian}/u.test(word)) return [[latin(word, anyAscii(word))]]
  // Tamil has one letter each for `s` and `ch`, which comes out as `c`.
  const sound = anyAscii(word.replace(/ஃப/g, 'f'))
  return [[latin(word, /\p{Script=Tamil}/u.test(word) ? sound.replace(/c(?!h)/g, 's') : sound, 'consonants')]]
}

function latin(raw: string, text: string, origin: Origin = 'letters'): LatinWord {
  return { raw, text: text.toLowerCase().replace(/[^a-z0-9]+/g, ''), origin }
}

const CYRILLIC: Readonly<Record<string, string>> = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  д: 'd',
  е: 'e',
  ж: 'zh',
  з: 'z',
  и: 'i',
  й: 'y',
  к: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ф: 'f',
  х: 'kh',
  ц: 'ts',
  ч: 'ch',
  ш: 'sh',
  щ: 'shch',
  ъ: '',
  ы: 'y',
  ь: '',
  э: 'e',
  ю: 'yu',
  я: 'ya',
  і: 'i',
  ї: 'yi',
  є: 'ye',
  ґ: 'g',
  ў: 'u',
  ј: 'j',
  љ: 'lj',
  њ: 'nj',
  џ: 'dz',
  ђ: 'dj',
  ћ: 'c',
  ѓ: 'gj',
  ќ: 'kj',
  ѕ: 'dz',
  қ: 'k',
  ғ: 'g',
  ә: 'a',
  ө: 'o',
  ү: 'u',
  ұ: 'u',
  ң: 'n',
  һ: 'h',
  ҳ: 'h',
  ҷ: 'j',
  ӣ: 'i',
  ӯ: 'u',
  ѐ: 'e',
  ѝ: 'i',
}

function cyrillic(word: string): string {
  // Bulgarian writes the vowel of `Sofia's` ъ as a letter of its own; in Russian and Ukrainian it is silent.
  const hardSignIsVowel = /[^аеёиоуыэюя]ъ[^аеёиоуыэюяї]/u.test(word)
  let out = ''
  for (const letter of word) out += letter === 'ъ' && hardSignIsVowel ? 'a' : (CYRILLIC[letter] ?? anyAscii(letter))
  return out.replace(/(?:iy|yy|yi)$/, 'y').replace(/ks/g, 'x')
}

const GREEK_PAIRS: readonly (readonly [RegExp, string])[] = [
  [/^μπ/u, 'b'],
  [/μπ/u, 'mp'],
  [/^ντ/u, 'd'],
  [/ντ/u, 'nt'],
  [/γκ/gu, 'gk'],
  [/γγ/gu, 'ng'],
  [/ου/gu, 'ou'],
  [/αυ/gu, 'av'],
  [/ευ/gu, 'ev'],
  [/αι/gu, 'ai'],
  [/ει/gu, 'ei'],
  [/οι/gu, 'oi'],
]
const GREEK: Readonly<Record<string, string>> = {
  α: 'a',
  β: 'v',
  γ: 'g',
  δ: 'd',
  ε: 'e',
  ζ: 'z',
  η: 'i',
  θ: 'th',
  ι: 'i',
  κ: 'k',
  λ: 'l',
  μ: 'm',
  ν: 'n',
  ξ: 'x',
  ο: 'o',
  π: 'p',
  ρ: 'r',
  σ: 's',
  ς: 's',
  τ: 't',
  υ: 'y',
  φ: 'f',
  χ: 'ch',
  ψ: 'ps',
  ω: 'o',
}

/** Between vowels `ντ` is two sounds in Greek words and one in names from abroad. */
function greekReadings(word: string): readonly (readonly LatinWord[])[] {
  const native = [latin(word, greek(word))]
  const abroad = word.replace(/ντ/gu, 'd').replace(/μπ/gu, 'b').replace(/γκ/gu, 'g')
  return abroad === word ? [native] : [native, [latin(word, greek(abroad))]]
}

function greek(word: string): string {
  let s = word
  for (const [pair, spelled] of GREEK_PAIRS) s = s.replace(pair, spelled)
  let out = ''
  for (const letter of s) out += GREEK[letter] ?? letter
  return out
}

const ARABIC: Readonly<Record<string, string>> = {
  ا: 'a',
  أ: 'a',
  إ: 'i',
  آ: 'a',
  ٱ: 'a',
  ب: 'b',
  پ: 'p',
  ت: 't',
  ث: 'th',
  ج: 'j',
  چ: 'ch',
  ح: 'h',
  خ: 'kh',
  د: 'd',
  ذ: 'd',
  ر: 'r',
  ز: 'z',
  ژ: 'zh',
  س: 's',
  ش: 'sh',
  ص: 's',
  ض: 'd',
  ط: 't',
  ظ: 'z',
  ع: 'a',
  غ: 'gh',
  ف: 'f',
  ڤ: 'v',
  ق: 'q',
  ك: 'k',
  ک: 'k',
  گ: 'g',
  ل: 'l',
  م: 'm',
  ن: 'n',
  ه: 'h',
  ة: 'a',
  و: 'o',
  ؤ: 'o',
  ي: 'i',
  ی: 'i',
  ى: 'a',
  ئ: 'i',
  ء: '',
  ھ: 'h',
  ہ: 'h',
  ے: 'e',
  ٹ: 't',
  ڈ: 'd',
  ڑ: 'r',
  ں: 'n',
  ۀ: 'a',
  ۃ: 'a',
}

function arabic(word: string): readonly LatinWord[] {
  const plain = word.replace(/ـ/g, '').replace(/ی/g, 'ي').replace(/ک/g, 'ك')
  const known = ARABIC_WORDS.get(plain)
  if (known !== undefined) return known.split(' ').map((text) => latin(word, text))
  if (plain.length > 3 && plain.startsWith('ال')) {
    const rest = plain.slice(2)
    const knownRest = ARABIC_WORDS.get(rest)
    const tail = knownRest === undefined ? [spelled(rest)] : knownRest.split(' ').map((text) => latin(rest, text))
    return [latin('ال', 'al'), ...tail]
  }
  if (plain.length > 4 && plain.startsWith('لل')) {
    const knownRest = ARABIC_WORDS.get(plain.slice(2))
    if (knownRest !== undefined) return knownRest.split(' ').map((text) => latin(plain.slice(2), text))
    return [latin('لل', 'lil'), spelled(plain.slice(2))]
  }
  // `And` is written with the word it joins.
  if (plain.length > 3 && plain.startsWith('و')) {
    const rest = plain.slice(1)
    const knownRest = ARABIC_WORDS.get(rest) ?? (rest.startsWith('ال') ? ARABIC_WORDS.get(rest.slice(2)) : undefined)
    if (knownRest !== undefined) return [latin('و', 'and'), ...knownRest.split(' ').map((text) => latin(rest, text))]
  }
  return [spelled(plain)]

  function spelled(rest: string): LatinWord {
    let out = ''
    for (const letter of rest) out += out === '' && letter === 'و' ? 'w' : (ARABIC[letter] ?? anyAscii(letter))
    return latin(rest, out, 'consonants')
  }
}

const HEBREW: Readonly<Record<string, string>> = {
  א: 'a',
  ב: 'b',
  ג: 'g',
  ד: 'd',
  ה: 'h',
  ו: 'o',
  ז: 'z',
  ח: 'h',
  ט: 't',
  י: 'i',
  כ: 'k',
  ך: 'k',
  ל: 'l',
  מ: 'm',
  ם: 'm',
  נ: 'n',
  ן: 'n',
  ס: 's',
  ע: 'a',
  פ: 'p',
  ף: 'f',
  צ: 'ts',
  ץ: 'ts',
  ק: 'k',
  ר: 'r',
  ש: 'sh',
  ת: 't',
}

function hebrew(word: string): readonly LatinWord[] {
  const known = HEBREW_WORDS.get(word)
  if (known !== undefined) return known.split(' ').map((text) => latin(word, text))
  let out = ''
  for (const letter of word) out += HEBREW[letter] ?? anyAscii(letter)
  return [latin(word, out, word.length > 1 ? 'consonants' : 'letters')]
}

const KANA_PARTICLES: Readonly<Record<string, string>> = { アル: 'al', エル: 'el', イブン: 'ibn', ベン: 'ben' }

function kana(word: string): string {
  const particle = KANA_PARTICLES[word]
  if (particle !== undefined) return particle
  // Sounds that only names from abroad have.
  const abroad = word.replace(/ディ/g, 'di').replace(/ティ/g, 'ti').replace(/フィ/g, 'fi').replace(/[・=]/g, '')
  return toRomaji(abroad)
    .toLowerCase()
    .replace(/[^a-z]/g, '')
    .replace(/([aeiou])\1+/g, '$1')
    .replace(/ou/g, 'o')
    .replace(/n(?=[mbp])/g, 'm')
}

const INITIALS = 'k kk n t tt r m p pp s ss  j jj ch k t p h'.split(' ')
const MEDIALS = 'a ae ya ye o e yo ye o wa wae oe yo u wo we wi yu u ui i'.split(' ')
const FINALS = ' k k k n n n t l k m l l l p l m p p t t ng t t k t p t'.split(' ')
/** Surnames whose usual spelling is not their sound. */
const KOREAN_SURNAMES: Readonly<Record<string, string>> = {
  김: 'kim',
  이: 'lee',
  리: 'ri',
  박: 'park',
  최: 'choi',
  정: 'jung',
  강: 'kang',
  조: 'cho',
  윤: 'yoon',
  장: 'jang',
  임: 'lim',
  림: 'rim',
  한: 'han',
  오: 'oh',
  서: 'seo',
  신: 'shin',
  권: 'kwon',
  황: 'hwang',
  안: 'ahn',
  송: 'song',
  류: 'ryu',
  유: 'yoo',
  전: 'jeon',
  홍: 'hong',
  고: 'ko',
  문: 'moon',
  양: 'yang',
  손: 'son',
  배: 'bae',
  백: 'baek',
  허: 'heo',
  노: 'noh',
  로: 'ro',
}

function hangul(word: string): readonly LatinWord[] {
  const syllables = [...word.normalize('NFC')]
  const isName = syllables.length >= 2 && syllables.length <= 4
  return syllables.map((syllable, at) => {
    const surname = at === 0 && isName ? KOREAN_SURNAMES[syllable] : undefined
    return latin(syllable, surname ?? hangulSyllable(syllable), 'syllable')
  })
}

/** A word from abroad is one word in Korean writing, however many characters; its vowels are Korean. */
function foreignHangul(word: string): readonly (readonly LatinWord[])[] {
  const syllables = [...word.normalize('NFC')]
  if (syllables.length < 2) return []
  const hasArticle = syllables.length > 3 && syllables[0] === '알'
  const own = hasArticle ? syllables.slice(1) : syllables
  const whole = latin(own.join(''), own.map(hangulSyllable).join(''), 'hangul-word')
  return [hasArticle ? [latin('알', 'al'), whole] : [whole]]
}

function hangulSyllable(syllable: string): string {
  const index = syllable.charCodeAt(0) - 0xac00
  if (index < 0 || index > 11171) return anyAscii(syllable)
  const initial = INITIALS[Math.floor(index / 588)] ?? ''
  const medial = MEDIALS[Math.floor((index % 588) / 28)] ?? ''
  const final = FINALS[index % 28] ?? ''
  return initial + medial + final
}

/** A word read by sound and, where it holds known words of business, also cut by the longest of them. */
function withMeaning(
  word: string,
  known: ReadonlyMap<string, string>,
  soundOf: (rest: string) => readonly LatinWord[],
): (readonly LatinWord[])[] {
  const meaning: LatinWord[] = []
  let restFrom = 0
  let metKnown = false
  const flush = (at: number) => {
    if (at > restFrom) meaning.push(...soundOf(word.slice(restFrom, at)))
  }
  for (let at = 0; at < word.length; ) {
    const found = longestKnown(word, at, known)
    if (found === null) {
      at++
      continue
    }
    flush(at)
    metKnown = true
    const raw = word.slice(at, at + found.length)
    meaning.push(...found.words.split(' ').map((text) => latin(raw, text)))
    at += found.length
    restFrom = at
  }
  flush(word.length)
  return metKnown ? [soundOf(word), meaning] : [soundOf(word)]
}

const LONGEST_KNOWN = 22

function longestKnown(
  word: string,
  from: number,
  known: ReadonlyMap<string, string>,
): { length: number; words: string } | null {
  for (let length = Math.min(LONGEST_KNOWN, word.length - from); length >= 1; length--) {
    const words = known.get(word.slice(from, from + length))
    if (words !== undefined) return { length, words }
  }
  return null
}

function han(word: string): (readonly LatinWord[])[] {
  const chars = [...word]
  const readings = withMeaning(word, GENERIC_HAN, bySound)
  if (chars.length >= 2 && chars.length <= 5) {
    const japanese = japaneseName(chars)
    if (japanese !== null) readings.push(japanese)
    const korean = koreanName(chars)
    if (korean !== null) readings.push(korean)
  }
  // A name from abroad: the syllables are one word's, and tell of its consonants.
  if (chars.length >= 2) readings.push([latin(word, bySound(word).map(foreignSyllable).join(''), 'han-word')])
  return readings
}

/** Pinyin's own letters as other languages write their sounds. */
function foreignSyllable({ text }: LatinWord): string {
  return text
    .replace(/^x/, 'sh')
    .replace(/^q/, 'ch')
    .replace(/^c(?!h)/, 'ts')
    .replace(/ng$/, 'n')
}

function bySound(text: string): readonly LatinWord[] {
  const out: LatinWord[] = []
  for (const run of text.match(/\p{Script=Han}+|[^\p{Script=Han}]+/gu) ?? []) {
    if (!/\p{Script=Han}/u.test(run)) {
      out.push(latin(run, /[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(run) ? kana(run) : anyAscii(run)))
      continue
    }
    const isName = run.length >= 2 && run.length <= 4 && run.length === text.length
    const syllables = pinyin(run, {
      toneType: 'none',
      type: 'array',
      v: true,
      ...(isName ? { surname: 'head' as const } : {}),
    })
    const chars = [...run]
    // A bank's branch is read as the bank is.
    for (const found of run.matchAll(/(?<=[银銀分支总總])行/gu))
      syllables[[...run.slice(0, found.index)].length] = 'hang'
    for (const [i, syllable] of syllables.entries())
      out.push(latin(chars[i] ?? run, /[a-z]/i.test(syllable) ? syllable : anyAscii(syllable), 'syllable'))
  }
  return out
}

function japaneseName(chars: readonly string[]): readonly LatinWord[] | null {
  for (let cut = Math.min(3, chars.length - 1); cut >= 1; cut--) {
    const family = chars.slice(0, cut).join('')
    const given = chars.slice(cut).join('')
    const familyReading = KANJI_NAMES.get(family)
    const givenReading = KANJI_NAMES.get(given)
    if (familyReading !== undefined && givenReading !== undefined)
      return [latin(family, familyReading), latin(given, givenReading)]
  }
  return null
}

function koreanName(chars: readonly string[]): readonly LatinWord[] | null {
  if (chars.length > 4) return null
  const out: LatinWord[] = []
  for (const char of chars) {
    const reading = HANJA.get(char)
    if (reading === undefined) return null
    out.push(latin(char, reading, 'syllable'))
  }
  return out
}
