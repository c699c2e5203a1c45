/**
 * One brief for one reader on one day. Every format is written from it and from nothing else, so that an edition kept as
 * JSON is written again to the same bytes.
 */
import { type Canonical, type Day, type Sha256, sha256, unreachable } from '../base/index.ts'
import type { ChangeKind, ChangeRecord, ChangeSource, ChangeStatus, Difference } from './change.ts'
import { spokenDay } from './notice-words.ts'
import type { Relevance, TouchedCase } from './relevance.ts'
import type { Tenant } from './tenant.ts'
import { counted, discreetSentence, dueOn, fieldWords, reasonSentence, spokenTime, toDo } from './words.ts'

/** How one source stood when the brief was made. */
export type SourceCheck = {
  readonly id: string
  readonly name: string
  /** `quarantined`: a newer version waits for a person. `unread`: it could not be fetched or read. Neither is silence. */
  readonly state: 'read' | 'quarantined' | 'unread'
  /** Why it was not read or not used; `null` when it was. */
  readonly because: string | null
  /** The day the data in use bears; `null`: not known, or none in use. */
  readonly dataOn: Day | null
  /** Instant it was last read well, or the day where no more is known; `null`: never. */
  readonly readAt: string | null
}

export type SourceReport = SourceCheck & { readonly changes: number }

/** Something that touches the reader. */
export type EditionLine = {
  /** `B-2026-11-24-03`. */
  readonly id: string
  readonly change: string
  readonly kind: ChangeKind
  readonly status: ChangeStatus
  readonly what: string
  readonly why: readonly string[]
  readonly todo: string
  readonly by: Day | null
  /** Rights and grounds the source names: `ICCPR 17`, `surveillance`. */
  readonly rights: readonly string[]
  readonly source: ChangeSource
  readonly differences: readonly Difference[]
  readonly cases: readonly (TouchedCase & { readonly outcome: Outcome | null })[]
  /** The same in counts and codes, with no name of anybody. */
  readonly discreet: string
}

/** What a case's answer was, and is with the change. */
export type Outcome = { readonly before: string; readonly after: string }

/** A change, for everybody. */
export type Notice = {
  readonly change: string
  readonly kind: ChangeKind
  readonly status: ChangeStatus
  readonly what: string
  readonly publishedOn: Day | null
  readonly effectiveOn: Day | null
  readonly answerBy: Day | null
  readonly rights: readonly string[]
  readonly source: ChangeSource
  readonly links: ChangeRecord['links']
}

export const SECTIONS = ['lists', 'rules', 'pending', 'abroad', 'enforcement', 'forum', 'corrections'] as const
export type SectionId = (typeof SECTIONS)[number]

export type Section = {
  readonly id: SectionId
  /** All that belong here; `notices` may hold fewer. */
  readonly total: number
  readonly notices: readonly Notice[]
}

export const VERDICTS = [
  'touched',
  'nothing-touches-you',
  'nothing-in-what-was-read',
  'nothing-read',
  'public',
] as const
export type Verdict = (typeof VERDICTS)[number]

/** What was checked, and what of it was touched. */
export type Counts = {
  readonly parties: number
  readonly items: number
  readonly cases: number
  readonly changes: number
  readonly sources: number
  /** Sources not read or in quarantine; part of `sources`. */
  readonly sourcesFailed: number
  readonly changesTouching: number
  readonly partiesTouched: number
  readonly itemsTouched: number
  readonly casesTouched: number
  readonly casesHeld: number
}

export type Edition = {
  readonly version: 1
  /** `B-2026-11-24`; the second of that day `B-2026-11-24.2`. */
  readonly id: string
  readonly on: Day
  /** Instant, UTC. */
  readonly madeAt: string
  readonly replaces: Replaced | null
  readonly reader: { readonly kind: 'public' } | { readonly kind: 'firm'; readonly id: string; readonly name: string }
  readonly verdict: Verdict
  readonly headline: string
  /** What was checked, as a sentence. */
  readonly proof: string
  readonly counts: Counts
  readonly lines: readonly EditionLine[]
  readonly sections: readonly Section[]
  readonly sources: readonly SourceReport[]
}

