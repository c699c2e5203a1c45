/** One thing that changed at a source: what, since when, before and after, and which nodes of law or lists it touches. */
import { type Canonical, canonicalHash, type Day, type NewEntry, type Sha256, type Ulid } from '../base/index.ts'
import type { Reliance } from '../case/index.ts'
import type { Matchable } from '../match/index.ts'

export const CHANGE_KINDS = [
  'list-add',
  'list-remove',
  'list-amend',
  'text',
  'guidance',
  'enforcement',
  'import-rule',
  'policy',
] as const
export type ChangeKind = (typeof CHANGE_KINDS)[number]

export const CHANGE_STATUSES = [
  'proposed',
  'pre-published',
  'published',
  'effective',
  'delayed',
  'corrected',
  'withdrawn',
] as const
export type ChangeStatus = (typeof CHANGE_STATUSES)[number]

/** Where a person can read it. */
export type ChangeSource = {
  /** `us-ofac-sdn`, `country-chart`, `forum`. */
  readonly id: string
  readonly name: string
  /** As lawyers or the publisher cite it, down to the paragraph or entry. */
  readonly citation: string
  readonly address: string | null
}

/**
 * Something a case can rest on, by the kind and id a `Reliance` gives it, with the version before and after.
 * `null`: it was not there before, or is not there now.
 *
 * Ids: `us-sdn/12345` (`list-entry`); `country-chart/CN/NS1`, `country-groups/D:5/CN`, `entries/5A001` (`table`), each
 * below the name of its table; `15 CFR 744.11(a)(1)` or a rule's id (`rule`); the record's id (`forum-record`).
 */
export type NodeChange = {
  readonly kind: Reliance['kind']
  readonly id: string
  readonly before: Sha256 | null
  readonly after: Sha256 | null
}

/** One field before and after. `null`: not there. */
export type Difference = { readonly field: string; readonly before: Canonical; readonly after: Canonical }

/** A list entry as matching needs it. */
export type ChangedEntry = { readonly list: string; readonly entryKey: string; readonly form: Matchable }

export type Relation =
  | 'amends'
  | 'corrects'
  | 'delays'
  | 'implements'
  | 'supersedes'
  | 'withdraws'
  | 'follow-up'
  | 'same-subject'

/** Sealed as it stands into the change log; nothing in it is ever taken back, a later record corrects it. */
export type ChangeRecord = {
  readonly id: Ulid
  readonly kind: ChangeKind
  readonly status: ChangeStatus
  readonly source: ChangeSource
  /** One clause in our words. Of a list entry it holds the entry's name. */
  readonly title: string
  /** Instant, UTC. */
  readonly detectedAt: string
  readonly publishedOn: Day | null
  /** `null`: the source does not say; read as in force. */
  readonly effectiveOn: Day | null
  readonly expiresOn: Day | null
  /** Last day to comment or answer. */
  readonly answerBy: Day | null
  readonly targets: readonly NodeChange[]
  /** What holds the targets (the row, the table), for cases that rest on the whole of it. */
  readonly within: readonly NodeChange[]
  readonly differences: readonly Difference[]
  /** Of the official bytes it was read from, where known. */
  readonly rawHashes: readonly Sha256[]
  readonly links: readonly { readonly rel: Relation; readonly to: string }[]
  readonly jurisdictions: readonly string[]
  /** Control-list codes with paragraph, `5A001.f.1`; two characters are a product group. */
  readonly itemCodes: readonly string[]
  /** Country codes as `base` has them. Empty: no country is singled out. */
  readonly countries: readonly string[]
  /** Prose or codes of the use it is about. */
  readonly endUses: readonly string[]
  readonly parties: readonly ChangedEntry[]
  readonly rightsIssues: readonly string[]
  readonly editorNote: string | null
  readonly confidence: 'low' | 'moderate' | 'high'
}

/** When it was noticed, and where new ids come from: both are the caller's. */
export type Detection = { readonly detectedAt: string; readonly nextId: () => Ulid }

/** What a maker of records must say; the rest has a plain default. */
export type ChangeDraft = Pick<ChangeRecord, 'kind' | 'source' | 'title'> & Partial<ChangeRecord>

export function makeChange(draft: ChangeDraft, { detectedAt, nextId }: Detection): ChangeRecord {
  return {
    id: nextId(),
    status: 'effective',
    detectedAt,
    publishedOn: null,
    effectiveOn: null,
    expiresOn: null,
    answerBy: null,
    targets: [],
    within: [],
    differences: [],
    rawHashes: [],
    links: [],
    jurisdictions: [],
    itemCodes: [],
    countries: [],
    endUses: [],
    parties: [],
    rightsIssues: [],
    editorNote: null,
    confidence: 'high',
    ...draft,
  }
}

/** The record as the change log seals it. */
export function changeEntry(record: ChangeRecord): NewEntry<ChangeRecord, 'change.detected'> {
  return { at: record.detectedAt, actor: 'program', kind: 'change.detected', body: record }
}

/** The version of a node: hash of its content, with each decimal as its text, for sealed values hold no floats. */
export function versionOf(content: unknown): Sha256 {
  return canonicalHash(sealable(content))
}

/** The same value as a sealed body may hold it: decimals as text, absent fields left out. */
export function sealable(value: unknown): Canonical {
  if (value === undefined || value === null) return null
  if (typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : String(value)
  if (Array.isArray(value)) return value.map(sealable)
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .map(([key, inner]) => [key, sealable(inner)]),
  )
}
