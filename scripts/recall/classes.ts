/** The error classes of docs/matching.md, each as a way to mistake a name on file. */
import { below, drawn } from '../../bench/corpus/random.ts'
import type { Matchable, Query } from '../../src/match/index.ts'

type Random = () => number
type ErrorClass = (entry: Matchable, text: string, random: Random) => Query

/** Pairs that are one word written two ways, either of which may stand for the other. */
const ABBREVIATIONS = pairs(
  'international intl, company co, corporation corp, technology tech, limited ltd, brothers bros',
)
const FORMS = pairs('ooo llc, zao cjsc, oao ojsc, ao jsc, gmbh ltd, limited ltd, llc ltd, co company, sa ag, bv nv')
const NICKNAMES = pairs(
  'aleksandr sasha, vladimir vova, mohammed mohamad, william bill, robert bob, yusuf joseph, ivan john',
)
const FATHERS = ['Ivanovich', 'Petrovna', 'Sergeyevich', 'Nikolaevich', 'bin Fulan', 'ibn Testislav']
const TITLES = ['Dr.', 'Mr', 'Haji', 'General', 'Mullah']
const ADDED = ['al', 'the', 'Fulan', 'Testov', 'Group', 'Trading', 'A.', 'No. 3', '7']
/** Letters of romanisations that stand for each other. */
const ROMANISED = pairs('kh h, y i, ks x, ou u, sh sch, v w, zh j, ts tz, ya ia, yu iu, q k, ph f, aa a, ee i')
const CYRILLIC: Readonly<Record<string, string>> = Object.fromEntries(
  Array.from('abvgdeziklmnoprstufy', (letter, i) => [letter, 'абвгдезиклмнопрстуфы'[i] ?? letter]),
)
const GREEK: Readonly<Record<string, string>> = Object.fromEntries(
  Array.from('abgdeziklmnoprstuf', (letter, i) => [letter, 'αβγδεζικλμνοπρστυφ'[i] ?? letter]),
)
const ARABIC: Readonly<Record<string, string>> = Object.fromEntries(
  Array.from('abtjdrzsfqklmnhwy', (letter, i) => [letter, 'ابتجدرزسفقكلمنهوي'[i] ?? letter]),
)
/** What no eye sees or no reader expects. */
const MARKS = ['\u200b', '\u200d', '\u202e', '\u2066', '\u00ad', '\ufeff', '\u0301', '\u0000', '-', '.', '(', '•']

