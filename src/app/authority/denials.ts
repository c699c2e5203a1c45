/**
 * What becomes of a denial toward other states. The office prepares the notice, with the law that lets it be shared; a
 * delegate signs it in the forum for named readers, and later says whether it was kept or revoked. Nothing is taken out.
 */
import { z } from 'zod'
import { readSignedPackage } from '../../application/index.ts'
import { type Canonical, err, ok, type Result, type Sealed } from '../../base/index.ts'
import {
  type DenialNotice,
  denialNotice,
  holds,
  type LicensingCase,
  licensingCaseOf,
  type Official,
} from '../../licensing/index.ts'
import type { StreamReader, Streams } from '../../store/index.ts'
import type { Desk, DeskProblem, DeskResult } from '../desk.ts'
import type { ForumDesk, Occasion } from '../forum/desk.ts'
import type { PreviewView } from '../forum/views.ts'
import type { Person } from '../people/person.ts'
import { problemOf } from './acts.ts'
import type { LicensingBook } from './book.ts'
import { DENIALS_STREAM, licensingEntries, licensingTimeline, officialOf, streamOfLicensing } from './recorded.ts'
import { noCase } from './show.ts'

export type DenialState = 'not-prepared' | 'prepared' | 'shared' | 'kept' | 'revoked' | 'lapsed'

/** A denial of this office, and who knows of it. Nothing of the applicant stands here. */
export type DenialRow = {
  /** Of the application. */
  readonly id: string
  readonly reference: string
  readonly deniedOn: string
  readonly destination: string
  readonly items: readonly string[]
  readonly state: DenialState
  readonly notice: { readonly body: DenialNotice; readonly by: string; readonly at: string } | null
  readonly shared: SharedNotice | null
  readonly review: DenialReview | null
  /** Last day in force, once it was shared; `null`: it is not, or was revoked. */
  readonly validUntil: string | null
}

type SharedNotice = {
  /** Of the record in the forum. */
  readonly record: string
  readonly label: string
  readonly group: string
  readonly basis: string
  readonly receives: readonly string[]
  readonly by: string
  readonly at: string
}

type DenialReview = {
  readonly outcome: 'kept' | 'revoked'
  readonly reviewedOn: string
  readonly validUntil: string | null
  readonly reasons: string
  readonly record: string
  readonly by: string
}

export type DenialsDesk = {
  /** Newest first; revoked and lapsed ones stay, marked. None for another agency: it speaks of its own application alone. */
  readonly denials: (person: Person) => Promise<readonly DenialRow[]>
  /** By an officer of the office. Refused without the law under which it may be shared. */
  readonly prepareDenial: (id: string, sharing: unknown, person: Person) => Promise<DeskResult<DenialRow>>
  /** Who would receive it and who would not; nothing is signed. */
  readonly previewDenial: (id: string, asked: unknown, person: Person) => Promise<DeskResult<PreviewView>>
  /** By a delegate: signed in the forum for whom label and group allow, and written down here with it, all or nothing. */
  readonly shareDenial: (id: string, asked: unknown, person: Person) => Promise<DeskResult<DenialRow>>
  /** By a delegate: kept or revoked, told to those who know of it, all or nothing as well. */
  readonly reviewDenial: (id: string, asked: unknown, person: Person) => Promise<DeskResult<DenialRow>>
}

const line = z.string().trim().max(500)
const prose = z.string().trim().max(20_000)
const day = z.iso.date({ error: 'is not a day; write YYYY-MM-DD' })

const sharingSchema = z.strictObject({
  legalBasis: z
    .strictObject({
      act: line.default(''),
      provision: line.default(''),
      consentGiven: z.boolean().default(false),
      note: prose.nullable().default(null),
    })
    .default({ act: '', provision: '', consentGiven: false, note: null }),
  grounds: z.array(z.enum(['human-rights', 'internal-repression', 'humanitarian-law', 'diversion', 'other'])),
  rightsAffected: z.array(line).max(50).default([]),
  reasons: prose,
  parties: z.enum(['named', 'unnamed']),
  validUntil: day.nullable().default(null),
  alsoNotifiedTo: z.array(line).max(50).default([]),
})

