import { type Day, daysBetween } from '../base/index.ts'
import type { LawTables } from '../law/index.ts'
import type { ListId } from '../lists/index.ts'
import type { CoverageState, ListUse, TableUse } from './assessment.ts'
import type { ScreeningSnapshot, SnapshotSource } from './snapshot.ts'

/** A list older than this does not count as read, in days. */
export const MAX_LIST_AGE_DAYS = 7
/** A law table not compared with the official text for longer than this is `unchecked`, in days. */
export const MAX_TABLE_AGE_DAYS = 30

/** Which lists a firm must screen against, and in which files they may come. */
export type Profile = {
  readonly name: string
  readonly requires: readonly { readonly title: string; readonly lists: readonly ListId[] }[]
}

/** The lists of the Consolidated Screening List, and the UN Security Council's. */
export const US_EXPORTER: Profile = {
  name: 'us-exporter',
  requires: [
    {
      title: 'US Consolidated Screening List',
      lists: [
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
      ],
    },
    { title: 'UN Security Council Consolidated List', lists: ['un-sc'] },
  ],
}

/** What was read, how fresh, and what coverage lacks. */
export type Coverage = {
  readonly lists: readonly ListUse[]
  readonly tables: readonly TableUse[]
  /** Lists that the profile needs and that no fresh full source holds. */
  readonly unreadLists: readonly ListId[]
  readonly state: CoverageState
  readonly gaps: readonly string[]
}

/**
 * How complete the reading was on the day it is judged for.
 * @param judgedOn the earlier of today and the export date, so that an old export is judged by what was fresh then
 */
export function coverageOf(snapshot: ScreeningSnapshot, tables: LawTables, judgedOn: Day, profile: Profile): Coverage {
  const full = snapshot.sources
    .filter((source) => source.source !== 'starter')
    .map((source) => useOf(source, judgedOn, profile))
  const read = new Set(full.flatMap((use) => (use.state === 'current' ? use.lists : [])))
  const missing = profile.requires.flatMap((need) => missingUse(need, full))
  const unreadLists = profile.requires.flatMap((need) => need.lists).filter((list) => !read.has(list))
  const starter = snapshot.sources
    .filter((source) => source.source === 'starter')
    .map((source) => starterUse(source, missing.length > 0))
  const uses = [...full, ...starter]
  const tableUses = tables.sources.map((source) => tableUse(source, tables, judgedOn))
  const gaps = [
    ...uses.flatMap((use) => (use.isRequired || use.state === 'starter' ? listGap(use, read) : [])),
    ...missing.map((use) => `${use.title} is not loaded: screening against it was not performed`),
    ...uses.flatMap((use) =>
      use.quarantined ? [`a newer version of ${use.title} waits for a person (${use.quarantined.why})`] : [],
    ),
    ...tableGaps(tableUses),
  ]
  const isNothingRead = snapshot.parties.length === 0
  return {
    lists: [...uses, ...missing],
    tables: tableUses,
    unreadLists,
    state: isNothingRead ? 'not-performed' : gaps.length > 0 || unreadLists.length > 0 ? 'partial' : 'complete',
    gaps,
  }
}

function useOf(source: SnapshotSource, judgedOn: Day, profile: Profile): ListUse {
  const freshOn = source.retrievedOn ?? source.dataOn
  const ageDays = freshOn === null ? null : Math.max(0, daysBetween(freshOn, judgedOn))
  const isFresh = ageDays !== null && ageDays <= MAX_LIST_AGE_DAYS && !isLater(freshOn, judgedOn)
  return {
    source: source.source,
    title: source.title,
    lists: source.lists,
    state: isFresh ? 'current' : 'stale',
    isRequired: profile.requires.some((need) => need.lists.some((list) => source.lists.includes(list))),
    version: source.version,
    dataOn: source.dataOn,
    ageDays,
    parties: source.parties,
    quarantined: source.quarantined,
  }
}

/** A list of a later day shows who is listed then, not who was; one day is left for the difference of time zones. */
function isLater(freshOn: Day | null, judgedOn: Day): boolean {
  return freshOn !== null && daysBetween(judgedOn, freshOn) > 1
}

/** The set that ships stands in while a required list is not loaded at all; afterwards it only adds to the full lists. */
function starterUse(source: SnapshotSource, isStandingIn: boolean): ListUse {
  return {
    source: source.source,
    title: source.title,
    lists: source.lists,
    state: isStandingIn ? 'starter' : 'supplement',
    isRequired: false,
    version: source.version,
    dataOn: source.dataOn,
    ageDays: null,
    parties: source.parties,
    quarantined: null,
  }
}

/** A need none of whose lists any full source holds. */
function missingUse(need: Profile['requires'][number], uses: readonly ListUse[]): readonly ListUse[] {
  const held = new Set(uses.flatMap((use) => use.lists))
  const lacking = need.lists.filter((list) => !held.has(list))
  if (lacking.length === 0) return []
  const isWhole = lacking.length === need.lists.length
  return [
    {
      source: lacking.join('+'),
      title: isWhole ? need.title : `${need.title} (${lacking.join(', ')})`,
      lists: lacking,
      state: 'missing',
      isRequired: true,
      version: null,
      dataOn: null,
      ageDays: null,
      parties: 0,
      quarantined: null,
    },
  ]
}

function listGap(use: ListUse, read: ReadonlySet<ListId>): readonly string[] {
  if (use.state === 'current' || use.state === 'missing' || use.state === 'supplement') return []
  if (use.state === 'starter') return [`starter set of ${use.parties} parties, not a full screening`]
  if (use.lists.every((list) => read.has(list))) return []
  // Zero days old and yet stale: it is of a later day than the one it is judged for.
  if (use.ageDays === 0) return [`${use.title} is of a later day than the export: it cannot show who was listed then`]
  const age = use.ageDays === null ? 'of unknown age' : `${use.ageDays} days old`
  return [`${use.title} is ${age}; at most ${MAX_LIST_AGE_DAYS} days count as read`]
}

function tableUse(source: LawTables['sources'][number], tables: LawTables, judgedOn: Day): TableUse {
  const ageDays = Math.max(0, daysBetween(source.checkedOn, judgedOn))
  const sha256 = tables.hashes[source.table]
  if (sha256 === undefined) throw new Error(`law table without a hash: ${source.table}`)
  return { ...source, sha256, ageDays, state: ageDays > MAX_TABLE_AGE_DAYS ? 'unchecked' : 'checked' }
}

function tableGaps(uses: readonly TableUse[]): readonly string[] {
  const unchecked = uses.filter((use) => use.state === 'unchecked')
  if (unchecked.length === 0) return []
  const oldest = unchecked.reduce((a, b) => (a.checkedOn < b.checkedOn ? a : b))
  const names = unchecked.map((use) => use.table).join(', ')
  return [
    `law tables unchecked since ${oldest.checkedOn} (${names}); at most ${MAX_TABLE_AGE_DAYS} days count as checked`,
  ]
}