export const CLASSES: Readonly<Record<string, ErrorClass>> = {
  'letters mistaken': (_, text, random) => ({ name: slipped(text, 1 + below(random, 2), random) }),
  'words in another order': (_, text, random) => ({ name: shuffled(wordsOf(text), random).join(' ') }),
  reversed: (_, text, random) => {
    const [first = '', ...rest] = wordsOf(text)
    return { name: random() < 0.5 ? [...rest, first].join(' ') : `${rest.join(' ')}, ${first}` }
  },
  'a word dropped': (_, text, random) => {
    const words = wordsOf(text)
    return { name: words.length < 2 ? text : words.toSpliced(below(random, words.length), 1).join(' ') }
  },
  'a word added': (_, text, random) => {
    const words = wordsOf(text)
    return { name: words.toSpliced(below(random, words.length + 1), 0, drawn(random, [...ADDED, ...TITLES])).join(' ') }
  },
  'words joined': (_, text, random) => {
    const words = wordsOf(text)
    const at = below(random, Math.max(1, words.length - 1))
    const count = 2 + below(random, 3)
    return { name: words.toSpliced(at, count, words.slice(at, at + count).join('')).join(' ') }
  },
  'a word split': (_, text, random) => {
    const words = wordsOf(text)
    const at = below(random, words.length)
    const word = words[at] ?? ''
    const cut = 1 + below(random, Math.max(1, word.length - 1))
    return { name: words.toSpliced(at, 1, word.slice(0, cut), word.slice(cut)).join(' ') }
  },
  initials: (_, text, random) => {
    const words = wordsOf(text)
    const keep = below(random, words.length)
    const short = words.map((word, i) => (i === keep || random() < 0.3 ? word : `${word[0] ?? ''}.`))
    return { name: random() < 0.2 ? short.join('').replaceAll('.', '') : short.join(' ') }
  },
  abbreviations: (_, text, random) => ({ name: exchanged(text, ABBREVIATIONS, random) }),
  'legal forms': (_, text, random) => {
    const other = exchanged(text, FORMS, random)
    return { name: other === text ? `${text} ${drawn(random, FORMS)[below(random, 2)]}` : other }
  },
  'romanised otherwise': (_, text, random) => ({ name: exchangedLetters(text, ROMANISED, random) }),
  'in another script': (entry, text, random) => {
    const other = entry.names.filter((name) => /[^\p{Script=Latin}\p{Script=Common}\p{M}]/u.test(name.text))
    if (other.length > 0 && random() < 0.5)
      return { name: slipped(drawn(random, other).text, below(random, 2), random) }
    return { name: spelt(text.toLowerCase(), drawn(random, [CYRILLIC, GREEK, ARABIC])) }
  },
  'fathers’ names': (_, text, random) => {
    const without = wordsOf(text).filter((word) => !/(?:vich|vna|вич|вна)$/i.test(word))
    return {
      name:
        random() < 0.5 && without.length > 0
          ? without.join(' ')
          : wordsOf(text).toSpliced(1, 0, drawn(random, FATHERS)).join(' '),
    }
  },
  nicknames: (_, text, random) => ({ name: exchanged(text, NICKNAMES, random) }),
  'by address': (entry, text, random) => {
    const [address = text] = entry.addresses ?? []
    const name = entry.schema === 'Address' ? drawn(random, ['Fictional Trading One Ltd', address]) : text
    return { name: slipped(name, below(random, 2), random), addresses: [slipped(address, below(random, 3), random)] }
  },
  'by identifier': (entry, _, random) => {
    const identifiers = (entry.identifiers ?? []).map((text) =>
      random() < 0.5 ? text.toLowerCase() : [...text].join(random() < 0.5 ? '-' : ' '),
    )
    return { name: 'Testislav Fulanov', identifiers }
  },
  'with dates and countries': (entry, text, random) => ({
    name: slipped(text, below(random, 2), random),
    schema: random() < 0.5 ? entry.schema : drawn(random, ['Person', 'Company', 'LegalEntity', 'Vessel'] as const),
    countries: random() < 0.5 ? entry.countries : ['CN'],
    birthDates: random() < 0.5 ? (entry.birthDates ?? []) : ['1970-01-01'],
    genders: random() < 0.5 ? (entry.genders ?? []) : ['female'],
  }),
  'marks nobody sees': (_, text, random) => {
    let name = text
    for (let n = 1 + below(random, 4); n > 0; n--) {
      const at = below(random, name.length + 1)
      name = name.slice(0, at) + drawn(random, MARKS) + name.slice(at)
    }
    return { name }
  },
  'two classes at once': (entry, text, random) => {
    const names = Object.keys(CLASSES).filter((name) => name !== 'two classes at once')
    const first = CLASSES[drawn(random, names)]?.(entry, text, random) ?? { name: text }
    return { ...first, ...CLASSES[drawn(random, names)]?.(entry, first.name, random) }
  },
}

function pairs(text: string): readonly (readonly string[])[] {
  return text.split(', ').map((pair) => pair.split(' '))
}

function wordsOf(text: string): string[] {
  const words = text.split(/\s+/).filter((word) => word !== '')
  return words.length === 0 ? [''] : words
}

function slipped(text: string, slips: number, random: Random): string {
  let name = text
  for (let n = slips; n > 0; n--) {
    const at = below(random, name.length + 1)
    const letter = String.fromCharCode(97 + below(random, 26))
    const way = below(random, 4)
    if (way === 0) name = name.slice(0, at) + letter + name.slice(at)
    else if (way === 1) name = name.slice(0, at) + name.slice(at + 1)
    else if (way === 2) name = name.slice(0, at) + letter + name.slice(at + 1)
    else name = name.slice(0, at) + (name[at + 1] ?? '') + (name[at] ?? '') + name.slice(at + 2)
  }
  return name
}

function shuffled(words: string[], random: Random): string[] {
  const left = [...words]
  return words.map(() => left.splice(below(random, left.length), 1)[0] ?? '')
}

/** The first word that is one of a pair becomes the other; none is: the second of some pair is put before the name. */
function exchanged(text: string, known: readonly (readonly string[])[], random: Random): string {
  const words = wordsOf(text)
  for (const [at, word] of words.entries()) {
    const plain = word.toLowerCase().replace(/[.,]/g, '')
    const pair = known.find((one) => one.includes(plain))
    if (pair !== undefined) return words.with(at, pair.find((one) => one !== plain) ?? plain).join(' ')
  }
  return random() < 0.5 ? text : `${drawn(random, known)[1]} ${text}`
}

function exchangedLetters(text: string, known: readonly (readonly string[])[], random: Random): string {
  let name = text.toLowerCase()
  for (const [a = '', b = ''] of known) {
    if (random() < 0.4) continue
    name = random() < 0.5 ? name.replace(a, b) : name.replace(b, a)
  }
  return name
}

function spelt(text: string, letters: Readonly<Record<string, string>>): string {
  return Array.from(text, (letter) => letters[letter] ?? letter).join('')
}
