/** Suppressions of false matches: asked for by one officer, given by a second person, withdrawn by anybody who may. */
import { z } from 'zod'
import {
  type Assessment,
  boundTo,
  type Hit,
  lapsesOf,
  type Owner,
  type ScreeningSnapshot,
  type Subject,
  type Suppression,
  subjectOf,
  subjectOfOwner,
  whyNotSuppressible,
} from '../../assessment/index.ts'
import { err, ok, parseDay, type Result } from '../../base/index.ts'
import type { Actor } from '../../case/index.ts'
import { ALGORITHM } from '../../match/index.ts'
import { newBook } from '../book.ts'
import type { CaseBook, KnownCase } from '../cases-book.ts'
import { actorOf, asNowUnder } from '../cases-person.ts'
import { entryOf as caseEntryOf, streamOfCase } from '../cases-recorded.ts'
import type { Desk, DeskProblem, DeskResult } from '../desk.ts'
import { isPermitted, type Person } from '../people/person.ts'
import type { WorkRows } from '../work/desk.ts'
import {
  afterEntry,
  entryOf,
  recordedIn,
  refuseAsking,
  refuseDeclining,
  refuseSecond,
  refuseWithdrawing,
  SUPPRESSION_STREAMS,
  type SuppressionEntry,
  type SuppressionEvent,
  type SuppressionState,
  streamOfSuppression,
  suppressionIn,
} from './recorded.ts'

export const SUPPRESSION_STANDINGS = ['waiting', 'in-force', 'lapsed', 'declined', 'withdrawn'] as const

export type SuppressionView = SuppressionState & {
  readonly standing: (typeof SUPPRESSION_STANDINGS)[number]
  /** Why it silences nothing any more, as far as the lists and the program say; the party itself is seen when it is met. */
  readonly lapsed: readonly string[]
  readonly timeline: readonly SuppressionEntry[]
}

export type SuppressionDesk = {
  /** Newest first. */
  readonly all: () => Promise<readonly SuppressionView[]>
  /** `null`: there is none with this id. */
  readonly show: (id: string) => Promise<SuppressionView | null>
  /** Of one match, as a kept assessment has it. */
  readonly ask: (asked: unknown, person: Person) => Promise<DeskResult<SuppressionView>>
  /** The second person gives it, somebody declines it, or somebody withdraws it. */
  readonly answer: (id: string, answer: unknown, person: Person) => Promise<DeskResult<SuppressionView>>
  /** Those that two stand behind, withdrawn ones too, oldest first. */
  readonly made: () => Promise<readonly Suppression[]>
  /** What waits for a second person. */
  readonly rows: WorkRows
}

const text = z
  .string({ error: 'is missing' })
  .max(20_000, { error: 'is longer than 20000 characters' })
  .refine((value) => value.isWellFormed(), { error: 'holds half of a surrogate pair; send valid Unicode' })
const word = text.min(1, { error: 'is empty' })

/** What is asked. There is no wider form: always one party of one assessment and one entry that was met there. */
export const suppressionAskedSchema = z
  .strictObject({
    assessment: word.describe('Where the match was read'),
    party: word.describe('`buyer`, or with the path to an owner `buyer > Holding A`'),
    entry: word.describe('List and key of the entry: `us-sdn/123`'),
    reason: text,
    evidence: z.array(text).max(100),
    until: z.string().transform((value, context) => {
      const day = parseDay(value)
      if (day !== null) return day
      context.addIssue({ code: 'custom', message: 'is not a day; write YYYY-MM-DD' })
      return z.NEVER
    }),
    second: z
      .union([z.literal('ask'), z.strictObject({ id: word, name: word, roles: z.array(z.string()).optional() })])
      .describe('`ask`: put to a second person at their own sign-in. Without accounts a name is taken at its word'),
  })
  .describe('Asks to silence one false match')

export const suppressionAnswerSchema = z
  .strictObject({ kind: z.enum(['give', 'decline', 'withdraw']), reason: text.default('') })
  .describe('Stands behind a suppression, declines it, or withdraws it')

