import type {
  ActionState,
  CoverageState,
  FactorReading,
  ListUse,
  Screening,
  TableUse,
} from '../src/assessment/assessment.ts'
// The file and not the folder: the words alone come into the pages, without the program behind them.
import * as words from '../src/assessment/words.ts'
import type { Outcome, Requirement } from '../src/law/index.ts'
import type { OwnershipOutcome } from '../src/ownership/index.ts'

/** The shape that stands beside a word, so that no state is told by colour alone. */
export type Shape = 'filled' | 'half' | 'hollow' | 'dashed' | 'barred' | 'pause' | 'tick' | 'paper' | 'line' | 'split'

/** `plain` is ink; `danger` and `action` are the two accents. */
export type Tone = 'plain' | 'danger' | 'action'

export type StateWord = {
  /** As `src/assessment` has it, with a capital. */
  readonly word: string
  readonly shape: Shape
  readonly tone: Tone
  /** One sentence for whoever meets the word for the first time. */
  readonly means: string
}

function drawn(given: words.StateWord, shape: Shape, means: string): StateWord {
  return { word: given.word.charAt(0).toUpperCase() + given.word.slice(1), tone: given.tone, shape, means }
}

export const OUTCOME_WORDS: Readonly<Record<Outcome, StateWord>> = {
  prohibited: drawn(
    words.OUTCOME_WORDS.prohibited,
    'barred',
    'A denial order or a blocking rule forbids it; a BIS licence would not cure that.',
  ),
  'licence-required': drawn(
    words.OUTCOME_WORDS['licence-required'],
    'filled',
    'The texts require a licence and no exception that was tested lifts every requirement.',
  ),
  'exception-available': drawn(
    words.OUTCOME_WORDS['exception-available'],
    'half',
    'The texts require a licence, and an exception lifts every requirement if its conditions are met.',
  ),
  'no-licence-required': drawn(
    words.OUTCOME_WORDS['no-licence-required'],
    'hollow',
    'No text that was read requires a licence on these facts. This is not a finding that the export is lawful.',
  ),
  undecided: drawn(
    words.OUTCOME_WORDS.undecided,
    'dashed',
    'A fact is missing whose answer could add a requirement. Unknown is not read as no.',
  ),
  'not-subject': drawn(
    words.OUTCOME_WORDS['not-subject'],
    'line',
    'On these facts the Export Administration Regulations do not reach the item.',
  ),
  'other-agency': drawn(
    words.OUTCOME_WORDS['other-agency'],
    'paper',
    'Another agency has jurisdiction over the item; its rules are not read here.',
  ),
}

export const COVERAGE_WORDS: Readonly<Record<CoverageState, StateWord>> = {
  complete: drawn(
    words.COVERAGE_WORDS.complete,
    'filled',
    'Every list and table that this answer needs was read and is fresh.',
  ),
  partial: drawn(words.COVERAGE_WORDS.partial, 'half', 'Something this answer needs is missing, stale or unchecked.'),
  'not-performed': drawn(
    words.COVERAGE_WORDS['not-performed'],
    'dashed',
    'Nobody was screened. Not screened is never clear.',
  ),
}

export const ACTION_WORDS: Readonly<Record<ActionState, StateWord>> = {
  release: drawn(words.ACTION_WORDS.release, 'tick', 'Nothing found here stands in the way.'),
  'release-with-conditions': drawn(
    words.ACTION_WORDS['release-with-conditions'],
    'half',
    'It may go once each condition is met and on file.',
  ),
  hold: drawn(words.ACTION_WORDS.hold, 'pause', 'Do not ship until a named person has settled what is listed here.'),
  apply: drawn(words.ACTION_WORDS.apply, 'paper', 'Do not ship without the licence.'),
  refrain: drawn(words.ACTION_WORDS.refrain, 'barred', 'Do not take part in this transaction.'),
}

export const SCREENING_WORDS: Readonly<Record<Screening['state'], StateWord>> = {
  hits: drawn(words.SCREENING_WORDS.hits, 'filled', 'At least one listed party may be this one.'),
  clear: drawn(words.SCREENING_WORDS.clear, 'hollow', 'Every list that is needed was read; nothing met.'),
  notPerformed: drawn(
    words.SCREENING_WORDS.notPerformed,
    'dashed',
    'At least one list that is needed was not read, so this is not clear.',
  ),
}

