import type { Day } from '../base/index.ts'

/** Percent, 0 to 100: at least and at most. Equal: known. 0 and 100: not known at all. */
export type Interval = { readonly least: number; readonly most: number }

export const NOT_KNOWN: Interval = { least: 0, most: 100 }

/** A list entry that a holder is, or may be; the law's listings fit. */
export type Listed = {
  readonly list: string
  readonly entryKey: string
  readonly name: string
  readonly identity: 'confirmed' | 'presumed' | 'possible'
  readonly programmes: readonly string[]
  readonly startOn: Day | null
  readonly endOn: Day | null
  /** The entry names only an address, no party. */
  readonly isAddressOnly: boolean
}

/** Somebody who owns, is owned, or both: a person, a company, a state. */
export type Holder = {
  readonly id: string
  readonly name: string
  readonly listings: readonly Listed[]
  /**
   * Whether those who own it are known. `named`: everybody with a share of consequence. `in-part`: some, and who holds the
   * rest nobody said. `not-asked`: nobody asked.
   */
  readonly owners: 'named' | 'in-part' | 'not-asked'
}

/** A share in the capital: equity alone, never votes or influence. */
export type Holding = {
  readonly owner: string
  readonly owned: string
  readonly share: Interval
  readonly source: string | null
  /** The day the share was so. */
  readonly asOf: Day | null
}

/** Ways to direct a company beside owning it, which some laws count and others do not. */
export const CONTROL_KINDS = ['board-majority', 'voting-majority', 'agreement', 'dominant-influence', 'family'] as const
export type ControlKind = (typeof CONTROL_KINDS)[number]

export const CONTROL_WORDS: Readonly<Record<ControlKind, string>> = {
  'board-majority': 'appoints the board',
  'voting-majority': 'holds the votes',
  agreement: 'directs by agreement',
  'dominant-influence': 'has its way',
  family: 'of one family',
}

export type Control = {
  readonly controller: string
  readonly controlled: string
  readonly kind: ControlKind
  readonly source: string | null
  readonly asOf: Day | null
}

/** Who owns and who directs whom. May run in circles; INVARIANT: every id in a holding or control is a holder. */
export type Structure = {
  readonly holders: ReadonlyMap<string, Holder>
  readonly holdings: readonly Holding[]
  readonly controls: readonly Control[]
}

/** A listing that stands on the day: one that had not begun or has ended counts for nothing. */
export function stands({ startOn, endOn }: Pick<Listed, 'startOn' | 'endOn'>, on: Day): boolean {
  return (startOn === null || startOn <= on) && (endOn === null || on <= endOn)
}

/** To a millionth of a percent, so that thirds add up to a whole. */
export function roundPercent(percent: number): number {
  return Math.round(percent * 1e6) / 1e6
}

/** `60 %`, `at least 30 %`, `25 % to 40 %`, `share not known`. */
export function shareText({ least, most }: Interval): string {
  if (least === most) return `${least} %`
  if (most >= 100) return least <= 0 ? 'share not known' : `at least ${least} %`
  return least <= 0 ? `at most ${most} %` : `${least} % to ${most} %`
}
