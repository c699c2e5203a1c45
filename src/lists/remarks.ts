/**
 * The remarks of OFAC's sdn.csv: facts joined by `; `, the last closed by a full stop. What we can name becomes a
 * property; the whole text is kept beside it, so that nothing is lost that we could not name.
 */
import type { Properties } from './entry.ts'
import { addRemarkFeature } from './feature.ts'
import { cleanText, readBirthDates, readCountry } from './wording.ts'

/** What the remarks told that was not understood. */
export type RemarkLosses = { readonly countries: readonly string[] }

/**
 * Adds what the remarks say to the properties.
 * @param isCut the text ends in mid-word and its continuation is not known: the last fact is not read
 */
export function addRemarks(properties: Properties, remarks: string, isCut: boolean): RemarkLosses {
  const pieces = remarks.split(/;\s+/)
  const countries: string[] = []
  for (const [i, piece] of pieces.entries()) {
    const isLast = i === pieces.length - 1
    if (isLast && isCut) continue
    addFact(properties, cleanText(isLast ? piece.replace(/\.\s*$/, '') : piece), countries)
  }
  return { countries }
}

function addFact(properties: Properties, text: string, lost: string[]): void {
  const fact = text.replace(/^\(|\)$/g, (mark) => (isWrapped(text) ? '' : mark)).replace(/^alt\. /i, '')
  const [word = ''] = fact.split(' ', 1)
  const rest = fact.slice(word.length + 1)
  switch (word) {
    case 'DOB':
      properties.add('birthDate', ...readBirthDates(rest))
      break
    case 'POB':
      properties.add('birthPlace', rest)
      break
    case 'nationality':
    case 'citizen':
      addCountry(properties, 'nationality', rest, lost)
      break
    case 'a.k.a.':
    case 'f.k.a.':
    case 'n.k.a.':
      addQuotedName(properties, word, rest)
      break
    case 'Telephone':
      properties.add('phone', rest)
      break
    case 'Linked':
      // The full stop that closes the remarks and that of `LTD.` are one: it says nothing.
      properties.add('linkedTo', rest.replace(/^To: /, '').replace(/\.$/, ''))
      break
    default:
      addRemarkFeature(properties, fact)
  }
}

/** `(Linked To: X)`: brackets around the whole fact, not around a part of it. */
function isWrapped(text: string): boolean {
  return text.startsWith('(') && (text.endsWith(')') || !text.includes(')'))
}

function addCountry(properties: Properties, property: string, text: string, lost: string[]): void {
  const code = readCountry(text)
  if (code === null) lost.push(text)
  else properties.add(property, code)
}

/**
 * Names in quotation marks inside the remarks are the ones OFAC itself calls weak.
 * SOURCE: OFAC FAQ 123 (https://ofac.treasury.gov/faqs/123), for the DEL, FF, PIP and CSV formats.
 */
function addQuotedName(properties: Properties, word: string, rest: string): void {
  const quoted = /^'(.*)'$/.exec(rest)
  if (quoted) properties.add('weakAlias', quoted[1])
  else properties.add(word === 'f.k.a.' ? 'previousName' : 'alias', rest)
}
