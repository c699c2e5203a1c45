/** The sentences of a brief. Those about what to do name nobody, so that every format can carry them. */
import { LIST_NAMES } from '../assessment/index.ts'
import { countryName, type Day, day, parseCountry, unreachable } from '../base/index.ts'
import { LIST_IDS } from '../lists/index.ts'
import type { ChangeKind, ChangeRecord } from './change.ts'
import { itemCode } from './item-code.ts'
import { spokenDay } from './notice-words.ts'
import type { Reason, Relevance } from './relevance.ts'
import { nameOfTable } from './table-changes.ts'

/** `1 case`, `2 cases`, `10,000 cases`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${String(count).replace(/\B(?=(\d{3})+$)/g, ',')} ${count === 1 ? one : many}`
}

/** `24 Nov 2026 11:05 UTC` of an instant; the day of a day. */
export function spokenTime(at: string): string {
  const on = spokenDay(day(at.slice(0, 10)))
  return at.length <= 10 ? on : `${on} ${at.slice(11, 16)} UTC`
}

/** A field of a list entry as people call it; `properties.birthDate` is `birth date`. */
export function fieldWords(field: string): string {
  const name = field.replace(/^(properties|listing)\./, '')
  return FIELD_WORDS[name] ?? name.replace(/([a-z])([A-Z])/g, (_, before, after) => `${before} ${after.toLowerCase()}`)
}

const FIELD_WORDS: Readonly<Record<string, string>> = {
  alias: 'other names',
  weakAlias: 'weak other names',
  previousName: 'former names',
  licencePolicy: 'licence policy',
  licenceRequirement: 'licence requirement',
  federalRegister: 'Federal Register notice',
  startOn: 'listed on',
  endOn: 'listed until',
  programmes: 'programmes',
}

/** Why this firm is told; it may name parties and cases. */
export function reasonSentence(reason: Reason): string {
  switch (reason.kind) {
    case 'relies':
      return `Case ${reason.case} rests on ${nodeWords(reason.node)} as it was (version ${reason.restsOn.slice(0, 12)})`
    case 'item':
      return `Your item ${reason.item} is ${reason.code}; the change is about ${reason.changed}${RELATION_WORDS[reason.relation]}`
    case 'destination':
      return `You send to ${placeOf(reason.country)}`
    case 'end-use':
      return `You supply for ${reason.endUse}`
    case 'party':
      return `Your party ${reason.partyName} (${reason.party}) may be ${reason.entryName} (${entryWords(reason.entry)}): ${reason.isMatch ? 'match' : 'possible'}, ${percent(reason.score)}`
    default:
      return unreachable(reason)
  }
}

/** What a case rests on, as `nodeKey` writes it: `list-entry us-sdn/123`. */
function nodeWords(node: string): string {
  const [, kind = '', id = ''] = /^(\S+) (.*)$/s.exec(node) ?? []
  if (kind === 'list-entry') return entryWords(id)
  if (kind === 'forum-record') return `record ${id} of the forum`
  if (kind !== 'table') return id
  const [table = '', ...path] = id.split('/')
  const [first, second] = path
  if (first === undefined) return `the ${nameOfTable(table)}`
  switch (table) {
    case 'country-chart':
      return `the row of ${placeOf(first)} on the Country Chart${second === undefined ? '' : `, column ${second}`}`
    case 'country-groups':
      return second === undefined ? `Country Group ${first}` : `whether ${placeOf(second)} is in Country Group ${first}`
    case 'entries':
      return `entry ${first} of the Commerce Control List`
    default:
      return `${path.join('/')} of the ${nameOfTable(table)}`
  }
}

/** `us-sdn/12345`. */
function entryWords(entry: string): string {
  const [list = '', ...key] = entry.split('/')
  if (list === 'forum') return 'named in a notice of the forum'
  const known = LIST_IDS.find((id) => id === list)
  return `entry ${key.join('/')} of the ${known === undefined ? list : LIST_NAMES[known]}`
}

const RELATION_WORDS = { same: '', broader: ', which holds it', narrower: ', a part of it' } as const

/** `93.1 %` of 931,234 millionths, rounded down: a score never looks better than it is. */
function percent(millionths: number): string {
  return `${Math.floor(millionths / 10_000)}.${Math.floor(millionths / 1_000) % 10} %`
}

