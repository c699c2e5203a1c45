/**
 * Reads the words of an Entity List entry: which items need a licence, and how an application is reviewed.
 * Written against every distinct spelling of the list of 2022-04 (46) and 2023-11. Words it does not know are
 * `unread`, which the rule turns into a question: never into "no requirement".
 */

/** What takes some items out of an entry, each a fact to be settled. */
export type ScopeLimit =
  /** Food and medicine designated EAR99 are out. */
  | 'food-or-medicine'
  /** 5A992.c and 5D992.c are out, unless for government end users and state-owned enterprises. */
  | 'mass-market-encryption'
  /** EAR99 or AT-only technology released to members of a standards organisation is out. */
  | 'standards-technology'
  /** EAR99 technology to operate, maintain or repair unmanned aircraft, released by their operator, is out. */
  | 'operator-technology'
  /** Only items for the projects of 746.5 are in. */
  | 'energy-projects-only'
  /** Transactions under a named OFAC general licence are out. */
  | 'ofac-general-licence'
  /** Named petroleum products and the joint ventures of A:1 partners are out. */
  | 'petroleum-and-joint-ventures'

export type EntityScope = {
  readonly kind: 'all-items'
  readonly limits: readonly ScopeLimit[]
  /** Licence exceptions the entry itself admits. */
  readonly exceptions: readonly string[]
}

/** `null`: words this grammar does not know. */
export function readEntityScope(words: string): EntityScope | null {
  const text = plain(words)
  if (!/^(for )?all items? subjects? to the ear\b/.test(text)) return null
  const limits = LIMITS.filter(([pattern]) => pattern.test(text)).map(([, limit]) => limit)
  const exceptions = /may be overcome by license exception gov/.test(text) ? ['GOV'] : []
  return isWhollyRead(text) ? { kind: 'all-items', limits, exceptions } : null
}

const LIMITS: readonly (readonly [RegExp, ScopeLimit])[] = [
  [/except for food (or|and) medicine designated as ear99/, 'food-or-medicine'],
  [/5a992\.c and 5d992\.c unless for (russian|belarusian) "government end users"/, 'mass-market-encryption'],
  [/except for technology .*? released to members of a "standards organization"/, 'standards-technology'],
  [/except for ear99-designated technology .*? of unmanned aerial vehicles/, 'operator-technology'],
  [/when used in projects specified in ?§ ?746\.5/, 'energy-projects-only'],
  [/authorized by the department of the treasury's .*? pursuant to general license/, 'ofac-general-licence'],
  [/except for: ?-crude oil/, 'petroleum-and-joint-ventures'],
]

/** The phrases that make up the known spellings; what is left after taking them out must be nothing but punctuation. */
const PHRASES: readonly RegExp[] = [
  /^(for )?all items? subjects? to the ear/,
  /,? ?\(?see ?(part)? ?§{0,2}\??[^()]*?(\([a-z0-9]+\)[^()]*?)*?of the ear\.?\)?\d?/g,
  /\(see §§ 734\.9\(g\),3 746\.8\(a\)\(3\), and 744\.21\(b\) of the ear\.?\)?/g,
  /when used in projects specified in ?§ ?746\.5 of the ear/,
  /except for food (or|and) medicine designated as ear99/,
  /, or eccn 5a992\.c and 5d992\.c unless for (russian|belarusian) "government end users" and (russian|belarusian) state-owned enterprises \(soes\) to (russia|belarus)/,
  /except for technology [^;]*? "standards organization" [^;]*? a "standard" \(see ?§772\.1\)/,
  /except for ear99-designated technology [^;.]*? \(uav\) released [^;.]*? operator of the uav/,
  /apart from items [^;]*? general license no\. [0-9a-z]+ of [a-z]+ \d{1,2}, \d{4}/,
  /russia does not include the "crimea region of ukraine," [^;]*? e\.o\. 13685/,
  /except for: ?-crude oil, condensates.*not operating in the south china sea/,
  /with case-by-case basis for items listed on the ccl/,
  /this license requirement may be overcome by license exception gov under § ?740\.11\(b\)\(2\) and \(e\)\.?( \(e\)\.?)?/,
]

function isWhollyRead(text: string): boolean {
  const rest = PHRASES.reduce((left, phrase) => left.replace(phrase, ' '), text)
  return /^[\s.,;)]*$/.test(rest)
}