export type EditionInput = {
  readonly on: Day
  readonly madeAt: string
  readonly changes: readonly ChangeRecord[]
  readonly sources: readonly SourceCheck[]
  /** Which edition of its day, from 1; absent: the first. */
  readonly number?: number
  /** The edition of the same reader that this one takes the place of; absent: none. */
  readonly replaces?: Replaced | null
}

/** A later edition of a day says all that the earlier said, and why it was made; the earlier stays as it was. */
export type Replaced = { readonly edition: string; readonly because: string }

export type FirmInput = EditionInput & {
  readonly tenant: Tenant
  /** What `relevantChanges` found among `changes`. */
  readonly relevant: readonly Relevance[]
  /** By case id, where the case was run again. */
  readonly outcomes?: ReadonlyMap<string, Outcome>
}

/** Most notices a section tells; the rest are counted. */
const MAX_NOTICES = 50

/** The edition of one firm. */
export function makeEdition(input: FirmInput): Edition {
  const { on, madeAt, tenant, changes } = input
  const sources = reportSources(input)
  const counts = countsOf(input, sources)
  const verdict = verdictOf(counts)
  return {
    version: 1,
    id: editionId(input),
    on,
    madeAt,
    replaces: input.replaces ?? null,
    reader: { kind: 'firm', id: tenant.id.toWellFormed(), name: tenant.name.toWellFormed() },
    verdict,
    headline: headlineOf(verdict, counts),
    proof: proofOf(counts, sources),
    counts,
    lines: sortByPress(input.relevant, on).map((relevance, i) => lineOf(relevance, input, i + 1)),
    sections: sectionsOf(changes, on),
    sources,
  }
}

/** The preview for everybody: what changed, of nobody in particular. */
export function makePublicEdition(input: EditionInput): Edition {
  const { on, madeAt, changes } = input
  const sources = reportSources(input)
  const failed = sources.filter(isFailed).length
  const counts = { ...NOBODY, changes: changes.length, sources: sources.length, sourcesFailed: failed }
  return {
    version: 1,
    id: editionId(input),
    on,
    madeAt,
    replaces: input.replaces ?? null,
    reader: { kind: 'public' },
    verdict: 'public',
    headline: `${counted(changes.length, 'change')} at ${counted(sources.length - failed, 'source')}`,
    proof: `Read ${counted(sources.length - failed, 'source')} of ${sources.length}${failedClause(sources)}.`,
    counts,
    lines: [],
    sections: sectionsOf(changes, on),
    sources,
  }
}

/** Names the edition of one reader among all editions: a UUID (RFC 9562, version 8) of its id and reader. */
export function editionUuid({ id, reader }: Pick<Edition, 'id' | 'reader'>): string {
  return uuidOf(sha256(`unblind brief ${id} ${reader.kind === 'firm' ? `firm ${reader.id}` : 'public'}`))
}

/** Names the series of editions of one reader. */
export function seriesUuid(reader: Edition['reader']): string {
  return uuidOf(sha256(`unblind briefs ${reader.kind === 'firm' ? `firm ${reader.id}` : 'public'}`))
}

