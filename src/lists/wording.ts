/** How official lists write names, days, citations and places, and how we read them. One place for all sources. */
import { type CountryCode, type Day, parseCountry, parseDay } from '../base/index.ts'

/** First year a date of listing can bear: the Entity List began in 1997, denial orders and OFAC programmes decades before. */
const FIRST_LISTING_YEAR = 1950
/** Last year an order can run to: denial orders run to 2056 and beyond, but none to the year 3017. */
const LAST_LISTING_YEAR = 2200

/** C1 control characters are Windows-1252 letters read as Latin-1; this is the reading every browser gives them. */
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

/** One line, single blanks, no blanks at the ends. */
export function cleanText(text: string): string {
  if (!/[^ -~]| {2}|^ | $/.test(text)) return text
  return text
    .replace(/[\u0080-\u009f]/g, (letter) => WINDOWS_1252[letter.charCodeAt(0) - 0x80] ?? ' ')
    .replace(/[\u200b\ufeff]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
}

/** The pieces of a cell that joins several values by `; `, cleaned, without the `and ` before the last. */
export function splitValues(cell: string): readonly string[] {
  return cell
    .split(';')
    .map((piece) => cleanText(piece).replace(/^and /i, ''))
    .filter((piece) => piece !== '')
}

/** `LAST, First` as people say it: `First LAST`. `null` when the name is not written that way. */
export function spokenName(name: string): string | null {
  const halves = name.split(', ')
  const [last, first] = halves
  if (halves.length !== 2 || !last || !first || /^(jr|sr|i{1,3}|iv)\.?$/i.test(first)) return null
  return `${first} ${last}`
}

const FR = /(\d{1,3})\s*\.?\s*F\s*\.?\s*R\s*\.?,?\s*(\d{1,3},\s?\d{3}(?!\d)|\d{3,6}(?!\d))/g

/** Federal Register citations in the form `84 FR 54002`; a cell without any is kept as it stands. */
export function readCitations(cell: string): readonly string[] {
  const text = cleanText(cell)
  if (text === '') return []
  const found = [...text.matchAll(FR)].map((match) => `${match[1]} FR ${(match[2] ?? '').replace(/[,\s]/g, '')}`)
  return found.length > 0 ? [...new Set(found)] : [text]
}

/** A day of listing; `null` for what is no day, lies before any list began, or after any order ends. */
export function readListingDay(text: string): Day | null {
  // UN and other XML dates may carry a time zone: `2015-04-07-04:00`.
  const parsed = parseDay(text.trim().replace(/^(\d{4}-\d{2}-\d{2})(?:Z|[+-]\d{2}:\d{2})$/, '$1'))
  const year = Number(parsed?.slice(0, 4))
  return year >= FIRST_LISTING_YEAR && year <= LAST_LISTING_YEAR ? parsed : null
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
/** A range of birth years is spelt out year by year up to this many; a wider one says too little to compare. */
const MAX_YEARS_SPELT = 12

/**
 * Birth dates as `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, from the ways lists write them: `04 Sep 1957`, `Sep 1957`, `1957`,
 * `circa 1957`, `1951 to 1953`, `1958-01-02`. Empty when the text is none of these.
 */
export function readBirthDates(text: string): readonly string[] {
  if (text.length > 100) return []
  const plain = cleanText(text)
    .toLowerCase()
    .replace(/^(circa|approximately|about|approx\.?)\s+/, '')
  const range = /^(.*\d{4})\s+(?:to|-)\s+(.*\d{4})$/.exec(plain)
  if (range) return spellYears(range[1] ?? '', range[2] ?? '')
  const one = readPartialDay(plain)
  return one === null ? [] : [one]
}

/** The years from one to the other, both named at the end of their texts. */
export function spellYears(from: string, to: string): readonly string[] {
  const first = Number(from.slice(-4))
  const last = Number(to.slice(-4))
  if (!(first >= 1800 && last >= first && last - first < MAX_YEARS_SPELT)) return []
  return Array.from({ length: last - first + 1 }, (_, i) => String(first + i))
}

/** `04 Sep 1957`, `4.9.1957`, `Sep 1957`, `1957-09`, `1957`, `1957-09-04` as `YYYY-MM-DD`, `YYYY-MM` or `YYYY`. */
export function readPartialDay(text: string): string | null {
  const plain = text.trim().toLowerCase()
  if (/^\d{4}$/.test(plain)) return plain
  if (/^\d{4}-\d{2}-\d{2}$/.test(plain)) return parseDay(plain)
  if (/^\d{4}-(0[1-9]|1[0-2])$/.test(plain)) return plain
  const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4})\.?$/.exec(plain)
  if (dotted) return parseDay(`${dotted[3]}-${dotted[2]?.padStart(2, '0')}-${dotted[1]?.padStart(2, '0')}`)
  const words = /^(?:(\d{1,2}) )?([a-z]{3})[a-z]* (\d{4})$/.exec(plain)
  const month = MONTHS.indexOf(words?.[2] ?? '') + 1
  if (!words || month === 0) return null
  const yearMonth = `${words[3]}-${String(month).padStart(2, '0')}`
  return words[1] === undefined ? yearMonth : parseDay(`${yearMonth}-${words[1].padStart(2, '0')}`)
}

