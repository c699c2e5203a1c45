/** Opening a case from an assessment, showing it, and acting on it through the one gate. */
import { randomBytes } from 'node:crypto'
import type { Assessment } from '../assessment/index.ts'
import { dayAt, err, ok, type Result, sha256, ulid, unreachable } from '../base/index.ts'
import {
  type Actor,
  type ActToSecond,
  type Asked,
  act,
  applicationBlocks,
  type Block,
  type CaseDocument,
  type CaseEvent,
  type CaseState,
  caseOf,
  type DisclosureSchedule,
  disclosureSchedule,
  documentsOf,
  give,
  type LicenceBalance,
  licenceBalances,
  PROGRAM,
  type Recorded,
  type Refusal,
  releaseBlocks,
} from '../case/index.ts'
import type { LawTables } from '../law/index.ts'
import { recordText, type Store, type StreamReader } from '../store/index.ts'
import { type AskedProblem, readWanted, type Wanted } from './cases-asked.ts'
import { findingsOf, hitDecisionsOf, openingOf } from './cases-opening.ts'
import { type AsNow, asNowUnder } from './cases-person.ts'
import { caseIn, entryOf, recordedIn, streamOfCase, withLedger } from './cases-recorded.ts'
import { LAW_TIME_ZONE } from './desk.ts'
import { INFORMATION, informationIn, wordsOf } from './inbox-information.ts'
import { knownParties, namedIn } from './inbox-named.ts'
import { newsFor } from './inbox-news.ts'
import type { PeopleNow } from './people/roll.ts'
import { stillSilenced } from './suppressions/still.ts'

export type CaseProblem =
  | AskedProblem
  | { readonly kind: 'case.unknown'; readonly id: string }
  | { readonly kind: 'case.refused'; readonly refusal: Refusal }
  | { readonly kind: 'assessment.unknown'; readonly id: string }

export type CaseView = {
  readonly id: string
  readonly state: CaseState
  /** The assessment it was opened from: the three answers. */
  readonly assessment: Assessment | null
  readonly releaseBlocks: readonly Block[]
  readonly applicationBlocks: readonly Block[]
  readonly schedule: DisclosureSchedule
  /** What each linked item says, its author protected, by the item's id. */
  readonly words: Readonly<Record<string, string>>
  readonly timeline: readonly Recorded[]
  /** Hash of each entry of the timeline, to ask for its proof. */
  readonly hashes: readonly string[]
  readonly documents: readonly CaseDocument[]
  readonly balances: readonly LicenceBalance[]
  /** It is shown as it was known then; `null`: as it stands. */
  readonly knownAt: KnownAt | null
}

/** A moment of a case: after its entry `seq`, from 0. */
export type KnownAt = {
  readonly seq: number
  /** Instant of that entry, UTC. */
  readonly at: string
  /** How many entries the case has by now. */
  readonly entries: number
}

export type Context = {
  readonly store: Store
  readonly tables: LawTables
  readonly now: () => string
  /** With accounts a second person gives their name at their own sign-in. `null`: it is taken at the word of the first. */
  readonly peopleNow: PeopleNow | null
}

/** @returns the id of the new case */
export async function openCase(
  { store, tables, now }: Context,
  assessment: Assessment,
  actor: Actor,
  revenueOwners: readonly string[],
): Promise<string> {
  const at = now()
  const id = ulid(Date.parse(at), randomBytes(16))
  const stream = streamOfCase(id)
  const text = recordText(assessment)
  const opening = openingOf(assessment, sha256(text), revenueOwners, tables)
  const known = knownParties([{ stream, parties: opening.parties }])
  return store.streams.append(async (reader) => {
    await reader.entries(stream)
    const findings = await stillSilenced(reader, findingsOf(assessment), dayAt(at, LAW_TIME_ZONE))
    const found = [{ event: opening, actor, at }, ...findings.map((event) => ({ event, actor: PROGRAM, at }))]
    const state = caseOf(found)
    const decisions = hitDecisionsOf(assessment).filter((asked) => act(state, asked, actor).ok)
    const recorded = [...found, ...decisions.map((event) => ({ event, actor, at }))]
    const links = informationIn(await reader.entries(INFORMATION)).flatMap((item): CaseEvent[] =>
      namedIn(item, known).named.map(({ party, because }) => ({
        kind: 'information.linked',
        item: item.id,
        sha256: item.originalBytesSha256,
        party,
        because,
        isRetroactive: false,
      })),
    )
    const events = [...recorded, ...links.map((event) => ({ event, actor: PROGRAM, at }))]
    return {
      result: id,
      entries: events.map((one) => ({ stream, entry: entryOf(one.event, one.actor, at) })),
      documents: [Buffer.from(text)],
    }
  })
}

