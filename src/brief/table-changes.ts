/** Differences between two versions of the law tables, as change records: one for each cell, membership or control row. */
import { type Canonical, countryName, parseCountry } from '../base/index.ts'
import type { CclEntry, Control, LawTables, TableSource } from '../law/index.ts'
import {
  type ChangeDraft,
  type ChangeRecord,
  type ChangeSource,
  type Detection,
  makeChange,
  type NodeChange,
  sealable,
  versionOf,
} from './change.ts'

/** Titles are our own words: that they change is no change of law. */
const OWN_WORDS = new Set(['titles'])

/** False: the table holds our own words, and no law. */
export function isLaw(table: string): boolean {
  return !OWN_WORDS.has(table)
}

/**
 * By table, then by node. A table whose content changed where none of its nodes shows it is still said, as a change of
 * the whole table: nothing is dropped in silence.
 */
export function changesOfTables(before: LawTables, after: LawTables, detection: Detection): readonly ChangeRecord[] {
  const drafts = [
    ...chartDrafts(before, after),
    ...territoryDrafts(before, after),
    ...groupDrafts(before, after),
    ...entryDrafts(before, after),
    ...flagDrafts(before, after),
    ...hrItemDrafts(before, after),
  ]
  const told = new Set(drafts.map((draft) => draft.source.id))
  // A prose rule is merged into the entry it belongs to, so its change may already be told there.
  if (told.has('entries')) told.add('prose-rules')
  const rest = namesIn(before.hashes, after.hashes)
    .filter((table) => !told.has(table) && isLaw(table) && before.hashes[table] !== after.hashes[table])
    .map((table) => wholeTable(table, before, after))
  return [...drafts, ...rest].map((draft) => makeChange(draft, detection))
}

/** The content a case rests on when it read one cell of the chart: whether it bears a mark. */
export function cellVersion(tables: LawTables, country: string, column: string) {
  return versionOf(isMarked(tables, country, column))
}

function chartDrafts(before: LawTables, after: LawTables): readonly TableDraft[] {
  return namesIn(before.chart, after.chart).flatMap((code) => {
    const [was, is] = [before.chart[code], after.chart[code]]
    if (same(was, is)) return []
    const row = node(`country-chart/${code}`, was, is)
    const within = [row, tableNode('country-chart', before, after)]
    const columns = [...new Set([...(was?.marks ?? []), ...(is?.marks ?? [])])].sort()
    const cells = columns
      .filter((column) => isMarked(before, code, column) !== isMarked(after, code, column))
      .map((column): TableDraft => {
        const isNow = isMarked(after, code, column)
        return tableDraft('country-chart', after, `Country Chart, ${placeOf(code)}`, {
          title: `${placeOf(code)} ${isNow ? 'now bears' : 'no longer bears'} the mark ${column} on the Country Chart`,
          targets: [node(`country-chart/${code}/${column}`, !isNow, isNow)],
          within,
          differences: [{ field: column, before: word(!isNow), after: word(isNow) }],
          countries: [code],
        })
      })
    const [wasRest, isRest] = [restOfRow(was), restOfRow(is)]
    if (same(wasRest, isRest)) return cells
    const whole = tableDraft('country-chart', after, `Country Chart, ${placeOf(code)}`, {
      title: `the row of ${placeOf(code)} on the Country Chart changed beside its marks`,
      targets: [row],
      within: [tableNode('country-chart', before, after)],
      differences: [{ field: 'row', before: sealable(wasRest), after: sealable(isRest) }],
      countries: [code],
    })
    return [...cells, whole]
  })
}

/** Places without a row of their own take another's, 738.3(b). */
function territoryDrafts(before: LawTables, after: LawTables): readonly TableDraft[] {
  return namesIn(before.territories, after.territories)
    .filter((code) => before.territories[code] !== after.territories[code])
    .map((code) => {
      const [was, is] = [before.territories[code], after.territories[code]]
      return tableDraft('country-chart', after, `Country Chart, ${placeOf(code)}`, {
        title:
          is === undefined
            ? `${placeOf(code)} no longer takes another row`
            : `${placeOf(code)} takes the row of ${placeOf(is)}`,
        targets: [node(`country-chart/${code}`, was, is)],
        within: [tableNode('country-chart', before, after)],
        differences: [{ field: 'row taken', before: was ?? null, after: is ?? null }],
        countries: [code],
      })
    })
}

function groupDrafts(before: LawTables, after: LawTables): readonly TableDraft[] {
  return namesIn(before.groups, after.groups).flatMap((group) => {
    const was = new Set<string>(membersOf(before, group))
    const is = new Set<string>(membersOf(after, group))
    return [...new Set([...was, ...is])]
      .sort()
      .filter((code) => was.has(code) !== is.has(code))
      .map((code) =>
        tableDraft('country-groups', after, `Country Group ${group}`, {
          title: `${placeOf(code)} ${is.has(code) ? 'is now in' : 'is no longer in'} Country Group ${group}`,
          targets: [node(`country-groups/${group}/${code}`, was.has(code), is.has(code))],
          within: [
            node(`country-groups/${group}`, [...was].sort(), [...is].sort()),
            tableNode('country-groups', before, after),
          ],
          differences: [{ field: `group ${group}`, before: word(was.has(code)), after: word(is.has(code)) }],
          countries: [code],
        }),
      )
  })
}

