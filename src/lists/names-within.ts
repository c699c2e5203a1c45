/**
 * Several names in one text, as American notices write them: `X Co., Ltd., a.k.a., the following two aliases: —Y; and —Z.`,
 * `X (including two aliases: Y; and Z) and subsidiaries`, `X (also known as Y; and formerly known as Z)`.
 */
import { parseCountry } from '../base/index.ts'
import type { Properties } from './entry.ts'
import { cleanText } from './wording.ts'

export type NamesWithin = {
  readonly name: string
  readonly aliases: readonly string[]
  readonly formerNames: readonly string[]
  /** What stands after the names: the reach of the listing, or an address. */
  readonly rest: string
}

/** Opens a group of other names. */
const SIGN =
  /(?:including |and |with )?(?:the following )?(?:(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|\w+teen|twenty(?:-\w+)?|thirty(?:-\w+)?|\d{1,3}) )?(?:alias(?:es)?|(?:former |other )?names?)\s*:|(?:also|formerly|previously|now) known as:?|(?<![a-z])[afn]\.?\s?k\.?\s?a\.?(?=[,:\s])[,:]?/i

/** The names in brackets after a name; the main name alone where there are none. */
export function namesInBrackets(text: string): NamesWithin {
  const plain = cleanText(text)
  for (let open = plain.indexOf('('); open !== -1; open = plain.indexOf('(', open + 1)) {
    const close = closing(plain, open)
    const inner = plain.slice(open + 1, close)
    const sign = SIGN.exec(inner)
    if (sign === null || sign.index > 0) continue
    const { aliases, formerNames } = splitGroups(inner)
    const more = namesInBrackets(plain.slice(close + 1))
    return {
      name: plain.slice(0, open).replace(/[\s,]+$/, ''),
      aliases: [...aliases, ...more.aliases],
      formerNames: [...formerNames, ...more.formerNames],
      rest: more.name.replace(/^[\s,]+/, ''),
    }
  }
  return { name: plain, aliases: [], formerNames: [], rest: '' }
}

/** `also known as A; and B; and formerly known as C` sorted: what is former, what is not. */
export function splitGroups(text: string): Pick<NamesWithin, 'aliases' | 'formerNames'> {
  const aliases: string[] = []
  const formerNames: string[] = []
  let isFormer = false
  // Each group runs from its sign to the next one.
  const signs = new RegExp(SIGN.source, 'gi')
  let from = 0
  const take = (piece: string): void => {
    for (const name of splitNames(piece)) (isFormer ? formerNames : aliases).push(name)
  }
  for (const sign of text.matchAll(signs)) {
    take(text.slice(from, sign.index))
    if (/former|previously|^\W*f\.?\s?k/i.test(sign[0])) isFormer = true
    else if (/also|now|^\W*[an]\.?\s?k/i.test(sign[0])) isFormer = false
    from = sign.index + sign[0].length
  }
  take(text.slice(from))
  return { aliases, formerNames }
}

/** Names parted by semicolons, line ends or bullets; two parted by `and` only where each ends as a company does. */
function splitNames(text: string): readonly string[] {
  return text
    .split(/;|\n|\s[—–]\s|^[—–]/)
    .flatMap((piece) => piece.split(/(?<=\b(?:Co|Ltd|Inc|LLC|Corp|Limited|Corporation)\.?),? and (?=[A-Z])/))
    .map((piece) => cleanText(piece).replace(/^(?:and|or)\s+|^[—–-]+\s*|\s+(?:and|or)$|[\s,;:]+$/gi, ''))
    .map((piece) => withoutStop(cleanText(piece.replace(/^[—–-]+\s*/, ''))))
    .filter((piece) => /[\p{L}\p{N}]/u.test(piece) && !/^(?:and|or)$/i.test(piece))
}