/**
 * @param seq shows what was known after this entry, from 0: the state folded from the entries up to it, the assessment of
 *   that time, and no later word; absent, or beyond the last entry: the case as it stands
 */
export async function showCase({ store }: Context, id: string, seq?: number): Promise<CaseView | null> {
  const whole = await store.streams.entries(streamOfCase(id))
  const entries = seq === undefined ? whole : whole.slice(0, seq + 1)
  const timeline = recordedIn(entries)
  const last = timeline.at(-1)
  if (last === undefined) return null
  const state = caseIn(entries)
  const words = await wordsOf(
    store.streams,
    state.information.map(({ item }) => item),
  )
  return {
    id,
    state,
    assessment: await store.readAssessment(state.assessment.id),
    releaseBlocks: releaseBlocks(state),
    applicationBlocks: applicationBlocks(state),
    schedule: disclosureSchedule(state, (item) => words[item] ?? ''),
    words,
    timeline,
    hashes: entries.map(({ hash }) => hash),
    documents: documentsOf(timeline),
    balances: licenceBalances(state),
    knownAt: seq === undefined || seq >= whole.length ? null : { seq, at: last.at, entries: whole.length },
  }
}

type Done = Omit<Recorded, 'at'>

const HIDDEN = 'what it says is kept from you; an officer or the accountable executive may read it'

/** The case for someone who may not read what came in: that something did, and what it blocks, stays. */
export function withoutInformation(view: CaseView): CaseView {
  const { schedule } = view
  return {
    ...view,
    words: {},
    schedule: {
      ...schedule,
      lines: schedule.lines.map((line) => (line.kind === 'information' ? { ...line, text: HIDDEN } : line)),
    },
  }
}

/**
 * Reads what is asked, asks the gate under the lock of the ledger, and appends what it allows. What it turns away is an
 * entry too.
 */
export async function actOnCase(
  { store, now, peopleNow }: Context,
  id: string,
  input: unknown,
  actor: Actor,
): Promise<Result<readonly CaseEvent[], CaseProblem>> {
  const wanted = readWanted(input, peopleNow !== null)
  if (!wanted.ok && wanted.error.field !== 'kind') return wanted
  const stream = streamOfCase(id)
  return store.streams.append<Result<readonly CaseEvent[], CaseProblem>>(
    async (reader) => {
      const before = await reader.entries(stream)
      if (before.length === 0) return { result: err({ kind: 'case.unknown', id }), entries: [] }
      const at = now()
      const entriesOf = (done: readonly Done[]) =>
        done.map((one) => ({ stream, entry: entryOf(withLedger(one.event, stream, before), one.actor, at) }))
      const refused = (asked: string, sentence: string) =>
        entriesOf([{ event: { kind: 'act.refused', asked, sentence }, actor }])
      if (!wanted.ok) return { result: wanted, entries: refused(kindIn(input), 'there is no such act') }
      const asNow = await asNowUnder(reader, peopleNow)
      const acted = await decided(reader, caseIn(before), wanted.value, { actor, asNow, at })
      if (!acted.ok) {
        const { sentence } = acted.error
        return {
          result: err({ kind: 'case.refused', refusal: acted.error }),
          entries: refused(kindOf(wanted.value), sentence),
        }
      }
      return { result: ok(acted.value.map(({ event }) => event)), entries: entriesOf(acted.value) }
    },
    [stream],
  )
}

function kindOf(wanted: Wanted): string {
  switch (wanted.kind) {
    case 'act':
      return wanted.asked.kind
    case 'ask-second':
      return wanted.act.kind
    case 'give':
      return 'approval.given'
  }
}

/** Of something that is no act: as far as it says what it wants to be. */
function kindIn(input: unknown): string {
  const kind = typeof input === 'object' && input !== null && 'kind' in input ? input.kind : null
  return typeof kind === 'string' ? kind.slice(0, 60).toWellFormed() : 'nothing'
}