function entryDrafts(before: LawTables, after: LawTables): readonly TableDraft[] {
  return namesIn(before.entries, after.entries).flatMap((eccn) => {
    const [old, now] = [before.entries[eccn], after.entries[eccn]]
    const was = old === undefined ? undefined : contentOfEntry(old)
    const is = now === undefined ? undefined : contentOfEntry(now)
    if (same(was, is)) return []
    const about = {
      targets: [node(`entries/${eccn}`, was, is)],
      // Prose rules are merged into entries, so either table may hold what changed.
      within: ['entries', 'prose-rules']
        .map((table) => tableNode(table, before, after))
        .filter((table) => table.before !== table.after),
      itemCodes: [eccn],
    }
    if (was === undefined || is === undefined) {
      const title = is === undefined ? `${eccn} is no longer an entry` : `${eccn} is a new entry`
      const differences = [{ field: 'entry', before: sealable(was), after: sealable(is) }]
      return [tableDraft('entries', after, eccn, { ...about, title, differences })]
    }
    const rows = changedRows(was.controls, is.controls).map(([wasRow, isRow]) =>
      tableDraft('entries', after, `${eccn}, ${(isRow ?? wasRow)?.paragraph}`, {
        ...about,
        title: `${eccn}: a control for reason ${(isRow ?? wasRow)?.reason} ${rowVerb(wasRow, isRow)}`,
        itemCodes: codesOf(eccn, [wasRow, isRow]),
        differences: [{ field: 'control', before: sealable(wasRow), after: sealable(isRow) }],
      }),
    )
    const fields = ENTRY_FIELDS.filter((field) => !same(was[field], is[field]))
    if (fields.length === 0 && rows.length > 0) return rows
    // The order of control rows alone has no meaning in law.
    if (fields.length === 0) return []
    const differences = fields.map((field) => ({ field, before: sealable(was[field]), after: sealable(is[field]) }))
    const title = `${eccn}: ${fields.map((field) => FIELD_WORDS[field]).join(', ')} changed`
    return [...rows, tableDraft('entries', after, eccn, { ...about, title, differences })]
  })
}

const FIELD_WORDS = {
  category: 'category',
  group: 'product group',
  reasons: 'reasons for control',
  exceptions: 'list-based exceptions',
  paragraphs: 'paragraphs',
  see: 'the place to look instead',
  status: 'status',
} as const
const ENTRY_FIELDS = ['category', 'group', 'reasons', 'exceptions', 'paragraphs', 'see', 'status'] as const

function flagDrafts(before: LawTables, after: LawTables): readonly TableDraft[] {
  const [was, is] = [byId(before.redFlags), byId(after.redFlags)]
  return namesIn(was, is)
    .filter((id) => !same(was[id], is[id]))
    .map((id) =>
      tableDraft('red-flags', after, is[id]?.source ?? was[id]?.source ?? id, {
        kind: 'guidance',
        title: `red flag \`${id}\` ${rowVerb(was[id], is[id])}`,
        targets: [node(`red-flags/${id}`, was[id], is[id])],
        within: [tableNode('red-flags', before, after)],
        differences: [{ field: 'red flag', before: sealable(was[id]), after: sealable(is[id]) }],
      }),
    )
}

function hrItemDrafts(before: LawTables, after: LawTables): readonly TableDraft[] {
  return changedRows(before.hrItems, after.hrItems, (item) => `${item.eccn} ${item.family}`).map(([old, now]) => {
    const item = now ?? old
    if (item === undefined) throw new Error('a changed row is there before or after')
    return tableDraft('hr-items', after, item.section, {
      title: `${item.eccn}: what is of human-rights concern in it ${rowVerb(old, now)}`,
      targets: [node(`hr-items/${item.eccn}`, old, now)],
      within: [tableNode('hr-items', before, after)],
      itemCodes: codesOf(item.eccn, [old, now]),
      differences: [{ field: 'item of human-rights concern', before: sealable(old), after: sealable(now) }],
      rightsIssues: [item.family],
    })
  })
}

function wholeTable(table: string, before: LawTables, after: LawTables): TableDraft {
  return tableDraft(table, after, table, {
    title: `the table \`${table}\` changed in a part that is not told apart here`,
    targets: [tableNode(table, before, after)],
    differences: [{ field: 'sha256', before: before.hashes[table] ?? null, after: after.hashes[table] ?? null }],
  })
}

type TableDraft = ChangeDraft

