import { unreachable } from '../base/index.ts'
import type { CclEntry, LawTables, ScopeCondition } from '../law/index.ts'
import { unitOf } from './units.ts'

/** An entry as a search result. */
export type EntryOption = {
  readonly eccn: string
  readonly title: string
  readonly reasons: readonly string[]
  /** The whole entry or a part of it is an item of human-rights concern. */
  readonly isHumanRightsConcern: boolean
}

/** A measurement that decides which control binds. */
export type MeasurementAsked = {
  /** As the transaction names it, unit included: `frameRateHz`. */
  readonly name: string
  readonly question: string
  readonly kind: 'number' | 'yes-no' | 'text'
  readonly unit: string | null
}

export type EntryDetail = EntryOption & {
  readonly paragraphs: readonly string[]
  /** Why it matters to human rights, in our words. */
  readonly relevance: readonly string[]
  readonly measurements: readonly MeasurementAsked[]
}

export function entryOption(entry: CclEntry, tables: LawTables): EntryOption {
  return {
    eccn: entry.eccn,
    title: entry.title,
    reasons: entry.reasons,
    isHumanRightsConcern: tables.hrItems.some((item) => item.eccn === entry.eccn),
  }
}

/**
 * Entries that a person may mean: number first (`5A0` finds every 5A0xx), then titles and items of concern that hold
 * every word asked. Best first; entries of human-rights concern before others of the same worth.
 */
export function findEntries(asked: string, tables: LawTables, limit: number): readonly EntryOption[] {
  const words = wordsOf(asked)
  if (words.length === 0) return []
  const number = asked.trim().toUpperCase()
  return Object.values(tables.entries)
    .flatMap((entry) => {
      const option = entryOption(entry, tables)
      const worth = worthOf(entry, option, number, words, tables)
      return worth === 0 ? [] : [{ option, worth: worth + (option.isHumanRightsConcern ? 1 : 0) }]
    })
    .sort((a, b) => b.worth - a.worth || (a.option.eccn < b.option.eccn ? -1 : 1))
    .slice(0, limit)
    .map(({ option }) => option)
}

export function entryDetail(eccn: string, tables: LawTables): EntryDetail | null {
  const entry = Object.hasOwn(tables.entries, eccn) ? tables.entries[eccn] : undefined
  if (entry === undefined) return null
  return {
    ...entryOption(entry, tables),
    paragraphs: entry.paragraphs,
    relevance: tables.hrItems.filter((item) => item.eccn === eccn).map((item) => item.relevance),
    measurements: measurementsOf(entry),
  }
}

function worthOf(
  entry: CclEntry,
  option: EntryOption,
  number: string,
  words: readonly string[],
  tables: LawTables,
): number {
  if (entry.eccn === number) return 100
  if (number.length >= 2 && entry.eccn.startsWith(number)) return 50
  if (holdsAll(wordsOf(option.title), words)) return 20
  const concern = tables.hrItems.filter((item) => item.eccn === entry.eccn)
  return concern.some((item) =>
    holdsAll(wordsOf(`${item.title} ${item.family} ${item.relevance} ${option.title}`), words),
  )
    ? 10
    : 0
}

function holdsAll(held: readonly string[], asked: readonly string[]): boolean {
  return asked.every((word) => held.some((one) => one.startsWith(word)))
}

/** Lower-case words without the plural `s`, so that `camera` finds `cameras` and the reverse. */
function wordsOf(text: string): readonly string[] {
  return (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).map((word) =>
    word.length > 3 ? word.replace(/s$/, '') : word,
  )
}

/** Every measurement that a control of the entry compares, once each. */
function measurementsOf(entry: CclEntry): readonly MeasurementAsked[] {
  const found = new Map<string, MeasurementAsked>()
  for (const condition of entry.controls.flatMap((control) => control.conditions.flatMap(askable))) {
    if (condition.kind === 'needs-person') {
      found.set(condition.id, { name: condition.id, question: condition.question, kind: 'yes-no', unit: null })
      continue
    }
    // End-use facts are asked for with the end use, not with the item.
    if (found.has(condition.fact) || condition.fact.includes('.')) continue
    const unit = unitOf(condition.fact)
    found.set(condition.fact, {
      name: condition.fact,
      question: inWords(condition.fact, unit?.suffix ?? ''),
      kind: typeof condition.value === 'number' ? 'number' : typeof condition.value === 'boolean' ? 'yes-no' : 'text',
      unit: unit?.symbol ?? null,
    })
  }
  return [...found.values()]
}

type Askable = Extract<ScopeCondition, { kind: 'measure' | 'needs-person' }>

function askable(condition: ScopeCondition): readonly Askable[] {
  switch (condition.kind) {
    case 'measure':
    case 'needs-person':
      return [condition]
    case 'any':
    case 'all':
      return condition.of.flatMap(askable)
    case 'not':
      return askable(condition.of)
    case 'related':
      return []
    default:
      return unreachable(condition)
  }
}

/** `frameRateHz` as `Frame rate`; `isStandAlone` as `Is stand alone`. */
function inWords(name: string, suffix: string): string {
  const words = name
    .slice(0, name.length - suffix.length)
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}