/** The gate, and what only the whole store can know: that information which is linked came in here. */
async function decided(
  reader: StreamReader,
  state: CaseState,
  wanted: Wanted,
  { actor, asNow, at }: { readonly actor: Actor; readonly asNow: AsNow; readonly at: string },
): Promise<Result<readonly Done[], Refusal>> {
  if (wanted.kind === 'give') return give(state, wanted.approval, actor, asNow)
  if (wanted.kind === 'ask-second') {
    const approval = ulid(Date.parse(at), randomBytes(16))
    const { act: toSecond } = wanted
    const sentence = sentenceOfAct(toSecond, state)
    return by(actor, act(state, { kind: 'approval.asked', approval, act: toSecond, sentence }, actor))
  }
  const { asked } = wanted
  if (isOfApplicationMadeHere(asked)) {
    return err({
      kind: 'case.not-now',
      sentence:
        'an application is prepared, signed, sent and answered with its own package and letters (`unblind application`, or its page), and what the authority says comes by post; one made elsewhere is recorded with its number and the letters that show it (`application.made-elsewhere`, `application.decided-elsewhere`)',
    })
  }
  if (asked.kind !== 'information.linked') return by(actor, act(state, asked, actor))
  const item = informationIn(await reader.entries(INFORMATION)).find(({ id }) => id === asked.item)
  if (item?.originalBytesSha256 !== asked.sha256) {
    return err({ kind: 'case.not-now', sentence: 'no information with this id and hash came in here' })
  }
  if (!state.parties.some(({ ref }) => ref === asked.party)) {
    return err({
      kind: 'case.not-now',
      sentence: `\`${asked.party.slice(0, 60).toWellFormed()}\` is no party of this case`,
    })
  }
  if (state.information.some((one) => one.item === asked.item)) {
    return err({ kind: 'case.not-now', sentence: 'it is linked to this case already' })
  }
  const { kind: _, isRetroactive: __, ...news } = asked
  return by(actor, ok(newsFor(state, news)))
}

function by(actor: Actor, acted: Result<readonly CaseEvent[], Refusal>): Result<readonly Done[], Refusal> {
  return acted.ok ? ok(acted.value.map((event) => ({ event, actor }))) : acted
}

/** What a second person is asked to stand behind. */
function sentenceOfAct(wanted: ActToSecond, state: CaseState): string {
  switch (wanted.kind) {
    case 'case.released':
      return `release ${state.reference}: ${wanted.basis}`
    case 'information.disposed':
      return `set information ${wanted.item} aside as ${wanted.disposition.replace('-', ' ')}: ${wanted.reason}`
    case 'flag.mistaken':
      return `call the red flag ${wanted.flag} mistaken: ${wanted.reason}`
    case 'disclosure.withheld':
      return `withhold ${wanted.subject} from the authority: ${wanted.ground}`
    case 'application.decided-elsewhere':
      return `record by hand that ${wanted.decision.authority} decided ${wanted.decision.outcome.replaceAll('-', ' ')} under ${wanted.decision.reference}, as its letter ${wanted.decision.letter.slice(0, 12)} has it`
    case 'screening.vouched':
      return `vouch that ${wanted.party} was screened by other means: ${wanted.how}`
    default:
      return unreachable(wanted)
  }
}

/** Nobody types what only a package of this program, or the authority's own message, can show. */
function isOfApplicationMadeHere({ kind }: Asked): boolean {
  return kind.startsWith('application.') && !kind.endsWith('-elsewhere')
}

/** What, where, what to do; several lines where several things block. */
export function sentenceOfCaseProblem(problem: CaseProblem): string {
  switch (problem.kind) {
    case 'case.event-invalid':
      return `\`${problem.field}\` ${problem.sentence}`
    case 'case.unknown':
      return `there is no case \`${problem.id}\`; \`unblind case list\` shows all`
    case 'assessment.unknown':
      return `there is no assessment \`${problem.id}\`; assess the transaction first`
    case 'case.refused':
      return sentenceOfRefusal(problem.refusal)
    default:
      return unreachable(problem)
  }
}

function sentenceOfRefusal(refusal: Refusal): string {
  const blocks = refusal.kind === 'case.blocked' ? refusal.blocks : []
  return [
    `not recorded: ${refusal.sentence}`,
    ...blocks.map(({ sentence, unblock, who }) => `blocked by: ${sentence}; to unblock: ${unblock} (${who})`),
  ].join('\n')
}