export function openSuppressionDesk(desk: Desk, cases: CaseBook, snapshot: () => ScreeningSnapshot): SuppressionDesk {
  const { store, now, today, newId, peopleNow } = desk
  const book = newBook<SuppressionState, SuppressionEntry>(store.streams, {
    prefix: SUPPRESSION_STREAMS,
    read: recordedIn,
    after: afterEntry,
  })
  const kept = async () => (await book()).map(({ state, entries }) => ({ state, timeline: entries }))
  const show = async (id: string) => {
    const found = (await kept()).find(({ state }) => state.id === id)
    return found === undefined ? null : viewOf(found.state, found.timeline, snapshot(), today())
  }
  const shown = async (id: string): Promise<DeskResult<SuppressionView>> => {
    const view = await show(id)
    if (view === null) throw new Error(`suppression ${id} is gone after it was written`)
    return ok(view)
  }
  return {
    all: async () => {
      const [lists, on] = [snapshot(), today()]
      return (await kept()).map(({ state, timeline }) => viewOf(state, timeline, lists, on)).toReversed()
    },
    show,
    made: async () => (await kept()).flatMap(({ state }) => suppressionIn(state) ?? []),
    ask: async (asked, person) => {
      const read = suppressionAskedSchema.safeParse(asked)
      if (!read.success) return invalid(read.error)
      const { assessment, party, entry, second, ...rest } = read.data
      const met = metIn(await store.readAssessment(assessment), party, entry)
      if (!met.ok) return met
      const id = newId()
      const stream = streamOfSuppression(id)
      const event: SuppressionEvent = {
        kind: 'suppression.asked',
        id,
        party: met.value.name,
        entry: met.value.hit.name,
        assessment,
        bound: met.value.bound,
        ...rest,
      }
      const done = await store.streams.append<DeskResult<null>>(
        async (reader) => {
          await reader.entries(stream)
          const asNow = await asNowUnder(reader, peopleNow)
          const actor = asNow(actorOf(person))
          const wrong = actor === null ? GONE : refuseAsking(event, actor, today())
          if (wrong !== null) return { result: err(wrong), entries: [] }
          const at = now()
          const first = { stream, entry: entryOf(event, person, at) }
          if (second === 'ask') return { result: ok(null), entries: [first] }
          if (peopleNow !== null) return { result: err(TAKEN_AT_WORD), entries: [] }
          const other: Actor = { id: second.id.trim(), name: second.name.trim(), roles: ['officer'] }
          const unfit = refuseSecond(afterEntry(null, { event, person, at }), other)
          if (unfit !== null) return { result: err(unfit), entries: [] }
          return {
            result: ok(null),
            entries: [first, { stream, entry: entryOf({ kind: 'suppression.given' }, other, at) }],
          }
        },
        [stream],
      )
      return done.ok ? shown(id) : done
    },
    answer: async (id, answer, person) => {
      const read = suppressionAnswerSchema.safeParse(answer)
      if (!read.success) return invalid(read.error)
      const stream = streamOfSuppression(id)
      const done = await store.streams.append<DeskResult<null>>(
        async (reader) => {
          const entries = (await reader.entries(stream)).map(recordedIn)
          const state = entries.reduce<SuppressionState | null>(afterEntry, null)
          if (state === null) return { result: err(unknown(id)), entries: [] }
          const asNow = await asNowUnder(reader, peopleNow)
          const actor = asNow(actorOf(person))
          const acted: Result<SuppressionEvent, DeskProblem> =
            actor === null ? err(GONE) : answered(state, read.data, actor)
          if (!acted.ok || actor === null) return { result: acted.ok ? err(GONE) : acted, entries: [] }
          const at = now()
          // Under the lock: a case that is opened later asks itself whether the suppression still holds.
          const silent = acted.value.kind === 'suppression.withdrawn' ? silencedIn(await cases(), id) : []
          for (const one of silent) await reader.entries(one.stream)
          const spoken = silent.map(({ stream, party, entry }) => {
            const event = { kind: 'hit.reopened', party, entry, suppression: id, reason: read.data.reason } as const
            return { stream, entry: caseEntryOf(event, actor, at) }
          })
          return { result: ok(null), entries: [{ stream, entry: entryOf(acted.value, person, at) }, ...spoken] }
        },
        [stream],
      )
      return done.ok ? shown(id) : done
    },
    rows: async (person) => {
      if (!isPermitted(person, 'cases.act')) return []
      const actor = actorOf(person)
      return (await kept())
        .filter(({ state }) => refuseSecond(state, actor) === null)
        .map(({ state }) => ({
          kind: 'approval',
          id: state.id,
          title: `Silence “${state.entry}” for ${state.party}`,
          why: `${state.by.name} asks for it until ${state.until}: ${state.reason}`,
          due: null,
          isOverdue: false,
          owner: 'officer',
          next: { label: 'Read it', href: `/suppressions/${state.id}` },
        }))
    },
  }
}

/** Every match of every case that it silences. */
function silencedIn(cases: readonly KnownCase[], id: string) {
  return cases.flatMap(({ id: caseId, state }) =>
    state.hits
      .filter(({ suppression }) => suppression?.id === id)
      .map(({ party, entry }) => ({ stream: streamOfCase(caseId), party, entry })),
  )
}

