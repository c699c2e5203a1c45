import type { CountryCode, Day, Sha256 } from '../base/index.ts'

/** The sixteen columns of the Commerce Country Chart (738 Supp. 1). */
export const CHART_COLUMNS = [
  'CB1',
  'CB2',
  'CB3',
  'NP1',
  'NP2',
  'NS1',
  'NS2',
  'MT1',
  'RS1',
  'RS2',
  'FC1',
  'CC1',
  'CC2',
  'CC3',
  'AT1',
  'AT2',
] as const
export type ChartColumn = (typeof CHART_COLUMNS)[number]

export const GROUP_IDS = [
  'A:1',
  'A:2',
  'A:3',
  'A:4',
  'A:5',
  'A:6',
  'B',
  'D:1',
  'D:2',
  'D:3',
  'D:4',
  'D:5',
  'E:1',
  'E:2',
] as const
export type GroupId = (typeof GROUP_IDS)[number]

/** Where a table came from. Each file in `data/us-ear/` opens with one. */
export type TableSource = {
  readonly table: string
  readonly citation: string
  readonly address: string
  /** The day the official text bears. */
  readonly textOn: Day
  /** The last day a person or program compared the table with the official text. */
  readonly checkedOn: Day
  /** Of the input file the table was made from. */
  readonly inputSha256: Sha256
}

/** One country's row. `marks` holds the marked columns only. */
export type ChartRow = {
  readonly name: string
  readonly marks: readonly ChartColumn[]
  readonly footnotes: readonly number[]
  /** The row has no cells and points elsewhere: `15 CFR 746`. An empty row is never freedom. */
  readonly pointsTo?: string
}

/** Which paragraphs of an entry a control row covers. Paths are written `b.4.b`, without a leading dot; a path covers all below it. */
export type Scope = {
  /** Absent: the whole entry. */
  readonly include?: readonly string[]
  readonly exclude?: readonly string[]
}

/** A condition in the row's scope that is not a paragraph: frame rate, barrel length, "for fingerprint computers". */
export type ScopeCondition =
  | {
      readonly kind: 'measure'
      /** Name of a measurement with its unit, `frameRateHz`. */
      readonly fact: string
      readonly compare: 'at-least' | 'more-than' | 'at-most' | 'less-than' | 'equal'
      readonly value: number | boolean | string
    }
  | { readonly kind: 'any'; readonly of: readonly ScopeCondition[] }
  | { readonly kind: 'all'; readonly of: readonly ScopeCondition[] }
  | { readonly kind: 'not'; readonly of: ScopeCondition }
  /** The software or technology is for one of these items, and (with `reason`) for one controlled for that reason. */
  | { readonly kind: 'related'; readonly items: readonly RelatedItems[]; readonly reason?: string }
  /** Words no grammar of ours reads: the row binds if its cell is marked, unless a person says it does not; asked as a question. */
  | { readonly kind: 'needs-person'; readonly id: string; readonly question: string }

/** An entry, or a run of entries (`1B115` until `1B119`), or some paragraphs of one. `eccn: '3B'`: a whole product group. */
export type RelatedItems = { readonly eccn: string; readonly until?: string } & Scope

/** What a control row points to. */
export type ControlTarget =
  | { readonly kind: 'columns'; readonly columns: readonly ChartColumn[] }
  /** Prose: a licence for these destinations, no chart column. */
  | { readonly kind: 'all-destinations'; readonly except: readonly CountryCode[] }
  | {
      readonly kind: 'destinations'
      readonly countries: readonly CountryCode[]
      readonly groups: readonly GroupId[]
      /** Destinations also in one of these groups are left out, unless named in `countries`. */
      readonly exceptGroups?: readonly GroupId[]
    }
  /** Another paragraph decides (`15 CFR 742.15`); what it means is a coded rule or `undecided`. */
  | { readonly kind: 'see'; readonly paragraph: string }

export type Control = {
  /** `NS`, `CC`, `SL`, `UN` ... */
  readonly reason: string
  readonly scope: Scope
  /** All must hold. */
  readonly conditions: readonly ScopeCondition[]
  readonly target: ControlTarget
  /** The paragraph that makes it a requirement, `15 CFR 742.4(a)`. */
  readonly paragraph: string
  /** The text says "to or within": in-country transfers too. Absent: exports and reexports only. */
  readonly isInCountryToo?: true
  /** `excluded`: the text leaves deemed exports out. `partly`: it leaves some out; asked. Absent: no exclusion. */
  readonly deemed?: 'excluded' | 'partly'
  /** Only this kind of transaction: `reexport` for 0A919. Absent: exports and reexports. */
  readonly onlyKind?: 'export' | 'reexport'
}

/** A list-based exception flag of an entry. */
export type ExceptionFlag = {
  readonly code: string
  /** Paragraphs it is open to. `null`: not available at all. */
  readonly scope: Scope | null
  /** LVS: highest net value, US dollars, per scope. */
  readonly limitUsd?: number
  /** Only to (or not to) these groups. */
  readonly onlyGroups?: readonly GroupId[]
  readonly notGroups?: readonly GroupId[]
  /** Words our grammar does not read; the exception is then `null` (undecided), never available. */
  readonly unread?: string
}

export type CclEntry = {
  readonly eccn: string
  /** In our own words. */
  readonly title: string
  readonly category: string
  readonly group: string
  readonly reasons: readonly string[]
  readonly controls: readonly Control[]
  readonly exceptions: readonly ExceptionFlag[]
  /** Known paragraphs, `f.1`; empty: the sources give none (not: there are none). */
  readonly paragraphs: readonly string[]
  /** Where to look instead, for `reserved` and `other-agency`. */
  readonly see?: string
  /** `reserved`: number without content. `other-agency`: the entry only says who has jurisdiction. `unparsed`: controls unknown, always `undecided`. */
  readonly status: 'controls' | 'prose' | 'no-control-here' | 'reserved' | 'other-agency' | 'unparsed'
}

/** An item of human-rights concern, in our words. */
export type HrItem = {
  readonly eccn: string
  readonly scope: Scope
  readonly title: string
  readonly family: string
  readonly relevance: string
  readonly section: string
}

export type RedFlag = {
  readonly id: string
  readonly category: string
  /** In our own words. */
  readonly text: string
  readonly source: string
  readonly isHumanRights: boolean
  /** Days it stands; a stay is a period without it. */
  readonly inForce: readonly { readonly from: Day | null; readonly until: Day | null; readonly act: string }[]
  /** The inquiry it calls for, in our words. */
  readonly inquiry: string
}

export type LawTables = {
  readonly sources: readonly TableSource[]
  readonly chart: Readonly<Record<string, ChartRow>>
  /** Whose row a place without one takes, by code (`HK`: `CN`), 738.3(b). `US`: the place is in the United States. */
  readonly territories: Readonly<Record<string, CountryCode>>
  readonly groups: Readonly<Record<GroupId, readonly CountryCode[]>>
  readonly entries: Readonly<Record<string, CclEntry>>
  readonly hrItems: readonly HrItem[]
  readonly redFlags: readonly RedFlag[]
  /** SHA-256 of the canonical content of each table, by table name. */
  readonly hashes: Readonly<Record<string, Sha256>>
}
