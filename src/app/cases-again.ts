/**
 * Asking anew what a case was opened on: with the lists and the law of today, and what people decided since. What was said
 * before stays; what is new is added; what a decision no longer fits is open again.
 */
import { randomBytes } from 'node:crypto'
import {
  type Assessment,
  assess,
  type ScreeningSnapshot,
  type Suppression,
  type Transaction,
} from '../assessment/index.ts'
import { canonical, type Day, err, ok, parseDay, type Result, sha256, ulid } from '../base/index.ts'
import { type Actor, act, type CaseEvent, type CaseState, caseOf, PROGRAM, type Refusal } from '../case/index.ts'
import { recordText } from '../store/index.ts'
import type { CaseProblem, Context } from './cases.ts'
import { findingsOf, openingOf } from './cases-opening.ts'
import { entryOf, recordedIn, streamOfCase } from './cases-recorded.ts'
import { PROGRAM_VERSION } from './program-version.ts'
import { stillSilenced } from './suppressions/still.ts'

export type AgainAsked = {
  readonly reason: string
  /** Another planned export date. Default: the one the case has. */
  readonly exportOn?: string | undefined
}

type Now = {
  readonly snapshot: ScreeningSnapshot
  readonly today: Day
  readonly suppressions: readonly Suppression[]
}

/** `null`: done; the case shows what it found. */
export async function reassessCase(
  { store, tables, now }: Context,
  id: string,
  { reason, exportOn }: AgainAsked,
  actor: Actor,
  { snapshot, today, suppressions }: Now,
): Promise<Result<null, CaseProblem>> {
  const stream = streamOfCase(id)
  const timeline = recordedIn(await store.streams.entries(stream))
  if (timeline.length === 0) return err({ kind: 'case.unknown', id })
  const state = caseOf(timeline)
  const on = parseDay(exportOn ?? state.exportOn)
  if (on === null) return err({ kind: 'case.event-invalid', field: 'on', sentence: 'is not a day; write YYYY-MM-DD' })
  const first = await store.readAssessment(state.assessment.id)
  if (first === null) return err({ kind: 'assessment.unknown', id: state.assessment.id })
  const askedAt = now()
  const again = assess({
    transaction: { ...withDecisions(first.transaction, state), exportOn: on },
    snapshot,
    tables,
    id: ulid(Date.parse(askedAt), randomBytes(16)),
    askedAt,
    today,
    programVersion: PROGRAM_VERSION,
    suppressions,
  })
  const text = recordText(again)
  const { exportOn: planned, assessment, law, action, relies, facts } = openingOf(again, sha256(text), [], tables)
  const asked = { kind: 'case.reassessed', reason, exportOn: planned, assessment, law, action, relies, facts } as const
  // Asked before anything is kept, and again under the lock.
  const early = act(state, asked, actor)
  if (early.ok) await store.appendAssessment(again)
  return store.streams.append<Result<null, CaseProblem>>(
    async (reader) => {
      const before = caseOf(recordedIn(await reader.entries(stream)))
      const acted = early.ok ? act(before, asked, actor) : early
      if (!acted.ok) return { result: err(refusedWith(acted.error)), entries: [refusal(asked.kind, acted.error)] }
      const news = await stillSilenced(reader, newsOf(again, before), today)
      const events = [
        ...acted.value.map((event) => ({ event, actor })),
        ...news.map((event) => ({ event, actor: PROGRAM })),
        ...settledQuestions(again, first, before).map((event) => ({ event, actor })),
      ]
      return {
        result: ok(null),
        entries: events.map((one) => ({ stream, entry: entryOf(one.event, one.actor, askedAt) })),
        documents: [Buffer.from(text)],
      }
    },
    [stream],
  )

  function refusal(kind: string, { sentence }: Refusal) {
    return { stream, entry: entryOf({ kind: 'act.refused', asked: kind, sentence }, actor, askedAt) }
  }
}

function refusedWith(refusal: Refusal): CaseProblem {
  return { kind: 'case.refused', refusal }
}

type Party = Transaction['parties'][number]
type HitDecision = NonNullable<Party['hitDecisions']>[number]

/** What was decided of the hits of each party and its owners, in place of what the transaction said of the same entries. */
function withDecisions(transaction: Transaction, { hits, parties }: CaseState): Transaction {
  return {
    ...transaction,
    parties: transaction.parties.map((party, i): Party => {
      const ref = parties[i]?.ref ?? ''
      const decided = hits
        .filter((hit) => hit.party === ref || hit.party.startsWith(`${ref} > `))
        .flatMap(({ entry, entryVersion, decision, reason, by, suppression }): HitDecision[] => {
          const [list = '', ...key] = entry.split('/')
          // It was silenced for every transaction: whether it is still, is found anew.
          if (suppression !== undefined) return []
          if ((decision !== 'true-match' && decision !== 'false-match') || reason === null || by === null) return []
          return [{ list, entryKey: key.join('/'), entryVersion, decision, by: by.name, reason } as HitDecision]
        })
      return decided.length === 0 ? party : { ...party, hitDecisions: decided }
    }),
  }
}

/** A known flag with other facts under it is raised beside the one that was dealt with: those facts nobody weighed. */
function raisedAnew(
  event: Extract<CaseEvent, { kind: 'flag.raised' }>,
  { flags }: CaseState,
  assessment: string,
): readonly CaseEvent[] {
  const same = flags.filter(({ id }) => id === event.flag || id.startsWith(`${event.flag}/`))
  if (same.some(({ because }) => canonical(because) === canonical(event.because))) return []
  return [same.length === 0 ? event : { ...event, flag: `${event.flag}/${assessment}` }]
}

/** Everything found anew that the case does not hold already. */
function newsOf(again: Assessment, state: CaseState): readonly CaseEvent[] {
  const isHeld = state.holds.some(({ source, liftedBy }) => source.startsWith('assessment ') && liftedBy === null)
  return findingsOf(again).flatMap((event): readonly CaseEvent[] => {
    switch (event.kind) {
      case 'flag.raised':
        return raisedAnew(event, state, again.id)
      case 'question.opened':
        return state.questions.some(({ id }) => id === event.question) ? [] : [event]
      case 'hold.placed':
        return isHeld ? [] : [{ ...event, hold: `assessment/${again.id}` }]
      default:
        return [event]
    }
  })
}

function settledQuestions({ questions, id }: Assessment, earlier: Assessment, state: CaseState): readonly CaseEvent[] {
  const asked = new Set(questions.map((question) => question.id))
  // What a person asked is for a person to answer.
  const wasAsked = new Set(earlier.questions.map((question) => question.id))
  return state.questions
    .filter((question) => question.answer === null && wasAsked.has(question.id) && !asked.has(question.id))
    .map(({ id: question }) => ({
      kind: 'question.answered',
      question,
      answer: 'it is asked no more: the law is decided without it',
      source: `assessment ${id}`,
    }))
}
