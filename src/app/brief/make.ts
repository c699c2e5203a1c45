/**
 * Making the brief of a day: what changed since the brief of an earlier day, whom of the firm it touches, what the touched
 * cases answer now, and the holds. Edition and holds are written in one step, or neither is.
 */
import { assess, type ScreeningSnapshot } from '../../assessment/index.ts'
import { type Day, dayAt, err, ok, type Sealed, sha256 } from '../../base/index.ts'
import {
  type ChangeRecord,
  type Edition,
  type HoldToPlace,
  holdsFor,
  makeEdition,
  makePublicEdition,
  type Outcome,
  prepareTenant,
  type Relevance,
  type Replaced,
  relevantChanges,
  writeJson,
} from '../../brief/index.ts'
import { act, afterEvent, type CaseState, caseOf, PROGRAM } from '../../case/index.ts'
import type { Decided, StreamReader } from '../../store/index.ts'
import { CASE_STREAMS, entryOf, recordedIn, streamOfCase } from '../cases-recorded.ts'
import { type Desk, type DeskResult, LAW_TIME_ZONE } from '../desk.ts'
import { PROGRAM_VERSION } from '../program-version.ts'
import { BRIEF, type EditionSummary, editionsIn, type PlacedHold, type Reader } from './archive.ts'
import { CHANGES, changesIn } from './change-log.ts'
import { PUBLIC_RECORDS } from './public-forum.ts'
import { sourcesNow } from './sources.ts'
import { answerOf, type KnownFirm, type newFirmReader } from './tenant.ts'

/** Most cases run again for one edition; the rest are shown as not run again. */
const MAX_RUN_AGAIN = 200
/** After so many times overtaken by other writers, it is made while they wait. */
const MAX_OVERTAKEN = 3

export type Asked = {
  /** Default: today. */
  readonly on?: Day | undefined
  /** Why an edition of the day is made again: it corrects the one before, which stays as it was. */
  readonly because?: string | undefined
}

export type Made = {
  readonly firm: EditionSummary
  readonly public: EditionSummary
  /** False: it would say what the last edition of the day says, and that one stands. */
  readonly isNew: boolean
}

export type Making = {
  readonly desk: Desk
  readonly readFirm: ReturnType<typeof newFirmReader>
  readonly snapshot: () => ScreeningSnapshot
  readonly forumAddress: string | null
}

export async function makeBrief(making: Making, asked: Asked, by: string): Promise<DeskResult<Made>> {
  const { desk } = making
  const today = desk.today()
  const on = asked.on ?? today
  if (on > today) {
    return err({
      kind: 'desk.invalid',
      sentence: `\`on\` ${on} is still to come; a brief tells what changed up to its day, so ask for ${today} or an earlier day`,
      faults: [{ field: 'on', sentence: `is after today, ${today}` }],
    })
  }
  const { streams } = desk.store
  for (let overtaken = 0; overtaken < MAX_OVERTAKEN; overtaken++) {
    const plan = await planOf(making, streams, on, asked.because)
    const made = await streams.append((reader) => written(making, reader, plan, by), readsOf(plan))
    if (made !== null) return ok(made)
  }
  return ok(
    await streams.append(async (reader) => {
      const plan = await planOf(making, reader, on, asked.because)
      const decided = await written(making, reader, plan, by)
      if (decided.result === null) throw new Error('a brief was overtaken while other writers waited')
      return { ...decided, result: decided.result }
    }),
  )
}

// ------------------------------------------------------------------------------------------------------------ plan

/** One edition as it would be, and the place in the change log up to which it tells. */
type Planned = { readonly edition: Edition; readonly changesTo: number }

type Plan = {
  readonly madeAt: string
  readonly firm: Planned
  readonly public: Planned
  readonly last: Readonly<Record<Reader, EditionSummary | null>>
  readonly isAsked: boolean
  readonly holds: readonly HoldToPlace[]
  readonly outcomes: ReadonlyMap<string, Outcome>
  /** How long each stream was that it rests on; a longer one has overtaken it. */
  readonly lengths: ReadonlyMap<string, number>
  readonly cases: number
}

