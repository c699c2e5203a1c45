/** The schemas a party can have, in FollowTheMoney's names. `LegalEntity`: a person or a body, not known which. */
export const SCHEMAS = ['Person', 'Organization', 'Company', 'LegalEntity', 'Vessel', 'Airplane', 'Address'] as const
export type Schema = (typeof SCHEMAS)[number]

/** One way a party is called. */
export type NameForm = {
  readonly text: string
  /** `weak`: the publisher itself calls the alias low quality; `former`: no longer in use. */
  readonly quality: 'strong' | 'weak' | 'former'
}

/** What can be searched: a party reduced to what matching needs. Order in the index is the caller's own. */
export type Matchable = {
  readonly schema: Schema
  readonly names: readonly NameForm[]
  /** `CountryCode` as in `base`, upper case. Empty: not known. */
  readonly countries: readonly string[]
  /** Free-text addresses; the main thing for address-only entries. */
  readonly addresses?: readonly string[]
  /** Years or full days of birth, `YYYY` or `YYYY-MM` or `YYYY-MM-DD`. */
  readonly birthDates?: readonly string[]
  /** Passport, registration, IMO and other numbers, as published. */
  readonly identifiers?: readonly string[]
  /** As published: `male`, `F`. Anything that reads as neither says nothing. */
  readonly genders?: readonly string[]
}

export type Query = {
  readonly name: string
  /** Other names of the same party; each is tried, the best is kept. */
  readonly otherNames?: readonly string[]
  /** Absent: any schema. */
  readonly schema?: Schema
  readonly countries?: readonly string[]
  readonly addresses?: readonly string[]
  readonly birthDates?: readonly string[]
  readonly identifiers?: readonly string[]
  readonly genders?: readonly string[]
}

/** How one part of a query name met one part of an entry name. */
export type PartMeeting = {
  /** The part as written in the query; `null`: the entry has a part the query lacks. */
  readonly query: string | null
  readonly entry: string | null
  readonly kind:
    | 'equal'
    | 'edit'
    | 'transliteration'
    | 'initial'
    | 'nickname'
    | 'abbreviation'
    | 'joined'
    | 'company-type'
    | 'phonetic'
    | 'missing-in-query'
    | 'missing-in-entry'
    | 'contradiction'
  /**
   * Millionths, 0 to 1,000,000. For a part the other name lacks: how little its absence says. Twice `weight` times
   * what is missing to one is taken from the name's score; see `scoreOf`.
   */
  readonly similarity: number
  /** Share of both names' weight together that meets here, millionths; all parts add up to 1,000,000. */
  readonly weight: number
}

/** Something beside the name that spoke for or against. */
export type Qualifier = {
  readonly kind: 'country' | 'birth-date' | 'gender' | 'identifier' | 'address' | 'schema' | 'weak-alias' | 'numbers'
  readonly effect: 'confirms' | 'contradicts' | 'neutral'
  /** Millionths added (or taken, when negative). */
  readonly points: number
  readonly query: string
  readonly entry: string
}

/** Why a query and an entry are thought to be the same: everything the score was made of. */
export type Explanation = {
  readonly queryName: string
  readonly entryName: string
  readonly parts: readonly PartMeeting[]
  /** Score of the names alone, millionths. */
  readonly nameScore: number
  readonly qualifiers: readonly Qualifier[]
}

export type Match = {
  /** Position of the entry in the array the index was built from. */
  readonly entry: number
  /** Millionths, 0 to 1,000,000. */
  readonly score: number
  /** Score at or above the algorithm's threshold. */
  readonly isMatch: boolean
  readonly explanation: Explanation
}

export type ScreenOptions = {
  /** Lowest score returned, millionths; default: the algorithm's review floor. Never changes a score. */
  readonly floor?: number
  /** Most matches returned, best first; default: all at or above the floor. Never changes a score. */
  readonly limit?: number
}