function tableDraft(
  table: string,
  tables: LawTables,
  where: string,
  draft: Omit<ChangeDraft, 'source' | 'kind'> & Partial<Pick<ChangeDraft, 'kind'>>,
): TableDraft {
  const source = tables.sources.find((one) => one.table === table)
  return {
    kind: 'text',
    source: sourceOfTable(table, source, where),
    publishedOn: source?.textOn ?? null,
    rawHashes: source === undefined ? [] : [source.inputSha256],
    jurisdictions: ['US'],
    ...draft,
  }
}

function sourceOfTable(table: string, source: TableSource | undefined, where: string): ChangeSource {
  const citation = source === undefined || source.citation === where ? where : `${source.citation}, ${where}`
  return { id: table, name: nameOfTable(table), citation, address: source?.address ?? null }
}

/** A law table, for people. */
export function nameOfTable(table: string): string {
  return NAMES[table] ?? table
}

const NAMES: Readonly<Record<string, string>> = {
  'country-chart': 'Commerce Country Chart',
  'country-groups': 'Country Groups',
  entries: 'Commerce Control List',
  'prose-rules': 'controls of the Commerce Control List in prose',
  'red-flags': 'BIS red flags',
  'hr-items': 'items of human-rights concern',
}

/** Pairs of rows that differ, old and new of one key side by side in order; equal rows left out. */
function changedRows<Row>(
  before: readonly Row[],
  after: readonly Row[],
  keyOf: (row: Row) => string = (row) => reasonOf(row),
): readonly (readonly [Row | undefined, Row | undefined])[] {
  const gone = withoutThose(before, after)
  const fresh = withoutThose(after, before)
  const keys = [...new Set([...gone, ...fresh].map(keyOf))].sort()
  return keys.flatMap((key) => {
    const old = gone.filter((row) => keyOf(row) === key)
    const now = fresh.filter((row) => keyOf(row) === key)
    return Array.from({ length: Math.max(old.length, now.length) }, (_, i) => [old[i], now[i]] as const)
  })
}

function reasonOf(row: unknown): string {
  return typeof row === 'object' && row !== null && 'reason' in row ? String(row.reason) : ''
}

/** Rows that are not among the others, counting repeats. */
function withoutThose<Row>(rows: readonly Row[], others: readonly Row[]): readonly Row[] {
  const left = new Map<string, number>()
  for (const other of others) left.set(versionOf(other), (left.get(versionOf(other)) ?? 0) + 1)
  return rows.filter((row) => {
    const version = versionOf(row)
    const count = left.get(version) ?? 0
    left.set(version, count - 1)
    return count <= 0
  })
}

/** `5A001.f` for each paragraph the rows include; the whole entry where one of them does not say. */
function codesOf(eccn: string, rows: readonly (Pick<Control, 'scope'> | undefined)[]): readonly string[] {
  const included = rows.flatMap((row) => (row === undefined ? [] : [row.scope.include]))
  if (included.length === 0 || included.some((paths) => paths === undefined || paths.length === 0)) return [eccn]
  return [...new Set(included.flatMap((paths) => paths ?? []).map((path) => `${eccn}.${path}`))].sort()
}

function rowVerb(before: unknown, after: unknown): string {
  if (before === undefined) return 'is new'
  return after === undefined ? 'is gone' : 'changed'
}

function node(id: string, before: unknown, after: unknown): NodeChange {
  return {
    kind: 'table',
    id,
    before: before === undefined ? null : versionOf(before),
    after: after === undefined ? null : versionOf(after),
  }
}

function tableNode(table: string, before: LawTables, after: LawTables): NodeChange {
  return { kind: 'table', id: table, before: before.hashes[table] ?? null, after: after.hashes[table] ?? null }
}

function isMarked(tables: LawTables, code: string, column: string): boolean {
  return tables.chart[code]?.marks.some((mark) => mark === column) ?? false
}

function membersOf(tables: LawTables, group: string): readonly string[] {
  return Object.entries(tables.groups).find(([id]) => id === group)?.[1] ?? []
}

function restOfRow(row: LawTables['chart'][string] | undefined) {
  return row === undefined ? undefined : { footnotes: row.footnotes, pointsTo: row.pointsTo ?? null }
}

/** What of an entry is law: all but the title, which is in our own words. */
export function contentOfEntry(entry: CclEntry): Omit<CclEntry, 'title'> {
  const { title: _, ...rest } = entry
  return rest
}

function byId<Row extends { readonly id: string }>(rows: readonly Row[]): Readonly<Record<string, Row>> {
  return Object.fromEntries(rows.map((row) => [row.id, row]))
}

function same(a: unknown, b: unknown): boolean {
  return versionOf(a) === versionOf(b)
}

function namesIn(a: object, b: object): readonly string[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].sort()
}

function word(isSo: boolean): Canonical {
  return isSo ? 'yes' : 'no'
}

function placeOf(code: string): string {
  const parsed = parseCountry(code)
  return parsed === null ? code : countryName(parsed)
}