const US_STATE_AND_ZIP =
  /,\s*(A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY]),\s*\d{5}(-\d{4})?$/

/** The country a text names, also in the inverted forms of official lists: `Man, Isle of`, `Region: Gaza`. */
export function readCountry(text: string): CountryCode | null {
  const plain = text.replace(/^Region: /, '').replace(/ Special Administrative Region$/i, '')
  const named = parseCountry(plain)
  if (named !== null) return named
  const [main = '', rest, ...more] = plain.split(', ')
  if (more.length > 0) return null
  // `British Virgin Islands` stands in our table as ISO writes it, `Virgin Islands, British`.
  if (rest === undefined) return parseCountry(main.replace(/^(\S+) (.+)$/, '$2, $1'))
  if (/^the republic of$/i.test(rest)) return parseCountry(main)
  return parseCountry(`${rest} ${main}`) ?? (main === 'China' ? parseCountry(rest) : null)
}

/** The country an address ends with: its code, its name, or a United States state with a zip code. */
export function countryOfAddress(address: string): CountryCode | null {
  const last = address.slice(address.lastIndexOf(',') + 1).trim()
  const named = parseCountry(last)
  if (named !== null) return named
  return US_STATE_AND_ZIP.test(address) ? parseCountry('US') : null
}

/** The newer of two days, either of which may be unknown. */
export function newer(a: Day | null, b: Day | null): Day | null {
  if (a === null) return b
  return b !== null && b > a ? b : a
}

const LONG_MONTH =
  /^(january|february|march|april|may|june|july|august|september|october|november|december|[a-z]{3}\.?)\s+(\d{1,2}),?\s+(\d{4})$/i

/** A day as American notices write it: `June 21, 2022`, `10/16/2017`, `1/30/07`, `2017-10-23`. Two digits of a year: from 1970. */
export function readUsDay(text: string): Day | null {
  const plain = cleanText(text).replace(/[.\s]+$/, '')
  const long = LONG_MONTH.exec(plain)
  if (long) {
    const month = MONTHS.indexOf((long[1] ?? '').slice(0, 3).toLowerCase()) + 1
    return month === 0 ? null : readListingDay(isoOf(long[3] ?? '', String(month), long[2] ?? ''))
  }
  const slashed = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})$/.exec(plain)
  if (slashed) return readListingDay(isoOf(slashed[3] ?? '', slashed[1] ?? '', slashed[2] ?? ''))
  return readListingDay(plain)
}

function isoOf(year: string, month: string, day: string): string {
  const full = year.length === 4 ? year : `${Number(year) >= 70 ? '19' : '20'}${year}`
  return `${full}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}