function uuidOf(hash: Sha256): string {
  const variant = '89ab'[Number.parseInt(hash[16] ?? '0', 16) % 4]
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-${variant}${hash.slice(17, 20)}-${hash.slice(20, 32)}`
}

export function isFailed(source: Pick<SourceCheck, 'state'>): boolean {
  return source.state !== 'read'
}

/** `B-2026-11-24`, `B-2026-11-24.2`. */
export function editionId({ on, number = 1 }: Pick<EditionInput, 'on' | 'number'>): string {
  return number === 1 ? `B-${on}` : `B-${on}.${number}`
}

// -------------------------------------------------------------------------------------------------------- counting

const NOBODY: Counts = {
  parties: 0,
  items: 0,
  cases: 0,
  changes: 0,
  sources: 0,
  sourcesFailed: 0,
  changesTouching: 0,
  partiesTouched: 0,
  itemsTouched: 0,
  casesTouched: 0,
  casesHeld: 0,
}

function countsOf({ tenant, changes, relevant }: FirmInput, sources: readonly SourceReport[]): Counts {
  const reasons = relevant.flatMap((one) => one.reasons)
  const cases = relevant.flatMap((one) => one.cases)
  const distinct = (values: readonly string[]) => new Set(values).size
  return {
    parties: tenant.parties.length,
    items: tenant.items.length,
    cases: tenant.cases.length,
    changes: changes.length,
    sources: sources.length,
    sourcesFailed: sources.filter(isFailed).length,
    changesTouching: relevant.length,
    partiesTouched: distinct(reasons.flatMap((reason) => (reason.kind === 'party' ? [reason.party] : []))),
    itemsTouched: distinct(reasons.flatMap((reason) => (reason.kind === 'item' ? [reason.item] : []))),
    casesTouched: distinct(cases.map((one) => one.id)),
    casesHeld: distinct(cases.flatMap((one) => (one.hold === null ? [] : [one.id]))),
  }
}

/** A source that changed without being reported is listed as read: every change belongs to a source. */
function reportSources({ changes, sources }: EditionInput): readonly SourceReport[] {
  const byId = new Map<string, number>()
  for (const { source } of changes) byId.set(source.id, (byId.get(source.id) ?? 0) + 1)
  const known = new Set(sources.map((source) => source.id))
  const unreported = [...new Map(changes.map(({ source }) => [source.id, source.name]))]
    .filter(([id]) => !known.has(id))
    .map(([id, name]): SourceCheck => ({ id, name, state: 'read', because: null, dataOn: null, readAt: null }))
  return [...sources, ...unreported].map((source) => ({
    ...source,
    // It may quote the file.
    because: source.because?.toWellFormed() ?? null,
    changes: byId.get(source.id) ?? 0,
  }))
}

function verdictOf(counts: Counts): Verdict {
  if (counts.changesTouching > 0) return 'touched'
  if (counts.sourcesFailed === counts.sources) return 'nothing-read'
  return counts.sourcesFailed > 0 ? 'nothing-in-what-was-read' : 'nothing-touches-you'
}

function headlineOf(verdict: Verdict, counts: Counts): string {
  const failed = `${counted(counts.sourcesFailed, 'source is', 'sources are')} not up to date`
  switch (verdict) {
    case 'touched': {
      const held = counts.casesHeld === 0 ? '' : `, ${counted(counts.casesHeld, 'case')} to hold`
      const unread = counts.sourcesFailed === 0 ? '' : `; ${failed}`
      return `${counted(counts.changesTouching, 'change touches', 'changes touch')} you${held}${unread}`
    }
    case 'nothing-touches-you':
      return 'Nothing touches you'
    case 'nothing-in-what-was-read':
      return `Nothing touches you in what was read; ${failed}`
    case 'nothing-read':
      return 'No source was read, so nothing can be said of today'
    case 'public':
      return `${counted(counts.changes, 'change')}`
    default:
      return unreachable(verdict)
  }
}

function proofOf(counts: Counts, sources: readonly SourceReport[]): string {
  return `${checkedSentence(counts)}${failedClause(sources)}.`
}

/** What was checked against what, and how much of it touches the reader; without the full stop. */
export function checkedSentence(counts: Counts): string {
  const own = `${counted(counts.parties, 'party', 'parties')}, ${counted(counts.items, 'item')} and ${counted(counts.cases, 'case')}`
  const read = `${counted(counts.changes, 'change')} from ${counted(counts.sources - counts.sourcesFailed, 'source')}`
  return `Checked ${own} against ${read}: ${counted(counts.changesTouching, 'touches', 'touch')} you`
}

function failedClause(sources: readonly SourceReport[]): string {
  const failed = sources.filter(isFailed)
  if (failed.length === 0) return ''
  return `; not up to date, so what is new there is not known: ${failed.map(({ name }) => name).join(', ')}`
}

// ----------------------------------------------------------------------------------------------------------- lines

function lineOf(relevance: Relevance, input: FirmInput, number: number): EditionLine {
  const { change, reasons, cases } = relevance
  const { on, outcomes } = input
  return {
    id: `${editionId(input)}-${String(number).padStart(2, '0')}`,
    change: change.id,
    kind: change.kind,
    status: change.status,
    what: change.title,
    why: reasons.map((reason) => reasonSentence(reason).toWellFormed()),
    todo: toDo(relevance),
    by: dueOn(relevance, on),
    rights: change.rightsIssues,
    source: change.source,
    differences: change.differences.map((one) => ({ ...one, field: fieldWords(one.field) })),
    cases: cases.map((one) => ({
      ...one,
      id: one.id.toWellFormed(),
      reference: one.reference.toWellFormed(),
      outcome: outcomes?.get(one.id) ?? null,
    })),
    discreet: discreetSentence(relevance),
  }
}

/** Holds first, then stale closed cases, then parties, then the rest; of equal press the earlier day. */
function sortByPress(relevant: readonly Relevance[], on: Day): readonly Relevance[] {
  const pressOf = ({ reasons, cases }: Relevance) => {
    if (cases.some((one) => one.hold !== null)) return 0
    if (cases.some((one) => one.isStale)) return 1
    return reasons.some((reason) => reason.kind === 'party') ? 2 : 3
  }
  return relevant
    .map((one) => ({ one, press: pressOf(one), by: dueOn(one, on) ?? '9' }))
    .sort((a, b) => a.press - b.press || (a.by < b.by ? -1 : a.by > b.by ? 1 : 0))
    .map(({ one }) => one)
}

function sectionsOf(changes: readonly ChangeRecord[], on: Day): readonly Section[] {
  return SECTIONS.flatMap((id) => {
    const own = changes.filter((change) => sectionOf(change, on) === id)
    if (own.length === 0) return []
    return [{ id, total: own.length, notices: own.slice(0, MAX_NOTICES).map(noticeOf) }]
  })
}

function sectionOf(change: ChangeRecord, on: Day): SectionId {
  const isCorrection = change.status === 'corrected' || change.status === 'withdrawn'
  if (isCorrection || change.links.some(({ rel }) => rel === 'corrects')) return 'corrections'
  if (change.source.id === 'forum') return 'forum'
  switch (change.kind) {
    case 'list-add':
    case 'list-remove':
    case 'list-amend':
      return 'lists'
    case 'import-rule':
      return 'abroad'
    case 'enforcement':
      return 'enforcement'
    default: {
      const isPending = change.status === 'proposed' || change.status === 'pre-published'
      return isPending || (change.effectiveOn !== null && change.effectiveOn > on) ? 'pending' : 'rules'
    }
  }
}

function noticeOf({
  id,
  kind,
  status,
  title,
  publishedOn,
  effectiveOn,
  answerBy,
  rightsIssues,
  source,
  links,
}: ChangeRecord): Notice {
  return {
    change: id,
    kind,
    status,
    what: title,
    publishedOn,
    effectiveOn,
    answerBy,
    rights: rightsIssues,
    source,
    links,
  }
}

/** Which edition this one takes the place of, and why. */
export function replacedSentence({ edition, because }: Replaced): string {
  return `This edition takes the place of ${edition}, which stays as it was: ${because}`
}

/** How a source stood, for people. */
export function sourceSentence(source: SourceReport): string {
  const last = source.readAt === null ? 'never read well' : `last read well ${spokenTime(source.readAt)}`
  switch (source.state) {
    case 'read':
      return source.changes === 0 ? 'no change' : counted(source.changes, 'change')
    case 'quarantined':
      return `a newer version waits for a person${reasonClause(source)}; the last good one stays in use (${last})`
    case 'unread':
      return `not up to date${reasonClause(source)}; ${last}`
    default:
      return unreachable(source.state)
  }
}

function reasonClause({ because }: SourceCheck): string {
  return because === null ? '' : `: ${because}`
}

/** The day the data bears, or that it is not known. */
export function dataDay({ dataOn }: SourceCheck): string {
  return dataOn === null ? 'day not known' : `of ${spokenDay(dataOn)}`
}

/** A value of a difference as text: words as they are, `null` as absent, the rest as canonical-looking JSON. */
export function shownValue(value: Canonical): string {
  if (value === null) return 'absent'
  if (typeof value === 'string') return value
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value.join('; ')
  return JSON.stringify(value)
}
