import { type CountryCode, countryName, unreachable } from '../../base/index.ts'
import type { Question } from '../determination.ts'
import type { LineFacts } from '../facts.ts'
import type { StatedRequirement } from '../rule.ts'
import type { CclEntry, ChartColumn, ChartRow, Control, LawTables } from '../tables.ts'
import { allHold } from './conditions.ts'
import { isInAny, isInGroup } from './places.ts'
import { coverageOf, scopeInWords } from './scope.ts'

/**
 * What the item's own control-list entry requires, before any end use, end user or embargo.
 * Every row of the entry in scope is collected; none stops another.
 */
export type ControlFindings = {
  /** The entry read. `null`: no ECCN was given, it is EAR99, or no such entry exists (see `isKnownEccn`). */
  readonly entry: CclEntry | null
  readonly requirements: readonly { readonly rule: string; readonly requirement: StatedRequirement }[]
  /** Facts that decide whether a row binds. Never dropped, never read as no. */
  readonly unknowns: readonly { readonly rule: string; readonly question: Omit<Question, 'rules'> }[]
  /** Rows read that do not bind, and why. */
  readonly nothing: readonly { readonly rule: string; readonly why: string }[]
  /**
   * Rows in scope that hand over to a section read elsewhere. INVARIANT: only `15 CFR 746.1(b)` (UN rows),
   * `15 CFR 746.8` (Russian industry sector rows), `15 CFR 742.6(a)(11)` (footnote 5 parties of the Entity List) and,
   * for destinations whose chart row has no cells, the section that row points to.
   */
  readonly referred: readonly { readonly paragraph: string; readonly control: Control }[]
}

type Asked = Omit<Question, 'rules'>
type Found = {
  -readonly [key in keyof Omit<ControlFindings, 'entry'>]: ControlFindings[key][number][]
}

const CHART = 'us-ear/738.4/chart'
const ENTRY = 'us-ear/774/entry'

export function controlFindings(facts: LineFacts, tables: LawTables): ControlFindings {
  const found: Found = { requirements: [], unknowns: [], nothing: [], referred: [] }
  const { eccn } = facts.item
  const entry = eccn !== undefined && Object.hasOwn(tables.entries, eccn) ? (tables.entries[eccn] ?? null) : null
  if (eccn === 'EAR99') found.nothing.push({ rule: ENTRY, why: 'EAR99 has no entry on the control list and no rows' })
  else if (entry === null) found.unknowns.push({ rule: ENTRY, question: askEccn(eccn) })
  else readEntry(entry, facts, tables, found)
  return { entry, ...found }
}

/** Whether the control list has this entry; `EAR99` counts as known. */
export function isKnownEccn(eccn: string, tables: LawTables): boolean {
  return eccn === 'EAR99' || Object.hasOwn(tables.entries, eccn)
}

/** `unknown`: the sources here list no paragraphs for the entry, so nobody can say. */
export function isKnownParagraph(eccn: string, paragraph: string, tables: LawTables): boolean | 'unknown' {
  const entry = Object.hasOwn(tables.entries, eccn) ? tables.entries[eccn] : undefined
  if (!entry || entry.paragraphs.length === 0) return 'unknown'
  return entry.paragraphs.some((known) => known === paragraph || known.startsWith(`${paragraph}.`))
}

/** The chart row a destination takes: its own, or the one of the country it belongs to (738.3(b)). */
export type DestinationRow =
  | { readonly kind: 'row'; readonly code: CountryCode; readonly row: ChartRow; readonly because: string | null }
  | { readonly kind: 'in-the-united-states' }
  | { readonly kind: 'none' }

export function destinationRow(to: CountryCode, tables: LawTables): DestinationRow {
  const parent = Object.hasOwn(tables.territories, to) ? tables.territories[to] : undefined
  const code = parent ?? to
  if (code === 'US') return { kind: 'in-the-united-states' }
  const row = Object.hasOwn(tables.chart, code) ? tables.chart[code] : undefined
  if (!row) return { kind: 'none' }
  const because = parent ? `${countryName(to)} takes the row of ${countryName(code)}, 15 CFR 738.3(b)` : null
  return { kind: 'row', code, row, because }
}

