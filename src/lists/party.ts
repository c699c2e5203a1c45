import type { Day, Sha256 } from '../base/index.ts'

/** A list as a person names it. Several lists can come in one file (the Consolidated Screening List holds thirteen). */
export const LIST_IDS = [
  'us-sdn',
  'us-entity-list',
  'us-dpl',
  'us-uvl',
  'us-meu',
  'us-ssi',
  'us-cmic',
  'us-cap',
  'us-mbs',
  'us-fse',
  'us-plc',
  'us-isn',
  'us-dtc',
  'us-uflpa',
  'us-1260h',
  'us-tel',
  'un-sc',
  'eu-fsf',
  'eu-end-users',
  'eu-journal',
  'uk-sanctions',
  'uk-hmt',
  'ch-seco',
  'ca-sema',
  'jp-eul',
  'jp-restricted',
  'ftm',
  'own',
] as const
export type ListId = (typeof LIST_IDS)[number]

/** A file or set of files from one publisher, imported as a whole. */
export const SOURCE_IDS = [
  'us-csl',
  'us-csl-json',
  'us-ofac-sdn',
  'us-ofac-cons',
  'us-ofac-sdn-xml',
  'us-ofac-cons-xml',
  'us-ofac-sdn-enhanced',
  'us-ofac-cons-enhanced',
  'us-ofac-sdn-advanced',
  'us-ofac-cons-advanced',
  'us-ecfr-744',
  'us-bis-dpl',
  'us-dhs-uflpa',
  'us-state-debarred',
  'us-state-isn',
  'us-state-tel',
  'us-dow-1260h',
  'un-sc',
  'eu-fsf',
  'eu-journal',
  'uk-sanctions',
  'uk-hmt',
  'ch-seco',
  'ca-sema',
  'jp-eul',
  'jp-restricted',
  'ftm',
  'own',
  'starter',
] as const
export type SourceId = (typeof SOURCE_IDS)[number]

/** The schemas a listed party can have, in FollowTheMoney's names. */
export type PartySchema = 'Person' | 'Organization' | 'Company' | 'LegalEntity' | 'Vessel' | 'Airplane' | 'Address'

/** Ground of human-rights concern, coded by us from the official notice, never from a programme tag alone. */
export const GROUNDS = [
  'surveillance',
  'detention',
  'forced-labour',
  'dna-and-biometrics',
  'intrusion-software',
  'torture-equipment',
  'repression-of-protest',
  'military-abuse',
] as const
export type Ground = (typeof GROUNDS)[number]

/**
 * FollowTheMoney property names to values, each value trimmed and not empty, each list without repeats:
 * `name` (first: the main name), `alias`, `weakAlias`, `previousName`, `country` (our `CountryCode`), `nationality`,
 * `address`, `birthDate`, `birthPlace`, `gender`, `passportNumber`, `idNumber`, `registrationNumber`, `imoNumber`,
 * `mmsi`, `callSign`, `flag`, `title`, `position`, `notes`, `sourceUrl`, `email`, `phone`, `website`, `cryptoWallet` ...
 */
export type PartyProperties = Readonly<Record<string, readonly string[]>>

/** What the list says about the listing itself, in the publisher's words. `null`: the publisher gives none. */
export type ListingTerms = {
  /** OFAC programmes and the like: `SDGT`, `GLOMAG`. */
  readonly programmes: readonly string[]
  /** Which items need a licence, for BIS lists (the words of the downloaded list; never shipped). */
  readonly licenceRequirement: string | null
  /** How an application is reviewed. */
  readonly licencePolicy: string | null
  /** Federal Register citations, `84 FR 54002`. */
  readonly federalRegister: readonly string[]
  readonly startOn: Day | null
  readonly endOn: Day | null
  /** DPL: standard order yes/no as published. */
  readonly standardOrder: string | null
  readonly remarks: string | null
}

export type ListedParty = {
  readonly list: ListId
  /** Stable within the list and over time: OFAC uid, UN reference number; Entity List: name and country. */
  readonly entryKey: string
  /** Hash of the canonical content: changes when, and only when, the entry's content changes. */
  readonly entryVersion: Sha256
  readonly schema: PartySchema
  readonly properties: PartyProperties
  readonly listing: ListingTerms
  /** Only the starter set carries them. */
  readonly grounds: readonly Ground[]
}
