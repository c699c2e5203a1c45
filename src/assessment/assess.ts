import { type Day, earlierOf, given, present } from '../base/index.ts'
import { decideEntry, type ItemReading } from '../items/index.ts'
import {
  type Determination,
  determine,
  gravestOutcome,
  type LawTables,
  type LineFacts,
  mergeQuestions,
  type Outcome,
  type PartyFacts,
} from '../law/index.ts'
import { ALGORITHM } from '../match/index.ts'
import { proposeAction } from './action.ts'
import type { Assessment, LineAnswer } from './assessment.ts'
import type { Circumstances } from './circumstances.ts'
import { type Coverage, coverageOf, type Profile, US_EXPORTER } from './coverage.ts'
import { readFactors } from './human-rights.ts'
import { ownershipOf } from './ownership-of.ts'
import { normalParagraph } from './read-transaction.ts'
import { raiseRedFlags } from './red-flags.ts'
import { screenParty } from './screen-parties.ts'
import type { ScreeningSnapshot } from './snapshot.ts'
import type { Suppression } from './suppression.ts'
import type { Transaction } from './transaction.ts'

export type AssessInput = {
  readonly transaction: Transaction
  readonly snapshot: ScreeningSnapshot
  readonly tables: LawTables
  readonly id: string
  /** Instant of asking, UTC, ISO 8601. */
  readonly askedAt: string
  /** Civil day of asking in the jurisdiction of the law. */
  readonly today: Day
  readonly programVersion: string
  readonly profile?: Profile
  /** As they stood when it was asked, oldest first. Default: none, and every match speaks. */
  readonly suppressions?: readonly Suppression[]
}

type Item = Transaction['items'][number]

/**
 * Assesses one transaction: who, what, what the law requires, what it could do to people, what is unknown, what to do next.
 * Pure: the same input gives the same answer, to the byte.
 */
export function assess(input: AssessInput): Assessment {
  const { transaction, snapshot, tables, today, profile = US_EXPORTER, suppressions = [] } = input
  const on = transaction.exportOn
  const coverage = coverageOf(snapshot, tables, earlierOf(on, today), profile)
  // A match is not silenced for an export on a day when nobody stands behind that any more.
  const silencing = { suppressions, on: on > today ? on : today }
  const screened = transaction.parties.map((party, i) =>
    screenParty(party, party.ref ?? `p${i + 1}`, snapshot, coverage.unreadLists, silencing),
  )
  const parties = transaction.parties.flatMap((party, i) => {
    const one = screened[i]
    if (one === undefined) return []
    return [{ ...one.answer, ...given('ownership', ownershipOf(party, one.facts, on) ?? undefined) }]
  })
  const lines = transaction.items.map((item, i) =>
    assessLine(
      item,
      item.ref ?? `i${i + 1}`,
      transaction,
      screened.map((party) => party.facts),
      tables,
    ),
  )
  const circumstances: Circumstances = { transaction, parties, lines, tables }
  const redFlags = raiseRedFlags(circumstances, on)
  const humanRights = readFactors(circumstances)
  const questions = mergeQuestions(lines.flatMap((line) => line.determination.questions))
  const outcome = gravestOutcome(lines.map((line) => line.determination.outcome))
  return {
    schemaVersion: 1,
    id: input.id,
    programVersion: input.programVersion,
    matchAlgorithm: ALGORITHM.name,
    askedAt: input.askedAt,
    on,
    law: {
      outcome,
      lines: lines.map((line) => ({ ref: line.ref, outcome: line.determination.outcome })),
      because: reasonsOf(lines),
      uncheckedSince: uncheckedSince(lines),
    },
    coverage: { state: coverage.state, gaps: coverage.gaps },
    action: proposeAction({ on, outcome, coverage, parties, lines, redFlags, humanRights, questions }),
    lines,
    parties,
    redFlags,
    humanRights,
    questions,
    ...usesOf(coverage),
    transaction,
  }
}

function usesOf({ lists, tables }: Coverage): Pick<Assessment, 'lists' | 'tables'> {
  return { lists, tables }
}

function assessLine(
  item: Item,
  ref: string,
  transaction: Transaction,
  parties: readonly PartyFacts[],
  tables: LawTables,
): LineAnswer {
  const paragraph = item.paragraph === undefined ? undefined : normalParagraph(item.paragraph)
  const reading = decideEntry({
    ...given('eccn', item.eccn),
    ...given('paragraph', paragraph),
    ...given('description', item.description),
    ...given('form', item.form),
    measurements: item.measurements ?? {},
  })
  const determination = heedReading(determine(lineFacts(item, ref, paragraph, transaction, parties), tables), reading)
  return {
    ref,
    item: item.part ?? item.description ?? item.eccn ?? ref,
    eccn: item.eccn ?? null,
    paragraph: paragraph ?? null,
    classifiedBy: item.classifiedBy ?? null,
    reading,
    determination,
  }
}

/** Outcomes that a wrong classification would make too mild. */
const MILD: readonly Outcome[] = ['no-licence-required', 'exception-available', 'not-subject']

/**
 * The determination of the entry claimed, undecided where it is mild and the measured facts contradict the claim or leave
 * it open: a wrong entry is the commonest way to a wrong "no licence required".
 */
function heedReading(determination: Determination, reading: ItemReading): Determination {
  if (reading.questions.length === 0) return determination
  const isMild = MILD.includes(determination.outcome)
  return {
    ...determination,
    outcome: isMild ? 'undecided' : determination.outcome,
    questions: mergeQuestions([...determination.questions, ...reading.questions]),
  }
}

function lineFacts(
  item: Item,
  ref: string,
  paragraph: string | undefined,
  transaction: Transaction,
  parties: readonly PartyFacts[],
): LineFacts {
  const { exporter } = transaction
  return {
    on: transaction.exportOn,
    kind: transaction.kind,
    item: {
      ref,
      ...given('eccn', item.eccn),
      ...given('paragraph', paragraph),
      ...given('form', item.form),
      measurements: item.measurements ?? {},
      ...given('valueUsd', item.valueUsd),
      ...given('hts', item.hts),
      ...given('isUsOrigin', item.isUsOrigin),
      ...given('controlledUsContentPercent', item.controlledUsContentPercent),
      ...given('isForeignDirectProduct', item.isForeignDirectProduct),
      ...given('otherAgency', item.otherAgency),
    },
    ...given('from', transaction.from),
    to: transaction.destination,
    via: transaction.route ?? [],
    exporter: {
      ...given('isUsPerson', exporter.isUsPerson),
      ...given('isCommunicationsProvider', exporter.isCommunicationsProvider),
      ...given('isUsGovernmentOrContractor', exporter.isUsGovernmentOrContractor),
    },
    parties,
    endUse: present(transaction.endUse ?? {}),
    statementsOnFile: transaction.statementsOnFile ?? [],
  }
}

function reasonsOf(lines: readonly LineAnswer[]): readonly string[] {
  const reasons = lines.flatMap((line) =>
    line.determination.requirements.map((requirement) => {
      const column = requirement.column === undefined ? '' : ` ${requirement.column}`
      return `${requirement.reason}${column}: ${requirement.because.join('; ')} (${requirement.paragraph})`
    }),
  )
  return [...new Set(reasons)]
}

function uncheckedSince(lines: readonly LineAnswer[]): Day | null {
  const days = lines.flatMap((line) =>
    line.determination.uncheckedSince === null ? [] : [line.determination.uncheckedSince],
  )
  return days.length === 0 ? null : days.reduce(earlierOf)
}