/** Read further by the forum, which refuses a draft without a label. */
const shareSchema = z.strictObject({
  group: z.string().default('all'),
  handling: z.record(z.string(), z.unknown()),
  basis: z.string().default('national'),
})

const reviewSchema = z.strictObject({
  outcome: z.enum(['kept', 'revoked']),
  validUntil: day.nullable().default(null),
  reasons: prose.min(1, { error: 'is empty; say why it is kept or revoked' }),
})

/** A denial stays in force this long after the day it was decided, unless its notice says a shorter time. */
const DENIAL_YEARS = 3

export function openDenials(
  desk: Desk,
  book: LicensingBook,
  forum: Pick<ForumDesk, 'preview' | 'issueOn'>,
): DenialsDesk {
  const { streams } = desk.store
  const row = async (id: string, person: Person): Promise<DeskResult<DenialRow>> => {
    const found = (await denialsFor(person)).find((one) => one.id === id)
    return found === undefined ? err(noDenial(id)) : ok(found)
  }
  const denialsFor = async ({ agency }: Person) => (agency === null ? denialRows(desk, book) : [])
  /** The same as it stands under the lock of the streams: of two who tell at once, one sees what the other told. */
  const told = async (reader: StreamReader, id: string, { agency }: Person): Promise<DeskResult<Told>> => {
    const said = await reader.entries(DENIALS_STREAM)
    const timeline = licensingTimeline(licensingEntries(await reader.entries(streamOfLicensing(id))))
    const found =
      timeline.length === 0 || agency !== null ? null : denialRow(id, licensingCaseOf(timeline), said, desk.today())
    return found === null ? err(noDenial(id)) : ok({ row: found, said })
  }
  const issueOn = async (
    id: string,
    person: Person,
    occasion: (told: Told) => DeskResult<Occasion>,
  ): Promise<DeskResult<DenialRow>> => {
    const issued = await forum.issueOn(
      async (reader) => {
        const found = await told(reader, id, person)
        return found.ok ? occasion(found.value) : found
      },
      person,
      [DENIALS_STREAM, streamOfLicensing(id)],
    )
    return issued.ok ? row(id, person) : issued
  }
  return {
    denials: denialsFor,
    prepareDenial: async (id, input, person) => {
      const prepared = await prepare(desk, id, input, person)
      return prepared.ok ? row(id, person) : prepared
    },
    previewDenial: async (id, input, person) => {
      const read = readShared(input)
      if (!read.ok) return read
      const found = await told(streams, id, person)
      if (!found.ok) return found
      const draft = noticeDraft(found.value.row, read.value)
      return draft.ok ? forum.preview(draft.value) : draft
    },
    shareDenial: async (id, input, person) => {
      const read = readShared(input)
      if (!read.ok) return read
      return issueOn(id, person, ({ row: denial }) => {
        const draft = noticeDraft(denial, read.value)
        return draft.ok ? ok({ draft: draft.value, note: noteShared(id, read.value, person) }) : draft
      })
    },
    reviewDenial: async (id, input, person) => {
      const read = readShape(reviewSchema, input, 'give `outcome`, kept or revoked, and `reasons`')
      if (!read.ok) return read
      const { outcome, reasons } = read.value
      const reviewedOn = desk.today()
      const validUntil = outcome === 'revoked' ? null : read.value.validUntil
      const review = { outcome, reviewedOn, validUntil, reasons }
      return issueOn(id, person, (denial) => {
        const { shared, state } = denial.row
        if (shared === null) return refused('nobody was told of it; there is nothing to review')
        if (state === 'revoked') return refused('it is revoked; a new denial gets a notice of its own')
        if (outcome === 'kept' && (validUntil === null || validUntil <= reviewedOn))
          return invalid('validUntil', 'is missing or past; say until when it is kept')
        return ok({ draft: reviewDraft(denial, shared, review), note: noteReviewed(id, review, person) })
      })
    },
  }
}

