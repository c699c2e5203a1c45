import type { CountryCode, Day } from '../base/index.ts'

export const END_USER_TYPES = [
  'civil',
  'government',
  'military',
  'police',
  'intelligence',
  'military-intelligence',
  'border',
  'prison',
  'other-security',
  'individual',
  'unknown',
] as const
export type EndUserType = (typeof END_USER_TYPES)[number]

export const TRANSACTION_KINDS = ['export', 'reexport', 'in-country', 'deemed'] as const
export type TransactionKind = (typeof TRANSACTION_KINDS)[number]

/** `purchaser` to `end-user` are the parties of 15 CFR 748.5(c)-(f), which part 744 reads; the others are not. */
export const PARTY_ROLES = [
  'purchaser',
  'intermediate-consignee',
  'ultimate-consignee',
  'end-user',
  'freight-forwarder',
  'agent',
  'vendor',
  'carrier',
  'bank',
  'exporter',
  'other',
] as const
export type PartyRole = (typeof PARTY_ROLES)[number]

/** A list entry a party is, or may be. */
export type Listing = {
  readonly list: string
  readonly entryKey: string
  readonly name: string
  /**
   * `confirmed`: a named person said so. `presumed`: name form and country agree so closely that the law is read as if
   * it were so until a named person says otherwise. `possible`: a hit to be settled; the law is undecided where it matters.
   */
  readonly identity: 'confirmed' | 'presumed' | 'possible'
  readonly programmes: readonly string[]
  readonly licenceRequirement: string | null
  readonly licencePolicy: string | null
  readonly federalRegister: readonly string[]
  readonly startOn: Day | null
  readonly endOn: Day | null
  /** The entry names only an address (high diversion risk), no party. */
  readonly isAddressOnly: boolean
  /** Country codes of the entry; empty: not given. */
  readonly countries: readonly string[]
}

/** Somebody who owns part of a party. */
export type OwnerFacts = {
  readonly name: string
  /** Percent, 0 to 100, direct and indirect together. Absent: not known. */
  readonly percent?: number
  /** What is known of a share that is not known itself, percent. Absent: nothing, so 0 and 100. */
  readonly percentAtLeast?: number
  readonly percentAtMost?: number
  readonly listings: readonly Listing[]
  /** The owner's own owners: shares aggregate and chain. */
  readonly owners?: readonly OwnerFacts[]
}

export type PartyFacts = {
  readonly ref: string
  readonly name: string
  readonly roles: readonly PartyRole[]
  /** Absent: not known. */
  readonly country?: CountryCode
  /** Absent or `unknown`: not known. */
  readonly endUserType?: EndUserType
  /**
   * Whether it is a military end user, 744.21(g), where the type does not say: armed services, national guard, national
   * police, government intelligence, or anybody whose work supports military end uses. Absent: not known. `true` holds
   * even against a civil type, which says by itself that it is none.
   */
  readonly isMilitaryEndUser?: boolean
  /** A forwarder or agent that takes possession is an intermediate consignee, 748.5(d). Absent: not known. */
  readonly takesPossession?: boolean
  readonly listings: readonly Listing[]
  /** Absent: nobody asked who owns it. Empty: asked, no owner of consequence. */
  readonly owners?: readonly OwnerFacts[]
  /** `false`: no screening of this party took place, so `listings` says nothing. */
  readonly isScreened: boolean
}

/** What is measured or known of the item. Absent: not known. Units are in the names. */
export type Measurements = Readonly<Record<string, number | boolean | string>>

export type ItemFacts = {
  readonly ref: string
  /** `EAR99`, `5A001` ... Absent: not classified. */
  readonly eccn?: string
  /** Paragraph within the entry, without the leading dot: `f.1`. Absent: the whole entry or not known. */
  readonly paragraph?: string
  readonly form?: 'commodity' | 'software' | 'technology'
  readonly measurements: Measurements
  /** Decimal string, US dollars. */
  readonly valueUsd?: string
  /** Schedule B or HTS number, digits and dots. */
  readonly hts?: string
  /** Made in the US, or in the US now. Absent: not known. */
  readonly isUsOrigin?: boolean
  /** For foreign-made items: share of controlled US content in percent, for de minimis. */
  readonly controlledUsContentPercent?: number
  /** For foreign-made items: a foreign-direct-product rule reaches it. */
  readonly isForeignDirectProduct?: boolean
  /** Another agency has jurisdiction (`DDTC`, `NRC`, `DOE` ...). `none`: checked, nobody. Absent: not known. */
  readonly otherAgency?: string
}

/** Known uses. Each absent answer is a question, each `false` was asked and denied. */
export type EndUseFacts = {
  readonly text?: string
  readonly isMilitary?: boolean
  readonly isNuclear?: boolean
  readonly isMissile?: boolean
  readonly isChemicalOrBiological?: boolean
  readonly isMaritimeNuclear?: boolean
  readonly isAdvancedComputing?: boolean
  readonly isMilitaryIntelligence?: boolean
  /** For sale or resale to police or law enforcement, 742.7(a)(3). */
  readonly isForPoliceResale?: boolean
  /** To be embedded in a civil product, 742.6(a)(2). */
  readonly isEmbeddedInCivilProduct?: boolean
  /** The item will be used against systems without the owner's authority, 740.22(c)(5). */
  readonly isUnauthorisedIntrusion?: boolean
  /** For deepwater, Arctic offshore or shale oil and gas projects in Russia, 746.5(a)(1). */
  readonly isRussianEnergyProject?: boolean
  /** Needed to detect, identify or treat infectious disease: some Entity List entries review that differently. */
  readonly isInfectiousDiseaseCare?: boolean
}

/** One line of one transaction, as the law sees it. */
export type LineFacts = {
  /** The planned export date: the law of that day is read. */
  readonly on: Day
  readonly kind: TransactionKind
  readonly item: ItemFacts
  readonly from?: CountryCode
  /** Country of ultimate destination. */
  readonly to: CountryCode
  readonly via: readonly CountryCode[]
  readonly exporter: {
    /** Absent: not known. */
    readonly isUsPerson?: boolean
    readonly isCommunicationsProvider?: boolean
    readonly isUsGovernmentOrContractor?: boolean
  }
  /** Absent: nobody was named. */
  readonly parties?: readonly PartyFacts[]
  readonly endUse: EndUseFacts
  /** Named exceptions the exporter holds papers for: consignee statement (STA) and the like. */
  readonly statementsOnFile: readonly string[]
}