function readEntry(entry: CclEntry, facts: LineFacts, tables: LawTables, found: Found): void {
  const unread = askAboutEntry(entry)
  if (unread) {
    found.unknowns.push({ rule: ENTRY, question: unread })
    return
  }
  const destination = destinationRow(facts.to, tables)
  if (destination.kind === 'in-the-united-states') {
    found.nothing.push({ rule: CHART, why: `${countryName(facts.to)} is in the United States: no export to it` })
    return
  }
  const { paragraph } = facts.item
  if (paragraph !== undefined && isKnownParagraph(entry.eccn, paragraph, tables) === false)
    found.unknowns.push({ rule: ENTRY, question: askParagraph(entry, `\`${paragraph}\` is not among those we know`) })
  const uncovered = uncoveredParagraph(entry, paragraph)
  if (uncovered !== null)
    found.unknowns.push({ rule: ENTRY, question: askParagraph(entry, `no row of the entry covers .${uncovered}`) })
  for (const control of entry.controls) readControl({ entry, control, facts, tables, destination }, found)
}

/**
 * A paragraph that the item is, or may be, and that no row covers: it is described here and controlled elsewhere
 * (9A004.a), so its silence is not freedom.
 */
function uncoveredParagraph({ controls, paragraphs }: CclEntry, paragraph: string | undefined): string | null {
  const isUncovered = (path: string) => controls.every(({ scope }) => coverageOf(scope, path) === 'out')
  if (paragraph !== undefined && isUncovered(paragraph)) return paragraph
  const may = paragraphs.filter((path) => paragraph === undefined || path.startsWith(`${paragraph}.`))
  return may.find(isUncovered) ?? null
}

type Row = {
  readonly entry: CclEntry
  readonly control: Control
  readonly facts: LineFacts
  readonly tables: LawTables
  readonly destination: Exclude<DestinationRow, { kind: 'in-the-united-states' }>
}

function readControl(row: Row, found: Found): void {
  const { entry, control, facts } = row
  const rule = ruleOf(control)
  const name = `the ${control.reason} row of ${entry.eccn} (${scopeInWords(control.scope)})`
  const coverage = coverageOf(control.scope, facts.item.paragraph)
  if (coverage === 'out') {
    found.nothing.push({ rule, why: `${name} does not cover .${facts.item.paragraph}` })
    return
  }
  const kind = reachOf(control, facts)
  if (kind.answer === false) {
    found.nothing.push({ rule, why: `${name} ${kind.why}` })
    return
  }
  const bound = bindingOf(row)
  if (bound.kind === 'see') {
    found.referred.push({ paragraph: bound.paragraph, control })
    found.nothing.push({ rule, why: `${name} hands over to ${bound.paragraph}${bound.why}` })
    return
  }
  if (bound.kind === 'no') {
    found.nothing.push({ rule, why: `${name} does not bind: ${bound.why}` })
    return
  }
  const held = allHold(control.conditions, { facts, tables: row.tables, paragraph: control.paragraph })
  if (held.answer === false) {
    found.nothing.push({ rule, why: `${name} does not bind: its conditions are not met` })
    return
  }
  const open: Asked[] = [...held.needs]
  if (coverage === 'perhaps') {
    const isAdvanced = isOnlyAdvancedComputing(control, facts) ? facts.item.measurements.meets3A090Or4A090 : undefined
    if (isAdvanced === false) {
      found.nothing.push({ rule, why: `${name} does not bind: the item is below 3A090 and 4A090` })
      return
    }
    open.push(isOnlyAdvancedComputing(control, facts) ? askAdvancedComputing(control) : askParagraph(entry, null))
  }
  if (bound.kind === 'unknown') open.push(bound.question)
  if (kind.answer === 'unknown') open.push(kind.question)
  for (const question of open) found.unknowns.push({ rule, question })
  if (open.length > 0 || bound.kind === 'unknown') return
  const because = [`${name} applies`, ...bound.because]
  const { column, paragraph = control.paragraph } = bound
  found.requirements.push({
    rule,
    requirement: {
      reason: control.reason,
      ...(column ? { column } : {}),
      paragraph,
      because,
      effect: 'licence',
      authority: 'BIS',
    },
  })
}

