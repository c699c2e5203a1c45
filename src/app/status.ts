import {
  type CoverageState,
  coverageOf,
  type ListUse,
  type ScreeningSnapshot,
  type TableUse,
  US_EXPORTER,
} from '../assessment/index.ts'
import type { Day, Sha256 } from '../base/index.ts'
import type { LawTables } from '../law/index.ts'
import { type SourceId, sentenceOfNote, sourceOf } from '../lists/index.ts'
import type { DatabaseFacts, LedgerEvent } from '../store/index.ts'
import type { Standing, StandingState } from './list-standing.ts'
import { PROGRAM_VERSION } from './program-version.ts'
import type { RefreshProgress } from './refresh-lists.ts'

/** Most refusals and failed downloads shown, newest first. */
const TROUBLES_SHOWN = 20

/** One version of one list that is here. */
export type VersionStatus = {
  /** To accept it, or to ask for changes. */
  readonly id: string
  readonly source: SourceId
  readonly title: string
  readonly state: StandingState
  readonly version: Sha256
  readonly files: readonly { readonly name: string; readonly sha256: Sha256 }[]
  readonly dataOn: Day | null
  readonly dataOnBasis: 'stated' | 'newest-entry' | 'none'
  readonly retrievedOn: Day | null
  readonly parties: number
  /** Why it waits, or waited, for a person. */
  readonly reasons: readonly string[]
  readonly accepted: { readonly by: string; readonly reason: string; readonly at: string } | null
  readonly notes: readonly string[]
  readonly readAt: string
}

/** How the lists and the law stand today. */
export type Status = {
  readonly programVersion: string
  readonly today: Day
  readonly coverage: { readonly state: CoverageState; readonly gaps: readonly string[] }
  readonly lists: readonly ListUse[]
  readonly tables: readonly TableUse[]
  /** Present while the set that ships is part of what is screened against. */
  readonly starter: { readonly parties: number; readonly sentence: string } | null
  /** Hash of what is screened against. */
  readonly snapshot: Sha256
  readonly parties: number
  /** Newest first within a source. Empty without a database. */
  readonly versions: readonly VersionStatus[]
  /** Files refused and downloads that failed, newest first. */
  readonly troubles: readonly { readonly at: string; readonly source: string | null; readonly sentence: string }[]
  /** Present while lists are being fetched. */
  readonly refreshing: readonly RefreshProgress[] | null
  /** `null`: this process uses none. */
  readonly database: DatabaseFacts | null
}

/** Kinds of ledger entries that tell of trouble. */
export const TROUBLE_EVENTS = ['list.refused', 'list.not-reached'] as const

export type StatusInput = {
  readonly snapshot: ScreeningSnapshot
  readonly tables: LawTables
  readonly today: Day
  readonly standings: readonly Standing[]
  readonly troubles: readonly LedgerEvent[]
  readonly refreshing: readonly RefreshProgress[] | null
  readonly database: DatabaseFacts | null
}

export function statusOf(input: StatusInput): Status {
  const { snapshot } = input
  const coverage = coverageOf(snapshot, input.tables, input.today, US_EXPORTER)
  const starter = coverage.lists.find((list) => list.state === 'starter')
  return {
    programVersion: PROGRAM_VERSION,
    today: input.today,
    coverage: { state: coverage.state, gaps: coverage.gaps },
    lists: coverage.lists,
    tables: coverage.tables,
    starter: starter
      ? { parties: starter.parties, sentence: `starter set of ${starter.parties} parties, not a full screening` }
      : null,
    snapshot: snapshot.hash,
    parties: snapshot.parties.length,
    versions: input.standings.map(versionStatus).reverse(),
    troubles: input.troubles.slice(-TROUBLES_SHOWN).reverse().map(trouble),
    refreshing: input.refreshing,
    database: input.database,
  }
}

function versionStatus({ version, state, retrievedOn, reasons, accepted }: Standing): VersionStatus {
  return {
    id: version.id,
    source: version.source,
    title: sourceOf(version.source).title,
    state,
    version: version.version,
    files: version.files,
    dataOn: version.dataOn,
    dataOnBasis: version.dataOnBasis,
    retrievedOn,
    parties: version.partyCount,
    reasons,
    accepted,
    notes: version.notes.map(sentenceOfNote),
    readAt: version.readAt,
  }
}

function trouble({ at, body }: LedgerEvent): Status['troubles'][number] {
  return {
    at,
    source: typeof body.source === 'string' ? body.source : null,
    sentence: typeof body.sentence === 'string' ? body.sentence : '',
  }
}
