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
import type { Streams } from '../../store/index.ts'
import type { Desk, DeskProblem, DeskResult } from '../desk.ts'
import type { ForumDesk, IssuedRecord } from '../forum/desk.ts'
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
  readonly previewDenial: (id: string, asked: unknown) => Promise<DeskResult<PreviewView>>
  /** By a delegate: signed in the forum for whom label and group allow. */
  readonly shareDenial: (id: string, asked: unknown, person: Person) => Promise<DeskResult<DenialRow>>
  /** By a delegate: kept or revoked, told to those who know of it. */
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

export function openDenials(desk: Desk, book: LicensingBook, forum: Pick<ForumDesk, 'preview' | 'issue'>): DenialsDesk {
  const { streams } = desk.store
  const rows = () => denialRows(desk, book)
  const row = async (id: string): Promise<DeskResult<DenialRow>> => {
    const found = (await rows()).find((one) => one.id === id)
    return found === undefined ? err(noDenial(id)) : ok(found)
  }
  const draftOf = async (id: string, input: unknown): Promise<DeskResult<{ readonly draft: object } & Shared>> => {
    const read = readShape(shareSchema, input, 'give `handling` with its `tlp` label, and `group` and `basis`')
    if (!read.ok) return read
    const found = await row(id)
    if (!found.ok) return found
    const { notice, shared } = found.value
    if (notice === null) return refused('no notice is prepared; an officer prepares it first, with its legal basis')
    if (shared !== null) return refused(`it was shared on ${shared.at.slice(0, 10)}; review it instead`)
    const { group, handling, basis } = read.value
    return ok({
      draft: { type: 'denial.notice', refs: [], group, handling, basis, body: notice.body },
      group,
      handling,
      basis,
    })
  }
  const append = (kind: string, body: Readonly<Record<string, Canonical>>, { name }: Person) =>
    streams.append(
      async (reader) => {
        await reader.entries(DENIALS_STREAM)
        return {
          result: null,
          entries: [{ stream: DENIALS_STREAM, entry: { at: desk.now(), actor: name, kind, body } }],
        }
      },
      [DENIALS_STREAM],
    )
  return {
    denials: async (person) => (person.agency === null ? rows() : []),
    prepareDenial: async (id, input, person) => {
      const prepared = await prepare(desk, id, input, person)
      return prepared.ok ? row(id) : prepared
    },
    previewDenial: async (id, input) => {
      const read = await draftOf(id, input)
      return read.ok ? forum.preview(read.value.draft) : read
    },
    shareDenial: async (id, input, person) => {
      const read = await draftOf(id, input)
      if (!read.ok) return read
      const { draft, group, handling, basis } = read.value
      const issued = await forum.issue(draft, person)
      if (!issued.ok) return issued
      const { hash, preview } = issued.value
      const receives = preview.receives.map(({ name }) => name)
      // Read back as it was given: what a review is told by is the same label, to the same readers.
      const given = JSON.parse(JSON.stringify(handling)) as Canonical
      const label = preview.label?.tlp ?? ''
      await append('denial.shared', { case: id, record: hash, group, basis, label, handling: given, receives }, person)
      return row(id)
    },
    reviewDenial: async (id, input, person) => {
      const read = readShape(reviewSchema, input, 'give `outcome`, kept or revoked, and `reasons`')
      if (!read.ok) return read
      const found = await row(id)
      if (!found.ok) return found
      const { shared, state } = found.value
      if (shared === null) return refused('nobody was told of it; there is nothing to review')
      if (state === 'revoked') return refused('it is revoked; a new denial gets a notice of its own')
      const { outcome, reasons } = read.value
      const validUntil = outcome === 'revoked' ? null : read.value.validUntil
      if (outcome === 'kept' && (validUntil === null || validUntil <= desk.today()))
        return invalid('validUntil', 'is missing or past; say until when it is kept')
      const reviewedOn = desk.today()
      const issued = await issueReview(
        desk,
        forum,
        shared.record,
        id,
        { outcome, reviewedOn, validUntil, reasons },
        person,
      )
      if (!issued.ok) return issued
      const body = { case: id, record: issued.value.hash, outcome, reviewedOn, validUntil, reasons }
      await append('denial.reviewed', body, person)
      return row(id)
    },
  }
}

type Shared = z.output<typeof shareSchema>

async function issueReview(
  { store }: Desk,
  forum: Pick<ForumDesk, 'issue'>,
  notice: string,
  id: string,
  body: object,
  person: Person,
): Promise<DeskResult<IssuedRecord>> {
  const shared = (await store.streams.entries(DENIALS_STREAM)).findLast(
    (entry) => entry.kind === 'denial.shared' && entry.body.case === id,
  )
  const { group, handling, basis } = shared?.body ?? {}
  const refs = [{ rel: 'about', hash: notice }]
  return forum.issue({ type: 'denial.review', refs, group, handling, basis, body }, person)
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