async function planOf(making: Making, reader: StreamReader, on: Day, because: string | undefined): Promise<Plan> {
  const { desk, readFirm, forumAddress } = making
  const madeAt = desk.now()
  const made = await reader.entries(BRIEF)
  const log = await reader.entries(CHANGES)
  const snapshot = making.snapshot()
  const sources = await sourcesNow(desk, snapshot, await reader.entries(PUBLIC_RECORDS), forumAddress)
  const firm = await readFirm(reader === desk.store.streams ? null : reader)
  const changes = changesSince(log, made, 'firm', on, desk.today())
  const relevant = relevantChanges(prepareTenant(firm.tenant), changes)
  const outcomes = runAgain(desk, snapshot, firm, relevant)
  const common = { on, madeAt, sources, changesTo: log.length }
  const firmEdition = (head: Head) =>
    makeEdition({ ...common, ...head, tenant: firm.tenant, changes, relevant, outcomes })
  const publicChanges = changesSince(log, made, 'public', on, desk.today())
  const publicEdition = (head: Head) => makePublicEdition({ ...common, ...head, changes: publicChanges })
  return {
    madeAt,
    firm: { edition: numbered(made, 'firm', on, because, madeAt, firmEdition), changesTo: log.length },
    public: { edition: numbered(made, 'public', on, because, madeAt, publicEdition), changesTo: log.length },
    last: { firm: lastOf(made, 'firm', on), public: lastOf(made, 'public', on) },
    isAsked: because !== undefined,
    holds: holdsFor(relevant),
    outcomes,
    lengths: new Map([
      [BRIEF, made.length],
      [CHANGES, log.length],
      ...holdsFor(relevant).map((hold): [string, number] => [
        streamOfCase(hold.case),
        firm.lengths.get(hold.case) ?? 0,
      ]),
    ]),
    cases: firm.lengths.size,
  }
}

type Head = { readonly madeAt: string; readonly number: number; readonly replaces: Replaced | null }

/** Everything since the last edition of an earlier day, so that a later edition of a day says all that the earlier said. */
function changesSince(
  log: readonly Sealed[],
  made: readonly Sealed[],
  reader: Reader,
  on: Day,
  today: Day,
): readonly ChangeRecord[] {
  const from = editionsIn(made, reader).find((one) => one.on < on)?.changesTo ?? 0
  return changesIn(log)
    .filter(({ seq, change }) => seq >= from && (on === today || dayAt(change.detectedAt, LAW_TIME_ZONE) <= on))
    .map(({ change }) => change)
}

function lastOf(made: readonly Sealed[], reader: Reader, on: Day): EditionSummary | null {
  return editionsIn(made, reader).find((one) => one.on === on) ?? null
}

/** The next edition of the day; the very last again, to the byte, where it would say nothing else. */
function numbered(
  made: readonly Sealed[],
  reader: Reader,
  on: Day,
  because: string | undefined,
  madeAt: string,
  write: (head: Head) => Edition,
): Edition {
  const ofDay = editionsIn(made, reader).filter((one) => one.on === on)
  const [last] = ofDay
  if (last === undefined) return write({ madeAt, number: 1, replaces: null })
  const again = write({ madeAt: last.madeAt, number: ofDay.length, replaces: last.replaces })
  if (because === undefined && sha256(writeJson(again)) === last.sha256) return again
  const why = because ?? 'what was found after it was made is told here too'
  return write({ madeAt, number: ofDay.length + 1, replaces: { edition: last.id, because: why } })
}

// ------------------------------------------------------------------------------------------------------- run again

