/** Opening a case from an assessment, showing it, and acting on it through the one gate. */
import { randomBytes } from 'node:crypto'
import type { Assessment } from '../assessment/index.ts'
import { err, ok, type Result, sha256, ulid, unreachable } from '../base/index.ts'
import {
  type Actor,
  type Asked,
  act,
  applicationBlocks,
  type Block,
  type CaseEvent,
  type CaseState,
  caseOf,
  type DisclosureSchedule,
  disclosureSchedule,
  PROGRAM,
  type Recorded,
  type Refusal,
  releaseBlocks,
} from '../case/index.ts'
import type { LawTables } from '../law/index.ts'
import { recordText, type Store, type StreamReader } from '../store/index.ts'
import { type AskedProblem, readAsked } from './cases-asked.ts'
import { findingsOf, openingOf } from './cases-opening.ts'
import { entryOf, recordedIn, streamOfCase } from './cases-recorded.ts'
import { INFORMATION, informationIn, wordsOf } from './inbox-information.ts'
import { knownParties, namedIn } from './inbox-named.ts'
import { newsFor } from './inbox-news.ts'

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
}

export type Context = { readonly store: Store; readonly tables: LawTables; readonly now: () => string }

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
    const findings = findingsOf(assessment)
    const recorded = [{ event: opening, actor, at }, ...findings.map((event) => ({ event, actor: PROGRAM, at }))]
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

export async function showCase({ store }: Context, id: string): Promise<CaseView | null> {
  const timeline = recordedIn(await store.streams.entries(streamOfCase(id)))
  if (timeline.length === 0) return null
  const state = caseOf(timeline)
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
  }
}

/** Reads what is asked, asks the gate under the lock of the ledger, and appends what it allows. */
export async function actOnCase(
  { store, now }: Context,
  id: string,
  input: unknown,
  actor: Actor,
): Promise<Result<readonly CaseEvent[], CaseProblem>> {
  const asked = readAsked(input)
  if (!asked.ok) return asked
  const stream = streamOfCase(id)
  return store.streams.append<Result<readonly CaseEvent[], CaseProblem>>(
    async (reader) => {
      const timeline = recordedIn(await reader.entries(stream))
      if (timeline.length === 0) return { result: err({ kind: 'case.unknown', id }), entries: [] }
      const state = caseOf(timeline)
      const acted = await decided(reader, state, asked.value, actor)
      if (!acted.ok) return { result: err({ kind: 'case.refused', refusal: acted.error }), entries: [] }
      const at = now()
      return {
        result: ok(acted.value),
        entries: acted.value.map((event) => ({ stream, entry: entryOf(event, actor, at) })),
      }
    },
    [stream],
  )
}

/** The gate, and what only the whole store can know: that information which is linked came in here. */
async function decided(
  reader: StreamReader,
  state: CaseState,
  asked: Asked,
  actor: Actor,
): Promise<Result<readonly CaseEvent[], Refusal>> {
  if (isAnswer(asked) && !actor.roles.includes('officer')) {
    return err({ kind: 'case.not-permitted', sentence: 'an officer records what the authority says' })
  }
  if (asked.kind !== 'information.linked') return act(state, asked, actor)
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
  return ok(newsFor(state, news))
}

function isAnswer({ kind }: Asked): boolean {
  return (
    kind === 'application.registered' ||
    kind === 'application.asked' ||
    kind === 'application.intent-to-deny' ||
    kind === 'application.decided'
  )
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
