import { type Day, earlierOf, given, present } from '../base/index.ts'
import { decideEntry, type ItemReading } from '../items/index.ts'
import { determine, type LawTables, type LineFacts, type PartyFacts, type Question } from '../law/index.ts'
import { ALGORITHM } from '../match/index.ts'
import { overallOutcome, proposeAction } from './action.ts'
import type { Assessment, LineAnswer } from './assessment.ts'
import type { Circumstances } from './circumstances.ts'
import { type Coverage, coverageOf, type Profile, US_EXPORTER } from './coverage.ts'
import { readFactors } from './human-rights.ts'
import { normalParagraph } from './read-transaction.ts'
import { raiseRedFlags } from './red-flags.ts'
import { screenParty } from './screen-parties.ts'
import type { ScreeningSnapshot } from './snapshot.ts'
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
}

type Item = Transaction['items'][number]

/**
 * Assesses one transaction: who, what, what the law requires, what it could do to people, what is unknown, what to do next.
 * Pure: the same input gives the same answer, to the byte.
 */
export function assess(input: AssessInput): Assessment {
  const { transaction, snapshot, tables, today, profile = US_EXPORTER } = input
  const on = transaction.exportOn
  const coverage = coverageOf(snapshot, tables, earlierOf(on, today), profile)
  const screened = transaction.parties.map((party, i) =>
    screenParty(party, party.ref ?? `p${i + 1}`, snapshot, coverage.unreadLists),
  )
  const parties = screened.map((party) => party.answer)
  const lines = transaction.items.map((item, i) =>
    assessLine(
      item,
      item.ref ?? `i${i + 1}`,
      transaction,
      screened.map((party) => party.facts),
      tables,
    ),
  )
  const circumstances: Circumstances = { transaction, parties, lines: lines.map((line) => line.answer), tables }
  const redFlags = raiseRedFlags(circumstances, on)
  const humanRights = readFactors(circumstances)
  const questions = mergeQuestions(lines.flatMap((line) => line.questions))
  const answers = lines.map((line) => line.answer)
  const outcome = overallOutcome(answers.map((line) => line.determination.outcome))
  return {
    schemaVersion: 1,
    id: input.id,
    programVersion: input.programVersion,
    matchAlgorithm: ALGORITHM.name,
    askedAt: input.askedAt,
    on,
    law: {
      outcome,
      lines: answers.map((line) => ({ ref: line.ref, outcome: line.determination.outcome })),
      because: reasonsOf(answers),
      uncheckedSince: uncheckedSince(answers),
    },
    coverage: { state: coverage.state, gaps: coverage.gaps },
    action: proposeAction({ outcome, coverage, parties, lines: answers, redFlags, humanRights, questions }),
    lines: answers,
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
): { readonly answer: LineAnswer; readonly questions: readonly Question[] } {
  const paragraph = item.paragraph === undefined ? undefined : normalParagraph(item.paragraph)
  const determination = determine(lineFacts(item, ref, paragraph, transaction, parties), tables)
  const reading = decideEntry({
    ...given('eccn', item.eccn),
    ...given('paragraph', paragraph),
    ...given('description', item.description),
    ...given('form', item.form),
    measurements: item.measurements ?? {},
  })
  return {
    answer: {
      ref,
      item: item.part ?? item.description ?? item.eccn ?? ref,
      eccn: item.eccn ?? null,
      paragraph: paragraph ?? null,
      classifiedBy: item.classifiedBy ?? null,
      reading,
      determination,
    },
    questions: [...determination.questions, ...itemQuestions(reading)],
  }
}

/** A measured fact that contradicts the entry claimed is a question for a person, whatever the law says of the claim. */
function itemQuestions(reading: ItemReading): readonly Question[] {
  return reading.questions
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

function mergeQuestions(questions: readonly Question[]): readonly Question[] {
  const merged = new Map<string, Question>()
  for (const question of questions) {
    const before = merged.get(question.id)
    const rules = [...new Set([...(before?.rules ?? []), ...question.rules])]
    merged.set(question.id, { ...(before ?? question), rules })
  }
  return [...merged.values()]
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
