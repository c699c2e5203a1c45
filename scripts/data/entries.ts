/** The control list: each entry with its control rows, exception lines and known paragraphs. */
import { country, sha256 } from '../../src/base/index.ts'
import type { CclEntry, Control, ControlTarget, ScopeCondition } from '../../src/law/tables.ts'
import { readTarget } from './control-target.ts'
import { readControlText } from './control-text.ts'
import { sourceOf } from './country-tables.ts'
import { readFlag } from './exception-flags.ts'
import { type Input, listOf, objectOf, textOf } from './official-input.ts'
import { knownParagraphs } from './paragraphs.ts'
import { PROSE_RULES, REASONS_WITHOUT_ROW } from './prose-rules.ts'
import { OWN_EXCEPTIONS, OWN_ROWS, REPAIRED } from './repairs.ts'
import { type Cover, ROW_COVERS } from './row-readings.ts'

/** Paragraph that makes a chart column a requirement. Each read in part 742 of 2026-09-24. */
const COLUMN_PARAGRAPHS: Readonly<Record<string, string>> = {
  CB1: '15 CFR 742.2(a)(1)',
  CB2: '15 CFR 742.2(a)(2)',
  CB3: '15 CFR 742.2(a)(3)',
  NP1: '15 CFR 742.3(a)(1)',
  NP2: '15 CFR 742.3(a)(2)',
  NS1: '15 CFR 742.4(a)(1)',
  NS2: '15 CFR 742.4(a)(2)',
  MT1: '15 CFR 742.5(a)(1)',
  RS1: '15 CFR 742.6(a)(1)',
  RS2: '15 CFR 742.6(a)(4)(i)',
  FC1: '15 CFR 742.17(a)',
  CC1: '15 CFR 742.7(a)(1)',
  CC2: '15 CFR 742.7(a)(2)',
  CC3: '15 CFR 742.7(a)(3)',
  AT1: '15 CFR 742.19(a)(1)',
  AT2: '15 CFR 742.19(a)(1)',
}

type Coverage = { rows: number; readByGrammar: number; readByHand: number; needPerson: number }
/** Start of the SHA-256 of each hand-read row's words, by its key. */
export type RowWords = Readonly<Record<string, string>>

/** `words: null` takes the words of the hand-read rows as they are now. */
export function entries(ccl: Input, paragraphs: Input, words: RowWords | null) {
  const root = objectOf(JSON.parse(ccl.text), ccl.path)
  const known = knownParagraphs(root, paragraphs)
  const coverage: Coverage = { rows: 0, readByGrammar: 0, readByHand: 0, needPerson: 0 }
  const used = new Set<string>()
  const foundWords: Record<string, string> = {}
  const read: Record<string, CclEntry> = {}
  for (const value of listOf(root.entries, 'entries')) {
    const entry = objectOf(value, 'entry')
    const eccn = textOf(entry.eccn, 'eccn')
    if (REPAIRED[eccn]) continue
    const counts = new Map<string, number>()
    const rows = listOf(entry.countryChart, `${eccn} countryChart`).slice(0, OWN_ROWS[eccn])
    const controls = rows.flatMap((row) =>
      readRow(eccn, objectOf(row, eccn), counts, { coverage, used, words, foundWords }),
    )
    checkReasons(eccn, entry, controls)
    checkRunTogether(eccn, controls)
    const flags = objectOf(entry.licenceExceptionFlags, `${eccn} licenceExceptionFlags`)
    const prose = PROSE_RULES[eccn]
    read[eccn] = {
      eccn,
      title: '',
      category: textOf(entry.category, `${eccn} category`),
      group: textOf(entry.productGroup, `${eccn} productGroup`),
      reasons: [...new Set([...controls, ...(prose?.controls ?? [])].map((control) => control.reason))],
      controls,
      exceptions:
        OWN_EXCEPTIONS[eccn] ??
        Object.entries(flags).flatMap(([code, text]) => readFlag(code, textOf(text, eccn), eccn)),
      paragraphs: known(eccn, controls),
      status: controls.length > 0 ? 'controls' : (prose?.status ?? 'unparsed'),
    }
  }
  for (const [eccn, repaired] of Object.entries(REPAIRED)) {
    read[eccn] = { ...repaired, paragraphs: repaired.paragraphs.length > 0 ? repaired.paragraphs : known(eccn, []) }
    coverage.rows += repaired.controls.length
    const asked = repaired.controls.filter(({ conditions }) => conditions.some(needsPerson)).length
    coverage.needPerson += asked
    coverage.readByHand += repaired.controls.length - asked
  }
  const lost = known.entries.filter((eccn) => !read[eccn])
  if (lost.length > 0) throw new Error(`the paragraphs name entries that the list lacks: ${lost.join(', ')}`)
  const stale = Object.keys(ROW_COVERS).filter((key) => !used.has(key))
  if (stale.length > 0) throw new Error(`hand readings of rows that no longer exist: ${stale.join(', ')}`)
  const strangers = Object.keys(PROSE_RULES).filter((eccn) => !read[eccn])
  if (strangers.length > 0) throw new Error(`prose rules for entries that do not exist: ${strangers.join(', ')}`)
  const source = sourceOf(root, ccl, 'entries', '15 CFR 774 Supp. 1', '774')
  const sorted = Object.fromEntries(Object.entries(read).sort(([a], [b]) => (a < b ? -1 : 1)))
  return { table: { source, entries: sorted }, coverage, foundWords }
}