/** Paragraphs .z hold what also reaches the chip parameters; other entries have no other paragraph to name. */
function isOnlyAdvancedComputing({ scope }: Control, { item }: LineFacts): boolean {
  return (
    item.paragraph === undefined && scope.include !== undefined && scope.include.every((path) => /^z(\.|$)/.test(path))
  )
}

type Reach =
  | { readonly answer: true }
  | { readonly answer: false; readonly why: string }
  | { readonly answer: 'unknown'; readonly question: Asked }

/** Whether the row speaks of this kind of transaction at all. */
function reachOf(control: Control, { kind, item }: LineFacts): Reach {
  if (kind === 'in-country')
    return control.isInCountryToo
      ? { answer: true }
      : { answer: false, why: 'covers exports and reexports, not transfers within a country' }
  if (control.onlyKind === 'export' && kind === 'reexport') return { answer: false, why: 'covers exports only' }
  if (control.onlyKind === 'reexport' && kind !== 'reexport') return { answer: false, why: 'covers reexports only' }
  if (kind !== 'deemed' || control.deemed === undefined) return { answer: true }
  const isExcluded = control.deemed === 'excluded' || item.measurements.isDeemedExportExcluded
  if (isExcluded === true) return { answer: false, why: 'leaves this deemed export out' }
  if (isExcluded === false) return { answer: true }
  return { answer: 'unknown', question: askDeemed(control) }
}

type Binding =
  | {
      readonly kind: 'yes'
      readonly because: readonly string[]
      readonly column?: ChartColumn
      readonly paragraph?: string
    }
  | { readonly kind: 'no'; readonly why: string }
  | { readonly kind: 'see'; readonly paragraph: string; readonly why: string }
  | { readonly kind: 'unknown'; readonly question: Asked }

/** Whether what the row points to binds this destination. */
function bindingOf({ control, facts, tables, destination }: Row): Binding {
  const { target } = control
  const to = destination.kind === 'row' ? destination.code : facts.to
  const note = destination.kind === 'row' && destination.because ? [destination.because] : []
  const place = countryName(facts.to)
  switch (target.kind) {
    case 'see':
      return { kind: 'see', paragraph: target.paragraph, why: '' }
    case 'all-destinations':
      if (target.except.includes(to)) return { kind: 'no', why: `${place} is excepted, ${control.paragraph}` }
      return { kind: 'yes', because: [...note, allDestinations(target.except)] }
    case 'destinations': {
      const named = nameOfDestination(to, target, tables)
      if (!named) return { kind: 'no', why: `${place} is not among its destinations, ${control.paragraph}` }
      return { kind: 'yes', because: [...note, named] }
    }
    case 'columns':
      return inChart(target.columns, control, facts, destination)
    default:
      return unreachable(target)
  }
}

/** AT rows bind two destinations by words, not by cells. Source: 742.8(a)(1), 742.19(a)(1). */
const ANTI_TERRORISM: Readonly<Record<string, string>> = { IR: '15 CFR 742.8(a)(1)', KP: '15 CFR 742.19(a)(1)' }

function inChart(
  columns: readonly ChartColumn[],
  control: Control,
  facts: LineFacts,
  destination: Row['destination'],
): Binding {
  if (destination.kind === 'none') return { kind: 'unknown', question: askDestination(facts.to) }
  const { code, row, because } = destination
  const antiTerrorism = control.reason === 'AT' ? ANTI_TERRORISM[code] : undefined
  const [first] = columns
  if (antiTerrorism && first)
    return {
      kind: 'yes',
      column: first,
      paragraph: antiTerrorism,
      because: [`${inWords(first)} binds ${row.name} by ${antiTerrorism}`],
    }
  if (row.pointsTo) return { kind: 'see', paragraph: row.pointsTo, why: `: the row of ${row.name} has no cells` }
  const column = columns.find((each) => row.marks.includes(each))
  if (!column) return { kind: 'no', why: `cell ${row.name}, ${columns.map(inWords).join(' and ')} is empty` }
  return {
    kind: 'yes',
    column,
    because: [...(because ? [because] : []), `cell ${row.name}, ${inWords(column)} is marked`],
  }
}

function inWords(column: ChartColumn): string {
  return `${column.slice(0, 2)} Column ${column.slice(2)}`
}

