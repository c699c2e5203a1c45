/** Differences between two versions of an official list, as change records. */

import { LIST_NAMES, matchableOf } from '../assessment/index.ts'
import { err, ok, type Result } from '../base/index.ts'
import {
  ANY_COUNT,
  changesBetween,
  type ListedParty,
  type ListId,
  type NamedFile,
  quarantineReasons,
  type ReadList,
  readList,
  recognise,
  type SourceId,
  sentenceOf,
  sentenceOfQuarantine,
  sourceOf,
} from '../lists/index.ts'
import {
  type ChangeDraft,
  type ChangedEntry,
  type ChangeRecord,
  type ChangeSource,
  type Detection,
  makeChange,
  type NodeChange,
  sealable,
} from './change.ts'

/** The id a case rests on a list entry by. */
export function entryNode(party: Pick<ListedParty, 'list' | 'entryKey'>): string {
  return `${party.list}/${party.entryKey}`
}

/**
 * Entry by entry: additions, then removals, then amendments, each by list and key. An entry that left and came back word
 * for word under another key is both, linked as the same subject.
 */
export function changesOfList(before: ReadList, after: ReadList, detection: Detection): readonly ChangeRecord[] {
  const { added, removed, changed } = changesBetween(before.parties, after.parties)
  const stamp = { publishedOn: after.dataOnBasis === 'stated' ? after.dataOn : null }
  const additions = added.map((party) =>
    makeChange({ ...entryDraft('list-add', after.source, null, party), ...stamp }, detection),
  )
  const removals = removed.map((party) =>
    makeChange({ ...entryDraft('list-remove', after.source, party, null), ...stamp }, detection),
  )
  const amendments = changed.map((change) =>
    makeChange(
      {
        ...entryDraft('list-amend', after.source, change.before, change.after),
        ...stamp,
        differences: change.fields.map(({ field, before: was, after: is }) => ({
          field,
          before: sealable(was),
          after: sealable(is),
        })),
      },
      detection,
    ),
  )
  return [...linkMoved(additions, removals), ...linkMoved(removals, additions), ...amendments]
}

type ListProblem = Parameters<typeof sentenceOf>[0]

export type FilesCompared = {
  readonly source: SourceId
  readonly records: readonly ChangeRecord[]
  /** Why the newer version would wait for a person before it is used, one sentence each. Empty: it would not. */
  readonly doubts: readonly string[]
}

export type CompareProblem =
  | ListProblem
  | { readonly kind: 'changes.no-file'; readonly which: 'earlier' | 'later' }
  | { readonly kind: 'changes.different-lists'; readonly earlier: SourceId; readonly later: SourceId }

/**
 * Two versions of one list as received, the earlier first; a lone `sdn.csv` is a version too. Fragments are compared as
 * they are, for the person chose them: what looks wrong is in `doubts`.
 */
export function changesBetweenFiles(
  earlier: readonly NamedFile[],
  later: readonly NamedFile[],
  detection: Detection,
): Result<FilesCompared, CompareProblem> {
  const before = readVersion(earlier, 'earlier')
  if (!before.ok) return before
  const after = readVersion(later, 'later')
  if (!after.ok) return after
  if (before.value.source !== after.value.source)
    return err({ kind: 'changes.different-lists', earlier: before.value.source, later: after.value.source })
  return ok({
    source: after.value.source,
    records: changesOfList(before.value, after.value, detection),
    doubts: quarantineReasons(before.value, after.value).map(sentenceOfQuarantine),
  })
}

/** One sentence for a person: what, where, what to do. */
export function sentenceOfCompare(problem: CompareProblem): string {
  switch (problem.kind) {
    case 'changes.no-file':
      return `no file of the ${problem.which} version was given; give at least one`
    case 'changes.different-lists':
      return `the earlier version is of \`${problem.earlier}\` and the later of \`${problem.later}\`; give two versions of one list`
    default:
      return sentenceOf(problem)
  }
}

function readVersion(
  files: readonly NamedFile[],
  which: 'earlier' | 'later',
): Result<ReadList, ListProblem | CompareProblem> {
  const [first] = files
  if (first === undefined) return err({ kind: 'changes.no-file', which })
  const known = files.map((file) => recognise(file.name, file.bytes)).find((one) => one !== null)
  // A file that no source knows is refused by the reader of a set, which says what is wrong with it.
  return readList(known?.source ?? 'us-ofac-sdn', files, { expectedParties: ANY_COUNT })
}

function entryDraft(
  kind: 'list-add' | 'list-remove' | 'list-amend',
  source: SourceId,
  before: ListedParty | null,
  after: ListedParty | null,
): ChangeDraft {
  const party = after ?? before
  if (party === null) throw new Error('a change of an entry needs one before or after')
  const target: NodeChange = {
    kind: 'list-entry',
    id: entryNode(party),
    before: before?.entryVersion ?? null,
    after: after?.entryVersion ?? null,
  }
  const name = party.properties.name?.[0] ?? party.entryKey
  return {
    kind,
    source: sourceOfEntry(source, party),
    title: `${name} ${WHAT[kind]} ${LIST_NAMES[party.list]}`,
    effectiveOn: kind === 'list-add' ? party.listing.startOn : null,
    expiresOn: kind === 'list-remove' ? null : party.listing.endOn,
    targets: [target],
    jurisdictions: jurisdictionsOf(party.list),
    parties: formsOf(before, after),
    rightsIssues: party.grounds,
  }
}

/** Whose list it is, by the first letters of its id; of lists that a user brings nobody can tell. */
function jurisdictionsOf(list: ListId): readonly string[] {
  return list === 'ftm' || list === 'own' ? [] : [list.slice(0, 2).toUpperCase()]
}

const WHAT = {
  'list-add': 'was added to the',
  'list-remove': 'was removed from the',
  'list-amend': 'was amended on the',
} as const

function sourceOfEntry(id: SourceId, party: ListedParty): ChangeSource {
  const source = sourceOf(id)
  const [notice] = party.listing.federalRegister
  const name = LIST_NAMES[party.list]
  return {
    id,
    name: source.title,
    citation: `${name === source.title ? '' : `${name}, `}entry ${party.entryKey}${notice === undefined ? '' : `, ${notice}`}`,
    address: source.page === '' ? null : source.page,
  }
}

/** The entry as it is and, where that differs for matching, as it was: a name that was struck off may still be a party's. */
function formsOf(before: ListedParty | null, after: ListedParty | null): readonly ChangedEntry[] {
  const forms = [after, before].flatMap((party) =>
    party === null ? [] : [{ list: party.list, entryKey: party.entryKey, form: matchableOf(party) }],
  )
  const [is, was] = forms
  return is !== undefined && was !== undefined && JSON.stringify(is.form) === JSON.stringify(was.form) ? [is] : forms
}

function linkMoved(records: readonly ChangeRecord[], others: readonly ChangeRecord[]): readonly ChangeRecord[] {
  const byContent = new Map(others.map((other) => [contentOf(other), other.id]))
  return records.map((record) => {
    const same = byContent.get(contentOf(record))
    return same === undefined ? record : { ...record, links: [...record.links, { rel: 'same-subject', to: same }] }
  })
}

/** List and content without the key. */
function contentOf({ targets, parties }: ChangeRecord): string {
  const [target] = targets
  return `${parties[0]?.list} ${target?.after ?? target?.before}`
}