/** What the touched cases that are open answer with the lists and the law of now. */
function runAgain(
  { tables, now, today }: Desk,
  snapshot: ScreeningSnapshot,
  { states, basisOf }: KnownFirm,
  relevant: readonly Relevance[],
): ReadonlyMap<string, Outcome> {
  const touched = new Set(relevant.flatMap(({ cases }) => cases.flatMap((one) => (one.isOpen ? [one.id] : []))))
  const outcomes = new Map<string, Outcome>()
  for (const id of [...touched].slice(0, MAX_RUN_AGAIN)) {
    const state = states.get(id)
    const basis = state === undefined ? null : basisOf(state)
    if (basis === null) continue
    const again = assess({
      transaction: basis.transaction,
      snapshot,
      tables,
      id,
      askedAt: now(),
      today: today(),
      programVersion: PROGRAM_VERSION,
    })
    outcomes.set(id, { before: basis.answer, after: answerOf(again) })
  }
  return outcomes
}

// --------------------------------------------------------------------------------------------------------- writing

function readsOf({ lengths }: Plan): readonly string[] {
  return [...lengths.keys()]
}

/** `null`: other writers came between, and the plan no longer holds. */
async function written({ desk }: Making, reader: StreamReader, plan: Plan, by: string): Promise<Decided<Made | null>> {
  for (const [stream, length] of plan.lengths) {
    if ((await reader.entries(stream)).length !== length) return { result: null, entries: [] }
  }
  if ((await reader.firsts(CASE_STREAMS)).length !== plan.cases) return { result: null, entries: [] }
  const placed = await placeHolds(reader, plan, desk.now())
  const firm = entryFor('firm', plan, plan.firm, by, placed.holds)
  const everybody = entryFor('public', plan, plan.public, by, [])
  const news = [firm, everybody].filter((one) => one.isNew)
  return {
    result: { firm: firm.summary, public: everybody.summary, isNew: firm.isNew },
    entries: [
      ...placed.entries,
      ...news.map(({ body }) => ({
        stream: BRIEF,
        entry: { at: plan.madeAt, actor: by, kind: 'brief.made', body },
      })),
    ],
    documents: news.map((one) => one.bytes),
  }
}

function entryFor(
  reader: Reader,
  plan: Plan,
  { edition, changesTo }: Planned,
  by: string,
  holds: readonly PlacedHold[],
) {
  const bytes = Buffer.from(writeJson(edition))
  const last = plan.last[reader]
  const { id, on, madeAt, verdict, headline, replaces } = edition
  const hash = sha256(bytes)
  const body = { id, reader, on, madeAt, by, verdict, headline, sha256: hash, holds, changesTo, replaces }
  const isNew = last?.sha256 !== hash
  const summary: EditionSummary = isNew || last === null ? { ...body, replacedBy: null } : last
  return { isNew, bytes, body, summary }
}

/** Through the case's own gate; one that was placed before, lifted since or not, is not placed again. */
async function placeHolds(reader: StreamReader, { holds, outcomes, firm }: Plan, at: string) {
  const placed: PlacedHold[] = []
  const entries: Decided<null>['entries'][number][] = []
  const states = new Map<string, CaseState>()
  for (const wanted of holds) {
    const stream = streamOfCase(wanted.case)
    let state = states.get(wanted.case) ?? caseOf(recordedIn(await reader.entries(stream)))
    if (state.holds.some(({ id }) => id === wanted.hold) || state.closed !== null) continue
    const acted = act(state, holdEvent(wanted, outcomes.get(wanted.case) ?? null, firm.edition), PROGRAM)
    if (!acted.ok) throw new Error(`the program may not hold case ${wanted.case}: ${acted.error.sentence}`)
    for (const event of acted.value) {
      state = afterEvent(state, { event, actor: PROGRAM, at })
      entries.push({ stream, entry: entryOf(event, PROGRAM, at) })
    }
    states.set(wanted.case, state)
    placed.push({ case: wanted.case, reference: state.reference, hold: wanted.hold })
  }
  return { holds: placed, entries }
}

function holdEvent({ hold, reason, source }: HoldToPlace, outcome: Outcome | null, { id }: Edition) {
  const again = outcome === null ? '' : `; run again: was ${outcome.before}, now ${outcome.after}`
  return { kind: 'hold.placed', hold, reason: `${reason}${again}`, source: `${source} (brief ${id})` } as const
}