function plain(words: string): string {
  return words.replace(/[“”]/g, '"').replace(/[‘’]/g, "'").replace(/\s+/g, ' ').trim().toLowerCase()
}

/** One branch of an entry's review policy, in our words. */
export type EntityReview = {
  readonly review: string
  /** What it is limited to; absent: everything else of the entry. */
  readonly only?: ReviewScope
}

export type ReviewScope =
  | { readonly kind: 'items'; readonly eccns: readonly string[] }
  | { readonly kind: 'listed-items' }
  | { readonly kind: 'ear99' }
  | { readonly kind: 'food-or-medicine' }
  | { readonly kind: 'infectious-disease' }
  | { readonly kind: 'other'; readonly what: string }

/** The branches of a review policy, special ones first. `null`: words this grammar does not know. */
export function readEntityReview(words: string): readonly EntityReview[] | null {
  const text = plain(words).replace(/[.;\s]+$/, '')
  if (text === '') return null
  const branches = text.split(/;\s*(?:and )?|\.\s+(?=presumption|see)/).map(readBranch)
  return branches.every((branch): branch is readonly EntityReview[] => branch !== null)
    ? branches.flat().sort((a, b) => Number(b.only !== undefined) - Number(a.only !== undefined))
    : null
}

function readBranch(text: string): readonly EntityReview[] | null {
  const see = /^see §§? ?(74[46]\.\d+.*)$/.exec(text)
  if (see) return [{ review: `as 15 CFR ${see[1]?.replace(/ of (this part|the ear)$/, '')} says` }]
  const review = reviewWord(text)
  if (review === null) return null
  const eccns = [...text.matchAll(/\b\d[a-e]\d{3}(?:\.[a-z0-9]+)*/g)].map(([eccn]) => eccn.toUpperCase())
  if (/infectious disease/.test(text)) return [{ review, only: { kind: 'infectious-disease' } }]
  if (eccns.length > 0) return [{ review, only: { kind: 'items', eccns: eccns.map(eccnCase) } }]
  if (/^policy of denial for all items [^;]*? apart from food and medicine [^;]*? case-by-case basis$/.test(text))
    return [{ review: 'policy of denial' }, { review: 'case by case', only: { kind: 'food-or-medicine' } }]
  if (/^presumption of approval (for )?ear99( items)?$/.test(text.replace(/\s+/g, ' ')))
    return [{ review, only: { kind: 'ear99' } }]
  const both = /^case-by-case for all items listed on the ccl\. ?presumption of approval for ear99 items$/.test(text)
  if (both)
    return [
      { review: 'case by case', only: { kind: 'listed-items' } },
      { review: 'presumption of approval', only: { kind: 'ear99' } },
    ]
  if (
    /(for|review) all items (listed )?on the ccl$/.test(text) ||
    /case-by-case review for all items on the ccl/.test(text)
  )
    return [{ review, only: { kind: 'listed-items' } }]
  if (/for all other items|^(presumption of denial|policy of denial|case[- ]by[- ]case( (review|basis))?)$/.test(text))
    return [{ review }]
  const what = / for (.+)$/.exec(text)?.[1]
  return what === undefined ? null : [{ review, only: { kind: 'other', what } }]
}

function reviewWord(text: string): string | null {
  if (/^presumption of denial/.test(text)) return 'presumption of denial'
  if (/^policy of denial/.test(text)) return 'policy of denial'
  if (/^presumption of +approval/.test(text)) return 'presumption of approval'
  if (/^cas[ea][- ]by[- ]case/.test(text)) return 'case by case'
  return null
}

/** `1A004.C` of the upper-cased text back to `1A004.c`. */
function eccnCase(eccn: string): string {
  return eccn.slice(0, 5) + eccn.slice(5).toLowerCase()
}
