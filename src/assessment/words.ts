/**
 * The word for each state, once: the terminal, the pages and the documents say the same. A word comes with a shape, so that
 * no state is told by colour alone. The tools never call anything lawful.
 */
import type { Outcome, Requirement } from '../law/index.ts'
import type { ListId } from '../lists/index.ts'
import type { OwnershipOutcome } from '../ownership/index.ts'
import type { ActionState, CoverageState, FactorReading, Hit, ListUse, Screening, TableUse } from './assessment.ts'

/** `plain` is ink; `danger` and `action` are the two accents. */
export type StateWord = { readonly word: string; readonly shape: string; readonly tone: 'plain' | 'danger' | 'action' }

function word(text: string, shape: string, tone: StateWord['tone'] = 'plain'): StateWord {
  return { word: text, shape, tone }
}

export const OUTCOME_WORDS: Readonly<Record<Outcome, StateWord>> = {
  prohibited: word('prohibited', '✕', 'danger'),
  'licence-required': word('licence required', '■', 'danger'),
  'exception-available': word('exception available on conditions', '◧'),
  'no-licence-required': word('no licence required', '□'),
  undecided: word('undecided', '?', 'danger'),
  'not-subject': word('not subject to these rules', '–'),
  'other-agency': word('another agency decides', '»', 'danger'),
}

export const COVERAGE_WORDS: Readonly<Record<CoverageState, StateWord>> = {
  complete: word('complete', '●'),
  partial: word('partial', '◐', 'danger'),
  'not-performed': word('not performed', '◌', 'danger'),
}

export const ACTION_WORDS: Readonly<Record<ActionState, StateWord>> = {
  release: word('release', '✓', 'action'),
  'release-with-conditions': word('release with conditions', '◧', 'action'),
  hold: word('hold', '‖', 'danger'),
  apply: word('apply for a licence', '»', 'action'),
  refrain: word('refrain', '✕', 'danger'),
}

export const SCREENING_WORDS: Readonly<Record<Screening['state'], StateWord>> = {
  hits: word('possible matches', '■', 'danger'),
  clear: word('clear', '□'),
  notPerformed: word('not performed in full', '◌', 'danger'),
}

export const IDENTITY_WORDS: Readonly<Record<Hit['identity'], StateWord>> = {
  confirmed: word('confirmed', '■', 'danger'),
  presumed: word('presumed', '◧', 'danger'),
  possible: word('possible', '◌', 'danger'),
  'false-match': word('not this party', '–'),
}

export const FACTOR_WORDS: Readonly<Record<FactorReading['state'], StateWord>> = {
  known: word('known', '■'),
  contradicted: word('contradicted', '◧', 'danger'),
  unknown: word('unknown', '◌', 'danger'),
  'not-applicable': word('not applicable', '–'),
}

export const LIST_WORDS: Readonly<Record<ListUse['state'], StateWord>> = {
  current: word('current', '■'),
  stale: word('stale', '◧', 'danger'),
  starter: word('starter set', '◐', 'danger'),
  supplement: word('added by us', '▪'),
  missing: word('not loaded', '◌', 'danger'),
}

export const TABLE_WORDS: Readonly<Record<TableUse['state'], StateWord>> = {
  checked: word('checked', '■'),
  unchecked: word('unchecked', '◌', 'danger'),
}

export const STANDING_WORDS: Readonly<Record<Requirement['standing'], StateWord>> = {
  'in-force': word('in force', '■'),
  unchecked: word('unchecked', '◌', 'danger'),
}

/** How an exception came out; `open` is `available: null`. */
export const EXCEPTION_WORDS: Readonly<Record<'available' | 'barred' | 'open', StateWord>> = {
  available: word('open on conditions', '◧'),
  barred: word('barred', '✕', 'danger'),
  open: word('undecided', '?', 'danger'),
}

export const OWNERSHIP_WORDS: Readonly<Record<OwnershipOutcome, StateWord>> = {
  extends: word('extends to it', '■', 'danger'),
  'does-not-extend': word('does not extend to it', '□'),
  undecided: word('undecided', '?', 'danger'),
}

export const LIST_NAMES: Readonly<Record<ListId, string>> = {
  'us-sdn': 'Specially Designated Nationals (OFAC)',
  'us-entity-list': 'Entity List (BIS)',
  'us-dpl': 'Denied Persons List (BIS)',
  'us-uvl': 'Unverified List (BIS)',
  'us-meu': 'Military End User List (BIS)',
  'us-ssi': 'Sectoral Sanctions (OFAC)',
  'us-cmic': 'Chinese Military-Industrial Complex Companies (OFAC)',
  'us-cap': 'Correspondent Account Sanctions (OFAC)',
  'us-mbs': 'Menu-Based Sanctions (OFAC)',
  'us-fse': 'Foreign Sanctions Evaders (OFAC)',
  'us-plc': 'Palestinian Legislative Council (OFAC)',
  'us-isn': 'Nonproliferation Sanctions (State)',
  'us-dtc': 'Debarred Parties (State)',
  'us-uflpa': 'Uyghur Forced Labor Prevention Act Entity List (DHS)',
  'us-1260h': 'Chinese Military Companies, section 1260H (Department of War)',
  'us-tel': 'Terrorist Exclusion List (State)',
  'un-sc': 'UN Security Council Consolidated List',
  'eu-fsf': 'EU Consolidated Financial Sanctions List',
  'eu-end-users': 'EU export-control end users (833/2014 Annex IV, 765/2006 Annex V)',
  'eu-journal': 'EU annexes in the Official Journal',
  'uk-sanctions': 'UK Sanctions List (FCDO)',
  'uk-hmt': 'UK consolidated list, retired (HM Treasury)',
  'ch-seco': 'Swiss Sanctions List (SECO)',
  'ca-sema': 'Canadian Autonomous Sanctions List',
  'jp-eul': 'Japanese End User List (METI)',
  'jp-restricted': 'Japanese export ban on specified bodies (METI)',
  ftm: 'FollowTheMoney data of your own',
  own: 'List of your own',
}
