import { millionths } from '../base/index.ts'
import { type ApplicationPackage, type ItemEntry, linesOf, type PartyEntry, partiesOf } from './package.ts'

/** Something still to fill or to mend before the form can go. */
export type Gap = { readonly block: string; readonly sentence: string }

/**
 * What the form still wants, block by block in the form's order: 15 CFR 748 Supp. 1. Read from the package alone, so that
 * the authority finds the same on receipt.
 */
export function missing(whole: ApplicationPackage): readonly Gap[] {
  const isReexport = whole.type === 'reexport'
  return [
    ...asked(whole, '1', 'name the person who can answer questions'),
    ...asked(whole, '2', 'give the telephone number of the contact person'),
    ...asked(whole, '4', 'give the date of the application'),
    ...asked(whole, '5', 'say whether it is an export or a reexport'),
    ...named(whole, '14', 'name the applicant'),
    ...(isReexport ? [] : employerId(whole)),
    ...addresses(whole, '16', false),
    ...addresses(whole, '17', true),
    ...named(whole, '18', 'name the ultimate consignee, who actually receives the item'),
    ...addresses(whole, '19', true),
    ...(isReexport ? named(whole, '20', 'name the original ultimate consignee, or who holds the item now') : []),
    ...endUse(whole),
    ...whole.items.flatMap(itemGaps),
    ...(whole.items.length === 0 ? [{ block: '22', sentence: 'name the items' }] : []),
    ...asked(whole, '23', 'give the price of every item, so that the total is known'),
    ...signature(whole),
    ...rest(whole),
  ]
}

/** Why a package cannot be signed: gaps of the form and what is pending in the case. Empty: it can. */
export function draftReasons(whole: ApplicationPackage): readonly string[] {
  return [...whole.pending, ...missing(whole).map(({ block, sentence }) => `block ${block}: ${sentence}`)]
}

function asked(whole: ApplicationPackage, block: string, sentence: string): readonly Gap[] {
  return linesOf(whole, block).length > 0 ? [] : [{ block, sentence }]
}

function named(whole: ApplicationPackage, block: string, sentence: string): readonly Gap[] {
  return partiesOf(whole, block).length === 0 ? [{ block, sentence }] : addresses(whole, block, true)
}

const POST_BOX = /\bP\.?\s*O\.?\s*B(?:ox|\.)|\bpost(?:al)?\s+(?:office\s+)?box\b/i

function addresses(whole: ApplicationPackage, block: string, wantsStreet: boolean): readonly Gap[] {
  return partiesOf(whole, block).flatMap((party) =>
    partyGaps(party, wantsStreet).map((sentence) => ({ block, sentence })),
  )
}

function partyGaps({ name, address, country }: PartyEntry, wantsStreet: boolean): readonly string[] {
  return [
    ...(isBlank(address) ? [`give the full address of ${name}`] : []),
    ...(wantsStreet && address !== null && POST_BOX.test(address)
      ? [`give a street address of ${name}; a post-office box is not accepted`]
      : []),
    ...(isBlank(country) ? [`give the country of ${name}`] : []),
  ]
}

function employerId(whole: ApplicationPackage): readonly Gap[] {
  const [applicant] = partiesOf(whole, '14')
  return applicant === undefined || !isBlank(applicant.employerId)
    ? []
    : [{ block: '14', sentence: 'give the applicant’s Employer Identification Number' }]
}

/** Words the form refuses as an end use when they are all that is said, with the small words around them. */
const EMPTY_USES = new Set(
  'research manufacturing scientific use uses purpose purposes and or general for the various other commercial'.split(
    ' ',
  ),
)

function endUse(whole: ApplicationPackage): readonly Gap[] {
  const words =
    linesOf(whole, '21')
      .join(' ')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  if (words.length === 0) return [{ block: '21', sentence: 'describe the specific end use' }]
  return words.every((word) => EMPTY_USES.has(word))
    ? [
        {
          block: '21',
          sentence:
            'describe the end use fully: what is done, by whom, where and for what; such general words are refused',
        },
      ]
    : []
}

function itemGaps(item: ItemEntry): readonly Gap[] {
  const gap = (letter: string, value: string | null, sentence: string): readonly Gap[] =>
    isBlank(value) ? [{ block: `22(${letter})`, sentence: `${item.ref}: ${sentence}` }] : []
  const isComputer = /^4A/.test(item.eccn ?? '')
  return [
    ...gap('a', item.eccn, 'give the ECCN'),
    ...(isComputer ? gap('b', item.app, 'give the Adjusted Peak Performance') : []),
    ...gap('c', item.model, 'give the model number'),
    ...gap('e', item.quantity, 'give the quantity'),
    ...(item.form === 'technology' ? [] : gap('f', item.unit, 'give the unit of quantity')),
    ...gap('g', item.unitPriceUsd, 'give the unit price in US dollars'),
    ...gap('h', item.totalUsd, 'give the total price in US dollars'),
    ...gap('j', item.description, 'describe the item with every characteristic its entry measures'),
    ...priceGaps(item),
  ]
}

/** The total must be what quantity and unit price make, to the dollar per unit that rounding allows. */
function priceGaps({ ref, quantity, unitPriceUsd, totalUsd }: ItemEntry): readonly Gap[] {
  const [count, each, total] = [quantity, unitPriceUsd, totalUsd].map((text) => millionths(text ?? ''))
  if (count == null || each == null || total == null) return []
  const product = (count * each) / 1_000_000n
  const apart = product > total ? product - total : total - product
  return apart <= count / 2n + 500_000n
    ? []
    : [{ block: '22(h)', sentence: `${ref}: the total is not quantity times unit price; mend one of them` }]
}

function signature(whole: ApplicationPackage): readonly Gap[] {
  const given = linesOf(whole, '25').length
  return given >= 2 ? [] : [{ block: '25', sentence: 'give name and title of the person who signs' }]
}

/** What goes with the form: words for each line of the schedule, the assessment, evidence for each paragraph. */
function rest(whole: ApplicationPackage): readonly Gap[] {
  const known = new Set(whole.exhibits.map((exhibit) => exhibit.id))
  return [
    ...whole.disclosure.lines
      .filter((line) => isBlank(line.text))
      .map((line) => ({ block: '24', sentence: `say in words what ${line.subject} of the schedule is` })),
    ...(whole.humanRights === null ? [{ block: '24', sentence: 'write the human-rights assessment' }] : []),
    ...whole.letter
      .filter(({ evidence }) => evidence.length === 0 || evidence.some((id) => !known.has(id)))
      .map(({ text }) => ({
        block: '24',
        sentence: `name an exhibit of this package for the paragraph \`${[...text].slice(0, 60).join('')}\``,
      })),
  ]
}

function isBlank(value: string | null): boolean {
  return value === null || value.trim() === ''
}
