/** Words that are numbers, so that `Forty-Four` is `44`, `First` is `1st` and `VI` is `6`. */

const UNITS =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'
const ORDINALS =
  'zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth'

/** Folded word to digits, below twenty, cardinal and ordinal. */
export const NUMBER_WORDS: ReadonlyMap<string, number> = new Map([
  ...UNITS.split(' ').map((word, value) => [word, value] as const),
  ...ORDINALS.split(' ').map((word, value) => [word, value] as const),
])

export const TENS: ReadonlyMap<string, number> = new Map([
  ['twenty', 20],
  ['thirty', 30],
  ['forty', 40],
  ['fifty', 50],
  ['sixty', 60],
  ['seventy', 70],
  ['eighty', 80],
  ['ninety', 90],
])

const ROMAN = /^(?:x{0,3})(?:ix|iv|v?i{0,3})$/

/** The value of a Roman numeral up to 39, or `null`. */
export function romanValue(text: string): number | null {
  if (text === '' || text.length > 7 || !ROMAN.test(text)) return null
  let value = 0
  for (let i = 0; i < text.length; i++) {
    const here = digit(text[i])
    value += here < digit(text[i + 1]) ? -here : here
  }
  return value
}

function digit(letter: string | undefined): number {
  return letter === 'x' ? 10 : letter === 'v' ? 5 : letter === 'i' ? 1 : 0
}