export const OWNERSHIP_WORDS: Readonly<Record<OwnershipOutcome, StateWord>> = {
  extends: drawn(words.OWNERSHIP_WORDS.extends, 'filled', 'By those who own or direct it, it is as if it were listed.'),
  'does-not-extend': drawn(
    words.OWNERSHIP_WORDS['does-not-extend'],
    'hollow',
    'Those named behind it do not make it as if it were listed.',
  ),
  undecided: drawn(
    words.OWNERSHIP_WORDS.undecided,
    'dashed',
    'Something is missing that could decide it; it is named.',
  ),
}

export const FACTOR_WORDS: Readonly<Record<FactorReading['state'], StateWord>> = {
  known: drawn(words.FACTOR_WORDS.known, 'filled', 'A fact of this transaction speaks to it.'),
  contradicted: drawn(words.FACTOR_WORDS.contradicted, 'split', 'Facts speak against each other.'),
  unknown: drawn(words.FACTOR_WORDS.unknown, 'dashed', 'Nobody has established it.'),
  'not-applicable': drawn(words.FACTOR_WORDS['not-applicable'], 'line', 'It does not arise here, and why.'),
}

export const LIST_WORDS: Readonly<Record<ListUse['state'], StateWord>> = {
  current: drawn(words.LIST_WORDS.current, 'filled', 'A full list, fresh enough.'),
  stale: drawn(words.LIST_WORDS.stale, 'half', 'A full list, older than this check allows.'),
  starter: drawn(words.LIST_WORDS.starter, 'split', 'The set that ships. Not a full list.'),
  supplement: drawn(
    words.LIST_WORDS.supplement,
    'filled',
    'Full lists are in. Our set adds grounds and lists that cannot be fetched.',
  ),
  missing: drawn(words.LIST_WORDS.missing, 'dashed', 'Never read, so nobody is clear of it.'),
}

export const TABLE_WORDS: Readonly<Record<TableUse['state'], StateWord>> = {
  checked: drawn(words.TABLE_WORDS.checked, 'filled', 'Compared with the official text within 30 days.'),
  unchecked: drawn(words.TABLE_WORDS.unchecked, 'dashed', 'Not compared with the official text for more than 30 days.'),
}

export const STANDING_WORDS: Readonly<Record<Requirement['standing'], StateWord>> = {
  'in-force': drawn(words.STANDING_WORDS['in-force'], 'filled', 'Read in the official text for that day.'),
  unchecked: drawn(
    words.STANDING_WORDS.unchecked,
    'dashed',
    'The wording of that day was not compared with the official text.',
  ),
}

/** How an exception came out; `open` is `available: null`. */
export const EXCEPTION_WORDS: Readonly<Record<'available' | 'barred' | 'open', StateWord>> = {
  available: drawn(words.EXCEPTION_WORDS.available, 'half', 'It lifts what it names, on conditions.'),
  barred: drawn(words.EXCEPTION_WORDS.barred, 'barred', 'A text bars it for this line.'),
  open: drawn(words.EXCEPTION_WORDS.open, 'dashed', 'A fact is missing; see the questions.'),
}

export const IDENTITY_WORDS: Readonly<Record<'confirmed' | 'presumed' | 'possible' | 'false-match', StateWord>> = {
  confirmed: drawn(words.IDENTITY_WORDS.confirmed, 'filled', 'A named person said it is the listed party.'),
  presumed: drawn(
    words.IDENTITY_WORDS.presumed,
    'half',
    'Name and country agree so closely that the law is read as if it were, until a named person says otherwise.',
  ),
  possible: drawn(words.IDENTITY_WORDS.possible, 'dashed', 'A person must settle whether it is the listed party.'),
  'false-match': drawn(words.IDENTITY_WORDS['false-match'], 'line', 'A named person said it is somebody else.'),
}

/** Reasons for control and grounds, as a reader says them. */
export const REASON_NAMES: Readonly<Record<string, string>> = {
  NS: 'National security',
  RS: 'Regional stability',
  CC: 'Crime control',
  AT: 'Anti-terrorism',
  CB: 'Chemical and biological weapons',
  NP: 'Nuclear nonproliferation',
  MT: 'Missile technology',
  FC: 'Firearms convention',
  SL: 'Surreptitious listening',
  UN: 'UN embargo',
  EI: 'Encryption items',
  SS: 'Short supply',
  CW: 'Chemical Weapons Convention',
  SI: 'Significant items',
  'entity-list': 'Entity List',
  'denied-person': 'Denied person',
  'ofac-blocking': 'OFAC blocking',
  'military-end-user': 'Military end user',
  'military-intelligence': 'Military intelligence',
  'unverified-list': 'Unverified List',
  embargo: 'Embargo',
  sdn: 'Specially designated national',
}