function allDestinations(except: readonly CountryCode[]): string {
  if (except.length === 0) return 'a licence is required for all destinations'
  return `a licence is required for all destinations except ${except.map(countryName).join(', ')}`
}

function nameOfDestination(
  to: CountryCode,
  { countries, groups, exceptGroups = [] }: Extract<Control['target'], { kind: 'destinations' }>,
  tables: LawTables,
): string | null {
  if (countries.includes(to)) return `the row names ${countryName(to)}`
  const group = groups.find((id) => isInGroup(to, id, tables))
  const lets = isInAny(to, exceptGroups, tables)
  return group && !lets ? `the row names Country Group ${group}, which holds ${countryName(to)}` : null
}

/** The part of the law that speaks in a row: the chart, or the section that takes its place. */
function ruleOf({ target, paragraph, reason }: Control): string {
  if (target.kind === 'columns') return CHART
  if (paragraph.startsWith('15 CFR 742.13')) return 'us-ear/742.13/sl'
  if (paragraph.startsWith('15 CFR 742.11')) return 'us-ear/742.11/torture'
  if (paragraph.startsWith('15 CFR 742.15')) return 'us-ear/742.15/encryption'
  if (paragraph.startsWith('15 CFR 738 Supp. 1')) return 'us-ear/738-supp-1/footnote-10'
  const section = /^15 CFR (\d{3}(?:\.\d+)?)/.exec(paragraph)?.[1] ?? '774'
  return `us-ear/${section}/${reason.toLowerCase().replaceAll(' ', '-')}`
}

function askAboutEntry(entry: CclEntry): Asked | null {
  const id = `entry/${entry.eccn}`
  const where = entry.see ? `see ${entry.see}` : 'read the entry'
  switch (entry.status) {
    case 'controls':
    case 'prose':
      return null
    case 'reserved':
      return askEntry(id, `Entry ${entry.eccn} holds no items: which entry describes the item? ${capital(where)}`)
    case 'other-agency':
      return askEntry(
        id,
        `Entry ${entry.eccn} leaves the item to another agency: does it license the item? ${capital(where)}`,
      )
    case 'no-control-here':
    case 'unparsed':
      return askEntry(id, `The controls of entry ${entry.eccn} were not read: which apply? ${capital(where)}`)
    default:
      return unreachable(entry.status)
  }
}

function askEntry(id: string, text: string): Asked {
  return { id, fact: 'items[].eccn', text, paragraph: '15 CFR 774 Supp. 1' }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function askEccn(eccn: string | undefined): Asked {
  const text =
    eccn === undefined
      ? 'What is the item classified as: which ECCN and paragraph, or EAR99?'
      : `\`${eccn}\` is not an entry of the control list: which ECCN and paragraph, or EAR99?`
  return { id: 'eccn', fact: 'items[].eccn', text, paragraph: '15 CFR 738.4(a)(1); 774 Supp. 4' }
}

function askParagraph({ eccn }: CclEntry, fault: string | null): Asked {
  const text = `Which paragraph of ${eccn} describes the item? ${fault ? `${capital(fault)}` : 'Its rows differ by paragraph'}`
  return { id: `item-paragraph/${eccn}`, fact: 'items[].paragraph', text, paragraph: '15 CFR 738.4(a)(1)' }
}

function askAdvancedComputing({ paragraph }: Control): Asked {
  return {
    id: 'item/meets3A090Or4A090',
    fact: 'items[].measurements.meets3A090Or4A090',
    text: 'Does the item meet or exceed the performance of 3A090 or 4A090 (a paragraph .z of its entry)?',
    paragraph,
  }
}

function askDestination(to: CountryCode): Asked {
  return {
    id: `destination-row/${to}`,
    fact: 'destination',
    text: `${countryName(to)} has no row in the Country Chart: which country’s row does it take?`,
    paragraph: '15 CFR 738.3(b)',
  }
}

function askDeemed({ paragraph }: Control): Asked {
  return {
    id: `deemed-exclusion/${paragraph}`,
    fact: 'items[].measurements.isDeemedExportExcluded',
    text: `Is this release to a foreign person left out of ${paragraph} (staff already employed, or an excluded item to a person from outside Groups D:1 and D:5)?`,
    paragraph,
  }
}