function answered(
  state: SuppressionState,
  { kind, reason }: z.infer<typeof suppressionAnswerSchema>,
  actor: Actor,
): Result<SuppressionEvent, DeskProblem> {
  switch (kind) {
    case 'give': {
      const wrong = refuseSecond(state, actor)
      return wrong === null ? ok({ kind: 'suppression.given' }) : err(wrong)
    }
    case 'decline': {
      const wrong = refuseDeclining(state, reason, actor)
      return wrong === null ? ok({ kind: 'suppression.declined', reason }) : err(wrong)
    }
    case 'withdraw': {
      const wrong = refuseWithdrawing(state, reason, actor)
      return wrong === null ? ok({ kind: 'suppression.withdrawn', reason }) : err(wrong)
    }
  }
}

const GONE: DeskProblem = { kind: 'desk.not-permitted', sentence: 'the account is in use no more' }
const TAKEN_AT_WORD: DeskProblem = {
  kind: 'desk.refused',
  sentence: 'with accounts nobody names another in their own act: send `ask`, and the second person gives it',
}

function unknown(id: string): DeskProblem {
  return { kind: 'desk.unknown', sentence: `there is no suppression \`${id.slice(0, 60).toWellFormed()}\`` }
}

function invalid({ issues }: z.ZodError): DeskResult<never> {
  const faults = issues.map(({ path, message }) => ({ field: path.join('.') || '(whole request)', sentence: message }))
  return err({ kind: 'desk.invalid', sentence: 'there is something to correct', faults })
}

type Met = {
  readonly name: string
  readonly hit: Hit
  readonly bound: ReturnType<typeof boundTo>
}

/** The match as the assessment has it, if it may be silenced at all. */
function metIn(assessment: Assessment | null, ref: string, entry: string): DeskResult<Met> {
  if (assessment === null) return err({ kind: 'desk.unknown', sentence: 'there is no such assessment' })
  const [partyRef, ...path] = ref.split(' > ')
  const at = assessment.parties.findIndex((one) => one.ref === partyRef)
  const [answer, given] = [assessment.parties[at], assessment.transaction.parties[at]]
  const found = path.length === 0 ? answer : answer?.owners.find((owner) => owner.path === path.join(' > '))
  const hit = found?.hits.find(({ list, entryKey }) => `${list}/${entryKey}` === entry)
  const subject = given === undefined ? null : subjectAt(subjectOf(given), given.owners ?? [], path)
  if (found === undefined || hit === undefined || subject === null)
    return err({ kind: 'desk.unknown', sentence: 'no such entry was met for this party in that assessment' })
  if (hit.identity === 'confirmed')
    return err({ kind: 'desk.refused', sentence: 'a person decided that this is the listed party' })
  const why = whyNotSuppressible(subject, hit.explanation)
  if (why !== null) return err({ kind: 'desk.refused', sentence: why })
  return ok({ name: found.name, hit, bound: boundTo(subject, hit, assessment.matchAlgorithm) })
}

function subjectAt(owned: Subject, owners: readonly Owner[], [name, ...further]: readonly string[]): Subject | null {
  if (name === undefined) return owned
  const owner = owners.find((one) => one.name === name)
  return owner === undefined ? null : subjectAt(subjectOfOwner(owner, owned), owner.owners ?? [], further)
}

function viewOf(
  state: SuppressionState,
  timeline: readonly SuppressionEntry[],
  lists: ScreeningSnapshot,
  today: Suppression['until'],
): SuppressionView {
  const made = suppressionIn(state)
  const lapsed = made === null ? [] : [...lapsesOf(made, nowOf(made, lists), today), ...goneFrom(made, lists)]
  return { ...state, standing: standingOf(state, lapsed), lapsed, timeline }
}

function standingOf(state: SuppressionState, lapsed: readonly string[]): SuppressionView['standing'] {
  if (state.declined !== null) return 'declined'
  if (state.second === null) return 'waiting'
  if (state.withdrawn !== null) return 'withdrawn'
  return lapsed.length > 0 ? 'lapsed' : 'in-force'
}

/** The entry as the lists have it now, and the party as it was. */
function nowOf({ bound }: Suppression, { parties }: ScreeningSnapshot) {
  const entry = parties.find(({ list, entryKey }) => list === bound.list && entryKey === bound.entryKey)
  const subject = { version: bound.partyVersion, attributes: bound.seen.party, isToldApart: true }
  return entry === undefined ? { ...bound, engine: ALGORITHM.name } : boundTo(subject, entry, ALGORITHM.name)
}

function goneFrom({ bound }: Suppression, { parties }: ScreeningSnapshot): readonly string[] {
  return parties.some(({ list, entryKey }) => list === bound.list && entryKey === bound.entryKey)
    ? []
    : ['the listed entry is on no list in use now']
}