export const LIST_NAMES: Readonly<Record<string, string>> = words.LIST_NAMES

export const SOURCE_NAMES: Readonly<Record<string, string>> = {
  'us-csl': 'US Consolidated Screening List',
  'us-ofac-sdn': 'OFAC Specially Designated Nationals',
  'un-sc': 'UN Security Council Consolidated List',
  'eu-fsf': 'EU Consolidated Financial Sanctions List',
  'eu-journal': 'EU annexes in the Official Journal',
  'uk-sanctions': 'UK Sanctions List',
  'uk-hmt': 'UK consolidated list, retired',
  'ch-seco': 'Swiss Sanctions List',
  'ca-sema': 'Canadian Autonomous Sanctions List',
  'jp-eul': 'Japanese End User List',
  'jp-restricted': 'Japanese export ban on specified bodies',
  ftm: 'FollowTheMoney data of your own',
  own: 'Lists of your own',
  starter: 'Starter set',
}

export const ROLE_NAMES: Readonly<Record<string, string>> = {
  purchaser: 'Purchaser',
  'intermediate-consignee': 'Intermediate consignee',
  'ultimate-consignee': 'Ultimate consignee',
  'end-user': 'End user',
  'freight-forwarder': 'Freight forwarder',
  agent: 'Agent',
  vendor: 'Vendor',
  carrier: 'Carrier',
  bank: 'Bank',
  owner: 'Owner',
  exporter: 'Exporter',
  other: 'Other',
}

export const END_USER_TYPE_NAMES: Readonly<Record<string, string>> = {
  civil: 'Civil',
  government: 'Government, other',
  military: 'Military',
  police: 'Police',
  intelligence: 'Intelligence',
  'military-intelligence': 'Military intelligence',
  border: 'Border guard',
  prison: 'Prison service',
  'other-security': 'Other security body',
  individual: 'Individual',
  unknown: 'Not known',
}

export const KIND_NAMES: Readonly<Record<string, string>> = {
  export: 'Export',
  reexport: 'Reexport',
  'in-country': 'In-country transfer',
  deemed: 'Deemed export',
}

export const SCHEMA_NAMES: Readonly<Record<string, string>> = {
  Person: 'Person',
  Organization: 'Organisation',
  Company: 'Company',
  LegalEntity: 'Person or body, not known which',
  Vessel: 'Vessel',
  Airplane: 'Aircraft',
  Address: 'Address',
}

export const GROUND_NAMES: Readonly<Record<string, string>> = {
  surveillance: 'Surveillance',
  detention: 'Detention',
  'forced-labour': 'Forced labour',
  'dna-and-biometrics': 'DNA and biometrics',
  'intrusion-software': 'Intrusion software',
  'torture-equipment': 'Torture equipment',
  'repression-of-protest': 'Repression of protest',
  'military-abuse': 'Military abuse',
}

/** Tables of law by the name of their file. */
export const TABLE_NAMES: Readonly<Record<string, string>> = {
  'country-chart': 'Commerce Country Chart',
  'country-groups': 'Country groups',
  entries: 'Commerce Control List, entries and controls',
  'prose-rules': 'Entries whose rule is prose',
  'hr-items': 'Items of human-rights concern',
  'red-flags': 'Red flags',
  titles: 'Short titles of entries',
}

/** Scope and policy as the starter set codes them; full lists give the publisher's words. */
export const TERM_NAMES: Readonly<Record<string, string>> = {
  'all-items': 'All items subject to the EAR',
  'named-items': 'The items that its entry names',
  'presumption-of-denial': 'Presumption of denial',
  'policy-of-denial': 'Policy of denial',
  'case-by-case': 'Case by case',
}

/** Words for a code that a table above may lack: the code itself, with a capital and hyphens as spaces. */
export function nameOf(names: Readonly<Record<string, string>>, code: string): string {
  return names[code] ?? code.charAt(0).toUpperCase() + code.slice(1).replace(/-/g, ' ')
}