/** Without the full stop that ends the sentence, but with that of `Ltd.` or an initial. */
export function withoutStop(name: string): string {
  const single = name.replace(/\.{2,}$/, '.')
  return /(?:^|[\s.,(])(?:Ltd|Co|Inc|Corp|Bros|Pvt|Pte|Intl|Jr|Sr|St|[A-Z])\.$/.test(single)
    ? single
    : single.replace(/\.$/, '')
}

/** Where the bracket opened at `open` closes; the end of the text when it never does. */
function closing(text: string, open: number): number {
  let depth = 0
  for (let at = open; at < text.length; at++) {
    if (text[at] === '(') depth++
    else if (text[at] === ')' && --depth === 0) return at
  }
  return text.length
}

/**
 * Commerce and State write more than one name into the name cell: an acronym in brackets at its end, the affiliate of a
 * listed company after it, the reach of the sanction. Each name becomes one to be searched; the cell stays the main name.
 * An acronym is only a weak alias: alone it stands for many bodies.
 */
export function addNamesWithin(properties: Properties, name: string): void {
  const affiliate = /(?:Affiliated Entit(?:y|ies):|Subordinate Institutions?\s*[-–:])\s*(\S.+)$/i.exec(name)
  const reach = /^(.+?),? and any successor/i.exec(name)
  const main = reach?.[1] ?? name
  const [, outer, inner = ''] = /^(.+\S)\s*\(([^()]+)\)$/.exec(main) ?? []
  if (affiliate) properties.add('alias', affiliate[1])
  else if (outer !== undefined && parseCountry(inner) === null) {
    properties.add('alias', outer)
    if (/^[A-Z][A-Za-z0-9-]{1,11}$/.test(inner)) properties.add('weakAlias', inner)
  } else if (reach) properties.add('alias', main)
}

const COMPANY_PART =
  /^(?:co|ltd|limited|inc|incorporated|llc|l\.l\.c|llp|lp|corp|corporation|company|s\.?a|s\.?p\.?a|s\.?r\.?l|gmbh|plc|jsc|ojsc|cjsc|pjsc|ooo|ao|b\.?v|n\.?v|a\.?g|k\.?g|a\.?s|pte|pty|pvt|\(pvt\)|private|fze|fzc|fzco|fz|sdn|bhd|sarl|jr|sr|ii|iii|iv|m\.?d|ph\.?d)\b\.?/i

/** Whether the comma in a name stands before a kind of company: `Fictional Arms, Inc.` */
export function isCompany(name: string): boolean {
  return COMPANY_PART.test(name.slice(name.indexOf(',') + 1).trimStart())
}

/** A part of a larger body, named after it: `Academy of Sciences, Institute of Physics`. */
const BODY_PART =
  /^[^,]*\b(?:institute|institution|academy|university|laborator(?:y|ies)|department|division|faculty|school|ministry|factory|bureau|branch)\b[^,]*(?:,|$)/i
const ADDRESS_WORD = /\b(?:street|road|rd|avenue|ave|floor|building|bldg|district|room|block|zone|park|lane|square)\b/i

/**
 * A name and the address after it, written in one text and parted by the first comma that ends the name: not one inside
 * brackets, nor one before a company type or a part of a larger body. No comma: all of it is the name.
 */
export function splitNameAndAddress(text: string): { readonly name: string; readonly address: string } {
  let depth = 0
  for (let at = 0; at < text.length; at++) {
    const letter = text[at]
    if (letter === '(') depth++
    else if (letter === ')') depth = Math.max(0, depth - 1)
    else if (letter === '\n' && depth === 0)
      return { name: bare(text.slice(0, at)), address: cleanText(text.slice(at)) }
    else if (letter === ',' && depth === 0 && !goesOn(text.slice(at + 1).trimStart()))
      return { name: bare(text.slice(0, at)), address: cleanText(text.slice(at + 1)) }
  }
  return { name: bare(text), address: '' }
}

/** What follows a comma still belongs to the name. */
function goesOn(rest: string): boolean {
  const [part = ''] = BODY_PART.exec(rest) ?? []
  return COMPANY_PART.test(rest) || (part !== '' && !ADDRESS_WORD.test(part))
}

function bare(text: string): string {
  return cleanText(text).replace(/[,;\s]+$/, '')
}