type Run = { coverage: Coverage; used: Set<string>; words: RowWords | null; foundWords: Record<string, string> }

function readRow(eccn: string, row: Record<string, unknown>, counts: Map<string, number>, run: Run): Control[] {
  const text = textOf(row.control, eccn)
  const target = textOf(row.countryChart, eccn)
  const reading = readControlText(text, eccn)
  const by = reading?.reasons ?? [/^[A-Z]{2}\b/.exec(text)?.[0] ?? '']
  const nth = (counts.get(by.join('+')) ?? 0) + 1
  counts.set(by.join('+'), nth)
  run.coverage.rows += 1
  const key = `${eccn}/${by.join('+')}/${nth}`
  const hand = ROW_COVERS[key]
  if (hand) {
    run.used.add(key)
    const found = sha256(text).slice(0, 12)
    run.foundWords[key] = found
    if (run.words && run.words[key] !== found)
      throw new Error(
        `the words of row ${key} are not those that were read by hand: read the row again, then run with --accept-words`,
      )
  }
  const covers: readonly Cover[] = hand ?? (reading?.covers ? [reading.covers] : [unread(key, eccn, by)])
  if (covers.some((cover) => cover.conditions.some(needsPerson))) run.coverage.needPerson += 1
  else if (hand) run.coverage.readByHand += 1
  else run.coverage.readByGrammar += 1
  return by.flatMap((reason) => covers.map((cover) => controlOf(eccn, reason, target, cover)))
}

function controlOf(eccn: string, rowReason: string, target: string, cover: Cover): Control {
  const reason = cover.reason ?? rowReason
  const read =
    cover.columns || cover.target
      ? { target: cover.target ?? ({ kind: 'columns', columns: cover.columns ?? [] } satisfies ControlTarget) }
      : readTarget(target, reason)
  if (!read)
    throw new Error(`${eccn}: what the ${reason} row points to is not known: read it and teach control-target.ts`)
  const narrowed: ControlTarget = cover.only
    ? { kind: 'destinations', countries: cover.only.map(country), groups: [] }
    : read.target
  const column = narrowed.kind === 'columns' ? narrowed.columns[0] : undefined
  const named = 'paragraph' in read ? read.paragraph : undefined
  const paragraph =
    cover.paragraph ??
    named ??
    (column ? COLUMN_PARAGRAPHS[column] : narrowed.kind === 'see' ? narrowed.paragraph : undefined)
  if (!paragraph) throw new Error(`${eccn}: no paragraph is known for the ${reason} row`)
  return {
    reason,
    scope: cover.scope,
    conditions: cover.conditions,
    target: narrowed,
    paragraph,
    ...('isInCountryToo' in read && read.isInCountryToo ? { isInCountryToo: read.isInCountryToo } : {}),
    ...('deemed' in read && read.deemed ? { deemed: read.deemed } : {}),
    ...('onlyKind' in read && read.onlyKind ? { onlyKind: read.onlyKind } : {}),
  }
}

function unread(key: string, eccn: string, reasons: readonly string[]): Cover {
  const id = `row-${key.toLowerCase().replaceAll('/', '-').replaceAll('+', '-')}`
  const question = `The ${reasons.join(' and ')} row of ${eccn} covers only part of the entry, in words no rule here reads. Does the item fall under it?`
  return { scope: {}, conditions: [{ kind: 'needs-person', id, question }] }
}

function needsPerson(condition: ScopeCondition): boolean {
  if (condition.kind === 'needs-person') return true
  if (condition.kind === 'any' || condition.kind === 'all') return condition.of.some(needsPerson)
  return condition.kind === 'not' && needsPerson(condition.of)
}

/** A reason the entry names must have a row, a prose rule or a written excuse: a lost row would read as freedom. */
function checkReasons(eccn: string, entry: Record<string, unknown>, controls: readonly Control[]): void {
  const named = typeof entry.reasonForControl === 'string' ? entry.reasonForControl : ''
  const reasons = [...named.matchAll(/\b(CB|NP|NS|MT|RS|FC|CC|AT|SL|UN|EI|CW|SI|SS)(?=\b|\d)/g)].map(
    ([reason]) => reason,
  )
  const have = new Set([...controls, ...(PROSE_RULES[eccn]?.controls ?? [])].map((control) => control.reason))
  for (const reason of reasons) {
    if (have.has(reason) || REASONS_WITHOUT_ROW[`${eccn}/${reason}`]) continue
    throw new Error(`${eccn} names ${reason} as a reason for control, but no row or rule was read for it`)
  }
}

/** Two rows of one reason that both cover the entire entry: the table of the next entry ran into this one. */
function checkRunTogether(eccn: string, controls: readonly Control[]): void {
  const whole = controls.filter(
    ({ scope, conditions, target }) =>
      target.kind === 'columns' && !scope.include && !scope.exclude && conditions.length === 0,
  )
  const reasons = whole.map(({ reason }) => reason)
  const twice = reasons.find((reason, i) => reasons.indexOf(reason) !== i)
  if (twice) throw new Error(`${eccn} has two ${twice} rows for the entire entry: read it in the official text`)
}
