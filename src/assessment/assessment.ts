import type { Day, Sha256 } from '../base/index.ts'
import type { ItemReading } from '../items/index.ts'
import type { Determination, Outcome, Question, TableSource } from '../law/index.ts'
import type { Ground, ListId, PartyProperties } from '../lists/index.ts'
import type { Explanation, Schema } from '../match/index.ts'
import type { OwnershipAnswer, OwnershipPicture } from '../ownership/index.ts'
import type { SuppressionUse } from './suppression.ts'
import type { Transaction } from './transaction.ts'

export const COVERAGE_STATES = ['complete', 'partial', 'not-performed'] as const
export type CoverageState = (typeof COVERAGE_STATES)[number]

export const ACTION_STATES = ['release', 'release-with-conditions', 'hold', 'apply', 'refrain'] as const
export type ActionState = (typeof ACTION_STATES)[number]

/** How one source of lists stood when the assessment was made. */
export type ListUse = {
  readonly source: string
  readonly title: string
  readonly lists: readonly ListId[]
  /**
   * `starter`: the set that ships stands in for full lists. `supplement`: full lists are in, and the set that ships adds
   * grounds and the lists that cannot be fetched. `missing`: not loaded, so never clear.
   */
  readonly state: 'current' | 'stale' | 'starter' | 'supplement' | 'missing'
  readonly isRequired: boolean
  /** Hash of the official bytes. */
  readonly version: Sha256 | null
  /** The day the data bears, or was fetched. `null`: not known. */
  readonly dataOn: Day | null
  readonly ageDays: number | null
  readonly parties: number
  /** A newer version waits for a person: `id` to accept, and why. */
  readonly quarantined: { readonly id: string; readonly why: string } | null
}

export type TableUse = TableSource & {
  readonly sha256: Sha256
  readonly ageDays: number
  /** `unchecked`: past 30 days without a comparison with the official text. */
  readonly state: 'checked' | 'unchecked'
}

export type Hit = {
  readonly list: ListId
  readonly source: string
  readonly entryKey: string
  readonly entryVersion: Sha256
  readonly schema: Schema
  readonly name: string
  readonly properties: PartyProperties
  readonly programmes: readonly string[]
  readonly federalRegister: readonly string[]
  readonly licenceRequirement: string | null
  readonly licencePolicy: string | null
  readonly startOn: Day | null
  readonly endOn: Day | null
  readonly grounds: readonly Ground[]
  /** Millionths. */
  readonly score: number
  readonly explanation: Explanation
  readonly identity: 'confirmed' | 'presumed' | 'possible' | 'false-match'
  /** Who said so, when a person did. */
  readonly decidedBy?: { readonly by: string; readonly reason: string }
  /** Two people silenced it, or did and it speaks again. Absent: nobody did, or a person decided of it here. */
  readonly suppression?: SuppressionUse
}

export type Screening = {
  /** Every form that was searched: name, other names, the unit. */
  readonly nameForms: readonly string[]
  /**
   * `hits`: something is to be settled or was. `clear`: no hit, and every list that coverage needs was read and fresh.
   * `notPerformed`: no hit, but a list that coverage needs was missing, stale or only the starter set: never clear.
   */
  readonly state: 'hits' | 'clear' | 'notPerformed'
  readonly because: string
}

export type PartyAnswer = {
  readonly ref: string
  readonly name: string
  readonly roles: readonly string[]
  readonly country: string | null
  readonly screening: Screening
  readonly hits: readonly Hit[]
  readonly owners: readonly OwnerAnswer[]
  /** Absent: nobody can own it, or it was assessed before this was read. */
  readonly ownership?: OwnershipReading
}

/** What each law makes of those behind a party, and who they are, ready to be drawn. */
export type OwnershipReading = {
  readonly answers: readonly OwnershipAnswer[]
  readonly picture: OwnershipPicture
}

export type OwnerAnswer = {
  /** Path from the party: `Holding A > Holding B`. */
  readonly path: string
  readonly name: string
  readonly percent: number | null
  readonly screening: Screening
  readonly hits: readonly Hit[]
}

export type LineAnswer = {
  readonly ref: string
  readonly item: string
  readonly eccn: string | null
  readonly paragraph: string | null
  readonly classifiedBy: string | null
  /** What the measured facts say of the entry claimed: proposals, contradictions, questions. A person classifies. */
  readonly reading: ItemReading
  readonly determination: Determination
}

export type RedFlagRaised = {
  readonly id: string
  readonly text: string
  readonly source: string
  readonly isHumanRights: boolean
  /** The facts of this transaction that raised it. */
  readonly because: readonly string[]
  readonly inquiry: string
}

export type FactorReading = {
  readonly factor: string
  readonly title: string
  readonly state: 'known' | 'contradicted' | 'unknown' | 'not-applicable'
  readonly because: readonly string[]
  /** What to ask or look up, when unknown. */
  readonly ask: string | null
}

export type Assessment = {
  readonly schemaVersion: 1
  readonly id: string
  readonly programVersion: string
  readonly matchAlgorithm: string
  /** Instant of asking, UTC. */
  readonly askedAt: string
  /** The day whose law was read: the planned export date. */
  readonly on: Day
  readonly law: {
    readonly outcome: Outcome
    readonly lines: readonly { readonly ref: string; readonly outcome: Outcome }[]
    readonly because: readonly string[]
    /** Rules read whose wording was not compared with the official text up to the export date. */
    readonly uncheckedSince: Day | null
  }
  readonly coverage: { readonly state: CoverageState; readonly gaps: readonly string[] }
  readonly action: {
    readonly state: ActionState
    readonly reasons: readonly string[]
    readonly conditions: readonly string[]
  }
  readonly lines: readonly LineAnswer[]
  readonly parties: readonly PartyAnswer[]
  readonly redFlags: readonly RedFlagRaised[]
  readonly humanRights: readonly FactorReading[]
  readonly questions: readonly Question[]
  readonly lists: readonly ListUse[]
  readonly tables: readonly TableUse[]
  /** The transaction as it was read. */
  readonly transaction: Transaction
}