type Shared = z.output<typeof shareSchema>
type Told = { readonly row: DenialRow; readonly said: readonly Sealed[] }

function readShared(input: unknown): DeskResult<Shared> {
  return readShape(shareSchema, input, 'give `handling` with its `tlp` label, and `group` and `basis`')
}

function noticeDraft({ notice, shared }: DenialRow, given: Shared): DeskResult<object> {
  if (notice === null) return refused('no notice is prepared; an officer prepares it first, with its legal basis')
  if (shared !== null) return refused(`it was shared on ${shared.at.slice(0, 10)}; review it instead`)
  return ok({ type: 'denial.notice', refs: [], ...given, body: notice.body })
}

/** To the same readers, under the same label as the notice. */
function reviewDraft({ row, said }: Told, { record }: SharedNotice, body: object): object {
  const shared = said.findLast(({ kind, body: told }) => kind === 'denial.shared' && told.case === row.id)
  const { group, handling, basis } = shared?.body ?? {}
  return { type: 'denial.review', refs: [{ rel: 'about', hash: record }], group, handling, basis, body }
}

function noteShared(id: string, { group, handling, basis }: Shared, { name }: Person): Occasion['note'] {
  // Read back as it was given: what a review is told by is the same label, to the same readers.
  const given = JSON.parse(JSON.stringify(handling)) as Canonical
  return ({ hash: record, preview }, at) => {
    const receives = preview.receives.map((one) => one.name)
    const body = { case: id, record, group, basis, label: preview.label?.tlp ?? '', handling: given, receives }
    return { stream: DENIALS_STREAM, entry: { at, actor: name, kind: 'denial.shared', body } }
  }
}

function noteReviewed(id: string, review: Omit<DenialReview, 'record' | 'by'>, { name }: Person): Occasion['note'] {
  return ({ hash: record }, at) => {
    const body = { case: id, record, ...review }
    return { stream: DENIALS_STREAM, entry: { at, actor: name, kind: 'denial.reviewed', body } }
  }
}

async function prepare(desk: Desk, id: string, input: unknown, person: Person): Promise<DeskResult<null>> {
  const read = readShape(sharingSchema, input, 'the notice is not in form')
  if (!read.ok) return read
  const by = officialOf(person, desk.node.name)
  const { streams } = desk.store
  return streams.append<DeskResult<null>>(
    async (reader) => {
      const timeline = licensingTimeline(licensingEntries(await reader.entries(streamOfLicensing(id))))
      const state = timeline.length === 0 ? null : licensingCaseOf(timeline)
      if (state === null || by.agency !== state.authority) return { result: err(noCase(id)), entries: [] }
      const before = (await reader.entries(DENIALS_STREAM)).filter(({ body }) => body.case === id)
      const notice = await noticeOf(streams, state, read.value, by, before)
      const at = desk.now()
      const official = { id: by.id, name: by.name, agency: by.agency, roles: by.roles }
      const entry = notice.ok
        ? {
            at,
            actor: by.name,
            kind: 'denial.prepared',
            body: { case: id, notice: notice.value as Canonical, official },
          }
        : {
            at,
            actor: by.name,
            kind: 'denial.not-prepared',
            body: { case: id, sentence: notice.error.sentence, official },
          }
      return { result: notice.ok ? ok(null) : notice, entries: [{ stream: DENIALS_STREAM, entry }] }
    },
    [streamOfLicensing(id), DENIALS_STREAM],
  )
}

async function noticeOf(
  streams: Streams,
  state: LicensingCase,
  sharing: z.output<typeof sharingSchema>,
  by: Official,
  before: readonly Sealed[],
): Promise<DeskResult<DenialNotice>> {
  if (!holds(by, 'officer'))
    return err({ kind: 'desk.not-permitted', sentence: 'a licensing officer prepares the notice of a denial' })
  if (before.some(({ kind }) => kind === 'denial.shared'))
    return refused('it was shared as it stands; review it, or tell of it anew after a new denial')
  const file = state.supplements.at(-1)?.file ?? state.file
  const bytes = await streams.document(file)
  const signed = bytes === null ? null : readSignedPackage(Buffer.from(bytes).toString('utf8'))
  if (signed === null || !signed.ok) throw new Error(`the package ${file} is not kept as it was received`)
  const notice = denialNotice(state, signed.value.package, sharing)
  return notice.ok ? notice : err(problemOf(notice.error))
}