/** A country by name; a code that is none stays as it is. */
export function placeOf(code: string): string {
  const parsed = parseCountry(code)
  return parsed === null ? code : countryName(parsed)
}

/** What the change is, in counts and codes alone. */
export function discreetSentence({ change, reasons, cases }: Relevance): string {
  const codes = change.itemCodes.flatMap((code) => itemCode(code) ?? [])
  const places = change.countries.flatMap((code) => parseCountry(code) ?? [])
  const about = [...codes.slice(0, MAX_CODES), ...places.slice(0, MAX_CODES)]
  const of = (kind: Reason['kind']) => reasons.filter((reason) => reason.kind === kind).length
  const stale = cases.filter((one) => one.isStale).length
  const held = cases.filter((one) => one.hold !== null).length
  const touches = [
    ...(of('party') > 0 ? [counted(of('party'), 'of your parties', 'of your parties')] : []),
    ...(of('item') > 0 ? [counted(of('item'), 'of your items', 'of your items')] : []),
    ...(of('destination') > 0 ? [counted(of('destination'), 'destination')] : []),
    ...(of('end-use') > 0 ? [counted(of('end-use'), 'end use')] : []),
    counted(cases.length, 'case'),
  ]
  const standing = [...(stale > 0 ? [`${stale} resting on what it was`] : []), ...(held > 0 ? [`${held} to hold`] : [])]
  const where = about.length === 0 ? '' : ` (${about.join(', ')})`
  return `${WHAT_KIND[change.kind]}${where}: touches ${touches.join(', ')}${standing.length === 0 ? '' : `; ${standing.join(', ')}`}`
}

const MAX_CODES = 6

const WHAT_KIND: Readonly<Record<ChangeKind, string>> = {
  'list-add': 'An addition to a list',
  'list-remove': 'A removal from a list',
  'list-amend': 'An amendment on a list',
  text: 'A change of law',
  guidance: 'New guidance',
  enforcement: 'An enforcement action',
  'import-rule': 'A change of import rules abroad',
  policy: 'A change of policy',
}

/** What to do, the most pressing first; names nobody. */
export function toDo({ change, reasons, cases }: Relevance): string {
  const isHeld = cases.some((one) => one.hold !== null)
  const steps = [
    ...(cases.some((one) => one.isStale)
      ? [`run each stale case again and record its answer${isHeld ? ' before its hold is lifted' : ''}`]
      : []),
    ...(reasons.some((reason) => reason.kind === 'party') ? [partyStep(change)] : []),
    ...(reasons.some((reason) => reason.kind !== 'party' && reason.kind !== 'relies') ? [scopeStep(change)] : []),
    ...(cases.some((one) => !one.isOpen)
      ? ['for closed cases, look whether service, supplement or licence duties arise']
      : []),
  ]
  return sentenceCase(steps.join('; '))
}

function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function partyStep({ kind, source }: ChangeRecord): string {
  if (kind === 'list-remove') return 'screen the party again; that an entry is gone gives no permission by itself'
  if (source.id === 'forum') return 'compare the party with whom the notice names and record what you find'
  return 'compare the party with the entry, record a true or false match, and ship, service and draw on licences only after that'
}

function scopeStep({ kind, status, answerBy }: ChangeRecord): string {
  if (status === 'proposed' || answerBy !== null)
    return 'read it, and answer or comment by the day given if it concerns you'
  switch (kind) {
    case 'text':
    case 'import-rule':
      return 'determine again what is required for the items and destinations it is about'
    case 'guidance':
    case 'enforcement':
      return 'read it against the cases named and record whether it is a red flag (15 CFR 732 Supp. 3)'
    default:
      return 'read it, and note what it means for your procedure'
  }
}

/** By when: of the held cases the earliest export day; else the day that binds. `null`: nothing sets a day. */
export function dueOn({ change, reasons, cases }: Relevance, on: Day): Day | null {
  const [first] = cases.flatMap((one) => (one.hold === null ? [] : [one.exportOn])).sort()
  if (first !== undefined) return first < on ? on : first
  const isListed = change.kind === 'list-add' || change.kind === 'list-amend'
  // A listing binds from its publication.
  if (isListed && reasons.some((reason) => reason.kind === 'party')) return on
  if (change.answerBy !== null && change.answerBy >= on) return change.answerBy
  return change.effectiveOn !== null && change.effectiveOn > on ? change.effectiveOn : null
}