async function denialRows({ store, today }: Desk, book: LicensingBook): Promise<readonly DenialRow[]> {
  const said = await store.streams.entries(DENIALS_STREAM)
  const on = today()
  return (await book())
    .map(({ id, state }) => denialRow(id, state, said, on))
    .filter((row) => row !== null)
    .toSorted((a, b) => b.deniedOn.localeCompare(a.deniedOn) || b.id.localeCompare(a.id))
}

function denialRow(id: string, state: LicensingCase, said: readonly Sealed[], today: string): DenialRow | null {
  const { decision } = state
  if (decision === null || decision.outcome !== 'denied') return null
  const own = said.filter(({ body }) => body.case === id)
  const prepared = own.findLast(({ kind }) => kind === 'denial.prepared')
  const told = own.findLast(({ kind }) => kind === 'denial.shared')
  const judged = own.findLast(({ kind }) => kind === 'denial.reviewed')
  // Written by this desk and sealed: what is read is what was written.
  const notice =
    prepared === undefined
      ? null
      : { body: prepared.body.notice as unknown as DenialNotice, by: prepared.actor, at: prepared.at }
  const shared =
    told === undefined
      ? null
      : { ...(told.body as unknown as Omit<SharedNotice, 'by' | 'at'>), by: told.actor, at: told.at }
  const review =
    judged === undefined ? null : { ...(judged.body as unknown as Omit<DenialReview, 'by'>), by: judged.actor }
  const validUntil = lastDay(decision.on, notice?.body.validUntil ?? null, shared, review)
  return {
    id,
    reference: decision.reference,
    deniedOn: decision.on,
    destination: state.destination,
    items: state.items,
    state: stateOfDenial(notice, shared, review, validUntil, today),
    notice,
    shared,
    review,
    validUntil,
  }
}

function lastDay(
  deniedOn: string,
  said: string | null,
  shared: SharedNotice | null,
  review: DenialReview | null,
): string | null {
  if (shared === null || review?.outcome === 'revoked') return null
  if (review !== null) return review.validUntil
  return said ?? `${Number(deniedOn.slice(0, 4)) + DENIAL_YEARS}${deniedOn.slice(4)}`
}

function stateOfDenial(
  notice: DenialRow['notice'],
  shared: SharedNotice | null,
  review: DenialReview | null,
  validUntil: string | null,
  today: string,
): DenialState {
  if (review?.outcome === 'revoked') return 'revoked'
  if (shared === null) return notice === null ? 'not-prepared' : 'prepared'
  if (validUntil !== null && validUntil < today) return 'lapsed'
  return review === null ? 'shared' : 'kept'
}

function noDenial(id: string): DeskProblem {
  return {
    kind: 'desk.unknown',
    sentence: `no denial of the application \`${id.slice(0, 60).toWellFormed()}\` was decided here; only what was denied is told to others`,
  }
}

function refused(sentence: string): Result<never, DeskProblem> {
  return err({ kind: 'desk.refused', sentence })
}

function invalid(field: string, sentence: string): Result<never, DeskProblem> {
  return err({ kind: 'desk.invalid', sentence: `\`${field}\` ${sentence}`, faults: [{ field, sentence }] })
}

function readShape<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
  sentence: string,
): DeskResult<z.output<Schema>> {
  const read = schema.safeParse(input)
  if (read.success) return ok(read.data)
  const faults = read.error.issues.map(({ path, message }) => ({
    field: path.map(String).join('.') || '(whole document)',
    sentence: message,
  }))
  return err({ kind: 'desk.invalid', sentence, faults })
}
